"""What a text claims of an event: that it happened, will, might, would if, or did not; read from the words above it."""

from typing import TYPE_CHECKING, Final

from transforms.events.clauses import (
    CLAUSE_EDGES,
    FINITE,
    ancestors,
    auxiliaries,
    child,
    clause_marker,
    content_noun,
    first_conjunct,
    foremost,
    governor,
    infinitive_noun,
    is_beside_past,
    is_content,
    is_finite,
    is_imperative,
    is_infinitive,
    is_passive,
    is_past,
    is_verb,
)
from transforms.events.contingent import is_contingent
from transforms.events.lexicon import Lexicon
from transforms.events.standing import is_cause, is_standing
from transforms.events.triggers import Trigger
from transforms.events.words import Words

if TYPE_CHECKING:
    from transforms.events.tree import Token

_PARTICIPLES: Final = ("VBN", "VBG")
_COMPLEMENTS: Final = frozenset({"xcomp", "ccomp", "pcomp", "acl", "dobj", "prep", "pobj", "oprd", "nsubjpass"})


def _is_among(listed: frozenset[str], above: "Token", node: "Token", words: Words) -> bool:
    """Whether the word above is listed, alone or with the word that leads on from it: `close | to resigning`."""
    lemma, head = words.phrase(above), first_conjunct(node)
    if lemma in listed:
        return True
    lead = head.head if head.dep_ in ("pobj", "pcomp") else next((c for c in head.children if c.tag_ == "TO"), None)
    if lead is None:
        return False
    # The parser may give "of theft" to the object, or to who says so: "accused the guard of theft", "accused by two men of
    # theft", but "accused the leaders of the protest".
    beside = above.dep_ == "dobj" or above.head.dep_ == "agent"
    verb = governor(above) if beside and lead.head.i == above.i and not words.is_definite(head) else None
    return any(f"{words.phrase(said)} {lead.lower_}" in listed for said in (above, verb) if said is not None)


def _plans(above: "Token", node: "Token", words: Words) -> bool:
    """Whether the word above means the event to happen: `plans a visit`, `told them to leave`, `he is | to retire`."""
    modality, clause = words.lexicon.modality, first_conjunct(node)
    measured = above.i > 0 and above.nbor(-1).lower_ in modality.comparatives
    if measured or (clause.dep_ == "pcomp" and clause.head.lower_ in modality.manner):
        return False  # "pushed the plan by paying his staff": that was no plan; "a larger than expected drop"
    if _is_among(modality.planned_governors, above, node, words):
        return True
    if not is_infinitive(node):
        return False
    arranged = words.lemma(above) == words.lexicon.copula and above.tag_ in FINITE and child(above, "acomp", "attr") is None
    return arranged or words.phrase(above) in modality.planned_infinitives


def _is_known(above: "Token", node: "Token", words: Words) -> bool:
    """Whether a known noun stands after a word that is said of what is there: `discussed the crisis`, `weighed Oslo's bid`."""
    modality, possessor = words.lexicon.modality, child(node, "poss")
    made = possessor is not None and possessor.tag_[:2] == "NN" and words.lemma(node) in modality.answered
    return (made or words.is_definite(node)) and _is_among(modality.possible_of_the_known, above, node, words)


def _is_complement(node: "Token", words: Words) -> bool:
    """Whether an event hangs on the word above as what that one is about, not as its circumstance.

    `soldiers captured in the war`, `plans being made`: a participle says how they are. `during a visit she promised`: the
    visit is no promise.
    """
    head, circumstances = first_conjunct(node), words.lexicon.modality.circumstances
    if head.dep_ == "pobj" and (head.head.lower_ in circumstances or _is_fronted(head.head)):
        return False
    if head.dep_ == "ccomp" and not is_content(head, circumstances):
        return False
    described = head.dep_ == "acl" and node.tag_ in _PARTICIPLES and all(word.tag_ == "VBG" for word in auxiliaries(node))
    return head.dep_ in _COMPLEMENTS and not described


def _is_fronted(preposition: "Token") -> bool:
    """Whether a phrase stands before its verb, and so is its circumstance: `With a vote ahead, he may resign`."""
    return is_verb(preposition.head) and preposition.i < preposition.head.i


