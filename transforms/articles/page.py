"""An HTML page: its main text, and what its markup says of its date, title, author and language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding
from resiliparse.parse.html import HTMLTree

from transforms.articles.page_date import elements, page_date
from transforms.articles.settings import CleaningRules

CHARSET: Final = re.compile(rb"<meta[^>]{0,120}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
CHARSET_WITHIN_BYTES: Final = 4096
SAMPLE_BYTES: Final = 1 << 16
LONGEST_BYLINE: Final = 200


@dataclass(frozen=True, slots=True)
class Page:
    """What a page yields; `dated` is the basis, HTML or URL, and the date as written."""

    text: str
    title: str | None
    byline: str | None
    url: str | None
    language: str | None
    dated: tuple[str, str] | None


def page_of(content: object, charset: str | None, url: str | None, rules: CleaningRules, not_after: date | None) -> Page:
    """The parts of a page that came as bytes or as text. `charset` is what the server declared."""
    html = content if isinstance(content, str) else decoded(content, charset) if isinstance(content, bytes) else ""
    html = html.replace("\0", "")
    tree = HTMLTree.parse(html)
    address = url or _first(tree, 'link[rel="canonical"]', "href") or _first(tree, 'meta[property="og:url"]', "content")
    root = elements(tree, "html")
    return Page(
        text=main_text(tree, rules),
        title=_first(tree, 'meta[property="og:title"]', "content") or " ".join((tree.title or "").split()) or None,
        byline=_byline(tree),
        url=address,
        language=root[0].getattr("lang") if root else None,
        dated=page_date(tree, html, address, rules, not_after),
    )


def main_text(tree: HTMLTree, rules: CleaningRules) -> str:
    """The article of a page, paragraphs apart: without navigation, captions, comments and forms."""
    return str(
        extract_plain_text(
            tree,
            preserve_formatting=True,
            main_content=True,
            list_bullets=False,
            alt_texts=False,
            skip_elements=rules.page["skip"],
        )
    )


def fragment_text(markup: str) -> str:
    """The text of an HTML fragment that is an article's body, paragraphs apart."""
    html = markup.replace("\0", "")
    return str(extract_plain_text(html, preserve_formatting=True, main_content=False, alt_texts=False, list_bullets=False))


def decoded(content: bytes, charset: str | None) -> str:
    """The page as text: in the encoding that the server, then the page declares, else the detected one."""
    for name in _charsets(content, charset):
        try:
            return content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return str(bytes_to_str(content, detect_encoding(content[:SAMPLE_BYTES]) or "utf-8", errors="replace"))


def _charsets(content: bytes, declared: str | None) -> Iterator[str]:
    if declared:
        yield declared
    found = CHARSET.search(content, 0, CHARSET_WITHIN_BYTES)
    if found is not None:
        yield found[1].decode("ascii")
    yield "utf-8"


def _byline(tree: HTMLTree) -> str | None:
    name = _first(tree, 'meta[name="author"]', "content") or _first(tree, 'meta[property="article:author"]', "content")
    return name if name is not None and len(name) <= LONGEST_BYLINE and "://" not in name else None


def _first(tree: HTMLTree, selector: str, attribute: str) -> str | None:
    for element in elements(tree, selector)[:1]:
        value = element.getattr(attribute)
        return " ".join(value.split()) or None if value else None
    return None
