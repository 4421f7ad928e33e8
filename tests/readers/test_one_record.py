"""One hostile record costs itself, is said so, and never ends the reading of the others."""

import zipfile
from pathlib import Path

from flows.readers import web_archive
from flows.sources import Limits, Source
from tests.fuzz.seeds import WARC
from tests.readers.reading_dumps import read_all, reasons

RESPONSE = WARC[WARC.index(b"WARC/1.0", 5) :]


def record(kind: bytes, length: bytes) -> bytes:
    return b"WARC/1.0\r\nWARC-Type: " + kind + b"\r\nContent-Length: " + length + b"\r\n\r\nnotes\r\n\r\n"


def test_a_record_that_swallows_the_rest_of_a_web_archive_is_said(tmp_path: Path) -> None:
    for name, kind in (("a.warc", b"metadata"), ("b.warc", b"response")):
        path = tmp_path / name
        path.write_bytes(RESPONSE + record(kind, b"99999999999") + RESPONSE)
        records, rejects = read_all(path)
        assert len(records) == 1
        assert reasons(rejects)[-1:] == ["truncated"]
        assert rejects[-1].locator == str(len(RESPONSE))


def test_only_pages_that_the_server_had_are_articles(tmp_path: Path) -> None:
    assert b"HTTP/1.1 200 OK" in RESPONSE
    answers = (b"200 OK", b"404 Not Found", b"301 Moved")
    # The same number of bytes, as the lengths in the headers say.
    padded = [RESPONSE.replace(b"HTTP/1.1 200 OK", b"HTTP/1.1 " + answer.ljust(6)[:6]) for answer in answers]
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(padded))
    records, rejects = read_all(path)
    assert (len(records), rejects) == (1, [])


def test_a_length_of_5000_digits_is_no_length(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    data = RESPONSE + record(b"metadata", b"9" * 5000) + RESPONSE
    path.write_bytes(data)
    records, rejects = read_all(path)
    assert len(records) == 2
    assert reasons(rejects) == ["bad_header"]
    with path.open("rb") as file:
        assert web_archive.cuts(file, len(data), 100)


def test_a_line_too_long_for_ninjs_is_refused_and_its_neighbours_are_read(tmp_path: Path) -> None:
    line = b'{"uri": "http://a.example/%d", "type": "text", "versioncreated": "2013-10-11T10:00:00Z", "body_text": "%s"}\n'
    path = tmp_path / "a.jsonl"
    path.write_bytes(line % (1, b"Rain fell.") + b"\n" + line % (2, b"Rain. " * 300_000) + line % (3, b"Sun."))
    records, rejects = read_all(path, Source(name="example", format="ninjs", limits=Limits(max_record_mib=1)))
    assert [record.fields["id"] for record in records] == ["http://a.example/1", "http://a.example/3"]
    assert reasons(rejects) == ["record_too_long"]


def test_a_corrupt_member_of_a_zip_is_refused_and_its_neighbours_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        for name in ("a.jsonl", "b.jsonl", "c.jsonl"):
            archive.writestr(name, b'{"text": "Rain fell on %s"}\n' % name.encode() * 300)
    data = bytearray(path.read_bytes())
    begins = data.find(b"b.jsonl") + 20
    data[begins : begins + 40] = b"\xff" * 40
    path.write_bytes(data)
    records, rejects = read_all(path)
    assert len(records) == 600
    assert reasons(rejects) == ["damaged_archive"]


def test_an_element_with_a_number_of_5000_digits_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(
        '[{"text": "Rain."}, {"text": "Sun.", "id": ' + "7" * 5000 + '}, {"text": "Snow, {[\\"]}."}, {"text": "Fog."}]'
    )
    records, rejects = read_all(path)
    assert [record.fields["text"] for record in records] == ["Rain.", 'Snow, {["]}.', "Fog."]
    assert reasons(rejects) == ["bad_json"]
    assert rejects[0].locator == "1"
