"""What the words round a reading say of it: whether it is a time at all, and where it begins.

Rows of the files in `context/` name the rules they are about and give patterns for what stands before and after, or somewhere
in the sentence; they may name word classes, the `[words]` of any of the files, in braces. Each pattern sees a window of fixed
length, so its cost does not grow with the text; a blank in it is any white space, for wires break their lines anywhere.
"""

import re
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

from transforms.forms import TEXT, Form, check_tables, list_of, one_of
from transforms.temporal.patterns import PATTERN, SMALL_PATTERN, pattern_of
from transforms.temporal.recognise import NARRATIVE, NARRATIVE_FILE
from transforms.temporal.rows import PROFILES, RowsByRule, load_rows
from transforms.temporal.surroundings import Surroundings

# How many characters before and after a reading its neighbours are looked for in.
WINDOW: Final = 48
# How many of its sentence on either side.
REACH: Final = 240


@dataclass(frozen=True, slots=True)
class Neighbours:
    """One row: for some rules, what stands before, after and in the sentence (each may be absent).

    `written` patterns see capitals, the others small letters and plain quotes. `why` says what it is there for, and its file.
    """

    why: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    text: re.Pattern[str] | None
    written: re.Pattern[str] | None
    before_written: re.Pattern[str] | None
    after_written: re.Pattern[str] | None
    sentence: re.Pattern[str] | None

    def fit(self, words: Surroundings) -> bool:
        """Whether the words of a mention and round it are of this kind."""
        text, written, (start, end) = words.text, words.written, words.mention
        if self.written is not None and not self.written.match(written, start, end):
            return False
        if self.after_written is not None and not self.after_written.match(written, end, end + WINDOW):
            return False
        if self.text is not None and not self.text.fullmatch(text, start, end):
            return False
        if self.after is not None and not self.after.match(text, end, end + WINDOW):
            return False
        if self.before is not None and not self.before.search(text[max(0, start - WINDOW) : start]):
            return False
        if self.before_written is not None and not self.before_written.search(written[max(0, start - WINDOW) : start]):
            return False
        if self.sentence is None:
            return True
        low, high = words.bounds
        return self.sentence.search(text, max(low, start - REACH), min(high, end + REACH)) is not None


@dataclass(frozen=True, slots=True)
class Context:
    """Refusals, requirements, trims, asides and datelines by rule.

    A reading is refused when a refusal fits, or when its rule has requirements and none fits.
    """

    refuse: RowsByRule[Neighbours]
    require: RowsByRule[Neighbours]
    trim: RowsByRule[re.Pattern[str]]
    aside: RowsByRule[Neighbours]
    beside: RowsByRule[Neighbours]
    retrospect: RowsByRule[Neighbours]
    prospect: RowsByRule[Neighbours]
    scene: RowsByRule[Neighbours]
    step: RowsByRule[Neighbours]
    bracketed: RowsByRule[Neighbours]
    dateline: RowsByRule[Neighbours]

    def make_all(self) -> None:
        """Compiles every pattern. Raises ConfigurationError for one that is none."""
        for kind in _KINDS:
            getattr(self, kind).make_all()

    def accepts(self, rules: tuple[str, ...], words: Surroundings) -> bool:
        """Whether a reading by those rules may stand there."""
        return self.refusal(rules, words) is None

    def refusal(self, rules: tuple[str, ...], words: Surroundings) -> str | None:
        """Why a reading by those rules may not stand there, by the row that says so; None when it may."""
        for rule in rules:
            for row in self.refuse[rule]:
                if row.fit(words):
                    return f"{rule} is refused as {row.why}"
            required = self.require[rule]
            if required and not any(row.fit(words) for row in required):
                return f"{rule} must be {' or '.join(row.why for row in required)}"
        return None

    def is_aside(self, rules: tuple[str, ...], words: Surroundings) -> bool:
        """Whether a time stands beside the story: planned, or that of a book about it."""
        return any(row.fit(words) for rule in rules for row in self.aside[rule])

    def aside_way(self, rules: tuple[str, ...], words: Surroundings) -> str | None:
        """Which way from the story an aside goes that a time stands in, if it does: `retrospect` or `prospect`.

        A `scene` goes back too, unless it opens a paragraph; what stands `beside` goes either way.
        """
        ways = (("beside", self.beside), ("prospect", self.prospect), ("scene", self.scene), ("retrospect", self.retrospect))
        return next((way for way, rows in ways for rule in rules for row in rows[rule] if row.fit(words)), None)

    def is_step(self, rules: tuple[str, ...], words: Surroundings) -> bool:
        """Whether a time far ahead of the story is one that it goes on to: "he fell in 1690. There was a rising in 1715"."""
        return any(row.fit(words) for rule in rules for row in self.step[rule])

    def is_bracketed(self, rules: tuple[str, ...], words: Surroundings) -> bool:
        """Whether a year in brackets says when somebody lived or something lasted, and nothing is counted from it."""
        return any(row.fit(words) for rule in rules for row in self.bracketed[rule])

    def is_dateline(self, rules: tuple[str, ...], words: Surroundings) -> bool:
        """Whether a time is the day of a dateline: "OSLO, Nov. 4 --"."""
        return any(row.fit(words) for rule in rules for row in self.dateline[rule])

    def begin(self, rules: tuple[str, ...], words: Surroundings) -> int:
        """Where the mention begins when what stands first is no part of it ("the" in "the 30-day rate")."""
        start, end = words.mention
        for rule in rules:
            for pattern in self.trim[rule]:
                match = pattern.match(words.text, start, end)
                if match:
                    return match.end()
        return start


