"""A big file is cut where records begin, and its parts give what the whole would have given."""

import bz2
import csv
import gzip
import io
import itertools
import lzma
import random
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
import zstandard

from flows.readers import hash_shard, open_shard, plan_shards, planning, web_archive
from flows.readers.form import Format, Reading
from flows.readers.json_lines import FORMAT as JSON_LINES
from flows.readers.reuters_sgml import FORMAT as SGML
from flows.readers.separated import FORMAT_CSV
from flows.readers.stream import ByteStream
from flows.sources import Limits, Source
from tests.readers.reading_dumps import read_all, reasons
from transforms.articles import RawRecord, Reject

WHOLE = Source(name="example", limits=Limits(shard_mib=1000))
CUT = Source(name="example", limits=Limits(shard_mib=1))
PACKERS = {
    "": bytes,
    ".gz": lambda data: gzip.compress(data, 1),
    ".zst": zstandard.ZstdCompressor(1).compress,
    ".bz2": lambda data: bz2.compress(data, 1),
    ".xz": lambda data: lzma.compress(data, preset=0),
}
CHANCE = random.Random(11)
# Text that no compression makes much smaller.
NOISE = [CHANCE.randbytes(1500).hex() for _ in range(800)]


def lines() -> bytes:
    return b"".join(b'{"id": "%d", "text": "Rain fell. %s"}\n' % (number, noise.encode()) for number, noise in enumerate(NOISE))


def table() -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["title", "text", "date"])
    for number, noise in enumerate(NOISE):
        writer.writerow([f'Rain "{number}"', f"Rain fell,\non Monday,\n{noise}", "2013-10-11"])
    return out.getvalue().encode()


def articles() -> bytes:
    body = '<REUTERS NEWID="{}"><DATE> 9-MAR-1987 04:58:41.12</DATE><TEXT><BODY>Rain.\n{}</BODY></TEXT></REUTERS>\n'
    return "".join(body.format(number, noise) for number, noise in enumerate(NOISE)).encode()


DUMPS = {"dump.jsonl": lines, "dump.csv": table, "dump.sgm": articles}


@pytest.mark.parametrize("name", DUMPS)
@pytest.mark.parametrize("suffix", PACKERS)
def test_parts_give_what_the_whole_gives(tmp_path: Path, name: str, suffix: str) -> None:
    path = tmp_path / (name + suffix)
    path.write_bytes(PACKERS[suffix](DUMPS[name]()))
    shards = list(plan_shards([str(path)], CUT))
    assert len(shards) >= 3
    assert [shard.inside for shard in shards] == [bool(suffix)] * len(shards)
    parts, rejects = read_all(path, CUT)
    whole, _ = read_all(path, WHOLE)
    assert rejects == []
    assert [record.fields for record in parts] == [record.fields for record in whole]
    assert len(parts) == len(NOISE)


def test_parts_of_a_compressed_file_are_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "dump.jsonl.gz"
    path.write_bytes(gzip.compress(lines(), 1))
    monkeypatch.setattr(planning, "MOST_INSIDE", 1)
    assert len(list(plan_shards([str(path)], CUT))) == 2


