"""The ingest: everything accounted for, nothing done twice, what changed done again."""

import os
from datetime import date
from pathlib import Path

import pytest

from flows import ingestion
from flows.head_start import Request
from flows.ingestion import provenance
from flows.lake.digest import digest_lake
from flows.lake.snapshot import open_lake
from flows.lake.store import LakeError
from flows.opening import open_ingest
from flows.progress import Advanced, Progress, ShardEnded, listening
from flows.readers.error import ReaderError
from flows.settings import Settings
from flows.shards import RunOptions
from flows.sources import Checks, Source
from flows.summary import RunSummary
from tests.disk import fill
from tests.flows.dumps import read_in, story, write_dump
from tests.lake.staged_shards import names


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    return tmp_path / "lake"


def files_of(lake: Path) -> set[tuple[str, int]]:
    return {(path.as_posix(), path.stat().st_mtime_ns) for path in lake.rglob("*") if path.is_file() and path.name != "_lock"}


def test_every_record_is_accounted_for(lake: Path, tmp_path: Path) -> None:
    records = [
        story(1),
        story(1),
        story(2),
        story(2, text="The council met again on Tuesday.", date="2024-05-20"),
        "{broken",
        story(4, text=""),
        story(5, date="2023-01-01"),
        story(6, text="\u0000The council met on Monday."),
    ]
    done = read_in(lake, write_dump(tmp_path / "d" / "a.jsonl", records), since=date(2024, 1, 1))
    assert (done.records, done.articles, done.duplicates, done.superseded, done.filtered, done.rejects) == (8, 3, 1, 1, 1, 2)
    snapshot = open_lake(lake)
    assert snapshot.dataset("articles").count_rows() == 3
    texts = snapshot.dataset("articles").to_table().to_pylist()
    assert "The council met again on Tuesday." in [row["text"] for row in texts]
    assert sorted(row["reason"] for row in snapshot.dataset("rejects").to_table().to_pylist()) == sorted(
        reason for reason, number in done.reject_reasons.items() for _ in range(number)
    )
    assert snapshot.dataset("mentions").count_rows() == done.mentions > 3
    # The copy that lost left no mention behind.
    assert set(names(snapshot, "mentions")) <= set(names(snapshot, "articles"))
    assert len(names(snapshot, "sightings")) == 5


def test_the_same_dump_twice_writes_nothing(lake: Path, tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "d" / "a.jsonl", [story(1), story(2), "{broken"])
    read_in(lake, dump)
    before = files_of(lake)
    again = read_in(lake, dump)
    assert (again.shards_done, again.shards_skipped, again.records) == (0, 1, 0)
    assert files_of(lake) == before


def test_what_makes_the_rows_makes_the_key(lake: Path, tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "d" / "a.jsonl", [story(1), story(2)])
    read_in(lake, dump)
    assert read_in(lake, dump).shards_skipped == 1
    assert read_in(lake, dump, version="2.0").shards_done == 1
    assert read_in(lake, dump, version="2.0", events="all").shards_done == 1
    assert read_in(lake, dump, version="2.0").shards_done == 1
    assert names(lake, "articles", "pipeline_version") == ["2.0", "2.0"]
    # A threshold changes no row.
    assert read_in(lake, dump, version="2.0", checks=Checks(max_reject_share=0.5)).shards_skipped == 1


def test_news_that_lay_ahead_is_read_when_its_day_has_come(lake: Path, tmp_path: Path) -> None:
    ahead = [story(2, date="2024-07-05"), story(3, date="2024-07-08"), story(4, date="2099-01-01")]
    dump = write_dump(tmp_path / "d" / "a.jsonl", [story(1), *ahead])
    assert read_in(lake, dump, today=date(2024, 6, 30)).reject_reasons == {"absurd_date": 3}
    assert read_in(lake, dump, today=date(2024, 7, 3)).shards_skipped == 1
    again = read_in(lake, dump, today=date(2024, 7, 4))
    assert (again.articles, again.rejects, again.replaced, again.withdrawn) == (2, 2, 1, 0)
    later = [read_in(lake, dump, today=date(2024, 7, day)).shards_skipped for day in (5, 7, 8)]
    assert (later, sorted(names(lake, "articles", "native_id"))) == ([1, 0, 1], ["n1", "n2", "n3"])
    read_in(tmp_path / "late", dump, today=date(2024, 8, 1))
    assert digest_lake(open_lake(lake)) == digest_lake(open_lake(tmp_path / "late"))


