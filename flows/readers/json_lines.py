"""JSON Lines: one JSON object a line."""

from typing import BinaryIO, Final

import msgspec

from flows.readers.encoding import text_of
from flows.readers.form import Format, Head, Reading, Records, kind_of, refuse
from flows.readers.stream import ByteStream, lines, offsets_of
from transforms.articles.record import RawRecord

NAMES: Final = (".jsonl", ".ndjson", ".jl", ".jsonlines")
MARK: Final = b"\xef\xbb\xbf"

_decode: Final = msgspec.json.Decoder().decode


def recognise(head: Head) -> bool:
    """Several lines, the first of them a whole object; or one such line in a file named so."""
    data = head.data.removeprefix(MARK).lstrip()
    if not data.startswith(b"{"):
        return False
    if head.suffix in NAMES:
        return True
    first, newline, rest = data.partition(b"\n")
    if not newline or not rest.lstrip().startswith(b"{"):
        return False
    try:
        return isinstance(_decode(first), dict)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False


def read(stream: ByteStream, reading: Reading) -> Records:
    """One record a line; the locator is the offset of the line in bytes."""
    base, encoding = reading.base, reading.encoding
    strict = encoding is not None and encoding.replace("-", "").lower() not in ("utf8", "utf8sig")
    for offset, line in lines(stream, reading.longest_record):
        if line is None:
            yield refuse(
                f"{base + offset}",
                "record_too_long",
                f"expected a line of at most {reading.longest_record} bytes, got a longer one",
            )
            continue
        line = line.removeprefix(MARK)  # dumps that were joined have each its mark
        if not line or line.isspace():
            continue
        try:
            fields = _decode(line) if not strict else _decode(text_of(line, encoding))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            try:
                # msgspec takes UTF-8 only; an undeclared line in another encoding is detected.
                fields = _decode(text_of(line, encoding))
            except UnicodeDecodeError as bad:
                yield refuse(f"{base + offset}", "bad_encoding", f"expected {encoding}, got {bad}", line)
                continue
            except (msgspec.DecodeError, RecursionError):
                yield refuse(f"{base + offset}", "bad_json", f"expected a JSON object on one line, got {error}", line)
                continue
        if type(fields) is dict:
            yield RawRecord(f"{base + offset}", fields)
        else:
            yield refuse(f"{base + offset}", "not_an_object", f"expected a JSON object, got {kind_of(fields)}", line)


def cuts(file: BinaryIO, size: int, step: int) -> list[int]:
    """The offsets after a newline that follow each multiple of `step`."""
    found: list[int] = []
    for target in range(step, size, step):
        if found and found[-1] >= target:
            continue
        file.seek(target)
        at = target
        while chunk := file.read(1 << 16):
            newline = chunk.find(b"\n")
            if newline >= 0:
                found.append(at + newline + 1)
                break
            at += len(chunk)
        else:
            break  # after a later multiple there is none either
    return [cut for cut in found if cut < size]


def scan(stream: ByteStream, _reading: Reading, step: int) -> list[int]:
    """The offsets after a newline that follow each multiple of `step`, in a stream that cannot be sought."""
    found = [newline + 1 for newline in offsets_of(b"\n", stream, step)]
    return [cut for cut in found if cut < stream.position]


FORMAT: Final = Format("jsonl", recognise, read, cuts=cuts, scan=scan)
