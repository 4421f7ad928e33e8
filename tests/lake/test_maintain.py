"""Upkeep: fewer files, the same rows, and readers that hold an older snapshot keep their files."""

import shutil
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from flows.lake.commit import open_committer
from flows.lake.maintain import maintain_lake, pinned
from flows.lake.snapshot import open_lake
from flows.lake.store import LakeError, store_at
from tests.lake.staged_shards import VERSION, Copy, ingest, names, stage


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    for number in range(4):
        copies = [Copy(f"{number}{letter}", published=date(2013, month, 1)) for month, letter in ((1, "z"), (2, "a"), (2, "m"))]
        ingest(folder / "lake", stage(folder / "staged", f"s{number}", copies))
    return folder / "lake"


@pytest.fixture
def lake(made_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made_once, tmp_path / "lake"))


def upkeep(lake: Path, hours: float) -> int:
    return maintain_lake(store_at(lake), run_id="m", pipeline_version=VERSION, retention_hours=hours).vacuumed


def parquet_files(lake: Path, table: str) -> set[Path]:
    return {path.relative_to(lake) for path in (lake / table).rglob("*.parquet") if "_delta_log" not in path.parts}


def test_small_files_become_one_a_partition_sorted_by_article(lake: Path) -> None:
    before = names(lake, "articles")
    upkeep(lake, 24)
    delta = open_lake(lake).delta("articles")
    assert sorted(Counter(Path(uri).parent.name for uri in delta.file_uris()).items()) == [
        ("published_month=2013-01", 1),
        ("published_month=2013-02", 1),
    ]
    for uri in delta.file_uris():
        stored = pq.read_table(uri, partitioning=None)["article_id"].to_pylist()
        assert stored == sorted(stored)
    assert names(lake, "articles") == before


def test_a_second_upkeep_finds_nothing_to_do(lake: Path) -> None:
    upkeep(lake, 0)
    seq = open_lake(lake).load_seq
    done = maintain_lake(store_at(lake), run_id="m", pipeline_version=VERSION, retention_hours=0)
    assert (done.compacted, done.vacuumed, done.load_seq) == (0, 0, seq)


def test_a_reader_with_an_older_snapshot_reads_on_within_the_retention(lake: Path) -> None:
    held = open_lake(lake)
    reader = held.reader("articles", ["article_id"])
    assert upkeep(lake, 1) == 0
    assert reader.read_all().num_rows == 12
    assert names(held, "events") == names(lake, "events")


def test_a_snapshot_that_was_the_last_one_until_a_moment_ago_is_kept(lake: Path, tmp_path: Path) -> None:
    more = stage(tmp_path / "more", "s9", [Copy("9a", published=date(2013, 2, 1))])
    with open_committer(
        store_at(lake),
        purpose="test",
        run_id="run",
        pipeline_version=VERSION,
        clock=lambda: datetime.now(UTC) - timedelta(days=10),
    ) as committer:
        committer.commit([more], checks={})
    held = open_lake(lake)
    upkeep(lake, 1)
    upkeep(lake, 1)
    # Compacted a moment ago: until then this was the lake.
    assert len(names(held, "articles")) == 13


def test_without_retention_old_files_go_but_for_pinned_snapshots(lake: Path, tmp_path: Path) -> None:
    held = open_lake(lake)
    with pinned(held):
        upkeep(lake, 0)
        ingest(lake, stage(tmp_path / "more", "s9", [Copy("0z", "New.", revised=date(2014, 1, 1))]))
        upkeep(lake, 0)
        assert len(names(held, "articles")) == 12
    pinned_files = parquet_files(lake, "articles")
    assert upkeep(lake, 0) > 0
    assert parquet_files(lake, "articles") < pinned_files
    assert len(names(lake, "articles")) == 12
    with pytest.raises(OSError, match="parquet"):
        held.delta("articles").to_pyarrow_dataset().to_table()


def test_a_pin_ends_with_its_block_also_when_that_fails(lake: Path) -> None:
    with pytest.raises(ValueError, match="in the block"), pinned(open_lake(lake)):
        raise ValueError("in the block")
    assert list((lake / "_pins").iterdir()) == []


def test_upkeep_makes_no_lake_of_a_misspelt_path(tmp_path: Path) -> None:
    with pytest.raises(LakeError, match=r"expected a lake, got nothing at .*lkae"):
        upkeep(tmp_path / "lkae", 24)
    assert list(tmp_path.iterdir()) == []


def test_the_pin_of_a_dead_reader_is_swept(lake: Path) -> None:
    (lake / "_pins").mkdir()
    (lake / "_pins" / "dead.json").write_text("{}", encoding="utf-8")
    upkeep(lake, 0)
    assert list((lake / "_pins").iterdir()) == []
