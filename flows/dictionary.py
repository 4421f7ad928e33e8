"""The data dictionary: the declared tables as Markdown, JSON and SQL."""

from typing import Any, Final

import pyarrow as pa

from flows.usage import UsageError
from schemas.column import Column, Table
from schemas.tables import TABLES

SQL_TYPES: Final = {
    pa.string(): "VARCHAR",
    pa.bool_(): "BOOLEAN",
    pa.int32(): "INTEGER",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE PRECISION",
    pa.date32(): "DATE",
    pa.timestamp("us", tz="UTC"): "TIMESTAMP WITH TIME ZONE",
    pa.timestamp("us"): "TIMESTAMP",
}

# What holds for every table, before the first of them.
PAGE_HEAD: Final = """\
# Tables

Generated from `schemas/tables.py` by `dateline schema`. The lake holds each table as a Delta table in a folder of its own;
`dateline export` and `dateline load` write the same columns to plain Parquet and to a warehouse.

- Identifiers are deterministic: the same input and the same version give the same rows, `ingested_at` and `load_seq` aside.
- Offsets are code points of `articles.text`, from 0, the end excluded.
- `mentions.start` and `mentions.end` are half-open, `[start, end)`; the dates of an event are whole days and belong to it.
- `end` is a word of SQL: in a condition the column of mentions is `"end"`.
- `published_month` is the partition of articles, mentions and events. Filter on it and the rest is not read.
- Current means current: a correction replaces the rows of its article, and `withdrawals` says what left."""


class UnknownTableError(UsageError):
    """A table that is not declared; the message lists those that are."""


def find_table(name: str) -> Table:
    """The declared table of that name; UnknownTableError lists the names when there is none.

    >>> find_table("events").key
    ('event_id',)
    """
    if name not in TABLES:
        raise UnknownTableError(f"expected a table ({', '.join(TABLES)}), got {name!r}")
    return TABLES[name]


def chosen_tables(name: str | None) -> list[Table]:
    """The named table alone, or every declared table."""
    return [find_table(name)] if name is not None else list(TABLES.values())


def as_markdown(name: str | None = None) -> str:
    """One section a table: what a row is, its key, a line for each column; without a name, the whole page docs/tables.md."""
    sections = "\n\n".join(table_markdown(table) for table in chosen_tables(name))
    return sections if name is not None else f"{PAGE_HEAD}\n\n{sections}"


def table_markdown(table: Table) -> str:
    """The section of one table."""
    head = [f"## {table.name}", "", table.doc, "", f"Key: {_names(table.key)}."]
    if table.partition:
        head.append(f"Partitioned by `{table.partition}`.")
    head += ["", "| column | type | null | what it holds |", "|---|---|---|---|"]
    return "\n".join(head + [_markdown_row(column) for column in table.columns])


def as_json(name: str | None = None) -> list[dict[str, Any]]:
    """The tables as plain values, for a machine."""
    return [
        {
            "table": table.name,
            "doc": table.doc,
            "key": list(table.key),
            "partition": table.partition,
            "columns": [_json_column(column) for column in table.columns],
        }
        for table in chosen_tables(name)
    ]


def as_ddl(name: str | None = None) -> str:
    """CREATE TABLE statements in standard SQL, each column with its sentence as a comment."""
    return "\n\n".join(_ddl(table) for table in chosen_tables(name))


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _markdown_row(column: Column) -> str:
    doc = column.doc
    if column.unit:
        doc += f" Unit: {column.unit}."
    if column.values:
        doc += f" One of {_names(column.values)}."
    null, escaped = "yes" if column.nullable else "no", doc.replace("|", r"\|")
    return f"| `{column.name}` | {SQL_TYPES[column.type].lower()} | {null} | {escaped} |"


def _json_column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "type": str(column.type),
        "nullable": column.nullable,
        "unit": column.unit,
        "values": list(column.values),
        "doc": column.doc,
    }


def _ddl(table: Table) -> str:
    lines = []
    for column in table.columns:
        null = "" if column.nullable else " NOT NULL"
        lines.append((f'  "{column.name}" {SQL_TYPES[column.type]}{null},', column.doc))
    width = max(len(line) for line, _ in lines)
    body = "\n".join(f"{line:<{width}}  -- {doc}" for line, doc in lines)
    keys = ", ".join(f'"{name}"' for name in table.key)
    return f'-- {table.doc}\nCREATE TABLE "{table.name}" (\n{body}\n  PRIMARY KEY ({keys})\n);'
