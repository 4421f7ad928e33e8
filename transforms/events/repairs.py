"""Mistakes of the parser that a date shows: it and the name behind it are taken for one, `In February Northgate bought`."""

from bisect import insort
from collections.abc import Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from transforms.events.clauses import FINITE, SUBJECTS, child
from transforms.temporal.mention import Mention

if TYPE_CHECKING:
    from transforms.events.tree import Doc, Token

_PLACE: Final = attrgetter("i")


def part_names(doc: "Doc", tokens: Mapping[int, Mention]) -> None:
    """Hang a date on the preposition before it, and make the name behind it the subject that the verb lacks otherwise.

    `tokens` are those of the mentions, by index.
    """
    for index in tokens:
        date, preposition = doc[index], doc[index - 1]
        if index == 0 or date.dep_ != "compound" or date.head.tag_ != "NNP" or preposition.tag_ != "IN":
            continue
        name, verb = date.head, preposition.head
        taken = child(verb, *SUBJECTS)
        alone = taken is None or taken.i == name.i
        if index - 1 not in tokens and name.i not in tokens and verb.tag_ in FINITE and alone and index < name.i < verb.i:
            _hang(date, preposition, "pobj")
            _hang(name, verb, "nsubj")


def _hang(token: "Token", head: "Token", label: str) -> None:
    if token.head is not token:
        token.head.children.remove(token)
    token.head, token.dep_ = head, label
    insort(head.children, token, key=_PLACE)
