"""Triggers that share the time of a dated one of their sentence: conjuncts, complements, occasions, the doer of an effect."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from transforms.events.bounds import period_of
from transforms.events.clauses import (
    auxiliaries,
    child,
    clause_marker,
    is_bare_plural,
    is_passive,
    is_past,
    is_reduced_relative,
    is_verb,
)
from transforms.events.relations import CueWords
from transforms.events.words import Words
from transforms.temporal.mention import Mention

if TYPE_CHECKING:
    from transforms.events.tree import Token


@dataclass(frozen=True, slots=True)
class Cues(Words):
    """The words that links depend on: beside those of the language the cues that need care."""

    words: CueWords
    dated_early: timedelta
    ordering: Collection[str]
    deadline: str

    def role(self, lemma: str) -> str | None:
        """STARTS or ENDS for a verb of phase, of what it governs; None for any other."""
        return "STARTS" if lemma in self.lexicon.begin_verbs else "ENDS" if lemma in self.lexicon.end_verbs else None


def mates_of(token: "Token", triggers: frozenset[int], cues: Cues, by_cue: bool) -> Iterator[tuple[int, str]]:
    """The triggers that share the time of a dated one, each with SAME, BESIDE for a clause with a subject of its own or a noun
    that stands beside, or STARTS and ENDS for what a phase verb governs."""
    yield from _conjuncts(token, triggers, cues)
    if is_verb(token):
        yield from _dependents(token, triggers, cues)
        yield from _doers(token, triggers, cues)
        yield from _summed_up(token, triggers, cues)
        yield from _set_beside(token, triggers, cues)
        if token.head.i in triggers and _is_held(token, cues):
            yield token.head.i, "SAME"
    head = token.head
    if head.head.i in triggers and (is_occasion(token, cues, by_cue) or (not by_cue and opens_clause(token, cues))):
        yield head.head.i, "SAME"
    if is_reduced_relative(token) and _is_of_occasion(token, triggers, cues) and head.head.head.i in triggers:
        yield head.head.head.i, "SAME"
    if token.dep_ == "pobj" and head.lower_ in cues.words.parts and head.head.i in triggers and head.head.tag_[:2] == "NN":
        yield head.head.i, "SAME"  # "the collapse of the accord in 2011": the parser gives the date to the accord
    yield from _members(token, triggers, cues)
    if token.dep_ in ("xcomp", "dobj", "nsubj", "nsubjpass") and is_verb(head) and head.i in triggers:
        lemma = cues.lemma(head)
        shared = lemma in cues.lexicon.light_verbs or (cues.role(lemma) is not None and token.dep_ != "nsubj")
        done_at_once = lemma in cues.lexicon.effects  # "Friday's blast killed nine"
        counted = {lemma, cues.lemma(token)} <= cues.lexicon.measured  # "March sales fell"
        shared = shared or _is_incurred(token, cues) or _is_seen(token, cues)
        if shared or (token.dep_ == "nsubj" and (done_at_once or counted)):
            yield head.i, "SAME"


def _members(whole: "Token", triggers: frozenset[int], cues: Cues) -> Iterator[tuple[int, str]]:
    """The events that are some of those which a noun names: `112 accidents in May, including two collisions`."""
    for preposition in whole.children:
        member = child(preposition, "pobj") if preposition.lower_ in cues.words.including else None
        if member is not None:
            yield from ((word.i, "SAME") for word in (member, *member.conjuncts) if word.i in triggers)


def _summed_up(verb: "Token", triggers: frozenset[int], cues: Cues) -> Iterator[tuple[int, str]]:
    """The change that a phrase behind a verb sums its clause up as: `prices rose in May, | a steep increase`, `with a steep
    increase in rents`."""
    if cues.lemma(verb) not in cues.lexicon.measured:
        return
    for noun in (c for word in verb.children for c in word.subtree if c.i > verb.i):
        beside = noun.dep_ == "appos" or (noun.dep_ == "pobj" and noun.head.lower_ in cues.words.beside)
        new = cues.is_indefinite(noun) or is_bare_plural(noun)
        if beside and new and noun.i in triggers and cues.lemma(noun) in cues.lexicon.measured:
            yield noun.i, "SAME"


def _set_beside(verb: "Token", triggers: frozenset[int], cues: Cues) -> Iterator[tuple[int, str]]:
    """The figure of the same period that a clause sets beside that of a verb: `sales rose in May, | while prices fell`."""
    for clause in verb.children:
        marker = clause_marker(clause) if clause.dep_ == "advcl" and clause.i in triggers else None
        counted = {cues.lemma(verb), cues.lemma(clause)} <= cues.lexicon.measured
        if marker is not None and counted and marker.lower_ in cues.words.contrasts and _is_of_one_tense(verb, clause, cues):
            yield clause.i, "BESIDE"


def _is_held(verb: "Token", cues: Cues) -> bool:
    """Whether a light verb in the passive says of a noun that it happens: `the summit, to be held on Friday`."""
    return verb.dep_ in ("acl", "relcl") and is_passive(verb) and cues.lemma(verb) in cues.lexicon.light_verbs


def _doers(verb: "Token", triggers: frozenset[int], cues: Cues) -> Iterator[tuple[int, str]]:
    """The event that is the subject of what it does at once, or of what is counted of it: `the blast killed nine on Monday`,
    `the truce lasted a day`, `sales fell in March`, `the summit took place on Friday`."""
    subject = _subject(verb, cues)
    if subject is None or subject.i not in triggers or is_passive(verb):
        return
    lemma, lexicon = cues.lemma(verb), cues.lexicon
    counted = {lemma, cues.lemma(subject)} <= lexicon.measured
    brought = any(c.lower_ in cues.words.reaches and c.dep_ == "prep" for c in verb.children)
    if brought and not counted and lemma not in lexicon.lasting:
        return  # "the talks came to an end on Friday"
    if cues.happens(verb) or counted or lemma in lexicon.effects | lexicon.lasting:
        yield from ((each.i, "SAME") for each in (subject, *_joined_nouns(subject)) if each.i in triggers)


def _subject(verb: "Token", cues: Cues) -> "Token | None":
    """The subject of an active verb, in a relative clause, or behind a noun, that noun: `a blast | killing nine on Monday`."""
    subject = child(verb, "nsubj")
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and subject is None:
        return verb.head
    if subject is not None and verb.dep_ == "relcl" and subject.lower_ in cues.lexicon.grammar.relative:
        return verb.head
    return subject


def is_occasion(noun: "Token", cues: Cues, by_cue: bool) -> bool:
    """Whether a dated noun is when its verb happened: `passed in a vote on Friday`, `killed in the raid on Friday`.

    One that has its date before it is a certain one: `spoke at Friday's meeting`, `wrote in a May memo`.
    """
    verb, cue = noun.head.head, noun.head.lower_
    if noun.dep_ != "pobj" or cue not in cues.words.occasions or not is_verb(verb):
        return False
    if cues.lemma(verb) in cues.lexicon.effects:
        return True
    told = by_cue or cues.lemma(verb) in cues.lexicon.reporting
    certain = cue in cues.words.certain_occasions or cues.lemma(noun) in cues.words.contests
    return (told and cues.is_indefinite(noun)) or (not by_cue and certain)


def _is_of_occasion(participle: "Token", triggers: frozenset[int], cues: Cues) -> bool:
    """Whether a participle dates the occasion of a verb: `wrote in an article | published on Sunday`, `died at a rally | held
    on Sunday`, but not `died in a house | built in 2010`, `bought it at a price | set on Sunday`."""
    noun, verb = participle.head, participle.head.head.head
    happens = noun.i in triggers or cues.lemma(participle) in cues.lexicon.light_verbs
    told = cues.lemma(verb) in cues.lexicon.reporting and cues.is_indefinite(noun)
    return (happens or told) and is_occasion(noun, cues, by_cue=False)


def opens_clause(noun: "Token", cues: Cues) -> bool:
    """Whether a noun with its date before it opens a clause of the past: `In the 2012 season he won twice`."""
    verb, preposition = noun.head.head, noun.head
    subject = child(verb, "nsubj", "nsubjpass")
    opens = noun.dep_ == "pobj" and preposition.dep_ == "prep" and preposition.lower_ in cues.words.occasions
    return opens and subject is not None and preposition.i < subject.i and is_verb(verb) and is_past(verb)


def phase_role(token: "Token", cues: Cues) -> str:
    """STARTS or ENDS for the complement of a verb of phase, which the parser gives the date: `began evacuating on Tuesday`."""
    lemma = cues.lemma(token.head) if token.dep_ in ("xcomp", "dobj") else ""
    return cues.role(lemma) or "SAME"


def new_date_role(verb: "Token", cues: Cues) -> str:
    """ENDS for what a verb gives a new end: `extended the truce | until Friday`."""
    return "ENDS" if cues.lemma(verb) in cues.lexicon.extends else "SAME"


def _conjuncts(token: "Token", triggers: frozenset[int], cues: Cues) -> Iterator[tuple[int, str]]:
    # A date before the first of two verbs, or after the last, is of both: "on Monday he resigned and left".
    if token.tag_[:2] == "NN":
        nouns = (other for other in token.conjuncts if other.i in triggers and other.tag_[:2] == "NN")
        # "Fights and a probe of fraud last year": the second is a phrase of its own.
        yield from ((n.i, "BESIDE") for n in nouns if child(n if n.i > token.i else token, "det", "poss") is None)
        return
    for other in token.conjuncts:
        if other.i in triggers and _is_of_one_tense(token, other, cues):
            later = other if other.i > token.i else token
            yield other.i, "SAME" if child(later, "nsubj", "nsubjpass") is None else "BESIDE"


def reaches(mention: Mention, at: int, one: "Token", other: "Token", cues: Cues) -> bool:
    """Whether a date at that place is of another clause beside that of its verb: not what follows is of the one before, nor
    a period behind a verb of him who then speaks, `they met last week, but Jones said so`. Of two nouns it is not between them.
    """
    if one.tag_[:2] == "NN":
        return not min(one.i, other.i) < at < max(one.i, other.i)
    telling = cues.lexicon.reporting
    then = one.i < at and cues.lemma(other) in telling and cues.lemma(one) not in telling
    return at < other.i and (period_of(mention).is_day or not then)


def _is_of_one_tense(one: "Token", other: "Token", cues: Cues) -> bool:
    """Whether two verbs have one form, or both are in the simple past by whatever auxiliary: `met but did not agree`, not `has
    been used but was banned`."""
    perfect = cues.lexicon.grammar.perfect_auxiliary
    chains = [[cues.lemma(word) for word in auxiliaries(verb)] for verb in (one, other)]
    if all(is_past(verb) and perfect not in chain for verb, chain in zip((one, other), chains, strict=True)):
        return True
    return one.tag_ == other.tag_ and (not all(chains) or (perfect in chains[0]) == (perfect in chains[1]))


def _dependents(token: "Token", triggers: frozenset[int], cues: Cues) -> Iterator[tuple[int, str]]:
    lemma = cues.lemma(token)
    role = cues.role(lemma) or ("SAME" if lemma in cues.lexicon.light_verbs | cues.lexicon.lasting else "")
    governed = [c for c in token.children if c.dep_ in ("xcomp", "dobj", "nsubjpass")]
    yield from ((c.i, "SAME") for c in governed if c.i in triggers and _is_seen(c, cues))
    if not governed and role in ("STARTS", "ENDS"):
        governed = [subject] if (subject := _subject(token, cues)) is not None else []  # "the withdrawal will begin in May"
    for dependent in governed:
        if role or _is_incurred(dependent, cues):
            yield from ((each.i, role or "SAME") for each in (dependent, *_joined_nouns(dependent)) if each.i in triggers)
    for dependent in token.children:
        meets = cues.role(lemma) is not None and dependent.lower_ in cues.words.beside  # "began with a vote in May"
        if dependent.dep_ == "prep" and (meets or dependent.lower_ in cues.words.occasions):
            noun = child(dependent, "pobj")
            if noun is not None:  # "said at a news conference on Friday"
                yield from ((each.i, "SAME") for each in (noun, *_joined_nouns(noun)) if each.i in triggers)


def _is_incurred(noun: "Token", cues: Cues) -> bool:
    """Whether what a noun names happens as it is got or done: `scored | a victory`, but not `won | the war`."""
    verb = noun.head
    incurred = noun.dep_ in ("dobj", "nsubjpass") and is_verb(verb) and cues.lemma(verb) in cues.lexicon.incurs
    return incurred and cues.lemma(noun) not in cues.lexicon.durative_nominals


def _is_seen(participle: "Token", cues: Cues) -> bool:
    """Whether somebody was seen, or heard, as he did something: `was seen | leaving the bank`, not `is seen rising in 2014`."""
    verb = participle.head
    perceived = is_verb(verb) and is_past(verb) and cues.lexicon.verb_class.get(cues.lemma(verb)) == "PERCEPTION"
    return participle.dep_ == "xcomp" and participle.tag_ == "VBG" and perceived


def _joined_nouns(noun: "Token") -> Iterator["Token"]:
    """The nouns that follow a noun in a list: `during the storms | and flooding`."""
    return (word for word in noun.conjuncts if word.i > noun.i and word.tag_[:2] == noun.tag_[:2] == "NN")
