"""The words of a language are data: what a file may hold, and that a fault in it is one line."""

import shutil
from collections.abc import Collection
from dataclasses import fields
from pathlib import Path

import pytest

from tests.slips import complaint, write_slip
from transforms.configuration import ConfigurationError, config_root
from transforms.events import check_event_words
from transforms.events.extractor import load_extractor
from transforms.events.lexicon import load_lexicon


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copytree(config_root() / "languages" / "en", tmp_path / "languages" / "en")
    shutil.copy(config_root() / "calibration.toml", tmp_path)
    return tmp_path


def broken(folder: Path, name: str, old: str, new: str) -> str:
    path = (folder / "languages" / "en" / name).resolve()
    write_slip(path, old, new)
    message = complaint(lambda: check_event_words("en", folder))
    assert str(path) in message
    return message.replace(str(path), "{}")


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("event_verbs.toml", 'copula = "be"', "", "expected copula in the file"),
        ("event_verbs.toml", 'copula = "be"', 'copula = "be', "expected TOML in {}"),
        (
            "event_verbs.toml",
            "speaking =",
            "spekaing =",
            "expected a key of the file, got 'spekaing' in {}; did you mean speaking?",
        ),
        (
            "event_verbs.toml",
            'speaking = "say"',
            'speaking = "Say"',
            "expected words in small letters, each once, in one string or a list",
        ),
        ("event_verbs.toml", 'speaking = "say"', 'speaking = "say say"', "expected words in small letters, each once"),
        ("event_verbs.toml", 'am = "be"', "am = 1", "expected a word in small letters for am of [contractions] in {}, got 1"),
        ("event_nominals.toml", "i_action =", "i_actoin =", "got 'i_actoin' in {}; did you mean i_action?"),
        (
            "event_nominals.toml",
            'state = """\n',
            'state = """\nplan ',
            "expected 'plan' once in [class], got it for i_state and state",
        ),
        (
            "event_derivations.toml",
            'abduct = "',
            'abduct = "abolition ',
            "expected 'abolition' once in [verbs], got it for abduct and",
        ),
        ("event_happenings.toml", '["crash", "collide"]', '["crash", ""]', "got ''"),
        ("event_adjectives.toml", "predicate", "predicates", "did you mean predicate?"),
        ("event_grammar.toml", "[pronouns]", "[pronoun]", "got 'pronoun' in {}; did you mean pronouns?"),
        ("event_grammar.toml", "persons = { he", "persons = { He = 1, he", "expected words in small letters"),
        ("event_modality.toml", "with_future", "with_futures", "expected a key of [awaited], got 'with_futures' in {}"),
        (
            "event_times.toml",
            "[[length]]",
            "[[lenght]]",
            "expected a key of the file, got 'lenght' in {}; did you mean length?",
        ),
        ("event_times.toml", "[order]", "[ordr]", "got 'ordr' in {}; did you mean order?"),
        (
            "event_times.toml",
            "day_past",
            "day_pst",
            "expected a key of [[relation]] 1, got 'day_pst' in {}; did you mean day_past?",
        ),
        ("event_times.toml", 'day = "first last"', 'day = "first"', "expected 2 limits"),
        ("event_times.toml", 'span = "first last first last"', 'span = "first last"', "expected 4 limits"),
        ("event_times.toml", 'bounds = "eve publication"', 'bounds = "yesterday publication"', "got 'yesterday publication'"),
        (
            "event_times.toml",
            '"pending"]',
            '"pending", "on"]',
            "expected each cue in one [[relation]], got 'on' again in [[relation]] 4 of {}",
        ),
        (
            "event_times.toml",
            'cues = ["", ',
            "cues = [",
            'expected the cue "" in a [[relation]], for dates without a cue, got none in {}',
        ),
        (
            "event_times.toml",
            'cues = ["since", "ever',
            'cues = ["Since", "ever',
            "expected small letters for cues of [[relation]] 10 in {}, got 'Since'",
        ),
        (
            "event_times.toml",
            'best = "publication"',
            'best = "publicaton"',
            "for best of [[default]] 2 (reporting) in {}, got 'publicaton'; did you",
        ),
        (
            "event_times.toml",
            'basis = "REPORTING"',
            'basis = "REPRTING"',
            "expected a time basis for basis of [[default]] 2 (reporting)",
        ),
        (
            "event_times.toml",
            'class = ["REPORTING"]',
            'class = ["REPRTING"]',
            "expected a class for class of [[default]] 2 (reporting)",
        ),
        ("event_times.toml", 'side = ["past"]', 'side = "past"', "expected a list, each a side for side of [[default]] 1"),
        (
            "event_times.toml",
            'name = "no telling"',
            'name = "no telling"\nmood = "x"',
            "expected a key of [[default]] 23 (no telling), got 'mood'",
        ),
        (
            "event_times.toml",
            'name = "no telling"',
            'name = "no telling"\ntense = ["PAST"]',
            "expected a last default that matches everything",
        ),
        (
            "event_times.toml",
            'parts = ["of"]',
            'parts = "of"',
            "expected a list, each small letters for parts of [cues] in {}, got 'of'",
        ),
        ("event_times.toml", "ignored = [", "forgotten = [", "expected a key of [cues], got 'forgotten'"),
        ("event_times.toml", 'pluperfect = "before"', 'pluperfect = "befor"', "got 'befor'; did you mean before?"),
        (
            "event_times.toml",
            'before = "after"',
            'before = "aftr"',
            "expected a cue of a [[sequence]] for before of [order.converse]",
        ),
        ("event_times.toml", 'more = "more"', 'more = "mor"', "expected what follows the first word of a cue of a [[length]]"),
        (
            "event_times.toml",
            'denied = "not"',
            'denied = "nt"',
            "expected what opens a cue of a [[relation]] for denied of [order]",
        ),
        ("event_times.toml", "distance_less = 0.5", "distance_less = 5", "for distance_less of [window] in {}, got 5"),
        ("event_times.toml", "eve = 1", 'eve = "1"', "expected a whole number from 0 to 100,000 for eve of [order.days_ahead]"),
        ("event_times.toml", 'after = "later"', 'after = "late"', "expected later or earlier for after of [order.ways]"),
        ("event_times.toml", "recent_days = 365", "recent_days = -1", "for recent_days of [window] in {}, got -1"),
        ("event_times.toml", "dated_early_days = 1", "", "expected dated_early_days in [window]"),
        (
            "sentences.toml",
            "after_hours = '",
            "after_hours = '(",
            "a regular expression for after_hours of the file in {}",
        ),
        ("../../calibration.toml", "TENSE = 0.", "TENSES = 0.", "expected a key of [precision], got 'TENSES'"),
        ("../../calibration.toml", "TENSE = 0.", "TENSE = 9.", "expected a number from 0 to 1 for TENSE of [precision]"),
    ],
)
def test_a_slip_is_told_where_it_is_loaded(copied: Path, name: str, old: str, new: str, told: str) -> None:
    assert told in broken(copied, name, old, new)


