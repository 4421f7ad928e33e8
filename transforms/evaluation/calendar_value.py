"""TIMEX3 values that name a stretch of the calendar, and how two of them compare."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

# From the finest to the coarsest; each form with its groups read as a first day.
GRANULARITIES: Final = ("day", "week", "month", "quarter", "half", "year", "decade")
_FORMS: Final = {
    "day": re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?"),
    "week": re.compile(r"(\d{4})-W(\d\d)(?:-WE)?"),
    "month": re.compile(r"(\d{4})-(\d\d)"),
    "quarter": re.compile(r"(\d{4})-Q([1-4])"),
    "half": re.compile(r"(\d{4})-H([12])"),
    "year": re.compile(r"(\d{4})"),
    "decade": re.compile(r"(\d{3})"),
}


@dataclass(frozen=True, slots=True)
class CalendarValue:
    """A granularity and the first day of the stretch."""

    granularity: str
    first_day: date


def calendar_value(value: str | None) -> CalendarValue | None:
    """What a TIMEX3 value names on the calendar; None for durations, sets, references and days that do not exist.

    A weekend counts as its whole week, as in the reference scorer, so that the figures can be compared.

    >>> calendar_value("2013-W41-WE")
    CalendarValue(granularity='week', first_day=datetime.date(2013, 10, 7))
    >>> calendar_value("2013-02-30") is None
    True
    """
    for granularity, form in _FORMS.items():
        found = form.fullmatch((value or "").strip())
        if found:
            try:
                return CalendarValue(granularity, _first_day(granularity, [int(group) for group in found.groups()]))
            except ValueError:  # the 30th of February: no stretch of the calendar
                return None
    return None


def covers(gold: CalendarValue, predicted: CalendarValue) -> bool:
    """Whether the prediction is as fine as gold, or finer, and lies in gold's stretch by its first day."""
    rank = GRANULARITIES.index
    if rank(predicted.granularity) > rank(gold.granularity):
        return False
    return cell(gold.first_day, gold.granularity) == cell(predicted.first_day, gold.granularity)


def _first_day(granularity: str, numbers: list[int]) -> date:
    match granularity, numbers:
        case "day", [year, month, day]:
            return date(year, month, day)
        case "week", [year, week]:
            return date.fromisocalendar(year, week, 1)
        case "month", [year, month]:
            return date(year, month, 1)
        case "quarter", [year, quarter]:
            return date(year, 3 * quarter - 2, 1)
        case "half", [year, half]:
            return date(year, 6 * half - 5, 1)
        case "year", [year]:
            return date(year, 1, 1)
        case _, [decade]:
            return date(10 * decade, 1, 1)
    raise ValueError(f"expected the numbers of a {granularity}, got {numbers}")


def cell(day: date, granularity: str) -> tuple[int, ...]:
    """What all days of one stretch of that granularity have in common, and no other day has."""
    match granularity:
        case "day":
            return (day.toordinal(),)
        case "week":
            return tuple(day.isocalendar()[:2])
        case "month":
            return (day.year, day.month)
        case "quarter":
            return (day.year, (day.month - 1) // 3)
        case "half":
            return (day.year, (day.month - 1) // 6)
        case "year":
            return (day.year,)
        case "decade":
            return (day.year // 10,)
    raise ValueError(f"expected a granularity of {', '.join(GRANULARITIES)}, got {granularity!r}")
