"""`load`: from names to a report. What `dateline load` calls, and the flow behind a schedule too."""

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from flows.lake.snapshot import open_lake
from flows.targets.loading import LoadReport, Tell, load_snapshot
from flows.targets.registry import connect
from flows.targets.warehouse import TargetUnavailableError

FIRST_PAUSE_SECONDS: Final = 1.0
LONGEST_PAUSE_SECONDS: Final = 60.0


def load(
    target: str,
    lake: str,
    *,
    full: bool = False,
    config_dir: str | Path | None = None,
    wait_seconds: float = 0.0,
    tell: Tell = lambda message: None,
    sleep: Callable[[float], None] = time.sleep,
) -> LoadReport:
    """Bring a target to the lake's last snapshot.

    While the target cannot be reached, or another load holds it, it is tried again with growing pauses for up to
    `wait_seconds`; what was committed before stays, and the next attempt goes on from there. Raises TargetUnavailableError
    after that, TargetError for what no attempt would mend, LakeError when there is no lake.
    """
    deadline, pause = time.monotonic() + wait_seconds, FIRST_PAUSE_SECONDS
    while True:
        try:
            snapshot = open_lake(lake)
            with closing(connect(target, config_dir)) as warehouse:
                return load_snapshot(snapshot, warehouse, full=full, tell=tell)
        except TargetUnavailableError as error:
            if time.monotonic() + pause > deadline:
                raise
            tell(f"target {target}: {error}; trying again in {pause:.0f} s")
        sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
