"""Who did it, to what, and where: from the parse, as written, with offsets; nothing when the parse has none."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.events.clauses import SUBJECTS, child, first_conjunct, infinitive_noun, is_infinitive, is_passive, is_verb
from transforms.events.lexicon import Grammar
from transforms.events.triggers import Trigger
from transforms.events.words import Words

if TYPE_CHECKING:
    from transforms.events.tree import Doc, Token

_OBJECTS = ("dobj", "dative", "attr")
_PRONOUN_TAGS = frozenset({"PRP", "PRP$", "WP", "WDT"})
# Edges that a noun phrase does not need to be understood: clauses, appositions after a comma, parentheses.
_TRIMMED = frozenset(
    {"relcl", "acl", "appos", "punct", "cc", "conj", "parataxis", "advcl", "ccomp", "prep", "advmod", "npadvmod"}
)
_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens from `first` to `last`, both included, of one parsed sentence."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Participants:
    """Each None when the parse has none. `antecedent` is a same-sentence guess for a pronoun agent."""

    agent: Phrase | None = None
    patient: Phrase | None = None
    place: Phrase | None = None
    antecedent: Phrase | None = None


def read_participants(doc: "Doc", trigger: Trigger, words: Words, dated: frozenset[int]) -> Participants:
    """The participants of one trigger. `dated` are the tokens of time expressions, which are nobody and nowhere."""
    token, grammar = doc[trigger.index], words.lexicon.grammar
    if trigger.word_class == "NOUN":
        agent, patient = _nominal_roles(token, words)
    elif trigger.word_class == "VERB":
        agent, patient = _verbal_roles(token, grammar)
        # What is said is the clause: a noun beside it is another's, which the parser gave to the verb.
        patient = None if words.lemma(token) in words.lexicon.speaking and child(token, "ccomp") is not None else patient
    else:
        agent, patient = _subject(token.head, grammar) if is_verb(token.head) else None, None
    agent = agent if agent is not None and agent.i not in dated else None
    patient = patient if patient is not None and patient.i not in dated and patient != agent else None
    return Participants(
        agent=noun_phrase(agent, dated, grammar) if agent is not None else None,
        patient=noun_phrase(patient, dated, grammar) if patient is not None else None,
        place=_place(token, trigger, words, dated),
        antecedent=_antecedent(agent, dated, grammar) if agent is not None else None,
    )


def subject_phrase(token: "Token", dated: frozenset[int], grammar: Grammar) -> Phrase | None:
    """The subject of a verb, found through control, coordination and relative clauses."""
    subject = _subject(token, grammar)
    return noun_phrase(subject, dated, grammar) if subject is not None and subject.i not in dated else None


def _verbal_roles(token: "Token", grammar: Grammar) -> tuple["Token | None", "Token | None"]:
    if is_passive(token):
        by = child(token, "agent")
        agent = child(by, "pobj") if by is not None else None
        patient = _subject(token, grammar)
        return agent, patient if patient is not None else child(token, *_OBJECTS)
    return _subject(token, grammar), _object(token, grammar)


def _object(token: "Token", grammar: Grammar) -> "Token | None":
    direct = child(token, *_OBJECTS)
    if direct is not None and direct.lower_ in grammar.relative and token.dep_ == "relcl":
        return token.head
    return direct


def _subject(token: "Token", grammar: Grammar, depth: int = 0) -> "Token | None":
    """The understood subject of a verb; of a passive, what it is done to."""
    if depth > _DEPTH:
        return None
    own = child(token, *SUBJECTS)
    if own is not None:
        if own.dep_ == "expl" or own.tag_ == "EX":
            return child(token, "attr")
        return token.head if own.lower_ in grammar.relative and token.dep_ == "relcl" else own
    head = token.head
    match token.dep_:
        case "conj" if is_verb(head):
            return _subject(head, grammar, depth + 1)
        case "xcomp" if is_verb(head):
            controller = child(head, "dobj", "dative")
            found = controller if controller is not None else _subject(head, grammar, depth + 1)
            return found if found is None or found.lower_ not in grammar.contents else None
        case "acomp" if is_verb(head):  # "is well | placed"
            return _subject(head, grammar, depth + 1)
        case "xcomp" | "ccomp" if head.dep_ in ("acomp", "oprd", "attr"):
            return _subject(head.head, grammar, depth + 1)
        case "advcl" if is_verb(head) and token.tag_ in ("VBG", "VBN", "VB"):
            return _subject(head, grammar, depth + 1)
        case "pcomp" if is_verb(head.head):
            return _controller(head.head, head.lower_, grammar, depth)
        case "acl" | "relcl":
            return _described(token, grammar, depth)
        case _:
            return None


def _described(token: "Token", grammar: Grammar, depth: int) -> "Token | None":
    """The understood subject of a verb that hangs on a noun."""
    head = token.head
    if token.dep_ == "acl" and token.tag_ == "VBG":
        return head
    if token.tag_ == "VBN" and (token.dep_ == "acl" or (infinitive_noun(token) is not None and is_passive(token))):
        return _nearest(token)
    if infinitive_noun(token) is not None:
        return child(head, "poss") or (_subject(head.head, grammar, depth + 1) if head.dep_ == "dobj" else None)
    # "the man who left" without its pronoun is an object relative: "the deal he signed" has its own subject.
    return head if token.dep_ == "relcl" else None


def _nearest(participle: "Token") -> "Token":
    """What a participle right behind a phrase says: `approval from an assembly | to be convened`, not the approval."""
    first = participle.left_edge.i
    last = participle.doc[first - 1] if first else participle
    nearer = last.dep_ == "pobj" and last.head.head.i == participle.head.i and is_infinitive(participle)
    return last if nearer else participle.head


def _controller(verb: "Token", preposition: str, grammar: Grammar, depth: int) -> "Token | None":
    # "accused him of stealing": the object steals. "since taking office he has visited Oslo": the subject took it.
    controlled = child(verb, "dobj")
    if controlled is not None and preposition in grammar.by_object:
        return controlled
    return _subject(verb, grammar, depth + 1)


def _nominal_roles(token: "Token", words: Words) -> tuple["Token | None", "Token | None"]:
    possessor, agent, patient = child(token, "poss"), None, None
    for preposition in token.children:
        if preposition.dep_ in ("prep", "agent"):
            noun = child(preposition, "pobj")
            if preposition.lower_ == words.lexicon.grammar.doer:
                agent = agent or noun
            elif preposition.lower_ == words.lexicon.grammar.undergoer:
                patient = patient or noun
    if patient is None:
        patient = next((c for c in token.children if c.dep_ in ("compound", "nmod") and c.tag_[:2] == "NN"), None)
    agent = agent or possessor or _light_verb_subject(token, words)
    return agent, patient


def _light_verb_subject(token: "Token", words: Words) -> "Token | None":
    noun = first_conjunct(token)
    verb = noun.head
    if noun.dep_ in ("dobj", "nsubjpass") and is_verb(verb) and words.lemma(verb) in words.lexicon.light_verbs:
        agent = _verbal_roles(verb, words.lexicon.grammar)[0]
        return agent if agent not in (noun, token) else None
    return None


def noun_phrase(head: "Token", dated: frozenset[int], grammar: Grammar) -> Phrase:
    """The noun phrase of a head, with its conjuncts, `of` and a name's prepositions; without clauses and appositions."""
    kept = {head.i}
    stack = [(c, head) for c in head.children]
    while stack:
        token, parent = stack.pop()
        if token.i in dated or not _belongs(token, parent, head, grammar):
            continue
        kept.add(token.i)
        stack.extend((c, token) for c in token.children)
    first = last = head.i
    while first - 1 in kept:
        first -= 1
    while last + 1 in kept:
        last += 1
    while last > head.i and head.nbor(last - head.i).is_space:
        last -= 1
    return Phrase(first, last)


