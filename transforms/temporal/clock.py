"""At which moment a clock time is: on the day that its words name, else on the one that the text tells of."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from transforms.temporal.civil import DAY, HALF_DAY, LENGTHS, Span, floor, is_finer, unit_span
from transforms.temporal.cycles import daypart
from transforms.temporal.meaning import Clock
from transforms.temporal.policy import HourLimits
from transforms.temporal.situation import Situation, day_of

# What words that leave the half of the day open say of it.
_OPEN: Final = frozenset({None, "hand"})
# Parts of a day that say which half of it an hour is in.
_PARTS: Final = frozenset({"MO", "AF", "EV", "NI"})
HOUR: Final = LENGTHS["hour"]


def on_day(clock: Clock, day: Span, limits: HourLimits) -> Span:
    """The clock time on a day, in the half of it that its part says: "tonight at 8:30"."""
    late = day.code in {"AF", "EV"} or (day.code == "NI" and clock.hour >= limits.night_from)
    if day.code in _PARTS and clock.half in _OPEN and clock.hour <= 12:
        clock = replace(clock, hour=clock.hour + 12 * (late and clock.hour < 12), half="pm" if late else "am")
    elif clock.half == "hand" and clock.hour <= limits.afternoon_to:
        clock = replace(clock, hour=clock.hour + 12, half="pm")
    moment = floor("day", day.start) + timedelta(hours=clock.hour, minutes=clock.minute or 0, seconds=clock.second or 0)
    return _span(clock, moment)


def on_day_told(clock: Clock, situation: Situation) -> Span | None:
    """The clock time on the day that the text tells of, in the night after an evening told of; else on that of publication."""
    if situation.words.direction("clock") == "standing":
        return None
    told = situation.day_told()
    now = situation.now() if told is None else situation.published
    today = None if now is None else unit_span("day", floor("day", now))
    told = told or today
    if told is None:
        return None
    limits = situation.policy.clock
    start = day_of(told).start
    if told.code == "12" and clock.half in _OPEN and 1 <= clock.hour <= 12:
        return _span(clock, _next_hands(clock, told, start, limits))
    if clock.hour == 24 and (told.unit == "day" or told.code == "MO") and today is not None and start >= today.start:
        # "The ban came into force at midnight": the day began with it.
        start -= DAY * (situation.words.direction("clock") == "past")
    if told.code == "MO" and situation.narrative and situation.said_here() is None and _is_past_morning(clock, limits):
        clock = replace(clock, hour=clock.hour + 12, half="pm")
    day = Span("day", start, start + DAY, told.code)
    span = on_day(clock, day, limits)
    # A history that has told of a night goes on to the morning after it.
    over = HALF_DAY if situation.narrative and told.code == "NI" else limits.small_hours_to * HOUR
    if not _is_evening(told, start, limits) or span.start - start >= over:
        return span
    return on_day(clock, _next_day(day, situation), limits)


def part_told(code: str, situation: Situation) -> Span | None:
    """The part of the day that the text tells of, of the next one for a morning after its evening; else of that of publication.

    A month or year when its sentence speaks of that and of no day: a truce of July broke down in the afternoon.
    """
    if not situation.narrative and situation.words.direction("daypart") == "standing":
        return None
    told = situation.current_of("day") if situation.narrative else situation.day_told()
    said = situation.said_here() if told is None else None
    if said is not None and not situation.is_too_late(said):
        return situation.last_spoken("any")
    if told is not None and is_finer("day", told.unit):
        return told
    day = situation.unit_now("day") if told is None else day_of(told)
    if day is None:
        return None
    if code == "NI" and _is_today(day, situation) and _has_dawned(told, day, situation):
        # News of a day tells of the night that it began with.
        day = Span("day", day.start - DAY, day.start)
    if code == "MO":
        last = situation.said_on(day) if situation.narrative else told
        if last is None:
            follows = situation.words.direction("clock") == "future"
        else:
            follows = _is_evening(last, day.start, situation.policy.clock)
        day = _next_day(day, situation) if follows else day
    return daypart(day, code, situation.policy)


def _has_dawned(told: Span | None, day: Span, situation: Situation) -> bool:
    """Whether the night that is told of comes before what the sentence tells of the day: "crested at dawn, built all night"."""
    if situation.words.direction("clock") == "future":
        return False
    return told is None or situation.said_here() is None or (told.unit != "day" and told.start - day.start < HALF_DAY)


def _is_past_morning(clock: Clock, limits: HourLimits) -> bool:
    """Whether an hour without minutes that leaves the half of the day open is none of a morning: one o'clock, not 02:30."""
    return clock.half in _OPEN and clock.minute is None and 1 <= clock.hour <= limits.after_morning_to


def _is_evening(told: Span, day: datetime, limits: HourLimits) -> bool:
    """Whether a time told of is one in the evening of its day; what happened late on it may only have been told then."""
    return told.unit != "day" and told.start - day >= limits.evening_from * HOUR


def _next_day(day: Span, situation: Situation) -> Span:
    """The day after, unless what has happened would come to be after publication with it."""
    ahead = _is_today(day, situation) and situation.words.direction("clock") == "past"
    return day if ahead else Span("day", day.start + DAY, day.end + DAY, day.code)


def _is_today(day: Span, situation: Situation) -> bool:
    return situation.published is not None and day.start <= situation.published < day.end


def next_on(clock: Clock, begun: Span, limits: HourLimits) -> Span:
    """The clock time that ends a stretch begun then: "from 10 p.m. until 7 a.m."."""
    span = on_day(clock, day_of(begun), limits)
    half = HALF_DAY if begun.code == "12" and clock.half in _OPEN and 1 <= clock.hour <= 12 else DAY
    return span if span.start > begun.start else _span(clock, span.start + half)


def _next_hands(clock: Clock, told: Span, start: datetime, limits: HourLimits) -> datetime:
    moment = start + timedelta(hours=clock.hour % 12, minutes=clock.minute or 0, seconds=clock.second or 0)
    while moment < told.start:
        moment += HALF_DAY
    return moment if moment - told.start < limits.next_hands * HOUR else moment - HALF_DAY


def _span(clock: Clock, start: datetime) -> Span:
    unit = "second" if clock.second is not None else "minute"
    code = "24" if clock.hour == 24 and not clock.minute else "12" if clock.half in {"am", "pm"} else None
    return Span(unit, start, start + LENGTHS[unit], code)
