"""Cues and tenses turned into bounds, as `config/languages/<language>/event_times.toml` says."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final, Literal

from schemas.vocabulary import ASPECTS, EVENT_CLASSES, EXTENTS, FACTUALITIES, TENSES, TIME_BASES

from transforms.configuration import ConfigurationError, language_folder, load_toml, read_once
from transforms.events.bounds import LIMITS, Bounds, Limits, Period
from transforms.forms import SHARE, TABLE, TEXT, Form, Kind, every, list_of, one_of

_WITHIN: Final = "first last"
_WEEK: Final = timedelta(days=6)  # between its first and its last day
_SIDES: Final = ("past", "present", "future")
# What a default may ask of an event: the values that `Situation.values` gives.
MATCHED: Final[Mapping[str, tuple[str, ...]]] = {
    "class": EVENT_CLASSES,
    "tense": TENSES,
    "aspect": ASPECTS,
    "factuality": FACTUALITIES,
    "word": ("VERB", "NOUN", "ADJ"),
    "side": _SIDES,
    "extent": EXTENTS,
    "reported": ("yes", "no"),
    "clause": ("main", "relative", "deed", "earlier", "habit"),
    "noun": ("new", "plural", "known", "none"),
    "adverb": ("never", "before", "first", "none"),
}


def _template_of(count: int) -> Kind:
    def fits(value: object) -> bool:
        limits = value.split() if isinstance(value, str) else []
        return len(limits) == count and all(name in LIMITS for limit in limits for name in limit.split("|"))

    return Kind(f"{count} limits, each of {', '.join(sorted(LIMITS))} or such with | between", fits)


_COUNT: Final = Kind("a whole number from 0 to 100,000", lambda value: type(value) is int and 0 <= value <= 100_000)
_WAY: Final = one_of(("later", "earlier"), "later or earlier")
_SMALL: Final = Kind("small letters", lambda value: type(value) is str and value == value.lower())
_DAY: Final = _template_of(2)
_SPAN: Final = _template_of(4)
_LISTS: Final = ("relation", "length", "sequence", "default")
_TABLES: Final = ("order", "window", "cues", "adverbs")
_FILE: Final = Form(
    dict.fromkeys(_LISTS, ()) | dict.fromkeys(_TABLES, (TABLE,)),
    frozenset({*_LISTS, *_TABLES}),
)
_WINDOW: Final = every(
    dict.fromkeys(("recent_days", "dated_early_days", "lead_sentences", "headline_words"), _COUNT)
    | dict.fromkeys(("distance_more", "distance_less"), SHARE)
)
_ADVERBS: Final = every(dict.fromkeys(("never", "before", "first"), list_of(_SMALL)))
_RELATION: Final = Form(
    {"cues": (list_of(_SMALL),)}
    | {
        f"{kind}{side}": (template,)
        for kind, template in (("day", _DAY), ("span", _SPAN), ("state", _SPAN), ("measured", _SPAN))
        for side in ("", *(f"_{side}" for side in _SIDES))
    },
    frozenset({"cues", "day", "span"}),
)
_DEFAULT: Final = Form(
    {
        "name": (TEXT,),
        "bounds": (Kind(f"2 or {_SPAN.name}", lambda value: _DAY.fits(value) or _SPAN.fits(value)),),
        "best": (one_of(("publication", "none"), "publication or none"),),
        "basis": (one_of(TIME_BASES, "a time basis"),),
    }
    | {key: (list_of(one_of(values, f"a {key}")),) for key, values in MATCHED.items()},
    frozenset({"name", "bounds", "best"}),
)


@dataclass(frozen=True, slots=True)
class CueWords:
    """Cues that need care: the lists of `[cues]` in `event_times.toml`, each of them there with an example."""

    ignored: frozenset[str]
    compared: frozenset[str]
    compared_lengths: frozenset[str]
    compared_measures: frozenset[str]
    compared_figures: frozenset[str]
    compared_nouns: frozenset[str]
    compared_with: frozenset[str]
    sizes: frozenset[str]
    distances: frozenset[str]
    nominal: frozenset[str]
    occasions: frozenset[str]
    certain_occasions: frozenset[str]
    meanwhile: frozenset[str]
    contests: frozenset[str]
    deadlines: frozenset[str]
    beside: frozenset[str]
    goals: frozenset[str]
    sequence: frozenset[str]
    parts: frozenset[str]
    answers: frozenset[str]
    ways: frozenset[str]
    outlooks: frozenset[str]
    extremes: frozenset[str]
    of_days: frozenset[str]
    due: frozenset[str]
    topics: frozenset[str]
    including: frozenset[str]
    onset: frozenset[str]
    another: frozenset[str]
    contrasts: frozenset[str]
    of_dates: frozenset[str]
    every_time: frozenset[str]
    comparisons: frozenset[str]
    moved_to: frozenset[str]
    windows: frozenset[str]
    lasts: frozenset[str]
    spreads: frozenset[str]
    whole: frozenset[str]
    holds: frozenset[str]
    reaches: frozenset[str]
    so_far: frozenset[str]
    each_time: frozenset[str]
    aged: frozenset[str]
    closely: frozenset[str]
    minimum: frozenset[str]
    approximate: frozenset[str]
    pair_first: frozenset[str]
    pair_last: frozenset[str]
    pair_both: frozenset[str]
    stretches: frozenset[str]
    either: frozenset[str]


_CUES: Final = every(dict.fromkeys((field.name for field in fields(CueWords)), list_of(_SMALL)))


@dataclass(frozen=True, slots=True)
class Default:
    """What an event's class and tense say when no date does: for events whose `keys` have one of these values."""

    name: str
    keys: Mapping[str, frozenset[str]]
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
    adverbs: Mapping[str, frozenset[str]]
    converse: Mapping[str, str]
    causes: Mapping[str, str]
    gerunds: Mapping[str, str]
    beside: Mapping[str, str]
    joined: Mapping[str, str]
    verbs: Mapping[str, str]
    objects: Mapping[str, str]
    aims: Mapping[str, str]
    days_ahead: Mapping[str, int]
    ways: Mapping[str, Literal["later", "earlier"]]
    pluperfect_cue: str
    participle_cue: str
    doing_cue: str
    reach_cue: str
    deadline_cue: str
    aged_cue: str
    more: str
    so_far: str
    denied: str
    distance_more: float
    distance_less: float

    def default(self, values: Mapping[str, str]) -> Default:
        """The first default that matches; the last one of the file matches everything."""
        return next(default for default in self.defaults if default.matches(values))

    def is_plain(self, cue: str) -> bool:
        """Whether a cue says no more than that something is of a period: `in`, `on`, `during`, or none at all."""
        return self.periods.get(cue) is self.periods[""]

    def bounds(self, cue: str, period: Period, extent: str, side: str, publication: date | None) -> Bounds | None:
        """The bounds of an event of that extent, on that side of publication, related by the cue to the period.

        None when the period has neither days nor a usable length. A cue that no template names is read as its last word
        ("until after"), or else as "in".
        """
        if period.first is None and period.last is None:
            return self._by_length(cue, period, extent, side, publication)
        templates = self.periods.get(cue) or self.periods.get(cue.rpartition(" ")[2]) or self.periods[""]
        over = publication is not None and period.last is not None and period.last < publication
        if over and side != "past" and cue == self.deadline_cue:
            return self.in_sequence(cue, period, extent, "", publication)  # "was told in May to finish by June"
        if period.is_day and templates["day"] == _WITHIN:
            extent = "DAY"  # what holds on one day has no other start and end to tell
        elif extent == "MEASURED" and templates["day"] == _WITHIN and not _is_a_week(period):
            extent = "DAY"
        return Limits(period, publication, self.recent).bounds(_template(templates, extent, side))

    def in_sequence(self, cue: str, period: Period, extent: str, side: str, publication: date | None) -> Bounds | None:
        """The bounds of an event that the cue relates to another one on those days; None for a cue that orders nothing."""
        templates = self.sequences.get(cue)
        if templates is None or period.first is None or period.last is None:
            return None
        return Limits(period, publication, self.recent).bounds(_template(templates, extent, side))

    def _by_length(self, cue: str, period: Period, extent: str, side: str, publication: date | None) -> Bounds | None:
        templates = self.lengths.get(cue)
        if templates is None or period.length is None or publication is None or period.length < timedelta(days=1):
            return None
        return Limits(period, publication, self.recent).bounds(_template(templates, extent, side))


