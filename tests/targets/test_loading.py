"""A load, on a real DuckDB file and a real PostgreSQL server: what is in the target afterwards, whatever went before."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from flows.lake.snapshot import open_lake
from flows.shards import Shard
from flows.targets.loading import LoadReport, load_snapshot
from flows.targets.statements import Statement
from flows.targets.views import VIEWS
from flows.targets.warehouse import TargetError, Warehouse
from schemas.tables import EVENTS
from tests.flows.dumps import read_in, story, write_dump
from tests.targets.lakes import LakeBuilder, article, event, first_lake, mention, row
from tests.targets.reading import execute, lake_rows, query, target_rows

Open = Callable[..., Warehouse]


def load(lake: LakeBuilder, warehouse: Warehouse, **options: Any) -> LoadReport:
    return load_snapshot(open_lake(lake.path), warehouse, **options)


def test_the_first_load_brings_every_row(open_target: Open, lake: LakeBuilder) -> None:
    warehouse = open_target()
    report = load(lake, warehouse)
    assert (report.kind, report.reason, report.load_seq) == ("WHOLE", "the target was never loaded", 2)
    assert target_rows(warehouse) == lake_rows(lake.path)


def test_the_second_load_finds_nothing_to_do(open_target: Open, lake: LakeBuilder) -> None:
    warehouse = open_target()
    load(lake, warehouse)
    before = query(warehouse, "SELECT * FROM <dateline_loads>")
    assert load(lake, warehouse).kind == "NOTHING"
    assert query(warehouse, "SELECT * FROM <dateline_loads>") == before


def test_a_table_that_the_target_is_to_have_from_now_on_is_loaded(open_target: Open, lake: LakeBuilder) -> None:
    load(lake, open_target(tables=("articles", "events", "duplicate_groups")))
    warehouse = open_target()
    report = load(lake, warehouse)
    assert (report.kind, report.reason) == ("WHOLE", "rejects was not among the tables of the last load")
    assert target_rows(warehouse) == lake_rows(lake.path)
    assert load(lake, warehouse).kind == "NOTHING"


@pytest.mark.parametrize("change", ["DROP TABLE <events>", "DELETE FROM <events> WHERE article_id = 'a1'"])
@pytest.mark.parametrize("news", [False, True])
def test_rows_that_went_from_the_target_are_loaded_again_and_told(
    open_target: Open, lake: LakeBuilder, change: str, news: bool
) -> None:
    warehouse, told = open_target(), []
    load(lake, warehouse)
    if "DROP" in change:
        for view in VIEWS:
            execute(warehouse, f"DROP VIEW <{view.name}>")
    execute(warehouse, change)
    if news:
        lake.commit(articles=[article(4)])
    report = load(lake, warehouse, tell=told.append)
    left = 0 if "DROP" in change else 2
    assert (report.kind, report.reason) == ("WHOLE", f"events has {left} rows in the target, where the last load left 4")
    assert report.reason in told[0]
    assert target_rows(warehouse) == lake_rows(lake.path)
    assert load(lake, warehouse).kind == "NOTHING"


def test_a_corrected_article_takes_its_old_events_along(open_target: Open, lake: LakeBuilder) -> None:
    warehouse = open_target()
    load(lake, warehouse)
    lake.replace(1, [], [event(1, 99)], title="Corrected")
    report = load(lake, warehouse)
    assert (report.kind, report.loaded["events"], report.reloaded_tables) == ("INCREMENT", 1, [])
    assert query(warehouse, "SELECT event_id FROM <events> WHERE article_id = 'a1'") == [("a1-e99",)]
    assert target_rows(warehouse) == lake_rows(lake.path)


def test_a_withdrawn_article_leaves_every_table(open_target: Open, lake: LakeBuilder) -> None:
    warehouse = open_target()
    load(lake, warehouse)
    lake.withdraw(2)
    assert load(lake, warehouse).reloaded_tables == []
    for table in ("articles", "mentions", "events", "duplicate_groups"):
        assert query(warehouse, f"SELECT COUNT(*) FROM <{table}> WHERE article_id = 'a2'") == [(0,)]
    assert target_rows(warehouse) == lake_rows(lake.path)


def test_mentions_and_events_that_are_recomputed_replace_the_old_ones(open_target: Open, lake: LakeBuilder) -> None:
    warehouse = open_target()
    load(lake, warehouse)
    for table in ("mentions", "events"):
        lake.drop(table, article_id="a1")
    lake.commit(mentions=[mention(1, 44)], events=[event(1, 50)])
    assert load(lake, warehouse).reloaded_tables == []
    assert target_rows(warehouse) == lake_rows(lake.path)


def test_rejects_of_a_shard_that_was_read_again_are_replaced(open_target: Open, lake: LakeBuilder) -> None:
    warehouse = open_target()
    load(lake, warehouse)
    lake.drop("rejects", shard="s1")
    lake.commit(
        rejects=[row("rejects", source="x", shard="s1", record="8")],
        loads=[row("loads", content_key="k3", shard="s1", source="x")],
    )
    assert load(lake, warehouse).reloaded_tables == []
    assert target_rows(warehouse) == lake_rows(lake.path)


def test_two_files_of_the_same_bytes_are_two_loads(open_target: Open, tmp_path: Path) -> None:
    warehouse, lake = open_target(), tmp_path / "lake"
    copies = [write_dump(tmp_path / "dump" / name, [story(1)]) for name in ("a.jsonl", "b.jsonl", "c.jsonl", "d.jsonl")]
    for both in (copies[:2], copies[2:]):
        shards = [Shard(path.name, str(path), "wire", "jsonl") for path in both]
        read_in(lake, shards=shards)
        assert load_snapshot(open_lake(lake), warehouse).reloaded_tables == []
    assert target_rows(warehouse) == lake_rows(lake)


def test_a_table_that_lost_rows_unsaid_is_loaded_whole_and_told(open_target: Open, lake: LakeBuilder) -> None:
    warehouse, told = open_target(), []
    load(lake, warehouse)
    lake.drop("rejects", record="7")
    lake.commit(articles=[article(4)])
    report = load(lake, warehouse, tell=told.append)
    assert report.reloaded_tables == ["rejects"]
    assert any("rejects has 1 rows, the snapshot 0; loading that table whole" in line for line in told)
    assert target_rows(warehouse) == lake_rows(lake.path)


def test_a_group_that_dissolves_goes_without_loading_the_table_whole(open_target: Open, lake: LakeBuilder) -> None:
    warehouse = open_target()
    load(lake, warehouse)
    lake.drop("duplicate_groups", duplicate_group="a2")
    lake.commit(duplicate_groups=[row("duplicate_groups", article_id=f"a{n}", duplicate_group="a1") for n in (1, 4)])
    report = load(lake, warehouse)
    assert (report.reloaded_tables, report.loaded["duplicate_groups"]) == ([], 2)
    assert target_rows(warehouse) == lake_rows(lake.path)


def test_a_takedown_takes_the_rejects_of_the_article_along_and_another_withdrawal_does_not(
    open_target: Open, lake: LakeBuilder
) -> None:
    refused = [row("rejects", shard="s1", record=f"{n}", article_id=f"a{n}", excerpt="They meet") for n in (1, 2)]
    lake.commit(rejects=refused)
    warehouse = open_target()
    load(lake, warehouse)
    lake.drop("rejects", article_id="a1")
    lake.withdraw(1)
    for table in ("articles", "mentions", "events", "duplicate_groups"):
        lake.drop(table, article_id="a2")
    lake.commit(withdrawals=[row("withdrawals", article_id="a2", reason="NOT_IN_SHARD")])
    assert load(lake, warehouse).reloaded_tables == []
    assert query(warehouse, "SELECT article_id FROM <rejects> WHERE article_id IS NOT NULL") == [("a2",)]


@pytest.mark.parametrize("seed", range(3))
def test_any_history_ends_as_the_lake_does(open_target: Open, tmp_path: Path, seed: int) -> None:
    chance, warehouse = random.Random(seed), open_target(step_rows=seed * 4 + 1)
    lake = first_lake(tmp_path / "random")
    for _ in range(8):
        number = chance.randint(1, 5)
        match chance.choice(("commit", "replace", "withdraw", "load")):
            case "commit":
                fresh = chance.sample(range(1, 9), 3)
                lake.commit(articles=[article(9 + lake.seq)], events=[event(9 + lake.seq, at) for at in fresh])
            case "replace":
                places = chance.sample(range(90), chance.randint(0, 3))
                lake.replace(number, [mention(number, at) for at in places], [event(number, at) for at in places])
            case "withdraw":
                lake.withdraw(number)
            case "load":
                load(lake, warehouse)
    load(lake, warehouse)
    assert target_rows(warehouse) == lake_rows(lake.path)


def test_another_lake_is_loaded_whole_and_told(open_target: Open, lake: LakeBuilder, tmp_path: Path) -> None:
    warehouse, told = open_target(), []
    load(lake, warehouse)
    other = first_lake(tmp_path / "other")
    other.withdraw(1)
    report = load(other, warehouse, tell=told.append)
    assert report.kind == "WHOLE"
    assert "from another lake" in told[0]
    assert target_rows(warehouse) == lake_rows(other.path)


def test_a_target_ahead_of_a_restored_lake_is_loaded_whole(open_target: Open, lake: LakeBuilder) -> None:
    warehouse = open_target()
    lake.withdraw(2)
    load(lake, warehouse)
    execute(warehouse, "UPDATE <dateline_loads> SET load_seq = 7")
    report = load(lake, warehouse)
    assert (report.kind, report.reason) == ("WHOLE", "the target has snapshot 7, ahead of the lake's 3: the lake was restored")
    assert target_rows(warehouse) == lake_rows(lake.path)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("load_seq = 99 WHERE load_seq = 2", "too far behind: the lake no longer lists its snapshot 2"),
        ("committed_at = committed_at + INTERVAL 1 SECOND WHERE load_seq = 2", "is not the one that the target has"),
    ],
)
def test_a_snapshot_that_the_lake_no_longer_has_means_a_whole_load(
    open_target: Open, lake: LakeBuilder, monkeypatch: pytest.MonkeyPatch, change: str, reason: str
) -> None:
    warehouse = open_target()
    load(lake, warehouse)
    lake.commit(articles=[article(4)])
    column, value = change.split(" WHERE ")[0].split(" = ", 1)
    delta = lake.store.open("snapshots")
    delta.update(updates={column: value.replace("1 SECOND", "'1' SECOND")}, predicate="load_seq = 2")
    report = load(lake, warehouse)
    assert report.kind == "WHOLE"
    assert reason in report.reason


@pytest.mark.parametrize("state", ["failed", "pending"])
def test_a_snapshot_whose_checks_did_not_pass_is_refused(open_target: Open, lake: LakeBuilder, state: str) -> None:
    warehouse = open_target()
    load(lake, warehouse)
    before = target_rows(warehouse)
    lake.commit(checks=state, articles=[article(4)])
    with pytest.raises(TargetError, match=r"expected a snapshot whose data checks passed, got .* in snapshot 3"):
        load(lake, warehouse)
    assert target_rows(warehouse) == before


def test_a_lake_without_a_snapshot_leaves_the_target_as_it_is(open_target: Open, lake: LakeBuilder, tmp_path: Path) -> None:
    warehouse = open_target()
    load(lake, warehouse)
    with pytest.raises(TargetError, match=r"expected a lake with a snapshot, got none yet at .*made; `dateline run` makes one"):
        load(LakeBuilder(tmp_path / "made"), warehouse)
    assert target_rows(warehouse) == lake_rows(lake.path)


class _Stop(BaseException):
    """Stands for a kill between two steps."""


def test_a_load_that_was_stopped_goes_on_where_it_was(open_target: Open, lake: LakeBuilder) -> None:
    for number in range(4, 10):
        lake.commit(articles=[article(number)], events=[event(number, 3)])

    def stop(message: str) -> None:
        if "snapshot 4 of 8 loaded" in message:
            raise _Stop

    with pytest.raises(_Stop):
        load(lake, open_target(step_rows=1), tell=stop)
    warehouse = open_target(step_rows=1)
    whole = query(warehouse, "SELECT load_seq, complete FROM <dateline_loads> ORDER BY load_number")
    assert whole == [(1, "NO"), (2, "NO"), (3, "NO"), (4, "NO")]
    orphans = "SELECT COUNT(*) FROM <events> WHERE article_id NOT IN (SELECT article_id FROM <articles>)"
    assert query(warehouse, orphans) == [(0,)]
    report = load(lake, warehouse)
    assert (report.kind, report.steps) == ("INCREMENT", 4)
    assert target_rows(warehouse) == lake_rows(lake.path)


def test_readers_never_see_a_whole_load_half_done(open_target: Open, lake: LakeBuilder) -> None:
    warehouse, reader = open_target(step_rows=1), open_target()
    load(lake, warehouse)
    lake.commit(articles=[article(4)])
    seen, original = set(), warehouse.fill

    def looking(table: Any, batches: pa.RecordBatchReader, **how: Any) -> int:
        seen.update(query(reader, "SELECT COUNT(*) FROM <articles>"))
        return original(table, batches, **how)

    warehouse.fill = looking  # type: ignore[method-assign]
    report = load(lake, warehouse, full=True)
    assert (report.kind, report.steps, seen) == ("WHOLE", 1, {(3,)})
    assert query(reader, "SELECT COUNT(*) FROM <articles>") == [(4,)]


def test_rows_that_arrive_mangled_are_not_kept(open_target: Open, lake: LakeBuilder) -> None:
    warehouse = open_target()
    load(lake, warehouse)
    before = target_rows(warehouse)
    lake.commit(articles=[article(4)], events=[event(4, 1, event_sentence="They meet on Monday.")])
    original = warehouse.fill

    def mangling(table: Any, batches: pa.RecordBatchReader, **how: Any) -> int:
        count = original(table, batches, **how)
        if table is EVENTS:
            warehouse.run(Statement("UPDATE dateline_stage_events SET event_sentence = 'They meet on Tuesday'"))
        return count

    warehouse.fill = mangling  # type: ignore[method-assign]
    with pytest.raises(TargetError, match=r"expected 1 rows with checksum \d+ in events of target .* nothing was kept"):
        load(lake, warehouse)
    assert target_rows(warehouse) == before


def test_a_character_that_the_warehouse_cannot_store_is_replaced_and_counted(open_target: Open, tmp_path: Path) -> None:
    warehouse, lake = open_target(), LakeBuilder(tmp_path / "nul")
    lake.commit(articles=[article(1, text="one\x00two", title="\x00")])
    report = load(lake, warehouse)
    kept = query(warehouse, "SELECT text, title FROM <articles>")
    if warehouse.dialect.name == "duckdb":
        assert (kept, report.replaced_characters) == ([("one\x00two", "\x00")], 0)
    else:
        assert (kept, report.replaced_characters) == ([("one\ufffdtwo", "\ufffd")], 2)
