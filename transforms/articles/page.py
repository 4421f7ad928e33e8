"""An HTML page: its main text, and what its markup says of its date, title, author and language."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Final

import re2
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding
from resiliparse.parse.html import HTMLTree

from transforms.articles.characters import letters_of
from transforms.articles.page_date import page_date
from transforms.articles.page_markup import PageMarkup
from transforms.articles.settings import CleaningRules

CHARSET: Final = re.compile(rb"<meta[^>]{0,120}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
CHARSET_WITHIN_BYTES: Final = 4096
UTF_8: Final = "utf-8"
# "/news/1" is another page on every site.
ABSOLUTE: Final = re.compile(r"\s*(?:https?:)?//[^\s/]", re.IGNORECASE)
SAMPLE_BYTES: Final = 1 << 16
LONGEST_BYLINE: Final = 200
HEADLINE_WITHIN: Final = 12
LONGEST_ABOVE: Final = 200
SHORTEST_TITLE: Final = 12
# A line of so many characters for each letter of the title is a paragraph, and is not folded to see that.
MOST_SPREAD: Final = 3
DASHES: Final = ("-", "\u2013", "\u2014")
# A line of Chinese or Japanese has no spaces to count.
LONGEST_FURNITURE: Final = 80
SENTENCE_ENDS: Final = tuple(".!?\u2026\u3002\uff01\uff1f\uff09\u061f\u06d4\u0964\"'\u201c\u201d\u2019\u00ab\u00bb\u300d\u300f")
# Behind the last sentence of an article stand headlines of others, names and figures, and few of them are that long.
SHORTEST_LAST_WORDS: Final = 3
LONGEST_TEASER: Final = 120
# A list of them is told by three: an article may end in an ellipsis, and have one before.
FEWEST_TEASERS: Final = 3
LINES_OF_A_TEASER: Final = 5
# Below it the extractor may have taken a box for the article: it did on 3 of 250 pages.
SHORTEST_MAIN_TEXT: Final = 300
# The extractor takes a text of one such character for an icon: a quotation mark before a link, a word of one sign between two.
ICON_LIKE: Final = "[\u0800-\u1fff\u2010-\u201f\u2026\u3000-\ud7ff\uf900-\uffef]"
LONE_CHARACTER: Final = re.compile(rf">(\s?{ICON_LIKE}\s?)<")
# Whether there is one is seen in the bytes in a quarter of the time.
MAYBE_LONE: Final = re2.compile(rf">[\s\pZ\p{{Cc}}]?{ICON_LIKE}[\s\pZ\p{{Cc}}]?<")
JOINER: Final = "\u2060"
LONE_MARKS: Final = frozenset("\u201c\u201d\u201e\u2018\u2019\u2013\u2014\u2026")
# It keeps the reading of a word beside the word.
RUBY: Final = re.compile(r"<(rt|rp)\b[^>]{0,80}>.{0,80}?</\1>|</?(?:ruby|rb|rtc)\b[^>]{0,80}>", re.IGNORECASE | re.DOTALL)
READING: Final = re2.compile(rb"<[rR][uU][bB][yY]")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page yields; `url` has its host, `dated` is the basis, HTML or URL, and the date as written."""

    text: str
    title: str | None
    lead: str | None
    byline: str | None
    url: str | None
    language: str | None
    dated: tuple[str, str] | None


def page_of(content: object, charset: str | None, url: str | None, rules: CleaningRules, not_after: date | None) -> Page:
    """The parts of a page that came as bytes or as text. `charset` is what the server declared."""
    if isinstance(content, bytes):
        html, written = decoded(content, charset)
    else:
        html, written = _encoded(content if isinstance(content, str) else "")
    markup = _parsed(html, written, rules.page["quoted_posts"])
    named = list(filter(None, (_canonical(markup), markup.first("og:url"))))
    absolute = url or next(filter(ABSOLUTE.match, named), None)
    title = markup.first("og:title") or markup.title or None
    return Page(
        text=main_text(markup.tree, rules, title, markup.title),
        title=title,
        lead=markup.first("og:description", "description"),
        byline=_byline(markup),
        url=absolute,
        language=markup.language,
        dated=page_date(markup, absolute or next(iter(named), None), rules, not_after),
    )


