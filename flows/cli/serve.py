"""`dateline serve`: a schedule on one machine, with nothing to set up."""

from typing import Annotated, Final

from cyclopts import Parameter

from flows.cli.options import DEFAULT_LAKE, Lake, Place, Workers
from flows.usage import UsageError

SUNDAY_NIGHT: Final = "0 2 * * 0"


def serve(
    *paths: Place,
    cron: str,
    upkeep: str = SUNDAY_NIGHT,
    lake: Lake = DEFAULT_LAKE,
    source: Annotated[str | None, Parameter(alias="-s")] = None,
    target: Annotated[str | None, Parameter(alias="-t")] = None,
    workers: Workers = None,
    config: Place | None = None,
) -> None:
    """Read what is new at the times that CRON says, load it into a warehouse, and keep the lake in order, until interrupted.

    Starts a Prefect server of its own on this machine, with its page at the address that is printed, and ends it again; or
    uses the one that PREFECT_API_URL names. A run that is due while the last one still works is left out; upkeep waits.

    Parameters
    ----------
    paths
        Files, folders or globs.
    cron
        When, in UTC: '0 6 * * *' is every day at six.
    upkeep
        When `maintain` compacts small files and deletes old versions, in UTC; by default on Sundays at two.
    lake
        The folder, or the address, of the lake.
    source
        A file in config/sources without its ending; guessed from the dump when left out.
    target
        A warehouse to load after each run: a file in config/targets without its ending.
    workers
        How many shards at once; one a core when left out.
    config
        Another folder than the project's own config.
    """
    from pathlib import Path

    from flows.server import local_server, serve_schedules

    if not paths:
        raise UsageError("expected something to read, got no path; for example: dateline serve dumps/ --cron '0 6 * * *'")
    _check_names(paths, source, target, config)
    # The schedule's page shows the parameters, and names places in full.
    there = [path if "://" in path else str(Path(path).absolute()) for path in paths]
    parameters = {
        "paths": there,
        "lake": lake if "://" in lake else str(Path(lake).absolute()),
        "source": source,
        "target": target,
        "workers": workers,
        "config_dir": str(Path(config).absolute()) if config else None,
    }
    with local_server():
        serve_schedules(cron, upkeep, parameters)


def _check_names(paths: tuple[str, ...], source: str | None, target: str | None, config: str | None) -> None:
    """What the first run would fail for, hours from now. A glob may name what is yet to come."""
    from glob import has_magic
    from pathlib import Path

    from flows.readers.inputs import refuse_empty
    from flows.sources import load_source
    from flows.targets.registry import check_target
    from transforms.configuration import config_root

    config_root(config)
    for path in paths:
        refuse_empty(path)
        if "://" not in path and not has_magic(path) and not Path(path).exists():
            raise UsageError(f"expected a file or a folder, got nothing at {path}; make it first")
    if source is not None:
        load_source(source, config)
    if target is not None:
        check_target(target, config)
