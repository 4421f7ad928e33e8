"""Bare weekdays beside others and in clauses of their own, in a text published on Friday 11 October 2013 unless said."""

from datetime import date

import pytest

from tests.temporal.reading import values
from transforms.temporal import normalize


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The bridge shut on Thursday after Wednesday's storm.", ["2013-10-10", "2013-10-09"]),
        ("The bridge shut on Thursday after Wednesday night's storm.", ["2013-10-10", "2013-10-09TNI"]),
        ("The bridge shut on Tuesday before Wednesday's storm.", ["2013-10-08", "2013-10-09"]),
        ("The bridge shut on Thursday after last week's storm.", ["2013-10-10", "2013-W40"]),
        ("The council will meet again on Wednesday after Thursday's walkout.", ["2013-10-16", "2013-10-10"]),
        ("The council will meet again on Tuesday after Monday's holiday.", ["2013-10-15", "2013-10-14"]),
        ("Acme reports earnings on Monday, followed by Bolt on Tuesday.", ["2013-10-14", "2013-10-15"]),
        ("Acme reported earnings on Monday, followed by Bolt on Tuesday.", ["2013-10-07", "2013-10-08"]),
        # A feast or a date says which.
        ("The bridge shuts on the Friday after Thanksgiving.", ["2013-11-29"]),
        ("The bridge shuts on the Tuesday after the first Monday in May.", ["2013-05-07"]),
    ],
)
def test_a_day_after_another_days_storm_is_two_days(text: str, values: list[str]) -> None:
    assert [mention.timex_value for mention in normalize(text, date(2013, 10, 11))] == values


@pytest.mark.parametrize("name", ["Acme Inc.", "Acme Corp.", "Acme Ltd.", "Salem, Ore.", "Mill Ave.", "the U.S."])
def test_the_full_stop_of_an_abbreviation_ends_no_clause(name: str) -> None:
    text = f"The council will open a new hall in {name} on Friday."
    assert values(text, date(2013, 10, 14)) == ["2013-10-18"]
    assert values(text.replace("will open", "opened"), date(2013, 10, 14)) == ["2013-10-11"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The Danes will play at home, whereas Monday's match was away.", ["2013-10-07"]),
        ("The frost could do more harm on top of Monday's hail.", ["2013-10-07"]),
        ("The next hearing, on Wednesday, is open to all.", ["2013-10-16"]),
        ("She would sing in her next planned concert, on Wednesday.", ["2013-10-16"]),
        ("He missed the next match, on Wednesday.", ["2013-10-09"]),
        (
            "The mayor said on Friday that all was well. The strike had been set to end on Saturday.",
            ["2013-10-11", "2013-10-12"],
        ),
        (
            "The mayor said on Friday that all was well. The strike had been set to end on Tuesday.",
            ["2013-10-11", "2013-10-08"],
        ),
    ],
)
def test_a_clause_of_its_own_an_aside_and_a_plan_that_is_over(text: str, days: list[str]) -> None:
    assert values(text) == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("They had met on the Sunday before the wedding.", ["XXXX-WXX-7"]),
        ("He sold it on the Friday after his win.", ["XXXX-WXX-5"]),
        # What has its own day says which it is, and without the article it is one of late.
        ("They had met on the Sunday before the Oct. 5 wedding.", ["2013-09-29", "2013-10-05"]),
        ("They met on Sunday before the match.", ["2013-10-06"]),
    ],
)
def test_the_weekday_before_what_has_no_day_is_none_that_is_named(text: str, days: list[str]) -> None:
    assert values(text) == days
