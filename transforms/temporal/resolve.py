"""From a meaning to the interval it has in a situation. No words here: only operators, calendar and policy."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from transforms.temporal.bounded import SHARP, bounded
from transforms.temporal.civil import DAY, Span, days_in_month, floor, is_before_christ, is_finer, shift, unit_span
from transforms.temporal.counting import from_now, is_hour_open
from transforms.temporal.cycles import is_step
from transforms.temporal.kinds import is_absolute
from transforms.temporal.locate import locate, split_fields
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
    Last,
    Meaning,
    Next,
    Now,
    Part,
    Period,
    Repeat,
    Stretch,
    Sum,
    Vague,
    parts_of,
)
from transforms.temporal.parts import cut, mod_of, share_of
from transforms.temporal.situation import Situation
from transforms.temporal.timex import field_value, interval_edtf, joined_edtf, period_value, set_value, span_edtf, span_value

_PARTS: Final = frozenset({"START", "MID", "END"})
# The TIMEX3 modifier of a bound that has none of its own.
_MODS: Final = {"NEARLY": "LESS_THAN", "ENDING": None}
# The types of what is of no length or no year that the words say.
_OPEN: Final = {"LENGTH": "DURATION", "SEASON": "DATE"}
# Lengths of which reports name the first: "the first nine months"; the first weeks are of any time told of.
_OF_YEARS: Final = frozenset({"month", "quarter"})
_YEAR_REPORTED: Final = Antecedent("annual")
_TIMES: Final = frozenset({"second", "minute", "hour", "daypart"})
# The fields that words may leave on no day in particular.
_STANDING: Final = frozenset({"weekday", "daypart"})


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

    @property
    def told(self) -> Span | None:
        """The span, cut to the part of it that the words name: the last third of 1997."""
        if self.span is None or self.start is None or self.end is None or self.mod not in _PARTS:
            return self.span
        return replace(self.span, start=self.start, end=self.end)

    @property
    def reported(self) -> Span | None:
        """The span, or the quarter that three months are which have a place: the first three months of 1997."""
        if self.span is not None or self.start is None or self.end is None:
            return self.span
        quarter = unit_span("quarter", floor("quarter", self.start))
        return quarter if quarter is not None and (quarter.start, quarter.end) == (self.start, self.end) else None


def resolve(meaning: Meaning, situation: Situation) -> Resolution | None:
    """The resolution of a meaning in a situation; None when the calendar has no such time (30 February)."""
    match meaning:
        case Vague(ref):
            return _vague(ref, situation)
        case Part(part, of):
            return _part_of(part, of, situation)
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
        case Last() | Next() | Stretch():
            return _stretch(meaning, situation)
        case Fiscal(of):
            resolution = resolve(of, situation)
            return None if resolution is None else replace(resolution, approximate=True)
        case Before() | After():
            return _counted(meaning, situation)
        case Deictic():
            return _stepped(meaning, situation)
        case _:
            return _located(meaning, situation)


def _stepped(meaning: Deictic, situation: Situation) -> Resolution | None:
    """What is so many steps from now; vague where the words name no one of those it steps through."""
    count, of = meaning.shift, meaning.of
    if not isinstance(of, str) and not is_step(count):
        # "A billion summers ago" is as vague as "10,000 years ago".
        return _vague("PAST_REF" if count < 0 else "FUTURE_REF", situation)
    if (count, of) == (0, "day") and situation.names_no_day():
        # "In 1881 it met in a hall that all know today": no first of January.
        return _vague("OUR_TIMES", situation)
    return _located(meaning, situation)


def _counted(meaning: Before | After, situation: Situation) -> Resolution | None:
    """What lies a length before or after another time; vague when the words leave the length open."""
    ref = "PAST_REF" if isinstance(meaning, Before) else "FUTURE_REF"
    period = meaning.period
    if not isinstance(period, Period):
        return _located(meaning, situation)
    if period.n == "X":
        return _vague(ref, situation)
    found = _located(meaning, situation)
    if found is None and meaning.of == Now():
        # "10,000 years ago" is further back than the calendar goes.
        return _vague(ref, situation)
    if found is not None and situation.narrative and period.unit == "week":
        # A story goes on from the day so many weeks later.
        day = locate(replace(meaning, period=Period(period.n * 7, "day")), situation)
        return found if day is None or day.unit != "day" else replace(found, span=day)
    return found


def _named(timex_type: str, value: str | None, quant: str | None = None, freq: str | None = None) -> Resolution | None:
    if value is None:
        return None
    return Resolution(timex_type, value, None, quant, freq, None, None, None, False, None, None)


def _located(meaning: Meaning, situation: Situation) -> Resolution | None:
    span = locate(meaning, situation)
    if span is not None:
        resolution = _of_span(span)
        if is_finer("day", span.unit) and _is_of_day(meaning):
            # Which day of that month or year it was, nothing says.
            return replace(resolution, timex_type="TIME", value=_unanchored(meaning), approximate=True)
        return resolution
    known = situation.published is not None or is_absolute(meaning) or _never(meaning)
    if known and not _follows(meaning) and not _stands(meaning, situation) and not _lacks_table(meaning, situation):
        return None
    # What stands for every day, what no table covers, and what has no publication, or no other time in the text, to hang on, is
    # what of its value the words give.
    situation.used, situation.antecedent = "NONE", None
    value = _unanchored(meaning)
    timex_type = "TIME" if value and "T" in value else "DATE"
    return Resolution(timex_type, value, None, None, None, None, None, None, False, None, None)


def _stands(meaning: Meaning, situation: Situation) -> bool:
    """Whether it is of no day in particular, or none that is named: "open daily from 9 a.m.", "the night before the vote"."""
    of = meaning.period if isinstance(meaning, After) else meaning
    kind = "clock" if isinstance(of, Clock) else of.unit if isinstance(of, Field) and of.unit in _STANDING else None
    return kind is not None and situation.words.direction(kind) == "standing"


def _lacks_table(meaning: Meaning, situation: Situation) -> bool:
    """Whether it is a holiday that only a table gives, in a year that the table does not cover: it is a time all the same."""
    fields, _ = split_fields(parts_of(meaning))
    return "holiday" in fields and situation.policy.years_of(str(fields["holiday"])) is not None


def _never(meaning: Meaning) -> bool:
    """Whether no year has such a day: 31 June."""
    fields, _ = split_fields(parts_of(meaning))
    return {"month", "day"} <= fields.keys() and int(fields["day"]) > days_in_month(2000, int(fields["month"]))


def _follows(meaning: Meaning) -> bool:
    """Whether it is counted from a time that the text spoke of before: "the next day"."""
    return any(isinstance(part, Follow) for part in parts_of(meaning))


def _is_of_day(meaning: Meaning) -> bool:
    """Whether it is a part of a day that the text has told of, or a time on it: "the next morning"."""
    parts = parts_of(meaning)
    named = [part for part in parts if isinstance(part, Clock) or (isinstance(part, Field) and part.unit == "daypart")]
    return bool(named) and all(part in named or isinstance(part, Follow) for part in parts)


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
    if isinstance(meaning, After) and isinstance(meaning.period, Clock | Field):
        meaning = meaning.period
    parts = parts_of(meaning)
    fields, others = split_fields(tuple(part for part in parts if not isinstance(part, Follow)))
    clock = next((other for other in others if isinstance(other, Clock)), None)
    return field_value(fields, clock) if len(others) <= (clock is not None) else None


def _vague(ref: str, situation: Situation) -> Resolution:
    if ref in _OPEN:
        return Resolution(_OPEN[ref], None, None, None, None, None, None, None, True, None, None)
    value = {"OUR_TIMES": "PRESENT_REF", "THEN": None}.get(ref, ref)
    start: datetime | None = None
    end: datetime | None = None
    match ref:
        case "THEN":
            start, end = _ends(situation.last_spoken("any"))
        case "PRESENT_REF":
            start, end = _ends(situation.present())
        case "OUR_TIMES":
            start, end = _ends(situation.of_writing())
        case "PAST_REF":
            end = situation.now()
        case "FUTURE_REF":
            start = situation.now()
    start, end = _in_tables(start), _in_tables(end)
    return Resolution("DATE", value, None, None, None, start, end, None, True, None, None)


def _ends(span: Span | None) -> tuple[datetime | None, datetime | None]:
    return (None, None) if span is None else (span.start, span.end)


def _in_tables(moment: datetime | None) -> datetime | None:
    """The moment, if it has a place in a table's columns: none before Christ has."""
    return None if moment is None or is_before_christ(moment) else moment


