"""Event figures: by hand on small cases, and equal to the reference scorer's on a whole corpus."""

import random
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.evaluation.shared_scorers import corpus, reference_scorer
from transforms.evaluation.calibration import calibration_toml, score_links
from transforms.evaluation.document import Attributes, Bound, Document, EventMention, EventTime, read_document
from transforms.evaluation.event_failures import KINDS, count_by_word, time_failures, trigger_failures
from transforms.evaluation.events import PredictedEvent, score_attributes, score_times, score_triggers
from transforms.evaluation.failures import count_by_kind

PUBLISHED = date(2013, 10, 11)
MEETING = date(2013, 10, 7)
BOUNDS = ("earliest_start", "latest_start", "earliest_end", "latest_end")


def predicted(start: int, bounds: tuple[date | None, ...], extent: str | None = "DAY", **attributes: str) -> PredictedEvent:
    return PredictedEvent(start, start + 4, "held", *bounds, extent, "EXPLICIT", Attributes(**attributes))


def document(*times: EventTime) -> Document:
    events = tuple(
        EventMention(time.eid, 10 * i, 10 * i + 4, "held", Attributes("STATE", "PAST")) for i, time in enumerate(times)
    )
    return Document("d1", "wire", "en", PUBLISHED, "held      " * len(times), (), events, times)


def on(eid: str, day: date) -> EventTime:
    return EventTime(eid, True, Bound(at=day), Bound(at=day), "")


def known(day: date) -> tuple[date, ...]:
    return (day, day, day, day)


def test_time_figures_worked_out_by_hand() -> None:
    gold = document(
        on("e1", MEETING),
        on("e2", PUBLISHED),
        EventTime("e3", True, Bound(before=PUBLISHED), Bound(before=PUBLISHED), ""),
        EventTime("e4", False, Bound(at=date(2013, 1, 1)), Bound(after=PUBLISHED), ""),
        on("e5", MEETING),
    )
    answers = [
        predicted(0, known(MEETING)),
        predicted(10, known(MEETING)),  # another day than gold's
        predicted(20, (None, PUBLISHED - timedelta(1), None, PUBLISHED - timedelta(1))),  # before, its limit excluded
        predicted(30, (date(2013, 1, 1), date(2013, 1, 1), PUBLISHED, None), "SPAN"),
    ]
    figures = score_times([(gold, answers)])
    assert (figures.found.hits, figures.found.total) == (4, 5)
    assert (figures.exact.hits, figures.exact.total) == (3, 5)
    assert figures.exact_given.percent == 75
    assert (figures.day.hits, figures.day.total) == (1, 3)
    assert (figures.day_other.hits, figures.day_other.total) == (1, 2)
    assert (figures.day_precision.hits, figures.day_precision.total) == (1, 2)
    assert (figures.contains.hits, figures.contains.total) == (3, 4)
    assert (figures.closed_contains.hits, figures.closed_contains.total) == (1, 2)
    assert figures.open.percent == 50


def test_the_28th_stands_for_the_end_of_its_month() -> None:
    time = EventTime("e1", False, Bound(at=date(2012, 2, 1)), Bound(at=date(2012, 2, 28)), "")
    bounds = (date(2012, 2, 1), date(2012, 2, 1), date(2012, 2, 29), date(2012, 2, 29))
    assert score_times([(document(time), [predicted(0, bounds, "SPAN")])]).exact.percent == 100


def test_before_a_day_excludes_the_day() -> None:
    time = EventTime("e1", True, Bound(before=PUBLISHED), Bound(before=PUBLISHED), "")
    assert score_times([(document(time), [predicted(0, known(PUBLISHED))])]).contains.percent == 0


def test_attributes_count_where_gold_has_them() -> None:
    shares = score_attributes(
        [(document(on("e1", MEETING)), [predicted(0, known(MEETING), event_class="STATE", tense="NONE")])]
    )
    assert {name: share.percent for name, share in shares.items()} == {
        "event_class": 100,
        "tense": 0,
        "aspect": None,
        "polarity": None,
    }


def test_triggers_strict_and_relaxed() -> None:
    gold = document(on("e1", MEETING), on("e2", MEETING))
    figures = score_triggers(
        [(gold, [predicted(0, known(MEETING)), predicted(12, known(MEETING)), predicted(30, known(MEETING))])]
    )
    assert (figures.strict.hits, figures.relaxed.hits, figures.relaxed.predicted) == (1, 2, 3)


def spoiled(record: dict[str, Any], chance: random.Random) -> list[dict[str, Any]]:
    """An event for most gold triggers, with a bound that is gold's, near it, open or the publication day."""
    day = record["dct"][:10]
    times = {time["eid"]: time for time in record["event_times"]}
    events = []
    for event in record["events"]:
        time = times.get(event["eid"])
        if not chance.randrange(8):
            continue
        begin, end = (guess((time or {}).get(side), day, chance) for side in ("begin", "end"))
        extent = "SPAN" if time and time["kind"] == "multi" else "DAY"
        if not chance.randrange(4):
            extent = chance.choice(["DAY", "SPAN", None])
        moved = chance.choice([0, 0, 0, 2])
        span = {"start": event["start"] + moved, "end": event["end"] + moved}
        events.append({**span, "extent": extent, **dict(zip(BOUNDS, begin + end, strict=True))})
    return events


