"""The statements of a load as text, for warehouses that Dateline does not connect to, and to read what it does to the others.

`dateline load TARGET --print-sql` prints it and `docs/warehouses/` shows it: both call `script`. The staged rows are the files
that `--stage-to` writes (`flows/targets/staging.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from flows.targets import statements as sql
from flows.targets.dialect import Dialect
from flows.targets.statements import Statement, optional
from flows.targets.tables import SCOPES, WATERMARKS, stage_name
from schemas.column import Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a sentence and the statements below it."""

    title: str
    why: str
    statements: tuple[Statement, ...]


def sections(dialect: Dialect) -> tuple[Section, ...]:
    """The load in order: schema, staging, one transaction, comparison, views."""
    tables = [item.table for item in sql.tables_of(dialect)]
    return (
        Section(
            "Schema",
            "Once, and again after an upgrade.",
            (
                *sql.create_schema(dialect),
                *(statement for table in (WATERMARKS, *tables) for statement in sql.create_table(dialect, table)),
            ),
        ),
        Section(
            "How far the warehouse is",
            "Its lake_id and load_seq; no row, or another lake_id, means that everything is loaded: --after 0.",
            (sql.read_watermark(dialect),),
        ),
        Section(
            "Staging",
            "The rows of the commits after that, as `--stage-to` wrote them.",
            tuple(
                statement for table in (*(scope.table for scope in SCOPES), *tables) for statement in _staging(dialect, table)
            ),
        ),
        Section(
            "Replace and merge",
            "One transaction where the warehouse has them: what an article no longer has goes, what it has is merged by key, "
            "and the watermark moves.",
            (
                *optional(dialect.word("begin")),
                *(statement for item in sql.tables_of(dialect) for statement in sql.delete_touched(dialect, item)),
                *(statement for table in tables for statement in sql.merge_stage(dialect, table)),
                sql.write_watermark(dialect),
                *optional(dialect.word("commit")),
            ),
        ),
        Section(
            "Comparison",
            "Rows and checksums, to be equal to those in checksums.json beside the staged files.",
            tuple(sql.checksum_rows(dialect, table) for table in tables),
        ),
        Section("Tidying", "The staging tables.", tuple(_drops(dialect, tables))),
        Section(
            "Views",
            "Once, and again after an upgrade.",
            tuple(statement for view in sql.views_of(dialect) for statement in sql.create_view(dialect, view)),
        ),
    )


def script(dialect: Dialect) -> str:
    """All statements with their headings as SQL comments, ready for a client of the warehouse."""
    parts = [f"-- {dialect.title}: a load of Dateline's tables."]
    for number, section in enumerate(sections(dialect), 1):
        parts.append(f"-- {number}. {section.title}. {section.why}")
        parts += [f"{statement.text};" for statement in section.statements]
    return "\n\n".join(parts) + "\n"


def _staging(dialect: Dialect, table: Table) -> list[Statement]:
    columns = ", ".join(dialect.quote(column.name) for column in table.columns)
    fill = dialect.word("fill_stage", stage=sql.stage_table(dialect, table), folder=stage_name(table), columns=columns)
    return [sql.drop_stage(dialect, table), sql.create_stage(dialect, table), Statement(fill)]


def _drops(dialect: Dialect, tables: Iterable[Table]) -> list[Statement]:
    return [sql.drop_stage(dialect, table) for table in (*(scope.table for scope in SCOPES), *tables)]
