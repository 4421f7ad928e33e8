"""Commands on a whole lake: `digest`, `export`, `maintain`, `withdraw`. None of them needs Prefect."""

import uuid
from contextlib import closing
from dataclasses import asdict
from importlib.metadata import version
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from flows.cli.failure import CommandError
from flows.cli.options import DEFAULT_LAKE, Lake, Place, Span
from flows.cli.screen import count_of, error_console, output_console, print_facts, print_json, print_rows
from flows.dictionary import find_table
from flows.lake.digest import DIGESTED, digest_lake
from flows.lake.export import EXPORTED, export_lake, latest_name
from flows.lake.export_to_store import export_to_store
from flows.lake.maintain import DEFAULT_RETENTION_HOURS, maintain_lake
from flows.lake.snapshot import open_lake
from flows.lake.store import store_at
from flows.lake.withdraw import withdraw_articles
from flows.usage import UsageError

if TYPE_CHECKING:
    from flows.queries import Rows


def digest(*, lake: Lake = DEFAULT_LAKE, table: str | None = None, json: bool = False) -> None:
    """Print a hash of each table, over its rows sorted by key, when they were written aside.

    Two lakes with the same digest hold the same news, whatever the order in which it came.

    Parameters
    ----------
    lake
        The folder, or the address, of the lake.
    table
        One table; every table that holds news when left out.
    json
        A JSON document instead of a table.
    """
    if table is not None and find_table(table).name not in DIGESTED:
        raise UsageError(f"expected a table with a digest ({', '.join(DIGESTED)}), got {table}: its rows differ with every run")
    names = DIGESTED if table is None else [find_table(table).name]
    snapshot = open_lake(lake)
    found = digest_lake(snapshot, names)
    if json:
        print_json({"lake": lake, "load_seq": snapshot.load_seq, "digests": found})
    else:
        print_rows(("table", "rows", "sha256"), [(name, snapshot.counts[name], value) for name, value in found.items()])


def export(*, to: Place, lake: Lake = DEFAULT_LAKE, tables: str | None = None) -> None:
    """Write a plain copy of the lake as Hive-partitioned Parquet, for what reads only that.

    Each snapshot gets a folder of its own; `latest` points to the last one, and never at half a copy. In an object store
    `latest.json`, written last, names its files.

    Parameters
    ----------
    to
        The folder, or the address, that gets the copy.
    lake
        The folder, or the address, of the lake.
    tables
        Tables with commas between them; articles, mentions, events, rejects and duplicate_groups when left out.
    """
    names = [find_table(name.strip()).name for name in tables.split(",")] if tables else list(EXPORTED)
    snapshot = open_lake(lake)
    place = store_at(to)
    if place.is_local:
        copy, latest = str(export_lake(snapshot, place.folder, names)), str(place.folder / latest_name(names))
    else:
        copy, latest = export_to_store(snapshot, to, names), f"{to.rstrip('/')}/{latest_name(names)}.json"
    print_facts({"copy": copy, "latest": latest, "snapshot": snapshot.load_seq})
    print_rows(("table", "rows"), [(name, snapshot.counts[name]) for name in names])


def maintain(
    *, lake: Lake = DEFAULT_LAKE, retention_hours: Span = DEFAULT_RETENTION_HOURS, wait: Span = 600.0, json: bool = False
) -> None:
    """Compact small files and delete those that no recent snapshot names; rows stay as they are.

    Parameters
    ----------
    lake
        The folder of the lake.
    retention_hours
        How long a reader may hold an older snapshot; 0 after a takedown that has to be gone from the disk.
    wait
        Seconds to wait for another run to leave the lake.
    json
        A JSON document instead of text.
    """
    done = maintain_lake(store_at(lake), retention_hours=retention_hours, wait_seconds=wait, **_signed())
    if json:
        print_json(asdict(done))
        return
    print_facts(
        {
            "articles grouped anew": done.grouped,
            "files compacted": done.compacted,
            "into": done.written,
            "files deleted": done.vacuumed,
            "snapshot": done.load_seq,
        }
    )


def withdraw(
    *article_ids: str, lake: Lake = DEFAULT_LAKE, wait: Span = 600.0, yes: Annotated[bool, Parameter(alias="-y")] = False
) -> None:
    """Take articles out of every table, and keep them out when their dump comes again.

    Other articles of the same address, text or group of near duplicates are listed, not taken out.

    Parameters
    ----------
    article_ids
        The articles, as the column article_id names them.
    lake
        The folder of the lake.
    wait
        Seconds to wait for another run to leave the lake.
    yes
        Do it; without it the articles are only shown.
    """
    if not article_ids:
        raise UsageError("expected one article_id or more, got none; dateline show articles lists them")
    if not yes:
        _show_articles(article_ids, lake)
        _tell_same_story(_same_story(article_ids, lake))
        error_console().print("nothing was withdrawn; --yes does it", highlight=False)
        return
    others = _same_story(article_ids, lake)
    done = withdraw_articles(store_at(lake), article_ids, wait_seconds=wait, **_signed())
    output_console().print(f"{count_of(done.articles, 'article')} withdrawn, snapshot {done.load_seq}", highlight=False)
    _tell_same_story(others)


def _show_articles(article_ids: tuple[str, ...], lake: str) -> None:
    from flows.queries import NAMED

    found = _of_articles(NAMED, article_ids, lake, "articles")
    unknown = sorted(set(article_ids) - {row[0] for row in found.rows})
    if unknown:
        raise CommandError(f"expected articles of the lake, got unknown {', '.join(unknown[:5])} at {lake}")
    print_rows(found.columns, found.rows)


def _same_story(article_ids: tuple[str, ...], lake: str) -> "Rows":
    from flows.queries import SAME_STORY

    return _of_articles(SAME_STORY, article_ids, lake, "articles", "duplicate_groups")


def _of_articles(sql: str, article_ids: tuple[str, ...], lake: str, *tables: str) -> "Rows":
    from flows.queries import run_query

    with closing(open_lake(lake).connect(tables)) as connection:
        return run_query(connection, sql, {"ids": list(article_ids)})


def _tell_same_story(others: "Rows") -> None:
    if others.rows:
        count = count_of(len(others.rows), "other article")
        told = f"{count} of the same text, url or duplicate_group; withdraw what is meant too"
        error_console().print(told, style="yellow", highlight=False)
        print_rows(others.columns, others.rows)


def _signed() -> dict[str, Any]:
    """Who writes the snapshot, and how it tells that it waits."""
    return {
        "run_id": uuid.uuid4().hex,
        "pipeline_version": version("dateline"),
        "on_wait": lambda message: error_console().print(message, style="dim", highlight=False),
    }
