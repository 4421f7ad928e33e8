"""NewsML-G2: a message or a bare item; text items are articles, all others are rejects that say what they are."""

from typing import Final

from flows.readers import nitf
from flows.readers.form import Format, Head, Reading, Records, is_withdrawn, refuse
from flows.readers.markup import Element, attribute, body_text, find, find_all, name_of, records_of, root_name, text_of
from flows.readers.stream import ByteStream
from transforms.articles.record import RawRecord, Reject

MESSAGE: Final = "newsMessage"
ITEMS: Final = ("newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem")
# Parts of items that manuals and tests keep in files of their own.
PARTS: Final = ("contentMeta", "contentSet", "itemMeta", "inlineXML", "groupSet", "itemSet", "rightsInfo")


def recognise(head: Head) -> bool:
    """A message, an item or a part of one as the root element."""
    return root_name(head) in (MESSAGE, *ITEMS, *PARTS)


def read(stream: ByteStream, reading: Reading) -> Records:
    """One record a text item; the locator is the item's ordinal."""
    return records_of(stream, reading, _items)


def _items(root: Element) -> Records:
    items = [root] if name_of(root) in ITEMS else [item for item in root.iter() if name_of(item) in ITEMS]
    if not items:
        yield refuse("0", "not_an_article", f"expected a news item, got a bare {name_of(root)} element")
    for ordinal, item in enumerate(items):
        yield _item(item, str(ordinal))


def _item(item: Element, locator: str) -> RawRecord | Reject:
    kind = name_of(item)
    if kind != "newsItem":
        return refuse(locator, "not_an_article", f"expected a news item, got a {kind}: {attribute(item, 'guid')}")
    item_class = (attribute(find(item, "itemClass"), "qcode") or "").rpartition(":")[2]
    if item_class not in ("text", ""):
        return refuse(locator, "not_text", f"expected a text, got a {item_class}: {attribute(item, 'guid')}")
    status = (attribute(find(item, "pubStatus"), "qcode") or "").rpartition(":")[2]
    if is_withdrawn(status):
        return refuse(locator, "withdrawn", f"expected a usable item, got one that is {status}: {attribute(item, 'guid')}")
    dates = [text_of(find(item, name)) for name in ("firstCreated", "contentCreated", "versionCreated")]
    return RawRecord(
        locator,
        {
            "id": attribute(item, "guid"),
            "title": text_of(find(item, "headline")),
            "byline": text_of(find(item, "by")),
            "lead": _lead(item),
            "date": next((value for value in dates if value), None),
            "revised": text_of(find(item, "versionCreated")),
            "language": _language(item),
            **_body(item),
        },
    )


def _lead(item: Element) -> str | None:
    """The summary among the descriptions; a caption is none."""
    roles = ((attribute(element, "role") or "", text_of(element)) for element in find_all(item, "description"))
    return next((text for role, text in roles if "caption" not in role), None)


def _language(item: Element) -> str | None:
    return attribute(find(item, "language"), "tag") or attribute(item, "{http://www.w3.org/XML/1998/namespace}lang")


def _body(item: Element) -> dict[str, object]:
    """The text under its field: as text from NITF or XHTML in the item, as markup from escaped HTML."""
    for inline in find_all(item, "inlineXML"):
        embedded = find(inline, "nitf")
        if embedded is not None:
            inner = nitf.record_of(embedded, "0")
            return {"text": inner.fields["text"]} if isinstance(inner, RawRecord) else {}
        body = find(inline, "body")
        text = body_text(body if body is not None else inline) if body is not None or find(inline, "p") is not None else ""
        if text:
            return {"text": text}
    for data in find_all(item, "inlineData"):
        content = "".join(piece for piece in data.itertext() if isinstance(piece, str))
        if content.strip():
            markup = "html" in (attribute(data, "contenttype") or "") or content.lstrip().startswith("<")
            return {"markup" if markup else "text": content}
    return {}


FORMAT: Final = Format("newsml_g2", recognise, read, proven=True)
