"""Ctrl-C on a terminal, which reaches every process of its group, and SIGTERM: the command ends at once. Costs a minute."""

import os
import signal
import subprocess
from pathlib import Path

import psutil
import pytest

from tests.cli.command import DATELINE

LINE = (
    '{"url": "https://a.example/%d", "date": "2025-03-14", "title": "Ferry", '
    '"text": "The ferry sailed on Monday. It returns next week."}\n'
)


# With a head start, before Prefect is there; and a quarter of a minute later, when the first counts are told, in the flow.
@pytest.mark.parametrize(
    ("number", "moment", "child"),
    [
        (signal.SIGINT, "reading", "--multiprocessing-fork"),
        (signal.SIGINT, "articles/s", "flows.own_server"),
        (signal.SIGTERM, "articles/s", "flows.own_server"),
    ],
)
def test_an_interrupt_ends_a_run_and_its_server(tmp_path: Path, number: signal.Signals, moment: str, child: str) -> None:
    dump = tmp_path / "news.jsonl"
    dump.write_text("".join(LINE % number for number in range(20_000)), encoding="utf-8")
    run = subprocess.Popen(
        [DATELINE, "run", dump, "--lake", tmp_path / "lake"],
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert run.stderr is not None
    told = iter(run.stderr.readline, "")
    assert any(moment in line for line in told)
    children = psutil.Process(run.pid).children(recursive=True)
    assert any(child in process.cmdline() for process in children)
    # A terminal sends its interrupt to every process, a service manager SIGTERM to the first.
    os.killpg(run.pid, number) if number == signal.SIGINT else run.send_signal(number)
    rest = run.stderr.read()
    word, status = ("interrupted", 130) if number == signal.SIGINT else ("terminated", 143)
    assert run.wait(120) == status, rest
    # The run may have gone on to its next line before the interrupt came.
    assert rest.splitlines()[-1] == f"dateline: {word}; what was committed stays, run the same command again to go on"
    assert "Traceback" not in rest
    _, alive = psutil.wait_procs(children, timeout=60)
    assert alive == []
