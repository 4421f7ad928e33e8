"""Links inside a sentence: which mention dates which trigger, by what cue, on what evidence.

A mention hangs on a word, mostly through a preposition: the cue. Climbing from there, the first trigger is dated EXPLICIT.
What shares its clause (conjuncts, complements, its nouns) is dated EXPLICIT_CLAUSE, what is left of the sentence
INHERITED_SENTENCE.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from transforms.events.anchors import Anchor, Until, anchors_of, is_in_adjective, pair_up
from transforms.events.bounds import last_day, shifted
from transforms.events.clauses import (
    SUBJECTS,
    ancestors,
    child,
    is_infinitive,
    is_passive,
    is_past,
    is_verb,
    tensed_word,
)
from transforms.events.comparisons import dates_nothing, is_base, is_outlook, is_over, is_topic, is_usable
from transforms.events.dated_nouns import is_averted, is_its_own, is_told_about, is_weighed, lies_ahead, noun_before
from transforms.events.mates import Cues, mates_of, new_date_role, phase_role, reaches
from transforms.events.targets import (
    awaited_by,
    copular_target,
    due_by,
    filled_by,
    followed_by,
    is_future,
    is_reporting,
    moved_by,
    object_before,
    shown_by,
    taker_of,
    target_of,
)
from transforms.temporal.kinds import names_weekday
from transforms.temporal.mention import Mention
from transforms.temporal.template import meaning_of

if TYPE_CHECKING:
    from transforms.events.tree import Doc, Token

STRENGTH: Final = ("EXPLICIT", "EXPLICIT_CLAUSE", "INHERITED_SENTENCE", "INHERITED_DOCUMENT")


@dataclass(frozen=True, slots=True)
class Link:
    """A mention that dates a trigger: the cue as a lower-case preposition (empty when there is none) and the evidence.

    `until` is the last mention of several: `from Monday to Friday`. `lasting` says how long it takes from then, `length` how
    long it is by another word for it: `the 90-day strike began on Monday`.
    """

    mention: Mention
    cue: str
    basis: str
    until: Until | None = None
    role: str = "SAME"
    lasting: Mention | None = None
    length: Mention | None = None


def find_links(
    doc: "Doc", tokens: Mapping[int, Mention], triggers: frozenset[int], cues: Cues, publication: date | None
) -> dict[int, Link]:
    """The link of every trigger that a mention of its sentence dates, by the trigger's index."""
    anchors = anchors_of(doc, tokens, cues.words)
    usable = pair_up([each for each in anchors if is_usable(each, cues) and not is_in_adjective(each, tokens)], cues)
    links = _own_links(doc, usable, triggers, cues, publication) | _told_of_dates(doc, anchors, triggers, cues)
    for anchor in anchors:
        if (filled := filled_by(anchor, triggers, cues)) is not None:
            long = Link(anchor.mention, filled.head.lower_, "EXPLICIT")
            links[filled.i] = replace(links.get(filled.i, long), length=anchor.mention)
    positions = {anchor.mention.mention_id: anchor.first for anchor in anchors}
    for index, link in sorted(links.items()):
        for other, role in mates_of(doc[index], triggers, cues, by_cue=bool(link.cue)):
            at = positions[link.mention.mention_id]
            if role == "BESIDE" and (
                _tells_on_its_own(doc[other], index, tokens, cues)
                or not reaches(link.mention, at, doc[index], doc[other], cues)
            ):
                continue
            if lies_ahead(link.mention, publication, cues) and is_past(doc[other]):
                continue  # "booked a place in the 2026 final"
            if _is_of_verb(link, doc[index], doc[other], cues):
                continue
            own = links[other].mention if other in links else None
            is_length = own is not None and own.timex_type == "DURATION" and own.start is None
            if is_length and link.mention.start is None:
                continue
            if (own is None or is_length) and (role in ("SAME", "BESIDE") or link.mention.start is not None):
                basis = "INHERITED_SENTENCE" if role == "BESIDE" else "EXPLICIT_CLAUSE"
                links[other] = Link(link.mention, link.cue, basis, link.until, role, length=own)
    return links


