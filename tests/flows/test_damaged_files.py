"""What a damaged file lost nobody can count: it fails the run, until it is whole, away or allowed."""

import gzip
import io
import json
import tarfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.head_start import Request
from flows.lake.snapshot import open_lake
from flows.opening import open_ingest
from flows.readers.error import ReaderError
from flows.settings import Settings
from flows.shards import RunOptions
from flows.sources import Checks
from flows.summary import RunSummary
from tests.flows.dumps import read_in, story, write_dump

LINES = "".join(json.dumps(story(number)) + "\n" for number in range(600)).encode()


@pytest.mark.parametrize("others", [0, 1], ids=["alone", "among small files"])
def test_a_file_that_is_cut_short_fails_the_check(tmp_path: Path, others: int) -> None:
    path = tmp_path / "d" / "a.jsonl.gz"
    for number in range(others):
        write_dump(tmp_path / "d" / f"{number}.jsonl", [story(1000 + number)])
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(gzip.compress(LINES)[:2000])
    few = Checks(max_reject_share=0.01)
    cut = read_in(tmp_path / "lake", tmp_path / "d", checks=few)
    assert (cut.rejects, cut.reject_reasons) == (1, {"truncated": 1})
    assert 0 < cut.articles < 600
    (told,) = cut.failed_checks
    assert told.startswith("wire: expected at most 0 damaged files, got 1, which `dateline show rejects` names; get them whole")
    again = read_in(tmp_path / "lake", tmp_path / "d", checks=few)
    assert (again.shards_done, again.failed_checks) == (0, cut.failed_checks)
    allowed = Checks(max_damaged_files=1)
    assert read_in(tmp_path / "lake", tmp_path / "d", checks=allowed).failed_checks == ()
    assert open_lake(tmp_path / "lake").checks["state"] == "passed"
    path.write_bytes(gzip.compress(LINES))
    whole = read_in(tmp_path / "lake", tmp_path / "d", checks=few)
    assert (whole.articles, whole.failed_checks) == (600 + others, ())


def test_a_cut_archive_counts_once_with_the_member_that_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "d" / "a.tar"
    path.parent.mkdir()
    with tarfile.open(path, "w") as archive:
        for name in ("1.jsonl", "2.jsonl"):
            member = tarfile.TarInfo(name)
            member.size = len(LINES)
            archive.addfile(member, io.BytesIO(LINES))
    path.write_bytes(path.read_bytes()[: len(LINES) * 3 // 2])
    cut = read_in(tmp_path / "lake", tmp_path / "d")
    assert cut.reject_reasons == {"damaged_archive": 1, "truncated": 1}
    (told,) = cut.failed_checks
    assert told.startswith("wire: expected at most 0 damaged files, got 1,")


def test_row_groups_of_one_file_count_once(tmp_path: Path) -> None:
    path = tmp_path / "d" / "a.parquet"
    path.parent.mkdir()
    pq.write_table(pa.Table.from_pylist([story(number) for number in range(600)]), path, row_group_size=100, compression="none")
    whole = bytearray(path.read_bytes())
    for group in range(1, 4):
        at = pq.ParquetFile(path).metadata.row_group(group).column(0).data_page_offset
        whole[at : at + 40] = bytes(40)
    path.write_bytes(whole)
    cut = read_in(tmp_path / "lake", tmp_path / "d")
    assert cut.reject_reasons == {"damaged_columns": 3}
    (told,) = cut.failed_checks
    assert told.startswith("wire: expected at most 0 damaged files, got 1,")


def test_what_holds_no_news_is_not_damaged(tmp_path: Path) -> None:
    write_dump(tmp_path / "d" / "a.jsonl", [story(1), "{broken"])
    (tmp_path / "d" / "empty.jsonl").touch()
    (tmp_path / "d" / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)))
    done = read_in(tmp_path / "lake", tmp_path / "d")
    assert (done.rejects, done.failed_checks) == (3, ())


def cut_dump(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(LINES)[:2000])
    return path


def test_damage_stands_whatever_else_of_the_source_is_read(tmp_path: Path) -> None:
    lake, cut = tmp_path / "lake", cut_dump(tmp_path / "d" / "02.jsonl.gz")
    whole = [write_dump(tmp_path / "d" / f"0{day}.jsonl", [story(1000 + day)]) for day in (1, 3)]
    read_in(lake, whole[0])
    (told,) = read_in(lake, cut).failed_checks
    (still,) = read_in(lake, whole[1]).failed_checks
    assert told.startswith("wire: expected at most 0 damaged files, got 1, which `dateline show rejects` names;")
    assert still == told.replace("got 1,", "got 1 in earlier runs (02.jsonl.gz),")
    assert open_lake(lake).failed_checks == (still,)
    assert read_in(lake, whole[0], checks=Checks(max_damaged_files=1)).failed_checks == ()
    read_in(lake, cut)
    cut.write_bytes(gzip.compress(LINES))
    assert read_in(lake, cut).failed_checks == ()
    assert read_in(lake, whole[1]).failed_checks == ()


def test_damage_in_a_file_that_was_taken_away_is_settled_by_the_next_run(tmp_path: Path) -> None:
    lake, cut = tmp_path / "lake", cut_dump(tmp_path / "d" / "02.jsonl.gz")
    other = write_dump(tmp_path / "d" / "03.jsonl", [story(1003)])
    read_in(lake, cut)
    cut.unlink()
    assert read_in(lake, other).failed_checks == ()
    assert open_lake(lake).checks["state"] == "passed"


@pytest.mark.parametrize("others", [0, 1], ids=["alone", "among small files"])
def test_a_run_over_what_was_emptied_settles_its_damage_and_nothing_else(tmp_path: Path, others: int) -> None:
    lake, cut = tmp_path / "lake", cut_dump(tmp_path / "daily" / "02.jsonl.gz")
    files = [cut, *(write_dump(cut.with_name(f"{number}.jsonl"), [story(1000 + number)]) for number in range(others))]

    def read(*paths: Path) -> RunSummary:
        request = Request(tuple(map(str, paths)), None, RunOptions(str(lake), events="none"), Settings(runner="threads"))
        with open_ingest(request) as opened:
            for job in opened.jobs:
                opened.ingestion.take(opened.stage(job))
            return opened.ingestion.finish()

    assert len(read(cut.parent).failed_checks) == 1
    articles = open_lake(lake).counts["articles"]
    for file in files:
        file.unlink()
    elsewhere = write_dump(tmp_path / "elsewhere" / "a.jsonl", [story(1)])
    for paths in ([tmp_path / "dayly"], [cut.parent, elsewhere]):
        with pytest.raises(ReaderError, match="got no"):
            read(*paths)
    assert open_lake(lake).checks["state"] == "failed"
    done = read(cut.parent)
    assert (done.source, done.records, done.failed_checks, done.withdrawn) == ("daily", 0, (), 0)
    assert done.notes == ("no file is there any more; what was damaged of them no longer fails the checks",)
    assert (open_lake(lake).checks["state"], open_lake(lake).counts["articles"]) == ("passed", articles)
    with pytest.raises(ReaderError, match="expected files, got none at"):
        read(cut.parent)
