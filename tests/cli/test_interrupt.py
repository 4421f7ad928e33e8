"""Ctrl-C on a terminal: it reaches every process of the terminal's group, and the command ends at once. Costs some 40 s."""

import os
import signal
import subprocess
from pathlib import Path

import psutil
import pytest

from tests.cli.command import DATELINE

LINE = '{"id": "%d", "date": "2025-03-14", "title": "Ferry", "text": "The ferry sailed on Monday. It returns next week."}\n'


# With a head start, before Prefect is there; and a quarter of a minute later, when the first counts are told, in the flow.
@pytest.mark.parametrize(("moment", "child"), [("reading", "--multiprocessing-fork"), ("articles/s", "flows.own_server")])
def test_an_interrupt_ends_a_run_and_its_server(tmp_path: Path, moment: str, child: str) -> None:
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
    os.killpg(run.pid, signal.SIGINT)
    rest = run.stderr.read()
    assert run.wait(120) == 130, rest
    # The run may have gone on to its next line before the interrupt came.
    assert rest.splitlines()[-1] == "dateline: interrupted; what was committed stays, run the same command again to go on"
    assert "Traceback" not in rest
    _, alive = psutil.wait_procs(children, timeout=60)
    assert alive == []
