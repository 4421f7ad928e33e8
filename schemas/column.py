"""One column of a table: its name, Arrow type, nullability, unit and one sentence of documentation."""

from dataclasses import dataclass
from typing import Final

import pyarrow as pa

TEXT: Final = pa.string()
FLAG: Final = pa.bool_()
COUNT: Final = pa.int32()
LONG: Final = pa.int64()
SHARE: Final = pa.float64()
DAY: Final = pa.date32()
# Microseconds everywhere: Delta Lake and most warehouses have no nanoseconds.
INSTANT: Final = pa.timestamp("us", tz="UTC")
CIVIL: Final = pa.timestamp("us")


@dataclass(frozen=True, slots=True)
class Column:
    """A named, typed, documented column.

    `values` lists the closed vocabulary of a coded column; the batch builder refuses any other value.
    """

    name: str
    type: pa.DataType
    doc: str
    nullable: bool = False
    unit: str | None = None
    values: tuple[str, ...] = ()

    @property
    def field(self) -> "pa.Field[pa.DataType]":
        """The Arrow field, with the sentence of documentation in its metadata."""
        return pa.field(self.name, self.type, self.nullable, {"comment": self.doc})


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the lake: its columns, its primary key and the column that partitions it, if any."""

    name: str
    doc: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    partition: str | None = None

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema, in column order."""
        return pa.schema([column.field for column in self.columns], {"comment": self.doc})

    def __getitem__(self, name: str) -> Column:
        """The column of that name; KeyError when the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"expected a column of {self.name}, got {name!r}")