def _part_of(part: str, of: Meaning, situation: Situation) -> Resolution | None:
    found = _part(part, resolve(of, situation), situation)
    if isinstance(of, Field) and found is not None and _is_yet_to_come(of.unit, found, situation):
        return _part(part, resolve(Deictic(-1, of), situation), situation)
    return found


def _part(part: str, whole: Resolution | None, situation: Situation) -> Resolution | None:
    if whole is None:
        return None
    mod = mod_of(part)
    if whole.start is None or whole.end is None:
        return replace(whole, mod=mod)
    held = cut(part, whole.start, whole.end, situation.published, situation.policy)
    if held is None:
        return None
    soft = whole.approximate or share_of(part) is None
    return replace(whole, mod=mod, start=held[0], end=held[1], approximate=soft, edtf=interval_edtf(*held))


def _is_yet_to_come(unit: str, part: Resolution, situation: Situation) -> bool:
    """Whether what is told of a part of a bare month was in one before: `left in late December`, said early in December."""
    published = situation.published
    if unit != "month" or situation.narrative or published is None or part.start is None:
        return False
    return part.start >= floor("day", published) + DAY and situation.words.direction(unit) == "past"


def _bound(kind: str, of: Meaning, inner: Resolution | None, situation: Situation) -> Resolution | None:
    if inner is None:
        return None
    mod = _MODS.get(kind, kind)
    if inner.start is None or inner.end is None or inner.span is None:
        return replace(inner, mod=mod, approximate=True)
    span, known = inner.span, (inner.start, inner.end)
    held = bounded(kind, of, known, span, situation)
    edtf = inner.edtf if held == known else interval_edtf(*held)
    if kind == "APPROX" and known == (span.start, span.end) and span.unit not in _TIMES:
        edtf = span_edtf(span, "APPROX")
    soft = inner.approximate or kind not in SHARP
    return replace(inner, mod=mod, start=held[0], end=held[1], approximate=soft, edtf=edtf)


