"""Suites of peers: single expressions with a reference time and the answer their authors expect.

timenorm expects TIMEX3 values. duckling expects intervals at a grain: a case agrees when the first and the last moment of
ours fall in the same cells of that grain as the expected ones. Duckling's interval of hours or finer runs one cell past its
end, so there one cell less is no disagreement, and of its open intervals only the given bound counts. It leans to
the future where news leans to the past; cases that differ in nothing else are counted apart.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from transforms.evaluation.calendar_value import cell
from transforms.evaluation.direction import DirectionWords, bare_kind
from transforms.evaluation.document import Published, Timex, read_published
from transforms.evaluation.pairing import pair_spans
from transforms.evaluation.score import Share
from transforms.temporal.mention import Mention

CLOCK_GRAINS: Final = ("Second", "Minute", "Hour")
INSTANT: Final = timedelta(microseconds=1)
Find = Callable[[str, Published], Sequence[Mention]]


@dataclass(frozen=True, slots=True)
class ExpectedInterval:
    """What duckling expects: `[start, end)`, None where it is open, at a grain such as Day."""

    start: datetime | None
    end: datetime | None
    grain: str
    from_interval: bool


@dataclass(frozen=True, slots=True)
class SuiteCase:
    """One case: the expression is the whole text, anchored at `published`; `expected` None means that nothing may be found."""

    id: str
    group: str
    text: str
    published: Published
    expected: Timex | ExpectedInterval | None


@dataclass(frozen=True, slots=True)
class SuiteFailure:
    """A case that does not agree, and what was found instead."""

    case: SuiteCase
    found: tuple[Mention, ...]

    @property
    def kind(self) -> str:
        """Spurious, missed, span (for timenorm: part of the text only) or value."""
        if self.case.expected is None:
            return "spurious"
        if not self.found:
            return "missed"
        whole = any(len(mention.text) == len(self.case.text) for mention in self.found)
        return "value" if whole else "span"


@dataclass(frozen=True, slots=True)
class GroupFigure:
    """The share of agreeing cases, and of those that would agree if we leaned to the future as the suite does."""

    right: Share
    right_but_past: Share


@dataclass(frozen=True, slots=True)
class SuiteReport:
    """The figures for all cases and for each group, and the cases that do not agree."""

    all: GroupFigure
    groups: dict[str, GroupFigure]
    failures: tuple[SuiteFailure, ...]


def read_timenorm(records: Iterable[Mapping[str, Any]]) -> list[SuiteCase]:
    """timenorm's cases, grouped by TIMEX3 type."""
    cases = []
    for record in records:
        (expected,) = record["expect"]
        timex = Timex(expected["start"], expected["end"], expected["text"], expected["type"], expected["resolution"])
        cases.append(SuiteCase(record["id"], expected["type"], record["text"], read_published(record["reference"]), timex))
    return cases


def read_duckling(records: Iterable[Mapping[str, Any]], words: DirectionWords) -> list[SuiteCase]:
    """duckling's cases, grouped by what makes them comparable with news or not.

    Bare weekdays, months and month-days are a group of their own, since duckling leans to the future; so are latent cases
    (a lone number read as an hour), holidays, other locales than plain English, and times of day.
    """
    cases = []
    for record in records:
        expected = _expected(record)
        published = datetime.fromisoformat(record["reference"]).replace(tzinfo=None)
        cases.append(SuiteCase(record["id"], _group(record, expected, words), record["text"], published, expected))
    return cases


def run_suite(cases: Iterable[SuiteCase], find: Find) -> SuiteReport:
    """The figures of `find`, which gives the mentions of a text with its publication."""
    right: Counter[str] = Counter()
    past: Counter[str] = Counter()
    total: Counter[str] = Counter()
    failures = []
    for case in cases:
        found = tuple(find(case.text, case.published))
        agrees = _agrees(case, found)
        groups = (case.group, "all")
        total.update(groups)
        if agrees:
            right.update(groups)
            continue
        failures.append(SuiteFailure(case, found))
        if any(_agrees(case, [_moved(mention, step) for mention in found]) for step in _steps(case, found)):
            past.update(groups)
    figures = {name: GroupFigure(Share(right[name], total[name]), Share(past[name], total[name])) for name in sorted(total)}
    return SuiteReport(figures.pop("all"), figures, tuple(failures))


def _steps(case: SuiteCase, found: Sequence[Mention]) -> list[Callable[[datetime], datetime]]:
    """By what our past answer could miss a future one: a day for a time, a week for a weekday, a year for a month or day."""
    now = case.published
    if not isinstance(case.expected, ExpectedInterval) or not isinstance(now, datetime):
        return []
    theirs, ours = case.expected.start, [mention.start for mention in found if mention.start]
    if theirs is None or not ours or not max(ours) <= now <= theirs:
        return []
    return [lambda moment: moment + timedelta(days=1), lambda moment: moment + timedelta(days=7), _a_year_later]


def _moved(mention: Mention, step: Callable[[datetime], datetime]) -> Mention:
    return replace(mention, start=mention.start and step(mention.start), end=mention.end and step(mention.end))


