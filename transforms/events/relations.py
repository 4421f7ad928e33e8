"""Cues and tenses turned into bounds, as `config/languages/<language>/event_times.toml` says."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from transforms.configuration import ConfigurationError, language_folder, load_toml, read_once
from transforms.events.bounds import LIMITS, Bounds, Limits, Period

_WITHIN: Final = "first last"
_WEEK: Final = timedelta(days=6)  # between its first and its last day
# What a default may ask of an event.
MATCHED: Final = ("class", "tense", "aspect", "factuality", "word", "side", "extent", "reported", "clause", "noun")


@dataclass(frozen=True, slots=True)
class CueWords:
    """Cues that need care: those that date nothing, ever or after a superlative, that stay with a noun, that name an occasion
    of the same day, that order one event by another, that join two nouns in one happening, that give what is moved its new
    date, that say how long, or up to when, and the halves of a pair."""

    ignored: frozenset[str]
    compared: frozenset[str]
    compared_lengths: frozenset[str]
    nominal: frozenset[str]
    occasions: frozenset[str]
    sequence: frozenset[str]
    parts: frozenset[str]
    moved_to: frozenset[str]
    lasts: frozenset[str]
    holds: frozenset[str]
    pair_first: frozenset[str]
    pair_last: frozenset[str]
    pair_both: frozenset[str]


@dataclass(frozen=True, slots=True)
class Default:
    """What an event's class and tense say when no date does: for events whose `keys` have one of these values."""

    name: str
    keys: Mapping[str, frozenset[str]]
    extent: str
    bounds: str
    best: bool
    basis: str

    def matches(self, values: Mapping[str, str]) -> bool:
        """Whether every key has one of its values."""
        return all(values[key] in allowed for key, allowed in self.keys.items())


@dataclass(frozen=True, slots=True)
class Relations:
    """The templates of bounds by cue: for periods, and for lengths that have no place in the calendar."""

    periods: Mapping[str, Mapping[str, str]]
    lengths: Mapping[str, Mapping[str, str]]
    sequences: Mapping[str, Mapping[str, str]]
    defaults: tuple[Default, ...]
    recent: timedelta
    dated_early: timedelta
    lead_sentences: int
    headline_words: int
    words: CueWords
    converse: Mapping[str, str]
    days_ahead: Mapping[str, int]
    pluperfect_cue: str
    participle_cue: str

    def default(self, values: Mapping[str, str]) -> Default:
        """The first default that matches; the last one of the file matches everything."""
        return next(default for default in self.defaults if default.matches(values))

    def bounds(self, cue: str, period: Period, extent: str, side: str, publication: date | None) -> Bounds | None:
        """The bounds of an event of that extent, on that side of publication, related by the cue to the period.

        None when the period has neither days nor a usable length. A cue that no template names is read as "in".
        """
        if period.first is None and period.last is None:
            return self._by_length(cue, period, extent, side, publication)
        templates = self.periods.get(cue) or self.periods[""]
        if period.is_day and templates["day"] == _WITHIN:
            extent = "DAY"  # what holds on one day has no other start and end to tell
        elif extent == "MEASURED" and (period.first is None or period.last is None or period.last - period.first < _WEEK):
            extent = "DAY"
        return Limits(period, publication).bounds(_template(templates, extent, side))

    def in_sequence(self, cue: str, period: Period, extent: str, side: str, publication: date | None) -> Bounds | None:
        """The bounds of an event that the cue relates to another one on those days; None for a cue that orders nothing."""
        templates = self.sequences.get(cue)
        if templates is None or period.first is None or period.last is None:
            return None
        return Limits(period, publication).bounds(_template(templates, extent, side))

    def _by_length(self, cue: str, period: Period, extent: str, side: str, publication: date | None) -> Bounds | None:
        templates = self.lengths.get(cue)
        if templates is None or period.length is None or publication is None or period.length < timedelta(days=1):
            return None
        return Limits(period, publication).bounds(_template(templates, extent, side))


