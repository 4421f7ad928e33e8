"""What lies ahead, and what a story dated a day early tells of as over."""

import pytest

from tests.events.rows import PUBLISHED, bounds, event


def test_what_lies_ahead_is_no_fact() -> None:
    row = event("The treaty signed in May expires next year.", "expires")
    assert (row.factuality, bounds(row)) == ("PLANNED", ("2014-01-01", "2014-12-31") * 2)


def test_a_story_dated_a_day_early_tells_a_fact() -> None:
    row = event("Lawmakers passed the budget on Saturday.", "passed")
    assert (row.factuality, row.time_basis, bounds(row)) == ("ASSERTED", "EXPLICIT", ("2013-10-12",) * 4)


@pytest.mark.parametrize("day", ["on Saturday", "this Saturday", "late on Saturday", "Saturday night"])
def test_a_weekday_by_its_name_may_be_that_of_a_story_dated_early(day: str) -> None:
    assert bounds(event(f"Lawmakers met {day}.", "met")) == ("2013-10-12",) * 4


@pytest.mark.parametrize("day", ["next Saturday", "tomorrow", "Saturday week"])
def test_a_day_that_is_counted_from_today_is_not(day: str) -> None:
    row = event(f"Lawmakers met {day}.", "met")
    assert (row.time_basis, row.latest_end) == ("TENSE", PUBLISHED)


@pytest.mark.parametrize(
    ("sentence", "trigger"),
    [
        ("Lawmakers will vote on the budget on Saturday.", "vote"),
        ("The vote on Saturday will be close.", "vote"),
        ("Lawmakers rescheduled the vote for Saturday.", "vote"),
    ],
)
def test_what_is_to_come_the_day_after_is_planned(sentence: str, trigger: str) -> None:
    row = event(sentence, trigger)
    assert (row.factuality, bounds(row)) == ("PLANNED", ("2013-10-12",) * 4)


def test_a_plan_made_for_the_day_after_is_not_made_then() -> None:
    assert event("Lawmakers rescheduled the vote for Saturday.", "rescheduled").mention_id is None
