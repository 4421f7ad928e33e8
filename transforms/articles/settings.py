"""What the article transform knows of a source, and the cleaning rules that serve every source."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from transforms.configuration import DEFAULT_ROOT, config_root, load_toml

RULES_FILE: Final = "articles.toml"


@dataclass(frozen=True, slots=True)
class CleaningRules:
    """The rules of `config/articles.toml`, compiled.

    `lines` are whole lines, folded to lower case, that are never text; `line_patterns` match a whole such line. `stops` end
    the article: the line and all after it. `tails` are cut off the end of the text; prose is searched for them only where
    `tail_cue` stands near its end.
    """

    lines: frozenset[str]
    line_words: re.Pattern[str]
    line_patterns: re.Pattern[str]
    stops: re.Pattern[str]
    tails: re.Pattern[str]
    tail_cue: str
    bylines: re.Pattern[str]
    dateline: re.Pattern[str]
    fields: Mapping[str, tuple[str, ...]]
    languages: Mapping[str, str]
    function_words: Mapping[str, frozenset[str]]
    page: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ArticleSettings:
    """The pure part of a source: names of fields, language, zone, order of day and month, bounds.

    `fields` maps our names to the source's, first found wins; empty, the names of `config/articles.toml` are tried.
    `published` is the date of records that say none.
    """

    source: str
    fields: Mapping[str, tuple[str, ...]]
    language: str | None
    time_zone: str | None
    day_first: bool | None
    published: str | None
    max_chars: int
    rules: CleaningRules

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
        }
        names |= {ours: (*theirs, ours) for ours, theirs in given.items() if ours not in names}
        return cls(source, names, language, time_zone, day_first, published, max_chars, rules)


def cleaning_rules(config_dir: str | None = None) -> CleaningRules:
    """The rules of the given configuration, or the project's own where it has none."""
    path = config_root(config_dir) / RULES_FILE
    return _rules(path if path.is_file() else DEFAULT_ROOT / RULES_FILE)


@cache
def _rules(path: Path) -> CleaningRules:
    content = load_toml(path)
    boilerplate = content["boilerplate"]
    lines = [line.casefold() for line in boilerplate["lines"]]
    return CleaningRules(
        lines=frozenset(lines),
        line_words=_any(re.escape(line) for line in lines),
        line_patterns=_any(boilerplate["line_patterns"]),
        stops=_any(boilerplate["stop_patterns"]),
        tail_cue=boilerplate["tail_cue"],
        tails=_any(boilerplate["tail_patterns"], end=True),
        bylines=_any(content["byline"]["patterns"]),
        dateline=re.compile(content["dateline"]["pattern"]),
        fields={ours: tuple(theirs) for ours, theirs in content["fields"].items()},
        languages=content["languages"],
        function_words={language: frozenset(words.split()) for language, words in content["function_words"].items()},
        page={
            name: re.compile(value, re.IGNORECASE) if isinstance(value, str) else value
            for name, value in content["page"].items()
        },
    )


def _any(patterns: Any, *, end: bool = False) -> re.Pattern[str]:
    """One pattern that matches what any of them does; with `end`, only at the end of the text."""
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    return re.compile(f"(?:{joined})\\s*\\Z" if end else f"(?:{joined})\\s*$", re.IGNORECASE)
