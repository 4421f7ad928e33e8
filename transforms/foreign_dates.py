"""Absolute dates in texts that are not English: found by the month's name in their language, resolved by dateparser.

Only a date that says its year and month is taken: nothing here hangs on the date of publication. Everything relative is left
to languages with a grammar of their own.
"""

import calendar
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from transforms.temporal.meaning import Field, Intersect
from transforms.temporal.mention import Mention

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

MONTH_KEYS: Final = tuple(name.lower() for name in calendar.month_name[1:])
RULE: Final = "dateparser"
ISO: Final = r"(?<![\d./-])(?:1[6-9]|20)\d\d-(?:0[1-9]|1[0-2])-(?:3[01]|[12]\d|0[1-9])(?![\d-])"
NUMERIC: Final = r"(?<![\d./])(?:3[01]|[12]?\d|0\d)(?P<mark>[./])\s?(?:1[0-2]|0?[1-9])(?P=mark)\s?(?:1[6-9]|20)\d\d(?!\d)"
CJK: Final = r"(?:1[6-9]|20)\d\d\s?[年년]\s?\d{1,2}\s?[月월](?:\s?\d{1,2}\s?[日일])?"
YEAR: Final = r"(?:1[6-9]|20)\d\d(?!\d)"
CJK_PARTS: Final = re.compile(r"(\d{4})\D+(\d{1,2})\D+(?:(\d{1,2})\D*)?")
NUMBERS: Final = re.compile(r"\d+")


def absolute_dates(text: str, language: str, *, article_id: str, policy_version: str) -> list[Mention]:
    """The dates with a year and a month in a text, as mentions without an anchor, in order of their offsets.

    A language that dateparser does not know yields its numeric dates alone. `sentence` counts the paragraphs, since no
    splitter is loaded for these languages.

    >>> [m.timex_value for m in absolute_dates("Am 3. Oktober 2013.", "de", article_id="a", policy_version="1")]
    ['2013-10-03']
    """
    found = []
    paragraph = counted = 0
    for match in _pattern(language).finditer(text):
        paragraph += text.count("\n\n", counted, match.start())
        counted = match.start()
        resolved = _resolved(match[0], language)
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
        rule=RULE,
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


def _resolved(phrase: str, language: str) -> tuple[datetime, str] | None:
    """The first moment of the date and its granularity; None for a day that no calendar has."""
    cjk = CJK_PARTS.match(phrase)
    if cjk is not None and not phrase[:5].isdigit() and any(mark in phrase for mark in "年년"):
        return _civil(int(cjk[1]), int(cjk[2]), int(cjk[3]) if cjk[3] else None)
    numbers = [int(number) for number in NUMBERS.findall(phrase)]
    if len(numbers) == 3 and phrase[:4].isdigit():
        return _civil(*numbers)
    if len(numbers) == 3:
        # Day first: of the languages that come here none but English puts the month first.
        return _civil(numbers[2], numbers[1], numbers[0])
    data = _parser(language).get_date_data(phrase)
    if data.date_obj is None or data.period not in ("day", "month"):
        return None
    return _civil(data.date_obj.year, data.date_obj.month, data.date_obj.day if data.period == "day" else None)


def _civil(year: int, month: int, day: int | None) -> tuple[datetime, str] | None:
    try:
        return datetime(year, month, day or 1), "DAY" if day is not None else "MONTH"  # noqa: DTZ001 - civil time
    except ValueError:
        return None


@cache
def _parser(language: str) -> "DateDataParser":
    from dateparser.date import DateDataParser  # only for texts that are not English

    settings = {
        "PARSERS": ["absolute-time"],
        "REQUIRE_PARTS": ["year", "month"],
        "RELATIVE_BASE": datetime(2000, 1, 1),  # noqa: DTZ001 - dateparser wants it naive; nothing relative gets here
        "PREFER_DAY_OF_MONTH": "first",
    }
    return DateDataParser(languages=[language], settings=settings)


@cache
def _pattern(language: str) -> re.Pattern[str]:
    parts = [ISO, CJK, NUMERIC]
    names = sorted(_months(language), key=len, reverse=True)
    if names:
        month = "|".join(re.escape(name) for name in names)
        day = r"(?:(?<!\d)(?:3[01]|[12]\d|0?[1-9])(?:\.|er|º|ª)?\s(?:de\s)?)?"
        parts.insert(0, rf"{day}\b(?:{month})\b\.?,?\s(?:de[l]?\s)?{YEAR}")
    return re.compile("|".join(parts), re.IGNORECASE)


def _months(language: str) -> Iterator[str]:
    """The names of the months that dateparser knows in the language; none in a language that it does not know."""
    from dateparser.languages.loader import default_loader

    try:
        info = default_loader.get_locale(language).info
    except ValueError:
        return
    for key in MONTH_KEYS:
        yield from (name for name in info.get(key, ()) if len(name) > 1 and not name.isdigit())