def _is_absolute(clause: "Token") -> bool:
    """Whether a participle with a subject of its own stands before the verb: `With prices | falling, he hopes to sell`."""
    fronted = clause.dep_ == "pcomp" and clause.tag_ == "VBG" and _is_fronted(clause.head)
    return fronted and child(clause, "nsubj") is not None


def takes_place(noun: "Token", words: Words) -> bool:
    """Whether a noun is what takes place, begins or is held by the verb above: `the sale will begin`, `a vote will be held`."""
    verb, lexicon = first_conjunct(noun).head, words.lexicon
    edge, lemma = first_conjunct(noun).dep_, words.lemma(verb)
    occurs = words.happens(verb) or (lemma in lexicon.begin_verbs and child(verb, "dobj") is None)
    return (edge == "nsubj" and occurs) or (edge == "nsubjpass" and is_passive(verb) and lemma in lexicon.light_verbs)


def _foremost(token: "Token", words: Words) -> "Token | None":
    return foremost(token, words.lexicon.grammar.superlative, words.lexicon.grammar.contents)


def is_done(token: "Token", words: Words) -> bool:
    """Whether an infinitive tells what was done: `she was the first to resign`, not `she may be the first to resign`."""
    one = _foremost(token, words)
    if one is not None:
        return not any(word.tag_ in ("MD", "TO") for word in auxiliaries(one.head))
    return _brought_about(token, words) is not None


def _brought_about(infinitive: "Token", words: Words) -> "Token | None":
    """The past verb by which what an infinitive names came about, or did not: `had | to sell`, `were unable | to come`."""
    head, lexicon = first_conjunct(infinitive), words.lexicon
    said = words.phrase(head.head)
    if head.dep_ not in ("xcomp", "ccomp") or not is_infinitive(head) or said not in lexicon.modality.done_infinitives:
        return None
    verb = head.head if is_verb(head.head) else head.head.head
    if said in lexicon.modality.duties and _is_told_or_promised(verb, words):
        return None
    return verb if is_past(verb) or words.is_present_perfect(verb) or is_beside_past(verb) else None


def is_awaited(token: "Token", governing: str | None, words: Words) -> bool:
    """Whether a present tense lies ahead for its conjunction: `until the crisis ends`, `will leave when the talks end`."""
    lexicon, clause = words.lexicon, first_conjunct(token)
    # Behind a verb that may stand alone the parser takes a condition for its content: "will not bid if the suit fails".
    content = clause.dep_ == "ccomp" and governing == "future" and is_condition(clause, lexicon)
    marker = clause_marker(clause) if clause.dep_ == "advcl" or content else None
    if marker is None or _is_said_of_what_holds(marker, lexicon):
        return False
    # "agreed to sell it when prices rise", "will be ready when they rise", but not "will be hard, as they say"
    will_be = marker.tag_ == "WRB" and _will_be(clause.head, words)
    ahead = governing == "future" or is_infinitive(first_conjunct(clause.head)) or will_be
    return marker.lower_ in lexicon.modality.awaited or (ahead and marker.lower_ in lexicon.modality.awaited_with_future)


def _will_be(verb: "Token", words: Words) -> bool:
    """Whether a verb that names no event says how something will be: `it will be ready`."""
    chain = auxiliaries(verb)
    ahead = bool(chain) and words.lemma(chain[0]) in words.lexicon.modality.modal_planned
    return ahead and words.lemma(verb) == words.lexicon.copula


def _is_said_of_what_holds(marker: "Token", lexicon: Lexicon) -> bool:
    """Whether a conjunction opens what holds, whatever the main clause claims: `even as protests continue`."""
    holds = lexicon.modality.never_awaited
    return marker.lower_ in holds or (marker.i > 0 and f"{marker.nbor(-1).lower_} {marker.lower_}" in holds)


def is_condition(clause: "Token", lexicon: Lexicon) -> bool:
    """Whether a clause opens with the conjunction of a condition: `if the talks fail`."""
    marker = clause_marker(clause)
    return marker is not None and marker.lower_ in lexicon.modality.conditional_conjunctions


def _has_condition(verb: "Token", lexicon: Lexicon) -> bool:
    return any(c.dep_ == "advcl" and is_condition(c, lexicon) for c in verb.children)