def _tells_on_its_own(verb: "Token", before: int, tokens: Mapping[int, Mention], cues: Cues) -> bool:
    """Whether a clause that goes on with a story tells something and names a date of its own: `spoke last week, but Jones |
    warned in letters sent on Monday that he knew`."""
    return is_reporting(verb, cues) and before < verb.i and any(word.i in tokens for word in verb.subtree)


def _is_of_verb(link: Link, verb: "Token", other: "Token", cues: Cues) -> bool:
    """Whether the days over which something is done say nothing of what does it, ahead, `growth would raise it over a year`,
    nor of what has an object before: `allows the fee but cuts it over a year`."""
    if link.cue not in cues.words.spreads or link.mention.start is not None or not is_verb(verb):
        return False
    if is_verb(other):
        return other.i < verb.i and child(other, "dobj") is not None
    return not is_past(verb) and not cues.is_present_perfect(verb)


def _own_links(
    doc: "Doc",
    anchors: Sequence[tuple[Anchor, Until | None]],
    triggers: frozenset[int],
    cues: Cues,
    publication: date | None,
) -> dict[int, Link]:
    """The links of the triggers that mentions hang on, without those that share their time."""
    links: dict[int, Link] = {}
    lengths: dict[tuple[int, str], Mention] = {}
    for anchor, until in anchors:
        for index, link in _through_nouns(anchor, triggers, cues, publication):
            _add(links, index, link)
        target, basis = target_of(anchor, triggers, cues)
        elsewhere = _elsewhere(target, anchor, until, triggers, cues, publication) if target is not None else None
        if target is not None and elsewhere is not None:
            if cues.lemma(target) in cues.lexicon.moves:
                links.pop(elsewhere[0], None)  # "planned for May, was moved to June"
            _add(links, *elsewhere)
            continue
        noun = noun_before(doc, anchor, triggers, cues)
        if target is not None and until is None and dates_nothing(anchor, target, cues, publication):
            told = noun is not None and (noun.dep_ == "pobj" or is_topic(anchor, target, cues))
            if noun is not None and noun.i != target.i and told and not is_outlook(anchor, noun, cues):
                role = new_date_role(target, cues)
                cue = "" if role == "ENDS" else anchor.cue
                _add(links, noun.i, Link(anchor.mention, cue, "EXPLICIT", role=role))  # "stems from a merger in 1981"
            continue
        weighed = noun is not None and target is not None and is_weighed(noun, target, anchor, cues, publication)
        if (
            noun is not None
            and target is not None
            and noun.i != target.i
            and not (weighed or is_told_about(noun, target, cues))
        ):
            own = is_its_own(noun, target, cues) or is_averted(noun, target, anchor, cues, publication)
            rests_on = "EXPLICIT" if own else "EXPLICIT_CLAUSE"
            _add(links, noun.i, Link(anchor.mention, anchor.cue, rests_on, until, phase_role(noun, cues)))
            target = None if own else target
        if target is not None and publication is not None and phase_role(target, cues) == "SAME":
            target = _in_its_time(target, anchor, triggers, cues, publication)
        if target is not None and not (basis == "EXPLICIT_CLAUSE" and is_reporting(target, cues)):
            link = Link(anchor.mention, anchor.cue, basis, until, phase_role(target, cues))
            _add(links, target.i, link)
            _add_opened(links, target, link, triggers, cues)
            if (kind := _kind_of_length(anchor, target, cues)) is not None:
                lengths[target.i, kind] = anchor.mention
    for (index, kind), length in lengths.items():
        link = links[index]
        links[index] = replace(link, lasting=length) if kind == "LASTING" else replace(link, length=length)
    return links


def _kind_of_length(anchor: Anchor, target: "Token", cues: Cues) -> str | None:
    """What a bare length gives the link of a verb: how long from then, `closed | for a week`, or all that it takes, `spent | a
    week in Rome`."""
    if anchor.mention.start is not None:
        return None
    if anchor.cue in cues.words.lasts:
        return "LASTING"
    return "LENGTH" if not anchor.cue and cues.lemma(target) in cues.lexicon.takes_time else None


