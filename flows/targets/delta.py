"""What a target lacks of a snapshot: everything, the rows of some commits, or nothing; and why."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from flows.lake.snapshot import LakeSnapshot
from flows.targets.tables import Scope
from schemas.tables import ARTICLES, EVENTS, MENTIONS, SNAPSHOTS


@dataclass(frozen=True, slots=True)
class Watermark:
    """How far a target has come, as its own table says."""

    load_number: int
    lake_id: str
    load_seq: int
    committed_at: datetime
    complete: bool
    counts: dict[str, int]
    pipeline_version: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What the load does: rows of the commits in `(after, upto]`, in `steps`; `whole` empties the target first.

    `steps` are the last commit of each, with its moment; a target is consistent after every one of them, for a commit writes
    an article together with its mentions and events.
    """

    whole: bool
    reason: str
    after: int
    steps: tuple[tuple[int, datetime], ...]

    @property
    def nothing(self) -> bool:
        """Whether the target has the snapshot already."""
        return not self.steps

    @property
    def kind(self) -> str:
        """The word for it in `dateline_loads`."""
        return "WHOLE" if self.whole else "INCREMENT"


def make_plan(
    snapshot: LakeSnapshot, watermark: Watermark | None, counts: dict[str, int], step_rows: int, full: bool = False
) -> Plan:
    """The plan that takes a target from its watermark to the snapshot, in steps of about `step_rows` rows.

    Increments need the target to have taken exactly a commit of this lake that the lake still lists, and to have kept the rows
    of it (`counts` are those that it has): `withdrawals` and `load_seq` then say all that has changed since.
    """
    reason = _reason_for_whole(snapshot, watermark, counts, full)
    if reason is not None or watermark is None:
        return Plan(True, reason or "the target was never loaded", 0, _steps(snapshot, 0, step_rows))
    if watermark.load_seq == snapshot.load_seq:
        return Plan(False, f"the target has snapshot {snapshot.load_seq} already", snapshot.load_seq, ())
    steps = _steps(snapshot, watermark.load_seq, step_rows)
    return Plan(False, f"the target has snapshot {watermark.load_seq}", watermark.load_seq, steps)


def _reason_for_whole(snapshot: LakeSnapshot, watermark: Watermark | None, counts: dict[str, int], full: bool) -> str | None:
    if watermark is None:
        return None
    if full:
        return "a whole load was asked for"
    if watermark.lake_id != snapshot.lake_id:
        return f"the target was loaded from another lake ({watermark.lake_id}), this one is {snapshot.lake_id}"
    if watermark.load_seq > snapshot.load_seq:
        return f"the target has snapshot {watermark.load_seq}, ahead of the lake's {snapshot.load_seq}: the lake was restored"
    committed_at = history(snapshot).get(watermark.load_seq)
    if committed_at is None:
        return f"the target is too far behind: the lake no longer lists its snapshot {watermark.load_seq}"
    if committed_at != watermark.committed_at:
        return f"the lake's snapshot {watermark.load_seq} is not the one that the target has: the lake was restored"
    # Somebody renamed, dropped or emptied a table there, or took rows away: no increment would bring them back.
    for table, rows in counts.items():
        if table not in watermark.counts:
            return f"{table} was not among the tables of the last load"
        if (left := watermark.counts[table]) != rows:
            return f"{table} has {rows} rows in the target, where the last load left {left}"
    return None


def history(snapshot: LakeSnapshot) -> dict[int, datetime]:
    """The commits that the lake still lists, with the moment of each."""
    found = snapshot.reader(SNAPSHOTS.name, ["load_seq", "committed_at"]).read_all()
    return {row["load_seq"]: row["committed_at"] for row in found.to_pylist()}


def _steps(snapshot: LakeSnapshot, after: int, step_rows: int) -> tuple[tuple[int, datetime], ...]:
    """The ends of the steps: commits are taken together until their rows pass `step_rows`; the last step ends the snapshot."""
    rows: Counter[int] = Counter()
    for table in (ARTICLES, MENTIONS, EVENTS):
        for batch in snapshot.reader(table.name, ["load_seq"], ds.field("load_seq") > after):
            rows.update(seq for seq in batch["load_seq"].to_pylist() if seq is not None)
    listed = history(snapshot)
    ends, gathered, last = [], 0, after
    for seq in sorted(rows):
        if gathered and gathered + rows[seq] > step_rows and last in listed:
            ends.append(last)
            gathered = 0
        gathered += rows[seq]
        last = seq
    return tuple((seq, listed[seq]) for seq in (*(end for end in ends if end < snapshot.load_seq), snapshot.load_seq))


def touched(snapshot: LakeSnapshot, scope: Scope, after: int, upto: int) -> pa.RecordBatchReader:
    """The members of the scope that commits in `(after, upto]` wrote or took out, each once; of a whole scope, all."""
    schema = scope.table.schema
    rows = None if scope.whole else commits(after, upto)
    if rows is not None and scope.reason is not None:
        rows &= ds.field("reason") == scope.reason
    seen: set[tuple[str, ...]] = set()

    def batches() -> Iterator[pa.RecordBatch]:
        for name in scope.origins:
            for batch in snapshot.reader(name, scope.columns, rows):
                fresh = set(zip(*(column.to_pylist() for column in batch.columns), strict=True)) - seen
                seen.update(fresh)
                ordered = sorted(fresh)
                yield pa.record_batch(
                    [pa.array([row[i] for row in ordered], pa.string()) for i in range(len(schema))], schema=schema
                )

    return pa.RecordBatchReader.from_batches(schema, batches())


def commits(after: int, upto: int) -> pc.Expression:
    """The filter for rows that commits in `(after, upto]` wrote."""
    return (ds.field("load_seq") > after) & (ds.field("load_seq") <= upto)
