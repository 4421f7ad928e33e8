"""Whether a text is a narrative that is its own anchor, told by what its dates and deictic words are.

News speaks of yesterday and next year; a history names years far behind its publication and hardly ever its own day. Measured
(`[narrative]` of the policy): of 66 histories the least clear stands at 0.70, of 170 pieces of news the least clear at 0.60. Of
6,435 articles of news in dumps seven are taken for histories, chronicles of a decade, a band and a team among them.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import re2

from transforms.configuration import ConfigurationError, load_toml
from transforms.forms import TEXT, Form, shown
from transforms.temporal.patterns import SMALL_PATTERN
from transforms.temporal.rows import load_rows

_KEYS: Final = {"far_years", "least", "share", "short_years", "short_least", "short_words", "lead_chars"}
_PATTERNS: Final = ("year", "era", "deictic", "lead")
# Where in `context/` they are.
NARRATIVE_FILE: Final = "narrative.toml"
NARRATIVE: Final = Form({**dict.fromkeys(_PATTERNS, (TEXT,)), "lead": SMALL_PATTERN}, frozenset(_PATTERNS))


# A date in figures, its day and month in either order.
_IN_FIGURES: Final = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d\d)(?![\d/])")
_MONTHS: Final = 12


def date_order_of(text: str, given: str) -> str:
    """The order of the dates in figures of a text: that of those that have only one, when they agree, else the given.

    >>> date_order_of("seen on 23/9/2013 and on 3/10/2013", "mdy"), date_order_of("seen on 3/10/2013", "mdy")
    ('dmy', 'mdy')
    """
    pairs = [(int(first), int(second)) for first, second in _IN_FIGURES.findall(text)] if "/" in text else []
    orders = {"dmy" if first > _MONTHS else "mdy" for first, second in pairs if (first > _MONTHS) != (second > _MONTHS)}
    return orders.pop() if len(orders) == 1 else given


@dataclass(frozen=True, slots=True)
class Recogniser:
    """Patterns of a language: a year in figures (its group 1), an era, a day of news, and what hangs on publication.

    Of the last group 1 is what only news says ("yesterday"), group 2 what a history ends with ("now"). A text is a narrative
    when it names at least `least` years that lie `far_years` or more behind its publication, and these are at least `share` of
    all that it names of them, of years as far ahead, of deictic words, and of one more. A shorter one is when it begins with a
    year and names `short_least` of them, all `short_years` or more before publication, and for each of them at most
    `short_words` that only news says. Neither is when its first `lead_chars` characters name the day of the news.
    """

    year: Any
    era: Any
    deictic: Any
    lead: re.Pattern[str]
    far_years: int
    least: int
    share: float
    short_years: int
    short_least: int
    short_words: float
    lead_chars: int

    def is_narrative(self, text: str, published: date | datetime | None) -> bool:
        """Whether the text, as `scan.plain` gives it, is its own anchor; without a publication every year counts as far."""
        lead = text[: self.lead_chars]
        if self.lead.search(lead):
            return False
        ages = [None if published is None else published.year - int(match.group(1)) for match in self.year.finditer(text)]
        eras = sum(1 for _ in self.era.finditer(text))
        if len(ages) + eras < self.short_least:
            return False
        far = eras + sum(1 for age in ages if age is None or age >= self.far_years)
        of_news = sum(1 for match in self.deictic.finditer(text) if match.group(1))
        begins = self.year.search(lead) or self.era.search(lead)
        if begins and of_news <= self.short_words * far and all(age is None or age >= self.short_years for age in ages):
            return True
        ahead = sum(1 for age in ages if age is not None and age <= -self.far_years)
        deictics = of_news + sum(1 for match in self.deictic.finditer(text) if match.group(2))
        return far >= self.least and far >= self.share * (far + ahead + deictics + 1)


def load_recogniser(folder: Path, policy_file: Path) -> Recogniser:
    """The recogniser of a language, by its folder of context rules.

    Raises ConfigurationError when `[narrative]` is missing from its `narrative.toml` or the policy, or does not fit.
    """
    files, words = load_rows(folder)
    language_file = folder / NARRATIVE_FILE
    patterns, thresholds = files.get(language_file, {}).get("narrative", {}), load_toml(policy_file).get("narrative")
    NARRATIVE.check(patterns, "[narrative]", language_file)
    if thresholds is None or not thresholds.keys() >= _KEYS:
        raise ConfigurationError(f"expected a table [narrative] with its thresholds in {policy_file}")
    patterns = words.expand_row(patterns, _PATTERNS, language_file)
    return Recogniser(
        **{name: _compiled(name, patterns[name], language_file) for name in _PATTERNS},
        far_years=thresholds["far_years"],
        least=thresholds["least"],
        share=thresholds["share"],
        short_years=thresholds["short_years"],
        short_least=thresholds["short_least"],
        short_words=thresholds["short_words"],
        lead_chars=thresholds["lead_chars"],
    )


def _compiled(name: str, pattern: str, place: Path) -> Any:
    """The pattern; all but `lead`, which sees no more than a lead, search whole texts in linear time."""
    try:
        return re.compile(pattern) if name == "lead" else re2.compile(pattern)
    except (re.error, re2.error) as error:
        raise ConfigurationError(f"expected a pattern for {name} of [narrative], got {shown(str(error))} in {place}") from error
