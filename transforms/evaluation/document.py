"""Annotated documents: what gold says of a text, read strictly from mappings in the shape of the corpora's JSON Lines."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from schemas.vocabulary import TIMEX_TYPES

Published = date | datetime | None
# An event of one day, and one of several.
KINDS: Final = ("single", "multi")
# What a TIMEX3 value is written with, and no thirteenth month. Corpora have ways of their own beyond that ("P2DE").
_VALUE: Final = re.compile(r"(?!\d{4}-(?:00|1[3-9]|[2-9]\d)(?:-|$))[0-9A-Z.:+_/-]+")
_BOUND_KEYS: Final = frozenset({"at", "lo", "hi", "raw", "unparsed"})


class DocumentError(ValueError):
    """An annotated document that does not fit; the message names the document and the field."""


@dataclass(frozen=True, slots=True)
class Timex:
    """One time expression as annotated, or as predicted: then `rule` names the rule that read it."""

    start: int
    end: int
    text: str
    type: str | None
    value: str | None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Attributes:
    """The TimeML attributes of an event; None where gold leaves one open."""

    event_class: str | None = None
    tense: str | None = None
    aspect: str | None = None
    polarity: str | None = None


NO_ATTRIBUTES: Final = Attributes()


@dataclass(frozen=True, slots=True)
class EventMention:
    """One annotated event trigger."""

    eid: str
    start: int
    end: int
    text: str
    attributes: Attributes = NO_ATTRIBUTES


@dataclass(frozen=True, slots=True)
class Bound:
    """When an event begins, or ends: on the day `at`, else after `after` and before `before`; None leaves a side open."""

    at: date | None = None
    after: date | None = None
    before: date | None = None


@dataclass(frozen=True, slots=True)
class EventTime:
    """The calendar time of the event `eid`; `single_day` when gold has it happen on one day. `raw` is gold's own wording."""

    eid: str
    single_day: bool
    begin: Bound
    end: Bound
    raw: str


@dataclass(frozen=True, slots=True)
class Document:
    """One annotated document. Offsets are code points of `text`; `published` anchors relative expressions."""

    id: str
    corpus: str
    language: str
    published: Published
    text: str
    timexes: tuple[Timex, ...]
    events: tuple[EventMention, ...] = ()
    event_times: tuple[EventTime, ...] = ()


def read_document(record: Mapping[str, Any]) -> Document:
    """The document that one line of a corpus holds.

    `id`, `dct`, `text` and `timexes` are required (`dct` may be null), and every annotated span must hold the text that it
    claims. A time expression may be left without type and value, as TIMEX2 leaves some; tags may overlap, but not be doubled.
    Each event time is of one event, and of kind single or multi; those that gold itself could not read are left out. Raises
    DocumentError.

    >>> read_document({"id": "d1", "dct": "2013-10-11", "text": "Due Friday.", "timexes": []}).published
    datetime.date(2013, 10, 11)
    """
    name = record.get("id")
    try:
        return _read(record, name)
    except DocumentError as error:
        raise DocumentError(f"{error} in document {name!r}") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DocumentError(f"expected an annotated document, got {error!r} in document {name!r}") from error


def _read(record: Mapping[str, Any], name: object) -> Document:
    missing = [key for key in ("id", "dct", "text", "timexes") if key not in record]
    if missing:
        raise DocumentError(f"expected the keys id, dct, text and timexes, got none named {', '.join(missing)}")
    text = record["text"]
    if not isinstance(text, str):
        raise DocumentError(f"expected text as a string, got {text!r}")
    timexes, events = record["timexes"], record.get("events") or []
    for kind, items in (("timexes", timexes), ("events", events)):
        if not isinstance(items, list):
            raise DocumentError(f"expected {kind} as a list, got {items!r}")
        for item in items:
            _check_span(kind, item, text)
    for item in timexes:
        _check_timex(item)
    times = record.get("event_times") or []
    eids = Counter(event["eid"] for event in events)
    for item in times:
        _check_event_time(item, eids)
    if again := [eid for eid, count in Counter(item["eid"] for item in times).items() if count > 1]:
        raise DocumentError(f"expected one time for each event, got several for {again[0]!r}")
    places = Counter((item["start"], item["end"]) for item in timexes)
    if twice := [f"{text[start:end]!r} at {start}-{end}" for (start, end), count in places.items() if count > 1]:
        raise DocumentError(f"expected each time expression once, got {twice[0]} more than once")
    return Document(
        str(name),
        str(record.get("corpus")),
        str(record.get("lang", "en")),
        read_published(record["dct"]),
        text,
        tuple(_timex(item) for item in timexes),
        tuple(_event(item) for item in events),
        tuple(_event_time(item) for item in times if not _is_unparsed(item)),
    )


