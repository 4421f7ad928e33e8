"""Dates that date nothing: what is compared with, what a figure is set against, what a length is counted from."""

from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from transforms.events.anchors import Anchor
from transforms.events.bounds import last_day
from transforms.events.clauses import (
    SUBJECTS,
    ancestors,
    auxiliaries,
    child,
    clause_marker,
    is_passive,
    is_past,
    is_verb,
    tensed_word,
)
from transforms.events.mates import Cues
from transforms.temporal.meaning import Stretch
from transforms.temporal.template import meaning_of

if TYPE_CHECKING:
    from transforms.events.tree import Token

# "now" dates nothing that the tense does not.
_TIMELESS: Final = frozenset({"PRESENT_REF"})
# A figure begins within so many words: "bringing the total to | more than ten".
_FIGURE_WITHIN: Final = 3
_LONG: Final = frozenset({"WEEK", "QUARTER", "HALF", "YEAR", "DECADE"})
_CALENDAR: Final = frozenset({"MONTH", "QUARTER", "HALF", "YEAR", "DECADE"})


def is_usable(anchor: Anchor, cues: Cues) -> bool:
    """Whether a mention may date what it hangs on, whatever that is."""
    mention = anchor.mention
    if _is_set_against(anchor, cues) or mention.timex_value in _TIMELESS or _is_stamp(anchor):
        return False
    if anchor.cue in cues.words.of_days and mention.granularity in _LONG:
        return False  # "a report on 1986"
    if not anchor.cue and anchor.head.dep_ == "dobj" and child(anchor.head, "poss") is not None:
        return False  # "changed its fiscal year"
    counted_out = cues.words.compared_lengths if mention.timex_type == "DURATION" else cues.words.compared
    if anchor.cue in counted_out and _is_superlative(anchor, cues):
        return False
    is_length = mention.timex_type == "DURATION" and mention.start is None
    if (is_length and anchor.cue in cues.words.sizes) or (mention.timex_type == "DURATION" and _is_distance(anchor, cues)):
        return False
    if anchor.cue in cues.words.lasts:
        return True
    # "within a week of her release", "in the week after the vote": counted from another event.
    beside = (clause_marker(c) or c for c in anchor.head.children if c.dep_ in ("prep", "advcl"))
    counted = any(word.lower_ in cues.words.sequence for word in beside)
    return not (is_length and counted)


def _is_set_against(anchor: Anchor, cues: Cues) -> bool:
    """Whether something is only compared with a date, or holds without it: `down from May`, `every day aside from Sunday`."""
    opening = anchor.head.doc[anchor.head.head.i - 1] if anchor.cue and anchor.head.head.i > 0 else None
    return anchor.cue in cues.words.ignored or (opening is not None and f"{opening.lower_} {anchor.cue}" in cues.words.ignored)


def _is_stamp(anchor: Anchor) -> bool:
    """Whether a clock time in square brackets only says when a line was written: `prices rose [0730 EST]`."""
    doc, behind = anchor.head.doc, anchor.last + 1
    opened = anchor.first > 0 and doc[anchor.first - 1].text == "["
    return anchor.mention.timex_type == "TIME" and opened and behind < len(doc) and doc[behind].text == "]"


def _is_distance(anchor: Anchor, cues: Cues) -> bool:
    """Whether a bare length says how far off something is: `a week | after the vote`, but not `closed for a week after it`."""
    doc, behind = anchor.head.doc, anchor.last + 1
    lasts = anchor.first > 0 and doc[anchor.first - 1].lower_ in cues.words.lasts
    return not anchor.cue and not lasts and behind < len(doc) and doc[behind].lower_ in cues.words.distances


def dates_nothing(anchor: Anchor, target: "Token", cues: Cues, publication: date | None) -> bool:
    """Whether a date says nothing of what it hangs on: only a figure is set against it, or it is of another word."""
    if _is_new_date(anchor, target, cues) or _is_of_origin(anchor, target, cues, publication) or _is_due(anchor, target, cues):
        return True
    compared = cues.lemma(target) in cues.lexicon.compares and child(target, "dobj") is None  # "compares with 4 pct in 1985"
    other = _is_inserted(anchor, target, cues) or _is_related(anchor, target, cues) or is_topic(anchor, target, cues)
    other = other or is_outlook(anchor, target, cues) or _is_extreme(anchor, cues) or _is_of_total(anchor, target, cues)
    other = other or _is_of_another(anchor, target, cues) or _is_reckoned(anchor, target, cues, publication)
    return compared or other or _is_of_figure(anchor, target, cues) or is_base(anchor, target, cues, publication)


