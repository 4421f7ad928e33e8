"""Text without what a reader does not see: tags, soft hyphens, joiners, more than one blank, blanks and carriage returns at the
end of a line; and the way back to the offsets as given."""

import re
from collections.abc import Sequence
from typing import Final

# Tags are bounded in length, so that a text full of "<" costs no more than any other.
_MARKUP: Final = re.compile(
    r"</?(?P<tag>[A-Za-z][A-Za-z0-9]{0,9})(?:\s[^<>]{0,200})?/?>|[\u00ad\u200b-\u200d\u2060\ufeff]|&nbsp;|&#160;"
)
_UNSEEN: Final = re.compile(rf"{_MARKUP.pattern}|\r(?=\n)|(?<= ) +|(?<!\n) +(?=\r?\n)")
# What shows without a search that there is a blank or a carriage return too many.
_TOO_MANY: Final = ("  ", " \n", "\r\n")
_SPACES: Final = frozenset({"&nbsp;", "&#160;"})
_PARAGRAPH: Final = "\n\n"
# A browser sets these apart from what is before and after; a tag that it does not know is inside a line, as <b> is.
_BLOCKS: Final = frozenset(
    {
        *("address", "article", "aside", "blockquote", "center", "div", "footer", "form", "header", "hr", "main", "nav", "p"),
        *("dd", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "option", "pre", "section"),
        "ul",
        *("caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"),
    }
)


def has_unseen(text: str) -> bool:
    """Whether the text holds anything that `seen` would take out."""
    if any(sign in text for sign in _TOO_MANY):
        return True
    if text.isascii() and "<" not in text and "&" not in text:
        return False
    return _MARKUP.search(text) is not None


def seen(text: str) -> tuple[str, list[int]]:
    """What a reader sees of the text, and for each of its characters the offset in the text as given.

    >>> seen("last <b>we\u00adek</b>")
    ('last week', [0, 1, 2, 3, 4, 8, 9, 11, 12])
    """
    parts: list[str] = []
    offsets: list[int] = []
    position = 0
    for match in _UNSEEN.finditer(text):
        start, shown = match.start(), _shown(match)
        _add(text[position:start], range(position, start), parts, offsets)
        _add(shown, [start] * len(shown), parts, offsets)
        position = match.end()
    _add(text[position:], range(position, len(text)), parts, offsets)
    return "".join(parts), offsets


def _shown(unseen: re.Match[str]) -> str:
    """The white space that stands where something is taken out: "last<br>Monday", "<li>May</li><li>1990 dinars</li>"."""
    tag = (unseen["tag"] or "").lower()
    if tag in _BLOCKS:
        return _PARAGRAPH
    return " " if tag == "br" or unseen.group() in _SPACES else ""


def _add(piece: str, places: Sequence[int], parts: list[str], offsets: list[int]) -> None:
    """Append what is shown, with its offsets, less the white space that would be too much behind what is there."""
    before = parts[-1] if parts else ""
    kept = "" if piece == before == _PARAGRAPH else piece.lstrip(" ") if before.endswith((" ", "\n")) else piece
    if kept:
        parts.append(kept)
        offsets.extend(places[len(places) - len(kept) :])
