"""Which way a bare date lies ("Monday", "June", "October 3"), by what its sentence says before and after it.

A row of a file in `directions/` names the kinds of field it is about. A *lean* settles the direction by words that stand next
to the date or lead up to it; a *cue* is the verb nearest to it, asked only where the policy is not sure; a *year* is the one
that the sentence is about ("In 1995 ... in May"), and a *story* goes on from a time of an earlier year. *Compared* is a time
that a figure is only set against ("from 4.3% in January"): the text does not go on from it; *background* is one that a later
sentence's clock time is not on ("the worst since Feb. 3"); *known* is a day that news names without its year. Patterns may
name word classes, the `[words]` of any of the files, in braces; `[settings]` are patterns of no kind of field. A row sees a
window of fixed length, so its cost does not grow with the text; a blank in a pattern is any white space.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from transforms.configuration import ConfigurationError
from transforms.forms import TEXT, Form, Kind, check_tables, list_of, one_of
from transforms.temporal.cycles import CYCLES
from transforms.temporal.patterns import SMALL_PATTERN, pattern_of
from transforms.temporal.rows import RowsByRule, WordClasses, load_rows

# How many characters of the sentence before and after a bare field are looked at.
WINDOW: Final = 160


@dataclass(frozen=True, slots=True)
class Lean:
    """One row: which words before and after a field (either may be absent) settle whether it is past or future.

    "Unless near" leaves a field to the policy when the one on the other side of publication is near (`near_days`), "open"
    always, whatever its verbs; "earlier" is a weekday before the one that its sentence has looked ahead to; "today" is
    a clock time of the day of publication, "standing" one, a weekday or a part of the day, of no day in particular ("open daily
    from 9 a.m.") or of none that is named ("on the night before the vote").
    """

    direction: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None

    def fits(self, before: str, after: str) -> bool:
        """Whether the words before the field and after it are those of the row; a side not given may be any."""
        # What stands after costs less to look at.
        return (self.after is None or self.after.match(after) is not None) and (
            self.before is None or self.before.search(before) is not None
        )


@dataclass(frozen=True, slots=True)
class Known:
    """A day that news names by its day and month alone, the words that follow then, and what it is known for."""

    day: date
    after: re.Pattern[str]
    why: str


@dataclass(frozen=True, slots=True)
class Directions:
    """Leans and cues by kind of field (`weekday`, `month`, `monthday`), and what stands before times compared with, by rule."""

    leans: RowsByRule[Lean]
    cues: RowsByRule[re.Pattern[str]]
    compared: RowsByRule[re.Pattern[str]]
    background: RowsByRule[re.Pattern[str]]
    listing: re.Pattern[str] | None
    stretch: re.Pattern[str] | None
    between: re.Pattern[str] | None
    between_both: re.Pattern[str] | None
    statement: re.Pattern[str] | None
    heading: re.Pattern[str] | None
    years: RowsByRule[re.Pattern[str]]
    stories: RowsByRule[Lean]
    known: dict[tuple[int, int], Known]

    def make_all(self) -> None:
        """Compiles every pattern. Raises ConfigurationError for one that is none."""
        for rows in (self.leans, self.cues, self.compared, self.background, self.years, self.stories):
            rows.make_all()

    def direction(self, text: str, sentence: tuple[int, int], mention: tuple[int, int], kind: str) -> str | None:
        """The direction that words settle for a bare field of that kind; None when none do.

        `text` is as `scan.plain` gives the original.
        """
        before = text[max(sentence[0], mention[0] - WINDOW) : mention[0]]
        after = text[mention[1] : min(sentence[1], mention[1] + WINDOW)]
        rows = (row for row in self.leans[kind] if row.fits(before, after))
        return next((row.direction for row in rows), None)

    def cue(self, text: str, sentence: tuple[int, int], mention: tuple[int, int], kind: str) -> str | None:
        """The direction that the verb or cue nearest to a bare field of that kind gives it."""
        before = text[max(sentence[0], mention[0] - WINDOW) : mention[0]]
        after = text[mention[1] : min(sentence[1], mention[1] + WINDOW)]
        for pattern in self.cues[kind]:
            found = list(pattern.finditer(before))[-1:]
            if found:
                return found[0].lastgroup
            # A verb behind the date only tells of the past: "In March it fell and may rise again."
            behind = pattern.search(after)
            if behind and behind.lastgroup == "past":
                return "past"
        return None

    def year(self, text: str, sentence: tuple[int, int], mention: tuple[int, int], kind: str) -> int | None:
        """The year that the sentence is about, for a bare field of that kind: "In 1995 ... in May"."""
        before = text[max(sentence[0], mention[0] - WINDOW) : mention[0]]
        found = (pattern.search(before) for pattern in self.years[kind])
        return next((int(match["year"]) for match in found if match), None)

    def known_day(self, text: str, end: int, month: int, day: int) -> Known | None:
        """The day so well known that news names it by that day and month alone, with the words that follow."""
        known = self.known.get((month, day))
        return known if known is not None and known.after.match(text, end) else None

    def continues(
        self, text: str, sentence: tuple[int, int], mention: tuple[int, int], told: tuple[int, int, int], unit: str, kind: str
    ) -> bool:
        """Whether the text tells on, in a bare field of that kind, from a time of that unit.

        `told` is where the sentence of that time begins, where it begins and where it ends. Rows see it as `<unit>`, and the
        end of its sentence as a pilcrow.
        """
        opened, start, end = told
        if mention[0] - end > WINDOW or not self.stories[kind]:
            return False
        between = text[end : mention[0]]
        if end < sentence[0] <= mention[0]:
            between = f"{text[end : sentence[0]].rstrip()} ¶ {text[sentence[0] : mention[0]]}"
        before = f"{text[max(opened, start - WINDOW) : start]}<{unit}>{between}"
        after = text[mention[1] : min(sentence[1], mention[1] + WINDOW)]
        return any(row.fits(before, after) for row in self.stories[kind])

    def is_compared(self, rules: tuple[str, ...], text: str, sentence: tuple[int, int], start: int) -> bool:
        """Whether a time by those rules that begins there is only what a figure is compared with."""
        return _fits([pattern for rule in rules for pattern in self.compared[rule]], text, sentence, start)

    def is_background(self, kind: str, text: str, sentence: tuple[int, int], start: int) -> bool:
        """Whether a field of that kind in a later sentence leaves aside the time that begins there."""
        return _fits(self.background[kind], text, sentence, start)

    def stated(self, text: str, mention: tuple[int, int], until: int) -> str | None:
        """The day on which the text first says that something was said ("today"), unless it names the mention's before that."""
        found = None if self.statement is None else self.statement.search(text, 0, until)
        if found is None or text.find(text[slice(*mention)], 0, min(found.start(), mention[0])) >= 0:
            return None
        return found["day"]

    def is_headed(self, text: str, end: int) -> bool:
        """Whether a time that ends there is followed by what it is the heading of: "Dec. 22: He is told"."""
        return self.heading is not None and self.heading.match(text, end) is not None

    def is_listed(self, text: str, before: int, start: int) -> bool:
        """Whether a time that begins at `start` is listed with the one that ends at `before`: "March, May and July"."""
        return self.listing is not None and self.listing.fullmatch(text, before, start) is not None

    def is_stretch(self, text: str, before: tuple[int, int], start: int) -> bool:
        """Whether a time that begins at `start` ends a stretch that the one `before` it begins: "January to June"."""
        if self.stretch is not None and self.stretch.fullmatch(text, before[1], start):
            return True
        if self.between is None or self.between_both is None or not self.between_both.fullmatch(text, before[1], start):
            return False
        return self.between.search(text[max(0, before[0] - WINDOW) : before[0]]) is not None


def _fits(patterns: Sequence[re.Pattern[str]], text: str, sentence: tuple[int, int], start: int) -> bool:
    before = text[max(sentence[0], start - WINDOW) : start] if patterns else ""
    return any(pattern.search(before) for pattern in patterns)


_DIRECTIONS: Final = ("past", "future", "past unless near", "future unless near", "earlier", "open", "today", "standing")
_SIDES: Final = ("before", "after")
_WITH_WORDS: Final = (*_SIDES, "past", "future")
# The fields that lean, and what else is asked: of a clock time, a comparison, its base or a term, of figures, if said again.
_KINDS: Final = frozenset({*(unit for unit, _ in CYCLES), "monthday", "year", "week"}) | {
    *("again", "base", "clock", "closed", "compared", "earlier", "figures", "later", "pointed", "term")
}
_SETTINGS: Final = ("listing", "stretch", "between", "between_both", "statement", "heading")
_SETTINGS_FORM: Final = Form(dict.fromkeys(_SETTINGS, SMALL_PATTERN))
_NAMES_YEAR: Final = Kind("a group (?P<year>...)", lambda pattern: "(?P<year>" in pattern)
_DATE: Final = Kind("a date as in 1998-06-03", lambda value: type(value) is date)


def _forms(rules: frozenset[str]) -> dict[str, Form]:
    kinds = {"rules": (list_of(one_of(_KINDS, "a kind of field")),), "why": (TEXT,)}
    of_rules = kinds | {"rules": (list_of(one_of(rules, "a rule of the grammar")),)}
    sides = dict.fromkeys(_SIDES, SMALL_PATTERN)
    before = {"before": SMALL_PATTERN}
    cue = dict.fromkeys(("past", "future"), SMALL_PATTERN)
    direction = {"direction": (one_of(_DIRECTIONS, "a direction"),)}
    return {
        "lean": Form(kinds | direction | sides, frozenset({"rules", "why", "direction"}), frozenset(_SIDES)),
        "cue": _all_of(kinds | cue),
        "compared": _all_of(of_rules | before),
        "background": _all_of(kinds | before),
        "year": _all_of(kinds | {"before": (*SMALL_PATTERN, _NAMES_YEAR)}),
        "story": Form(kinds | sides, frozenset({"rules", "why", "before"})),
        "known": _all_of({"date": (_DATE,), "why": (TEXT,), "after": SMALL_PATTERN}),
    }


def _all_of(keys: dict[str, tuple[Kind, ...]]) -> Form:
    return Form(keys, frozenset(keys))


def load_directions(folder: Path, rules: frozenset[str]) -> Directions:
    """The directions of a language: the rows of every TOML file of the folder, in the order of the files' names.

    `rules` are those of the grammar. Raises ConfigurationError for a folder without any, an unknown or unused word class, an
    unknown table, key, rule or kind of field, a missing key or group, or a word class in two files.
    """
    files, words = load_rows(folder)
    forms = _forms(rules)
    rows: dict[str, list[dict[str, Any]]] = {kind: [] for kind in forms}
    for path, data in files.items():
        check_tables(data, (*forms, "words", "settings"), path)
        for kind, form in forms.items():
            named = (entry | {"why": f"{entry['why']} ({path.name})"} for entry in form.rows(data, kind, path))
            rows[kind] += (words.expand_row(entry, _WITH_WORDS, path) for entry in named)
    settings = _settings(files, words)
    return Directions(
        leans=RowsByRule(rows["lean"], _lean, folder),
        cues=RowsByRule(rows["cue"], _cue, folder),
        compared=RowsByRule(rows["compared"], _before, folder),
        background=RowsByRule(rows["background"], _before, folder),
        listing=settings.get("listing"),
        stretch=settings.get("stretch"),
        between=settings.get("between"),
        between_both=settings.get("between_both"),
        statement=settings.get("statement"),
        heading=settings.get("heading"),
        years=RowsByRule(rows["year"], _before, folder),
        stories=RowsByRule(rows["story"], _story, folder),
        known=_known(rows["known"], folder),
    )


def _settings(files: dict[Path, dict[str, Any]], words: WordClasses) -> dict[str, re.Pattern[str]]:
    found: dict[str, re.Pattern[str]] = {}
    for path, data in files.items():
        _SETTINGS_FORM.check(data.get("settings", {}), "[settings]", path)
        for name, pattern in data.get("settings", {}).items():
            if name in found:
                raise ConfigurationError(f"expected each of the settings {', '.join(_SETTINGS)} once, got {name} in {path}")
            found[name] = _compiled(words.expand(pattern, path), name, path)
    return found


def _known(rows: Iterable[dict[str, Any]], folder: Path) -> dict[tuple[int, int], Known]:
    found: dict[tuple[int, int], Known] = {}
    for row in rows:
        day = row["date"]
        if (day.month, day.day) in found:
            raise ConfigurationError(f"expected one known day of a month and day, got {day} beside another in {folder}")
        found[day.month, day.day] = Known(day, _compiled(row["after"], row["why"], folder), row["why"])
    return found


def _compiled(pattern: str, name: str, place: Path) -> re.Pattern[str]:
    try:
        return pattern_of(pattern)
    except re.error as error:
        raise ConfigurationError(f"expected a regular expression, got {error} in {name} in {place}") from error


def _before(entry: dict[str, Any]) -> re.Pattern[str]:
    return pattern_of(f"(?:{entry['before']})$")


def _lean(entry: dict[str, Any]) -> Lean:
    after = pattern_of(entry["after"]) if "after" in entry else None
    return Lean(entry["direction"], _before(entry) if "before" in entry else None, after)


def _story(entry: dict[str, Any]) -> Lean:
    return _lean(entry | {"direction": "past"})


def _cue(entry: dict[str, Any]) -> re.Pattern[str]:
    return pattern_of(f"(?P<future>{entry['future']})|(?P<past>{entry['past']})")
