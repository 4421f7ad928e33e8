"""XML documents parsed without following anything: no external entity, no document type, no network, no entity of its own."""

import re
from collections.abc import Callable
from typing import Final

from lxml import etree

from flows.readers.form import Head, Reading, Records, refuse
from flows.readers.stream import ByteStream
from transforms.articles.record import Reject

ROOT: Final = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>\s*)*<(?:[\w.-]+:)?([\w.-]+)",
    re.DOTALL,
)
DECLARATION: Final = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\?>")
ENTITY: Final = b"<!ENTITY"
# Elements that stand on lines of their own; what lies between two of them is a paragraph.
BLOCKS: Final = frozenset(
    [
        "p",
        "hl1",
        "hl2",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "tr",
        "div",
        "pre",
        "blockquote",
        "block",
        "bq",
        "table",
        "ol",
        "ul",
        "dl",
        "dt",
        "dd",
        "section",
        "article",
        "body.content",
        "body",
    ]
)
UNREAD: Final = frozenset(
    [
        "media",
        "media-caption",
        "media-producer",
        "media-reference",
        "script",
        "style",
        "figcaption",
        "figure",
        "note",
        "datasource",
    ]
)

Element = etree._Element


def root_name(head: Head) -> str | None:
    """The local name of the root element, None when the file does not begin as XML does."""
    found = ROOT.match(head.data)
    return found.group(1).decode("ascii", "replace") if found else None


def document(stream: ByteStream, reading: Reading) -> bytes | Reject | None:
    """The document; a reject for one that declares entities or does not fit its encoding; None when damage cut it short.

    One whose encoding is known comes in UTF-8 and without its declaration, which may name another.
    """
    data = stream.read_at_most(reading.longest_record)
    if data is None:
        return refuse(
            "0", "record_too_long", f"expected a document of at most {reading.longest_record} bytes, got a longer one"
        )
    if stream.damage is not None:
        return None
    encoding = reading.encoding or ("utf-8" if _is_wide_utf8(data) else None)
    if encoding is not None:
        try:
            data = DECLARATION.sub(b"", data.decode(encoding).encode())
        except UnicodeError as error:
            return refuse("0", "bad_encoding", f"expected {encoding}, got {error}", data)
    if ENTITY in data:
        return refuse("0", "entity_declaration", "expected XML without entities of its own, got <!ENTITY", data)
    return data


def parsed(stream: ByteStream, reading: Reading) -> Element | Reject | None:
    """The root element; the reject of a document that is none, or not XML; None when damage cut it short."""
    data = document(stream, reading)
    if not isinstance(data, bytes):
        return data
    try:
        root = etree.fromstring(data, _parser())
    except (etree.LxmlError, ValueError, AssertionError, LookupError) as error:
        return refuse("0", "bad_xml", f"expected XML, got {str(error)[:200]}", data)
    return root if root is not None else refuse("0", "bad_xml", "expected XML, got no element", data)


def records_of(stream: ByteStream, reading: Reading, records: Callable[[Element], Records]) -> Records:
    """What `records` finds below the root element, or the reject of a document that cannot be parsed."""
    root = parsed(stream, reading)
    if isinstance(root, Reject):
        yield root
    elif root is not None:
        yield from records(root)


def _is_wide_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 beyond ASCII: then they are that, whatever the declaration says."""
    if data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        remove_pis=True,
        remove_comments=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
    )


def name_of(element: Element) -> str:
    """The local name of an element, empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def find(element: Element, *names: str) -> Element | None:
    """The first element below with the first of the local names that there is."""
    return next((found for name in names if (found := element.find(f".//{{*}}{name}")) is not None), None)


def find_all(element: Element, name: str) -> list[Element]:
    """Every element below with the local name, in order."""
    return list(element.iterfind(f".//{{*}}{name}"))


def text_of(element: Element | None) -> str | None:
    """The text of an element on one line; None when there is none."""
    if element is None:
        return None
    text = " ".join("".join(piece for piece in element.itertext() if isinstance(piece, str)).split())
    return text or None


def attribute(element: Element | None, name: str) -> str | None:
    """An attribute's value; None without the element, the attribute or a value."""
    value = element.get(name) if element is not None else None
    return str(value).strip() or None if value is not None else None


def body_text(element: Element) -> str:
    """The text of a body, paragraphs apart by blank lines, lines by breaks; captions and pictures left out.

    An agency may break each line of its paragraphs at a column: whether it did is seen when the text is cleaned.
    """
    pieces: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        name = name_of(node)
        if name in BLOCKS:
            pieces.append("\n\n")
        if event == "start" and name in UNREAD:
            walk.skip_subtree()
        elif event == "start" and node.text:
            pieces.append(node.text if name == "pre" else _folded(node.text))
        elif event == "end" and node is not element and node.tail:
            pieces.append(f"\n{_folded(node.tail).lstrip()}" if name == "br" else _folded(node.tail))
    return re.sub(r"[ \t]*\n\n\s*", "\n\n", "".join(pieces)).strip()


def _folded(text: str) -> str:
    """Line breaks inside running text are those of the file, not of the article."""
    return re.sub(r"\s+", " ", text)
