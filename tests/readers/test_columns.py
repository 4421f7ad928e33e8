"""A cell that holds no value costs its row, and no other row of its batch, its row group or its file."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.readers import hash_shard, plan_shards, reading
from flows.sources import Limits, Source
from tests.readers.reading_dumps import read_all, reasons

ROWS = 1000
BAD = (300, 301, 999)


def cells(kind: str) -> pa.Array:
    """A column of so many cells, of which some are none: no day of the calendar, no UTF-8."""
    if kind == "moment":
        return pa.array([10**12 if row in BAD else row for row in range(ROWS)], pa.timestamp("s"))
    if kind == "list of moments":
        return pa.array([[0, 10**12 if row in BAD else row] for row in range(ROWS)], pa.list_(pa.timestamp("s")))
    return pa.array([b"\xff" if row in BAD else b"Rain." for row in range(ROWS)]).view(pa.string())


def write(path: Path, table: pa.Table, **how: Any) -> None:
    if path.suffix == ".parquet":
        pq.write_table(table, path, **how)
        return
    new = pa.ipc.new_file if path.suffix == ".arrow" else pa.ipc.new_stream
    with new(path, table.schema) as writer:
        writer.write_table(table, max_chunksize=ROWS // 2)


@pytest.mark.parametrize("name", ["a.parquet", "a.arrow", "a.arrows"])
@pytest.mark.parametrize("kind", ["moment", "list of moments", "text"])
def test_a_bad_cell_costs_its_row(tmp_path: Path, name: str, kind: str) -> None:
    write(tmp_path / name, pa.table({"n": range(ROWS), "cell": cells(kind), "words": [["Rain"]] * ROWS}))
    records, rejects = read_all(tmp_path / name)
    assert [record.fields["n"] for record in records] == [row for row in range(ROWS) if row not in BAD]
    assert [record.locator for record in records] == [str(record.fields["n"]) for record in records]
    assert [reject.locator for reject in rejects] == [str(row) for row in BAD]
    assert set(reasons(rejects)) == {"bad_row"}


@pytest.mark.parametrize("name", ["a.parquet", "a.arrow"])
def test_every_row_of_a_bad_column_of_lists_is_accounted_for(tmp_path: Path, name: str) -> None:
    lists = pa.ListArray.from_arrays(pa.array(range(ROWS + 1), pa.int32()), cells("text"))
    write(tmp_path / name, pa.table({"n": range(ROWS), "cell": lists}))
    records, rejects = read_all(tmp_path / name)
    assert len(records) + len(rejects) == ROWS
    assert {int(item.locator) for item in (*records, *rejects)} == set(range(ROWS))
    assert set(reasons(rejects)) == {"bad_row"}
    assert {str(row) for row in BAD} <= {reject.locator for reject in rejects}


def test_a_part_of_parquet_is_known_by_its_own_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, cut = tmp_path / "a.parquet", Source(name="example", limits=Limits(shard_mib=1))
    write(path, pa.table({"n": range(ROWS), "noise": [os.urandom(4000) for _ in range(ROWS)]}), row_group_size=ROWS // 8)
    shards = list(plan_shards([str(path)], cut))
    assert len(shards) > 2
    assert len(read_all(path, cut)[0]) == ROWS
    before = [hash_shard(shard, cut).content_hash for shard in shards]
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    after = [hash_shard(shard, cut).content_hash for shard in shards]
    assert [one == other for one, other in zip(before, after, strict=True)].count(False) == 1
    taken = []

    def chunks(*span: Any) -> Iterator[bytes]:
        for chunk in original(*span):
            taken.append(len(chunk))
            yield chunk

    original = reading._chunks
    monkeypatch.setattr(reading, "_chunks", chunks)
    for shard in shards:
        hash_shard(shard, cut)
    assert len(content) <= sum(taken) < 1.1 * len(content)
    # Where no footer says what belongs to a part, all of the file does.
    path.write_bytes(content[:-20])
    assert len({hash_shard(shard, cut).content_hash for shard in shards}) == len(shards)
    assert sum(taken) > len(shards) * len(content)
