"""Weekdays of a name that the text has told of, in one published on Friday 11 October 2013."""

import pytest

from tests.temporal.reading import values, values_of


def test_a_weekday_spoken_of_as_to_come_is_the_same_day_later_in_the_text() -> None:
    text = "She will appear on Wednesday. Her lawyer gave no word of the Wednesday appearance. She spoke on Monday."
    assert values(text) == ["2013-10-16", "2013-10-16", "2013-10-07"]


def test_a_weekday_of_what_has_happened_is_not_that_of_the_plan_before_it() -> None:
    text = (
        "The house put off a vote until Tuesday. The two sides met for seven hours Tuesday. The high Tuesday hit 40. "
        "It has rained since Tuesday."
    )
    assert values_of("Tuesday", text) == [
        "2013-10-15",
        "2013-10-08",
        "2013-10-08",
        "2013-10-08",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor rose Sunday from his sickbed.",
        "The strike that began Sunday has spread.",
        "Welders who sailed to Bergen Sunday to ask for more were given until noon.",
        "Its 30 cooks, sent home Sunday without pay, met at a tavern.",
        "The harbour master, in an interview Sunday, said he would wait.",
        "A march Sunday to support the cooks drew 90 people.",
        "The auditor placed $3 million of the yard's debt under review Sunday, hours after dawn.",
        "Tourists who flew out the Sunday before the strike have been riding home.",
    ],
)
def test_a_past_clause_is_of_no_day_that_the_text_has_told_ahead(text: str) -> None:
    assert values_of("Sunday", f"The results are due Sunday. {text}") == ["2013-10-13", "2013-10-06"]


@pytest.mark.parametrize(
    "text",
    [
        "The club canceled Sunday's dance.",
        "Prices, also released on Sunday, are seen rising.",
        "Teachers had called off classes for Sunday.",
        "Her lawyer spoke about the Sunday dance.",
        "Her lawyer was asked about Sunday.",
        "Ferries called off 30 crossings Sunday.",
        "Police banned marches on Sunday.",
    ],
)
def test_what_is_told_of_a_plan_is_of_its_day(text: str) -> None:
    assert values_of("Sunday", f"The results are due Sunday. {text}") == ["2013-10-13", "2013-10-13"]


def test_of_two_past_days_the_second_is_of_no_day_told_ahead() -> None:
    assert values("The speech was put off until Monday. Shares, which had gained 4 crowns Sunday and Monday, are flat.") == [
        "2013-10-14",
        "2013-10-06",
        "2013-10-07",
    ]


def test_a_past_clause_is_of_no_day_after_the_one_that_its_sentence_looks_ahead_to() -> None:
    assert values("They will meet Monday on a pact that they failed to sign Tuesday.") == ["2013-10-14", "2013-10-08"]


def test_a_plan_that_is_over_was_for_no_day_that_its_sentence_looks_ahead_to() -> None:
    assert values("They are due in court Sunday for a hearing that had been planned for Thursday.") == [
        "2013-10-13",
        "2013-10-10",
    ]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("They landed on 3 May. On the Monday it rained.", ["2013-05-03", "2013-05-06"]),
        ("She fell ill on 14 May 2011 but sang until the Wednesday.", ["2011-05-14", "2011-05-18"]),
        ("He swam on 3 May, and was found on the Sunday.", ["2013-05-03", "2013-05-05"]),
        # No day that is over has been told, or it is no day of the story.
        ("On the Monday it rained.", ["2013-10-07"]),
        ("He swam on 3 May. He missed the Wednesday deadline.", ["2013-05-03", "2013-10-09"]),
    ],
)
def test_the_weekday_pointed_at_is_the_one_after_the_day_just_told(text: str, days: list[str]) -> None:
    assert values(text) == days
