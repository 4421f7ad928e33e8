"""The runners: a child that dies, one that takes too long, and one that does its work."""

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest

from flows import runners
from flows.progress import Advanced, Progress, listening
from flows.runners import ChildDied, Children, RunStopped, ShardTooSlow, stager
from flows.shards import Manifest, Provenance, RunOptions, Shard

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Errand:
    """Work of a kind that a dump would hardly do."""

    shard: Shard
    kind: str
    staging: str = "nowhere"

    def work(self) -> Manifest:
        from flows.progress import tell

        match self.kind:
            case "die":
                os.kill(os.getpid(), signal.SIGKILL)
            case "sleep":
                time.sleep(600)
            case "array":
                assert pa.array([1]) is not None
                assert "pandas" not in sys.modules
            case "refuse":
                raise OSError(28, "No space left on device")
            case "time out":
                raise TimeoutError(110, "Connection timed out", "/mnt/staged.parquet")
        tell(Advanced(self.shard.name, 1, 1, 0, 0))
        pool = pa.default_memory_pool().backend_name
        return Manifest(self.shard, str(os.getpid()), pool, Provenance("", "", "", "", "", ""), {}, {})


def errand(kind: str) -> Errand:
    return Errand(Shard(kind, kind, "test", "jsonl"), kind)


def test_a_child_is_made_anew_and_keeps_its_process_between_shards() -> None:
    heard: list[Progress] = []
    children = Children(1, seconds=60)
    try:
        with listening(heard.append):
            first = children.stage(errand("work")).content_key
            assert children.stage(errand("work")).content_key == first != str(os.getpid())
            with pytest.raises(ChildDied, match="expected the shard die to be staged, got a child process that died"):
                children.stage(errand("die"))
            assert children.stage(errand("work")).content_key != first
            deadline = time.monotonic() + 60
            while len(heard) < 3 and time.monotonic() < deadline:
                time.sleep(0.05)
        assert len(heard) == 3
        with pytest.raises(OSError, match="No space left"):
            children.stage(errand("refuse"))
        with pytest.raises(TimeoutError, match=r"Connection timed out: '/mnt/staged\.parquet'"):
            children.stage(errand("time out"))
    finally:
        children.stop()
    assert children.all[0].process_id() is None


def test_a_child_that_dies_while_it_starts_leaves_nothing_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runners, "_begin", os._exit)  # given a pipe and no number, it raises there
    child = Children(1, seconds=60).all[0]
    held, told = [], []
    for _ in range(3):
        with pytest.raises(ChildDied) as caught:
            child.stage(errand("work"))
        told.append(caught)  # as Prefect keeps what a task raised
        held.append(len(list(Path("/proc/self/fd").iterdir())))
    assert held[0] == held[-1]


def test_a_child_needs_no_pandas_for_its_rows() -> None:
    with stager("processes", 1, 60) as stage:
        assert stage(errand("array")).shard.name == "array"


def test_a_shard_under_way_when_the_run_stops_is_not_tried_again() -> None:
    children = Children(1, seconds=60)
    children.stage(errand("work"))
    stop = threading.Timer(1.0, children.stop)
    stop.start()
    with pytest.raises(RunStopped, match="its end in the shard sleep"):
        children.stage(errand("sleep"))
    stop.join()
    with pytest.raises(RunStopped, match="its end before the shard work"):
        children.stage(errand("work"))


def test_a_child_may_be_stopped_by_many_at_once() -> None:
    child = Children(1, seconds=60).all[0]
    child.stage(errand("work"))
    failures: list[BaseException] = []

    def stop() -> None:
        try:
            child.stop()
        except OSError as error:
            failures.append(error)

    threads = [threading.Thread(target=stop) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert child.process_id() is None


def test_a_shard_that_takes_too_long_is_stopped() -> None:
    children = Children(1, seconds=60)
    try:
        children.stage(errand("work"))
        children.all[0].seconds = 1
        with pytest.raises(ShardTooSlow, match="the shard sleep within 1 s"):
            children.stage(errand("sleep"))
        children.all[0].seconds = 60
        assert children.stage(errand("work")).shard.name == "work"
    finally:
        children.stop()


def test_a_script_without_a_guard_is_not_run_again_by_its_children(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from flows.runners import stager\n"
        "from tests.flows.test_runners import errand\n"
        "print('begun', flush=True)\n"
        "with stager('processes', 1, 60) as stage:\n"
        "    print(stage(errand('work')).shard.name)\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, str(script)], env=environment, capture_output=True, text=True, check=False, timeout=100
    )
    assert done.stdout.split() == ["begun", "work"], done.stderr


def test_arrow_gives_freed_memory_back_in_children_and_here() -> None:
    with stager("processes", 1, seconds=60) as stage:
        assert stage(errand("work")).content_hash == "system"
        assert pa.default_memory_pool().backend_name == "system"


def test_threads_work_in_this_process() -> None:
    with stager("threads", 2, seconds=60) as stage:
        assert stage(errand("work")).content_key == str(os.getpid())


def test_what_was_begun_is_done_once_and_its_task_takes_it() -> None:
    heard: list[Progress] = []
    jobs = [errand("work"), errand("refuse")]
    with listening(heard.append), Children(2, seconds=60) as children:
        children.get_ready(RunOptions("nowhere", events="none"))
        children.begin(jobs)
        deadline = time.monotonic() + 60
        while not heard and time.monotonic() < deadline:
            time.sleep(0.05)
        assert heard == [Advanced("work", 1, 1, 0, 0)]
        first = children.stage(jobs[0])
        assert first.shard.name == "work"
        with pytest.raises(OSError, match="No space left"):
            children.stage(jobs[1])
        assert len(heard) == 1


def test_a_child_that_dies_before_its_task_asks_leaves_the_shard_to_another() -> None:
    job = errand("die")
    with Children(1, seconds=60) as children:
        children.begin([job])
        with pytest.raises(ChildDied, match="a child process that died"):
            children.stage(job)
        assert children.stage(errand("work")).shard.name == "work"


def test_a_run_that_stops_at_once_leaves_no_child() -> None:
    with Children(2, seconds=60) as children:
        children.get_ready(RunOptions("nowhere", events="none"))
        children.begin([errand("sleep"), errand("work")])
    children._ahead.shutdown(wait=True)
    assert [child.process_id() for child in children.all] == [None, None]


def test_staging_imports_no_library_that_only_some_dumps_need() -> None:
    # A run's first article waits for a child's imports.
    rare = ("dateparser", "htmldate", "feedparser", "fsspec", "spacy")
    script = f"import sys, flows.staging; sys.exit(', '.join(name for name in {rare} if name in sys.modules) or 0)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_a_child_can_be_started_before_arrow_is_imported() -> None:
    script = "import sys, flows.runners; sys.exit('pyarrow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
