"""HTML pages: one article a file."""

import re
from typing import Final

from flows.readers.form import Format, Head, Reading, Records, refuse
from flows.readers.stream import ByteStream
from transforms.articles.record import RawRecord

MARK: Final = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
# What `dateline report` writes.
REPORT: Final = b"<title>Dateline report</title>"
ANYWHERE: Final = re.compile(rb"<(?:html|head|body|div|article|p)\b[^>]*>", re.IGNORECASE)


def recognise(head: Head) -> bool:
    """A document type or root of HTML; any markup of a page in a file named so."""
    if MARK.search(head.data[:8192]):
        return True
    return head.suffix in (".html", ".htm", ".xhtml") and ANYWHERE.search(head.data) is not None


def read(stream: ByteStream, reading: Reading) -> Records:
    """The page as one record; its address, when the page names one, is found with its text."""
    data = stream.read_at_most(reading.longest_record)
    if data is None:
        yield refuse("0", "record_too_long", f"expected a page of at most {reading.longest_record} bytes, got a longer one")
    elif REPORT in data[:8192]:
        yield refuse("0", "not_an_article", "expected a page of news, got a report of Dateline")
    elif stream.damage is None:
        fields: dict[str, object] = {"page": data}
        if reading.encoding:
            fields["charset"] = reading.encoding
        yield RawRecord("0", {**fields, **(reading.sidecar or {})})


FORMAT: Final = Format("html", recognise, read)
