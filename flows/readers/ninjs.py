"""ninjs 1 to 3: agency items in JSON. Texts are articles; pictures, events and the rest are rejects that say what they are."""

from typing import Any, BinaryIO, Final

from flows.readers import json_document, json_lines
from flows.readers.form import HEAD_BYTES, Format, Head, Reading, Records, is_withdrawn, refuse
from flows.readers.stream import ByteStream
from transforms.articles.record import RawRecord, Reject

# Names that ninjs alone gives; one of them beside a uri is enough. What others give too (byline, body_html) proves nothing.
MARKS: Final = frozenset(
    [
        "versioncreated",
        "versionCreated",
        "firstcreated",
        "firstCreated",
        "contentcreated",
        "contentCreated",
        "pubstatus",
        "pubStatus",
        "representationtype",
        "representationType",
        "body_xhtml",
        "description_text",
        "ednote",
        "edNote",
        "usageterms",
        "usageTerms",
        "infosources",
        "infoSources",
        "altids",
        "altIds",
        "trustindicators",
        "trustIndicators",
        "rightsinfo",
        "rightsInfo",
    ]
)


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
    as_lines = reading.base > 0 or json_lines.recognise(Head(stream.peek(HEAD_BYTES), reading.name))
    for item in (json_lines if as_lines else json_document).read(stream, reading):
        yield item if isinstance(item, Reject) else _item(_unwrapped(item.fields), item.locator)


def _unwrapped(value: dict[str, Any]) -> dict[str, Any]:
    """The item itself, or that of an answer of an agency's service: `{"data": {"item": ...}}`."""
    while not MARKS & value.keys():
        inner = value.get("item") if isinstance(value.get("item"), dict) else value.get("data")
        if not isinstance(inner, dict):
            break
        value = inner
    return value


def _item(item: dict[str, Any], locator: str) -> RawRecord | Reject:
    kind = item.get("type", "text")
    if kind not in ("text", "composite"):
        return refuse(locator, "not_text", f"expected a text, got {str(kind)[:40]!r}: {str(item.get('uri'))[:100]}")
    status = _any(item, "pubstatus", "pubStatus")
    if is_withdrawn(status):
        return refuse(locator, "withdrawn", f"expected a usable item, got one that is {status}: {str(item.get('uri'))[:100]}")
    bodies = _by_type(item.get("bodies"))
    body = _text(item.get("body_text")) or bodies.get("text/plain")
    markup = _text(_any(item, "body_html", "body_xhtml")) or bodies.get("text/html")
    created = _any(item, "firstcreated", "firstCreated", "contentcreated", "contentCreated", "versioncreated", "versionCreated")
    identifier = _text(item.get("uri")) or _text(item.get("guid"))
    return RawRecord(
        locator,
        {
            "id": identifier,
            "title": _text(_any(item, "headline", "title", "name"))
            or next(iter(_by_type(item.get("headlines")).values()), None),
            "byline": _text(_any(item, "byline", "by")),
            "lead": _text(item.get("description_text")) or next(iter(_by_type(item.get("descriptions")).values()), None),
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


def _by_type(values: Any) -> dict[str, str]:
    """The first value of each content type in a list of `{role, contentType, value}`."""
    found: dict[str, str] = {}
    if isinstance(values, list):
        for value in values:
            if isinstance(value, dict) and (text := _text(value.get("value"))) is not None:
                kind = value.get("contentType")
                found.setdefault(kind if isinstance(kind, str) else "text/plain", text)
    return found


def cuts(file: BinaryIO, size: int, step: int) -> list[int]:
    """Those of JSON Lines; an item alone is not cut."""
    file.seek(0)
    return json_lines.cuts(file, size, step) if json_lines.recognise(Head(file.read(HEAD_BYTES), "")) else []


def scan(stream: ByteStream, reading: Reading, step: int) -> list[int]:
    """Those of JSON Lines; an item alone is not cut."""
    return json_lines.scan(stream, reading, step) if json_lines.recognise(Head(stream.peek(HEAD_BYTES), "")) else []


FORMAT: Final = Format("ninjs", recognise, read, cuts=cuts, scan=scan)