def test_news_from_after_the_day_of_a_dump_is_refused_for_good(lake: Path, tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "d" / "a.jsonl", [story(1), story(2, date="2024-07-05")])
    day = {"dump_date": date(2024, 6, 1)}
    assert read_in(lake, dump, **day).rejects == 1
    assert read_in(lake, dump, **day, today=date(2024, 8, 1)).shards_skipped == 1


def test_a_range_of_days_that_moves_leaves_what_the_lake_has(lake: Path, tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "d" / "a.jsonl", [story(n) for n in range(10)])  # of the first to the tenth of May
    ids = [f"n{n}" for n in range(10)]

    def held() -> list[str]:
        return sorted(names(lake, "articles", "native_id"))

    assert read_in(lake, dump, since=date(2024, 5, 3), until=date(2024, 5, 8)).filtered == 4
    assert read_in(lake, dump, since=date(2024, 5, 5), until=date(2024, 5, 7)).shards_skipped == 1
    again = read_in(lake, dump, since=date(2024, 5, 5), until=date(2024, 5, 7), version="2.0")
    assert (again.articles, again.withdrawn, held()) == (6, 0, ids[2:8])
    wider = read_in(lake, dump, since=date(2024, 5, 5), version="2.0")
    assert (wider.articles, wider.withdrawn, held()) == (8, 0, ids[2:])
    assert read_in(lake, dump, version="2.0").filtered == 0
    assert read_in(lake, dump, since=date(2024, 5, 5), version="2.0").shards_skipped == 1
    # A file of the same name with other news is read as it is asked for.
    write_dump(dump, [story(n) for n in (*range(10, 14), *range(20, 24))])
    assert read_in(lake, dump, since=date(2024, 5, 20), version="2.0").filtered == 4
    assert held() == sorted([*ids, "n20", "n21", "n22", "n23"])
    # Forced, a range is all that is wanted of the file.
    assert read_in(lake, dump, since=date(2024, 5, 23), version="2.0", force=True).withdrawn == 12
    assert held() == ["n22", "n23"]


def test_a_date_that_was_said_of_a_text_stays(lake: Path, tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "d" / "a.jsonl", [story(1, date=None), story(2, date="2024-07-05")])
    said = {"published": "2024-05-02", "dump_date": date(2024, 6, 1)}
    assert read_in(lake, dump, **said).rejects == 1
    assert read_in(lake, dump, today=date(2024, 8, 1)).shards_skipped == 1
    assert read_in(lake, dump, published="2024-05-03").shards_done == 1
    assert names(lake, "articles", "published_on") == [date(2024, 5, 3)]
    assert read_in(lake, dump, force=True).rejects == 1


def test_what_of_a_source_changes_no_row_is_no_part_of_its_hash() -> None:
    plain = Source(name="wire", format="jsonl")
    told = Source(name="wire", format="jsonl", description="A wire.", pattern="*.jsonl", ignore=["category"], checks=Checks())
    made = [provenance(source, RunOptions("lake"), Settings()) for source in (plain, told)]
    assert made[0] == made[1]


