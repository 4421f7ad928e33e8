"""When an article was published: the first evidence that holds, with its basis and precision.

The order: the record's own metadata; the page; the address; the day that the run was given; the dateline in the text; the
feed's entry. Never the crawl's date, never a file's time, never today.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from msgspec import Struct

from transforms.articles.moment import DateWords, Moment, UnreadableDate, moment_of, zone_named
from transforms.articles.settings import ArticleSettings

# /2017/12/31/, /2017-12-31-, /20171231/ and what German and French papers write; a month alone is too coarse to resolve by.
URL_DATE: Final = re.compile(
    r"[/_-](?P<year>(?:19|20)\d\d)(?P<mark>[/_-]?)(?P<month>0?[1-9]|1[0-2])(?P=mark)(?P<day>3[01]|[12]\d|0?[1-9])(?=[/_.?#-]|$)"
)
# A zone may be a day ahead of the run's, or of the feed's.
SLACK: Final = timedelta(days=1)


class Publication(Struct, frozen=True):
    """The columns of an article's publication; a month or a year alone gives a precision and no day."""

    at: datetime | None
    on: date | None
    offset_min: int | None
    precision: str | None
    basis: str


UNKNOWN: Final = Publication(None, None, None, None, "NONE")


class Evidence(NamedTuple):
    """One thing that dates an article. Absurd `stated` evidence is refused with its record; found evidence is passed by."""

    basis: str
    value: object
    stated: bool = False


def publication_of(
    evidence: Iterable[Evidence], settings: ArticleSettings, language: str | None, not_after: date | None
) -> Publication:
    """The first evidence that is a date. Raises UnreadableDate when a stated one is none, absurd or ambiguous."""
    coarse = UNKNOWN
    for item in evidence:
        if item.value is None:
            continue
        read = _read_written if isinstance(item.value, str) else _read
        try:
            found = read(
                item.value, item.basis, settings.rules.dates, settings.day_first, settings.time_zone, language, not_after
            )
        except UnreadableDate:
            if item.stated:
                raise
            continue
        if found is None:
            continue
        if found.on is not None:
            return found
        coarse = found if coarse is UNKNOWN else coarse
    return coarse


def publication_stated(
    value: object, settings: ArticleSettings, language: str | None, not_after: date | None
) -> Publication | None:
    """The day that a record states, as most do: no other evidence is then looked for. None for less than a day.

    Raises UnreadableDate as `publication_of` does.
    """
    if not isinstance(value, str):
        return None
    words = settings.rules.dates
    found = _read_written(value, "METADATA", words, settings.day_first, settings.time_zone, language, not_after)
    return found if found is not None and found.on is not None else None


def _read(
    value: object,
    basis: str,
    words: DateWords,
    day_first: bool | None,
    zone_name: str | None,
    language: str | None,
    not_after: date | None,
) -> Publication | None:
    """The columns of one date; None when the field is empty."""
    moment = moment_of(value, words, day_first=day_first, language=language)
    if moment is None:
        return None
    _refuse_future(moment, not_after)
    return _published(moment, basis, zone_name)


# Many articles of a dump have the same day.
_read_written = lru_cache(maxsize=8192)(_read)


def _refuse_future(moment: Moment, not_after: date | None) -> None:
    day = moment.when.date()
    if not_after is not None and day > not_after + SLACK:
        # The same words on whatever day it is read, as the digest of the rejects has them.
        message = f"expected a date up to the day after the run's, or the dump's, got {day.isoformat()}"
        raise UnreadableDate("absurd_date", message, day - SLACK)


def _published(moment: Moment, basis: str, zone_name: str | None) -> Publication:
    """The columns of a moment. Raises UnreadableDate when its zone carries it past the last day that a calendar holds."""
    if moment.precision in ("YEAR", "MONTH"):
        return Publication(None, None, None, moment.precision, basis)
    try:
        return _placed(moment, basis, zone_name)
    except OverflowError as error:
        raise UnreadableDate("absurd_date", f"expected a date, got {moment.when.isoformat()}: {error}") from error


def _placed(moment: Moment, basis: str, zone_name: str | None) -> Publication:
    when = moment.when
    zone = zone_named(zone_name) if zone_name is not None else None
    if zone is not None and when.tzinfo is None:
        when = when.replace(tzinfo=zone)
    elif zone is not None and when.utcoffset() == timedelta(0):
        when = when.astimezone(zone)  # UTC is how machines write; the source's own zone says which day its readers had
    if when.tzinfo is None:
        return Publication(when.replace(tzinfo=UTC), when.date(), None, moment.precision, basis)
    offset = when.utcoffset() or timedelta(0)
    return Publication(when.astimezone(UTC), when.date(), int(offset.total_seconds() // 60), moment.precision, basis)


def date_in_url(url: str | None) -> str | None:
    """The day that an address names, as ISO; None when it names none.

    >>> date_in_url("https://news.example/2017/12/31/budget.html")
    '2017-12-31'
    """
    found = URL_DATE.search(url) if url else None
    if found is None or (found["mark"] == "" and len(found[0]) != 9):
        return None
    return f"{found['year']}-{int(found['month']):02}-{int(found['day']):02}"


def date_of_dateline(parts: re.Match[str] | None, reference: date | None, months: Mapping[str, int]) -> str | None:
    """The day of a dateline as ISO; None for one without a year, where there is no reference.

    Without a year in it, the latest such day up to the one after the reference, which may be a day in another zone.
    """
    if parts is None or not parts["month"] or parts["month"].lower() not in months:
        return None
    month, day = months[parts["month"].lower()], int(parts["day"])
    if parts["year"]:
        return f"{parts['year']}-{month:02}-{day:02}"
    if reference is None:
        return None
    latest = min(reference, date.max - SLACK) + SLACK
    year = latest.year if (month, day) <= (latest.month, latest.day) else latest.year - 1
    return f"{year}-{month:02}-{day:02}"


def revision_of(value: object, settings: ArticleSettings, language: str | None, not_after: date | None) -> datetime | None:
    """The moment of the last revision in UTC; None when the record states none that can be read, or one to come."""
    if value is None:
        return None
    try:
        moment = moment_of(value, settings.rules.dates, day_first=settings.day_first, language=language)
        if moment is None:
            return None
        _refuse_future(moment, not_after)
        return _published(moment, "METADATA", settings.time_zone).at
    except UnreadableDate:
        return None  # a revision orders copies and nothing else: a bad one is no reason to refuse the article
