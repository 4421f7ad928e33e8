"""`dateline show` and `dateline upcoming`: rows of the lake on a terminal, as JSON, or as CSV for a spreadsheet."""

from contextlib import closing
from datetime import date
from typing import Annotated

from cyclopts import Parameter

from flows.cli.options import DEFAULT_LAKE, Lake, Limit, TableName, parse_date
from flows.cli.screen import count_of, error_console, print_json, print_rows
from flows.cli.spreadsheet import print_csv
from flows.dictionary import find_table
from flows.lake.snapshot import open_lake
from flows.queries import UPCOMING, last_publication, parse_window, select_rows, tables_named, upcoming_events
from flows.usage import UsageError

CONFIDENCE_UNKNOWN = "–"


def show(
    table: TableName,
    /,
    *,
    lake: Lake = DEFAULT_LAKE,
    where: Annotated[str | None, Parameter(alias="-w")] = None,
    columns: Annotated[str | None, Parameter(alias="-c")] = None,
    limit: Limit = 20,
    json: bool = False,
    csv: bool = False,
) -> None:
    """Print rows of a table of the lake: mentions and events in the order of the text, others in the order of the key.

    Parameters
    ----------
    table
        What `dateline schema` explains.
    lake
        The folder, or the address, of the lake.
    where
        A condition in DuckDB's SQL over the table's columns; other tables of the lake may be asked in subqueries.
    columns
        Columns with commas between them; all for every one. `dateline schema TABLE` explains them.
    limit
        How many rows at most.
    json
        A JSON list with every column (or those asked for) instead of a table.
    csv
        CSV for a spreadsheet instead of a table; a text that begins like a formula gets an apostrophe before it.
    """
    _check_form(json, csv)
    wanted = [name.strip() for name in columns.split(",")] if columns else (["all"] if json else None)
    named = tables_named(find_table(table).name, where)
    with closing(open_lake(lake).connect(named)) as connection:
        found = select_rows(connection, table, where, wanted, limit)
    if json:
        print_json(found.as_records())
    elif csv:
        print_csv(found.columns, found.rows)
    else:
        print_rows(found.columns, found.rows)
    _say(f"more than {count_of(limit, 'row')}; --limit shows more" if found.more else count_of(len(found.rows), "row"))


def upcoming(
    *,
    lake: Lake = DEFAULT_LAKE,
    after: str | None = None,
    within: str = "90d",
    known_by: str | None = None,
    limit: Limit = 50,
    json: bool = False,
    csv: bool = False,
) -> None:
    """Print what the news said would happen, soonest first, with the sentence that says so.

    Parameters
    ----------
    lake
        The folder, or the address, of the lake.
    after
        The first day (YYYY-MM-DD); the lake's last publication date when left out.
    within
        How far to look from there: 90d, 12w, 6m, 1y.
    known_by
        Only what was published on or before this day: what one could have known then.
    limit
        How many rows at most.
    json
        A JSON list instead of a table.
    csv
        CSV for a spreadsheet instead of a table; a text that begins like a formula gets an apostrophe before it.
    """
    _check_form(json, csv)
    first, known = parse_date(after, "--after"), parse_date(known_by, "--known-by")
    window = parse_window(within)
    with closing(open_lake(lake).connect(tables_named(UPCOMING))) as connection:
        first = first or last_publication(connection)
        found = upcoming_events(connection, first, window, known, limit)
    if json:
        print_json(found.as_records())
    elif csv:
        print_csv(found.columns, found.rows)
    else:
        columns = ("when", "what", "who", "the text", "source", "sure")
        print_rows(columns, [_told(record) for record in found.as_records()], widest="the text")
    many = f"more than {limit:,} expected events" if found.more else count_of(len(found.rows), "expected event")
    period = f" from {first}, the last day of news," if after is None else f" from {first}"
    hint = "; --limit shows more" if found.more else "; --after and --within look elsewhere"
    _say(f"{many}{period} within {within}{hint}" if first else "0 expected events: no article of the lake has a date")


def _check_form(json: bool, csv: bool) -> None:
    if json and csv:
        raise UsageError("expected --json or --csv, got both")


def _told(record: dict[str, object]) -> tuple[object, ...]:
    confidence = record["time_confidence"]
    who = record["agent"] or record["patient"]
    return (
        _when(record),
        f"{record['trigger']} ({str(record['factuality']).lower()})",
        who,
        record["event_sentence"],
        f"{record['source']} {record['published_on']}",
        f"{confidence:.0%}" if isinstance(confidence, float) else CONFIDENCE_UNKNOWN,
    )


def _when(record: dict[str, object]) -> str:
    due, end = record["due"], record["due_end"]
    if isinstance(due, date) and isinstance(end, date) and end > due:
        return f"{due} to {end}"
    return str(due)


def _say(line: str) -> None:
    error_console().print(line, style="dim", highlight=False)
