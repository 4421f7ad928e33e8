"""Small lakes for the tests of targets: real Delta tables, written commit by commit without a pipeline."""

import json
import shutil
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
from deltalake import write_deltalake

from flows.lake.store import create_tables, lake_id, store_at
from schemas.batch import build_batch
from schemas.column import CIVIL, COUNT, DAY, FLAG, INSTANT, LONG, SHARE, TEXT, Column, Table
from schemas.tables import TABLES

Row = dict[str, Any]
START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
CIVIL_START = datetime(2026, 3, 1)  # noqa: DTZ001 - civil time has no zone
CIVIL_END = datetime(2026, 4, 1, 12, 30, 15, 250)  # noqa: DTZ001 - civil time has no zone
_DEFAULTS: dict[pa.DataType, Any] = {
    TEXT: "x",
    FLAG: False,
    COUNT: 0,
    LONG: 0,
    SHARE: 0.5,
    DAY: date(2026, 2, 28),
    INSTANT: START,
    CIVIL: CIVIL_START,
}


def row(table: str, **values: Any) -> Row:
    """A row of the table with each required column filled in."""
    return {column.name: _default(column) for column in TABLES[table].columns} | values


def _default(column: Column) -> Any:
    if column.nullable:
        return None
    return column.values[0] if column.values else _DEFAULTS[column.type]


def article(number: int, **values: Any) -> Row:
    return row("articles", article_id=f"a{number}", shard="s1", **{"title": f"Title {number}"} | values)


def mention(number: int, at: int, **values: Any) -> Row:
    return row("mentions", mention_id=f"a{number}-m{at}", article_id=f"a{number}", char_start=at, **values)


def event(number: int, at: int, **values: Any) -> Row:
    return row("events", event_id=f"a{number}-e{at}", article_id=f"a{number}", char_start=at, **values)


@dataclass
class LakeBuilder:
    """A lake whose every commit writes the current rows of all tables again."""

    path: Path
    seq: int = 0
    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in TABLES})

    written: dict[str, list[Row]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.store = store_at(self.path)
        if not self.path.exists():
            create_tables(self.store)

    def copy(self, path: Path) -> "LakeBuilder":
        """The same lake in another folder, which goes its own way."""
        shutil.copytree(self.path, path)
        return LakeBuilder(
            path, self.seq, *({name: list(rows) for name, rows in each.items()} for each in (self.rows, self.written))
        )

    def commit(self, checks: str = "passed", **added: list[Row]) -> int:
        """Add rows to the named tables (a row replaces one of the same key) and commit; the snapshot's number."""
        self.seq += 1
        for name, fresh in added.items():
            stamped = [fresh_row | {"load_seq": self.seq} for fresh_row in fresh]
            keys = {_key(TABLES[name], each) for each in stamped}
            self.rows[name] = [old for old in self.rows[name] if _key(TABLES[name], old) not in keys] + stamped
        self._write(checks)
        return self.seq

    def replace(self, number: int, mentions: list[Row], events: list[Row], **values: Any) -> int:
        """Commit a corrected article: it takes the place of the old one with its mentions and events."""
        for name in ("mentions", "events"):
            self.rows[name] = [old for old in self.rows[name] if old["article_id"] != f"a{number}"]
        return self.commit(articles=[article(number, **values)], mentions=mentions, events=events)

    def withdraw(self, number: int) -> int:
        """Commit the withdrawal of an article."""
        for name in ("articles", "mentions", "events", "duplicate_groups"):
            self.rows[name] = [old for old in self.rows[name] if old["article_id"] != f"a{number}"]
        return self.commit(withdrawals=[row("withdrawals", article_id=f"a{number}", reason="TAKEDOWN")])

    def drop(self, table: str, **values: Any) -> None:
        """Take rows away without saying so; the next commit writes the table without them."""
        self.rows[table] = [old for old in self.rows[table] if any(old[key] != value for key, value in values.items())]

    def _write(self, checks: str) -> None:
        for name, table in TABLES.items():
            if name != "snapshots" and self.rows[name] != self.written.get(name, []):
                write_deltalake(self.store.address(name), pa.table(build_batch(table, self.rows[name])), mode="overwrite")
                self.written[name] = list(self.rows[name])
        self.publish({name: len(rows) for name, rows in self.rows.items()}, checks)

    def publish(self, counts: dict[str, int], checks: str = "passed") -> None:
        """Write the row of `snapshots` that names the tables as they are; rows of other tables than `counts` has are none."""
        self.seq = self.seq or 1
        versions = {name: self.store.open(name).version() for name in TABLES if name != "snapshots"}
        failed = [{"name": "rows", "passed": False, "message": "expected 5 rows, got 0"}] if checks == "failed" else []
        made = row(
            "snapshots",
            load_seq=self.seq,
            lake_id=lake_id(self.store.open("snapshots")),
            kind="ingest",
            versions=json.dumps(versions),
            counts=json.dumps(dict.fromkeys(TABLES, 0) | counts),
            checks=json.dumps({"state": checks, "results": failed}),
            committed_at=START + timedelta(minutes=self.seq),
        )
        self.rows["snapshots"].append(made)
        write_deltalake(self.store.address("snapshots"), pa.table(build_batch(TABLES["snapshots"], [made])), mode="append")


def _key(table: Table, values: Row) -> tuple[Any, ...]:
    return tuple(values[name] for name in table.key)


# When the events that are to come were told of.
BEFORE: Row = {"published_on": date(2026, 3, 1), "time_basis": "EXPLICIT", "tense": "FUTURE"}


def first_lake(path: Path) -> LakeBuilder:
    """A lake of three articles in two commits, with what a load has to carry: nulls, quotes, other alphabets, both groups."""
    lake = LakeBuilder(path)
    lake.commit(
        articles=[
            article(1, text='O\'Neil said "so"; DROP TABLE articles;--', published_at=START, published_on=date(2026, 3, 1)),
            article(2, text="Встреча состоится 5 марта. 会议\x1f\x1e", byline=""),
        ],
        mentions=[mention(1, 4, start=CIVIL_START, end=CIVIL_END), mention(2, 0)],
        events=[
            event(1, 7, best_start=date(2026, 3, 5), best_end=date(2026, 3, 5), time_confidence=0.913),
            event(1, 30, factuality="NEGATED", polarity="NEG"),
            event(2, 9, best_start=date(9999, 12, 30), best_end=date(9999, 12, 31), factuality="PLANNED", **BEFORE),
        ],
        rejects=[row("rejects", source="x", shard="s1", record="7", stage="read", reason="no-text")],
        loads=[row("loads", content_key="k1", shard="s1", source="x")],
    )
    lake.commit(
        articles=[article(3)],
        events=[event(3, 1, best_start=date(9999, 12, 30), best_end=date(9999, 12, 30), **BEFORE)],
        loads=[row("loads", content_key="k2", shard="s2", source="x")],
        duplicate_groups=[row("duplicate_groups", article_id=f"a{number}", duplicate_group="a2") for number in (2, 3)],
    )
    return lake
