"""From a meaning to the interval it has in a situation. No words here: only operators, calendar and policy."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from transforms.temporal import recur
from transforms.temporal.civil import (
    BEFORE_CHRIST,
    DAY,
    EPOCH,
    LENGTHS,
    MEAN_DAYS,
    Span,
    at,
    floor,
    is_before_christ,
    is_finer,
    shift,
    unit_span,
)
from transforms.temporal.meaning import (
    After,
    Antecedent,
    Before,
    Between,
    Bound,
    Clock,
    Deictic,
    Field,
    Fiscal,
    Follow,
    Intersect,
    Last,
    Meaning,
    Next,
    Now,
    Nth,
    Part,
    Period,
    Repeat,
    Sum,
    Vague,
)
from transforms.temporal.situation import Situation
from transforms.temporal.timex import field_value, period_value, set_value, span_edtf, span_value

_ABSOLUTE: Final = {"year": 1, "decade": 10, "century": 100, "millennium": 1000}
_MODS: Final = {"start": "START", "mid": "MID", "end": "END", "earlier": "START", "later": "END"}
_TIMES: Final = frozenset({"second", "minute", "hour", "daypart"})


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a meaning comes to: the TIMEX3 attributes, the interval `[start, end)`, and the span it names, if any."""

    timex_type: str
    value: str | None
    mod: str | None
    quant: str | None
    freq: str | None
    start: datetime | None
    end: datetime | None
    granularity: str | None
    approximate: bool
    edtf: str | None
    span: Span | None


def resolve(meaning: Meaning, situation: Situation) -> Resolution | None:
    """The resolution of a meaning in a situation; None when the calendar has no such time (30 February)."""
    match meaning:
        case Vague(ref):
            return _vague(ref, situation)
        case Part(part, of):
            return _part(part, resolve(of, situation), situation)
        case Bound(kind, of):
            return _bound(kind, of, resolve(of, situation), situation)
        case Repeat(of, quant, freq):
            return _named("SET", set_value(of), quant, freq)
        case Period() | Sum():
            return _named("DURATION", period_value(meaning))
        case Between(Period() | Sum() as first, _):
            return _named("DURATION", period_value(first))
        case Between(first, last):
            return _between(resolve(first, situation), resolve(last, situation))
        case Last(period) | Next(period):
            return _stretch(period, isinstance(meaning, Next), situation)
        case Fiscal(of):
            resolution = resolve(of, situation)
            return None if resolution is None else replace(resolution, approximate=True)
        case Before(Period("X"), _):
            return _vague("PAST_REF", situation)
        case After(Period("X"), _):
            return _vague("FUTURE_REF", situation)
        case _:
            return _located(meaning, situation)


def _named(timex_type: str, value: str | None, quant: str | None = None, freq: str | None = None) -> Resolution | None:
    if value is None:
        return None
    return Resolution(timex_type, value, None, quant, freq, None, None, None, False, None, None)


def _located(meaning: Meaning, situation: Situation) -> Resolution | None:
    span = locate(meaning, situation)
    if span is not None:
        return _of_span(span)
    if situation.published is not None:
        return None
    # Without a publication the mention stands, with what of its value the words give.
    value = _unanchored(meaning)
    timex_type = "TIME" if value and "T" in value else "DATE"
    return Resolution(timex_type, value, None, None, None, None, None, None, False, None, None)


def _of_span(span: Span) -> Resolution:
    # An interval before Christ has no place in a table's columns; value and EDTF say it.
    known = not is_before_christ(span.start)
    return Resolution(
        timex_type="TIME" if span.unit in _TIMES else "DATE",
        value=span_value(span),
        mod=None,
        quant=None,
        freq=None,
        start=span.start if known else None,
        end=span.end if known else None,
        granularity=_granularity(span.unit),
        approximate=span.unit in {"season", "daypart"},
        edtf=span_edtf(span, None),
        span=span,
    )


def _granularity(unit: str) -> str:
    return {"daypart": "PART_OF_DAY", "fortnight": "WEEK", "millennium": "CENTURY"}.get(unit, unit.upper())


