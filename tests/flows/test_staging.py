"""What a shard's staging keeps, refuses and counts: bad files, failing stages, copies, languages."""

import gzip
import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows import found, rivals, rows_on_disk, staging
from flows.engines import find_events
from flows.lake.digest import digest_lake
from flows.lake.snapshot import open_lake
from flows.progress import Advanced, Progress, listening
from flows.readers.planning import plan_shards
from flows.sources import Source
from flows.staging import ShardChanged
from tests.flows.dumps import FIELDS, read_in, story, write_dump
from tests.lake.staged_shards import names
from transforms.articles import to_article


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    return tmp_path / "lake"


def test_a_file_that_changes_while_it_is_read_is_told_and_not_done(
    lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dump = write_dump(tmp_path / "d" / "a.jsonl", [story(n) for n in range(3)])
    made = to_article

    def while_writing(*arguments: Any, **named: Any) -> Any:
        with dump.open("a", encoding="utf-8") as file:
            file.write("{}\n")
        return made(*arguments, **named)

    monkeypatch.setattr(staging, "to_article", while_writing)
    with pytest.raises(ShardChanged, match=r"got a change at .*a\.jsonl"):
        read_in(lake, dump)
    monkeypatch.undo()
    assert open_lake(lake).counts["articles"] == 0
    assert read_in(lake, dump).articles == 3


def test_a_file_that_cannot_be_read_costs_itself_alone(lake: Path, tmp_path: Path) -> None:
    folder = tmp_path / "d"
    for number in range(4):
        write_dump(folder / f"{number}.jsonl", [story(number)])
    source = Source(name="wire", fields=FIELDS, language="en")
    shards = list(plan_shards([str(folder)], source))
    (folder / "2.jsonl").unlink()
    (folder / "2.jsonl").mkdir()

    done = read_in(lake, shards=shards)
    assert (done.articles, done.rejects, done.shards_done, done.shards_failed) == (3, 1, 1, 0)
    assert done.reject_reasons == {"unreadable_file": 1}
    (failure,) = done.failures
    assert "2.jsonl" in failure
    (row,) = open_lake(lake).dataset("rejects").to_table().to_pylist()
    assert (row["record"], row["reason"]) == ("2.jsonl", "unreadable_file")

    again = read_in(lake, shards=shards)
    assert (again.shards_skipped, len(again.failures)) == (1, 1)

    (folder / "2.jsonl").rmdir()
    write_dump(folder / "2.jsonl", [story(2)])
    mended = read_in(lake, shards=shards)
    assert (mended.shards_done, mended.failures) == (1, ())
    assert names(lake, "articles", "native_id") == ["n0", "n1", "n2", "n3"]
    assert names(lake, "rejects", "reason") == []


def test_a_file_of_many_that_changes_while_it_is_read_is_left_for_the_next_run(
    lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "d"
    for number in range(3):
        write_dump(folder / f"{number}.jsonl", [story(10 * number), story(10 * number + 1)])

    def while_writing(record: Any, *arguments: Any, **named: Any) -> Any:
        if record.fields.get("id") == "n10":
            write_dump(folder / "1.jsonl", [story(10, text="Written anew on Sunday.")])
        return to_article(record, *arguments, **named)

    monkeypatch.setattr(staging, "to_article", while_writing)
    done = read_in(lake, folder)
    monkeypatch.undo()
    assert (done.articles, done.reject_reasons) == (4, {"changed": 1})
    assert ["1.jsonl" in line for line in done.failures] == [True]
    assert names(lake, "articles", "native_id") == ["n0", "n1", "n20", "n21"]

    again = read_in(lake, folder)
    assert (again.shards_done, again.failures) == (1, ())
    assert names(lake, "articles", "native_id") == ["n0", "n1", "n10", "n20", "n21"]


def test_an_article_that_fails_a_stage_is_refused_alone(lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dump = write_dump(tmp_path / "d" / "a.jsonl", [story(n) for n in range(5)])
    extract = find_events

    def failing(documents: Any, options: Any) -> Any:
        if any("plan 3" in document.text for document in documents):
            raise ValueError("no parse")
        return extract(documents, options)

    monkeypatch.setattr(found, "find_events", failing)
    done = read_in(lake, dump)
    assert (done.articles, done.rejects, done.reject_reasons) == (4, 1, {"events_failed": 1})
    (row,) = open_lake(lake).dataset("rejects").to_table().to_pylist()
    assert (row["stage"], row["record"]) == ("events", row["record"])
    assert "ValueError: no parse" in row["message"]
    assert row["article_id"] not in names(lake, "sightings")


@pytest.mark.parametrize("batch", [1, 256])
@pytest.mark.parametrize("stage", ["find_mentions", "find_events"])
def test_the_best_copy_that_does_not_fail_stands(
    lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str, batch: int
) -> None:
    good = "The council met on Monday."
    texts = {"2024-05-01": good, "2024-05-02": "The council met on Tuesday.", "2024-05-03": "No parser reads this of Friday."}
    records = [story(1, text=text, date=day) for day, text in texts.items()]
    records += [story(1, text="Before all of them, on Sunday.", date="2024-04-30"), story(2)]
    dump = write_dump(tmp_path / "d" / "a.jsonl", records)
    whole: Any = getattr(found, stage)

    def failing(given: Any, *others: Any) -> Any:
        if any("No parser" in each.text for each in (given if isinstance(given, list) else [given])):
            raise ValueError("no parse")
        return whole(given, *others)

    monkeypatch.setattr(found, stage, failing)
    monkeypatch.setattr(rivals, "BATCH_ARTICLES", batch)
    done = read_in(lake, dump)
    assert (done.records, done.articles, done.superseded, done.duplicates, done.rejects) == (5, 2, 2, 0, 1)
    snapshot = open_lake(lake)
    assert "The council met on Tuesday." in names(snapshot, "articles", "text")
    assert set(names(snapshot, "mentions")) == set(names(snapshot, "articles"))
    assert len(names(snapshot, "mentions")) == done.mentions
    assert len(names(snapshot, "sightings")) == 4
    assert [row["reason"] for row in snapshot.dataset("rejects").to_table().to_pylist()] == [f"{stage[5:]}_failed"]


def test_copies_are_counted_alike_whatever_is_read_together(
    lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = [
        story(number % 7, text=f"Plan {number % 5} passed on Friday.", date=f"2024-05-{number % 11 + 1:02d}")
        for number in range(60)
    ]
    dump = write_dump(tmp_path / "d" / "a.jsonl", records)
    counted = []
    for batch in (1, 5, 256):
        monkeypatch.setattr(rivals, "BATCH_ARTICLES", batch)
        done = read_in(tmp_path / f"lake{batch}", dump)
        counted.append((done.articles, done.duplicates, done.superseded, digest_lake(open_lake(tmp_path / f"lake{batch}"))))
    assert counted[0] == counted[1] == counted[2]
    assert counted[0][0] == 7


def test_staged_files_of_many_batches_are_parts(lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records = [story(n) for n in range(90)] + [story(n, text="It met again on Sunday.", date="2024-06-01") for n in range(30)]
    dump = write_dump(tmp_path / "d" / "a.jsonl", records)
    read_in(lake, dump)
    monkeypatch.setattr(rows_on_disk, "BATCH_ROWS", 8)
    monkeypatch.setattr(rows_on_disk, "PART_BATCHES", 2)
    monkeypatch.setattr(rivals, "BATCH_ARTICLES", 8)
    done = read_in(tmp_path / "other", dump)
    assert (done.articles, done.superseded, done.mentions) == (90, 30, 150)
    assert digest_lake(open_lake(tmp_path / "other")) == digest_lake(open_lake(lake))
    assert list((tmp_path / "other").rglob("*.parquet.partial")) == []


def test_articles_in_other_languages_are_kept_and_counted(lake: Path, tmp_path: Path) -> None:
    german = "Der Rat der Stadt hat am Montag beschlossen, dass die neue Halle bis zum 14. Mai 2024 gebaut wird."
    records = [story(1), story(2, text=german), story(3, text=german + " Das sagte der Rat.")]
    done = read_in(lake, write_dump(tmp_path / "d" / "a.jsonl", records))
    assert (done.articles, done.skipped_language, done.oversized_sentences) == (3, 2, 0)
    assert names(lake, "loads", "skipped_language") == [2]
    # Not done again, and so not counted again.
    assert read_in(lake, tmp_path / "d" / "a.jsonl").skipped_language == 0


def test_half_a_surrogate_pair_is_a_reject_and_no_end_of_the_run(lake: Path, tmp_path: Path) -> None:
    bad = '{"id": "x", "text": "half \\ud800 a pair on Monday", "title": "t", "date": "2024-05-01"}'
    done = read_in(lake, write_dump(tmp_path / "d" / "a.jsonl", [story(1), bad, story(2)]))
    assert done.records == done.articles + done.rejects == 3
    assert done.articles >= 2


def _tar_of_links(path: Path) -> None:
    with tarfile.open(path, "w") as archive:
        for name in ("today", "today", "today@2"):
            link = tarfile.TarInfo(name)
            link.type, link.linkname = tarfile.SYMTYPE, "a.jsonl"
            archive.addfile(link)


def _zip_that_leaves_itself(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../x", "one")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("../x", "two")


def _table_that_is_wrong_from_its_header_on(path: Path) -> None:
    path.write_text('"id,text\nid,id,text\n1,2,abc\n', encoding="utf-8")


def _cut_gzip_of_nothing_known(path: Path) -> None:
    path.write_bytes(gzip.compress(os.urandom(5_000))[:4_900])


@pytest.mark.parametrize(
    ("name", "write", "places"),
    [
        ("a.tar", _tar_of_links, ["a.tar#today", "a.tar#today@2", "a.tar#today@2@2"]),
        ("a.zip", _zip_that_leaves_itself, ["a.zip#../x", "a.zip#../x@2"]),
        ("a.csv", _table_that_is_wrong_from_its_header_on, ["a.csv#0", "a.csv#0@2"]),
        ("a.gz", _cut_gzip_of_nothing_known, ["a.gz#file", "a.gz#file@2"]),
    ],
)
def test_what_is_refused_at_one_place_twice_has_two_keys(
    lake: Path, tmp_path: Path, name: str, write: Callable[[Path], None], places: list[str]
) -> None:
    # Warehouses declare the key: one row with another's can never be loaded.
    folder = tmp_path / "d"
    write_dump(folder / "b.jsonl", [story(1)])
    write(folder / name)
    read_in(lake, folder)
    rows = open_lake(lake).dataset("rejects").to_table().to_pylist()
    assert sorted(row["record"] for row in rows) == places
    assert {row["stage"] for row in rows} == {"read"}


def test_a_shard_is_worked_through_in_bounded_batches(lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    batches: list[tuple[int, int]] = []
    waiting: list[int] = []
    extract, add = find_events, rows_on_disk.StagedFiles.add

    def watched(documents: Any, options: Any) -> Any:
        batches.append((len(documents), sum(len(document.text) for document in documents)))
        return extract(documents, options)

    def counted(self: Any, table: str, rows: Any) -> None:
        add(self, table, rows)
        waiting.append(max(len(file.waiting) for file in self._files.values()))

    monkeypatch.setattr(found, "find_events", watched)
    monkeypatch.setattr(rows_on_disk.StagedFiles, "add", counted)
    monkeypatch.setattr(rows_on_disk, "BATCH_ROWS", 100)
    monkeypatch.setattr(rivals, "BATCH_CHARS", 50_000)
    talk = "The council talked about roads. " * 60
    dump = write_dump(tmp_path / "d" / "a.jsonl", [story(n, text=f"Plan {n} passed on Friday. {talk}") for n in range(400)])
    assert read_in(lake, dump).articles == 400
    assert max(documents for documents, _ in batches) <= rivals.BATCH_ARTICLES
    assert max(chars for _, chars in batches) < 50_000 + 2 * len(talk)
    assert max(waiting) < 100


def test_the_first_articles_are_told_before_the_rest_of_their_batch_is_read(lake: Path, tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "d" / "a.jsonl", [story(n) for n in range(40)])
    told: list[int] = []

    def hear(event: Progress) -> None:
        if isinstance(event, Advanced) and event.articles:
            told.append(event.articles)

    with listening(hear):
        read_in(lake, dump)
    assert told[0] == rivals.FIRST_ARTICLES < sum(told) == 40
