"""One load of one target: the plan, its steps, and what was compared afterwards.

A step is one transaction: lock, staging, replace, watermark, comparison, commit. The watermark is read inside it, so a load
that was killed, or that ran beside another one, goes on from what the target really has.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from flows.lake.snapshot import BATCH_ROWS as SMALL_BATCH_ROWS
from flows.lake.snapshot import LakeSnapshot
from flows.targets import statements as sql
from flows.targets.checksum import BATCH_ROWS, Tally, tallied
from flows.targets.delta import Plan, Watermark, commits, make_plan, touched
from flows.targets.schema import ensure_schema
from flows.targets.tables import SCOPES, WATERMARKS, TargetTable
from flows.targets.warehouse import TargetError, TargetUnavailableError, Warehouse
from schemas.column import Table
from schemas.tables import ARTICLES

Tell = Callable[[str], None]


@dataclass(slots=True)
class LoadReport:
    """What a load did. `loaded` are rows written by table, `counts` rows in the target after it."""

    target: str
    lake_id: str
    load_seq: int
    kind: str
    reason: str
    steps: int = 0
    loaded: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    replaced_characters: int = 0
    reloaded_tables: list[str] = field(default_factory=list)
    schema_changes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Step:
    """One transaction of a load: the rows of the commits in `(after, upto]`, as the step `number` of the target."""

    snapshot: LakeSnapshot
    warehouse: Warehouse
    plan: Plan
    report: LoadReport
    number: int
    after: int
    upto: int
    tell: Tell

    @property
    def fresh(self) -> bool:
        """Whether it starts a whole load: the tables are emptied, and nothing can collide."""
        return self.plan.whole and self.after == 0


def load_snapshot(
    snapshot: LakeSnapshot,
    warehouse: Warehouse,
    *,
    full: bool = False,
    tell: Tell = lambda message: None,
) -> LoadReport:
    """Bring the warehouse to the snapshot; a second call finds nothing to do.

    Raises TargetError, and leaves the target as it was before the step, when the snapshot's data checks failed or rows or
    checksums differ after a step; TargetUnavailableError when the warehouse went away, after which the same call goes on.
    """
    refuse_unchecked(snapshot)
    dialect = warehouse.dialect
    changes = _prepare(warehouse)
    with _transaction(warehouse):
        watermark = read_watermark(warehouse)
        counts = _count(warehouse)
        plan = make_plan(snapshot, watermark, counts, dialect.step_rows, full)
    report = LoadReport(dialect.name, snapshot.lake_id, snapshot.load_seq, plan.kind, plan.reason, schema_changes=changes)
    if plan.nothing:
        report.kind, report.counts = "NOTHING", counts
        return report
    tell(f"target {dialect.name}: loading {'whole' if plan.whole else 'increments'} in {len(plan.steps)} steps: {plan.reason}")
    if plan.whole and any(counts.values()):
        # Readers of a target in use must not see it half empty: one transaction, however long.
        plan = Plan(True, plan.reason, 0, plan.steps[-1:])
    after, done = plan.after, watermark.load_number if watermark else 0
    for number, (upto, committed_at) in enumerate(plan.steps, done + 1):
        with _transaction(warehouse):
            _step(Step(snapshot, warehouse, plan, report, number, after, upto, tell), committed_at)
        report.steps += 1
        tell(f"target {dialect.name}: snapshot {upto} of {snapshot.load_seq} loaded")
        after = upto
    return report


def refuse_unchecked(snapshot: LakeSnapshot) -> None:
    """Raises TargetError without a snapshot whose data checks passed: wrong numbers must not reach a warehouse."""
    if not snapshot.load_seq:
        raise TargetError(f"expected a lake with a snapshot, got none yet at {snapshot.path}; `dateline run` makes one")
    state = snapshot.checks.get("state")
    if state != "passed":
        half_read = f"{', '.join(snapshot.half_read)} half read" if snapshot.half_read else ""
        found = half_read or "; ".join(snapshot.failed_checks) or f"state {state!r}"
        raise TargetError(
            f"expected a snapshot whose data checks passed, got {found} in snapshot {snapshot.load_seq} of {snapshot.path}; "
            "mend the dump, or the [checks] in the file of the source, and run the ingest again"
        )


def read_watermark(warehouse: Warehouse) -> Watermark | None:
    """How far the target has come; None when it was never loaded."""
    rows = warehouse.rows(sql.read_watermark(warehouse.dialect))
    if not rows:
        return None
    row = dict(zip((column.name for column in WATERMARKS.columns), rows[0], strict=True))
    return Watermark(
        row["load_number"],
        row["lake_id"],
        row["load_seq"],
        row["committed_at"].astimezone(UTC),
        row["complete"] == "YES",
        json.loads(row["counts"]),
        row["pipeline_version"],
    )


def _prepare(warehouse: Warehouse) -> list[str]:
    with _transaction(warehouse):
        changes = ensure_schema(warehouse)
    with _transaction(warehouse):
        watermark = read_watermark(warehouse)
        if watermark is not None and watermark.pipeline_version != version("dateline"):
            changes += ensure_schema(warehouse, renew=True)
    return changes


def _step(step: Step, committed_at: datetime) -> None:
    warehouse = step.warehouse
    _lock(step)
    if step.fresh:
        _run_all(warehouse, (sql.delete_all(warehouse.dialect, item.table) for item in sql.tables_of(warehouse.dialect)))
    else:
        for scope in SCOPES:
            _stage(warehouse, scope.table)
            warehouse.fill(scope.table, touched(step.snapshot, scope, step.after, step.upto))
    # Nobody reads a target that was never loaded, so that key and indexes may go for a while.
    first = step.fresh and step.number == 1
    for item in sql.tables_of(warehouse.dialect):
        name = item.table.name
        if first:
            _run_all(warehouse, sql.drop_keys(warehouse.dialect, item.table))
        step.report.loaded[name] = step.report.loaded.get(name, 0) + _replace(step, item, step.after, step.fresh)
        if first:
            _run_all(warehouse, sql.add_keys(warehouse.dialect, item.table))
    counts = _count(warehouse)
    if step.upto == step.snapshot.load_seq:
        _settle(step, counts)
    _write_watermark(step, committed_at, counts)
    step.report.counts = counts


def _lock(step: Step) -> None:
    """Take the target's lock for the transaction; TargetUnavailableError when another load has come between."""
    dialect = step.warehouse.dialect
    if lock := dialect.word("lock", table=dialect.qualify(WATERMARKS.name)):
        step.warehouse.run(sql.Statement(lock))
    found = read_watermark(step.warehouse)
    last = 0 if found is None else found.load_number
    if last != step.number - 1:
        raise TargetUnavailableError(
            f"expected target {dialect.name} at step {step.number - 1}, got {last}: another load ran meanwhile; run it again"
        )