def _is_a_week(period: Period) -> bool:
    return period.first is not None and period.last is not None and period.last - period.first >= _WEEK


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
    """The templates of that language. Raises ConfigurationError for a slip in them."""
    path = language_folder(language, config_dir) / "event_times.toml"
    data = load_toml(path)
    _FILE.check(data, "the file", path)
    window, order = data["window"], data["order"]
    _WINDOW.check(window, "[window]", path)
    _CUES.check(data["cues"], "[cues]", path)
    _ADVERBS.check(data["adverbs"], "[adverbs]", path)
    periods, lengths, sequences = (_by_cue(data, key, path) for key in ("relation", "length", "sequence"))
    if "" not in periods:
        raise ConfigurationError(f'expected the cue "" in a [[relation]], for dates without a cue, got none in {path}')
    _check_order(order, periods, lengths, sequences, path)
    defaults = tuple(_default(entry) for entry in _DEFAULT.rows(data, "default", path))
    if not defaults or defaults[-1].keys:
        raise ConfigurationError(f"expected a last default that matches everything, got none in {path}")
    return Relations(
        periods,
        lengths,
        sequences,
        defaults,
        timedelta(days=window["recent_days"]),
        timedelta(days=window["dated_early_days"]),
        window["lead_sentences"],
        window["headline_words"],
        CueWords(**{name: frozenset(words) for name, words in data["cues"].items()}),
        {name: frozenset(words) for name, words in data["adverbs"].items()},
        order["converse"],
        order["causes"],
        order["gerunds"],
        order["beside"],
        order["joined"],
        order["verbs"],
        order["objects"],
        order["aims"],
        order["days_ahead"],
        order["ways"],
        order["pluperfect"],
        order["participle"],
        order["doing"],
        order["reach"],
        order["deadline"],
        order["aged"],
        order["more"],
        order["so_far"],
        order["denied"],
        window["distance_more"],
        window["distance_less"],
    )


