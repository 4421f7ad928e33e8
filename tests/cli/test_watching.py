"""What a person sees while a run works: a bar on a terminal, plain lines in a pipe."""

import io

import pytest
from rich.console import Console

from flows.cli import watching
from flows.cli.watching import Watch
from flows.progress import Advanced, Guessed, Planned, Progress, ShardEnded, SnapshotWritten, Waiting

RUN: tuple[Progress, ...] = (
    Planned(2),
    Advanced("a.jsonl", records=2600, articles=2500, mentions=12000, events=30000),
    Advanced("b.jsonl", records=10, articles=9, mentions=8, events=7),
    ShardEnded("a.jsonl", "staged"),
    ShardEnded("b.jsonl", "failed", "shard b.jsonl of wire: no space left on device at lake"),
    SnapshotWritten(1, 1),
)
COUNTS = "2,509 articles · 12,008 mentions · 30,007 events · "


def shown(*, terminal: bool, events: tuple[Progress, ...] = RUN) -> str:
    out = io.StringIO()
    watch = Watch(Console(file=out, force_terminal=terminal, width=140, color_system=None))
    with watch.shown():
        for event in events:
            watch.hear(event)
    return out.getvalue()


def test_a_bar_has_the_counts_and_the_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    screen = shown(terminal=True)
    assert "1/2 " in screen or "2/2 " in screen
    assert COUNTS in screen
    assert "articles/s" in screen
    assert "━" in screen


def test_a_pipe_has_lines_and_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_said", set())
    lines = shown(terminal=False).splitlines()
    assert lines == ["reading 2 shards", "shard b.jsonl of wire: no space left on device at lake"]


def test_a_log_is_told_now_and_then_how_far_the_run_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_said", set())
    monkeypatch.setattr(watching, "LOG_SECONDS", 0.0)
    lines = shown(terminal=False, events=(Planned(1), RUN[1], ShardEnded("a.jsonl", "staged"))).splitlines()
    assert [line.partition(" · ")[0] for line in lines] == ["reading 1 shard", "0 of 1 shard", "1 of 1 shard"]
    assert lines[1].endswith("articles/s")


def test_while_it_waits_it_counts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    screen = shown(terminal=True, events=(Waiting("Prefect to load"),))
    assert "waiting for Prefect to load" in screen
    assert "0 articles" not in screen
    clock = iter((0.0, 30.0, 32.0))
    monkeypatch.setattr(watching.time, "monotonic", lambda: next(clock))
    watch = Watch(Console(file=io.StringIO()))
    watch.hear(Planned(1))
    watch.counts["articles"] = 50
    assert watch.told().endswith(" · 25 articles/s")


def test_what_a_dump_is_taken_for_is_one_line_in_a_pipe() -> None:
    told = "source news, guessed: " + "title < title or headline, " * 12
    assert shown(terminal=False, events=(Guessed(told),)).splitlines() == [told]


def test_a_wait_is_explained_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_said", set())
    wait = Waiting("Prefect's server to start (20 to 30 s the first time)")
    assert shown(terminal=False, events=(wait, wait)).splitlines() == [f"waiting for {wait.message}"]
