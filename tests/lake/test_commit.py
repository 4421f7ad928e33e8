"""The commit: appends what is new, replaces what is corrected, withdraws what is gone, and adds up."""

from datetime import date
from pathlib import Path

import pytest
from deltalake.exceptions import CommitFailedError

from flows.lake.commit import Committer, open_committer
from flows.lake.snapshot import open_lake
from flows.lake.store import LakeError, store_at
from flows.shards import CountsDisagree
from tests.lake.staged_shards import CHECKS, VERSION, Copy, ingest, names, stage

A, B, C = Copy("a"), Copy("b"), Copy("c", published=None)


@pytest.fixture
def staged(tmp_path: Path) -> Path:
    return tmp_path / "staged"


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    return tmp_path / "lake"


def text_of(lake: Path, article: str) -> list[str]:
    rows = open_lake(lake).dataset("articles").to_table().to_pylist()
    return [row["text"] for row in rows if row["article_id"] == article]


def test_a_shard_becomes_rows_of_every_table(lake: Path, staged: Path) -> None:
    done = ingest(lake, stage(staged, "s1", [A, B, C], rejects=2))
    snapshot = open_lake(lake)
    assert snapshot.load_seq == done.load_seq == 1
    assert names(snapshot, "articles") == ["a", "b", "c"]
    assert names(snapshot, "mentions") == ["a", "a", "b", "b", "c", "c"]
    assert names(snapshot, "events", "event_id") == ["a-e0", "a-e1", "b-e0", "b-e1", "c-e0", "c-e1"]
    assert names(snapshot, "rejects", "record") == ["3", "4"]
    assert names(snapshot, "sightings") == ["a", "b", "c"]
    assert dict(snapshot.counts) == {
        "articles": 3, "mentions": 6, "events": 6, "rejects": 2, "sightings": 3,
        "loads": 1, "snapshots": 1, "withdrawals": 0, "duplicate_groups": 0,
    }  # fmt: skip
    for table, rows in snapshot.counts.items():
        assert snapshot.dataset(table).count_rows() == rows, table


def test_new_articles_are_appended_and_only_corrections_rewrite(lake: Path, staged: Path) -> None:
    ingest(lake, stage(staged, "s1", [A, B]))
    before = set(open_lake(lake).delta("articles").file_uris())
    ingest(lake, stage(staged, "s2", [Copy("d"), Copy("e")]))
    appended = set(open_lake(lake).delta("articles").file_uris())
    assert before < appended
    ingest(lake, stage(staged, "s3", [Copy("a", "Corrected.", revised=date(2013, 10, 20))]))
    after = set(open_lake(lake).delta("articles").file_uris())
    # The file of a and b went; the one of d and e stayed as it was.
    assert not before & after
    assert appended - before < after


def test_overlapping_dumps_leave_one_current_row_an_article(lake: Path, staged: Path) -> None:
    ingest(lake, stage(staged, "s1", [A, B]))
    done = ingest(lake, stage(staged, "s2", [B, Copy("d")]))
    assert names(lake, "articles") == ["a", "b", "d"]
    assert names(lake, "events") == ["a", "a", "b", "b", "d", "d"]
    assert done.counts["s2"]["articles"] == 2
    assert names(lake, "sightings") == ["a", "b", "b", "d"]


def test_a_correction_replaces_the_article_with_its_mentions_and_events_across_months(lake: Path, staged: Path) -> None:
    ingest(lake, stage(staged, "s1", [A, B]))
    corrected = Copy("a", "Corrected.", published=date(2014, 1, 2), revised=date(2014, 1, 3), events=1)
    done = ingest(lake, stage(staged, "s2", [corrected]))
    assert done.replaced == {"a": "s2"}
    assert text_of(lake, "a") == ["Corrected."]
    assert names(lake, "events", "event_id") == ["a-e0", "b-e0", "b-e1"]
    assert set(names(lake, "events", "published_month")) == {"2013-10", "2014-01"}


