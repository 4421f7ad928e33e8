"""What a load asks of a warehouse, and how its errors are told without its credentials."""

import re
from collections.abc import Mapping
from typing import Any, Final, Protocol

import pyarrow as pa

from flows.targets.dialect import Dialect
from flows.targets.statements import Statement
from schemas.column import Table

_SHORT: Final = 4


class TargetError(RuntimeError):
    """A load that did not happen; one line with what was expected, what came, where, and what to do. Trying again is vain."""


class TargetUnavailableError(TargetError):
    """The warehouse cannot be reached or is busy now: trying again later may do. Nothing of the step was kept."""


class Warehouse(Protocol):
    """One open connection. Everything between `begin` and `commit` happens as a whole or not at all."""

    @property
    def dialect(self) -> Dialect:
        """The words of its SQL."""
        ...

    def begin(self) -> None:
        """Open a transaction."""
        ...

    def commit(self) -> None:
        """Keep what the transaction did."""
        ...

    def rollback(self) -> None:
        """Undo what the transaction did; nothing when none is open."""
        ...

    def run(self, statement: Statement, values: Mapping[str, Any] | None = None) -> None:
        """Execute a statement with its parameters' values."""
        ...

    def rows(self, statement: Statement, values: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """The rows that a statement yields."""
        ...

    def fill(self, table: Table, batches: pa.RecordBatchReader, *, direct: bool = False) -> int:
        """Load Arrow batches into the table's empty staging table, or directly into the table; the number of rows."""
        ...

    def columns(self, name: str) -> dict[str, str]:
        """The columns of a table or view with the types that the warehouse reports; empty when it is not there."""
        ...

    def close(self) -> None:
        """Give the connection up; an open transaction is undone."""
        ...


def redact(message: str, *secrets: str | None) -> str:
    """The message on one line, with each secret replaced by stars. Drivers quote whole connection strings in their errors.

    >>> redact('missing "=" after "postgres:u:pw@host"', "postgres:u:pw@host")
    'missing "=" after "***"'
    """
    for secret in sorted((secret for secret in secrets if secret), key=len, reverse=True):
        # A short one is a part of common words, and only meant where it stands alone.
        alone = r"(?<!\w){}(?!\w)" if len(secret) < _SHORT else "{}"
        message = re.sub(alone.format(re.escape(secret)), "***", message)
    return " ".join(message.split())
