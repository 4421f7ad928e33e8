"""Who did it, to what, and where: from the parse, as written, with offsets; nothing when the parse has none."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.events.antecedents import antecedent_of
from transforms.events.clauses import (
    AUXILIARIES,
    SUBJECTS,
    child,
    clause_marker,
    first_conjunct,
    foremost,
    infinitive_noun,
    is_finite,
    is_infinitive,
    is_passive,
    is_verb,
)
from transforms.events.grammar import Grammar
from transforms.events.phrases import Phrase, is_time, noun_phrase
from transforms.events.triggers import QUOTES, Trigger
from transforms.events.words import Words

if TYPE_CHECKING:
    from transforms.events.tree import Doc, Token

_OBJECTS = ("dobj", "dative", "attr")
_PRONOUN_TAGS = frozenset({"PRP", "PRP$", "WP", "WDT"})
_DEPTH = 12


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
        agent, patient = _verbal_roles(token, words)
        patient = None if patient is not None and _is_in_what_is_told(patient, token, words) else patient
    else:
        agent, patient = _subject(token.head, words) if is_verb(token.head) else None, None
    agent = agent if agent is not None and not is_time(agent, dated) else None
    patient = patient if patient is not None and not is_time(patient, dated) and patient != agent else None
    return Participants(
        agent=noun_phrase(agent, dated, grammar) if agent is not None else None,
        patient=noun_phrase(patient, dated, grammar) if patient is not None else None,
        place=_place(token, trigger, words, dated),
        antecedent=_antecedent(agent, dated, grammar) if agent is not None else None,
    )


def _is_in_what_is_told(noun: "Token", verb: "Token", words: Words) -> bool:
    """Whether a noun that the parser gave to a verb of telling is in the clause told: `they claim | his plan | may fail`."""
    told = child(verb, "ccomp")
    if told is None or words.lemma(verb) not in words.lexicon.telling:
        return False
    subject = child(told, *SUBJECTS, "mark") is None and is_finite(told) and verb.i < noun.i < told.left_edge.i
    return subject or words.lemma(verb) in words.lexicon.speaking


def doer_phrase(token: "Token", dated: frozenset[int], words: Words) -> Phrase | None:
    """Who does what a verb or a noun says, found through control, coordination and relative clauses; of `was told`
    not who was told, of `was quoted as saying` who was quoted."""
    quoted = any(c.tag_ == "VBG" and words.lemma(c) in words.lexicon.telling for p in token.children for c in p.children)
    roles = _verbal_roles if is_verb(token) else _nominal_roles
    doer = _subject(token, words) if quoted else roles(token, words)[0]
    named = doer is not None and not is_time(doer, dated)
    return noun_phrase(doer, dated, words.lexicon.grammar) if doer is not None and named else None


def _verbal_roles(token: "Token", words: Words) -> tuple["Token | None", "Token | None"]:
    by = child(token, "agent")
    agent = _party(by, words) if by is not None else None
    if is_passive(token) or _is_participle(token) or _is_seen_done(token, words):
        patient = _subject(token, words)
        return agent, patient if patient is not None else child(token, *_OBJECTS)
    return _subject(token, words), _object(token, words)


def _is_participle(token: "Token") -> bool:
    """Whether a verb behind a noun of a clause is a participle that is tagged as a past tense: `buys land | sold in May`."""
    is_alone = child(token, *SUBJECTS, *AUXILIARIES, *_OBJECTS, "mark") is None
    return token.tag_ == "VBD" and token.dep_ == "acl" and token.head.dep_ != "ROOT" and is_alone


def _is_seen_done(token: "Token", words: Words) -> bool:
    """Whether a participle is what is seen or had of its subject, not told or thought: `saw men | beaten by guards`."""
    if token.tag_ != "VBN" or token.dep_ != "ccomp" or child(token, "nsubj") is None:
        return False
    thought = words.lexicon.verb_class.get(words.lemma(token.head)) in ("REPORTING", "I_STATE")
    return not thought and child(token, *AUXILIARIES, "dobj", "mark") is None


def _party(preposition: "Token", words: Words) -> "Token | None":
    """Whom or what a preposition names: `cut | by four points` and `a loss | of two francs` only say how far."""
    noun = child(preposition, "pobj")
    return noun if noun is not None and not _is_amount(noun, words.lexicon.grammar) else None


def _is_amount(noun: "Token", grammar: Grammar) -> bool:
    """Whether a noun is a number, or a unit with one; not a share of something, `ten percent of the stock`."""
    counted = noun.tag_ == "CD" or (noun.lower_ in grammar.measures and child(noun, "nummod") is not None)
    return counted and all(c.lower_ != grammar.undergoer for c in noun.children)


def _object(token: "Token", words: Words) -> "Token | None":
    direct = child(token, *_OBJECTS)
    if direct is not None and direct.lower_ in words.lexicon.grammar.relative and token.dep_ == "relcl":
        return token.head
    if direct is not None and any(c.dep_ == "cc" and c.i > token.i and c.i == direct.left_edge.i - 1 for c in token.children):
        return None  # "the mayor is looking into it, as well as | a judge"
    return direct


def _subject(token: "Token", words: Words, depth: int = 0) -> "Token | None":
    """The understood subject of a verb; of a passive, what it is done to."""
    if depth > _DEPTH:
        return None
    grammar = words.lexicon.grammar
    own = _own_subject(token)
    if own is not None:
        if own.dep_ == "expl" or own.tag_ == "EX":
            return child(token, "attr")
        return antecedent_of(token, words) if own.lower_ in grammar.relative and token.dep_ == "relcl" else own
    head = token.head
    match token.dep_:
        case "conj" if is_verb(head):
            return _subject(head, words, depth + 1)
        case "xcomp" if is_verb(head):
            return _controlled(head, words, depth)
        case "acomp" if is_verb(head):  # "is well | placed"
            return _subject(head, words, depth + 1)
        case "xcomp" | "ccomp" if head.dep_ in ("acomp", "oprd", "attr"):
            return _subject(head.head, words, depth + 1)
        case "advcl" if is_verb(head) and token.tag_ in ("VBG", "VBN", "VB"):
            return _adverbial_subject(token, words, depth)
        case "pcomp" if is_verb(head.head) or _is_said_of_subject(head.head):
            return _controller(head.head, head.lower_, words, depth)
        case "acl" | "relcl":
            return _described(token, words, depth)
        case _ if is_finite(token):
            return _apposed(token)
        case _:
            return None


def _own_subject(verb: "Token") -> "Token | None":
    """The subject in a verb's own clause; of two that the parser finds, the one behind a quote: `"No talks," | he wrote`. What
    stands before a colon is a label: `COSTS: | Smith said`."""
    subjects = [c for c in verb.children if c.dep_ in SUBJECTS and not _is_label(c, verb)]
    if len(subjects) < 2:
        return subjects[0] if subjects else None
    first, last = subjects[0], subjects[-1]
    quoted = any(word.text in QUOTES for word in verb.doc[first.i : last.i])
    return last if quoted and all(word.text not in QUOTES for word in verb.doc[last.i : verb.i]) else first


def _is_label(noun: "Token", verb: "Token") -> bool:
    """Whether a colon follows a noun right away, or the phrase of one in capitals, before the verb."""
    named = noun.i < verb.i and noun.nbor().text == ":"
    return named or (noun.text.isupper() and any(c.text == ":" and noun.i < c.i < verb.i for c in noun.children))


def _controlled(verb: "Token", words: Words, depth: int) -> "Token | None":
    """The understood subject of the infinitive or participle that fills out a verb: its object, else its subject."""
    grammar = words.lexicon.grammar
    controller = child(verb, "dobj", "dative") if words.lemma(verb) not in grammar.by_subject else None
    controller = _addressee(verb, words) or controller
    if controller is not None and controller.lower_ in grammar.relative:
        return None  # "ships | that they sought to release": they; "men | that they told to leave": the men
    found = controller if controller is not None else _subject(verb, words, depth + 1)
    return found if found is None or found.lower_ not in grammar.contents else None


def _adverbial_subject(token: "Token", words: Words, depth: int) -> "Token | None":
    """The understood subject of an infinitive or participle beside a verb."""
    if (addressee := _addressed(token, words)) is not None:
        return addressee  # "is waiting for more victims of the fire | to call"
    subject, verb = _subject(token.head, words, depth + 1), token.head
    marker = clause_marker(token)
    if token.tag_ == "VBN" and marker is not None and marker.lower_ == words.lexicon.grammar.manner_marker:
        return None  # "as expected, the bank closed": that it would
    if is_infinitive(token) and words.lemma(verb) in words.lexicon.grammar.gives_time:
        given = child(verb, "dobj", "dative") if words.says_until_when(verb) else None
        return given or subject  # "gave them until May | to pay"
    idle = is_passive(verb) or words.lemma(verb) == words.lexicon.copula  # "a deadline was set | to pay", but "a mission came"
    content = subject is not None and subject.lower_ in words.lexicon.grammar.contents
    return None if idle and content and is_infinitive(token) else subject


def _addressed(infinitive: "Token", words: Words) -> "Token | None":
    """Whom the words right before an infinitive are said to."""
    addressee = _addressee(infinitive.head, words) if is_infinitive(infinitive) else None
    behind = addressee is not None and infinitive.left_edge.i == max(word.i for word in addressee.subtree) + 1
    return addressee if behind else None


def _addressee(word: "Token", words: Words) -> "Token | None":
    """Who is to do what a verb or a noun says to them: `called on | Smith`, `is up to | the judge`, `pressure on | Moe`."""
    phrases = words.lexicon.grammar.by_addressee
    nouns = [c for c in word.children if c.dep_ in ("nsubj", "dobj")]  # "pressure grew on the mayor"
    for first in word.children:
        for last in (first, *first.children):
            named = {f"{words.lemma(said)} {last.lower_}" for said in (word, *nouns)}
            if last is not first:
                of_noun = {f"{words.lemma(first)} {last.lower_}"} if first in nouns else set()
                named = {f"{words.lemma(word)} {first.lower_} {last.lower_}"} | of_noun
            if last.dep_ == "prep" and not phrases.isdisjoint(named):
                return child(last, "pobj")
    return None


def _apposed(verb: "Token") -> "Token | None":
    """The subject that the parser took for an apposition: `In a letter to the court, | Kestrel Air, a small firm, | said`."""
    fronted = (word for c in verb.children if c.dep_ == "prep" and c.i < verb.i for word in c.subtree)
    return next((word for word in fronted if word.dep_ == "appos"), None)


def _described(token: "Token", words: Words, depth: int) -> "Token | None":
    """The understood subject of a verb that hangs on a noun."""
    head, grammar = token.head, words.lexicon.grammar
    if token.dep_ == "acl" and token.tag_ == "VBG":
        shown = child(head, "prep") if words.lemma(head) in grammar.scenes else None
        seen = child(shown, "pobj") if shown is not None and shown.lower_ == grammar.undergoer else None
        return seen or antecedent_of(token, words)
    if (one := foremost(token, grammar.superlative, grammar.contents)) is not None:
        return _subject(one.head, words, depth + 1) if one.dep_ == "attr" else one  # "she was | the first to leave"
    if _is_participle(token):
        return _nearest(token, words)
    if token.tag_ == "VBN" and (token.dep_ == "acl" or (infinitive_noun(token) is not None and is_passive(token))):
        return _nearest(token, words)
    if token.tag_ == "VBD" and token.dep_ == "acl" and head.dep_ == "ROOT" and child(token, "mark") is None:
        return head  # the parser missed the clause: "The pair | called it quits"
    if infinitive_noun(token) is not None:
        if (addressee := _addressed(token, words)) is not None:
            return addressee
        if (receiver := child(head.head, "dative")) is not None and receiver.tag_ != "IN" and receiver.i < head.i:
            return receiver  # "gave the crew a day to leave"
        if words.lemma(head) in grammar.for_tasks:
            return head  # "her nominee to lead the bank"
        possessor = child(head, "poss")
        if possessor is not None and words.lemma(head) in grammar.for_others:
            return None  # "her call to resign"
        own = head.dep_ == "dobj" and words.lemma(head.head) in grammar.has_aims  # "saw no reason", but "backed a plan"
        return possessor or (_subject(head.head, words, depth + 1) if own else None)
    # "the man who left" without its pronoun is an object relative: "the deal he signed" has its own subject.
    return head if token.dep_ == "relcl" else None


def _nearest(participle: "Token", words: Words) -> "Token":
    """What a participle right behind a phrase says: `approval from an assembly | to be convened`, not the approval."""
    first = participle.left_edge.i
    last = participle.doc[first - 1] if first else participle
    nearer = last.dep_ == "pobj" and last.head.head.i == participle.head.i and is_infinitive(participle)
    return last if nearer else antecedent_of(participle, words)


def _is_said_of_subject(adjective: "Token") -> bool:
    """Whether a word is an adjective that a verb says of its subject: `is | close to selling it`, `was found | guilty of it`,
    but not `made them | wary of it`."""
    passive = adjective.dep_ == "oprd" and is_passive(adjective.head)
    return adjective.tag_[:2] == "JJ" and (adjective.dep_ == "acomp" or passive)


def _controller(word: "Token", preposition: str, words: Words, depth: int) -> "Token | None":
    """The understood subject of a gerund that a preposition hangs on a verb, or on an adjective that is said of a subject."""
    verb = word if is_verb(word) else word.head
    # "accused him of stealing": the object steals. "since taking office he has visited Oslo": the subject took it.
    controlled = child(word, "dobj")
    if controlled is not None and preposition in words.lexicon.grammar.by_object:
        return controlled
    return _subject(verb, words, depth + 1)


def _nominal_roles(token: "Token", words: Words) -> tuple["Token | None", "Token | None"]:
    possessor, agent, patient = child(token, "poss"), None, None
    for preposition in token.children:
        if preposition.dep_ in ("prep", "agent"):
            noun = _party(preposition, words)
            if preposition.lower_ == words.lexicon.grammar.doer:
                agent = agent or noun
            elif _befalls(token, preposition, words):
                patient = patient or noun
    if patient is None and words.lemma(token) in words.lexicon.undergone:
        modifiers = [c for c in token.children if c.dep_ in ("compound", "nmod") and c.tag_[:2] == "NN"]
        patient = modifiers[-1] if modifiers else None
    if words.lemma(token) in words.lexicon.of_doers:
        agent, patient = agent or patient, None  # "a meeting of ministers"
    if patient is None and possessor is not None and words.lemma(token) in words.lexicon.suffered:
        patient, possessor = possessor, None  # "his arrest"; but "his murder of a guard"
    agent = agent or possessor or _light_verb_subject(token, words)
    return agent, patient


def _befalls(noun: "Token", preposition: "Token", words: Words) -> bool:
    """Whether a preposition says whom a noun befell: `the invasion of Kuwait`, `a victory over Smith`."""
    of, word = words.lexicon.grammar.undergoer, preposition.lower_
    return word == of or f"{words.lemma(noun)} {word}" in words.lexicon.befalling


def _light_verb_subject(token: "Token", words: Words) -> "Token | None":
    noun = first_conjunct(token)
    verb = noun.head
    if noun.dep_ in ("dobj", "nsubjpass") and is_verb(verb) and words.lemma(verb) in words.lexicon.light_verbs:
        agent = _verbal_roles(verb, words)[0]
        return agent if agent not in (noun, token) else None
    return None


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
            if _befalls(holder, preposition, words):
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
