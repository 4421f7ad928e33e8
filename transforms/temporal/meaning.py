"""What the words say, with no date in it.

A meaning is a value of the union `Meaning`: frozen, comparable, and printed as it is written in the grammar, so that
`Part(end, Deictic(0, month))` in a table, in `dateline explain` and in a file of `grammar/` is one and the same string.
"""

from dataclasses import dataclass, fields
from typing import Any, Final, Literal, TypeAlias

# A count that the words leave open ("a few weeks") is X, as in the TIMEX3 value PXW.
Count: TypeAlias = int | float | Literal["X"]


@dataclass(frozen=True, slots=True)
class Field:
    """A named calendar field that recurs or is counted: Field(month, 10), Field(weekday, 1), Field(year, 2013).

    Beside a month, Field(through, 3) says with which one the stretch ends that it begins: "January through March".
    """

    unit: str
    value: int | str

    def __str__(self) -> str:
        return render(self)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day. Minute and second are None when not said.

    `half` is am or pm, day for what is said by the clock of 24 hours, hand for an o'clock of either half, and None when the
    words leave it open.
    """

    hour: int
    minute: int | None
    second: int | None
    half: str | None

    def __str__(self) -> str:
        return render(self)


@dataclass(frozen=True, slots=True)
class Intersect:
    """What all the parts have in common: Intersect(Field(month, 10), Field(day, 3))."""

    parts: tuple["Meaning", ...]

    def __str__(self) -> str:
        return render(self)


@dataclass(frozen=True, slots=True)
class Deictic:
    """The unit or field `shift` steps from the one that holds the moment of speech: yesterday is Deictic(-1, day)."""

    shift: int
    of: "str | Meaning"

    def __str__(self) -> str:
        return render(self)


@dataclass(frozen=True, slots=True)
class Follow:
    """The unit or field `shift` steps from the one that holds the text's current time: "the next day", "that week"."""

    shift: int
    of: "str | Meaning"

    def __str__(self) -> str:
        return render(self)


@dataclass(frozen=True, slots=True)
class Nth:
    """The n-th unit or field within a span, from its end when `n` is negative: "the first Monday of March"."""

    n: int
    of: "str | Meaning"
    within: "Meaning"

    def __str__(self) -> str:
        return render(self)


@dataclass(frozen=True, slots=True)
class Part:
    """The start, mid or end of a span; how long an end is, the policy says.

    It is `earlier` or `later` than publication; a share that is counted out, half_1 or quarter_4; or the first or last units of
    it, start_week or end_day.
    """

    part: str
    of: "Meaning"

    def __str__(self) -> str:
        return render(self)


@dataclass(frozen=True, slots=True)
class Period:
    """A length: Period(2, week)."""

    n: Count
    unit: str

    def __str__(self) -> str:
        return render(self)


@dataclass(frozen=True, slots=True)
class Sum:
    """Lengths one after the other: "5 hours and 30 minutes"."""

    parts: tuple["Meaning", ...]

    def __str__(self) -> str:
        return render(self)


@dataclass(frozen=True, slots=True)
class Last:
    """The stretch of that length that ends at the moment of speech: "the past three months"."""

    period: "Meaning"

    def __str__(self) -> str:
        return render(self)


