"""What is inside: Parquet as warehouses like it, columns that can be added, lakes of another version, a plain export."""

import json
import os
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.fs as pafs
import pyarrow.parquet as pq
import pytest

from flows.lake import export, files
from flows.lake.commit import open_committer
from flows.lake.digest import digest_lake
from flows.lake.export import export_lake
from flows.lake.maintain import maintain_lake
from flows.lake.snapshot import LakeSnapshot, open_lake
from flows.lake.store import FORMAT_KEY, LakeError, LakeFormatError, store_at
from flows.lake.withdraw import withdraw_articles
from schemas.column import TEXT, Column, Table
from schemas.tables import ARTICLES, TABLES
from tests.lake.staged_shards import VERSION, Copy, ingest, names, stage

COPIES = [Copy(name, published=day) for name in "zmab" for day in [date(2013, 10, 11) if name != "b" else None]]


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    lake = tmp_path / "lake"
    ingest(lake, stage(tmp_path / "staged", "s1", COPIES, rejects=1))
    return lake


def test_files_are_zstd_sorted_in_microseconds_with_statistics(lake: Path) -> None:
    (path,) = (Path(uri) for uri in open_lake(lake).delta("articles").file_uris() if "2013-10" in uri)
    footer = pq.ParquetFile(path)
    group = footer.metadata.row_group(0)
    columns = {group.column(i).path_in_schema: group.column(i) for i in range(group.num_columns)}
    assert {column.compression for column in columns.values()} == {"ZSTD"}
    assert columns["article_id"].statistics.min == "a"
    assert footer.schema_arrow.field("published_at").type == pa.timestamp("us", tz="UTC")
    assert not any(pa.types.is_dictionary(field.type) for field in footer.schema_arrow)
    assert footer.read()["article_id"].to_pylist() == ["a", "m", "z"]


def test_a_path_of_any_letters_holds_a_lake(tmp_path: Path) -> None:
    lake = tmp_path / "Dépêches #1 of 50% + more" / "lake"
    ingest(lake, stage(tmp_path / "staged", "s1", COPIES))
    ingest(lake, stage(tmp_path / "staged", "s2", [Copy("a", "New.", revised=date(2014, 1, 1))]))
    assert names(lake, "articles") == ["a", "b", "m", "z"]
    with pytest.raises(LakeError, match="without a percent sign before two digits"):
        store_at(tmp_path / "a%20b")


def test_row_groups_and_files_are_bounded(lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "GROUP_ROWS", 10)
    monkeypatch.setattr(files, "READ_ROWS", 5)
    monkeypatch.setattr(files, "FILE_BYTES", 20_000)
    many = [Copy(f"n{number:03}", text=os.urandom(400).hex(), events=0) for number in range(100)]
    ingest(lake, stage(tmp_path / "more", "s2", many))
    written = [Path(uri) for uri in open_lake(lake).delta("articles").file_uris()]
    groups = [pq.ParquetFile(path).metadata.row_group(0).num_rows for path in written]
    assert max(groups) == 10
    assert len(written) > 3
    assert names(lake, "articles") == sorted([*"abmz", *(copy.name for copy in many)])


def test_the_log_states_bounds_by_which_files_are_skipped(lake: Path, tmp_path: Path) -> None:
    ingest(lake, stage(tmp_path / "more", "s2", [Copy("zz")]))
    delta = open_lake(lake).delta("articles")
    assert len(delta.file_uris(file_pruning_predicate="article_id = 'zz'")) == 1
    assert len(delta.file_uris(file_pruning_predicate="article_id = 'm'")) == 1
    described = {field.name: field.metadata for field in delta.schema().fields}
    assert described["article_id"]["comment"] == ARTICLES["article_id"].doc


