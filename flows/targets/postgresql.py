"""PostgreSQL through ADBC: rows arrive by binary COPY into a temporary table, which nobody else sees and a kill takes along."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import unquote

import pyarrow as pa

from flows.targets.dialect import Dialect
from flows.targets.statements import Statement
from flows.targets.tables import stage_name
from flows.targets.warehouse import TargetError, TargetUnavailableError, redact
from schemas.column import Table

if TYPE_CHECKING:
    from adbc_driver_manager.dbapi import Connection, Cursor

# Classes of SQLSTATE after which the same load may succeed: connection, resources, rollback by the server, shutdown.
_TRANSIENT: Final = ("08", "53", "40", "57", "55")
# What a server refuses for good, though it is reached; libpq gives no SQLSTATE for it, and begins as where nobody answers.
LASTING: Final = ("does not exist", "authentication failed", "no password supplied", "no pg_hba.conf entry", "not permitted")
_PASSWORDS: Final = ("password", "sslpassword")
_SETTING: Final = re.compile(r"(?i)\b(?:ssl)?password\s*=\s*('(?:[^'\\]|\\.)*'?|(?:[^\s\\]|\\.)+)")
_ESCAPED: Final = re.compile(r"\\(.)")


class PostgreSQLWarehouse:
    """An open connection to a PostgreSQL server."""

    def __init__(self, dialect: Dialect, uri: str) -> None:
        """Connect. TargetUnavailableError when the server does not answer; no error repeats the address."""
        try:
            from adbc_driver_manager import Error
            from adbc_driver_postgresql import dbapi
        except ImportError as error:
            raise TargetError("expected the PostgreSQL driver, got none; run make install in Dateline's folder") from error
        self._dialect = dialect
        self._uri = uri
        self._error = Error
        failure: str | None = None
        try:
            self._connection: Connection = dbapi.connect(uri)
        except Error as error:
            failure = self._told(error)
        if failure is not None:
            # Outside the handler, so that no traceback carries the driver's own message with the address in it.
            away = ("connection to server" in failure or "could not" in failure) and not any(why in failure for why in LASTING)
            kind = TargetUnavailableError if away else TargetError
            raise kind(f"expected to reach the server of target {dialect.name}, got {failure}")
        self._cursor: Cursor = self._connection.cursor()

    @property
    def dialect(self) -> Dialect:
        """The words of its SQL."""
        return self._dialect

    def begin(self) -> None:
        """Open a transaction: the driver does so by itself with the first statement."""

    def commit(self) -> None:
        """Keep what the transaction did."""
        self._guard(self._connection.commit, "COMMIT")

    def rollback(self) -> None:
        """Undo what the transaction did; a connection that is gone has undone it."""
        with suppress(self._error):  # the server undoes what a lost connection left open
            self._connection.rollback()

    def run(self, statement: Statement, values: Mapping[str, Any] | None = None) -> None:
        """Execute a statement with its parameters' values."""
        self._execute(statement, values)

    def rows(self, statement: Statement, values: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """The rows that a statement yields."""
        self._execute(statement, values)
        rows: list[tuple[Any, ...]] = self._guard(self._cursor.fetchall, statement.text)
        return rows

    def fill(self, table: Table, batches: pa.RecordBatchReader, *, direct: bool = False) -> int:
        """Load Arrow batches into the table's empty staging table, or directly into the table; the number of rows."""
        name = table.name if direct else stage_name(table)
        place: dict[str, Any] = {"db_schema_name": self._dialect.schema} if direct else {"temporary": True}
        count = self._guard(lambda: self._cursor.adbc_ingest(name, batches, mode="append", **place), f"COPY {name}")
        if direct:
            return int(count)
        if analyze := self._dialect.word("analyze_stage", stage=self._dialect.quote(name)):
            self._execute(Statement(analyze), None)
        return int(count)

    def columns(self, name: str) -> dict[str, str]:
        """The columns of a table or view with their types; empty when it is not there."""
        found = self.rows(
            Statement(
                "SELECT column_name::text, data_type::text FROM information_schema.columns "
                "WHERE table_schema = $1 AND table_name = $2 ORDER BY ordinal_position",
                ("schema", "name"),
            ),
            {"schema": self._dialect.schema, "name": name},
        )
        return dict(found)

    def close(self) -> None:
        """Give the connection up; an open transaction is undone."""
        for part in (self._cursor, self._connection):
            with suppress(self._error):  # it was lost before
                part.close()

    def _execute(self, statement: Statement, values: Mapping[str, Any] | None) -> None:
        chosen = tuple((values or {})[name] for name in statement.parameters)
        self._guard(lambda: self._cursor.execute(statement.text, chosen or None), statement.text)

    def _guard(self, call: Any, text: str) -> Any:
        try:
            return call()
        except self._error as error:
            failure, state = self._told(error), error.sqlstate or ""
        lost = state[:2] in _TRANSIENT or ("connection" in failure and not state)
        kind = TargetUnavailableError if lost else TargetError
        raise kind(
            f"expected target {self._dialect.name} to take the statement {text.split(chr(10), 1)[0][:60]!r}, got {failure}"
        )

    def _told(self, error: Exception) -> str:
        message = str(error).split("\n\nQuery was:")[0]
        return redact(message, self._uri, *_passwords(self._uri))


def _passwords(uri: str) -> set[str]:
    """What of a connection string must not be seen: whatever may stand for a password in either of its two forms.

    As it was written and as libpq reads it: percent codes in an address, quotes and backslashes in `key = value`.

    >>> sorted(_passwords("postgresql://ann:p%40ss@host/news?sslpassword=k%20y"))
    ['ann:p%40ss', 'ann:p@ss', 'k y', 'k%20y', 'p%40ss', 'p@ss']
    """
    found = set(_of_address(uri) if "://" in uri else _of_settings(uri))
    return {secret for written in found for secret in (written, unquote(written)) if secret}


def _of_address(uri: str) -> Iterator[str]:
    rest = uri.split("://", 1)[1]
    # A password may have an @ or a / that should have been a percent code: every @ may be the one before the host.
    for at in (place for place, letter in enumerate(rest) if letter == "@"):
        user, _, password = rest[:at].partition(":")
        if password:
            # libpq ends the host at a /, and then tells what it took for a port.
            yield from (f"{user}:{password}", password, *re.split("[/?@:]", password))
    for part in rest.partition("?")[2].split("&"):
        name, _, value = part.partition("=")
        if unquote(name).lower() in _PASSWORDS:
            yield value


def _of_settings(uri: str) -> Iterator[str]:
    for found in _SETTING.finditer(uri):
        yield found[1]
        yield _ESCAPED.sub(r"\1", found[1].removeprefix("'").removesuffix("'"))
    # A word without a value may be the rest of a password with a blank in it; libpq repeats it.
    yield from (word for word in uri.split() if "=" not in word)


def open_postgresql(dialect: Dialect, environment: Mapping[str, str]) -> PostgreSQLWarehouse:
    """The server whose address the environment holds, or the Prefect Secret block that the target's file names."""
    variable = dialect.connection.get("uri_environment", "")
    block = dialect.connection.get("uri_block", "")
    return PostgreSQLWarehouse(dialect, environment.get(variable) or _secret(dialect, block))


def _secret(dialect: Dialect, block: str) -> str:
    from prefect.blocks.system import Secret  # a second to import, and needed for blocks alone

    try:
        loaded = cast("Secret[Any]", Secret.load(block))
    except ValueError as error:
        raise TargetError(f"expected the Prefect Secret block {block!r} of target {dialect.name}, got none") from error
    return str(loaded.get())
