"""The policy: what Dateline makes of what the words leave open. All of it is in `config/policy.toml`."""

import re
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from transforms.configuration import ConfigurationError, load_toml
from transforms.forms import COUNT, FLAG, NUMBER, TABLE, TEXT, WHOLE, Form, Kind, every, list_of, one_of
from transforms.temporal.civil import DAY, MEAN_DAYS, at, days_in_month, is_before_christ


@dataclass(frozen=True, slots=True)
class Lean:
    """Where a bare field of a kind lies: the latest that starts at most `ahead` after publication.

    One that starts less than `sure` from publication stands; farther ones go where the sentence's verbs point. It is None
    for a kind that verbs do not move. One less than `near` away stands even beside words that only make the other side likely.
    What words say is past has `begun` so long ago at least: no half of a year has results in its first month.
    """

    ahead: timedelta
    sure: timedelta | None
    same_year: bool
    near: timedelta
    begun: timedelta


@dataclass(frozen=True, slots=True)
class TwoDigits:
    """The first year and the first decade of two digits that are of the last century: "'68", "the '20s"."""

    year_from: int
    decade_from: int


@dataclass(frozen=True, slots=True)
class HourLimits:
    """Hours, 0 to 24, that say which half of the day, and which day, a clock time is of; the file says what each parts."""

    night_from: int
    afternoon_to: int
    after_morning_to: int
    evening_from: int
    small_hours_to: int
    next_hands: int


# Two policies are one only if they are the same object: resolutions are remembered by policy.
@dataclass(frozen=True, slots=True, eq=False)
class Policy:
    """Edges, widths, directions, seasons, parts of the day and holidays, with the version that tables name."""

    version: str
    edges: dict[str, tuple[float, float]]
    counted: dict[str, int]
    widths: dict[str, float]
    direction: dict[str, Lean]
    narrative_back: timedelta
    narrative_back_season: timedelta
    narrative_back_aside: timedelta
    narrative_back_month: timedelta
    narrative_ahead_aside: timedelta
    narrative_aside_years: int
    narrative_era_years: int
    next_weekday_days: int
    listed: timedelta
    soon: timedelta
    report_months: tuple[int, ...]
    compared_quarter: timedelta
    annual_reports: timedelta
    dateline_chars: int
    dateline_before: int
    dateline_after: int
    lead_chars: int
    two_digits: TwoDigits
    clock: HourLimits
    seasons: dict[str, int]
    dayparts: dict[str, tuple[int, int]]
    holidays: dict[str, dict[str, Any]]

    def width_name(self, unit: str) -> str:
        """The row of `widths` that says how far "about" reaches for a unit."""
        return unit if unit in self.widths else "default"

    def years_of(self, holiday: str) -> range | None:
        """The years that the holiday's table covers; None for one that comes every year by a rule."""
        entry = self.holidays[holiday]
        return range(entry["since"], entry["since"] + len(entry["first"])) if "first" in entry else None

    def holiday(self, name: str, year: int) -> tuple[datetime, int] | None:
        """The first day of the holiday in that year and its length in days; None in a year that has none or no table covers."""
        entry = self.holidays[name]
        length = entry.get("days", 1)
        years = self.years_of(name)
        if years is not None:
            return (_month_day(year, entry["first"][years.index(year)]), length) if year in years else None
        if "easter" in entry:
            moment = easter(year) + DAY * entry["easter"]
        elif "orthodox_easter" in entry:
            moment = orthodox_easter(year) + DAY * entry["orthodox_easter"]
        elif "weekday" in entry:
            moment = nth_weekday(year, entry["month"], entry["weekday"], entry["nth"])
        else:
            if entry["day"] > days_in_month(year, entry["month"]):
                return None  # 29 February
            moment = at(year, entry["month"], entry["day"])
        return moment + DAY * entry.get("plus_days", 0), length


def _month_day(year: int, text: str) -> datetime:
    month, _, day = text.partition("-")
    return at(year, int(month), int(day))


# The first year whose Easter is reckoned by the Gregorian calendar.
_GREGORIAN: Final = 1583


def easter(year: int) -> datetime:
    """Western Easter Sunday, by the anonymous Gregorian algorithm (Meeus, Jones, Butcher); before 1583 the Julian date.

    >>> easter(2000)
    datetime.datetime(2000, 4, 23, 0, 0)
    """
    if year < _GREGORIAN:
        return _julian_easter(year)
    golden = year % 19
    century, rest = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    leap_years, year_rest = divmod(rest, 4)
    weekday = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return at(year, month, day + 1)


