"""Dates that an event takes from the rest of its document: from another mention of the same happening.

News dates a happening once and names it again: "Iraq invaded Kuwait on Aug. 2 ... since the invasion ... seized Kuwait".
Two mentions are taken for one happening when their words are of one family (invade, invasion) and at least one is a noun,
when their words are of one family or of one kind (`event_happenings.toml`: kidnap, capture) and they share a participant, or
when the one is a bare `the attack` and the other of its kind. Those whom they name, and how many they are, must not differ,
and all dated mentions that may be the one must agree on when, within a week unless both name somebody.

The work is linear in the events: dated mentions that differ in nothing that counts are one source, and where a document dates
more than `MOST` happenings of a name, as a list of incidents does, none of them is taken for the one that is named again.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain
from typing import Final

from transforms.events.bounds import Bounds
from transforms.events.parties import Parties
from transforms.events.timing import DATED, Timing

_UNDATED: Final = ("TENSE", "NONE")
_BASIS: Final = "INHERITED_DOCUMENT"
MOST: Final = 100
# Of a longer time a document tells of several happenings under one name.
_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One event as inheritance sees it: the ordinal of its sentence and whether that is of the lead, the family of its word and
    the kinds of happening that it may name, whether it is a noun, whether it may name a happening that is known already, its
    side of publication, who takes part, its time."""

    sentence: int
    is_lead: bool
    family: str
    kinds: frozenset[int]
    is_noun: bool
    is_definite: bool
    side: str
    parties: Parties
    timing: Timing


def inherit(candidates: Sequence[Candidate]) -> list[Timing]:
    """The time of every event, in order: its own, or that of another mention of the same happening."""
    named: dict[str | int, dict[Hashable, Candidate]] = defaultdict(dict)
    for source in candidates:
        if _is_source(source.timing):
            for name in _names(source):
                named[name].setdefault(_what_counts(source), source)
    return [_inherited(candidate, _of_its_name(candidate, named)) or candidate.timing for candidate in candidates]


def _is_source(timing: Timing) -> bool:
    if timing.basis == "INHERITED_SENTENCE":
        return timing.best is not None
    return timing.basis in DATED and _is_closed(timing.bounds) and timing.recurrence is None


def _names(candidate: Candidate) -> tuple[str | int, ...]:
    return (candidate.family, *candidate.kinds)


def _what_counts(source: Candidate) -> Hashable:
    """All of a source that decides who may take its time, and whether that agrees with another's."""
    place = source.sentence if source.is_lead else None  # any later sentence is as much behind the lead
    words = (source.family, source.kinds, source.is_noun, source.side, source.parties)
    return (place, words, source.timing.bounds.earliest_start, source.timing.bounds.latest_end)


def _of_its_name(candidate: Candidate, named: Mapping[str | int, dict[Hashable, Candidate]]) -> Iterable[Candidate]:
    names = _names(candidate)
    if any(len(named.get(name, ())) > MOST for name in names):
        return ()
    found: dict[Hashable, Candidate] = {}
    for name in names:
        found |= named.get(name, {})
    return found.values()


def _inherited(candidate: Candidate, sources: Iterable[Candidate]) -> Timing | None:
    if not candidate.is_definite:
        return None
    own = candidate.timing
    if own.basis in _UNDATED:
        told = _agreed(source for source in sources if _may_be_one(candidate, source))
        if told is None or not (_is_within_a_week(told.timing.bounds) or candidate.parties.share_a_name(told.parties)):
            return None
        best_basis = _BASIS if told.timing.best is not None else None
        # "The three-day invasion" says its own length.
        return replace(
            told.timing,
            basis=_BASIS,
            best_basis=best_basis,
            cue=None,
            duration=own.duration or told.timing.duration,
            recurrence=own.recurrence or told.timing.recurrence,
        )
    if own.basis in DATED and own.best is None and _is_closed(own.bounds):
        # "abducted in March": the day on which he was captured, told elsewhere.
        told = _agreed(chain([candidate], (source for source in sources if _may_be_one(candidate, source))))
        if told is not None and told is not candidate and told.timing.best is not None:
            return replace(own, best=told.timing.best, best_basis=_BASIS)
    return None


def _may_be_one(candidate: Candidate, source: Candidate) -> bool:
    """Whether the words and the participants let two mentions be one happening."""
    if source is candidate or (candidate.side != source.side and "future" in (candidate.side, source.side)):
        return False  # what is planned is not what has happened
    if candidate.side == "present" and not candidate.is_noun and source.side != "present":
        return False  # "are investigating the crash" is not of the day on which somebody was to investigate it
    if candidate.parties.differ(source.parties):
        return False
    of_family = candidate.family == source.family
    if of_family and (candidate.is_noun or (source.is_noun and source.is_definite)):
        return True
    of_kind = not candidate.kinds.isdisjoint(source.kinds)
    if (of_family or of_kind) and candidate.parties.meet(source.parties):
        return True
    return of_kind and (_refers_back(candidate) or _sums_up(candidate, source))


def _refers_back(candidate: Candidate) -> bool:
    """Whether a noun names no one who would tell it from another happening of its kind: `the attack`."""
    return candidate.is_noun and not candidate.parties.everyone.names


def _sums_up(candidate: Candidate, source: Candidate) -> bool:
    """Whether the lead only describes those whom the story then names: `a shopkeeper kidnapped`, `Ortiz was abducted`."""
    undergoer = candidate.parties.patient
    follows = candidate.is_lead and candidate.sentence < source.sentence
    return follows and bool(undergoer.nouns) and not undergoer.names


def _is_closed(bounds: Bounds) -> bool:
    return bounds.earliest_start is not None and bounds.latest_end is not None


def _is_within_a_week(bounds: Bounds) -> bool:
    first, last = bounds.earliest_start, bounds.latest_end
    return first is not None and last is not None and last - first <= _WEEK


def _agreed(sources: Iterable[Candidate]) -> Candidate | None:
    """The source with the narrowest bounds, when they lie within those of every other: `in March`, `on March 26`."""
    best, length = None, timedelta.max
    latest_first, earliest_last = date.min, date.max
    for source in sources:
        first, last = source.timing.bounds.earliest_start, source.timing.bounds.latest_end
        if first is None or last is None:
            return None
        latest_first, earliest_last = max(latest_first, first), min(earliest_last, last)
        if latest_first > earliest_last:
            return None
        if last - first < length:
            best, length = source, last - first
    return best if length == earliest_last - latest_first else None
