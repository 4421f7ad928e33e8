"""What the engines leave alone, and what they refuse before a run begins."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from flows.engines import check_words, find_events
from flows.shards import RunOptions
from transforms.configuration import DEFAULT_ROOT, ConfigurationError
from transforms.events import Document

FRENCH = "Le laboratoire a commencé mardi la construction de son usine de vaccins."
ENGLISH = "The company signed an agreement on Friday."


def test_a_text_in_another_language_is_not_parsed_as_english() -> None:
    documents = [
        Document("a", FRENCH, date(2025, 8, 16), language="fr"),
        Document("b", ENGLISH, date(2025, 8, 16)),
        Document("c", FRENCH, date(2025, 8, 16), language="fr"),
    ]
    french, english, again = find_events(documents, RunOptions("lake"))
    assert (french.events, again.events) == ((), ())
    assert "signed" in [event.trigger for event in english.events]


def test_a_configuration_with_a_broken_pattern_is_refused_before_a_run_begins(tmp_path: Path) -> None:
    config = shutil.copytree(DEFAULT_ROOT, tmp_path / "config")
    check_words(RunOptions("lake", config_dir=str(config)))
    broken = shutil.copytree(DEFAULT_ROOT, tmp_path / "broken")
    with (broken / "languages" / "en" / "context" / "told.toml").open("a") as rows:
        rows.write("\n[[refuse]]\nrules = ['month']\nbefore = 'in ('\nwhy = 'open'\n")
    with pytest.raises(ConfigurationError, match=r"got missing \).* in the row for month \(open\) in "):
        check_words(RunOptions("lake", config_dir=str(broken)))
