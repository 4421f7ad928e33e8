"""The words that event extraction knows of one language, read from `config/languages/<language>/event_*.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from schemas.vocabulary import EVENT_CLASSES

from transforms.configuration import ConfigurationError, language_folder, languages, load_toml, read_once
from transforms.events.grammar import Grammar, Modality
from transforms.forms import TABLE, WORD, Form, Kind, every, list_of

# Order is priority: "suggest" tells before it acts.
VERB_CLASSES: Final = ("reporting", "perception", "aspectual", "i_action", "i_state", "state")
_NOUN_CLASSES: Final = tuple(name.lower() for name in EVENT_CLASSES)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What one language's files say; every word a lemma in lower case."""

    verb_class: Mapping[str, str]
    reporting: frozenset[str]
    reporting_clauses: frozenset[str]
    attributions: frozenset[str]
    speaking: frozenset[str]
    telling: frozenset[str]
    informs: frozenset[str]
    durative_verbs: frozenset[str]
    finds_out: frozenset[str]
    results: frozenset[str]
    light_verbs: frozenset[str]
    begin_verbs: frozenset[str]
    end_verbs: frozenset[str]
    effects: frozenset[str]
    lasting: frozenset[str]
    goes_on: frozenset[str]
    reaches: frozenset[str]
    takes_time: frozenset[str]
    happens: frozenset[str]
    moves: frozenset[str]
    extends: frozenset[str]
    schedules: frozenset[str]
    intends: frozenset[str]
    awaited: frozenset[str]
    reckons: frozenset[str]
    compares: frozenset[str]
    relates: frozenset[str]
    decides: frozenset[str]
    shows: frozenset[str]
    averts: frozenset[str]
    takes_part: frozenset[str]
    incurs: frozenset[str]
    measured: frozenset[str]
    measured_with_figure: frozenset[str]
    of_one_thing: frozenset[str]
    contractions: Mapping[str, str]
    phrasal: frozenset[str]
    copula: str
    empty_verbs: frozenset[str]
    static_participles: frozenset[str]
    static_gerunds: frozenset[str]
    nominals: frozenset[str]
    nominal_class: Mapping[str, str]
    durative_nominals: frozenset[str]
    quantities: frozenset[str]
    ongoing: frozenset[str]
    undergone: frozenset[str]
    suffered: frozenset[str]
    of_doers: frozenset[str]
    binding: frozenset[str]
    befalling: frozenset[str]
    adjectives: frozenset[str]
    place_prepositions: frozenset[str]
    families: Mapping[str, str]
    kinds: Mapping[str, frozenset[int]]
    modality: Modality
    grammar: Grammar

    @property
    def hyphenated(self) -> frozenset[str]:
        """The nouns, and words for none, that are written with a hyphen: `cease-fire`, `no-one`."""
        return frozenset(word for word in self.nominals | self.modality.negative_determiners if "-" in word)

    def kinds_of(self, lemma: str) -> frozenset[int]:
        """The kinds of happening that a word may name, as numbers; a phrasal verb is not its verb."""
        return self.kinds.get(lemma) or self.kinds.get(self.families.get(lemma, lemma), frozenset())

    def family(self, lemma: str) -> str:
        """The verb that a noun is derived from, the word itself for any other: `invasion` and `invade` are of one family."""
        word = lemma.split(" ")[0]
        return self.families.get(word, word)


def _are_words(value: object) -> bool:
    words = value.split() if isinstance(value, str) else value
    return isinstance(words, list) and bool(words) and all(map(WORD.fits, words)) and len(set(words)) == len(words)


