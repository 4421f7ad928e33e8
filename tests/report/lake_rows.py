"""Rows for report tests: a small lake in memory, every value given or plainly made up."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import duckdb
import pyarrow as pa

from schemas.batch import build_batch
from schemas.column import INSTANT, TEXT, Column
from schemas.tables import TABLES

WRITTEN = datetime(2025, 4, 1, 6, tzinfo=UTC)
Row = dict[str, Any]


def blank(table: str, **values: Any) -> Row:
    """A row of a table with the given values, and elsewhere null or, in a required column, zero or an empty text."""
    return {column.name: _empty(column) for column in TABLES[table].columns} | values


def _empty(column: Column) -> Any:
    if column.nullable:
        return None
    if column.values:
        return column.values[0]
    return "" if column.type == TEXT else WRITTEN if column.type == INSTANT else 0


@dataclass
class Rows:
    """Rows of a lake by table, with methods that add what belongs together."""

    tables: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in TABLES})

    def article(self, article_id: str, published: date | None, text: str, **more: Any) -> Row:
        row = blank(
            "articles",
            article_id=article_id,
            source="wire",
            shard="wire.jsonl",
            record="0",
            language="en",
            text=text,
            text_sha256="0" * 64,
            published_on=published,
            published_basis="METADATA" if published else "NONE",
            ingested_at=WRITTEN,
            load_seq=1,
            pipeline_version="0.1.0",
        )
        self.tables["articles"].append(row | more)
        return self.tables["articles"][-1]

    def mention(self, article: Row, words: str, **more: Any) -> Row:
        at = article["text"].index(words)
        row = blank(
            "mentions",
            mention_id=f"{article['article_id']}-m{at}",
            article_id=article["article_id"],
            sentence=0,
            char_start=at,
            char_end=at + len(words),
            text=words,
            timex_type="DATE",
            meaning="Deictic(0, day)",
            rule="today",
            readings=1,
            anchor="PUBLICATION",
            granularity="DAY",
            approximate=False,
            policy_version="1",
            source=article["source"],
            published_on=article["published_on"],
            load_seq=1,
        )
        self.tables["mentions"].append(row | more)
        return self.tables["mentions"][-1]

    def event(self, article: Row, trigger: str, sentence: str, mention: Row | None = None, **more: Any) -> Row:
        at = article["text"].index(sentence) + sentence.index(trigger)
        row = blank(
            "events",
            event_id=f"{article['article_id']}-e{at}",
            article_id=article["article_id"],
            sentence=0,
            char_start=at,
            char_end=at + len(trigger),
            trigger=trigger,
            lemma=trigger.lower(),
            event_class="OCCURRENCE",
            tense="PAST",
            aspect="NONE",
            polarity="POS",
            factuality="ASSERTED",
            time_basis="EXPLICIT" if mention else "NONE",
            mention_id=mention["mention_id"] if mention else None,
            event_sentence=sentence,
            source=article["source"],
            published_on=article["published_on"],
            load_seq=1,
        )
        self.tables["events"].append(row | more)
        return self.tables["events"][-1]

    def reject(self, record: str, reason: str, message: str, excerpt: str | None = None, stage: str = "read") -> None:
        self.tables["rejects"].append(
            blank(
                "rejects",
                source="wire",
                shard="wire.jsonl",
                record=record,
                stage=stage,
                reason=reason,
                message=message,
                excerpt=excerpt,
                load_seq=1,
            )
        )

    def load(self, stage_seconds: Mapping[str, float], **more: Any) -> None:
        row = blank(
            "loads", content_key=f"key{len(self.tables['loads'])}", source="wire", shard="wire.jsonl", path="wire.jsonl"
        )
        self.tables["loads"].append(row | {"stage_seconds": json.dumps(stage_seconds)} | more)

    def snapshot(self, checks: Mapping[str, Any]) -> None:
        self.tables["snapshots"].append(
            blank(
                "snapshots",
                load_seq=1,
                lake_id="lake",
                kind="ingest",
                shards=1,
                versions="{}",
                counts="{}",
                checks=json.dumps(checks),
                run_id="run",
                committed_at=WRITTEN,
                pipeline_version="0.1.0",
            )
        )


def exact(day: date, last: date | None = None) -> Row:
    """Bounds of an event on one day, or of a span with known first and last days."""
    last = last or day
    bounds = {"earliest_start": day, "latest_start": day, "earliest_end": last, "latest_end": last}
    return bounds | {"extent": "DAY" if last == day else "SPAN", "best_start": day, "best_end": last, "best_basis": "EXPLICIT"}


@contextmanager
def connected(rows: Rows) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with every table as a view, as a lake's snapshot gives it."""
    connection = duckdb.connect()
    try:
        for name, table in TABLES.items():
            batch = build_batch(table, rows.tables[name])
            connection.register(name, pa.Table.from_batches([batch]))
        yield connection
    finally:
        connection.close()


