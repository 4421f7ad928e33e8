"""Events ordered by one another inside a sentence: `left after the vote on Tuesday`."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Final

from transforms.events.bounds import Period, cut, day_bounds, shifted
from transforms.events.clauses import (
    SUBJECTS,
    ancestors,
    child,
    clause_marker,
    first_conjunct,
    is_finite,
    is_past,
    is_reduced_relative,
    is_verb,
    nearest_above,
)
from transforms.events.distances import apart, at_distance
from transforms.events.purposes import is_aim, of_preposition, of_purpose
from transforms.events.relations import Relations
from transforms.events.telling import called_so, from_then_on, is_of_before, is_pluperfect, told_then
from transforms.events.timing import DATED, Ordered, Timing
from transforms.temporal.mention import Mention

if TYPE_CHECKING:
    from transforms.events.tree import Doc, Token

_BASIS: Final = "INHERITED_SENTENCE"
_ARGUMENTS: Final = ("nsubj", "nsubjpass", "dobj")


def order(
    doc: "Doc",
    events: Mapping[int, Ordered],
    tokens: Mapping[int, Mention],
    relations: Relations,
    publication: date | None,
) -> dict[int, Timing]:
    """The times, by trigger, that undated events take from dated ones of their sentence. Heads come before what they govern.

    `tokens` are those of all mentions of the sentence.
    """
    out: dict[int, Timing] = {}
    for index, event in events.items():
        token = doc[index]
        if event.timing.basis not in ("TENSE", "REPORTING"):
            since = from_then_on(token, event, events, out, tokens, relations, publication)
            if since is not None:
                out[index] = since
            continue
        beside = _neighbours(token, event, events, relations) if event.timing.basis == "TENSE" else ()
        neighbours = chain(beside, _fronted(token, relations))
        related = (_related(event, _timed(other, events, out), cue, relations, publication) for other, cue in neighbours)
        timing = (
            _counted(token, event, events, relations, publication)
            or _apart(token, event, events, out, tokens, relations, publication)
            or next((timing for timing in related if timing is not None), None)
            or told_then(token, event, events, out, relations)
            or called_so(token, event, events, publication)
            or _beside_telling(token, event, events, out)
            or _aimed(token, event, events)
            or _since(token, event, events, out)
            or _by_then(token, event, events, out, relations)
            or _of_goal(token, event, events, out)
        )
        if timing is not None:
            out[index] = timing
    return out


def _apart(
    token: "Token",
    event: Ordered,
    events: Mapping[int, Ordered],
    found: Mapping[int, Timing],
    tokens: Mapping[int, Mention],
    relations: Relations,
    publication: date | None,
) -> Timing | None:
    """The time of what is so long before or after something else: `left on Monday, three days after | the vote`."""
    if event.situation.extent != "DAY":
        return None  # its start or its end may be meant
    for index, cue, length in apart(token, events, tokens, relations.converse):
        other = _timed(index, events, found)
        bounds = at_distance(other.bounds, cue, length, relations) if other is not None else None
        if other is not None and bounds is not None:
            last, own = bounds.latest_end, event.timing
            if event.situation.side == "past" and publication is not None and last is not None and last > publication:
                bounds = cut(bounds, publication)
            best = bounds.known_days
            return Timing(bounds, _BASIS, best, _BASIS if best else None, cue, other.mention_id, None, own.recurrence)
    return None


def _beside_telling(token: "Token", event: Ordered, events: Mapping[int, Ordered], told: Mapping[int, Timing]) -> Timing | None:
    """The time of what somebody tells beside something else, without a day: `said it was over, adding that they left`."""
    clause = first_conjunct(token)
    above = events.get(clause.head.i)
    if not _is_beside(clause, token) or above is None or event.situation.attributes.event_class != "REPORTING":
        return None
    return above.timing if above.timing.basis == "REPORTING" and clause.head.i not in told else None


def _aimed(token: "Token", event: Ordered, events: Mapping[int, Ordered]) -> Timing | None:
    """The time of what was to be done before a story goes on, and may be done by then: `had agreed to sell it`."""
    clause = first_conjunct(token)
    above = events.get(clause.head.i)
    if above is None or not is_aim(clause) or event.situation.side != "future" or not is_of_before(clause.head, above):
        return None
    bounds, start = event.timing.bounds, above.timing.bounds.earliest_start
    return replace(event.timing, bounds=replace(bounds, earliest_start=start, earliest_end=start))


def _since(token: "Token", event: Ordered, events: Mapping[int, Ordered], found: Mapping[int, Timing]) -> Timing | None:
    """The time of what may have begun since a past day, as what was brought about then is for it: `signed a contract in May |
    to sell it`, or on a day that nobody tells: `left after she signed a contract | to sell it`."""
    clause, bounds = first_conjunct(token), event.timing.bounds
    above = nearest_above(clause, events)
    if above is None or not is_aim(clause) or event.situation.side != "future" or bounds.earliest_start is None:
        return None
    deed, time = events[above.i].situation, _timed(above.i, events, found) or events[above.i].timing
    aside = deed.clause == "relative" and deed.attributes.tense == "PAST" and time.basis == "TENSE"
    if deed.side != "past" or not (aside or (clause.dep_ == "acl" and time.basis in (*DATED, _BASIS))):
        return None
    start = time.bounds.earliest_start
    if start is not None and start >= bounds.earliest_start:
        return None
    return replace(event.timing, bounds=replace(bounds, earliest_start=start, earliest_end=start))


def _of_goal(token: "Token", event: Ordered, events: Mapping[int, Ordered], found: Mapping[int, Timing]) -> Timing | None:
    """The time of what belongs to what was to be done from a day on: `in May agreed to join | efforts to | save it`."""
    above = nearest_above(token, events)
    if above is None or above.i not in found or event.situation.side != "future":
        return None
    wish = events[above.i].situation
    if wish.side != "future" and (wish.side, wish.attributes.tense) != ("present", "NONE"):
        return None  # but "said on Monday that he would like to sell it"
    start, bounds = found[above.i].bounds.earliest_start, event.timing.bounds
    if start is None or bounds.earliest_start is None or start >= bounds.earliest_start:
        return None
    return replace(event.timing, bounds=replace(bounds, earliest_start=start, earliest_end=start))


def _by_then(
    token: "Token", event: Ordered, events: Mapping[int, Ordered], found: Mapping[int, Timing], relations: Relations
) -> Timing | None:
    """The time of what had happened by a past day: to somebody whom the text brings in, `in 2000 she married a man | jailed
    for fraud`, or for somebody to judge, `in 2013 they mourned | a death`, `was jailed in 2013 for | the murder`."""
    own = event.timing
    for verb, cue in _known_by(token, event, events, relations):
        other = _timed(verb.i, events, found)
        last = other.bounds.latest_end if other is not None else None
        if other is not None and last is not None and own.bounds.latest_end is not None and last < own.bounds.latest_end:
            bounds, mention = cut(own.bounds, last), other.mention_id
            return replace(own, bounds=bounds, basis=_BASIS, best=None, best_basis=None, cue=cue, mention_id=mention)
    return None


def _known_by(
    token: "Token", event: Ordered, events: Mapping[int, Ordered], relations: Relations
) -> Iterator[tuple["Token", str]]:
    """The verbs by whose time something had happened, with what these say of it."""
    if event.situation.side != "past":
        return
    deed = token.dep_ == "pobj" and relations.gerunds.get(token.head.lower_) == relations.pluperfect_cue
    spoken = [token.head.head] if deed else [token.head] if token.dep_ in ("dobj", "nsubjpass") else []
    for verb in (*spoken, *filter(is_reduced_relative, token.children)):
        cue = relations.objects.get(events[verb.i].situation.trigger.lemma) if verb.i in events else None
        if cue is not None:
            yield verb, cue
    above = nearest_above(token, events) if event.situation.is_of_new else None
    if above is not None and is_past(above):
        yield above, relations.pluperfect_cue


def _opens(clause: "Token") -> bool:
    """Whether a participle without a conjunction stands before its verb: `Stung by critics, | he left`."""
    before = clause.dep_ == "advcl" and clause.i < clause.head.i
    return before and clause_marker(clause) is None and not is_finite(clause)


def _is_beside(clause: "Token", participle: "Token") -> bool:
    """Whether a present participle of a clause without a conjunction stands beside a verb: `left, | saying so`."""
    return clause.dep_ == "advcl" and participle.tag_ == "VBG" and clause_marker(clause) is None


def _fronted(token: "Token", relations: Relations) -> Iterator[tuple[int, str]]:
    """What stands before a verb of telling and came before it, or happens with it: `after the vote on Monday, | she said`,
    `speaking in Rome on Monday, | she said`."""
    for dependent in token.children:
        if dependent.i > token.i:
            return
        if _is_beside(dependent, dependent):
            yield dependent.i, relations.participle_cue
        if is_past(token):
            # "When he left in May, they said, he was ill" may be of what is said.
            later = relations.converse.get(relations.pluperfect_cue)
            inside = _of_occasion(dependent) if dependent.lower_ in relations.words.occasions else ()
            ordering = (found for each in (dependent, *inside) for found in _ordering(each))
            yield from ((index, cue) for index, cue in ordering if cue == later)


def _of_occasion(preposition: "Token") -> Iterator["Token"]:
    """What hangs on an occasion, or on its preposition: `In a statement | after the vote on Monday, she said`."""
    noun = child(preposition, "pobj")
    yield from preposition.children
    if noun is not None:
        yield from noun.children


def _neighbours(
    token: "Token", event: Ordered, events: Mapping[int, Ordered], relations: Relations
) -> Iterator[tuple[int, str]]:
    """The events that may order this one, each with the cue as seen from this one."""
    for dependent in token.children:
        if not _is_contrast(dependent, events, relations):
            yield from _ordering(dependent)
    verb = token.head if token.dep_ == "nsubj" and token.head.i in events else token
    order = relations.verbs.get(events[verb.i].situation.trigger.lemma)
    followed = child(verb, "dobj")
    if order is not None and followed is not None:
        yield followed.i, order  # "the move followed protests on Friday", of both
    yield from _of_doing(token, event, events, relations)
    clause = first_conjunct(token)  # "marched, chanting songs and carrying signs"
    marker = clause_marker(clause) if clause.dep_ == "advcl" else None
    if marker is not None and event.situation.side == "past" and marker.lower_ in relations.causes:
        yield clause.head.i, relations.causes[marker.lower_]
    if marker is not None and marker.lower_ in relations.converse:
        yield clause.head.i, relations.converse[marker.lower_]
        if clause.head.dep_ == "xcomp" and relations.converse[marker.lower_] == marker.lower_:
            yield clause.head.head.i, marker.lower_  # "refused to leave on Monday as the city woke up"
    if _is_beside(clause, token):
        yield clause.head.i, relations.participle_cue
    if _opens(clause) and token.tag_ == "VBN" and event.situation.side == "past":
        # "stung by critics, he left in May": what lasts went on then
        yield clause.head.i, relations.participle_cue if event.situation.extent == "SPAN" else relations.pluperfect_cue
    yield from _joined(token, relations)
    yield from of_preposition(token, event, relations)
    yield from of_purpose(token, event, events, relations)
    if token.dep_ == "acl" and token.tag_ == "VBG" and token.head.dep_ in _ARGUMENTS:
        yield token.head.head.i, relations.participle_cue
    if is_pluperfect(event):
        # "The strike began in May, and the firm had asked for help" may be of then.
        beside = token.dep_ == "conj" and child(token, *SUBJECTS) is not None and is_past(token.head)
        above = (head for head in ancestors(token) if is_verb(head) and not (beside and head.i == token.head.i))
        yield from ((head.i, relations.pluperfect_cue) for head in above)


def _of_doing(token: "Token", event: Ordered, events: Mapping[int, Ordered], relations: Relations) -> Iterator[tuple[int, str]]:
    """The event that does what a verb says, which is no earlier, `the arrest of Jones in 2012 | sparked protests`, and the verb
    that says what its object came before: `the fire in 2015 followed | an explosion`."""
    subject = child(token, "nsubj")
    if is_verb(token) and subject is not None and event.situation.side == "past":
        doer = token.head if token.dep_ == "relcl" and subject.tag_ == "WDT" else subject
        yield doer.i, relations.doing_cue
    said = events[token.head.i].situation.trigger.lemma if token.dep_ == "dobj" and token.head.i in events else ""
    if event.situation.side == "past" and (converse := relations.converse.get(relations.verbs.get(said, ""))) is not None:
        yield token.head.i, converse


def _is_contrast(clause: "Token", events: Mapping[int, Ordered], relations: Relations) -> bool:
    """Whether a clause only sets against something what somebody else tells: `sales rose, | while Jones said on Monday so`."""
    marker = clause_marker(clause) if clause.dep_ == "advcl" and clause.i in events else None
    if marker is None or marker.lower_ not in relations.words.contrasts or child(clause, "nsubj") is None:
        return False
    told = events[clause.i].situation.attributes.event_class == "REPORTING"
    return told and marker.i > 0 and marker.nbor(-1).text == ","


def _ordering(dependent: "Token") -> Iterator[tuple[int, str]]:
    """The event of a clause or a prepositional phrase, with the cue that this has for its verb."""
    if dependent.dep_ == "advcl" and (marker := clause_marker(dependent)) is not None:
        yield dependent.i, marker.lower_
    if dependent.dep_ == "prep":
        noun = child(dependent, "pobj", "pcomp")
        if noun is not None:
            yield noun.i, dependent.lower_
            # "after a bus overturned on Monday", which the parser may take for one that was overturned
            yield from ((c.i, dependent.lower_) for c in filter(is_reduced_relative, noun.children))


def _joined(token: "Token", relations: Relations) -> Iterator[tuple[int, str]]:
    """The clause that goes on with a story in the past: `he was robbed, | and his car was stolen on Monday`."""
    conjunction = child(token, "cc")
    if conjunction is None or conjunction.lower_ not in relations.joined or not is_past(token):
        return
    for other in token.conjuncts:
        if other.i > conjunction.i and is_past(other) and child(other, *SUBJECTS) is not None:
            yield other.i, relations.joined[conjunction.lower_]


def _timed(index: int, events: Mapping[int, Ordered], found: Mapping[int, Timing]) -> Timing | None:
    """The time of an event that others may be ordered by: its own, or one that it took from those."""
    if index in found and found[index].basis == _BASIS:
        return found[index]
    return events[index].timing if index in events and events[index].timing.basis in DATED else None


def _related(event: Ordered, other: Timing | None, cue: str, relations: Relations, publication: date | None) -> Timing | None:
    if other is None:
        return None
    days = Period(other.bounds.earliest_start, other.bounds.latest_end)
    situation = event.situation
    latest = shifted(publication, relations.dated_early)
    if situation.side == "past" and latest is not None and days.first is not None and days.first > latest:
        return None  # "visits Rome next month as strikes have closed the airport"
    finite = situation.side == "future" and situation.attributes.tense != "INFINITIVE"
    now = situation.side == "present" and event.timing.bounds.known_day == publication  # "expects growth after a drop in 2012"
    if (finite or now) and publication is not None and days.last is not None and days.last < publication:
        return None  # "will grow after a drop in 2012": that bounds nothing which is ahead anyhow
    # "The move followed protests" once, as nobody follows a path.
    extent = "DAY" if situation.trigger.lemma in relations.verbs else situation.extent
    if situation.noun == "plural":
        extent = event.timing.bounds.extent  # "resigned on Monday after allegations": several days' perhaps
    at_it = situation.attributes.tense == "PRESENT" and situation.attributes.aspect == "PERFECTIVE_PROGRESSIVE"
    side = "present" if at_it else situation.side
    if side == "future" and publication is not None and days.last is not None and days.last < publication:
        side = ""  # "decided to sell before the vote in May": no longer ahead
    bounds = relations.in_sequence(cue, days, extent, side, publication)
    if bounds is None:
        return None
    last = bounds.latest_end
    if situation.side == "future" and last is not None and last == publication != days.last:
        bounds = replace(bounds, latest_start=None, latest_end=None)  # "are working to save the child since he fell"
    best, own = bounds.known_days, event.timing
    return Timing(bounds, _BASIS, best, _BASIS if best else None, cue, other.mention_id, own.duration, own.recurrence)


def _counted(
    token: "Token", event: Ordered, events: Mapping[int, Ordered], relations: Relations, publication: date | None
) -> Timing | None:
    """The time of what a noun counts days to: `this is the eve of the vote`, `they met on Monday, the eve of the vote`."""
    noun = token.head.head
    if token.dep_ != "pobj" or noun.lower_ not in relations.days_ahead:
        return None
    head = nearest_above(noun, events)
    above = events[head.i] if head is not None else None
    day = above.timing.bounds.known_day if above is not None and above.timing.basis in DATED else None
    if above is None and noun.dep_ == "attr" and noun.head.tag_ == "VBZ":
        day = publication
    start = shifted(day, timedelta(days=relations.days_ahead[noun.lower_]))
    if start is None:
        return None
    mention = above.timing.mention_id if above is not None else None
    bounds, own = day_bounds(start, start), event.timing
    return Timing(bounds, _BASIS, (start, start), _BASIS, noun.lower_, mention, own.duration, own.recurrence)
