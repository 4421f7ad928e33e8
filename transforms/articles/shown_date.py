"""Full dates in prose of several languages: a day, a month by name or number, and a year."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from transforms.articles.moment import DateWords

DIGITS: Final = re.compile(r"\d+")
NAME_BEFORE: Final = re.compile(r"(?<!\w)(?P<name>[^\W\d_]{3,12})\.?\s\Z")
NAME_WITHIN: Final = 15
LONGEST_DAY: Final = 2
# A day or month, a year.
DIGITS_OF_A_DATE: Final = (1, 2, 4)


@dataclass(frozen=True, slots=True)
class ShownDates:
    """The full dates that pages show, as `[dates]` and `[page]` of a configuration's articles.toml know them.

    Every date but one that begins with a month begins with a number, so that only the numbers of a text are looked at.
    """

    words: DateWords
    months: Mapping[str, int]
    month_first_languages: frozenset[str]
    from_number: re.Pattern[str]
    after_name: re.Pattern[str]

    @classmethod
    def of(cls, table: Mapping[str, Any], words: DateWords) -> "ShownDates":
        """The dates of the table, whose months are added to those of the words."""
        forms = (
            r"(?<![./-])(?P<y2>(?:19|20)\d\d)[-/.](?P<m2>0?[1-9]|1[0-2])[-/.](?P<d2>3[01]|[12]\d|0?[1-9])(?!\d)",
            (
                rf"(?<!\.)(?P<d3>\d{{1,2}}){words.after_day}\s?{words.before_month}(?P<n3>[^\W\d_]{{3,12}})"
                rf"\.?,?\s?{words.before_year}(?P<y3>(?:19|20)\d\d)"
            ),
            (
                rf"(?P<y5>(?:19|20)\d\d)\s?{words.year_sign}\s?(?P<m5>\d{{1,2}})\s?{words.month_sign}"
                rf"\s?(?P<d5>\d{{1,2}})\s?{words.day_sign}"
            ),
            r"(?<![./-])(?P<a>\d{1,2})(?P<mark>[./-])\s?(?P<b>\d{1,2})(?P=mark)\s?(?P<y1>(?:19|20)\d\d|\d\d)(?![\d/-])",
        )
        return cls(
            words=words,
            months={**words.months, **table["months"]},
            month_first_languages=frozenset(table["month_first_languages"]),
            from_number=re.compile("|".join(forms), re.IGNORECASE),
            after_name=re.compile(rf"(?P<day>\d{{1,2}}){words.after_day},?\s(?P<year>(?:19|20)\d\d)", re.IGNORECASE),
        )

    def within(self, text: str, language: str | None) -> Iterator[tuple[int, str]]:
        """Each full date of a text with its offset, as an ISO day that may not exist: "am 3. Dezember 2011 um 9".

        Numbers are read in the order of the page's language.
        """
        done = 0
        for number in DIGITS.finditer(text):
            if number.start() < done or number.end() - number.start() not in DIGITS_OF_A_DATE:
                continue
            found = self._named(text, number, done) or self._numbered(text, number, language)
            if found is not None:
                start, done, day = found
                if day is not None:
                    yield start, day

    def _named(self, text: str, number: re.Match[str], done: int) -> tuple[int, int, str | None] | None:
        """March 9, 2013: where it begins and ends, and the day."""
        start = number.start()
        if number.end() - start > LONGEST_DAY or not text[start - 1 : start].isspace():
            return None
        name = NAME_BEFORE.search(text, max(done, start - NAME_WITHIN), start)
        month = self.months.get(name["name"].lower()) if name is not None else None
        after = self.after_name.match(text, start) if month is not None else None
        if name is None or month is None or after is None:
            return None
        return name.start(), after.end(), _iso(after["year"], month, int(after["day"]))

    def _numbered(self, text: str, number: re.Match[str], language: str | None) -> tuple[int, int, str | None] | None:
        """A date that begins with a number, likewise; None for the day when the order of the numbers cannot be told."""
        found = self.from_number.match(text, number.start())
        if found is None:
            return None
        if found["y2"]:
            day = _iso(found["y2"], int(found["m2"]), int(found["d2"]))
        elif found["y5"]:
            day = _iso(found["y5"], int(found["m5"]), int(found["d5"]))
        elif found["y3"]:
            month = self.months.get(found["n3"].lower())
            if month is None:
                return None
            day = _iso(found["y3"], month, int(found["d3"]))
        else:
            day = self._ordered(found, language)
        return found.start(), found.end(), day

    def _ordered(self, found: re.Match[str], language: str | None) -> str | None:
        first, second, year = int(found["a"]), int(found["b"]), found["y1"]
        if len(year) == 2:
            year = str(self.words.full_year(int(year)))
        month_first = found["mark"] != "." and first <= 12 and (second > 12 or self._month_first(language, first == second))
        if month_first is None:
            return None
        month, day = (first, second) if month_first else (second, first)
        return _iso(year, month, day)

    def _month_first(self, language: str | None, same: bool) -> bool | None:
        """Whether 03/04 is the fourth of March on a page of the language; None when English does not say which."""
        if same:
            return False
        if language is None or language.lower() == "en":
            return None
        return language.lower().replace("_", "-") in self.month_first_languages


def _iso(year: str, month: int, day: int) -> str | None:
    return f"{year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None
