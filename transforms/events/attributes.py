"""What a trigger's form and its governors say: TimeML class, tense, aspect, polarity, modality, factuality."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.events.clauses import ancestors, auxiliaries, child, clause_marker, first_conjunct, going_to, governor, is_verb
from transforms.events.lemmas import Lemmatizer
from transforms.events.lexicon import Lexicon
from transforms.events.triggers import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FINITE = {"VBD": "PAST", "VBZ": "PRESENT", "VBP": "PRESENT"}
_NON_FINITE = {"VBG": "PRESPART", "VBN": "PASTPART"}
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "pcomp", "acl", "dobj", "prep", "pobj", "oprd", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class Attributes:
    """The coded columns of one event, in the terms of TimeML 1.2.1, and the modal word."""

    event_class: str
    tense: str
    aspect: str
    polarity: str
    modality: str | None
    factuality: str


@dataclass(frozen=True, slots=True)
class _Context:
    doc: "Doc"
    lexicon: Lexicon
    lemmatizer: Lemmatizer

    def lemma(self, token: "Token") -> str:
        return self.lemmatizer(token.text, token.tag_)


def read_attributes(doc: "Doc", trigger: Trigger, lexicon: Lexicon, lemmatizer: Lemmatizer, headline: bool) -> Attributes:
    """The attributes of one trigger. In a headline the present tense is past: `Kerry arrives in Kabul`."""
    context = _Context(doc, lexicon, lemmatizer)
    token = doc[trigger.index]
    tense, aspect = _tense_and_aspect(token, trigger, context)
    if headline and tense == "PRESENT" and aspect == "NONE":
        tense = "PAST"
    modal = _modal(token, trigger, context)
    polarity = "NEG" if _is_negated(token, trigger, context) else "POS"
    return Attributes(
        event_class=_event_class(token, trigger, context),
        tense=tense,
        aspect=aspect,
        polarity=polarity,
        modality=modal,
        factuality=_factuality(token, polarity, modal, tense, context),
    )


def is_awaited(token: "Token", lexicon: Lexicon, governing: str | None) -> bool:
    """Whether a present tense lies ahead for its conjunction: `until the crisis ends`, `will leave when the talks end`."""
    words = lexicon.modality
    clause = first_conjunct(token)
    marker = clause_marker(clause) if clause.dep_ == "advcl" else None
    if marker is None:
        return False
    return marker.lower_ in words.awaited or (governing == "future" and marker.lower_ in words.awaited_with_future)


def is_prospective(doc: "Doc", trigger: Trigger, lexicon: Lexicon, lemmatizer: Lemmatizer) -> bool:
    """Whether the word right above places a verb or noun without tense ahead: `plans a visit`, `threat of war`."""
    words = lexicon.modality
    token = doc[trigger.index]
    above, edge = governor(token), first_conjunct(token).dep_
    if above is None or edge not in _COMPLEMENTS or (edge == "acl" and token.tag_ in ("VBN", "VBG")):
        return False
    lemma = lemmatizer(above.text, above.tag_)
    return lemma in words.planned_governors or (lemma in words.prospective_nouns and trigger.word_class != "ADJ")


def _tense_and_aspect(token: "Token", trigger: Trigger, context: _Context) -> tuple[str, str]:
    if trigger.word_class == "NOUN":
        return "NONE", "NONE"
    if trigger.word_class == "ADJ":
        copula = token.head if token.dep_ in ("acomp", "oprd", "attr") and is_verb(token.head) else None
        return _verb_tense(copula, auxiliaries(copula), context) if copula is not None else ("NONE", "NONE")
    if token.dep_ == "xcomp" and going_to(token.head, context.lexicon.grammar.future_participle) is not None:
        return "FUTURE", "NONE"
    return _verb_tense(token, auxiliaries(token), context)


def _verb_tense(token: "Token", chain: list["Token"], context: _Context) -> tuple[str, str]:
    words = [*chain, token]
    lemmas = [context.lemma(word) for word in words]
    perfect = progressive = False
    for number, lemma in enumerate(lemmas[:-1]):
        later = [word.tag_ for word in words[number + 1 :]]
        perfect |= lemma == context.lexicon.grammar.perfect_auxiliary and ("VBN" in later or "VBD" in later)
        progressive |= lemma == context.lexicon.copula and later[0] == "VBG"
    aspect = ("PERFECTIVE_" if perfect and progressive else "PERFECTIVE" if perfect else "") + (
        "PROGRESSIVE" if progressive else ""
    )
    return _tense(words, lemmas, context), aspect or "NONE"


def _tense(words: list["Token"], lemmas: list[str], context: _Context) -> str:
    modality = context.lexicon.modality
    first = words[0]
    if first.tag_ == "MD":
        return "FUTURE" if lemmas[0] in modality.modal_planned else "NONE"
    if any(word.tag_ == "TO" for word in words[:-1]):
        return "INFINITIVE"
    if first.tag_ in _FINITE:
        return _FINITE[first.tag_]
    if first.tag_ == "VB":
        bare = first.dep_ in ("ccomp", "xcomp") and len(words) == 1 and child(first, "mark") is None
        return "INFINITIVE" if bare else "PRESENT"
    return _NON_FINITE.get(first.tag_, "NONE")


def _modal(token: "Token", trigger: Trigger, context: _Context) -> str | None:
    verb = token.head if trigger.word_class == "ADJ" and is_verb(token.head) else token
    modal = next((word for word in auxiliaries(verb) if word.tag_ == "MD"), None)
    return context.lemma(modal) if modal is not None else None


def _is_negated(token: "Token", trigger: Trigger, context: _Context) -> bool:
    words = context.lexicon.modality
    verb = token.head if trigger.word_class == "ADJ" and is_verb(token.head) else token
    for holder in {token, verb}:
        if any(
            c.dep_ == "neg" or (c.lower_ in words.negative_adverbs and c.dep_ in ("advmod", "preconj")) for c in holder.children
        ):
            return True
        if any(c.dep_ == "det" and c.lower_ in words.negative_determiners for c in holder.children):
            return True
    if trigger.word_class != "NOUN":
        return any(
            _is_nothing(c, words.negative_determiners) for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "dobj")
        )
    return False


def _is_nothing(noun: "Token", determiners: frozenset[str]) -> bool:
    return noun.lower_ in determiners or any(c.dep_ == "det" and c.lower_ in determiners for c in noun.children)


def _event_class(token: "Token", trigger: Trigger, context: _Context) -> str:
    lexicon = context.lexicon
    if trigger.word_class == "ADJ":
        return "I_STATE" if child(token, "xcomp", "ccomp") is not None else "STATE"
    if trigger.word_class == "NOUN":
        return _nominal_class(token, trigger, context)
    lemma = context.lemma(token)
    listed = lexicon.verb_class.get(trigger.lemma) or lexicon.verb_class.get(lemma, "OCCURRENCE")
    if listed == "REPORTING":
        told = lemma not in lexicon.reporting_clauses or child(token, "dobj") is None or child(token, "ccomp") is not None
        return listed if told else "OCCURRENCE"
    if listed == "I_ACTION" and not _governs_event(token, context):
        return "OCCURRENCE"
    return listed


def _nominal_class(token: "Token", trigger: Trigger, context: _Context) -> str:
    listed = context.lexicon.nominal_class.get(trigger.lemma, "OCCURRENCE")
    if listed in ("I_ACTION", "I_STATE") and child(token, "acl", "ccomp") is None:
        return "OCCURRENCE" if listed == "I_ACTION" else listed
    return listed


def _governs_event(token: "Token", context: _Context) -> bool:
    for dependent in token.children:
        if dependent.dep_ in ("xcomp", "ccomp", "pcomp", "oprd"):
            return True
        if dependent.dep_ in ("dobj", "nsubjpass") and context.lemma(dependent) in context.lexicon.nominals:
            return True
        if dependent.dep_ in ("prep", "agent") and any(
            d.dep_ == "pcomp" or (d.dep_ == "pobj" and context.lemma(d) in context.lexicon.nominals) for d in dependent.children
        ):
            return True
    return False


def _factuality(token: "Token", polarity: str, modal: str | None, tense: str, context: _Context) -> str:
    """What the text claims, the strongest restriction first: conditional, negated, possible, planned, reported, asserted."""
    words = context.lexicon.modality
    if _is_conditional(token, context):
        return "CONDITIONAL"
    if polarity == "NEG" or _negating_governor(token, context):
        return "NEGATED"
    if modal in words.modal_possible or any(c.lower_ in words.possible_adverbs and c.dep_ == "advmod" for c in token.children):
        return "POSSIBLE"
    if modal in words.modal_planned or tense == "FUTURE":
        return "PLANNED"
    return _governed_factuality(token, context)


def _is_conditional(token: "Token", context: _Context) -> bool:
    conjunctions = context.lexicon.modality.conditional_conjunctions
    head = first_conjunct(token)
    for node in (head, *ancestors(head)):
        marker = clause_marker(node) if node.dep_ in ("advcl", "ccomp") else None
        if marker is not None and marker.lower_ in conjunctions:
            return True
        if node.dep_ in ("ccomp", "relcl", "acl"):
            return False
    return False


def _negating_governor(token: "Token", context: _Context) -> bool:
    words = context.lexicon.modality
    head = first_conjunct(token)
    if head.dep_ in ("pcomp", "pobj") and head.head.lower_ in words.negative_prepositions:
        return True
    above = governor(token)
    return above is not None and head.dep_ in _COMPLEMENTS and context.lemma(above) in words.negative_governors


def _governed_factuality(token: "Token", context: _Context) -> str:
    words = context.lexicon.modality
    reported = False
    node: Token | None = token
    while node is not None:
        above, edge = governor(node), first_conjunct(node).dep_
        if above is None or edge not in _COMPLEMENTS or (edge == "acl" and node.tag_ in ("VBN", "VBG")):
            break  # "soldiers captured in the war": a participle says how they are, not what is planned of them
        lemma = context.lemma(above)
        finite_clause = edge == "ccomp" and node.tag_ in _FINITE
        if lemma in words.planned_governors and not finite_clause:
            return "PLANNED"
        if lemma in words.possible_governors and not (finite_clause and above.tag_[:2] == "NN"):
            return "POSSIBLE"
        reported = reported or (edge == "ccomp" and lemma in context.lexicon.reporting)
        if any(aux.lower_ in words.modal_possible for aux in auxiliaries(above)):
            return "POSSIBLE"
        node = above
    return "REPORTED" if reported else "ASSERTED"
