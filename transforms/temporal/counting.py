"""How far a length reaches: the time so many units before or after another."""

from datetime import datetime
from typing import Final

from transforms.temporal.civil import DAY, HALF_DAY, Span, anchor_day, floor, is_finer, same_unit, shift, unit_span
from transforms.temporal.meaning import Bound, Meaning, Period, Sum
from transforms.temporal.situation import Situation

CLOCK: Final = frozenset({"second", "minute", "hour"})
# What is counted in the unit on the left comes out as one on the right: a decade later is a year.
COUNTED: Final = {"decade": "year", "century": "year", "millennium": "year", "fortnight": "week"}
# What no count of something finer comes to is told by what holds it: two months after a spring is in its year.
_HOLDS: Final = {
    "season": "year",
    "quarter": "year",
    "half": "year",
    "weekend": "week",
    "fortnight": "week",
    "daypart": "day",
}
# What a fraction of a unit is counted in.
_FRACTIONS: Final = {"year": (12, "month"), "decade": (10, "year"), "century": (100, "year")}


def in_whole(length: Period) -> Period:
    """The length in whole units: half a year later is six months later.

    >>> in_whole(Period(1.5, "year"))
    Period(n=18, unit='month')
    """
    if length.n == "X" or float(length.n).is_integer() or length.unit not in _FRACTIONS:
        return length
    times, unit = _FRACTIONS[length.unit]
    return Period(round(length.n * times), unit)


def lengths_of(period: Meaning) -> list[Period]:
    """The lengths that make up a period, coarsest first; none when the words leave one open."""
    parts = period.parts if isinstance(period, Sum) else (period.of,) if isinstance(period, Bound) else (period,)
    lengths = [in_whole(part) for part in parts if isinstance(part, Period) and part.n != "X"]
    return lengths if len(lengths) == len(parts) else []


def moved(moment: datetime, lengths: list[Period], sign: int) -> datetime | None:
    """The moment so far before or after another; None outside the calendar."""
    shifted: datetime | None = moment
    for length in lengths:
        shifted = None if shifted is None else shift(length.unit, shifted, sign * float(length.n))
    return shifted


def from_moment(moment: datetime, lengths: list[Period], sign: int) -> Span | None:
    """The unit so far from a moment, as fine as what is counted."""
    shifted = moved(moment, lengths, sign)
    unit = COUNTED.get(lengths[-1].unit, lengths[-1].unit)
    return None if shifted is None else unit_span(unit, floor(unit, shifted))


def from_span(origin: Span, lengths: list[Period], sign: int) -> Span | None:
    """The span of the same unit so far from another."""
    shifted = moved(anchor_day(origin), lengths, sign)
    return None if shifted is None else same_unit(origin, shifted)


def so_far(origin: Span, lengths: list[Period], sign: int) -> Span | None:
    """The time so far from another, as fine as that one: three months after 2012 is in 2012, by the middle of it."""
    if not is_finer(lengths[-1].unit, origin.unit):
        return from_span(origin, lengths, sign)
    moment = moved(origin.start + (origin.end - origin.start) / 2, lengths, sign)
    if moment is None or origin.start <= moment < origin.end:
        return None if moment is None else origin
    unit = _HOLDS.get(origin.unit, origin.unit)
    return unit_span(unit, floor(unit, moment))


def is_hour_open(unit: str, now: datetime) -> bool:
    """Whether what is counted by the clock is counted from a moment whose hour is not known: a day of publication."""
    return unit in CLOCK and now == floor("day", now)


def from_now(lengths: list[Period], sign: int, situation: Situation) -> Span | None:
    """The time so far from the moment of speech."""
    now = situation.now()
    if now is None:
        return None
    if is_hour_open(lengths[-1].unit, now):
        # "15 minutes ago" is on its day, "48 hours ago" two days before.
        moment = moved(now + HALF_DAY, lengths, sign)
        return None if moment is None else unit_span("day", floor("day", moment))
    return from_moment(now, lengths, sign)


def on_its_eve(weekday: Span, lengths: list[Period], situation: Situation) -> Span | None:
    """The weekday a week later, if so long before that is today or yesterday.

    "Two days before Tuesday's vote", said on a Sunday.
    """
    today, start = situation.unit_now("day"), weekday.start + DAY * 7
    eve = today is not None and moved(start, lengths, -1) in {today.start, today.start - DAY}
    return Span("day", start, start + DAY) if eve else None