WORDS: Final = Kind("words in small letters, each once, in one string or a list", _are_words)
_PHRASES: Final = list_of(WORD)
# The other lists of verbs that a language gives.
_VERB_LISTS: Final = (
    *(
        "reporting_clauses",
        "attributions",
        "speaking",
        "foretelling",
        "informs",
        "durative",
        "results",
        "light",
        "begins",
        "ends",
        "effects",
        "lasting",
    ),
    *("moves", "extends", "schedules", "intends", "awaited", "compares", "relates", "decides", "shows", "averts", "takes_part"),
    *("finds_out", "goes_on", "incurs", "reaches", "reckons", "takes_time"),
    *("measured", "measured_with_figure", "of_one_thing", "empty", "static_participles", "static_gerunds"),
)
_VERBS: Final = every(
    dict.fromkeys((*VERB_CLASSES, *_VERB_LISTS), WORDS)
    | {"phrasal": _PHRASES, "happens": _PHRASES, "contractions": TABLE, "copula": WORD}
)
_NOUNS: Final = every(
    dict.fromkeys(
        (
            *("events", "durative", "ongoing", "measured", "quantities", "undergone", "suffered", "of_doers", "binding"),
            "place_prepositions",
        ),
        WORDS,
    )
    | {"befalling": _PHRASES, "class": TABLE}
)
_ADJECTIVES: Final = every({"predicate": WORDS})
_DERIVATIONS: Final = every({"verbs": TABLE})
_HAPPENINGS: Final = every({"kinds": list_of(_PHRASES)})
_GRAMMAR_LISTS: Final = (
    *("contents", "told_things", "subordinators", "superlative", "by_subject", "gives_time", "for_tasks", "for_others"),
    *("has_aims", "scenes", "measures", "amounts", "of_one", "of_many", "listing"),
)
_GRAMMAR: Final = every(
    dict.fromkeys(("perfect_auxiliary", "future_participle", "content_marker", "manner_marker"), WORD)
    | dict.fromkeys(_GRAMMAR_LISTS, WORDS)
    | {"by_addressee": _PHRASES}
    | dict.fromkeys(("articles", "pronouns", "prepositions"), TABLE)
)
_GRAMMAR_TABLES: Final = {
    "articles": every(dict.fromkeys(("indefinite", "definite"), WORDS)),
    "pronouns": every(dict.fromkeys(("relative", "singular", "plural", "speakers"), WORDS) | {"persons": TABLE}),
    "prepositions": every({"doer": WORD, "undergoer": WORD, "by_object": WORDS, "in_names": WORDS}),
}
_MODALITY_TABLES: Final = {
    "modal": every(dict.fromkeys(("possible", "planned", "told", "failed", "supposed", "wishes", "performed"), WORDS)),
    "negation": every(dict.fromkeys(("adverbs", "determiners", "governors", "prepositions"), WORDS)),
    "planned": every(
        dict.fromkeys(("infinitives", "circumstances", "manner", "comparatives", "adjectives", "governors"), WORDS)
    ),
    "done": every(dict.fromkeys(("infinitives", "duties"), WORDS)),
    "possible": every(
        dict.fromkeys(
            (
                "governors",
                "of_verbs",
                "of_the_known",
                "of_a_future",
                "questions",
                "prospects",
                "contingent",
                "adjectives",
                "adverbs",
            ),
            WORDS,
        )
    ),
    "known": every(
        dict.fromkeys(
            ("objects", "causes", "judgements", "answers", "answered", "ends_of_the_lasting", "hindrances", "tries"), WORDS
        )
    ),
    "conditional": every({"conjunctions": WORDS}),
    "awaited": every(dict.fromkeys(("conjunctions", "with_future", "never", "until"), WORDS)),
}
_MODALITY: Final = every(dict.fromkeys(_MODALITY_TABLES, TABLE))


def _words(value: str | list[str]) -> frozenset[str]:
    return frozenset(value.split() if isinstance(value, str) else value)


def _read(path: Path, form: Form, tables: Mapping[str, Form]) -> dict[str, Any]:
    """What a file holds: keys of its own as the form says, and tables as theirs."""
    data = load_toml(path)
    form.check(data, "the file", path)
    for name, table in tables.items():
        table.check(data[name], f"[{name}]", path)
    return data


def has_events(language: str, config_dir: str | Path | None = None) -> bool:
    """Whether the language has the files that events need."""
    return language in languages(config_dir) and (language_folder(language, config_dir) / "event_verbs.toml").is_file()


