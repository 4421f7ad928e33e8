"""What the engines leave alone, and what they refuse before a run begins."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from flows.engines import check_words, find_events, find_mentions
from flows.shards import Provenance, RunOptions
from flows.sources import Source
from flows.words import hash_words, hold_words, renew_words
from transforms.articles import Article, ArticleSettings, RawRecord, to_article
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


@pytest.mark.parametrize(("day_first", "value"), [(None, "2013-04-03"), (False, "2013-04-03"), (True, "2013-03-04")])
def test_dates_in_figures_are_read_as_the_source_writes_them(day_first: bool | None, value: str) -> None:
    raw = RawRecord("0", {"text": "The licence ended on 4/3/13.", "date": "2013-10-11", "language": "en"})
    article = to_article(raw, ArticleSettings.of("wire"))
    assert isinstance(article, Article)
    found = find_mentions(article, Source(name="wire", day_first=day_first), RunOptions("lake"))
    assert [mention.timex_value for mention in found] == [value]


def test_a_configuration_with_a_broken_pattern_is_refused_before_a_run_begins(tmp_path: Path) -> None:
    config = shutil.copytree(DEFAULT_ROOT, tmp_path / "config")
    check_words(RunOptions("lake", config_dir=str(config)))
    broken = shutil.copytree(DEFAULT_ROOT, tmp_path / "broken")
    with (broken / "languages" / "en" / "context" / "told.toml").open("a") as rows:
        rows.write("\n[[refuse]]\nrules = ['month']\nbefore = 'in ('\nwhy = 'open'\n")
    with pytest.raises(ConfigurationError, match=r"got missing \).* in the row for month \(open \(told\.toml\)\) in "):
        check_words(RunOptions("lake", config_dir=str(broken)))


def test_a_slip_in_the_words_of_events_is_refused_before_a_run_that_wants_events(tmp_path: Path) -> None:
    config = shutil.copytree(DEFAULT_ROOT, tmp_path / "config")
    times = config / "languages" / "en" / "event_times.toml"
    times.write_text(times.read_text(encoding="utf-8").replace("[[length]]", "[[lenght]]", 1), encoding="utf-8")
    with pytest.raises(ConfigurationError, match="got 'lenght'"):
        check_words(RunOptions("lake", config_dir=str(config)))
    check_words(RunOptions("lake", events="none", config_dir=str(config)))


def test_a_process_works_by_the_configuration_that_its_run_began_with(tmp_path: Path) -> None:
    config = shutil.copytree(DEFAULT_ROOT, tmp_path / "config")
    policy = config / "policy.toml"
    raw = RawRecord("0", {"text": "It opens by the end of May.", "date": "2024-05-02", "language": "en"})
    article = to_article(raw, ArticleSettings.of("wire"))
    assert isinstance(article, Article)

    def first_day() -> date | None:
        (mention,) = find_mentions(article, Source(name="wire"), RunOptions("lake", config_dir=str(config)))
        return mention.start.date() if mention.start else None

    renew_words(str(config))
    made = Provenance("1", *hash_words(str(config)), "", "", "")
    assert first_day() == date(2024, 5, 21)
    policy.write_text(policy.read_text(encoding="utf-8").replace("end = [0.66, 1.0]", "end = [0.9, 1.0]"), encoding="utf-8")
    # A run under way goes on with what it has read; the next one reads the files anew.
    hold_words(str(config), made)
    assert first_day() == date(2024, 5, 21)
    renew_words(str(config))
    assert first_day() == date(2024, 5, 28)
    with pytest.raises(ConfigurationError, match="expected the configuration that the run began with, got files changed since"):
        hold_words(str(config), made)


def test_what_only_the_evaluation_reads_makes_no_shard_stale(tmp_path: Path) -> None:
    config = shutil.copytree(DEFAULT_ROOT, tmp_path / "config")
    before = hash_words(str(config))
    for name, same in (("evaluation.toml", True), ("calibration.toml", False)):
        with (config / name).open("a") as table:
            table.write("# A comment.\n")
        assert (hash_words(str(config)) == before) is same