def test_after_an_upgrade_a_run_tells_of_the_shards_that_it_did_not_read(lake: Path, tmp_path: Path) -> None:
    one, two, three = (write_dump(tmp_path / "d" / f"{name}.jsonl", [story(n)]) for n, name in enumerate("abc"))
    assert read_in(lake, one, two).notes == ()
    assert read_in(lake, three).notes == ()
    told = "other shards of wire were read by another version, words or policy; dateline backfill --stale reads them again"
    assert read_in(lake, three, version="2.0").notes == (f"2 {told}",)
    assert read_in(lake, two, version="2.0").notes == (f"1 {told}",)
    assert read_in(lake, one, two, version="2.0").notes == ()


def test_what_is_said_of_articles_is_said_of_those_that_stand(lake: Path, tmp_path: Path) -> None:
    german = "Der Stadtrat traf sich am 3. Mai 2024 und sprach dann lange vom Hafen und von der Renovierung der alten Stadt."
    ours = [story(1), story(2), story(3, date=None), story(4, text=german)]
    # Each a shard of its own, the second with the same articles and one more.
    one = write_dump(tmp_path / "d" / "a.jsonl", ours)
    two = write_dump(tmp_path / "e" / "b.jsonl", [*ours, story(27)])
    done = read_in(lake, one, two, events="all")
    assert (done.articles, done.duplicates, done.published, done.skipped_language) == (5, 4, 4, 1)
    loads = open_lake(lake).dataset("loads").to_table().to_pylist()
    counted = sorted((load["articles"], load["published"], load["late"], load["skipped_language"]) for load in loads)
    assert counted == [(0, 0, 0, 0), (5, 4, 3, 1)]
    bases = names(lake, "events", "time_basis")
    assert sum(load["dated"] for load in loads) == len(bases) - bases.count("NONE") > 0


def test_late_is_what_came_out_more_than_a_week_before_the_dump(lake: Path, tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "d" / "a.jsonl", [story(n, date=f"2024-05-0{n}") for n in range(1, 9)])
    read_in(lake, dump, dump_date=date(2024, 5, 10))
    (load,) = open_lake(lake).dataset("loads").to_table().to_pylist()
    assert (load["published"], load["late"]) == (8, 2)  # the first and the second of May


def test_a_new_field_in_tomorrows_file_reads_that_file_alone(lake: Path, tmp_path: Path) -> None:
    def read() -> RunSummary:
        request = Request((str(tmp_path / "news"),), None, RunOptions(str(lake), events="none"), Settings(runner="threads"))
        with open_ingest(request) as opened:
            for job in opened.jobs:
                opened.ingestion.take(opened.stage(job))
            return opened.ingestion.finish()

    # Each file is a shard of its own.
    long = {"nobody reads this": "x" * 30_000}
    write_dump(tmp_path / "news" / "1.jsonl", [story(n) | long for n in range(10)])
    assert (read().shards_done, read().shards_skipped) == (1, 1)
    write_dump(tmp_path / "news" / "2.jsonl", [story(n, summary="They met.") | long for n in range(10, 20)])
    done = read()
    assert (done.shards_done, done.shards_skipped, done.replaced) == (1, 1, 0)
    assert set(names(lake, "loads", "source_hash")) == {"guessed"}


def test_force_does_it_again_and_gives_the_same(lake: Path, tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "d" / "a.jsonl", [story(1), story(2)])
    read_in(lake, dump)
    before = digest_lake(open_lake(lake))
    again = read_in(lake, dump, force=True)
    assert (again.shards_done, again.replaced, again.withdrawn) == (1, 2, 0)
    assert digest_lake(open_lake(lake)) == before


def test_force_withdraws_what_the_dump_no_longer_yields(lake: Path, tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "d" / "a.jsonl", [story(1), story(2), story(3)])
    other = write_dump(tmp_path / "d" / "b.jsonl", [story(2)])
    read_in(lake, dump, other)
    write_dump(dump, [story(1)])
    assert read_in(lake, dump, force=True).withdrawn == 1
    assert names(lake, "articles", "native_id") == ["n1", "n2"]
    assert len(names(lake, "withdrawals")) == 1


