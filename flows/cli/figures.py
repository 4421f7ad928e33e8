"""Figures of an evaluation as tables, and as one JSON value."""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, fields
from typing import Any, Final

from flows.cli.screen import print_rows
from flows.evaluate import EventReport, TimexReport
from transforms.evaluation.document import Document, Timex
from transforms.evaluation.event_failures import KINDS as EVENT_KINDS
from transforms.evaluation.event_failures import EventFailure, TimeFailure, count_by_word
from transforms.evaluation.events import PredictedEvent
from transforms.evaluation.failures import KINDS as TIMEX_KINDS
from transforms.evaluation.failures import TimexFailure, count_by_kind, count_by_rule
from transforms.evaluation.score import Score, Share
from transforms.evaluation.suites import ExpectedInterval, SuiteReport

SCORES: Final = ("strict", "relaxed", "type", "value", "resolved")
AROUND: Final = 40  # code points shown on either side of what fails
COMMONEST: Final = 40  # words of wrong triggers


def print_timexes(title: str, report: TimexReport) -> None:
    """The figures of time expressions, of direction, and the speed."""
    figures = report.figures
    rows = [_score_row(name, getattr(figures, name)) for name in SCORES]
    print_rows(("time expressions", "precision", "recall", "F1", "right", "predicted", "gold"), rows, title)
    facts = [("value, where the span was found", *_share_cells(figures.value_given_span))]
    for kind, direction in report.direction.items():
        facts.append(
            (f"direction of bare {kind}s" if kind != "all" else "direction of all three", *_share_cells(direction.right))
        )
    print_rows(("share", "percent", "right", "of"), facts)
    rate = report.characters / report.seconds if report.seconds else 0.0
    print_rows(
        ("documents", "characters", "seconds", "characters a second"),
        [
            (figures.documents, report.characters, f"{report.seconds:.2f}", round(rate)),
        ],
    )


def print_events(report: EventReport) -> None:
    """The figures of triggers and attributes; of times and time bases where gold has times."""
    rows = [
        _score_row(name, score) for name, score in (("strict", report.triggers.strict), ("relaxed", report.triggers.relaxed))
    ]
    print_rows(("event triggers", "precision", "recall", "F1", "right", "predicted", "gold"), rows)
    print_rows(
        ("attribute of matched triggers", "percent", "right", "of"),
        [(name, *_share_cells(share)) for name, share in report.attributes.items()],
    )
    if report.best is None or report.bounds is None or report.links is None:
        return
    names = [field.name for field in fields(report.best)]
    times = [(name, _percent(getattr(report.best, name)), _percent(getattr(report.bounds, name))) for name in names]
    print_rows(("event times, gold triggers given", "best guess", "honest bounds"), times)
    links = [
        (basis, link.right.total, _percent(link.right), _percent(link.closed), _percent(link.exact))
        for basis, link in report.links.items()
    ]
    print_rows(("time basis", "rows", "bounds right", "closed", "exact"), links)


def print_failures(failures: Sequence[TimexFailure], documents: Sequence[Document], limit: int) -> None:
    """The first failing expressions, then the counts of all by kind and by rule."""
    texts = {document.id: document.text for document in documents}
    _print_line(("document", "kind", "gold", "predicted", "rule", "context"))
    for failure in failures[:limit]:
        _print_line(_failure_row(failure, texts[failure.document_id]))
    print_rows(("kind", "failures"), list(count_by_kind(failures, TIMEX_KINDS).items()))
    by_rule = [
        (rule, ", ".join(f"{kind} {count}" for kind, count in kinds.items())) for rule, kinds in count_by_rule(failures).items()
    ]
    print_rows(("rule", "failures of its readings"), by_rule)


def print_event_failures(failures: Sequence[EventFailure], documents: Sequence[Document], limit: int) -> None:
    """The first failing events of each kind, then the counts by kind and the commonest words of wrong triggers."""
    texts = {document.id: document.text for document in documents}
    _print_line(("document", "kind", "gold", "predicted", "basis", "cue", "context"))
    shown: Counter[tuple[str, ...]] = Counter()
    for failure in failures:
        shown[failure.kinds] += 1
        if shown[failure.kinds] <= limit:
            _print_line(_event_failure_row(failure, texts[failure.document_id]))
    print_rows(("kind", "failures of events"), list(count_by_kind(failures, EVENT_KINDS).items()))
    for kind in ("spurious", "missed"):
        words = ", ".join(f"{word} {count}" for word, count in count_by_word(failures, kind)[:COMMONEST])
        print_rows((f"the commonest {kind} triggers",), [(words,)])


