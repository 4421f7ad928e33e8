"""What a table of configuration holds: its keys, what each takes and which it needs. A slip is told in one line.

The line says what was expected, what came, in which row of which file, and the name that may have been meant.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any, Final

from transforms.configuration import ConfigurationError

# How much of what came a line shows.
SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value must be: how a reader is told, and whether one is. `each` is the kind of the values of a list.

    `choices` are the names that a misspelt one may have meant; `part` finds what of a long value does not fit.
    """

    name: str
    fits: Callable[[Any], object]
    choices: Collection[Any] = ()
    part: re.Pattern[str] | None = None
    each: "Kind | None" = None

    def complaint(self, value: object, where: str) -> str:
        """The message for a value that is not of this kind: what was expected and came, and what may have been meant."""
        if self.each is not None and isinstance(value, list) and value:
            return self.each.complaint(next(item for item in value if not self.each.fits(item)), where)
        found = self.part.search(value) if self.part and isinstance(value, str) else None
        if found and isinstance(value, str):
            value = value[max(0, found.end() - SHOWN // 2) : found.end()]
        return f"expected {self.name} for {where}, got {shown(value)}{meant(value, self.choices)}"


def shown(value: object) -> str:
    """A value as a message shows it, cut when it is long."""
    text = repr(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def meant(value: object, choices: Iterable[Any]) -> str:
    """The end of a message: the name that was likely meant by one that is none, else all of them when they are few."""
    from difflib import get_close_matches  # only where something is wrong

    names = sorted(str(choice) for choice in choices)
    near = get_close_matches(str(value), names, n=1)
    if near:
        return f"; did you mean {near[0]}?"
    return f"; there are {', '.join(names)}" if names and len(", ".join(names)) <= 2 * SHOWN else ""


def one_of(choices: Collection[Any], name: str) -> Kind:
    """One of these values."""
    return Kind(name, lambda value: type(value) in {str, int, float} and value in choices, choices)


def list_of(kind: Kind) -> Kind:
    """A list of such values, not empty."""
    return Kind(
        f"a list, each {kind.name}", lambda value: type(value) is list and value and all(map(kind.fits, value)), each=kind
    )


def _compiles(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(re.compile(value))
    except re.error:
        return False


def without(pattern: re.Pattern[str], name: str) -> Kind:
    """A string in which the pattern finds nothing."""
    return Kind(name, lambda value: pattern.search(value) is None, part=pattern)


TEXT: Final = Kind("a string", lambda value: type(value) is str and value)
NUMBER: Final = Kind("a number", lambda value: type(value) in {int, float} and isfinite(value))
WHOLE: Final = Kind("a whole number", lambda value: type(value) is int)
COUNT: Final = Kind("a whole number of 1 or more", lambda value: type(value) is int and value > 0)
SHARE: Final = Kind("a number from 0 to 1", lambda value: type(value) in {int, float} and 0 <= value <= 1)
FLAG: Final = Kind("true or false", lambda value: type(value) is bool)
WORD: Final = Kind("a word in small letters", lambda value: type(value) is str and value and value == value.lower())
TABLE: Final = Kind("a table", lambda value: type(value) is dict)
TEXTS: Final = list_of(TEXT)
REGEX: Final = Kind("a regular expression", _compiles)


@dataclass(frozen=True, slots=True)
class Form:
    """The keys of a table and the kinds that the value of each must be of, one after the other; those that it needs.

    `any_of` are keys of which it needs one; `others` are the kinds of what has a name of its own, which is no slip then.
    """

    keys: Mapping[str, tuple[Kind, ...]]
    needed: frozenset[str] = frozenset()
    any_of: frozenset[str] = frozenset()
    others: tuple[Kind, ...] = ()

    def check(self, table: object, called: str, path: Path) -> None:
        """Raises ConfigurationError for what does not fit the form; `called` is the table or row in messages."""
        if type(table) is not dict:
            raise ConfigurationError(f"expected a table for {called}, got {shown(table)} in {path}")
        for key, value in table.items():
            kinds = self.keys.get(key, self.others or None)
            if kinds is None:
                raise ConfigurationError(
                    f"expected a key of {_told(called, table)}, got {key!r} in {path}{meant(key, self.keys)}"
                )
            for kind in kinds:
                if not kind.fits(value):
                    raise ConfigurationError(kind.complaint(value, f"{key} of {_told(called, table)} in {path}"))
        lacking = sorted(self.needed - table.keys())
        if self.any_of and not self.any_of & table.keys():
            lacking.append(" or ".join(sorted(self.any_of)))
        if lacking:
            got = ", ".join(table) or "nothing"
            raise ConfigurationError(f"expected {', '.join(lacking)} in {_told(called, table)}, got {got} in {path}")

    def rows(self, data: Mapping[str, Any], key: str, path: Path) -> list[dict[str, Any]]:
        """The rows of that key in a file, each as the form says."""
        rows = data.get(key, [])
        if type(rows) is not list:
            raise ConfigurationError(f"expected [[{key}]] before each row, in two brackets, got {shown(rows)} in {path}")
        for number, row in enumerate(rows, 1):
            self.check(row, f"[[{key}]] {number}", path)
        return rows


def every(keys: Mapping[str, Kind]) -> Form:
    """The form of a table that needs each of these keys and may have no other."""
    return Form({key: (kind,) for key, kind in keys.items()}, frozenset(keys))


def check_tables(data: Mapping[str, Any], known: Collection[str], path: Path) -> None:
    """Raises ConfigurationError for a table of a file that is none of those known."""
    if unknown := sorted(data.keys() - set(known)):
        raise ConfigurationError(f"expected a table of its own, got {unknown[0]!r} in {path}{meant(unknown[0], known)}")


def _told(called: str, table: Mapping[str, Any]) -> str:
    """The row with what tells it from the others."""
    name = table.get("name", table.get("why"))
    return called if name is None else f"{called} ({name})"
