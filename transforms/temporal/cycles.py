"""Fields that recur, and the spans that they name: every October, Monday or Easter."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from transforms.temporal.civil import DAY, Span, anchor_day, at, days_in_month, floor, shift, unit_span
from transforms.temporal.policy import Policy

# The unit in which a field comes once; the first that is present decides.
CYCLES: Final = (
    ("holiday", "year"),
    ("month", "year"),
    ("season", "year"),
    ("quarter", "year"),
    ("half", "year"),
    ("weekofyear", "year"),
    ("day", "month"),
    ("weekday", "week"),
    ("weekend", "week"),
    ("daypart", "day"),
)
# How many cycles to look back and ahead: Tuesday the 19th comes within fourteen months.
_REACH: Final = {"year": 2, "month": 14, "week": 2, "day": 2}
# How many steps of a field are looked for: nobody counts more summers or Mondays, and each costs as much as the last.
_STEPS: Final = 1_000

Fields = Mapping[str, int | str]


def cycle_of(fields: Fields) -> str:
    """The unit in which these fields together come at most once."""
    for unit, cycle in CYCLES:
        if unit in fields:
            return cycle
    raise ValueError(f"expected a recurring field, got {', '.join(fields)}")


def kind_of(fields: Fields) -> str:
    """The name under which the policy says how these fields lean."""
    if "month" in fields:
        return "monthday" if "day" in fields else "month"
    return next(unit for unit, _ in CYCLES if unit in fields)


def instance(fields: Fields, cycle: datetime, policy: Policy) -> Span | None:
    """The span of the fields in the cycle that starts then; None when there is none (30 February, Monday the 3rd)."""
    span = _coarse(fields, cycle, policy)
    if span is None:
        return None
    day, weekday = fields.get("day"), fields.get("weekday")
    if day is not None:
        if not 1 <= int(day) <= days_in_month(span.start.year, span.start.month):
            return None
        span = _day(span.start.replace(day=int(day)))
    if "weekend" in fields and kind_of(fields) != "weekend":
        span = weekend_beside(span)
    if weekday is not None:
        if span.unit == "day" and day is None and "holiday" not in fields:
            span = _day(span.start)
        if span.unit in {"day", "holiday"}:
            if span.start.isoweekday() != weekday:
                return None
        elif span.unit == "weekend":
            # Its Thursday and Friday are those before it, its Monday the one after.
            span = _day(span.start + DAY * ((int(weekday) - 4) % 7 - 2))
        elif span.unit == "week":
            span = _day(span.start + DAY * (int(weekday) - 1))
        # "A Friday in March" is no one day.
    return daypart(span, str(fields["daypart"]), policy) if "daypart" in fields else span


# How many of them a year has: an eleventh quarter is none.
_COUNTS: Final = {"month": 12, "quarter": 4, "half": 2, "weekofyear": 53}


def _coarse(fields: Fields, cycle: datetime, policy: Policy) -> Span | None:
    if any(not 1 <= int(fields[unit]) <= most for unit, most in _COUNTS.items() if unit in fields):
        return None
    match kind_of(fields):
        case "holiday":
            found = policy.holiday(str(fields["holiday"]), cycle.year)
            end = None if found is None else shift("day", found[0], found[1])
            return None if found is None or end is None else Span("day", found[0], end)
        case "month" | "monthday":
            return unit_span("month", cycle.replace(month=int(fields["month"])))
        case "season":
            return season(cycle.year, str(fields["season"]), policy)
        case "quarter":
            return unit_span("quarter", cycle.replace(month=3 * int(fields["quarter"]) - 2))
        case "half":
            return unit_span("half", cycle.replace(month=6 * int(fields["half"]) - 5))
        case "weekofyear":
            return unit_span("week", _iso_week(cycle.year, int(fields["weekofyear"])))
        case "weekend":
            return unit_span("weekend", cycle + 5 * DAY)
        case "weekday":
            return unit_span("week", cycle)
        case _:
            return unit_span("month" if "day" in fields else "day", cycle)


def _iso_week(year: int, week: int) -> datetime:
    fourth = at(year, 1, 4)
    return fourth - DAY * fourth.weekday() + timedelta(weeks=week - 1)


def weekend_beside(day: Span) -> Span:
    """The weekend next to a day, of two as near the later: that of a Monday is the one before it."""
    start = floor("weekend", day.start - 2 * DAY)
    return Span("weekend", start, start + 2 * DAY)


def season(year: int, code: str, policy: Policy) -> Span | None:
    """The season that starts in that year; a southern one (SSU) has the code of its northern namesake."""
    start = at(year, policy.seasons[code], 1)
    end = shift("month", start, 3)
    return None if end is None else Span("season", start, end, code[-2:])


def daypart(day: Span, code: str, policy: Policy) -> Span:
    """The part of that day."""
    first, last = policy.dayparts[code]
    end = last if last > first else last + 24
    return Span("daypart", day.start + timedelta(hours=first), day.start + timedelta(hours=end), code)


def _day(start: datetime) -> Span:
    return Span("day", start, start + DAY)


def is_step(count: float) -> bool:
    """Whether a count leads to one of a field's spans: not two and a half winters ago, nor a billion summers."""
    return count == int(count) and abs(count) <= _STEPS


