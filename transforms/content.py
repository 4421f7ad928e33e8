"""The content key: one hash over a shard's bytes and all that changes its rows."""

import hashlib
import json
from typing import Any


def content_key(content_hash: str, made_by: Any) -> str:
    """The key of a shard's bytes made into rows by this provenance; `made_by` is a value with a stable `repr`.

    >>> content_key("a", ("1.0",)) == content_key("a", ("1.1",))
    False
    """
    return hashlib.sha256(json.dumps([content_hash, repr(made_by)]).encode()).hexdigest()[:32]
