"""What the rules read of a parsed piece: words, tags and edges as plain objects, under the names that spaCy gives them.

spaCy makes a new object whenever a token is asked for its head or its children, and the rules ask a hundred times a word:
copied once, they take half the time. Nothing here depends on spaCy's own memory.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    import spacy.tokens

_OFFSET = attrgetter("idx")


@dataclass(slots=True, eq=False, repr=False)
class Token:
    """One word: its place `i` and offset `idx`, its Penn tag, its edge `dep_` to its head (itself at a root)."""

    doc: "Doc"
    i: int
    idx: int
    text: str
    lower_: str
    tag_: str
    dep_: str
    head: "Token" = field(init=False)
    children: list["Token"] = field(default_factory=list)

    def __len__(self) -> int:
        """Length in code points."""
        return len(self.text)

    def __bool__(self) -> bool:
        """A token is a token, whatever its length."""
        return True

    def __repr__(self) -> str:
        """The word, as spaCy shows it."""
        return self.text

    @property
    def is_space(self) -> bool:
        """Whether the token is made of white space."""
        return self.text.isspace()

    def nbor(self, step: int = 1) -> "Token":
        """The token so many places on."""
        return self.doc[self.i + step]

    @property
    def subtree(self) -> Iterator["Token"]:
        """The token and all below it, from left to right where no edges cross."""
        waiting: list[tuple[Token, bool]] = [(self, False)]
        while waiting:
            token, is_opened = waiting.pop()
            if is_opened or not token.children:
                yield token
                continue
            lefts = [(each, False) for each in token.children if each.i < token.i]
            rights = [(each, False) for each in token.children if each.i > token.i]
            waiting += [*reversed(rights), (token, True), *reversed(lefts)]

    @property
    def left_edge(self) -> "Token":
        """The first token of the subtree."""
        return min(self.subtree, key=_OFFSET)

    @property
    def coordination(self) -> list["Token"]:
        """This word and those coordinated with it, the first one first: looked for once, since a list may be long."""
        known = self.doc.coordinations.get(self.i)
        if known is not None:
            return known
        above = [self]
        while above[-1].dep_ == "conj" and above[-1].head is not above[-1]:
            above.append(above[-1].head)
        found = above[-1:]
        for word in found:
            found += [each for each in word.children if each.i > word.i and each.dep_ == "conj"]
        self.doc.coordinations.update((word.i, found) for word in (*above, *found))
        return found

    @property
    def conjuncts(self) -> tuple["Token", ...]:
        """The words coordinated with this one."""
        return tuple(word for word in self.coordination if word is not self)


class Doc:
    """The tokens of a parsed piece and its text."""

    __slots__ = ("coordinations", "firsts", "text", "tokens")

    def __init__(self, parsed: "spacy.tokens.Doc", text: str) -> None:
        self.text = text  # the same as `parsed.text`, which is joined anew whenever it is asked for
        self.tokens = [Token(self, t.i, t.idx, t.text, t.lower_, t.tag_, t.dep_) for t in parsed]
        # What is looked for once: the words of a list, and the first of those that a word goes on from.
        self.coordinations: dict[int, list[Token]] = {}
        self.firsts: dict[int, Token] = {}
        heads = [t.head.i for t in parsed]
        for token, head in zip(self.tokens, heads, strict=True):
            token.head = self.tokens[head]
            if head != token.i:
                token.head.children.append(token)

    def __len__(self) -> int:
        """How many tokens."""
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        """The tokens from left to right."""
        return iter(self.tokens)

    @overload
    def __getitem__(self, place: int) -> Token: ...
    @overload
    def __getitem__(self, place: slice) -> list[Token]: ...
    def __getitem__(self, place: int | slice) -> Token | list[Token]:
        """The token at a place, or those of a slice."""
        return self.tokens[place]

    def touching(self, start: int, end: int) -> list[Token]:
        """The tokens that the text from `start` to `end` touches, spaces between tokens aside; none of no text, or outside."""
        if start >= end:
            return []
        first, last = self._at(start), self._at(end - 1)
        if first is None or last is None:
            return []
        if start == self.tokens[first].idx + len(self.tokens[first]):
            first += 1
        return self.tokens[first : last + 1]

    def _at(self, offset: int) -> int | None:
        if not self.tokens or not 0 <= offset < len(self.text):
            return None
        return bisect_right(self.tokens, offset, key=_OFFSET) - 1
