"""Texts that nobody should write: no hang, no crash, and the best that can be said of them."""

import sys
from datetime import date
from types import FrameType
from typing import TYPE_CHECKING

import pytest

from tests.temporal.reading import told, values
from transforms.temporal import normalize
from transforms.temporal.civil import at

if TYPE_CHECKING:
    from _typeshed import TraceFunction


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


def test_a_history_that_never_leaves_what_came_before_costs_no_more_a_sentence() -> None:
    def lines_run(sentences: int) -> int:
        count = 0

        def each(_frame: FrameType, event: str, _arg: object) -> "TraceFunction":
            nonlocal count
            count += event == "line"
            return each

        text = "In 1800 he came. " + "He had come two days before. " * sentences
        before = sys.gettrace()
        sys.settrace(each)
        try:
            found = told(text)
        finally:
            sys.settrace(before)
        assert len(found) == sentences + 1
        return count

    lines_run(10)
    assert lines_run(800) < 5 * lines_run(200)


@pytest.mark.parametrize(
    "text",
    [
        "He scored twice in the first quarter of Monday night's game.",
        "It rained in the final quarter of the day.",
        "It rose in the last quarter of last week.",
        "It came in the last year of the month.",
    ],
)
def test_a_unit_is_no_part_of_a_shorter_one(text: str) -> None:
    assert values(text) == []


def test_a_holiday_does_not_end_after_the_calendar() -> None:
    (mention,) = normalize("It rained on New Year's Eve.", date(5999, 12, 31))
    assert (mention.timex_value, mention.end) == ("5998-12-31", at(5999))