def _unanchored(meaning: Meaning) -> str | None:
    fields, others = _fields(meaning.parts if isinstance(meaning, Intersect) else (meaning,))
    clock = next((other for other in others if isinstance(other, Clock)), None)
    return field_value(fields, clock) if len(others) <= (clock is not None) else None


def _vague(ref: str, situation: Situation) -> Resolution:
    if ref == "none":
        told = situation.last_spoken("any")
        start, end = (None, None) if told is None else (told.start, told.end)
        return Resolution("DATE", None, None, None, None, start, end, None, True, None, None)
    now = situation.now()
    start, end = {"PAST_REF": (None, now), "FUTURE_REF": (now, None)}.get(ref, (now, now))
    return Resolution("DATE", ref, None, None, None, start, end, None, True, None, None)


def _part(part: str, whole: Resolution | None, situation: Situation) -> Resolution | None:
    if whole is None or whole.start is None or whole.end is None:
        return None if whole is None else replace(whole, mod=_MODS[part])
    start, end = _cut(part, whole.start, whole.end, situation)
    edtf = f"{start:%Y-%m-%d}/{end - DAY:%Y-%m-%d}" if end - start >= DAY else whole.edtf
    return replace(whole, mod=_MODS[part], start=start, end=end, approximate=True, edtf=edtf)


def _cut(part: str, start: datetime, end: datetime, situation: Situation) -> tuple[datetime, datetime]:
    now = situation.published
    if part in {"earlier", "later"}:
        if now is not None and start < floor("day", now) < end:
            today = floor("day", now)
            return (start, today) if part == "earlier" else (today, end)
        part = "start" if part == "earlier" else "end"
    low, high = situation.policy.edges[part]
    length = end - start
    first, last = start + length * low, start + length * high
    if length > 2 * DAY:
        first, last = floor("day", first), floor("day", last)
    return first, last


def _bound(kind: str, of: Meaning, inner: Resolution | None, situation: Situation) -> Resolution | None:
    if inner is None:
        return None
    start, end = inner.start, inner.end
    if start is None or end is None or inner.span is None:
        return replace(inner, mod=kind, approximate=True)
    match kind:
        case "APPROX" | "LESS_THAN" | "EQUAL_OR_LESS" | "MORE_THAN" | "EQUAL_OR_MORE":
            width = _width(of, inner.span, situation)
            return replace(
                inner, mod=kind, start=start - width, end=end + width, approximate=True, edtf=span_edtf(inner.span, "APPROX")
            )
        case "BEFORE":
            return replace(inner, mod=kind, start=None, end=start, edtf=None)
        case "ON_OR_BEFORE":
            return replace(inner, mod=kind, start=None, edtf=None)
        case "AFTER":
            return replace(inner, mod=kind, start=end, end=None, edtf=None)
        case _:
            return replace(inner, mod=kind, end=None, edtf=None)


def _width(of: Meaning, span: Span, situation: Situation) -> timedelta:
    unit = of.period.unit if isinstance(of, Before | After) and isinstance(of.period, Period) else span.unit
    share = situation.policy.widths.get(unit, situation.policy.widths["default"])
    days = MEAN_DAYS.get(unit, 1.0) * share
    return DAY * round(days) if days >= 1 else timedelta(minutes=round(days * 24 * 60))


def _between(first: Resolution | None, last: Resolution | None) -> Resolution | None:
    if first is None or last is None or first.start is None or last.end is None or last.end <= first.start:
        return None
    edtf = f"{first.edtf}/{last.edtf}" if first.edtf and last.edtf else None
    return replace(first, end=last.end, edtf=edtf)


def _stretch(period: Meaning, ahead: bool, situation: Situation) -> Resolution | None:
    named = _named("DURATION", period_value(period))
    now = situation.now()
    if named is None or now is None or not isinstance(period, Period) or period.n == "X":
        return named
    today = now if period.unit in _TIMES else floor("day", now)
    other = shift(period.unit, today, period.n if ahead else -period.n)
    if other is None:
        return named
    start, end = (today, other) if ahead else (other, today)
    return replace(named, start=start, end=end, granularity=_granularity(period.unit), approximate=True)


