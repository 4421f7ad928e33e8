"""Full dates in prose of several languages: a day, a month by name or number, and a year."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from transforms.articles.moment import full_year
from transforms.configuration import DEFAULT_ROOT, load_toml

_WORDS: Final = load_toml(DEFAULT_ROOT / "articles.toml")["page"]
MONTH_FIRST_LANGUAGES: Final[list[str]] = _WORDS["month_first_languages"]
NUMERIC: Final = r"(?<![\d./-])(?P<a>\d{1,2})(?P<mark>[./-])\s?(?P<b>\d{1,2})(?P=mark)\s?(?P<y1>(?:19|20)\d\d|\d\d)(?![\d/-])"
ISO: Final = r"(?<![\d./-])(?P<y2>(?:19|20)\d\d)[-/.](?P<m2>0?[1-9]|1[0-2])[-/.](?P<d2>3[01]|[12]\d|0?[1-9])(?!\d)"
CJK: Final = r"(?P<y5>(?:19|20)\d\d)\s?[年년]\s?(?P<m5>\d{1,2})\s?[月월]\s?(?P<d5>\d{1,2})\s?[日일]"


@cache
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    months = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    marks, of_month, of_year = (_maybe(_WORDS[name]) for name in ("day_marks", "before_month", "before_year"))
    day_name = rf"(?<![\d.])(?P<d3>\d{{1,2}}){marks}\s?{of_month}(?P<n3>{months})\.?,?\s?{of_year}(?P<y3>(?:19|20)\d\d)"
    name_day = rf"\b(?P<n4>{months})\.?\s(?P<d4>\d{{1,2}}){marks},?\s(?P<y4>(?:19|20)\d\d)"
    return re.compile("|".join((ISO, day_name, name_day, CJK, NUMERIC)), re.IGNORECASE)


def _maybe(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, words))})?"


def full_dates(text: str, months: Mapping[str, int], language: str | None) -> Iterator[tuple[int, str]]:
    """Each full date with its offset, as an ISO day that may not exist. Numbers are read in the order of the page's language.

    >>> list(full_dates("am 3. Dezember 2011 um 9", {"dezember": 12}, "de"))
    [(3, '2011-12-03')]
    """
    for found in _pattern(tuple(months)).finditer(text):
        day = _iso(found, months, language)
        if day is not None:
            yield found.start(), day


def _iso(found: re.Match[str], months: Mapping[str, int], language: str | None) -> str | None:
    if found["y2"]:
        year, month, day = found["y2"], int(found["m2"]), int(found["d2"])
    elif found["y5"]:
        year, month, day = found["y5"], int(found["m5"]), int(found["d5"])
    elif found["y3"]:
        year, month, day = found["y3"], months[found["n3"].lower()], int(found["d3"])
    elif found["y4"]:
        year, month, day = found["y4"], months[found["n4"].lower()], int(found["d4"])
    else:
        first, second, year = int(found["a"]), int(found["b"]), found["y1"]
        if len(year) == 2:
            year = str(full_year(int(year)))
        month_first = found["mark"] != "." and first <= 12 and (second > 12 or _month_first(language, first == second))
        if month_first is None:
            return None
        month, day = (first, second) if month_first else (second, first)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{year}-{month:02}-{day:02}"


def _month_first(language: str | None, same: bool) -> bool | None:
    """Whether 03/04 is the fourth of March on a page of the language; None when English does not say which."""
    if same:
        return False
    if language is None or language.lower() == "en":
        return None
    return language.lower().replace("_", "-") in MONTH_FIRST_LANGUAGES
