"""TIMEX3 (TimeML 1.2.1) values and EDTF (ISO 8601-2) strings of spans and lengths."""

import re
from datetime import datetime
from typing import Final

from transforms.temporal.civil import DAY, EPOCH, MONTHS, Span, is_before_christ
from transforms.temporal.meaning import Clock, Count, Field, Meaning, Period, Sum, parts_of

# Unit -> how many of which TIMEX3 letter; those after T are of the clock.
LETTERS: Final = {
    "second": (1, "TS"),
    "minute": (1, "TM"),
    "hour": (1, "TH"),
    "day": (1, "D"),
    "weekend": (1, "WE"),
    "week": (1, "W"),
    "fortnight": (2, "W"),
    "month": (1, "M"),
    "quarter": (1, "Q"),
    "half": (6, "M"),
    "year": (1, "Y"),
    "decade": (10, "Y"),
    "century": (100, "Y"),
    "millennium": (1000, "Y"),
}
# The letter of an uncounted long unit ("for decades").
OPEN_LETTERS: Final = {"decade": "E", "century": "C", "millennium": "L"}
_ORDER: Final = ("Y", "Q", "M", "W", "D", "WE", "TH", "TM", "TS")
_SEASON_EDTF: Final = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}


def span_value(span: Span) -> str:
    """The TIMEX3 value of a span.

    >>> from datetime import datetime
    >>> span_value(Span("month", datetime(2013, 10, 1), datetime(2013, 11, 1)))
    '2013-10'
    """
    if is_before_christ(span.start):
        return _before_christ(span)
    start = span.start
    year = f"{start.year:04d}"
    match span.unit:
        case "century":
            return year[:2]
        case "millennium":
            return year[:1]
        case "decade":
            return year[:3]
        case "year":
            return year
        case "half" | "quarter" | "season":
            return f"{year}-{span.code or _part_of_year(span)}"
        case "month":
            return f"{year}-{start.month:02d}"
        case "week" | "fortnight" | "weekend":
            iso = start.isocalendar()
            return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if span.unit == "weekend" else "")
        case "day":
            return f"{year}-{start.month:02d}-{start.day:02d}"
        case "daypart":
            return f"{year}-{start.month:02d}-{start.day:02d}T{span.code}"
        case _:
            return _clock_value(span)


def _before_christ(span: Span) -> str:
    """As TIMEX2 writes it: BC0490-09; of a decade or a century its leading figures."""
    year = EPOCH - span.start.year
    digits = {"decade": 3, "century": 2, "millennium": 1}.get(span.unit)
    if digits is not None:
        return f"BC{year - 1:04d}"[: 2 + digits]
    civil = Span(span.unit, span.start.replace(year=2000), span.end, span.code)
    return f"BC{year:04d}" + span_value(civil)[4:]


def _part_of_year(span: Span) -> str:
    if span.unit == "half":
        return f"H{(span.start.month - 1) // 6 + 1}"
    return f"Q{(span.start.month - 1) // 3 + 1}"


def _clock_value(span: Span) -> str:
    if span.code == "24":
        day = span.start - DAY
        return f"{iso_day(day)}T24:00"
    return span.start.isoformat() if span.unit == "second" else span.start.isoformat()[:16]


def field_value(fields: dict[str, int | str], clock: Clock | None) -> str | None:
    """The TIMEX3 value of fields that nothing anchors: XXXX-10-03, XXXX-WXX-5T19:30, T19:30; None where there is none."""
    day = _day_value(fields)
    if clock is not None:
        time = f"T{clock.hour:02d}:{clock.minute or 0:02d}"
        return (day or "") + time + (f":{clock.second:02d}" if clock.second is not None else "")
    if day is not None:
        return day + (f"T{fields['daypart']}" if "daypart" in fields else "")
    if "month" in fields:
        return f"XXXX-{fields['month']:02d}"
    if "weekend" in fields:
        return "XXXX-WXX-WE"
    for unit, form in (("quarter", "XXXX-Q{}"), ("half", "XXXX-H{}"), ("season", "XXXX-{}")):
        if unit in fields:
            return form.format(fields[unit])
    return f"T{fields['daypart']}" if "daypart" in fields else None


def _day_value(fields: dict[str, int | str]) -> str | None:
    """The day that the fields name, by its date if they give one: of "Friday the 13th" that."""
    if "day" in fields:
        return f"XXXX-{fields['month']:02d}-{fields['day']:02d}" if "month" in fields else f"XXXX-XX-{fields['day']:02d}"
    return f"XXXX-WXX-{fields['weekday']}" if "weekday" in fields and "month" not in fields else None


def period_value(meaning: Meaning) -> str | None:
    """The TIMEX3 value of a length: P2W, PT5H30M, PXY; None for what is no length.

    >>> period_value(Sum((Period(1, "year"), Period(0.5, "year"))))
    'P1Y6M'
    """
    parts = meaning.parts if isinstance(meaning, Sum) else (meaning,)
    counts: dict[str, Count] = {}
    for part in parts:
        if not isinstance(part, Period):
            return None
        for letter, count in _counts(part):
            before = counts.get(letter, 0)
            counts[letter] = "X" if before == "X" or count == "X" else before + count
    ordered = sorted(counts.items(), key=lambda item: _ORDER.index(item[0]) if item[0] in _ORDER else -1)
    dates = "".join(f"{_plain(count)}{letter}" for letter, count in ordered if letter[0] != "T")
    times = "".join(f"{_plain(count)}{letter[1:]}" for letter, count in ordered if letter[0] == "T")
    return f"P{dates}" + (f"T{times}" if times else "")