def _is_of_origin(anchor: Anchor, target: "Token", cues: Cues, publication: date | None) -> bool:
    """Whether a date says where something is from, or from when on what is offered, and not when somebody did it: `cited a law
    from the 1950s`, `offered a raise from May 1`. What lasts, or begins, is from then: `has led it from 2010`, `was barred from
    May`."""
    if anchor.cue not in cues.words.pair_first or not is_verb(target) or is_passive(target):
        return False
    lasts = cues.lexicon.durative_verbs | cues.lexicon.measured | cues.lexicon.begin_verbs | cues.lexicon.lasting
    now = tensed_word(target).tag_ in ("VBZ", "VBP") and is_over(anchor, publication)
    done = is_past(target) or cues.is_present_perfect(target) or now
    state = cues.lexicon.verb_class.get(cues.lemma(target)) == "STATE"
    return done and child(target, "dobj", "xcomp") is not None and not state and cues.lemma(target) not in lasts


def _is_new_date(anchor: Anchor, target: "Token", cues: Cues) -> bool:
    """Whether something that is no event of its own gets a new end, or is only planned: `extended the deadline | to Friday`,
    `the next game is set | for Friday`."""
    if anchor.cue not in cues.words.moved_to or anchor.mention.start is None or not is_verb(target):
        return False
    undergone = child(target, "dobj", "nsubjpass") is not None or target.dep_ == "acl"
    planned = is_passive(target) and cues.lemma(target) in cues.lexicon.schedules
    return planned or (undergone and cues.lemma(target) in cues.lexicon.extends)


def _is_due(anchor: Anchor, target: "Token", cues: Cues) -> bool:
    """Whether a date is when what a verb is about falls due: `asked for a delay of debts due | in 1986`."""
    before = anchor.head.head.i - 1 if anchor.cue else anchor.first - 1
    return is_verb(target) and target.i < before and anchor.head.doc[before].lower_ in cues.words.due


def _is_of_another(anchor: Anchor, target: "Token", cues: Cues) -> bool:
    """Whether a date is of another one, which a verb puts before its subject, or after it, `the raid followed one | in May`, or
    which something is compared with, `is similar to one | in May`."""
    if not is_verb(target):
        before = anchor.head.doc[anchor.first - 2] if anchor.cue and anchor.first > 1 else None
        return before is not None and before.dep_ == "pobj" and before.lower_ in cues.words.another
    done = child(target, "dobj") if cues.lemma(target) in cues.ordering else None
    return done is not None and done.lower_ in cues.words.another and anchor.first - 2 <= done.i < anchor.first


def _is_related(anchor: Anchor, target: "Token", cues: Cues) -> bool:
    """Whether a date is of what something is traced to: `attributed the loss to a fire in 1981`."""
    if not is_verb(target) or cues.lemma(target) not in cues.lexicon.relates or not anchor.cue:
        return False
    return any(c.dep_ == "prep" and c.i < anchor.first - 1 and child(c, "pobj") is not None for c in target.children)


def is_topic(anchor: Anchor, target: "Token", cues: Cues) -> bool:
    """Whether a period behind an object says which one that is: `cut its forecast for 1987`, but not `closed it for a week`."""
    counts = cues.lemma(target) in cues.lexicon.measured | cues.lexicon.moves | cues.lexicon.schedules
    if anchor.cue not in cues.words.lasts or anchor.mention.granularity not in _CALENDAR or not is_verb(target) or counts:
        return False
    done = child(target, "dobj")
    if done is None or done.i > anchor.first:
        return False
    # "Cut output for the quarter" in that quarter, but told of its output for the quarter later.
    return cues.lemma(done) not in cues.lexicon.quantities or cues.lemma(target) in cues.lexicon.reporting


def is_outlook(anchor: Anchor, target: "Token", cues: Cues) -> bool:
    """Whether a period is what a noun is about: `its projections for 2018`."""
    is_of_period = anchor.cue in cues.words.lasts and anchor.mention.start is not None
    return is_of_period and target.tag_[:2] == "NN" and cues.lemma(target) in cues.words.outlooks


