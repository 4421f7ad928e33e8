"""Which span of the calendar a meaning names in a situation."""

from datetime import timedelta
from typing import Final

from transforms.temporal.antecedent import antecedent
from transforms.temporal.civil import (
    DAY,
    Span,
    floor,
    into_year,
    is_finer,
    shift,
    unit_span,
)
from transforms.temporal.clock import next_on, on_day, on_day_told, part_told
from transforms.temporal.counting import (
    CLOCK,
    COUNTED,
    from_moment,
    from_now,
    from_span,
    is_hour_open,
    lengths_of,
    on_its_eve,
    so_far,
)
from transforms.temporal.cycles import (
    Fields,
    cycle_of,
    daypart,
    instance,
    instances,
    is_step,
    step,
    weekend_beside,
    within,
)
from transforms.temporal.era import YEARS_IN, numbered
from transforms.temporal.kinds import is_steady
from transforms.temporal.meaning import (
    After,
    Antecedent,
    Before,
    Bound,
    Clock,
    Deictic,
    Field,
    Fiscal,
    Follow,
    Intersect,
    Meaning,
    Now,
    Nth,
    Part,
    Period,
    parts_of,
)
from transforms.temporal.parts import cut
from transforms.temporal.recur import choose
from transforms.temporal.situation import Situation, day_of

_SPOKEN: Final = Antecedent("any")
_UNDER_WAY: Final = Antecedent("now")
_SUNDAY: Final = 7


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
            return _nth(n, of, _whole(of, inside, situation), situation)
        case Before(period, of):
            return _moved(period, of, -1, situation)
        case After(period, of):
            return _moved(period, of, 1, situation)
        case Antecedent(unit):
            return antecedent(unit, situation)
        case Part(part, of):
            whole = locate(of, situation)
            held = None if whole is None else cut(part, whole.start, whole.end, situation.published, situation.policy)
            return None if whole is None or held is None else Span(whole.unit, *held, whole.code)
        case Bound(_, of) | Fiscal(of):
            return locate(of, situation)
        case Now():
            return situation.unit_now("day")
        case _:
            return None


def split_fields(parts: tuple[Meaning, ...]) -> tuple[dict[str, int | str], list[Meaning]]:
    """The fields among the parts by unit, and the other parts."""
    fields: dict[str, int | str] = {}
    others: list[Meaning] = []
    for given in parts:
        part = given.of if isinstance(given, Fiscal) else given
        if isinstance(part, Field):
            fields[part.unit] = part.value
        else:
            others.append(part)
    return fields, others


def _intersect(parts: tuple[Meaning, ...], situation: Situation) -> Span | None:
    fields, others = split_fields(parts)
    clock = next((other for other in others if isinstance(other, Clock)), None)
    containers = [other for other in others if not isinstance(other, Clock)]
    container: Span | None = None
    era = fields.pop("era", None)
    for unit in [unit for unit in YEARS_IN if unit in fields]:
        container = numbered(unit, int(fields.pop(unit)), era, situation)
        if container is None:
            return None
    if containers:
        found = locate(containers[0], situation)
        if found is None and isinstance(containers[0], Antecedent):
            return container
        if found is None:
            return None
        if len(containers) > 1 and container is None:
            container = locate(containers[1], situation)
        if container is not None and is_finer(container.unit, found.unit):
            found, container = container, found
        container = found if container is None else into_year(found, container)
    if clock is not None and container is None and not fields:
        return on_day_told(clock, situation)
    if container is None and fields.keys() == {"daypart"}:
        span = part_told(str(fields["daypart"]), situation)
    else:
        span = _narrow(fields, container, situation)
    if clock is None or span is None or is_finer("day", span.unit):
        # "In 1989 ... at noon the next day": no day of that year has been named.
        return span
    return on_day(clock, span, situation.policy.clock)


def _narrow(fields: dict[str, int | str], container: Span | None, situation: Situation) -> Span | None:
    policy = situation.policy
    if container is None:
        return choose(fields, situation) if fields else None
    if not fields or (fields.keys() == {"daypart"} and is_finer("day", container.unit)):
        # "In 1960 ... the next morning" is no morning of that year that one could name.
        return container
    if container.unit in {"day", "daypart"}:
        code = fields.get("daypart")
        return daypart(container, str(code), policy) if code else container
    if fields.keys() == {"weekday"} and is_finer("week", container.unit):
        # "A Friday last year" is no one day.
        return container
    span = next(within(fields, container, policy), None)
    if span is None and "weekday" in fields and len(fields) > 1:
        # A weekday that contradicts the date ("Monday, Oct. 4") is the writer's slip: the date stands.
        return _narrow({unit: value for unit, value in fields.items() if unit != "weekday"}, container, situation)
    return span


