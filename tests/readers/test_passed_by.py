"""What lies beside the news: what Dateline itself wrote there, checksums, unfinished files."""

from pathlib import Path

import fsspec
import pytest

from flows.lake.export import export_lake
from flows.lake.snapshot import open_lake
from flows.lake.store import LakeError, store_at
from flows.progress import PassedBy, Progress, listening
from flows.readers import ReaderError
from flows.readers.inputs import find_inputs
from flows.report import write_report
from flows.usage import UsageError
from tests.flows.dumps import read_in, story, write_dump
from tests.readers.reading_dumps import read_all

JUNK = ("a.jsonl.md5", "a.jsonl.SHA256", "b.jsonl.part", "c.crc", "_SUCCESS", "warehouse.duckdb", "warehouse.duckdb.wal")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of news in which somebody has worked."""
    write_dump(tmp_path / "a.jsonl", [story(n) for n in range(3)])
    read_in(tmp_path / "lake", tmp_path / "a.jsonl")
    export_lake(open_lake(tmp_path / "lake"), tmp_path / "out" / "parquet")
    export_lake(open_lake(tmp_path / "lake"), tmp_path / "out" / "parquet", ["events"])
    (tmp_path / "staged" / "dateline_stage_articles").mkdir(parents=True)
    (tmp_path / "staged" / "dateline_stage_articles" / "rows.parquet").write_bytes(b"PAR1")
    (tmp_path / "days").mkdir()
    for name in JUNK:
        (tmp_path / "days" / name).write_text("d41d8cd98f00b204e9800998ecf8427e  a.jsonl\n")
    write_dump(tmp_path / "days" / "b.jsonl", [story(4)])
    return tmp_path


def names(*paths: Path | str) -> list[str]:
    return [item.name for item in find_inputs(map(str, paths))]


def test_what_dateline_wrote_is_no_news_and_is_named(folder: Path) -> None:
    heard: list[Progress] = []
    with listening(heard.append):
        assert names(folder) == ["a.jsonl", "days/b.jsonl"]
    told = sorted(event.message for event in heard if isinstance(event, PassedBy))
    assert f"passed by as no news: {folder}/lake, a lake of Dateline" in told
    assert f"passed by as no news: {folder}/staged, the staged rows of a load of Dateline" in told
    assert sum(message.endswith(", an export of Dateline") for message in told) == 4  # two copies, each with its link
    assert "passed by as no news: 1 .crc, 1 .duckdb, 1 .duckdb.wal, 1 .md5, 1 .part, 1 .sha256, 1 _success" in told


@pytest.mark.parametrize("pattern", ["**/*", "*/*/*/*.parquet", "*/*", "**/*.parquet"])
def test_a_pattern_finds_nothing_that_dateline_wrote(folder: Path, pattern: str) -> None:
    write_dump(folder / "d" / "e" / "f" / "c.parquet", [story(5)])
    assert set(names(folder / pattern)) <= {"a.jsonl", "days/b.jsonl", "d/e/f/c.parquet"}


def test_what_is_asked_for_by_name_is_read(folder: Path) -> None:
    assert names(folder / "days" / "b.jsonl.part") == ["b.jsonl.part"]
    assert names(folder / "days" / "*.part") == ["b.jsonl.part"]


def test_a_lake_is_no_dump(folder: Path) -> None:
    with pytest.raises(ReaderError, match="expected dumps, got a lake of Dateline at"):
        find_inputs([str(folder / "lake")])


def test_a_report_is_no_article(folder: Path) -> None:
    write_report(folder / "lake", folder / "page.html")
    (record,), rejects = read_all(str(folder / "days"))
    assert record.fields["id"] == "n4"
    assert not rejects
    _, (refused,) = read_all(str(folder / "page.html"))
    assert refused.reason == "not_an_article"


def test_the_same_lies_beside_the_news_of_a_store(folder: Path) -> None:
    system = fsspec.filesystem("memory")
    system.put(str(folder), "memory://dumps", recursive=True)
    try:
        assert [name for name in names("memory://dumps") if "latest" not in name] == ["a.jsonl", "days/b.jsonl"]
        with pytest.raises(ReaderError, match="expected dumps, got a lake"):
            names("memory://dumps/lake")
    finally:
        system.store.clear()
        system.pseudo_dirs[:] = [""]


def test_an_empty_path_is_not_the_folder_that_one_is_in() -> None:
    with pytest.raises(UsageError, match="expected a path, got an empty one"):
        find_inputs([""])
    with pytest.raises(LakeError, match="expected a lake's path, got an empty one"):
        store_at("")