def _template(templates: Mapping[str, str], extent: str, side: str) -> str:
    """The template of an extent (DAY, SPAN, STATE, MEASURED) and a side; STATE falls back on SPAN, MEASURED on DAY."""
    fallback = {"STATE": ("state", "span"), "MEASURED": ("measured", "day")}
    for kind in fallback.get(extent, (extent.lower(),)):
        for name in (f"{kind}_{side}", kind):
            if name in templates:
                return templates[name]
    raise KeyError(extent)


@read_once
def load_relations(language: str, config_dir: str | Path | None = None) -> Relations:
    """The templates of that language. Raises ConfigurationError for one that lacks its parts."""
    path = language_folder(language, config_dir) / "event_times.toml"
    table = load_toml(path)
    defaults = tuple(_default(entry, path) for entry in table.get("default", []))
    if not defaults or defaults[-1].keys:
        raise ConfigurationError(f"expected a last default that matches everything, got none in {path}")
    return Relations(
        _by_cue(table.get("relation", []), path),
        _by_cue(table.get("length", []), path),
        _by_cue(table.get("sequence", []), path),
        defaults,
        timedelta(days=_whole_number(table, "recent_days", path)),
        timedelta(days=_whole_number(table, "dated_early_days", path)),
        _whole_number(table, "lead_sentences", path),
        _whole_number(table, "headline_words", path),
        _cue_words(table.get("cues", {}), path),
        dict(table.get("order", {}).get("converse", {})),
        dict(table.get("order", {}).get("days_ahead", {})),
        str(table.get("order", {}).get("pluperfect", "")),
        str(table.get("order", {}).get("participle", "")),
    )


def _cue_words(table: Mapping[str, Any], path: Path) -> CueWords:
    names = [field.name for field in fields(CueWords)]
    if set(names) != table.keys():
        raise ConfigurationError(f"expected {', '.join(names)} in [cues], got {', '.join(table)} in {path}")
    return CueWords(**{name: frozenset(table[name]) for name in names})


def _whole_number(table: Mapping[str, Any], name: str, path: Path) -> int:
    number = table.get("window", {}).get(name)
    if not isinstance(number, int) or number < 0:
        raise ConfigurationError(f"expected a whole number in window.{name}, got {number!r} in {path}")
    return number


def _default(entry: Mapping[str, Any], path: Path) -> Default:
    missing = {"name", "extent_is", "bounds", "best"} - entry.keys()
    unknown = entry.keys() - {"name", "extent_is", "bounds", "best", "basis", *MATCHED}
    if missing or unknown:
        raise ConfigurationError(
            f"expected the keys of a default, got none named {sorted(missing)} and unknown {sorted(unknown)} in {path}"
        )
    _check(entry["bounds"], path)
    return Default(
        entry["name"],
        {key: frozenset([entry[key]] if isinstance(entry[key], str) else entry[key]) for key in MATCHED if key in entry},
        entry["extent_is"],
        entry["bounds"],
        entry["best"] == "publication",
        entry.get("basis", "TENSE"),
    )


def _check(template: str, path: Path) -> None:
    limits = template.split()
    unknown = {name for limit in limits for name in limit.split("|")} - LIMITS
    if len(limits) not in (2, 4) or unknown:
        raise ConfigurationError(f"expected two or four limits of {', '.join(sorted(LIMITS))}, got {template!r} in {path}")


def _by_cue(entries: list[dict[str, Any]], path: Path) -> dict[str, dict[str, str]]:
    out: dict[str, dict[str, str]] = {}
    for entry in entries:
        missing = {"cues", "day", "span"} - entry.keys()
        if missing:
            raise ConfigurationError(f"expected cues, day and span in every entry, got none named {sorted(missing)} in {path}")
        templates = {name: value for name, value in entry.items() if name != "cues"}
        for template in templates.values():
            _check(template, path)
        for cue in entry["cues"]:
            out[cue] = templates
    return out