@read_once
def load_lexicon(language: str, config_dir: str | Path | None = None) -> Lexicon:
    """The words of that language.

    Raises ConfigurationError when a file is missing, as for a language without events, or has a slip.
    """
    folder = language_folder(language, config_dir)
    verbs = _read(folder / "event_verbs.toml", _VERBS, {"contractions": Form({}, others=(WORD,))})
    nouns = _read(folder / "event_nominals.toml", _NOUNS, {"class": Form(dict.fromkeys(_NOUN_CLASSES, (WORDS,)))})
    adjectives = _read(folder / "event_adjectives.toml", _ADJECTIVES, {})
    return Lexicon(
        verb_class={lemma: name.upper() for name in reversed(VERB_CLASSES) for lemma in sorted(_words(verbs[name]))},
        reporting=_words(verbs["reporting"]),
        reporting_clauses=_words(verbs["reporting_clauses"]),
        attributions=_words(verbs["attributions"]),
        speaking=_words(verbs["speaking"]),
        telling=_words(verbs["reporting"]) | _words(verbs["foretelling"]),
        informs=_words(verbs["informs"]),
        durative_verbs=_words(verbs["durative"]),
        finds_out=_words(verbs["finds_out"]),
        results=_words(verbs["results"]),
        light_verbs=_words(verbs["light"]),
        begin_verbs=_words(verbs["begins"]),
        end_verbs=_words(verbs["ends"]),
        effects=_words(verbs["effects"]),
        lasting=_words(verbs["lasting"]),
        goes_on=_words(verbs["goes_on"]),
        reaches=_words(verbs["reaches"]),
        takes_time=_words(verbs["takes_time"]),
        happens=frozenset(verbs["happens"]),
        moves=_words(verbs["moves"]),
        extends=_words(verbs["extends"]),
        schedules=_words(verbs["schedules"]),
        intends=_words(verbs["intends"]),
        awaited=_words(verbs["awaited"]),
        reckons=_words(verbs["reckons"]),
        compares=_words(verbs["compares"]),
        relates=_words(verbs["relates"]),
        decides=_words(verbs["decides"]),
        shows=_words(verbs["shows"]),
        averts=_words(verbs["averts"]),
        takes_part=_words(verbs["takes_part"]),
        incurs=_words(verbs["incurs"]),
        measured=_words(verbs["measured"]) | _words(nouns["measured"]),
        measured_with_figure=_words(verbs["measured_with_figure"]),
        of_one_thing=_words(verbs["of_one_thing"]),
        phrasal=frozenset(verbs["phrasal"]),
        contractions=verbs["contractions"],
        copula=verbs["copula"],
        empty_verbs=_words(verbs["empty"]),
        static_participles=_words(verbs["static_participles"]),
        static_gerunds=_words(verbs["static_gerunds"]),
        nominals=_words(nouns["events"]),
        nominal_class={
            noun: name.upper() for noun, name in _by_noun(nouns["class"], "class", folder / "event_nominals.toml").items()
        },
        durative_nominals=_words(nouns["durative"]),
        quantities=_words(nouns["quantities"]),
        ongoing=_words(nouns["ongoing"]),
        undergone=_words(nouns["undergone"]),
        suffered=_words(nouns["suffered"]),
        of_doers=_words(nouns["of_doers"]),
        binding=_words(nouns["binding"]),
        befalling=_words(nouns["befalling"]),
        adjectives=_words(adjectives["predicate"]),
        place_prepositions=_words(nouns["place_prepositions"]),
        families=_families(folder / "event_derivations.toml"),
        kinds=_kinds(folder / "event_happenings.toml"),
        modality=_modality(folder / "event_modality.toml"),
        grammar=_grammar(folder / "event_grammar.toml"),
    )


def _by_noun(table: Mapping[str, str | list[str]], called: str, path: Path) -> dict[str, str]:
    """The key of the table that each word stands under."""
    out: dict[str, str] = {}
    for key, words in table.items():
        for word in sorted(_words(words)):
            if word in out:
                raise ConfigurationError(f"expected {word!r} once in [{called}], got it for {out[word]} and {key} in {path}")
            out[word] = key
    return out


def _families(path: Path) -> dict[str, str]:
    return _by_noun(_read(path, _DERIVATIONS, {"verbs": Form({}, others=(WORDS,))})["verbs"], "verbs", path)


