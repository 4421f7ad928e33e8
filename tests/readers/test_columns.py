"""A cell that holds no value costs its row, and no other row of its batch, its row group or its file."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

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


def write(path: Path, table: pa.Table) -> None:
    if path.suffix == ".parquet":
        pq.write_table(table, path)
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
