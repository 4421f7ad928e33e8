"""Other time-expression taggers from the package index, made to answer in TIMEX3 as well as their answers allow.

Every conversion is in the peer's favour: a period that is a whole month is written as that month, not as its first day.
"""

import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Final

from transforms.evaluation.calendar_value import calendar_value
from transforms.evaluation.document import Timex

INSTALL: Final = "make bench installs requirements-bench.txt"


@dataclass(frozen=True, slots=True)
class Peer:
    """A tagger: `find` is what is timed; `timexes` turns its answer into time expressions afterwards, untimed."""

    find: Callable[[str, datetime], Any]
    timexes: Callable[[str, datetime, Any], list[Timex]]


def dateparser_find(text: str, published: datetime) -> Any:
    """`dateparser.search.search_dates`, told the language."""
    from dateparser.search import search_dates

    return search_dates(text, languages=["en"], settings={"RELATIVE_BASE": published})


def dateparser_timexes(text: str, published: datetime, found: Any) -> list[Timex]:
    """The answers have no offsets, so each is looked up in order; `get_date_data` tells whether a month or a year was meant."""
    from dateparser.date import DateDataParser

    parser = DateDataParser(languages=["en"], settings={"RELATIVE_BASE": published})
    timexes, offset = [], 0
    for words, moment in found or ():
        start = text.find(words, offset)
        if start >= 0:
            offset = start + len(words)
            form = _PERIODS[parser.get_date_data(words).period]
            timexes.append(Timex(start, offset, words, "TIME" if "T" in form else "DATE", moment.strftime(form)))
    return timexes


def metadate_find(text: str, published: datetime) -> Any:
    """`metadate.parse_date` with every date of the text, by its scanner in C."""
    from metadate import parse_date

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return parse_date(text, reference_date=published, multi=True, lang="en", use_c_scanner=True)


def metadate_timexes(text: str, _: datetime, found: Any) -> list[Timex]:
    """A period's words may lie apart; its span is from the first to the last."""
    timexes = []
    for period in found or ():
        if period.spans:
            start, end = min(first for first, _ in period.spans), max(last for _, last in period.spans)
            value = _stretch_value(period.start_date, period.end_date)
            timexes.append(Timex(start, end, text[start:end], "TIME" if "T" in value else "DATE", value))
    return timexes


def recognizers_find(text: str, published: datetime) -> Any:
    """Microsoft's Recognizers-Text for English."""
    return _recognizers_model()(text, published)


def recognizers_timexes(_: str, __: datetime, found: Any) -> list[Timex]:
    """Of a past and a future reading the past one, as news has it."""
    timexes = []
    for item in found:
        kind = item.type_name.rpartition(".")[2]
        values = (item.resolution or {}).get("values") or []
        if values:
            value = _recognized_value(kind, values[0])
            timexes.append(Timex(item.start, item.end + 1, item.text, _TYPES.get(kind, "DATE"), value))
    return timexes


_PERIODS: Final = {"time": "%Y-%m-%dT%H:%M", "day": "%Y-%m-%d", "week": "%G-W%V", "month": "%Y-%m", "year": "%Y"}
_TYPES: Final = {"duration": "DURATION", "set": "SET", "time": "TIME", "datetime": "TIME", "timerange": "TIME"}


@cache
def _recognizers_model() -> Callable[[str, datetime], list[Any]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ms_recognizers_date_time import DateTimeRecognizer
        from ms_recognizers_text import Culture
    model = DateTimeRecognizer(Culture.English).get_datetime_model()
    parse: Callable[[str, datetime], list[Any]] = model.parse
    return parse


def _recognized_value(kind: str, value: dict[str, str]) -> str:
    timex = value.get("timex", "")
    if kind in ("duration", "set") or calendar_value(timex):
        return timex
    if kind == "date":
        return value.get("value", timex)
    if kind == "datetime":
        return value.get("value", timex).replace(" ", "T")[:16]
    if "start" in value and "end" in value and re.match(r"\d{4}-\d\d-\d\d$", value["end"]):
        return _stretch_value(datetime.fromisoformat(value["start"]), datetime.fromisoformat(value["end"]))
    return timex


def _stretch_value(start: datetime, end: datetime) -> str:
    """The TIMEX3 value of `[start, end)`: the calendar unit that it is, else its first day, or moment within a day."""
    day = start.date()
    units = (
        (date(day.year + 1, 1, 1), day.month == day.day == 1, f"{day.year:04}"),
        (_months_later(day, 3), day.month % 3 == 1 and day.day == 1, f"{day.year:04}-Q{(day.month + 2) // 3}"),
        (_months_later(day, 1), day.day == 1, f"{day.year:04}-{day.month:02}"),
        (day + timedelta(7), day.isoweekday() == 1, "{}-W{:02}".format(*day.isocalendar()[:2])),
    )
    for after, begins, value in units:
        if begins and end.date() == after:
            return value
    return day.isoformat() if (start.hour, start.minute) == (0, 0) else start.isoformat(timespec="minutes")


def _months_later(day: date, months: int) -> date:
    month = day.month - 1 + months
    return date(day.year + month // 12, month % 12 + 1, 1)


PEERS: Final = {
    "dateparser.search": Peer(dateparser_find, dateparser_timexes),
    "ms-recognizers-text-date-time": Peer(recognizers_find, recognizers_timexes),
    "metadate": Peer(metadate_find, metadate_timexes),
}