def _run_all(warehouse: Warehouse, statements: Iterable[sql.Statement]) -> None:
    for statement in statements:
        warehouse.run(statement)


def _stage(warehouse: Warehouse, table: Table) -> None:
    warehouse.run(sql.drop_stage(warehouse.dialect, table))
    warehouse.run(sql.create_stage(warehouse.dialect, table))


def _replace(step: Step, item: TargetTable, after: int, fresh: bool) -> int:
    """Stage the table's rows of the commits in (after, upto], put them in place of what they replace, compare; rows written."""
    warehouse, table = step.warehouse, item.table
    dialect = warehouse.dialect
    tally = Tally()
    at_once = SMALL_BATCH_ROWS if table is ARTICLES else BATCH_ROWS
    rows = tallied(table, step.snapshot.reader(table.name, None, commits(after, step.upto), at_once), tally, dialect)
    if fresh:
        # The table is empty: there is nothing to merge with.
        warehouse.fill(table, rows, direct=True)
    else:
        _stage(warehouse, table)
        warehouse.fill(table, rows)
        _run_all(warehouse, (*sql.delete_touched(dialect, item), *sql.merge_stage(dialect, table)))
        warehouse.run(sql.drop_stage(dialect, table))
    _compare(warehouse, table, tally, (after, step.upto))
    step.report.replaced_characters += tally.replaced
    return tally.rows


def _compare(warehouse: Warehouse, table: Table, tally: Tally, span: tuple[int, int]) -> None:
    values = {sql.SEQ_AFTER: span[0], sql.SEQ_UPTO: span[1]}
    dialect = warehouse.dialect
    rows, checksum = warehouse.rows(sql.checksum_rows(dialect, table, sql.row_hash(dialect, table)), values)[0]
    if (int(rows), int(checksum)) != (tally.rows, tally.checksum):
        raise TargetError(
            f"expected {tally.rows} rows with checksum {tally.checksum} in {table.name} of target {dialect.name}, "
            f"got {rows} with {checksum} for snapshots {span[0] + 1} to {span[1]}; nothing was kept; try --full"
        )


def _settle(step: Step, counts: dict[str, int]) -> None:
    """Make each table's rows as many as the snapshot's: one that differs is loaded whole in the same transaction, and told so.

    That happens to a table whose rows went away from the lake without a withdrawal.
    """
    snapshot, warehouse = step.snapshot, step.warehouse
    for item in sql.tables_of(warehouse.dialect):
        name = item.table.name
        expected = snapshot.counts[name]
        if counts[name] == expected:
            continue
        found = f"{name} has {counts[name]} rows, the snapshot {expected}"
        step.tell(f"target {warehouse.dialect.name}: {found}; loading that table whole")
        warehouse.run(sql.delete_all(warehouse.dialect, item.table))
        step.report.loaded[name] = _replace(step, item, 0, True)
        step.report.reloaded_tables.append(name)
        if step.report.loaded[name] != expected:
            raise TargetError(
                f"expected {expected} rows in {name}, as snapshot {snapshot.load_seq} of {snapshot.path} says, "
                f"got {step.report.loaded[name]} from its table; nothing was kept; check the lake"
            )
        counts[name] = expected


def _write_watermark(step: Step, committed_at: datetime, counts: dict[str, int]) -> None:
    values: dict[str, Any] = {
        "load_number": step.number,
        "lake_id": step.snapshot.lake_id,
        "load_seq": step.upto,
        "committed_at": committed_at,
        "kind": step.plan.kind,
        "reason": step.plan.reason,
        "complete": "YES" if step.upto == step.snapshot.load_seq else "NO",
        "counts": json.dumps(counts, sort_keys=True),
        "loaded_at": datetime.now(UTC),
        "pipeline_version": version("dateline"),
    }
    step.warehouse.run(sql.write_watermark(step.warehouse.dialect), values)


def _count(warehouse: Warehouse) -> dict[str, int]:
    tables = sql.tables_of(warehouse.dialect)
    return {item.table.name: int(warehouse.rows(sql.count_rows(warehouse.dialect, item.table))[0][0]) for item in tables}


@contextmanager
def _transaction(warehouse: Warehouse) -> Iterator[None]:
    warehouse.begin()
    try:
        yield
        warehouse.commit()
    except BaseException:
        warehouse.rollback()
        raise