def test_an_older_copy_does_not_replace_a_newer_one(lake: Path, staged: Path) -> None:
    ingest(lake, stage(staged, "s1", [Copy("a", "New.", revised=date(2013, 10, 20))]))
    done = ingest(lake, stage(staged, "s2", [Copy("a", "Old."), Copy("d")]))
    assert text_of(lake, "a") == ["New."]
    assert done.counts["s2"] | {"mentions": 0, "events": 0, "dated": 0} == {
        "records": 2, "articles": 1, "duplicates": 0, "superseded": 1, "filtered": 0, "rejects": 0,
        "published": 1, "late": 0, "dated": 0, "mentions": 0, "events": 0, "skipped_language": 0, "oversized_sentences": 0,
            "damaged_files": 0,
    }  # fmt: skip


def test_the_same_text_again_is_counted_as_a_duplicate(lake: Path, staged: Path) -> None:
    # Equal dates and text: the greater shard wins, whichever came first.
    ingest(lake, stage(staged, "s2", [A]))
    done = ingest(lake, stage(staged, "s1", [A]))
    assert (done.counts["s1"]["articles"], done.counts["s1"]["duplicates"]) == (0, 1)
    assert names(lake, "articles", "shard") == ["s2"]


def test_copies_within_one_group_are_settled_too(lake: Path, staged: Path) -> None:
    old, new = stage(staged, "s1", [A]), stage(staged, "s2", [Copy("a", "New.", revised=date(2013, 10, 20))])
    done = ingest(lake, new, old)
    assert text_of(lake, "a") == ["New."]
    assert done.counts["s1"]["superseded"] == 1
    assert names(lake, "events", "event_id") == ["a-e0", "a-e1"]


def test_an_article_that_a_shard_no_longer_yields_is_withdrawn_unless_another_holds_it(lake: Path, staged: Path) -> None:
    ingest(lake, stage(staged, "s1", [A, B, Copy("d")]), stage(staged, "s2", [B, B]))
    done = ingest(lake, stage(staged / "again", "s1", [A]), replaced=["s1"])
    assert done.withdrawn == {"d": "s1"}
    assert done.left_standing == {"s2": 1}
    assert names(lake, "articles") == ["a", "b"]
    assert names(lake, "events") == ["a", "a", "b", "b"]
    assert names(lake, "withdrawals") == ["d"]
    assert names(lake, "sightings") == ["a", "b", "b"]


def test_a_changed_file_withdraws_nothing_by_itself(lake: Path, staged: Path) -> None:
    # latest.jsonl, overwritten every day, must not take yesterday's news away.
    ingest(lake, stage(staged, "latest", [A, B]))
    ingest(lake, stage(staged / "again", "latest", [Copy("d")]))
    assert names(lake, "articles") == ["a", "b", "d"]


def test_a_load_made_anew_withdraws_what_it_alone_saw(lake: Path, staged: Path) -> None:
    newer = Copy("b", "As it was yesterday.", revised=date(2013, 10, 20))
    ingest(lake, stage(staged, "latest", [A, newer, C], rejects=2))
    today = ingest(lake, stage(staged / "two", "latest", [B, Copy("d"), Copy("e")], rejects=1))
    done = ingest(
        lake, stage(staged / "three", "latest", [B, Copy("d")], version="2.0"), replaced=["latest"], load=today.load_seq
    )
    assert (done.withdrawn, done.left_standing) == ({"e": "latest"}, {})
    assert names(lake, "articles") == ["a", "b", "c", "d"]
    # Yesterday's copy of b is still the best of the two.
    assert text_of(lake, "b") == ["As it was yesterday."]
    assert names(lake, "sightings") == ["a", "b", "b", "c", "d"]
    assert names(lake, "rejects") == []


def test_a_shard_read_again_replaces_its_rejects(lake: Path, staged: Path) -> None:
    ingest(lake, stage(staged, "s1", [A], rejects=3), stage(staged, "s2", [B], rejects=1))
    ingest(lake, stage(staged / "again", "s1", [A], rejects=1), replaced=["s1"])
    assert names(lake, "rejects", "shard") == ["s1", "s2"]