def test_more_lines_in_a_file_are_more_news(lake: Path, tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "d" / "a.jsonl", [story(1)])
    read_in(lake, dump)
    write_dump(dump, [story(2)])
    done = read_in(lake, dump)
    assert (done.shards_done, done.withdrawn) == (1, 0)
    assert names(lake, "articles", "native_id") == ["n1", "n2"]


def test_an_upgrade_reads_the_last_lines_of_a_file_again_and_keeps_the_earlier_ones(lake: Path, tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "d" / "latest.jsonl", [story(1), story(2)])
    read_in(lake, dump)
    write_dump(dump, [story(2, text="Plan 2 passed on Friday."), story(3)])
    read_in(lake, dump)
    assert read_in(lake, dump, version="2.0").withdrawn == 0
    assert names(lake, "articles", "native_id") == ["n1", "n2", "n3"]
    assert names(lake, "articles", "pipeline_version") == ["1.0", "2.0", "2.0"]
    # What those lines no longer give goes, unless the earlier ones gave it too.
    assert read_in(lake, dump, version="2.0", dump_date=date(2024, 5, 1)).withdrawn == 1
    assert names(lake, "articles", "native_id") == ["n1", "n2"]
    # Only when the user says that the file stands for all does the rest go.
    assert read_in(lake, dump, version="2.0", force=True).withdrawn == 1
    assert names(lake, "articles", "native_id") == ["n2", "n3"]


def test_the_lake_does_not_depend_on_how_the_dump_came(lake: Path, tmp_path: Path) -> None:
    one = write_dump(tmp_path / "d" / "a.jsonl", [story(n) for n in range(8)])
    two = write_dump(
        tmp_path / "d" / "b.jsonl", [story(n, text=f"Plan {n} passed on Friday.", date="2024-06-01") for n in range(4, 12)]
    )
    read_in(lake, one, two)
    for number, order in enumerate([(one, two), (two, one)]):
        other = tmp_path / f"other{number}"
        for path in order:
            read_in(other, path)
        assert digest_lake(open_lake(other)) == digest_lake(open_lake(lake))


