"""Files that come to lie in a shard of another name: what is read anew stands for what was read of them before."""

import json
from pathlib import Path

import pytest

from flows.backfill import stale_steps
from flows.lake.digest import digest_lake
from flows.lake.snapshot import open_lake
from flows.readers.error import ReaderError
from flows.settings import load_settings
from tests.flows.dumps import read_in, story, write_dump
from tests.lake.staged_shards import names


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    return tmp_path / "lake"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three small files, which are read as one shard."""
    return add(tmp_path / "dumps" / "may", "m", "n", "o")


def add(folder: Path, *letters: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for letter in letters:
        (folder / f"{letter}.json").write_text(json.dumps(story(ord(letter), id=letter)))
    return folder


def held(lake: Path, table: str, *columns: str) -> set[tuple[str, ...]]:
    rows = open_lake(lake).dataset(table).to_table(columns=list(columns)).to_pylist()
    return {tuple(row.values()) for row in rows}


def fresh_digest(tmp_path: Path, dump: Path, version: str) -> object:
    read_in(tmp_path / "fresh", dump, version=version)
    return digest_lake(open_lake(tmp_path / "fresh"))


def stale_of(lake: Path, version: str) -> list[str]:
    return [step.name for step in stale_steps(open_lake(lake), load_settings({}, pipeline_version=version))]


def test_a_file_in_front_of_a_folder_renames_its_shard_and_takes_the_articles_along(
    lake: Path, folder: Path, tmp_path: Path
) -> None:
    read_in(lake, folder)
    add(folder, "a")
    done = read_in(lake, folder)
    assert (done.shards_done, done.articles, done.withdrawn) == (1, 4, 0)
    assert held(lake, "articles", "shard") == held(lake, "sightings", "shard") == {("a.json+",)}
    upgraded = read_in(lake, folder, version="2.0")
    assert upgraded.notes == ()
    assert names(lake, "articles", "pipeline_version") == ["2.0"] * 4
    assert digest_lake(open_lake(lake)) == fresh_digest(tmp_path, folder, "2.0")
    assert read_in(lake, folder, version="2.0").load_seq == upgraded.load_seq


@pytest.mark.parametrize("force", [False, True])
def test_an_upgrade_and_a_new_name_at_once(lake: Path, folder: Path, tmp_path: Path, force: bool) -> None:
    read_in(lake, folder)
    add(folder, "a")
    read_in(lake, folder, version="2.0", force=force)
    assert digest_lake(open_lake(lake)) == fresh_digest(tmp_path, folder, "2.0")


def test_another_text_or_date_of_a_copy_that_moved_does_not_keep_it(lake: Path, folder: Path) -> None:
    read_in(lake, folder)
    add(folder, "a")
    for letter, changes in (("m", {"date": "2024-01-01"}), ("n", {"text": "Said on Monday."})):
        (folder / f"{letter}.json").write_text(json.dumps(story(1, id=letter, **changes)))
    read_in(lake, folder)
    assert ("m.json+",) not in held(lake, "articles", "shard")


def test_a_file_that_leaves_the_front_is_retracted_by_force_alone(lake: Path, folder: Path) -> None:
    add(folder, "a")
    read_in(lake, folder)
    (folder / "a.json").unlink()
    assert read_in(lake, folder).withdrawn == 0
    assert held(lake, "articles", "native_id", "shard") == {("a", "a.json+"), *((at, "m.json+") for at in "mno")}
    done = read_in(lake, folder, force=True)
    assert (done.withdrawn, names(lake, "articles", "native_id")) == (1, ["m", "n", "o"])
    # There is nothing left to retract, and the books do not grow.
    loads = len(names(lake, "loads", "shard"))
    read_in(lake, folder, force=True)
    assert len(names(lake, "loads", "shard")) == loads + 1
    # The file comes back: its shard is known no more as what it was.
    add(folder, "a")
    read_in(lake, folder)
    assert held(lake, "articles", "shard") == {("a.json+",)}


def test_what_is_stale_is_read_again_once(lake: Path, folder: Path) -> None:
    add(folder, "a")
    read_in(lake, folder)
    (folder / "a.json").unlink()
    assert stale_of(lake, "2.0") == ["wire: 1 stale shards"]
    assert read_in(lake, folder, version="2.0").notes == ()
    assert stale_of(lake, "2.0") == []
    assert read_in(lake, folder, version="2.0").shards_skipped == 1


def test_a_folder_above_or_a_pattern_reads_the_same_files(lake: Path, folder: Path) -> None:
    read_in(lake, folder)
    read_in(lake, folder.parent, version="2.0")
    assert held(lake, "articles", "shard") == {("may/m.json+",)}
    assert stale_of(lake, "2.0") == []
    assert names(lake, "articles", "pipeline_version") == ["2.0"] * 3
    # Of a part of the folder, the rest of the shard stays what it was.
    read_in(lake, folder / "[n-o].json", version="3.0", force=True)
    assert held(lake, "articles", "native_id", "pipeline_version") == {("m", "2.0"), ("n", "3.0"), ("o", "3.0")}
    assert "wire: 1 stale shards" in stale_of(lake, "3.0")


def test_files_of_a_shard_that_failed_are_not_said_to_be_in_others(lake: Path, folder: Path) -> None:
    add(folder, "a")
    read_in(lake, folder)
    (folder / "a.json").unlink()
    (folder / "n.json").unlink()
    (folder / "n.json").symlink_to("/proc/self/mem")  # a file that cannot be read
    assert read_in(lake, folder, version="2.0", force=True).withdrawn == 0
    assert stale_of(lake, "2.0") == ["wire: 1 stale shards"]


def test_a_file_that_grows_over_a_cut_is_upgraded_whole(lake: Path, tmp_path: Path) -> None:
    pad = "p" * 9000
    stories = [story(n, pad=pad) for n in range(300)]
    dump = write_dump(tmp_path / "d" / "x.jsonl", stories[:60])
    read_in(lake, dump, shard_mib=1)
    for rows in (150, 300):
        write_dump(dump, stories[:rows])
        done = read_in(lake, dump, shard_mib=1)
        assert (done.rejects, done.withdrawn) == (0, 0)
    assert len(held(lake, "loads", "shard")) == 1 + 2 + 2
    assert len(held(lake, "articles", "shard")) == 3
    assert read_in(lake, dump, shard_mib=1, version="2.0").notes == ()
    assert set(names(lake, "articles", "pipeline_version")) == {"2.0"}
    assert stale_of(lake, "2.0") == []
    # Shorter than it was: by force the rest goes.
    write_dump(dump, stories[:100])
    assert read_in(lake, dump, shard_mib=1, version="2.0").withdrawn == 0
    assert read_in(lake, dump, shard_mib=1, version="2.0", force=True).withdrawn == 200


def test_a_pattern_leaves_in_the_books_what_it_no_longer_reads(lake: Path, folder: Path) -> None:
    read_in(lake, folder)
    write_dump(folder / "later.jsonl", [story(9)])
    done = read_in(lake, folder, pattern="*.jsonl", force=True)
    assert (done.articles, done.withdrawn) == (1, 0)
    assert len(held(lake, "articles", "article_id")) == 4


def test_a_file_that_is_called_as_another_one_is_told_of(lake: Path, tmp_path: Path) -> None:
    one, two = (write_dump(tmp_path / "five" / day / "x.jsonl", [story(n), "{broken"]) for n, day in ((1, "01"), (2, "02")))
    assert read_in(lake, one.parent).notes == ()
    (note,) = read_in(lake, two.parent).notes
    assert note.startswith(
        f"another file is called x.jsonl in wire: the lake has that of {one}, read now is {two}; the other's"
    )
    assert read_in(lake, two.parent).notes == ()
    one.rename(tmp_path / "x.jsonl")
    two.rename(one)  # a dump that was moved is no other
    assert read_in(lake, one.parent).notes == ()
    # Together they have names of their own, as the message says.
    write_dump(one, [story(1)])
    write_dump(two, [story(2)])
    with pytest.raises(ReaderError, match=r"got 'x\.jsonl' twice, the second time at .*; give the folder above both"):
        read_in(tmp_path / "other", one, two)
    read_in(tmp_path / "other", tmp_path / "five")
    assert held(tmp_path / "other", "articles", "native_id") == {("n1",), ("n2",)}
