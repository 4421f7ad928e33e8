"""DuckDB: a file that the load writes itself. Rows arrive as Arrow; no extension is needed, since those are downloads."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa

from flows.duckdb_error import first_line
from flows.targets.dialect import Dialect
from flows.targets.statements import Statement, fill_stage
from flows.targets.warehouse import TargetError, TargetUnavailableError
from schemas.column import Table

# How DuckDB says that another process has the file open; its errors carry no code, and what follows names the file.
_LOCKED: Final = "IO Error: Could not set lock on file"


class DuckDBWarehouse:
    """An open DuckDB file. DuckDB lets one process write to a file, so two loads never meet in it."""

    def __init__(self, dialect: Dialect, path: str) -> None:
        """Open the file, made when it is not there. TargetUnavailableError when another process has it open."""
        self._dialect = dialect
        self._path = path
        try:
            Path(path).expanduser().parent.mkdir(parents=True, exist_ok=True)
            self._connection = duckdb.connect(str(Path(path).expanduser()))
        except duckdb.IOException as error:
            kind = TargetUnavailableError if str(error).startswith(_LOCKED) else TargetError
            raise kind(f"expected to open {path} for writing, got {first_line(error)}") from error
        except OSError as error:
            raise TargetError(f"expected to open {path} for writing, got {error}") from error
        if limit := dialect.connection.get("memory_limit"):
            self._connection.execute(f"SET memory_limit = {dialect.literal(limit)}")
        self._connection.execute("SET TimeZone = 'UTC'")

    @property
    def dialect(self) -> Dialect:
        """The words of its SQL."""
        return self._dialect

    def begin(self) -> None:
        """Open a transaction."""
        self._execute("BEGIN TRANSACTION")

    def commit(self) -> None:
        """Keep what the transaction did."""
        self._execute("COMMIT")

    def rollback(self) -> None:
        """Undo what the transaction did; nothing when none is open."""
        with suppress(duckdb.TransactionException):  # none is open
            self._connection.execute("ROLLBACK")

    def run(self, statement: Statement, values: Mapping[str, Any] | None = None) -> None:
        """Execute a statement with its parameters' values."""
        self._execute(statement.text, [(values or {})[name] for name in statement.parameters])

    def rows(self, statement: Statement, values: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """The rows that a statement yields."""
        return self._execute(statement.text, [(values or {})[name] for name in statement.parameters]).fetchall()

    def fill(self, table: Table, batches: pa.RecordBatchReader, *, direct: bool = False) -> int:
        """Load Arrow batches into the table's empty staging table, or directly into the table; the number of rows."""
        self._connection.register("dateline_batches", batches)
        try:
            result = self._execute(fill_stage(self._dialect, table, "dateline_batches", direct).text)
            return int(result.fetchall()[0][0])
        finally:
            with suppress(duckdb.TransactionException):  # a failed statement has ended the transaction
                self._connection.unregister("dateline_batches")

    def columns(self, name: str) -> dict[str, str]:
        """The columns of a table or view with their types; empty when it is not there."""
        found = self._execute(
            "SELECT column_name, data_type FROM duckdb_columns() "
            "WHERE schema_name = $1 AND table_name = $2 AND database_name = current_database() ORDER BY column_index",
            [self._dialect.schema, name],
        ).fetchall()
        return dict(found)

    def close(self) -> None:
        """Give the file up; an open transaction is undone."""
        self._connection.close()

    def _execute(self, text: str, values: list[Any] | None = None) -> duckdb.DuckDBPyConnection:
        try:
            return self._connection.execute(text, values or None)
        except duckdb.Error as error:
            raise TargetError(
                f"expected {self._path} to take the statement {_opening(text)!r}, got {first_line(error)}"
            ) from error


def _opening(text: str) -> str:
    return text.split("\n", 1)[0][:60]


def open_duckdb(dialect: Dialect, environment: Mapping[str, str]) -> DuckDBWarehouse:
    """The file that the environment names, else the target's own file, relative to where the command runs."""
    variable = dialect.connection.get("path_environment", "")
    return DuckDBWarehouse(dialect, environment.get(variable) or dialect.connection["path"])
