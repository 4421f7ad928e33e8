"""A head start: `dateline run` opens its ingest while Prefect is not there yet, and its first shard is staged meanwhile.

Prefect's import and its server take longer to start than the parser. Every shard is a task of the flow all the same: it takes
what was begun, or fails with it and is tried again. Nothing is committed before the flow runs.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

from flows.settings import Settings, core_count
from flows.shards import RunOptions


@dataclass(frozen=True, slots=True)
class Request:
    """What an ingest is asked to read, and how."""

    paths: tuple[str, ...]
    source: str | None
    options: RunOptions
    settings: Settings
    force: bool = False


@contextmanager
def head_start(request: Request) -> Iterator[None]:
    """Opens the ingest for the flow that is run in the block with the same request.

    Raises what keeps it from beginning: LakeError, ReaderError, ConfigurationError.
    """
    from flows.runners import Children, return_freed_memory

    settings = request.settings
    # Where Prefect is loaded there is nothing to wait for, and a small dump is read sooner without children.
    waits = settings.runner == "processes" and "prefect" not in sys.modules
    with Children(settings.workers or core_count(), settings.shard_seconds) if waits else nullcontext() as children:
        if children is not None:
            children.get_ready(request.options)
            return_freed_memory()
        # A second of imports, while the first child loads the parser.
        from flows.opening import offered, open_ingest

        with open_ingest(request, children) as ingest, offered(ingest):
            if children is not None:
                children.begin(ingest.jobs)
            yield
