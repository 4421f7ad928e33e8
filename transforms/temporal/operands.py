"""What the values of words may be, and what each operator of a meaning takes: a slip is told where it is written.

A category of the lexicon names a kind of value ("MONTH = 'month'"); the same kinds bound the fields of a meaning, so that
neither `smarch = 13` nor `Field(month, 13)` loads.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from inspect import CO_VARARGS
from typing import Final, TypeAlias

from transforms.forms import TEXT, WHOLE, Kind, meant, one_of
from transforms.temporal.civil import MEAN_DAYS
from transforms.temporal.meaning import VARIADIC
from transforms.temporal.parts import PARTS
from transforms.temporal.policy import Policy
from transforms.temporal.template import Call, Reference, Template, TemplateError

Values: TypeAlias = Mapping[str, Kind]

_REFERENCES: Final = ("PAST_REF", "PRESENT_REF", "FUTURE_REF")
# What an antecedent may be beside a unit, as its docstring says.
_SPOKEN_OF: Final = ("any", "period", "ago", "term", "stretch", "report", "annual", "closed", "fiscal", "now", "night", "told")
_BOUNDS: Final = (
    *("APPROX", "NEARLY", "MORE_THAN", "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS"),
    *("BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER", "ENDING"),
)
_QUANTIFIERS: Final = re.compile(r"EACH|EVERY(?:_\d+)?")
# What is left open.
_ANY: Final = "X"
# The days from Monday to Friday.
_WORKING_DAY: Final = "WD"


def values_of(policy: Policy) -> Values:
    """The kinds of value by name; seasons, parts of the day and holidays are those of the policy."""
    return {
        "month": one_of(range(1, 13), "a month (1 to 12)"),
        "weekday": one_of(range(1, 8), "a weekday (1 for Monday to 7)"),
        "day": one_of(range(1, 32), "a day of the month (1 to 31)"),
        "quarter": one_of(range(1, 5), "a quarter (1 to 4)"),
        "half": one_of((1, 2), "a half (1 or 2)"),
        "hour": one_of(range(25), "an hour (0 to 24)"),
        "am or pm": one_of(("am", "pm"), "am or pm"),
        "unit": one_of(MEAN_DAYS.keys(), "a unit"),
        "season": one_of(policy.seasons, "a season of policy.toml"),
        "daypart": one_of(policy.dayparts, "a part of the day of policy.toml"),
        "holiday": one_of(policy.holidays, "a holiday of policy.toml or holidays.toml"),
        "era": one_of(("ad", "bc", "century", "same", "told"), "an era"),
        "reference": one_of(_REFERENCES, "a reference"),
        "step": WHOLE,
        "count": Kind('a whole number, or "X" for a count left open', lambda value: value == _ANY or type(value) is int),
        "text": TEXT,
    }


@dataclass(frozen=True, slots=True)
class _Operand:
    """What may stand at one place of an operator: constants of a kind, none, and whether an operator may."""

    constant: Kind
    operator: bool = False
    none: bool = False

    def takes(self, argument: Template) -> bool:
        if isinstance(argument, Reference):
            return True
        if isinstance(argument, Call):
            return argument.function is not None or self.operator
        return self.none if argument is None else bool(self.constant.fits(argument))


_NO_CONSTANT: Final = Kind("a meaning", lambda _: False)
_QUANTIFIER: Final = Kind("EVERY, EVERY_2 or EACH", lambda value: type(value) is str and _QUANTIFIERS.fullmatch(value))
_MEANING: Final = _Operand(_NO_CONSTANT, operator=True)
_UNIT: Final = one_of(MEAN_DAYS.keys(), "a unit")
_WHOLE: Final = _Operand(WHOLE)
_OF: Final = _Operand(_UNIT, operator=True)
_SAID: Final = _Operand(WHOLE, none=True)
_VALUE: Final = _Operand(Kind("a value", lambda _: True))
_ANYTHING: Final = _Operand(Kind("a value", lambda _: True), operator=True, none=True)
_FIELDS: Final = one_of(
    (
        *("century", "day", "daypart", "decade", "era", "half", "holiday", "millennium", "month", "quarter", "season"),
        *("through", "weekday", "weekend", "weekofyear", "year"),
    ),
    "a field",
)

_TAKES: Final[dict[str, tuple[_Operand, ...]]] = {
    "Field": (_Operand(_FIELDS), _VALUE),
    "Clock": (_WHOLE, _SAID, _SAID, _Operand(one_of(("am", "pm", "day", "hand"), "a half of the day"), none=True)),
    "Deictic": (_WHOLE, _OF),
    "Follow": (_WHOLE, _OF),
    "Nth": (_WHOLE, _OF, _MEANING),
    "Part": (_Operand(one_of(PARTS, "a part")), _MEANING),
    "Period": (_Operand(Kind("a number or X", lambda value: value == _ANY or type(value) in {int, float})), _Operand(_UNIT)),
    "Last": (_MEANING,),
    "Next": (_MEANING,),
    "Stretch": (_Operand(one_of(("first", "last"), "a side")), _MEANING, _MEANING),
    "Before": (_MEANING, _MEANING),
    "After": (_MEANING, _MEANING),
    "Now": (),
    "Antecedent": (_Operand(one_of((*MEAN_DAYS, *_SPOKEN_OF), "a unit or what was spoken of")),),
    "Between": (_MEANING, _MEANING),
    "Bound": (_Operand(one_of(_BOUNDS, "a bound")), _MEANING),
    "Repeat": (_MEANING, _Operand(_QUANTIFIER, none=True), _Operand(TEXT, none=True)),
    "Fiscal": (_MEANING,),
    "Vague": (_Operand(one_of((*_REFERENCES, "OUR_TIMES", "THEN", "LENGTH", "SEASON"), "a reference")),),
}


def _operands(call: Call) -> tuple[_Operand, ...]:
    """What the operator takes, or as many of anything as the function does."""
    count = len(call.arguments)
    if call.function is not None:
        code = call.function.__code__
        return (_ANYTHING,) * (count if code.co_flags & CO_VARARGS else code.co_argcount)
    return (_MEANING,) * count if call.name in VARIADIC else _TAKES[call.name]


def check_template(template: Template, categories: int, values: Values) -> None:
    """Raises TemplateError where an operator has not the operands that it takes, or `$n` is none of so many categories."""
    if isinstance(template, Reference):
        if not 1 <= template.category <= categories:
            raise TemplateError(f"expected $1 to ${categories}, a category of the phrase, got ${template.category}")
        return
    if not isinstance(template, Call):
        return
    operands, arguments = _operands(template), template.arguments
    if len(operands) != len(arguments):
        raise TemplateError(f"expected {template.name} with operands: {len(operands)}, got {len(arguments)}")
    for operand, argument in zip(operands, arguments, strict=True):
        if not operand.takes(argument):
            kind = operand.constant
            raise TemplateError(
                f"expected {kind.name} in {template.name}, got {_written(argument)}{meant(argument, kind.choices)}"
            )
        if isinstance(argument, Reference | Call):
            check_template(argument, categories, values)
    if template.name == "Field":
        _check_field(arguments[0], arguments[1], values)


def _check_field(unit: Template, value: Template, values: Values) -> None:
    kind = values.get("month" if unit == "through" else str(unit))
    if isinstance(value, Reference | Call) or kind is None or value in {_ANY, _WORKING_DAY}:
        return
    if not kind.fits(value):
        raise TemplateError(f"expected {kind.name} in Field({unit}, ...), got {_written(value)}{meant(value, kind.choices)}")


def _written(argument: Template) -> str:
    return f"{argument.name}(...)" if isinstance(argument, Call) else str(argument)
