"""Which year, decade or century a number names, and of which era."""

from datetime import MINYEAR
from typing import Final

from transforms.temporal.civil import BEFORE_CHRIST, EPOCH, Span, at, is_before_christ, unit_span
from transforms.temporal.situation import Situation

# How many years a unit has that is found by its number alone.
YEARS_IN: Final = {"year": 1, "decade": 10, "century": 100, "millennium": 1000}


def numbered(unit: str, number: int, era: int | str | None, situation: Situation) -> Span | None:
    """The unit of that number, those before Christ below zero; None when the calendar has none.

    With an `era` it is of the one that a narrative tells of, when not far from what that has told. One that is far is none when
    the era is "told", and of the years of the Lord when it is the "same".
    """
    year = number * YEARS_IN[unit]
    if era is None:
        return _absolute(unit, year)
    told = situation.told()
    if told is None:
        return _absolute(unit, year) if situation.narrative else None
    # The 480s before Christ begin in 489.
    span = _absolute(unit, -(year + YEARS_IN[unit] - 1) if is_before_christ(told.start) else year)
    if span is not None and abs(span.start.year - told.start.year) <= situation.policy.narrative_era_years:
        return span
    return _absolute(unit, year) if era == "same" else None


def _absolute(unit: str, year: int) -> Span | None:
    if year < 0:
        return unit_span(unit, at(EPOCH + year)) if EPOCH + year >= BEFORE_CHRIST else None
    if year == 0 and unit == "century":
        # The first century begins with the calendar.
        return Span(unit, at(MINYEAR), at(100))
    return unit_span(unit, at(year)) if 1 <= year < BEFORE_CHRIST else None
