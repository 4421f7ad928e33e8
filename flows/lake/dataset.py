"""A Delta table as an Arrow dataset: a file is passed over for what the log says of it, never for what it leaves unsaid."""

from typing import Any, Final, cast
from urllib.parse import unquote, urlsplit

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.fs as pafs
from deltalake import DeltaTable

from schemas.column import DAY, INSTANT
from schemas.tables import TABLES

# What a filter asks for. The log keeps its bounds when the rows are gone, so that no words of an article may be among them.
KEYS: Final = frozenset(name for table in TABLES.values() for name in table.key)
# A reader pays for the bounds of a column at every file, whatever it asks for: 3 ms for all that the log states of `events`.
NARROWING: Final = KEYS | {
    column.name for table in TABLES.values() for column in table.columns if column.type in (DAY, INSTANT)
}


def dataset_of(opened: DeltaTable, schema: pa.Schema) -> ds.FileSystemDataset:
    """The table's rows in the columns of the schema; filters on partitions, keys, loads, days and moments pass over files.

    `to_pyarrow_dataset` takes a bound that the log does not state for null, and then no filter on that column finds a row: it
    is told of partitions alone.
    """
    partitions = pa.schema([schema.field(name) for name in opened.metadata().partition_columns])
    given = cast("ds.FileSystemDataset", opened.to_pyarrow_dataset(filesystem=_local_files(opened), schema=partitions))
    actions = pa.table(opened.get_add_actions(flatten=True))
    bounded = [name for name in schema.names if name in NARROWING and f"min.{name}" in actions.column_names]
    stated = {"path", *(f"{what}.{name}" for name in bounded for what in ("min", "max", "null_count"))}
    actions = actions.select([name for name in actions.column_names if name in stated])
    said = {action["path"]: action for action in actions.to_pylist()}
    fragments = [
        given.format.make_fragment(
            fragment.path,
            given.filesystem,
            partition_expression=_said(fragment.partition_expression, said[fragment.path], schema, bounded),
        )
        for fragment in given.get_fragments()
    ]
    return ds.FileSystemDataset(fragments, schema, given.format, given.filesystem)


def _local_files(opened: DeltaTable) -> pafs.FileSystem | None:
    """Arrow's own file system, at the folder of a table on this machine; None for a table in an object store.

    deltalake's is a Python object: Arrow's threads may let go of its files when the interpreter has ended, and abort.
    """
    address = urlsplit(opened.table_uri)
    if address.scheme != "file":
        return None
    return pafs.SubTreeFileSystem(unquote(address.path), pafs.LocalFileSystem())


def _said(holds: pc.Expression, action: dict[str, Any], schema: pa.Schema, bounded: list[str]) -> pc.Expression:
    """What holds for every row of a file: its partition, and the bounds of the columns that have both."""
    for name in bounded:
        low, high = action[f"min.{name}"], action.get(f"max.{name}")
        if low is None or high is None:
            continue
        field, kind = ds.field(name), schema.field(name).type
        within = (field >= pa.scalar(low, kind)) & (field <= pa.scalar(high, kind))
        holds &= within if action.get(f"null_count.{name}") == 0 else within | field.is_null()
    return holds
