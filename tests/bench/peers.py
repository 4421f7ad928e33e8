"""Other time-expression taggers from the package index, made to answer in TIMEX3 as well as their answers allow.

Every conversion is in the peer's favour: a period that is a whole month is written as that month, not as its first day.
"""

import re
import warnings
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Final

from transforms.evaluation.calendar_value import calendar_value
from transforms.evaluation.document import Timex

Peer = Callable[[str, datetime], list[Timex]]
INSTALL: Final = "make bench installs requirements-bench.txt"


def dateparser_search(text: str, published: datetime) -> list[Timex]:
    """`dateparser.search.search_dates`, told the language; it gives no offsets, so each answer is looked up in order."""
    from dateparser.search import search_dates

    found = search_dates(text, languages=["en"], settings={"RELATIVE_BASE": published}) or []
    timexes, offset = [], 0
    for words, moment in found:
        start = text.find(words, offset)
        if start >= 0:
            offset = start + len(words)
            value = moment.strftime("%Y-%m-%d" if not (moment.hour or moment.minute) else "%Y-%m-%dT%H:%M")
            timexes.append(Timex(start, offset, words, "DATE" if len(value) == 10 else "TIME", value))
    return timexes


def metadate(text: str, published: datetime) -> list[Timex]:
    """`metadate.parse_date` with every date of the text; a period's words may be apart, its span is from first to last."""
    from metadate import parse_date

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        periods = parse_date(text, reference_date=published, multi=True, lang="en", use_c_scanner=True) or []
    timexes = []
    for period in periods:
        if period.spans:
            start, end = min(first for first, _ in period.spans), max(last for _, last in period.spans)
            value = _stretch_value(period.start_date, period.end_date)
            timexes.append(Timex(start, end, text[start:end], "TIME" if "T" in value else "DATE", value))
    return timexes


def recognizers_text(text: str, published: datetime) -> list[Timex]:
    """Microsoft's Recognizers-Text for English; of a past and a future reading the past one, as news has it."""
    timexes = []
    for item in _recognizers_model()(text, published):
        kind = item.type_name.rpartition(".")[2]
        values = (item.resolution or {}).get("values") or []
        if values:
            timexes.append(
                Timex(item.start, item.end + 1, item.text, _TYPES.get(kind, "DATE"), _recognized_value(kind, values[0]))
            )
    return timexes


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


PEERS: Final[dict[str, Peer]] = {
    "dateparser.search": dateparser_search,
    "ms-recognizers-text-date-time": recognizers_text,
    "metadate": metadate,
}
