"""Which copy stands: each part of the rule decides where all before it are equal, and only there."""

from datetime import UTC, date, datetime
from itertools import pairwise, permutations

import pytest

from transforms.winners import Copy, winner

LATE = datetime(2024, 5, 2, tzinfo=UTC)
# Each beats those before it, though everything after the deciding part speaks against it.
ASCENDING = [
    Copy("z", "99", "f", None, date(2024, 9, 9)),
    Copy("z", "99", "f", datetime(2024, 5, 1, tzinfo=UTC), date(2024, 9, 9)),
    Copy("z", "99", "f", LATE, None),
    Copy("z", "99", "f", LATE, date(2024, 6, 1)),
    Copy("z", "99", "a", LATE, date(2024, 6, 2)),
    Copy("a", "99", "b", LATE, date(2024, 6, 2)),
    Copy("b", "9", "b", LATE, date(2024, 6, 2)),
    Copy("b", "10", "b", LATE, date(2024, 6, 2)),
]


@pytest.mark.parametrize(("older", "newer"), list(pairwise(ASCENDING)))
def test_the_later_of_two_stands_whichever_came_first(older: Copy, newer: Copy) -> None:
    assert winner([older, newer]) == winner([newer, older]) == newer


def test_of_many_the_same_one_stands_in_any_order() -> None:
    assert {winner(order) for order in permutations(ASCENDING[3:])} == {ASCENDING[-1]}