def locate(meaning: Meaning, situation: Situation) -> Span | None:
    """The span that a meaning names; None when it names none or the situation does not give it."""
    match meaning:
        case Field() | Clock():
            return _intersect((meaning,), situation)
        case Intersect(parts):
            return _intersect(parts, situation)
        case Deictic(count, of):
            return _deictic(count, of, situation)
        case Follow(count, of):
            return _follow(count, of, situation)
        case Nth(n, of, inside):
            return _nth(n, of, locate(inside, situation), situation)
        case Before(period, of):
            return _moved(period, of, -1, situation)
        case After(period, of):
            return _moved(period, of, 1, situation)
        case Antecedent(unit):
            return _antecedent(unit, situation)
        case Part(part, of):
            whole = locate(of, situation)
            return None if whole is None else Span(whole.unit, *_cut(part, whole.start, whole.end, situation), whole.code)
        case Bound(_, of) | Fiscal(of):
            return locate(of, situation)
        case Now():
            now = situation.now()
            return None if now is None else unit_span("day", floor("day", now))
        case _:
            return None


def _fields(parts: tuple[Meaning, ...]) -> tuple[dict[str, int | str], list[Meaning]]:
    fields: dict[str, int | str] = {}
    others: list[Meaning] = []
    for part in parts:
        if isinstance(part, Field):
            fields[part.unit] = part.value
        else:
            others.append(part)
    return fields, others


def _intersect(parts: tuple[Meaning, ...], situation: Situation) -> Span | None:
    fields, others = _fields(parts)
    clock = next((other for other in others if isinstance(other, Clock)), None)
    containers = [other for other in others if not isinstance(other, Clock)]
    container: Span | None = None
    for unit, years in _ABSOLUTE.items():
        if unit in fields:
            container = _absolute(unit, int(fields.pop(unit)) * years)
    if containers:
        found = locate(containers[0], situation)
        if found is None:
            return None
        if len(containers) > 1 and container is None:
            container = locate(containers[1], situation)
        container = found if container is None else _into(found, container)
    span = _narrow(fields, container, situation)
    return span if clock is None or span is None else _at(clock, span)


def _into(span: Span, year: Span) -> Span | None:
    """The same part of another year: "the 1988 period" after the third quarter of 1989."""
    if not is_finer(span.unit, year.unit):
        return year
    start = shift("year", span.start, year.start.year - span.start.year)
    return None if start is None else unit_span(span.unit, floor(span.unit, start)) if span.code is None else _same(span, start)


def _absolute(unit: str, year: int) -> Span | None:
    if year < 0:
        return unit_span(unit, at(EPOCH + year)) if EPOCH + year >= BEFORE_CHRIST else None
    return unit_span(unit, at(year)) if 1 <= year < BEFORE_CHRIST else None


def _narrow(fields: dict[str, int | str], container: Span | None, situation: Situation) -> Span | None:
    policy = situation.policy
    if container is None:
        if fields:
            return recur.choose(fields, situation)
        return _today(situation)
    if not fields:
        return container
    if container.unit in {"day", "daypart"}:
        code = fields.get("daypart")
        return recur.daypart(container, str(code), policy) if code else container
    span = next(recur.within(fields, container, policy), None)
    if span is None and "weekday" in fields and len(fields) > 1:
        # A weekday that contradicts the date ("Monday, Oct. 4") is the writer's slip: the date stands.
        return _narrow({unit: value for unit, value in fields.items() if unit != "weekday"}, container, situation)
    return span


def _today(situation: Situation) -> Span | None:
    found = situation.spoken.current
    if found is not None and found[0].unit == "day":
        situation.used, situation.antecedent = "MENTION", found[1]
        return found[0]
    now = situation.now()
    return None if now is None else unit_span("day", floor("day", now))


def _at(clock: Clock, day: Span) -> Span | None:
    start = floor("day", day.start) + timedelta(hours=clock.hour, minutes=clock.minute or 0, seconds=clock.second or 0)
    unit = "second" if clock.second is not None else "minute"
    return Span(unit, start, start + LENGTHS[unit], "24" if clock.hour == 24 else None)


