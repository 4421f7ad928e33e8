"""Reprocessing: what an ingest with the new options would have given, without the dump."""

from pathlib import Path

import pytest

from flows.lake.digest import digest_lake
from flows.lake.snapshot import open_lake
from tests.flows.dumps import read_in, story, write_dump
from tests.flows.stored import stored_artifacts

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


def test_a_guessed_order_of_dates_in_figures_is_kept(tmp_path: Path) -> None:
    from flows.ingest import ingest_dump
    from flows.reprocess import reprocess_lake

    records = [story(n, date=f"{n}/4/2013", text="The licence ended on 4/3/13.") for n in (12, 25)]
    dump = write_dump(tmp_path / "found" / "a.jsonl", records)
    lake = tmp_path / "lake"
    ingest_dump([dump], lake, events="none", runner="threads")
    before = open_lake(lake).reader("mentions", ["timex_value"]).read_all()["timex_value"].to_pylist()
    assert before == ["2013-03-04", "2013-03-04"]
    reprocess_lake(lake, events="none", runner="threads")
    assert open_lake(lake).reader("mentions", ["timex_value"]).read_all()["timex_value"].to_pylist() == before


def test_only_the_source_asked_for_is_reprocessed(tmp_path: Path) -> None:
    from flows.reprocess import reprocess_lake

    dump = write_dump(tmp_path / "d" / "a.jsonl", [story(1)])
    read_in(tmp_path / "lake", dump)
    before = open_lake(tmp_path / "lake").load_seq
    assert reprocess_lake(tmp_path / "lake", "another", events="none", runner="threads").articles == 0
    assert open_lake(tmp_path / "lake").load_seq == before
