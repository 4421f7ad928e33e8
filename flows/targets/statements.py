"""The statements of a load, generated for any dialect from the tables in `schemas/`.

The order of a load: schema, staging, replace (delete the touched scopes, then merge by key), watermark, checksums. Where the
warehouse has transactions, all of a step is one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flows.targets.dialect import TYPE_NAMES, Dialect
from flows.targets.tables import TARGET_TABLES, WATERMARKS, Scope, TargetTable, stage_name
from flows.targets.views import VIEWS, View, select_of
from schemas.column import Column, Table


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement; `parameters` names its values in the order in which its places ask for them."""

    text: str
    parameters: tuple[str, ...] = ()


SEQ_AFTER: Final = "after_seq"
SEQ_UPTO: Final = "upto_seq"


def tables_of(dialect: Dialect) -> tuple[TargetTable, ...]:
    """The tables that the target gets, in load order: those its file lists, else all of them."""
    return tuple(item for item in TARGET_TABLES if not dialect.tables or item.table.name in dialect.tables)


def create_schema(dialect: Dialect) -> list[Statement]:
    """What makes the schema when it is not there; nothing in a warehouse that has none to make."""
    return optional(dialect.word("create_schema", schema=_schema(dialect)))


def create_table(dialect: Dialect, table: Table) -> list[Statement]:
    """The table if it is not there, its indexes, and its documentation."""
    key = _columns(dialect, table.key)
    definitions = [_definition(dialect, table, column) for column in table.columns]
    if dialect.primary_key:
        definitions.append(dialect.primary_key.format(key=key, constraint=_constraint(dialect, table)))
    text = dialect.word(
        "create_table",
        table=dialect.qualify(table.name),
        columns=",\n  ".join(definitions),
        comment=dialect.literal(table.doc),
        key=key,
    )
    return [Statement(text), *_indexes(dialect, table), *comment_table(dialect, table)]


def drop_keys(dialect: Dialect, table: Table) -> list[Statement]:
    """What takes key and indexes off a table for its first load, where that pays: they are built once, not row by row."""
    if not dialect.primary_key or not dialect.words.get("drop_key"):
        return []
    dropped = [dialect.word("drop_key", table=dialect.qualify(table.name), constraint=_constraint(dialect, table))]
    indexes = [dialect.word("drop_index", index=dialect.qualify(name)) for name in _index_names(dialect, table)]
    return [Statement(text) for text in (*dropped, *indexes)]


def add_keys(dialect: Dialect, table: Table) -> list[Statement]:
    """What puts back what `drop_keys` takes off."""
    if not drop_keys(dialect, table):
        return []
    key = dialect.primary_key.format(key=_columns(dialect, table.key), constraint=_constraint(dialect, table))
    return [Statement(dialect.word("add_key", table=dialect.qualify(table.name), key=key)), *_indexes(dialect, table)]


def comment_table(dialect: Dialect, table: Table) -> list[Statement]:
    """The sentence of the table and of each column, in the warehouse; nothing where they stand in CREATE TABLE."""
    if dialect.comments != "statement":
        return []
    name = dialect.qualify(table.name)
    return [
        Statement(dialect.word("comment_table", table=name, comment=dialect.literal(table.doc))),
        *(
            Statement(
                dialect.word(
                    "comment_column", table=name, column=dialect.quote(column.name), comment=dialect.literal(sentence(column))
                )
            )
            for column in table.columns
        ),
    ]


def add_column(dialect: Dialect, table: Table, column: Column) -> Statement:
    """What adds a column that an older version did not have; nullable, since rows are there already."""
    definition = _definition(dialect, table, column, required=False)
    return Statement(dialect.word("add_column", table=dialect.qualify(table.name), definition=definition))


def create_view(dialect: Dialect, view: View) -> list[Statement]:
    """The view, replacing an older one, and its documentation."""
    name = dialect.qualify(view.name)
    columns = ",\n  ".join(
        dialect.word("view_column", column=dialect.quote(column.name), comment=dialect.literal(column.doc))
        for column in view.columns
    )
    made = Statement(
        dialect.word(
            "create_view", view=name, columns=columns, comment=dialect.literal(view.doc), select=select_of(view, dialect)
        )
    )
    if dialect.comments != "statement":
        return [made]
    return [
        made,
        Statement(dialect.word("comment_view", view=name, comment=dialect.literal(view.doc))),
        *(
            Statement(
                dialect.word(
                    "comment_column", table=name, column=dialect.quote(column.name), comment=dialect.literal(column.doc)
                )
            )
            for column in view.columns
        ),
    ]


def drop_view(dialect: Dialect, view: View) -> Statement:
    """What drops the view, for when its columns are other than ours."""
    return Statement(f"DROP VIEW IF EXISTS {dialect.qualify(view.name)}")


