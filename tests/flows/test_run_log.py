"""What Prefect's log has of a run: source, shard and article, in a bounded number of lines."""

import logging
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from flows import found
from flows.engines import find_mentions
from flows.lake.snapshot import open_lake
from flows.readers.error import ReaderError
from tests.cli.command import dateline
from tests.flows.dumps import story, write_dump
from tests.flows.stored import stored_log
from transforms.articles.record import Article, RawRecord
from transforms.temporal import Mention

pytestmark = pytest.mark.usefixtures("prefect_server")
BROKEN = [f'{{"id": "broken{number}"' for number in range(25)]


@pytest.mark.parametrize("runner", ["processes", pytest.param("dask", marks=pytest.mark.slow)])
def test_a_run_in_other_processes_logs_the_first_rejects_of_a_shard(tmp_path: Path, runner: str) -> None:
    from prefect.settings import get_current_settings

    dump = write_dump(tmp_path / "wire" / "a.jsonl", [story(1), *BROKEN])
    # The server of these tests, and the level that Prefect has unless it is told another.
    settings = {"PREFECT_API_URL": str(get_current_settings().api.url), "PREFECT_LOGGING_LEVEL": "INFO"}
    done = dateline("run", "wire", "--events", "none", cwd=tmp_path, DATELINE_RUNNER=runner, **settings)
    assert "bad_json 25" in done.out
    lines = stored_log(tmp_path / "lake")
    of_shard = [line for line in lines if "source wire, shard a.jsonl" in line[1]]
    second = dump.read_bytes().index(b"\n") + 1
    first = f"source wire, shard a.jsonl, record {second}: bad_json: expected a JSON object on one line, got "
    assert [level for level, line in of_shard if line.startswith(first)] == [logging.WARNING]
    assert len([line for _, line in of_shard if ", record " in line]) == 10
    rest = "source wire, shard a.jsonl: 15 more rejects, see: dateline show rejects"
    assert (logging.WARNING, rest) in of_shard
    assert len(of_shard) == 12


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """What flows and tasks of this process log."""
    import flows.ingest  # noqa: F401 - Prefect sets the levels of its log when it is imported

    for name in ("prefect.flow_runs", "prefect.task_runs"):
        caplog.set_level(logging.INFO, name)
    return caplog


def lines_of(log: pytest.LogCaptureFixture, words: str) -> list[str]:
    """The logged lines with these words; what came before them is forgotten."""
    lines = [record.getMessage() for record in log.records if words in record.getMessage()]
    log.clear()
    return lines


def ingest(dump: Path, lake: Path, **options: Any) -> None:
    from flows.ingest import ingest_dump

    ingest_dump([dump], lake, runner="threads", **({"events": "none"} | options))


def test_an_article_that_fails_is_logged_by_its_identifier(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, log: pytest.LogCaptureFixture
) -> None:
    def failing(article: Article, *others: Any) -> list[Mention]:
        if article.title == "Council meets, part 2":
            raise ValueError("no\nreading at https://me:word@news.example/a?key=word")
        return find_mentions(article, *others)

    monkeypatch.setattr(found, "find_mentions", failing)
    ingest(write_dump(tmp_path / "wire" / "a.jsonl", [story(1), story(2)]), tmp_path / "lake")
    (row,) = open_lake(tmp_path / "lake").dataset("rejects").to_table().to_pylist()
    # One line, and no password of an address in it.
    (line,) = lines_of(log, ", record ")
    assert line.startswith(
        f"source wire, shard a.jsonl, record {row['record']}, article {row['article_id']}: mentions_failed: "
    )
    assert line.endswith("got ValueError: no reading at https://news.example/a")


def test_articles_that_a_commit_takes_out_are_logged(tmp_path: Path, log: pytest.LogCaptureFixture) -> None:
    dump, lake = tmp_path / "wire" / "a.jsonl", tmp_path / "lake"
    ingest(write_dump(dump, [story(number, id=f"urn:n{number}") for number in range(14)]), lake)
    assert lines_of(log, ", article ") == []
    rows = open_lake(lake).reader("articles", ["native_id", "article_id"]).read_all().to_pylist()
    ids = {row["native_id"]: row["article_id"] for row in rows}
    text = "The council met on Tuesday after all, and what it decided then is what stands today."
    ingest(write_dump(dump, [story(0, id="urn:n0", text=text), story(1, id="urn:n1")]), lake, force=True)
    lines = lines_of(log, "source wire, snapshot ")
    assert [line.partition(", shard ")[2] for line in lines if "replaced" in line] == [
        f"a.jsonl, article {article} replaced" for article in sorted((ids["urn:n0"], ids["urn:n1"]))
    ]
    withdrawn = [line for line in lines if "withdrawn" in line]
    assert len(withdrawn) == 11
    assert all(any(ids[f"urn:n{number}"] in line for number in range(2, 14)) for line in withdrawn[:-1])
    assert withdrawn[-1].endswith(": 2 more articles withdrawn")


def test_a_shard_that_failed_is_logged_and_not_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, log: pytest.LogCaptureFixture
) -> None:
    from flows.ingest import RunFailed

    tried: list[str] = []

    def out_of_memory(record: RawRecord, *others: Any, **options: Any) -> Article:
        tried.append(record.locator)
        raise MemoryError("no room")

    monkeypatch.setattr("flows.staging.to_article", out_of_memory)
    with pytest.raises(RunFailed):
        ingest(write_dump(tmp_path / "wire" / "a.jsonl", [story(1)]), tmp_path / "lake")
    assert "shard a.jsonl of wire: no room" in lines_of(log, "shard a.jsonl of")
    assert tried == ["0"]


def test_a_dump_that_cannot_be_fetched_is_logged_without_what_signs_its_address(
    tmp_path: Path, log: pytest.LogCaptureFixture
) -> None:
    pytest.importorskip("aiohttp", reason="http:// needs the extra http")
    from flows.ingest import ingest_dump

    with ThreadingHTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host = f"127.0.0.1:{server.server_port}"
        with pytest.raises(ReaderError):
            ingest_dump([f"http://me:word@{host}/nowhere.jsonl?sig=s3cret"], tmp_path / "lake", runner="threads")
        server.shutdown()
    # With the traceback that Prefect logs.
    assert f"NothingThere: expected files at http://{host}/nowhere.jsonl, got FileNotFoundError" in log.text
    assert "s3cret" not in log.text
    assert "me:word" not in log.text
