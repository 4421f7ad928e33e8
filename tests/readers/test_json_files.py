"""Every object of a JSON file is a record, or something says why it is none."""

import gzip
from pathlib import Path

import msgspec
import pytest

from flows.readers.form import Reading
from flows.readers.json_document import FORMAT
from flows.readers.stream import CHUNK_BYTES, ByteStream
from flows.sources import Limits, Source
from tests.readers.reading_dumps import PLAIN, read_all, reasons
from transforms.articles import RawRecord, Reject

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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "shift_jis"])
def test_an_element_that_does_not_fit_the_declared_encoding_costs_itself(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "dump.json"
    bad = "\ud83c".encode("utf-16-le", "surrogatepass") if encoding == "utf-16-le" else b"\xff"
    elements = ['[{"id": 0, "text": "雨"}, {"id": 1, "text": "', '"}, {"id": 2, "text": "雪"}]']
    path.write_bytes(bad.join(element.encode(encoding) for element in elements))
    records, rejects = read_all(path, Source(name="example", format="json", encoding=encoding))
    assert [record.fields for record in records] == [{"id": 0, "text": "雨"}, {"id": 2, "text": "雪"}]
    assert [(reject.locator, reject.reason) for reject in rejects] == [("1", "bad_encoding")]


def test_a_chunk_inside_of_a_character_does_not_end_an_array() -> None:
    stream = ByteStream(iter([b'[{"text": "' + b"Z" * 5000, b"\xc3", b'\xbcrich"}, {"text": "Rain."}]']))
    assert FORMAT.read is not None
    found = list(FORMAT.read(stream, Reading("dump.json", None, 10_000)))
    assert found == [RawRecord("0", {"text": "Z" * 5000 + "ürich"}), RawRecord("1", {"text": "Rain."})]


def test_what_is_no_object_costs_itself_among_wrapped_articles(tmp_path: Path) -> None:
    path = tmp_path / "dump.json"
    path.write_text('{"status": "ok", "articles": [null, {"text": "Rain."}, "x", {"text": "Sun."}]}')
    records, rejects = read_all(path)
    assert [(record.locator, record.fields["text"]) for record in records] == [("1", "Rain."), ("3", "Sun.")]
    assert [(reject.locator, reject.reason) for reject in rejects] == [("0", "not_an_object"), ("2", "not_an_object")]


ARTICLE = {"title": "Rain", "body": "Rain fell.", "date": "2013-10-11"}


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ({**ARTICLE, "items": [{"k": 1}]}, [{**ARTICLE, "items": [{"k": 1}]}]),
        ({**ARTICLE, "data": [{"url": "http://a.example/"}]}, [{**ARTICLE, "data": [{"url": "http://a.example/"}]}]),
        (
            {"title": "A feed", "description": "News.", "items": [{"content_html": "<p>Rain.</p>"}]},
            [{"content_html": "<p>Rain.</p>"}],
        ),
        ({"text": "OK", "results": [ARTICLE, {"k": 1}]}, [ARTICLE, {"k": 1}]),
        ({"content": {"total": 1}, "docs": [{"k": 1}]}, [{"k": 1}]),
        ({"body": " ", "records": [{"k": 1}]}, [{"k": 1}]),
    ],
)
def test_an_article_is_no_wrapper_of_what_it_lists(tmp_path: Path, content: object, found: list[object]) -> None:
    path = tmp_path / "dump.json"
    path.write_bytes(msgspec.json.encode(content))
    records, rejects = read_all(path, PLAIN)
    assert [record.fields for record in records] == found
    assert rejects == []


@pytest.mark.parametrize("declared", [None, "json"])
def test_lines_of_which_the_first_is_long_are_read_as_lines(tmp_path: Path, declared: str | None) -> None:
    path = tmp_path / "dump.json"
    lines = [msgspec.json.encode({"id": n, "text": "Rain. " * 20_000}) + b"\n" for n in range(12)]
    path.write_bytes(b"".join(lines))
    records, rejects = read_all(path, Source(name="example", format=declared, limits=Limits(max_record_mib=1)))
    assert [record.fields["id"] for record in records] == list(range(12))
    assert [record.locator for record in records[:2]] == ["0", str(len(lines[0]))]
    assert rejects == []


WRAPPED = [{"id": n, "text": "Rain. " * 20} for n in range(20)]
WRAPPER = b'{"status": "ok", "counts": {"articles": 20}, "articles": ' + msgspec.json.encode(WRAPPED) + b', "next": null}'


def pack(path: Path, data: bytes, packed: bool) -> Path:
    path.write_bytes(gzip.compress(data)[:-20] if packed else data)
    return path


@pytest.mark.parametrize(
    ("end", "packed", "kept", "refused"),
    [
        (-300, False, 17, ["bad_json"]),
        (-2, False, 20, ["bad_json"]),
        (None, True, 19, ["truncated"]),
    ],
)
def test_a_wrapper_that_is_cut_keeps_what_came_before(
    tmp_path: Path, end: int | None, packed: bool, kept: int, refused: list[str]
) -> None:
    records, rejects = read_all(pack(tmp_path / "dump.json", WRAPPER[:end], packed))
    assert [record.fields for record in records] == WRAPPED[: len(records)]
    assert len(records) >= kept
    assert reasons(rejects) == refused


def test_a_wrapper_of_any_length_is_read_element_by_element(tmp_path: Path) -> None:
    articles = [{"id": n, "text": "Rain. " * 50_000} for n in range(12)]
    path = tmp_path / "dump.json"
    path.write_bytes(msgspec.json.encode({"status": "ok", "articles": articles, "total": 12}))
    records, rejects = read_all(path, Source(name="example", limits=Limits(max_record_mib=1)))
    assert [(record.locator, record.fields) for record in records] == [(str(n), articles[n]) for n in range(12)]
    assert rejects == []


@pytest.mark.parametrize("tail", [b' {"articles": [{"id": 21}]}', b', "text": "Rain."', b" garbage"])
def test_what_a_wrapper_that_is_none_has_behind_its_list_is_said(tmp_path: Path, tail: bytes) -> None:
    path = tmp_path / "dump.json"
    path.write_bytes(WRAPPER + tail)
    records, rejects = read_all(path)
    assert [record.fields for record in records] == WRAPPED
    assert [(reject.locator, reject.reason) for reject in rejects] == [("20", "bad_json")]


def test_a_long_article_is_no_wrapper_of_what_it_lists(tmp_path: Path) -> None:
    path = tmp_path / "dump.json"
    limits = Source(name="example", limits=Limits(max_record_mib=1))
    path.write_bytes(msgspec.json.encode({"text": "Rain. " * 200_000, "items": [{"k": 1}]}))
    assert [(reject.locator, reject.reason) for reject in read_all(path, limits)[1]] == [("0", "record_too_long")]
    path.write_bytes(msgspec.json.encode({"items": [{"k": 1}], "text": "Rain. " * 200_000}))
    assert [(reject.locator, reject.reason) for reject in read_all(path, limits)[1]] == [("1", "bad_json")]


@pytest.mark.parametrize(
    "content", [b"Rain fell.", b'"articles": [{"id": 1}]', b"\xff\xfe\xfd", MARK.encode() + WRAPPER + b"}"]
)
def test_what_is_declared_json_and_is_none_says_so(content: bytes) -> None:
    assert FORMAT.read is not None
    found = list(FORMAT.read(ByteStream(iter([content])), Reading("dump.json", None, 100_000)))
    bad = [item for item in found if isinstance(item, Reject)]
    assert [(reject.locator, reject.reason) for reject in bad] == [(str(len(found) - 1), "bad_json")]
