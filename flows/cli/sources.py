"""`dateline sources`: what a dump looks like before it is read, and the file that says how to read it."""

import shlex
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Group, Parameter

from flows.cli.options import OPTIONS, WHAT, Limit, Place, parse_date, parse_published, program
from flows.cli.screen import output_console, print_facts, print_json, print_rows
from flows.usage import UsageError

if TYPE_CHECKING:
    from collections import Counter

    from flows.sources_check import SourceReport

sources = App(
    name="sources",
    help="Show how a dump would be read, or write a source's file.",
    help_epilogue="Examples:\n\ndateline sources\n\ndateline sources check news.jsonl.gz",
    usage="Usage: dateline sources [check | new] [OPTIONS]",
    group_arguments=WHAT,
    group_parameters=OPTIONS,
    group_commands=Group("More"),
)


@sources.default
def list_sources(*unknown: Annotated[str, Parameter(show=False)], config: Place | None = None, json: bool = False) -> None:
    """List the sources there are.

    Parameters
    ----------
    config
        Another folder than the project's own config.
    json
        A JSON list instead of a table.
    """
    from flows.sources import load_source, source_names

    if unknown:
        dump = shlex.quote(unknown[0])
        raise UsageError(f"expected check or new after sources, got {unknown[0]!r}; for a dump: dateline sources check {dump}")
    found = [load_source(name, config) for name in source_names(config)]
    if json:
        print_json([{"name": one.name, "format": one.format, "description": one.description} for one in found])
        return
    rows = [(one.name, one.format or "by content", one.pattern, one.description) for one in found]
    print_rows(("source", "format", "files", "what it is"), rows, widest="what it is")


@sources.command(
    usage="Usage: dateline sources check PATH... [OPTIONS]",
    help_epilogue="Examples:\n\ndateline sources check news.jsonl.gz\n\ndateline sources check dumps/ --source demo-wire",
)
def check(
    *paths: Place,
    source: Annotated[str | None, Parameter(alias="-s")] = None,
    published: str | None = None,
    dump_date: str | None = None,
    most: Limit = 1000,
    config: Place | None = None,
    json: bool = False,
) -> None:
    """Show what a run would read: formats, fields, dates, languages, and the first rejects. Writes nothing.

    Parameters
    ----------
    paths
        Files or folders.
    source
        A file in config/sources without its ending; guessed from the dump when left out.
    published
        The date of publication of texts that do not say.
    dump_date
        The day of the dump: news from after it is refused.
    most
        How many records to look at.
    config
        Another folder than the project's own config.
    json
        A JSON document instead of text.
    """
    from flows.sources_check import check_source

    _need_paths(paths, "check")
    parse_published(published)
    found = check_source(paths, source, config, published=published, not_after=parse_date(dump_date, "--dump-date"), most=most)
    if json:
        print_json(_as_record(found))
    else:
        _print(found)


@sources.command(
    usage="Usage: dateline sources new NAME PATH... [OPTIONS]",
    help_epilogue="Examples:\n\ndateline sources new harbour harbour-2025.csv --config my-config",
)
def new(name: str, /, *paths: Place, config: Place | None = None) -> None:
    """Write config/sources/NAME.toml from a sample of the dump, to be looked at and completed.

    Parameters
    ----------
    name
        What the source is called from now on.
    paths
        Files or folders of that source.
    config
        Another folder than the project's own config.
    """
    from flows.sources_check import new_source

    _need_paths(paths, f"new {name}")
    path = new_source(name, paths, config)
    output_console().print(path.read_text(encoding="utf-8"), markup=False, highlight=False)
    folder = f" --config {shlex.quote(config)}" if config else ""
    print_facts({"written": path, "next": f"{program()} sources check {shlex.join(paths)} --source {name}{folder}"})


def _need_paths(paths: tuple[str, ...], command: str) -> None:
    if not paths:
        raise UsageError(f"expected a dump to look at, got no path; for example: dateline sources {command} news.jsonl.gz")


def _print(found: "SourceReport") -> None:
    more = "" if found.complete else ", and more that was not looked at"
    print_facts(
        {
            "source": found.source.name,
            "formats": _counts(found.formats),
            "shards": found.shards,
            "records": f"{found.records:,}{more}",
            "articles": f"{found.articles:,} (left out: {found.copies:,} that come again)" if found.copies else found.articles,
            "with a date": f"{found.dated_share:.0%} ({_counts(found.bases)})" if found.articles else None,
            "languages": _counts(found.languages) or None,
            "rejects": _counts(found.reject_reasons) or "none",
        }
    )
    print_rows(("our field < theirs", "records"), sorted(found.mapped.items()))
    if found.unread:
        print_rows(("nobody reads", "records"), sorted(found.unread.items()))
    if found.first_rejects:
        print_rows(
            ("record", "reason", "message"), [(r.locator, r.reason, r.message) for r in found.first_rejects], widest="message"
        )
    examples = [(title, published, " ".join(text.split())) for title, published, text in found.examples]
    print_rows(("title", "published", "the text begins"), examples, widest="the text begins")


def _counts(counter: "Counter[str]") -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counter.most_common())


def _as_record(found: "SourceReport") -> dict[str, object]:
    from msgspec.structs import asdict

    record = {name: getattr(found, name) for name in found.__slots__ if name not in ("source", "first_rejects", "ids")}
    rejects = [asdict(reject) for reject in found.first_rejects]
    return {"source": found.source.name, **record, "dated_share": found.dated_share, "first_rejects": rejects}
