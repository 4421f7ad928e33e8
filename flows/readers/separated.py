"""CSV and TSV: a header, then one record a row; quoted fields may hold newlines."""

import csv
import re
from collections import deque
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from flows.readers.encoding import text_of
from flows.readers.form import Format, Head, Reading, Records, refuse
from flows.readers.stream import ByteStream, lines
from transforms.articles.record import RawRecord, Reject

SAMPLE_BYTES: Final = 1 << 16
MARK: Final = b"\xef\xbb\xbf"
AFTER_QUOTE: Final = "expected after '\"'"
UNDECODED: Final = re.compile("[\ud800-\udfff]")
HEADER: Final = re.compile(r"\s*[\w .:/()#*-]{1,80}\s*$")

# The module keeps one limit for the process; rows are bounded by ours.
csv.field_size_limit(1 << 30)


def _looks(head: Head, delimiter: str) -> bool:
    """A first row of two names or more, and a second row of as many fields."""
    text = head.data.decode("utf-8", "replace").lstrip("\ufeff")
    rows = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    try:
        header = next(rows, [])
        second = next(rows, None)
    except csv.Error:
        return False
    if len(header) < 2 or not all(HEADER.match(name) for name in header if name) or not any(header):
        return False
    return second is None or len(second) == len(header)


def recognise_csv(head: Head) -> bool:
    """Commas or semicolons between the names of the first row, or the suffix."""
    return head.suffix == ".csv" or _looks(head, ",") or _looks(head, ";")


def recognise_tsv(head: Head) -> bool:
    """Tabs between the names of the first row, or the suffix."""
    return head.suffix in (".tsv", ".tab") or _looks(head, "\t")


def _delimiter(start: bytes, reading: Reading) -> str:
    """The declared separator, else the one that the header uses most: the first line that has anything in it."""
    if reading.delimiter is not None:
        return reading.delimiter
    header = start.lstrip(MARK + b"\r\n").partition(b"\n")[0]
    return max(",;|\t", key=lambda mark: header.count(mark.encode()))


def read(stream: ByteStream, reading: Reading) -> Records:
    """One record a row; the locator is the row's ordinal from 1 in the shard, the header not counted."""
    if reading.preamble is None:
        delimiter, header = _delimiter(stream.peek(SAMPLE_BYTES), reading), None
    else:
        delimiter = _delimiter(reading.preamble, reading)
        header = _header(_Rows(ByteStream(iter([reading.preamble])), reading, delimiter))
    names = _names(header or [])
    for ordinal, row in enumerate(_Rows(stream, reading, delimiter), 0 if header is None else 1):
        if isinstance(row, Reject):
            yield replace(row, locator=str(ordinal))
        elif not any(row):
            continue
        elif header is None:
            header, names = row, _names(row)
            yield from _repeated(row)
        elif row == header:
            continue  # dumps that were joined repeat the header
        elif len(row) != len(names):
            message = _wrong_columns(len(names), len(row), delimiter)
            yield refuse(str(ordinal), "wrong_columns", message, ",".join(row)[:200])
        else:
            yield _record(str(ordinal), names, row, reading.encoding)


def _wrong_columns(expected: int, got: int, delimiter: str) -> str:
    columns = f"{expected} columns" if expected > 1 else "1 column"
    hint = "" if expected > 1 else "; if columns are parted by another sign, name it as the delimiter of a source"
    return f"expected {columns}, as the header has with {delimiter!r} between them, got {got}{hint}"


def preamble(stream: ByteStream, reading: Reading) -> bytes:
    """The row that names the columns."""
    rows = _Rows(stream, reading, _delimiter(stream.peek(SAMPLE_BYTES), reading))
    return rows.source if _header(rows) is not None else b""


