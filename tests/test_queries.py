"""Rows of a table, and what the news said would happen."""

from datetime import date, timedelta
from typing import Any

import pytest

from flows.queries import QueryError, parse_window, select_rows, upcoming_events
from flows.usage import UsageError
from tests.rows import connect, row

PUBLISHED = date(2025, 6, 6)
AUTUMN = date(2025, 10, 17)


def event(name: str, **given: Any) -> dict[str, Any]:
    usual = {
        "event_id": name,
        "lemma": name,
        "trigger": name,
        "article_id": "a",
        "factuality": "PLANNED",
        "tense": "FUTURE",
        "time_basis": "EXPLICIT",
        "published_on": PUBLISHED,
        "earliest_start": PUBLISHED,
        "best_start": AUTUMN,
        "best_end": AUTUMN,
    }
    return row("events", **(usual | given))


def ask(*events: dict[str, Any], after: date | None = PUBLISHED, days: int = 365, **more: Any) -> list[str]:
    articles = [row("articles", article_id=name, published_on=PUBLISHED) for name in ("a", "b")]
    groups = [row("duplicate_groups", article_id=name, duplicate_group="a") for name in ("a", "b")]
    connection = connect({"events": events, "articles": articles, "duplicate_groups": groups})
    found = upcoming_events(connection, after, timedelta(days=days), **more)
    return [record["event_id"] for record in found.as_records()]


def test_soonest_comes_first() -> None:
    later = event("later", best_start=date(2025, 12, 1), best_end=date(2025, 12, 1))
    assert ask(later, event("sooner")) == ["sooner", "later"]


@pytest.mark.parametrize(
    "given",
    [
        {"polarity": "NEG"},
        {"factuality": "ASSERTED", "tense": "PAST"},  # "residents had until Friday"
        {"factuality": "ASSERTED", "tense": "NONE", "earliest_start": date(2025, 1, 1)},  # "the fifth test this year"
        {"factuality": "REPORTED", "tense": "PRESENT", "earliest_start": None},
        {"factuality": "NEGATED"},
        {"time_basis": "TENSE"},  # nothing in the text says when
        {"time_basis": "REPORTING"},
        {"best_start": date(2025, 6, 1), "best_end": date(2025, 6, 1)},  # before publication: news, not a forecast
        {"best_start": None, "best_end": None},  # no bound to wait for
    ],
)
def test_what_is_not_expected_is_left_out(given: dict[str, Any]) -> None:
    assert ask(event("e", **given)) == []


def test_a_deadline_counts_as_its_last_day() -> None:
    by_year_end = event("e", best_start=None, best_end=None, latest_start=date(2025, 12, 31), latest_end=date(2025, 12, 31))
    assert ask(by_year_end, days=300) == ["e"]
    assert ask(by_year_end, days=100) == []


def test_a_period_that_has_begun_is_still_to_come() -> None:
    summer = event("e", best_start=date(2025, 6, 21), best_end=date(2025, 9, 22))
    assert ask(summer, after=date(2025, 8, 1)) == ["e"]
    assert ask(summer, after=date(2025, 10, 1)) == []


def test_a_fact_of_a_later_day_is_to_come() -> None:
    assert ask(event("e", factuality="ASSERTED", tense="NONE", earliest_start=AUTUMN)) == ["e"]


def test_copies_of_a_story_say_it_once() -> None:
    assert ask(event("e1", lemma="open"), event("e2", lemma="open", article_id="b")) == ["e1"]


def test_what_was_published_later_can_be_left_out() -> None:
    assert ask(event("e"), known_by=date(2025, 6, 5)) == []


def test_without_a_day_the_calendar_begins_with_the_last_publication() -> None:
    past = event("past", published_on=date(2025, 1, 1), best_start=date(2025, 6, 5), best_end=date(2025, 6, 5))
    assert ask(past, event("e"), after=None) == ["e"]


def test_the_limit_says_that_there_is_more() -> None:
    connection = connect({"events": [event("a"), event("b")]})
    found = select_rows(connection, "events", None, ["event_id"], 1)
    assert (found.rows, found.more) == ([("a",)], True)


def test_events_come_in_the_order_of_the_text() -> None:
    # As text, 1000 is less than 200.
    connection = connect({"events": [event("a-e1000", char_start=1000), event("a-e200", char_start=200)]})
    assert select_rows(connection, "events", None, ["event_id"], 9).rows == [("a-e200",), ("a-e1000",)]


def test_a_condition_may_ask_other_tables() -> None:
    connection = connect({"events": [event("a"), event("b", article_id="c")], "articles": [row("articles", article_id="c")]})
    found = select_rows(connection, "events", "article_id IN (SELECT article_id FROM articles)", ["event_id"], 9)
    assert found.rows == [("b",)]


@pytest.mark.parametrize("where", ["nope = 1", "1 =", "1); DROP VIEW events; --"])
def test_a_condition_that_is_not_sql_is_one_line(where: str) -> None:
    with pytest.raises(QueryError, match=r"^expected SQL that DuckDB can run, got [^\n]*$"):
        select_rows(connect({}), "events", where, None, 5)


def test_a_column_that_is_not_declared_is_named() -> None:
    with pytest.raises(UsageError, match=r"expected columns of events, got 'when'; dateline schema events"):
        select_rows(connect({}), "events", None, ["when"], 5)


@pytest.mark.parametrize(("text", "days"), [("90d", 90), ("12w", 84), ("6m", 180), ("1y", 365), (" 3 W ", 21)])
def test_windows(text: str, days: int) -> None:
    assert parse_window(text).days == days


@pytest.mark.parametrize("text", ["", "90", "d", "-3d", "1.5y", "٣d", "999999d"])
def test_what_is_no_window_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_window(text)