def test_a_damaged_file_is_cut_up_to_its_damage(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl.gz"
    packed = gzip.compress(lines(), 1)
    path.write_bytes(packed[: len(packed) * 9 // 10])
    assert len(list(plan_shards([str(path)], CUT))) >= 2
    records, rejects = read_all(path, CUT)
    assert reasons(rejects) == ["truncated"]
    assert 600 < len(records) < 800


def test_a_line_too_long_inside_of_an_open_quote_is_told(tmp_path: Path) -> None:
    path = tmp_path / "dump.csv"
    path.write_bytes(b'x,y\n"open,1\nb,2\n' + b"c" * (2 << 20) + b"\nd,3\n")
    records, rejects = read_all(path, Source(name="example", limits=Limits(max_record_mib=1)))
    assert [record.fields["x"] for record in records] == ["b", "d"]
    assert reasons(rejects) == ["bad_row", "bad_row"]


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        (b'1,"open,2024\n2,"closed",2024\n3,c,2024\n', ["2", "3"]),
        (b'1,"open\nin two lines,2024\n\n2,"closed, and\nin two lines",2024\n3,c,2024\n', ["2", "3"]),
        (b'1,"said "so" to all",2024\n2,"said ""so"" to all",2024\n3,5" nails,2024\n', ["2", "3"]),
    ],
)
def test_a_quote_left_open_takes_no_record_along(tmp_path: Path, rows: bytes, kept: list[str]) -> None:
    path = tmp_path / "dump.csv"
    path.write_bytes(b"id,text,date\n" + rows)
    records, rejects = read_all(path)
    assert [record.fields["id"] for record in records] == kept
    assert "bad_row" in reasons(rejects)
    assert "after a closing quote" in rejects[0].message


def test_a_quote_left_open_beside_a_stray_one_costs_its_line(tmp_path: Path) -> None:
    path = tmp_path / "dump.csv"
    path.write_bytes(b'x,y\n5" nails,"open\nb,2\n')
    records, rejects = read_all(path)
    assert [record.fields["x"] for record in records] == ["b"]
    assert reasons(rejects) == ["bad_row"]


def test_a_new_header_makes_every_part_new(tmp_path: Path) -> None:
    path = tmp_path / "dump.csv"
    path.write_bytes(table())
    before = [hash_shard(shard, CUT).content_hash for shard in plan_shards([str(path)], CUT)]
    path.write_bytes(table().replace(b"title,", b"about,", 1))
    after = [hash_shard(shard, CUT).content_hash for shard in plan_shards([str(path)], CUT)]
    assert not set(before) & set(after)


def test_what_has_two_bytes_a_letter_is_not_cut_at_half_a_newline(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    path.write_bytes(lines().decode().encode("utf-16"))
    (shard,) = plan_shards([str(path)], Source(name="example", format="jsonl", limits=Limits(shard_mib=1)))
    reading = open_shard(shard, CUT)
    assert sum(isinstance(item, RawRecord) for item in reading) == len(NOISE)


def page(text: str) -> bytes:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>%s</p>" % text.encode()
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    return head + b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(body), body)


PAGES = [page(f"Rain fell. {noise}") for noise in NOISE]


@pytest.mark.parametrize(
    ("members", "parts"),
    [
        (PAGES, 2),
        ([b"".join(PAGES)], 1),
        ([PAGES[0], page("".join(NOISE)), *PAGES[:2]], 2),
        ([PAGES[0], page("".join(NOISE))], 1),
    ],
    ids=["a page each", "one of all", "a long page", "a long page at the end"],
)
def test_a_packed_web_archive_is_cut_where_a_member_begins(tmp_path: Path, members: list[bytes], parts: int) -> None:
    path = tmp_path / "pages.warc.gz"
    path.write_bytes(b"".join(gzip.compress(member, 1) for member in members))
    assert len(list(plan_shards([str(path)], CUT))) == parts
    records, rejects = read_all(path, CUT)
    assert rejects == []
    assert [record.fields for record in records] == [record.fields for record in read_all(path, WHOLE)[0]]
    assert len(records) == b"".join(members).count(b"WARC/")


def test_a_member_is_found_that_begins_at_the_end_of_what_is_scanned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    members = [gzip.compress(page(f"Rain fell. {noise}")) for noise in NOISE[:50]]
    path = tmp_path / "pages.warc.gz"
    path.write_bytes(b"".join(members))
    begins = list(itertools.accumulate(map(len, members), initial=0))
    for scanned in range(60, 400, 17):
        monkeypatch.setattr(web_archive, "SCAN_BYTES", scanned)
        with path.open("rb") as file:
            assert web_archive.cuts(file, begins[-1], 1) == begins[1:-1]


class Counted(io.BytesIO):
    """A file that counts what is read of it."""

    taken = 0

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        self.taken += len(data)
        return data


@pytest.mark.parametrize("format_", [JSON_LINES, SGML, web_archive.FORMAT], ids=lambda format_: format_.name)
def test_a_file_that_is_one_record_is_looked_through_once(format_: Format) -> None:
    data = gzip.compress(b"WARC/1.0") + bytes(1 << 22)
    file = Counted(data)
    assert format_.cuts is not None
    assert format_.cuts(file, len(data), 1 << 16) == []
    assert file.taken < 1.1 * len(data)


@pytest.mark.parametrize("name", ["a.zip", "a.tar"])
def test_an_archive_of_a_declared_format_is_not_cut(tmp_path: Path, name: str) -> None:
    inner = tmp_path / "dump.jsonl"
    inner.write_bytes(lines())
    path = tmp_path / name
    if name == "a.zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.write(inner, inner.name)
    else:
        with tarfile.open(path, "w") as archive:
            archive.add(inner, inner.name)
    records, rejects = read_all(path, Source(name="example", format="jsonl", limits=Limits(shard_mib=1)))
    assert (len(records), rejects) == (len(NOISE), [])


ALPHABETS = {FORMAT_CSV: b'ab",\n\r;', JSON_LINES: b'{}"a:1\n', SGML: b"<REUTERS> </a\n"}


@pytest.mark.parametrize("format_", ALPHABETS, ids=lambda format_: format_.name)
def test_any_bytes_are_cut_between_records(format_: Format) -> None:
    chance = random.Random(5)
    assert format_.scan is not None
    assert format_.read is not None
    cut = 0
    longest = 1000 if format_ is SGML else 40
    for _ in range(1000):
        head = b"x,y\n" if format_ is FORMAT_CSV else b""
        parts = [*(bytes([letter]) for letter in ALPHABETS[format_]), b"</REUTERS>", b"<REUTERS", b'{"a": 1}\n', b'"a\nb"']
        data = head + b"".join(chance.choices(parts, k=chance.randint(0, 60)))
        offsets = format_.scan(ByteStream(iter([data])), Reading("x", None, longest), chance.randint(1, 30))
        assert offsets == sorted(set(offsets))
        opening = format_.preamble(ByteStream(iter([data])), Reading("x", None, longest)) if format_.preamble else None
        found = []
        for start, stop in zip([0, *offsets], [*offsets, len(data)], strict=True):
            reading = Reading("x", None, longest, start, preamble=opening if start else None)
            found += list(format_.read(ByteStream(iter([data[start:stop]])), reading))
        whole = list(format_.read(ByteStream(iter([data])), Reading("x", None, longest)))
        cut += len(offsets)
        assert told(found, format_) == told(whole, format_), (data, offsets)
    assert cut > 500


def told(items: Sequence[RawRecord | Reject], format_: Format) -> list[object]:
    """Records' fields and rejects' reasons; of articles that are never closed, how many there are is for each part to say."""
    everything = [item.fields if isinstance(item, RawRecord) else item.reason for item in items]
    return [each for each in everything if isinstance(each, dict) or format_ is not SGML]
