"""The text of an article cleaned: paragraphs with a blank line between them, NFC, no controls, nothing that is not its text.

Every later offset points into what `clean` returns. Quotes and dashes stay as they are. The dateline stays in the text, since
its date is evidence; it is returned beside it too.
"""

import re
from itertools import pairwise
from typing import Final, NamedTuple

from transforms.articles.characters import is_free_of, letters_of, normalised
from transforms.articles.settings import CleaningRules

# Between the paragraphs of a text whose lines were cut: blank lines, or the break before an indented line.
PARTING: Final = re.compile(r"\n[ \t\u00a0]*\n\s*|\n(?=[ \t]{2,}\S)")
INDENTED_LINE: Final = re.compile(r"\n  [^\n]*\S")
FLUSH_LINE: Final = re.compile(r"\n(?!  )[^\n]*\S")
LONGEST_BOILERPLATE: Final = 500
LONGEST_CREDIT: Final = 420
LONGEST_SIGNATURE: Final = 40
# What ends an article further up ("Leave a reply" above it) is a line that is no text, and no more.
SHORTEST_ARTICLE: Final = 200
LONGEST_NOTICE: Final = 160
WRAPPED_UP_TO: Final = 100
WRAPPED_FROM: Final = 40
# A text that ends as prose does has no signature, but for a credit.
PROSE_ENDS: Final = (".", "!", "?", "\u201d")
SENTENCE_ENDS: Final = (".", "!", "?", '"', "\u201d", ":", "\u2019", ")", "\u00bb")
# A headline may end in one of these as well, but for a stop before it: "Mayor resigns (update)", "The mayor went (at last.)".
CLOSING: Final = "\u2019)\u00bb"
# A dateline ends in one of these, and within this many characters.
DATELINE_WITHIN: Final = 160
DASHES: Final = ("-", "\u2013", "\u2014", "_")
# A headline and a line below it may stand above a byline; further down "Von Youtube-Netzwerken lernen" is a heading.
BYLINE_AMONG: Final = 3
# None on the sample pages has 50 characters; one of three authors with their towns has three times as many.
BYLINE_CHARS: Final = 160
# "KING OF PRUSSIA, Pennsylvania/WASHINGTON (Reuters) -"; what is longer before an agency is a headline or a sentence.
LONGEST_PLACE: Final = 40


class CleanText(NamedTuple):
    """A text with what was found at its start."""

    text: str
    dateline: re.Match[str] | None
    byline: str | None


def clean(raw: str, rules: CleaningRules, title: str | None = None) -> CleanText:
    """The text of an article as it came, cleaned, below its headline; empty when nothing of it is text."""
    text, byline = raw.rstrip(), None
    if not _is_tidy(text, rules) or _tail(text, rules) is not None:
        text = "\n\n".join(filter(None, _paragraphs(_without_tails(normalised(raw), rules).lstrip("\n"))))
        if not _is_tidy(text, rules):
            text, byline = _kept(text, rules)
    if title:
        text = _below_headline(text, title)
    return CleanText(text, dateline_of(text, rules), byline)


