"""Standard output on a disk that is full: no half a document that passes for a whole one."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.command import DATELINE
from tests.disk import fill, mounted_disk

FULL = Path("/dev/full")
COMMANDS = ("schema", "schema events", "schema --format json", "explain Monday --published 2013-10-11", "sources", "--version")
# As containers set it; Python then drops what one write leaves over.
SETTINGS = pytest.mark.parametrize("unbuffered", ["", "1"])


def ended(command: str, out: Path, unbuffered: str) -> tuple[int, str]:
    with out.open("w") as file:
        done = subprocess.run(
            [DATELINE, *command.split()],
            env=os.environ | {"PYTHONUNBUFFERED": unbuffered},
            stdout=file,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    return done.returncode, done.stderr


@SETTINGS
@pytest.mark.parametrize("command", COMMANDS)
def test_what_cannot_be_printed_is_a_failure(command: str, unbuffered: str) -> None:
    if not FULL.exists():
        pytest.skip("there is no /dev/full here")
    assert ended(command, FULL, unbuffered) == (1, "dateline: no space left on device: standard output\n")


@SETTINGS
@pytest.mark.parametrize("command", ["schema", "schema --format json"])
def test_what_is_printed_by_half_is_a_failure(tmp_path: Path, command: str, unbuffered: str) -> None:
    with mounted_disk(tmp_path / "disk", megabytes=1) as disk:
        fill(disk, left=8192)
        assert ended(command, disk / "out", unbuffered) == (1, "dateline: no space left on device: standard output\n")
