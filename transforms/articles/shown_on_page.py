"""The dates that a page shows: beside its headline, in elements named for a date, and anywhere in its text.

Where the article is found in its markup, beside the headline is too: a few thousand characters of it are parsed again for their
text. The text of the whole page takes as long as its article does, and is for pages that show no date in either place.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice
from operator import itemgetter
from typing import Final

import re2
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from transforms.articles.page_markup import PageMarkup
from transforms.articles.settings import CleaningRules

# Characters of text on either side of a headline, and bytes of the markup that holds them.
BEFORE_HEADLINE: Final = 80
AFTER_HEADLINE: Final = 240
MARKUP_BEFORE: Final = 2000
MARKUP_AFTER: Final = 6000
SHORTEST_HEADLINE: Final = 12
LONGEST_HEADING: Final = 1000  # of markup
MOST_HEADINGS: Final = 40
MOST_FIRST_HEADINGS: Final = 3
OPENING_CHARS: Final = 40
OWN_LINE_CHARS: Final = 80
LONGEST_ELEMENT: Final = 160
LONGEST_DATE: Final = 80
# How far before a date a word stands that makes another of it ("Stand: Donnerstag, den "); what is further off is said of
# something else.
OTHER_DATE_CHARS: Final = 25
# "Veröffentlicht am: Donnerstag, den " before the day.
LABEL_CHARS: Final = 40
HEADING: Final = re2.compile(rb"<[hH]([1-3])[\s>]")
TAG: Final = re.compile(r"<[^>]*>")
# What shows nothing, and must not be cut into.
HIDDEN: Final = (("<script", "</script"), ("<style", "</style"), ("<!--", "-->"))


@dataclass(frozen=True, slots=True)
class BesideHeadline:
    """Full dates beside the headline as ISO days, the closest first; `apart` are those in a line of their own."""

    days: tuple[str, ...]
    apart: tuple[str, ...]

    @classmethod
    def of(cls, markup: PageMarkup, rules: CleaningRules) -> "BesideHeadline":
        """The dates beside each heading that the page's title repeats, else beside its first ones of the highest rank."""
        found: list[tuple[int, str, bool]] = []
        for start, headline in _headlines(markup.written, markup.title):
            found += _above(markup.written, start, rules, markup.language)
            found += _below(markup.written, start, headline, rules, markup.language)
        found.sort(key=itemgetter(0))
        return cls(
            days=tuple(dict.fromkeys(day for _, day, _ in found)),
            apart=tuple(dict.fromkeys(day for _, day, apart in found if apart)),
        )


def _below(
    written: bytes, start: int, headline: str, rules: CleaningRules, language: str | None
) -> Iterator[tuple[int, str, bool]]:
    """The dates in a headline or below it: the distance, the day, whether it stands apart."""
    text = _text(written[start : start + MARKUP_AFTER].decode("utf-8", "ignore")).lstrip()
    within = len(headline) + AFTER_HEADLINE
    for at, day in _publications(text[: within + LONGEST_DATE], rules, language):
        if at < within:
            yield max(0, at - len(headline)), day, _stands_apart(text, at)


def _above(written: bytes, start: int, rules: CleaningRules, language: str | None) -> Iterator[tuple[int, str, bool]]:
    """The dates above a headline, likewise."""
    text = _text(_from_tag(written[max(0, start - MARKUP_BEFORE) : start].decode("utf-8", "ignore"))).rstrip()
    for at, day in _publications(text, rules, language):
        if len(text) - at <= BEFORE_HEADLINE:
            yield len(text) - at, day, _stands_apart(text, at)


def days_in_elements(markup: PageMarkup, rules: CleaningRules) -> Iterator[str]:
    """The full dates of short elements that are named for a date or for what stands beside an article, in order."""
    for element in markup.elements(", ".join(rules.page["dated_elements"])):
        text = " ".join(element.text.split())
        if 0 < len(text) <= LONGEST_ELEMENT:
            yield from (day for _, day in _publications(text, rules, markup.language))


def days_in_text(markup: PageMarkup, rules: CleaningRules) -> Iterator[str]:
    """The full dates of the whole page after a word such as "published"; then the one of a page that shows no other."""
    text = _text(markup.tree)
    dates = list(_dates(text, rules, markup.language))
    yield from (day for at, day in dates if not _is_other(text, at, rules) and _is_labelled(text, at, rules))
    if len({day for _, day in dates}) == 1 and not all(_is_other(text, at, rules) for at, _ in dates):
        yield dates[0][1]


def _headlines(written: bytes, title: str) -> list[tuple[int, str]]:
    """Where the headings begin that the title repeats, with their text; else the first headings of the highest rank."""
    headings = list(_headings(written))
    titled = [(start, text) for _, start, text in headings if text in title]
    first = ((start, text) for rank, start, text in headings if rank == b"1")
    return titled or list(islice(first, MOST_FIRST_HEADINGS))


def _headings(written: bytes) -> Iterator[tuple[bytes, int, str]]:
    body = max(0, written.find(b"<body"))
    for tag in islice(HEADING.finditer(written, body), MOST_HEADINGS):
        end = written.find(b"</h", tag.end(), tag.end() + LONGEST_HEADING)
        inner = written[tag.start() : end].decode() if end >= 0 else ""
        text = " ".join(unescape(TAG.sub(" ", inner)).split())
        if len(text) >= SHORTEST_HEADLINE:
            yield tag[1], tag.start(), text


def _from_tag(markup: str) -> str:
    """A piece of markup from its first whole tag on, or from the end of the script or comment that it was cut in."""
    for begin, end in HIDDEN:
        closed = markup.find(end)
        if closed >= 0 and markup.rfind(begin, 0, closed) < 0:
            markup = markup[closed:]
    return "<" + markup.partition("<")[2]


def _text(markup: HTMLTree | str) -> str:
    text = extract_plain_text(markup, preserve_formatting=True, main_content=False, alt_texts=False, list_bullets=False)
    return str(text).replace("\u00a0", " ")


def _dates(text: str, rules: CleaningRules, language: str | None) -> Iterator[tuple[int, str]]:
    return rules.shown.within(text, language)


def _publications(text: str, rules: CleaningRules, language: str | None) -> Iterator[tuple[int, str]]:
    """The dates that no word beside them makes another date than that of publication."""
    return ((at, day) for at, day in _dates(text, rules, language) if not _is_other(text, at, rules))


def _is_other(text: str, at: int, rules: CleaningRules) -> bool:
    return rules.page["other_dates"].search(text[max(0, at - OTHER_DATE_CHARS) : at]) is not None


def _is_labelled(text: str, at: int, rules: CleaningRules) -> bool:
    return rules.page["labels"].search(text[max(0, at - LABEL_CHARS) : at]) is not None


def _stands_apart(text: str, at: int) -> bool:
    """Whether a date is in a line of its own or opens a paragraph; one inside a sentence dates what the sentence tells."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return at - start <= OPENING_CHARS or (end if end >= 0 else len(text)) - start <= OWN_LINE_CHARS
