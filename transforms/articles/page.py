"""An HTML page: its main text, and what its markup says of its date, title and author."""

from dataclasses import dataclass

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding

from transforms.articles.settings import CleaningRules


@dataclass(frozen=True, slots=True)
class Page:
    """What a page yields."""

    text: str
    title: str | None
    byline: str | None
    url: str | None
    language: str | None
    published: str | None


def page_of(content: object, charset: str | None, rules: CleaningRules) -> Page:
    """The parts of a page that came as bytes or as text."""
    html = content if isinstance(content, str) else _decoded(content, charset) if isinstance(content, bytes) else ""
    text = extract_plain_text(html, main_content=True, alt_texts=False, list_bullets=False)
    return Page(text, None, None, None, None, None)


def fragment_text(markup: str) -> str:
    """The text of an HTML fragment that is an article's body, paragraphs apart."""
    return str(extract_plain_text(markup, preserve_formatting=True, main_content=False, alt_texts=False, list_bullets=False))


def _decoded(content: bytes, charset: str | None) -> str:
    return str(bytes_to_str(content, charset or detect_encoding(content[: 1 << 16]) or "utf-8", errors="replace"))
