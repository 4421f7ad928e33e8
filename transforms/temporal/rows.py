"""The rows of a folder of configuration: its files, the word classes that their patterns name, what is made of rows by rule."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

from transforms.configuration import ConfigurationError, load_toml, read_once
from transforms.forms import Form
from transforms.temporal.patterns import PATTERN

Row = TypeVar("Row")
# What may be annotated as a time; a row without a profile is of all.
PROFILES: Final = ("news", "timex2")

_IN_BRACES: Final = re.compile(r"\{([a-z_]+)\}")

_WORDS: Final = Form({}, others=PATTERN)


class WordClasses:
    """The `[words]` of some files: what the patterns of any of them name in braces, `{month_name}`.

    Raises ConfigurationError for a class in two files, or one that no pattern names.
    """

    def __init__(self, files: Mapping[Path, dict[str, Any]]) -> None:
        self._patterns: dict[str, tuple[str, Path]] = {}
        named: set[str] = set()
        for path, data in files.items():
            words = data.get("words", {})
            _WORDS.check(words, "[words]", path)
            if twice := self._patterns.keys() & words.keys():
                raise ConfigurationError(f"expected each word class once, got {sorted(twice)} again in {path}")
            self._patterns.update({name: (pattern, path) for name, pattern in words.items()})
            named.update(_IN_BRACES.findall(repr(data)))
        if unused := sorted(self._patterns.keys() - named):
            path = self._patterns[unused[0]][1]
            raise ConfigurationError(f"expected a pattern that names each word class, got none for {unused} in {path}")

    def expand(self, pattern: str, path: Path, within: tuple[str, ...] = ()) -> str:
        """The pattern with every `{name}` replaced by that word class, whose own pattern may name others.

        Raises ConfigurationError for a name of none, or of one that the pattern is itself `within`.
        """

        def word_class(match: re.Match[str]) -> str:
            name = match[1]
            if name not in self._patterns or name in within:
                raise ConfigurationError(f"expected a word class of [words], got {{{name}}} in {path}")
            return f"(?:{self.expand(*self._patterns[name], (*within, name))})"

        return _IN_BRACES.sub(word_class, pattern)

    def expand_row(self, row: dict[str, Any], keys: tuple[str, ...], path: Path) -> dict[str, Any]:
        """The row with the word classes in the patterns of those keys."""
        return row | {key: self.expand(row[key], path) for key in keys if key in row}


class RowsByRule(dict[str, tuple[Row, ...]]):
    """What is made of the rows that name a rule or kind, in the order of the file; none where none does.

    Made when the rule is first asked for: to compile every pattern takes longer than a command that needs a few of them.
    """

    def __init__(self, entries: list[dict[str, Any]], make: Callable[[dict[str, Any]], Row], place: Path) -> None:
        super().__init__()
        self._entries, self._make, self._place = entries, make, place

    def __missing__(self, rule: str) -> tuple[Row, ...]:
        rows = self[rule] = tuple(self._made(entry) for entry in self._entries if rule in entry["rules"])
        return rows

    def _made(self, entry: dict[str, Any]) -> Row:
        try:
            return self._make(entry)
        except re.error as error:
            rules = ", ".join(entry["rules"])
            raise ConfigurationError(
                f"expected regular expressions, got {error} in the row for {rules} ({entry['why']}) in {self._place}"
            ) from error

    def make_all(self) -> None:
        """Makes the rows of every rule that is named. Raises ConfigurationError for a pattern that is none."""
        for rule in {rule for entry in self._entries for rule in entry["rules"]}:
            self[rule]


@read_once
def load_rows(folder: Path) -> tuple[dict[Path, dict[str, Any]], WordClasses]:
    """The TOML files of a folder in the order of their names, and their word classes.

    Callers share the result, as that of `load_toml`. Raises ConfigurationError for a folder without any.
    """
    files = {path: load_toml(path) for path in sorted(folder.glob("*.toml"))}
    if not files:
        raise ConfigurationError(f"expected TOML files with rows, got none in {folder}")
    return files, WordClasses(files)
