"""The pipeline run over annotated documents, and its figures."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.gold import GoldError, read_json_lines
from transforms import analyze
from transforms.configuration import config_root, load_toml
from transforms.evaluation.calibration import LinkFigures, score_links
from transforms.evaluation.direction import DirectionFigure, direction_words, score_direction
from transforms.evaluation.document import Attributes, Document, Timex
from transforms.evaluation.event_failures import EventFailure, time_failures, trigger_failures
from transforms.evaluation.events import (
    PredictedEvent,
    TimeFigures,
    TriggerFigures,
    score_attributes,
    score_times,
    score_triggers,
)
from transforms.evaluation.failures import TimexFailure, timex_failures
from transforms.evaluation.score import Share
from transforms.evaluation.suites import SuiteReport, read_duckling, read_timenorm, run_suite
from transforms.evaluation.timex import TimexFigures, score_timexes
from transforms.temporal import load_tagger, normalize
from transforms.temporal.mention import Mention

if TYPE_CHECKING:
    from transforms.events.event import Event

Tag = Callable[[Document], list[Mention]]


@dataclass(frozen=True, slots=True)
class TimexReport:
    """Time expressions over one set of documents; `seconds` is spent in the tagger alone, its loading left out."""

    figures: TimexFigures
    direction: dict[str, DirectionFigure]
    failures: tuple[TimexFailure, ...]
    characters: int
    seconds: float


@dataclass(frozen=True, slots=True)
class EventReport:
    """Events over one set of documents.

    Triggers and attributes are the pipeline's own, in mode "all"; times are those of gold's triggers, given to the pipeline,
    once by the best guess and once by the honest bounds. Without gold times these and `links` are None. `failures` are of
    triggers, and of the best guess.
    """

    triggers: TriggerFigures
    attributes: dict[str, Share]
    best: TimeFigures | None
    bounds: TimeFigures | None
    links: dict[str, LinkFigures] | None
    failures: tuple[EventFailure, ...]


def evaluate_timexes(documents: Sequence[Document], tag: Tag, config_dir: str | None = None) -> TimexReport:
    """The figures of a tagger over annotated documents; direction for the languages that config/evaluation.toml knows."""
    for language in sorted({document.language for document in documents}):
        load_tagger(language, config_dir)  # compiling the grammar is no part of the speed
    seconds = 0.0
    answers: list[list[Timex]] = []
    for document in documents:
        started = time.perf_counter()
        mentions = tag(document)
        seconds += time.perf_counter() - started
        answers.append([timex_of_mention(mention) for mention in mentions])
    pairs = [(document.timexes, answer) for document, answer in zip(documents, answers, strict=True)]
    failures = (
        failure
        for document, answer in zip(documents, answers, strict=True)
        for failure in timex_failures(document.id, document.timexes, answer)
    )
    return TimexReport(
        score_timexes(pairs),
        _direction(documents, answers, config_dir),
        tuple(failures),
        sum(len(document.text) for document in documents),
        seconds,
    )


def evaluate_events(documents: Sequence[Document], config_dir: str | None = None) -> EventReport:
    """The figures of event extraction over annotated documents."""
    found = [(document, _events(document, config_dir)) for document in documents]
    timed = [document for document in documents if document.event_times]
    given = [(document, _events(document, config_dir, _triggers(document))) for document in timed]
    best = [(document, [predicted_event(event, best_guess=True) for event in events]) for document, events in given]
    bounds = [(document, [predicted_event(event) for event in events]) for document, events in given]
    predicted = [(document, [predicted_event(event) for event in events]) for document, events in found]
    failures = [failure for document, events in predicted for failure in trigger_failures(document, events)]
    failures += [failure for document, events in best for failure in time_failures(document, events)]
    return EventReport(
        score_triggers(predicted),
        score_attributes(predicted),
        score_times(best) if timed else None,
        score_times(bounds) if timed else None,
        score_links(bounds) if timed else None,
        tuple(failures),
    )


def evaluate_suite(path: Path, name: str, config_dir: str | None = None) -> SuiteReport:
    """The figures of the pipeline on a peer's suite, timenorm or duckling, as a JSON Lines file has it."""
    records = read_json_lines(path)
    try:
        if name == "timenorm":
            cases = read_timenorm(records)
        else:
            cases = read_duckling(records, direction_words(_directions(config_dir)["en"]))
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise GoldError(f"expected cases of the suite {name}, got {error!r} in {path}") from error
    return run_suite(cases, partial(normalize, config_dir=config_dir))


def pipeline_tagger(profile: str | None = None, anchoring: str | None = None, config_dir: str | None = None) -> Tag:
    """The pipeline's tagger as evaluation calls it; None leaves profile and anchoring to what the text shows."""

    def tag(document: Document) -> list[Mention]:
        return normalize(
            document.text,
            document.published,
            document.language,
            profile=profile,
            anchoring=anchoring,
            article_id=document.id,
            config_dir=config_dir,
        )

    return tag


def timex_of_mention(mention: Mention) -> Timex:
    """A mention as the scorer compares it."""
    return Timex(mention.char_start, mention.char_end, mention.text, mention.timex_type, mention.timex_value, mention.rule)


def predicted_event(event: "Event", *, best_guess: bool = False) -> PredictedEvent:
    """An event as the scorer compares it; with `best_guess` a guess replaces the bounds where there is one."""
    start, end = (event.best_start, event.best_end) if best_guess else (None, None)
    return PredictedEvent(
        event.char_start,
        event.char_end,
        event.trigger,
        start or event.earliest_start,
        start or event.latest_start,
        end or event.earliest_end,
        end or event.latest_end,
        event.extent,
        event.time_basis,
        Attributes(event.event_class, event.tense, event.aspect, event.polarity),
        event.time_cue,
    )


def _events(document: Document, config_dir: str | None, triggers: Sequence[tuple[int, int]] | None = None) -> Sequence["Event"]:
    found = analyze(document.text, document.published, document.language, "all", triggers, config_dir)
    return found.events


def _triggers(document: Document) -> list[tuple[int, int]]:
    return [(event.start, event.end) for event in document.events]


def _direction(
    documents: Sequence[Document], answers: Iterable[Sequence[Timex]], config_dir: str | None
) -> dict[str, DirectionFigure]:
    known = _directions(config_dir)
    languages = {document.language for document in documents}
    if len(languages) != 1 or not languages <= known.keys():
        return {}
    pairs = [(document.timexes, answer) for document, answer in zip(documents, answers, strict=True)]
    return score_direction(pairs, direction_words(known[languages.pop()]))


def _directions(config_dir: str | None) -> dict[str, Any]:
    directions: dict[str, Any] = load_toml(config_root(config_dir) / "evaluation.toml")["direction"]
    return directions
