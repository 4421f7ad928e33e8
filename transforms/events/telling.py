"""Times as of when something was told or meant: `said on Monday that he knew`, `agreed in May to close it by June`."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from transforms.events.bounds import day_bounds
from transforms.events.clauses import ancestors, first_conjunct, is_finite, is_quoted
from transforms.events.purposes import is_aim
from transforms.events.relations import Relations
from transforms.events.timing import DATED, Ordered, Timing, told_between
from transforms.temporal.mention import Mention

if TYPE_CHECKING:
    from transforms.events.tree import Token

# "Said on Monday that it sells": in these one tells in turn what is as far from publication.
_STILL: Final = ("PRESENT", "FUTURE")


def told_then(
    token: "Token", event: Ordered, events: Mapping[int, Ordered], told: Mapping[int, Timing], relations: Relations
) -> Timing | None:
    """The time of what someone told, or meant to do, on other days than publication: its tense is of those days, but what will
    be, as on Monday somebody said, will be at publication too, if not in his own words.

    `told` are the times of this kind that are known already, for what one tells that another has told.
    """
    if _is_ahead_still(token, event):
        return None
    for teller in _tellers(token, events):
        timing = told.get(teller, events[teller].timing)
        first, last = timing.bounds.earliest_start, timing.bounds.latest_end
        known = timing.basis in DATED or (teller in told and events[teller].situation.attributes.tense not in _STILL)
        if first is not None and last is not None and known:
            own = event.timing
            time = told_between(event.situation, relations, first, last)
            return replace(time, duration=own.duration, recurrence=own.recurrence)
    return None


def called_so(token: "Token", event: Ordered, events: Mapping[int, Ordered], publication: date | None) -> Timing | None:
    """The time of what somebody says of that by which a past deed came about, then or later: `was fired in 2010 for what the
    mayor said were lies`."""
    clause, own = first_conjunct(token), event.timing
    verb = events.get(clause.head.head.i) if clause.dep_ in ("pcomp", "csubj") and is_finite(token) else None
    last = verb.timing.bounds.latest_end if verb is not None and verb.timing.basis in DATED else None
    if own.basis != "REPORTING" or last is None or own.bounds.earliest_start is None or last >= own.bounds.earliest_start:
        return None
    return replace(own, bounds=day_bounds(None, publication), basis="TENSE", best=None, best_basis=None)


def from_then_on(
    token: "Token",
    event: Ordered,
    events: Mapping[int, Ordered],
    told: Mapping[int, Timing],
    tokens: Mapping[int, Mention],
    relations: Relations,
    publication: date | None,
) -> Timing | None:
    """The time of what has a date of its own and may be over, as it was told or meant before publication: `agreed in January
    to close the mine by March 31`."""
    own, bounds = event.timing, event.timing.bounds
    if event.situation.side != "future" or publication is None or bounds.earliest_start not in (None, publication):
        return None
    if _is_ahead_still(token, event):
        return None
    teller = next((told.get(index, events[index].timing) for index in _tellers(token, events)), None)
    first = teller.bounds.earliest_start if teller is not None and teller.basis in DATED else None
    mention = next((mention for mention in tokens.values() if mention.mention_id == own.mention_id), None)
    if first is not None and mention is not None and mention.start is not None and relations.is_plain(own.cue or ""):
        first = max(first, mention.start.date())
    if first is None or first >= publication or (bounds.latest_start is not None and first > bounds.latest_start):
        return None
    end = first if bounds.earliest_end in (None, publication) else bounds.earliest_end
    return replace(own, bounds=replace(bounds, earliest_start=first, earliest_end=end))


def is_of_before(verb: "Token", event: Ordered) -> bool:
    """Whether a verb tells what came before a story, not in a pluperfect only for what somebody says: `said it had agreed`."""
    return is_pluperfect(event) and first_conjunct(verb).dep_ != "ccomp"


def is_pluperfect(event: Ordered) -> bool:
    """Whether an event is told in the pluperfect: `had agreed`."""
    attributes = event.situation.attributes
    return attributes.tense == "PAST" and attributes.aspect.startswith("PERFECTIVE")


def _is_ahead_still(token: "Token", event: Ordered) -> bool:
    """Whether what somebody told lies ahead at publication, too: `said on Monday that it will rain`, not in his own words."""
    return event.situation.attributes.tense == "FUTURE" and not is_quoted(first_conjunct(token))


def _tellers(token: "Token", events: Mapping[int, Ordered]) -> Iterator[int]:
    """The past words in whose tenses the token is, nearest first: of what was to be done the word that says so (`offered in
    2010 to buy it`), and the verb of telling whose content it is part of (`said on Monday that he knew`)."""
    for node in (token, *ancestors(token)):
        clause = first_conjunct(node)
        above = events.get(clause.head.i)
        if above is None:
            continue
        situation = above.situation
        if is_aim(clause) and node.i == token.i:
            if situation.side != "past" and situation.attributes.tense != "PAST":
                return  # but "were trying to sell it", as somebody said in May
            yield clause.head.i
            if is_of_before(clause.head, above):
                return
        elif clause.dep_ == "ccomp":
            is_told = situation.attributes.event_class in ("REPORTING", "I_ACTION") and situation.side == "past"
            still = node.i in events and events[node.i].situation.attributes.tense in _STILL and node.i != token.i
            if is_told and not still:
                yield clause.head.i
            return
