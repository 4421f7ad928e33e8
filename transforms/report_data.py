"""What the report page knows: chosen rows and figures as one JSON-ready dictionary that stays under a number of bytes.

Rows are columnar and every text is stored once: an event is a row of indexes into `strings`, `sentences` and five small
tables (articles, grammar, times, evidence, expressions). Measured on 50,000 events this is a third of one object an event.

What does not fit is left out in this order, and the page says how much: sentences are cut to their middle around the marks
when they are very long; then sentences go, then whole events, each time from the end of `events`, which the caller sorts by
how much they tell.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Final

import pyarrow as pa

FORMAT: Final = 1
# The page promises 10 MB; the rest is for the page's own code and what a file system adds.
MOST_BYTES: Final = 9_600_000
LONGEST_SENTENCE: Final = 600  # code points
LONGEST_TEXT: Final = 300  # code points of any other text: titles, actors, messages
LONGEST_URL: Final = 1_000
AROUND: Final = 80  # code points on either side of a time that is not told in the sentence as shown

ARTICLE_FIELDS: Final = ("article_id", "source", "title", "url", "published_on", "story")
GRAMMAR_FIELDS: Final = ("event_class", "tense", "aspect", "polarity", "modality", "factuality")
# Days are stored as days after publication: "yesterday" is then the same six numbers in every article.
DAY_FIELDS: Final = ("earliest_start", "latest_start", "earliest_end", "latest_end", "best_start", "best_end")
EVIDENCE_FIELDS: Final = ("extent", "time_basis", "best_basis", "time_cue", "time_confidence", "duration", "recurrence")
EXPRESSION_FIELDS: Final = (
    "mention_text",
    "meaning",
    "rule",
    "anchor",
    "granularity",
    "timex_type",
    "timex_mod",
    "readings",
    "approximate",
)
TEXT_FIELDS: Final = ("trigger", "lemma", "agent", "agent_antecedent", "patient", "place", "reported_by", "edtf")
# Characters that could end the script element, open a comment in it, or end a line of old JavaScript.
ESCAPES: Final = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"})


@dataclass(slots=True)
class Interner:
    """Values in order of first use, each once; index 0 is the empty value."""

    values: list[Any]
    _positions: dict[Any, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._positions = {value: position for position, value in enumerate(self.values)}

    def index(self, value: Any) -> int:
        """The position of a value, which is added when it is new."""
        found = self._positions.get(value)
        if found is None:
            found = self._positions[value] = len(self.values)
            self.values.append(value)
        return found


def as_json(data: Mapping[str, Any]) -> str:
    """JSON that is safe inside a script element: `<`, `>`, `&` and both line separators are escaped.

    >>> as_json({"title": "</script>"})
    '{"title":"\\\\u003c/script\\\\u003e"}'
    """
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).translate(ESCAPES)


def json_bytes(value: Any) -> int:
    """Bytes of a value as the page stores it."""
    return len(as_json(value).encode())


def page_data(figures: Mapping[str, Any], events: pa.Table, most_bytes: int = MOST_BYTES) -> dict[str, Any]:
    """The page's data: the figures as given, and as many events as fit into `most_bytes`, the first ones.

    `events` has the columns of ARTICLE_FIELDS, GRAMMAR_FIELDS, DAY_FIELDS, EVIDENCE_FIELDS, EXPRESSION_FIELDS and
    TEXT_FIELDS, with dates as days since 1970-01-01, and event_sentence, char_start, trigger_at and mention_at: offsets in
    code points, the last two in event_sentence, null where the words are not in it. `context` is what is around a time
    expression in another sentence, context_at the expression's offset in it. What a very long sentence loses where it is cut
    has no offset in it, and a time that it loses a context.
    """
    rows = events.to_pylist()
    while True:
        data = _encode(figures, rows)
        size = json_bytes(data)
        if size > most_bytes:
            size -= _drop_sentences(data, size - most_bytes)
        if size <= most_bytes or not rows:
            return data
        rows = rows[: min(len(rows) - 1, int(len(rows) * most_bytes / size * 0.95))]


def shorten_sentence(sentence: str, marks: Sequence[int], longest: int = LONGEST_SENTENCE) -> tuple[str, int]:
    """A sentence of at most about `longest` code points around the marks, and by how much offsets in it move.

    >>> shorten_sentence("one two three", [8], longest=9)
    ('…two three', -3)
    """
    if len(sentence) <= longest:
        return sentence, 0
    first = min(marks, default=0)
    start = min(max(0, first - longest // 3), len(sentence) - longest)
    cut_after = sentence[start + longest :]
    opening = "…" if start else ""
    kept = sentence[start : start + longest]
    if start and not sentence[start - 1].isspace():
        # Start at a word, unless that would lose the first mark.
        words = kept.find(" ") + 1
        if 0 < words <= first - start:
            start, kept = start + words, kept[words:]
    return opening + kept + ("…" if cut_after else ""), len(opening) - start


def _encode(figures: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    strings, sentences = Interner([""]), Interner([""])
    tables = {
        "articles": _Groups(ARTICLE_FIELDS, strings),
        "grammar": _Groups(GRAMMAR_FIELDS, strings),
        "times": _Groups(DAY_FIELDS, strings),
        "evidence": _Groups(EVIDENCE_FIELDS, strings),
        "expressions": _Groups(EXPRESSION_FIELDS, strings),
    }
    columns: dict[str, list[int]] = {name: [] for name in (*tables, *TEXT_FIELDS)}
    columns |= {name: [] for name in ("sentence", "char_start", "trigger_at", "mention_at", "context", "context_at")}
    for row in rows:
        row = {**row, **_days_after_publication(row)}
        sentence, moved = _sentence(row)
        row |= _cut_off(row, len(sentence.removesuffix("…")) - moved)
        for name, group in tables.items():
            columns[name].append(group.index(row))
        for name in TEXT_FIELDS:
            columns[name].append(strings.index(_short(row[name])))
        columns["sentence"].append(sentences.index(sentence))
        columns["context"].append(sentences.index(row["context"] or ""))
        columns["context_at"].append(row["context_at"] if row["context"] else 0)
        columns["char_start"].append(row["char_start"])
        for name in ("trigger_at", "mention_at"):
            columns[name].append(-1 if row[name] is None else row[name] + moved)
    shown = {"events": len(rows), "sentences": len(rows), "of": figures["counts"]["events"]}
    groups = {name: group.columns() for name, group in tables.items()}
    return {
        "format": FORMAT,
        **figures,
        "shown": shown,
        "strings": strings.values,
        "sentences": sentences.values,
        **groups,
        "events": columns,
    }


class _Groups:
    """Columns that repeat together, stored once: 50,000 events share some hundred grammars."""

    def __init__(self, names: Sequence[str], strings: Interner) -> None:
        self._names, self._strings, self._tuples = names, strings, Interner([])
        self._raw = itemgetter(*names)

    def index(self, row: Mapping[str, Any]) -> int:
        return self._tuples.index(self._raw(row))

    def columns(self) -> dict[str, list[Any]]:
        filled = self._tuples.values
        return {name: [self._cell(name, values[place]) for values in filled] for place, name in enumerate(self._names)}

    def _cell(self, name: str, value: Any) -> Any:
        if isinstance(value, bool):
            return int(value)
        if isinstance(value, float):
            return round(value, 4)
        if name == "url":
            # A shortened address leads elsewhere, so a long one is left out.
            return self._strings.index(value if value and len(value) <= LONGEST_URL else "")
        if isinstance(value, str):
            return self._strings.index(_short(value))
        return value


def _days_after_publication(row: Mapping[str, Any]) -> dict[str, int | None]:
    published = row["published_on"] or 0
    return {name: None if row[name] is None else row[name] - published for name in DAY_FIELDS}


def _short(text: str | None) -> str:
    if text is None or len(text) <= LONGEST_TEXT:
        return text or ""
    return text[: LONGEST_TEXT - 1] + "…"


def _sentence(row: Mapping[str, Any]) -> tuple[str, int]:
    marks = [row[name] for name in ("trigger_at", "mention_at") if row[name] is not None]
    return shorten_sentence(row["event_sentence"], marks)


def _cut_off(row: Mapping[str, Any], end: int) -> dict[str, Any]:
    """What changes for a row whose sentence is shown up to that offset only."""
    changed = {name: None for name in ("trigger_at", "mention_at") if row[name] is not None and row[name] >= end}
    if "mention_at" not in changed:
        return changed
    around = max(0, row["mention_at"] - AROUND)
    context = row["event_sentence"][around : row["mention_at"] + len(row["mention_text"]) + AROUND]
    return {**changed, "context": context, "context_at": row["mention_at"] - around}


def _drop_sentences(data: dict[str, Any], too_many: int) -> int:
    """Bytes saved by emptying sentences from the end, which are those of the last events, until `too_many` are."""
    saved = 0
    sentences: list[str] = data["sentences"]
    for place in range(len(sentences) - 1, 0, -1):
        if saved >= too_many:
            break
        saved += json_bytes(sentences[place]) - 2
        sentences[place] = ""
    data["shown"]["sentences"] = _count_filled(data["events"]["sentence"], sentences)
    return saved


def _count_filled(places: Iterable[int], sentences: Sequence[str]) -> int:
    return sum(1 for place in places if sentences[place])
