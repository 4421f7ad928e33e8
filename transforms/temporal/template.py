"""Meaning templates: the right-hand side of a grammar rule, `Intersect(Field(month, $1), Field(day, $2))`.

`$2` is what the second category of the phrase stands for, `$2.1` the first part of a shape with several. Small letters
before a bracket name arithmetic on numbers (`add`, `mul`, `neg`, ...), capital ones an operator of the meaning.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final, TypeAlias

from transforms.temporal.arithmetic import Functions
from transforms.temporal.civil import FINENESS
from transforms.temporal.meaning import OPERATORS, VARIADIC, Field, Intersect, Meaning, Part, Period, Sum

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
    """An operator with its arguments; or an arithmetic function, which is then `function`."""

    name: str
    arguments: tuple["Template", ...]
    function: Callable[..., Any] | None = None


Template: TypeAlias = "Reference | Call | int | float | str | None"


def parse_template(text: str, functions: Functions) -> Template:
    """The template that the text writes, with the functions that it calls.

    Raises TemplateError for anything else than one well-formed expression of operators and those functions.
    """
    template, position = _expression(text, 0, functions)
    if text[position:].strip():
        raise TemplateError(f"expected the end of the meaning, got {text[position:]!r} in {text!r}")
    return template


@lru_cache(maxsize=10_000)
def meaning_of(written: str) -> Meaning | None:
    """The meaning that a mention has in writing, which is as the grammar writes it; None for the few that no rule could.

    >>> meaning_of("Part(end, Deictic(0, month))")
    Part(part='end', of=Deictic(shift=0, of='month'))
    """
    try:
        meaning: Meaning | None = build(parse_template(written, {}), ())
    except TemplateError:
        return None
    return meaning


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
    if template.function is not None:
        return template.function(*arguments)
    operator = OPERATORS[template.name]
    if template.name in VARIADIC:
        parts = tuple(_flat(operator, arguments))
        if (held := next((part for part in parts if _is_part_of_day(part)), None)) is not None and len(parts) > 1:
            # "Monday in the early hours of the morning": of that morning of Monday's.
            rest = tuple(held.of if part is held else part for part in parts)
            return replace(held, of=Intersect(rest))
        return None if (operator is Sum and not _descends(parts)) or _clash(parts) else operator(parts)
    return operator(*arguments)


def references(template: Template) -> frozenset[int]:
    """The numbers of the categories that a template speaks of.

    >>> sorted(references(parse_template("Intersect($2, Follow(0, $1))", {})))
    [1, 2]
    """
    if isinstance(template, Reference):
        return frozenset({template.category})
    return frozenset().union(*map(references, template.arguments)) if isinstance(template, Call) else frozenset()


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


def _expression(text: str, position: int, functions: Functions) -> tuple[Template, int]:
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
    if name not in OPERATORS and name not in functions:
        raise TemplateError(f"expected an operator or a function, got {name!r} in {text!r}")
    arguments, position = _arguments(text, position + 1, functions)
    return Call(name, arguments, functions.get(name)), position


def _arguments(text: str, position: int, functions: Functions) -> tuple[tuple[Template, ...], int]:
    arguments: list[Template] = []
    while True:
        argument, position = _expression(text, position, functions)
        arguments.append(argument)
        match = _TOKEN.match(text, position)
        if match is None or match.group(4) not in {",", ")"}:
            raise TemplateError(f"expected , or ) at character {position} of {text!r}")
        position = match.end()
        if match.group(4) == ")":
            return tuple(arguments), position
