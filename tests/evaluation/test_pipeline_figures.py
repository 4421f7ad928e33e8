"""The pipeline's own figures equal the reference scorer's on the same predictions."""

from collections.abc import Mapping
from typing import Any

import pytest

from flows.evaluate import evaluate_events, evaluate_timexes, pipeline_tagger
from tests.evaluation.shared_scorers import corpus, reference_scorer
from transforms import analyze
from transforms.evaluation.document import Document, read_document
from transforms.evaluation.events import TimeFigures
from transforms.events.event import Event
from transforms.temporal import normalize

BOUNDS = ("earliest_start", "latest_start", "earliest_end", "latest_end")


@pytest.mark.parametrize("name", ["tbaq", "wikiwars-dev"])
def test_time_expressions(name: str) -> None:
    reference = reference_scorer("score_timex")
    records = corpus(name)
    documents = [read_document(record) for record in records]
    predictions = {document.id: {"timexes": timexes(document)} for document in documents}
    expected = reference.score({record["id"]: record for record in records}, predictions)
    figures = evaluate_timexes(documents, pipeline_tagger()).figures
    for figure in ("strict", "relaxed", "type", "value", "resolved"):
        assert getattr(figures, figure).f1 == pytest.approx(expected[figure]["F1"], abs=0.006), figure


def timexes(document: Document) -> list[dict[str, Any]]:
    mentions = normalize(document.text, document.published)
    return [{"start": m.char_start, "end": m.char_end, "type": m.timex_type, "value": m.timex_value} for m in mentions]


def test_events() -> None:
    reference = reference_scorer("score_events")
    records = corpus("eventtime-dev")[:9]
    documents = [read_document(record) for record in records]
    gold = {record["id"]: record for record in records}
    found = {d.id: analyze(d.text, d.published, events="all").events for d in documents}
    given = {d.id: analyze(d.text, d.published, triggers=[(e.start, e.end) for e in d.events]).events for d in documents}
    report = evaluate_events(documents)
    expected = reference.score(gold, rows(found, best_guess=False))
    assert report.triggers.strict.f1 == pytest.approx(expected["strict"]["F1"], abs=0.006)
    assert_times(report.bounds, reference.score(gold, rows(given, best_guess=False)))
    assert_times(report.best, reference.score(gold, rows(given, best_guess=True)))


def rows(answers: Mapping[str, list[Event]], *, best_guess: bool) -> dict[str, Any]:
    return {name: {"events": [row(event, best_guess) for event in events]} for name, events in answers.items()}


def row(event: Event, best_guess: bool) -> dict[str, Any]:
    """An event as the reference reads it; a guess, where there is one, replaces the four bounds."""
    guess = (event.best_start, event.best_start, event.best_end, event.best_end)
    bounds = guess if best_guess and event.best_start else tuple(getattr(event, name) for name in BOUNDS)
    days = {name: day and day.isoformat() for name, day in zip(BOUNDS, bounds, strict=True)}
    return {"start": event.char_start, "end": event.char_end, "extent": event.extent, **days}


def assert_times(figures: TimeFigures | None, expected: dict[str, Any]) -> None:
    assert figures is not None
    for name in ("found", "exact", "day", "day_other", "day_precision", "contains", "closed_contains", "open"):
        assert getattr(figures, name).percent == pytest.approx(expected[name], abs=0.006), name
