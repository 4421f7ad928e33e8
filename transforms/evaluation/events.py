"""Events scored against gold: triggers, the calendar time of each, and its attributes.

Exact is the measure of Reimers et al. (TACL 2018): begin and end both as gold has them, over every gold event with a
readable time; an event whose trigger was not found counts as wrong. Gold writes the 28th for the end of a month, so the
true last day counts as equal. "Before D" and "after D" exclude D itself, and either writing of that limit counts.
"""

import calendar
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from transforms.evaluation.document import NO_ATTRIBUTES, Attributes, Bound, Document, EventTime
from transforms.evaluation.pairing import pair_spans, same_span
from transforms.evaluation.score import Score, Share

DAY: Final = timedelta(days=1)
ATTRIBUTES: Final = ("event_class", "tense", "aspect", "polarity")


@dataclass(frozen=True, slots=True)
class PredictedEvent:
    """An event as the pipeline has it. The event starts on a day from `earliest_start` to `latest_start`, and ends likewise;
    None is unbounded. `extent` is DAY, SPAN or None."""

    start: int
    end: int
    text: str
    earliest_start: date | None
    latest_start: date | None
    earliest_end: date | None
    latest_end: date | None
    extent: str | None
    time_basis: str
    attributes: Attributes = NO_ATTRIBUTES
    cue: str | None = None

    @property
    def single_day(self) -> bool:
        """Whether the event is taken to happen on one day; an unknown extent counts so."""
        return self.extent != "SPAN"

    @property
    def known_day(self) -> date | None:
        """The one day that the prediction claims, if it claims one."""
        return self.earliest_start if self.single_day and self.earliest_start == self.latest_start else None


@dataclass(frozen=True, slots=True)
class TriggerFigures:
    """Triggers found: same span, and overlapping one to one."""

    documents: int
    strict: Score
    relaxed: Score


@dataclass(frozen=True, slots=True)
class TimeFigures:
    """The calendar times of gold events with a readable time.

    `found`: the trigger was found. `exact` over all, `exact_given` over the found. `day`: gold's single known days predicted
    as that day; `day_other`: those that are not the publication day. `day_precision`: claims of one day that are gold's day.
    `contains`: found events whose interval overlaps gold's; `closed_contains`: the same over those bounded on both sides;
    `open`: those that are not.
    """

    found: Share
    exact: Share
    exact_given: Share
    day: Share
    day_other: Share
    day_precision: Share
    contains: Share
    closed_contains: Share
    open: Share


@dataclass(frozen=True, slots=True)
class TimeVerdict:
    """How one predicted time compares with gold's."""

    exact: bool
    contains: bool
    closed: bool
    hits_day: bool


Answered = Iterable[tuple[Document, Sequence[PredictedEvent]]]


def score_triggers(answered: Answered) -> TriggerFigures:
    """The trigger figures over pairs of (document, predicted events)."""
    count: Counter[str] = Counter()
    for document, predicted in answered:
        pairs = pair_spans(document.events, predicted)
        count.update(documents=1, gold=len(document.events), predicted=len(predicted), relaxed=len(pairs))
        count["strict"] += sum(same_span(document.events[g], predicted[p]) for g, p in pairs)
    totals = (count["predicted"], count["gold"])
    return TriggerFigures(count["documents"], Score(count["strict"], *totals), Score(count["relaxed"], *totals))


def score_times(answered: Answered) -> TimeFigures:
    """The time figures over pairs of (document, predicted events)."""
    count: Counter[str] = Counter()
    for document, predicted in answered:
        for time, event in timed_events(document, predicted):
            count.update(_time_counts(document, time, event))
    return TimeFigures(
        found=Share(count["found"], count["timed"]),
        exact=Share(count["exact"], count["timed"]),
        exact_given=Share(count["exact"], count["found"]),
        day=Share(count["day"], count["gold_day"]),
        day_other=Share(count["day_other"], count["gold_day_other"]),
        day_precision=Share(count["claimed_right"], count["claimed"]),
        contains=Share(count["contains"], count["found"]),
        closed_contains=Share(count["closed_contains"], count["closed"]),
        open=Share(count["found"] - count["closed"], count["found"]),
    )


