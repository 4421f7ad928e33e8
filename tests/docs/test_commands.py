"""Every command of the documentation and of --help runs, in a folder that has the files that they name."""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows.cli.commands import COMMANDS
from tests.cli.command import Outcome
from tests.cli.together import run_together
from tests.docs.blocks import ROOT, all_blocks, commands
from tests.docs.furniture import furnish
from tests.prefect_database import copy_database

# These need a server, or never end; their own tests run them.
ELSEWHERE = re.compile(r"^dateline (load postgresql|serve |withdraw ARTICLE_ID)")


def documented() -> list[str]:
    """The commands in the order in which a reader meets them, each once: the demo first, which makes the lake of the others."""
    pages = [line for block in all_blocks("sh", "bash") for line in commands(block)]
    examples = [example for command in COMMANDS for example in command.examples]
    return list(dict.fromkeys(["dateline demo", "dateline run news.jsonl.gz", *pages, *examples]))


def runnable() -> list[str]:
    return [line for line in documented() if line.startswith("dateline ") and not ELSEWHERE.match(line)]


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader's folder after all commands, and what each of them told."""

    folder: Path
    outcomes: dict[str, Outcome]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    folder = tmp_path_factory.mktemp("reader")
    furnish(folder)
    copy_database(folder / ".prefect/prefect.db", tmp_path_factory)
    lines = runnable()
    # `> FILE` is the shell's business.
    arguments = [shlex.split(line.partition(" > ")[0])[1:] for line in lines]
    return Reader(folder, dict(zip(lines, run_together(arguments, folder), strict=True)))


@pytest.mark.parametrize("line", runnable())
def test_the_command_runs(line: str, reader: Reader) -> None:
    outcome = reader.outcomes[line]
    assert outcome.status == 0, outcome.err
    assert "Traceback" not in outcome.err


def test_the_demo_shows_the_main_job(reader: Reader) -> None:
    out = reader.outcomes["dateline demo"].out
    for source in ("demo-wire", "demo-web", "demo-review"):
        assert re.search(rf"^source +{source}$", out, re.MULTILINE)
    for reason in ("no_text", "absurd_date", "unreadable_date", "bad_json"):
        assert reason in out
    assert "1 duplicate" in out
    assert "superseded by a correction" in out
    assert "demo-lake/report.html" in out


def test_what_is_not_tried_here_is_named() -> None:
    others = [line for line in documented() if not line.startswith("dateline ")]
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for line in others:
        program, *rest = line.split()
        assert program == "make", f"{line}: write it in a text block, or have it run"
        assert set(rest) <= targets, line


def test_the_python_of_the_documentation_runs(
    reader: Reader, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(reader.folder)
    names: dict[str, dict[str, object]] = {}  # a page's blocks go on from one another
    for block in all_blocks("python"):
        exec(compile(block.text, f"{block.page}:{block.line}", "exec"), names.setdefault(block.page, {}))
    assert "Part(end, Deictic(0, month))" in capsys.readouterr().out
