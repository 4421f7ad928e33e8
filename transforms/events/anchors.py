"""Where the mentions of a sentence hang in its parse: on which word, by what cue, alone or in pairs."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from transforms.events.bounds import length_of, period_of
from transforms.events.clauses import auxiliaries, child, is_verb
from transforms.events.mates import Cues
from transforms.events.relations import CueWords
from transforms.temporal.civil import DAY
from transforms.temporal.mention import Mention

if TYPE_CHECKING:
    from transforms.events.tree import Doc, Token

_DASHES: Final = frozenset("-\u2013")
# How many places on the next of dates that hang together may begin: "between 2001 | , and | 2003", "2001 | , and | 2003".
_NEXT: Final = 3
_INSIDE_NOUN: Final = frozenset({"nmod", "compound", "nummod", "poss", "amod", "appos"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """A mention, the word of it that hangs on another one, that other one (None for a root), and the cue: the preposition
    between them, in small letters, empty when there is none. `first` and `last` are its outer tokens, by index."""

    mention: Mention
    head: "Token"
    cue: str
    governor: "Token | None"
    first: int
    last: int

    @property
    def tight(self) -> bool:
        """Whether the mention stands inside a noun phrase, with no preposition: `the 1971 convention`, `Friday's talks`. The
        parser may have a length in one for an adverb: `a big, | five-year, bond`."""
        of_noun = self.governor is not None and self.governor.tag_[:2] == "NN" and self.mention.timex_type == "DURATION"
        return not self.cue and (self.head.dep_ in _INSIDE_NOUN or (of_noun and self.head.dep_ == "npadvmod"))


@dataclass(frozen=True, slots=True)
class Until:
    """The last of several mentions that hang together: of a PAIR (`from Monday to Friday`), a STRETCH without a gap
    (`Monday-Friday`) or a LIST (`in 2001 and 2009`)."""

    mention: Mention
    kind: str


def is_in_adjective(anchor: Anchor, tokens: Collection[int]) -> bool:
    """Whether the mention is only half of a word joined by a dash: `the 2016-built ship`, but not `July-September`.

    `tokens` are those of all mentions of the sentence.
    """
    doc, dash = anchor.head.doc, anchor.last + 1
    joined = dash + 1 < len(doc) and doc[dash].text in _DASHES and dash + 1 not in tokens
    ends = doc[anchor.last].idx + len(doc[anchor.last])
    return joined and doc[dash].idx == ends and doc[dash + 1].idx == ends + len(doc[dash])


def dated_tokens(doc: "Doc", start: int, mentions: Sequence[Mention]) -> dict[int, Mention]:
    """The tokens of each mention, by index in the parsed sentence that begins at `start`."""
    out: dict[int, Mention] = {}
    for mention in mentions:
        touched = doc.touching(max(0, mention.char_start - start), min(len(doc.text), mention.char_end - start))
        # "would close in 2014" is no close of 2014: a verb with an auxiliary of its own is no part of a time expression.
        out.update((t.i, mention) for t in touched if not t.is_space and not (is_verb(t) and auxiliaries(t)))
    return out


def anchors_of(doc: "Doc", tokens: Mapping[int, Mention], words: CueWords) -> list[Anchor]:
    """The anchor of each mention, from left to right."""
    by_mention: dict[str, list[int]] = {}
    for index, mention in tokens.items():
        by_mention.setdefault(mention.mention_id, []).append(index)
    out = []
    for indices in by_mention.values():
        inside = frozenset(indices)
        outward = [doc[i] for i in indices if doc[i].head.i not in inside or doc[i].head.i == i]
        head = next((t for t in outward if t.dep_ != "punct"), doc[indices[0]])
        cue, governor = _hang(head, words)
        cue = cue or _all_of(doc[min(indices)], tokens[indices[0]], words)
        cue = _closely(tokens[indices[0]], head, cue, words) or cue
        out.append(Anchor(tokens[indices[0]], head, cue, governor, min(indices), max(indices)))
    return sorted(out, key=lambda anchor: anchor.first)


def _all_of(first: "Token", mention: Mention, words: CueWords) -> str:
    """The first word of a time expression that says of a length of days that it is one of the calendar's: `all week`."""
    length = length_of(mention.timex_value) if mention.start is None and first.lower_ in words.whole else None
    return first.lower_ if length is not None and length > DAY else ""


def _hang(head: "Token", words: CueWords) -> tuple[str, "Token | None"]:
    """The cue and the governor of a mention's head; no governor for one that hangs on nothing."""
    if head.head.i == head.i:
        return "", None
    least = _least([head.head], words) if head.head.dep_ in ("pobj", "pcomp") else ""  # "until at least May 3"
    if head.dep_ not in ("pobj", "pcomp") and not least:
        return "", head.head
    node = head.head.head if least else head.head
    if node.lower_ in words.approximate and node.i > 0 and node.nbor(-1).tag_ == "IN":
        node = node.nbor(-1)  # "by about May 3"
    cue = f"{least or _least([*node.children, *head.children], words)} {node.lower_}".strip()  # "at least until May 3"
    joint = child(node.head, "cc") if node.dep_ == "conj" and node.head.tag_ == "IN" else None
    if joint is not None and child(node.head, "pobj") is None:
        node = node.head
        cue = f"{node.lower_} {joint.lower_} {cue}"  # "on or before May 15"
    # "prior to", "ahead of", "up to", "as of"
    while node.head.i != node.i and node.dep_ in ("prep", "pcomp", "pobj") and node.head.tag_ in ("IN", "RB", "TO", "RP"):
        node = node.head
        cue = f"{node.lower_} {cue}"
    return cue, None if node.head.i == node.i else node.head


