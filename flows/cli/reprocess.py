"""`dateline reprocess`: mentions and events anew from the text in the lake."""

from dataclasses import asdict
from typing import Annotated, Any, Literal

from cyclopts import Parameter

from flows.cli.options import DEFAULT_LAKE, Lake, Place, Workers
from flows.cli.run import watching_prefect
from flows.cli.screen import print_facts, print_json
from flows.lake.snapshot import open_lake


def reprocess(
    *,
    lake: Lake = DEFAULT_LAKE,
    source: Annotated[str | None, Parameter(alias="-s")] = None,
    workers: Workers = None,
    runner: Literal["threads", "processes", "dask"] | None = None,
    events: Literal["dated", "all", "none"] | None = None,
    model: Place | None = None,
    config: Place | None = None,
    json: bool = False,
) -> None:
    """Compute mentions and events anew from the text in the lake, without its dumps: after new words, policy or model.

    Texts and publication dates stay as they are; `dateline backfill --stale` reads the dumps again for those.

    Parameters
    ----------
    lake
        The folder, or the address, of the lake.
    source
        One source; every source when left out.
    workers
        How many steps at once; one a core when left out.
    runner
        processes, threads or dask.
    events
        dated: from sentences with a time, the headline and the lead. all: from every sentence. none: mentions only. Left out:
        as each dump was read.
    model
        The parser: an installed spaCy package, or the folder of a model. Left out: the one that read each dump.
    config
        Another folder than the project's own config.
    json
        A JSON document instead of text.
    """
    options: dict[str, Any] = {"workers": workers, "runner": runner, "events": events, "config_dir": config, "model": model}
    open_lake(lake)  # what cannot begin is told before Prefect is waited for
    with watching_prefect() as ready:
        from flows.reprocess import reprocess_lake

        ready()
        done = reprocess_lake(lake, source, **options)
    facts = asdict(done)
    if json:
        print_json(facts)
    else:
        print_facts({"articles": done.articles, "mentions": done.mentions, "events": done.events, "snapshot": done.load_seq})
