"""Noun phrases of a parsed sentence, as written, without the clauses and the dates in them."""

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from transforms.events.clauses import ancestors, child, is_verb
from transforms.events.grammar import Grammar

if TYPE_CHECKING:
    from transforms.events.tree import Token

# Edges that a noun phrase does not need to be understood: clauses, appositions after a comma, parentheses at its end.
_TRIMMED: Final = frozenset(
    {"relcl", "acl", "appos", "punct", "cc", "conj", "parataxis", "advcl", "ccomp", "prep", "advmod", "npadvmod"}
)
# ... and those of words that lead on to what was trimmed: "a deadline of | July 1".
_LEADING: Final = frozenset({"prep", "cc", "punct", "det"})
# Behind a comma these go on with a list; an adjective or a place does not: "Moe, sixth in the race".
_LISTING: Final = frozenset({"conj", "cc", "appos"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens from `first` to `last`, both included, of one parsed sentence."""

    first: int
    last: int


def is_time(head: "Token", dated: frozenset[int]) -> bool:
    """Whether a phrase is a time, or a share of one: `Monday`, `much of this week`."""
    of = child(head, "prep") if head.tag_[:2] == "JJ" else None
    share = child(of, "pobj") if of is not None else None
    return head.i in dated or (share is not None and share.i in dated)


def noun_phrase(head: "Token", dated: frozenset[int], grammar: Grammar) -> Phrase:
    """The noun phrase of a head, with its conjuncts, `of` and a name's prepositions; without clauses and appositions."""
    kept = {head.i}
    stack = [(c, head) for c in head.children]
    while stack:
        token, parent = stack.pop()
        if token.i in dated or not _belongs(token, parent, head, grammar):
            continue
        kept.add(token.i)
        stack.extend((c, token) for c in token.children)
    first, last = _reach(head, kept, -1), _reach(head, kept, 1)
    while last > head.i and _leads_on(head.doc[last], dated):
        last -= 1
    while first < head.i and head.doc[first].is_space:
        first += 1
    return Phrase(first, last)


def _reach(head: "Token", kept: set[int], step: int) -> int:
    """How far the kept words go on to one side, over the commas of a list and over a hyphen: `Spain, Italy`, `pre-payment`."""
    at, last = head.i, len(head.doc) - 1
    while True:
        if 0 <= at + 2 * step <= last and _is_bridge(head, at + step, kept, step):
            at += 2 * step
        elif at + step in kept:
            at += step
        else:
            return at


def _is_bridge(head: "Token", at: int, kept: set[int], step: int) -> bool:
    left, mark, right = (head.doc[place] for place in (at - 1, at, at + 1))
    if mark.text == "," and at + step in kept:
        path = takewhile(lambda above: above is not head, (right, *ancestors(right)))
        return step < 0 or any(word.dep_ in _LISTING for word in path)
    return mark.text == "-" and left.idx + len(left) == mark.idx and mark.idx + 1 == right.idx


def _leads_on(token: "Token", dated: frozenset[int]) -> bool:
    """Whether a phrase that ends on this word lacks what follows, as where that is a date: `a bond due | in May`."""
    late = token.dep_ == "amod" and token.i > token.head.i and any(word.i in dated for word in token.subtree)
    return token.is_space or token.dep_ in _LEADING or late


def _belongs(token: "Token", parent: "Token", head: "Token", grammar: Grammar) -> bool:
    if token.dep_ not in _TRIMMED:
        return True
    if token.dep_ == "punct":
        return token.text in ("-", "$", "%", "'", "’", "&", "/") or (parent.dep_ != head.dep_ and token.i < head.i)
    if token.dep_ in ("cc", "conj"):
        return not is_verb(token)
    if token.dep_ == "appos":
        return token.i < head.i or _is_close(token) or _is_listed(token)
    if token.dep_ in ("advmod", "npadvmod"):
        return token.i < parent.i and token.tag_ != "WRB"
    return token.dep_ == "prep" and token.lower_ in grammar.in_names and token.i == parent.i + 1


def _is_close(name: "Token") -> bool:
    """Whether a name stands right behind the noun that says who or what it is: `the tin producer | Moe Mining`."""
    first = name.left_edge
    return (
        name.tag_ in ("NNP", "NNPS")
        and name.head.tag_ in ("NN", "NNS")
        and first.i == name.head.i + 1
        and first.dep_ != "punct"
    )


def _is_listed(name: "Token") -> bool:
    """Whether a name that the parser took for an apposition is one of a list: `Ann Poe, | Bob Ray and Al Moe | won`."""
    last = child(name, "conj")
    names = last is not None and all(word.tag_ == "NNP" for word in (name.head, name, last))
    following = max(word.i for word in name.subtree) + 1
    return names and following < len(name.doc) and name.doc[following].dep_ != "punct"
