"""The trigger that a mention hangs on: the first one above it, corrected where the parser crosses the border of a clause."""

from datetime import date
from typing import TYPE_CHECKING

from transforms.events.anchors import Anchor
from transforms.events.bounds import period_of
from transforms.events.clauses import (
    CLAUSE_EDGES,
    FINITE,
    SUBJECTS,
    ancestors,
    auxiliaries,
    child,
    is_infinitive,
    is_passive,
    is_verb,
)
from transforms.events.mates import Cues, is_occasion, opens_clause

if TYPE_CHECKING:
    from transforms.events.tree import Token


def target_of(anchor: Anchor, triggers: frozenset[int], cues: Cues) -> tuple["Token | None", str]:
    """The trigger that the mention dates, with the evidence; None when it belongs to a noun that is no event."""
    governor = _outer(anchor)
    if governor is None:
        return None, "EXPLICIT"
    crossed = False
    for node in (governor, *ancestors(governor)):
        if node.i in triggers:
            return node, "EXPLICIT_CLAUSE" if crossed else "EXPLICIT"
        inner = copular_target(node, triggers)
        if inner is not None:
            return inner, "EXPLICIT"
        if node.i == governor.i and node.tag_[:2] == "NN" and (anchor.tight or anchor.cue in cues.words.nominal):
            # "the 1971 convention", "figures for January": of the noun, not of the verb.
            counting = _counting(node, triggers, cues)
            there = _there(node, anchor, triggers, cues) if anchor.tight and counting is None else counting
            return there, "EXPLICIT"
        if node.dep_ == "prep" and node.lower_ in cues.words.comparisons:
            return None, "EXPLICIT"
        ahead = node.lower_ in cues.lexicon.modality.planned_adjectives
        if node.i == governor.i and node.dep_ == "amod" and (ahead or node.head.i not in triggers):
            return None, "EXPLICIT"  # "the recently proposed merger", "on the recently imposed tax"
        if node.tag_ == "JJ" and node.dep_ == "advcl" and node.lower_ not in cues.words.onset:
            return None, "EXPLICIT"  # "single since 2014, the pair met"
        if _describes_noun(node):
            return (node.head if node.head.i in triggers else None), "EXPLICIT"
        if node.dep_ in ("ccomp", "advcl") and child(node, *SUBJECTS) is not None:
            return None, "EXPLICIT"  # "made clear that it would be a priority in 2021": no date of what is above
        if node.dep_ == "conj" and node.tag_ in FINITE and node.head.tag_ != node.tag_:
            return None, "EXPLICIT"  # "makes boats and had a profit in 1985"
        crossed = crossed or node.dep_ in CLAUSE_EDGES
    return None, "EXPLICIT"


def is_future(target: "Token", cues: Cues) -> bool:
    """Whether a verb says what is still to come at publication: `will close`, but not `will have closed` or `would close`."""
    chain = [cues.lemma(word) for word in auxiliaries(target)]
    modality = cues.lexicon.modality
    ahead = chain[:1] and chain[0] in modality.modal_planned - modality.modal_told
    return bool(ahead) and cues.lexicon.grammar.perfect_auxiliary not in chain


def is_reporting(target: "Token", cues: Cues) -> bool:
    """Whether a date in the clause below is of what the verb tells: `said | it had no debt at the end of March`."""
    return is_verb(target) and cues.lemma(target) in cues.lexicon.reporting


def _counting(noun: "Token", triggers: frozenset[int], cues: Cues) -> "Token | None":
    """The change of a dated quantity that is its subject: `its May output | fell`, `profits for 1986 | rose`."""
    changes = noun.dep_ == "nsubj" and noun.head.i in triggers and cues.lemma(noun.head) in cues.lexicon.measured
    return noun.head if changes and cues.lemma(noun) in cues.lexicon.quantities else None


def _there(noun: "Token", anchor: Anchor, triggers: frozenset[int], cues: Cues) -> "Token | None":
    """What happened where a dated noun is the occasion: `wrote in an August memo`, `In the 2012 season he won twice`."""
    verb = noun.head.head
    telling = is_reporting(verb, cues)
    of_day = cues.is_indefinite(noun) and anchor.mention.granularity == "DAY"
    certain = telling or of_day or noun.head.lower_ in cues.words.meanwhile
    is_one = opens_clause(noun, cues) or (certain and is_occasion(noun, cues, by_cue=telling))
    return verb if is_one and verb.i in triggers else None


def taker_of(anchor: Anchor, triggers: frozenset[int], cues: Cues, publication: date | None) -> "Token | None":
    """Who is in something with its date before it is so then: `won the 1996 election`, but not `won the 2036 Games` yet."""
    noun, start = anchor.governor, anchor.mention.start
    if noun is None or not anchor.tight or noun.dep_ != "dobj" or noun.head.i not in triggers:
        return None
    verb = noun.head
    by_now = publication is None or (start is not None and start.date() <= publication)
    fits = by_now or is_future(verb, cues) or is_infinitive(verb)
    return verb if fits and cues.lemma(verb) in cues.lexicon.takes_part else None


def due_by(anchor: Anchor, triggers: frozenset[int], cues: Cues) -> "Token | None":
    """What is to be done by a date that is called a deadline: `a deadline of July 1 to repay it`, `a July 1 deadline`."""
    noun = anchor.governor
    if noun is None or cues.lemma(noun) not in cues.words.deadlines or not (anchor.tight or anchor.cue in cues.words.parts):
        return None
    later = (c for c in (*noun.children, *noun.head.children) if c.i > noun.i and is_infinitive(c))
    return next((c for c in later if c.i in triggers), None)


