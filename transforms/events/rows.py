"""Event rows: what was read of one trigger, written in the columns of `events`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from transforms.events.attributes import Attributes
from transforms.events.bounds import shifted
from transforms.events.clauses import is_reduced_relative
from transforms.events.document import Document
from transforms.events.event import Event
from transforms.events.parsing import Parsed
from transforms.events.participants import Participants
from transforms.events.phrases import Phrase
from transforms.events.reporting import Source
from transforms.events.timing import Situation, Timing
from transforms.events.triggers import Trigger

if TYPE_CHECKING:
    from transforms.events.tree import Token


_FACTS: Final = ("ASSERTED", "REPORTED")


@dataclass(frozen=True, slots=True)
class Found:
    """A trigger of one parsed sentence with what is known of it. `tokens` are those of the sentence's time expressions."""

    parsed: Parsed
    trigger: Trigger
    attributes: Attributes
    situation: Situation
    timing: Timing
    tokens: frozenset[int]

    @property
    def token(self) -> "Token":
        """The token of the trigger."""
        return self.parsed.doc[self.trigger.index]

    @property
    def start(self) -> int:
        """The offset of the trigger in the document."""
        return self.parsed.start + self.token.idx


def write_row(
    document: Document,
    sentence: str,
    found: Found,
    people: Participants,
    source: Source,
    told: int | None,
    dated_early: timedelta,
) -> Event:
    """The row of one trigger. `told` is the offset of the event that reports it, None when there is none; `dated_early` is
    how long before the day that it tells of a story may be dated."""
    start, end = found.start, found.start + len(found.token)
    return Event(
        event_id=f"{document.article_id}-e{start}",
        sentence=found.parsed.sentence,
        char_start=start,
        char_end=end,
        trigger=document.text[start:end],
        lemma=found.trigger.lemma,
        event_class=found.attributes.event_class,
        tense=found.attributes.tense,
        aspect=found.attributes.aspect,
        polarity=found.attributes.polarity,
        modality=found.attributes.modality,
        factuality=_factuality(found, document, source.is_attributed, dated_early),
        reported_by=_text(document, found, source.phrase),
        reporting_event_id=f"{document.article_id}-e{told}" if told is not None else None,
        agent=_text(document, found, people.agent),
        agent_start=_offset(found, people.agent, False),
        agent_end=_offset(found, people.agent, True),
        agent_antecedent=_text(document, found, people.antecedent),
        patient=_text(document, found, people.patient),
        patient_start=_offset(found, people.patient, False),
        patient_end=_offset(found, people.patient, True),
        place=_text(document, found, people.place),
        place_start=_offset(found, people.place, False),
        place_end=_offset(found, people.place, True),
        earliest_start=None,
        latest_start=None,
        earliest_end=None,
        latest_end=None,
        extent=None,
        best_start=None,
        best_end=None,
        best_basis=None,
        duration=None,
        recurrence=None,
        time_basis="NONE",
        time_cue=None,
        mention_id=None,
        time_confidence=None,
        event_sentence=sentence,
    )


def with_time(row: Event, timing: Timing, precision: Mapping[str, float], latest: date | None) -> Event:
    """The row with its time, and the measured precision of what that rests on. What begins after `latest` is no fact yet."""
    ahead = latest is not None and timing.bounds.earliest_start is not None and timing.bounds.earliest_start > latest
    basis = timing.basis if timing.bounds.are_any else "NONE"  # "can be appealed" has a tense, and happens at any time
    return replace(
        row,
        factuality="PLANNED" if ahead and row.factuality in _FACTS else row.factuality,
        earliest_start=timing.bounds.earliest_start,
        latest_start=timing.bounds.latest_start,
        earliest_end=timing.bounds.earliest_end,
        latest_end=timing.bounds.latest_end,
        extent=timing.bounds.extent,
        best_start=timing.best[0] if timing.best else None,
        best_end=timing.best[1] if timing.best else None,
        best_basis=timing.best_basis,
        duration=timing.duration,
        recurrence=timing.recurrence,
        time_basis=basis,
        time_cue=timing.cue,
        mention_id=timing.mention_id,
        time_confidence=precision.get(basis),
    )


def _factuality(found: Found, document: Document, attributed: bool, dated_early: timedelta) -> str:
    """What the text claims, with what the time adds: nothing that lies ahead is a fact yet."""
    claimed = found.attributes.factuality
    over = _is_over(found, document)
    if over and claimed in ("PLANNED", "POSSIBLE", "CONDITIONAL"):
        return "ASSERTED"  # "plans to discuss the 2016 election"
    if claimed not in _FACTS:
        return claimed
    bounds, published = found.timing.bounds, document.published_on
    # "to be sold by the year's end" may be sold today; "sold by the year's end" was.
    limit = bounds.latest_start if found.attributes.tense == "INFINITIVE" else bounds.earliest_start
    told = found.attributes.tense in ("PAST", "PRESPART") and found.situation.side != "future"
    latest = shifted(published, dated_early) if told else published
    ahead = limit is not None and latest is not None and limit > latest
    if ahead or (found.situation.side == "future" and not over):
        return "PLANNED"
    return "REPORTED" if attributed else claimed


def _is_over(found: Found, document: Document) -> bool:
    """Whether a noun has a date of its own that is over, or of a participle behind it: the happening is known, whatever is
    said of it: `may hurt the deal signed last week`."""
    last, published = found.timing.bounds.latest_end, document.published_on
    if found.situation.noun == "none" or last is None or published is None or last >= published:
        return False
    participles = (c for c in found.token.children if is_reduced_relative(c))
    return found.timing.basis == "EXPLICIT" or (
        found.timing.basis == "EXPLICIT_CLAUSE" and any(word.i in found.tokens for c in participles for word in c.subtree)
    )


def _text(document: Document, found: Found, phrase: Phrase | None) -> str | None:
    start, end = _offset(found, phrase, False), _offset(found, phrase, True)
    return document.text[start:end] if start is not None and end is not None else None


def _offset(found: Found, phrase: Phrase | None, end: bool) -> int | None:
    if phrase is None:
        return None
    token = found.parsed.doc[phrase.last if end else phrase.first]
    return found.parsed.start + token.idx + (len(token) if end else 0)
