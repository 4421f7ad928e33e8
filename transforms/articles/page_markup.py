"""What the markup of an HTML page says of it beside its text: meta elements, JSON-LD, language, title. Read once a page."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any, Final

import msgspec
from resiliparse.parse.html import DocumentNode, ElementNode, HTMLTree

LD_JSON: Final = b"application/ld+json"
DATE_PUBLISHED: Final = b"datePublished"
LOOSE_DATE: Final = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}.{0,20}\Z", re.DOTALL)
META_NAMES: Final = ("property", "name", "itemprop")
META_ATTRIBUTES: Final = ("content", *META_NAMES)
# Tags as they are written. No tag holds another outside its quotation marks, so that none is looked for to the end of the page.
META: Final = re.compile(r"""<[mM][eE][tT][aA](?=[\s/])((?:[^<>"']++|"[^"]*+"|'[^']*+')*)>""")
ATTRIBUTE: Final = re.compile(r"""(?<![^\s"'/])([^\s"'>/=]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
LONGEST_DATE: Final = 60
LONGEST_TAG: Final = 400
DEEPEST: Final = 6


@dataclass(frozen=True, slots=True)
class PageMarkup:
    """A page parsed: its tree and document, its bytes in UTF-8, what its meta elements say, its language and title.

    `named` has each name that a meta element gives in its property, name or itemprop, in lower case, with the first content
    of it that is not empty; `contents` has each element's first name and content in order. The title is on one line.
    """

    tree: HTMLTree
    document: DocumentNode | None
    written: bytes
    named: Mapping[str, str]
    contents: Sequence[tuple[str, str]]
    language: str | None
    title: str

    @classmethod
    def of(cls, tree: HTMLTree, written: bytes) -> "PageMarkup":
        """What the tree of a page and its bytes say."""
        document = tree.document
        root = document.document_element if document is not None else None
        named: dict[str, str] = {}
        contents: list[tuple[str, str]] = []
        for attributes in _metas(tree.head, document, written):
            content = (attributes.get("content") or "").strip()
            names = [name.lower() for name in map(attributes.get, META_NAMES) if name] if content else ()
            if names:
                contents.append((names[0], content))
                for name in names:
                    named.setdefault(name, content)
        language = root.getattr("lang") if root is not None else None
        return cls(tree, document, written, named, contents, language, " ".join((tree.title or "").split()))

    def first(self, *names: str) -> str | None:
        """The content of the first of these names that a meta element has, on one line."""
        found = next((self.named[name] for name in names if name in self.named), None)
        return " ".join(found.split()) if found is not None else None

    def dates(self, names: re.Pattern[str]) -> Iterator[str]:
        """What may be dates: short contents of meta elements whose first name matches."""
        return (content for name, content in self.contents if len(content) <= LONGEST_DATE and names.match(name))

    def elements(self, selector: str) -> list[Any]:
        """The elements that a CSS selector finds; none in an empty document."""
        # A slice: to iterate such a list walks the tree again for each element.
        return list(self.document.query_selector_all(selector)[:]) if self.document is not None else []


def tagged(document: DocumentNode | None, name: str) -> Sequence[Any]:
    """The elements of a document that have the name, found in a third of the time of a selector."""
    return document.get_elements_by_tag_name(name)[:] if document is not None else ()


def _metas(head: ElementNode | None, document: DocumentNode | None, written: bytes) -> Iterator[Mapping[str, str | None]]:
    """What meta elements say: those of the head, or of the whole page where one that may not be in a head has ended it early.

    The parser hands out its elements slowly: where its head has as many as the head as it is written, that is read.
    """
    found = head.get_elements_by_tag_name("meta") if head is not None else ()
    tags = META.findall(written[: written.find(b"</head")].decode("utf-8", "ignore"))
    if len(tags) == len(found):
        return map(_attributes, tags)
    if document is not None and len(tags) > len(found):
        found = document.get_elements_by_tag_name("meta")
    return ({name: element.getattr(name) for name in META_ATTRIBUTES} for element in found[:])


def _attributes(tag: str) -> dict[str, str | None]:
    written = {name.lower(): double or single or bare for name, double, single, bare in ATTRIBUTE.findall(tag)}
    return {name: unescape(value) for name, value in written.items()} if "&" in tag else written


def structured_dates(written: bytes, article_types: frozenset[str]) -> Iterator[str]:
    """`datePublished` of each JSON-LD script: of the articles in it first, then of anything."""
    for source in _scripts(written):
        if DATE_PUBLISHED not in source:
            continue
        try:
            objects = _objects(msgspec.json.decode(source.strip()))
        except (msgspec.DecodeError, RecursionError):
            yield from LOOSE_DATE.findall(source.decode())[:1]  # many sites leave line breaks in the strings
            continue
        dated = [thing for thing in objects if isinstance(thing.get("datePublished"), str)]
        dated.sort(key=lambda thing: not _is_article(thing.get("@type"), article_types))
        yield from (str(thing["datePublished"]) for thing in dated[:1])


def _scripts(written: bytes) -> Iterator[bytes]:
    """The contents of JSON-LD scripts, which end at the first end tag whatever stands in them."""
    at = written.find(LD_JSON)
    while at >= 0:
        tag = max(0, written.rfind(b"<", max(0, at - LONGEST_TAG), at))
        start = written.find(b">", at) + 1
        end = written.find(b"</script", start) if start else -1
        if end < 0:
            return
        if written[tag : tag + 7].lower() == b"<script":
            yield written[start:end]
            at = written.find(LD_JSON, end)
        else:
            at = written.find(LD_JSON, start)


def _objects(value: Any) -> list[dict[str, Any]]:
    """The objects in a JSON value, each before those inside it, down to a depth."""
    found: list[dict[str, Any]] = []
    left = [(value, 0)]
    while left:
        value, depth = left.pop()
        if isinstance(value, dict):
            found.append(value)
            value = list(value.values())
        if isinstance(value, list) and depth < DEEPEST:
            left += [(inner, depth + 1) for inner in reversed(value) if isinstance(inner, (dict, list))]
    return found


def _is_article(kind: object, article_types: frozenset[str]) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(name, str) and name in article_types for name in kinds)


def microdata_dates(markup: PageMarkup) -> Iterator[str]:
    """The date of publication in the page's microdata, that of the first element that has one."""
    if markup.document is None or DATE_PUBLISHED not in markup.written:
        return
    for element in markup.document.get_elements_by_attr("itemprop", "datePublished")[:1]:
        value = element.getattr("content") or element.getattr("datetime") or element.text
        if value and 0 < len(value.strip()) <= LONGEST_DATE:
            yield value.strip()


def time_dates(markup: PageMarkup) -> Iterator[str]:
    """The date of the page's `time` elements, where all of them that have one say the same day."""
    written = ((element.getattr("datetime") or "").strip() for element in tagged(markup.document, "time"))
    values = [value for value in written if ISO_DAY.match(value)]
    if values and len({value[:10] for value in values}) == 1:
        yield values[0]