def test_reprints_share_a_story_at_the_end_of_a_run_in_whatever_order(
    lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = " ".join(f"word{number}" for number in range(60))
    one = write_dump(tmp_path / "d" / "a.jsonl", [story(1, text=f"It was said on Monday that {body}."), story(2)])
    two = write_dump(tmp_path / "d" / "b.jsonl", [story(3, text=f"It was said on Tuesday that {body}."), story(4)])
    assert read_in(lake, one).load_seq == 1
    read_in(lake, two)
    assert len(set(names(lake, "duplicate_groups", "duplicate_group"))) == 1
    assert len(names(lake, "duplicate_groups")) == 2
    before = files_of(lake)
    read_in(lake, one, two)
    assert files_of(lake) == before
    other = tmp_path / "other"
    read_in(other, two, one)
    assert digest_lake(open_lake(other)) == digest_lake(open_lake(lake))

    # An earlier run that was killed before it came to joining them leaves it to the next.
    killed = tmp_path / "killed"
    with monkeypatch.context() as patched:
        patched.setattr(ingestion, "group_duplicates", lambda committer: 0)
        read_in(killed, one, two)
    assert names(killed, "duplicate_groups") == []
    assert read_in(killed, one, two).shards_skipped == 2
    assert digest_lake(open_lake(killed)) == digest_lake(open_lake(lake))

    monkeypatch.setattr(ingestion, "GROUPED_ARTICLES", 3)
    big = read_in(tmp_path / "big", one, two)
    assert ["dateline maintain" in note for note in big.notes] == [True]
    assert names(tmp_path / "big", "duplicate_groups") == []


@pytest.mark.parametrize(
    ("checks", "name"),
    [
        (Checks(min_dated_events_share=0.99), "min_dated_events_share"),
        (Checks(expected_records=(10, 20)), "expected_records"),
        (Checks(max_reject_share=0.2), "max_reject_share"),
        (Checks(min_dated_articles_share=0.9), "min_dated_articles_share"),
        (Checks(max_newest_age_days=7), "max_newest_age_days"),
        (Checks(max_late_share=0.3), "max_late_share"),
    ],
)
def test_a_check_that_fails_is_told_and_stands_in_the_snapshot(lake: Path, tmp_path: Path, checks: Checks, name: str) -> None:
    records = [story(20), story(2, date=None), "{broken", story(1)]
    dump = write_dump(tmp_path / "d" / "a.jsonl", records)
    done = read_in(lake, dump, checks=checks, events="all")
    assert len(done.failed_checks) == 1
    snapshot = open_lake(lake)
    assert snapshot.checks["state"] == "failed"
    assert snapshot.failed_checks == done.failed_checks
    assert [result["name"] for result in snapshot.checks["results"]] == [name]


def test_checks_count_skipped_shards_and_a_later_pass_clears_them(lake: Path, tmp_path: Path) -> None:
    checks = Checks(expected_records=(3, 5))
    one = write_dump(tmp_path / "d" / "a.jsonl", [story(1), story(2)])
    assert read_in(lake, one, checks=checks).failed_checks == ("wire: expected 3 to 5 records, got 2",)
    assert open_lake(lake).checks["state"] == "failed"
    two = write_dump(tmp_path / "d" / "b.jsonl", [story(3)])
    done = read_in(lake, one, two, checks=checks)
    assert (done.shards_skipped, done.failed_checks) == (1, ())
    assert open_lake(lake).checks["state"] == "passed"


def test_a_missing_and_an_empty_path_are_said_in_one_line(lake: Path, tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match=r"nowhere\.jsonl"):
        read_in(lake, tmp_path / "nowhere.jsonl")
    with pytest.raises(ReaderError, match=r"got an empty file at .*empty\.jsonl"):
        read_in(lake, write_dump(tmp_path / "empty.jsonl", []))


@pytest.mark.parametrize("of", ["{}", "{}/", "{}/../dumps"])
def test_a_lake_in_the_folder_of_its_dumps_is_refused_at_once(tmp_path: Path, of: str) -> None:
    folder = write_dump(tmp_path / "dumps" / "a.jsonl", [story(1)]).parent
    same = of.format(folder)
    with (
        pytest.raises(LakeError, match=r"expected a lake in a folder of its own, got that of the dumps, .*/dumps; for example"),
        open_ingest(Request((str(folder),), None, RunOptions(same), Settings(runner="threads"))),
    ):
        pass
    assert [path.name for path in folder.iterdir()] == ["a.jsonl"]


def test_progress_adds_up(lake: Path, tmp_path: Path) -> None:
    heard: list[Progress] = []
    dump = write_dump(tmp_path / "d" / "a.jsonl", [story(n) for n in range(30)])
    with listening(heard.append):
        done = read_in(lake, dump)
    advanced = [event for event in heard if isinstance(event, Advanced)]
    assert sum(event.articles for event in advanced) == done.articles == 30
    assert sum(event.mentions for event in advanced) == done.mentions
    assert [event.outcome for event in heard if isinstance(event, ShardEnded)] == ["staged"]


def test_a_full_disk_ends_in_one_line_and_loses_nothing(small_disk: Path, tmp_path: Path) -> None:
    lake = small_disk / "lake"
    first = write_dump(tmp_path / "d" / "a.jsonl", [story(n) for n in range(5)])
    read_in(lake, first)
    before = digest_lake(open_lake(lake))
    filler = fill(small_disk, left=100 << 10)
    big = write_dump(
        tmp_path / "d" / "b.jsonl", [story(n, text=f"On Monday {os.urandom(2000).hex()}.") for n in range(100, 200)]
    )
    with pytest.raises(OSError, match="No space left on device"):
        read_in(lake, big)
    assert digest_lake(open_lake(lake)) == before
    filler.unlink()
    assert read_in(lake, big).articles == 100
    assert open_lake(lake).counts["articles"] == 105
