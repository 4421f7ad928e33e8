"""Which year, decade or century a number names, and of which era."""

from datetime import MAXYEAR, MINYEAR
from typing import Final

from transforms.temporal.arithmetic import year_of
from transforms.temporal.civil import BEFORE_CHRIST, EPOCH, Span, at, is_before_christ, unit_span
from transforms.temporal.situation import Situation

# How many years a unit has that is found by its number alone.
YEARS_IN: Final = {"year": 1, "decade": 10, "century": 100, "millennium": 1000}
# Below it a number is a year only where the text tells of such years.
SMALL: Final = 100


def numbered(unit: str, number: int, era: int | str | None, situation: Situation) -> Span | None:
    """The unit of that number, those before Christ below zero; None when the calendar has none.

    With an `era` it is one that lies not far from what a narrative has told: of the era told of, unless it is "ad" or "bc". One
    that is far is none, or of the years of the Lord when the era is the "same". Of the two figures of a year the era is the
    "century" told of.
    """
    # The 480s before Christ, decade -49, begin in 489.
    year = number * YEARS_IN[unit] + (unit == "decade" and number < 0)
    if era is None:
        return _absolute(unit, year)
    if era == "century":
        return _absolute(unit, _in_century_told(year, situation))
    told, coming = situation.told(), None
    if told is None:
        told = coming = _to_be_told(situation, year, era)
    before = era == "bc" or (era != "ad" and told is not None and is_before_christ(told.start))
    span = _absolute(unit, -(year + YEARS_IN[unit] - 1) if before else year)
    if told is None or (coming is not None and is_before_christ(coming.start)):
        return span if situation.narrative else None
    if span is not None and abs(_of_christ(span) - _of_christ(told)) <= situation.policy.narrative_era_years:
        return span
    return _absolute(unit, year) if era == "same" else None


def _in_century_told(figures: int, situation: Situation) -> int:
    """The year of these two figures nearest to what a narrative has told; else, and for one to come, that of our times."""
    ours = year_of(figures, situation.policy.two_digits.year_from)
    told = situation.told() or situation.coming()
    if told is None or is_before_christ(told.start):
        return ours
    century = told.start.year - told.start.year % 100
    last = MAXYEAR if situation.published is None else situation.published.year
    near = [year for year in (century - 100 + figures, century + figures, century + 100 + figures) if year <= last]
    return min(near, key=lambda year: abs(year - told.start.year), default=ours)


def _to_be_told(situation: Situation, year: int, era: int | str) -> Span | None:
    """The first year that a narrative will name, when that says the era, or whether numbers that seldom are years are some."""
    coming = situation.coming()
    if coming is None or not (year < SMALL or era == "bc" or is_before_christ(coming.start)):
        return None
    return coming


def _of_christ(span: Span) -> int:
    year = span.start.year
    return year - EPOCH if is_before_christ(span.start) else year


def _absolute(unit: str, year: int) -> Span | None:
    if year < 0:
        return unit_span(unit, at(EPOCH + year)) if EPOCH + year >= BEFORE_CHRIST else None
    if year == 0 and unit == "century":
        # The first century begins with the calendar.
        return Span(unit, at(MINYEAR), at(100))
    return unit_span(unit, at(year)) if 1 <= year < BEFORE_CHRIST else None