@dataclass(frozen=True, slots=True)
class Next:
    """The stretch of that length that begins at the moment of speech: "the next two years"."""

    period: "Meaning"

    def __str__(self) -> str:
        return render(self)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The stretch of that length, `first` or `last`, of another time: "the first nine months of 1987", "the year to March"."""

    side: str
    period: "Meaning"
    of: "Meaning"

    def __str__(self) -> str:
        return render(self)


@dataclass(frozen=True, slots=True)
class Before:
    """The time a period before another: "two weeks ago" is Before(Period(2, week), Now)."""

    period: "Meaning"
    of: "Meaning"

    def __str__(self) -> str:
        return render(self)


@dataclass(frozen=True, slots=True)
class After:
    """The time a period after another: "two weeks from Monday"."""

    period: "Meaning"
    of: "Meaning"

    def __str__(self) -> str:
        return render(self)


@dataclass(frozen=True, slots=True)
class Now:
    """The moment of speech, as fine as what is counted from it."""

    def __str__(self) -> str:
        return "Now"


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The time of that unit that the text spoke of last ("the quarter"); `unit` is any for whatever it spoke of.

    What a comparison hangs on is no unit: the month or year of late that the sentence itself spoke of last, and without one,
    period is the quarter or half reported on, or nothing; ago is the same, where figures stand; term, in want of one, the year
    just named; stretch, in want of one, the month told of; report, in want of that too, the last quarter that has ended.
    annual is the year that reports are about, closed the one whose accounts they are, fiscal the quarter of a fiscal year
    that the text named, now the time just told where what has happened goes on from it, and else the day of publication;
    told the day just told; night that one, or the one before publication, whose night that which has happened overnight was in.
    """

    unit: str

    def __str__(self) -> str:
        return render(self)


@dataclass(frozen=True, slots=True)
class Between:
    """From the first through the second."""

    first: "Meaning"
    last: "Meaning"

    def __str__(self) -> str:
        return render(self)


@dataclass(frozen=True, slots=True)
class Bound:
    """A length or time bounded, not stated: `kind` is a TIMEX3 modifier, APPROX or MORE_THAN or ON_OR_AFTER...

    NEARLY ("almost two years") is LESS_THAN by a little.
    """

    kind: str
    of: "Meaning"

    def __str__(self) -> str:
        return render(self)


@dataclass(frozen=True, slots=True)
class Repeat:
    """A time or a length that recurs; `quant` and `freq` as in TIMEX3, or None."""

    of: "Meaning"
    quant: str | None
    freq: str | None

    def __str__(self) -> str:
        return render(self)


@dataclass(frozen=True, slots=True)
class Fiscal:
    """A span of somebody's fiscal calendar: named like the civil one, with bounds that the words do not give."""

    of: "Meaning"

    def __str__(self) -> str:
        return render(self)


@dataclass(frozen=True, slots=True)
class Vague:
    """The past, the present or the future with no bounds: PAST_REF, PRESENT_REF or FUTURE_REF.

    OUR_TIMES is the present of whoever writes, whatever time a history tells of; THEN the time that the text spoke of last;
    LENGTH a length, SEASON a part of the year, that the words leave open.
    """

    ref: str

    def __str__(self) -> str:
        return render(self)


Meaning: TypeAlias = (
    Field
    | Clock
    | Intersect
    | Deictic
    | Follow
    | Nth
    | Part
    | Period
    | Sum
    | Last
    | Next
    | Stretch
    | Before
    | After
    | Now
    | Antecedent
    | Between
    | Bound
    | Repeat
    | Fiscal
    | Vague
)

OPERATORS: Final[dict[str, type[Any]]] = {
    operator.__name__: operator
    for operator in (
        Field,
        Clock,
        Intersect,
        Deictic,
        Follow,
        Nth,
        Part,
        Period,
        Sum,
        Last,
        Next,
        Stretch,
        Before,
        After,
        Now,
        Antecedent,
        Between,
        Bound,
        Repeat,
        Fiscal,
        Vague,
    )
}
MEANINGS: Final = tuple(OPERATORS.values())
# These take any number of arguments, and one inside another of its kind is flattened.
VARIADIC: Final = frozenset({"Intersect", "Sum"})


def parts_of(meaning: Meaning) -> tuple[Meaning, ...]:
    """What an intersection is of; any other meaning alone."""
    return meaning.parts if isinstance(meaning, Intersect) else (meaning,)


def render(value: object) -> str:
    """The meaning as the grammar writes it; None is written `none`.

    >>> str(Part("end", Deictic(0, "month")))
    'Part(end, Deictic(0, month))'
    """
    if value is None:
        return "none"
    if isinstance(value, tuple):
        return ", ".join(render(part) for part in value)
    if not isinstance(value, MEANINGS):
        return str(value)
    if isinstance(value, Now):
        return "Now"
    arguments = ", ".join(render(getattr(value, field.name)) for field in fields(value))
    return f"{type(value).__name__}({arguments})"
