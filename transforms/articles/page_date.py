"""The publication date that an HTML page states or shows, from the strongest evidence to the weakest.

1. What the markup calls the date of publication: JSON-LD, meta properties, microdata.
2. A date shown beside the headline, or in an element named for it.
3. What `htmldate` finds in its original-date mode, which weighs everything else.

A modification is never taken for a publication, and a bare `meta name="date"` is believed after what the page shows: content
management systems put the date of the page's template there. An address that names a month vetoes what lies outside of it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from htmldate import find_date
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from transforms.articles.moment import MONTHS, UnreadableDate, moment_of
from transforms.articles.page_markup import PageMarkup, elements, microdata_dates, structured_dates
from transforms.articles.publication import date_in_url
from transforms.articles.settings import CleaningRules
from transforms.articles.shown_date import full_dates

URL_MONTH: Final = re.compile(r"/((?:19|20)\d\d)/?-?(0[1-9]|1[0-2])(?:/|-\d\d[/-])")
BEFORE_HEADLINE: Final = 80
AFTER_HEADLINE: Final = 240
SHORTEST_HEADLINE: Final = 12
OPENING_CHARS: Final = 40
OWN_LINE_CHARS: Final = 80
LATEST: Final = "2100-01-01"
DAY: Final = timedelta(days=1)


def page_date(
    tree: HTMLTree, html: str, markup: PageMarkup, url: str | None, rules: CleaningRules, not_after: date | None
) -> tuple[str, str] | None:
    """The basis, HTML or URL, and the date of publication, as written or as an ISO day; None when the page has none."""
    in_url = date_in_url(url)
    if in_url is not None and _day(in_url, markup.language, not_after) is not None:
        return "URL", in_url
    found = _in_page(tree, html, markup, url, rules, not_after)
    return ("HTML", found) if found is not None else None


def _in_page(
    tree: HTMLTree, html: str, markup: PageMarkup, url: str | None, rules: CleaningRules, not_after: date | None
) -> str | None:
    language = markup.language

    def first(values: Iterable[str]) -> tuple[str, date] | None:
        days = ((value, _day(value, language, not_after)) for value in values)
        return next(((value, day) for value, day in days if day is not None and _fits(day, url)), None)

    stated = first(_stated(tree, html, markup, rules))
    dated = first(markup.dates(rules.page["dated"]))
    if stated is not None and (dated is None or dated[1] == stated[1]):
        return stated[0]
    text = str(extract_plain_text(tree, preserve_formatting=True, main_content=False, alt_texts=False, list_bullets=False))
    shown = _Shown.of(tree, text.replace("\u00a0", " "), rules, markup)
    if dated is not None and dated[1].isoformat() in shown.near:
        return dated[0]
    if stated is not None:
        return stated[0]
    seen = first(shown.apart) or first(shown.labelled)
    if seen is not None:
        return seen[0]
    return _weighed(html, url, shown, language, not_after)


def _stated(tree: HTMLTree, html: str, markup: PageMarkup, rules: CleaningRules) -> Iterator[str]:
    yield from structured_dates(html, frozenset(rules.page["article_types"]))
    yield from markup.dates(rules.page["published"])
    yield from microdata_dates(tree, html)


def _weighed(html: str, url: str | None, shown: "_Shown", language: str | None, not_after: date | None) -> str | None:
    """What htmldate finds, or the only day shown in the month that the address names."""
    limit = not_after.isoformat() if not_after is not None else LATEST
    found = find_date(html, extensive_search=True, original_date=True, max_date=limit)
    day = date.fromisoformat(found) if found is not None else None
    month = URL_MONTH.search(url) if url else None
    if day is not None and (day.month, day.day) == (1, 1):
        day = None  # htmldate makes the first of January of a lone year, such as that of a copyright line
    if day is None or month is None or (day.day != 1 and _fits(day, url)):
        return found if day is not None else None
    inside = {value for value in shown.all if value.startswith(f"{month[1]}-{month[2]}-")}
    if len(inside) == 1:
        return inside.pop()
    # A page is not older than its address; a day that htmldate makes of a bare month is no day.
    return found if day is not None and day.day != 1 and day > date(int(month[1]), int(month[2]), 1) else None


@dataclass(frozen=True, slots=True)
class _Shown:
    """Full dates in the visible text as ISO days: beside the headline, of these the ones in a line of their own, those after
    a word such as "published", and all.
    """

    near: tuple[str, ...]
    apart: tuple[str, ...]
    labelled: tuple[str, ...]
    all: tuple[str, ...]

    @classmethod
    def of(cls, tree: HTMLTree, text: str, rules: CleaningRules, markup: PageMarkup) -> "_Shown":
        """The dates that the text of the page shows."""
        dates = list(full_dates(text, {**MONTHS, **rules.page["months"]}, markup.language))
        own = [(at, day) for at, day in dates if not rules.page["other_dates"].search(text[max(0, at - 25) : at])]
        near: dict[str, int] = {}
        for headline in _headlines(tree, markup.title):
            start = text.find(headline)
            if start < 0:
                continue
            end = start + len(headline)
            for at, day in own:
                if start - BEFORE_HEADLINE <= at < end + AFTER_HEADLINE:
                    near.setdefault(day, start - at if at < start else at - end)
        labelled = [day for at, day in own if rules.page["labels"].search(text[max(0, at - 40) : at])]
        closest = sorted(near, key=near.__getitem__)
        apart = {day for at, day in own if _stands_apart(text, at)}
        return cls(
            tuple(closest), tuple(day for day in closest if day in apart), tuple(labelled), tuple(day for _, day in dates)
        )


def _stands_apart(text: str, at: int) -> bool:
    """Whether a date is in a line of its own or opens a paragraph; one inside a sentence dates what the sentence tells."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return at - start <= OPENING_CHARS or (end if end >= 0 else len(text)) - start <= OWN_LINE_CHARS


def _headlines(tree: HTMLTree, title: str) -> list[str]:
    """The headings that the page's title repeats, else its first headings of the highest rank."""
    texts = [" ".join(element.text.split()) for element in elements(tree, "h1, h2, h3")[:12]]
    titled = [text for text in texts if len(text) >= SHORTEST_HEADLINE and text in title]
    if titled:
        return titled
    first = (" ".join(element.text.split()) for element in elements(tree, "h1")[:3])
    return [text for text in first if len(text) >= SHORTEST_HEADLINE]


def _day(value: str, language: str | None, not_after: date | None) -> date | None:
    try:
        moment = moment_of(value, day_first=None, language=(language or "en")[:2].lower())
    except UnreadableDate:
        return None
    if moment is None or moment.precision in ("YEAR", "MONTH"):
        return None
    day = moment.when.date()
    return day if not_after is None or day <= not_after + DAY else None


def _fits(day: date, url: str | None) -> bool:
    """Whether the day lies in the month that the address names; a day more or less is the zone's."""
    found = URL_MONTH.search(url) if url else None
    if found is None:
        return True
    return any((near.year, near.month) == (int(found[1]), int(found[2])) for near in (day, day - DAY, day + DAY))
