"""RSS and Atom feeds: every entry is a record, dated by the feed."""

import re
from typing import Any, Final
from xml.sax import SAXException

from flows.readers.form import Format, Head, Reading, Records, refuse
from flows.readers.markup import document, root_name
from flows.readers.stream import ByteStream
from transforms.articles.record import RawRecord

ROOTS: Final = ("rss", "feed", "RDF", "channel")
# What feedparser and the parsers below it raise on broken documents.
FAULTS: Final = (ValueError, LookupError, ArithmeticError, AttributeError, TypeError, AssertionError, RecursionError, OSError)
# One number that is no character would take every entry along.
REFERENCE: Final = re.compile(rb"&#(?:[xX]0*([0-9a-fA-F]{4,})|0*([0-9]{5,}));?")
NO_CHARACTER: Final = b"&#65533;"
LONGEST_NUMBER: Final = 7
BEGUN: Final = re.compile(rb"<(?:[\w.-]+:)?(?:item|entry)[\s>]", re.IGNORECASE)
ENDED: Final = re.compile(rb"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
CLOSED: Final = re.compile(rb"</(?:[\w.-]+:)?(?:rss|feed|RDF|channel)\s*>", re.IGNORECASE)


def recognise(head: Head) -> bool:
    """The root element of RSS or Atom."""
    return root_name(head) in ROOTS and (root_name(head) != "channel" or b"<item" in head.data)


def read(stream: ByteStream, reading: Reading) -> Records:
    """One record an entry; the locator is its ordinal. Of a feed that breaks off, the entry in which it does is refused."""
    data = document(stream, reading)
    if not isinstance(data, bytes):
        yield from () if data is None else (data,)
        return
    import feedparser  # no other format waits for it

    try:
        # The bytes and never a name: feedparser would open what looks like a path or an address.
        feed: Any = feedparser.parse(_Bytes(REFERENCE.sub(_character, data)), sanitize_html=False, resolve_relative_uris=False)
        entries = list(feed.entries)
    except FAULTS as error:
        yield refuse("0", "bad_feed", f"expected a feed, got {type(error).__name__}: {str(error)[:200]}", data)
        return
    if not entries:
        reason = feed.get("bozo_exception")
        yield refuse("0", "no_entries", f"expected entries, got none{f': {reason}'[:200] if reason else ''}", data)
        return
    language = feed.feed.get("language")
    sound = _sound(data, len(entries)) if isinstance(feed.get("bozo_exception"), SAXException) else None
    for ordinal, entry in enumerate(entries[:sound]):
        yield RawRecord(str(ordinal), _fields(entry, language))
    if sound is not None:
        message = f"expected a whole feed, got one that breaks off at entry {sound}: {feed.bozo_exception}"
        yield refuse(str(sound), "bad_feed", message)


def _sound(data: bytes, found: int) -> int | None:
    """How many of the entries found in a feed that is no XML are whole; None where the feed is, too, for all its slips.

    A slip, such as an `&` alone, is read over; a part that is never closed takes all that follows into its entry.
    """
    begun = [match.start() for match in BEGUN.finditer(data)]
    ended = max((match.start() for match in ENDED.finditer(data)), default=0)
    if found < len(begun) or (begun and begun[-1] > ended):
        return found - 1
    return None if CLOSED.search(data, ended) else found


def _character(reference: re.Match[bytes]) -> bytes:
    """The reference, or one to the sign for what cannot be shown when it is to half a character or to none."""
    hexadecimal, decimal = reference.groups()
    digits = hexadecimal or decimal
    if len(digits) > LONGEST_NUMBER:
        return NO_CHARACTER
    number = int(digits, 16 if hexadecimal else 10)
    return NO_CHARACTER if 0xD800 <= number <= 0xDFFF or number > 0x10FFFF else reference[0]


class _Bytes:
    """What feedparser takes for an open file."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def read(self) -> bytes:
        """Everything."""
        return self._data


def _fields(entry: Any, language: object) -> dict[str, object]:
    contents = [part for part in entry.get("content") or [] if isinstance(part.get("value"), str)]
    content = max((part["value"] for part in contents), key=len, default=None)
    summary = entry.get("summary")
    updated = dict.get(entry, "updated")  # its own `get` would give the publication for it, and a warning
    return {
        "id": entry.get("id") or None,
        "url": entry.get("link") or None,
        "title": entry.get("title") or None,
        "lead": summary if content else None,
        "markup": content or summary,
        "feed_date": entry.get("published") or entry.get("created") or updated,
        "revised": updated,
        "byline": entry.get("author") or None,
        "language": language,
    }


FORMAT: Final = Format("feed", recognise, read, proven=True)
