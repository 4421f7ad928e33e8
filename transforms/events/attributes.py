"""What a trigger's form and its governors say: TimeML class, tense, aspect, polarity, modality, factuality."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.events.clauses import auxiliaries, child, first_conjunct, going_to, is_verb
from transforms.events.factuality import read_factuality
from transforms.events.triggers import QUOTES, Trigger
from transforms.events.words import Words

if TYPE_CHECKING:
    from transforms.events.tree import Doc, Token

_FINITE = {"VBD": "PAST", "VBZ": "PRESENT", "VBP": "PRESENT"}
_NON_FINITE = {"VBG": "PRESPART", "VBN": "PASTPART"}


@dataclass(frozen=True, slots=True)
class Attributes:
    """The coded columns of one event, in the terms of TimeML 1.2.1, and the modal word."""

    event_class: str
    tense: str
    aspect: str
    polarity: str
    modality: str | None
    factuality: str


def read_attributes(doc: "Doc", trigger: Trigger, words: Words, headline: bool) -> Attributes:
    """The attributes of one trigger. In a headline the present tense is past: `Kerry arrives in Kabul`."""
    token = doc[trigger.index]
    tense, aspect = _tense_and_aspect(token, trigger, words)
    if headline and tense == "PRESENT" and aspect == "NONE":
        tense = "PAST"
    modal = _modal(token, trigger, words)
    performed = trigger.word_class == "VERB" and words.is_performed(token)
    tense = "PRESENT" if performed else tense
    polarity = "NEG" if _is_negated(token, trigger, words) else "POS"
    return Attributes(
        event_class=_event_class(token, trigger, words),
        tense=tense,
        aspect=aspect,
        polarity=polarity,
        modality=modal,
        factuality=read_factuality(token, polarity == "NEG", None if performed else modal, tense, words),
    )


def _tense_and_aspect(token: "Token", trigger: Trigger, words: Words) -> tuple[str, str]:
    if trigger.word_class == "NOUN":
        return "NONE", "NONE"
    if trigger.word_class == "ADJ":
        copula = token.head if token.dep_ in ("acomp", "oprd", "attr") and is_verb(token.head) else None
        return _verb_tense(copula, auxiliaries(copula), words) if copula is not None else ("NONE", "NONE")
    first = first_conjunct(token)
    joined = first.i == token.i or (token.tag_ == "VB" and auxiliaries(token) == auxiliaries(first))
    if joined and first.dep_ == "xcomp" and going_to(first.head, words.lexicon.grammar.future_participle) is not None:
        return "FUTURE", _verb_tense(token, auxiliaries(token), words)[1]
    return _verb_tense(token, auxiliaries(token), words)


def _verb_tense(token: "Token", chain: list["Token"], words: Words) -> tuple[str, str]:
    verbs = [*chain, token]
    lemmas = [words.lemma(verb) for verb in verbs]
    perfect = progressive = False
    for number, lemma in enumerate(lemmas[:-1]):
        later = [verb.tag_ for verb in verbs[number + 1 :]]
        perfect |= lemma == words.lexicon.grammar.perfect_auxiliary and ("VBN" in later or "VBD" in later)
        being = token.dep_ == "acl" and verbs[number].tag_ == "VBG"  # "a house being built"
        progressive |= lemma == words.lexicon.copula and (later[0] == "VBG" or being)
    aspect = ("PERFECTIVE_" if perfect and progressive else "PERFECTIVE" if perfect else "") + (
        "PROGRESSIVE" if progressive else ""
    )
    return _tense(verbs, lemmas, words), aspect or "NONE"


def _tense(verbs: list["Token"], lemmas: list[str], words: Words) -> str:
    modality = words.lexicon.modality
    first = verbs[0]
    if first.tag_ == "MD":
        return "FUTURE" if lemmas[0] in modality.modal_planned else "NONE"
    if any(verb.tag_ == "TO" for verb in verbs[:-1]):
        return "INFINITIVE"
    if first.tag_ in _FINITE:
        return _FINITE[first.tag_]
    if first.tag_ == "VB":
        bare = first.dep_ in ("ccomp", "xcomp") and len(verbs) == 1 and child(first, "mark") is None
        return "INFINITIVE" if bare else "PRESENT"
    return _NON_FINITE.get(first.tag_, "NONE")


def _predicate_verb(token: "Token", trigger: Trigger, words: Words) -> "Token":
    """The verb that says an adjective or a noun of its subject: `it will be | a victory`, `may have | an impact`; else the
    token itself."""
    verb, lexicon = token.head, words.lexicon
    had = token.dep_ == "dobj" and is_verb(verb) and words.lemma(verb) in lexicon.empty_verbs & lexicon.light_verbs
    said = trigger.word_class == "ADJ" or (trigger.word_class == "NOUN" and (token.dep_ == "attr" or had))
    return verb if said and is_verb(verb) else token


def _modal(token: "Token", trigger: Trigger, words: Words) -> str | None:
    verb = _predicate_verb(token, trigger, words)
    modal = next((word for word in auxiliaries(verb) if word.tag_ == "MD"), None)
    return words.lemma(modal) if modal is not None else None


def _is_negated(token: "Token", trigger: Trigger, words: Words) -> bool:
    modality, verb = words.lexicon.modality, _predicate_verb(token, trigger, words)
    known = words.is_definite(token) if token.dep_ == "dobj" else not words.is_indefinite(token)
    if trigger.word_class == "NOUN" and known:
        verb = token  # "it was not the first attack": an attack it was
    for holder in {token, verb}:
        adverbs = [c for c in holder.children if c.dep_ in ("neg", "advmod", "preconj") and not _is_answer(c, words)]
        if any(c.dep_ == "neg" or c.lower_ in modality.negative_adverbs for c in adverbs):
            return True
        if words.is_denied(holder):
            return True
    if trigger.word_class != "NOUN":
        nouns = (c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "dobj") and not _is_answer(c, words))
        return any(_is_nothing(c, modality.negative_determiners) for c in nouns)
    return False


def _is_answer(word: "Token", words: Words) -> bool:
    """Whether a word is what a verb of telling quotes, not said of the verb: `She told them: | "Never."`"""
    verb = word.head
    after = word.i > verb.i and words.lemma(verb) in words.lexicon.telling
    return after and word.left_edge.nbor(-1).text in QUOTES


def _is_nothing(noun: "Token", determiners: frozenset[str]) -> bool:
    """Whether a noun is of none: `no players`, `no more players`, `none`."""
    amounts = [noun, *(c for c in noun.children if c.dep_ == "amod" and c.tag_ == "JJR")]
    said = (c for word in amounts for c in word.children if c.dep_ == "det" or word.i != noun.i)
    return noun.lower_ in determiners or any(c.lower_ in determiners for c in said)


def _event_class(token: "Token", trigger: Trigger, words: Words) -> str:
    lexicon = words.lexicon
    if trigger.word_class == "ADJ":
        return "I_STATE" if child(token, "xcomp", "ccomp") is not None else "STATE"
    if trigger.word_class == "NOUN":
        return _nominal_class(token, trigger, words)
    lemma = words.lemma(token)
    listed = lexicon.verb_class.get(trigger.lemma) or lexicon.verb_class.get(lemma, "OCCURRENCE")
    if listed == "REPORTING":
        told = lemma not in lexicon.reporting_clauses or child(token, "dobj") is None or child(token, "ccomp") is not None
        return listed if told else "OCCURRENCE"
    if listed == "I_ACTION" and not _governs_event(token, words):
        return "OCCURRENCE"
    return listed


def _nominal_class(token: "Token", trigger: Trigger, words: Words) -> str:
    listed = words.lexicon.nominal_class.get(trigger.lemma, "OCCURRENCE")
    if listed in ("I_ACTION", "I_STATE") and child(token, "acl", "ccomp") is None:
        return "OCCURRENCE" if listed == "I_ACTION" else listed
    return listed


def _governs_event(token: "Token", words: Words) -> bool:
    for dependent in token.children:
        if dependent.dep_ in ("xcomp", "ccomp", "pcomp", "oprd"):
            return True
        if dependent.dep_ in ("dobj", "nsubjpass") and words.lemma(dependent) in words.lexicon.nominals:
            return True
        if dependent.dep_ in ("prep", "agent") and any(
            d.dep_ == "pcomp" or (d.dep_ == "pobj" and words.lemma(d) in words.lexicon.nominals) for d in dependent.children
        ):
            return True
    return False
