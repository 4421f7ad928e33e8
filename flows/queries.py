"""Questions to a lake, asked in SQL through DuckDB: the rows of a table, and what the news said would happen.

Every function takes a connection in which the tables are views (`LakeSnapshot.connect`).
"""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import duckdb

from flows.dictionary import find_table
from flows.duckdb_error import first_line
from flows.shards import PARTS
from flows.upcoming import DUE, DUE_END, EXPECTED, ONCE
from flows.usage import UsageError
from schemas.column import Table
from schemas.tables import TABLES

# What a terminal is wide enough for; `--columns all` shows the rest.
USUAL_COLUMNS: Final = {
    "articles": ("article_id", "source", "published_on", "title", "language", "url"),
    "mentions": ("text", "timex_type", "timex_value", "timex_mod", "start", "end", "meaning", "anchor", "published_on"),
    "events": (
        "trigger",
        "agent",
        "patient",
        "factuality",
        "earliest_start",
        "latest_end",
        "best_start",
        "time_basis",
        "published_on",
    ),
    "rejects": ("source", "shard", "record", "stage", "reason", "message"),
    "loads": ("source", "shard", "records", *PARTS, "mentions", "events"),
    "snapshots": ("load_seq", "kind", "shards", "counts", "committed_at", "pipeline_version"),
}
UNKNOWN_COLUMN: Final = re.compile(r'Referenced column "([^"]+)" not found')
RESERVED: Final = "SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category = 'reserved'"
WINDOW: Final = re.compile(r"(\d{1,5})\s*([dwmy])", re.ASCII)
WINDOW_DAYS: Final = {"d": 1, "w": 7, "m": 30, "y": 365}

# Built of our own words alone; what the user asks for comes as parameters.
UPCOMING: Final = re.sub(
    r"\[(\w+)\]",
    r'"\1"',
    f"""
SELECT {DUE} AS due, {DUE_END} AS due_end, e.earliest_start, e.latest_end, e.factuality, e.[trigger], e.lemma, e.agent,
  e.patient, e.reported_by, e.event_sentence, e.time_basis, e.time_confidence, e.source, e.published_on, a.title, a.url,
  e.article_id, e.event_id
FROM events e
JOIN articles a ON a.article_id = e.article_id
LEFT JOIN duplicate_groups g ON g.article_id = e.article_id
WHERE {" AND ".join(EXPECTED)}
  AND {DUE_END} >= $after AND {DUE} <= $until AND e.published_on <= $known_by
QUALIFY {" AND ".join(f"row_number() OVER ({window}) = 1" for window in ONCE)}
ORDER BY due, due_end, time_confidence DESC NULLS LAST, event_id
LIMIT $most
""",  # noqa: S608
)


# The articles of these ids.
NAMED: Final = (
    "SELECT article_id, source, published_on, title FROM articles WHERE article_id IN (SELECT unnest($ids)) ORDER BY 1"
)
# What of other articles is the same as of some that are taken down: the nearest of the three is told.
SAME_STORY: Final = """
WITH named AS (
  SELECT url, text_sha256, duplicate_group FROM articles LEFT JOIN duplicate_groups USING (article_id)
  WHERE article_id IN (SELECT unnest($ids))
)
SELECT article_id, source, published_on, title, CASE
    WHEN text_sha256 IN (SELECT text_sha256 FROM named) THEN 'text'
    WHEN url IN (SELECT url FROM named) THEN 'url'
    ELSE 'duplicate_group' END AS same
FROM articles LEFT JOIN duplicate_groups USING (article_id)
WHERE article_id NOT IN (SELECT unnest($ids)) AND (
  text_sha256 IN (SELECT text_sha256 FROM named)
  OR url IN (SELECT url FROM named WHERE url IS NOT NULL)
  OR duplicate_group IN (SELECT duplicate_group FROM named WHERE duplicate_group IS NOT NULL)
)
ORDER BY article_id
"""


class QueryError(ValueError):
    """SQL that DuckDB refuses; one line."""


@dataclass(frozen=True, slots=True)
class Rows:
    """An answer: column names and rows; `more` says whether the limit cut it."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    more: bool = False

    def as_records(self) -> list[dict[str, Any]]:
        """A mapping a row, for JSON."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def tables_named(*sql: str | None) -> list[str]:
    """The tables of the lake whose names stand anywhere in the SQL: what a connection for it has to know.

    >>> tables_named("events", "article_id IN (SELECT article_id FROM articles)")
    ['articles', 'events']
    """
    words = {word.lower() for text in sql if text for word in re.findall(r"\w+", text)}
    return [name for name in TABLES if name in words]


