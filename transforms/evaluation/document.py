"""Annotated documents: what gold says of a text, read strictly from mappings in the shape of the corpora's JSON Lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

Published = date | datetime | None


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

    `id`, `dct` and `text` are required (`dct` may be null), and every annotated span must hold the text that it claims.
    Event times that gold itself could not read are left out. Raises DocumentError.

    >>> read_document({"id": "d1", "dct": "2013-10-11", "text": "Due Friday.", "timexes": []}).published
    datetime.date(2013, 10, 11)
    """
    name = record.get("id")
    missing = [key for key in ("id", "dct", "text") if key not in record]
    if missing:
        raise DocumentError(f"expected the keys id, dct and text, got none named {', '.join(missing)} in document {name!r}")
    try:
        document = Document(
            str(name),
            str(record.get("corpus")),
            str(record.get("lang", "en")),
            read_published(record["dct"]),
            record["text"],
            tuple(_timex(item) for item in record.get("timexes", ())),
            tuple(_event(item) for item in record.get("events", ())),
            tuple(_event_time(item) for item in record.get("event_times") or () if _readable(item)),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DocumentError(f"expected an annotated document, got {error!r} in document {name!r}") from error
    spans: list[Timex | EventMention] = [*document.timexes, *document.events]
    for span in spans:
        if document.text[span.start : span.end] != span.text:
            raise DocumentError(
                f"expected {span.text!r} at {span.start}-{span.end}, got {document.text[span.start : span.end]!r} "
                f"in document {name!r}: offsets are code points of the text"
            )
    return document


def read_published(value: str | None) -> Published:
    """A date for ten characters (`2013-10-11`), a datetime for more, None for null. ValueError for anything else.

    >>> read_published("2013-10-11T09:30:00")
    datetime.datetime(2013, 10, 11, 9, 30)
    """
    if value is None:
        return None
    return date.fromisoformat(value) if len(value) <= 10 else datetime.fromisoformat(value)


def _timex(item: Mapping[str, Any]) -> Timex:
    return Timex(item["start"], item["end"], item["text"], item.get("type"), item.get("value"))


def _event(item: Mapping[str, Any]) -> EventMention:
    attributes = Attributes(item.get("class"), item.get("tense"), item.get("aspect"), item.get("polarity"))
    return EventMention(item["eid"], item["start"], item["end"], item["text"], attributes)


def _readable(item: Mapping[str, Any]) -> bool:
    return bool(item.get("eid")) and not any(item[end].get("unparsed") for end in ("begin", "end"))


def _event_time(item: Mapping[str, Any]) -> EventTime:
    return EventTime(item["eid"], item["kind"] == "single", _bound(item["begin"]), _bound(item["end"]), item.get("raw", ""))


def _bound(item: Mapping[str, Any]) -> Bound:
    at, after, before = (date.fromisoformat(item[key]) if item.get(key) else None for key in ("at", "lo", "hi"))
    return Bound(at, after, before)