def _is_tidy(text: str, rules: CleaningRules) -> bool:
    """Whether the text is in even paragraphs of plain characters, none of which begins as a line that is no text may."""
    newline = text.find("\n")
    if newline >= 0 and not text.startswith("\n", newline + 1):
        return False  # lines cut at a column, or a paragraph each: the first break tells
    return is_free_of(rules.untidy, text)


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of a text that marks them by blank lines, by indents, or by one line each."""
    lines = text.split("\n")
    if not _is_wrapped(text, lines):
        return [_line(line) for line in lines]
    return [_line(part.replace("\n", " ")) for part in PARTING.split(text)]


def _is_wrapped(text: str, lines: list[str]) -> bool:
    """Whether the lines were cut at a column: none is long, and paragraphs are indented or few lines end a sentence."""
    if max(map(len, lines)) > WRAPPED_UP_TO:
        return False
    if _some_indented(text):
        return True
    inner = [line for line, after in pairwise(lines) if line.strip() and after.strip()]
    if not inner or sum(map(len, inner)) < WRAPPED_FROM * len(inner):
        return False
    return sum(line.rstrip().endswith(SENTENCE_ENDS) for line in inner) * 2 < len(inner)


def _some_indented(text: str) -> bool:
    """Whether some lines after the first one are indented and some are not.

    A wire indents its paragraphs. Short ones of two lines and columns of figures fail every other test: 226 of 924 texts of one
    Reuters file did, and their sentences were cut in two.
    """
    return INDENTED_LINE.search(text) is not None and FLUSH_LINE.search(text) is not None


def _line(text: str) -> str:
    """A line with single plain spaces. Of a normal text in ASCII, only tabs are spaces of another kind."""
    text = text.strip()
    if "\t" in text if text.isascii() else not text.isprintable():
        return " ".join(text.split())
    while "  " in text:  # halved each time
        text = text.replace("  ", " ")
    return text


def _without_tails(text: str, rules: CleaningRules) -> str:
    """The text without agency signatures and desk notes at its end."""
    text = text.rstrip()
    while (cut := _tail(text, rules)) is not None:
        text = text[:cut].rstrip()
    return text


def _tail(text: str, rules: CleaningRules) -> int | None:
    """Where what is not text begins at the text's end: a line of its own, a signature or a credit after the last sentence."""
    found = None
    if not text.endswith(PROSE_ENDS):
        last = text.rfind("\n")
        found = rules.tail_lines.match(text, last) if last >= 0 else None
        found = found or rules.tail_signatures.search(text, max(0, len(text) - LONGEST_SIGNATURE))
    if found is None and _holds(text[-LONGEST_CREDIT:].casefold(), rules.tail_cues):
        found = rules.tail_credits.search(text, max(0, len(text) - LONGEST_CREDIT))
    return found.start() if found is not None else None


def _kept(text: str, rules: CleaningRules) -> tuple[str, str | None]:
    """The paragraphs that are text, and a byline found among the first of them."""
    kept: list[str] = []
    byline = None
    for paragraph in text.split("\n\n"):
        if len(paragraph) <= LONGEST_BOILERPLATE and _may_open(lowered := paragraph.casefold(), rules):
            if lowered in rules.lines or rules.line_patterns.match(paragraph):
                continue
            if rules.stops.match(paragraph):
                if sum(map(len, kept)) < SHORTEST_ARTICLE:
                    continue
                break
            if byline is None and len(kept) < BYLINE_AMONG and len(paragraph) < BYLINE_CHARS and rules.bylines.match(paragraph):
                byline = paragraph
                continue
        kept.append(paragraph)
    if not kept:  # a gallery is all captions: they are its text
        kept = [paragraph for paragraph in text.split("\n\n") if len(paragraph) > LONGEST_NOTICE]
    return "\n\n".join(kept), byline


def _below_headline(text: str, title: str) -> str:
    """The text without a first paragraph that is the headline again; a text that is no more than that keeps it."""
    end = text.find("\n\n")
    if end < 0 or not 2 * end > len(title) > end // 2 or letters_of(text[:end]) != letters_of(title):
        return text
    return text[end + 2 :]


def _may_open(lowered: str, rules: CleaningRules) -> bool:
    return rules.opening.match(lowered) is not None or _holds(f"{lowered}\n", rules.cues)


def _holds(text: str, words: tuple[str, ...]) -> bool:
    for word in words:  # noqa: SIM110 - any() of a generator takes three times as long, and this is asked of every article
        if word in text:
            return True
    return False


def dateline_of(text: str, rules: CleaningRules) -> re.Match[str] | None:
    """The dateline that opens the text: a place with a date or an agency, an agency, or a place in capitals ("ERIE, Pa. -")."""
    head = text[:DATELINE_WITHIN]
    found = rules.dateline.match(text) if _holds(head, DASHES) else None
    if found is None:
        return None
    if found["wire"]:
        return found
    town, _, state = found["place"].partition(",")
    in_capitals = town.isupper() and (state == state.upper() or state.istitle())
    return found if found["month"] or (found["agency"] and len(found["place"]) <= LONGEST_PLACE) or in_capitals else None
