"""NITF: one article a document, as agencies send it."""

from flows.readers.form import Format, Head, Reading, Records, is_withdrawn, refuse
from flows.readers.markup import Element, attribute, body_text, find, find_all, parsed, root_name, text_of
from flows.readers.stream import ByteStream
from transforms.articles.record import RawRecord, Reject


def recognise(head: Head) -> bool:
    """The root element."""
    return root_name(head) == "nitf"


def read(stream: ByteStream, reading: Reading) -> Records:
    """The document as one record."""
    root = parsed(stream, reading)
    if root is not None:
        yield root if isinstance(root, Reject) else record_of(root, "0")


def record_of(root: Element, locator: str) -> RawRecord | Reject:
    """The article of a `nitf` element, also of one inside another document."""
    document = find(root, "docdata")
    status = attribute(document, "management-status")
    if is_withdrawn(status):
        return refuse(locator, "withdrawn", f"expected a usable document, got one that is {status}")
    content = find(root, "body.content")
    return RawRecord(
        locator,
        {
            "id": attribute(find(root, "doc-id"), "id-string"),
            "title": text_of(find(root, "hl1")) or text_of(find(root, "title")),
            "byline": _byline(root),
            "lead": text_of(find(root, "abstract")),
            "date": _date(root),
            "language": attribute(root, "baselang"),
            "text": body_text(content) if content is not None else None,
        },
    )


def _byline(root: Element) -> str | None:
    """The names and, where it has an element of its own, the writer's title behind them."""
    line, title = text_of(find(root, "byline")), text_of(find(root, "byttl"))
    return f"{line.removesuffix(title).rstrip(' ,')}, {title}" if line and title and line != title else line


def _date(root: Element) -> str | None:
    """When the document was issued; a story date of the dateline is the last choice."""
    for name in ("date.issue", "date.release"):
        for element in find_all(root, name):
            if (value := attribute(element, "norm")) is not None:
                return value
    return attribute(find(root, "pubdata"), "date.publication") or attribute(find(root, "story.date"), "norm")


FORMAT = Format("nitf", recognise, read, proven=True)
