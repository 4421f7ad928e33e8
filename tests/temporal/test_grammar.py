"""The shipped grammar: every example is read by its rule; a file that does not fit does not load."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.temporal.tables import SETTINGS
from transforms.configuration import DEFAULT_ROOT, ConfigurationError, languages, load_toml
from transforms.temporal import ANCHORINGS, PROFILES, load_tagger
from transforms.temporal.context import load_context
from transforms.temporal.grammar import Rule, load_grammar
from transforms.temporal.lexicon import load_lexicon
from transforms.temporal.parse import Edge, Reading, read
from transforms.temporal.policy import load_policy
from transforms.temporal.tagger import Tagger

ENGLISH = DEFAULT_ROOT / "languages" / "en"
POLICY = load_policy(DEFAULT_ROOT / "policy.toml")
PUBLISHED = date(2024, 5, 15)
# `make check` runs the examples of another configuration.
CONFIG = os.environ.get("DATELINE_CONFIG")
EXAMPLES = [
    pytest.param(language, rule, text, meaning, id=f"{rule.name}: {text}")
    for language in languages(CONFIG)
    for rule in load_tagger(language, CONFIG).grammar.rules
    for text, meaning in rule.examples
]


def rules_of(edge: Edge) -> Iterator[str]:
    if edge.rule is not None:
        yield edge.rule.name
    for child in edge.children:
        yield from rules_of(child)


def possible(readings: tuple[Reading, ...]) -> Iterator[Reading]:
    """The readings, and those that each gives way to when it is refused."""
    for reading in readings:
        yield reading
        yield from possible(reading.within)


def read_by(name: str, tagger: Tagger, text: str) -> set[tuple[int, str]]:
    """Where the readings end that the rule takes part in, and what they mean."""
    return {
        (low + reading.end, reading.written)
        for low, high in tagger.stretches(text)
        for reading in possible(tagger.readings(text[low:high]))
        if name in rules_of(reading.edge)
    }


@pytest.mark.parametrize(("language", "rule", "text", "meaning"), EXAMPLES)
def test_example_means_what_its_rule_says(language: str, rule: Rule, text: str, meaning: str) -> None:
    tagger = load_tagger(language, CONFIG, profile=rule.profile or PROFILES[0], date_order=rule.date_order or "mdy")
    by_rule = read_by(rule.name, tagger, text)
    assert by_rule, "no reading by the rule"
    # Some rules are only of a history.
    read = [tagger.mentions(text, PUBLISHED, anchoring=anchoring) for anchoring in ANCHORINGS]
    told = [mentions for mentions in read if any((m.char_end, m.meaning) in by_rule for m in mentions)]
    assert told, f"no mention by the rule, but {[(m.text, m.rule, m.meaning) for m in read[0]]}"
    assert "; ".join(mention.meaning for mention in told[0]) == meaning


def test_the_settings_and_the_policy_name_nothing_that_no_text_can_have() -> None:
    settings = load_toml(ENGLISH / "lexicon" / "settings.toml")["settings"]
    lexicon = load_tagger("en").lexicon
    grammar = frozenset[str]().union(*(load_tagger("en", profile=profile).grammar.words for profile in PROFILES))
    phrases = [(category, max(parts, key=len), value) for category, parts, value in lexicon.phrases]
    entries = [(category, word, value) for word, known in lexicon.words.items() for category, value in known] + phrases
    assert {word for word in settings["capitalised"] if word not in lexicon.words} == set()
    assert set(settings["trigger_words"]) - {word for _, word, _ in entries} - grammar == set()
    by_category = {word for category, word, _ in entries if category in settings["trigger_categories"]}
    assert by_category.intersection(settings["trigger_words"]) == set()
    assert set(POLICY.holidays) == {value for category, _, value in entries if category == "HOLIDAY"}


def write_grammar(folder: Path, rules: str) -> Path:
    (folder / "rules.toml").write_text('roots = ["DATE"]\n' + rules, encoding="utf-8")
    return folder


RULE = '[[rule]]\nname = "r"\ncategory = "DATE"\n'
EXAMPLE = 'examples.May = "Field(month, 5)"\n'


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        (
            RULE + 'phrase = "MONTH"\nmeaning = "Field(month, $1)"\n',
            "expected examples in [[rule]] 1 (r), got name, category, phrase, meaning in",
        ),
        (RULE + 'phrase = "(MONTH"\nmeaning = "$1"\n' + EXAMPLE, "expected ( to be closed"),
        (RULE + 'phrase = "the?"\nmeaning = "1"\n' + EXAMPLE, "expected a phrase that needs a word"),
        (
            RULE + 'phrase = "(MONTH just ended | the just ended MONTH)"\nmeaning = "Field(month, $1)"\n' + EXAMPLE,
            "expected $1 in every row that the phrase of rule r allows, got one without it",
        ),
        (
            RULE + 'phrase = "MONTH DAYNUM?"\nmeaning = "Field(month, $2)"\n' + EXAMPLE,
            "expected $2 in every row",
        ),
        (
            RULE + 'phrase = "MONTH"\nmeaning = "Month($1)"\n' + EXAMPLE,
            "expected an operator or a function",
        ),
        (RULE + 'phrase = "MONTH"\nmeaning = "Field(month"\n' + EXAMPLE, "expected , or )"),
        (
            RULE + 'phrase = "MONTH"\nmeaning = "$1"\nexamples.May = "Field(month, 5)"\ncolour = 1\n',
            "expected a key of [[rule]] 1 (r), got 'colour'",
        ),
    ],
)
def test_a_rule_that_does_not_fit_fails_the_load(tmp_path: Path, rules: str, message: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        load_grammar(write_grammar(tmp_path, rules), load_lexicon(ENGLISH / "lexicon", POLICY), POLICY, "news")
    assert message in str(error.value)


def test_a_name_given_twice_fails_the_load(tmp_path: Path) -> None:
    rule = RULE + 'phrase = "MONTH"\nmeaning = "Field(month, $1)"\n' + EXAMPLE
    with pytest.raises(ConfigurationError, match=r"got r more than once in .* \(rules.toml\)"):
        load_grammar(write_grammar(tmp_path, rule + rule), load_lexicon(ENGLISH / "lexicon", POLICY), POLICY, "news")


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "expected a table [settings] in one of the TOML files, got none"),
        ({"a": SETTINGS, "b": SETTINGS}, "expected each table of the lexicon once, got categories, settings again"),
        ({"a": SETTINGS + "[MONTH]\nmay = 5\n", "b": "[MONTH]\njune = 6\n"}, "got MONTH again"),
        ({"a": SETTINGS + "[[shape]]\ncategory = 'INT'\npattern = '('\n"}, "expected a regular expression, got '('"),
    ],
)
def test_a_lexicon_that_does_not_fit_fails_the_load(tmp_path: Path, files: dict[str, str], message: str) -> None:
    for name, text in files.items():
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as error:
        load_lexicon(tmp_path, POLICY)
    assert message in str(error.value)


SMALL = """
[[rule]]
name = "month"
category = "DATE"
phrase = "MONTH"
meaning = "Field(month, $1)"
examples.May = "Field(month, 5)"