def _closely(mention: Mention, head: "Token", cue: str, words: CueWords) -> str:
    """The cue of what is close to a part of a day, and so on that day: `shortly after | 6 a.m. on Sunday`.

    Empty for any other, and for a midnight without a day, which is between two.
    """
    period, value = period_of(mention), mention.timex_value or ""
    if head.dep_ != "pobj" or head.head.i == 0 or not period.part or not value.startswith(str(period.first)):
        return ""
    close = f"{head.head.nbor(-1).lower_} {cue}"
    return close if close in words.closely else ""


def _least(tokens: Sequence["Token"], words: CueWords) -> str:
    """The phrase that makes a date the least, when one of the words is its last."""
    return next((phrase for phrase in words.minimum for token in tokens if phrase.split(" ")[-1] == token.lower_), "")


def pair_up(anchors: list[Anchor], cues: Cues) -> list[tuple[Anchor, Until | None]]:
    """Anchors with the last mention that belongs to them: of `from X to Y`, `X-Y`, `between X and Y` and lists of one kind."""
    out: list[tuple[Anchor, Until | None]] = []
    waiting = list(reversed(anchors))
    while waiting:
        anchor, until, gap = waiting.pop(), None, False
        if waiting and _makes_a_pair(anchor, waiting[-1], cues):
            until = Until(waiting.pop().mention, "PAIR")
        elif waiting and _is_stretch(anchor, waiting[-1], cues):
            last = waiting.pop()
            anchor, until = _whole(anchor, last), Until(last.mention, "STRETCH")
        elif waiting and _ends_with(anchor, waiting[-1], cues):
            until = Until(waiting[-1].mention, "PAIR")
        last = anchor
        while until is None and waiting and _is_listed(anchor, last, waiting[-1]):
            last, before = waiting.pop(), last
            gap |= last.mention.start != before.mention.end or anchor.head.doc[last.first - 1].lower_ in cues.words.either
        listed = Until(last.mention, "LIST" if gap else "STRETCH")  # "on March 19 and 20"
        out.append((anchor, listed if last is not anchor else until))
    return out


def _makes_a_pair(anchor: Anchor, following: Anchor, cues: Cues) -> bool:
    joined = anchor.cue in cues.words.pair_both and following.head.dep_ == "conj"
    led = anchor.cue in cues.words.pair_first and following.cue.split(" ")[-1] in cues.words.pair_last
    return following.first - anchor.last <= _NEXT and (joined or led)


def _is_stretch(anchor: Anchor, following: Anchor, cues: Cues) -> bool:
    """Whether only a dash or a word joins a date to the later one that it runs to: `March 3-5`, `July to September`."""
    first, last = anchor.mention, following.mention
    if following.first - anchor.last != 2 or first.timex_type != last.timex_type or first.start is None or last.end is None:
        return False
    governor, between = anchor.governor, anchor.head.doc[anchor.last + 1].lower_
    moved = governor is not None and cues.lemma(governor) in cues.lexicon.moves  # "moved the vote on Monday to Friday"
    return first.start < last.end and (between in _DASHES or (between in cues.words.stretches and not moved))


def _whole(first: Anchor, last: Anchor) -> Anchor:
    """The anchor of a stretch, from the part that hangs on something else, on a noun before all: `for July to May delivery`."""
    inside = first.governor is not None and last.first <= first.governor.i <= last.last
    of_noun = last.tight and not first.tight and last.governor is not None and last.governor.i > last.last
    outer = last if inside or of_noun else first
    return replace(outer, mention=first.mention, first=first.first, last=last.last)


def _ends_with(anchor: Anchor, following: Anchor, cues: Cues) -> bool:
    """Whether a pair's second date is that of a happening: `from 1971 until his death in 1998`."""
    if anchor.cue not in cues.words.pair_first or anchor.governor is None or not following.cue or following.head.head.i == 0:
        return False
    happening = following.head.head.nbor(-1)
    preposition = happening.head
    ends = happening.dep_ == "pobj" and preposition.lower_ in cues.words.pair_last and preposition.i > anchor.last
    return ends and preposition.head.i == anchor.governor.i


def _is_listed(anchor: Anchor, before: Anchor, following: Anchor) -> bool:
    """Whether a date goes on from one of its kind before it: `on March 19 and 20`, `in 2001, 2004 and 2009`."""
    first, last = before.mention, following.mention
    hangs = following.head.dep_ in ("conj", "appos", "nummod") and anchor.first <= following.head.head.i <= before.last
    if not hangs or following.first - before.last > _NEXT or first.granularity != last.granularity:
        return False
    return first.end is not None and last.start is not None and first.end <= last.start