def _deictic(count: int, of: "str | Meaning", situation: Situation) -> Span | None:
    now = situation.now()
    if now is None:
        return None
    if isinstance(of, str):
        if (count, of) == (0, "week") and now.isoweekday() == _SUNDAY and situation.words.direction("week") == "future":
            count = 1
        if is_hour_open(of, now):
            # "Next hour", of a day on which the hour is not known, is on that day.
            return unit_span("day", floor("day", now))
        start = shift(of, floor(of, now), count)
        if (count, of) == (0, "weekend") and start is not None and start > now and situation.words.direction("week") == "past":
            # Said of what has happened on a Monday, it is the one just over.
            over = shift(of, start, -1)
            start = over if over is not None and now - over < situation.policy.direction["weekend"].near + DAY else start
        return None if start is None else unit_span(of, start)
    today = Span("day", floor("day", now), floor("day", now) + DAY)
    return _stepped(count, of, today, situation) if count else _this(of, today, situation)


def _this(of: Meaning, today: Span, situation: Situation) -> Span | None:
    """The field of this week or year; a weekday on the other side of today if the sentence says so.

    "Will meet this Monday", said on a Friday, is the Monday to come.
    """
    span = _stepped(0, of, today, situation)
    fields, _ = split_fields(parts_of(of))
    if span is None or fields.keys() - {"daypart"} != {"weekday"} or (span.start < today.end and today.start < span.end):
        return span
    ahead = span.start >= today.end
    if situation.words.direction("weekday") == ("past" if ahead else "future"):
        return _stepped(-1 if ahead else 1, of, today, situation, very=True) or span
    return span


def _follow(count: int, of: "str | Meaning", situation: Situation) -> Span | None:
    if isinstance(of, str):
        current = situation.current_of(of, count, very=count == 0)
        if current is not None and situation.antecedent is None and is_hour_open(of, current.start):
            return unit_span("day", floor("day", current.start))
        return None if current is None else so_far(current, [Period(abs(count), of)], -1 if count < 0 else 1)
    fields, _ = split_fields(parts_of(of))
    around = situation.last_within(cycle_of(fields))
    if around is None:
        around = situation.current_of("day", count)
        if around is None or is_finer("day", around.unit):
            return around
    span = _stepped(count, of, around, situation)
    if span is not None and span.unit == "season" and around.start - span.start > situation.policy.narrative_back:
        # "In December 1990 ... that spring" is the one to follow.
        return _stepped(1, of, around, situation) if count == 0 else span
    return span


def _stepped(count: int, of: Meaning, around: Span, situation: Situation, *, very: bool = False) -> Span | None:
    """The field so many steps from a span; the `very` next, or as one speaks of the next and the last from today."""
    if not is_step(count):
        return None
    fields, others = split_fields(parts_of(of))
    clock = next((other for other in others if isinstance(other, Clock)), None)
    part = fields.pop("daypart", None) if len(fields) > 1 else None
    spans = instances(fields, around.start, situation.policy, count)
    if count == 0:
        # "This winter" said in February is the one that began in December, in March the one just over.
        over = situation.policy.direction["season"].near if "season" in fields else timedelta(0)
        # "That winter" of a year is the one that begins in it.
        begun = around.start if around.unit != "year" else around.end
        under_way = (span for span in spans if span.start <= begun < span.end + over)
        span = next(under_way, instance(fields, floor(cycle_of(fields), around.start), situation.policy))
    else:
        origin = around if very else _imminent(fields, count, around, situation.policy.next_weekday_days)
        span = step(count, origin, spans)
    if span is not None and part is not None:
        span = daypart(span, str(part), situation.policy)
    return span if clock is None or span is None else on_day(clock, span, situation.policy.clock)


def _imminent(fields: Fields, count: int, around: Span, least_days: int) -> Span:
    """The span to step from: "next Wednesday" said on a Tuesday is not tomorrow, nor "last November" in December last month.

    Nor is "last Easter" in April the one just over.
    """
    if count == -1 and fields.keys() in ({"month"}, {"holiday"}) and around.unit == "day":
        month = floor("month", around.start)
        previous = shift("month", month, -1)
        return around if previous is None or previous.year < month.year else Span("month", previous, month)
    if count < 0 or "weekday" not in fields or around.unit != "day":
        return around
    return Span("day", around.start, around.end + DAY * (least_days - 1))


# A week that two months share is the month's that most of it lies in.
_HALVES: Final = {"week": DAY * 3.5, "weekend": DAY}


def _whole(of: "str | Meaning", inside: Meaning, situation: Situation) -> Span | None:
    """What something is counted in: of what is under way, the time that says which unit it is."""
    return situation.under_way(of) if isinstance(of, str) and inside == _UNDER_WAY else locate(inside, situation)