def _event_failure_row(failure: EventFailure, text: str) -> tuple[str, ...]:
    context = _context(text, failure.shown.start, failure.shown.end)
    gold, predicted = failure.gold, failure.predicted
    basis, cue = (predicted.time_basis, predicted.cue or "") if predicted else ("", "")
    if isinstance(failure, TimeFailure):
        answer = _bounds_cell(predicted) if predicted else ""
        return (failure.document_id, "time", failure.time.raw, answer, basis, cue, context)
    cells = (" ".join(str(value) for value in astuple(event.attributes)) if event else "" for event in (gold, predicted))
    return (failure.document_id, " ".join(failure.kinds), *cells, basis, cue, context)


def _bounds_cell(event: PredictedEvent) -> str:
    start, end = (event.earliest_start, event.latest_start), (event.earliest_end, event.latest_end)
    shown = ("..".join(str(day or "") for day in dict.fromkeys(pair)) for pair in (start, end))
    return f"{event.extent} {' to '.join(dict.fromkeys(shown))}"


def _failure_row(failure: TimexFailure, text: str) -> tuple[str, ...]:
    described = (f"{timex.text!r} {timex.type} {timex.value}" if timex else "" for timex in (failure.gold, failure.predicted))
    rule = failure.predicted.rule if failure.predicted else ""
    context = _context(text, failure.shown.start, failure.shown.end)
    return (failure.document_id, " ".join(failure.kinds), *described, rule or "", context)


def _context(text: str, start: int, end: int) -> str:
    return f"{text[max(0, start - AROUND) : start]}«{text[start:end]}»{text[end : end + AROUND]}"


def _score_row(name: str, score: Score) -> tuple[object, ...]:
    ratios = (f"{value:.2f}" for value in (score.precision, score.recall, score.f1))
    return (name, *ratios, score.hits, score.predicted, score.gold)


def _share_cells(share: Share) -> tuple[object, ...]:
    return (_percent(share), share.hits, share.total)


def _percent(share: Share) -> str:
    return "" if share.percent is None else f"{share.percent:.2f}"


def report_as_json(split: str, timexes: TimexReport, events: EventReport | None) -> dict[str, Any]:
    """The figures as one JSON value: scores with P, R and F1, shares with percent, both with their counts."""
    return {
        "split": split,
        "documents": timexes.figures.documents,
        "characters": timexes.characters,
        "characters_per_second": round(timexes.characters / timexes.seconds) if timexes.seconds else None,
        "timexes": _plain(timexes.figures),
        "direction": {kind: _plain(figure) for kind, figure in timexes.direction.items()},
        "failures": count_by_kind(timexes.failures, TIMEX_KINDS),
        "events": _events_as_json(events) if events else None,
    }


def _events_as_json(report: EventReport) -> dict[str, Any]:
    measured = {field.name: _plain(getattr(report, field.name)) for field in fields(report) if field.name != "failures"}
    return measured | {"failures": count_by_kind(report.failures, EVENT_KINDS)}


def _plain(value: Any) -> Any:
    match value:
        case Score():
            return {**asdict(value), "P": round(value.precision, 2), "R": round(value.recall, 2), "F1": round(value.f1, 2)}
        case Share():
            return {**asdict(value), "percent": None if value.percent is None else round(value.percent, 2)}
        case Mapping():
            return {name: _plain(item) for name, item in value.items()}
        case int() | None:
            return value
    return dict(_items(value))


def _items(figures: Any) -> Iterator[tuple[str, Any]]:
    for field in fields(figures):
        yield field.name, _plain(getattr(figures, field.name))


def print_suite(title: str, report: SuiteReport, limit: int | None) -> None:
    """The share of agreeing cases by group, then the first `limit` that do not agree."""
    groups = (*report.groups.items(), ("all", report.all))
    rows = [(name, *_share_cells(group.right), group.right_but_past.hits) for name, group in groups]
    print_rows(("cases", "percent", "right", "of", "right but for leaning to the past"), rows, title)
    if limit is None:
        return
    _print_line(("case", "kind", "group", "text", "expected", "found"))
    for failure in report.failures[:limit]:
        case = failure.case
        found = "; ".join(f"{m.text!r} {m.timex_value} [{m.start}, {m.end}) {m.rule}" for m in failure.found)
        _print_line((case.id, failure.kind, case.group, case.text, _expected_cell(case.expected), found))


def suite_as_json(report: SuiteReport) -> dict[str, Any]:
    """The shares of a suite as one JSON value."""
    return {"all": _plain(report.all), "groups": _plain(report.groups)}


def _expected_cell(expected: Timex | ExpectedInterval | None) -> str:
    match expected:
        case Timex():
            return str(expected.value)
        case ExpectedInterval():
            return f"[{expected.start}, {expected.end}) {expected.grain}"
    return "nothing"


def _print_line(cells: Sequence[str]) -> None:
    # Tab-separated, one line each: hundreds of failures are read with grep and sort, not in a folded table.
    sys.stdout.write("\t".join(" ".join(cell.split()) for cell in cells) + "\n")
