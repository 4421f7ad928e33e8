"""`dateline evaluate`: the pipeline's figures on annotated documents."""

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from flows.cli.failure import CommandError
from flows.cli.figures import (
    print_event_failures,
    print_events,
    print_failures,
    print_suite,
    print_timexes,
    report_as_json,
    suite_as_json,
)
from flows.cli.options import Place, refuse_beside
from flows.cli.screen import error_console, print_json
from flows.evaluate import EventReport, evaluate_events, evaluate_suite, evaluate_timexes, pipeline_tagger
from flows.gold import read_gold_lines, read_gold_timeml, select_split
from flows.usage import UsageError
from transforms.configuration import load_toml
from transforms.evaluation.calibration import calibration_toml
from transforms.evaluation.document import Document
from transforms.evaluation.split import Split

Against = Literal["tbaq-jsonl", "timeml", "timenorm", "duckling"]


def evaluate(
    gold: Path,
    /,
    *,
    against: Against | None = None,
    split: Split | None = None,
    errors: Annotated[int | None, Parameter(alias="-e")] = None,
    events: bool = False,
    calibrate: Path | None = None,
    by_corpus: bool = False,
    language: str = "en",
    profile: Literal["news", "timex2"] | None = None,
    anchoring: Literal["publication", "narrative"] | None = None,
    config: Place | None = None,
    json: bool = False,
) -> None:
    """Score the pipeline on annotated documents.

    Parameters
    ----------
    gold
        A JSON Lines file of annotated documents (id, dct, text, timexes, events, event_times), or a TimeML file or folder.
    against
        How gold is written; by default timeml for folders and .tml files, else tbaq-jsonl. The others are suites of cases.
    split
        Which documents; the held-out third is chosen by hash. All by default, with --errors those of development.
    errors
        Print so many failing expressions, then their counts by kind and by rule; with --events, failing events too.
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
    config
        Another folder than the project's own config.
    json
        Print one JSON document of the figures, without the failures.
    """
    if json:
        refuse_beside("--json", {"--errors": errors is not None})
    if against in ("timenorm", "duckling"):
        of_documents = {
            "--split": split,
            "--events": events,
            "--calibrate": calibrate,
            "--by-corpus": by_corpus,
            "--language": language != "en",
            "--profile": profile,
            "--anchoring": anchoring,
        }
        refuse_beside(f"--against {against}", of_documents)
        _evaluate_suite(gold, against, errors, config, json)
        return
    if calibrate and not events:
        raise UsageError("expected --events with --calibrate, got --calibrate alone: only events have a time basis")
    chosen = split or ("all" if errors is None else "development")
    documents = select_split(_read(gold, against, language), chosen)
    if not documents:
        raise CommandError(f"expected documents in the split {chosen}, got none in {gold}")
    groups = {"all": documents} | (_by_corpus(documents) if by_corpus else {})
    tag = pipeline_tagger(profile, anchoring, config)
    timexes = {name: evaluate_timexes(group, tag, config) for name, group in groups.items()}
    reports = {name: evaluate_events(group, config) for name, group in groups.items()} if events else {}
    if json:
        print_json({name: report_as_json(chosen, report, reports.get(name)) for name, report in timexes.items()})
    else:
        for name, report in timexes.items():
            print_timexes(f"{gold.name}: {name}, {chosen} documents" if name == "all" else name, report)
            if name in reports:
                print_events(reports[name])
        if errors is not None:
            print_failures(timexes["all"].failures, documents, errors)
        if errors is not None and events:
            print_event_failures(reports["all"].failures, documents, errors)
    if calibrate:
        _write_calibration(calibrate, reports["all"])


def _evaluate_suite(gold: Path, name: str, errors: int | None, config: str | None, as_json: bool) -> None:
    report = evaluate_suite(gold, name, config)
    if as_json:
        print_json(suite_as_json(report))
    else:
        print_suite(f"{gold.name}: {name}", report, errors)


def _read(gold: Path, against: Against | None, language: str) -> list[Document]:
    is_timeml = gold.is_dir() or gold.suffix in (".tml", ".timeml")
    if (against or ("timeml" if is_timeml else "tbaq-jsonl")) == "timeml":
        return read_gold_timeml(gold, language)
    return read_gold_lines(gold)


def _by_corpus(documents: Sequence[Document]) -> dict[str, list[Document]]:
    names = dict.fromkeys(document.corpus for document in documents)
    return {name: [document for document in documents if document.corpus == name] for name in names}


def _write_calibration(path: Path, report: EventReport) -> None:
    if not report.links:
        raise CommandError("expected gold with event times to calibrate on, got none: nothing was written")
    command = shlex.join(["dateline", *(Path(word).name if Path(word).is_absolute() else word for word in sys.argv[1:])])
    known = load_toml(path) if path.exists() else {}
    path.write_text(calibration_toml(report.links, command, known), encoding="utf-8")
    error_console().print(f"wrote {path}", style="dim", markup=False)