def _check_order(
    order: dict[str, Any], periods: Collection[str], lengths: Collection[str], sequences: Collection[str], path: Path
) -> None:
    longer = one_of({cue.partition(" ")[2] for cue in lengths} - {""}, "what follows the first word of a cue of a [[length]]")
    cue = one_of(sequences, "a cue of a [[sequence]]")
    tables = ("converse", "causes", "gerunds", "beside", "joined", "verbs", "objects", "aims")
    keys = {
        "pluperfect": cue,
        "participle": cue,
        "doing": cue,
        "reach": cue,
        "deadline": cue,
        "aged": one_of(lengths, "a cue of a [[length]]"),
        "more": longer,
        "so_far": longer,
        "denied": one_of({cue.partition(" ")[0] for cue in periods if " " in cue}, "what opens a cue of a [[relation]]"),
        "days_ahead": TABLE,
        "ways": TABLE,
    } | dict.fromkeys(tables, TABLE)
    every(keys).check(order, "[order]", path)
    for table in tables:
        Form({}, others=(cue,)).check(order[table], f"[order.{table}]", path)
    Form({}, others=(_COUNT,)).check(order["days_ahead"], "[order.days_ahead]", path)
    Form({}, others=(_WAY,)).check(order["ways"], "[order.ways]", path)


def _by_cue(data: Mapping[str, Any], key: str, path: Path) -> dict[str, dict[str, str]]:
    out: dict[str, dict[str, str]] = {}
    for number, entry in enumerate(_RELATION.rows(data, key, path), 1):
        templates = {name: value for name, value in entry.items() if name != "cues"}
        for cue in entry["cues"]:
            if cue in out:
                raise ConfigurationError(
                    f"expected each cue in one [[{key}]], got {cue!r} again in [[{key}]] {number} of {path}"
                )
            out[cue] = templates
    return out


def _default(entry: Mapping[str, Any]) -> Default:
    return Default(
        entry["name"],
        {key: frozenset(entry[key]) for key in MATCHED if key in entry},
        entry["bounds"],
        entry["best"] == "publication",
        entry.get("basis", "TENSE"),
    )
