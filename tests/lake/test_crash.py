"""Killed anywhere, the lake is whole, and a plain re-run gives what an undisturbed run gives."""

import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from deltalake.exceptions import DeltaError

from flows.lake.digest import digest_lake
from flows.lake.snapshot import open_lake
from flows.lake.store import LakeError
from tests.disk import fill, mounted_disk
from tests.lake.staged_shards import Copy, ingest, names, stage

ROOT = Path(__file__).resolve().parents[2]
FIRST = [Copy("a"), Copy("b")]
SECOND = [Copy("a", "Corrected.", revised=date(2013, 10, 20)), Copy("c", published=None)]

# Commits the second shard and kills itself at the given moment: a table's name for the moment before its transaction, `file`
# in the middle of a file of events, `end` after the commit.
CHILD = """
import os, signal, sys
from pathlib import Path
from flows.no_pandas import keep_pandas_out
keep_pandas_out()
from flows.lake import commit, files
from tests.lake.staged_shards import ingest, stage
from tests.lake.test_crash import SECOND

moment, lake, staged = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
def die():
    os.kill(os.getpid(), signal.SIGKILL)
apply = commit.Committer.apply
def dying(self, table, change):
    if table.name == moment:
        die()
    apply(self, table, change)
commit.Committer.apply = dying
close = files._OpenFile.close
def dying_close(self, data_change):
    if moment == "file" and "event_id" in self.writer.schema.names:
        die()
    return close(self, data_change)
files._OpenFile.close = dying_close
ingest(lake, stage(staged, "s2", SECOND, rejects=1))
die()
"""


def killed(moment: str, lake: Path, staged: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CHILD, moment, str(lake), str(staged)], cwd=ROOT, capture_output=True, check=False, text=True
    )
    assert done.returncode == -signal.SIGKILL, done.stderr


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """A lake with the first shard, and its digests then and with the second."""

    first: Path
    before: dict[str, str]
    after: dict[str, str]

    def copy(self, to: Path) -> Path:
        """A lake with the first shard that may be broken."""
        return Path(shutil.copytree(self.first, to))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    folder = tmp_path_factory.mktemp("undisturbed")
    first, both = folder / "first", folder / "both"
    ingest(first, stage(folder, "s1", FIRST))
    shutil.copytree(first, both)
    ingest(both, stage(folder, "s2", SECOND, rejects=1))
    return Undisturbed(first, dict(digest_lake(open_lake(first))), dict(digest_lake(open_lake(both))))


@pytest.mark.parametrize("moment", ["file", "mentions", "articles", "snapshots", "end"])
def test_killed_in_a_commit(moment: str, tmp_path: Path, undisturbed: Undisturbed) -> None:
    lake = undisturbed.copy(tmp_path / "lake")
    (lake / "_staging" / "stray").mkdir(parents=True)
    killed(moment, lake, tmp_path / "k")
    # A reader sees the last commit, though the tables have moved on.
    assert digest_lake(open_lake(lake)) == (undisturbed.after if moment == "end" else undisturbed.before)
    ingest(lake, stage(tmp_path / "again", "s2", SECOND, rejects=1), replaced=["s2"] if moment == "end" else ())
    assert digest_lake(open_lake(lake)) == undisturbed.after
    assert not (lake / "_staging").exists()


def test_killed_while_the_lake_is_made(tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    lake.mkdir()
    child = (
        "import os, signal, sys; from flows.lake import store; made = store.DeltaTable.create\n"
        "def create(address, *a, **k):\n"
        "    if address.endswith('/loads'): os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return made(address, *a, **k)\n"
        "store.DeltaTable.create = create; store.create_tables(store.store_at(sys.argv[1]))"
    )
    done = subprocess.run([sys.executable, "-c", child, str(lake)], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    ingest(lake, stage(tmp_path / "s", "s1", FIRST))
    assert names(lake, "articles") == ["a", "b"]


@pytest.mark.parametrize("left", [0, 8 << 10, 32 << 10, 56 << 10, 72 << 10])
def test_a_disk_that_is_full_in_a_commit(left: int, tmp_path: Path, undisturbed: Undisturbed) -> None:
    with mounted_disk(tmp_path / "disk", 4) as disk:
        lake = undisturbed.copy(disk / "lake")
        filler = fill(disk, left)
        with pytest.raises((OSError, DeltaError, LakeError)):
            ingest(lake, stage(tmp_path / "s", "s2", SECOND, rejects=1))
        assert digest_lake(open_lake(lake)) == undisturbed.before
        filler.unlink()
        ingest(lake, stage(tmp_path / "s", "s2", SECOND, rejects=1))
        assert digest_lake(open_lake(lake)) == undisturbed.after


def test_a_recovered_lake_is_not_recovered_again(tmp_path: Path, undisturbed: Undisturbed) -> None:
    lake = undisturbed.copy(tmp_path / "lake")
    killed("articles", lake, tmp_path / "k")
    ingest(lake, stage(tmp_path / "s", "s3", [Copy("d")]))
    kinds = [row["kind"] for row in open_lake(lake).dataset("snapshots").to_table().sort_by("load_seq").to_pylist()]
    assert kinds == ["ingest", "restore", "ingest"]
    assert not (lake / "_staging").exists()
