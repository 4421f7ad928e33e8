"""The publication date that an HTML page states or shows, from the strongest evidence to the weakest.

1. What the markup calls the date of publication: JSON-LD, meta properties, microdata, `time` elements that agree.
2. The day in the address. Where the markup names a later one, the address has the original and the markup a republication.
3. A date shown beside the headline, in a line of its own.
4. A bare `meta name="date"`.
5. A date in an element named for one, or after a word such as "published", or alone on the page.
6. What `htmldate` finds in its original-date mode. Its extensive search of the markup's numbers is left out: it guesses.

A modification is never taken for a publication, nor the day on which an archive of the web took the page. Content management
systems put the date of the page's template in a bare `meta name="date"`: it comes before 1 where the page shows the same day
beside its headline, and after 3 where it does not.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from transforms.articles.moment import DateWords, UnreadableDate, moment_of
from transforms.articles.page_markup import PageMarkup, microdata_dates, structured_dates, time_dates
from transforms.articles.publication import date_in_url
from transforms.articles.settings import CleaningRules
from transforms.articles.shown_on_page import BesideHeadline, days_in_elements, days_in_text

# The day that an archive of the web took the page, which it shows on the page: a date of crawling.
CAPTURE: Final = re.compile(r"/web/(\d{4})(\d\d)(\d\d)\d{6}(?:\w\w_)?/")
YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d|\d[./-]\d\d(?!\d)")
LATEST: Final = "2100-01-01"
DAY: Final = timedelta(days=1)


def page_date(markup: PageMarkup, url: str | None, rules: CleaningRules, not_after: date | None) -> tuple[str, str] | None:
    """The basis, HTML or URL, and the date of publication, as written or as an ISO day; None when the page has none."""
    archived = _archived(url)

    def first(values: Iterable[str]) -> tuple[str, date] | None:
        days = ((value, _day(value, rules.dates, markup.language, not_after)) for value in values)
        return next(((value, day) for value, day in days if day is not None and day != archived), None)

    stated = first(stated_dates(markup, rules))
    addressed = first(filter(None, (date_in_url(url),)))
    if addressed is not None and (stated is None or stated[1] > addressed[1]):
        return "URL", addressed[0]
    bare = first(markup.dates(rules.page["dated"]))
    if stated is not None and (bare is None or bare[1] == stated[1]):
        return "HTML", stated[0]
    beside = BesideHeadline.of(markup, rules)
    borne_out = bare if bare is not None and bare[1].isoformat() in beside.days else None
    found = borne_out or stated or first(beside.apart) or bare or first(_elsewhere(markup, url, rules, not_after))
    return ("HTML", found[0]) if found is not None else None


def stated_dates(markup: PageMarkup, rules: CleaningRules) -> Iterator[str]:
    """What the markup calls the date of publication, as written."""
    yield from structured_dates(markup.written, frozenset(rules.page["article_types"]))
    yield from markup.dates(rules.page["published"])
    yield from microdata_dates(markup)
    yield from time_dates(markup)


def _elsewhere(markup: PageMarkup, url: str | None, rules: CleaningRules, not_after: date | None) -> Iterator[str]:
    """The dates away from the headline, the likeliest first; no place is searched before those ahead of it have failed."""
    yield from days_in_elements(markup, rules)
    yield from days_in_text(markup, rules)
    yield from _weighed(markup.written.decode(), url, not_after)


def _weighed(html: str, url: str | None, not_after: date | None) -> Iterator[str]:
    """What htmldate finds, but for the day that it makes of a lone year, or of a month in the address: the first of it."""
    from htmldate import find_date  # pages whose markup says nothing need it, other dumps never

    limit = not_after.isoformat() if not_after is not None else LATEST
    found = find_date(html, extensive_search=False, original_date=True, max_date=limit)
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


def _day(value: str, words: DateWords, language: str | None, not_after: date | None) -> date | None:
    if YEAR.search(value) is None:
        return None  # "9:05 PM": no day, which takes a parser of all languages long to find out
    try:
        moment = moment_of(value, words, day_first=None, language=(language or "en")[:2].lower())
    except UnreadableDate:
        return None
    if moment is None or moment.precision in ("YEAR", "MONTH"):
        return None
    day = moment.when.date()
    return day if not_after is None or day <= not_after + DAY else None
