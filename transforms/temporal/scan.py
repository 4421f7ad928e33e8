"""Candidate stretches: the words round a trigger that can belong to a time expression.

A compiled expression finds the triggers (month names, units, years, ...) in one pass; from each, the stretch grows to both
sides over words of the language's vocabulary, at most `REACH` characters and never across a paragraph. So the cost is linear
in the text, whatever it says.
"""

import re
from collections.abc import Iterator
from typing import Final

import re2

from transforms.configuration import ConfigurationError
from transforms.forms import shown
from transforms.temporal.grammar import Grammar
from transforms.temporal.lexicon import NORMAL, Lexicon

# Longer expressions are not written; the bound keeps "1989 1989 1989 ..." linear.
REACH: Final = 110
# How far to the left most of them begin at most.
NEAR: Final = 12
# Dumps hold halves of characters, which no encoding takes.
SURROGATE: Final = re.compile("[\ud800-\udfff]")


class Scanner:
    """Finds candidate stretches; made once for a lexicon and a grammar."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        words = sorted(lexicon.triggers, key=lambda word: (-len(word), word))
        joined = "|".join(re.escape(word) for word in words)
        shapes = "|".join(lexicon.trigger_shapes)
        try:
            self._triggers = re2.compile(rf"\b(?:{joined})\b|{shapes}")
        except re2.error as error:
            raise ConfigurationError(f"expected patterns in trigger_shapes of [settings], got {shown(str(error))}") from error
        phrase_words = {part for _, parts, _ in lexicon.phrases for part in parts}
        self._token = lexicon.token
        self._vocabulary = (frozenset(lexicon.words) | grammar.words | phrase_words | lexicon.abbreviations) - {"."}
        # A full stop belongs to the stretch only after these.
        self._dotted = lexicon.abbreviations | lexicon.initials

    def stretches(self, lowered: str) -> Iterator[tuple[int, int]]:
        """The stretches of a text that is `plain`, left to right, none overlapping, as character offsets."""
        end = 0
        # In bytes RE2 need not count characters; in ASCII the offsets are the same.
        for match in self._triggers.finditer(lowered.encode() if lowered.isascii() else lowered):
            at = match.start()
            if at < end:
                continue
            start = self._left(lowered, at, end)
            end = self._right(lowered, at)
            if end > start:
                yield start, end

    def _left(self, text: str, at: int, limit: int) -> int:
        # Most stretches begin within a few words: cut those first, all that is in reach only when they all belong.
        near = text.rfind(" ", limit, max(limit, at - NEAR)) + 1
        if near > max(limit, at - REACH) and text.find("\n", near - 1, at) < 0:
            start = self._grown(text, near, at)
            if start > near:
                return start
        return self._grown(text, max(limit, at - REACH), at)

    def _grown(self, text: str, low: int, at: int) -> int:
        start = at
        matches = list(self._token.finditer(text, low, at))
        for index in range(len(matches) - 1, -1, -1):
            begin, word = matches[index].start(), matches[index].group()
            if begin == low and low and text[low - 1].isalnum():
                break
            if not (self._belongs(word) or (word == "." and index and matches[index - 1].group() in self._dotted)):
                break
            start = begin
        return start

    def _right(self, text: str, at: int) -> int:
        end, before = at, ""
        for match in self._token.finditer(text, at, at + REACH):
            word = match.group()
            # A token that the window may have cut is left out.
            if match.end() == at + REACH and end > at:
                break
            if not self._belongs(word) and not (word == "." and before in self._dotted):
                break
            end, before = match.end(), word
        return end

    def _belongs(self, word: str) -> bool:
        first = word[0]
        return first.isdigit() or word in self._vocabulary or (first == "'" and len(word) > 1)


def plain(text: str) -> str:
    """The text in small letters and plain quotes and hyphens, character for character; a lone surrogate becomes "?"."""
    if text.isascii():
        return text.lower()
    # Of U+0130 alone the small letter is two characters, and NORMAL makes another of it.
    return SURROGATE.sub("?", text.translate(NORMAL)).lower()
