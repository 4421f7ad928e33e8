"""The batch builder refuses what pyarrow lets pass."""

from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pytest

from schemas.batch import BatchError, build_batch
from schemas.column import CIVIL, COUNT, DAY, INSTANT, Column, Table

PLAN = Table(
    "plan",
    "A table written for this test.",
    ("id",),
    (
        Column("id", pa.string(), "Key."),
        Column("day", DAY, "A day.", nullable=True),
        Column("at", CIVIL, "A moment.", nullable=True),
        Column("kind", pa.string(), "A code.", values=("A", "B")),
        Column("size", COUNT, "A count."),
    ),
)


def row(**changes: Any) -> dict[str, Any]:
    return {"id": "x", "day": date(2024, 2, 29), "at": None, "kind": "A", "size": 1} | changes


def test_rows_become_a_batch_in_order() -> None:
    batch = build_batch(PLAN, [row(id="b"), row(id="a", day=None)])
    assert batch.schema == PLAN.schema
    assert batch.to_pylist() == [row(id="b"), row(id="a", day=None)]


def test_no_rows_give_an_empty_batch_with_the_schema() -> None:
    assert build_batch(PLAN, []).schema == PLAN.schema


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({**row(), "colour": "red"}, "unknown ['colour']"),
        ({k: v for k, v in row().items() if k != "day"}, "missing ['day']"),
        (row(id=None), "expected a value in plan.id, got null in row 1"),
        (row(kind="C"), "expected one of A, B in plan.kind, got 'C' in row 1"),
        (row(size="many"), "expected int32 in plan.size"),
        (row(size=2**40), "expected int32 in plan.size"),
        (row(id="\ud800"), "expected string in plan.id"),
        (row(at="soon"), "expected timestamp[us] in plan.at"),
    ],
)
def test_a_row_that_does_not_fit_is_refused_by_name(bad: dict[str, Any], said: str) -> None:
    with pytest.raises(BatchError) as refused:
        build_batch(PLAN, [row(), bad])
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_naive_time_is_not_taken_for_utc() -> None:
    table = Table("plan", "One.", ("at",), (Column("at", INSTANT, "A moment."),))
    with pytest.raises(BatchError, match="without a zone"):
        build_batch(table, [{"at": datetime(2024, 1, 1)}])  # noqa: DTZ001 - the naive time is what is refused


def test_an_aware_time_does_not_slip_into_a_civil_column() -> None:
    with pytest.raises(BatchError, match=r"plan\.at"):
        build_batch(PLAN, [row(at=datetime(2024, 1, 1, tzinfo=UTC))])
