"""JSON files: one object, or an array of objects of any length."""

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

import msgspec

from flows.readers import json_lines
from flows.readers.encoding import text_of
from flows.readers.error import Damage
from flows.readers.form import EXCERPT_CHARS, Format, Head, Reading, Records, kind_of, refuse
from flows.readers.stream import CHUNK_BYTES, ByteStream
from transforms.articles.record import RawRecord, Reject
from transforms.articles.settings import read_rules
from transforms.configuration import read_once

# Dumps that were joined may have each its byte order mark.
BETWEEN: Final = re.compile("[\\s,\ufeff]*")
MARK: Final = b"\xef\xbb\xbf"
UNDECODED: Final = re.compile("[\udc80-\udcff]")

_scan: Final = json.JSONDecoder().raw_decode
# Finds the end of an element with a whole number that int() does not take.
_scan_digits: Final = json.JSONDecoder(parse_int=str).raw_decode


@dataclass(frozen=True, slots=True)
class _Names:
    """The keys that services wrap articles under, and those of an article's text."""

    wrappers: tuple[str, ...]
    texts: frozenset[str]


@read_once
def _names(config_dir: str | None) -> _Names:
    told = read_rules(config_dir)
    texts = frozenset(name for ours in ("text", "markup", "page") for name in (ours, *told["fields"][ours]))
    return _Names(tuple(told["json"]["wrappers"]), texts)


def recognise(head: Head) -> bool:
    """An object or an array at the start."""
    start = head.data.removeprefix(MARK).lstrip()
    return start.startswith(b"{") or (start.startswith(b"[") and start[1:].lstrip()[:1] in (b"{", b"]", b""))


def read(stream: ByteStream, reading: Reading) -> Records:
    """The object, or each object of the array; the locator is the ordinal from 0.

    JSON Lines are read as such: whose first line is long cannot be told by the beginning of the file.
    """
    start = stream.peek(4096).removeprefix(MARK).lstrip()
    if start.startswith(b"["):
        yield from _array(stream, reading)
        return
    data = stream.read(reading.longest_record + 1)
    if json_lines.recognise(Head(data, "")):
        stream.unread(data)
        yield from json_lines.read(stream, reading)
    elif len(data) > reading.longest_record:
        message = f"expected a JSON object of at most {reading.longest_record} bytes, got a longer one"
        yield refuse("0", "record_too_long", message)
    elif stream.damage is None:
        yield from _document(data, reading)


def _document(data: bytes, reading: Reading) -> Records:
    try:
        value = msgspec.json.decode(text_of(data.removeprefix(MARK), reading.encoding))
    except UnicodeDecodeError as error:
        yield refuse("0", "bad_encoding", f"expected {reading.encoding}, got {error}", data)
    except (msgspec.DecodeError, RecursionError) as error:
        yield refuse("0", "bad_json", f"expected a JSON object, got {error}", data)
    else:
        yield from _records(value, _names(reading.config_dir))


def _records(value: object, names: _Names) -> Records:
    """One object is a record; an object that wraps a list of objects under a usual key is that list."""
    wrapped = _wrapped(value, names) if isinstance(value, dict) else None
    for ordinal, item in enumerate([value] if wrapped is None else wrapped):
        yield _record(ordinal, item)


def _wrapped(value: dict[str, object], names: _Names) -> list[object] | None:
    """The list of objects that is what the object is there for; an article with a list of something else is no wrapper."""
    for items in map(value.get, names.wrappers):
        if isinstance(items, list) and any(isinstance(item, dict) for item in items):
            return items if not _has_text(value, names) or any(_has_text(item, names) for item in items) else None
    return None


def _has_text(item: object, names: _Names) -> bool:
    return isinstance(item, dict) and any(isinstance(item[at], str) and item[at].strip() for at in names.texts & item.keys())


def _record(ordinal: int, item: object) -> RawRecord | Reject:
    if isinstance(item, dict):
        return RawRecord(str(ordinal), item)
    return refuse(str(ordinal), "not_an_object", f"expected a JSON object, got {kind_of(item)}", repr(item)[:200])


def _array(stream: ByteStream, reading: Reading) -> Records:
    """The elements one by one, also of arrays joined to it: one of any length is read in the memory of its longest element."""
    text, at, opened, ordinal = "", 0, False, 0
    pieces = _pieces(stream, reading.encoding)
    while True:
        at = BETWEEN.match(text, at).end()  # type: ignore[union-attr]
        if at < len(text) and not opened:
            if text[at] != "[":
                message = "expected another array or the end of the file, got something else"
                yield refuse(str(ordinal), "bad_json", message, text[at:])
                return
            at, opened = at + 1, True
            continue
        if text.startswith("]", at):
            at, opened = at + 1, False
            continue
        try:
            item, end = _element(text, at, ordinal, reading.encoding)
        except (json.JSONDecodeError, RecursionError) as error:
            text, at = text[at:], 0
            if len(text) > reading.longest_record:
                message = (
                    f"expected array elements of at most {reading.longest_record} characters, got a longer or malformed one"
                )
                yield refuse(str(ordinal), "record_too_long", message, text)
                return
            more = "".join(islice(pieces, max(1, len(text) // CHUNK_BYTES)))
            if not more:
                if opened and stream.damage is None:
                    yield refuse(str(ordinal), "bad_json", f"expected a JSON array to its closing bracket, got {error}", text)
                return
            text += more
            continue
        yield item
        ordinal, at = ordinal + 1, end


def _element(text: str, at: int, ordinal: int, encoding: str | None) -> tuple[RawRecord | Reject, int]:
    """The element that begins there and where it ends. Raises JSONDecodeError when more of the text is needed."""
    if at == len(text):
        raise json.JSONDecodeError("nothing", text, at)
    try:
        value, end = _scan(text, at)
    except json.JSONDecodeError:
        raise
    except ValueError:
        _, end = _scan_digits(text, at)
        message = "expected numbers that Python can hold, got one of thousands of digits"
        return refuse(str(ordinal), "bad_json", message, text[at : at + EXCERPT_CHARS]), end
    if end == len(text):  # a number may go on in the next piece
        raise json.JSONDecodeError("open end", text, end)
    if not text.isascii() and UNDECODED.search(text, at, end):
        data = text[at:end].encode("utf-8", "surrogateescape")
        if encoding is not None:
            return refuse(str(ordinal), "bad_encoding", f"expected {encoding}, got other bytes", data), end
        try:
            value, _ = _scan(text_of(data, None))
        except ValueError as error:
            return refuse(
                str(ordinal), "bad_encoding", f"expected UTF-8 or an encoding that can be told, got {error}", data
            ), end
    return _record(ordinal, value), end


def _pieces(stream: ByteStream, encoding: str | None) -> Iterator[str]:
    """The text in pieces, none of them empty. Bytes that do not fit pass escaped, for the element that they are in to tell."""
    decoder = codecs.getincrementaldecoder(encoding or "utf-8-sig")("surrogateescape")
    try:
        while chunk := stream.next_chunk():
            if piece := decoder.decode(chunk):
                yield piece
        if stream.damage is None and (rest := decoder.decode(b"", True)):
            yield rest
    except UnicodeDecodeError as error:  # a byte below 128, which is not escaped
        stream.damage = Damage("bad_encoding", f"expected {encoding}, got {error.reason} before byte {stream.position}")


FORMAT: Final = Format("json", recognise, read)
