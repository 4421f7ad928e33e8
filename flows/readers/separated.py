"""CSV and TSV: a header, then one record a row; quoted fields may hold newlines."""

import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from flows.readers.encoding import text_of
from flows.readers.form import Format, Head, Reading, Records, refuse
from flows.readers.stream import ByteStream, lines
from transforms.articles.record import RawRecord, Reject

SAMPLE_BYTES: Final = 1 << 16
MARK: Final = b"\xef\xbb\xbf"
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


def _delimiter(first: bytes) -> str:
    """The separator that the header uses most."""
    return max(",;|\t", key=lambda mark: first.count(mark.encode()))


def read(stream: ByteStream, reading: Reading) -> Records:
    """One record a row; the locator is the row's ordinal from 1, the header not counted."""
    if stream.peek(3) == MARK:
        stream.read(3)
    rows = _Rows(stream, reading, _delimiter(stream.peek(SAMPLE_BYTES).partition(b"\n")[0]))
    header: list[str] | None = None
    names: list[str] = []
    for ordinal, row in enumerate(rows):
        if isinstance(row, Reject):
            yield replace(row, locator=str(ordinal))
        elif not any(row):
            continue
        elif header is None:
            header, names = row, _distinct([name.strip() for name in row])
            yield from _repeated(row)
        elif row == header:
            continue  # dumps that were joined repeat the header
        elif len(row) != len(names):
            message = f"expected {len(names)} columns, got {len(row)}"
            yield refuse(str(ordinal), "wrong_columns", message, ",".join(row)[:200])
        else:
            yield _record(str(ordinal), names, row, reading.encoding)


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
    """The rows of a stream. A quote that is never closed costs its own line only: the lines after it are read again."""

    def __init__(self, stream: ByteStream, reading: Reading, delimiter: str) -> None:
        self._lines = lines(stream, reading.longest_record)
        self._longest = reading.longest_record
        self._encoding = reading.encoding or "utf-8"
        self._delimiter = delimiter
        self._again: deque[str] = deque()
        self._row_lines: list[str] = []
        self._ended = False

    def _feed(self) -> Iterator[str]:
        size = 0
        while True:
            if not self._row_lines:
                size = 0
            line = self._again.popleft() if self._again else self._next_line()
            if line is None:
                self._ended = True
                return
            size += len(line)
            self._row_lines.append(line)
            if size > self._longest:
                raise csv.Error(f"a row of more than {self._longest} characters")
            yield line

    def _next_line(self) -> str | None:
        for _, line in self._lines:
            if line is None:
                self._row_lines.append("")
                raise csv.Error(f"a line of more than {self._longest} bytes")
            return line.decode(self._encoding, "surrogateescape") + "\n"
        return None

    def _reader(self) -> Iterator[list[str]]:
        return csv.reader(self._feed(), delimiter=self._delimiter)

    def __iter__(self) -> Iterator[list[str] | Reject]:
        reader = self._reader()
        while True:
            self._row_lines.clear()
            try:
                row = next(reader, None)
            except csv.Error as error:
                problem = f"expected a row, got {error}"
            else:
                if row is None:
                    return
                if not (self._ended and sum(line.count('"') for line in self._row_lines) % 2):
                    yield row
                    continue
                problem = "expected a closing quote, got the end of the file"
            yield refuse("", "bad_row", problem, self._row_lines[0][:200] if self._row_lines else None)
            self._again.extendleft(reversed(self._row_lines[1:]))
            self._ended = False
            reader = self._reader()


FORMAT_CSV: Final = Format("csv", recognise_csv, read)
FORMAT_TSV: Final = Format("tsv", recognise_tsv, read)
