"""Many rows of `events` that look like news: identifiers, dates, sentences of some 130 characters, nulls where common."""

import numpy as np
import pyarrow as pa

from schemas.column import COUNT, DAY, LONG, SHARE, TEXT, Column
from schemas.tables import EVENTS

EVENTS_AN_ARTICLE = 20
TALK = "said will meet on Monday after the talks ended in the capital where officials gathered to discuss trade policy"
WORDS = TALK.split()


def event_table(rows: int, seed: int = 1) -> pa.Table:
    """So many rows with the schema of `events`, all of the commit 1, the same for the same seed."""
    chance = np.random.default_rng(seed)
    numbers = chance.integers(0, 2**62, rows // EVENTS_AN_ARTICLE + 1).tolist()
    articles = [f"{number:016x}{number * 7 % 2**60:016x}" for number in numbers]
    sentences = [" ".join(chance.choice(WORDS, 22)) for _ in range(5000)]
    special = {
        "article_id": [articles[row // EVENTS_AN_ARTICLE] for row in range(rows)],
        "event_id": [f"{articles[row // EVENTS_AN_ARTICLE]}-e{row % EVENTS_AN_ARTICLE * 137}" for row in range(rows)],
        "event_sentence": [sentences[row % len(sentences)] for row in range(rows)],
        "published_month": ["2021-05"] * rows,
    }
    arrays = [
        pa.array(special[column.name], TEXT) if column.name in special else _values(column, rows, chance)
        for column in EVENTS.columns
    ]
    return pa.table(arrays, schema=EVENTS.schema)


def _values(column: Column, rows: int, chance: np.random.Generator) -> "pa.Array[pa.Scalar[pa.DataType]]":
    if column.values:
        return pa.array(np.array(column.values)[chance.integers(0, len(column.values), rows)].tolist(), TEXT)
    if column.type == TEXT:
        word = [f"{WORDS[row % 17]} {WORDS[row % 5]}" for row in range(rows)]
        return pa.array([None if column.nullable and row % 3 == 0 else word[row] for row in range(rows)], TEXT)
    if column.type == DAY:
        return pa.array(chance.integers(14_000, 19_000, rows).astype("int32")).cast(DAY)
    if column.type == SHARE:
        return pa.array(chance.choice([0.913, 0.84, 0.71], rows))
    return pa.array(
        np.ones(rows, "int64") if column.type == LONG else chance.integers(0, 5000, rows).astype("int32"), column.type
    )


assert {column.type for column in EVENTS.columns} <= {TEXT, DAY, SHARE, LONG, COUNT}
