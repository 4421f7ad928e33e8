"""Dates that an event takes from the rest of its document: from another mention of the same happening.

News dates a happening once and names it again: "Iraq invaded Kuwait on Aug. 2 ... since the invasion". Two mentions are taken
for one happening when their words are of one family (invade, invasion), at least one of them is a noun, and all dated
mentions of the family agree.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from transforms.events.bounds import Bounds
from transforms.events.timing import Timing


@dataclass(frozen=True, slots=True)
class Candidate:
    """One event as inheritance sees it: the family of its word, whether it is a noun, whether it may
    name a happening that is known already, its side of publication, its time."""

    family: str
    is_noun: bool
    is_definite: bool
    side: str
    timing: Timing


def inherit(candidates: Sequence[Candidate]) -> list[Timing]:
    """The time of every event, in order: its own, or that of another mention of the same happening."""
    sources = _sources(candidates)
    return [_inherited(candidate, sources) or candidate.timing for candidate in candidates]


def _sources(candidates: Sequence[Candidate]) -> Mapping[str, list[Candidate]]:
    out: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        timing = candidate.timing
        if timing.basis in ("EXPLICIT", "EXPLICIT_CLAUSE") and _is_closed(timing.bounds) and timing.recurrence is None:
            out.setdefault(candidate.family, []).append(candidate)
    return out


def _is_closed(bounds: Bounds) -> bool:
    return bounds.earliest_start is not None and bounds.latest_end is not None


def _agreed(sources: list[Candidate]) -> Candidate | None:
    """The source with the narrowest bounds, when they lie within those of every other: `in March`, `on March 26`."""
    if not sources:
        return None
    best = min(sources, key=_days)
    low, high = best.timing.bounds.earliest_start, best.timing.bounds.latest_end
    for source in sources:
        first, last = source.timing.bounds.earliest_start, source.timing.bounds.latest_end
        if low is None or high is None or first is None or last is None or not (first <= low and high <= last):
            return None
    return best


def _days(source: Candidate) -> int:
    first, last = source.timing.bounds.earliest_start, source.timing.bounds.latest_end
    return (last - first).days if first is not None and last is not None else 0


def _inherited(candidate: Candidate, sources: Mapping[str, list[Candidate]]) -> Timing | None:
    if candidate.timing.basis not in ("TENSE", "NONE") or not candidate.is_definite:
        return None
    fitting = [s for s in sources.get(candidate.family, []) if candidate.is_noun or s.is_noun]
    told = _agreed(fitting)
    if told is None:
        return None
    source = told.timing
    if candidate.side != told.side and "future" in (candidate.side, told.side):
        return None  # what is planned is not what has happened
    best_basis = "INHERITED_DOCUMENT" if source.best is not None else None
    return replace(source, basis="INHERITED_DOCUMENT", best_basis=best_basis, cue=None)
