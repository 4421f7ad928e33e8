"""What the report takes from a lake: figures over every row, and the events that the page shows one by one.

The figures are counted by DuckDB over whole tables; only the events shown are brought into memory.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

import duckdb
import pyarrow as pa

from transforms.report_data import AROUND

# 50,000 rows draw in one frame and fit into the page with their sentences; a lake may hold millions.
MOST_EVENTS: Final = 50_000
MOST_EXAMPLES: Final = 3
MOST_CELLS: Final = 6_000
MOST_SNAPSHOTS: Final = 12

# Which events stay when there are too many: what is still to come, what has a date, what has any bound; the latest news first.
CHOSEN: Final = """
SELECT event_id, row_number() OVER (ORDER BY
    CASE WHEN best_start > published_on AND factuality <> 'NEGATED' THEN 0
         WHEN best_start IS NOT NULL AND time_basis LIKE 'EXPLICIT%' THEN 1
         WHEN best_start IS NOT NULL THEN 2
         WHEN coalesce(earliest_start, latest_start, earliest_end, latest_end) IS NOT NULL THEN 3
         ELSE 4 END,
    published_on DESC NULLS LAST, event_id) AS turn
FROM events
QUALIFY turn <= $most
"""

# A sentence has no offset of its own: it is looked for in the article's text around the trigger.
EVENTS: Final = """
WITH chosen AS ({chosen}), found AS (
  SELECT e.*, c.turn, a.title, a.url, coalesce(g.duplicate_group, e.article_id) AS story,
    m.text AS mention_text, m.char_start AS mention_start, m.char_end AS mention_end, m.meaning, m.rule, m.anchor,
    m.granularity, m.edtf, m.timex_type, m.timex_mod, m.readings, m.approximate,
    greatest(1, e.char_end - length(e.event_sentence) + 1) AS window_start, a.text
  FROM chosen c
  JOIN events e ON e.event_id = c.event_id
  LEFT JOIN articles a ON a.article_id = e.article_id
  LEFT JOIN mentions m ON m.mention_id = e.mention_id
  LEFT JOIN duplicate_groups g ON g.article_id = e.article_id
), placed AS (
  SELECT *, strpos(substr(text, window_start, 2 * length(event_sentence)), event_sentence) AS shift FROM found
), located AS (
  SELECT * REPLACE (CASE WHEN shift > 0 THEN window_start + shift - 2 END AS shift),
    greatest(0, mention_start - {around}) AS around FROM placed
)
SELECT article_id, source, title, url, story, char_start,
  event_class, tense, aspect, polarity, modality, factuality,
  {days},
  extent, best_basis, time_basis, time_cue, time_confidence, duration, recurrence,
  mention_text, meaning, rule, anchor, granularity, edtf, timex_type, timex_mod, readings, approximate,
  "trigger", lemma, agent, agent_antecedent, patient, place, reported_by, event_sentence,
  CASE WHEN shift IS NOT NULL THEN char_start - shift
       WHEN strpos(event_sentence, "trigger") > 0 THEN strpos(event_sentence, "trigger") - 1 END AS trigger_at,
  CASE WHEN mention_start >= shift AND mention_end <= shift + length(event_sentence)
       THEN mention_start - shift END AS mention_at,
  -- A time told in another sentence comes with the words around it.
  CASE WHEN mention_start < shift OR mention_end > shift + length(event_sentence)
       THEN substr(text, around + 1, mention_end - around + {around}) END AS context,
  mention_start - around AS context_at
FROM located ORDER BY turn
"""
DAY_COLUMNS: Final = (
    "published_on",
    "earliest_start",
    "latest_start",
    "earliest_end",
    "latest_end",
    "best_start",
    "best_end",
)

COUNTS: Final = """
SELECT (SELECT count(*) FROM articles) AS articles, (SELECT count(*) FROM mentions) AS mentions,
  (SELECT count(*) FROM events) AS events, (SELECT count(*) FROM rejects) AS rejects,
  (SELECT count(*) FROM articles WHERE published_on IS NULL) AS undated_articles,
  (SELECT max(published_on) - DATE '1970-01-01' FROM articles) AS last_published,
  (SELECT min(published_on) - DATE '1970-01-01' FROM articles) AS first_published
