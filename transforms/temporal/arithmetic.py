"""What a template computes of the values of a phrase: `add($1, 1)`, `century($2)`, `half($1, $2)`.

A function gives None for values that are no time together, and the rule then does not read the phrase.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final, TypeAlias

from transforms.temporal.meaning import Before, Clock, Field, Fiscal, Intersect, Meaning, parts_of
from transforms.temporal.policy import Policy

Functions: TypeAlias = Mapping[str, Callable[..., Any]]


def functions_of(policy: Policy) -> Functions:
    """The functions by the names that templates call them by; what words leave open is as the policy has it."""
    years, night_from = policy.two_digits, policy.clock.night_from
    return {
        "add": lambda *values: _whole(sum(values)),
        "mul": lambda a, b: _whole(a * b),
        "div": lambda a, b: _whole(a / b),
        "neg": lambda a: -a,
        "century": lambda digits: year_of(digits, years.year_from),
        "decade": lambda digits: digits // 10 + (190 if digits >= years.decade_from else 200),
        "through": _year_through,
        "through_figure": _year_through_figure,
        "below": _below,
        "era": _era_of,
        "night": _night_of,
        "half": lambda clock, part: _half(clock, part, night_from),
        "full": _full,
        "earlier": lambda first, last, part: _earlier(first, last, part, night_from),
        "minutes": _minutes,
        "ending": lambda first, last, year: _ending(first, last, year, policy.seasons),
        "listed": lambda *values: _listed(values[:-1], values[-1], policy),
        "word": lambda *parts: "".join(str(part) for part in parts),
    }


def _whole(value: float) -> int | float:
    return int(value) if value == int(value) else value


def year_of(digits: int, year_from: int) -> int:
    """The year of our times that ends in two digits; `year_from` is the first of them that is of the last century."""
    return digits + (1900 if digits >= year_from else 2000)


def _year_through(first: int, digits: int) -> int | None:
    # 1989-90 and 1999-00 are years; 2014-10 is something else.
    if digits > first % 100:
        return first - first % 100 + digits
    return first + 1 if digits == 0 and first % 100 == 99 else None


def _year_through_figure(first: int, digit: int) -> int | None:
    # 1911-4 ends in 1914; 1914-1 is something else.
    return first - first % 10 + digit if digit > first % 10 else None


def _below(first: float, last: float) -> float | None:
    # Two or three weeks are a length; "the 2011-12 year", "the 2009-2010 year" and "won 3-2 weeks ago" are something else.
    return first if first < last and not (first >= 1000 and last == first + 1) else None


def _era_of(first: int, last: int) -> str | None:
    # Years rise from 138 to 161, and fall from 231 to 204; 267-71 is short for something else.
    if first == last or len(str(first)) > len(str(last)):
        return None
    return "ad" if first < last else "bc"


def _night_of(first: int, last: int) -> int | None:
    # The night of 22/23 March belongs to the day that it begins on; 1/4 is something else.
    return first if last == first + 1 else None


def _hour_of(hour: int, half: str) -> int | None:
    if hour > 12:
        # "15:30 p.m." is said twice over; "thirty p.m." is no time.
        return hour if hour < 24 else None
    return hour % 12 + (12 if half == "pm" else 0)


# The parts of a day whose hours are all after noon; a night has both, parted by the policy.
_PM: Final = frozenset({"pm", "AF", "EV"})


def _half(clock: Clock, part: str, night_from: int) -> Clock | None:
    if part == "NI" and clock.hour == 12:
        # Twelve at night is its middle, not noon.
        return replace(clock, hour=24, half="pm")
    half = "pm" if part in _PM or (part == "NI" and clock.hour >= night_from) else "am"
    hour = _hour_of(clock.hour, half)
    return None if hour is None else replace(clock, hour=hour, half=half)


def _earlier(first: Clock, last: Clock, part: str, night_from: int) -> Clock | None:
    # "11 to 1 p.m." starts in the morning.
    moved, end = _half(first, part, night_from), _half(last, part, night_from)
    return moved if moved is None or end is None or moved.hour <= end.hour else _half(first, "am", night_from)


def _full(clock: Clock) -> Clock:
    # "1420 GMT" and "(9:20 GMT)" are said by the clock of 24 hours.
    return clock if clock.half in {"am", "pm"} else replace(clock, half="day")


def _minutes(clock: Clock, count: float) -> Clock | None:
    if count != int(count):
        return None
    # Ten past midnight is ten minutes of the day that begins.
    hour = 0 if clock.hour == 24 and count > 0 else clock.hour
    total = hour * 60 + (clock.minute or 0) + int(count)
    half = ("am" if total < 12 * 60 else "pm") if clock.half in {"am", "pm"} else clock.half
    return replace(clock, hour=total // 60, minute=total % 60, half=half) if 0 <= total < 24 * 60 and abs(count) <= 60 else None


# How many days a month has at least, to say how far one lies behind another.
_MONTH_DAYS: Final = 30
# How many months the fields have that divide a year.
_MONTHS_EACH: Final = {"month": 1, "quarter": 3, "half": 6}


def _begins(of: Meaning, day: int, seasons: Mapping[str, int]) -> tuple[int, int] | None:
    """The month of a year that a date begins in, and its day or the one given; None of what moves."""
    month: int | None = None
    for part in parts_of(of):
        match part.of if isinstance(part, Fiscal) else part:
            case Field("day", int(value)):
                day = value
            case Field("season", str(code)):
                month = seasons.get(code)
            case Field(unit, int(value)) if unit in _MONTHS_EACH:
                month = (value - 1) * _MONTHS_EACH[unit] + 1
    return None if month is None else (month, day)


def _ending(first: Meaning, last: Meaning, year: Meaning, seasons: Mapping[str, int]) -> Meaning:
    """The first date of a stretch up to the last in that year: of "Nov. 20 to Jan. 5, 2025" it is in the year before."""
    if isinstance(first, Fiscal):
        return Fiscal(_ending(first.of, last, year, seasons))
    begins, ends = _begins(first, 1, seasons), _begins(last, 31, seasons)
    if begins is not None and ends is not None and begins <= ends:
        return Intersect((*parts_of(first), year))
    if begins is not None and len(parts_of(first)) > 1:
        # A weekday beside a month and a day may be the writer's slip: it is not to choose the year.
        first = Intersect(tuple(part for part in parts_of(first) if not isinstance(part, Field) or part.unit != "weekday"))
    return Before(first, Intersect((*parts_of(last), year)))


def _listed(months: Sequence[int], year: Meaning, policy: Policy) -> Meaning:
    """The first of some months that are listed with the year of the last: of "December and January 1874" that in 1873."""
    first, last = Field("month", months[0]), Field("month", months[-1])
    crosses = any(after < before for before, after in pairwise(months))
    # July and May 1874 are of one year: the first does not lead up to the last.
    follows = all((after - before) % 12 * _MONTH_DAYS <= policy.listed.days for before, after in pairwise(months))
    return Before(first, Intersect((last, year))) if crosses and follows else Intersect((first, year))