@pytest.mark.parametrize("name", ["event_verbs.toml", "event_times.toml", "event_derivations.toml"])
def test_a_file_that_is_not_there_is_named(copied: Path, name: str) -> None:
    (copied / "languages" / "en" / name).unlink()
    with pytest.raises(ConfigurationError, match=name):
        check_event_words("en", copied)


NOT_BY_LEMMA = {"attributions", "ongoing", "place_prepositions", "adjectives", "contractions", "copula", "modality", "grammar"}
GRAMMAR_BY_LEMMA = ("told_things", "by_subject", "by_addressee", "gives_time", "for_tasks", "for_others", "has_aims", "scenes")
MODALITY_BY_LEMMA = (
    *("wishes", "negative_governors", "planned_governors", "planned_infinitives", "done_infinitives", "duties", "tries"),
    *("possible_governors", "possible_of_verbs", "possible_of_the_known", "possible_of_a_future", "prospective_nouns"),
    *("objects_known", "judgements", "answers", "answered", "ends_of_the_lasting", "hindrances"),
)


def test_a_word_that_is_compared_as_a_lemma_is_its_own() -> None:
    lexicon, lemma = load_lexicon("en"), load_extractor("en").rules.words.lemmatizer
    lists: dict[str, Collection[str]] = {
        **{field.name: getattr(lexicon, field.name) for field in fields(lexicon) if field.name not in NOT_BY_LEMMA},
        **{name: getattr(lexicon.grammar, name) for name in GRAMMAR_BY_LEMMA},
        **{name: getattr(lexicon.modality, name) for name in MODALITY_BY_LEMMA},
        "verbs of the families": frozenset(lexicon.families.values()),
    }
    firsts = {(name, word.split(" ")[0]) for name, words in lists.items() for word in words}
    assert [(name, word) for name, word in firsts if word not in (lemma(word, "NNS"), lemma(word, "VBZ"))] == []


def test_a_word_is_added_without_touching_code(copied: Path) -> None:
    path = copied / "languages" / "en" / "event_nominals.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('events = """', 'events = """\nunboxing', 1), encoding="utf-8")
    assert "unboxing" in load_lexicon("en", copied).nominals
    assert "unboxing" not in load_lexicon("en").nominals