def shown_by(anchor: Anchor, triggers: frozenset[int], cues: Cues) -> "Token | None":
    """What happened on a date that is the subject: `Sunday saw the first vote`, `2016 brought a drop`."""
    verb = anchor.governor
    if verb is None or anchor.cue or not is_verb(verb) or cues.lemma(verb) not in cues.lexicon.shows:
        return None
    subject, noun = child(verb, *SUBJECTS), child(verb, "dobj")
    own = anchor.first < verb.i and (subject is None or subject.i == anchor.head.i)
    return noun if own and noun is not None and noun.i in triggers else None


def filled_by(anchor: Anchor, triggers: frozenset[int], cues: Cues) -> "Token | None":
    """What went on for a length: `after a week | of protests`, but not of what is known, `two days of the trial`."""
    if anchor.mention.timex_type != "DURATION" or period_of(anchor.mention).length is None:
        return None
    of = next((c for c in anchor.head.children if c.lower_ in cues.words.parts), None)
    noun = child(of, "pobj") if of is not None else None
    return noun if noun is not None and noun.i in triggers and not cues.is_definite(noun) else None


def moved_by(target: "Token", anchor: Anchor, triggers: frozenset[int], cues: Cues) -> "Token | None":
    """The event that a verb of moving or setting gives a new date: `put off the vote until Friday`, `a vote set for Friday`."""
    if anchor.cue not in cues.words.moved_to or not is_verb(target) or anchor.mention.start is None:
        return None
    lemma = cues.lemma(target)
    if lemma not in cues.lexicon.moves and (lemma not in cues.lexicon.schedules or not is_passive(target)):
        return None
    return _undergoer(target, triggers, "dobj", "nsubjpass")


def followed_by(target: "Token", anchor: Anchor, triggers: frozenset[int], cues: Cues) -> "Token | None":
    """The event that another one followed, which a date behind it is of: `the move followed protests on Friday`."""
    subject = child(target, "nsubj")
    orders = subject is not None and subject.i in triggers and cues.lemma(target) in cues.ordering
    return object_before(target, anchor, triggers) if orders else None


def awaited_by(target: "Token", triggers: frozenset[int], cues: Cues) -> "Token | None":
    """The event that is expected, which the date is of: `a ruling is expected on Friday`, but not `expected to rule`."""
    if cues.lemma(target) not in cues.lexicon.awaited or not is_passive(target) or child(target, "xcomp") is not None:
        return None
    return _undergoer(target, triggers, "nsubjpass")


def object_before(verb: "Token", anchor: Anchor, triggers: frozenset[int]) -> "Token | None":
    """The event that is a verb's object, when the date stands behind it."""
    noun = child(verb, "dobj")
    return noun if noun is not None and noun.i in triggers and noun.i < anchor.first else None


def _undergoer(verb: "Token", triggers: frozenset[int], *edges: str) -> "Token | None":
    """The event that something is done to: on one of these edges, or the noun that a participle is said of."""
    noun = child(verb, *edges) or (verb.head if verb.dep_ == "acl" else None)
    return noun if noun is not None and noun.i in triggers else None


def _describes_noun(node: "Token") -> bool:
    """Whether a word says of the noun before it how it is, and a date with it: `a bond | due in 2021`."""
    behind = node.head.i < node.i and node.head.tag_[:2] == "NN"
    return behind and (node.tag_ == "JJ" or node.dep_ in ("relcl", "acl"))


def _outer(anchor: Anchor) -> "Token | None":
    """The governor, corrected where the parser hangs a mention on the wrong side of a clause's border."""
    governor = anchor.governor
    if governor is None or not is_verb(governor):
        return governor
    marker = child(governor, "mark")
    if marker is not None and anchor.first < marker.i:
        fronted = governor.dep_ == "ccomp" and marker.i == anchor.last + 2
        if governor.dep_ == "advcl" or fronted:
            return governor.head  # "left on Monday | after he resigned", "on Monday, | as rain fell, he left"
    subject, content = child(governor, "nsubj", "nsubjpass"), child(governor, "ccomp")
    asks = any(word.tag_ in ("WP", "WRB", "WDT") and word.i < anchor.first for word in governor.children)
    told = governor.dep_ in ("ccomp", "advcl") and governor.head.i < anchor.first and not asks  # "told | how in 1909 it burned"
    if told and subject is not None and anchor.first < subject.i and (marker is None or marker.i > anchor.first):
        return governor.head  # "said on Monday | it had fired its chief"
    closed = anchor.last + 1 < governor.i and governor.doc[anchor.last + 1].text == ","
    before = subject.i if subject is not None else governor.i if closed else 0
    if content is not None and content.i < anchor.first < before:
        return content  # "he died on Monday, police said"
    return governor


def copular_target(node: "Token", triggers: frozenset[int]) -> "Token | None":
    """`The summit was on Monday`, `they had talks on Monday`: the event that a verb without one of its own is said of."""
    if not is_verb(node):
        return None
    for label in ("acomp", "attr", "dobj", "nsubj"):
        argument = child(node, label)
        if argument is not None and argument.i in triggers:
            return argument
    return None
