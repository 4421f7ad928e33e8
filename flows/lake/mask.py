"""Masks over the rows of a batch: typed where pyarrow's stubs are not."""

from collections.abc import Callable
from typing import Any, cast

import pyarrow as pa
import pyarrow.compute as pc

Mask = pa.BooleanArray
Keep = Callable[[pa.RecordBatch], Mask]


def is_among(values: Any, among: "pa.Array[Any]") -> Mask:
    """Where a value is one of those given; false for null."""
    return cast(Mask, pc.fill_null(pc.is_in(values, among), False))


def both(left: Mask, right: Mask) -> Mask:
    """Where both hold."""
    return pc.and_(left, right)


def negate(mask: Mask) -> Mask:
    """Where it does not hold."""
    return pc.invert(mask)
