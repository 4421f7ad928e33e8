"""WARC files, such as CC-NEWS: every HTML response is a record.

Records that are no page are passed over by their headers: requests, metadata, pictures are no articles and no faults. The
date of the crawl is not handed on, so that nothing can take it for the date of publication.

The records are told apart here, by their lengths, and not by `fastwarc`, which passes over damage without a word: where a
length or a header is wrong the next record is searched for, and the loss is a reject. What is inside a record, HTTP headers,
chunks and compressions, `fastwarc` takes apart.
"""

import io
import zlib
from typing import BinaryIO, Final

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from flows.readers.form import Format, Head, Reading, Records, refuse
from flows.readers.stream import ByteStream
from transforms.articles.record import RawRecord, Reject

MARK: Final = b"WARC/"
NEXT_RECORD: Final = b"\nWARC/1."
BLANK_LINE: Final = b"\r\n\r\n"
GZIP_MEMBER: Final = b"\x1f\x8b\x08"
PAGE_TYPES: Final = ("text/html", "application/xhtml+xml")
WANTED: Final = (b"response", b"resource")
TYPES: Final = WarcRecordType.response | WarcRecordType.resource
LONGEST_HEADER: Final = 1 << 16
# To look further ahead is to join the chunks of several records.
USUAL_HEADER: Final = 1 << 11
SCAN_BYTES: Final = 1 << 20
# Of a gzip member, to tell whether a WARC record comes out of it.
OPENING_BYTES: Final = 1 << 12
# A length of more digits is no length; int() itself takes no more than 4300.
LENGTH_DIGITS: Final = 18
# Some writers put more blank lines, or one byte more, after a record than the two line ends of the standard.
AFTER_BYTES: Final = 16


def recognise(head: Head) -> bool:
    """The version line of a WARC record."""
    return head.data.lstrip(b"\r\n").startswith(MARK)


def read(stream: ByteStream, reading: Reading) -> Records:
    """One record a page; the locator is the offset of its WARC record in the decompressed shard."""
    while True:
        while stream.peek(1) in (b"\r", b"\n"):
            stream.read(1)
        locator = str(stream.position)
        head = stream.peek(USUAL_HEADER)
        if not head:
            return
        end = head.find(BLANK_LINE)
        if end < 0:
            head = stream.peek(LONGEST_HEADER)
            end = head.find(BLANK_LINE)
        headers = _headers(head[:end]) if end >= 0 and head.startswith(MARK) else {}
        length = _length(headers)
        if length is None:
            yield refuse(locator, "bad_header", "expected a WARC record with its length, got something else", head)
            stream.skip(1)
            _seek_record(stream)
            continue
        size = end + len(BLANK_LINE) + length
        if headers.get(b"warc-type", b"").lower() not in WANTED:
            yield from _passed(stream, size, locator, head)
        elif length > reading.longest_record:
            message = f"expected a record of at most {reading.longest_record} bytes, got {length}"
            yield refuse(locator, "record_too_long", message, headers.get(b"warc-target-uri"))
            yield from _passed(stream, size, locator, head)
        else:
            yield from _taken(stream, size, locator, reading)


def _headers(head: bytes) -> dict[bytes, bytes]:
    lines = (line.partition(b":") for line in head.split(b"\r\n")[1:])
    return {name.strip().lower(): value.strip() for name, _, value in lines}


def _length(headers: dict[bytes, bytes]) -> int | None:
    digits = headers.get(b"content-length", b"")
    return int(digits) if digits.isdigit() and len(digits) <= LENGTH_DIGITS else None


def _passed(stream: ByteStream, size: int, locator: str, head: bytes) -> Records:
    """Pass over a record; one that is said to be longer than the rest of the file has swallowed whatever followed it."""
    passed = stream.skip(size)
    if passed < size and stream.damage is None:
        yield refuse(locator, "truncated", f"expected {size} bytes of the record, got {passed} to the end of the file", head)


def _seek_record(stream: ByteStream) -> None:
    """Pass to the next line that begins a record, or to the end."""
    while head := stream.peek(SCAN_BYTES):
        at = head.find(NEXT_RECORD)
        if at >= 0:
            stream.skip(at + 1)
            return
        stream.skip(max(1, len(head) - len(NEXT_RECORD)))


