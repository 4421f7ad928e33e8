"""What a target holds and what a lake holds, as lists that can be compared."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.lake.snapshot import open_lake
from flows.targets.statements import Statement
from flows.targets.tables import TARGET_TABLES
from flows.targets.warehouse import Warehouse

Rows = list[tuple[Any, ...]]


def query(warehouse: Warehouse, text: str) -> Rows:
    """The rows of a query, in a transaction of its own; `<name>` is a table or view of the target."""
    warehouse.begin()
    found = warehouse.rows(_statement(warehouse, text))
    warehouse.commit()
    return [tuple(_plain(value) for value in each) for each in found]


def execute(warehouse: Warehouse, text: str) -> None:
    """Run one statement in a transaction of its own, with names as in `query`."""
    warehouse.begin()
    warehouse.run(_statement(warehouse, text))
    warehouse.commit()


def target_rows(warehouse: Warehouse) -> dict[str, Rows]:
    """Every row of every table, in order of its text."""
    found = {}
    for item in TARGET_TABLES:
        listed = ", ".join(warehouse.dialect.quote(column.name) for column in item.table.columns)
        found[item.table.name] = sorted(query(warehouse, f"SELECT {listed} FROM <{item.table.name}>"), key=repr)
    return found


def lake_rows(path: Path) -> dict[str, Rows]:
    """The same of a lake's last snapshot."""
    snapshot = open_lake(path)
    found = {}
    for item in TARGET_TABLES:
        rows = snapshot.reader(item.table.name).read_all().to_pylist()
        found[item.table.name] = sorted((tuple(_plain(value) for value in row.values()) for row in rows), key=repr)
    return found


def _statement(warehouse: Warehouse, text: str) -> Statement:
    return Statement(re.sub(r"<(\w+)>", lambda match: warehouse.dialect.qualify(match[1]), text))


def _plain(value: Any) -> Any:
    # Each driver has its own object for UTC.
    return value.astimezone(UTC) if isinstance(value, datetime) and value.tzinfo else value