def _is_reckoned(anchor: Anchor, target: "Token", cues: Cues, publication: date | None) -> bool:
    """Whether a figure is reckoned for a period: `predicts a loss of 5 million in 2014`, but not `put 5 million in it in 2012`.

    Somebody may also have reckoned in a period that is over.
    """
    if not is_verb(target) or anchor.first < target.i or anchor.mention.granularity not in _CALENDAR:
        return False
    known, lemma, before = cues.lexicon.reckons, cues.lemma(target), target.doc[target.i + 1 : anchor.first]
    at = any(c.dep_ == "prep" and f"{lemma} {c.lower_}" in known and c.i < anchor.first for c in target.children)
    if not (at or lemma in known) or (is_past(target) and is_over(anchor, publication)):
        return False
    return any(word.tag_ == "CD" for word in before)


def _is_of_total(anchor: Anchor, target: "Token", cues: Cues) -> bool:
    """Whether a day says from when a total is counted that goes up to a figure: `bringing the total | since May | to ten`."""
    doc, behind = target.doc, anchor.last + 1
    done = child(target, "dobj") if is_verb(target) and anchor.cue in cues.words.so_far else None
    if done is None or done.i != anchor.first - 2 or cues.is_present_perfect(target) or behind == len(doc):
        return False
    following = doc[behind + 1 : behind + 1 + _FIGURE_WITHIN]
    return doc[behind].lower_ in cues.words.sizes and any(word.tag_ == "CD" for word in following)


def _is_extreme(anchor: Anchor, cues: Cues) -> bool:
    """Whether a period says which high or low the noun before it is: `slipped to its low | for the week`."""
    if anchor.cue not in cues.words.lasts or anchor.head.head.i == 0:
        return False
    return anchor.head.head.nbor(-1).lower_ in cues.words.extremes


def _is_of_figure(anchor: Anchor, target: "Token", cues: Cues) -> bool:
    """Whether a date is of a figure that another one is set beside: `growth of 3 percent after 2 percent in 1986`."""
    if not anchor.cue or anchor.head.head.i == 0:
        return False
    figure = anchor.head.head.nbor(-1)
    counted = any(word.tag_ == "CD" and word.i <= figure.i for word in figure.subtree)
    within = takewhile(lambda node: not is_verb(node), (figure, *ancestors(figure)))
    above = next((node for node in within if node.dep_ == "prep"), None)
    if not counted or above is None or above.lower_ not in cues.words.compared_with:
        return False
    return any(node.i == target.i for node in ancestors(above))


def _is_inserted(anchor: Anchor, target: "Token", cues: Cues) -> bool:
    """Whether a date says since when the subject is how it is: `the mayor, in office since 2010, resigned`."""
    doc, subject = anchor.head.doc, child(target, *SUBJECTS)
    if subject is None or anchor.cue.split(" ")[-1] not in cues.words.so_far or not subject.i < anchor.first < target.i:
        return False
    before = doc[subject.i + 1 : anchor.first]
    opened = any(word.text == "," for word in before) and not any(map(is_verb, before))
    return opened and doc[anchor.last + 1].text == ","


def is_base(anchor: Anchor, target: "Token", cues: Cues, publication: date | None) -> bool:
    """Whether a figure is only set against the date: `fell from February`. What is ahead begins: `will rise from May 1`.

    What a verb that counts nothing gives is of the date, not the giving: `reported a loss for the nine months ended May 31`.
    """
    if anchor.cue in cues.words.lasts and isinstance(meaning_of(anchor.mention.meaning), Stretch):
        return is_verb(target) and cues.lemma(target) not in cues.lexicon.measured
    if _is_risen_from(anchor, target, cues, publication):
        return True
    if not is_over(anchor, publication) or not (cues.lemma(target) in cues.lexicon.measured or _is_scaled(target, cues)):
        return False
    if auxiliaries(target) and any(word.tag_ == "VBG" for word in (target, *auxiliaries(target))):
        return False  # "is being sold from today"
    if anchor.cue in cues.words.compared_nouns and not is_verb(target) and anchor.mention.granularity in _CALENDAR:
        return True  # "an increase over 2016"
    return anchor.cue in cues.words.compared_measures or _is_of_base(anchor, target, cues) or _follows_figure(anchor, cues)


