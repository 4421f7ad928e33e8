"""The examples of docs/extending.md, tried on a copy of the configuration."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from flows.engines import find_mentions
from flows.shards import RunOptions
from flows.sources import Source, load_source
from tests.cli.command import dateline_here
from tests.docs.blocks import ROOT, Block, blocks
from transforms import analyze
from transforms.articles import Article, ArticleSettings, RawRecord, to_article
from transforms.temporal import explain, load_tagger

PUBLISHED = date(2013, 10, 11)
EXAMPLES = [block for block in blocks(ROOT / "docs/extending.md") if block.title]


def example(title: str, holds: str = "") -> Block:
    """The one block of the page for that file that holds the text."""
    (found,) = (block for block in EXAMPLES if block.title == title and holds in block.text)
    return found


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "config", tmp_path / "config"))


def add(config: Path, block: Block) -> None:
    """Puts a block into its file: rows at the end, lines below the head of their table, in place of those for the same key."""
    path = config / str(block.title)
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    head = ""
    for part in re.split(r"^(\[.*\]\n)", block.text, flags=re.MULTILINE):
        if part.startswith("["):
            head = part
        elif head.startswith("[[") or (head and head not in text):
            text += f"\n{head}{part}"
        else:
            before, _, rest = text.partition(head) if head else ("", "", text)
            table, end, after = rest.partition("\n[") if head else (rest, "", "")
            for line in part.strip().splitlines():
                table = re.sub(rf"^{re.escape(line.partition(' = ')[0])} = .*\n", "", table, flags=re.MULTILINE)
            text = f"{before}{head}{part}{table}{end}{after}"
    path.write_text(text, encoding="utf-8")


def values(config: Path, text: str) -> list[tuple[str, str | None]]:
    return [(mention.text, mention.timex_value) for mention in load_tagger("en", config).mentions(text, PUBLISHED)]


def test_a_word(config: Path) -> None:
    text = "They met a sennight ago."
    assert values(config, text) == []
    other = config.rename(config.with_name("with-the-word"))
    add(other, example("languages/en/lexicon/calendar.toml"))
    (week_ago,) = values(other, "They met a week ago.")
    assert values(other, text) == [("a sennight ago", week_ago[1])]


def test_a_rule_and_what_it_must_not_stand_beside(config: Path) -> None:
    add(config, example("languages/en/grammar/harvest.toml"))
    add(config, example("languages/en/context/harvest.toml"))
    text = "They marry at harvest time this year, not by harvest time of last year."
    assert values(config, text) == [("harvest time this year", "2013"), ("harvest time of last year", "2012")]
    film = "They saw the film harvest time this year."
    assert values(config, film) == [("this year", "2013")]
    # What stands is a shorter reading: the walk names what was refused for it.
    found = explain("harvest time this year", PUBLISHED, film, config_dir=config)
    assert (found.meaning, found.refusal) == ("Deictic(0, year)", "harvest-time is refused as a title (harvest.toml)")


def test_the_examples_of_a_copy_are_run_by_make_check(config: Path) -> None:
    block = example("languages/en/grammar/harvest.toml")
    add(config, block)
    wrong = replace(block, title="languages/en/grammar/mowing.toml", text=block.text.replace("harvest", "mowing"))
    add(config, replace(wrong, text=wrong.text.replace("(-1, year)", "(0, year)")))
    (line,) = re.findall(r"^\tDATELINE_CONFIG=.*\$\(BIN\)/pytest (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *line.split(), "-n0", "-k", "example_means and time"],
        cwd=ROOT,
        env=os.environ | {"DATELINE_CONFIG": str(config)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout
    failed = re.findall(r"^FAILED .*?\[(.*?)\]", done.stdout, re.MULTILINE)
    assert failed == ["mowing-time: at mowing time of last year"], done.stdout


def test_a_direction(config: Path) -> None:
    text = "They sowed rye for cutting in May."
    assert values(config, text) == [("May", "2013-05")]
    other = config.rename(config.with_name("with-the-direction"))
    add(other, example("languages/en/directions/harvest.toml"))
    assert values(other, text) == [("May", "2014-05")]


def test_a_holiday(config: Path) -> None:
    add(config, example("policy.toml", "harvest_home"))
    add(config, example("languages/en/lexicon/holidays.toml"))
    assert values(config, "They danced at Harvest Home.") == [("Harvest Home", "2013-09-29")]


def test_a_policy(config: Path) -> None:
    add(config, example("policy.toml", "[counted]"))
    (mention,) = load_tagger("en", config).mentions("It rained in the last days of May 2013.", PUBLISHED)
    assert (str(mention.start), str(mention.end)) == ("2013-05-27 00:00:00", "2013-06-01 00:00:00")
    assert mention.policy_version == "2026.1-ours"


def test_a_verb_of_an_event(config: Path) -> None:
    text = "The mayor tooted on Monday that the ferry had sunk."
    path = config / "languages/en/event_verbs.toml"
    begins = example("languages/en/event_verbs.toml").text
    head, verb = begins.splitlines()
    path.write_text(path.read_text(encoding="utf-8").replace(f"{head}\n", f"{head}\n{verb} ", 1), encoding="utf-8")
    found = [analyze(text, PUBLISHED, "en", "all", None, folder).events[0] for folder in (None, config)]
    assert [(event.trigger, event.event_class) for event in found] == [("tooted", "OCCURRENCE"), ("tooted", "REPORTING")]


def test_a_gold_corpus(config: Path, tmp_path: Path) -> None:
    add(config, example("languages/en/lexicon/calendar.toml"))
    (tmp_path / "gold.jsonl").write_text(example("gold.jsonl").text, encoding="utf-8")
    score = ("evaluate", "gold.jsonl", "--json")
    reports = [json.loads(dateline_here(*score, *given, cwd=tmp_path).out) for given in ((), ("--config", str(config)))]
    assert [report["all"]["timexes"]["value"]["hits"] for report in reports] == [0, 1]


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
    add(config, example("sources/harbour.toml"))
    source = load_source("harbour", str(config))
    assert (source.day_first, source.fields["text"], source.checks.max_reject_share) == (True, "story", 0.05)