def orthodox_easter(year: int) -> datetime:
    """Eastern Easter Sunday as a Gregorian date.

    >>> orthodox_easter(2018)
    datetime.datetime(2018, 4, 8, 0, 0)
    """
    return _julian_easter(year) + DAY * (year // 100 - year // 400 - 2)


def _julian_easter(year: int) -> datetime:
    """Easter Sunday by Meeus' Julian algorithm, as the Julian calendar writes it."""
    epact = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - epact + 34) % 7
    month, day = divmod(epact + weekday + 114, 31)
    return at(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> datetime:
    """The n-th ISO weekday (1 Monday to 7 Sunday) of a month, from the month's end when negative."""
    if nth > 0:
        first = at(year, month, 1)
        return first + DAY * ((weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    last = at(year, month, days_in_month(year, month))
    return last - DAY * ((last.isoweekday() - weekday) % 7 + 7 * (-nth - 1))


_SHARE: Final = Kind(
    "a start and an end after it, from 0.0 to 1.0",
    lambda value: type(value) is list and len(value) == 2 and all(map(NUMBER.fits, value)) and 0 <= value[0] < value[1] <= 1,
)
_HOURS: Final = Kind(
    "two hours (0 to 24)", lambda value: type(value) is list and len(value) == 2 and all(hour in range(25) for hour in value)
)
_WIDTH: Final = Kind("a number of 0 or more", lambda value: value >= 0)
_MONTH: Final = one_of(range(1, 13), "a month (1 to 12)")
_IS_MONTH_DAY: Final = re.compile(r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_MONTH_DAY: Final = Kind("a month and a day as in 02-28", lambda value: type(value) is str and _IS_MONTH_DAY.fullmatch(value))
# The bare fields that lean.
_LEANING: Final = ("weekday", "monthday", "month", "day", "quarter", "half", "season", "weekend", "holiday", "daypart")
_LEAN: Final = Form(
    {**dict.fromkeys(("ahead_days", "sure_days", "near_days", "begun_days"), (NUMBER,)), "same_year": (FLAG,)},
    frozenset({"ahead_days"}),
)
_HOLIDAY: Final = Form(
    {
        "month": (_MONTH,),
        "day": (one_of(range(1, 32), "a day of the month (1 to 31)"),),
        "weekday": (one_of(range(1, 8), "a weekday (1 for Monday to 7)"),),
        "nth": (one_of((1, 2, 3, 4, 5, -1, -2, -3, -4, -5), "which of the month, -1 the last"),),
        **dict.fromkeys(("easter", "orthodox_easter"), (one_of(range(-365, 366), "days from Easter (-365 to 365)"),)),
        "plus_days": (WHOLE,),
        "days": (COUNT,),
        "since": (one_of(range(1, MAXYEAR + 1), "a year (1 to 9999)"),),
        "first": (list_of(_MONTH_DAY),),
    }
)
LEAP_YEAR: Final = 2024
# What says when a holiday is: one of these together.
_SAYS_WHEN: Final = ({"month", "day"}, {"month", "weekday", "nth"}, {"easter"}, {"orthodox_easter"}, {"since", "first"})


_TABLES: Final[dict[str, Form]] = {
    "edges": every(dict.fromkeys(("start", "mid", "end"), _SHARE)),
    "counted": Form(dict.fromkeys(MEAN_DAYS, (COUNT,))),
    "widths": Form(dict.fromkeys(("default", *MEAN_DAYS), (NUMBER, _WIDTH)), frozenset({"default"})),
    "direction": Form(dict.fromkeys(_LEANING, ()), frozenset(_LEANING)),
    "narrative": every(
        dict.fromkeys(
            (
                *("back_days", "back_month_days", "back_season_days", "back_aside_days", "ahead_aside_days"),
                *("aside_years", "era_years", "far_years", "least", "share"),
                *("short_least", "short_years", "short_words", "lead_chars"),
            ),
            NUMBER,
        )
    ),
    "next": every(dict.fromkeys(("weekday_days", "listed_days", "soon_days"), WHOLE)),
    "reports": every({"months": list_of(WHOLE), "compared_days": WHOLE, "annual_days": WHOLE}),
    "dateline": every(dict.fromkeys(("chars", "before_days", "after_days", "lead_chars"), WHOLE)),
    "two_digits": every(dict.fromkeys(TwoDigits.__slots__, one_of(range(100), "two digits (0 to 99)"))),
    "clock": every(dict.fromkeys(HourLimits.__slots__, one_of(range(25), "an hour (0 to 24)"))),
    "seasons": Form({}, others=(_MONTH,)),
    "dayparts": Form({}, others=(_HOURS,)),
    "holidays": Form({}, others=(TABLE,)),
}
_POLICY: Final = Form({"version": (TEXT,), **dict.fromkeys(_TABLES, ())}, frozenset({"version", *_TABLES}))


def _check(data: dict[str, Any], path: Path) -> None:
    _POLICY.check(data, "the policy", path)
    for name, form in _TABLES.items():
        form.check(data[name], f"[{name}]", path)
    for name, row in data["direction"].items():
        _LEAN.check(row, f"{name} of [direction]", path)
    for name, row in data["holidays"].items():
        _check_holiday(row, f"{name} of [holidays]", path)


def _check_holiday(row: dict[str, Any], called: str, path: Path) -> None:
    _HOLIDAY.check(row, called, path)
    if row.keys() - {"days", "plus_days"} not in _SAYS_WHEN:
        ways = "; ".join(" and ".join(sorted(keys)) for keys in _SAYS_WHEN)
        raise ConfigurationError(
            f"expected one way to say when {called} is ({ways}), got {', '.join(row) or 'nothing'} in {path}"
        )
    if row.get("day", 1) > days_in_month(LEAP_YEAR, row.get("month", 1)):
        raise ConfigurationError(f"expected a day of its month for {called}, got {row['day']} in {path}")
    for year, day in enumerate(row.get("first", ()), row.get("since", 1)):
        month, _, number = day.partition("-")
        if year > MAXYEAR or int(number) > days_in_month(year, int(month)):
            raise ConfigurationError(f"expected a day of the year {year} in first of {called}, got {day!r} in {path}")


def load_policy(path: Path) -> Policy:
    """The policy in that file, the holidays in `holidays.toml` beside it. Raises ConfigurationError for what does not fit."""
    tables_path = path.with_name("holidays.toml")
    data, tables = load_toml(path), load_toml(tables_path)
    _check(data, path)
    for name, row in tables.items():
        _check_holiday(row, f"[{name}]", tables_path)
        if name in data["holidays"]:
            raise ConfigurationError(f"expected each holiday once, got {name} in {path} and {tables_path}")
    return Policy(
        version=data["version"],
        edges={name: (low, high) for name, (low, high) in data["edges"].items()},
        counted=data["counted"],
        widths=data["widths"],
        direction={
            kind: Lean(
                ahead=timedelta(days=entry["ahead_days"]),
                sure=timedelta(days=entry["sure_days"]) if "sure_days" in entry else None,
                same_year=entry.get("same_year", False),
                near=timedelta(days=entry.get("near_days", 0)),
                begun=timedelta(days=entry.get("begun_days", 0)),
            )
            for kind, entry in data["direction"].items()
        },
        narrative_back=timedelta(days=data["narrative"]["back_days"]),
        narrative_back_season=timedelta(days=data["narrative"]["back_season_days"]),
        narrative_back_aside=timedelta(days=data["narrative"]["back_aside_days"]),
        narrative_ahead_aside=timedelta(days=data["narrative"]["ahead_aside_days"]),
        narrative_back_month=timedelta(days=data["narrative"]["back_month_days"]),
        narrative_aside_years=data["narrative"]["aside_years"],
        narrative_era_years=data["narrative"]["era_years"],
        next_weekday_days=data["next"]["weekday_days"],
        listed=timedelta(days=data["next"]["listed_days"]),
        soon=timedelta(days=data["next"]["soon_days"]),
        report_months=tuple(data["reports"]["months"]),
        compared_quarter=timedelta(days=data["reports"]["compared_days"]),
        annual_reports=timedelta(days=data["reports"]["annual_days"]),
        dateline_chars=data["dateline"]["chars"],
        dateline_before=data["dateline"]["before_days"],
        dateline_after=data["dateline"]["after_days"],
        lead_chars=data["dateline"]["lead_chars"],
        two_digits=TwoDigits(**data["two_digits"]),
        clock=HourLimits(**data["clock"]),
        seasons=data["seasons"],
        dayparts={code: (first, last) for code, (first, last) in data["dayparts"].items()},
        holidays=data["holidays"] | tables,
    )


def as_moment(published: date | datetime | None) -> datetime | None:
    """The publication as naive local time: a date is its midnight, an aware datetime loses its zone, not its clock.

    None for one that the calendar here cannot hold, which ends with the year 5999. Raises TypeError for anything else.
    """
    if published is None:
        return None
    if not isinstance(published, date) or published != published:  # NaT, a missing time of pandas, equals nothing
        got = f"{type(published).__name__} {published!r}"
        raise TypeError(f"expected the publication as a date, a datetime or None, got {got}")
    moment = at(published.year, published.month, published.day)
    if isinstance(published, datetime):
        # A Timestamp of pandas is a datetime, but in nanoseconds it holds 1677 to 2262 alone.
        moment = moment.replace(
            hour=published.hour, minute=published.minute, second=published.second, microsecond=published.microsecond
        )
    return None if is_before_christ(moment) else moment
