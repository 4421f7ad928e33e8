"""What kind of meaning one is: absolute, steady, hanging on what was told, with or without an era."""

from collections.abc import Callable
from typing import Final

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
    Next,
    Now,
    Nth,
    Part,
    Period,
    Repeat,
    Stretch,
    Sum,
    Vague,
)

_ABSOLUTE: Final = frozenset({"year", "decade", "century", "millennium"})


def is_absolute(meaning: object) -> bool:
    """Whether the words alone settle the time: they name its year, decade or century.

    >>> is_absolute(Intersect((Field("month", 10), Field("year", 2013)))), is_absolute(Deictic(0, "month"))
    (True, False)
    """
    return _holds(meaning, lambda part: isinstance(part, Field) and part.unit in _ABSOLUTE)


def is_steady(meaning: object) -> bool:
    """Whether the words and the publication alone settle the time, whatever the text spoke of before or says around them.

    >>> is_steady(Deictic(0, "month")), is_steady(Field("month", 10))
    (True, False)
    """
    match meaning:
        case Vague(ref):
            return ref != "THEN"
        case Deictic(0, "week" | "weekend"):
            # Said on a Sunday or a Monday, it is the one just over or the next, as the sentence looks back or ahead.
            return False
        case Deictic(0, of) if not isinstance(of, str):
            # "This Monday" is the one just over or the next, in the same way.
            return False
        case Period() | Sum() | Last() | Next() | Repeat() | Now() | Deictic():
            return True
        case Field(unit):
            return unit in _ABSOLUTE
        case Intersect(parts):
            spans = [part for part in parts if not isinstance(part, Field | Clock)]
            bound = spans or any(isinstance(part, Field) and part.unit in _ABSOLUTE for part in parts)
            return bool(bound) and all(is_steady(part) for part in spans)
        case Before(period, of) | After(period, of):
            # A length is counted; the weekday after another may be one of every week, by the words around it.
            return not isinstance(period, Field | Clock | Intersect) and is_steady(of)
        case Nth(_, "day", _):
            # "Monday, the third day of May 3": beside its own date it is that one.
            return False
        case Nth(_, _, of) | Part(_, of) | Bound(_, of) | Fiscal(of) | Stretch(_, _, of):
            return is_steady(of)
        case Between(first, last):
            return is_steady(first) and is_steady(last)
        case _:
            return False


def hangs(meaning: object) -> bool:
    """Whether the time is counted from the one that the text spoke of last.

    >>> hangs(Follow(1, "year")), hangs(Before(Period(2, "year"), Antecedent("any"))), hangs(Field("month", 10))
    (True, True, False)
    """
    return _holds(meaning, lambda part: isinstance(part, Follow | Antecedent))


def is_date(meaning: object) -> bool:
    """Whether it is a day of a month, with or without its year.

    >>> is_date(Intersect((Field("month", 10), Field("day", 3)))), is_date(Field("month", 10))
    (True, False)
    """
    parts = meaning.parts if isinstance(meaning, Intersect) else ()
    return {"month", "day"} <= {part.unit for part in parts if isinstance(part, Field)}


def is_of_fiscal_year(meaning: object) -> bool:
    """Whether it is a fiscal year by its number, or a part of one: "the second quarter of fiscal 2014"."""
    match meaning:
        case Fiscal(of):
            return is_absolute(of)
        case Nth(_, _, of) | Part(_, of):
            return is_of_fiscal_year(of)
        case Intersect(parts):
            return any(is_of_fiscal_year(part) for part in parts)
        case _:
            return False


def names_era(meaning: object) -> bool:
    """Whether it holds a year that is one only beside the era told of: "in 843"."""
    return _holds(meaning, lambda part: isinstance(part, Field) and part.unit == "era")


def lacks_era(meaning: object) -> bool:
    """Whether it holds a year whose era only the text round it says: "in 843", not "from 843 to 870"."""
    return _holds(meaning, lambda part: isinstance(part, Field) and part.unit == "era" and part.value not in {"ad", "bc"})


def names_weekday(meaning: object) -> bool:
    """Whether it is a weekday by its name, or a part of one: "Friday night", "this Friday", but not "next Friday".

    >>> names_weekday(Intersect((Field("weekday", 1), Field("daypart", "NI")))), names_weekday(Deictic(1, "week"))
    (True, False)
    """
    return _holds(meaning, _is_weekday)


def _is_weekday(part: object) -> bool:
    match part:
        case Field("weekday") | Deictic(0, Field("weekday")):
            return True
        case _:
            return False


def _holds(meaning: object, fits: Callable[[object], bool]) -> bool:
    """Whether what names the time fits, or a part of it does: not how far from it something is counted."""
    match meaning:
        case Intersect(parts):
            return any(_holds(part, fits) for part in parts)
        case Nth(_, _, of) | Part(_, of) | Bound(_, of) | Before(_, of) | After(_, of) | Fiscal(of):
            return _holds(of, fits)
        case _:
            return fits(meaning)
