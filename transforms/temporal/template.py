"""Meaning templates: the right-hand side of a grammar rule, `Intersect(Field(month, $1), Field(day, $2))`.

`$2` is what the second category of the phrase stands for, `$2.1` the first part of a shape with several. Small letters
before a bracket name arithmetic on numbers (`add`, `mul`, `neg`, ...), capital ones an operator of the meaning.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final, TypeAlias

from transforms.temporal.civil import FINENESS
from transforms.temporal.meaning import (
    OPERATORS,
    VARIADIC,
    Before,
    Clock,
    Field,
    Fiscal,
    Intersect,
    Meaning,
    Part,
    Period,
    Sum,
)

_TOKEN: Final = re.compile(r"\s*(?:(\$\d(?:\.\d)?)|(-?\d+(?:\.\d+)?)|([A-Za-z_]\w*)|([(),]))")


class TemplateError(ValueError):
    """A template that cannot be read; the message shows it and the place."""


@dataclass(frozen=True, slots=True)
class Reference:
    """`$n` or `$n.k`: the n-th category of the phrase, the k-th part of its value."""

    category: int
    part: int | None


@dataclass(frozen=True, slots=True)
class Call:
    """An operator or an arithmetic function with its arguments."""

    name: str
    arguments: tuple["Template", ...]


Template: TypeAlias = "Reference | Call | int | float | str | None"


def _whole(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _year_of_two_digits(value: int) -> int:
    # "the class of '68" and "'13": news looks back further than ahead.
    return value + (1900 if value >= 40 else 2000)


def _decade_of_two_digits(value: int) -> int:
    # "The '00s" and "the '10s" are of this century; of the twenties and thirties those of the last one are told.
    return value // 10 + (190 if value >= 20 else 200)


def _year_through(first: int, digits: int) -> int | None:
    # 1989-90 and 1999-00 are years; 2014-10 is something else.
    if digits > first % 100:
        return first - first % 100 + digits
    return first + 1 if digits == 0 and first % 100 == 99 else None


def _below(first: float, last: float) -> float | None:
    # Two or three weeks are a length; "the 2011-12 year", "the 2009-2010 year" and "won 3-2 weeks ago" are something else.
    return first if first < last and not (first >= 1000 and last == first + 1) else None


def _night_of(first: int, last: int) -> int | None:
    # The night of 22/23 March belongs to the day that it begins on; 1/4 is something else.
    return first if last == first + 1 else None


def _hour_of(hour: int, half: str) -> int | None:
    if hour > 12:
        # "15:30 p.m." is said twice over; "thirty p.m." is no time.
        return hour if hour < 24 else None
    return hour % 12 + (12 if half == "pm" else 0)


# Which half of the day an hour of a part of the day is in; a night has both, parted at five.
_PM: Final = frozenset({"pm", "AF", "EV"})


def _half(clock: Clock, part: str) -> Clock | None:
    if part == "NI" and clock.hour == 12:
        # Twelve at night is its middle, not noon.
        return replace(clock, hour=24, half="pm")
    half = "pm" if part in _PM or (part == "NI" and clock.hour >= 5) else "am"
    hour = _hour_of(clock.hour, half)
    return None if hour is None else replace(clock, hour=hour, half=half)


def _earlier(first: Clock, last: Clock, half: str) -> Clock | None:
    # "11 to 1 p.m." starts in the morning.
    moved, end = _half(first, half), _half(last, half)
    return moved if moved is None or end is None or moved.hour <= end.hour else _half(first, "am")


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
    return replace(clock, hour=total // 60, minute=total % 60, half=half) if 0 <= total < 24 * 60 and abs(count) < 60 else None


# The month of a year that a field begins with: so many months each, or the first of a season's three.
_MONTHS_EACH: Final = {"month": 1, "quarter": 3, "half": 6}
_SEASON_BEGINS: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def _begins(of: Meaning, day: int) -> tuple[int, int] | None:
    """The month of a year that a date begins in, and its day or the one given; None of what moves."""
    month: int | None = None
    for part in _parts(of):
        match part.of if isinstance(part, Fiscal) else part:
            case Field("day", int(value)):
                day = value
            case Field("season", str(code)):
                month = _SEASON_BEGINS.get(code)
            case Field(unit, int(value)) if unit in _MONTHS_EACH:
                month = (value - 1) * _MONTHS_EACH[unit] + 1
    return None if month is None else (month, day)


def _ending(first: Meaning, last: Meaning, year: Meaning) -> Meaning:
    """The first date of a stretch up to the last in that year: of "Nov. 20 to Jan. 5, 2025" it is in the year before."""
    if isinstance(first, Fiscal):
        return Fiscal(_ending(first.of, last, year))
    begins, ends = _begins(first, 1), _begins(last, 31)
    if begins is not None and ends is not None and begins <= ends:
        return Intersect((*_parts(first), year))
    if begins is not None and len(_parts(first)) > 1:
        # A weekday beside a month and a day may be the writer's slip: it is not to choose the year.
        first = Intersect(tuple(part for part in _parts(first) if not isinstance(part, Field) or part.unit != "weekday"))
    return Before(first, Intersect((*_parts(last), year)))


def _parts(of: Meaning) -> tuple[Meaning, ...]:
    return of.parts if isinstance(of, Intersect) else (of,)


FUNCTIONS: Final[dict[str, Callable[..., Any]]] = {
    "add": lambda *values: _whole(sum(values)),
    "mul": lambda a, b: _whole(a * b),
    "div": lambda a, b: _whole(a / b),
    "neg": lambda a: -a,
    "century": _year_of_two_digits,
    "decade": _decade_of_two_digits,
    "through": _year_through,
    "below": _below,
    "night": _night_of,
    "half": _half,
    "full": _full,
    "earlier": _earlier,
    "minutes": _minutes,
    "ending": _ending,
    "word": lambda *parts: "".join(str(part) for part in parts),
}


def parse_template(text: str) -> Template:
    """The template that the text writes. Raises TemplateError for anything else than one well-formed expression."""
    template, position = _expression(text, 0)
    if text[position:].strip():
        raise TemplateError(f"expected the end of the meaning, got {text[position:]!r} in {text!r}")
    return template


def build(template: Template, values: Sequence[Any]) -> Any:
    """The meaning (or number) that the template gives for the values of the phrase's categories, `$1` first.

    None when they do not go together.
    """
    if isinstance(template, Reference):
        value = values[template.category - 1]
        if template.part is None:
            return value
        # A shape whose optional part is absent (7:30 has no seconds) has a shorter value.
        return value[template.part - 1] if template.part <= len(value) else None
    if not isinstance(template, Call):
        return template
    arguments = [build(argument, values) for argument in template.arguments]
    if any(value is None and isinstance(argument, Call) for argument, value in zip(template.arguments, arguments, strict=True)):
        return None
    if template.name in FUNCTIONS:
        return FUNCTIONS[template.name](*arguments)
    operator = OPERATORS[template.name]
    if template.name in VARIADIC:
        parts = tuple(_flat(operator, arguments))
        if (held := next((part for part in parts if _is_part_of_day(part)), None)) is not None and len(parts) > 1:
            # "Monday in the early hours of the morning": of that morning of Monday's.
            rest = tuple(held.of if part is held else part for part in parts)
            return replace(held, of=Intersect(rest))
        return None if (operator is Sum and not _descends(parts)) or _clash(parts) else operator(parts)
    return operator(*arguments)


def _is_part_of_day(part: Any) -> bool:
    return isinstance(part, Part) and isinstance(part.of, Field) and part.of.unit == "daypart"


def _clash(parts: tuple[Any, ...]) -> bool:
    """Whether two seasons, or a season and a month, are to have a day in common: "its fall in the summer of 1422"."""
    return sum(isinstance(part, Field) and part.unit in {"season", "month"} for part in parts) > 1


def _descends(lengths: tuple[Any, ...]) -> bool:
    """Whether each length is counted in a finer unit than the one before: "two-year and 10-year" is no sum."""
    units = [FINENESS.index(length.unit) for length in lengths if isinstance(length, Period)]
    return all(before > after for before, after in pairwise(units))


def _flat(operator: type[Any], arguments: list[Any]) -> list[Any]:
    out: list[Any] = []
    for argument in arguments:
        out.extend(argument.parts if isinstance(argument, operator) else [argument])
    return out


def _expression(text: str, position: int) -> tuple[Template, int]:
    match = _TOKEN.match(text, position)
    if match is None or match.group(4):
        raise TemplateError(f"expected a value at character {position}, got {text[position : position + 10]!r} in {text!r}")
    reference, number, name, _ = match.groups()
    position = match.end()
    if reference:
        category, _, part = reference[1:].partition(".")
        return Reference(int(category), int(part) if part else None), position
    if number:
        return (float(number) if "." in number else int(number)), position
    if name == "none":
        return None, position
    if not text.startswith("(", position):
        return (Call(name, ()) if name == "Now" else name), position
    if name not in OPERATORS and name not in FUNCTIONS:
        raise TemplateError(f"expected an operator or a function, got {name!r} in {text!r}")
    return _arguments(text, position + 1, name)


def _arguments(text: str, position: int, name: str) -> tuple[Template, int]:
    arguments: list[Template] = []
    while True:
        argument, position = _expression(text, position)
        arguments.append(argument)
        match = _TOKEN.match(text, position)
        if match is None or match.group(4) not in {",", ")"}:
            raise TemplateError(f"expected , or ) at character {position} of {text!r}")
        position = match.end()
        if match.group(4) == ")":
            return Call(name, tuple(arguments)), position