def _kinds(path: Path) -> dict[str, frozenset[int]]:
    out: dict[str, frozenset[int]] = {}
    for number, words in enumerate(_read(path, _HAPPENINGS, {})["kinds"]):
        for word in words:
            out[word] = out.get(word, frozenset()) | {number}
    return out


def _grammar(path: Path) -> Grammar:
    table = _read(path, _GRAMMAR, _GRAMMAR_TABLES)
    articles, pronouns, prepositions = table["articles"], table["pronouns"], table["prepositions"]
    Form({}, others=(WORDS,)).check(pronouns["persons"], "[pronouns] persons", path)
    return Grammar(
        perfect_auxiliary=table["perfect_auxiliary"],
        future_participle=table["future_participle"],
        indefinite=_words(articles["indefinite"]),
        definite=_words(articles["definite"]),
        relative=_words(pronouns["relative"]),
        content_marker=table["content_marker"],
        manner_marker=table["manner_marker"],
        singular=_words(pronouns["singular"]),
        speakers=_words(pronouns["speakers"]),
        plural=_words(pronouns["plural"]),
        persons={word: person for person, words in pronouns["persons"].items() for word in _words(words)},
        doer=prepositions["doer"],
        undergoer=prepositions["undergoer"],
        in_names=_words(prepositions["in_names"]),
        by_object=_words(prepositions["by_object"]),
        by_addressee=frozenset(table["by_addressee"]),
        **{name: _words(table[name]) for name in _GRAMMAR_LISTS},
    )


def _modality(path: Path) -> Modality:
    part = _read(path, _MODALITY, _MODALITY_TABLES)
    return Modality(
        modal_possible=_words(part["modal"]["possible"]),
        modal_planned=_words(part["modal"]["planned"]),
        modal_told=_words(part["modal"]["told"]),
        modal_failed=_words(part["modal"]["failed"]),
        modal_supposed=_words(part["modal"]["supposed"]),
        wishes=_words(part["modal"]["wishes"]),
        modal_performed=_words(part["modal"]["performed"]),
        negative_adverbs=_words(part["negation"]["adverbs"]),
        negative_determiners=_words(part["negation"]["determiners"]),
        negative_governors=_words(part["negation"]["governors"]),
        negative_prepositions=_words(part["negation"]["prepositions"]),
        planned_governors=_words(part["planned"]["governors"]),
        planned_infinitives=_words(part["planned"]["infinitives"]),
        planned_adjectives=_words(part["planned"]["adjectives"]),
        done_infinitives=_words(part["done"]["infinitives"]),
        duties=_words(part["done"]["duties"]),
        possible_governors=_words(part["possible"]["governors"]),
        possible_of_verbs=_words(part["possible"]["of_verbs"]),
        possible_of_the_known=_words(part["possible"]["of_the_known"]),
        possible_of_a_future=_words(part["possible"]["of_a_future"]),
        questions=_words(part["possible"]["questions"]),
        possible_adjectives=_words(part["possible"]["adjectives"]),
        possible_adverbs=_words(part["possible"]["adverbs"]),
        contingent=_words(part["possible"]["contingent"]),
        prospective_nouns=_words(part["possible"]["prospects"]),
        circumstances=_words(part["planned"]["circumstances"]),
        manner=_words(part["planned"]["manner"]),
        comparatives=_words(part["planned"]["comparatives"]),
        objects_known=_words(part["known"]["objects"]),
        causes=_words(part["known"]["causes"]),
        judgements=_words(part["known"]["judgements"]),
        answers=_words(part["known"]["answers"]),
        answered=_words(part["known"]["answered"]),
        ends_of_the_lasting=_words(part["known"]["ends_of_the_lasting"]),
        hindrances=_words(part["known"]["hindrances"]),
        tries=_words(part["known"]["tries"]),
        conditional_conjunctions=_words(part["conditional"]["conjunctions"]),
        awaited=_words(part["awaited"]["conjunctions"]),
        awaited_with_future=_words(part["awaited"]["with_future"]),
        never_awaited=_words(part["awaited"]["never"]),
        until=_words(part["awaited"]["until"]),
    )
