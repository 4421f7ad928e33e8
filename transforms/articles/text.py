"""The text of an article cleaned: paragraphs with a blank line between them, NFC, no controls, nothing that is not its text.

Every later offset points into what `clean` returns. Quotes and dashes stay as they are. The dateline stays in the text, since
its date is evidence; it is returned beside it too.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from transforms.articles.settings import CleaningRules

CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ud800-\udfff]")
BREAK_CHARS: Final = frozenset("\u0085\u2028\u2029\x0b\x0c")
BREAKS: Final = re.compile(f"[{''.join(sorted(BREAK_CHARS))}]")
# Not printable to Python, and no reason to search: the newline, the tab and the spaces other than the plain one.
HARMLESS: Final = frozenset("\n\t\u00a0\u1680\u202f\u205f\u3000") | {chr(code) for code in range(0x2000, 0x200B)}
BLANK: Final = re.compile(r"\n[ \t\u00a0]*\n\s*")
INDENT: Final = re.compile(r"\n(?=[ \t]{2,}\S)")
LONGEST_BOILERPLATE: Final = 500
LONGEST_TAIL: Final = 420
WRAPPED_UP_TO: Final = 100
WRAPPED_FROM: Final = 40
# A text that ends as prose does has no signature, but for the cue of one.
PROSE_ENDS: Final = (".", "!", "?", "\u201d")
SENTENCE_ENDS: Final = (".", "!", "?", '"', "\u201d", ":", "\u2019", ")", "\u00bb")


@dataclass(frozen=True, slots=True)
class CleanText:
    """A text with what was found at its start."""

    text: str
    dateline: re.Match[str] | None
    byline: str | None


def clean(raw: str, rules: CleaningRules) -> CleanText:
    """The text of an article as it came, cleaned; empty when nothing of it is text."""
    text = normalised(raw)
    text = _without_tails(text, rules)
    paragraphs, byline = _kept(_paragraphs(text), rules)
    text = "\n\n".join(paragraphs)
    return CleanText(text, _dateline(text, rules), byline)


def normalised(raw: str) -> str:
    """NFC without control characters; every line break is a newline."""
    if "\r" in raw:
        raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    # Most texts are printable but for their newlines, and to see that is ten times as quick as to search for each character.
    if not raw.replace("\n", "").isprintable() and not HARMLESS.issuperset(odd := _unprintable(raw)):
        raw = BREAKS.sub("\n", raw) if odd & BREAK_CHARS else raw
        raw = CONTROLS.sub("", raw)
    if not raw.isascii() and not unicodedata.is_normalized("NFC", raw):
        raw = unicodedata.normalize("NFC", raw)
    return raw


def _unprintable(text: str) -> set[str]:
    return {char for char in set(text) if not char.isprintable()}


def one_line(raw: str) -> str:
    """A headline or a byline: normalised, on one line."""
    return " ".join(normalised(raw).split())


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of a text that marks them by blank lines, by indents, or by one line each."""
    text = text.strip("\n")
    if "\n" not in text:
        return [_line(text)]
    lines = text.split("\n")
    wrapped = _is_wrapped(lines)
    if BLANK.search(text):
        blocks = BLANK.split(text)
        if not wrapped:
            return [_line(line) for block in blocks for line in block.split("\n")]
    elif wrapped and INDENT.search(text):
        blocks = INDENT.split(text)
    elif wrapped:
        blocks = [text]
    else:
        return [_line(line) for line in lines]
    if wrapped:
        blocks = [part for block in blocks for part in INDENT.split(block)]
    return [_line(block.replace("\n", " ")) for block in blocks]


def _is_wrapped(lines: list[str]) -> bool:
    """Whether the lines were cut at a column: none is long, and paragraphs are indented or few lines end a sentence."""
    if max(map(len, lines)) > WRAPPED_UP_TO:
        return False
    full = [line for line in lines if line.strip()]
    if len({line.startswith("  ") for line in full[1:]}) == 2:
        # A wire indents its paragraphs. Short ones of two lines and columns of figures fail every other test: 226 of 924 texts
        # of one Reuters file did, and their sentences were cut in two.
        return True
    inner = [line for line, after in pairwise(lines) if line.strip() and after.strip()]
    if not inner or sum(map(len, inner)) < WRAPPED_FROM * len(inner):
        return False
    return sum(line.rstrip().endswith(SENTENCE_ENDS) for line in inner) * 2 < len(inner)


def _line(text: str) -> str:
    """A paragraph on one line, with single plain spaces."""
    text = text.strip()
    return text if "  " not in text and text.isprintable() else " ".join(text.split())


def _without_tails(text: str, rules: CleaningRules) -> str:
    """The text without agency signatures and desk notes at its end."""
    text = text.rstrip()
    while text[-1:] not in PROSE_ENDS or rules.tail_cue in text[-LONGEST_TAIL:]:
        end = max(0, len(text) - LONGEST_TAIL)
        found = rules.tails.search(text, end)
        if found is None or not found[0].strip():
            return text
        text = text[: found.start()].rstrip()
    return text


def _kept(paragraphs: list[str], rules: CleaningRules) -> tuple[list[str], str | None]:
    """The paragraphs that are text, and a byline found among the first of them."""
    kept: list[str] = []
    byline = None
    for paragraph in paragraphs:
        if not paragraph:
            continue
        if len(paragraph) <= LONGEST_BOILERPLATE:
            if paragraph.casefold() in rules.lines or rules.line_patterns.match(paragraph):
                continue
            if rules.stops.match(paragraph):
                break
            if byline is None and len(kept) < 3 and len(paragraph) < 160 and rules.bylines.match(paragraph):
                byline = paragraph
                continue
        kept.append(paragraph)
    return kept, byline


def _dateline(text: str, rules: CleaningRules) -> re.Match[str] | None:
    """The dateline that opens the text: a place with a date or an agency, or a place in capitals."""
    found = rules.dateline.match(text)
    if found is None:
        return None
    if found["month"] or (found["agency"] and len(found["place"]) <= 40) or found["place"].strip(" ,.").isupper():
        return found
    return None
