"""Text without what a reader does not see: inline tags, soft hyphens, joiners, more than one blank, blanks and carriage returns
at the end of a line; and the way back to the offsets as given."""

import re
from typing import Final

# Tags are bounded in length, so that a text full of "<" costs no more than any other.
_MARKUP: Final = re.compile(
    r"</?[A-Za-z][A-Za-z0-9]{0,9}(?:\s[^<>]{0,200})?/?>|[\u00ad\u200b-\u200d\u2060\ufeff]|&nbsp;|&#160;"
)
_UNSEEN: Final = re.compile(rf"{_MARKUP.pattern}|\r(?=\n)|(?<= ) +|(?<!\n) +(?=\r?\n)")
# What shows without a search that there is a blank or a carriage return too many.
_TOO_MANY: Final = ("  ", " \n", "\r\n")
_SPACES: Final = frozenset({"&nbsp;", "&#160;"})


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
        parts.append(text[position : match.start()])
        offsets.extend(range(position, match.start()))
        if match.group() in _SPACES:
            parts.append(" ")
            offsets.append(match.start())
        position = match.end()
    parts.append(text[position:])
    offsets.extend(range(position, len(text)))
    return "".join(parts), offsets
