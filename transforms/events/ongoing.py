"""What goes on, whatever its tense, by the words around it: `the judge hearing the case said so`, `has held the post`."""

from typing import TYPE_CHECKING

from transforms.events.clauses import (
    auxiliaries,
    child,
    clause_marker,
    first_conjunct,
    is_passive,
    is_past,
    is_reduced_relative,
    is_verb,
    tensed_word,
)
from transforms.events.triggers import Trigger
from transforms.events.words import Words

if TYPE_CHECKING:
    from transforms.events.tree import Token


def has_begun(noun: "Token", trigger: Trigger, words: Words) -> bool:
    """Whether what lasts has just begun, as a perfect says: `the firm has resumed | flights`, `| talks have begun`."""
    verb, lexicon = noun.head, words.lexicon
    undergoes = noun.dep_ == "dobj" or (noun.dep_ == "nsubj" and child(verb, "dobj") is None)
    begins = words.lemma(verb) in lexicon.begin_verbs - lexicon.light_verbs
    lasts = noun.tag_ == "NNS" or trigger.lemma in lexicon.durative_nominals
    return undergoes and begins and lasts and words.is_present_perfect(verb) and child(verb, "neg") is None


def is_at_it(token: "Token", words: Words) -> bool:
    """Whether a participle says what a subject is at when it tells something, or when the text is written: `the judge | hearing
    the case said so`, `the union | representing the miners has not agreed`, but not `a report | citing her said so`."""
    noun, verb, lexicon = token.head, token.head.head, words.lexicon
    if _is_there_doing(token, words):
        return True
    if token.dep_ != "acl" or token.tag_ != "VBG" or auxiliaries(token) or noun.dep_ != "nsubj" or not is_verb(verb):
        return False
    if words.lemma(noun) in lexicon.nominals or lexicon.verb_class.get(words.lemma(token)) == "REPORTING":
        return False
    tells = words.lemma(verb) in lexicon.reporting and is_past(verb) and child(token, "dobj") is not None
    return tells or tensed_word(verb).tag_ in ("VBZ", "VBP")


def _is_there_doing(token: "Token", words: Words) -> bool:
    """Whether a participle says what somebody is doing where he is, which the parser may take for what the place does: `troops
    were on the roof | guarding the doors`."""
    clause = first_conjunct(token)
    if token.tag_ != "VBG" or clause.tag_ != "VBG" or clause.dep_ not in ("advcl", "acl") or clause_marker(clause) is not None:
        return False
    place = clause.head if clause.dep_ == "acl" and clause.head.dep_ == "pobj" else None
    verb = place.head.head if place is not None else clause.head
    if words.lemma(verb) != words.lexicon.copula or child(verb, "attr", "acomp", "aux", "neg") is not None:
        return False
    return clause.i > verb.i and (place is None or words.lemma(place) not in words.lexicon.nominals)


def is_kept_up(token: "Token", words: Words) -> bool:
    """Whether a participle is what somebody goes on doing: `the phone keeps | ringing`."""
    verb = token.head
    return token.dep_ == "xcomp" and token.tag_ == "VBG" and is_verb(verb) and words.lemma(verb) in words.lexicon.goes_on


def still_holds(token: "Token", trigger: Trigger, words: Words) -> bool:
    """Whether a perfect tells of what is not over: `has held the post`, but not `has held talks`."""
    done = child(token, "dobj")
    once = done is not None and (done.tag_ == "NNS" or words.is_indefinite(done) or words.lemma(done) in words.lexicon.nominals)
    persists = trigger.lemma in words.lexicon.goes_on and words.is_present_perfect(token) and not is_passive(token)
    return persists and not once and child(token, "neg") is None


def holds_now(token: "Token", words: Words) -> bool:
    """Whether an adverb says that a participle holds of a noun as the text is written: `funds | currently held in cash`."""
    return is_reduced_relative(token) and any(c.lower_ in words.lexicon.ongoing and c.dep_ == "advmod" for c in token.children)
