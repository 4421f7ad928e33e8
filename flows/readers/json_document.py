"""JSON files: one object, or an array of objects of any length."""

import codecs
import json
import re
import sys
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
# The beginning of an object, a character a byte; a key of it with the value behind it, and a list of objects.
_OPENING: Final = re.compile(r"(?:\xef\xbb\xbf)?\s*\{")
_KEY: Final = re.compile(r'[\s,]*"((?:[^"\\]|\\.)*)"\s*:\s*')
_OBJECTS: Final = re.compile(r"\[\s*(?=\{)")

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
        return
    names, fault = _names(reading.config_dir), None
    if len(data) > reading.longest_record:
        message = f"expected a JSON object of at most {reading.longest_record} bytes, got a longer one"
        fault = refuse("0", "record_too_long", message)
    elif stream.damage is None:
        value = _decoded(data, reading)
        if not isinstance(value, Reject):
            yield from _records(value, names)
            return
        fault = value
    at = _list_in(data, names)
    if at is not None:
        stream.unread(data[at:])
        yield from _array(stream, reading, names)
    elif fault is not None:
        yield fault


def _decoded(data: bytes, reading: Reading) -> object:
    """The object, or the reject that says why it is none."""
    try:
        return msgspec.json.decode(text_of(data.removeprefix(MARK), reading.encoding))
    except UnicodeDecodeError as error:
        return refuse("0", "bad_encoding", f"expected {reading.encoding}, got {error}", data)
    except (msgspec.DecodeError, RecursionError) as error:
        return refuse("0", "bad_json", f"expected a JSON object, got {error}", data)


def _list_in(data: bytes, names: _Names) -> int | None:
    """Where the list that an object wraps begins in it, for one that is too long, cut or broken; None when it wraps none."""
    text = data.decode("latin-1")  # a character a byte
    opening = _OPENING.match(text)
    at = opening.end() if opening else len(text)
    before: dict[str, object] = {}
    while key := _KEY.match(text, at):
        at = key.end()
        objects = _OBJECTS.match(text, at) if key[1] in names.wrappers else None
        try:
            if objects and (not _has_text(before, names) or _has_text(_scan(text, objects.end())[0], names)):
                return at
            before[key[1]], at = _scan(text, at)
        except (ValueError, RecursionError):
            return None
    return None


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


def _array(stream: ByteStream, reading: Reading, wrapped: _Names | None = None) -> Records:
    """The elements one by one, also of arrays joined to it: one of any length is read in the memory of its longest element.

    One that is `wrapped` is followed by the end of its object.
    """
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
            if wrapped is not None:
                rest = text[at:] + "".join(islice(pieces, 1 + reading.longest_record // CHUNK_BYTES))
                stream.skip(sys.maxsize)
                yield from _end_of_object(rest, ordinal, stream, wrapped)
                return
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


def _end_of_object(rest: str, ordinal: int, stream: ByteStream, names: _Names) -> Records:
    """A reject when what is behind the list of an object is not the end of that object, or has a text of its own."""
    try:
        value, end = _scan('{"":0' + rest)
        fits = not rest[end - len('{"":0') :].strip() and not _has_text(value, names)
    except (ValueError, RecursionError):
        fits = False
    if not fits and stream.damage is None:
        message = "expected the end of the object behind its list, got something else"
        yield refuse(str(ordinal), "bad_json", message, rest)


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
