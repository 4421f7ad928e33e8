"""On which side of publication an event lies by its words alone: past, present or future."""

from typing import TYPE_CHECKING

from transforms.events.attributes import Attributes
from transforms.events.clauses import (
    auxiliaries,
    first_conjunct,
    governor,
    infinitive_noun,
    is_content,
    is_imperative,
    is_infinitive,
    is_past,
    is_quoted,
    is_verb,
)
from transforms.events.contingent import is_contingent
from transforms.events.factuality import (
    is_awaited,
    is_called_planned,
    is_condition,
    is_done,
    is_failed,
    is_prospective,
    is_wish,
    takes_place,
)
from transforms.events.standing import is_cause, is_standing, judged_by
from transforms.events.triggers import Trigger
from transforms.events.words import Words

if TYPE_CHECKING:
    from transforms.events.tree import Token


def side_of(token: "Token", trigger: Trigger, attributes: Attributes, above: str | None, novelty: str, words: Words) -> str:
    """The side of an event, with that of the event above it, and of a noun whether it is new to the reader.

    What the words show to be done or under way comes first, then the form of the verb.
    """
    failed = attributes.polarity == "NEG" and is_failed(token, attributes.modality, words.lexicon)
    if failed or is_done(token, words) or judged_by(token, words) is not None:
        return "past"  # "could not be agreed", "was the first to leave", "will be fined for lying"
    if (
        is_imperative(token)
        or is_called_planned(token, words)
        or is_contingent(token, words)
        or _is_supposed(token, attributes, words)
        or _is_said_of_what_is_wanted(token, trigger, attributes, words)
        or (above == "future" and takes_place(token, words))
    ):
        return "future"  # "Watch the game!", "if elected", "the sale will take place"
    if (above == "future" and _holds_of_noun(token, attributes, words)) or _is_told_now(token, attributes, words):
        return "present"
    if is_wish(token, words):
        return "present"  # "would like to sell"
    if above == "present" and _is_entered(token, words):
        return "present"
    if above == "future" and _is_there(token, novelty, words):
        lasts = words.lemma(token) in words.lexicon.durative_nominals
        above = "past" if is_cause(token, words) and not lasts else "present"
    if _fills_out(token, attributes, words):
        return "future"
    awaited = attributes.tense == "PRESENT"
    ahead = is_awaited(token, above, words) if awaited else is_prospective(token, trigger, words)
    return _by_form(attributes, above, ahead)


def is_ongoing(noun: "Token", words: Words) -> bool:
    """Whether an adjective says that a noun's happening goes on, whatever the verb's tense: `the current talks failed`."""
    return any(c.lower_ in words.lexicon.ongoing and c.dep_ == "amod" for c in noun.children)


def _by_form(attributes: Attributes, governing: str | None, prospective: bool) -> str:
    """The side by tense: `governing` is that of the event above, `prospective` whether that one places this ahead."""
    tense, aspect = attributes.tense, attributes.aspect
    if tense == "FUTURE":
        return "future"
    if tense == "PAST" or aspect.startswith("PERFECTIVE"):
        return "past"
    if tense == "PRESENT":
        return "future" if prospective and aspect == "NONE" else "present"
    if prospective or attributes.modality is not None:
        return "future"
    if tense == "PASTPART":
        return governing if governing == "future" else "past"
    if tense == "INFINITIVE":
        return "future" if governing != "past" else "present"
    return governing or "present"


def _is_supposed(token: "Token", attributes: Attributes, words: Words) -> bool:
    """Whether a condition is of what is not past: `If elected, he would be the first`, `if the strike ended, it would help`."""
    clause, lexicon = first_conjunct(token), words.lexicon
    if clause.dep_ != "advcl" or not is_condition(clause, lexicon):
        return False
    if token.tag_ == "VBN" and not auxiliaries(token):
        return not is_past(clause.head)
    if attributes.tense != "PAST" or attributes.aspect.startswith("PERFECTIVE"):
        return False
    lemmas = [words.lemma(aux) for aux in auxiliaries(clause.head)]
    return not lexicon.modality.modal_supposed.isdisjoint(lemmas) and lexicon.grammar.perfect_auxiliary not in lemmas


def _holds_of_noun(token: "Token", attributes: Attributes, words: Words) -> bool:
    """Whether a participle tells how a noun is, before and after: `may review rules issued by him`, `files relating to it`."""
    lasts = token.tag_ == "VBG" and words.lemma(token) in words.lexicon.durative_verbs
    return token.dep_ == "acl" and (attributes.tense == "PASTPART" or attributes.aspect == "PROGRESSIVE" or lasts)


def _is_said_of_what_is_wanted(token: "Token", trigger: Trigger, attributes: Attributes, words: Words) -> bool:
    """Whether a present tense is of a happening that lies ahead itself: `want to sign a deal | that ends the war`."""
    noun = token.head
    new = token.dep_ == "relcl" and words.is_indefinite(noun) and words.lemma(noun) in words.lexicon.nominals
    if not new or attributes.tense != "PRESENT" or attributes.aspect != "NONE":
        return False
    verb = governor(noun)
    aimed = verb is not None and is_infinitive(verb) and is_prospective(verb, trigger, words)
    return aimed or is_prospective(noun, trigger, words)


def _fills_out(token: "Token", attributes: Attributes, words: Words) -> bool:
    """Whether an infinitive is what a noun is for, if that is not under way: `won a contract | to sell it`, but not `led a
    campaign | to help it`."""
    noun = infinitive_noun(first_conjunct(token))
    planned = attributes.factuality == "PLANNED" and token.tag_ == "VB"
    return planned and noun is not None and words.lemma(noun) not in words.lexicon.modality.tries


def _is_entered(token: "Token", words: Words) -> bool:
    """Whether an infinitive is what begins or goes on: `are beginning | to leave`, `continue | to fall`."""
    head = first_conjunct(token)
    aspectual = is_verb(head.head) and words.lexicon.verb_class.get(words.lemma(head.head)) == "ASPECTUAL"
    return head.dep_ == "xcomp" and is_infinitive(head) and aspectual


def _is_told_now(token: "Token", attributes: Attributes, words: Words) -> bool:
    """Whether a clause is what somebody said to be going on: `said that they were winning`, not in his own words."""
    if attributes.tense != "PAST" or attributes.aspect != "PROGRESSIVE" or token.dep_ != "ccomp":
        return False
    telling = is_verb(token.head) and words.lemma(token.head) in words.lexicon.reporting
    return telling and not is_quoted(token) and is_content(token, words.lexicon.modality.circumstances)


def _is_there(noun: "Token", novelty: str, words: Words) -> bool:
    """Whether what a noun names is there whatever will be done: `will challenge the ruling`, `may leave the talks`."""
    if noun.dep_ == "dobj" and noun.head.tag_ == "VB" and words.lemma(noun.head) in words.lexicon.light_verbs:
        return False  # "may make use of it"
    lasts = words.lemma(noun) in words.lexicon.durative_nominals
    lasting = novelty == "plural" and words.is_definite(noun) and lasts
    return novelty == "known" or lasting or is_standing(noun, words)