_KINDS: Final = tuple(field.name for field in fields(Context))
_SMALL: Final = ("before", "after", "text", "sentence")
_WRITTEN: Final = ("written", "before_written", "after_written")
_PATTERNS: Final = (*_SMALL, *_WRITTEN)
# Without a pattern these are about every mention of their rules; any other row would refuse or ask it of them all.
_MAY_BE_BARE: Final = frozenset({"aside", "retrospect", "prospect", "scene"})


def _forms(rules: frozenset[str]) -> dict[str, Form]:
    keys = {
        "rules": (list_of(one_of(rules, "a rule of the grammar")),),
        "why": (TEXT,),
        "profile": (one_of(PROFILES, "a profile"),),
        **dict.fromkeys(_SMALL, SMALL_PATTERN),
        **dict.fromkeys(_WRITTEN, PATTERN),
    }
    needed = frozenset({"rules", "why"})
    forms = {kind: Form(keys, needed, frozenset() if kind in _MAY_BE_BARE else frozenset(_PATTERNS)) for kind in _KINDS}
    return forms | {"trim": Form({key: keys[key] for key in ("rules", "why", "profile", "text")}, needed | {"text"})}


def load_context(folder: Path, profile: str, rules: frozenset[str]) -> Context:
    """The context rules of that profile in every TOML file of the folder, about those rules of the grammar.

    Raises ConfigurationError for a folder without any, an unknown or unused word class, or a row that does not fit: unknown or
    missing keys, an unknown rule, a capital in a pattern of small letters, a group that repeats without end.
    """
    files, words = load_rows(folder)
    forms = _forms(rules)
    fitting: dict[str, list[dict[str, Any]]] = {kind: [] for kind in _KINDS}
    for path, data in files.items():
        of_narrative = path.name == NARRATIVE_FILE and "narrative" in data
        if of_narrative:
            NARRATIVE.check(data["narrative"], "[narrative]", path)
        check_tables(data, (*_KINDS, "words", *(("narrative",) if of_narrative else ())), path)
        for kind, form in forms.items():
            for entry in form.rows(data, kind, path):
                expanded = words.expand_row(entry, _PATTERNS, path) | {"why": f"{entry['why']} ({path.name})"}
                if entry.get("profile") in {None, profile}:
                    fitting[kind].append(expanded)
    rows: dict[str, Any] = {
        kind: RowsByRule(fitting[kind], _trim if kind == "trim" else _neighbours, folder) for kind in _KINDS
    }
    return Context(**rows)


def _trim(entry: dict[str, Any]) -> re.Pattern[str]:
    return pattern_of(entry["text"])


def _neighbours(entry: dict[str, Any]) -> Neighbours:
    found = {name: pattern_of(entry[name]) for name in _PATTERNS if name in entry}
    for name in ("before", "before_written"):
        if name in entry:
            found[name] = pattern_of(rf"(?:{entry[name]})\Z")
    return Neighbours(entry["why"], **{name: found.get(name) for name in _PATTERNS})