def _a_year_later(moment: datetime) -> datetime:
    leap_day = (moment.month, moment.day) == (2, 29)
    return moment.replace(year=moment.year + 1, day=28 if leap_day else moment.day)


def _agrees(case: SuiteCase, found: Sequence[Mention]) -> bool:
    match case.expected:
        case None:
            return not found
        case Timex():
            answers = [Timex(m.char_start, m.char_end, m.text, m.timex_type, m.timex_value) for m in found]
            return any(answers[p].value == case.expected.value for _, p in pair_spans([case.expected], answers))
        case ExpectedInterval():
            return bool(found) and _same_interval(case.expected, *_hull(case.expected, found))


def _hull(expected: ExpectedInterval, found: Sequence[Mention]) -> tuple[datetime | None, datetime | None]:
    """Our interval: of the longest mention; where duckling reads an interval, from the first mention to the last."""
    if not expected.from_interval:
        longest = max(found, key=lambda mention: len(mention.text))
        return longest.start, longest.end
    starts = [mention.start for mention in found if mention.start]
    ends = [mention.end for mention in found if mention.end]
    return min(starts, default=None), max(ends, default=None)


def _same_interval(expected: ExpectedInterval, start: datetime | None, end: datetime | None) -> bool:
    grain = expected.grain
    if expected.start is None or expected.end is None:
        bound = expected.start or expected.end
        return bound is not None and any(ours and _cell(ours, grain) == _cell(bound, grain) for ours in (start, end))
    if start is None or end is None or _cell(start, grain) != _cell(expected.start, grain):
        return False
    last, theirs = end - INSTANT if end > start else end, expected.end - INSTANT
    reach = {_cell(theirs, grain)}
    if expected.from_interval and grain in CLOCK_GRAINS:
        reach.add(_cell(theirs - _length(grain), grain))
    return _cell(last, grain) in reach


def _expected(record: Mapping[str, Any]) -> Timex | ExpectedInterval | None:
    if not record["expect"]:
        return None
    (answer,) = record["expect"]
    moment = answer["resolution"]["datetimes"][0]
    if moment.startswith("-"):  # a year before Christ: no civil moment, but a TIMEX3 value
        return Timex(answer["start"], answer["end"], answer["text"], "DATE", f"BC{moment[1:5]}")
    return _expected_interval(answer["resolution"])


def _expected_interval(resolution: Mapping[str, Any]) -> ExpectedInterval:
    grain = resolution["grain"]
    moments = [datetime.fromisoformat(moment) for moment in resolution["datetimes"]]
    match resolution["kind"], moments:
        case "datetimeOpenInterval", [bound]:
            is_after = " After " in resolution["expr"]
            return ExpectedInterval(bound if is_after else None, None if is_after else bound, grain, True)
        case _, [start, end]:
            return ExpectedInterval(start, end, grain, True)
        case _, [start]:
            return ExpectedInterval(start, _after(start, grain), grain, False)
    raise ValueError(f"expected one or two moments, got {resolution['datetimes']} in {resolution['expr']!r}")


def _group(record: Mapping[str, Any], expected: Timex | ExpectedInterval | None, words: DirectionWords) -> str:
    if expected is None:
        return "nothing to find"
    if isinstance(expected, Timex):
        return "before Christ"
    kind = record["expect"][0]["resolution"]["kind"]
    tests = (
        (record["suite"].endswith("latentCorpus"), "latent"),
        ("Holiday" in kind, "holiday"),
        (record["locale"] != "EN", "other locale"),
        (kind == "datetimeOpenInterval", "open interval"),
        (expected.grain in CLOCK_GRAINS, "time of day"),
        (expected.from_interval, "interval of days or more"),
        (_is_bare(record["text"], expected, words), "bare weekday, month or month-day"),
    )
    return next((name for holds, name in tests if holds), "date")


def _is_bare(text: str, expected: ExpectedInterval, words: DirectionWords) -> bool:
    if expected.start is None:
        return False
    value = expected.start.strftime("%Y-%m" if expected.grain == "Month" else "%Y-%m-%d")
    return bare_kind(Timex(0, len(text), text, "DATE", value), words) is not None


def _length(grain: str) -> timedelta:
    return {"Second": timedelta(seconds=1), "Minute": timedelta(minutes=1), "Hour": timedelta(hours=1)}[grain]


def _after(start: datetime, grain: str) -> datetime:
    match grain:
        case "Day" | "Week":
            return start + timedelta(days=1 if grain == "Day" else 7)
        case "Month" | "Quarter" | "Year":
            month = start.month - 1 + {"Month": 1, "Quarter": 3, "Year": 12}[grain]
            return start.replace(year=start.year + month // 12, month=month % 12 + 1, day=1)
        case _:
            return start + _length(grain)


def _cell(moment: datetime, grain: str) -> tuple[int, ...]:
    if grain in CLOCK_GRAINS:
        return tuple(moment.timetuple()[: 6 - CLOCK_GRAINS.index(grain)])
    return cell(moment, grain.lower())
