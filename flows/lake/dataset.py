"""A Delta table as an Arrow dataset: a file is passed over for what the log says of it, never for what it leaves unsaid."""

from typing import Any, cast

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.fs as pafs
from deltalake import DeltaTable


def dataset_of(opened: DeltaTable, schema: pa.Schema, files: pafs.FileSystem | None = None) -> ds.FileSystemDataset:
    """The table's rows in the columns of the schema.

    `to_pyarrow_dataset` takes a bound that the log does not state for null, and then no filter on that column finds a row.
    """
    given = cast("ds.FileSystemDataset", opened.to_pyarrow_dataset(filesystem=files, schema=schema))
    actions = pa.table(opened.get_add_actions(flatten=True)).to_pylist()
    said = {action["path"]: _said(action, schema) for action in actions}
    fragments = [
        given.format.make_fragment(fragment.path, given.filesystem, partition_expression=said[fragment.path])
        for fragment in given.get_fragments()
    ]
    return ds.FileSystemDataset(fragments, schema, given.format, given.filesystem)


def _said(action: dict[str, Any], schema: pa.Schema) -> pc.Expression:
    """What holds for every row of a file: its partition, and the bounds of the columns that have both."""
    holds = pc.scalar(True)
    for key, value in action.items():
        kind, _, name = key.partition(".")
        if name not in schema.names:
            continue
        field = ds.field(name)
        if kind == "partition":
            holds &= field.is_null() if value is None else field == value
        elif kind == "null_count" and value == action["num_records"]:
            holds &= field.is_null()
        elif kind == "min" and value is not None and (most := action.get(f"max.{name}")) is not None:
            low, high = (pa.scalar(bound, schema.field(name).type) for bound in (value, most))
            if action.get(f"null_count.{name}") == 0:
                holds &= (field >= low) & (field <= high)
            else:
                holds &= ((field >= low) | field.is_null()) & ((field <= high) | field.is_null())
    return holds
