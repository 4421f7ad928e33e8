"""One written date read as a moment with its precision. No clock, no locale: what cannot be told is said so."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from msgspec import Struct

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

# What is matched has one space at a time: where several may stand, each pattern would try every division of them.
_TIME: Final = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)? ?(?P<half>[apAP]\.?[mM]\.?)?"
_ZONE: Final = r" ?(?:(?P<zone>[A-Za-z]{1,5})|(?:GMT|UTC)? ?(?P<offset>[+-]\d{1,2}(?::?\d{2})?))?(?: ?\([\w ]+\))?"
_CLOCK: Final = rf"(?:(?:T|[ ,]+(?:at )?){_TIME}{_ZONE})?"
_WEEKDAY: Final = r"(?:[A-Za-z]{3,9}\.?,? )?"
ISO: Final = re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}}){_CLOCK}$")
COMPACT: Final = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?"
    r"(?:[.,]\d+)?(?:(?P<zone>Z)|(?P<offset>[+-]\d{2}:?\d{2}))?)?$"
)
DAY_NAME: Final = re.compile(
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ -](?P<name>[A-Za-z]{{3,9}})\.?,?[ -](?P<year>\d{{4}}){_CLOCK}$"
)
NAME_DAY: Final = re.compile(
    rf"(?:[A-Za-z]{{3,9}}\.?, )?(?P<name>[A-Za-z]{{3,9}})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}}){_CLOCK}$"
)
# "Fri Feb 02 10:00:00 +0000 2024", as programs in C and posts of Twitter have it.
YEAR_LAST: Final = re.compile(rf"{_WEEKDAY}(?P<name>[A-Za-z]{{3,9}}) (?P<day>\d{{1,2}}) {_TIME}{_ZONE} (?P<year>\d{{4}})$")
NUMERIC: Final = re.compile(rf"(?P<a>\d{{1,2}})(?P<mark>[/.-])(?P<b>\d{{1,2}})(?P=mark)(?P<year>\d{{4}}|\d{{2}}){_CLOCK}$")
YEAR_FIRST: Final = re.compile(rf"(?P<year>\d{{4}})[/.](?P<month>\d{{1,2}})[/.](?P<day>\d{{1,2}}){_CLOCK}$")
ISO_WEEK: Final = re.compile(rf"(?P<year>\d{{4}})-?W(?P<week>\d{{2}})-?(?P<weekday>\d){_CLOCK}$", re.IGNORECASE)
# What dateparser would take for a month.
OTHER_WEEK: Final = re.compile(r"(?<![a-z])W\d", re.IGNORECASE)
YEAR_MONTH: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})$")
YEAR: Final = re.compile(r"(?P<year>\d{4})$")
# A day whose time of day is garbled ("31-MAR-1987 605:12:19.12") is still a day.
GARBLED_CLOCK: Final = re.compile(r"(?<=\d{4})[T ]+[\d:.,]+$")
# Exporters write 0 where they have no time.
EMPTY: Final = frozenset({"", "0"})
EPOCH: Final = re.compile(r"\d{9,13}(?:\.\d+)?$")
LONGEST: Final = 100


@dataclass(frozen=True, slots=True, eq=False)
class DateWords:
    """The words and bounds of written dates, `[dates]` of a configuration's articles.toml. What was read is kept by it."""

    months: Mapping[str, int]
    zones: Mapping[str, int]
    clock_words: frozenset[str]
    first_short_year: int
    earliest_year: int
    # Pieces of patterns: what may stand after a day, before a month and before a year, and the signs of a date without names.
    after_day: str
    before_month: str
    before_year: str
    year_sign: str
    month_sign: str
    day_sign: str

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> "DateWords":
        """The words of the table."""
        return cls(
            months=table["months"],
            zones=table["zones"],
            clock_words=frozenset(table["clock_words"]),
            first_short_year=table["first_short_year"],
            earliest_year=table["earliest_year"],
            after_day=_any(table["day_marks"]) + "{0,2}",  # "1.º" has two of them
            before_month=_any(table["before_month"]) + "?",
            before_year=_any(table["before_year"]) + "?",
            **{f"{unit}_sign": f"[{re.escape(signs)}]" for unit, signs in table["signs"].items()},
        )

    def full_year(self, short: int) -> int:
        """The year that two digits stand for."""
        return short + (1900 if short >= self.first_short_year else 2000)


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s") for word in words) + ")"


class Moment(Struct, frozen=True):
    """A local date and time with its precision; `when` is aware only when the writing names a zone."""

    when: datetime
    precision: str


class UnreadableDate(ValueError):  # noqa: N818 - a state of the record
    """A written date that is no date, or not one alone; `reason` is a reject's reason code.

    One that only lies ahead can be read by a run of the day `due_on`.
    """

    def __init__(self, reason: str, message: str, due_on: date | None = None) -> None:
        super().__init__(message)
        self.reason = reason
        self.due_on = due_on


