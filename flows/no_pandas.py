"""A process without pandas: nothing here uses it, and its import takes a second.

Where pandas is installed, Arrow imports it when it makes its first array, only to tell pandas' arrays from other objects.
"""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec
    from types import ModuleType


class _NotFound:
    """A finder that other finders are not asked after."""

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: "ModuleType | None" = None) -> "ModuleSpec | None":
        """None, for another to find; ModuleNotFoundError for pandas."""
        if fullname == "pandas":
            raise ModuleNotFoundError("expected no import of pandas in a process of Dateline's own", name=fullname)
        return None


def keep_pandas_out() -> None:
    """From now on this process imports no pandas. For our own processes: a notebook that imports `flows` may well use it."""
    sys.meta_path.insert(0, _NotFound())
