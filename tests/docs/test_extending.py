"""The examples of docs/extending.md, tried on a copy of the configuration."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from flows.engines import find_mentions
from flows.shards import RunOptions
from flows.sources import Source, load_source
from tests.docs.blocks import ROOT, Block, blocks
from transforms.articles import Article, ArticleSettings, RawRecord, to_article
from transforms.temporal import explain, load_tagger

PUBLISHED = date(2013, 10, 11)
EXAMPLES = {block.title: block for block in blocks(ROOT / "docs/extending.md") if block.title}


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "config", tmp_path / "config"))


def add(config: Path, block: Block) -> None:
    path = config / str(block.title)
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    # A table that is there already gets the new line; TOML refuses the same table twice.
    header, _, rest = block.text.partition("\n")
    known = header.startswith("[") and not header.startswith("[[") and f"{header}\n" in old
    path.write_text(old.replace(f"{header}\n", block.text, 1) if known else f"{old}\n{header}\n{rest}", encoding="utf-8")


def values(config: Path, text: str) -> list[tuple[str, str | None]]:
    return [(mention.text, mention.timex_value) for mention in load_tagger("en", config).mentions(text, PUBLISHED)]


def test_a_word(config: Path) -> None:
    text = "They met a sennight ago."
    assert values(config, text) == []
    other = config.rename(config.with_name("with-the-word"))
    add(other, EXAMPLES["languages/en/lexicon/calendar.toml"])
    (week_ago,) = values(other, "They met a week ago.")
    assert values(other, text) == [("a sennight ago", week_ago[1])]


def test_a_rule_and_what_it_must_not_stand_beside(config: Path) -> None:
    add(config, EXAMPLES["languages/en/grammar/harvest.toml"])
    add(config, EXAMPLES["languages/en/context/harvest.toml"])
    assert values(config, "They marry at harvest time this year.") == [("harvest time this year", "2013")]
    film = "They saw the film harvest time this year."
    assert values(config, film) == [("this year", "2013")]
    # What stands is a shorter reading: the walk names what was refused for it.
    found = explain("harvest time this year", PUBLISHED, film, config_dir=config)
    assert (found.meaning, found.refusal) == ("Deictic(0, year)", "harvest-time is refused as a title (harvest.toml)")


def test_a_language(config: Path) -> None:
    settings = ArticleSettings.of("example")
    raw = RawRecord("0", {"text": "De raad vergadert next Friday.", "date": "2013-10-11", "language": "nl"})
    article = to_article(raw, settings)
    assert isinstance(article, Article)
    options = RunOptions("lake", config_dir=str(config))
    assert find_mentions(article, Source(name="example"), options) == []
    other = config.rename(config.with_name("with-the-language"))
    shutil.copytree(other / "languages/en", other / "languages/nl")
    found = find_mentions(article, Source(name="example"), replace(options, config_dir=str(other)))
    assert [(mention.text, mention.timex_value) for mention in found] == [("next Friday", "2013-10-18")]


def test_a_source(config: Path) -> None:
    add(config, EXAMPLES["sources/harbour.toml"])
    source = load_source("harbour", str(config))
    assert (source.day_first, source.fields["text"], source.checks.max_reject_share) == (True, "story", 0.05)
