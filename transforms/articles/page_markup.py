"""What the markup of an HTML page says of it beside its text: meta elements, JSON-LD, language, title. Read once a page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from resiliparse.parse.html import HTMLTree

LD_JSON: Final = "application/ld+json"
DATE_PUBLISHED: Final = "datePublished"
LOOSE_DATE: Final = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
MICRODATA: Final = re.compile(r"""itemprop\s?=\s?["']?datePublished""")
META_NAMES: Final = ("property", "name", "itemprop")
LONGEST_DATE: Final = 60
LONGEST_TAG: Final = 400
DEEPEST: Final = 6


@dataclass(frozen=True, slots=True)
class Meta:
    """One meta element: its names in lower case, those it has of property, name and itemprop, and its content."""

    names: tuple[str, ...]
    content: str


@dataclass(frozen=True, slots=True)
class PageMarkup:
    """The meta elements in order, the language of the root element, the title on one line."""

    metas: tuple[Meta, ...]
    language: str | None
    title: str

    @classmethod
    def of(cls, tree: HTMLTree, html: str) -> "PageMarkup":
        """What the markup says; `html` is what the tree was parsed from."""
        root = tree.document.document_element if tree.document is not None else None
        return cls(
            metas=tuple(_metas(tree, html)),
            language=root.getattr("lang") if root is not None else None,
            title=" ".join((tree.title or "").split()),
        )

    def first(self, *names: str) -> str | None:
        """The content of the first meta element of the first of these names that has one, on one line."""
        for name in names:
            for meta in self.metas:
                if name in meta.names and (content := " ".join(meta.content.split())):
                    return content
        return None

    def dates(self, names: re.Pattern[str]) -> Iterator[str]:
        """What may be dates: short contents of meta elements whose first name matches."""
        return (meta.content for meta in self.metas if len(meta.content) <= LONGEST_DATE and names.match(meta.names[0]))


def elements(tree: HTMLTree, selector: str) -> list[Any]:
    """The elements that a CSS selector finds; none in an empty document."""
    # A slice: to iterate such a list walks the tree again for each element.
    return list(tree.document.query_selector_all(selector)[:]) if tree.document is not None else []


def _metas(tree: HTMLTree, html: str) -> Iterator[Meta]:
    """Those of the head; of the whole page, where an element that may not be in a head has ended it early for the parser."""
    found = tree.head.get_elements_by_tag_name("meta")[:] if tree.head is not None else ()
    if tree.document is not None and html.count("<meta", 0, html.find("</head")) > len(found):
        found = tree.document.get_elements_by_tag_name("meta")[:]
    for element in found:
        content = element.getattr("content")
        names = tuple(name.lower() for name in map(element.getattr, META_NAMES) if name)
        if content and names:
            yield Meta(names, content.strip())


def structured_dates(html: str, article_types: frozenset[str]) -> Iterator[str]:
    """`datePublished` of each JSON-LD script: of the articles in it first, then of anything."""
    for source in _scripts(html):
        if DATE_PUBLISHED not in source:
            continue
        try:
            objects = list(_objects(msgspec.json.decode(source.strip().encode())))
        except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
            yield from LOOSE_DATE.findall(source)[:1]  # many sites leave line breaks in the strings
            continue
        dated = [thing for thing in objects if isinstance(thing.get(DATE_PUBLISHED), str)]
        dated.sort(key=lambda thing: not _is_article(thing.get("@type"), article_types))
        yield from (str(thing[DATE_PUBLISHED]) for thing in dated[:1])


def _scripts(html: str) -> Iterator[str]:
    """The contents of JSON-LD scripts, which end at the first end tag whatever stands in them."""
    at = html.find(LD_JSON)
    while at >= 0:
        tag = max(0, html.rfind("<", max(0, at - LONGEST_TAG), at))
        start = html.find(">", at) + 1
        end = html.find("</script", start) if start else -1
        if end < 0:
            return
        if html[tag : tag + 7].lower() == "<script":
            yield html[start:end]
            at = html.find(LD_JSON, end)
        else:
            at = html.find(LD_JSON, start)


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _objects(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner, depth + 1)


def _is_article(kind: object, article_types: frozenset[str]) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(name, str) and name in article_types for name in kinds)


def microdata_dates(tree: HTMLTree, html: str) -> Iterator[str]:
    """The date of publication in the page's microdata, that of the first element that has one."""
    if MICRODATA.search(html) is None:
        return
    for element in elements(tree, '[itemprop="datePublished"]')[:1]:
        value = element.getattr("content") or element.getattr("datetime") or element.text
        if value and 0 < len(value.strip()) <= LONGEST_DATE:
            yield value.strip()
