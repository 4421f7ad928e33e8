"""What is wrong with a file is said, and nothing good around it is lost."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from pathlib import Path

import msgspec
import pytest
import zstandard

from flows.readers import ReaderError, hash_shard, open_shard, plan_shards
from flows.readers.compression import RATIO_MATTERS_FROM_BYTES
from flows.sources import Checks, Limits, Source
from tests.readers.reading_dumps import PLAIN, read_all, reasons
from transforms.articles import RawRecord, Reject, to_article

LINES = b"".join(b'{"id": "%04d", "text": "Rain fell on Monday, wrote %x."}\n' % (n, n * 7919) for n in range(2000))
LONG = b"".join(b'{"id": "%08x", "text": "Rain fell on day %x."}\n' % (n * 2654435761 % 2**32, n * 7919) for n in range(30000))
PACKERS = {"gz": gzip.compress, "zst": zstandard.ZstdCompressor().compress, "bz2": bz2.compress, "xz": lzma.compress}


@pytest.mark.parametrize("kind", PACKERS)
def test_compressed_members_follow_each_other(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"dump.jsonl.{kind}"
    path.write_bytes(PACKERS[kind](LINES) + PACKERS[kind](LINES))
    records, rejects = read_all(path)
    assert len(records) == 4000
    assert rejects == []


@pytest.mark.parametrize("kind", PACKERS)
def test_a_truncated_compression_keeps_what_came_before(tmp_path: Path, kind: str) -> None:
    (tmp_path / "good.jsonl").write_bytes(LINES)
    packed = PACKERS[kind](LONG)
    (tmp_path / f"short.jsonl.{kind}").write_bytes(packed[: len(packed) * 9 // 10])
    records, rejects = read_all(tmp_path)
    assert len(records) >= 2000 + (1 if kind in ("gz", "zst") else 0)
    assert reasons(rejects) == ["truncated"]


@pytest.mark.parametrize(("kind", "kept"), [("gz", 26_500), ("zst", 28_000), ("bz2", 16_000), ("xz", 26_500)])
def test_a_damaged_compression_keeps_what_came_before(tmp_path: Path, kind: str, kept: int) -> None:
    packed = bytearray(PACKERS[kind](LONG))
    at = (
        len(packed) - 3 if kind == "zst" else len(packed) * 9 // 10
    )  # what overwrites a literal of zstandard is found at its end
    packed[at : at + 3] = b"\x55\xaa\xff"
    (tmp_path / f"bad.jsonl.{kind}").write_bytes(packed)
    records, rejects = read_all(tmp_path)
    assert len(records) >= kept
    assert reasons(rejects)[-1:] == ["damaged_compression"]


@pytest.mark.parametrize("kind", ["gz", "xz"])
def test_a_wrong_checksum_at_the_end_keeps_all_of_it(tmp_path: Path, kind: str) -> None:
    packed = bytearray(PACKERS[kind](LONG))
    packed[-7] ^= 1
    (tmp_path / f"bad.jsonl.{kind}").write_bytes(packed)
    records, rejects = read_all(tmp_path)
    assert len(records) == 30_000
    assert reasons(rejects) == ["damaged_compression"]


def test_a_gzip_bomb_is_stopped_by_the_ratio(tmp_path: Path) -> None:
    path = tmp_path / "bomb.jsonl.gz"
    packer = io.BytesIO()
    with gzip.GzipFile(fileobj=packer, mode="wb", mtime=0) as out:
        out.write(LINES)
        for _ in range(2 * RATIO_MATTERS_FROM_BYTES >> 20):
            out.write(b" " * (1 << 20))
    path.write_bytes(packer.getvalue())
    records, rejects = read_all(path)
    assert len(records) == 2000
    assert reasons(rejects)[-1:] == ["decompression_bomb"]


def test_a_zip_bomb_is_stopped_and_its_neighbours_are_read(tmp_path: Path) -> None:
    path = tmp_path / "dump.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.jsonl", LINES)
        archive.writestr("bomb.jsonl", LINES + b" " * (2 * RATIO_MATTERS_FROM_BYTES))
        archive.writestr("c.jsonl", LINES)
    records, rejects = read_all(path)
    assert len(records) == 6000
    assert reasons(rejects)[-1:] == ["decompression_bomb"]


def test_a_bound_in_bytes_is_the_sources_own(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl.gz"
    path.write_bytes(gzip.compress(LINES))
    records, rejects = read_all(path, Source(name="example", format="jsonl", limits=Limits(max_decompressed_gib=0)))
    assert records == []
    assert reasons(rejects)[-1:] == ["decompression_bomb"]


def make_tar(path: Path, names: dict[str, bytes], links: dict[str, str] | None = None) -> None:
    with tarfile.open(path, "w:gz") as archive:
        for name, content in names.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        for name, target in (links or {}).items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, target
            archive.addfile(info)


def test_names_that_lead_out_of_an_archive_are_refused(tmp_path: Path) -> None:
    make_tar(
        tmp_path / "dump.tar.gz",
        {"../../escape.jsonl": LINES, "/abs.jsonl": LINES, "good/a.jsonl": LINES},
        {"link.jsonl": "/etc/passwd"},
    )
    with zipfile.ZipFile(tmp_path / "dump.zip", "w") as archive:
        archive.writestr("..\\..\\escape.jsonl", LINES)
        archive.writestr("C:evil.jsonl", LINES)
        archive.writestr("good.jsonl", LINES)
    records, rejects = read_all(tmp_path)
    assert len(records) == 4000
    assert sorted(reasons(rejects)) == ["archive_link", *["path_traversal"] * 4]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dump.tar.gz", "dump.zip"]
    assert records[0].locator.endswith("good/a.jsonl#0")


@pytest.mark.parametrize("name", ["dump.tar", "dump.tar.gz", "dump.zip"])
def test_a_truncated_archive_keeps_its_first_members(tmp_path: Path, name: str) -> None:
    path = tmp_path / "whole"
    members = {f"{n}.jsonl": LINES for n in range(10)}
    if name.endswith("zip"):
        with zipfile.ZipFile(path, "w") as archive:
            for member, content in members.items():
                archive.writestr(member, content)
    else:
        make_tar(path, members)
        if name.endswith(".tar"):
            path.write_bytes(gzip.decompress(path.read_bytes()))
    (tmp_path / "cut").mkdir()
    data = path.read_bytes()
    (tmp_path / "cut" / name).write_bytes(data[: len(data) // 2])
    records, rejects = read_all(tmp_path / "cut")
    if name.endswith("zip"):
        assert records == []  # the index of a zip is at its end
        assert reasons(rejects) == ["damaged_archive"]
    else:
        assert len(records) >= 2000
        assert set(reasons(rejects)) <= {"truncated", "damaged_archive"}
        assert rejects


BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
EXTERNAL = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY c SYSTEM "file:///etc/passwd">]>'
REMOTE = '<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://127.0.0.1:9/nowhere.dtd">'
XML = {
    "nitf": "<nitf><body><body.content><p>&c; Rain.</p></body.content></body></nitf>",
    "newsml_g2": '<newsItem guid="a"><contentSet><inlineXML><body><p>&c; Rain.</p></body></inlineXML></contentSet></newsItem>',
    "newsml_1": "<NewsML><NewsItem><DataContent>&c; Rain.</DataContent></NewsItem></NewsML>",
    "timeml": "<TimeML><TEXT>&c; Rain.</TEXT></TimeML>",
}


@pytest.mark.parametrize("format_", XML)
def test_entities_of_a_document_are_never_resolved(tmp_path: Path, format_: str) -> None:
    for name, start in (("bomb", BOMB), ("external", EXTERNAL)):
        (tmp_path / f"{name}.xml").write_text(start + XML[format_])
    (tmp_path / "remote.xml").write_text(REMOTE + XML[format_].replace("&c;", ""))
    records, rejects = read_all(tmp_path)
    assert reasons(rejects) == ["entity_declaration", "entity_declaration"]
    assert len(records) == 1
    assert "root:" not in str(records[0].fields)


def test_entities_of_a_feed_are_never_resolved(tmp_path: Path) -> None:
    body = (
        "<rss version='2.0'><channel><item><title>&c;</title><description>Rain &c; fell.</description></item></channel></rss>"
    )
    for name, start in (("bomb", BOMB), ("external", EXTERNAL)):
        (tmp_path / f"{name}.xml").write_text(start + body)
    records, rejects = read_all(tmp_path)
    assert records == []
    assert reasons(rejects) == ["entity_declaration", "entity_declaration"]


def test_a_line_of_100_mb_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    with path.open("wb") as out:
        out.write(LINES + b'{"text": "')
        for _ in range(100):
            out.write(b"x" * (1 << 20))
        out.write(b'"}\n' + LINES)
    records, rejects = read_all(path)
    assert len(records) == 4000
    assert reasons(rejects) == ["record_too_long"]


def test_an_article_of_50_mb_is_refused() -> None:
    record = RawRecord("7", {"text": "Rain. " * ((50 << 20) // 6)})
    result = to_article(record, PLAIN.settings())
    assert isinstance(result, Reject)
    assert (result.locator, result.reason) == ("7", "too_long")
    assert len(result.excerpt or "") == 200


def test_mixed_encodings_are_told_record_by_record(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    word = "Zürich und Genève sagten am Montag, daß Köln größer sei"
    path.write_bytes(b'{"text": "' + word.encode() + b'"}\n{"text": "' + word.encode("cp1252") + b'"}\n')
    records, rejects = read_all(path)
    assert [record.fields["text"] for record in records] == [word, word]
    assert rejects == []


@pytest.mark.parametrize("name", ["dump.jsonl", "dump.csv"])
def test_bytes_that_are_not_the_declared_encoding_are_refused(tmp_path: Path, name: str) -> None:
    good, bad = "Zürich".encode(), "Zürich".encode("latin-1")
    rows = [b'{"id": 1, "text": "%s"}', b'{"id": 2, "text": "%s"}', b'{"id": 3, "text": "%s"}']
    if name.endswith("csv"):
        rows = [b"id,text\n1,%s", b"2,%s", b"3,%s"]
    (tmp_path / name).write_bytes(b"\n".join(row % text for row, text in zip(rows, (good, bad, good), strict=True)) + b"\n")
    records, rejects = read_all(tmp_path / name, Source(name="example", encoding="utf-8"))
    assert [str(record.fields["id"]) for record in records] == ["1", "3"]
    assert reasons(rejects) == ["bad_encoding"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("name", ["dump.jsonl", "dump.csv", "dump.json", "story.txt", "item.xml"])
def test_byte_order_marks(tmp_path: Path, encoding: str, name: str) -> None:
    content = {
        "dump.jsonl": '{"text": "Zürich"}\n{"text": "Genève"}\n',
        "dump.csv": "text,id\nZürich,1\nGenève,2\n",
        "dump.json": '[{"text": "Zürich"}, {"text": "Genève"}]',
        "story.txt": "Zürich",
        "item.xml": f'<?xml version="1.0" encoding="{encoding[:6]}"?><nitf><body.content><p>Zürich</p></body.content></nitf>',
    }
    (tmp_path / name).write_text(content[name].replace("utf-8-", "utf-8"), encoding=encoding)
    records, rejects = read_all(tmp_path / name)
    assert records[0].fields["text"] == "Zürich"
    assert rejects == []


def test_duplicated_headers_and_missing_columns(tmp_path: Path) -> None:
    path = tmp_path / "dump.csv"
    path.write_text("text,date,text\nRain,2013-10-11,Sun\nShort,2013-10-12\nSnow,2013-10-13,Hail\n")
    records, rejects = read_all(path)
    assert [record.fields for record in records] == [
        {"text": "Rain", "date": "2013-10-11", "text.2": "Sun"},
        {"text": "Snow", "date": "2013-10-13", "text.2": "Hail"},
    ]
    assert reasons(rejects) == ["duplicated_header", "wrong_columns"]


def test_a_nul_byte_costs_its_own_record_at_most(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "one"}\n{"text": "t\0wo"}\n{"text": "th\\u0000ree"}\n')
    (tmp_path / "b.csv").write_bytes(b"text,id\none,1\nt\0wo,2\n")
    records, rejects = read_all(tmp_path)
    texts = [to_article(record, PLAIN.settings()).text for record in records]
    assert texts == ["one", "three", "one", "two"]
    assert reasons(rejects) == ["bad_json"]


def test_a_folder_of_many_small_files_is_few_shards(tmp_path: Path) -> None:
    for number in range(3000):
        (tmp_path / f"{number:05}.json").write_bytes(b'{"id": %d, "text": "Rain."}' % number)
    shards = list(plan_shards([str(tmp_path)], PLAIN))
    assert 3000 / 512 <= len(shards) <= 3000 / 64
    records, rejects = read_all(tmp_path)
    assert [record.fields["id"] for record in records] == list(range(3000))
    assert rejects == []
    before = {shard.name: shard.files for shard in shards}
    (tmp_path / "01500b.json").write_bytes(b'{"id": -1, "text": "Sun."}')
    after = {shard.name: shard.files for shard in plan_shards([str(tmp_path)], PLAIN)}
    assert sum(before.get(name) != files for name, files in after.items()) <= 2


def test_a_loop_of_links_is_walked_once(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.jsonl").write_bytes(LINES)
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    records, rejects = read_all(tmp_path)
    assert len(records) == 2000
    assert rejects == []


def test_a_file_that_grows_while_it_is_read_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    path.write_bytes(LINES)
    (shard,) = plan_shards([str(path)], PLAIN)
    reading = open_shard(shard, PLAIN)
    items = iter(reading)
    next(items)
    with path.open("ab") as out:
        out.write(LINES)
    assert sum(1 for _ in items) >= 1999
    assert reading.changed


def test_a_file_that_vanishes_is_reported_and_its_neighbours_are_read(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl", "c.jsonl"):
        (tmp_path / name).write_bytes(LINES)
    (shard,) = plan_shards([str(tmp_path)], PLAIN)
    (tmp_path / "b.jsonl").unlink()
    reading = open_shard(shard, PLAIN)
    items = list(reading)
    assert sum(isinstance(item, RawRecord) for item in items) == 4000
    assert [item.reason for item in items if isinstance(item, Reject)] == ["vanished"]
    assert not reading.changed
    assert ["b.jsonl" in line for line in reading.failures] == [True]
    assert reading.content_hash == hash_shard(shard, PLAIN).content_hash


SHARES = [name for name in Checks.__struct_fields__ if name.endswith("_share")]


def test_unknown_keys_and_wrong_types_of_a_source_are_one_line(tmp_path: Path) -> None:
    from flows.sources import load_source
    from transforms.configuration import ConfigurationError

    (tmp_path / "sources").mkdir()
    for content, message in (
        ('colour = "red"', "colour"),
        ('day_first = "yes"', "day_first"),
        ("format = ", "expected TOML"),
        ("[limits]\nmax_record_mb = 1", "max_record_mb"),
        ('[fields]\nheadline = "title"', "headline"),
        *((f"[limits]\n{name} = {value}", f"got: .*limits.{name}") for name in Limits.__struct_fields__ for value in (0, -1)),
        *((f"[checks]\n{name} = {value}", f"got: .*checks.{name}") for name in SHARES for value in ("5", "-0.1", "nan")),
        ("[checks]\nmax_newest_age_days = -1", "max_newest_age_days"),
        ("[checks]\nexpected_records = [-1, 100]", "expected_records"),
    ):
        (tmp_path / "sources" / "bad.toml").write_text(content)
        with pytest.raises(ConfigurationError, match=message) as caught:
            load_source("bad", str(tmp_path))
        assert "\n" not in str(caught.value)


def test_the_wrong_format_is_said(tmp_path: Path) -> None:
    (tmp_path / "page.xml").write_text("<html><body>Rain.</body></html>")
    _, rejects = read_all(tmp_path / "page.xml", Source(name="example", format="nitf"))
    assert reasons(rejects) == ["wrong_format"]
    with pytest.raises(ReaderError, match="expected a format"):
        read_all(tmp_path / "page.xml", Source(name="example", format="docx"))


def test_an_array_of_objects_loses_nothing_before_its_damage(tmp_path: Path) -> None:
    path = tmp_path / "dump.json"
    items = [{"id": n, "text": "Rain. " * n} for n in range(500)]
    data = msgspec.json.encode(items)
    path.write_bytes(data)
    assert len(read_all(path)[0]) == 500
    path.write_bytes(data[:-2000])
    records, rejects = read_all(path)
    assert [record.fields["id"] for record in records] == list(range(len(records)))
    assert len(records) > 490
    assert reasons(rejects) == ["bad_json"]


def test_a_member_whose_name_is_empty_raises_nothing(tmp_path: Path) -> None:
    path = tmp_path / "dump.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", LINES)
    data = bytearray(path.read_bytes())
    start = data.rindex(b"PK\x01\x02")
    data[start + 46] = 0  # a name that is one NUL ends before its first character
    path.write_bytes(bytes(data))
    _, rejects = read_all(path, Source(name="example", format="jsonl"))
    assert set(reasons(rejects)) <= {"damaged_archive"}