def main_text(tree: HTMLTree, rules: CleaningRules, *titles: str | None) -> str:
    """The article of a page, a blank line between paragraphs: without headline, navigation, captions, comments and forms.

    Where the page gives no hint of its main part, or a wrong one such as a box below the article, all its prose is taken.
    """
    least = rules.page["edge_words"]
    keys = frozenset(letters_of(title) for title in titles if title)

    @cache
    def is_above(line: str) -> bool:
        return (len(line) <= LONGEST_ABOVE and rules.page["above"].fullmatch(line) is not None) or _is_title(line, keys)

    def below_headline(lines: list[str]) -> list[str]:
        return [*(line for line in lines[:HEADLINE_WITHIN] if not is_above(line)), *lines[HEADLINE_WITHIN:]]

    lines = _between_edges(below_headline(_extracted(tree, rules, main_content=True)), least)
    if (chars := sum(map(len, lines))) < SHORTEST_MAIN_TEXT:
        prose = [line for line in _extracted(tree, rules, main_content=False) if _is_prose(line, least)]
        sentences = sum(len(line) for line in prose if len(line) > LONGEST_FURNITURE and line.endswith(SENTENCE_ENDS))
        if not lines or sentences > max(SHORTEST_MAIN_TEXT, 3 * chars):
            lines = _from_first_sentence(prose)
    return "\n\n".join(_without_repeats(below_headline(_without_teasers(lines, tuple(rules.page["cut_off"])))))


def _extracted(tree: HTMLTree, rules: CleaningRules, *, main_content: bool) -> list[str]:
    """The lines that are not empty, with single plain spaces; without `main_content` also what shows where no script runs."""
    text = extract_plain_text(
        tree,
        preserve_formatting=True,
        main_content=main_content,
        list_bullets=False,
        alt_texts=False,
        comments=False,
        post_meta=False,
        noscript=not main_content,
        skip_elements=rules.page["skip_in_main" if main_content else "skip_in_page"],
    )
    lines = (line.strip() for line in str(text).replace("\u00a0", " ").replace(JOINER, "").split("\n"))
    return [" ".join(line.split()) if "  " in line else line for line in lines if line and line not in LONE_MARKS]


def _is_title(line: str, keys: frozenset[str]) -> bool:
    """Whether a line repeats the page's title, which may have the site's name before it or behind it.

    A line that begins with a dash says who said the words above it.
    """
    if not SHORTEST_TITLE <= len(line) <= MOST_SPREAD * max(map(len, keys), default=0) or line.startswith(DASHES):
        return False
    key = letters_of(line)
    return any(title.startswith(key) or (title.endswith(key) and 2 * len(key) >= len(title)) for title in keys)


def _from_first_sentence(prose: list[str]) -> list[str]:
    """The lines from the first long sentence: above it a whole page has its navigation. All of them when none is long."""
    longs = (at for at, line in enumerate(prose) if len(line) > LONGEST_FURNITURE and line.endswith(SENTENCE_ENDS))
    return prose[next(longs, 0) :]


def _without_teasers(lines: list[str], ends: tuple[str, ...]) -> list[str]:
    """The lines above a list of teasers that ends them: headlines, each with the first words of its article, cut off."""
    cut_off = [at for at, line in enumerate(lines) if len(line) > LONGEST_FURNITURE and line.endswith(ends)]
    teasers: list[int] = []
    for at, after in reversed(list(pairwise([*cut_off, len(lines) - 1]))):
        if after - at > LINES_OF_A_TEASER:
            break
        teasers.insert(0, at)
    if len(teasers) < FEWEST_TEASERS:
        return lines
    return lines[: max(0, teasers[0] - (teasers[1] - teasers[0]) + 1)]


