"""Arithmetic of the civil calendar: units, their starts, steps between them, and spans.

Weeks are ISO weeks (Monday first). Everything is naive local time; intervals are `[start, end)`.

`datetime` has no year before 1. A year before Christ is kept as 10000 less it (490 BC is 9510), so that steps and order stay
right; `is_before_christ` tells the two apart, and no such moment leaves this package.
"""

from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, datetime, timedelta
from typing import Final

DAY: Final = timedelta(days=1)
HALF_DAY: Final = DAY / 2
WEEK: Final = timedelta(days=7)

# Months in the units that are made of months; lengths of those that are not.
MONTHS: Final = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200, "millennium": 12000}
LENGTHS: Final = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": DAY,
    "weekend": WEEK,
    "week": WEEK,
    "fortnight": 2 * WEEK,
}
# Days in a unit, for comparing and widening; the mean of the Gregorian calendar for those made of months.
MEAN_DAYS: Final = {unit: length / DAY for unit, length in LENGTHS.items()} | {
    unit: months * 30.436875 for unit, months in MONTHS.items()
}
FINENESS: Final = (
    "second",
    "minute",
    "hour",
    "daypart",
    "day",
    "weekend",
    "week",
    "fortnight",
    "month",
    "season",
    "quarter",
    "half",
    "year",
    "decade",
    "century",
    "millennium",
)


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch of civil time, `[start, end)`, that the calendar or the words name as a unit.

    `code` is the TIMEX3 code of what has one (NI, SU, Q3), 24 of midnight at the end of a day, and 12 of a clock time whose
    half of the day is said.
    """

    unit: str
    start: datetime
    end: datetime
    code: str | None = None


# The first year that stands for one before Christ: 4000 BC.
BEFORE_CHRIST: Final = 6000
EPOCH: Final = 10000


def is_before_christ(moment: datetime) -> bool:
    """Whether the moment stands for one before Christ."""
    return moment.year >= BEFORE_CHRIST


def at(year: int, month: int = 1, day: int = 1) -> datetime:
    """Midnight of that day in local civil time."""
    return datetime(year, month, day)  # noqa: DTZ001 - civil time has no zone: the text gives none


def floor(unit: str, moment: datetime) -> datetime:
    """The start of the unit that holds the moment.

    >>> floor("quarter", datetime(2013, 11, 5, 10, 30))
    datetime.datetime(2013, 10, 1, 0, 0)
    """
    if unit == "second":
        return moment.replace(microsecond=0)
    if unit == "minute":
        return moment.replace(second=0, microsecond=0)
    if unit == "hour":
        return moment.replace(minute=0, second=0, microsecond=0)
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    if unit == "day":
        return day
    if unit in {"week", "fortnight"}:
        return day - timedelta(days=day.weekday())
    if unit == "weekend":
        return day - timedelta(days=day.weekday()) + timedelta(days=5)
    if unit in {"decade", "century", "millennium"}:
        years = MONTHS[unit] // 12
        return at(max(MINYEAR, day.year - day.year % years))
    months = MONTHS[unit]
    return day.replace(month=day.month - (day.month - 1) % months, day=1)


def shift(unit: str, moment: datetime, count: float) -> datetime | None:
    """The moment `count` units later (earlier when negative), clipped to the month's last day; None outside 4000 BC to 5999.

    >>> shift("month", datetime(2013, 1, 31), 1)
    datetime.datetime(2013, 2, 28, 0, 0)
    """
    moved = _shifted(unit, moment, count)
    return moved if moved is None or is_before_christ(moved) == is_before_christ(moment) else None


def _shifted(unit: str, moment: datetime, count: float) -> datetime | None:
    try:
        if unit in LENGTHS:
            return moment + LENGTHS[unit] * count
        months = MONTHS[unit] * count
        whole = int(months // 1)
        total = moment.year * 12 + moment.month - 1 + whole
        year, month = divmod(total, 12)
        if not MINYEAR <= year <= MAXYEAR:
            return None
        moved = moment.replace(year=year, month=month + 1, day=min(moment.day, days_in_month(year, month + 1)))
        return moved + DAY * round((months - whole) * MEAN_DAYS["month"])
    except OverflowError:
        return None


def days_in_month(year: int, month: int) -> int:
    """28 to 31."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in {4, 6, 9, 11} else 31


def unit_span(unit: str, start: datetime) -> Span | None:
    """The span of one unit from its start; None when it runs out of the calendar. 1 BC ends with the last moment there is."""
    end = start + 2 * DAY if unit == "weekend" else shift(unit, start, 1)
    if end is None and is_before_christ(start):
        end = datetime.max  # noqa: DTZ901 - civil time has no zone
    return None if end is None else Span(unit, start, end)


def is_finer(unit: str, other: str) -> bool:
    """Whether the first unit is finer than the second."""
    return FINENESS.index(unit) < FINENESS.index(other)


def same_unit(span: Span, moment: datetime) -> Span | None:
    """The span of the same unit, and code if it has one, at another moment."""
    if span.unit == "season":
        # A winter has a day more in a leap year.
        months = (moment.year - span.start.year) * 12 + moment.month - span.start.month
        end = shift("month", span.end, months)
        return None if end is None else replace(span, start=moment, end=end)
    # An hour after midnight the day that it ended is over.
    if span.code is not None and (span.code != "24" or moment == floor("day", moment)):
        return Span(span.unit, moment, moment + (span.end - span.start), span.code)
    return unit_span(span.unit, floor(span.unit, moment))


def into_year(span: Span, year: Span) -> Span | None:
    """The same part of another year: "the 1988 period" after the third quarter of 1989."""
    if not is_finer(span.unit, year.unit):
        return year
    origin = anchor_day(span)
    start = shift("year", origin, year.start.year - origin.year)
    return None if start is None else same_unit(span, start)


def anchor_day(span: Span) -> datetime:
    """The day by which a span is known: of a week its Thursday, which says the year an ISO week belongs to, else the first."""
    return span.start + 3 * DAY if span.unit == "week" else span.start
