"""Which tables a warehouse gets, and what each load replaces in them."""

from dataclasses import dataclass
from typing import Final

from flows.lake.incoming import TAKEDOWN
from schemas.column import INSTANT, LONG, TEXT, Column, Table
from schemas.tables import (
    ARTICLE_ID,
    ARTICLES,
    DUPLICATE_GROUPS,
    EVENTS,
    LOADS,
    MENTIONS,
    PIPELINE_VERSION,
    REJECTS,
    SHARD,
    SOURCE,
)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a load replaces as a whole: all events of a touched article, or all rejects of a touched shard.

    `origins` are the tables of the lake whose new rows name its members; `reason` takes only withdrawals for that reason. With
    `whole` every row of the origins names one, not the new ones alone: what the lake still has.

    An article that is committed again replaces its mentions and events, and there may be fewer of them than before; a merge by
    key alone would leave the old ones standing.
    """

    table: Table
    origins: tuple[str, ...]
    reason: str | None = None
    whole: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that name one member of the scope."""
        return self.table.key


def _articles(name: str, doc: str) -> Table:
    return Table(name, doc, ("article_id",), (ARTICLE_ID,))


WITHDRAWN_ARTICLES: Final = Scope(_articles("withdrawn_articles", "Articles that left the lake."), ("withdrawals",))
TAKEN_DOWN_ARTICLES: Final = Scope(
    _articles("taken_down_articles", "Articles that left the lake for good, and their rejects with them."),
    ("withdrawals",),
    reason=TAKEDOWN,
)
TOUCHED_ARTICLES: Final = Scope(
    _articles("touched_articles", "Articles that this load replaces or takes out."),
    ("withdrawals", "articles", "mentions", "events"),
)
TOUCHED_SHARDS: Final = Scope(
    Table("touched_shards", "Shards that this load replaces.", ("source", "shard"), (SOURCE, SHARD)), ("loads",)
)
# A group that dissolves takes its rows along and leaves no word of it in the lake.
GROUPED_ARTICLES: Final = Scope(
    _articles("grouped_articles", "Articles that are in a group of near duplicates."), ("duplicate_groups",), whole=True
)


@dataclass(frozen=True, slots=True)
class TargetTable:
    """A table that warehouses get: a load deletes in it the members of `scopes`, and what is not in `kept`, then merges."""

    table: Table
    scopes: tuple[Scope, ...] = ()
    kept: Scope | None = None


# Articles last, as in the lake: whoever reads without a transaction never meets an article without its events.
TARGET_TABLES: Final = (
    TargetTable(REJECTS, (TOUCHED_SHARDS, TAKEN_DOWN_ARTICLES)),
    TargetTable(LOADS),
    TargetTable(DUPLICATE_GROUPS, kept=GROUPED_ARTICLES),
    TargetTable(MENTIONS, (TOUCHED_ARTICLES,)),
    TargetTable(EVENTS, (TOUCHED_ARTICLES,)),
    TargetTable(ARTICLES, (WITHDRAWN_ARTICLES,)),
)

WATERMARKS: Final = Table(
    "dateline_loads",
    "How far this warehouse has come: one row a committed step of a load; the greatest load_number is the current one.",
    ("load_number",),
    (
        Column("load_number", LONG, "Ordinal of the step in this warehouse, from 1."),
        Column("lake_id", TEXT, "Identifier of the lake that the rows came from."),
        Column("load_seq", LONG, "Number of the lake's snapshot up to which its rows are here."),
        Column("committed_at", INSTANT, "Moment at which the lake committed that snapshot.", False, "UTC"),
        Column(
            "kind", TEXT, "INCREMENT: rows newer than the last step; WHOLE: everything again.", values=("INCREMENT", "WHOLE")
        ),
        Column("reason", TEXT, "Why the load was of that kind."),
        Column(
            "complete", TEXT, "YES when the warehouse equals the snapshot, NO when later steps follow.", values=("YES", "NO")
        ),
        Column("counts", TEXT, "Rows of each table after the step, as a JSON object."),
        Column("loaded_at", INSTANT, "Moment of the step, by the clock of the machine that loaded.", False, "UTC"),
        PIPELINE_VERSION,
    ),
)

SCOPES: Final = (WITHDRAWN_ARTICLES, TAKEN_DOWN_ARTICLES, TOUCHED_ARTICLES, TOUCHED_SHARDS, GROUPED_ARTICLES)


def stage_name(table: Table) -> str:
    """The name of the staging table that holds a load's rows for the table."""
    return f"dateline_stage_{table.name}"
