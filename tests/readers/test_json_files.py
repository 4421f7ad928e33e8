"""Every object of a JSON file is a record, or something says why it is none."""

from pathlib import Path

import pytest

from flows.readers.stream import CHUNK_BYTES
from flows.sources import Source
from tests.readers.reading_dumps import read_all, reasons

MARK = "\ufeff"


@pytest.mark.parametrize("encoding", [None, "utf-8"])
@pytest.mark.parametrize("between", ["", "\n", " " * CHUNK_BYTES, f"\n{MARK}", ",\n"])
def test_arrays_that_were_joined_are_read_one_after_the_other(tmp_path: Path, between: str, encoding: str | None) -> None:
    path = tmp_path / "dump.json"
    path.write_text(MARK + between.join(['[{"id": 1}, {"id": 2}]', "[]", '[{"id": 3}]', '[\n{"id": 4}\n]\n']), encoding="utf-8")
    records, rejects = read_all(path, Source(name="example", encoding=encoding))
    assert [(record.locator, record.fields) for record in records] == [(str(n), {"id": n + 1}) for n in range(4)]
    assert rejects == []


@pytest.mark.parametrize("tail", [' garbage {"id": 5}', "]", '{"id": 5}', "]}"])
def test_what_follows_an_array_is_said(tmp_path: Path, tail: str) -> None:
    path = tmp_path / "dump.json"
    path.write_text('[{"id": 1}]' + tail)
    records, rejects = read_all(path)
    assert [record.fields for record in records] == [{"id": 1}]
    assert [(reject.locator, reject.reason, reject.excerpt) for reject in rejects] == [("1", "bad_json", tail.strip())]


def test_an_array_joined_and_cut_short_says_so(tmp_path: Path) -> None:
    path = tmp_path / "dump.json"
    path.write_text('[{"id": 1}]\n[{"id": 2}, {"id":')
    records, rejects = read_all(path)
    assert [record.fields["id"] for record in records] == [1, 2]
    assert reasons(rejects) == ["bad_json"]