def timed_events(document: Document, predicted: Sequence[PredictedEvent]) -> list[tuple[EventTime, PredictedEvent | None]]:
    """Every gold time of the document with the prediction whose trigger answers its event, None where there is none."""
    answers = {document.events[g].eid: predicted[p] for g, p in pair_spans(document.events, predicted)}
    return [(time, answers.get(time.eid)) for time in document.event_times]


def judge_time(gold: EventTime, event: PredictedEvent) -> TimeVerdict:
    """How the predicted time of an event compares with gold's."""
    exact = (
        event.single_day == gold.single_day
        and _same_bound(event.earliest_start, event.latest_start, gold.begin)
        and _same_bound(event.earliest_end, event.latest_end, gold.end)
    )
    first, last = _hull(gold)
    contains = (event.earliest_start or date.min) <= last and first <= (event.latest_end or date.max)
    closed = event.earliest_start is not None and event.latest_end is not None
    day = known_gold_day(gold)
    return TimeVerdict(exact, contains, closed, day is not None and event.known_day == day)


def known_gold_day(gold: EventTime) -> date | None:
    """The one known day on which gold has the event happen, if any."""
    return gold.begin.at if gold.single_day else None


def score_attributes(answered: Answered) -> dict[str, Share]:
    """For each attribute, the share of matched triggers (relaxed) that have gold's value, where gold has one."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for document, predicted in answered:
        for g, p in pair_spans(document.events, predicted):
            for name in ATTRIBUTES:
                value = getattr(document.events[g].attributes, name)
                total[name] += value is not None
                right[name] += value is not None and value == getattr(predicted[p].attributes, name)
    return {name: Share(right[name], total[name]) for name in ATTRIBUTES}


def _time_counts(document: Document, gold: EventTime, event: PredictedEvent | None) -> Counter[str]:
    day = known_gold_day(gold)
    elsewhere = day is not None and document.published is not None and day != _day(document.published)
    count = Counter(timed=1, gold_day=int(day is not None), gold_day_other=int(elsewhere))
    if event is None:
        return count
    verdict = judge_time(gold, event)
    claimed = event.known_day is not None
    count.update(
        found=1,
        exact=verdict.exact,
        day=verdict.hits_day,
        day_other=elsewhere and verdict.hits_day,
        contains=verdict.contains,
        closed=verdict.closed,
        closed_contains=verdict.closed and verdict.contains,
        claimed=claimed,
        claimed_right=claimed and verdict.hits_day,
    )
    return count


def _day(published: date | datetime) -> date:
    return published.date() if isinstance(published, datetime) else published


def _same_bound(earliest: date | None, latest: date | None, gold: Bound) -> bool:
    if gold.at is not None:
        return earliest == latest and (earliest == gold.at or _is_written_month_end(earliest, gold.at))
    if earliest is not None and earliest == latest:
        return False
    return _near(earliest, gold.after, DAY) and _near(latest, gold.before, -DAY)


def _is_written_month_end(day: date | None, gold: date) -> bool:
    if day is None or gold.day != 28 or (day.year, day.month) != (gold.year, gold.month):
        return False
    return day.day == calendar.monthrange(day.year, day.month)[1]


def _near(limit: date | None, gold: date | None, step: timedelta) -> bool:
    return limit is None if gold is None else limit in (gold, gold + step)


def _hull(gold: EventTime) -> tuple[date, date]:
    first = gold.begin.at or (gold.begin.after + DAY if gold.begin.after else date.min)
    last = gold.end.at or (gold.end.before - DAY if gold.end.before else date.max)
    return first, last
