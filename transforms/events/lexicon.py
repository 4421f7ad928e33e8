"""The words that event extraction knows of one language, read from `config/languages/<language>/event_*.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from transforms.configuration import ConfigurationError, language_folder, languages, load_toml, read_once

# Order is priority: "suggest" tells before it acts.
VERB_CLASSES: Final = ("reporting", "perception", "aspectual", "i_action", "i_state", "state")


@dataclass(frozen=True, slots=True)
class Modality:
    """Words that change what the text claims of the event that they govern or hang on."""

    modal_possible: frozenset[str]
    modal_planned: frozenset[str]
    modal_told: frozenset[str]
    negative_adverbs: frozenset[str]
    negative_determiners: frozenset[str]
    negative_governors: frozenset[str]
    negative_prepositions: frozenset[str]
    planned_governors: frozenset[str]
    planned_infinitives: frozenset[str]
    possible_governors: frozenset[str]
    possible_of_the_known: frozenset[str]
    possible_of_a_future: frozenset[str]
    possible_adverbs: frozenset[str]
    prospective_nouns: frozenset[str]
    circumstances: frozenset[str]
    conditional_conjunctions: frozenset[str]
    awaited: frozenset[str]
    awaited_with_future: frozenset[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The small words by which the rules read a parsed sentence."""

    perfect_auxiliary: str
    future_participle: str
    indefinite: frozenset[str]
    definite: frozenset[str]
    relative: frozenset[str]
    contents: frozenset[str]
    superlative: frozenset[str]
    singular: frozenset[str]
    plural: frozenset[str]
    persons: Mapping[str, str]
    doer: str
    undergoer: str
    in_names: frozenset[str]
    by_object: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What one language's files say; every word a lemma in lower case."""

    verb_class: Mapping[str, str]
    reporting: frozenset[str]
    reporting_clauses: frozenset[str]
    attributions: frozenset[str]
    speaking: frozenset[str]
    durative_verbs: frozenset[str]
    light_verbs: frozenset[str]
    begin_verbs: frozenset[str]
    end_verbs: frozenset[str]
    effects: frozenset[str]
    lasting: frozenset[str]
    moves: frozenset[str]
    schedules: frozenset[str]
    intends: frozenset[str]
    measured: frozenset[str]
    contractions: Mapping[str, str]
    phrasal: frozenset[str]
    copula: str
    empty_verbs: frozenset[str]
    static_participles: frozenset[str]
    passive_auxiliary: str
    nominals: frozenset[str]
    nominal_class: Mapping[str, str]
    durative_nominals: frozenset[str]
    adjectives: frozenset[str]
    place_prepositions: frozenset[str]
    families: Mapping[str, str]
    kinds: Mapping[str, frozenset[int]]
    modality: Modality
    grammar: Grammar

    def kinds_of(self, lemma: str) -> frozenset[int]:
        """The kinds of happening that a word may name, as numbers; a phrasal verb is not its verb."""
        return self.kinds.get(lemma) or self.kinds.get(self.families.get(lemma, lemma), frozenset())

    def family(self, lemma: str) -> str:
        """The verb that a noun is derived from, the word itself for any other: `invasion` and `invade` are of one family."""
        word = lemma.split(" ")[0]
        return self.families.get(word, word)


def _words(value: Any) -> frozenset[str]:
    return frozenset(value.split() if isinstance(value, str) else value)


def _field(table: Mapping[str, Any], name: str, path: Path) -> Any:
    try:
        return table[name]
    except KeyError as error:
        raise ConfigurationError(f"expected {name!r}, got no such key in {path}") from error


def has_events(language: str, config_dir: str | Path | None = None) -> bool:
    """Whether the language has the files that events need."""
    return language in languages(config_dir) and (language_folder(language, config_dir) / "event_verbs.toml").is_file()


