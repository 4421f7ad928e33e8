"""What went wrong with events, item by item: triggers, attributes and times."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from transforms.evaluation.document import Document, EventMention, EventTime
from transforms.evaluation.events import ATTRIBUTES, PredictedEvent, judge_time, timed_events
from transforms.evaluation.pairing import pair_spans, same_span

KINDS: Final = ("spurious", "missed", "span", *ATTRIBUTES, "time")


@dataclass(frozen=True, slots=True)
class EventFailure:
    """One failing event of one document; for a wrong time, `time` is gold's."""

    document_id: str
    kinds: tuple[str, ...]
    gold: EventMention | None
    predicted: PredictedEvent | None
    time: EventTime | None = None

    @property
    def shown(self) -> EventMention | PredictedEvent:
        """The trigger that the failure is about: gold's where there is one."""
        shown = self.gold or self.predicted
        if shown is None:
            raise ValueError(f"expected a failure of gold or of a prediction, got neither in {self.document_id}")
        return shown


def trigger_failures(document: Document, predicted: Sequence[PredictedEvent]) -> list[EventFailure]:
    """Triggers spurious, missed, or wrong in span or in an attribute that gold has, in order of text."""
    pairs = pair_spans(document.events, predicted)
    failures = [
        EventFailure(document.id, kinds, document.events[g], predicted[p])
        for g, p in pairs
        if (kinds := _wrong(document.events[g], predicted[p]))
    ]
    answered, used = {g for g, _ in pairs}, {p for _, p in pairs}
    failures += [EventFailure(document.id, ("missed",), e, None) for g, e in enumerate(document.events) if g not in answered]
    failures += [EventFailure(document.id, ("spurious",), None, e) for p, e in enumerate(predicted) if p not in used]
    return sorted(failures, key=lambda failure: failure.shown.start)


def time_failures(document: Document, predicted: Sequence[PredictedEvent]) -> list[EventFailure]:
    """Events whose time is not exactly gold's, in the order of gold's times."""
    events = {event.eid: event for event in document.events}
    return [
        EventFailure(document.id, ("time",), events[time.eid], event, time)
        for time, event in timed_events(document, predicted)
        if event is None or not judge_time(time, event).exact
    ]


def count_event_kinds(failures: Iterable[EventFailure]) -> dict[str, int]:
    """How many failures have each kind, in the order of KINDS; one failure may count under several."""
    count = Counter(kind for failure in failures for kind in failure.kinds)
    return {kind: count[kind] for kind in KINDS if count[kind]}


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
