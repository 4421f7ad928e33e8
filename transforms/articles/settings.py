"""What the article transform knows of a source, and the cleaning rules that serve every source."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from transforms.articles.characters import PLAIN, Finder, finder
from transforms.articles.fields import FieldNames
from transforms.articles.moment import DateWords
from transforms.articles.shown_date import ShownDates
from transforms.articles.slips import refuse_slips
from transforms.configuration import DEFAULT_ROOT, config_root, load_toml, read_once

RULES_FILE: Final = "articles.toml"
# What is not laid out in paragraphs with one blank line between them and single spaces.
UNEVEN: Final = r"\A[ \n]|  |\n\n\n|[^\n]\n[^\n]| \n|\n "


@dataclass(frozen=True, slots=True)
class CleaningRules:
    """The rules of `config/articles.toml`, compiled.

    `lines` are whole lines, folded to lower case, that are never text; `line_patterns` match a whole such line. `stops` end
    the article: the line and all after it. Only a line that begins as `opening` says, or holds one of `cues`, is matched;
    both want it folded. `untidy` finds what has to be put in order or may be such a line, in one look for all of it, since most
    texts have nothing of it. `tail_lines` are the last line, `tail_signatures` and `tail_credits` follow the last sentence; a
    credit is searched for only where one of `tail_cues` stands near the end. `languages_of` gives the languages of a function
    word; a text that has `english_opening_least` of `english_opening` near its start, the first of them twice, is English.
    `codes` are the languages that there are. `dates` reads the dates of fields, `shown` those that pages show.
    """

    lines: frozenset[str]
    line_patterns: re.Pattern[str]
    stops: re.Pattern[str]
    opening: re.Pattern[str]
    cues: tuple[str, ...]
    untidy: Finder
    tail_lines: re.Pattern[str]
    tail_signatures: re.Pattern[str]
    tail_credits: re.Pattern[str]
    tail_cues: tuple[str, ...]
    bylines: re.Pattern[str]
    dateline: re.Pattern[str]
    fields: Mapping[str, tuple[str, ...]]
    codes: frozenset[str]
    languages: Mapping[str, str]
    function_words: Mapping[str, frozenset[str]]
    languages_of: Mapping[str, tuple[str, ...]]
    english_opening: tuple[str, ...]
    english_opening_least: int
    dates: DateWords
    shown: ShownDates
    page: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ArticleSettings:
    """The pure part of a source: names of fields, language, zone, order of day and month, bounds.

    `fields` maps our names to the source's, first found wins; empty, the names of `config/articles.toml` are tried. A name with
    none of theirs reads nothing, not even a field that is called so.
    `published` is the date of records that say none; `names` is `fields`, made ready for reading.
    """

    source: str
    fields: Mapping[str, tuple[str, ...]]
    language: str | None
    time_zone: str | None
    day_first: bool | None
    published: str | None
    max_chars: int
    rules: CleaningRules
    names: FieldNames = field(compare=False, repr=False)

    @classmethod
    def of(
        cls,
        source: str,
        *,
        fields: Mapping[str, tuple[str, ...]] | None = None,
        language: str | None = None,
        time_zone: str | None = None,
        day_first: bool | None = None,
        published: str | None = None,
        max_chars: int = 1_000_000,
        config_dir: str | None = None,
    ) -> "ArticleSettings":
        """The settings of a source; what is not said is guessed from the records."""
        rules = cleaning_rules(config_dir)
        given = fields or {}
        names = {
            ours: tuple(dict.fromkeys((*given.get(ours, ()), ours, *(() if given else guesses))))
            for ours, guesses in rules.fields.items()
            if given.get(ours) != ()
        }
        names |= {ours: (*theirs, ours) for ours, theirs in given.items() if theirs and ours not in names}
        return cls(source, names, language, time_zone, day_first, published, max_chars, rules, FieldNames(names))


@read_once
def cleaning_rules(config_dir: str | Path | None = None) -> CleaningRules:
    """The rules of the given configuration, or the project's own where it has none."""
    return _rules(_path(config_dir))


def read_rules(config_dir: str | Path | None = None) -> dict[str, Any]:
    """What the file of the rules says, with the words of single formats too; raises ConfigurationError for a slip in any."""
    cleaning_rules(config_dir)
    return load_toml(_path(config_dir))


def _path(config_dir: str | Path | None) -> Path:
    path = config_root(config_dir) / RULES_FILE
    return path if path.is_file() else DEFAULT_ROOT / RULES_FILE


def _rules(path: Path) -> CleaningRules:
    content = load_toml(path)
    refuse_slips(content, path)
    boilerplate, dates = content["boilerplate"], DateWords.of(content["dates"])
    function_words = {language: frozenset(words.split()) for language, words in content["function_words"].items()}
    lines = frozenset(line.casefold() for line in boilerplate["lines"])
    opening = (
        beginning_with(word.casefold() for word in (*lines, *boilerplate["openings"])) + "|" + boilerplate["opening_marks"]
    )
    cues = tuple(cue.casefold() for cue in boilerplate["cues"])
    return CleaningRules(
        lines=lines,
        line_patterns=_any(boilerplate["line_patterns"]),
        stops=_any(boilerplate["stop_patterns"]),
        opening=re.compile(opening),
        cues=cues,
        untidy=_untidy(opening, cues),
        tail_lines=_any(boilerplate["tail_lines"], before=r"\n\s*"),
        tail_signatures=_any(boilerplate["tail_signatures"]),
        tail_credits=_any(boilerplate["tail_credits"]),
        tail_cues=tuple(cue.casefold() for cue in boilerplate["tail_cues"]),
        bylines=_any(content["byline"]["patterns"]),
        dateline=re.compile(content["dateline"]["pattern"]),
        fields={ours: tuple(theirs) for ours, theirs in content["fields"].items()},
        codes=frozenset(content["iso_639_1"]["codes"].split()),
        languages=content["languages"],
        function_words=function_words,
        languages_of={
            word: tuple(language for language, words in function_words.items() if word in words)
            for word in frozenset[str]().union(*function_words.values())
        },
        english_opening=tuple(f" {word} " for word in content["english_opening"]["words"]),
        english_opening_least=content["english_opening"]["least"],
        dates=dates,
        shown=ShownDates.of(content["page"], dates),
        page={
            name: re.compile(value, re.IGNORECASE) if isinstance(value, str) else value
            for name, value in content["page"].items()
        },
    )


def _untidy(opening: str, cues: Iterable[str]) -> Finder:
    """What finds anything but plain characters in even paragraphs, none of which opens as a line that is no text does."""
    ends = "|".join(re.escape(cue.removesuffix("\n")) + (r"(?:\n|\z)" if cue.endswith("\n") else "") for cue in cues)
    return finder(rf"[^{PLAIN}]|{UNEVEN}|(?:\A|\n\n)(?:{opening})|{ends}", ignore_case=True)


def _any(patterns: Iterable[str], *, before: str = "") -> re.Pattern[str]:
    """One pattern that matches what any of them does, to the end of the text or line that it is given."""
    return re.compile(f"{before}(?:{'|'.join(f'(?:{pattern})' for pattern in patterns)})\\s*\\Z", re.IGNORECASE)


def beginning_with(words: Iterable[str]) -> str:
    """A pattern that matches what begins with one of the words: a tree, so that a text is looked at once and not once a word.

    >>> beginning_with(["read", "real", "see", "seen"])
    '(?:rea(?:d|l)|see)'
    """
    by_first: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        if not word:
            return ""
        by_first.setdefault(word[0], []).append(word[1:])
    branches = [re.escape(first) + beginning_with(rest) for first, rest in by_first.items()]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