def guess(bound: dict[str, Any] | None, day: str, chance: random.Random) -> tuple[str | None, str | None]:
    match chance.randrange(6):
        case 0 | 1 | 2 if bound and not bound.get("unparsed"):
            return (bound["at"], bound["at"]) if bound["at"] else (bound["lo"], bound["hi"])
        case 3:
            return (None, day)
        case 4:
            return (day, None)
        case _:
            return (day, day)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_figures_equal_the_reference_scorer_on_spoiled_gold(seed: int) -> None:
    reference = reference_scorer("score_events")
    records = corpus("eventtime-dev")
    chance = random.Random(seed)
    answers = {record["id"]: spoiled(record, chance) for record in records}
    expected = reference.score({r["id"]: r for r in records}, {name: {"events": events} for name, events in answers.items()})
    answered = [(read_document(record), [as_predicted(event) for event in answers[record["id"]]]) for record in records]
    triggers = score_triggers(answered)
    for name in ("strict", "relaxed"):
        assert getattr(triggers, name).f1 == pytest.approx(expected[name]["F1"], abs=0.006)
    times = score_times(answered)
    for name in ("found", "exact", "exact_given", "day", "day_other", "day_precision", "contains", "closed_contains", "open"):
        assert getattr(times, name).percent == pytest.approx(expected[name], abs=0.006), name
    assert times.found.total == expected["timed"]


def as_predicted(event: dict[str, Any]) -> PredictedEvent:
    bounds = (date.fromisoformat(event[name]) if event[name] else None for name in BOUNDS)
    return PredictedEvent(event["start"], event["end"], "", *bounds, event["extent"], "NONE")


@pytest.mark.parametrize(
    ("day", "contains"), [(PUBLISHED - timedelta(1), False), (PUBLISHED, False), (PUBLISHED + timedelta(1), True)]
)
def test_a_limit_of_gold_is_no_day_of_the_event(day: date, contains: bool) -> None:
    gold = document(EventTime("e1", True, Bound(after=PUBLISHED), Bound(after=PUBLISHED), "after"))
    assert score_times([(gold, [predicted(0, known(day))])]).contains.hits == contains
    mirrored = PUBLISHED - (day - PUBLISHED)
    gold = document(EventTime("e1", True, Bound(before=PUBLISHED), Bound(before=PUBLISHED), "before"))
    assert score_times([(gold, [predicted(0, known(mirrored))])]).contains.hits == contains


def test_event_failures_name_what_is_wrong() -> None:
    gold = document(on("e1", MEETING), on("e2", MEETING))
    answers = [predicted(0, known(PUBLISHED), event_class="OCCURRENCE", tense="PAST"), predicted(90, known(MEETING))]
    failures = trigger_failures(gold, answers)
    assert [failure.kinds for failure in failures] == [("event_class",), ("missed",), ("spurious",)]
    counted = count_by_kind(failures, KINDS)
    assert list(counted) == list(KINDS)
    assert {kind: count for kind, count in counted.items() if count} == {"spurious": 1, "missed": 1, "event_class": 1}
    assert count_by_word(failures, "missed") == [("held", 1)]
    assert [(failure.gold.eid, failure.predicted is None) for failure in time_failures(gold, answers) if failure.gold] == [
        ("e1", False),
        ("e2", True),
    ]


def test_links_are_judged_by_basis_in_the_vocabulary_s_order() -> None:
    gold = document(on("e1", MEETING), on("e2", MEETING), on("e3", MEETING))
    answers = [
        replace(predicted(0, (None, PUBLISHED, None, PUBLISHED)), time_basis="TENSE"),
        predicted(10, known(MEETING)),
        predicted(20, known(PUBLISHED)),
    ]
    links = score_links([(gold, answers)])
    assert list(links) == ["EXPLICIT", "TENSE"]
    assert (links["EXPLICIT"].right.percent, links["EXPLICIT"].exact.percent) == (50, 50)
    assert (links["TENSE"].right.percent, links["TENSE"].closed.percent) == (100, 0)
    table = tomllib.loads(calibration_toml(links, "dateline evaluate gold.jsonl"))
    assert table == {"precision": {"EXPLICIT": 0.5, "TENSE": 0.667}, "rows": {"EXPLICIT": 2, "TENSE": 1}}


def test_what_has_no_bounds_is_not_calibrated() -> None:
    links = score_links([(document(on("e1", MEETING)), [replace(predicted(0, (None,) * 4), time_basis="NONE")])])
    assert list(links) == ["NONE"]
    table = tomllib.loads(calibration_toml(links, "dateline evaluate gold.jsonl"))
    assert table == {"precision": {}, "rows": {}}