# A half of a unit in whole smaller ones: half a year is six months, an hour and a half is an hour and thirty minutes.
_SMALLER: Final = {"Y": (12, "M"), "TH": (60, "TM"), "TM": (60, "TS"), "D": (24, "TH")}


def _counts(period: Period) -> list[tuple[str, Count]]:
    factor, letter = LETTERS[period.unit]
    if period.n == "X":
        return [(OPEN_LETTERS.get(period.unit, letter), "X")]
    total = round(period.n * factor, 9)  # 2.3 centuries are 229.99999999999997 years
    whole = int(total)
    if whole == total or letter not in _SMALLER:
        return [(letter, total)]
    factor, smaller = _SMALLER[letter]
    rest = (total - whole) * factor
    if abs(rest - round(rest)) > 1e-6:
        return [(letter, total)]
    out: list[tuple[str, Count]] = [(letter, whole)] if whole else []
    return [*out, (smaller, round(rest))]


def _plain(count: Count) -> str:
    return str(int(count)) if isinstance(count, float) and count == int(count) else str(count)


def iso_day(moment: datetime) -> str:
    """The day of a moment as YYYY-MM-DD, four digits in every year (strftime writes the year 793 with three)."""
    return moment.date().isoformat()


# A day, a month, a season, a year, a decade or a century; halves and quarters of years end no interval.
_ENDS_INTERVAL: Final = re.compile(r"-?\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?|-2[1-4])?~?|\d\d(?:\d|X)X")


def interval_edtf(start: datetime | None, end: datetime | None) -> str:
    """The stretch `[start, end)` in EDTF, whose intervals have no times of the day: its first and last day, `..` where open.

    >>> interval_edtf(None, datetime(2013, 10, 12))
    '../2013-10-11'
    """
    first = ".." if start is None else iso_day(start)
    last = ".." if end is None else iso_day(end - datetime.resolution)
    return first if first == last else f"{first}/{last}"


def joined_edtf(first: str, last: str) -> str | None:
    """The interval between two spans that are each a date of EDTF; None when one is none that an interval may end with."""
    return f"{first}/{last}" if _ENDS_INTERVAL.fullmatch(first) and _ENDS_INTERVAL.fullmatch(last) else None


def span_edtf(span: Span, mod: str | None) -> str:
    """The span in EDTF: level 0 dates and intervals, level 1 seasons and qualifiers, level 2 quarters and halves."""
    tail = "~" if mod == "APPROX" else ""
    if is_before_christ(span.start):
        return _edtf_before_christ(span, tail)
    start, last = span.start, span.start if span.end - span.start < DAY else span.end - DAY
    year = f"{start.year:04d}"
    match span.unit:
        case "century" if not tail:
            return f"{year[:2]}XX"
        case "decade" if not tail:
            return f"{year[:3]}X"
        case "year":
            return year + tail
        case "half" if not tail:
            return f"{year}-{40 + (start.month - 1) // 6}"
        case "quarter" if not tail:
            return f"{year}-{33 + (start.month - 1) // 3}"
        case "season" if span.code in _SEASON_EDTF:
            return f"{year}-{_SEASON_EDTF[span.code]}{tail}"
        case "month":
            return iso_day(start)[:7] + tail
        case "day" if last == start:
            return iso_day(start) + tail
        case "second" | "minute" | "hour":
            return start.isoformat()
        case "daypart":
            return interval_edtf(start, span.end)
        case _:
            return f"{iso_day(start)}{tail}/{iso_day(last)}{tail}"


def _edtf_before_christ(span: Span, tail: str) -> str:
    """EDTF counts years as astronomers do: 1 BC is 0000, 490 BC is -0489."""
    years = MONTHS.get(span.unit, 12) // 12
    first = span.start.year - EPOCH + 1
    if years > 1:
        return f"{_astronomical(first)}{tail}/{_astronomical(first + years - 1)}{tail}"
    start = span.start.replace(year=2000)
    civil = span_edtf(Span(span.unit, start, start + (span.end - span.start), span.code), None)
    return _astronomical(first) + (civil[4:] if span.unit in {"day", "month"} else "") + tail


def _astronomical(year: int) -> str:
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def set_value(of: Meaning) -> str | None:
    """The TIMEX3 value of a set: P1W for a length that recurs, XXXX-WXX-5 for a field that does, P1Y for a holiday."""
    if isinstance(of, Field) and of.value == "X":
        return _ANY[of.unit]
    parts = parts_of(of)
    fields = {part.unit: part.value for part in parts if isinstance(part, Field)}
    clock = next((part for part in parts if isinstance(part, Clock)), None)
    if len(fields) + (clock is not None) < len(parts):
        return period_value(of)
    return "P1Y" if "holiday" in fields else field_value(fields, clock)


# Any day, any week: how TIMEX2 writes what is daily or weekly.
_ANY: Final = {
    "second": "XXXX-XX-XXTXX:XX:XX",
    "minute": "XXXX-XX-XXTXX:XX",
    "hour": "XXXX-XX-XXTXX",
    "day": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "fortnight": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
    "millennium": "X",
}