# Expressions by how far they point, in days, with their bounds: the shares are roughly those of news.
SAID = (
    ("on Friday", "weekday", "DAY", -2, -2),
    ("on Monday", "weekday", "DAY", -1, -1),
    ("yesterday", "day-word", "DAY", -1, -1),
    ("today", "day-word", "DAY", 0, 0),
    ("last week", "last-unit", "WEEK", -9, -3),
    ("last month", "last-unit", "MONTH", -40, -11),
    ("last year", "last-unit", "YEAR", -500, -136),
    ("next week", "next-unit", "WEEK", 4, 10),
    ("by the end of the month", "end-of", "MONTH", 0, 17),
    ("next year", "next-unit", "YEAR", 230, 594),
    ("in about three months", "in-length", "MONTH", 75, 105),
    ("in the 1990s", "decade", "DECADE", -12000, -8348),
    ("within ten years", "in-length", "YEAR", 3300, 3900),
    ("a decade ago", "ago", "YEAR", -3830, -3466),
)
NOUNS = (
    "harbour",
    "council",
    "ministry",
    "club",
    "bank",
    "union",
    "court",
    "airline",
    "school",
    "mill",
    "festival",
    "rescue crew",
)
VERBS = (
    "open",
    "close",
    "vote",
    "meet",
    "raise",
    "cut",
    "sell",
    "buy",
    "sign",
    "build",
    "strike",
    "repair",
    "cancel",
    "appeal",
)
CLAIMS = (*("ASSERTED",) * 6, *("REPORTED",) * 2, "PLANNED", "POSSIBLE", "CONDITIONAL", "NEGATED")


