"""The flow itself, with Prefect: runners, killed children, two runs at once, what Prefect is told."""

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from prefect.states import Failed

from flows import tasks
from flows.head_start import Request, head_start
from flows.ingestion import Ingestion
from flows.lake.digest import digest_lake
from flows.lake.lock import LakeLocked, hold_lock
from flows.lake.snapshot import open_lake
from flows.lake.store import store_at
from flows.opening import offered, open_ingest
from flows.progress import Advanced, Guessed, Planned, Progress, SnapshotWritten, listening
from flows.readers.error import ReaderError, Unreachable
from flows.runners import Children
from flows.settings import load_settings
from flows.shards import RunOptions
from tests.disk import fill
from tests.flows.dumps import story, write_dump
from tests.flows.stored import stored_artifacts
from tests.processes import MARK, left_of

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.usefixtures("prefect_server")


@pytest.fixture
def dumps(tmp_path: Path) -> Path:
    # Too big to share a shard.
    talk = "The council talked about roads and bridges. " * 120
    for name, first in (("a", 0), ("b", 60), ("c", 120)):
        records = [story(n, text=f"Plan {n} passed on Friday. {talk}") for n in range(first, first + 60)]
        write_dump(tmp_path / "dumps" / f"{name}.jsonl", records)
    return tmp_path / "dumps"


def ingest(*arguments: Any, **options: Any) -> Any:
    from flows.ingest import ingest_dump

    return ingest_dump(*arguments, **({"events": "none"} | options))


def test_threads_and_processes_give_the_same_lake(dumps: Path, tmp_path: Path) -> None:
    heard: list[Progress] = []
    one = ingest([dumps], tmp_path / "one", runner="threads", workers=1)
    with listening(heard.append):
        two = ingest([dumps], tmp_path / "two", runner="processes", workers=2)
    assert (one.articles, two.articles) == (180, 180)
    assert one.shards_done == 3
    assert digest_lake(open_lake(tmp_path / "one")) == digest_lake(open_lake(tmp_path / "two"))
    # What the children did is heard in the parent.
    assert Planned(3) in heard
    assert [event.message.partition(",")[0] for event in heard if isinstance(event, Guessed)] == ["source dumps"]
    assert sum(event.articles for event in heard if isinstance(event, Advanced)) == 180
    assert any(isinstance(event, SnapshotWritten) for event in heard)


def test_dask_gives_the_same_lake(dumps: Path, tmp_path: Path) -> None:
    pytest.importorskip("prefect_dask", reason="Dask needs the extra dask")
    one = ingest([dumps], tmp_path / "one", runner="dask", workers=2)
    ingest([dumps], tmp_path / "two", runner="threads")
    assert (one.shards_done, one.articles) == (3, 180)
    assert digest_lake(open_lake(tmp_path / "one")) == digest_lake(open_lake(tmp_path / "two"))


def test_a_cluster_is_used_as_wide_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("prefect_dask", reason="Dask needs the extra dask")
    from distributed import LocalCluster

    with LocalCluster(n_workers=5, threads_per_worker=1, processes=False, dashboard_address=None) as cluster:
        settings = load_settings({"DATELINE_RUNNER": "dask", "DATELINE_DASK_ADDRESS": cluster.scheduler_address})
        assert [tasks._width(settings, shards) for shards in (3, 1000)] == [3, 5]
        assert tasks._width(replace(settings, workers=64), 1000) == 64


def test_a_cluster_out_of_reach_is_not_told_as_a_lake_that_cannot_be_written() -> None:
    pytest.importorskip("prefect_dask", reason="Dask needs the extra dask")
    import dask

    from flows.dask_runner import ClusterError, threads_at

    with (
        dask.config.set({"distributed.comm.timeouts.connect": "1s"}),
        pytest.raises(ClusterError, match=r"expected a Dask scheduler at tcp:.*, as DATELINE_DASK_ADDRESS says, got: "),
    ):
        threads_at("tcp://127.0.0.1:1")


