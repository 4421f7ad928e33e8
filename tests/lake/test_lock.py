"""One writer a lake: a second one waits or is refused, and a dead holder's lock is free."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.lake.commit import open_committer
from flows.lake.lock import LakeLocked, hold_lock
from flows.lake.snapshot import open_lake
from flows.lake.store import LakeError, Store, staging_root, store_at
from tests.cli.command import dateline_here
from tests.lake.staged_shards import VERSION, Copy, ingest, names, stage

ROOT = Path(__file__).resolve().parents[2]
HOLD = "import sys, time; from flows.lake.lock import *; from flows.lake.store import store_at\n"
HOLD += "with hold_lock(store_at(sys.argv[1]), 'ingest'):\n    print('held', flush=True)\n    time.sleep(600)"


def test_a_second_writer_is_refused_and_told_who_holds_the_lake(tmp_path: Path) -> None:
    store = store_at(tmp_path / "lake")
    told = rf"ingest \(process {os.getpid()} on .* since 20"
    with hold_lock(store, "ingest"), pytest.raises(LakeLocked, match=told), hold_lock(store, "maintain"):
        pass


def test_a_second_writer_waits_and_says_so_once(tmp_path: Path) -> None:
    store = store_at(tmp_path / "lake")
    said: list[str] = []
    told, entered = threading.Event(), threading.Event()

    def tell(line: str) -> None:
        said.append(line)
        told.set()

    def second() -> None:
        with hold_lock(store, "maintain", wait_seconds=30, on_wait=tell):
            entered.set()

    with hold_lock(store, "ingest"):
        waiting = threading.Thread(target=second)
        waiting.start()
        assert told.wait(timeout=30)
        assert not entered.is_set()
    waiting.join(timeout=60)
    assert entered.is_set()
    assert len(said) == 1
    assert said[0].startswith("waiting for ingest (process ")


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    store = store_at(tmp_path / "lake")
    with subprocess.Popen([sys.executable, "-c", HOLD, store.root], cwd=ROOT, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(LakeLocked), hold_lock(store, "ingest"):
            pass
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    with hold_lock(store, "ingest"):
        pass


def test_readers_need_no_lock(tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    ingest(lake, stage(tmp_path / "s", "s1", [Copy("a")]))
    with hold_lock(store_at(lake), "ingest"):
        assert names(lake, "articles") == ["a"]


AS_NOBODY = """
import os, sys
from pathlib import Path
import pyarrow.dataset
from flows.lake.snapshot import open_lake
from flows.lake.store import LakeError, Store, staging_root, store_at
from flows.lake.commit import open_committer
# After the imports: another user may not be able to read the interpreter.
os.setgid(65534); os.setuid(65534)
lake = Path(sys.argv[1])
print(open_lake(lake).dataset("articles").count_rows())
try:
    with open_committer(store_at(lake), purpose="test", run_id="r", pipeline_version="1"):
        print("written")
except LakeError as error:
    print(error)
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can enter, as no folder of pytest's can be."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become another user, and for root no folder is read-only")
def test_a_read_only_lake_is_read_and_refused_to_writers_in_one_line(tmp_path: Path, open_folder: Path) -> None:
    lake = open_folder / "lake"
    ingest(lake, stage(tmp_path / "s", "s1", [Copy("a"), Copy("b")]))
    done = subprocess.run([sys.executable, "-c", AS_NOBODY, str(lake)], cwd=ROOT, capture_output=True, text=True, check=False)
    refused = f"expected a lake that can be written, got Permission denied at {lake}"
    assert done.stdout.splitlines() == ["2", refused], done.stderr


def test_a_staging_area_that_cannot_be_is_named_and_not_the_lake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    lake = tmp_path / "lake"
    ingest(lake, stage(tmp_path / "s", "s1", [Copy("a")]))
    monkeypatch.setenv("DATELINE_STAGING", str(tmp_path / "file"))
    committer = open_committer(store_at(lake), purpose="test", run_id="r", pipeline_version=VERSION)
    with pytest.raises(LakeError, match=f"expected a folder to stage files in, got .* at {tmp_path}/file"), committer:
        pass
    with pytest.raises(LakeError, match=f"expected a folder of lock files .*, got .* at {tmp_path}/file"):
        hold_lock(store_at("s3://bucket/lake"), "test").__enter__()


def test_the_address_of_a_folder_is_that_folder(tmp_path: Path) -> None:
    lake = tmp_path / "my lake"
    ingest(lake, stage(tmp_path / "s", "s1", [Copy("a")]))
    address = store_at(lake.as_uri())
    assert (address, names(open_lake(lake.as_uri()), "articles")) == (store_at(lake), ["a"])
    assert store_at(f"file://localhost{tmp_path}/") == store_at(tmp_path)
    with hold_lock(store_at(lake), "ingest"), pytest.raises(LakeLocked), hold_lock(address, "maintain"):
        pass
    told = dateline_here("export", "--lake", lake.as_uri(), "--to", (tmp_path / "out").as_uri())
    assert (told.status, (tmp_path / "out" / "latest" / "articles").is_dir()) == (0, True)
    with pytest.raises(LakeError, match=r"expected a folder of this machine, file:///…, got file://elsewhere/lake"):
        store_at("file://elsewhere/lake")


def test_two_machines_share_no_staging_area_for_lakes_of_one_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_STAGING", str(tmp_path))
    ours, of_bucket = staging_root(store_at("/srv/lake")), staging_root(Store("s3://news/lake"))
    assert ours == staging_root(store_at("/srv/lake"))
    monkeypatch.setattr(socket, "gethostname", lambda: "another")
    assert ours != staging_root(store_at("/srv/lake"))
    # The lake in a bucket is one, whoever writes it.
    assert of_bucket == staging_root(Store("s3://news/lake"))


def test_a_lake_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(LakeError, match=r"expected a lake, got nothing at .*nowhere; `dateline run` makes one"):
        open_lake(tmp_path / "nowhere")


def test_what_is_staged_for_an_object_store_is_in_a_folder_of_the_user_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.delenv("DATELINE_STAGING", raising=False)
    store = Store("s3://news/lake")
    folder = staging_root(store)
    # The next run finds what a crash left, and nobody else may look, or put something there beforehand.
    assert staging_root(store) == folder
    assert [path.stat().st_mode & 0o777 for path in tmp_path.iterdir()] == [0o700]
    assert folder.parent == next(tmp_path.iterdir())
    folder.parent.chmod(0o755)
    with pytest.raises(LakeError, match=rf"expected {folder.parent} to be a folder of user \d+ alone, got mode drwxr-xr-x"):
        staging_root(store)
    folder.parent.rmdir()
    folder.parent.symlink_to(tmp_path)
    with pytest.raises(LakeError, match="got mode l"), hold_lock(store, "ingest"):
        pass
