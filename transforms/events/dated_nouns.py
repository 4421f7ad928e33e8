"""The event noun that a date directly follows, and whether the date is the noun's, the verb's, or of both."""

from datetime import date
from typing import TYPE_CHECKING, Final

from transforms.events.anchors import Anchor
from transforms.events.bounds import shifted
from transforms.events.clauses import child, is_verb
from transforms.events.comparisons import is_over
from transforms.events.mates import Cues
from transforms.temporal.mention import Mention

if TYPE_CHECKING:
    from transforms.events.tree import Doc, Token

# The nearest words before a date, where the noun that has it stands: "condemned the siege of the port of Lerwick | on May 9".
_NEAR: Final = 6


def lies_ahead(mention: Mention, publication: date | None, cues: Cues) -> bool:
    """Whether a mention begins later than a story may be dated before the day that it tells of."""
    latest = shifted(publication, cues.dated_early)
    return latest is not None and mention.start is not None and mention.start.date() > latest


def noun_before(doc: "Doc", anchor: Anchor, triggers: frozenset[int], cues: Cues) -> "Token | None":
    """The event noun that a prepositional mention directly follows: `condemned the siege of the port | on May 9`.

    The parser mostly hangs the date on the verb; it is the noun's as well, and only the noun's after `since the invasion`.
    """
    if not anchor.cue:
        return _noun_beside(doc, anchor, triggers, cues)
    if anchor.head.dep_ != "pobj":
        return None
    first = anchor.head.head.i
    for index in range(first - 1, max(-1, first - 1 - _NEAR), -1):
        token = doc[index]
        if index in triggers:
            begun = anchor.cue in cues.words.so_far - cues.words.lasts
            if begun and token.dep_ == "dobj" and cues.lemma(token.head) in cues.lexicon.moves:
                return None  # "has delayed repayments since May"
            if begun and token.dep_ == "pobj" and _is_of_perfect(token, cues):
                return None  # "has pursued a policy of growth since 2010"
            return token if token.tag_[:2] == "NN" and token.dep_ in ("dobj", "pobj", "nsubjpass", "conj") else None
        if token.dep_ in ("punct", "cc") or is_verb(token):
            return None
    return None


def _is_of_perfect(noun: "Token", cues: Cues) -> bool:
    """Whether a noun is of something that is the object of a present perfect: `has pursued a policy | of growth`."""
    whole = noun.head.head
    return noun.head.lower_ in cues.words.parts and whole.dep_ == "dobj" and cues.is_present_perfect(whole.head)


def _noun_beside(doc: "Doc", anchor: Anchor, triggers: frozenset[int], cues: Cues) -> "Token | None":
    """The event noun right before a date without a cue, of a phrase of its own: `came after protests | last week`, or ahead
    of what is done about it: `to avert a strike | next week`."""
    noun = doc[anchor.first - 1] if anchor.first > 0 else None
    if noun is None or noun.i not in triggers or noun.tag_[:2] != "NN":
        return None
    averted = noun.dep_ == "dobj" and cues.lemma(noun.head) in cues.lexicon.averts
    return noun if noun.dep_ == "pobj" or averted else None


def is_its_own(noun: "Token", target: "Token", cues: Cues) -> bool:
    """Whether a date says nothing of the verb: `since the invasion in August`, `plans cuts in 2014`."""
    if noun.dep_ == "pobj" and (noun.head.lower_ in cues.words.sequence or cues.lemma(noun.head.head) in cues.words.answers):
        return True  # "came in retaliation for strikes last month"
    return noun.dep_ == "dobj" and noun.head.i == target.i and cues.lemma(target) in cues.lexicon.intends


def is_told_about(noun: "Token", target: "Token", cues: Cues) -> bool:
    """Whether a verb is only about what a noun names, earlier mostly: `was told of the theft on Monday`."""
    if noun.dep_ != "pobj" or noun.head.head.i != target.i or not is_verb(target):
        return False
    decided = noun.head.lower_ in cues.words.topics and cues.lemma(target) in cues.lexicon.decides
    return decided or noun.head.lower_ in cues.words.parts


def is_weighed(noun: "Token", target: "Token", anchor: Anchor, cues: Cues, publication: date | None) -> bool:
    """Whether a noun is only thought or talked about on the day, if that is not ahead: `considered changes on Friday`."""
    verb = noun.head.head.head if noun.dep_ == "pobj" and noun.head.lower_ in cues.words.parts else noun.head
    considers = cues.lemma(target) in cues.lexicon.modality.possible_of_the_known
    return considers and verb.i == target.i and not lies_ahead(anchor.mention, publication, cues)


def is_averted(noun: "Token", target: "Token", anchor: Anchor, cues: Cues, publication: date | None) -> bool:
    """Whether a day ahead is of what is to be averted, or has its way opened: `cleared the way for votes next week`."""
    averted = noun.dep_ == "dobj" and cues.lemma(target) in cues.lexicon.averts
    way = child(target, "dobj") if noun.dep_ == "pobj" and noun.head.lower_ in cues.words.goals else None
    opened = way is not None and way.lower_ in cues.words.ways
    return (averted or opened) and not is_over(anchor, publication)