def moment_of(value: object, words: DateWords, *, day_first: bool | None, language: str | None) -> Moment | None:
    """The moment that a field's value says, "December 31, 2017" or seconds since 1970; None when the field is empty or 0.

    Raises UnreadableDate: absurd_date, ambiguous_date or unreadable_date.
    """
    if isinstance(value, str):
        text = _spaced(value)
        return _known(text, words, day_first, language) if text not in EMPTY else None
    if value is None:
        return None
    if isinstance(value, datetime):
        return _sound(_told(value, "SECOND"), words)
    if isinstance(value, date):
        return _sound(Moment(datetime(value.year, value.month, value.day), "DAY"), words)  # noqa: DTZ001 - civil time
    if isinstance(value, bool):
        raise UnreadableDate("unreadable_date", f"expected a date, got {value!r}")
    if isinstance(value, (int, float)):
        return _epoch(value, words) if value else None
    raise UnreadableDate("unreadable_date", f"expected a date, got {type(value).__name__}: {str(value)[:60]!r}")


def _epoch(value: float, words: DateWords) -> Moment:
    """Seconds since 1970; values that big are milliseconds. Small whole numbers that look like a year or a day are dates."""
    if value != value or abs(value) > 1e14:  # compared before any conversion: a whole number may be too big for a float
        raise UnreadableDate("absurd_date", f"expected seconds since 1970, got {str(value)[:60]}")
    seconds = float(value)
    if seconds.is_integer() and (1000 <= seconds < 10000 or 10000000 <= seconds < 100000000):
        return _written(str(int(seconds)), words, None, None)
    if abs(seconds) > 1e11:
        seconds /= 1000
    try:
        return _sound(_told(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds), "SECOND"), words)
    except OverflowError as error:
        raise UnreadableDate("absurd_date", f"expected seconds since 1970, got {seconds!r}") from error


def _spaced(text: str) -> str:
    """A written date with single spaces; raises UnreadableDate for what is longer than any."""
    text = " ".join(text.split())
    if len(text) > LONGEST:
        raise _unreadable(text)
    return text


def _unreadable(text: str) -> UnreadableDate:
    return UnreadableDate("unreadable_date", f"expected a date, got {text[:60]!r}")


def _known(text: str, words: DateWords, day_first: bool | None, language: str | None) -> Moment:
    read = _read(text, words, day_first, language)
    if isinstance(read, Moment):
        return read
    raise UnreadableDate(*read)


@lru_cache(maxsize=65536)
def _read(text: str, words: DateWords, day_first: bool | None, language: str | None) -> Moment | tuple[str, str]:
    """The moment, or the reason and message of its refusal: a cache keeps no exception, and to refuse is slowest."""
    try:
        return _written(text, words, day_first, language)
    except UnreadableDate as error:
        return error.reason, str(error)


def _written(text: str, words: DateWords, day_first: bool | None, language: str | None) -> Moment:
    for pattern in (ISO, DAY_NAME, NAME_DAY, YEAR_LAST, COMPACT, YEAR_FIRST):
        if (found := pattern.match(text)) is not None:
            parts = found.groupdict()
            name = parts.get("name")
            if name is not None and name.lower() not in words.months:
                continue
            month = words.months[name.lower()] if name is not None else int(parts["month"])
            return _built(text, words, parts, int(parts["year"]), month, int(parts["day"]))
    if (found := ISO_WEEK.match(text)) is not None:
        return _of_week(text, words, found.groupdict())
    if (found := NUMERIC.match(text)) is not None:
        return _numeric(text, words, found.groupdict(), day_first)
    if (found := YEAR_MONTH.match(text)) is not None:
        return _built(text, words, {}, int(found["year"]), int(found["month"]), 1, "MONTH")
    if (found := YEAR.match(text)) is not None:
        return _built(text, words, {}, int(found["year"]), 1, 1, "YEAR")
    if EPOCH.match(text):
        return _epoch(float(text), words)
    if (bare := GARBLED_CLOCK.sub("", text)) != text:
        return _written(bare, words, day_first, language)
    return _parsed(text, words, day_first, language)


def _of_week(text: str, words: DateWords, parts: dict[str, str | None]) -> Moment:
    try:
        day = date.fromisocalendar(*(int(parts[name] or 0) for name in ("year", "week", "weekday")))
    except ValueError as error:
        raise UnreadableDate("absurd_date", f"expected a date, got {text!r}: {error}") from error
    return _built(text, words, parts, day.year, day.month, day.day)


def _numeric(text: str, words: DateWords, parts: dict[str, str | None], day_first: bool | None) -> Moment:
    """03/04/2013. Dots put the day first everywhere; else a number over 12 is the day; else the source must say."""
    first, second, year = int(parts["a"] or 0), int(parts["b"] or 0), int(parts["year"] or 0)
    if len(parts["year"] or "") == 2:
        year = words.full_year(year)
    if parts["mark"] == "." or first > 12 or first == second:
        day_first = True
    elif second > 12:
        day_first = False
    elif day_first is None:
        raise UnreadableDate(
            "ambiguous_date",
            f"expected to know whether the day or the month comes first in {text!r}; set day_first in the source",
        )
    day, month = (first, second) if day_first else (second, first)
    return _built(text, words, parts, year, month, day)


