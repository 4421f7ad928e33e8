"""What hangs on a verb as its purpose, or by a preposition, with how that orders the two: `visited Rome | for talks`."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from transforms.events.clauses import SUBJECTS, child, first_conjunct, is_finite, is_infinitive, is_verb
from transforms.events.relations import Relations
from transforms.events.timing import Ordered

if TYPE_CHECKING:
    from transforms.events.tree import Token

_AIMS: Final = ("xcomp", "acl", "advcl")


def is_aim(clause: "Token") -> bool:
    """Whether a clause says what somebody is to do: `agreed | to sell it`."""
    return clause.dep_ in _AIMS and is_infinitive(clause)


def of_preposition(token: "Token", event: Ordered, relations: Relations) -> Iterator[tuple[int, str]]:
    """The verb that a preposition relates its deed to, `convicted in 1990 of stealing`, or what is newly told behind it,
    `left in 1990 after a stroke`."""
    behind = first_conjunct(token)
    filled = event.timing.duration is not None and behind.head.lower_ in relations.words.parts
    behind = behind.head.head if filled else behind  # "left after two days | of talks"
    cue = relations.converse.get(behind.head.lower_)
    if cue is None and event.situation.side == "past":
        cue = relations.causes.get(behind.head.lower_) or deed_cue(token, relations)
    told = behind.dep_ == "pcomp" or (behind.dep_ == "pobj" and (filled or _is_new(token, event)))
    if told and cue is not None:
        yield behind.head.head.i, cue


def _is_new(noun: "Token", event: Ordered) -> bool:
    """Whether a noun is of something newly told: `a stroke`, `long talks`, `criticism`, but not `the strike`, `his arrest`."""
    return event.situation.noun == "new" or (event.situation.noun != "none" and child(noun, "det", "poss") is None)


def of_purpose(
    token: "Token", event: Ordered, events: Mapping[int, Ordered], relations: Relations
) -> Iterator[tuple[int, str]]:
    """The verb that a deed, or what is newly told, is the purpose of: `met | to sign the pact`, `visited Rome | for talks`."""
    clause = first_conjunct(token)
    goal = clause.dep_ == "pobj" and clause.head.lower_ in relations.words.goals and _is_new(token, event)
    verb = clause.head.head if goal else clause.head
    cue = relations.aims.get(events[verb.i].situation.trigger.lemma) if verb.i in events else None
    brought = clause.dep_ == "ccomp" and is_infinitive(clause)  # "a leak in May caused prices to fall"
    if cue is not None and (goal or brought or is_aim(clause)) and is_verb(verb):
        yield verb.i, cue


def deed_cue(token: "Token", relations: Relations) -> str | None:
    """How a preposition relates a deed, or what another does, to its verb: `fined for lying`, `fell, with oil rising`."""
    clause = first_conjunct(token)
    if clause.dep_ != "pcomp":
        return None
    alone = child(clause, *SUBJECTS) is None
    cues = relations.gerunds if alone else relations.beside if not is_finite(token) else {}
    return cues.get(clause.head.lower_)