def _add_opened(links: dict[int, Link], target: "Token", link: Link, triggers: frozenset[int], cues: Cues) -> None:
    """Adds the link of what a participle only says the beginning of, with that for its cue."""
    if _is_opening(target, triggers, cues):
        _add(links, target.head.i, replace(link, cue=target.lower_, role="SAME"))


def _through_nouns(
    anchor: Anchor, triggers: frozenset[int], cues: Cues, publication: date | None
) -> Iterator[tuple[int, Link]]:
    """What a date is of by the noun that has it, or by the verb that has it for its subject."""
    if (taker := taker_of(anchor, triggers, cues, publication)) is not None:
        yield taker.i, Link(anchor.mention, "", "EXPLICIT_CLAUSE")
    if (due := due_by(anchor, triggers, cues)) is not None:
        yield due.i, Link(anchor.mention, cues.deadline, "EXPLICIT")
    if (shown := shown_by(anchor, triggers, cues)) is not None:
        yield shown.i, Link(anchor.mention, "", "EXPLICIT")


def _elsewhere(
    target: "Token",
    anchor: Anchor,
    until: Until | None,
    triggers: frozenset[int],
    cues: Cues,
    publication: date | None,
) -> tuple[int, Link] | None:
    """What a date is of in place of the verb, with its link: what is moved, awaited, followed or reported for a period."""
    mention, cue = anchor.mention, anchor.cue
    if (moved := moved_by(target, anchor, triggers, cues)) is not None:
        # "extended the truce until Friday": that is its end; "put off the vote until Friday": its new date.
        return moved.i, Link(mention, "", "EXPLICIT", until, new_date_role(target, cues))
    if (awaited := awaited_by(target, triggers, cues)) is not None:
        return awaited.i, Link(mention, cue, "EXPLICIT", until)
    if (followed := followed_by(target, anchor, triggers, cues)) is not None:
        return followed.i, Link(mention, cue, "EXPLICIT", until)
    told = child(target, "dobj") if cue in cues.words.lasts and until is None else None
    if told is not None and told.i in triggers and is_base(anchor, target, cues, publication):
        return told.i, Link(mention, cue, "EXPLICIT_CLAUSE")  # "reported a loss for the nine months"
    return None


def _told_of_dates(doc: "Doc", anchors: Sequence[Anchor], triggers: frozenset[int], cues: Cues) -> dict[int, Link]:
    """The links of what a clause tells of a date, whatever that one's own cue: `the worst day since 1987, when it crashed`."""
    links: dict[int, Link] = {}
    for anchor in anchors:
        if anchor.mention.start is None or anchor.mention.timex_type not in ("DATE", "TIME"):
            continue
        marker = next((word for word in doc[anchor.last + 1 : anchor.last + 3] if word.dep_ != "punct"), None)
        if marker is None or marker.lower_ not in cues.words.of_dates or marker.i > marker.head.i:
            continue
        if anchor.cue in cues.words.parts and marker.i == anchor.last + 1:
            continue  # "the time of the year when they mate"
        verb = marker.head
        told = verb if verb.i in triggers else copular_target(verb, triggers)
        if told is not None:
            links[told.i] = Link(anchor.mention, marker.lower_, "EXPLICIT", role=phase_role(told, cues))
    return links


def _tells_in_past(verb: "Token", triggers: frozenset[int], cues: Cues) -> bool:
    """Whether a verb of telling is in the past."""
    return verb.i in triggers and is_reporting(verb, cues) and is_past(verb)


def _is_opening(target: "Token", triggers: frozenset[int], cues: Cues) -> bool:
    """Whether a participle only says from when on its verb holds: `will close | starting on Monday`."""
    alone = child(target, "dobj", "xcomp", "nsubj") is None
    return alone and target.tag_ == "VBG" and cues.role(cues.lemma(target)) == "STARTS" and target.head.i in triggers


def _add(links: dict[int, Link], index: int, link: Link) -> None:
    known = links.get(index)
    if known is None or STRENGTH.index(link.basis) < STRENGTH.index(known.basis):
        links[index] = link
    elif link.basis == known.basis and known.mention.start is None and link.mention.start is not None:
        links[index] = link  # a date says more than a length