@pytest.mark.parametrize(("error", "again"), [(Unreachable("503 5 times"), True), (ReaderError("no such file"), False)])
def test_a_shard_is_tried_again_when_the_network_failed(error: Exception, again: bool) -> None:
    condition = tasks.stage_task.retry_condition_fn
    assert condition is not None
    assert condition(tasks.stage_task, None, Failed(data=error)) is again  # type: ignore[arg-type] - it looks at the state alone


@pytest.mark.parametrize("begun_early", [True, False])
def test_a_head_start_is_taken_over_by_the_flow(
    dumps: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begun_early: bool
) -> None:
    # Were it not taken over, the flow would find the lake locked.
    monkeypatch.setenv("DATELINE_LOCK_WAIT_SECONDS", "0")
    given = {"since": date(2024, 5, 2), "until": date(2024, 5, 20), "dump_date": date(2024, 6, 30), "events": "none"}
    ingest([dumps], tmp_path / "plain", runner="threads", **given)
    lake = tmp_path / "lake"
    request = Request((str(dumps),), None, RunOptions(str(lake), **given), load_settings(runner="processes", workers=2))
    heard: list[Progress] = []
    with listening(heard.append), ExitStack() as stack:
        if begun_early:
            children = stack.enter_context(Children(2, seconds=120))
            begun = stack.enter_context(open_ingest(request, children))
            stack.enter_context(offered(begun))
            children.get_ready(request.options)
            children.begin(begun.jobs)
        else:
            stack.enter_context(head_start(request))
        summary = ingest([dumps], lake, runner="processes", workers=2, **given)
    assert summary.shards_done == 3
    assert digest_lake(open_lake(lake)) == digest_lake(open_lake(tmp_path / "plain"))
    # No shard was read twice.
    assert sum(event.records for event in heard if isinstance(event, Advanced)) == 180
    runs = open_lake(lake).reader("loads", ["run_id"]).read_all()["run_id"].to_pylist()
    assert len(set(runs)) == 1
    assert "local" not in runs


def children() -> list[Any]:
    return multiprocessing.active_children()


def test_a_killed_child_loses_its_shard_once_and_nothing_is_lost(dumps: Path, tmp_path: Path) -> None:
    killed: list[int] = []

    def kill_the_first(event: Progress) -> None:
        if isinstance(event, Advanced) and not killed:
            child = children()[0]
            killed.append(child.pid)
            os.kill(child.pid, signal.SIGKILL)

    with listening(kill_the_first):
        done = ingest([dumps], tmp_path / "lake", runner="processes", workers=2)
    assert len(killed) == 1
    assert (done.articles, done.shards_failed) == (180, 0)
    assert not children()


def test_a_shard_that_kills_two_children_is_told_and_the_others_finish(dumps: Path, tmp_path: Path) -> None:
    from flows.ingest import RunFailed

    killed: list[str] = []

    def kill_those_of_b(event: Progress) -> None:
        # One child works at a time, so the one that there is works on this shard.
        if isinstance(event, Advanced) and event.shard == "b.jsonl" and event.articles and len(killed) < 2:
            killed.append(event.shard)
            for child in children():
                os.kill(child.pid, signal.SIGKILL)

    with listening(kill_those_of_b), pytest.raises(RunFailed) as failed:
        ingest([dumps], tmp_path / "lake", runner="processes", workers=1)
    assert failed.value.summary is not None
    assert (failed.value.summary.articles, failed.value.summary.shards_failed) == (120, 1)
    assert "shard b.jsonl of" in str(failed.value)
    assert "child process that died" in str(failed.value)
    assert not failed.value.summary.failed_checks
    again = ingest([dumps], tmp_path / "lake", runner="threads")
    assert (again.shards_skipped, again.articles) == (2, 60)


