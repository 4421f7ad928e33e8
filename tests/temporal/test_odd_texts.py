"""Texts that nobody should write: no hang, no crash, and the best that can be said of them."""

import pytest

from tests.temporal.reading import values


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It began a billion summers ago.", "PAST_REF"),
        ("It began 2,000,000 Mondays ago.", "PAST_REF"),
        ("It ends a million Mondays from now.", "FUTURE_REF"),
        ("It began 900 winters ago.", "1113-WI"),
    ],
)
def test_more_seasons_or_weekdays_than_anybody_counts_are_vague_at_once(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    "text", ["He won 2.5 summers ago.", "It was one and a half winters ago.", "Two and a half Mondays ago it met."]
)
def test_a_season_and_a_half_ago_is_no_one_season(text: str) -> None:
    assert values(text) == ["PAST_REF"]


def test_an_hour_after_a_short_part_of_a_day_is_on_that_day() -> None:
    assert values("It happened at lunchtime on Monday. The next hour it closed.") == ["2013-10-07TMI", "2013-10-07"]