def _in_its_time(target: "Token", anchor: Anchor, triggers: frozenset[int], cues: Cues, publication: date) -> "Token | None":
    """The target, unless its tense and the date contradict each other and a verb above or below fits.

    `promised to vote next year`: the parser hangs the date on `promised`. `voted to support it on Friday`: on `support`.
    """
    start, last = anchor.mention.start, last_day(anchor.mention)
    ahead = [t for t in target.subtree if t.dep_ == "xcomp" and is_infinitive(t) and t.i < anchor.first and t.i in triggers]
    is_ahead = start is not None and start.date() > publication
    if is_ahead and _looks_ahead(target, cues):
        return ahead[-1] if ahead else _announced(target, anchor, triggers, cues)
    if start is not None and is_ahead and is_past(target):
        latest = shifted(publication, cues.dated_early)
        early = names_weekday(meaning_of(anchor.mention.meaning)) and latest is not None and start.date() <= latest
        plans = cues.lexicon.moves | cues.lexicon.schedules | cues.lexicon.intends
        told = early and not ahead and cues.lemma(target) not in plans
        return target if told else ahead[-1] if ahead else _announced(target, anchor, triggers, cues)
    over = is_over(anchor, publication)
    if _is_of_subject(target, anchor, cues, over, is_ahead):
        return None
    behind = target.dep_ == "dobj" and not anchor.cue and anchor.first > target.i
    if over and behind and _tells_in_past(target.head, triggers, cues):
        return target.head  # "announced a sale last week"
    if last is not None and last < publication and is_future(target, cues):
        return None  # "the store, open since 1920, will close"
    if ahead and is_verb(target) and cues.lemma(target) in cues.lexicon.intends:
        return ahead[-1]
    intended = target.dep_ == "xcomp" and cues.lemma(target.head) in cues.lexicon.intends
    if intended:
        return target
    is_length = start is None and anchor.mention.timex_type == "DURATION"  # "approved a plan to extend it for a year"
    if is_infinitive(target) and not is_length and not is_ahead:
        above = target.head.head if target.dep_ == "acl" else target.head  # "dropped plans to build a plant last month"
        aims = ("xcomp",) if over else ()
        # "Was told in May to finish by June", "offered to pay more from June".
        due = over and (anchor.cue == cues.deadline or anchor.cue in cues.words.pair_first)
        if not due and target.dep_ in (*aims, "acl", "advcl") and is_verb(above) and is_past(above) and above.i in triggers:
            return above
    return target


def _is_of_subject(target: "Token", anchor: Anchor, cues: Cues, over: bool, is_ahead: bool) -> bool:
    """Whether the date says which subject it is of which a present tense tells: `2016 reflects a gain`, `the gala on May 3
    has been cancelled`."""
    if tensed_word(target).tag_ not in ("VBZ", "VBP") or not (over or is_ahead):
        return False
    inside = any(node.dep_ in SUBJECTS and node.head.i == target.i for node in (anchor.head, *ancestors(anchor.head)))
    return inside and is_ahead == cues.is_present_perfect(target)


def _announced(verb: "Token", anchor: Anchor, triggers: frozenset[int], cues: Cues) -> "Token | None":
    """The event that a verb of telling or expecting is about, which a day ahead is of: `announced cuts next year`."""
    content = child(verb, "ccomp")
    if content is not None and anchor.first < verb.i and content.i in triggers:
        return content  # "next year, analysts expect, prices will fall"
    return object_before(verb, anchor, triggers) if is_reporting(verb, cues) or _looks_ahead(verb, cues) else None


def _looks_ahead(verb: "Token", cues: Cues) -> bool:
    """Whether a verb says what somebody expects or wants, now or then: a day ahead is of that: `expects losses next year`."""
    is_state = is_verb(verb) and cues.lexicon.verb_class.get(cues.lemma(verb)) == "I_STATE"
    return is_state and not is_future(verb, cues) and not is_infinitive(verb) and not is_passive(verb)