def is_failed(token: "Token", modal: str | None, lexicon: Lexicon) -> bool:
    """Whether what could not be done was tried, and not only supposed: `the terms could not be agreed`."""
    return modal in lexicon.modality.modal_failed and not _has_condition(token, lexicon)


def is_wish(verb: "Token", words: Words) -> bool:
    """Whether a modal only says what somebody wishes as he is speaking: `she would like | to sell`, but not `would like it`."""
    modality, chain = words.lexicon.modality, auxiliaries(verb)
    wished = words.lemma(verb) in modality.wishes and any(map(is_infinitive, verb.children))
    supposed = len(chain) == 1 and words.lemma(chain[0]) in modality.modal_supposed
    return wished and supposed and not _has_condition(verb, words.lexicon)


def is_called_planned(noun: "Token", words: Words) -> bool:
    """Whether an adjective says that a noun lies ahead: `the proposed merger`, not `a larger than expected drop`."""
    return _is_called(noun, words.lexicon.modality.planned_adjectives, words)


def _is_called(noun: "Token", adjectives: frozenset[str], words: Words) -> bool:
    # A "well-planned attack" was carried out.
    said = (c for c in noun.children if c.dep_ == "amod" and c.lower_ in adjectives and child(c, "advmod") is None)
    return noun.tag_[:2] == "NN" and any(c.i == 0 or c.nbor(-1).lower_ not in words.lexicon.modality.comparatives for c in said)


def is_prospective(token: "Token", trigger: Trigger, words: Words) -> bool:
    """Whether the word right above places a verb or noun without tense ahead: `plans a visit`, `threat of war`."""
    above = governor(token)
    clause, of = first_conjunct(token), words.lexicon.grammar.undergoer
    if above is not None and above.lower_ in words.lexicon.grammar.amounts and clause.head.lower_ == of:
        return is_prospective(above, trigger, words)  # "plans a series | of strikes"
    if above is None or not _is_complement(token, words) or is_standing(token, words):
        return False
    if _plans(above, token, words):
        return True
    prospects = words.lexicon.modality.prospective_nouns
    return _is_among(prospects, above, token, words) and trigger.word_class != "ADJ" and not _is_known(above, token, words)


def read_factuality(token: "Token", negated: bool, modal: str | None, tense: str, words: Words) -> str:
    """What the text claims, the strongest restriction first: conditional, negated, possible, planned, reported, asserted."""
    modality, standing = words.lexicon.modality, is_standing(token, words)
    if not standing and (supposed := _supposition(token, words)) is not None:
        return supposed
    if negated or (not standing and _is_negated_above(token, words)):
        return "NEGATED"
    if is_wish(token, words):
        return _governed_factuality(token, standing, words)
    if modal in modality.modal_told and _is_told_or_promised(token, words):
        return "PLANNED"
    if is_imperative(token):
        return "POSSIBLE"
    if modal is None and takes_place(token, words) and (may := _may(first_conjunct(token).head, words)) is not None:
        return may  # "construction may begin"
    said_possible = any(c.lower_ in modality.possible_adverbs and c.dep_ == "advmod" for c in token.children)
    said_possible = said_possible or is_contingent(token, words)
    if modal in modality.modal_possible or said_possible or _is_called(token, modality.possible_adjectives, words):
        return "POSSIBLE"
    if modal in modality.modal_planned or tense == "FUTURE" or is_called_planned(token, words):
        return "POSSIBLE" if _is_doubted(token, words) else "PLANNED"
    return _governed_factuality(token, standing, words)


def _supposition(token: "Token", words: Words) -> str | None:
    """What the clause of an event makes of it by its conjunction: a condition, or an open question: `debated whether`."""
    head = first_conjunct(token)
    for node in (head, *ancestors(head)):
        marker = clause_marker(node) if node.dep_ in CLAUSE_EDGES or node.dep_ == "pcomp" else None
        if marker is not None and marker.lower_ in words.lexicon.modality.questions:
            return "POSSIBLE"
        if node.dep_ in ("advcl", "ccomp") and is_condition(node, words.lexicon):
            return "CONDITIONAL"
        holds = node.dep_ == "advcl" and marker is not None and _is_said_of_what_holds(marker, words.lexicon)
        if holds or node.dep_ in ("ccomp", "relcl", "acl"):
            return None
    return None


