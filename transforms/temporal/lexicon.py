"""Words and number shapes of a language, and the tokens that a text is cut into.

A file of the lexicon has one table a category (`[MONTH]`, `[UNIT1]`), each a map from the word, in small letters, to its
value. A word of several parts ("new year's eve") is a phrase. `[[shape]]` says how numbers look, `[categories]` which values
the words of a category have.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import re2

from transforms.configuration import ConfigurationError, load_toml
from transforms.forms import TEXT, WORD, Form, Kind, list_of, meant, one_of, shown
from transforms.temporal.operands import Values, values_of
from transforms.temporal.patterns import BOUNDED, EDGED
from transforms.temporal.policy import Policy

# One token: an ISO date or time, a number with its inner marks, a word, a paragraph break, else a single character. Behind a
# comma four figures are a number of their own: "Oct. 3,2013".
_DATE_OR_TIME: Final = r"\d{4}-\d\d-\d\d(?:[t ](?:[01]\d|2[0-3]|24(?=:00)):[0-5]\d(?::[0-5]\d)?z?)?(?![\d-])"
_NUMBER: Final = r"'?\d+(?:(?:[.:/]|,(?!\d{4}(?!\d)))\d+)*"
_WORD: Final = r"[^\W\d_]+|\n[ \t\r]*\n"
# What makes a month of "march" or "may" beside it.
_YEAR: Final = re.compile(r"(?:1[6-9]|20)\d\d")
_DAY: Final = re.compile(r"[1-9]|[12]\d|3[01]")
# Typography that news writes in several ways; each is one character for one, so offsets stay.
NORMAL: Final = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000", " "),
        "\u2019": "'",
        "\u2018": "'",
        "\u02bc": "'",
        "`": "'",
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2015": "\u2014",
        "\u2212": "-",
        "\u0130": "I",
    }
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a stretch: its normal form, its offsets in the stretch, its categories with their values."""

    text: str
    start: int
    end: int
    categories: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A category of numbers by how they look; the value is the number, or the tuple of the pattern's groups."""

    category: str
    pattern: re.Pattern[str]

    def value(self, text: str) -> Any:
        """The value of a token that has this shape, else None."""
        match = self.pattern.fullmatch(text)
        if match is None:
            return None
        groups = [_number(group) for group in match.groups() if group is not None]
        return groups[0] if len(groups) == 1 else tuple(groups)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of a language: single words and their categories, phrases, shapes, and what the tokens need to know."""

    categories: frozenset[str]
    words: dict[str, tuple[tuple[str, Any], ...]]
    phrases: tuple[tuple[str, tuple[str, ...], Any], ...]
    shapes: tuple[Shape, ...]
    abbreviations: frozenset[str]
    capitalised: frozenset[str]
    before_dates: frozenset[str]
    dotted: frozenset[str]
    initials: frozenset[str]
    month_links: frozenset[str]
    token: re.Pattern[str]
    ordinal: re.Pattern[str]
    short_for: dict[str, str]
    triggers: frozenset[str]
    trigger_shapes: tuple[str, ...]

    def tokens(self, stretch: str) -> list[Token]:
        """The tokens of a stretch of text. A hyphen that only joins two words ("third-quarter") is dropped."""
        text = stretch.translate(NORMAL)
        spans = [(m.start(), m.end(), m.group()) for m in self.token.finditer(text.lower())]
        out: list[Token] = []
        skip = False
        for index, (start, end, word) in enumerate(spans):
            if skip:
                skip = False
                continue
            if word == "-" and self._only_joins(spans, index):
                continue
            following = spans[index + 1] if index + 1 < len(spans) else None
            if word in self.abbreviations and following and following[2] == "." and following[0] == end:
                end, skip = following[1], True
            elif word in self.dotted and not self._dates(spans, index):
                out.append(Token(word, start, end, ()))
                continue
            word = self.short_for.get(word, word)
            small = word in self.capitalised and not text[start].isupper()
            known = not small or self._is_month_beside_numbers(spans, index)
            out.append(Token(word, start, end, self._categories(word) if known else ()))
        return out

    def _only_joins(self, spans: list[tuple[int, int, str]], index: int) -> bool:
        if index == 0 or index + 1 == len(spans):
            return False
        before, hyphen, after = spans[index - 1], spans[index], spans[index + 1]
        if before[1] != hyphen[0] or hyphen[1] != after[0]:
            return False
        word = spans[index - 2][2] if before[2] == "." and index > 1 else before[2]
        first, last = self._calendar(word), self._calendar(after[2])
        # "9-5" is a range, and so are "9am-5pm", "9 a.m.-5 p.m." and "10-noon".
        hour = before[2][0].isdigit() or before[2] == "." or first & {"HALF", "DAYHOUR"}
        if hour and (after[2][0].isdigit() or "DAYHOUR" in last):
            return False
        # "May-June" and "Mon.-Fri." are ranges, "14 May-24 June" is one, "3-Oct-2013" a date with hyphens in it.
        return (
            not first & last
            and not ("MONTH" in first and after[2][0].isdigit())
            and not ("MONTH" in last and before[2][0].isdigit())
        )

    def _calendar(self, word: str) -> set[str]:
        return {category for category, _ in self.words.get(word, ())} & {"MONTH", "WEEKDAY", "HALF", "DAYHOUR"}

    def _share(self, word: str, other: str) -> bool:
        """Whether both name months or both name days of the week: "Jan-March", "Mon-Fri"."""
        return bool(self._calendar(word) & self._calendar(other))

    def _dates(self, spans: list[tuple[int, int, str]], index: int) -> bool:
        """Whether what stands beside the word is of a date: "Fri Mar 22", "Sun, 6 Oct", "Jan 6", "Nov/Dec", "Mon-Fri"."""
        before = [word for _, _, word in spans[max(0, index - 2) : index]]
        after = [word for _, _, word in spans[index + 1 : index + 3]]
        first = next((word for word in after if word not in {",", "/", "-"}), "")
        return (
            "MONTH" in self._calendar(first)
            or (first[:1].isdigit() and after[0] != "-")
            or (len(after) == 2 and after[0] in {"/", "-"} and self._share(spans[index][2], after[1]))
            or (len(before) == 2 and before[1] in {"/", "-"} and self._share(before[0], spans[index][2]))
        )

    def _is_month_beside_numbers(self, spans: list[tuple[int, int, str]], index: int) -> bool:
        """Whether what stands beside small letters makes a month of them: "march 3, 2015", "the 1st of march", "on may 5"."""
        if "MONTH" not in self._calendar(spans[index][2]):
            return False
        before = [word for _, _, word in spans[max(0, index - 2) : index]]
        first, *others = [word for _, _, word in spans[index + 1 : index + 4]] or [""]
        year = next((word for word in others if word != ","), "")
        return bool(
            (len(before) == 2 and before[1] in self.month_links and self.ordinal.fullmatch(before[0]))
            or self.ordinal.fullmatch(first)
            or _YEAR.fullmatch(first)
            or (first.isdecimal() and _YEAR.fullmatch(year))
            or (_DAY.fullmatch(first) and before and before[-1] in self.before_dates)
        )

    def _categories(self, word: str) -> tuple[tuple[str, Any], ...]:
        if word[0].isdigit() or (word[0] == "'" and len(word) > 1 and word[1].isdigit()):
            found = ((shape.category, shape.value(word)) for shape in self.shapes)
            return tuple((category, value) for category, value in found if value is not None)
        return self.words.get(word, ())


def _number(text: str) -> int | float | str:
    plain = text.replace(",", "")
    if plain.isdecimal():
        return int(plain)
    try:
        return float(plain)
    except ValueError:
        return text


def _is_linear(pattern: object) -> bool:
    options = re2.Options()
    options.log_errors = False
    try:
        return isinstance(pattern, str) and bool(EDGED.fits(pattern)) and bool(re2.compile(pattern, options))
    except re2.error:
        return False


_LINEAR: Final = Kind("a regular expression of RE2", _is_linear)
_TRIGGERS: Final = list_of(_LINEAR)
_WORDS: Final = Kind(WORD.name, lambda words: type(words) is list and all(map(WORD.fits, words)))
_LETTERS: Final = Kind(
    'endings of letters (the stop of "3. Oktober": list "1" to "31" among the abbreviations)',
    lambda endings: all(map(str.isalpha, endings)),
)
_SHAPE: Final = Form({"category": (TEXT,), "pattern": (TEXT, EDGED, BOUNDED)}, frozenset({"category", "pattern"}))
_SETS: Final = ("abbreviations", "capitalised", "before_dates", "dotted", "initials", "month_links")
_ENDINGS: Final = ("ordinal_endings", "decade_endings", "clitics")


def load_lexicon(folder: Path, policy: Policy) -> Lexicon:
    """The lexicon of a language: the tables of every TOML file of the folder, in the order of the files' names.

    Raises ConfigurationError for a folder without `[settings]` or `[categories]` or with two of them, a category in two files
    or that is none, a word whose value its category does not take, or a shape that cannot be compiled.
    """
    tables: dict[str, tuple[dict[str, Any], Path]] = {}
    shapes: list[Shape] = []
    for path in sorted(folder.glob("*.toml")):
        data = load_toml(path)
        if twice := tables.keys() & data.keys():
            raise ConfigurationError(f"expected each table of the lexicon once, got {', '.join(sorted(twice))} again in {path}")
        tables |= {name: (table, path) for name, table in data.items() if name != "shape"}
        shapes += (_shape(entry, path) for entry in _SHAPE.rows(data, "shape", path))
    settings, settings_path = _only(tables, "settings", folder)
    values = values_of(policy)
    kinds = _kinds(*_only(tables, "categories", folder), values)
    categories = frozenset({*kinds, *(shape.category for shape in shapes)})
    _form_of_settings(categories).check(settings, "[settings]", settings_path)
    ordinals, decades, clitics = (_either(settings[name]) for name in _ENDINGS)
    token = re.compile(rf"{_DATE_OR_TIME}|{_NUMBER}(?:(?:{ordinals}|{decades})\b)?|{_WORD}|(?:{clitics})\b|\S")
    words: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    phrases: list[tuple[str, tuple[str, ...], Any]] = []
    trigger_categories = set(settings["trigger_categories"])
    triggers: set[str] = set(settings["trigger_words"])
    for category, (entries, path) in tables.items():
        _check_words(category, entries, kinds, path)
        for word, value in entries.items():
            parts = tuple(m.group() for m in token.finditer(word) if m.group() != "-")
            if not parts:
                raise ConfigurationError(f"expected a word in [{category}], got {word!r} in {path}")
            if len(parts) == 1:
                words[word].append((category, value))
            else:
                phrases.append((category, parts, value))
            if category in trigger_categories:
                triggers.add(parts[0] if len(parts) == 1 else max(parts, key=len))
    return Lexicon(
        categories=categories,
        words={word: tuple(entries) for word, entries in words.items()},
        phrases=tuple(phrases),
        shapes=tuple(shapes),
        token=token,
        ordinal=re.compile(rf"[0-3]?\d(?:{ordinals})"),
        short_for=settings["short_for"],
        triggers=frozenset(triggers),
        trigger_shapes=tuple(settings["trigger_shapes"]),
        **{name: frozenset(settings[name]) for name in _SETS},
    )


def _either(endings: list[str]) -> str:
    """A pattern for any of them, and for nothing where there are none."""
    return "|".join(map(re.escape, endings)) or "(?!)"


def _only(tables: dict[str, tuple[dict[str, Any], Path]], name: str, folder: Path) -> tuple[dict[str, Any], Path]:
    if name not in tables:
        raise ConfigurationError(f"expected a table [{name}] in one of the TOML files, got none in {folder}")
    return tables.pop(name)


def _kinds(categories: dict[str, Any], path: Path, values: Values) -> dict[str, Kind]:
    Form({}, others=(one_of(values, "a kind of value"),)).check(categories, "[categories]", path)
    return {category: values[name] for category, name in categories.items()}


def _form_of_settings(categories: frozenset[str]) -> Form:
    keys = {
        **dict.fromkeys((*_SETS, "decade_endings", "clitics", "trigger_words"), (_WORDS,)),
        "ordinal_endings": (_WORDS, _LETTERS),
        "short_for": (Kind("a table of words", lambda table: type(table) is dict and all(map(WORD.fits, table.values()))),),
        "trigger_categories": (list_of(one_of(categories, "a category")),),
        "trigger_shapes": (Kind(_LINEAR.name, lambda shapes: shapes == [] or _TRIGGERS.fits(shapes), each=_LINEAR),),
    }
    return Form(keys, frozenset(keys))


def _check_words(category: str, entries: object, kinds: dict[str, Kind], path: Path) -> None:
    kind = kinds.get(category)
    if kind is None:
        raise ConfigurationError(
            f"expected a category of [categories] in settings.toml, got {category!r} in {path}{meant(category, kinds)}"
        )
    if type(entries) is not dict:
        raise ConfigurationError(f"expected words with their values in [{category}], got {shown(entries)} in {path}")
    for word, value in entries.items():
        if not WORD.fits(word):
            raise ConfigurationError(f"expected {WORD.name} in [{category}], got {word!r} in {path}")
        if not kind.fits(value):
            raise ConfigurationError(kind.complaint(value, f"{word!r} in [{category}] of {path}"))


def _shape(entry: dict[str, Any], path: Path) -> Shape:
    try:
        return Shape(entry["category"], re.compile(entry["pattern"]))
    except re.error as error:
        raise ConfigurationError(f"expected a regular expression, got {entry['pattern']!r} ({error}) in {path}") from error
