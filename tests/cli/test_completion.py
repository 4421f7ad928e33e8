"""The completion that `dateline --install-completion` writes, tried in bash."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import get_args

import pytest

from flows.cli.options import TableName
from schemas.tables import TABLES
from tests.cli.command import dateline

TRY = 'source "$1"; COMP_WORDS=({words}); COMP_CWORD={last}; {function}; echo "${{COMPREPLY[@]}}"'


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    path = home / "dateline.bash"
    outcome = dateline("--install-completion", "--shell", "bash", "--output", str(path), HOME=str(home))
    assert outcome.status == 0, outcome.err
    return path


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("dateline", "up"), "upcoming"),
        (("dateline", "show", "--wh"), "--where"),
        (("dateline", "schema", "--format", ""), "ddl"),
        (("dateline", "show", "ev"), "events"),
        (("dateline", "run", "ne"), "news.jsonl"),
        (("dateline", "run", "news.jsonl", "--lake", "de"), "demo-lake"),
        (("dateline", "sources", "check", "ne"), "news.jsonl"),
    ],
)
def test_what_is_offered(script: Path, tmp_path: Path, words: tuple[str, ...], offered: str) -> None:
    (tmp_path / "news.jsonl").touch()
    (tmp_path / "demo-lake").mkdir()
    function = re.search(r"complete .*-F (\w+)", script.read_text(encoding="utf-8"))
    assert function is not None
    quoted = " ".join(f"'{word}'" for word in words)
    command = TRY.format(words=quoted, last=len(words) - 1, function=function[1])
    done = subprocess.run(["bash", "-c", command, "bash", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert offered in done.stdout.split()


def test_every_table_is_offered() -> None:
    names, _ = get_args(TableName)
    assert get_args(names) == tuple(TABLES)