def _taken(stream: ByteStream, size: int, locator: str, reading: Reading) -> Records:
    """The record of that size; one whose length is wrong is refused, and what it swallowed is read again."""
    data = stream.read(size)
    if len(data) < size:
        if stream.damage is None:
            yield refuse(locator, "truncated", f"expected {size} bytes of the record, got {len(data)}", data)
        return
    ended = stream.read(len(BLANK_LINE)) if stream.peek(len(BLANK_LINE)) == BLANK_LINE else b""
    after = stream.peek(AFTER_BYTES).lstrip(b"\r\n")
    if after and not after.startswith(MARK):
        yield refuse(locator, "bad_length", "expected a blank line after the record, got more of the record", data)
        swallowed = data.find(NEXT_RECORD)
        if swallowed >= 0:
            stream.unread(data[swallowed + 1 :] + ended)
        else:
            _seek_record(stream)
        return
    try:
        record = next(
            ArchiveIterator(
                io.BytesIO(data + BLANK_LINE), record_types=TYPES, auto_decode="all", quirks_mode=True, stream_detect=False
            ),
            None,
        )
        found = _page(record, locator, reading) if record is not None else None
    except (OSError, ValueError, UnicodeError, RuntimeError) as error:
        yield refuse(locator, "damaged_record", f"expected an HTTP response, got {error}", data)
        return
    if found is not None:
        yield found


def _page(record: WarcRecord, locator: str, reading: Reading) -> RawRecord | Reject | None:
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    http = record.http_headers
    kind = (record.http_content_type if http is not None else record.headers.get("Content-Type")) or ""
    if kind and not kind.lower().startswith(PAGE_TYPES):
        return None
    if http is not None and http.status_code is not None and http.status_code != 200:
        return None
    length = record.content_length
    if length > reading.longest_record:
        message = f"expected a page of at most {reading.longest_record} bytes, got {length}"
        return refuse(locator, "record_too_long", message, url)
    # Asked for the longest page, the library makes room for it each time; only a compressed one is longer than its record.
    content = record.reader.read(length + 1)
    if len(content) > length:
        content += record.reader.read(reading.longest_record + 1 - len(content))
    if len(content) > reading.longest_record:
        return refuse(locator, "record_too_long", f"expected a page of at most {reading.longest_record} bytes, got more", url)
    if not content.strip():
        return refuse(locator, "empty_page", "expected a page, got no bytes", url)
    fields: dict[str, object] = {"url": url or None, "page": content}
    if http is not None and record.http_charset:
        fields["charset"] = record.http_charset
    return RawRecord(locator, fields)


def cuts(file: BinaryIO, size: int, step: int) -> list[int]:
    """The offsets of the first member or record after each multiple of `step`.

    A gzip member counts when it opens into a WARC record. Plain records are hopped over by their lengths, since a page may
    hold what looks like a record.
    """
    file.seek(0)
    if file.read(3) == GZIP_MEMBER:
        return _member_cuts(file, size, step)
    return _record_cuts(file, size, step)


def _member_cuts(file: BinaryIO, size: int, step: int) -> list[int]:
    found: list[int] = []
    for target in range(step, size, step):
        if found and found[-1] >= target:
            continue
        cut = _member_after(file, size, target)
        if cut is None:
            break
        found.append(cut)
    return found


def _member_after(file: BinaryIO, size: int, target: int) -> int | None:
    """Where the first member at or after `target` begins; None when none does."""
    for at in range(target, size, SCAN_BYTES):
        file.seek(at)
        # A member that begins near the end of what is scanned has to be seen far enough to open.
        chunk = file.read(SCAN_BYTES + OPENING_BYTES)
        hit = chunk.find(GZIP_MEMBER)
        while hit >= 0:
            if _opens(chunk[hit : hit + OPENING_BYTES]):
                return at + hit
            hit = chunk.find(GZIP_MEMBER, hit + 1)
    return None


def _opens(data: bytes) -> bool:
    try:
        return zlib.decompressobj(wbits=31).decompress(data, 16).startswith(MARK)
    except zlib.error:
        return False


def _record_cuts(file: BinaryIO, size: int, step: int) -> list[int]:
    found: list[int] = []
    at = 0
    while at < size:
        if at >= step * (len(found) + 1):
            found.append(at)
        file.seek(at)
        head = file.read(8192)
        end = head.find(BLANK_LINE)
        length = _length(_headers(head[:end])) if end >= 0 and head.startswith(MARK) else None
        if length is None:
            break  # not a record: what is left is one shard, whose reader says what is wrong
        at += end + len(BLANK_LINE) + length + len(BLANK_LINE)
    return found


FORMAT: Final = Format("warc", recognise, read, cuts=cuts, proven=True, compressed_cuts=True)
