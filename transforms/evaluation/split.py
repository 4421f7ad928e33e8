"""The split of annotated documents: a third, fixed by hash, is held out from whoever writes rules."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Literal

Split = Literal["all", "development", "held-out"]


def held_out(documents: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """The ids of the held-out documents: within each `corpus`, the first third by SHA-256 of the id, rounded down.

    Only `id` and `corpus` are read, so a document stays on its side however its annotation changes.

    >>> sorted(held_out({"id": name, "corpus": "wire"} for name in "abcdef"))
    ['d', 'f']
    """
    strata: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        strata[str(document.get("corpus"))].add(str(document["id"]))
    chosen: set[str] = set()
    for ids in strata.values():
        ordered = sorted(ids, key=lambda name: hashlib.sha256(name.encode()).hexdigest())
        chosen.update(ordered[: len(ordered) // 3])
    return frozenset(chosen)