def _deictic(count: int, of: "str | Meaning", situation: Situation) -> Span | None:
    now = situation.now()
    if now is None:
        return None
    if isinstance(of, str):
        start = shift(of, floor(of, now), count)
        return None if start is None else unit_span(of, start)
    today = Span("day", floor("day", now), floor("day", now) + DAY)
    return _stepped(count, of, today, situation)


def _follow(count: int, of: "str | Meaning", situation: Situation) -> Span | None:
    if isinstance(of, str):
        current = situation.current_of(of)
        start = None if current is None else shift(of, current.start, count)
        return None if start is None else unit_span(of, start)
    current = situation.last_spoken("any") or situation.current_of("day")
    return None if current is None else _stepped(count, of, current, situation)


def _stepped(count: int, of: Meaning, around: Span, situation: Situation) -> Span | None:
    fields, others = _fields(of.parts if isinstance(of, Intersect) else (of,))
    clock = next((other for other in others if isinstance(other, Clock)), None)
    part = fields.pop("daypart", None) if len(fields) > 1 else None
    if count == 0:
        span = recur.instance(fields, floor(recur.cycle_of(fields), around.start), situation.policy)
    else:
        span = recur.step(fields, count, around)(recur.instances(fields, around.start, situation.policy))
    if span is not None and part is not None:
        span = recur.daypart(span, str(part), situation.policy)
    return span if clock is None or span is None else _at(clock, span)


def _nth(n: int, of: "str | Meaning", inside: Span | None, situation: Situation) -> Span | None:
    if inside is None:
        return None
    if n == 0:
        return unit_span(of, floor(of, inside.start)) if isinstance(of, str) else None
    if isinstance(of, Field):
        spans = list(recur.within({of.unit: of.value}, inside, situation.policy))
        return spans[n - 1 if n > 0 else n] if len(spans) >= abs(n) else None
    if not isinstance(of, str):
        return None
    first = floor(of, inside.start)
    if first < inside.start and of in {"week", "weekend"}:
        first = shift(of, first, 1) or first
    start = shift(of, first, n - 1) if n > 0 else shift(of, floor(of, inside.end - timedelta(seconds=1)), n + 1)
    if start is None or not inside.start <= start < inside.end:
        return None
    return unit_span(of, start)


def _moved(period: Meaning, of: Meaning, sign: int, situation: Situation) -> Span | None:
    parts = period.parts if isinstance(period, Sum) else (period.of,) if isinstance(period, Bound) else (period,)
    if any(not isinstance(part, Period) or part.n == "X" for part in parts):
        return None
    lengths = [part for part in parts if isinstance(part, Period) and part.n != "X"]
    origin = None if isinstance(of, Now) else locate(of, situation)
    if origin is None and not isinstance(of, Now | Antecedent):
        return None
    moment = origin.start if origin else situation.now()
    for length in lengths:
        moment = None if moment is None else shift(length.unit, moment, sign * float(length.n))
    if moment is None:
        return None
    finest = lengths[-1].unit
    if origin is not None and not is_finer(finest, origin.unit):
        return unit_span(origin.unit, floor(origin.unit, moment)) if origin.code is None else _same(origin, moment)
    fractional = any(float(length.n) != int(float(length.n)) for length in lengths)
    unit = {"year": "month", "decade": "year", "century": "year"}.get(finest, finest) if fractional else finest
    unit = {"decade": "year", "century": "year", "millennium": "year", "fortnight": "week"}.get(unit, unit)
    return unit_span(unit, floor(unit, moment))


def _same(origin: Span, moment: datetime) -> Span:
    return Span(origin.unit, moment, moment + (origin.end - origin.start), origin.code)


def _antecedent(unit: str, situation: Situation) -> Span | None:
    if unit == "period":
        return situation.last_spoken("quarter")
    found = situation.last_spoken(unit)
    if found is not None or unit == "any":
        return found
    now = situation.now()
    if now is None:
        return None
    start = floor(unit, now)
    if unit == "quarter":
        # News speaks of a quarter when it has ended.
        start = shift(unit, start, -1) or start
    return unit_span(unit, start)
