"""Reuters-21578: articles in a file that looks like SGML and is not valid as any.

Control characters are written as entities such as `&#3;`, the bytes are Latin-1, and some articles are a title alone. The
markup is regular, so that each article is taken apart with searches rather than with a parser that would refuse it.
"""

import html
import re
from typing import BinaryIO, Final

from flows.readers.form import Format, Head, Reading, Records, refuse
from flows.readers.stream import ByteStream, offsets_of
from transforms.articles.record import RawRecord, Reject

OPEN: Final = b"<REUTERS"
CLOSE: Final = b"</REUTERS>"
# To the first closing tag of the same name. Runs of other characters are taken whole and never given back: `.*?`, which looks
# for the closing tag before each character, takes five times as long.
ELEMENT: Final = re.compile(r"<(DATE|TITLE|DATELINE|AUTHOR|BODY)>([^<]*+(?:<(?!/\1>)[^<]*+)*)</\1>")
NEWID: Final = re.compile(r'NEWID="([^"]*)"')
TEXT: Final = re.compile(r"<TEXT([^>]*)>(.*?)</TEXT>", re.DOTALL)
CONTROL: Final = re.compile(r"&#(?:[0-9]|[12][0-9]|3[01]|127);")
# The wire ends a story with its agency's name on a line of its own; config/articles.toml removes it like any signature.
FIELDS: Final = {"DATE": "date", "TITLE": "title", "DATELINE": "dateline", "AUTHOR": "byline", "BODY": "text"}


def recognise(head: Head) -> bool:
    """The collection's document type, or its article element."""
    start = head.data[:2048].lstrip()
    return start.startswith((b"<!DOCTYPE lewis", OPEN))


def read(stream: ByteStream, reading: Reading) -> Records:
    """One record an article; the locator is its offset in bytes."""
    encoding, offset, buffer = reading.encoding or "latin-1", reading.base, b""
    while True:
        end = buffer.find(CLOSE)
        while end < 0:
            chunk = stream.next_chunk()
            if not chunk:
                break
            searched = max(0, len(buffer) - len(CLOSE))
            buffer += chunk
            end = buffer.find(CLOSE, searched)
            if end < 0 and len(buffer) > reading.longest_record:
                message = f"expected </REUTERS> within {reading.longest_record} bytes, got none"
                yield refuse(str(offset), "record_too_long", message, buffer)
                start = buffer.rfind(OPEN, 1)
                cut = start if start > 0 else len(buffer)
                offset, buffer = offset + cut, buffer[cut:]
        if end < 0:
            break
        at = 0
        while end >= 0:
            yield from _article(buffer[at:end], offset + at, encoding)
            at = end + len(CLOSE)
            end = buffer.find(CLOSE, at)
        offset, buffer = offset + at, buffer[at:]
    if OPEN in buffer and stream.damage is None:
        yield refuse(str(offset + buffer.find(OPEN)), "truncated", "expected </REUTERS>, got the end of the file", buffer)


def _article(data: bytes, offset: int, encoding: str) -> Records:
    """The article that ends here; one that began and was never closed before it is refused by itself."""
    start = data.rfind(OPEN)
    first = data.find(OPEN)
    if start < 0:
        yield refuse(str(offset), "bad_markup", "expected <REUTERS before </REUTERS>, got none", data.strip())
        return
    if first != start:
        yield refuse(str(offset + first), "truncated", "expected </REUTERS>, got the next <REUTERS", data[first:])
    locator = str(offset + start)
    try:
        text = data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        yield refuse(locator, "bad_encoding", f"expected {encoding}, got {error}", data[start:])
        return
    yield _record(locator, text)


def _record(locator: str, text: str) -> RawRecord | Reject:
    fields: dict[str, object] = {}
    native = NEWID.search(text, 0, 1000)
    if native:
        fields["id"] = native.group(1)
    for name, value in ELEMENT.findall(text):
        fields.setdefault(FIELDS[name], _unescaped(value))
    if "text" not in fields and (body := TEXT.search(text)):
        # TYPE="UNPROC" articles have their text right in the element, without parts.
        inner = ELEMENT.sub("", body.group(2))
        if "UNPROC" in body.group(1) and inner.strip():
            fields["text"] = _unescaped(inner)
    return RawRecord(locator, fields)


def _unescaped(value: str) -> str:
    return html.unescape(CONTROL.sub("", value)) if "&" in value else value


def cuts(file: BinaryIO, size: int, step: int) -> list[int]:
    """The offsets of the first article after each multiple of `step`."""
    found: list[int] = []
    for target in range(step, size, step):
        if found and found[-1] >= target:
            continue
        file.seek(target)
        at, tail = target, b""
        while chunk := file.read(1 << 16):
            hit = (tail + chunk).find(OPEN)
            if hit >= 0:
                found.append(at - len(tail) + hit)
                break
            at += len(chunk)
            tail = chunk[-len(OPEN) :]
        else:
            break  # after a later multiple there is none either
    return [cut for cut in found if cut < size]


def scan(stream: ByteStream, _reading: Reading, step: int) -> list[int]:
    """The offsets of the first article after each multiple of `step`, in a stream that cannot be sought."""
    return offsets_of(OPEN, stream, step)


FORMAT: Final = Format("reuters_sgml", recognise, read, cuts=cuts, scan=scan, proven=True)
