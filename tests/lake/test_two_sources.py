"""Two sources whose shards bear one name: what is read of the one leaves the other as it is."""

from pathlib import Path

from flows.lake.maintain import maintain_lake
from flows.lake.snapshot import LakeSnapshot, open_lake
from flows.lake.store import store_at
from tests.flows.dumps import read_in, story, write_dump


def kept(lake: LakeSnapshot, source: str) -> dict[str, int]:
    """The rows of a source by table."""
    tables = ("articles", "rejects", "sightings", "mentions")
    return {name: lake.reader(name, ["source"]).read_all()["source"].to_pylist().count(source) for name in tables}


def test_a_shard_of_one_source_is_no_shard_of_another(tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    first = write_dump(tmp_path / "wire" / "a.jsonl", [story(1), story(2), "{broken"])
    second = write_dump(tmp_path / "other" / "a.jsonl", [story(3), story(4), "{broken"])
    read_in(lake, first)
    # The same bytes under the same name, of another source, are read and not skipped.
    same = write_dump(tmp_path / "third" / "a.jsonl", [story(1), story(2), "{broken"])
    assert read_in(lake, same, source="third").shards_skipped == 0
    read_in(lake, second, source="other")
    before = {name: kept(open_lake(lake), name) for name in ("other", "third")}
    assert before["other"] == {"articles": 2, "rejects": 1, "sightings": 2, "mentions": 4}

    # Read again with fewer records, from files that hold the rows of all: only the source's own rows go.
    maintain_lake(store_at(lake), run_id="m", pipeline_version="1.0", min_files=2)
    write_dump(first, [story(1)])
    done = read_in(lake, first, force=True, version="2.0")
    assert done.records == 1
    after = open_lake(lake)
    assert {name: kept(after, name) for name in ("other", "third")} == before
    assert read_in(lake, second, source="other").shards_skipped == 1
