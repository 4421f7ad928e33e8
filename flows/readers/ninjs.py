"""ninjs 1 to 3: agency items in JSON. Texts are articles; pictures, events and the rest are rejects that say what they are."""

from typing import Any, Final

import msgspec

from flows.readers import json_lines
from flows.readers.encoding import text_of
from flows.readers.form import Format, Head, Reading, Records, refuse
from flows.readers.stream import ByteStream, lines
from transforms.articles.record import RawRecord, Reject

# Names that ninjs alone gives; one of them beside a uri is enough.
MARKS: Final = frozenset(
    [
        "versioncreated",
        "versionCreated",
        "pubstatus",
        "pubStatus",
        "representationtype",
        "representationType",
        "body_text",
        "body_xhtml",
        "body_html",
        "bodies",
        "headlines",
        "urgency",
        "copyrightholder",
        "copyrightHolder",
        "ednote",
        "edNote",
        "usageterms",
        "usageTerms",
        "renditions",
        "associations",
        "firstcreated",
        "firstCreated",
        "contentcreated",
        "contentCreated",
        "slugline",
        "embargoed",
        "description_text",
        "description_html",
        "infosources",
        "infoSources",
        "altids",
        "altIds",
        "trustindicators",
        "trustIndicators",
        "rightsinfo",
        "rightsInfo",
        "located",
        "byline",
    ]
)
LEAST_MARKS: Final = 1
WITHDRAWN: Final = ("canceled", "cancelled", "withheld")


def recognise(head: Head) -> bool:
    """A JSON object with the names of ninjs, alone or wrapped by an agency's service."""
    if not head.data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return False
    if b'"ninjs"' in head.data or b"ninjs-schema" in head.data:
        return True
    names = [name for name in MARKS if f'"{name}"'.encode() in head.data]
    return (b'"uri"' in head.data and bool(names)) or (len(names) >= 3 and b'"maintext"' not in head.data)


def read(stream: ByteStream, reading: Reading) -> Records:
    """The item as one record, or one record a line."""
    if json_lines.recognise(Head(stream.peek(1 << 16), reading.name)):
        for offset, line in lines(stream, reading.longest_record):
            if line is None:
                message = f"expected a line of at most {reading.longest_record} bytes, got a longer one"
                yield refuse(str(offset), "record_too_long", message)
            elif line.strip():
                yield from _document(line, str(offset), reading)
        return
    data = stream.read_at_most(reading.longest_record)
    if data is None:
        yield refuse("0", "record_too_long", f"expected an item of at most {reading.longest_record} bytes, got a longer one")
    elif stream.damage is None:
        yield from _document(data, "0", reading)


def _document(data: bytes, locator: str, reading: Reading) -> Records:
    try:
        value = msgspec.json.decode(text_of(data.removeprefix(b"\xef\xbb\xbf"), reading.encoding))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield refuse(locator, "bad_json", f"expected a JSON object, got {error}", data)
        return
    item = _unwrapped(value)
    if item is None:
        yield refuse(locator, "not_an_object", f"expected a ninjs item, got {type(value).__name__}", data)
    else:
        yield _item(item, locator)


def _unwrapped(value: Any) -> dict[str, Any] | None:
    """The item itself, or that of an answer of an agency's service: `{"data": {"item": ...}}`."""
    while isinstance(value, dict):
        inner = value.get("item") if isinstance(value.get("item"), dict) else value.get("data")
        if not isinstance(inner, dict) or MARKS & value.keys():
            return value
        value = inner
    return None


def _item(item: dict[str, Any], locator: str) -> RawRecord | Reject:
    kind = item.get("type", "text")
    if kind not in ("text", "composite"):
        return refuse(locator, "not_text", f"expected a text, got {str(kind)[:40]!r}: {str(item.get('uri'))[:100]}")
    status = _any(item, "pubstatus", "pubStatus")
    if status in WITHDRAWN:
        return refuse(locator, "withdrawn", f"expected a usable item, got one that is {status}: {str(item.get('uri'))[:100]}")
    bodies = _by_role(item.get("bodies"))
    body = _text(item.get("body_text")) or bodies.get("text/plain")
    markup = _text(_any(item, "body_html", "body_xhtml")) or bodies.get("text/html")
    created = _any(item, "firstcreated", "firstCreated", "contentcreated", "contentCreated", "versioncreated", "versionCreated")
    identifier = _text(item.get("uri")) or _text(item.get("guid"))
    return RawRecord(
        locator,
        {
            "id": identifier,
            "title": _text(_any(item, "headline", "title", "name"))
            or next(iter(_by_role(item.get("headlines")).values()), None),
            "byline": _text(_any(item, "byline", "by")),
            "lead": _text(item.get("description_text")) or next(iter(_by_role(item.get("descriptions")).values()), None),
            "date": _text(created),
            "revised": _text(_any(item, "versioncreated", "versionCreated")),
            "language": _text(item.get("language")),
            # The markup has the paragraphs that the plain text of many agencies lost.
            **({"markup": markup} if markup else {"text": body}),
        },
    )


def _any(item: dict[str, Any], *names: str) -> Any:
    return next((item[name] for name in names if item.get(name) not in (None, "", [])), None)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _by_role(values: Any) -> dict[str, str]:
    """The values of a list of `{role, contentType, value}` by content type, the main one first."""
    found: dict[str, str] = {}
    if isinstance(values, list):
        for value in values:
            if isinstance(value, dict) and (text := _text(value.get("value"))) is not None:
                kind = value.get("contentType")
                found.setdefault(kind if isinstance(kind, str) else "text/plain", text)
    return found


FORMAT: Final = Format("ninjs", recognise, read)