def create_stage(dialect: Dialect, table: Table) -> Statement:
    """An empty staging table with the table's columns, no key and no documentation."""
    columns = ",\n  ".join(
        f"{dialect.quote(column.name)} {dialect.type_of(column, column.name in table.key)}" for column in table.columns
    )
    return Statement(dialect.word("create_stage", table=stage_table(dialect, table), columns=columns))


def fill_stage(dialect: Dialect, table: Table, origin: str, direct: bool = False) -> Statement:
    """What fills the staging table, or the table itself, from what the connection calls `origin`, of the same columns."""
    listed = ", ".join(dialect.quote(column.name) for column in table.columns)
    name = dialect.qualify(table.name) if direct else stage_table(dialect, table)
    return Statement(f"INSERT INTO {name} ({listed})\nSELECT {listed}\nFROM {dialect.quote(origin)}")


def drop_stage(dialect: Dialect, table: Table) -> Statement:
    """What drops the staging table, if it is there."""
    return Statement(f"DROP TABLE IF EXISTS {stage_table(dialect, table)}")


def delete_touched(dialect: Dialect, item: TargetTable) -> list[Statement]:
    """What deletes the rows of every touched article or shard, and rows that the lake has no more."""
    deleted = [_delete(dialect, item, scope, "delete_touched") for scope in item.scopes]
    return [*deleted, _delete(dialect, item, item.kept, "delete_others")] if item.kept else deleted


def _delete(dialect: Dialect, item: TargetTable, scope: Scope, word: str) -> Statement:
    return Statement(
        dialect.word(
            word,
            table=dialect.qualify(item.table.name),
            columns=_tuple(dialect, scope),
            touched_columns=_columns(dialect, scope.columns),
            touched_struct=_tuple(dialect, scope),
            touched=stage_table(dialect, scope.table),
        )
    )


def delete_all(dialect: Dialect, table: Table) -> Statement:
    """What empties the table for a whole load, inside the transaction and keeping what was granted on it."""
    return Statement(f"DELETE FROM {dialect.qualify(table.name)} WHERE TRUE")  # noqa: S608 - a declared name, quoted


def merge_stage(dialect: Dialect, table: Table) -> list[Statement]:
    """What merges the staged rows into the table by its key."""
    target, stage = dialect.qualify(table.name), stage_table(dialect, table)
    names = [column.name for column in table.columns]
    listed = ",\n  ".join(dialect.quote(name) for name in names)
    rest = [name for name in names if name not in table.key]
    if dialect.merge == "merge":
        alias = dialect.words.get("merge_target", "t").format(table=target)
        on = " AND ".join(f"{alias}.{dialect.quote(name)} = s.{dialect.quote(name)}" for name in table.key)
        updates = ",\n  ".join(f"{dialect.quote(name)} = s.{dialect.quote(name)}" for name in rest)
        values = ",\n  ".join(f"s.{dialect.quote(name)}" for name in names)
        merge = dialect.word("merge", table=target, stage=stage, on=on, updates=updates, columns=listed, values=values)
        return [Statement(merge)]
    insert = insert_stage(dialect, table)
    if dialect.merge == "replace":
        key = _columns(dialect, table.key)
        columns = key if len(table.key) == 1 else f"({key})"
        places = {"table": target, "columns": columns, "touched_columns": key, "touched_struct": columns, "touched": stage}
        return [Statement(dialect.word("delete_touched", **places)), insert]
    updates = ",\n  ".join(f"{dialect.quote(name)} = excluded.{dialect.quote(name)}" for name in rest)
    return [Statement(f"{insert.text}\nON CONFLICT ({_columns(dialect, table.key)}) DO UPDATE SET\n  {updates}")]


def insert_stage(dialect: Dialect, table: Table) -> Statement:
    """What inserts the staged rows, none of whose keys the table has."""
    listed = ",\n  ".join(dialect.quote(column.name) for column in table.columns)
    return Statement(
        f"INSERT INTO {dialect.qualify(table.name)} (\n  {listed}\n)\nSELECT\n  {listed}\nFROM {stage_table(dialect, table)}"
    )


def write_watermark(dialect: Dialect) -> Statement:
    """The row that makes the step count, with every value a parameter."""
    names = tuple(column.name for column in WATERMARKS.columns)
    places = ", ".join(_place(dialect, number, column) for number, column in enumerate(WATERMARKS.columns, 1))
    listed = _columns(dialect, names)
    return Statement(f"INSERT INTO {dialect.qualify(WATERMARKS.name)} ({listed})\nVALUES ({places})", names)


def read_watermark(dialect: Dialect) -> Statement:
    """The current watermark: one row, or none in a warehouse that was never loaded."""
    listed = _columns(dialect, [column.name for column in WATERMARKS.columns])
    number = dialect.quote("load_number")
    return Statement(f"SELECT {listed}\nFROM {dialect.qualify(WATERMARKS.name)}\nORDER BY {number} DESC\nLIMIT 1")


