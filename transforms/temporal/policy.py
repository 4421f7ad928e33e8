"""The policy: what Dateline makes of what the words leave open. All of it is in `config/policy.toml`."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from transforms.configuration import ConfigurationError, load_toml
from transforms.temporal.civil import DAY, at, days_in_month


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


# Two policies are one only if they are the same object: resolutions are remembered by policy.
@dataclass(frozen=True, slots=True, eq=False)
class Policy:
    """Edges, widths, directions, seasons, parts of the day and holidays, with the version that tables name."""

    version: str
    edges: dict[str, tuple[float, float]]
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
    report_months: tuple[int, ...]
    compared_quarter: timedelta
    annual_reports: timedelta
    dateline_chars: int
    dateline_before: int
    dateline_after: int
    lead_chars: int
    seasons: dict[str, int]
    dayparts: dict[str, tuple[int, int]]
    holidays: dict[str, dict[str, Any]]

    def holiday(self, name: str, year: int) -> tuple[datetime, int] | None:
        """The first day of the holiday in that year and its length in days; None when no table covers the year."""
        entry = self.holidays[name]
        length = entry.get("days", 1)
        if "first" in entry:
            index = year - entry["since"]
            return (_month_day(year, entry["first"][index]), length) if 0 <= index < len(entry["first"]) else None
        if "easter" in entry:
            moment = easter(year) + DAY * entry["easter"]
        elif "orthodox_easter" in entry:
            moment = orthodox_easter(year) + DAY * entry["orthodox_easter"]
        elif "weekday" in entry:
            moment = nth_weekday(year, entry["month"], entry["weekday"], entry["nth"])
        else:
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


def load_policy(path: Path) -> Policy:
    """The policy in that file, the holidays in `holidays.toml` beside it. Raises ConfigurationError for a missing table."""
    data = load_toml(path)
    tables = load_toml(path.with_name("holidays.toml"))
    needed = {"version", "edges", "widths", "direction", "narrative", "dateline", "seasons", "dayparts", "holidays"}
    missing = needed - data.keys()
    if missing:
        raise ConfigurationError(f"expected the policy's tables, got none for {', '.join(sorted(missing))} in {path}")
    return Policy(
        version=data["version"],
        edges={name: (low, high) for name, (low, high) in data["edges"].items()},
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
        report_months=tuple(data["reports"]["months"]),
        compared_quarter=timedelta(days=data["reports"]["compared_days"]),
        annual_reports=timedelta(days=data["reports"]["annual_days"]),
        dateline_chars=data["dateline"]["chars"],
        dateline_before=data["dateline"]["before_days"],
        dateline_after=data["dateline"]["after_days"],
        lead_chars=data["dateline"]["lead_chars"],
        seasons=data["seasons"],
        dayparts={code: (first, last) for code, (first, last) in data["dayparts"].items()},
        holidays=data["holidays"] | tables,
    )


def as_moment(published: date | datetime | None) -> datetime | None:
    """The publication as naive local time: a date is its midnight, an aware datetime loses its zone, not its clock."""
    if published is None:
        return None
    if isinstance(published, datetime):
        return published.replace(tzinfo=None)
    return at(published.year, published.month, published.day)