def _nth(n: int, of: "str | Meaning", inside: Span | None, situation: Situation) -> Span | None:
    if inside is None:
        return None
    if n == 0:
        if of == "weekend" and inside.unit == "day":
            return weekend_beside(inside)
        return unit_span(of, floor(of, inside.start)) if isinstance(of, str) else None
    if of == "day" and not is_finer("day", inside.unit):
        # The third day from the one told, itself the first; beside its date it is that one.
        told = day_of(inside)
        return told if situation.listed == inside else Span("day", told.start + DAY * (n - 1), told.end + DAY * (n - 1))
    if isinstance(of, Field):
        spans = list(within({of.unit: of.value}, inside, situation.policy))
        return spans[n - 1 if n > 0 else n] if len(spans) >= abs(n) else None
    if not isinstance(of, str) or not is_finer(of, inside.unit):
        # "The fourth quarter of Monday's game" is none of the year.
        return None
    first = floor(of, inside.start)
    last = floor(of, inside.end - timedelta(seconds=1))
    half = _HALVES.get(of)
    if half is not None:
        first = first if first + half >= inside.start else shift(of, first, 1) or first
        last = last if last + half <= inside.end else shift(of, last, -1) or last
    start = shift(of, first, n - 1) if n > 0 else shift(of, last, n + 1)
    return unit_span(of, start) if start is not None and first <= start <= last else None


def _moved(period: Meaning, of: Meaning, sign: int, situation: Situation) -> Span | None:
    if isinstance(period, Field | Intersect):
        return _beside(period, of, sign, situation)
    if isinstance(period, Clock):
        start = locate(of, situation)
        return None if start is None else next_on(period, start, situation.policy.clock)
    lengths = lengths_of(period)
    if not lengths:
        return None
    finest = lengths[-1].unit
    told = situation.spoken.current
    if of == _SPOKEN and finest in CLOCK and (told is None or told[0].unit not in CLOCK):
        # Nothing says at what hour "a minute later" begins.
        return None
    origin = _origin(of, finest, sign, situation)
    if sign < 0 and finest == "day" and origin is not None and isinstance(of, Field) and of.unit == "weekday":
        origin = on_its_eve(origin, lengths, situation) or origin
    if of == _SPOKEN:
        span = None if origin is None else so_far(origin, lengths, sign)
        return None if span is None or (sign > 0 and situation.is_too_late(span, origin)) else span
    if origin is None:
        return from_now(lengths, sign, situation) if isinstance(of, Now | Antecedent) else None
    if is_finer(finest, origin.unit):
        if not isinstance(of, Antecedent | Follow):
            # "Half an hour from May 1990" is cut from the working week, not counted from a day.
            return None
        return from_moment(origin.start, lengths, sign)
    return from_span(origin, lengths, sign)


def _beside(fields: Meaning, of: Meaning, sign: int, situation: Situation) -> Span | None:
    """The field next to another time: the January after last October."""
    if situation.narrative and not is_steady(of):
        # "From October to March" in what tells of March: a story comes back to its own year.
        return locate(fields, situation)
    if not is_steady(of) and situation.words.direction("weekday") == "standing":
        return None
    around = _just_said(of, situation) or locate(of, situation)
    told = situation.said_here()
    if around is not None and fields == of and (sign < 0 or (told is not None and is_finer(told.unit, "day"))):
        # "Between 6 p.m. Tuesday and 10 p.m. Tuesday": it is one day.
        return around
    return None if around is None else _stepped(sign, fields, around, situation, very=True)


def _origin(of: Meaning, finest: str, sign: int, situation: Situation) -> Span | None:
    if of != _SPOKEN:
        return None if isinstance(of, Now) else locate(of, situation)
    said = situation.said_here()
    if finest in CLOCK or (said is not None and finest == said.unit and finest in COUNTED):
        # "In the 1790s, and a decade later": that is as rough.
        return situation.last_spoken("any")
    # A history counts nothing from its own publication.
    return situation.current_of(COUNTED.get(finest, finest), sign, told=sign > 0 or situation.narrative)


def _just_said(meaning: Meaning, situation: Situation) -> Span | None:
    """The last mention's span when it is of these fields: "from Tuesday until Thursday" hangs on that Tuesday."""
    current = situation.spoken.current
    if current is None or not isinstance(meaning, Field | Intersect):
        return None
    fields, others = split_fields(parts_of(meaning))
    if others or fields.keys() & YEARS_IN.keys():
        return None
    # "From 6 p.m. Wednesday until Thursday": the clock time is on that Wednesday.
    day = unit_span("day", floor("day", current[0].start))
    spans = instances(fields, current[0].start, situation.policy)
    found = next((span for span in (current[0], day) if span in spans), None)
    if found is not None:
        situation.last_spoken("any")
    return found
