"""`dateline evaluate`: the pipeline's figures on annotated documents."""

import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from cyclopts import Parameter

from flows.cli.failure import CommandError
from flows.cli.screen import error_console, print_json, print_rows
from flows.evaluate import EventReport, TimexReport, evaluate_events, evaluate_timexes, pipeline_tagger
from flows.gold import read_gold_lines, read_gold_timeml, select_split
from transforms.evaluation.calibration import calibration_toml
from transforms.evaluation.document import Document
from transforms.evaluation.failures import Failure, count_by_kind, count_by_rule
from transforms.evaluation.score import Score, Share

Against = Literal["tbaq-jsonl", "timeml"]
SplitName = Literal["all", "development", "held-out"]
SCORES: Final = ("strict", "relaxed", "type", "value", "resolved")
AROUND: Final = 40  # code points shown on either side of a failing expression


def evaluate(
    gold: Path,
    /,
    *,
    against: Against | None = None,
    split: SplitName | None = None,
    errors: Annotated[int | None, Parameter(alias="-e")] = None,
    events: bool = False,
    calibrate: Path | None = None,
    by_corpus: bool = False,
    language: str = "en",
    profile: Literal["news", "timex2"] | None = None,
    anchoring: Literal["publication", "narrative"] | None = None,
    json: bool = False,
) -> None:
    """Score the pipeline on annotated documents.

    Examples:

        dateline evaluate gold.jsonl
        dateline evaluate timebank/ --against timeml --errors 20
        dateline evaluate gold.jsonl --events --calibrate config/calibration.toml

    Parameters
    ----------
    gold
        A JSON Lines file of annotated documents (id, dct, text, timexes, events, event_times), or a TimeML file or folder.
    against
        How gold is written; by default timeml for folders and .tml files, else tbaq-jsonl.
    split
        Which documents: all, the development two thirds, or the held-out third of every corpus, chosen by hash. Everything
        by default, but development with --errors: whoever reads held-out errors tunes on them.
    errors
        Print this many failing expressions, then their counts by kind and by rule.
    events
        Score events as well: triggers, attributes, and times where gold has them.
    calibrate
        With --events: write the measured precision of each time basis to this file.
    by_corpus
        One table for each corpus after the one for all.
    language
        The language of TimeML documents, which do not say it.
    profile
        What is annotated as a time: by default what the text itself shows.
    anchoring
        What relative expressions hang on: by default what the text itself shows.
    json
        Print one JSON document.
    """
    if calibrate and not events:
        raise CommandError("expected --events with --calibrate, got --calibrate alone: only events have a time basis")
    chosen = split or ("all" if errors is None else "development")
    documents = select_split(_read(gold, against, language), chosen)
    if not documents:
        raise CommandError(f"expected documents in the split {chosen}, got none in {gold}")
    groups = {"all": documents} | (_by_corpus(documents) if by_corpus else {})
    tag = pipeline_tagger(profile, anchoring)
    timexes = {name: evaluate_timexes(group, tag) for name, group in groups.items()}
    reports = {name: evaluate_events(group) for name, group in groups.items()} if events else {}
    if json:
        print_json({name: _as_json(chosen, report, reports.get(name)) for name, report in timexes.items()})
    else:
        for name, report in timexes.items():
            _print_timexes(f"{gold.name}: {name}, {chosen} documents" if name == "all" else name, report)
            if name in reports:
                _print_events(reports[name])
        if errors is not None:
            _print_failures(timexes["all"].failures, documents, errors)
    if calibrate:
        _write_calibration(calibrate, reports["all"])


def _read(gold: Path, against: Against | None, language: str) -> list[Document]:
    is_timeml = gold.is_dir() or gold.suffix in (".tml", ".timeml")
    if (against or ("timeml" if is_timeml else "tbaq-jsonl")) == "timeml":
        return read_gold_timeml(gold, language)
    return read_gold_lines(gold)


def _by_corpus(documents: Sequence[Document]) -> dict[str, list[Document]]:
    names = dict.fromkeys(document.corpus for document in documents)
    return {name: [document for document in documents if document.corpus == name] for name in names}


def _print_timexes(title: str, report: TimexReport) -> None:
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


def _print_events(report: EventReport) -> None:
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


def _print_failures(failures: Sequence[Failure], documents: Sequence[Document], limit: int) -> None:
    texts = {document.id: document.text for document in documents}
    rows = [_failure_row(failure, texts[failure.document_id]) for failure in failures[:limit]]
    print_rows(("document", "kind", "gold", "predicted", "rule", "context"), rows)
    print_rows(("kind", "failures"), list(count_by_kind(failures).items()))
    by_rule = [
        (rule, ", ".join(f"{kind} {count}" for kind, count in kinds.items())) for rule, kinds in count_by_rule(failures).items()
    ]
    print_rows(("rule", "failures of its readings"), by_rule)


def _failure_row(failure: Failure, text: str) -> tuple[str, ...]:
    shown = failure.gold or failure.predicted
    assert shown is not None  # noqa: S101 - a failure is of gold, of a prediction, or of both
    before, after = text[max(0, shown.start - AROUND) : shown.start], text[shown.end : shown.end + AROUND]
    context = " ".join(f"{before}«{text[shown.start : shown.end]}»{after}".split())
    described = (f"{timex.text!r} {timex.type} {timex.value}" if timex else "" for timex in (failure.gold, failure.predicted))
    rule = failure.predicted.rule if failure.predicted else ""
    return (failure.document_id, " ".join(failure.kinds), *described, rule or "", context)


def _score_row(name: str, score: Score) -> tuple[object, ...]:
    ratios = (f"{value:.2f}" for value in (score.precision, score.recall, score.f1))
    return (name, *ratios, score.hits, score.predicted, score.gold)


def _share_cells(share: Share) -> tuple[object, ...]:
    return (_percent(share), share.hits, share.total)


def _percent(share: Share) -> str:
    return "" if share.percent is None else f"{share.percent:.2f}"


def _as_json(split: str, timexes: TimexReport, events: EventReport | None) -> dict[str, Any]:
    return {
        "split": split,
        "documents": timexes.figures.documents,
        "characters": timexes.characters,
        "characters_per_second": round(timexes.characters / timexes.seconds) if timexes.seconds else None,
        "timexes": _plain(timexes.figures),
        "direction": {kind: _plain(figure) for kind, figure in timexes.direction.items()},
        "failures": count_by_kind(timexes.failures),
        "events": _plain(events) if events else None,
    }


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


def _write_calibration(path: Path, report: EventReport) -> None:
    if not report.links:
        raise CommandError("expected gold with event times to calibrate on, got none: nothing was written")
    command = shlex.join(["dateline", *(Path(word).name if Path(word).is_absolute() else word for word in sys.argv[1:])])
    path.write_text(calibration_toml(report.links, command), encoding="utf-8")
    error_console().print(f"wrote {path}", style="dim", markup=False)
