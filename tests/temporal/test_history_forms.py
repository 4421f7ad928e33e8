"""Forms of dates and lengths that histories have and news seldom: what they are, and what only looks like them."""

import pytest

from tests.temporal.reading import told


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The truce of 312-347 CE held.", ["0312", "0347"]),
        ("The truce (312\u2013347 CE) held.", ["0312", "0347"]),
        ("He was king in 98 and 117 AD.", ["0098", "0117"]),
        # The era is written in capitals.
        ("They met 30 or 40 ad men.", []),
    ],
)
def test_two_years_of_the_lord_share_their_era(text: str, values: list[str]) -> None:
    assert told(text) == values