def _may(verb: "Token", words: Words) -> str | None:
    """What the modal of a verb makes of what it is said of; None where there is none, or it says that it will."""
    modals, modality = {word.lower_ for word in auxiliaries(verb)}, words.lexicon.modality
    if modals.isdisjoint(modality.modal_possible):
        return None
    return "POSSIBLE" if modals.isdisjoint(modality.modal_told) or not _is_told_or_promised(verb, words) else "PLANNED"


def _is_told_or_promised(token: "Token", words: Words) -> bool:
    """Whether a clause without a condition is told or promised in the past: `said she would resign`."""
    clause = first_conjunct(token)
    above = clause.head
    if clause.dep_ != "ccomp" or not is_verb(above) or not is_past(above):
        return False
    if any(_has_condition(verb, words.lexicon) for verb in (token, clause)):
        return False
    lemma = words.phrase(above)
    return lemma in words.lexicon.reporting or lemma in words.lexicon.modality.planned_governors


def _is_doubted(token: "Token", words: Words) -> bool:
    """Whether what will happen by its own words stands after a doubt: `it is unlikely that the bank will cut rates`."""
    modality, clause = words.lexicon.modality, first_conjunct(token)
    noun = content_noun(clause)
    if noun is not None:
        return words.lemma(noun) in modality.possible_governors | modality.possible_of_a_future
    if clause.dep_ != "ccomp":
        return False
    predicate = child(clause.head, "acomp")
    doubt = words.phrase(predicate if predicate is not None else clause.head)
    unthought = doubt in modality.possible_governors and _is_denied(clause.head, words)
    return doubt in modality.possible_of_a_future or unthought


def _is_denied(verb: "Token", words: Words) -> bool:
    """Whether a verb is said of none, or with a not: `nobody thinks`, `did not think`."""
    subject, none = child(verb, "nsubj"), words.lexicon.modality.negative_determiners
    of_none = subject is not None and (subject.lower_ in none or words.is_denied(subject))
    return of_none or child(verb, "neg") is not None


def _is_negated_above(token: "Token", words: Words) -> bool:
    modality = words.lexicon.modality
    head = first_conjunct(token)
    noun = content_noun(head)
    if noun is not None and words.is_denied(noun):
        return True  # "saw no reason to cut", "no evidence that he was killed"
    if head.dep_ in ("pcomp", "pobj") and head.head.lower_ in modality.negative_prepositions:
        return True
    above = governor(token)
    if above is None or head.dep_ not in _COMPLEMENTS or (head.dep_ in ("pobj", "ccomp") and not _is_complement(token, words)):
        return False
    # "did not plan to sell", "did not have to sell", "denied that he plans to sell"
    verb = _brought_about(token, words) or (above if is_infinitive(head) and _plans(above, head, words) else None)
    denied = verb is not None and (child(verb, "neg") is not None or _is_negated_above(verb, words))
    if denied or _is_among(modality.negative_governors, above, token, words):
        return True
    # "did not reach a deal", "failed to reach a deal": but not "did not sign the deal", which is there
    made = words.lemma(above) in words.lexicon.light_verbs or _is_foreseen(token, above, words)
    new = head.dep_ in ("dobj", "nsubjpass") and not words.is_definite(token)
    return made and new and (_is_denied(above, words) or _is_negated_above(above, words))


def _is_foreseen(noun: "Token", verb: "Token", words: Words) -> bool:
    """Whether a noun is what a verb plans or expects, and none where that is denied: `does not expect | a rise`, but not
    `did not delay | a trip`, `is not expected until June`."""
    lexicon, phrase = words.lexicon, words.phrase(verb)
    awaited = first_conjunct(noun).dep_ == "dobj" or phrase in lexicon.awaited
    known = words.says_until_when(verb) or phrase in lexicon.modality.hindrances or child(noun, "poss") is not None
    return is_verb(verb) and awaited and not known and _plans(verb, noun, words)