def _check_span(kind: str, item: Any, text: str) -> None:
    if not isinstance(item, Mapping):
        raise DocumentError(f"expected each of the {kind} as an object, got {item!r}")
    needed = {"start", "end", "text"} | ({"eid"} if kind == "events" else set())
    if missing := sorted(needed - item.keys()):
        raise DocumentError(
            f"expected {kind} with {', '.join(sorted(needed))}, got none named {', '.join(missing)} in {dict(item)}"
        )
    start, end = item["start"], item["end"]
    # An event may have no word of its own, as French gold has some; a time expression has one.
    if type(start) is not int or type(end) is not int or not 0 <= start <= end or (kind == "timexes" and start == end):
        raise DocumentError(f"expected start and end as whole numbers that hold {item['text']!r}, got {start!r} and {end!r}")
    if text[start:end] != item["text"]:
        raise DocumentError(f"expected {item['text']!r} at {start}-{end}, in code points of the text, got {text[start:end]!r}")


def _check_timex(item: Mapping[str, Any]) -> None:
    kind, value = item.get("type"), item.get("value")
    if kind is None and value is None:
        return
    if kind not in TIMEX_TYPES:
        raise DocumentError(f"expected a type of {', '.join(TIMEX_TYPES)}, got {kind!r} on {item['text']!r}")
    if value is not None and (not isinstance(value, str) or not value):
        raise DocumentError(f"expected a TIMEX3 value as a string, or null, got {value!r} on {item['text']!r}")
    if value is not None and not _VALUE.fullmatch(value.strip()):
        raise DocumentError(f"expected a TIMEX3 value as in 2013-10-07, 2013-W41 or P2D, got {value!r} on {item['text']!r}")


def _check_event_time(item: Mapping[str, Any], eids: Counter[str]) -> None:
    if (named := eids[item["eid"]]) != 1:
        raise DocumentError(f"expected event_times each of one event, got {item['eid']!r}, the eid of {named}")
    if item["kind"] not in KINDS:
        raise DocumentError(f"expected a kind of {', '.join(KINDS)}, got {item['kind']!r} in event_times of {item['eid']!r}")
    for end in ("begin", "end"):
        if unknown := sorted(item[end].keys() - _BOUND_KEYS):
            raise DocumentError(f"expected at, lo and hi in {end}, got {unknown[0]} in event_times of {item['eid']!r}")


def read_published(value: str | None) -> Published:
    """A date for ten characters (`2013-10-11`), a datetime for more, None for null. ValueError for anything else.

    >>> read_published("2013-10-11T09:30:00")
    datetime.datetime(2013, 10, 11, 9, 30)
    """
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError(f"expected a date as a string, got {value!r}")
    return date.fromisoformat(value) if len(value) <= 10 else datetime.fromisoformat(value)


def _timex(item: Mapping[str, Any]) -> Timex:
    return Timex(item["start"], item["end"], item["text"], item.get("type"), item.get("value"))


def _event(item: Mapping[str, Any]) -> EventMention:
    attributes = Attributes(item.get("class"), item.get("tense"), item.get("aspect"), item.get("polarity"))
    return EventMention(item["eid"], item["start"], item["end"], item["text"], attributes)


def _is_unparsed(item: Mapping[str, Any]) -> bool:
    return any(item[end].get("unparsed") for end in ("begin", "end"))


def _event_time(item: Mapping[str, Any]) -> EventTime:
    return EventTime(item["eid"], item["kind"] == "single", _bound(item["begin"]), _bound(item["end"]), item.get("raw", ""))


def _bound(item: Mapping[str, Any]) -> Bound:
    at, after, before = (date.fromisoformat(item[key]) if item.get(key) else None for key in ("at", "lo", "hi"))
    return Bound(at, after, before)
