"""A slip in words, rules or policy is told in one line when they load: what was expected, what came, where, what was meant."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.slips import complaint, write_slip
from tests.temporal.tables import SETTINGS
from transforms.configuration import DEFAULT_ROOT
from transforms.temporal import check_language, load_tagger, normalize
from transforms.temporal.context import load_context
from transforms.temporal.directions import load_directions
from transforms.temporal.grammar import load_grammar
from transforms.temporal.lexicon import load_lexicon
from transforms.temporal.patterns import PATTERN
from transforms.temporal.policy import load_policy

POLICY = load_policy(DEFAULT_ROOT / "policy.toml")
RULES = frozenset({"weekday", "month"})


def write(folder: Path, text: str) -> Path:
    (folder / "mine.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ('[UNITS]\nsennight = "weeek"', "expected a unit for 'sennight' in [UNITS] of {}, got 'weeek'; did you mean week?"),
        ("[WEEKDAY]\nblursday = 9", "expected a weekday (1 for Monday to 7) for 'blursday' in [WEEKDAY] of {}, got 9"),
        ("[MONTH]\nsmarch = 13", "expected a month (1 to 12) for 'smarch'"),
        ('[MONTH]\nsmarch = "march"', "expected a month (1 to 12) for 'smarch'"),
        ("[MONTH]\nsmarch = [3]", "expected a month (1 to 12) for 'smarch'"),
        ('[HOLIDAY]\nyule = "chrismas"', "got 'chrismas'; did you mean christmas?"),
        ('[UNITS]\n"" = "week"', "expected a word in small letters in [UNITS], got ''"),
        ('[UNITS]\n" " = "week"', "expected a word in [UNITS], got ' '"),
        ('[UNITS]\nSennight = "week"', "expected a word in small letters in [UNITS], got 'Sennight'"),
        (
            '[UNITT]\nsennight = "week"',
            "expected a category of [categories] in settings.toml, got 'UNITT' in {}; did you mean UNITS?",
        ),
        ('[[shape]]\npattern = "(\\\\d)"', "expected category in [[shape]] 1, got pattern in {}"),
    ],
)
def test_in_the_words(tmp_path: Path, table: str, expected: str) -> None:
    (tmp_path / "settings.toml").write_text(SETTINGS)
    folder = write(tmp_path, table)
    assert expected.format(folder / "mine.toml") in complaint(lambda: load_lexicon(folder, POLICY))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('["UNITS"]', '["UNIT"]', "expected a category for trigger_categories of [settings]"),
        ("dotted = []", "", "expected dotted in [settings], got abbreviations, capitalised"),
        ("dotted = []", "doted = []", "expected a key of [settings], got 'doted' in {}; did you mean dotted?"),
        ("dotted = []", 'dotted = ["Sun"]', "expected a word in small letters for dotted of [settings]"),
        ("ordinal_endings = []", 'ordinal_endings = ["."]', 'expected endings of letters (the stop of "3. Oktober": list "1"'),
        ('"month"', '"mounth"', "expected a kind of value for MONTH of [categories] in {}, got 'mounth'; did you mean month?"),
        ("[settings]", 'sennight = "week"\n[settings]', "got 'sennight'"),
    ],
)
def test_in_the_settings(tmp_path: Path, old: str, new: str, expected: str) -> None:
    folder = write(tmp_path, SETTINGS.replace(old, new, 1))
    assert expected.format(folder / "mine.toml") in complaint(lambda: load_lexicon(folder, POLICY))


RULE = {
    "name": '"r"',
    "category": '"DATE"',
    "phrase": '"MONTH"',
    "meaning": '"Field(month, $1)"',
    "examples": '{ May = "Field(month, 5)" }',
}


def rule(**changed: str) -> str:
    return "[[rule]]\n" + "".join(f"{key} = {value}\n" for key, value in (RULE | changed).items())


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (rule().replace("[[rule]]", "[[rules]]"), "expected a table of its own, got 'rules' in {}; did you mean rule?"),
        (rule().replace("[[rule]]", "[rule]"), "expected [[rule]] before each row, in two brackets, got"),
        (rule(name="5"), "expected a string for name of [[rule]] 1 (5) in {}, got 5"),
        (rule(phrase='["MONTH"]'), "expected a string for phrase of [[rule]] 1 (r) in {}, got ['MONTH']"),
        (rule(examples='["May"]'), "expected a table with what each example means for examples of [[rule]] 1 (r) in {}, got"),
        (rule(examples="{}"), "expected a table with what each example means for examples of [[rule]] 1 (r) in {}, got {{}}"),
        (rule(examples="{ May = 5 }"), "for examples of [[rule]] 1 (r) in {}, got {{'May': 5}}"),
        (
            rule(profile='"timex3"'),
            "expected a profile for profile of [[rule]] 1 (r) in {}, got 'timex3'; did you mean timex2?",
        ),
        (rule(category='"DAET"'), "root for rule r in {}, got 'DAET'; did you mean DATE?"),
        (rule(phrase='"MONHT"'), "in the phrase of rule r in {}, got 'MONHT'; did you mean MONTH?"),
        (rule(phrase='"in May MONTH"'), "small letters, in the phrase of rule r in {}, got 'May'"),
        (rule(phrase='"tHe MONTH"'), "small letters, in the phrase of rule r in {}, got 'He'"),
        (rule(meaning='"Part(end)"'), "expected Part with operands: 2, got 1, in rule r of {}"),
        (
            rule(meaning='"Part(ending, Field(month, $1))"'),
            "expected a part in Part, got ending; did you mean end?, in rule r of {}",
        ),
        (rule(meaning='"Field(month, neg($1, 1))"'), "expected neg with operands: 1, got 2, in rule r of {}"),
        (rule(meaning='"Part(end, 3)"'), "expected a meaning in Part, got 3"),
        (rule(meaning='"Deictic(0, yeer)"'), "expected a unit in Deictic, got yeer; did you mean year?"),
        (rule(meaning='"Field(mounth, 3)"'), "expected a field in Field, got mounth; did you mean month?"),
        (rule(meaning='"Field(month, 13)"'), "expected a month (1 to 12) in Field(month, ...), got 13"),
        (rule(meaning='"Field(holiday, chrismas)"'), "got chrismas; did you mean christmas?"),
        (rule(meaning='"Field(month, $9)"'), "expected $1 to $1, a category of the phrase, got $9, in rule r of {}"),
        (rule(meaning='"$0"'), "expected $1 to $1, a category of the phrase, got $0"),
        (rule(mentions='["first: $1"]'), "expected a mention as in '$1-$2: $1' for mentions of [[rule]] 1 (r)"),
        (rule(mentions='["$1-$2: $1"]'), "a category of the phrase, got $2"),
    ],
)
def test_in_a_rule(tmp_path: Path, rules: str, expected: str) -> None:
    lexicon = load_lexicon(DEFAULT_ROOT / "languages/en/lexicon", POLICY)
    folder = write(tmp_path, 'roots = ["DATE"]\n' + rules)
    assert expected.format(folder / "mine.toml") in complaint(lambda: load_grammar(folder, lexicon, POLICY, "news"))


def test_a_language_without_rules_is_told(tmp_path: Path) -> None:
    lexicon = load_lexicon(DEFAULT_ROOT / "languages/en/lexicon", POLICY)
    told = complaint(lambda: load_grammar(tmp_path / "grammar", lexicon, POLICY, "news"))
    assert told == f"expected TOML files with rules, got none in {tmp_path / 'grammar'}"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("[refuse]\nrules = ['month']\nwhy = 'x'\nbefore = 'a'", "expected [[refuse]] before each row, in two brackets, got"),
        (
            "[[refuse]]\nrules = ['weekdya']\nwhy = 'x'\nbefore = 'a'",
            "expected a rule of the grammar for rules of [[refuse]] 1 (x) in {}, got 'weekdya'; did you mean weekday?",
        ),
        ("[[refuse]]\nrules = []\nwhy = 'x'\nbefore = 'a'", "expected a list, each a rule of the grammar for rules"),
        ("[[refuse]]\nrules = ['month']\nwhy = 'x'\nbefore = 'a'\nprofile = 'newz'", "got 'newz'; did you mean news?"),
        ("[[refuse]]\nrules = ['month']\nwhy = 'x'", "expected after or after_written or before"),
        (
            "[[refuse]]\nrules = ['month']\nwhy = 'x'\nbefore = 5",
            "expected a string for before of [[refuse]] 1 (x) in {}, got 5",
        ),
        (
            "[[refuse]]\nrules = ['month']\nwhy = 'x'\nbefore = 'the Film '",
            "expected small letters (it is matched so) for before",
        ),
        ("[[refuse]]\nrules = ['month']\nwhy = 'x'\nbefore = '(?:a )*'", "expected a group that repeats to have a bound"),
        ("[words]\nfilm = 5", "expected a string for film of [words] in {}, got 5"),
        ("[narrative]\nyear = 'a'", "got 'narrative' in {}"),
    ],
)
def test_in_a_row_of_context(tmp_path: Path, row: str, expected: str) -> None:
    folder = write(tmp_path, row)
    assert expected.format(folder / "mine.toml") in complaint(lambda: load_context(folder, "news", RULES))


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        ({"yeer": "a", "era": "b"}, "expected a key of [narrative], got 'yeer' in {}; did you mean year?"),
        ({"year": "a", "era": "b", "deictic": "c"}, "expected lead in [narrative], got year, era, deictic in {}"),
    ],
)
def test_in_what_tells_a_narrative(tmp_path: Path, patterns: dict[str, str], expected: str) -> None:
    path = tmp_path / "narrative.toml"
    path.write_text("[narrative]\n" + "".join(f"{name} = '{pattern}'\n" for name, pattern in patterns.items()))
    assert expected.format(path) in complaint(lambda: load_context(tmp_path, "news", RULES))


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (
            "lexicon/settings.toml",
            "trigger_shapes = [",
            "trigger_shapes = ['(', ",
            "expected a regular expression of RE2 for trigger_shapes of [settings] in {}, got '('",
        ),
        ("sentences.toml", "abbreviations = ", "abreviations = ", "expected a key of the file, got 'abreviations' in {}"),
    ],
)
def test_in_what_cuts_a_text(tmp_path: Path, name: str, old: str, new: str, expected: str) -> None:
    config = Path(shutil.copytree(DEFAULT_ROOT, tmp_path / "config"))
    path = config / "languages/en" / name
    write_slip(path, old, new)
    assert expected.format(path) in complaint(lambda: normalize("on Monday", None, config_dir=config))


def test_capitals_stand_in_patterns_that_see_them(tmp_path: Path) -> None:
    folder = write(tmp_path, "[[refuse]]\nrules = ['month']\nwhy = 'x'\nbefore = '\\Sa\\W'\nbefore_written = 'The Film '")
    assert load_context(folder, "news", RULES).refuse["month"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            "[[lean]]\nrules = ['weekdays']\nwhy = 'x'\ndirection = 'past'\nbefore = 'a'",
            "expected a kind of field for rules of [[lean]] 1 (x) in {}, got 'weekdays'; did you mean weekday?",
        ),
        ("[[lean]]\nrules = ['month']\nwhy = 'x'\ndirection = 'passed'\nbefore = 'a'", "expected a direction for direction"),
        (
            '[[lean]]\nrules = ["month"]\nwhy = "x"\ndirection = "past"\nbefore = "\\bin "',
            r"expected single quotes or \\b round a word's edge (\b in double quotes is a backspace) for before of [[lean]]",
        ),
        ("[lean]\nrules = ['month']", "expected [[lean]] before each row, in two brackets"),
        ("[[compared]]\nrules = ['monht']\nwhy = 'x'\nbefore = 'a'", "expected a rule of the grammar for rules"),
        ("[[compared]]\nrules = ['month']\nwhy = 'x'\nbefore = '(?:a )+'", "expected a group that repeats to have a bound"),
    ],
)
def test_in_a_row_of_directions(tmp_path: Path, row: str, expected: str) -> None:
    folder = write(tmp_path, row)
    assert expected.format(folder / "mine.toml") in complaint(lambda: load_directions(folder, RULES))


@pytest.mark.parametrize(
    ("pattern", "fits"),
    [
        (r"(?:\w+\s?)+film ", False),
        (r"(?:a|b)*", False),
        (r"(?:a ){2,}", False),
        (r"{word}*", False),
        (r"(?:\w+\s?){0,8}film ", False),
        (r"(?:[a-z]+ ?){0,8}", False),
        (r"(?:\w+){2,3}", False),
        (r"(?:\w+ ){0,8}film ", True),
        (r"(?: [a-z]+){1,8}", True),
        (r"\w+ *film\)*", True),
        (r"(?:a{2,3}){1,9}", True),
    ],
)
def test_what_may_repeat_without_end(pattern: str, fits: bool) -> None:
    assert all(kind.fits(pattern) for kind in PATTERN) is fits


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("end = [0.66, 1.0]", "end = [0.66]", "expected a start and an end after it, from 0.0 to 1.0 for end of [edges] in {}"),
        (
            "end = [0.66, 1.0]",
            "end = [1.0, 0.5]",
            "expected a start and an end after it, from 0.0 to 1.0 for end of [edges] in {}",
        ),
        ("day = { ahead_days", "day = { ahead_dys", "got 'ahead_dys' in {}; did you mean ahead_days?"),
        (
            "christmas = { month = 12, day = 25 }",
            "christmas = { month = 12, day = 32 }",
            "for day of christmas of [holidays] in {}",
        ),
        ("groundhog_day = { month = 2, day = 2 }", "groundhog_day = { month = 2, day = 30 }", "expected a day of its month"),
        (
            "easter = { easter = 0 }",
            "easter = { month = 4 }",
            "expected one way to say when easter of [holidays] is (day and month;",
        ),
        (
            "easter = { easter = 0 }",
            "easter = { easter = 0, month = 4, day = 1 }",
            "expected one way to say when easter of [holidays] is (day and month;",
        ),
        (
            "easter = { easter = 0 }",
            "easter = { easter = 4000 }",
            "expected days from Easter (-365 to 365) for easter of easter",
        ),
        (
            "groundhog_day = { month = 2, day = 2 }",
            "groundhog_day = { month = 2, day = 2, days = 0 }",
            "expected a whole number of 1 or more for days of groundhog_day of [holidays] in {}, got 0",
        ),
        (
            "groundhog_day = ",
            "ramadan = { month = 2, day = 2 }\ngroundhog_day = ",
            "expected each holiday once, got ramadan in {}",
        ),
        ("default = 0.25", "default = nan", "expected a number for default of [widths] in {}, got nan"),
        ("default = 0.25", "default = -1", "expected a number of 0 or more for default of [widths] in {}, got -1"),
        ("day = 7", "day = 0", "expected a whole number of 1 or more for day of [counted] in {}, got 0"),
        ("default = 0.25", 'default = "a quarter"', "expected a number for default of [widths] in {}, got 'a quarter'"),
        ("[seasons]", "[saesons]", "got 'saesons' in {}; did you mean seasons?"),
        ("back_days = 240", "", "expected back_days in [narrative], got"),
    ],
)
def test_in_the_policy(tmp_path: Path, old: str, new: str, expected: str) -> None:
    path = tmp_path / "policy.toml"
    text = (DEFAULT_ROOT / "policy.toml").read_text(encoding="utf-8")
    assert re.search(rf"^{re.escape(old)}", text, re.MULTILINE)
    path.write_text(re.sub(rf"^{re.escape(old)}", new, text, count=1, flags=re.MULTILINE), encoding="utf-8")
    (tmp_path / "holidays.toml").write_bytes((DEFAULT_ROOT / "holidays.toml").read_bytes())
    assert expected.format(path) in complaint(lambda: load_policy(path))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ('since = 2011\nfirst = ["02-29"]', "expected a day of the year 2011 in first of [moon] in {}, got '02-29'"),
        ('since = 2012\nfirst = ["02-29", "02-30"]', "expected a day of the year 2013 in first of [moon] in {}, got '02-30'"),
        ('since = 0\nfirst = ["02-01"]', "expected a year (1 to 9999) for since of [moon] in {}, got 0"),
    ],
)
def test_in_a_table_of_holidays(tmp_path: Path, rows: str, expected: str) -> None:
    path = Path(shutil.copy(DEFAULT_ROOT / "policy.toml", tmp_path))
    tables = tmp_path / "holidays.toml"
    tables.write_text(f"[moon]\n{rows}\n")
    assert expected.replace(" in {}", "").format(tables) in complaint(lambda: load_policy(path)).replace(f" in {tables}", "")


def test_a_holiday_of_29_february_is_in_leap_years_alone(tmp_path: Path) -> None:
    config = Path(shutil.copytree(DEFAULT_ROOT, tmp_path / "config"))
    write_slip(config / "policy.toml", "christmas = { month = 12, day = 25 }", "christmas = { month = 2, day = 29 }")
    found = [normalize(text, date(2013, 10, 11), config_dir=config) for text in ("on Christmas", "Christmas 2015")]
    assert [[(mention.text, mention.timex_value) for mention in mentions] for mentions in found] == [
        [("Christmas", "2012-02-29")],
        [],
    ]


@pytest.mark.parametrize("language", ["de", "en-GB", "../../config/languages/en", ""])
def test_an_unknown_language_is_told_with_those_there_are(language: str) -> None:
    told = complaint(lambda: load_tagger(language))
    assert told == f"expected one of the languages of {DEFAULT_ROOT / 'languages'} (en), got {language!r}"


def test_a_folder_that_is_no_configuration_is_told(tmp_path: Path) -> None:
    told = complaint(lambda: load_tagger("en", tmp_path / "none"))
    assert told.startswith(f"expected a folder with the configuration, got none at {tmp_path / 'none'}")
    told = complaint(lambda: load_tagger("en", tmp_path))
    assert told.startswith(f"expected a folder for each language, got none in {tmp_path / 'languages'}")


def test_in_a_pattern_that_tells_a_narrative(tmp_path: Path) -> None:
    config = shutil.copytree(DEFAULT_ROOT, tmp_path / "config")
    path = config / "languages" / "en" / "context" / "narrative.toml"
    write_slip(path, "era = '", "era = '(")
    expected = "expected a pattern for era of [narrative], got "
    for load in (lambda: check_language("en", config), lambda: normalize("In 1998 it met.", None, config_dir=config)):
        told = complaint(load)
        assert told.startswith(expected)
        assert told.endswith(f" in {path}")
