"""What went wrong with events, item by item: triggers, attributes and times."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from transforms.evaluation.document import Document, EventMention, EventTime
from transforms.evaluation.events import ATTRIBUTES, PredictedEvent, judge_time, timed_events
from transforms.evaluation.failures import Failure, pair_failures
from transforms.evaluation.pairing import same_span

KINDS: Final = ("spurious", "missed", "span", *ATTRIBUTES, "time")
EventFailure = Failure[EventMention, PredictedEvent]


@dataclass(frozen=True, slots=True)
class TimeFailure(EventFailure):
    """One event with another time than gold's, which is `time`."""

    time: EventTime


def trigger_failures(document: Document, predicted: Sequence[PredictedEvent]) -> list[EventFailure]:
    """Triggers spurious, missed, or wrong in span or in an attribute that gold has, in order of text."""
    return pair_failures(document.id, document.events, predicted, _wrong)


def time_failures(document: Document, predicted: Sequence[PredictedEvent]) -> list[TimeFailure]:
    """Events whose time is not exactly gold's, in the order of gold's times."""
    events = {event.eid: event for event in document.events}
    return [
        TimeFailure(document.id, ("time",), events[time.eid], event, time)
        for time, event in timed_events(document, predicted)
        if event is None or not judge_time(time, event).exact
    ]


def count_by_word(failures: Iterable[EventFailure], kind: str) -> list[tuple[str, int]]:
    """The words of the triggers that fail in one way, in lower case, the commonest first."""
    count = Counter(failure.shown.text.lower() for failure in failures if kind in failure.kinds)
    return sorted(count.items(), key=lambda item: (-item[1], item[0]))


def _wrong(gold: EventMention, predicted: PredictedEvent) -> tuple[str, ...]:
    wrong = [] if same_span(gold, predicted) else ["span"]
    for name in ATTRIBUTES:
        value = getattr(gold.attributes, name)
        if value is not None and value != getattr(predicted.attributes, name):
            wrong.append(name)
    return tuple(wrong)
