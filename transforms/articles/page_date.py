"""The publication date that an HTML page states or shows, from the strongest evidence to the weakest.

1. What the markup calls the date of publication: JSON-LD, meta properties, microdata, `time` elements that agree.
2. The day in the address. Where the markup names a later one, the address has the original and the markup a republication.
3. A date shown beside the headline, or after a word such as "published", or alone on the page.
4. What `htmldate` finds in its extensive original-date mode, which weighs everything else.

A modification is never taken for a publication, nor the day on which an archive of the web took the page. A bare `meta
name="date"` is believed where the page shows the same day beside its headline: content management systems put the date of the
page's template there.
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

# The day that an archive of the web took the page, which it shows on the page: a date of crawling.
CAPTURE: Final = re.compile(r"/web/(\d{4})(\d\d)(\d\d)\d{6}(?:\w\w_)?/")
BEFORE_HEADLINE: Final = 80
AFTER_HEADLINE: Final = 240
SHORTEST_HEADLINE: Final = 12
OPENING_CHARS: Final = 40
OWN_LINE_CHARS: Final = 80
TIME: Final = re.compile(r"""<time\b[^>]{0,200}?\bdatetime\s?=\s?["']?(\d{4}-\d{2}-\d{2}[^"'>]{0,20})""")
YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d|\d[./-]\d\d(?!\d)")
LATEST: Final = "2100-01-01"
DAY: Final = timedelta(days=1)


def page_date(
    tree: HTMLTree, html: str, markup: PageMarkup, url: str | None, rules: CleaningRules, not_after: date | None
) -> tuple[str, str] | None:
    """The basis, HTML or URL, and the date of publication, as written or as an ISO day; None when the page has none."""
    archived = _archived(url)

    def first(values: Iterable[str]) -> tuple[str, date] | None:
        days = ((value, _day(value, markup.language, not_after)) for value in values)
        return next(((value, day) for value, day in days if day is not None and day != archived), None)

    stated = first(stated_dates(tree, html, markup, rules))
    addressed = first(filter(None, (date_in_url(url),)))
    if addressed is not None and (stated is None or stated[1] > addressed[1]):
        return "URL", addressed[0]
    bare = first(markup.dates(rules.page["dated"]))
    if stated is not None and (bare is None or bare[1] == stated[1]):
        return "HTML", stated[0]
    shown = _Shown.of(tree, rules, markup)
    borne_out = bare if bare is not None and bare[1].isoformat() in shown.near else None
    found = borne_out or stated or first(shown.in_turn()) or first(_weighed(html, url, not_after))
    return ("HTML", found[0]) if found is not None else None


def stated_dates(tree: HTMLTree, html: str, markup: PageMarkup, rules: CleaningRules) -> Iterator[str]:
    """What the markup calls the date of publication, as written."""
    yield from structured_dates(html, frozenset(rules.page["article_types"]))
    yield from markup.dates(rules.page["published"])
    yield from microdata_dates(tree, html)
    yield from _times(html)


def _weighed(html: str, url: str | None, not_after: date | None) -> Iterator[str]:
    """What htmldate finds, but for the day that it makes of a lone year, or of a month in the address: the first of it."""
    limit = not_after.isoformat() if not_after is not None else LATEST
    found = find_date(html, extensive_search=True, original_date=True, max_date=limit)
    if found is None or found.endswith("-01-01"):
        return
    if not (found.endswith("-01") and url is not None and found[:7].replace("-", "/") in url):
        yield found


def _archived(url: str | None) -> date | None:
    """The day on which an archive of the web took the page."""
    found = CAPTURE.search(url) if url else None
    try:
        return date(*map(int, found.groups())) if found is not None else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Shown:
    """Full dates in the visible text as ISO days: beside the headline, of these the ones in a line of their own, those after
    a word such as "published", and the one of a page that shows no other.
    """

    near: tuple[str, ...]
    apart: tuple[str, ...]
    labelled: tuple[str, ...]
    only: tuple[str, ...]

    @classmethod
    def of(cls, tree: HTMLTree, rules: CleaningRules, markup: PageMarkup) -> "_Shown":
        """The dates that the text of the page shows."""
        text = str(extract_plain_text(tree, preserve_formatting=True, main_content=False, alt_texts=False, list_bullets=False))
        text = text.replace("\u00a0", " ")
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
        days = tuple(day for _, day in dates)
        only = days[:1] if own and len(set(days)) == 1 else ()
        return cls(tuple(closest), tuple(day for day in closest if day in apart), tuple(labelled), only)

    def in_turn(self) -> Iterator[str]:
        """The dates that may be that of publication, the likeliest first."""
        yield from self.apart
        yield from self.labelled
        yield from self.only


def _times(html: str) -> Iterator[str]:
    """The date of the page's `time` elements, where all of them say the same day."""
    values = TIME.findall(html)
    if values and len({value[:10] for value in values}) == 1:
        yield values[0]


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
    if YEAR.search(value) is None:
        return None  # "9:05 PM": no day, which takes a parser of all languages long to find out
    try:
        moment = moment_of(value, day_first=None, language=(language or "en")[:2].lower())
    except UnreadableDate:
        return None
    if moment is None or moment.precision in ("YEAR", "MONTH"):
        return None
    day = moment.when.date()
    return day if not_after is None or day <= not_after + DAY else None