def test_reading_a_shard_again_replaces_exactly_what_it_recomputes(lake: Path, staged: Path) -> None:
    ingest(lake, stage(staged, "s1", [A, B]), stage(staged, "s2", [Copy("d")]))
    done = ingest(lake, stage(staged / "again", "s1", [Copy("a", events=1), B], version="2.0"), replaced=["s1"])
    assert done.counts["s1"]["articles"] == 2
    assert names(lake, "events", "event_id") == ["a-e0", "b-e0", "b-e1", "d-e0", "d-e1"]
    assert names(lake, "articles", "pipeline_version") == ["1.0", "2.0", "2.0"]


def test_a_corrected_text_in_an_overwritten_file_wins_without_a_date_to_say_so(lake: Path, staged: Path) -> None:
    for text in ("First wording.", "Second wording.", "Third wording."):
        ingest(lake, stage(staged, "latest", [Copy("a", text)]))
        assert text_of(lake, "a") == [text]


def test_counts_that_do_not_add_up_stop_the_commit(lake: Path, staged: Path) -> None:
    manifest = stage(staged, "s1", [A])
    manifest.counts["records"] = 2
    with pytest.raises(CountsDisagree, match="expected 2 records in s1, got 1"):
        ingest(lake, manifest)
    assert open_lake(lake).load_seq == 0


def test_a_withdrawn_article_stays_out_when_its_dump_comes_again(lake: Path, staged: Path) -> None:
    ingest(lake, stage(staged, "s1", [A, B]))
    with open_committer(store_at(lake), purpose="test", run_id="run", pipeline_version=VERSION) as committer:
        assert committer.withdraw({"a": "wire"}, "TAKEDOWN") == 1
    done = ingest(lake, stage(staged / "again", "s1", [A, B]), replaced=["s1"])
    assert done.counts["s1"]["filtered"] == 1
    failed = stage(staged / "failed", "s2", [B], rejects=1, refused_article="a")
    assert (ingest(lake, failed).counts["s2"]["filtered"], failed.counts["rejects"]) == (1, 1)
    ingest(lake, stage(staged / "other", "s3", [B], rejects=1))
    for table in ("articles", "mentions", "events", "sightings"):
        assert set(names(lake, table)) == {"b"}
    # An excerpt of a text that was taken down is text of it.
    assert open_lake(lake).dataset("rejects").to_table(columns=["shard", "article_id"]).to_pylist() == [
        {"shard": "s3", "article_id": None}
    ]


def test_a_stale_committer_is_refused(lake: Path, staged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ingest(lake, stage(staged, "s1", [A]))
    first, second = stage(staged, "s2", [B]), stage(staged, "s3", [C])
    with open_committer(store_at(lake), purpose="test", run_id="stale", pipeline_version=VERSION) as stale:
        # On an object store nothing but Delta's own check keeps a second committer out.
        monkeypatch.setattr("flows.lake.lock.fcntl.flock", lambda *_: None)
        kept = stale.staging
        ingest(lake, first)
        kept.mkdir(exist_ok=True)
        with pytest.raises(CommitFailedError):
            stale.commit([second], checks=CHECKS)
    assert names(lake, "articles") == ["a", "b"]
    ingest(lake, second)
    assert names(lake, "articles") == ["a", "b", "c"]
    assert isinstance(stale, Committer)


def test_a_snapshot_reads_the_same_while_others_write(lake: Path, staged: Path) -> None:
    ingest(lake, stage(staged, "s1", [A, B]))
    held = open_lake(lake)
    ingest(lake, stage(staged, "s2", [Copy("a", "New.", revised=date(2013, 10, 20)), Copy("d")]))
    assert names(held, "articles") == ["a", "b"]
    assert "New." not in names(held, "articles", "text")
    assert held.reader("events", ["event_id"]).read_all().num_rows == 4


def test_an_error_without_a_number_is_told_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(store: object) -> None:
        raise OSError("Generic S3 error: no such bucket")

    monkeypatch.setattr("flows.lake.commit.create_tables", refused)
    with (
        pytest.raises(LakeError, match="expected a lake that can be written, got Generic S3 error: no such bucket at"),
        open_committer(store_at(tmp_path / "lake"), purpose="test", run_id="r", pipeline_version="0", create=True),
    ):
        pass
