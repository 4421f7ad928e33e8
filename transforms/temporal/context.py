"""What the words round a reading say of it: whether it is a time at all, where it begins, and in which direction it lies.

Rows of `context.toml` name the rules (or, for directions, the kinds of field) they are about and give patterns for what
stands before and after. Each pattern sees a window of fixed length, so its cost does not grow with the text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from transforms.configuration import ConfigurationError, load_toml

# How many characters before and after a reading its neighbours are looked for in.
WINDOW: Final = 48
# How many characters of the sentence before and after a bare field its direction is looked for in.
CUE_WINDOW: Final = 120

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Neighbours:
    """One row: for some rules, what stands before and after (either may be absent), unless something else does."""

    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    text: re.Pattern[str] | None
    written: re.Pattern[str] | None
    after_written: re.Pattern[str] | None

    def fit(self, text: str, original: str, start: int, end: int) -> bool:
        """Whether the surroundings of `[start, end)` are of this kind."""
        if self.written is not None and not self.written.match(original, start):
            return False
        if self.after_written is not None and not self.after_written.match(original, end):
            return False
        if self.text is not None and not self.text.fullmatch(text, start, end):
            return False
        if self.after is not None and not self.after.match(text, end, end + WINDOW):
            return False
        return self.before is None or self.before.search(text[max(0, start - WINDOW) : start]) is not None


@dataclass(frozen=True, slots=True)
class Lean:
    """One row of directions: for a kind of field, which words next to it settle whether it is past or future."""

    direction: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None

    def fits(self, before: str, after: str) -> bool:
        """Whether the words before the field and after it are those of the row; a side not given may be any."""
        return (self.before is None or self.before.search(before) is not None) and (
            self.after is None or self.after.match(after) is not None
        )


@dataclass(frozen=True, slots=True)
class Context:
    """Refusals, requirements, trims and asides by rule, directions by kind of field.

    A reading is refused when a refusal fits, or when its rule has requirements and none fits.
    """

    refuse: dict[str, tuple[Neighbours, ...]]
    require: dict[str, tuple[Neighbours, ...]]
    trim: dict[str, tuple[re.Pattern[str], ...]]
    aside: dict[str, tuple[Neighbours, ...]]
    lean: dict[str, tuple[Lean, ...]]
    cue: dict[str, tuple[re.Pattern[str], ...]]

    def accepts(self, rules: tuple[str, ...], text: str, original: str, start: int, end: int) -> bool:
        """Whether a reading by those rules may stand there; `text` is as `scan.plain` gives the original."""
        for rule in rules:
            if any(row.fit(text, original, start, end) for row in self.refuse.get(rule, ())):
                return False
            required = self.require.get(rule)
            if required is not None and not any(row.fit(text, original, start, end) for row in required):
                return False
        return True

    def is_aside(self, rules: tuple[str, ...], text: str, original: str, start: int, end: int) -> bool:
        """Whether a time stands beside the story: planned, or that of a book about it."""
        return any(row.fit(text, original, start, end) for rule in rules for row in self.aside.get(rule, ()))

    def begin(self, rules: tuple[str, ...], text: str, start: int, end: int) -> int:
        """Where the mention begins when what stands first is no part of it ("the" in "the 30-day rate")."""
        for rule in rules:
            for pattern in self.trim.get(rule, ()):
                match = pattern.match(text, start, end)
                if match:
                    return match.end()
        return start

    def direction(self, kind: str, hint: bool, text: str, sentence: tuple[int, int], mention: tuple[int, int]) -> str | None:
        """The direction that the sentence gives a bare field of that kind; None when it gives none.

        Words next to the mention that settle it, or with `hint` the verb or cue nearest to it.
        """
        before = text[max(sentence[0], mention[0] - CUE_WINDOW) : mention[0]]
        after = text[mention[1] : min(sentence[1], mention[1] + CUE_WINDOW)]
        if not hint:
            rows = (row for row in self.lean.get(kind, ()) if row.fits(before, after))
            return next((row.direction for row in rows), None)
        for pattern in self.cue.get(kind, ()):
            found = list(pattern.finditer(before))[-1:]
            if found:
                return found[0].lastgroup
            # A verb behind the date only tells of the past: "In March it fell and may rise again."
            behind = pattern.search(after)
            if behind and behind.lastgroup == "past":
                return "past"
        return None


# What a row of each kind cannot do without, beside its rules and the reason.
NEEDED: Final = {"trim": ("text",), "lean": ("direction",), "cue": ("past", "future")}


def load_context(path: Path, profile: str) -> Context:
    """The context rules of that profile. Raises ConfigurationError for a row with unknown or missing keys."""
    data = load_toml(path)
    fitting = {
        kind: [entry for entry in data.get(kind, ()) if entry.get("profile") in {None, profile}]
        for kind in ("refuse", "require", "trim", "aside", "lean", "cue")
    }
    for kind, entries in fitting.items():
        for entry in entries:
            _check(kind, entry, path)
    return Context(
        refuse=_by_rule(fitting["refuse"], _neighbours),
        require=_by_rule(fitting["require"], _neighbours),
        trim=_by_rule(fitting["trim"], lambda entry: re.compile(entry["text"])),
        aside=_by_rule(fitting["aside"], _neighbours),
        lean=_by_rule(fitting["lean"], _lean),
        cue=_by_rule(fitting["cue"], lambda entry: re.compile(f"(?P<future>{entry['future']})|(?P<past>{entry['past']})")),
    )


def _by_rule(entries: list[dict[str, Any]], make: Callable[[dict[str, Any]], Row]) -> dict[str, tuple[Row, ...]]:
    out: dict[str, tuple[Row, ...]] = {}
    for entry in entries:
        row = make(entry)
        for rule in entry["rules"]:
            out[rule] = (*out.get(rule, ()), row)
    return out


def _check(kind: str, entry: dict[str, Any], path: Path) -> None:
    unknown = entry.keys() - {
        "rules",
        "before",
        "after",
        "text",
        "written",
        "after_written",
        "direction",
        "past",
        "future",
        "why",
        "profile",
    }
    needed = {"rules", "why", *NEEDED.get(kind, ())}
    if kind == "lean" and "after" not in entry:
        needed.add("before")
    if unknown or needed - entry.keys():
        raise ConfigurationError(f"expected a [[{kind}]] row with {', '.join(sorted(needed))}, got {sorted(entry)} in {path}")


def _neighbours(entry: dict[str, Any]) -> Neighbours:
    return Neighbours(
        before=re.compile(f"(?:{entry['before']})$", re.DOTALL) if "before" in entry else None,
        after=re.compile(entry["after"], re.DOTALL) if "after" in entry else None,
        text=re.compile(entry["text"], re.DOTALL) if "text" in entry else None,
        written=re.compile(entry["written"]) if "written" in entry else None,
        after_written=re.compile(entry["after_written"]) if "after_written" in entry else None,
    )


def _lean(entry: dict[str, Any]) -> Lean:
    sides = _neighbours(entry)
    return Lean(entry["direction"], sides.before, sides.after)