def test_the_log_states_what_a_file_of_several_row_groups_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "GROUP_ROWS", 2)
    days = [date(2013, 10, day) for day in (3, 1, 9, 2, 8)]
    lake = tmp_path / "lake"
    ingest(lake, stage(tmp_path / "staged", "s1", [Copy(name, published=day) for name, day in zip("abcde", days, strict=True)]))
    delta = open_lake(lake).delta("articles")
    (path,) = (Path(uri) for uri in delta.file_uris())
    held = pq.read_table(path, partitioning=None)
    assert pq.ParquetFile(path).metadata.num_row_groups == 3
    stated = delta.get_add_actions(flatten=True)
    (told,) = pa.table(stated).to_pylist()
    assert told["num_records"] == 5
    for name in ("article_id", "published_on", "load_seq"):
        ends = pc.min_max(held[name]).as_py()
        assert (told[f"min.{name}"], told[f"max.{name}"]) == (ends["min"], ends["max"]), name
    for name in held.column_names:
        assert told.get(f"null_count.{name}", held[name].null_count) == held[name].null_count, name
    assert told["null_count.dump_date"] == 5


def with_column(table: Table, column: Column) -> Table:
    return Table(table.name, table.doc, table.key, (*table.columns, column), table.partition)


def test_a_column_is_added_without_rewriting(lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = set(open_lake(lake).delta("rejects").file_uris())
    wider = with_column(TABLES["rejects"], Column("hint", TEXT, "What to do about it.", nullable=True))
    monkeypatch.setitem(TABLES, "rejects", wider)
    # Before any writer has touched the lake, the column reads as null.
    assert open_lake(lake).dataset("rejects").to_table()["hint"].to_pylist() == [None]
    with open_committer(store_at(lake), purpose="test", run_id="r", pipeline_version=VERSION):
        pass
    snapshot = open_lake(lake)
    assert snapshot.kind == "migrate"
    assert "hint" in [field.name for field in snapshot.delta("rejects").schema().fields]
    assert set(snapshot.delta("rejects").file_uris()) == stored
    assert snapshot.dataset("rejects").to_table()["hint"].to_pylist() == [None]


def test_a_table_of_a_newer_version_has_no_rows_until_one_is_written(
    lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = Column("article_id", TEXT, "The article.")
    notes = Table("notes", "What somebody thinks of an article.", ("article_id",), (note,))
    monkeypatch.setitem(TABLES, "notes", notes)
    # Before any writer has touched the lake, and after one that was killed before its snapshot.
    assert (names(lake, "notes"), open_lake(lake).counts["notes"]) == ([], 0)
    rows = [pa.record_batch([pa.array(["a"], TEXT)], schema=notes.schema)]
    with open_committer(store_at(lake), purpose="test", run_id="r", pipeline_version=VERSION) as committer:
        committer.rewrite(notes, rows, pc.scalar(False), lambda batch: pa.array([True] * len(batch)))
    assert names(lake, "notes") == []
    with open_committer(store_at(lake), purpose="test", run_id="r", pipeline_version=VERSION) as committer:
        assert (committer.snapshot.kind, committer.snapshot.counts["notes"]) == ("restore", 0)
        committer.rewrite(notes, rows, pc.scalar(False), lambda batch: pa.array([True] * len(batch)))
        committer.publish("ingest", 0, {"state": "passed"})
    ingest(lake, stage(tmp_path / "more", "s2", [Copy("new")]))
    assert (names(lake, "notes"), open_lake(lake).counts["notes"]) == (["a"], 1)
    assert "new" in names(lake, "articles")


def test_a_lake_without_a_required_column_is_refused_by_name(lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TABLES, "rejects", with_column(TABLES["rejects"], Column("hint", TEXT, "What to do about it.")))
    with pytest.raises(LakeFormatError, match="expected the columns hint in rejects, got an older lake without them at"):
        open_lake(lake).dataset("rejects")


def test_a_lake_of_a_newer_version_says_upgrade(lake: Path) -> None:
    log = lake / "snapshots" / "_delta_log" / f"{0:020}.json"
    log.write_text(log.read_text().replace(f'"{FORMAT_KEY}":"1"', f'"{FORMAT_KEY}":"2"'))
    with pytest.raises(LakeFormatError, match=r"expected a lake of format 1, got format 2 at .*; upgrade dateline"):
        open_lake(lake)


def test_an_export_is_read_by_duckdb_polars_and_pandas(lake: Path, tmp_path: Path) -> None:
    done = export_lake(open_lake(lake), tmp_path / "out")
    latest = tmp_path / "out" / "latest"
    assert latest.resolve() == done
    with duckdb.connect() as connection:
        rows = connection.execute(
            "SELECT article_id, published_month, month, typeof(published_at) "
            "FROM read_parquet($1, hive_partitioning = true) ORDER BY 1",
            [f"{latest}/articles/**/*.parquet"],
        ).fetchall()
    known = ("2013-10", "2013-10")
    months = [("a", *known), ("b", None, "unknown"), ("m", *known), ("z", *known)]
    assert rows == [(*row, "TIMESTAMP WITH TIME ZONE") for row in months]
    frame = pl.scan_parquet(f"{latest}/articles/**/*.parquet", hive_partitioning=True).sort("article_id").collect()
    assert frame.select("article_id", "published_month", "month").rows() == months
    assert frame.schema["published_at"] == pl.Datetime("us", "UTC")
    read = pd.read_parquet(latest / "articles").sort_values("article_id")
    assert read["article_id"].tolist() == ["a", "b", "m", "z"]
    assert read["published_month"].isna().tolist() == [False, True, False, False]
    assert read["published_at"].iloc[0] == datetime(2013, 10, 11, 12, tzinfo=UTC)
    # A table without rows still has its columns.
    assert pd.read_parquet(latest / "duplicate_groups").columns.tolist() == ["article_id", "duplicate_group", "load_seq"]


def test_a_second_export_moves_the_link_and_keeps_the_first(lake: Path, tmp_path: Path) -> None:
    first = export_lake(open_lake(lake), tmp_path / "out")
    assert export_lake(open_lake(lake), tmp_path / "out") == first
    ingest(lake, stage(tmp_path / "more", "s2", [Copy("d")]))
    second = export_lake(open_lake(lake), tmp_path / "out")
    assert (tmp_path / "out" / "latest").resolve() == second != first
    assert pq.read_table(first / "articles").num_rows == 4
    assert pq.read_table(second / "articles").num_rows == 5
    assert [path.name for path in (tmp_path / "out").iterdir() if path.name.startswith(".")] == []


def test_two_exports_at_once_leave_one_whole_copy(lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, write = tmp_path / "out", export.write_table
    made: list[Path | None] = []

    def disturbed(lake: LakeSnapshot, table: Table, files: pafs.FileSystem) -> list[str]:
        if table.name == "rejects" and not made:
            made.append(None)
            made.append(export_lake(lake, out))
        return write(lake, table, files)

    (left := out / f".old{export.PARTIAL}").mkdir(parents=True)
    os.utime(left, (0, 0))
    monkeypatch.setattr(export, "write_table", disturbed)
    done = export_lake(open_lake(lake), out)
    assert [(out / "latest").resolve(), made[1]] == [done, done]
    assert sorted(path.name for path in done.iterdir()) == sorted(export.EXPORTED)
    assert pq.read_table(done / "articles").num_rows == 4
    # Neither the one that came too late nor what was killed long ago leaves anything.
    assert sorted(path.name for path in out.iterdir()) == sorted([done.name, "latest"])


def test_an_export_of_other_tables_is_another_copy(lake: Path, tmp_path: Path) -> None:
    usual = export_lake(open_lake(lake), tmp_path / "out")
    fewer = export_lake(open_lake(lake), tmp_path / "out", ["loads", "articles"])
    assert fewer.name == f"{usual.name}-articles-loads"
    assert sorted(path.name for path in fewer.iterdir()) == ["articles", "loads"]
    # Whoever reads `latest` finds all the tables there.
    assert (tmp_path / "out" / "latest").resolve() == usual
    assert (tmp_path / "out" / "latest-articles-loads").resolve() == fewer
    assert export_lake(open_lake(lake), tmp_path / "out", ["articles", "loads"]) == fewer


def test_an_export_of_a_restored_lake_is_another_copy(lake: Path, tmp_path: Path) -> None:
    shutil.copytree(lake, tmp_path / "backup")
    ingest(lake, stage(tmp_path / "more", "s2", [Copy("lost")]))
    before = export_lake(open_lake(lake), tmp_path / "out")
    shutil.rmtree(lake)
    shutil.move(tmp_path / "backup", lake)
    ingest(lake, stage(tmp_path / "other", "s2", [Copy("found")]))
    after = export_lake(open_lake(lake), tmp_path / "out")
    assert after.name[:8] == before.name[:8]
    assert sorted(pq.read_table(after / "articles")["article_id"].to_pylist()) == ["a", "b", "found", "m", "z"]


def test_a_withdrawn_article_leaves_every_table_and_after_upkeep_the_disk(lake: Path) -> None:
    store = store_at(lake)
    with pytest.raises(Exception, match="got unknown nobody"):
        withdraw_articles(store, ["nobody"], run_id="r", pipeline_version=VERSION)
    assert withdraw_articles(store, ["a"], run_id="r", pipeline_version=VERSION).articles == 1
    snapshot = open_lake(lake)
    assert "a" not in {name for table in ("articles", "mentions", "events", "sightings") for name in names(snapshot, table)}
    assert snapshot.dataset("withdrawals").to_table().to_pylist()[0]["reason"] == "TAKEDOWN"
    maintain_lake(store, run_id="r", pipeline_version=VERSION, retention_hours=0)
    held = [pq.read_table(path, partitioning=None) for path in (lake / "articles").rglob("part-*.parquet")]
    assert "a" not in {name for table in held for name in table["article_id"].to_pylist()}


def test_the_log_keeps_no_words_of_an_article(lake: Path, tmp_path: Path) -> None:
    ingest(lake, stage(tmp_path / "more", "s2", [Copy("secret", "Aa.", published=date(2012, 1, 1))], rejects=1))
    stated: dict[str, set[str]] = {}
    for table in TABLES:
        for path in (lake / table / "_delta_log").glob("*.json"):
            added = [json.loads(line).get("add") for line in path.read_text().splitlines()]
            for stats in (json.loads(add["stats"]) for add in added if add):
                stated.setdefault(table, set()).update(stats["minValues"])
    assert {"article_id", "published_on", "published_basis", "load_seq"} <= stated["articles"]
    assert {"event_id", "article_id", "tense", "char_start", "published_on"} <= stated["events"]
    words = {"text", "title", "lead", "byline", "dateline", "url", "native_id", "trigger", "lemma", "agent", "patient", "place"}
    words |= {"event_sentence", "reported_by", "agent_antecedent", "modality", "time_cue", "excerpt", "message", "meaning"}
    assert not {(table, name) for table, names in stated.items() for name in names & words}


def test_a_copied_lake_is_the_lake(lake: Path, tmp_path: Path) -> None:
    # The documented backup: copy `snapshots` first, so that every version that it names is in the copy.
    copy = tmp_path / "backup"
    for table in ("snapshots", *(name for name in TABLES if name != "snapshots")):
        shutil.copytree(lake / table, copy / table)
        if table == "snapshots":
            ingest(lake, stage(tmp_path / "more", "s2", [Copy("late")]))
    restored = open_lake(copy)
    assert names(restored, "articles") == ["a", "b", "m", "z"]
    ingest(copy, stage(tmp_path / "again", "s2", [Copy("late")]))
    assert digest_lake(open_lake(copy)) == digest_lake(open_lake(lake))
    assert open_lake(copy).lake_id == open_lake(lake).lake_id


@pytest.mark.parametrize("folder", ["lake", "a lake #1"])
def test_a_lake_of_this_machine_is_read_without_python_files(tmp_path: Path, folder: str) -> None:
    # Arrow's threads let go of files late: those of a Python object abort an interpreter that has ended.
    ingest(tmp_path / folder, stage(tmp_path / "staged", "s1", COPIES))
    dataset = open_lake(tmp_path / folder).dataset("articles")
    assert dataset.filesystem.type_name == "subtree"
    assert dataset.count_rows() == len(COPIES)
