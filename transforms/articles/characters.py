"""Characters made normal: NFC, newlines alone for line breaks, no controls. Quotes and dashes stay as they are."""

import re
import unicodedata
from typing import Any, Final

import re2

CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ud800-\udfff]")
BREAK_CHARS: Final = frozenset("\u0085\u2028\u2029\x0b\x0c")
BREAKS: Final = re.compile(f"[{''.join(sorted(BREAK_CHARS))}]")
LETTERS: Final = re.compile(r"[^\W_]+")
# Not printable to Python, and no reason to search: the newline, the tab and the spaces other than the plain one.
HARMLESS: Final = frozenset("\n\t\u00a0\u1680\u202f\u205f\u3000") | {chr(code) for code in range(0x2000, 0x200B)}
# The newline and what needs no work, as a class of RE2: the letters of Western Europe, each one code point that folds to one,
# and the quotes and dashes of print.
PLAIN: Final = "\n -~\xa1-\xac\xae-\xb4\xb6-\xde\xe0-\xff\u2013\u2014\u2018\u2019\u201c-\u201e\u2026\u20ac"
# To delete them from the bytes is the quickest way to see that there is nothing else.
PLAIN_ASCII: Final = bytes((0x0A, *range(0x20, 0x7F)))
Finder = Any  # a set of RE2, whose module has no types


def finder(pattern: str, *, ignore_case: bool = False) -> Finder:
    """What `is_free_of` asks: a set of RE2 with one pattern, since a set says yes or no and works out no place."""
    options = re2.Options()
    options.case_sensitive = not ignore_case
    found = re2.Set.SearchSet(options)
    found.Add(pattern)
    found.Compile()
    return found


UNPLAIN: Final[Finder] = finder(f"[^{PLAIN}]")


def normalised(raw: str) -> str:
    """NFC without control characters; every line break is a newline."""
    if not raw.encode("ascii").translate(None, PLAIN_ASCII) if raw.isascii() else is_free_of(UNPLAIN, raw):
        return raw
    if "\r" in raw:
        raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    # Most texts are printable but for their newlines, and to see that is ten times as quick as to search for each character.
    if not raw.replace("\n", "").isprintable() and not HARMLESS.issuperset(odd := _unprintable(raw)):
        raw = BREAKS.sub("\n", raw) if odd & BREAK_CHARS else raw
        raw = CONTROLS.sub("", raw)
    if not raw.isascii() and not unicodedata.is_normalized("NFC", raw):
        raw = unicodedata.normalize("NFC", raw)
    return raw


def is_free_of(finder: Finder, text: str) -> bool:
    """Whether a finder finds nothing in a text, asked of its bytes: of a `str` RE2's module takes several times as long.

    >>> is_free_of(UNPLAIN, "Z\u00fcrich"), is_free_of(UNPLAIN, "Zu\u0308rich"), is_free_of(UNPLAIN, "half: " + chr(0xD800))
    (True, False, False)
    """
    try:
        return finder.Match(text.encode()) is None
    except UnicodeEncodeError:
        return False


def one_line(raw: str) -> str:
    """A headline or a byline: normalised, on one line."""
    raw = raw.strip()
    if raw.isascii() and raw.isprintable() and "  " not in raw:
        return raw
    return " ".join(normalised(raw).split())


def letters_of(text: str) -> str:
    """Letters and digits alone, folded: two headlines differ in dashes, bars, quotation marks and capitals."""
    return "".join(LETTERS.findall(text)).casefold()


def _unprintable(text: str) -> set[str]:
    return {char for char in set(text) if not char.isprintable()}
