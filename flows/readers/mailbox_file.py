"""mbox files of newsletters: every message is a record."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from typing import Final

from flows.readers.encoding import text_of
from flows.readers.form import Format, Head, Reading, Records, refuse
from flows.readers.stream import ByteStream, lines
from transforms.articles.record import RawRecord, Reject

FROM: Final = re.compile(rb"From \S+.{0,40}\d{4}\s*$|From \S+@\S+")
HEADER: Final = re.compile(rb"^[!-9;-~]{1,76}:")
QUOTED_FROM: Final = re.compile(rb"^>(>*From )", re.MULTILINE)
# What the standard parser raises on headers that break the rules.
FAULTS: Final = (
    MessageError,
    HeaderParseError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    RecursionError,
)


def recognise(head: Head) -> bool:
    """A "From " line, then a header."""
    first, _, rest = head.data.partition(b"\n")
    return FROM.match(first) is not None and HEADER.match(rest) is not None


def read(stream: ByteStream, reading: Reading) -> Records:
    """One record a message; the locator is its ordinal."""
    for ordinal, data in _messages(stream, reading.longest_record):
        if ordinal is None:
            yield refuse("start", "bad_message", 'expected a line "From " before the first message, got other lines', data)
            continue
        if data is None:
            message = f"expected a message of at most {reading.longest_record} bytes, got a longer one"
            yield refuse(str(ordinal), "record_too_long", message)
            continue
        try:
            yield _record(data, str(ordinal))
        except FAULTS as error:
            yield refuse(
                str(ordinal), "bad_message", f"expected a mail message, got {type(error).__name__}: {str(error)[:160]}", data
            )


def _messages(stream: ByteStream, longest: int) -> Iterator[tuple[int | None, bytes | None]]:
    """Each message's ordinal and bytes, from "From " line to "From " line; None for the bytes of one that is too long.

    What stands before the first such line, if it is not blank, has no ordinal.
    """
    held: list[bytes] = []
    ordinal: int | None = None
    size, before_blank = 0, True
    for _, line in lines(stream, longest):
        if line is not None and before_blank and line.startswith(b"From ") and FROM.match(line):
            yield from _message(ordinal, held, size <= longest)
            ordinal = 0 if ordinal is None else ordinal + 1
            held, size, before_blank = [], 0, False
            continue
        size += longest + 1 if line is None else len(line) + 1
        if line is not None and size <= longest:
            held.append(line.removesuffix(b"\r"))
        else:
            held = []
        before_blank = line is not None and not line.strip()
    if stream.damage is None:
        yield from _message(ordinal, held, size <= longest)


def _message(ordinal: int | None, held: list[bytes], fits: bool) -> Iterator[tuple[int | None, bytes | None]]:
    if ordinal is not None or not fits or any(line.strip() for line in held):
        yield ordinal, b"\n".join(held) if fits else None


def _record(data: bytes, locator: str) -> RawRecord | Reject:
    message = message_from_bytes(QUOTED_FROM.sub(rb"\1", data), policy=compat32)
    plain, markup = _bodies(message)
    if plain is None and markup is None:
        return refuse(locator, "not_text", f"expected a text part, got {message.get_content_type()}", data)
    # The markup of a newsletter is laid out in tables; its plain text, where there is any, reads better.
    body: dict[str, object] = {"text": plain} if plain and plain.strip() else {"markup": markup}
    return RawRecord(
        locator,
        {
            "id": _header(message, "Message-ID"),
            "title": _header(message, "Subject"),
            "byline": _header(message, "From"),
            "date": _header(message, "Date"),
            "url": (_header(message, "Archived-At") or "").strip("<>") or None,
            **body,
        },
    )


def _bodies(message: Message) -> tuple[str | None, str | None]:
    plain: str | None = None
    markup: str | None = None
    for part in message.walk():
        if part.is_multipart() or part.get_filename() is not None:
            continue
        kind = part.get_content_type()
        if kind == "text/plain" and plain is None:
            plain = _text(part)
        elif kind == "text/html" and markup is None:
            markup = _text(part)
    return plain, markup


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    charset = part.get_content_charset()
    try:
        return payload.decode(charset) if charset else text_of(payload, None)
    except (ValueError, LookupError):
        return text_of(payload, None)


def _header(message: Message, name: str) -> str | None:
    """A header with its encoded words decoded, on one line."""
    value = message.get(name)
    if value is None:
        return None
    pieces = []
    for piece, charset in decode_header(str(value)):
        if isinstance(piece, str):
            pieces.append(piece)
            continue
        try:
            pieces.append(piece.decode(charset) if charset else text_of(piece, None))
        except (ValueError, LookupError):
            pieces.append(text_of(piece, None))
    return " ".join("".join(pieces).split()) or None


FORMAT: Final = Format("mbox", recognise, read)