def _is_risen_from(anchor: Anchor, target: "Token", cues: Cues, publication: date | None) -> bool:
    """Whether a period that has begun is what another is set against, whoever does it: `an increase | from this year`, `raised
    its dividend to 21 cents | from 20 cents the prior quarter`, but not `raised it to 8 percent from 7 percent today`."""
    start = anchor.mention.start
    begun = start is not None and publication is not None and start.date() <= publication
    if not begun or anchor.mention.granularity not in _CALENDAR:
        return False
    if is_verb(target):
        return not anchor.cue and child(target, "dobj") is not None and _is_in_base(anchor, target, cues)
    return anchor.cue in cues.words.compared_measures and cues.lemma(target) in cues.lexicon.measured


def _is_scaled(verb: "Token", cues: Cues) -> bool:
    """Whether a verb says from what to what figure its subject goes: `went | to 4 tons from 3 tons`, but not who cut it."""
    if not is_verb(verb) or is_passive(verb) or child(verb, "dobj") is not None:
        return False
    to, start = (_has_figure(verb, words) for words in (cues.words.sizes, cues.words.compared_measures))
    return to and start


def _has_figure(verb: "Token", prepositions: frozenset[str]) -> bool:
    """Whether a figure hangs on a verb by one of these prepositions."""
    nouns = (child(word, "pobj") for word in verb.children if word.lower_ in prepositions)
    return any(noun is not None and _is_counted(noun) for noun in nouns)


def _is_counted(noun: "Token") -> bool:
    """Whether a word is a figure, or has one of its own: `66 | million`, `three | percent`."""
    return any(word.tag_ == "CD" for word in (noun, *noun.children))


def _follows_figure(anchor: Anchor, cues: Cues) -> bool:
    """Whether a date is what the figure before it is counted over: `rose three percent | over the first quarter`."""
    if anchor.cue not in cues.words.compared_figures or anchor.mention.timex_type == "DURATION" or anchor.head.head.i == 0:
        return False
    figure = anchor.head.head.nbor(-1)
    return figure.tag_ in ("CD", "NN", "NNS") and _is_counted(figure)


def _is_of_base(anchor: Anchor, target: "Token", cues: Cues) -> bool:
    """Whether the date follows the figure that another one is set against: `rose to 66 million | from 59 million in 2016`."""
    if not anchor.cue:
        return _is_in_base(anchor, target, cues)
    preposition = anchor.head.head
    if preposition.i == 0:
        return False
    figure = preposition.nbor(-1)
    if figure.dep_ == "conj" and _is_counted(figure):
        ends = cues.words.compared_measures | cues.words.sizes  # "to 9 million from 8 in 2011 and 7 in 2009"
        last = max((c for c in target.children if c.lower_ in ends and c.i < figure.i), key=lambda c: c.i, default=target)
        return last.lower_ in cues.words.compared_measures
    above = next((node for node in (figure, *ancestors(figure)) if node.dep_ == "prep"), None)
    return above is not None and above.head.i == target.i and above.lower_ in cues.words.compared_measures


def _is_in_base(anchor: Anchor, target: "Token", cues: Cues) -> bool:
    """The same of a date without a preposition: `from May's 3 million`, `from 3 million in May and 2 a year earlier`."""
    bases = [c for c in target.children if c.lower_ in cues.words.compared_measures and c.i < anchor.first]
    inside = any(node.i == base.i for node in ancestors(anchor.head) for base in bases)
    figures = (node for node in ancestors(anchor.head) if node.tag_ == "CD" and node.dep_ == "conj")
    return inside or (bool(bases) and any(node.head.i == target.i for node in figures))


def is_over(anchor: Anchor, publication: date | None) -> bool:
    """Whether the mention ends by publication."""
    last = last_day(anchor.mention)
    return last is not None and publication is not None and last <= publication


def _is_superlative(anchor: Anchor, cues: Cues) -> bool:
    """Whether the phrase before a preposition picks out one of many: `its worst storm | since 2008`."""
    preposition = anchor.head.head
    last = preposition.nbor(-1) if preposition.i > 0 else preposition
    words = [last, *last.children]  # "its lowest close", taken for an adjective
    for noun in (last, *ancestors(last)):  # "the worst slide in the currency in a decade"
        if noun.tag_[:2] == "NN":
            words += noun.children
        elif noun.dep_ != "prep":
            break
    return any(word.tag_ in ("JJS", "RBS") or word.lower_ in cues.lexicon.grammar.superlative for word in words)
