"""Sentences: the stretches of a text that end in a full stop, a question or exclamation mark, or a paragraph."""

import re
from functools import cache
from pathlib import Path
from typing import Final

from transforms.configuration import config_root, load_toml

# A mark that may end a sentence: with what closes it, and white space after; or a paragraph's end.
_CANDIDATE: Final = re.compile(r"[.!?][\"')\]\u2019\u201d]{0,3}\s+|\n[ \t\r]*\n\s*")
_WORD_BEFORE: Final = re.compile(r"[^\W\d_]{1,12}(?:\.[^\W\d_]){0,5}$")


@cache
def _abbreviations(language: str, root: Path) -> frozenset[str]:
    return frozenset(load_toml(root / "languages" / language / "sentences.toml")["abbreviations"])


def split_sentences(text: str, language: str = "en", config_dir: str | Path | None = None) -> list[tuple[int, int]]:
    """The sentences of a text as half-open character ranges, in order, without the white space between them.

    Linear in the text. The abbreviations are the language's, in the project's own `config` or in another folder. A paragraph
    (a blank line) always ends a sentence; an abbreviation, an initial or a small letter next does not let a full stop end one.

    >>> split_sentences("Mr. Smith left. He came back.")
    [(0, 15), (16, 29)]
    """
    known = _abbreviations(language, config_root(config_dir))
    out: list[tuple[int, int]] = []
    start = 0
    for match in _CANDIDATE.finditer(text):
        at, after = match.span()
        first = text[at]
        if first != "\n" and (text[after : after + 1].islower() or (first == "." and not _ends(text, at, after, known))):
            continue
        end = at if first == "\n" else at + len(match.group().rstrip())
        if end > start:
            out.append((start, end))
        start = after
    end = len(text.rstrip())
    if end > start:
        out.append((start, end))
    return _trimmed(text, out)


def _ends(text: str, at: int, after: int, known: frozenset[str]) -> bool:
    before = _WORD_BEFORE.search(text[max(0, at - 14) : at])
    if before is None:
        return True
    word = before.group()
    if len(word) == 1:
        return not word.isupper() or "\n" in text[at + 1 : after]
    return word.lower() not in known


def _trimmed(text: str, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if not ranges or not text[:1].isspace():
        return ranges
    start, end = ranges[0]
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return [(start, end), *ranges[1:]] if end > start else ranges[1:]