"""
MENTIONS: Final = "SELECT granularity, anchor, count(*) AS rows FROM mentions GROUP BY ALL ORDER BY ALL"
BASES: Final = "SELECT time_basis, factuality, count(*) AS rows FROM events GROUP BY ALL ORDER BY ALL"
DAYS: Final = """
SELECT source, date_trunc('{unit}', published_on)::DATE - DATE '1970-01-01' AS day, count(*) AS articles
FROM articles GROUP BY ALL ORDER BY ALL
"""
REASONS: Final = """
SELECT reason, stage, count(*) AS rows FROM rejects GROUP BY ALL ORDER BY rows DESC, reason, stage
"""
EXAMPLES: Final = """
SELECT reason, stage, source, shard, record, left(message, 400) AS message, left(excerpt, 200) AS excerpt FROM rejects
QUALIFY row_number() OVER (PARTITION BY reason, stage ORDER BY source, shard, record) <= $most
ORDER BY ALL
"""
LOADS: Final = """
SELECT source, count(DISTINCT shard) AS shards, sum(records)::BIGINT AS records, sum(articles)::BIGINT AS articles,
  sum(duplicates)::BIGINT AS duplicates, sum(superseded)::BIGINT AS superseded, sum(filtered)::BIGINT AS filtered,
  sum(rejects)::BIGINT AS rejects, sum(mentions)::BIGINT AS mentions, sum(events)::BIGINT AS events
FROM (
  FROM loads QUALIFY row_number() OVER (PARTITION BY source, shard, content_hash ORDER BY load_seq DESC) = 1
)
GROUP BY source ORDER BY source
"""
STAGES: Final = "SELECT stage_seconds FROM loads"
SNAPSHOTS: Final = """
SELECT load_seq, kind, shards, strftime(committed_at, '%Y-%m-%dT%H:%M:%SZ') AS committed_at, pipeline_version
FROM snapshots ORDER BY load_seq DESC LIMIT $most
"""


def select_events(connection: duckdb.DuckDBPyConnection, most: int = MOST_EVENTS) -> pa.Table:
    """The events that the page shows, those that tell most first, with their article and time expression.

    The columns are those of `transforms.report_data.page_data`.
    """
    days = ", ".join(f"{name} - DATE '1970-01-01' AS {name}" for name in DAY_COLUMNS)
    found: pa.Table = connection.sql(
        EVENTS.format(chosen=CHOSEN, days=days, around=AROUND), params={"most": most}
    ).to_arrow_table()
    return found


def select_figures(connection: duckdb.DuckDBPyConnection, checks: Mapping[str, Any]) -> dict[str, Any]:
    """The figures of the page, counted over every row: one entry a picture or table of the page."""
    counts = _rows(connection, COUNTS)[0]
    return {
        # What is ahead is counted from the last publication, never from today.
        "as_of": counts["last_published"] or 0,
        "counts": counts,
        "mentions": _rows(connection, MENTIONS),
        "bases": _rows(connection, BASES),
        "published": _published(connection),
        "rejects": _rejects(connection),
        "loads": _rows(connection, LOADS),
        "stages": _stages(connection),
        "snapshots": _rows(connection, SNAPSHOTS, most=MOST_SNAPSHOTS),
        "checks": dict(checks),
    }


def _rows(connection: duckdb.DuckDBPyConnection, query: str, **values: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = connection.sql(query, params=values).to_arrow_table().to_pylist()
    return found


def _published(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    # As fine as a picture can show: days, but months or years where that would be more cells than anyone can see.
    for unit in ("day", "month", "year"):
        cells = _rows(connection, DAYS.format(unit=unit))
        if len(cells) <= MOST_CELLS:
            break
    return {"unit": unit, "cells": cells}


def _rejects(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    reasons = _rows(connection, REASONS)
    examples = _rows(connection, EXAMPLES, most=MOST_EXAMPLES)
    for reason in reasons:
        same = (reason["reason"], reason["stage"])
        reason["examples"] = [example for example in examples if (example["reason"], example["stage"]) == same]
    return reasons


def _stages(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    seconds: dict[str, float] = {}
    for row in _rows(connection, STAGES):
        for stage, spent in json.loads(row["stage_seconds"]).items():
            seconds[stage] = seconds.get(stage, 0.0) + spent
    longest = sorted(seconds.items(), key=lambda item: (-item[1], item[0]))
    return [{"stage": stage, "seconds": round(spent, 3)} for stage, spent in longest]
