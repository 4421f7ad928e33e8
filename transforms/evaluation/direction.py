"""How often a bare weekday, month or month-day is taken in the right direction: the last one, or the next.

"Monday", "June" and "October 3" name a stretch of the calendar without saying which. The figure is over gold expressions of
exactly those words whose gold value is such a stretch; one that was not found counts as wrong.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from transforms.evaluation.calendar_value import CalendarValue, calendar_value, covers
from transforms.evaluation.document import Timex
from transforms.evaluation.pairing import pair_spans
from transforms.evaluation.score import Share
from transforms.evaluation.timex import Documents

KINDS: Final = ("weekday", "month", "month-day")
_TOKEN: Final = re.compile(r"\w+")
_LONGEST: Final = 40  # code points: no bare date is longer, and a wrong annotation may be a page


@dataclass(frozen=True, slots=True)
class DirectionWords:
    """The words of one language: weekdays to 1 (Monday) to 7, months to 1 to 12, and the endings of ordinals."""

    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    ordinal_endings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DirectionFigure:
    """`right` and `found` are over all gold expressions of the kind."""

    right: Share
    found: Share


def direction_words(table: Mapping[str, Any]) -> DirectionWords:
    """The words of one `[direction.*]` table of config/evaluation.toml."""
    weekdays, months = (
        {word: number for number, words in enumerate(table[name], 1) for word in words} for name in ("weekdays", "months")
    )
    return DirectionWords(weekdays, months, tuple(table["ordinal_endings"]))


def score_direction(documents: Documents, words: DirectionWords) -> dict[str, DirectionFigure]:
    """The figure of each kind, and of `all` together, over pairs of (gold, predicted) expressions."""
    total: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for gold, predicted in documents:
        answers = {g: predicted[p] for g, p in pair_spans(gold, predicted)}
        for index, timex in enumerate(gold):
            kind = bare_kind(timex, words)
            if kind:
                total.update((kind, "all"))
                found.update((kind, "all") if index in answers else ())
                right.update((kind, "all") if index in answers and _same_stretch(timex, answers[index]) else ())
    return {kind: DirectionFigure(Share(right[kind], total[kind]), Share(found[kind], total[kind])) for kind in (*KINDS, "all")}


def bare_kind(timex: Timex, words: DirectionWords) -> str | None:
    """Which kind of bare date an annotation is, if its value is the stretch that its words name."""
    value = calendar_value(timex.value)
    if value is None or timex.type != "DATE" or len(timex.text) > _LONGEST:
        return None
    match _TOKEN.findall(timex.text.lower()):
        case [word] if word in words.weekdays and _is_weekday(value, words.weekdays[word]):
            return "weekday"
        case [word] if word in words.months and value.granularity == "month" and value.first_day.month == words.months[word]:
            return "month"
        case [month, day] if month in words.months and _is_month_day(value, words.months[month], _day_number(day, words)):
            return "month-day"
        case [day, month] if month in words.months and _is_month_day(value, words.months[month], _day_number(day, words)):
            return "month-day"
    return None


def _same_stretch(gold: Timex, predicted: Timex) -> bool:
    named, answered = calendar_value(gold.value), calendar_value(predicted.value)
    return named is not None and answered is not None and covers(named, answered)


def _is_weekday(value: CalendarValue, weekday: int) -> bool:
    return value.granularity == "day" and value.first_day.isoweekday() == weekday


def _is_month_day(value: CalendarValue, month: int, day: int | None) -> bool:
    return value.granularity == "day" and (value.first_day.month, value.first_day.day) == (month, day)


def _day_number(word: str, words: DirectionWords) -> int | None:
    for ending in words.ordinal_endings:
        word = word.removesuffix(ending)
    return int(word) if word.isdecimal() else None
