"""RSS and Atom feeds: every entry is a record, dated by the feed."""

import re
from typing import Any, Final

from flows.readers.form import Format, Head, Reading, Records, refuse
from flows.readers.markup import ENTITY, root_name
from flows.readers.stream import ByteStream
from transforms.articles.record import RawRecord

ROOTS: Final = ("rss", "feed", "RDF", "channel")
# What feedparser and the parsers below it raise on broken documents.
FAULTS: Final = (ValueError, LookupError, ArithmeticError, AttributeError, TypeError, AssertionError, RecursionError, OSError)
# One number that is no character would take every entry along.
REFERENCE: Final = re.compile(rb"&#(?:[xX]0*([0-9a-fA-F]{4,})|0*([0-9]{5,}));?")
NO_CHARACTER: Final = b"&#65533;"
LONGEST_NUMBER: Final = 7


def recognise(head: Head) -> bool:
    """The root element of RSS or Atom."""
    return root_name(head) in ROOTS and (root_name(head) != "channel" or b"<item" in head.data)


def read(stream: ByteStream, reading: Reading) -> Records:
    """One record an entry; the locator is its ordinal."""
    data = stream.read_at_most(reading.longest_record)
    if data is None:
        yield refuse("0", "record_too_long", f"expected a feed of at most {reading.longest_record} bytes, got a longer one")
        return
    if stream.damage is not None or not data:
        return
    if ENTITY in data:
        yield refuse("0", "entity_declaration", "expected XML without entities of its own, got <!ENTITY", data)
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
    language = feed.feed.get("language")
    for ordinal, entry in enumerate(entries):
        yield RawRecord(str(ordinal), _fields(entry, language))


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