def order_of(text: str) -> bool | None:
    """Whether the day comes first in a numeric date, when the numbers themselves say so; else None.

    >>> order_of("25/12/2013"), order_of("12/25/2013"), order_of("03/04/2013")
    (True, False, None)
    """
    found = NUMERIC.match(" ".join(text.split()))
    if found is None or found["mark"] == ".":
        return None
    first, second = int(found["a"]), int(found["b"])
    if first > 12 >= second:
        return True
    return False if second > 12 >= first else None


def _built(
    text: str,
    words: DateWords,
    parts: Mapping[str, str | None],
    year: int,
    month: int,
    day: int,
    precision: str | None = None,
) -> Moment:
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    if hour > 24 or second > 60 or (hour == 24 and (minute or second)):
        raise UnreadableDate("absurd_date", f"expected a time of day up to 24:00, got {text!r}")
    half = parts.get("half")
    if half:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    try:
        when = datetime(year, month, day, hour % 24, minute, min(second, 59))  # noqa: DTZ001 - the zone follows
        when += timedelta(days=hour // 24)
    except (ValueError, OverflowError) as error:
        raise UnreadableDate("absurd_date", f"expected a date, got {text!r}: {error}") from error
    if precision is None:
        precision = "DAY" if not parts.get("hour") else "SECOND" if parts.get("second") else "MINUTE"
    name, offset = parts.get("zone"), parts.get("offset")
    zone = _zone(name, offset, words.zones)
    if zone is not None:
        when = when.replace(tzinfo=zone)
    elif offset or (name and name.lower() not in words.clock_words):
        # An hour in a zone that nobody knows is no moment; its day is the writer's own and stands.
        when, precision = when.replace(hour=0, minute=0, second=0), "DAY"
    return _sound(_told(when, precision) if hour != 24 else Moment(when, precision), words)


def _zone(name: str | None, offset: str | None, zones: Mapping[str, int]) -> tzinfo | None:
    if offset:
        digits = offset[1:].replace(":", "")
        minutes = int(digits) * 60 if len(digits) <= 2 else int(digits[:-2]) * 60 + int(digits[-2:])
        return timezone(timedelta(minutes=-minutes if offset[0] == "-" else minutes)) if minutes < 24 * 60 else None
    ahead = zones.get(name.lower()) if name else None
    return None if ahead is None else UTC if ahead == 0 else timezone(timedelta(minutes=ahead))


# dateparser fills what is missing from a base date. The base is fixed, so that no answer depends on the day of the run.
_SETTINGS: Final = {
    "PARSERS": ["absolute-time"],
    "REQUIRE_PARTS": ["year", "month"],
    "RELATIVE_BASE": datetime(2000, 1, 1),  # noqa: DTZ001 - dateparser wants it naive
    "PREFER_DAY_OF_MONTH": "first",
    "RETURN_TIME_AS_PERIOD": True,
}


@lru_cache(maxsize=64)
def _parser(language: str | None, order: str | None) -> "DateDataParser":
    from dateparser.date import DateDataParser  # half a second that most dumps can do without

    settings = {**_SETTINGS, "DATE_ORDER": order} if order else _SETTINGS
    return DateDataParser(languages=[language] if language else None, settings=settings)


_PERIODS: Final = {"year": "YEAR", "month": "MONTH", "day": "DAY", "time": "MINUTE"}


def _parsed(text: str, words: DateWords, day_first: bool | None, language: str | None) -> Moment:
    """What dateparser reads, in the given language first and then in any."""
    order = None if day_first is None else "DMY" if day_first else "MDY"
    # What has no number has no year: dateparser would load the words of 200 languages, two seconds, to say so.
    readable = any(unicodedata.numeric(each, 0) for each in text) and not OTHER_WEEK.search(text)
    for chosen in dict.fromkeys((language, None)) if readable else ():
        try:
            data = _parser(chosen, order).get_date_data(text)
        except (ValueError, OverflowError, TypeError, KeyError):
            continue  # an unknown language, or a number that no calendar holds: the next reading may fit
        if data.date_obj is not None and data.period in _PERIODS:
            return _sound(_told(data.date_obj, _PERIODS[data.period]), words)
    raise _unreadable(text)


def _told(when: datetime, precision: str) -> Moment:
    """The moment, or its day alone where it is a midnight: exporters write a bare date so, as often as not in UTC."""
    if precision not in ("MINUTE", "SECOND") or when.time() != time.min:
        return Moment(when, precision)
    return Moment(when.replace(tzinfo=None) if when.utcoffset() == timedelta(0) else when, "DAY")


def _sound(moment: Moment, words: DateWords) -> Moment:
    if moment.when.year < words.earliest_year:
        message = f"expected a date since {words.earliest_year}, got {moment.when.date().isoformat()}"
        raise UnreadableDate("absurd_date", message)
    return moment


@lru_cache(maxsize=64)
def zone_named(name: str) -> ZoneInfo:
    """The zone of an IANA name; raises ZoneInfoNotFoundError, a KeyError, for another."""
    return ZoneInfo(name)
