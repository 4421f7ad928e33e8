"""Dumps that were joined begin again in the middle, with a header or a byte order mark, wherever the file is cut."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.readers.form import Format, Reading
from flows.readers.json_lines import FORMAT as JSON_LINES
from flows.readers.separated import FORMAT_CSV
from flows.readers.stream import ByteStream
from tests.readers.reading_dumps import read_all
from transforms.articles import RawRecord, Reject

MARK = "\ufeff"
JOINED = {
    FORMAT_CSV: f'{MARK}"id",text\n1,"Rain,\nfell"\n2,Sun\n' * 3,
    JSON_LINES: f'{MARK}{{"id": "1", "text": "Rain,\\nfell"}}\n{{"id": "2", "text": "Sun"}}\n' * 3,
}
RECORDS = [{"id": "1", "text": "Rain,\nfell"}, {"id": "2", "text": "Sun"}] * 3


def in_parts(format_: Format, data: bytes, step: int) -> Iterator[RawRecord | Reject]:
    """What the parts of a file give that is cut at each multiple of `step`."""
    assert format_.scan is not None
    assert format_.read is not None
    offsets = format_.scan(ByteStream(iter([data])), Reading("x", None, 1000), step)
    opening = format_.preamble(ByteStream(iter([data])), Reading("x", None, 1000)) if format_.preamble else None
    for start, stop in zip([0, *offsets], [*offsets, len(data)], strict=True):
        reading = Reading("x", None, 1000, start, preamble=opening if start else None)
        yield from format_.read(ByteStream(iter([data[start:stop]])), reading)


@pytest.mark.parametrize("format_", JOINED, ids=lambda format_: format_.name)
@pytest.mark.parametrize("step", [1, 20, 30, 50, 1000])
def test_a_mark_in_the_middle_is_no_part_of_a_record(format_: Format, step: int) -> None:
    items = list(in_parts(format_, JOINED[format_].encode(), step))
    assert [item.fields if isinstance(item, RawRecord) else item.reason for item in items] == RECORDS


@pytest.mark.parametrize("start", ["\n", "\r\n\n", f"{MARK}\n"])
@pytest.mark.parametrize("between", [";", "\t"])
def test_blank_lines_before_the_header_do_not_hide_what_stands_between_columns(
    tmp_path: Path, start: str, between: str
) -> None:
    path = tmp_path / "dump.csv"
    rows = [["id", "title", "text"], ["1", "Rain", "foo, bar"], ["2", "Sun", "baz"]]
    data = start + "".join(between.join(row) + "\n" for row in rows)
    path.write_bytes(data.encode())
    records, rejects = read_all(path)
    assert [list(record.fields.values()) for record in records] == rows[1:]
    assert rejects == []
    assert [item.fields for item in in_parts(FORMAT_CSV, data.encode(), 1) if isinstance(item, RawRecord)] == [
        record.fields for record in records
    ]
