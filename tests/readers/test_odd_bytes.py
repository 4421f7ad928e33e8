"""Bytes and names that are not UTF-8, files inside files: nothing is mangled, lost or said twice."""

import codecs
import gzip
import io
import os
import tarfile
from pathlib import Path

import pytest

from flows.readers.encoding import text_of
from flows.readers.stream import ByteStream, transcoded
from flows.sources import Source
from tests.readers.reading_dumps import read_all, reasons
from transforms.articles import Reject
from transforms.rows import Origin, reject_row

ORIGIN = Origin("example", "a", None, "1")


def test_an_undeclared_array_in_windows_1252_keeps_its_letters(tmp_path: Path) -> None:
    texts = ["Regen fiel über Zürich, sagte der Bürgermeister.", "Sun.", "Die Flüsse stiegen um zwei Meter – sagte er „heute“."]
    path = tmp_path / "a.json"
    path.write_bytes("[{}]".format(", ".join(f'{{"text": "{text}"}}' for text in texts)).encode("cp1252"))
    records, rejects = read_all(path)
    assert [record.fields["text"] for record in records] == texts
    assert rejects == []


def test_an_array_that_ends_inside_a_character_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes('[{"text": "Rain."}, {"text": "Zürich'.encode()[:-4])
    records, rejects = read_all(path)
    assert len(records) == 1
    assert reasons(rejects) == ["bad_json"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_half_a_pair_in_utf_16_costs_its_own_record_alone(tmp_path: Path, name: str, encoding: str) -> None:
    lines = ["id,text"] if name.endswith("csv") else []
    for number in range(30_000):
        text = "Rain \ud83c fell." if number in (10, 20_000) else "Rain 🌧 fell."
        lines.append(f"{number},{text}" if lines[:1] == ["id,text"] else f'{{"id": {number}, "text": "{text}"}}')
    (tmp_path / name).write_bytes("\n".join(lines).encode(encoding, "surrogatepass"))
    records, rejects = read_all(tmp_path / name, Source(name="example", encoding=encoding))
    assert {int(str(record.fields["id"])) for record in records} == set(range(30_000)) - {10, 20_000}
    assert {record.fields["text"] for record in records} == {"Rain 🌧 fell."}
    assert reasons(rejects) == ["bad_encoding", "bad_encoding"]


@pytest.mark.parametrize("spelling", ["utf-16-le", "UTF_16LE", "UTF-32BE", "UnicodeLittleUnmarked", "UnicodeBigUnmarked"])
def test_a_wide_encoding_is_known_by_every_name_of_it(tmp_path: Path, spelling: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"text": "Zürich"}\n{"text": "Genève"}\n'.encode(spelling))
    records, rejects = read_all(path, Source(name="example", format="jsonl", encoding=spelling))
    assert [record.fields["text"] for record in records] == ["Zürich", "Genève"]
    assert rejects == []


@pytest.mark.parametrize("spelling", ["utf-16", "utf16", "U16", "UTF32"])
def test_a_file_without_the_mark_that_its_encoding_needs_is_refused(tmp_path: Path, spelling: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"text": "Zürich"}\n'.encode(f"{codecs.lookup(spelling).name}-le"))
    records, rejects = read_all(path, Source(name="example", format="jsonl", encoding=spelling))
    assert records == []
    assert reasons(rejects) == ["bad_encoding"]
    assert "does not start with BOM" in rejects[0].message


def test_a_chunk_that_ends_inside_a_character_adds_nothing() -> None:
    assert transcoded(ByteStream(iter([b"a\0", b"b", b"\0", b"c\0"])), "utf-16-le").read() == b"abc"


def test_many_small_elements_after_a_big_one_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    small = ",\n".join('{"text": "Rain fell."}' for _ in range(5000))
    path.write_text('[{"text": "' + "Sun. " * 400_000 + '"},' + small + "]")
    records, rejects = read_all(path)
    assert len(records) == 5001
    assert rejects == []


@pytest.mark.parametrize("unused", [0x81, 0x8D, 0x8F, 0x90, 0x9D])
def test_the_unused_bytes_of_windows_1252_are_kept(unused: int) -> None:
    text = text_of(b"Z\xfcrich f\xe4llt " + bytes([unused]), None)
    assert text == f"Zürich fällt {chr(unused)}"


def test_a_row_of_the_wrong_length_with_odd_bytes_can_be_stored(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,text\n1,Rain fell.\n2,caf\xe9,too many\n")
    records, rejects = read_all(path)
    assert len(records) == 1
    assert reasons(rejects) == ["wrong_columns"]
    row = reject_row(rejects[0], ORIGIN)
    assert row["excerpt"] == "2,caf\\udce9,too many"


def test_every_part_of_a_reject_can_be_stored() -> None:
    row = reject_row(Reject("a\udce9#0", "read", "bad_row", "got \ud800", "\udcff" * 400), ORIGIN)
    for name in ("record", "message", "excerpt"):
        row[name].encode()
    assert len(row["excerpt"]) <= 300


def tar_of(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def test_a_member_that_comes_again_has_its_own_locator(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    path.write_bytes(tar_of(("a.json", b'{"id": "a", "text": "Rain."}'), ("a.json", b'{"id": "a", "text": "Sun."}')))
    records, _ = read_all(path)
    assert [record.locator for record in records] == ["a.json#0", "a.json@1#0"]


def test_a_member_whose_name_is_not_utf_8_has_a_locator_that_can_be_stored(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    path.write_bytes(tar_of(("caf\udce9.json", b'{"text": "Rain."}')))
    records, rejects = read_all(path)
    assert [record.locator for record in records] == ["caf\\udce9.json#0"]
    assert rejects == []


def test_damage_below_two_compressions_is_said_once(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz.gz"
    lines = b"".join(b'{"text": "Rain %08x."}\n' % (n * 2654435761 % 2**32) for n in range(20000))
    packed = gzip.compress(gzip.compress(lines))
    path.write_bytes(packed[: len(packed) // 2])
    records, rejects = read_all(path)
    assert records
    assert reasons(rejects) == ["truncated"]


def test_a_member_whose_long_name_is_a_mebibyte_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    good = ("a.jsonl", b'{"text": "Rain."}\n{"text": "Sun."}\n')
    path.write_bytes(tar_of(good, ("long/" * 400_000 + "b.jsonl", b'{"text": "Fog."}')))
    records, rejects = read_all(path)
    assert len(records) == 2
    assert reasons(rejects) == ["damaged_archive"]


def test_files_whose_names_are_not_utf_8_are_read(tmp_path: Path) -> None:
    for name, text in ((b"caf\xe9.jsonl", b"Rain."), (b"plain.jsonl", b"Sun."), (b"st\xf6rm.txt", b"Wind blew.")):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(
            text if name.endswith(b"txt") else b'{"text": "%s"}\n' % text
        )
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/st\xf6rm.json")).write_text('{"date": "2013-10-11"}')
    records, rejects = read_all(tmp_path)
    assert rejects == []
    assert [record.fields["text"].strip() for record in records] == ["Rain.", "Sun.", "Wind blew."]
    assert records[0].locator == "caf\\udce9.jsonl#0"
    assert records[2].fields["date"] == "2013-10-11"
    for again in (os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.jsonl"), f"{tmp_path}/[c]af\\udce9.jsonl"):
        records, _ = read_all(again)
        assert len(records) == 1


@pytest.mark.parametrize("number", ["999999999993", "1114112", "xD800", "57343", "x" + "f" * 5000, "9" * 5000])
def test_a_number_that_is_no_character_costs_no_entry_of_a_feed(tmp_path: Path, number: str) -> None:
    path = tmp_path / "a.rss"
    item = "<item><title>Rain {}</title><link>http://a.example/{}</link><description>Rain fell.</description></item>"
    path.write_text(
        f'<rss version="2.0"><channel>{item.format(f"&#{number};", 1)}{item.format("&#8364;&#x1F327;", 2)}</channel></rss>'
    )
    records, rejects = read_all(path)
    assert [record.fields["title"] for record in records] == ["Rain \ufffd", "Rain €🌧"]
    assert rejects == []


@pytest.mark.parametrize("charset", ["undefined", "no-such-name"])
def test_a_message_in_an_encoding_that_cannot_be_is_read(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "a.mbox"
    headers = f"Subject: =?{charset}?q?Rain?=\nContent-Type: text/plain; charset={charset}"
    path.write_text(f"From a@b.example Fri Oct 11 10:00:00 2013\n{headers}\n\nRain fell.\n")
    (record,), rejects = read_all(path)
    assert (record.fields["title"], rejects) == ("Rain", [])


def test_lines_before_the_first_message_of_a_declared_mailbox_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    mailbox = Source(name="letters", format="mbox")
    path.write_text("Subject: Rain\n\nRain fell.\n")
    records, (refused,) = read_all(path, mailbox)
    assert (records, refused.locator, refused.reason) == ([], "start", "bad_message")
    message = "\n\nFrom a@b.example Fri Oct 11 10:00:00 2013\nSubject: Rain\n\nRain fell.\n"
    path.write_text(message)
    assert [record.locator for record in read_all(path, mailbox)[0]] == ["0"]
    path.write_text("Odd.\n" + message)
    (record,), rejects = read_all(path, mailbox)
    assert (record.locator, reasons(rejects)) == ("0", ["bad_message"])
