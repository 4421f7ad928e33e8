"""Every command of the documentation and of --help runs, in a folder that has the files that they name."""

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from flows.cli.commands import COMMANDS
from tests.cli.command import Outcome
from tests.cli.together import run_together
from tests.docs.blocks import ROOT, all_blocks, commands

DEMO = ROOT / "config/demo"
# These need a server, or never end; their own tests run them.
ELSEWHERE = re.compile(r"^dateline (load postgresql|serve |withdraw ARTICLE_ID)")
STORY = "The council met on Monday. It will vote on the tunnel by the end of this month, and open it in about a year's time.\n"


def documented() -> list[str]:
    """The commands in the order in which a reader meets them, each once: the demo first, which makes the lake of the others."""
    pages = [line for block in all_blocks("sh", "bash") for line in commands(block)]
    examples = [example for command in COMMANDS for example in command.examples]
    return list(dict.fromkeys(["dateline demo", "dateline run news.jsonl.gz", *pages, *examples]))


def runnable() -> list[str]:
    return [line for line in documented() if line.startswith("dateline ") and not ELSEWHERE.match(line)]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    folder = tmp_path_factory.mktemp("reader")
    furnish(folder)
    lines = runnable()
    # `> FILE` is the shell's business.
    arguments = [shlex.split(line.partition(" > ")[0])[1:] for line in lines]
    return dict(zip(lines, run_together(arguments, folder), strict=True))


def furnish(folder: Path) -> None:
    """The files that the documentation supposes a reader to have."""
    shutil.copy(DEMO / "features.jsonl.gz", folder / "news.jsonl.gz")
    shutil.copy(DEMO / "web.csv", folder / "harbour-2025.csv")
    for name in ("dumps", "daily"):
        (folder / name).mkdir()
    shutil.copy(DEMO / "features.jsonl.gz", folder / "daily/2025-02-08.jsonl.gz")
    shutil.copy(DEMO / "wire.sgm", folder / "dumps")
    (folder / "story.txt").write_text(STORY, encoding="utf-8")
    shutil.copytree(ROOT / "config", folder / "my-config")
    at = STORY.index("Monday")
    timex = {"start": at, "end": at + 6, "text": "Monday", "type": "DATE", "value": "2013-10-07"}
    gold = {"id": "story", "corpus": "own", "dct": "2013-10-11", "text": STORY, "timexes": [timex]}
    (folder / "gold.jsonl").write_text(json.dumps(gold) + "\n", encoding="utf-8")
    (folder / "timebank").mkdir()
    (folder / "timebank/story.tml").write_text(TIMEML, encoding="utf-8")


TIMEML = """<?xml version="1.0" ?>
<TimeML><DOCID>story</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2013-10-11" functionInDocument="CREATION_TIME">2013-10-11</TIMEX3></DCT>
<TEXT>The council met on <TIMEX3 tid="t1" type="DATE" value="2013-10-07">Monday</TIMEX3>.</TEXT></TimeML>
"""


@pytest.mark.parametrize("line", runnable())
def test_the_command_runs(line: str, outcomes: dict[str, Outcome]) -> None:
    outcome = outcomes[line]
    assert outcome.status == 0, outcome.err
    assert "Traceback" not in outcome.err


def test_the_demo_shows_the_main_job(outcomes: dict[str, Outcome]) -> None:
    out = outcomes["dateline demo"].out
    for source in ("demo-wire", "demo-web", "demo-review"):
        assert f"source    {source}" in out
    for reason in ("no_text", "absurd_date", "unreadable_date", "bad_json"):
        assert reason in out
    assert "duplicates" in out
    assert "superseded by a correction" in out
    assert "demo-lake/report.html" in out


def test_what_is_not_tried_here_is_named() -> None:
    others = [line for line in documented() if not line.startswith("dateline ")]
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for line in others:
        program, *rest = line.split()
        assert program == "make", f"{line}: write it in a text block, or have it run"
        assert set(rest) <= targets, line


def test_the_python_of_the_documentation_runs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for block in all_blocks("python"):
        exec(compile(block.text, f"{block.page}:{block.line}", "exec"), {})
    assert "Part(end, Deictic(0, month))" in capsys.readouterr().out