def scan(stream: ByteStream, reading: Reading, step: int) -> list[int]:
    """The offsets of the first row after each multiple of `step`.

    Nothing in a line tells whether it lies in a quoted field that began a megabyte before. So the rows are read as they are
    for their records, and the cuts lie between them whatever is wrong with their quotes.
    """
    rows = _Rows(stream, reading, _delimiter(stream.peek(SAMPLE_BYTES), reading))
    found: list[int] = []
    target = step
    if _header(rows) is None:
        return []
    sound = True
    for row in rows:
        # A row is refused for what comes after it; a part that ends with it would not know.
        if rows.offset >= target and sound:
            found.append(rows.offset)
            target = step * (rows.offset // step + 1)
        sound = not isinstance(row, Reject)
    return found


def _header(rows: "_Rows") -> list[str] | None:
    """The first row that has anything in it."""
    return next((row for row in rows if not isinstance(row, Reject) and any(row)), None)


def _names(header: list[str]) -> list[str]:
    return _distinct([name.strip() for name in header])


def _distinct(names: list[str]) -> list[str]:
    """The names, with the column's number after one that came before."""
    return [name if name not in names[:at] else f"{name}.{at}" for at, name in enumerate(names)]


def _repeated(header: list[str]) -> Records:
    names = [name.strip() for name in header]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        message = f"expected every column once, got {', '.join(map(repr, repeated))} again; the first one is read"
        yield refuse("0", "duplicated_header", message, ",".join(names))


def _record(locator: str, names: list[str], row: list[str], encoding: str | None) -> RawRecord | Reject:
    for at, value in enumerate(row):
        if UNDECODED.search(value):
            if encoding is not None:
                return refuse(locator, "bad_encoding", f"expected {encoding} in column {names[at]!r}, got other bytes", value)
            row[at] = text_of(value.encode("utf-8", "surrogateescape"), None)
    return RawRecord(locator, dict(zip(names, row, strict=True)))


class _Rows:
    """The rows of a stream. A quote that is not closed costs its own line only: the lines after it are read again.

    `offset` is where the last row began in the stream, `source` its bytes.
    """

    def __init__(self, stream: ByteStream, reading: Reading, delimiter: str) -> None:
        self._lines = lines(stream, reading.longest_record)
        self._longest = reading.longest_record
        self._encoding = reading.encoding or "utf-8"
        self._delimiter = delimiter
        # A line that is too long is None, and has to be told again when it is read again.
        self._again: deque[tuple[int, str | None]] = deque()
        self._taken: list[tuple[int, str | None]] = []
        self._ended = False

    @property
    def offset(self) -> int:
        return self._taken[0][0]

    @property
    def source(self) -> bytes:
        return "".join(line or "" for _, line in self._taken).encode(self._encoding, "surrogateescape")

    def _feed(self) -> Iterator[str]:
        size = 0
        while True:
            if not self._taken:
                size = 0
            taken = self._again.popleft() if self._again else self._next_line()
            if taken is None:
                self._ended = True
                return
            self._taken.append(taken)
            line = taken[1]
            if line is None:
                raise csv.Error(f"a line of more than {self._longest} bytes")
            size += len(line)
            if size > self._longest:
                raise csv.Error(f"a row of more than {self._longest} characters")
            yield line

    def _next_line(self) -> tuple[int, str | None] | None:
        for offset, line in self._lines:
            # Dumps that were joined have each its mark.
            return offset, None if line is None else line.removeprefix(MARK).decode(self._encoding, "surrogateescape") + "\n"
        return None

    def _reader(self) -> Iterator[list[str]]:
        return csv.reader(self._feed(), delimiter=self._delimiter, strict=True)

    def _problem(self, error: str) -> str:
        if self._ended:
            return "expected a closing quote, got the end of the file"
        # A quote was left open, and what closed it is the opening one of a later field; or one inside a field is not doubled.
        if error.endswith(AFTER_QUOTE):
            return f"expected {self._delimiter!r} or the end of the row after a closing quote, got another character"
        return f"expected a row, got {error}"

    def __iter__(self) -> Iterator[list[str] | Reject]:
        reader = self._reader()
        while True:
            self._taken.clear()
            try:
                row = next(reader, None)
            except csv.Error as error:
                problem = self._problem(str(error))
            else:
                if row is None:
                    return
                yield row
                continue
            yield refuse("", "bad_row", problem, self._taken[0][1] if self._taken else None)
            self._again.extendleft(reversed(self._taken[1:]))
            self._ended = False
            reader = self._reader()


FORMAT_CSV: Final = Format("csv", recognise_csv, read, scan=scan, preamble=preamble)
FORMAT_TSV: Final = Format("tsv", recognise_tsv, read, scan=scan, preamble=preamble)