def test_a_second_ingest_is_refused_or_waits(dumps: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = tmp_path / "lake"
    monkeypatch.setenv("DATELINE_LOCK_WAIT_SECONDS", "0")
    with hold_lock(store_at(lake), "ingest"), pytest.raises(LakeLocked):
        ingest([dumps], lake, runner="threads")
    monkeypatch.setenv("DATELINE_LOCK_WAIT_SECONDS", "60")
    done = []

    def run(name: str) -> None:
        done.append(ingest([dumps / name], lake, runner="threads"))

    both = [threading.Thread(target=run, args=(name,)) for name in ("a.jsonl", "b.jsonl")]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(timeout=200)
    assert [summary.articles for summary in done] == [60, 60]
    assert open_lake(lake).counts["articles"] == 120


def test_a_full_disk_is_told_by_its_place_and_not_by_the_dumps(dumps: Path, small_disk: Path, tmp_path: Path) -> None:
    from flows.ingest import RunFailed

    lake = small_disk / "lake"
    ingest([dumps], lake, runner="threads")
    fill(small_disk, left=100 << 10)
    big = write_dump(tmp_path / "d" / "big.jsonl", [story(n, text=f"On Monday {os.urandom(9000).hex()}.") for n in range(50)])
    with pytest.raises(RunFailed) as failed:
        ingest([big], lake, runner="threads")
    assert len(failed.value.reasons) == 1
    assert f"no space left on device at {lake}" in str(failed.value)
    assert str(big) not in str(failed.value)


def test_a_run_that_cannot_begin_says_why(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="nowhere"):
        ingest([tmp_path / "nowhere"], tmp_path / "lake", runner="threads")


def test_the_run_leaves_its_counts_with_prefect(dumps: Path, tmp_path: Path) -> None:
    write_dump(tmp_path / "more" / "x.jsonl", [story(1), "{broken"])
    ingest([tmp_path / "more" / "x.jsonl"], tmp_path / "lake", runner="threads")
    artifacts = stored_artifacts(tmp_path)
    assert '"what": "articles", "count": 1' in str(artifacts["ingest-counts"])
    assert "bad_json" in str(artifacts["ingest-rejects"])


def test_a_run_that_could_not_commit_leaves_its_counts_too(
    dumps: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.ingest import RunFailed

    def finish(ingestion: Ingestion) -> None:
        raise OSError(errno.EIO, "no disk", "articles")

    monkeypatch.setattr(Ingestion, "finish", finish)
    with pytest.raises(RunFailed, match="expected to write the lake"):
        ingest([dumps], tmp_path / "lake", runner="threads")
    assert '"what": "articles", "count": 0' in str(stored_artifacts(tmp_path)["ingest-counts"])


KILLED = """
import os, signal, sys, threading, time
from flows.progress import ShardEnded, SnapshotWritten, listening
from flows.ingest import ingest_dump
def listener(event):
    if type(event).__name__ == sys.argv[3]:
        os.kill(os.getpid(), signal.SIGKILL)
if __name__ == "__main__":
    with listening(listener):
        ingest_dump([sys.argv[1]], sys.argv[2], runner="processes", workers=2, events="none")
"""


def test_the_main_process_killed_leaves_no_child_and_a_lake_to_go_on_with(dumps: Path, tmp_path: Path) -> None:
    script, lake = tmp_path / "run.py", tmp_path / "lake"
    script.write_text(KILLED, encoding="utf-8")
    from prefect.settings import get_current_settings

    # The server of these tests: one of its own would outlive its killed parent.
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PREFECT_API_URL": str(get_current_settings().api.url)}
    environment[MARK] = str(tmp_path)
    done = subprocess.run(
        [sys.executable, str(script), str(dumps), str(lake), "ShardEnded"], env=environment, check=False, timeout=120
    )
    assert done.returncode == -signal.SIGKILL
    assert open_lake(lake).counts["articles"] == 0
    assert not left_of(str(tmp_path), seconds=60)
    assert ingest([dumps], lake, runner="threads").articles == 180
    undisturbed = tmp_path / "undisturbed"
    ingest([dumps], undisturbed, runner="threads")
    assert digest_lake(open_lake(lake)) == digest_lake(open_lake(undisturbed))
