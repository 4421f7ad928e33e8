"""Links inside a sentence: which mention dates which trigger, by what cue, on what evidence.

A mention hangs on a word, mostly through a preposition: the cue. Climbing from there, the first trigger is dated EXPLICIT.
What shares its clause (conjuncts, complements, its nouns) is dated EXPLICIT_CLAUSE, what is left of the sentence
INHERITED_SENTENCE.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from transforms.events.clauses import CLAUSE_EDGES, ancestors, child, is_verb
from transforms.temporal.mention import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

STRENGTH: Final = ("EXPLICIT", "EXPLICIT_CLAUSE", "INHERITED_SENTENCE", "INHERITED_DOCUMENT")
_HANGS_BARE = frozenset(
    {"npadvmod", "tmod", "advmod", "nmod", "appos", "compound", "nummod", "poss", "amod", "dep", "quantmod", "attr", "dobj"}
)
_CLAUSE_NOUNS = frozenset({"dobj", "nsubj", "nsubjpass", "attr", "pobj", "oprd", "conj", "acomp", "dative"})


@dataclass(frozen=True, slots=True)
class Link:
    """A mention that dates a trigger: the cue as a lower-case preposition (empty when there is none) and the evidence.

    `until` is the second mention of a pair: `from Monday to Friday`.
    """

    mention: Mention
    cue: str
    basis: str
    until: Mention | None = None


@dataclass(frozen=True, slots=True)
class _Anchor:
    mention: Mention
    head: "Token"
    cue: str
    governor: "Token | None"
    first: int


def dated_tokens(doc: "Doc", start: int, mentions: Sequence[Mention]) -> dict[int, Mention]:
    """The tokens of each mention, by index in the parsed sentence that begins at `start`."""
    out: dict[int, Mention] = {}
    for mention in mentions:
        for token in doc:
            begin = start + token.idx
            if begin < mention.char_end and begin + len(token) > mention.char_start and not token.is_space:
                out[token.i] = mention
    return out


def find_links(
    doc: "Doc", tokens: Mapping[int, Mention], triggers: frozenset[int], ignored_cues: frozenset[str]
) -> dict[int, Link]:
    """The link of every trigger that a mention of its sentence dates, by the trigger's index."""
    anchors = _pair_up([anchor for anchor in _anchors(doc, tokens) if anchor.cue not in ignored_cues])
    links: dict[int, Link] = {}
    for anchor, until in anchors:
        target, basis = _target(anchor, triggers)
        if target is not None:
            _add(links, target.i, Link(anchor.mention, anchor.cue, basis, until))
    for index, link in sorted(links.items()):
        for other in _clause_mates(doc[index], triggers):
            if other not in links:
                links[other] = Link(link.mention, link.cue, "EXPLICIT_CLAUSE", link.until)
    return links


def _add(links: dict[int, Link], index: int, link: Link) -> None:
    known = links.get(index)
    if known is None or STRENGTH.index(link.basis) < STRENGTH.index(known.basis):
        links[index] = link
    elif link.basis == known.basis and known.mention.start is None and link.mention.start is not None:
        links[index] = link  # a date says more than a length


def _anchors(doc: "Doc", tokens: Mapping[int, Mention]) -> list[_Anchor]:
    by_mention: dict[str, list[int]] = {}
    for index, mention in tokens.items():
        by_mention.setdefault(mention.mention_id, []).append(index)
    out = []
    for indices in by_mention.values():
        inside = frozenset(indices)
        outward = [doc[i] for i in indices if doc[i].head.i not in inside or doc[i].head.i == i]
        head = next((t for t in outward if t.dep_ != "punct"), doc[indices[0]])
        cue, governor = _hang(head, inside)
        out.append(_Anchor(tokens[indices[0]], head, cue, governor, min(indices)))
    return sorted(out, key=lambda anchor: anchor.first)


def _hang(head: "Token", inside: frozenset[int]) -> tuple[str, "Token | None"]:
    """The cue and the governor of a mention's head; no governor for one that hangs on nothing."""
    if head.head.i == head.i:
        return "", None
    if head.dep_ in ("pobj", "pcomp"):
        preposition = head.head
        cue, node = preposition.lower_, preposition
        # "prior to", "ahead of", "up to", "as of"
        while node.head.i != node.i and node.dep_ in ("prep", "pcomp", "pobj") and node.head.tag_ in ("IN", "RB", "TO", "RP"):
            node = node.head
            cue = f"{node.lower_} {cue}"
        return cue, None if node.head.i == node.i else node.head
    if head.dep_ == "prep" or head.tag_ == "IN":
        return "", head.head
    return "", head.head


def _pair_up(anchors: list[_Anchor]) -> list[tuple[_Anchor, Mention | None]]:
    """Anchors with, for `from X to Y` and `between X and Y`, the second mention."""
    out: list[tuple[_Anchor, Mention | None]] = []
    skip = False
    for anchor, following in zip_longest(anchors, anchors[1:]):
        if skip:
            skip = False
            continue
        paired = (
            following is not None
            and following.first - anchor.head.i <= 4
            and (
                (
                    anchor.cue == "from"
                    and following.cue in ("to", "until", "through", "till", "from to", "from until", "from through")
                )
                or (anchor.cue == "between" and following.head.dep_ == "conj")
            )
        )
        out.append((anchor, following.mention if paired and following is not None else None))
        skip = paired
    return out


def _target(anchor: _Anchor, triggers: frozenset[int]) -> tuple["Token | None", str]:
    governor = anchor.governor
    if governor is None:
        return None, "EXPLICIT"
    crossed = False
    for node in (governor, *ancestors(governor)):
        if node.i in triggers:
            return node, "EXPLICIT_CLAUSE" if crossed else "EXPLICIT"
        inner = _copular_target(node, triggers)
        if inner is not None:
            return inner, "EXPLICIT"
        crossed = crossed or node.dep_ in CLAUSE_EDGES
    return None, "EXPLICIT"


def _copular_target(node: "Token", triggers: frozenset[int]) -> "Token | None":
    """`The summit was on Monday`: what the copula is said of, when that is an event."""
    if not is_verb(node):
        return None
    for label in ("acomp", "attr", "nsubj"):
        argument = child(node, label)
        if argument is not None and argument.i in triggers:
            return argument
    return None


def _clause_mates(token: "Token", triggers: frozenset[int]) -> list[int]:
    """The triggers that share the clause of a dated one: its verb, that verb's conjuncts and complements, and its nouns."""
    verb = token
    for head in ancestors(token):
        if is_verb(verb) or verb.dep_ in CLAUSE_EDGES:
            break
        verb = head
    found = [verb.i] if verb.i in triggers and verb.i != token.i else []
    stack = [(c, 0) for c in verb.children]
    while stack:
        node, depth = stack.pop()
        clause_inside = is_verb(node) and node.dep_ not in ("xcomp", "conj")
        if clause_inside or depth > 3 or (node.dep_ == "conj" and child(node, "nsubj", "nsubjpass") is not None):
            continue
        if node.i in triggers and node.i != token.i:
            found.append(node.i)
        if node.dep_ in _CLAUSE_NOUNS or node.dep_ in ("xcomp", "prep", "agent"):
            stack.extend((c, depth + 1) for c in node.children)
    return sorted(found)
