"""The target's schema: created on the first load, given the columns of a newer version, never stripped of anything."""

from flows.targets import statements as sql
from flows.targets.dialect import TYPE_NAMES, Dialect
from flows.targets.tables import WATERMARKS
from flows.targets.warehouse import TargetError, Warehouse
from schemas.column import Column, Table


def ensure_schema(warehouse: Warehouse, renew: bool = False) -> list[str]:
    """Make the target's tables and views what this version declares; one line for each change.

    Columns that we do not know stay as they are. `renew` writes the documentation and the views again, as after an upgrade.
    Raises TargetError for a column of another type.
    """
    dialect = warehouse.dialect
    if lock := dialect.word("lock_schema", name=dialect.literal(f"dateline {dialect.schema}")):
        warehouse.rows(sql.Statement(lock))
    changes: list[str] = []
    for statement in sql.create_schema(dialect):
        warehouse.run(statement)
    for table in (WATERMARKS, *(item.table for item in sql.tables_of(dialect))):
        changes += _ensure_table(warehouse, table, renew)
    for view in sql.views_of(dialect):
        found = list(warehouse.columns(view.name))
        if found == [column.name for column in view.columns] and not changes and not renew:
            continue
        if found and found != [column.name for column in view.columns]:
            warehouse.run(sql.drop_view(dialect, view))
        for statement in sql.create_view(dialect, view):
            warehouse.run(statement)
        if not found:
            changes.append(f"view {view.name} created")
    return changes


def _ensure_table(warehouse: Warehouse, table: Table, renew: bool) -> list[str]:
    dialect = warehouse.dialect
    found = warehouse.columns(table.name)
    if not found:
        for statement in sql.create_table(dialect, table):
            warehouse.run(statement)
        return [f"table {table.name} created"]
    missing = [column for column in table.columns if column.name not in found]
    for column in missing:
        warehouse.run(sql.add_column(dialect, table, column))
    for column in table.columns:
        if column not in missing:
            _check_type(dialect, table, column, found[column.name])
    if missing or renew:
        for statement in sql.comment_table(dialect, table):
            warehouse.run(statement)
    return [f"column {table.name}.{column.name} added" for column in missing]


def _check_type(dialect: Dialect, table: Table, column: Column, found: str) -> None:
    expected = dialect.reported.get(TYPE_NAMES[column.type], found)
    if found.lower() != expected.lower():
        raise TargetError(
            f"expected {table.name}.{column.name} of target {dialect.name} to be {expected}, got {found}; "
            "drop the table with its views, a copy kept where it is needed, and the next load makes it anew"
        )
