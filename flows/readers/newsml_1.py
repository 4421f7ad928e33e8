"""NewsML 1.2: items made of components; the text component of each is the article."""

from typing import Final

from flows.readers import nitf
from flows.readers.form import Format, Head, Reading, Records, is_withdrawn, refuse
from flows.readers.markup import Element, attribute, body_text, find, find_all, records_of, root_name, text_of
from flows.readers.stream import ByteStream
from transforms.articles.record import RawRecord, Reject


def recognise(head: Head) -> bool:
    """The root element."""
    return root_name(head) == "NewsML"


def read(stream: ByteStream, reading: Reading) -> Records:
    """One record an item; the locator is the item's ordinal."""
    return records_of(stream, reading, _items)


def _items(root: Element) -> Records:
    items = find_all(root, "NewsItem")
    if not items:
        yield refuse("0", "not_an_article", "expected a NewsItem, got none")
    for ordinal, item in enumerate(items):
        yield _item(item, str(ordinal))


def _item(item: Element, locator: str) -> RawRecord | Reject:
    identifier = text_of(find(item, "PublicIdentifier")) or text_of(find(item, "NewsItemId"))
    status = attribute(find(item, "Status"), "FormalName")
    if is_withdrawn(status):
        return refuse(locator, "withdrawn", f"expected a usable item, got one that is {status}: {identifier}")
    media = [attribute(element, "FormalName") or "" for element in find_all(item, "MediaType")]
    if media and "text" not in [kind.lower() for kind in media]:
        return refuse(locator, "not_text", f"expected a text, got {', '.join(media)}: {identifier}")
    return RawRecord(
        locator,
        {
            "id": _stable(item, identifier),
            "title": text_of(find(item, "HeadLine")),
            "byline": text_of(find(item, "ByLine")),
            "lead": text_of(find(item, "SubHeadLine")),
            "date": text_of(find(item, "FirstCreated")) or text_of(find(item, "ThisRevisionCreated")),
            "revised": text_of(find(item, "ThisRevisionCreated")),
            "language": attribute(find(item, "Language"), "FormalName"),
            **_body(item),
        },
    )


def _stable(item: Element, identifier: str | None) -> str | None:
    """The identifier without its revision, so that a correction is the same article."""
    parts = [text_of(find(item, name)) for name in ("ProviderId", "DateId", "NewsItemId")]
    return ":".join(part for part in parts if part) if all(parts) else identifier


def _body(item: Element) -> dict[str, object]:
    for content in find_all(item, "DataContent"):
        embedded = find(content, "nitf")
        if embedded is not None:
            inner = nitf.record_of(embedded, "0")
            return {"text": inner.fields["text"]} if isinstance(inner, RawRecord) else {}
        if len(content):
            return {"text": body_text(content)}
        text = content.text or ""
        if text.strip():
            return {"markup" if text.lstrip().startswith("<") else "text": text}
    return {}


FORMAT: Final = Format("newsml_1", recognise, read, proven=True)
