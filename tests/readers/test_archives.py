"""Archives of any number of members."""

import io
import subprocess
import sys
import tarfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tests.readers.reading_dumps import read_all

MEMBERS = 5000


def write(path: Path, names: Iterable[str]) -> None:
    with tarfile.open(path, "w") as archive:
        for name in names:
            info = tarfile.TarInfo(name)
            info.size = len("Rain fell.")
            archive.addfile(info, io.BytesIO(b"Rain fell."))


# In an interpreter of its own: what other tests left behind and their threads must not count.
HELD: Final = """
import sys, tracemalloc
from flows.readers import open_shard, plan_shards
from tests.readers.reading_dumps import PLAIN

path, members = sys.argv[1], int(sys.argv[2])
(shard,) = plan_shards([path], PLAIN)
reading = iter(open_shard(shard, PLAIN))
assert next(reading).locator == "a-long-name-of-a-story-00000000.txt#0"
tracemalloc.start()
held = [tracemalloc.get_traced_memory()[0] for n, _ in enumerate(reading) if n in (1000, members - 100)]
print(held[1] - held[0])
"""


def test_what_is_held_of_a_member_is_small(tmp_path: Path) -> None:
    write(tmp_path / "dump.tar", (f"a-long-name-of-a-story-{n:08}.txt" for n in range(MEMBERS)))
    command = [sys.executable, "-c", HELD, str(tmp_path / "dump.tar"), str(MEMBERS)]
    held = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert int(held) < 150 * (MEMBERS - 1100)


def test_a_name_that_comes_again_has_its_ordinal(tmp_path: Path) -> None:
    write(tmp_path / "dump.tar", ["story.txt"] * 3)
    records, rejects = read_all(tmp_path / "dump.tar")
    assert [record.locator for record in records] == ["story.txt#0", "story.txt@1#0", "story.txt@2#0"]
    assert rejects == []
