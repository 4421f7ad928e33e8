"""The interval of a time that is bounded, not stated: about noon, more than two years ago, no later than Friday."""

from datetime import datetime, timedelta
from typing import Final

from transforms.temporal.civil import DAY, LENGTHS, MEAN_DAYS, Span, floor, shift
from transforms.temporal.counting import CLOCK, is_hour_open, lengths_of, moved
from transforms.temporal.locate import locate
from transforms.temporal.meaning import After, Before, Meaning, Nth, Period
from transforms.temporal.policy import Policy
from transforms.temporal.situation import Situation

# What leaves open how far a time lies on one side, and nothing else, or says with which day it ends.
SHARP: Final = frozenset({"BEFORE", "ON_OR_BEFORE", "AFTER", "ON_OR_AFTER", "ENDING"})


def bounded(
    kind: str, of: Meaning, inner: tuple[datetime, datetime], span: Span, situation: Situation
) -> tuple[datetime | None, datetime | None]:
    """The interval of what lies within `inner`, the time in a span, with that bound to it; None where it is open."""
    start, end = inner
    match kind:
        case "APPROX":
            days = _width(of, span, situation.policy) / DAY
            # None where the calendar ends: around 1 AD.
            return shift("day", start, -days), shift("day", end, days)
        case "BEFORE":
            return None, start
        case "ON_OR_BEFORE":
            return None, end
        case "AFTER":
            return end, None
        case "ON_OR_AFTER":
            return start, None
        case "ENDING" if isinstance(of, Nth):
            last = locate(of.within, situation)
            # The week ended Wednesday is no week of the calendar, but that one names it.
            return inner if last is None else (shift(span.unit, last.end, -1), last.end)
        case _ if isinstance(of, Before | After):
            return _counted(kind, of, span, situation)
        case _:
            return inner


def _counted(kind: str, of: Before | After, span: Span, situation: Situation) -> tuple[datetime | None, datetime | None]:
    """What is more or less than a length before or after another time: the side meant of the point that is so far from it.

    "More than two years ago" ends with that point, "less than two years ago" lies between it and now, "almost two years ago"
    beside it. The point is in all of them but the first: what was on its very day was two years ago, not more.
    """
    lengths = lengths_of(of.period)
    origin = _origin(situation, lengths[-1].unit) if lengths else None
    if origin is None:
        return span.start, span.end
    unit, back = lengths[-1].unit, isinstance(of, Before)
    first, last = (moved(moment, lengths, -1 if back else 1) for moment in origin)
    if first is None or last is None or (unit in CLOCK and origin[1] - origin[0] >= DAY):
        # From a day on which the hour is not known so many hours lead to no moment, but to a day.
        first, last = span.start, span.end
    width = _width(of, span, situation.policy)
    match kind:
        case "NEARLY":
            return (first, last + width) if back else (first - width, last)
        case "LESS_THAN" | "EQUAL_OR_LESS":
            return (first, max(last, origin[1])) if back else (min(first, origin[0]), last)
        case "MORE_THAN" if origin[1] - origin[0] < DAY * MEAN_DAYS[unit]:
            return (None, first) if back else (last, None)
        case _:
            return (None, last) if back else (first, None)


def _origin(situation: Situation, unit: str) -> tuple[datetime, datetime] | None:
    """The time that a mention is counted from: what it hangs on, else that of publication."""
    if situation.antecedent is not None:
        mention = situation.words.earlier[situation.antecedent]
        return None if mention.start is None or mention.end is None else (mention.start, mention.end)
    now = situation.published if situation.used == "PUBLICATION" else None
    if now is None:
        return None
    if unit not in CLOCK or is_hour_open(unit, now):
        return floor("day", now), floor("day", now) + DAY
    return now, now + LENGTHS["minute"]


def counted_unit(of: Meaning, unit: str) -> str:
    """The unit that a time is counted in, else the one that it is."""
    return of.period.unit if isinstance(of, Before | After) and isinstance(of.period, Period) else unit


def _width(of: Meaning, span: Span, policy: Policy) -> timedelta:
    unit = counted_unit(of, span.unit)
    if unit in CLOCK and span.unit == "day":
        # "About an hour ago", of a day on which the hour is not known, is that day.
        return timedelta(0)
    days = MEAN_DAYS.get(unit, 1.0) * policy.widths[policy.width_name(unit)]
    return DAY * round(days) if days >= 1 else timedelta(minutes=round(days * 24 * 60))