@read_once
def load_lexicon(language: str, config_dir: str | Path | None = None) -> Lexicon:
    """The words of that language.

    Raises ConfigurationError when a file is missing, as for a language without events, or lacks a key.
    """
    folder = language_folder(language, config_dir)
    verbs, nominals = load_toml(folder / "event_verbs.toml"), load_toml(folder / "event_nominals.toml")
    adjectives = load_toml(folder / "event_adjectives.toml")
    v, n = folder / "event_verbs.toml", folder / "event_nominals.toml"
    return Lexicon(
        verb_class={lemma: name.upper() for name in reversed(VERB_CLASSES) for lemma in sorted(_words(_field(verbs, name, v)))},
        reporting=_words(_field(verbs, "reporting", v)),
        reporting_clauses=_words(_field(verbs, "reporting_clauses", v)),
        attributions=_words(_field(verbs, "attributions", v)),
        speaking=_words(_field(verbs, "speaking", v)),
        durative_verbs=_words(_field(verbs, "durative", v)),
        light_verbs=_words(_field(verbs, "light", v)),
        begin_verbs=_words(_field(verbs, "begins", v)),
        end_verbs=_words(_field(verbs, "ends", v)),
        effects=_words(_field(verbs, "effects", v)),
        lasting=_words(_field(verbs, "lasting", v)),
        moves=_words(_field(verbs, "moves", v)),
        schedules=_words(_field(verbs, "schedules", v)),
        intends=_words(_field(verbs, "intends", v)),
        measured=_words(_field(verbs, "measured", v)) | _words(_field(nominals, "measured", n)),
        phrasal=frozenset(_field(verbs, "phrasal", v)),
        contractions=_field(verbs, "contractions", v),
        copula=str(_field(verbs, "copula", v)),
        empty_verbs=_words(_field(verbs, "empty", v)),
        static_participles=_words(_field(verbs, "static_participles", v)),
        passive_auxiliary=str(_field(verbs, "passive_auxiliary", v)),
        nominals=_words(_field(nominals, "events", n)) - _words(_field(nominals, "never", n)),
        nominal_class={
            lemma: name.upper() for name, words in _field(nominals, "class", n).items() for lemma in sorted(_words(words))
        },
        durative_nominals=_words(_field(nominals, "durative", n)),
        adjectives=_words(_field(adjectives, "predicate", folder / "event_adjectives.toml")),
        place_prepositions=_words(_field(nominals, "place_prepositions", n)),
        families=_families(folder / "event_derivations.toml"),
        kinds=_kinds(folder / "event_happenings.toml"),
        modality=_modality(folder / "event_modality.toml"),
        grammar=_grammar(folder / "event_grammar.toml"),
    )


def _families(path: Path) -> dict[str, str]:
    verbs = _field(load_toml(path), "verbs", path)
    return {noun: verb for verb, nouns in verbs.items() for noun in _words(nouns)}


def _kinds(path: Path) -> dict[str, frozenset[int]]:
    out: dict[str, frozenset[int]] = {}
    for number, words in enumerate(_field(load_toml(path), "kinds", path)):
        for word in words:
            out[word] = out.get(word, frozenset()) | {number}
    return out


def _grammar(path: Path) -> Grammar:
    table = load_toml(path)
    articles, pronouns, prepositions = (_field(table, name, path) for name in ("articles", "pronouns", "prepositions"))
    return Grammar(
        perfect_auxiliary=str(_field(table, "perfect_auxiliary", path)),
        future_participle=str(_field(table, "future_participle", path)),
        indefinite=_words(_field(articles, "indefinite", path)),
        definite=_words(_field(articles, "definite", path)),
        relative=_words(_field(pronouns, "relative", path)),
        contents=_words(_field(table, "contents", path)),
        superlative=_words(_field(table, "superlative", path)),
        singular=_words(_field(pronouns, "singular", path)),
        plural=_words(_field(pronouns, "plural", path)),
        persons={word: person for person, words in _field(pronouns, "persons", path).items() for word in _words(words)},
        doer=str(_field(prepositions, "doer", path)),
        undergoer=str(_field(prepositions, "undergoer", path)),
        in_names=_words(_field(prepositions, "in_names", path)),
        by_object=_words(_field(prepositions, "by_object", path)),
    )


def _modality(path: Path) -> Modality:
    table = load_toml(path)
    part = {name: _field(table, name, path) for name in ("modal", "negation", "planned", "possible", "conditional", "awaited")}
    return Modality(
        modal_possible=_words(_field(part["modal"], "possible", path)),
        modal_planned=_words(_field(part["modal"], "planned", path)),
        modal_told=_words(_field(part["modal"], "told", path)),
        negative_adverbs=_words(_field(part["negation"], "adverbs", path)),
        negative_determiners=_words(_field(part["negation"], "determiners", path)),
        negative_governors=_words(_field(part["negation"], "governors", path)),
        negative_prepositions=_words(_field(part["negation"], "prepositions", path)),
        planned_governors=_words(_field(part["planned"], "governors", path)),
        planned_infinitives=_words(_field(part["planned"], "infinitives", path)),
        possible_governors=_words(_field(part["possible"], "governors", path)),
        possible_of_the_known=_words(_field(part["possible"], "of_the_known", path)),
        possible_of_a_future=_words(_field(part["possible"], "of_a_future", path)),
        possible_adverbs=_words(_field(part["possible"], "adverbs", path)),
        prospective_nouns=_words(_field(part["possible"], "prospects", path)),
        circumstances=_words(_field(part["planned"], "circumstances", path)),
        conditional_conjunctions=_words(_field(part["conditional"], "conjunctions", path)),
        awaited=_words(_field(part["awaited"], "conjunctions", path)),
        awaited_with_future=_words(_field(part["awaited"], "with_future", path)),
    )