def _governed_factuality(token: "Token", standing: bool, words: Words) -> str:
    """What the words above say of an event: a fact, or told, where nothing restricts it. `standing` is what is there anyhow."""
    lexicon, reported, restricted = words.lexicon, False, not standing
    node: Token | None = token
    while node is not None:
        restricted = restricted and not is_cause(node, words)
        above, clause = governor(node), first_conjunct(node)
        noun = content_noun(clause)
        reported = reported or (noun is not None and lexicon.nominal_class.get(words.lemma(noun)) == "REPORTING")
        reported = reported or told_in(clause, words) is not None
        if restricted and (claimed := _restriction(token, node, words)) is not None:
            return claimed
        if above is None or not _is_complement(node, words):
            break
        reported = reported or (clause.dep_ == "ccomp" and words.phrase(above) in lexicon.reporting)
        restricted = restricted and not _is_finite_content(node)  # "wants to say that prices fell"
        node = above
    return "REPORTED" if reported else "ASSERTED"


def told_in(clause: "Token", words: Words) -> "Token | None":
    """The verb of telling whose content the parser gives to a noun beside it: `told them in an interview | that he left`."""
    noun = content_noun(clause)
    verb = governor(noun) if noun is not None and noun.dep_ == "pobj" and not is_infinitive(clause) else None
    tells = verb is not None and is_verb(verb) and words.lemma(verb) in words.lexicon.telling
    return verb if verb is not None and tells and child(verb, "ccomp") is None else None


def _is_finite_content(node: "Token") -> bool:
    """Whether the word heads a clause of its own tense that something is said of."""
    return first_conjunct(node).dep_ == "ccomp" and is_finite(node)


def _is_question(clause: "Token") -> bool:
    """Whether a clause asks for more of what it takes for a fact: `wondered | why the plane turned`, not `whether`."""
    first = next(iter(clause.subtree))
    return first.tag_[0] == "W" and first.dep_ != "mark"


def _restriction(token: "Token", node: "Token", words: Words) -> str | None:
    """What the word right above a node makes of the event: planned, only possible, or nothing of either."""
    modality, above, clause = words.lexicon.modality, governor(node), first_conjunct(node)
    if _brought_about(node, words) is not None or _is_absolute(clause):
        return None
    if is_infinitive(clause) and not words.is_definite(token) and (aim := _aim(clause, words)) is not None:
        return aim
    if above is None or not _is_complement(node, words):
        return None
    finite = _is_finite_content(node)
    if _plans(above, node, words) and not finite:
        return "PLANNED"
    circumstance = clause.dep_ == "pobj" and words.phrase(above) in modality.possible_of_verbs
    # "the crash is believed to have killed two": there was a crash
    presumed = clause.dep_ == "nsubjpass" and child(above, "xcomp") is not None
    circumstance = circumstance or (
        presumed and words.phrase(above) not in modality.prospective_nouns | words.lexicon.reporting
    )
    doubtful = _is_among(modality.possible_governors, above, node, words) and not (finite and _is_question(clause))
    if doubtful and not circumstance and not _is_known(above, node, words) and not (finite and above.tag_[:2] == "NN"):
        return "POSSIBLE"
    # "there would be no problem in finding staff"
    verb = above.head if clause.dep_ == "pcomp" and above.dep_ == "attr" and child(above.head, "expl") is not None else above
    may = any(aux.lower_ in modality.modal_possible for aux in auxiliaries(verb)) and not words.is_performed(verb)
    return "POSSIBLE" if may else None


def _aim(infinitive: "Token", words: Words) -> str | None:
    """What an infinitive is by its place: what for, or the content of a noun or of a question; None where a verb decides."""
    modality, noun = words.lexicon.modality, infinitive_noun(infinitive)
    if any(c.tag_ in ("WP", "WRB", "WDT") for c in infinitive.children):
        return "POSSIBLE"  # "what to expect"
    if is_done(infinitive, words):
        return None
    if (one := _foremost(infinitive, words)) is not None:
        possible = any(aux.lower_ in modality.modal_possible for aux in auxiliaries(one.head))
        return "POSSIBLE" if possible else "PLANNED"
    if noun is not None:
        possible = words.lemma(noun) in modality.possible_governors - modality.planned_governors
        return "POSSIBLE" if possible else "PLANNED"  # "a contest to design the hall"
    return "PLANNED" if infinitive.dep_ == "advcl" else None  # "met to win approval", but of "to fight the cuts" not the cuts
