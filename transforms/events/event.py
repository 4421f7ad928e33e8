"""The event: one event mention of a text, and the interval in which it happens."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Event:
    """One event mention; the fields are the columns of `events` (`schemas.tables.EVENTS`).

    Offsets are code points of the text as given. The four bounds are inclusive dates, None is unbounded: the event starts on
    a day from `earliest_start` to `latest_start` and ends on a day from `earliest_end` to `latest_end`. `event_id` is the
    article's id, `-e` and `char_start`.
    """

    event_id: str
    sentence: int
    char_start: int
    char_end: int
    trigger: str
    lemma: str
    event_class: str
    tense: str
    aspect: str
    polarity: str
    modality: str | None
    factuality: str
    reported_by: str | None
    reporting_event_id: str | None
    agent: str | None
    agent_start: int | None
    agent_end: int | None
    agent_antecedent: str | None
    patient: str | None
    patient_start: int | None
    patient_end: int | None
    place: str | None
    place_start: int | None
    place_end: int | None
    earliest_start: date | None
    latest_start: date | None
    earliest_end: date | None
    latest_end: date | None
    extent: str | None
    best_start: date | None
    best_end: date | None
    best_basis: str | None
    duration: str | None
    recurrence: str | None
    time_basis: str
    time_cue: str | None
    mention_id: str | None
    time_confidence: float | None
    event_sentence: str