def _between(first: Resolution | None, last: Resolution | None) -> Resolution | None:
    if first is None or last is None or first.start is None or last.end is None or last.end <= first.start:
        return None
    edtf = joined_edtf(first.edtf or "", last.edtf or "") or interval_edtf(first.start, last.end)
    return replace(first, end=last.end, edtf=edtf)


def _stretch(meaning: Last | Next | Stretch, situation: Situation) -> Resolution | None:
    """A length that has a place: up to now, from now on, or at one end of another time."""
    if isinstance(meaning, Stretch):
        return _at_an_end(meaning, situation)
    period, ahead = meaning.period, isinstance(meaning, Next)
    # "The next three to six months" reach as far as the longer length.
    shorter, period = (period.first, period.last) if isinstance(period, Between) else (period, period)
    named = _named("DURATION", period_value(shorter))
    now = situation.now()
    if named is None or now is None or not isinstance(period, Period) or period.n == "X" or is_before_christ(now):
        return named
    ends = _reach(period, ahead, now, situation)
    if ends is None:
        return named
    start, end = ends
    if start >= end:
        return named  # "the past 0 days"
    edtf = interval_edtf(start, end)
    return replace(named, start=start, end=end, granularity=_granularity(period.unit), approximate=True, edtf=edtf)


def _at_an_end(meaning: Stretch, situation: Situation) -> Resolution | None:
    """A length with the first, or the last, stretch of another time that is so long; the length alone without that time."""
    period, of, is_first = meaning.period, meaning.of, meaning.side == "first"
    named = _named("DURATION", period_value(period))
    if named is None or not isinstance(period, Period) or period.n == "X":
        return named
    length = float(period.n)
    if of == _YEAR_REPORTED:
        whole = _year_of_stretch(period.unit, length, situation)
    else:
        found = resolve(of, situation)
        whole = None if found is None or found.start is None or found.end is None else (found.start, found.end)
    if whole is None:
        return named
    start, end = whole
    other = shift(period.unit, start, length) if is_first else shift(period.unit, end, -length)
    if other is None or is_before_christ(other):
        return named
    start, end = (start, other) if is_first else (other, end)
    if start >= end:
        return named  # "the first 0 months of 2012"
    edtf = interval_edtf(start, end)
    return replace(named, start=start, end=end, granularity=_granularity(period.unit), edtf=edtf)


def _year_of_stretch(unit: str, length: float, situation: Situation) -> tuple[datetime, datetime] | None:
    """The year whose first months are reported on: the latest in which they are over, but for what is to come."""
    year = locate(_YEAR_REPORTED, situation) if unit in _OF_YEARS else None
    published = situation.published
    if year is None or published is None or situation.narrative or situation.words.direction("year") == "future":
        return None if year is None else (year.start, year.end)
    starts = (shift("year", year.start, step) for step in (1, 0, -1))
    for start in starts:
        end = shift(unit, start, length) if start is not None else None
        if start is not None and end is not None and end <= published:
            return start, end
    return None


def _reach(period: Period, ahead: bool, now: datetime, situation: Situation) -> tuple[datetime, datetime] | None:
    if is_hour_open(period.unit, now):
        # "The last 20 minutes" of a day of publication are on it, "the last 24 hours" on it and the one before.
        far = from_now([period], 1 if ahead else -1, situation)
        return None if far is None else (now, far.end) if ahead else (far.start, now + DAY)
    today = now if period.unit in _TIMES else floor("day", now)
    other = shift(period.unit, today, float(period.n) if ahead else -float(period.n))
    return None if other is None else (today, other) if ahead else (other, today)