def count_rows(dialect: Dialect, table: Table) -> Statement:
    """The number of rows in the table."""
    return Statement(f"SELECT COUNT(*) AS {dialect.quote('row_count')}\nFROM {dialect.qualify(table.name)}")


def checksum_rows(dialect: Dialect, table: Table, checksum: str | None = None) -> Statement:
    """Rows and checksum of what load_seq in (after, upto] wrote; see `flows/targets/checksum.py` for what is summed.

    `checksum` is another aggregate in place of `row_checksum`.
    """
    seq = Column("load_seq", table["load_seq"].type, "")
    after, upto = _place(dialect, 1, seq, SEQ_AFTER), _place(dialect, 2, seq, SEQ_UPTO)
    return Statement(
        f"SELECT COUNT(*) AS {dialect.quote('row_count')},\n  {checksum or row_checksum(dialect, table)} "
        f"AS {dialect.quote('checksum')}\n"
        f"FROM {dialect.qualify(table.name)}\n"
        f"WHERE {dialect.quote('load_seq')} > {after} AND {dialect.quote('load_seq')} <= {upto}",
        (SEQ_AFTER, SEQ_UPTO),
    )


def row_checksum(dialect: Dialect, table: Table) -> str:
    """The aggregate over a table's rows that does not depend on their order: the sum of a hash of each."""
    parts = [dialect.checksum[TYPE_NAMES[column.type]].format(column=dialect.quote(column.name)) for column in table.columns]
    return dialect.checksum["row"].format(text=dialect.words.get("concat", "{parts}").format(parts=_concat(dialect, parts)))


def row_hash(dialect: Dialect, table: Table) -> str:
    """The warehouse's own aggregate that is quicker than `row_checksum`; empty where the lake's side could not compute it."""
    return dialect.word("row_hash", columns=_columns(dialect, [column.name for column in table.columns]))


def stage_table(dialect: Dialect, table: Table) -> str:
    """The staging table's name as statements write it: a temporary one has no schema."""
    name = stage_name(table)
    return dialect.quote(name) if dialect.words.get("stage_is_temporary") else dialect.qualify(name)


def sentence(column: Column) -> str:
    """The column's sentence, with its unit and its values where it has them."""
    unit = f" Unit: {column.unit}." if column.unit else ""
    values = f" One of {', '.join(column.values)}." if column.values else ""
    return f"{column.doc}{unit}{values}"


def views_of(dialect: Dialect) -> tuple[View, ...]:
    """The views that the target's tables allow."""
    present = {item.table.name for item in tables_of(dialect)}
    return VIEWS if {"articles", "events", "duplicate_groups"} <= present else ()


def _definition(dialect: Dialect, table: Table, column: Column, required: bool = True) -> str:
    kind = dialect.type_of(column, column.name in table.key)
    if column.nullable or not required:
        null = dialect.words.get("nullable", "{type}").format(type=kind)
    else:
        null = dialect.words.get("not_null", "{type} NOT NULL").format(type=kind)
    inline = dialect.word("inline_comment", comment=dialect.literal(sentence(column))) if dialect.comments == "inline" else ""
    return f"{dialect.quote(column.name)} {null}{inline}"


def _indexes(dialect: Dialect, table: Table) -> list[Statement]:
    return [
        Statement(
            dialect.word(
                f"index_{column}", table=dialect.qualify(table.name), index=dialect.quote(name), column=dialect.quote(column)
            )
        )
        for name, column in _index_names(dialect, table).items()
    ]


def _index_names(dialect: Dialect, table: Table) -> dict[str, str]:
    """The indexes that the table gets, each with the column that it is on."""
    names = {column.name for column in table.columns}
    wanted = [column for column in ("article_id", "load_seq") if column in names and table.key != (column,)]
    return {f"{table.name}_{column}": column for column in wanted if dialect.words.get(f"index_{column}")}


def _constraint(dialect: Dialect, table: Table) -> str:
    return dialect.quote(f"{table.name}_key")


def _concat(dialect: Dialect, parts: Sequence[str]) -> str:
    return dialect.words.get("concat_separator", " || ").join(parts)


def _place(dialect: Dialect, number: int, column: Column, name: str | None = None) -> str:
    return dialect.parameter.format(number=number, name=name or column.name, type=dialect.type_of(column))


def _tuple(dialect: Dialect, scope: Scope) -> str:
    listed = _columns(dialect, scope.columns)
    return listed if len(scope.columns) == 1 else f"({listed})"


def _columns(dialect: Dialect, names: Sequence[str]) -> str:
    return ", ".join(dialect.quote(name) for name in names)


def _schema(dialect: Dialect) -> str:
    return ".".join(dialect.quote(part) for part in dialect.schema.split("."))


def optional(text: str) -> list[Statement]:
    """The statement, or none where the warehouse has no words for it."""
    return [Statement(text)] if text else []
