"""Reprocessing: what an ingest with the new options would have given, without the dump."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from flows.backfill import stale_steps
from flows.lake.digest import digest_lake
from flows.lake.snapshot import open_lake
from flows.lake.store import LakeError
from flows.settings import load_settings
from flows.shards import Manifest
from tests.flows.dumps import read_in, story, write_dump
from tests.flows.stored import stored_artifacts
from transforms.articles.record import Article
from transforms.configuration import DEFAULT_ROOT
from transforms.temporal import Mention

pytestmark = pytest.mark.usefixtures("prefect_server")


def test_reprocessing_gives_what_an_ingest_would(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows import reprocess

    monkeypatch.setattr(reprocess, "STEP_ROWS", 5)
    monkeypatch.setenv("DATELINE_PIPELINE_VERSION", "1.0")
    dump = write_dump(tmp_path / "d" / "a.jsonl", [story(n) for n in range(12)])
    read_in(tmp_path / "without", dump)
    read_in(tmp_path / "with", dump, events="all")
    done = reprocess.reprocess_lake(tmp_path / "without", events="all", runner="threads")
    lake = open_lake(tmp_path / "without")
    assert (done.articles, done.load_seq, lake.kind) == (12, lake.load_seq, "reprocess")
    assert done.events == lake.counts["events"] > 0
    assert digest_lake(lake) == digest_lake(open_lake(tmp_path / "with"))
    assert not (tmp_path / "without" / "_staging").exists()
    assert f'"what": "events", "count": {done.events}' in str(stored_artifacts(tmp_path)["reprocess-counts"])


def test_each_dump_is_taken_as_its_last_load_took_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows import reprocess

    monkeypatch.setattr(reprocess, "STEP_ROWS", 2)
    monkeypatch.setenv("DATELINE_PIPELINE_VERSION", "1.0")
    lake = tmp_path / "lake"
    untimed = "The council of the district met. It did not vote. The mayor resigned."
    dumps = {
        events: write_dump(
            tmp_path / "d" / f"{events}.jsonl", [story(n, text=f"{untimed} Part {n}.") for n in range(first, first + 3)]
        )
        for first, events in ((0, "all"), (10, "dated"), (20, "none"))
    }
    for events, dump in dumps.items():
        read_in(lake, dump, events=events)
    before = digest_lake(open_lake(lake))
    reprocess.reprocess_lake(lake, runner="threads")
    assert digest_lake(open_lake(lake)) == before
    assert [read_in(lake, dump, events=events).shards_skipped for events, dump in dumps.items()] == [1, 1, 1]


def test_the_books_say_by_what_policy_and_words_a_lake_was_reprocessed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.reprocess import reprocess_lake

    monkeypatch.setenv("DATELINE_PIPELINE_VERSION", "1.0")
    config = shutil.copytree(DEFAULT_ROOT, tmp_path / "config")
    policy = config / "policy.toml"
    policy.write_text(policy.read_text(encoding="utf-8").replace("end = [0.66, 1.0]", "end = [0.9, 1.0]"), encoding="utf-8")
    lake, dump = tmp_path / "lake", write_dump(tmp_path / "d" / "a.jsonl", [story(n) for n in range(3)])
    read_in(lake, dump)
    before = digest_lake(open_lake(lake))

    def reprocess(config_dir: str | None) -> None:
        reprocess_lake(lake, "wire", runner="threads", config_dir=config_dir)

    reprocess(str(config))
    settings = load_settings({}, pipeline_version="1.0")
    assert stale_steps(open_lake(lake), settings, config_dir=str(config)) == []
    assert [len(step.paths) for step in stale_steps(open_lake(lake), settings)] == [1]
    assert read_in(lake, dump, config_dir=str(config)).shards_skipped == 1
    assert (read_in(lake, dump).shards_done, digest_lake(open_lake(lake))) == (1, before)
    # By other words than its texts it is what no run leaves, and every run reads it anew.
    (config / "holidays.toml").write_text((config / "holidays.toml").read_text(encoding="utf-8") + "\n", encoding="utf-8")
    reprocess(str(config))
    assert [len(stale_steps(open_lake(lake), settings, config_dir=each)) for each in (None, str(config))] == [1, 1]
    reprocess(None)
    assert stale_steps(open_lake(lake), settings) == []
    assert (read_in(lake, dump).shards_skipped, digest_lake(open_lake(lake))) == (1, before)
    # What the books say of a load is changed and not added, so that a forced reading still stands for it.
    assert open_lake(lake).counts["loads"] == 2
    write_dump(dump, [story(1)])
    assert read_in(lake, dump, force=True).withdrawn == 2


def test_staged_files_go_when_they_are_in_the_lake_and_not_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows import reprocess
    from flows.lake.commit import Committer

    monkeypatch.setattr(reprocess, "STEP_ROWS", 2)
    monkeypatch.setenv("DATELINE_BACKLOG", "1")
    stories = [story(n, date=f"2024-0{n % 3 + 1}-10") for n in range(6)]  # three months, a file each
    read_in(tmp_path / "lake", write_dump(tmp_path / "d" / "a.jsonl", stories))
    staged: list[int] = []
    work, replace = reprocess.ReprocessJob.work, Committer.replace

    def twice(job: reprocess.ReprocessJob) -> Manifest:
        work(job)  # as when its process dies at the end, and the shard is tried again
        return work(job)

    def counting(committer: Committer, *manifests: Any) -> None:
        staged.append(len(list(committer.staging.rglob("*.parquet"))))
        replace(committer, *manifests)

    monkeypatch.setattr(reprocess.ReprocessJob, "work", twice)
    monkeypatch.setattr(Committer, "replace", counting)
    done = reprocess.reprocess_lake(tmp_path / "lake", events="none", runner="threads", workers=1)
    assert (done.articles, staged) == (6, [3 + 2, 2 + 2, 1 + 2])  # what is left to read, and two tables


def test_a_guessed_order_of_dates_in_figures_is_kept(tmp_path: Path) -> None:
    from flows.ingest import ingest_dump
    from flows.reprocess import reprocess_lake

    records = [story(n, date=f"{n}/4/2013", text=f"Licence {n} ended on 4/3/13.") for n in (12, 25)]
    dump = write_dump(tmp_path / "found" / "a.jsonl", records)
    lake = tmp_path / "lake"
    ingest_dump([dump], lake, events="none", runner="threads")
    before = open_lake(lake).reader("mentions", ["timex_value"]).read_all()["timex_value"].to_pylist()
    assert before == ["2013-03-04", "2013-03-04"]
    reprocess_lake(lake, events="none", runner="threads")
    assert open_lake(lake).reader("mentions", ["timex_value"]).read_all()["timex_value"].to_pylist() == before


def test_a_source_that_the_lake_has_not_is_refused(tmp_path: Path) -> None:
    from flows.reprocess import reprocess_lake

    dump = write_dump(tmp_path / "d" / "a.jsonl", [story(1)])
    read_in(tmp_path / "lake", dump)
    before = open_lake(tmp_path / "lake").load_seq
    with pytest.raises(LakeError, match=r"expected a source of the lake \(wire\), got 'wires'"):
        reprocess_lake(tmp_path / "lake", "wires", events="none", runner="threads")
    assert open_lake(tmp_path / "lake").load_seq == before


def test_an_article_that_fails_stays_as_it_was_and_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows import found
    from flows.reprocess import reprocess_lake
    from flows.summary import RunFailed

    dump = write_dump(tmp_path / "d" / "a.jsonl", [story(n) for n in range(3)])
    lake, find = tmp_path / "lake", found.find_mentions
    read_in(lake, dump)

    def failing(article: Article, *others: Any) -> list[Mention]:
        if "district 1" in article.text:
            raise ValueError("no reading")
        return find(article, *others)

    monkeypatch.setattr(found, "find_mentions", failing)
    monkeypatch.setenv("DATELINE_PIPELINE_VERSION", "2.0")
    with pytest.raises(RunFailed, match=r"of wire stays as it was: expected the mentions of the article, got ValueError: no"):
        reprocess_lake(lake, events="none", runner="threads")
    rows = open_lake(lake).reader("articles", ["pipeline_version"]).read_all()["pipeline_version"].to_pylist()
    assert sorted(rows) == ["1.0", "2.0", "2.0"]
