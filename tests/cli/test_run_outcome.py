"""How a run ends: statuses, the account, interrupts."""

import dataclasses
import os
import signal
from pathlib import Path

import pytest

from flows.cli import demo
from flows.cli.failure import CHECK_FAILED, FAILED, TerminatedError
from flows.cli.run import noting_interrupts, tell_outcome
from flows.cli.summing_up import account, print_summary, summary_record
from flows.summary import RunSummary
from tests.cli.command import dateline

SUMMARY = RunSummary(
    lake="lake",
    source="wire",
    load_seq=1,
    shards_done=2,
    shards_skipped=1,
    shards_failed=0,
    records=1204,
    articles=1200,
    duplicates=1,
    superseded=0,
    filtered=0,
    rejects=3,
    mentions=5000,
    events=9000,
    withdrawn=0,
    replaced=0,
    reject_reasons={"no_text": 2, "absurd_date": 1},
    stage_seconds={"events": 8.25, "read": 0.01},
    wall_seconds=10.0,
    published=1200,
)
CHECK = "wire: expected at most 0.1% rejects, got 0.2%"


def test_rejects_alone_are_done() -> None:
    assert tell_outcome(SUMMARY, ()) == 0


def test_a_failed_check_and_a_failed_shard_have_statuses_of_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    checked = dataclasses.replace(SUMMARY, failed_checks=(CHECK,))
    assert tell_outcome(checked, (CHECK,)) == 3
    assert tell_outcome(checked, ("shard a: file is truncated", CHECK)) == 1
    assert tell_outcome(SUMMARY, ("expected to write the lake, got no space left on device",)) == 1
    assert capsys.readouterr().err.splitlines()[0] == f"dateline: {CHECK}"


def test_the_account_tells_what_was_not_parsed() -> None:
    assert account(SUMMARY)["events"] == "9,000"
    told = account(dataclasses.replace(SUMMARY, skipped_language=12, oversized_sentences=1))["events"]
    assert told == "9,000 (12 articles in other languages not parsed, 1 sentence too long to be parsed whole)"


def test_the_account_tells_what_was_left_out_and_refused() -> None:
    facts = account(SUMMARY)
    assert facts["articles"] == "1,200 (left out: 1 duplicate)"
    assert facts["rejects"] == "3 (no_text 2, absurd_date 1)"
    assert facts["in the lake already"] == "1 shard, skipped (--force reads again)"
    assert facts["seconds"] == "10.0, 120 articles a second (events 8.2)"


def test_the_account_asks_for_missing_dates() -> None:
    told = account(dataclasses.replace(SUMMARY, published=1199))["without a date"]
    assert told == "1 article; relative times need one: --published, or the date in a source"


@pytest.mark.parametrize(
    ("changed", "look"),
    [
        ({}, "upcoming --within 1y"),
        ({"articles": 0, "published": 0, "events": 0}, "show rejects"),
        ({"events": 0, "rejects": 0}, "show articles"),
        ({"shards_done": 0, "events": 0}, "upcoming --within 1y"),
    ],
)
def test_what_to_try_next_depends_on_what_came(changed: dict[str, int], look: str, capsys: pytest.CaptureFixture[str]) -> None:
    print_summary(dataclasses.replace(SUMMARY, **changed), "lake")
    assert capsys.readouterr().out.splitlines()[-1].endswith(f" {look}")


def test_a_run_that_found_nothing_new_says_only_that() -> None:
    assert list(account(dataclasses.replace(SUMMARY, shards_done=0))) == ["source", "in the lake already"]


def test_a_run_that_failed_says_how_much_of_it_and_shows_no_lake_that_is_empty(capsys: pytest.CaptureFixture[str]) -> None:
    failed = dataclasses.replace(SUMMARY, shards_done=0, shards_skipped=0, shards_failed=1, load_seq=0)
    print_summary(failed, "lake")
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines() if line] == ["source", "failed"]
    told = account(dataclasses.replace(SUMMARY, shards_failed=2))
    assert told["failed"] == "2 shards not taken in; the same command tries again"
    assert told["records"] == 1204


def test_a_demo_of_which_one_run_failed_and_another_broke_a_check_has_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [CHECK_FAILED, FAILED, CHECK_FAILED]
    monkeypatch.setattr(demo, "read_dump", lambda *paths, **options: (SUMMARY, ()))
    monkeypatch.setattr(demo, "tell_outcome", lambda *outcome: found.pop())
    assert demo.demo(lake="nowhere") == FAILED


def test_the_record_for_a_machine_has_the_rate() -> None:
    assert summary_record(SUMMARY)["articles_per_second"] == 120.1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_what_breaks_of_an_interrupt_is_told_as_one(number: signal.Signals) -> None:
    def broken() -> None:
        try:
            os.kill(os.getpid(), number)
        except KeyboardInterrupt:
            raise RuntimeError("a query was interrupted") from None

    before = signal.getsignal(number)
    with pytest.raises(KeyboardInterrupt) as caught, noting_interrupts():
        broken()
    assert isinstance(caught.value, TerminatedError) == (number == signal.SIGTERM)
    assert signal.getsignal(number) is before
    with pytest.raises(RuntimeError), noting_interrupts():
        raise RuntimeError("something else")


def test_a_server_that_does_not_answer_is_named(tmp_path: Path) -> None:
    dump = tmp_path / "a.jsonl"
    dump.write_text('{"id": "1", "date": "2025-03-14", "text": "The ferry sailed on Monday."}', encoding="utf-8")
    done = dateline("run", str(dump), "--events", "none", cwd=tmp_path, PREFECT_API_URL="http://127.0.0.1:9/api")
    assert done.status == 1
    assert done.err.splitlines()[-1].startswith(
        "dateline: expected Prefect's server to answer, got nothing at http://127.0.0.1:9/"
    )
