"""The words of a language are data: what a file may hold, and that a fault in it is one line."""

import shutil
import tomllib
from pathlib import Path

import pytest

from schemas.vocabulary import ASPECTS, EVENT_CLASSES, EXTENTS, FACTUALITIES, TENSES, TIME_BASES
from transforms.configuration import ConfigurationError, config_root
from transforms.events.lexicon import load_lexicon
from transforms.events.relations import load_relations

LANGUAGES = sorted(path.parent.name for path in (config_root() / "languages").glob("*/event_times.toml"))
ALLOWED = {
    "class": EVENT_CLASSES,
    "tense": TENSES,
    "aspect": ASPECTS,
    "factuality": FACTUALITIES,
    "extent": EXTENTS,
    "word": ("VERB", "NOUN", "ADJ"),
    "side": ("past", "present", "future"),
    "reported": ("yes", "no"),
    "clause": ("main", "relative"),
    "noun": ("new", "plural", "known", "none"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_defaults_ask_for_values_that_there_are(language: str) -> None:
    for default in load_relations(language).defaults:
        for key, values in default.keys.items():
            assert values <= set(ALLOWED[key]), (default.name, key)
        assert default.extent in EXTENTS
        assert default.basis in TIME_BASES


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_cue_is_read_in_two_ways(language: str) -> None:
    table = tomllib.loads((config_root() / "languages" / language / "event_times.toml").read_text(encoding="utf-8"))
    for kind in ("relation", "length", "sequence"):
        cues = [cue for entry in table[kind] for cue in entry["cues"]]
        assert len(cues) == len(set(cues)), [cue for cue in cues if cues.count(cue) > 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_event_noun_is_also_refused(language: str) -> None:
    lexicon = load_lexicon(language)
    assert lexicon.nominals
    assert all(word == word.strip() and " " not in word for word in lexicon.nominals)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copytree(config_root() / "languages" / "en", tmp_path / "languages" / "en")
    return tmp_path


def broken(folder: Path, name: str, old: str, new: str) -> str:
    path = folder / "languages" / "en" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    load = load_relations if name == "event_times.toml" else load_lexicon
    with pytest.raises(ConfigurationError) as caught:
        load("en", folder)
    message = str(caught.value)
    assert name in message
    assert "\n" not in message
    return message


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("event_verbs.toml", 'copula = "be"', ""),
        ("event_verbs.toml", 'copula = "be"', 'copula = "be'),
        ("event_grammar.toml", "[pronouns]", "[pronoun]"),
        ("event_times.toml", 'day = "first publication"\nspan = "first last', 'day = "first"\nspan = "first last'),
        ("event_times.toml", 'name = "no telling"', 'name = "no telling"\nmood = "x"'),
        ("event_times.toml", 'name = "no telling"', 'name = "no telling"\ntense = "PAST"'),
        ("event_times.toml", "recent_days = 365", "recent_days = -1"),
        ("event_times.toml", "dated_early_days = 1", ""),
        ("event_times.toml", "ignored = [", "forgotten = ["),
    ],
)
def test_a_fault_names_its_file(copied: Path, name: str, old: str, new: str) -> None:
    broken(copied, name, old, new)


def test_a_word_is_added_without_touching_code(copied: Path) -> None:
    path = copied / "languages" / "en" / "event_nominals.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('events = """', 'events = """\nunboxing', 1), encoding="utf-8")
    assert "unboxing" in load_lexicon("en", copied).nominals
    assert "unboxing" not in load_lexicon("en").nominals


def test_an_unknown_limit_is_refused(copied: Path) -> None:
    assert "yesterday" in broken(copied, "event_times.toml", 'bounds = "eve publication"', 'bounds = "yesterday publication"')
