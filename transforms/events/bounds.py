"""The four bounds of an event's time, and the limits that templates in `event_times.toml` name."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from typing import Final

from transforms.temporal.civil import DAY, MEAN_DAYS, at
from transforms.temporal.meaning import Between, Bound, Intersect, Stretch
from transforms.temporal.mention import Mention
from transforms.temporal.template import meaning_of
from transforms.temporal.timex import period_value

_FIRST: Final = at(MINYEAR)
_LENGTH: Final = re.compile(
    r"P(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)Q)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(T.*)?$"
)
_OF_DAY: Final = re.compile(r"(\d{4}-\d\d-\d\d)T(24:00|[A-Z]{2})")
# The parts of such a length, which are of the calendar's mean.
_UNITS: Final = ("year", "quarter", "month", "week", "day")


@dataclass(frozen=True, slots=True)
class Bounds:
    """Inclusive days, None is unbounded. A DAY repeats one pair."""

    earliest_start: date | None
    latest_start: date | None
    earliest_end: date | None
    latest_end: date | None
    extent: str

    @property
    def are_any(self) -> bool:
        """Whether the event is bounded on any side."""
        return any((self.earliest_start, self.latest_start, self.earliest_end, self.latest_end))

    @property
    def known_day(self) -> date | None:
        """The one day on which the event is known to happen, if it is."""
        days = self.known_days
        return days[0] if days is not None and days[0] == days[1] and self.extent == "DAY" else None

    @property
    def known_days(self) -> tuple[date, date] | None:
        """The first and the last day on which the event is known to go on, if both are known."""
        first, last = self.earliest_start, self.latest_end
        if first is None or last is None or (first, last) != (self.latest_start, self.earliest_end):
            return None
        return first, last


@dataclass(frozen=True, slots=True)
class Period:
    """The days of a time expression, both included; None is unbounded. `length` is set when it has a length and no place.

    What is only a `part` of its days leaves room on them: what came before 5 p.m. on Friday may have been on Friday. Of the
    END of something that lasts longer its last day is meant, of a START its first: `before the end of the year`.
    """

    first: date | None
    last: date | None
    length: timedelta | None = None
    part: bool = False
    edge: str | None = None

    @property
    def is_day(self) -> bool:
        """Whether the period is one known day."""
        return self.first is not None and self.first == self.last


def day_bounds(earliest: date | None, latest: date | None) -> Bounds:
    """The bounds of what happens on one day between two limits."""
    return Bounds(earliest, latest, earliest, latest, "DAY")


def last_day(mention: Mention) -> date | None:
    """The last day of a mention; None for one that is open, or over when the calendar begins."""
    end = mention.end
    return (end - datetime.resolution).date() if end is not None and end > _FIRST else None


def period_of(mention: Mention) -> Period:
    """The days that a mention covers. A moment counts as its day, a length without a place as its length."""
    if mention.start is None and mention.end is None:
        meaning = meaning_of(mention.meaning)
        if isinstance(meaning, Stretch):
            return Period(None, None)  # "in the first two weeks": of what, nothing says
        bare = meaning.of if isinstance(meaning, Bound) else meaning
        # "Two to four weeks": TIMEX3 has the shorter length as their value, the meaning has both.
        return Period(None, None, length_of(period_value(bare.last) if isinstance(bare, Between) else mention.timex_value))
    first = mention.start.date() if mention.start is not None else None
    last = last_day(mention)
    if mention.start is None or mention.end is None or mention.end - mention.start > DAY:
        return Period(first, last, edge=mention.timex_mod)
    if (day := _named_day(mention)) is not None:
        first = day
    # A moment, a night, a day of another time zone: the day on which it begins.
    return Period(first, first, part=mention.end - mention.start < DAY)


def _named_day(mention: Mention) -> date | None:
    """The day whose night, or part, the words name: `late on Monday night`, `at midnight on Friday`, but not `at midnight`."""
    named = _OF_DAY.match(mention.timex_value or "")
    if named is None or (named.group(2) == "24:00" and not isinstance(meaning_of(mention.meaning), Intersect)):
        return None
    return date.fromisoformat(named.group(1))


def length_of(value: str | None) -> timedelta | None:
    """The length of a TIMEX3 duration, hours and less as zero days; None for one without a number.

    >>> length_of("P3W").days
    21
    """
    match = _LENGTH.match(value or "")
    if match is None or value == "P":
        return None
    days = sum(float(n) * MEAN_DAYS[unit] for n, unit in zip(match.groups()[:5], _UNITS, strict=True) if n)
    if not days and not match.group(6):
        return None
    return timedelta(days=round(days)) if days < 366 * MAXYEAR else None


@dataclass(frozen=True, slots=True)
class Limits:
    """What the names in a template stand for: a period, the publication day (None without one), the recent past."""

    period: Period
    publication: date | None
    recent: timedelta

    def bounds(self, template: str) -> Bounds:
        """The bounds that a template of two limits (a DAY) or four (a SPAN) gives; contradictory clips are dropped."""
        names = template.split()
        if len(names) == 2:
            earliest, latest = self._pair(names[0], names[1])
            return day_bounds(earliest, latest)
        starts, ends = self._pair(names[0], names[1]), self._pair(names[2], names[3])
        return _ordered(starts, ends)

    def before_first(self) -> date | None:
        """The day before the period; its first where it is only a part of that, its last where it is an end."""
        if self.period.edge == "END":
            return self.period.last
        return self.period.first if self.period.part else shifted(self.period.first, DAY, -1)

    def after_last(self) -> date | None:
        """The day after the period; its last where it is only a part of that, its first where it is a start."""
        if self.period.edge == "START":
            return self.period.first
        return self.period.last if self.period.part else shifted(self.period.last, DAY)

    def last_so_far(self) -> date | None:
        """The last day of the period, of one that is not over the publication day."""
        first, last, now = self.period.first, self.period.last, self.publication
        return now if first is not None and last is not None and now is not None and first < now < last else last

    def _pair(self, low: str, high: str) -> tuple[date | None, date | None]:
        earliest, latest = self._clipped(low, max), self._clipped(high, min)
        if earliest is not None and latest is not None and earliest > latest:
            # A past tense with a day ahead, a future with one behind: the words win over the tense.
            earliest, latest = LIMITS[low.split("|")[0]](self), LIMITS[high.split("|")[0]](self)
            if earliest is not None and latest is not None and earliest > latest:
                # "publication last" of a period that is over: all that is left is the period.
                earliest = self.period.first if self.period.first is not None and self.period.first <= latest else None
        return earliest, latest

    def _clipped(self, names: str, choose: Callable[[list[date]], date]) -> date | None:
        known = [limit for limit in (LIMITS[name](self) for name in names.split("|")) if limit is not None]
        return choose(known) if known else None


# What a template may name.
LIMITS: Final[Mapping[str, Callable[[Limits], date | None]]] = {
    "-": lambda limits: None,
    "first": lambda limits: limits.period.first,
    "last": lambda limits: limits.period.last,
    "last_so_far": lambda limits: limits.last_so_far(),
    "before_first": lambda limits: limits.before_first(),
    "after_last": lambda limits: limits.after_last(),
    "publication": lambda limits: limits.publication,
    "eve": lambda limits: shifted(limits.publication, -DAY),
    "recent": lambda limits: shifted(limits.publication, -limits.recent),
    "publication-N": lambda limits: shifted(limits.publication, limits.period.length, -1),
    "publication+N": lambda limits: shifted(limits.publication, limits.period.length),
    "publication-2N": lambda limits: shifted(limits.publication, limits.period.length, -2),
    "publication-N/2": lambda limits: shifted(limits.publication, limits.period.length, -0.5),
}


def shifted(day: date | None, length: timedelta | None, times: float = 1) -> date | None:
    """The day so many times that much later; None outside of the calendar or where either is not known."""
    if day is None or length is None:
        return None
    try:
        return day + times * length
    except OverflowError:
        return None


def cut(bounds: Bounds, last: date) -> Bounds:
    """The bounds of what is over by a day before their end; those that lie behind it say nothing."""
    first = bounds.earliest_start if bounds.earliest_start is not None and bounds.earliest_start <= last else None
    end = bounds.earliest_end if bounds.earliest_end is not None and bounds.earliest_end <= last else first
    return Bounds(first, last, end, last, bounds.extent)


def _ordered(starts: tuple[date | None, date | None], ends: tuple[date | None, date | None]) -> Bounds:
    """A span's bounds made consistent: it ends no earlier than it starts."""
    earliest_start, latest_start = starts
    earliest_end, latest_end = ends
    if earliest_start is not None and (earliest_end is None or earliest_end < earliest_start):
        earliest_end = earliest_start if latest_end is None or latest_end >= earliest_start else earliest_end
    if latest_end is not None and (latest_start is None or latest_start > latest_end):
        latest_start = latest_end if earliest_start is None or earliest_start <= latest_end else latest_start
    if earliest_start is not None and latest_end is not None and earliest_start > latest_end:
        earliest_start = earliest_end = None
    return Bounds(earliest_start, latest_start, earliest_end, latest_end, "SPAN")
