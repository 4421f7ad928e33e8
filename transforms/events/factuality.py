"""What a text claims of an event: that it happened, will, might, would if, or did not; read from the words above it."""

from typing import TYPE_CHECKING, Final

from transforms.events.clauses import (
    ancestors,
    auxiliaries,
    child,
    clause_marker,
    content_noun,
    first_conjunct,
    governor,
    is_infinitive,
    is_past,
    is_verb,
)
from transforms.events.lexicon import Lexicon
from transforms.events.triggers import Trigger
from transforms.events.words import Words

if TYPE_CHECKING:
    from transforms.events.tree import Token

_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
_PARTICIPLES: Final = ("VBN", "VBG")
_COMPLEMENTS: Final = frozenset({"xcomp", "ccomp", "pcomp", "acl", "dobj", "prep", "pobj", "oprd", "nsubjpass"})


def _plans(above: "Token", node: "Token", words: Words) -> bool:
    """Whether the word above means the event to happen."""
    modality, lemma = words.lexicon.modality, words.phrase(above)
    return lemma in modality.planned_governors or (lemma in modality.planned_infinitives and is_infinitive(node))


def _is_known(above: "Token", node: "Token", words: Words) -> bool:
    """Whether a definite noun stands after a word that is said of what is there: `discussed the crisis`."""
    return words.is_definite(node) and words.phrase(above) in words.lexicon.modality.possible_of_the_known


def _is_complement(node: "Token", words: Words) -> bool:
    """Whether an event hangs on the word above as what that one is about, not as its circumstance.

    `soldiers captured in the war`: a participle says how they are. `during a visit she promised`: the visit is no promise.
    """
    head = first_conjunct(node)
    if head.dep_ == "pobj" and head.head.lower_ in words.lexicon.modality.circumstances:
        return False
    return head.dep_ in _COMPLEMENTS and not (head.dep_ == "acl" and node.tag_ in _PARTICIPLES)


def is_awaited(token: "Token", lexicon: Lexicon, governing: str | None) -> bool:
    """Whether a present tense lies ahead for its conjunction: `until the crisis ends`, `will leave when the talks end`."""
    words = lexicon.modality
    clause = first_conjunct(token)
    marker = clause_marker(clause) if clause.dep_ == "advcl" else None
    if marker is None:
        return False
    return marker.lower_ in words.awaited or (governing == "future" and marker.lower_ in words.awaited_with_future)


def is_prospective(token: "Token", trigger: Trigger, words: Words) -> bool:
    """Whether the word right above places a verb or noun without tense ahead: `plans a visit`, `threat of war`."""
    above = governor(token)
    if above is None or not _is_complement(token, words):
        return False
    if _plans(above, token, words):
        return True
    prospects = words.lexicon.modality.prospective_nouns
    return words.phrase(above) in prospects and trigger.word_class != "ADJ" and not _is_known(above, token, words)


def read_factuality(token: "Token", negated: bool, modal: str | None, tense: str, words: Words) -> str:
    """What the text claims, the strongest restriction first: conditional, negated, possible, planned, reported, asserted."""
    modality = words.lexicon.modality
    if _is_conditional(token, words):
        return "CONDITIONAL"
    if negated or _is_negated_above(token, words):
        return "NEGATED"
    if modal in modality.modal_told and _is_told(token, words):
        return "PLANNED"
    if modal in modality.modal_possible or any(
        c.lower_ in modality.possible_adverbs and c.dep_ == "advmod" for c in token.children
    ):
        return "POSSIBLE"
    if modal in modality.modal_planned or tense == "FUTURE":
        return "POSSIBLE" if _is_doubted(token, words) else "PLANNED"
    return _governed_factuality(token, words)


def _is_conditional(token: "Token", words: Words) -> bool:
    conjunctions = words.lexicon.modality.conditional_conjunctions
    head = first_conjunct(token)
    for node in (head, *ancestors(head)):
        marker = clause_marker(node) if node.dep_ in ("advcl", "ccomp") else None
        if marker is not None and marker.lower_ in conjunctions:
            return True
        if node.dep_ in ("ccomp", "relcl", "acl"):
            return False
    return False


def _is_told(token: "Token", words: Words) -> bool:
    """Whether a clause without a condition is told or promised in the past: `said she would resign`."""
    clause = first_conjunct(token)
    above = clause.head
    if clause.dep_ != "ccomp" or not is_verb(above) or not is_past(above):
        return False
    conjunctions = words.lexicon.modality.conditional_conjunctions
    markers = [clause_marker(c) for node in (token, clause) for c in node.children if c.dep_ == "advcl"]
    if any(marker is not None and marker.lower_ in conjunctions for marker in markers):
        return False
    lemma = words.phrase(above)
    return lemma in words.lexicon.reporting or lemma in words.lexicon.modality.planned_governors


def _is_doubted(token: "Token", words: Words) -> bool:
    """Whether what will happen by its own words stands after a doubt: `it is unlikely that the bank will cut rates`."""
    clause = first_conjunct(token)
    predicate = child(clause.head, "acomp") if clause.dep_ == "ccomp" else None
    doubts = words.lexicon.modality.possible_of_a_future
    return clause.dep_ == "ccomp" and words.phrase(predicate if predicate is not None else clause.head) in doubts


def _is_negated_above(token: "Token", words: Words) -> bool:
    modality = words.lexicon.modality
    head = first_conjunct(token)
    noun = content_noun(head)
    if noun is not None and any(c.dep_ == "det" and c.lower_ in modality.negative_determiners for c in noun.children):
        return True  # "saw no reason to cut", "no evidence that he was killed"
    if head.dep_ in ("pcomp", "pobj") and head.head.lower_ in modality.negative_prepositions:
        return True
    above = governor(token)
    if above is None or head.dep_ not in _COMPLEMENTS or (head.dep_ == "pobj" and not _is_complement(token, words)):
        return False
    # "did not plan to sell"
    unplanned = is_infinitive(head) and _plans(above, head, words) and child(above, "neg") is not None
    return unplanned or words.phrase(above) in modality.negative_governors


def _governed_factuality(token: "Token", words: Words) -> str:
    modality, reporting = words.lexicon.modality, words.lexicon.reporting
    reported = False
    node: Token | None = token
    while node is not None:
        above, edge = governor(node), first_conjunct(node).dep_
        if edge == "advcl" and is_infinitive(first_conjunct(node)) and not words.is_definite(token):
            return "PLANNED"  # "met to win approval": what for; but of "marched to protest against the cuts" not the cuts
        if above is None or not _is_complement(node, words):
            break
        lemma = words.phrase(above)
        finite_clause = edge == "ccomp" and node.tag_ in _FINITE
        if _plans(above, node, words) and not finite_clause:
            return "PLANNED"
        circumstance = edge == "pobj" and lemma in modality.possible_of_verbs
        doubtful = lemma in modality.possible_governors and not circumstance and not _is_known(above, node, words)
        if doubtful and not (finite_clause and above.tag_[:2] == "NN"):
            return "POSSIBLE"
        reported = reported or (edge == "ccomp" and lemma in reporting)
        if any(aux.lower_ in modality.modal_possible for aux in auxiliaries(above)):
            return "POSSIBLE"
        node = above
    return "REPORTED" if reported else "ASSERTED"
