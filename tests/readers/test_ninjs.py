"""ninjs is told from other JSON by names of its own, and dumps of it in lines are read and cut as JSON Lines are."""

import gzip
import random
from pathlib import Path

import msgspec
import pytest

from flows.readers import open_shard, plan_shards
from flows.sources import Limits, Source
from tests.readers.reading_dumps import PLAIN, read_all

WHOLE = Source(name="example", limits=Limits(shard_mib=1000))
CUT = Source(name="example", limits=Limits(shard_mib=1))
CHANCE = random.Random(3)


def item(number: int, text: str) -> dict[str, object]:
    return {
        "uri": f"urn:{number}",
        "type": "text",
        "versioncreated": "2013-10-11T10:15:00Z",
        "headline": "Rain",
        "body_text": text,
    }


@pytest.mark.parametrize(
    "names",
    [{"byline": "A. Writer"}, {"byline": "A. Writer", "slugline": "RAIN", "urgency": 3, "located": "Town", "body_html": ""}],
)
def test_a_dump_with_names_that_others_give_too_is_no_ninjs(tmp_path: Path, names: dict[str, object]) -> None:
    path = tmp_path / "dump.jsonl"
    given = {"uri": "http://a.example/1", "title": "Rain", "text": "Rain fell.", "date": "2013-10-11", **names}
    path.write_bytes(msgspec.json.encode(given) + b"\n")
    (shard,) = plan_shards([str(path)], PLAIN)
    reading = open_shard(shard, PLAIN)
    assert [record.fields for record in reading] == [given]
    assert reading.formats == {"jsonl": 1}


@pytest.mark.parametrize("name", ["dump.json", "dump.jsonl", "dump.json.gz"])
@pytest.mark.parametrize("declared", [None, "ninjs"])
def test_items_in_lines_are_cut(tmp_path: Path, name: str, declared: str | None) -> None:
    path = tmp_path / name
    data = b"".join(msgspec.json.encode(item(n, CHANCE.randbytes(2000).hex())) + b"\n" for n in range(1000))
    path.write_bytes(gzip.compress(data, 1) if name.endswith(".gz") else data)
    cut = msgspec.structs.replace(CUT, format=declared)
    shards = list(plan_shards([str(path)], cut))
    assert len(shards) >= 3
    assert {shard.format for shard in shards} == {"ninjs"}
    records, rejects = read_all(path, cut)
    whole, _ = read_all(path, WHOLE)
    assert [record.fields["id"] for record in records] == [f"urn:{n}" for n in range(1000)]
    assert [record.fields for record in records] == [record.fields for record in whole]
    assert rejects == []


@pytest.mark.parametrize("name", ["dump.json", "dump.json.gz"])
def test_one_item_in_many_lines_is_not_cut(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    data = msgspec.json.format(msgspec.json.encode(item(1, CHANCE.randbytes(1 << 20).hex())))
    path.write_bytes(gzip.compress(data, 1) if name.endswith(".gz") else data)
    (shard,) = plan_shards([str(path)], CUT)
    records, rejects = read_all(path, CUT)
    assert (shard.stop, [record.fields["id"] for record in records], rejects) == (None, ["urn:1"], [])


def test_items_in_lines_of_which_the_first_is_long_are_read(tmp_path: Path) -> None:
    path = tmp_path / "dump.json"
    path.write_bytes(b"".join(msgspec.json.encode(item(n, "Rain. " * 20_000)) + b"\n" for n in range(3)))
    records, rejects = read_all(path)
    assert [record.fields["id"] for record in records] == ["urn:0", "urn:1", "urn:2"]
    assert rejects == []
