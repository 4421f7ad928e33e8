"""TimeML: annotated documents, read as their text; the annotation is left out."""

from typing import Final

from flows.readers.form import Format, Head, Reading, Records
from flows.readers.markup import Element, attribute, find, find_all, parsed, root_name, text_of
from flows.readers.stream import ByteStream
from transforms.articles.record import RawRecord, Reject

BODIES: Final = ("TEXT", "BODY", "bodytext")
DATED: Final = ("CREATION_TIME", "PUBLICATION_TIME", "RELEASE_TIME", "MODIFICATION_TIME")


def recognise(head: Head) -> bool:
    """The root element."""
    return (root_name(head) or "").lower() == "timeml"


def read(stream: ByteStream, reading: Reading) -> Records:
    """The document as one record, dated by its creation time."""
    root = parsed(stream, reading)
    if root is not None:
        yield root if isinstance(root, Reject) else _record(root)


def _record(root: Element) -> RawRecord:
    body = find(root, *BODIES)
    source = body if body is not None else root
    return RawRecord(
        "0",
        {
            "id": text_of(find(root, "DOCID", "DOCNO")),
            "title": text_of(find(root, "TITLE", "HEADLINE")),
            "date": _date(root),
            "text": "".join(piece for piece in source.itertext() if isinstance(piece, str)),
        },
    )


def _date(root: Element) -> str | None:
    times = find_all(root, "TIMEX3")
    dated = [attribute(time, "value") for kind in DATED for time in times if attribute(time, "functionInDocument") == kind]
    return next((value for value in dated if value), None)


FORMAT: Final = Format("timeml", recognise, read, proven=True)