[[rule]]
name = "joined"
category = "DATE"
phrase = "DATE (and | or) DATE"
meaning = "Between($1, $2)"
examples."May and June" = "Between(Field(month, 5), Field(month, 6))"

[[rule]]
name = "about"
category = "DATE"
phrase = "{about} DATE"
meaning = "Bound(APPROX, $1)"
examples."about May" = "Bound(APPROX, Field(month, 5))"
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("June", [("June", "Field(month, 6)", 1)]),
        ("about June", [("June", "Bound(APPROX, Field(month, 6))", 1)]),
        ("May and June", [("May and June", "Between(Field(month, 5), Field(month, 6))", 1)]),
        # A rule may begin with its own category; two ways to group are two readings of one mention.
        ("May and June or July", [("May and June or July", None, 2)]),
        ("May June", [("May", "Field(month, 5)", 1), ("June", "Field(month, 6)", 1)]),
        ("and", []),
    ],
)
def test_engine_reads_a_small_grammar(tmp_path: Path, text: str, expected: list[tuple[str, str | None, int]]) -> None:
    lexicon = load_lexicon(ENGLISH / "lexicon", POLICY)
    grammar = load_grammar(write_grammar(tmp_path, SMALL), lexicon, POLICY, "news")
    readings = read(grammar, lexicon.tokens(text))
    got = [(text[r.start : r.end], str(r.meaning), r.readings) for r in readings]
    assert [(t, m if wanted[1] else None, n) for (t, m, n), wanted in zip(got, expected, strict=True)] == expected


def test_a_context_row_without_what_its_kind_needs_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "context.toml"
    path.write_text("[[trim]]\nrules = ['quarter']\nwhy = 'no text'\n")
    with pytest.raises(ConfigurationError, match=r"expected text in \[\[trim\]\] 1 \(no text\), got rules, why in"):
        load_context(tmp_path, "news", frozenset({"quarter"}))


def test_a_language_without_context_rules_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="expected TOML files with rows, got none in"):
        load_context(tmp_path, "news", frozenset({"quarter"}))


def test_a_context_row_of_a_kind_that_is_none_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "context.toml"
    path.write_text("[[refuses]]\nrules = ['quarter']\nwhy = 'misspelt'\n")
    with pytest.raises(
        ConfigurationError,
        match=r"expected a table of its own, got 'refuses' in .*; did you mean refuse\?",
    ):
        load_context(tmp_path, "news", frozenset({"quarter"}))