def _without_repeats(lines: list[str]) -> list[str]:
    """The lines but for those that say the one before them again: a lead that stands in two boxes, one for narrow screens."""
    return [line for before, line in pairwise(["", *lines]) if line != before or len(line) <= LONGEST_FURNITURE]


def _between_edges(lines: list[str], least_words: int) -> list[str]:
    """The lines from the first that reads as prose to the last sentence; all of them when none reads as prose."""
    first = next((at for at, line in enumerate(lines) if _is_prose(line, least_words)), None)
    if first is None:
        return lines
    last = next((at for at in range(len(lines) - 1, first, -1) if _is_last(lines[at], least_words)), first)
    return lines[first : last + 1]


def _is_prose(line: str, least_words: int) -> bool:
    return line.endswith(SENTENCE_ENDS) or line.count(" ") + 1 >= least_words or len(line) > LONGEST_FURNITURE


def _is_last(line: str, least_words: int) -> bool:
    words = line.count(" ") + 1
    if len(line) > LONGEST_TEASER or (words >= least_words and not line[-1].isalnum()):
        return True
    return line.endswith(SENTENCE_ENDS) and (words >= SHORTEST_LAST_WORDS or not line.isascii())


def fragment_text(markup: str) -> str:
    """The text of an HTML fragment that is an article's body, paragraphs apart."""
    html = _without_halves(markup).replace("\0", "")
    return str(extract_plain_text(html, preserve_formatting=True, main_content=False, alt_texts=False, list_bullets=False))


def decoded(content: bytes, charset: str | None) -> tuple[str, bytes]:
    """The page as text, in the encoding that the server, then the page declares, else the detected one; and in UTF-8."""
    for name in _charsets(content, charset):
        try:
            html = content.decode(name)
        except (ValueError, LookupError):  # "undefined" and "punycode" are codecs, and a name may hold a NUL
            continue
        return (html, content) if name.lower() == UTF_8 else _encoded(html)
    return _encoded(str(bytes_to_str(content, detect_encoding(content[:SAMPLE_BYTES]) or UTF_8, errors="replace")))


def _encoded(html: str) -> tuple[str, bytes]:
    """The page as text and in UTF-8, without halves of characters, which damaged JSON has and no parser takes."""
    try:
        return html, html.encode()
    except UnicodeEncodeError:
        return _encoded(_without_halves(html))


def _parsed(html: str, written: bytes, quoted_posts: Iterable[str]) -> PageMarkup:
    """The page parsed, with what is to be mended first mended: its bytes tell that sooner than its text."""
    mended = html.replace("\0", "") if b"\0" in written else html
    if MAYBE_LONE.search(written) is not None:
        mended = LONE_CHARACTER.sub(rf">\1{JOINER}<", mended)
    if READING.search(written) is not None:
        mended = RUBY.sub("", mended)
    for name in quoted_posts:
        if name.encode() in written:
            mended = mended.replace(name, "post")
    return PageMarkup.of(HTMLTree.parse(mended), written if mended is html else mended.encode())


def _without_halves(html: str) -> str:
    return html.encode("utf-8", "ignore").decode()


def _charsets(content: bytes, declared: str | None) -> Iterator[str]:
    if declared:
        yield declared
    found = CHARSET.search(content, 0, CHARSET_WITHIN_BYTES)
    if found is not None and _has_ascii(name := found[1].decode("ascii")):
        yield name
    yield UTF_8


def _has_ascii(name: str) -> bool:
    """Whether an encoding writes plain letters as ASCII does: one that a page names in them is no UTF-16."""
    try:
        return b"meta".decode(name) == "meta"
    except (ValueError, LookupError):
        return False


def _canonical(markup: PageMarkup) -> str | None:
    address = next((element.getattr("href") for element in markup.elements('link[rel="canonical"]')), None)
    return " ".join(address.split()) or None if address else None


def _byline(markup: PageMarkup) -> str | None:
    name = markup.first("author", "article:author")
    return name if name is not None and len(name) <= LONGEST_BYLINE and "://" not in name else None
