"""Peers' suites: when a case agrees."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest

from transforms.configuration import config_root, load_toml
from transforms.evaluation.direction import direction_words
from transforms.evaluation.document import Published
from transforms.evaluation.suites import read_duckling, read_timenorm, run_suite
from transforms.temporal.mention import Mention

NOW = "2013-02-12T04:30:00-02:00"


def mention(text: str, value: str, start: datetime | None = None, end: datetime | None = None, offset: int = 0) -> Mention:
    last = offset + len(text)
    day = ("DAY", False, None, "1")
    return Mention(
        "m", 0, offset, last, text, "DATE", value, None, None, None, "", "", 1, "PUBLICATION", None, start, end, *day
    )


def find(*mentions: Mention):
    def answer(text: str, published: Published) -> Sequence[Mention]:
        return mentions

    return answer


def duckling(kind: str, grain: str, *moments: str, text: str = "x", **more: str) -> dict[str, Any]:
    resolution = {"kind": kind, "grain": grain, "datetimes": list(moments), "expr": more.get("expr", "")}
    answer = {"start": 0, "end": len(text), "text": text, "resolution": resolution}
    suite = more.get("suite", "EN:allExamples")
    return {"id": "c", "suite": suite, "text": text, "reference": NOW, "locale": "EN", "expect": [answer]}


def share_of(record: dict[str, Any], *mentions: Mention) -> tuple[str, int, int]:
    words = direction_words(load_toml(config_root() / "evaluation.toml")["direction"]["en"])
    report = run_suite(read_duckling([record], words), find(*mentions))
    ((group, figure),) = report.groups.items()
    return group, figure.right.hits, figure.right_but_past.hits


def civil(*fields: int) -> datetime:
    return datetime(*fields)  # noqa: DTZ001 - local civil time  # type: ignore[arg-type]


def test_timenorm_compares_the_value_of_what_overlaps() -> None:
    case = {
        "id": "t",
        "text": "two years ago",
        "reference": "1989-10-27",
        "expect": [{"start": 0, "end": 13, "text": "two years ago", "type": "DATE", "resolution": "1987"}],
    }
    assert run_suite(read_timenorm([case]), find(mention("years ago", "1987", offset=4))).all.right.percent == 100
    report = run_suite(read_timenorm([case]), find(mention("two years", "P2Y")))
    assert (report.all.right.percent, report.failures[0].kind) == (0, "span")


def test_a_finer_answer_inside_the_expected_day_agrees() -> None:
    record = duckling("datetime", "Day", "2013-02-13T00:00:00", text="tomorrow")
    assert share_of(record, mention("tomorrow", "", civil(2013, 2, 13, 9), civil(2013, 2, 13, 10))) == ("date", 1, 0)
    assert share_of(record, mention("tomorrow", "", civil(2013, 2, 13), civil(2013, 2, 15))) == ("date", 0, 0)


def test_an_interval_reaches_from_the_first_mention_to_the_last() -> None:
    record = duckling("datetimeInterval", "Day", "2013-07-13T00:00:00", "2013-07-16T00:00:00", text="July 13-15")
    mentions = (
        mention("July 13", "", civil(2013, 7, 13), civil(2013, 7, 14)),
        mention("15", "", civil(2013, 7, 15), civil(2013, 7, 16), offset=8),
    )
    assert share_of(record, *mentions) == ("interval of days or more", 1, 0)
    assert share_of(record, mentions[0]) == ("interval of days or more", 0, 0)


@pytest.mark.parametrize(
    ("end", "right"), [(civil(2013, 2, 12, 11), 1), (civil(2013, 2, 12, 11, 1), 1), (civil(2013, 2, 12, 11, 2), 0)]
)
def test_the_last_minute_may_belong_to_an_interval_or_not(end: datetime, right: int) -> None:
    record = duckling("datetimeInterval", "Minute", "2013-02-12T09:30:00", "2013-02-12T11:01:00")
    assert share_of(record, mention("x", "", civil(2013, 2, 12, 9, 30), end)) == ("time of day", right, 0)


def test_a_past_weekday_is_counted_apart() -> None:
    record = duckling("datetime", "Day", "2013-02-14T00:00:00", text="thursday")
    found = mention("thursday", "2013-02-07", civil(2013, 2, 7), civil(2013, 2, 8))
    assert share_of(record, found) == ("bare weekday, month or month-day", 0, 1)


def test_of_an_open_interval_the_given_bound_counts() -> None:
    record = duckling("datetimeOpenInterval", "Hour", "2013-02-12T14:00:00", expr="datetimeOpenInterval After (...) Hour")
    assert share_of(record, mention("x", "", civil(2013, 2, 12, 14), None)) == ("open interval", 1, 0)


def test_nothing_to_find_is_right_when_nothing_is_found() -> None:
    record = {**duckling("datetime", "Day", "2013-02-14T00:00:00"), "expect": []}
    assert share_of(record) == ("nothing to find", 1, 0)
    assert share_of(record, mention("x", "2013")) == ("nothing to find", 0, 0)


def test_a_year_before_christ_is_a_value() -> None:
    record = duckling("datetime", "Year", "-2014-01-01T00:00:00", text="2014 BC")
    assert share_of(record, mention("2014 BC", "BC2014")) == ("before Christ", 1, 0)


def test_the_reference_is_local_civil_time() -> None:
    seen = []

    def note(text: str, published: Published) -> list[Mention]:
        seen.append(published)
        return []

    words = direction_words(load_toml(config_root() / "evaluation.toml")["direction"]["en"])
    run_suite(read_duckling([duckling("datetime", "Day", "2013-02-14T00:00:00")], words), note)
    assert seen == [civil(2013, 2, 12, 4, 30)]
    assert date(2013, 2, 12) == seen[0].date()
