"""What brings something about, and what comes about by it. Published on Friday 2013-10-11."""

import pytest

from tests.events.rows import bounds, event

OVER = ("-", "2013-10-11") * 2
NOW = ("-", "2013-10-11", "2013-10-11", "-")
MAY_ON = ("2013-05-01", "2013-10-11") * 2


@pytest.mark.parametrize(
    ("sentence", "trigger", "limits"),
    [
        ("The bank may close because of the merger.", "merger", OVER),
        ("The bank plans to close due to the merger.", "merger", OVER),
        ("The bank may close because of the unrest.", "unrest", NOW),
        (
            "They expect to take a hit to profits because of the overhaul signed in May.",
            "signed",
            ("2013-05-01", "2013-05-31") * 2,
        ),
    ],
)
def test_what_something_may_come_about_for_is_there(sentence: str, trigger: str, limits: tuple[str, ...]) -> None:
    row = event(sentence, trigger)
    assert (row.factuality, bounds(row)) == ("ASSERTED", limits)


def test_a_cause_that_is_still_to_come_is_planned_and_one_that_is_told_is_told() -> None:
    row = event("The bank may close because of a vote next week.", "vote")
    assert (row.factuality, bounds(row)) == ("PLANNED", ("2013-10-14", "2013-10-20") * 2)
    assert event("The mayor said the bank closed because of a strike.", "strike").factuality == "REPORTED"


@pytest.mark.parametrize(
    ("sentence", "trigger", "limits"),
    [
        ("In May a leak led the firm to close a mine.", "close", MAY_ON),
        ("A leak in May prompted the firm to close a mine.", "close", MAY_ON),
        ("A leak in May caused the mine to close.", "close", MAY_ON),
        ("Aides persuaded her in May to resign.", "resign", MAY_ON),
        ("Prices fell in May, prompting the firm to close a mine.", "close", MAY_ON),
        ("The loss forced the firm to close a mine.", "close", OVER),
    ],
)
def test_what_somebody_was_brought_to_do_was_done_from_then_on(sentence: str, trigger: str, limits: tuple[str, ...]) -> None:
    row = event(sentence, trigger)
    assert (row.factuality, bounds(row)) == ("ASSERTED", limits)


def test_what_somebody_may_be_brought_to_do_is_no_fact() -> None:
    assert event("A leak may lead the firm to close a mine.", "close").factuality == "POSSIBLE"
    assert bounds(event("It led in May to talks.", "talks"))[0] == "2013-05-01"


def test_what_a_dated_happening_did_is_no_earlier_also_where_it_is_told_of_it() -> None:
    assert bounds(event("They condemned the raid in May that caused anger.", "caused")) == MAY_ON


def test_what_followed_something_is_no_earlier_as_the_following() -> None:
    assert bounds(event("The move followed protests in May.", "move")) == MAY_ON
