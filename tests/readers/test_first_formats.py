"""The formats of the first part, read from small files to records."""

import gzip
from pathlib import Path

import pytest
import zstandard

from flows.readers import ReaderError, hash_shard, plan_shards
from tests.readers.reading_dumps import PLAIN, read_all

LINES = b'{"title": "One", "text": "Rain."}\n{"title": "Two", "text": "Sun."}\n'


@pytest.mark.parametrize("pack", [lambda data: data, gzip.compress, zstandard.ZstdCompressor().compress])
def test_json_lines_plain_and_compressed(tmp_path: Path, pack) -> None:
    path = tmp_path / "dump"
    path.write_bytes(pack(LINES))
    records, rejects = read_all(path)
    assert [record.fields["title"] for record in records] == ["One", "Two"]
    assert rejects == []
    assert records[1].locator == str(LINES.index(b'{"title": "Two"'))


def test_a_bad_line_costs_itself_only(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    path.write_bytes(b'{"text": "a"}\n{"text": "b"\nnull\n{"te\0xt": 1}\n{"text": "c"}\n')
    records, rejects = read_all(path)
    assert [record.fields["text"] for record in records] == ["a", "c"]
    assert [reject.reason for reject in rejects] == ["bad_json", "not_an_object", "bad_json"]


def test_csv_with_newlines_inside_quotes(tmp_path: Path) -> None:
    path = tmp_path / "dump.csv"
    path.write_text('title,text,date\nOne,"first\nsecond, third",2013-10-11\nTwo,"say ""hi""",2013-10-12\n')
    records, rejects = read_all(path)
    assert [record.fields["text"] for record in records] == ["first\nsecond, third", 'say "hi"']
    assert rejects == []


def test_a_quote_never_closed_costs_its_own_row_only(tmp_path: Path) -> None:
    path = tmp_path / "dump.csv"
    path.write_text('title,text\nOne,"open\nTwo,b\nThree,c\n')
    records, rejects = read_all(path)
    assert [record.fields["title"] for record in records] == ["Two", "Three"]
    assert [reject.reason for reject in rejects] == ["bad_row"]


SGML = (
    '<!DOCTYPE lewis SYSTEM "lewis.dtd">\n'
    '<REUTERS TOPICS="NO" NEWID="7">\n<DATE> 9-MAR-1987 04:58:41.12</DATE>\n<TEXT>&#2;\n<TITLE>GRAIN &amp; OIL</TITLE>\n'
    "<DATELINE>    LONDON, March 9 - </DATELINE><BODY>Grain rose to \xa340 on Monday.\n&#3;</BODY></TEXT>\n</REUTERS>\n"
    '<REUTERS NEWID="8">\n<DATE> 9-MAR-1987</DATE>\n<TEXT TYPE="BRIEF">\n<TITLE>BANK CUTS RATE</TITLE>\n</TEXT>\n</REUTERS>\n'
)


def test_reuters_sgml(tmp_path: Path) -> None:
    path = tmp_path / "reut.sgm"
    path.write_bytes(SGML.encode("latin-1"))
    records, rejects = read_all(path)
    assert records[0].fields == {
        "id": "7",
        "date": " 9-MAR-1987 04:58:41.12",
        "title": "GRAIN & OIL",
        "dateline": "    LONDON, March 9 - ",
        "text": "Grain rose to \xa340 on Monday.\n",
    }
    assert "text" not in records[1].fields
    assert rejects == []


def test_a_text_takes_the_fields_of_its_sidecar(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("Talks ended on Monday.")
    (tmp_path / "story.json").write_text('{"date": "2013-10-11"}')
    records, rejects = read_all(tmp_path)
    assert [record.fields for record in records] == [{"text": "Talks ended on Monday.", "date": "2013-10-11"}]
    assert rejects == []


def test_a_sidecar_that_is_corrected_changes_the_hash_of_its_shard(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("Talks ended on Monday.")
    side = tmp_path / "story.json"
    hashes = set()
    for day in ("2013-10-11", "2013-10-12", "2013-10-11"):
        side.write_text(f'{{"date": "{day}"}}')
        (shard,) = plan_shards([str(tmp_path)], PLAIN)
        hashes.add(hash_shard(shard, PLAIN).content_hash)
    assert len(hashes) == 2


def test_zeros_between_the_members_of_a_gzip_are_padding(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl.gz"
    path.write_bytes(gzip.compress(LINES) + bytes(512) + gzip.compress(LINES) + bytes(1024))
    records, rejects = read_all(path)
    assert [record.fields["title"] for record in records] == ["One", "Two"] * 2
    assert rejects == []


def test_a_truncated_gzip_gives_what_it_has_and_its_damage(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl.gz"
    path.write_bytes(gzip.compress(LINES * 1000, mtime=0)[:-20])
    records, rejects = read_all(path)
    assert len(records) > 1000
    assert [reject.reason for reject in rejects] == ["truncated"]


def test_what_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="got nothing at"):
        read_all(tmp_path / "nowhere.jsonl")
    (tmp_path / "empty.jsonl").touch()
    with pytest.raises(ReaderError, match="got an empty file"):
        read_all(tmp_path / "empty.jsonl")
    (tmp_path / "picture.jsonl").write_bytes(bytes(range(256)) * 10)
    with pytest.raises(ReaderError, match="unknown_format"):
        read_all(tmp_path / "picture.jsonl")


def test_big_files_are_cut_at_records_and_lose_none(tmp_path: Path) -> None:
    path = tmp_path / "big.jsonl"
    with path.open("wb") as out:
        for number in range(400_000):
            out.write(
                b'{"id": "%06d", "text": "Rain fell on Monday, and on Tuesday too, and so on until the week ended."}\n' % number
            )
    shards = list(plan_shards([str(path)], PLAIN))
    assert len(shards) > 1
    assert [shard.start for shard in shards[1:]] == [shard.stop for shard in shards[:-1]]
    records, rejects = read_all(path)
    assert [record.fields["id"] for record in records] == [f"{number:06d}" for number in range(400_000)]
    assert rejects == []