def _belongs(token: "Token", parent: "Token", head: "Token", grammar: Grammar) -> bool:
    if token.dep_ not in _TRIMMED:
        return True
    if token.dep_ == "punct":
        return token.text in ("-", "$", "%", "'", "’", "&", "/") or (parent.dep_ != head.dep_ and token.i < head.i)
    if token.dep_ in ("cc", "conj"):
        return not is_verb(token)
    if token.dep_ in ("advmod", "npadvmod"):
        return token.i < parent.i and token.tag_ != "WRB"
    return token.dep_ == "prep" and token.lower_ in grammar.in_names and token.i == parent.i + 1


def _place(token: "Token", trigger: Trigger, words: Words, dated: frozenset[int]) -> Phrase | None:
    holders, grammar = [token], words.lexicon.grammar
    if trigger.word_class == "NOUN" and token.dep_ in ("dobj", "nsubjpass", "nsubj") and is_verb(token.head):
        holders.append(token.head)
    elif trigger.word_class == "VERB" and words.lemma(token) in words.lexicon.light_verbs:
        holders.extend(c for c in token.children if c.dep_ == "dobj")
    for holder in holders:
        for preposition in holder.children:
            if preposition.dep_ != "prep" or preposition.lower_ not in words.lexicon.place_prepositions:
                continue
            noun = child(preposition, "pobj")
            if noun is not None and noun.i not in dated and noun.tag_ in ("NNP", "NNPS"):
                return noun_phrase(noun, dated, grammar)
    return None


def _antecedent(agent: "Token", dated: frozenset[int], grammar: Grammar) -> Phrase | None:
    """For a third-person pronoun, the subject of the clause above, when it is a name or a noun of the same number."""
    if agent.tag_ != "PRP" or agent.lower_ not in grammar.singular | grammar.plural:
        return None
    verb = agent.head
    for _ in range(_DEPTH):
        if verb.head.i == verb.i:
            return None
        verb = verb.head
        subject = child(verb, "nsubj")
        if subject is None or subject.i > agent.i or subject == agent or subject.i in dated:
            continue
        if subject.tag_ in _PRONOUN_TAGS or subject.tag_ == "EX":
            continue
        plural = subject.tag_ in ("NNS", "NNPS") or child(subject, "conj") is not None
        return noun_phrase(subject, dated, grammar) if plural == (agent.lower_ in grammar.plural) else None
    return None
