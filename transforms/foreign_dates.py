"""Absolute dates in texts that are not English: in figures, or with a month's name, which dateparser knows in many languages.

Only a date that says its year and month is taken: nothing here hangs on the date of publication. Everything relative is left
to languages with a grammar of their own.
"""

import calendar
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from transforms.articles.moment import DateWords
from transforms.articles.settings import cleaning_rules
from transforms.temporal.meaning import Field, Intersect
from transforms.temporal.mention import Mention

MONTH_KEYS: Final = tuple(name.lower() for name in calendar.month_name[1:])
# The rules are the names of the groups.
ISO: Final = r"(?P<iso_date>(?<![\d./-])(?:1[6-9]|20)\d\d-(?:0[1-9]|1[0-2])-(?:3[01]|[12]\d|0[1-9])(?![\d-]))"
MONTH: Final = r"(?:1[0-2]|0?[1-9])"
DAY: Final = r"(?:3[01]|[12]?\d|0\d)"
YEAR: Final = r"(?:1[6-9]|20)\d\d(?!\d)"
NUMBERS: Final = re.compile(r"\d+")


def absolute_dates(
    text: str, language: str, *, article_id: str, policy_version: str, config_dir: str | Path | None = None
) -> list[Mention]:
    """The dates with a year and a month in a text, as mentions without an anchor, in order of their offsets.

    A language that dateparser does not know yields its numeric dates alone. `sentence` counts the paragraphs, since no
    splitter is loaded for these languages.

    >>> [m.timex_value for m in absolute_dates("Am 3. Oktober 2013.", "de", article_id="a", policy_version="1")]
    ['2013-10-03']
    """
    words = cleaning_rules(config_dir).dates
    found = []
    paragraph = counted = 0
    for match in _pattern(language, words).finditer(text):
        paragraph += text.count("\n\n", counted, match.start())
        counted = match.start()
        resolved = _resolved(match, _months(language))
        if resolved is not None:
            start, granularity = resolved
            found.append(_mention(match, paragraph, start, granularity, article_id, policy_version))
    return found


def _mention(
    match: re.Match[str], paragraph: int, start: datetime, granularity: str, article_id: str, policy_version: str
) -> Mention:
    day = granularity == "DAY"
    value = start.strftime("%Y-%m-%d" if day else "%Y-%m")
    end = start + timedelta(days=1 if day else calendar.monthrange(start.year, start.month)[1])
    return Mention(
        mention_id=f"{article_id}-m{match.start()}",
        sentence=paragraph,
        char_start=match.start(),
        char_end=match.end(),
        text=match[0],
        timex_type="DATE",
        timex_value=value,
        timex_mod=None,
        timex_quant=None,
        timex_freq=None,
        meaning=_meaning(start, day),
        rule=str(match.lastgroup).replace("_", "-"),
        readings=1,
        anchor="NONE",
        anchor_mention_id=None,
        start=start,
        end=end,
        granularity=granularity,
        approximate=False,
        edtf=value,
        policy_version=policy_version,
    )


def _meaning(start: datetime, has_day: bool) -> str:
    """The date as the grammar writes one."""
    fields = [Field("month", start.month), *([Field("day", start.day)] if has_day else ()), Field("year", start.year)]
    return str(Intersect(tuple(fields)))


def _resolved(match: re.Match[str], months: Mapping[str, int]) -> tuple[datetime, str] | None:
    """The first moment of the date and its granularity; None for a day that no calendar has."""
    if match["month_named"]:
        month = months.get(match["name"].lower())
        return _civil(int(match["year"]), month, int(match["day"]) if match["day"] else None) if month is not None else None
    numbers = [int(number) for number in NUMBERS.findall(match[0])]
    if match.lastgroup == "day_first":
        numbers.reverse()
    elif match.lastgroup == "month_first":
        numbers = [numbers[2], *numbers[:2]]
    return _civil(numbers[0], numbers[1], numbers[2] if len(numbers) > 2 else None)


def _civil(year: int, month: int, day: int | None) -> tuple[datetime, str] | None:
    try:
        return datetime(year, month, day or 1), "DAY" if day is not None else "MONTH"  # noqa: DTZ001 - civil time
    except ValueError:
        return None


@cache
def _pattern(language: str, words: DateWords) -> re.Pattern[str]:
    day_first = rf"(?P<day_first>(?<![\d./]){DAY}(?:\.\s?{MONTH}\.|/\s?{MONTH}/)\s?{YEAR})"
    month_first = rf"(?P<month_first>(?<![\d./]){MONTH}/\s?{DAY}/\s?{YEAR})"
    signed = (
        rf"(?P<signed_date>(?:1[6-9]|20)\d\d\s?{words.year_sign}\s?\d{{1,2}}\s?{words.month_sign}"
        rf"(?:\s?\d{{1,2}}\s?{words.day_sign})?)"
    )
    parts = [ISO, signed, *([month_first] if _locale(language).get("date_order") == "MDY" else []), day_first]
    names = sorted(_months(language), key=len, reverse=True)
    name = rf"\b(?P<name>{'|'.join(map(re.escape, names))})\b" if names else "(?P<name>(?!))"
    day = rf"(?:(?<!\d)(?P<day>3[01]|[12]\d|0?[1-9]){words.after_day}\s{words.before_month})?"
    parts.insert(0, rf"(?P<month_named>{day}{name}\.?,?\s{words.before_year}(?P<year>{YEAR}))")
    return re.compile("|".join(parts), re.IGNORECASE)


@cache
def _months(language: str) -> Mapping[str, int]:
    """The months by their names in a language."""
    months: dict[str, int] = {}
    for month, key in enumerate(MONTH_KEYS, 1):
        for name in _locale(language).get(key, ()):
            if len(name) > 1 and not name.isdigit():
                months.setdefault(name.lower(), month)
    return months


def _locale(language: str) -> Mapping[str, Any]:
    """What dateparser knows of a language; nothing of one that it does not know."""
    from dateparser.languages.loader import default_loader  # only for texts that are not English

    try:
        info: Mapping[str, Any] = default_loader.get_locale(language).info
    except ValueError:
        return {}
    return info