def many_rows(events: int, sentence_length: int = 120) -> Rows:
    """Made-up rows: articles of ten events over three years; every sentence differs and has the given length."""
    rows = Rows()
    for number in range(0, events, 10):
        published = date(2022, 1, 1) + timedelta(days=number * 1095 // events)
        title = f"Item {number} of the made-up wire about nothing in particular"
        article = rows.article(f"{number:032x}", published, "", url=f"https://news.example/{published}/{number}", title=title)
        article["source"] = ("wire", "web", "features")[number // 10 % 3]
        turns = [_turn(number + turn) for turn in range(min(10, events - number))]
        sentences = [(f"{words} and so on" + " and so on" * 99)[: sentence_length - 1] + "." for words, *_ in turns]
        article["text"] = " ".join(sentences)
        for (_, actor, verb, said, claim), sentence in zip(turns, sentences, strict=True):
            expression, rule, granularity, first, last = said
            mention = rows.mention(
                {**article, "text": sentence}, expression, rule=rule, granularity=granularity, approximate="about" in expression
            )
            at = article["text"].index(sentence)
            for name in ("char_start", "char_end"):
                mention[name] += at
            mention["mention_id"] = f"{article['article_id']}-m{mention['char_start']}"
            bounds = exact(published + timedelta(days=first), published + timedelta(days=last))
            rows.event(article, verb, sentence, mention, **bounds, factuality=claim, agent=actor, time_confidence=0.9)
    return rows


def _turn(number: int) -> tuple[str, str, str, tuple[str, str, str, int, int], str]:
    # A multiplicative hash: neighbours differ, and every run has the same rows.
    seed = number * 2_654_435_761 % 2**32 >> 8
    actor = f"The {NOUNS[seed % 12]} of Town {seed // 12 % 377}"
    verb, said = VERBS[seed // 7 % len(VERBS)], SAID[min(seed // 11 % 20, seed // 31 % 14)]
    return f"{actor} will {verb} item {number} {said[0]}", actor, verb, said, CLAIMS[seed // 17 % 12]


def sample_rows() -> Rows:
    """A dozen events of every factuality over two years, with rejects, loads and checks."""
    rows = Rows()
    told = date(2025, 3, 14)
    text = (
        "The harbour board met on Friday. It plans to open the new pier by the end of this month. "
        "The pier was not closed last year, the board said. The old ferry has sailed since 1911. "
        "If money is found next year, a second bridge would follow."
    )
    article = rows.article("a1", told, text, title="Pier to open", url="https://news.example/pier", native_id="1")
    friday = rows.mention(article, "on Friday", meaning="Deictic(0, Friday)", rule="weekday")
    rows.event(
        article,
        "met",
        "The harbour board met on Friday.",
        friday,
        **exact(told),
        agent="The harbour board",
        lemma="meet",
        time_confidence=0.93,
        time_cue="on",
    )
    month = rows.mention(
        article,
        "by the end of this month",
        meaning="Part(end, Deictic(0, month))",
        rule="end-of",
        granularity="MONTH",
        approximate=True,
        timex_mod="END",
        edtf="2025-03",
        timex_value="2025-03",
    )
    rows.event(
        article,
        "open",
        "It plans to open the new pier by the end of this month.",
        month,
        lemma="open",
        factuality="PLANNED",
        agent="It",
        agent_antecedent="The harbour board",
        patient="the new pier",
        tense="INFINITIVE",
        modality="plan",
        earliest_start=told,
        latest_start=date(2025, 3, 31),
        earliest_end=told,
        latest_end=date(2025, 3, 31),
        extent="DAY",
        best_start=date(2025, 3, 21),
        best_end=date(2025, 3, 31),
        best_basis="EXPLICIT",
        time_confidence=0.81,
    )
    last = rows.mention(article, "last year", granularity="YEAR", meaning="Last(year)", rule="last-unit")
    rows.event(
        article,
        "closed",
        "The pier was not closed last year, the board said.",
        last,
        lemma="close",
        polarity="NEG",
        factuality="NEGATED",
        patient="The pier",
        reported_by="the board",
        **exact(date(2024, 1, 1), date(2024, 12, 31)),
    )
    since = rows.mention(article, "since 1911", granularity="YEAR", meaning="After(Year(1911))", rule="since", anchor="NONE")
    rows.event(
        article,
        "sailed",
        "The old ferry has sailed since 1911.",
        since,
        lemma="sail",
        agent="The old ferry",
        earliest_start=date(1911, 1, 1),
        latest_start=date(1911, 12, 31),
        earliest_end=told,
        extent="SPAN",
        best_start=date(1911, 1, 1),
        best_end=told,
        best_basis="EXPLICIT",
    )
    ahead = rows.mention(article, "next year", granularity="YEAR", meaning="Next(year)", rule="next-unit")
    rows.event(
        article,
        "follow",
        "If money is found next year, a second bridge would follow.",
        ahead,
        lemma="follow",
        factuality="CONDITIONAL",
        agent="a second bridge",
        modality="would",
        **exact(date(2026, 1, 1), date(2026, 12, 31)),
    )
    rows.event(
        article,
        "said",
        "The pier was not closed last year, the board said.",
        lemma="say",
        event_class="REPORTING",
        agent="the board",
    )
    rows.reject("7", "NO_TEXT", "expected a text, got nothing in record 7", '{"id": 7}')
    rows.reject("9", "BAD_JSON", "expected JSON, got a broken line at byte 812", '{"id": 9, "text"', stage="read")
    rows.load({"read": 0.4, "mentions": 1.9, "events": 6.2}, records=3, articles=1, rejects=2, mentions=5, events=6)
    rows.snapshot({})
    return rows
