"""What the words round a reading say of it: whether it is a time at all, and in which direction it lies.

Rows of `context.toml` name the rules they are about and give patterns for what stands right before and right after.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from transforms.configuration import ConfigurationError, load_toml

# How many characters before and after a reading its neighbours are looked for in.
WINDOW: Final = 48


@dataclass(frozen=True, slots=True)
class Neighbours:
    """One row: for some rules, what stands before and after (either may be absent), unless something else does."""

    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    text: re.Pattern[str] | None

    def fit(self, text: str, start: int, end: int) -> bool:
        """Whether the surroundings of `[start, end)` are of this kind."""
        if self.text is not None and not self.text.fullmatch(text, start, end):
            return False
        if self.after is not None and not self.after.match(text, end, end + WINDOW):
            return False
        return self.before is None or self.before.search(text[max(0, start - WINDOW) : start]) is not None


@dataclass(frozen=True, slots=True)
class Context:
    """Refusals and requirements by rule: a reading is refused when a refusal fits, or when it has requirements and none fits."""

    refuse: dict[str, tuple[Neighbours, ...]]
    require: dict[str, tuple[Neighbours, ...]]

    def accepts(self, rules: tuple[str, ...], text: str, start: int, end: int) -> bool:
        """Whether a reading by those rules may stand there; `text` is as `scan.plain` gives it."""
        for rule in rules:
            if any(row.fit(text, start, end) for row in self.refuse.get(rule, ())):
                return False
            required = self.require.get(rule)
            if required is not None and not any(row.fit(text, start, end) for row in required):
                return False
        return True


def load_context(path: Path, profile: str) -> Context:
    """The context rules of that profile. Raises ConfigurationError for a row that is neither or cannot be compiled."""
    data = load_toml(path)
    tables: dict[str, dict[str, tuple[Neighbours, ...]]] = {"refuse": {}, "require": {}}
    for kind, table in tables.items():
        for entry in data.get(kind, ()):
            if entry.get("profile") not in {None, profile}:
                continue
            row = _row(entry, path)
            for rule in entry["rules"]:
                table[rule] = (*table.get(rule, ()), row)
    return Context(tables["refuse"], tables["require"])


def _row(entry: dict[str, Any], path: Path) -> Neighbours:
    unknown = entry.keys() - {"rules", "before", "after", "text", "why", "profile"}
    if unknown or "why" not in entry:
        raise ConfigurationError(f"expected rules, before, after, text and why, got {sorted(entry)} in {path}")
    return Neighbours(
        before=re.compile(f"(?:{entry['before']})$", re.DOTALL) if "before" in entry else None,
        after=re.compile(entry["after"], re.DOTALL) if "after" in entry else None,
        text=re.compile(entry["text"], re.DOTALL) if "text" in entry else None,
    )
