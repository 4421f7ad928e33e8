"""The views that come with every load, each documented column by column in the warehouse itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flows.targets.dialect import Dialect
from flows.upcoming import DUE, DUE_END, EXPECTED, ONCE
from schemas.column import Column
from schemas.tables import ARTICLES, DUPLICATE_GROUPS, EVENTS


@dataclass(frozen=True, slots=True)
class ViewColumn:
    """A column of a view: its name, what computes it, one sentence.

    In `expression`, `[name]` is a column to quote and `{today}` the warehouse's current date.
    """

    name: str
    expression: str
    doc: str


@dataclass(frozen=True, slots=True)
class View:
    """A view over the tables of a target; `body` is what follows its columns, with `{events}` for the table `events`.

    Of the rows that share what a window of `once` partitions by, it has the first.
    """

    name: str
    doc: str
    columns: tuple[ViewColumn, ...]
    body: str
    once: tuple[str, ...] = ()


def _same(alias: str, *columns: Column) -> tuple[ViewColumn, ...]:
    return tuple(ViewColumn(column.name, f"{alias}.[{column.name}]", column.doc) for column in columns)


def _of_events(*names: str) -> tuple[ViewColumn, ...]:
    return _same("e", *(EVENTS[name] for name in names))


_ARTICLE: Final = _same("a", ARTICLES["title"], ARTICLES["url"], ARTICLES["language"], ARTICLES["published_at"])
_GROUP: Final = ViewColumn("duplicate_group", "g.[duplicate_group]", DUPLICATE_GROUPS["duplicate_group"].doc)
_REPRINT: Final = "(g.[duplicate_group] IS NOT NULL AND g.[duplicate_group] <> e.[article_id])"
_JOINED: Final = (
    "FROM {events} AS e\n"
    "JOIN {articles} AS a ON a.[article_id] = e.[article_id]\n"
    "LEFT JOIN {duplicate_groups} AS g ON g.[article_id] = e.[article_id]"
)

EVENTS_CURRENT: Final = View(
    "events_current",
    "Every event of every current article, with the article's headline and address.",
    (
        *_same("e", *(column for column in EVENTS.columns if column.name != "load_seq")),
        *_ARTICLE,
        _GROUP,
        ViewColumn("is_reprint", _REPRINT, "Whether the article nearly repeats another one, the first of its duplicate_group."),
    ),
    _JOINED,
)
UPCOMING_EVENTS: Final = View(
    "upcoming_events",
    "Events that the news places today or later, after its publication; not negated, not told as past, each of a story once.",
    (
        *_of_events("event_id", "article_id"),
        ViewColumn("due", DUE, "First day of the best guess, else the latest start, else the latest end."),
        ViewColumn("due_end", DUE_END, "Last day of the best guess, else the latest end, else the latest start."),
        *_of_events("best_start", "best_end", "earliest_start", "latest_start", "earliest_end"),
        *_of_events("latest_end", "extent", "lemma", "trigger", "agent", "patient", "place", "factuality", "reported_by"),
        *_of_events("time_basis", "time_confidence", "event_sentence", "source", "published_on"),
        *_ARTICLE,
    ),
    _JOINED + "\nWHERE " + "\n  AND ".join((DUE_END + " >= {today}", *EXPECTED)),
    ONCE,
)
EVENTS_BY_DAY: Final = View(
    "events_by_day",
    "How many events the articles of a source place on each day, by the first day of their best guess.",
    (
        ViewColumn("day", "e.[best_start]", "First day of the best single guess."),
        ViewColumn("source", "e.[source]", EVENTS["source"].doc),
        ViewColumn("events", "COUNT(*)", "Event mentions that start on the day."),
        ViewColumn("articles", "COUNT(DISTINCT e.[article_id])", "Articles that they come from."),
        ViewColumn(
            "asserted",
            "SUM(CASE WHEN e.[factuality] = 'ASSERTED' THEN 1 ELSE 0 END)",
            "Event mentions that their text asserts as fact.",
        ),
        ViewColumn(
            "planned",
            "SUM(CASE WHEN e.[factuality] = 'PLANNED' THEN 1 ELSE 0 END)",
            "Event mentions that their text announces or plans.",
        ),
        ViewColumn("mean_time_confidence", "AVG(e.[time_confidence])", "Mean measured precision of their dating, 0 to 1."),
    ),
    "FROM {events} AS e\nWHERE e.[best_start] IS NOT NULL\nGROUP BY e.[best_start], e.[source]",
)
VIEWS: Final = (EVENTS_CURRENT, UPCOMING_EVENTS, EVENTS_BY_DAY)


def select_of(view: View, dialect: Dialect) -> str:
    """The query behind the view in the dialect's words, identifiers quoted."""
    turns = {f"turn_{number}": window for number, window in enumerate(view.once, 1)}
    columns = [f"{column.expression} AS [{column.name}]" for column in view.columns]
    columns += [f"ROW_NUMBER() OVER ({window}) AS [{turn}]" for turn, window in turns.items()]
    text = _select(columns, view.body)
    if turns:
        first = " AND ".join(f"t.[{turn}] = 1" for turn in turns)
        text = _select([f"t.[{column.name}]" for column in view.columns], f"FROM (\n{text}\n) AS t\nWHERE {first}")
    tables = {table.name: dialect.qualify(table.name) for table in (ARTICLES, EVENTS, DUPLICATE_GROUPS)}
    text = text.format(today=dialect.words["today"], **tables)
    return re.sub(r"\[(\w+)\]", lambda match: dialect.quote(match[1]), text)


def _select(columns: Sequence[str], body: str) -> str:
    return "SELECT\n  " + ",\n  ".join(columns) + "\n" + body
