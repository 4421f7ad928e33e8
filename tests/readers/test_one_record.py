"""One hostile record costs itself, is said so, and never ends the reading of the others."""

from pathlib import Path

from flows.readers import web_archive
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


def test_a_length_of_5000_digits_is_no_length(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    data = RESPONSE + record(b"metadata", b"9" * 5000) + RESPONSE
    path.write_bytes(data)
    records, rejects = read_all(path)
    assert len(records) == 2
    assert reasons(rejects) == ["bad_header"]
    with path.open("rb") as file:
        assert web_archive.cuts(file, len(data), 100)
