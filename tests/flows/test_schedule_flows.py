"""The flows that a schedule runs: days read again after a failure, a load behind its gate, upkeep."""

import shutil
import threading
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import duckdb
import pytest

from flows.lake.digest import digest_lake
from flows.lake.lock import hold_lock
from flows.lake.snapshot import open_lake
from flows.lake.store import store_at
from tests.cli.command import dateline_here
from tests.flows.dumps import read_in, story, write_dump
from tests.flows.stored import stored_artifacts

pytestmark = pytest.mark.usefixtures("prefect_server")
ROOT = Path(__file__).resolve().parents[2]
WIRE = """
format = "jsonl"
language = "en"

[fields]
id = "id"
text = "text"
date = "date"
title = "title"

[checks]
expected_records = [2, 4]
max_reject_share = 0.5
"""


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A copy of the configuration with a source whose checks want two to four records a run."""
    shutil.copytree(ROOT / "config", tmp_path / "config")
    (tmp_path / "config" / "sources" / "wire.toml").write_text(WIRE, encoding="utf-8")
    monkeypatch.setenv("DATELINE_RUNNER", "threads")
    monkeypatch.setenv("DATELINE_DUCKDB_PATH", str(tmp_path / "warehouse.duckdb"))
    return str(tmp_path / "config")


def test_a_backfill_goes_on_where_it_failed(tmp_path: Path, config: str, caplog: pytest.LogCaptureFixture) -> None:
    from flows.ingest import RunFailed
    from flows.schedule import backfill_days

    days = [write_dump(tmp_path / "dumps" / f"2024-05-0{n}.jsonl", [story(n), story(n + 10)]) for n in (1, 2, 4)]
    whole = days[1].read_bytes()
    write_dump(days[1], ["{broken", "{broken"])

    def backfill() -> int:
        template, lake = str(tmp_path / "dumps" / "%Y-%m-%d.jsonl"), str(tmp_path / "lake")
        return backfill_days(template, lake, "wire", date(2024, 5, 1), date(2024, 5, 4), days_a_step=1, config_dir=config)

    # A step that fails does not keep the later ones out.
    with pytest.raises(RunFailed, match=r"2024-05-02: .*expected at most 50\.0% of the records refused"):
        backfill()
    assert open_lake(tmp_path / "lake").counts["articles"] == 4
    days[1].write_bytes(whole)
    assert backfill() == 3
    # What the lake had was not read again.
    loads = open_lake(tmp_path / "lake").reader("loads", ["shard"]).read_all()["shard"].to_pylist()
    assert sorted(loads) == ["2024-05-01.jsonl", "2024-05-02.jsonl", "2024-05-02.jsonl", "2024-05-04.jsonl"]
    assert open_lake(tmp_path / "lake").counts["articles"] == 6


def test_a_day_that_is_an_empty_file_on_the_web_does_not_keep_the_later_ones_out(tmp_path: Path, config: str) -> None:
    pytest.importorskip("aiohttp")
    from flows.ingest import RunFailed
    from flows.schedule import backfill_days

    write_dump(tmp_path / "dumps" / "2024-05-01.jsonl", [])
    write_dump(tmp_path / "dumps" / "2024-05-02.jsonl", [story(1), story(2)])
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path / "dumps"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        template, lake = f"http://127.0.0.1:{server.server_port}/%Y-%m-%d.jsonl", str(tmp_path / "lake")
        with pytest.raises(RunFailed, match=r"^2024-05-01: expected records, got an empty file"):
            backfill_days(template, lake, "wire", date(2024, 5, 1), date(2024, 5, 2), days_a_step=1, config_dir=config)
        server.shutdown()
    assert open_lake(lake).counts["articles"] == 2


def test_a_day_that_finds_the_lake_locked_does_not_keep_the_later_ones_out(
    tmp_path: Path, config: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.ingest import RunFailed
    from flows.schedule import backfill_days

    days = ("2024-05-01", "2024-05-02")
    for number, day in enumerate(days):
        write_dump(tmp_path / "dumps" / f"{day}.jsonl", [story(number), story(number + 10)])
    template, lake = str(tmp_path / "dumps" / "%Y-%m-%d.jsonl"), str(tmp_path / "lake")
    monkeypatch.setenv("DATELINE_LOCK_WAIT_SECONDS", "0")
    with hold_lock(store_at(lake), "maintain"):
        with pytest.raises(RunFailed) as failed:
            backfill_days(template, lake, "wire", *map(date.fromisoformat, days), days_a_step=1, config_dir=config)
        of_days = [reason.partition(": expected a free lake, got one locked by maintain")[0] for reason in failed.value.reasons]
        span = ("--from", days[0], "--to", days[1], "--step-days", "1")
        told = dateline_here("backfill", template, "--lake", lake, "--source", "wire", *span, "--config", config)
    assert of_days == list(days)
    assert (told.status, [line for line in days if f"{line}: expected a free lake" in told.err]) == (1, list(days))


def test_a_run_whose_checks_fail_does_not_reach_the_warehouse(tmp_path: Path, config: str) -> None:
    from flows.ingest import RunFailed
    from flows.schedule import ingest_and_load
    from flows.targets.warehouse import TargetError

    dump, lake = tmp_path / "dumps" / "a.jsonl", str(tmp_path / "lake")
    write_dump(dump, [story(1), story(2)])
    assert ingest_and_load([str(dump)], lake, "wire", target="duckdb", config_dir=config) == open_lake(lake).load_seq

    def loaded() -> list[tuple[int]]:
        with duckdb.connect(tmp_path / "warehouse.duckdb", read_only=True) as warehouse:
            return warehouse.execute("SELECT count(*) FROM articles").fetchall()

    assert loaded() == [(2,)]
    write_dump(dump, [story(number) for number in range(5)])
    with pytest.raises(RunFailed, match="expected 2 to 4 records, got 5") as failed:
        ingest_and_load([str(dump)], lake, "wire", target="duckdb", config_dir=config)
    assert failed.value.summary is not None
    assert not failed.value.summary.failures
    assert open_lake(lake).counts["articles"] == 5
    assert loaded() == [(2,)]
    from flows.load import load_target

    with pytest.raises(TargetError, match="expected a snapshot whose data checks passed"):
        load_target("duckdb", lake)
    assert loaded() == [(2,)]


def test_upkeep_as_a_flow_leaves_the_rows_and_its_counts(tmp_path: Path) -> None:
    from flows.schedule import maintain_lake

    lake = tmp_path / "lake"
    for number in range(3):
        read_in(lake, write_dump(tmp_path / "dumps" / f"{number}.jsonl", [story(number)]))
    before = digest_lake(open_lake(lake))
    maintain_lake(str(lake), retention_hours=0)
    assert digest_lake(open_lake(lake)) == before
    told = stored_artifacts(tmp_path)["maintain-counts"]
    assert '"what": "files compacted"' in str(told)
    assert '"what": "files compacted", "count": 0' not in str(told)


def test_what_may_hang_has_a_limit() -> None:
    from flows.load import load_target
    from flows.schedule import ingest_and_load, maintain_lake
    from flows.settings import load_settings

    limits = [flow.timeout_seconds for flow in (ingest_and_load, load_target, maintain_lake)]
    assert limits == [24 * 3600, 6 * 3600, 24 * 3600]
    assert load_settings({}).shard_seconds == 6 * 3600