def instances(fields: Fields, around: datetime, policy: Policy, count: int = 0) -> tuple[Span, ...]:
    """The spans of the fields in the cycles around a moment, earliest first, and in at least `count` on either side.

    None of a holiday whose table does not cover that year.
    """
    cycle = cycle_of(fields)
    return _instances(tuple(fields.items()), cycle, floor(cycle, around), policy, count)


# News of one week names the same days again and again.
@lru_cache(maxsize=10_000)
def _instances(
    named: tuple[tuple[str, int | str], ...], cycle: str, here: datetime, policy: Policy, count: int
) -> tuple[Span, ...]:
    fields = dict(named)
    years = policy.years_of(str(fields["holiday"])) if "holiday" in fields else None
    if years is not None and here.year not in years:
        return ()  # The nearest that the table has is years away.
    reach = max(_REACH[cycle] if len(fields) > 1 else 2, abs(count) + 1)
    found = tuple(_between(fields, cycle, here, -reach, reach, policy))
    if cycle == "year" and ("weekday" in fields or not found):
        # A 29 February and a given weekday on a given day come every eighth year at worst (across 1900 and 2100: twelfth).
        return (
            *_between(fields, cycle, here, -12, -reach - 1, policy),
            *found,
            *_between(fields, cycle, here, reach + 1, 12, policy),
        )
    return found


def _between(fields: Fields, cycle: str, here: datetime, low: int, high: int, policy: Policy) -> Iterator[Span]:
    for count in range(low, high + 1):
        start = shift(cycle, here, count)
        span = None if start is None else instance(fields, start, policy)
        if span is not None:
            yield span


def step(count: int, around: Span, spans: Sequence[Span]) -> Span | None:
    """Of spans in their order, the one `count` steps before or after another: strictly outside it.

    The winter before a year is the one that ends in it.
    """
    if count < 0:
        year = around.unit == "year"
        before = [span for span in spans if span.end <= around.start or (year and span.start < around.start)]
        return before[count] if len(before) >= -count else None
    after = [span for span in spans if span.start >= around.end]
    return after[count - 1] if len(after) >= count else None


def within(fields: Fields, span: Span, policy: Policy) -> Iterator[Span]:
    """The spans of the fields that start inside a span, earliest first; a week with its Thursday."""
    cycle = cycle_of(fields)
    moment: datetime | None = floor(cycle, span.start)
    while moment is not None and moment < span.end:
        found = instance(fields, moment, policy)
        if found is not None and span.start <= anchor_day(found) < span.end:
            yield found
        moment = shift(cycle, moment, 1)


def without_slip(fields: Fields) -> Fields:
    """The fields of a day of a month without its weekday: a writer may slip there, and old calendars gave it another."""
    return {unit: value for unit, value in fields.items() if unit != "weekday" or "day" not in fields}


def last_where(spans: Sequence[Span], fits: Callable[[Span], bool]) -> Span | None:
    """The last of the spans that fits."""
    return next((span for span in reversed(spans) if fits(span)), None)


def first_where(spans: Sequence[Span], fits: Callable[[Span], bool]) -> Span | None:
    """The first of the spans that fits."""
    return next((span for span in spans if fits(span)), None)