def select_rows(
    connection: duckdb.DuckDBPyConnection, table: str, where: str | None, columns: Sequence[str] | None, limit: int
) -> Rows:
    """Up to `limit` rows of a table for which the user's own SQL condition holds, in the order of the text, else of the key.

    `columns` None is the usual ones, ("all",) every one. Raises UsageError for a table or a column that is not declared,
    QueryError for what DuckDB refuses.
    """
    declared = find_table(table)
    chosen = _columns(declared, columns)
    selected = ", ".join(f'"{name}"' for name in chosen)
    condition = f"WHERE (\n{where}\n)" if where else ""
    in_text = ("article_id", "char_start") if any(column.name == "char_start" for column in declared.columns) else ()
    order = ", ".join(f'"{name}"' for name in (*in_text, *declared.key))
    # Names are checked against the declarations; the condition is SQL by design, typed by the lake's own user.
    sql = f'SELECT {selected} FROM "{table}" {condition} ORDER BY {order} LIMIT {int(limit) + 1}'  # noqa: S608
    try:
        found = run_query(connection, sql)
    except QueryError as error:
        raise QueryError(f"{error}{_hint(error, declared) or _quotes(connection, declared, where)}") from error
    return Rows(found.columns, found.rows[:limit], len(found.rows) > limit)


def upcoming_events(
    connection: duckdb.DuckDBPyConnection, after: date | None, window: timedelta, known_by: date | None = None, most: int = 50
) -> Rows:
    """What the news said would happen from `after` on, within the window, soonest first, one row a story and event.

    An event is upcoming when its best date, else its latest one, is later than its publication, is not negated or told as past,
    and rests on a time that the text gives. `after` None is the lake's last publication date; `known_by` leaves later news out.
    """
    start = after or last_publication(connection) or date.max
    latest = min(start.toordinal() + window.days, date.max.toordinal())
    values = {
        "after": start,
        "until": date.fromordinal(latest),
        "known_by": known_by or date.max,
        "most": most + 1,
    }
    found = run_query(connection, UPCOMING, values)
    return Rows(found.columns, found.rows[:most], len(found.rows) > most)


def last_publication(connection: duckdb.DuckDBPyConnection) -> date | None:
    """The latest publication date in the lake; None when no article has one."""
    found = run_query(connection, "SELECT max(published_on) FROM articles").rows[0][0]
    return found if isinstance(found, date) else None


def run_query(connection: duckdb.DuckDBPyConnection, sql: str, values: dict[str, Any] | None = None) -> Rows:
    """All rows of a query; QueryError with DuckDB's first line when it refuses."""
    try:
        cursor = connection.execute(sql, values) if values else connection.execute(sql)
        return Rows(tuple(column[0] for column in cursor.description or ()), cursor.fetchall())
    except duckdb.Error as error:
        raise QueryError(f"expected SQL that DuckDB can run, got {first_line(error)}") from error


def parse_window(text: str) -> timedelta:
    """A span such as 90d, 12w, 6m (of 30 days) or 1y (of 365).

    >>> parse_window("12w").days
    84
    """
    match = WINDOW.fullmatch(text.strip().lower())
    if match is None:
        raise UsageError(f"expected a number of days, weeks, months or years such as 90d, 12w, 6m or 1y, got {text!r}")
    return timedelta(days=int(match[1]) * WINDOW_DAYS[match[2]])


def _columns(table: Table, columns: Sequence[str] | None) -> tuple[str, ...]:
    declared = tuple(column.name for column in table.columns)
    if columns is None:
        return USUAL_COLUMNS.get(table.name, declared)
    if tuple(columns) == ("all",):
        return declared
    unknown = [name for name in columns if name not in declared]
    if unknown:
        hints = [f"{name!r}{_nearest(name, declared)}" for name in unknown]
        raise UsageError(f"expected columns of {table.name}, got {', '.join(hints)}; dateline schema {table.name} lists them")
    return tuple(columns)


def _nearest(name: str, names: Sequence[str]) -> str:
    close = difflib.get_close_matches(name.lower(), names, n=1)
    return f" (did you mean {close[0]}?)" if close else ""


def _hint(error: Exception, table: Table) -> str:
    """What to do about a name that DuckDB does not know: the column meant, or quotes around a text."""
    unknown = UNKNOWN_COLUMN.search(str(error))
    if unknown is None:
        return ""
    if unknown[1].isupper():
        return f"; a text takes single quotes: '{unknown[1]}'"
    close = _nearest(unknown[1], [column.name for column in table.columns])
    return f"{close}; dateline schema {table.name} lists the columns"


def _quotes(connection: duckdb.DuckDBPyConnection, table: Table, where: str | None) -> str:
    """What to do about a column whose name is a word of SQL, `end`, and that stands in the condition without quotes."""
    words = {word for (word,) in run_query(connection, RESERVED).rows}
    bare = set(re.findall(r'(?<!["\w])\w+(?!["\w])', (where or "").lower()))
    names = [column.name for column in table.columns if column.name in words & bare]
    return f'; a column whose name is a word of SQL takes double quotes: "{names[0]}"' if names else ""
