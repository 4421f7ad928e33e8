"""What a time takes from the text before it: the quarter reported on, the year that a report is for."""

from collections.abc import Callable
from typing import Final

from transforms.temporal.civil import Span, floor, into_year, shift, unit_span
from transforms.temporal.situation import Situation
from transforms.temporal.spoken import REPORTED


def antecedent(unit: str, situation: Situation) -> Span | None:
    """The time of that unit, or of that kind (`meaning.Antecedent` lists them), that the text spoke of last."""
    if unit in _NAMED:
        return _NAMED[unit](situation)
    if unit in {"period", "report", "term", "stretch"}:
        stretch = situation.months_told() if unit != "term" else None
        beside = stretch or situation.beside()
        if beside is not None or situation.spoken.months:
            return beside
        found = situation.last_reported(*REPORTED)
        if found is None and unit in {"report", "stretch"}:
            found = situation.last_spoken("month")
        if found is not None or unit in {"period", "stretch"}:
            return found
        if unit == "term":
            return _year_said(situation)
        unit = "quarter"
    if unit == "any":
        return situation.last_spoken("any")
    found = situation.last_reported(unit) or _latest(unit, situation)
    year = situation.year_said(unit)
    return found if found is None or year is None else into_year(found, year)


def _compared_ago(situation: Situation) -> Span | None:
    """What the text reports on, for what was so much "a year ago"; nothing where no figures stand."""
    beside = situation.beside() if situation.words.direction("compared") else None
    if beside is not None or situation.spoken.months:
        return beside
    return situation.last_reported(*REPORTED) if situation.words.direction("figures") else None


def _year_said(situation: Situation) -> Span | None:
    """The year that the last mention names: "in 1986, after a fall the previous year"; none to come for what has happened."""
    current = situation.spoken.current
    if current is None or current[0].unit != "year" or situation.is_too_late(current[0]):
        return None
    return situation.last_spoken("any")


def _year_reported(situation: Situation) -> Span | None:
    """The year that "for the year" reports on: in the first months of a year the last, when the text speaks of that."""
    now = situation.now()
    if now is None:
        return None
    said = situation.year_said("year")
    if said is not None:
        return said
    story = situation.story("year")
    if story is not None:
        situation.last_spoken("any")
        return unit_span("year", floor("year", story.start))
    year = unit_span("year", floor("year", now))
    direction = situation.words.direction("year")
    if year is None or situation.narrative or direction == "future" or now - year.start >= situation.policy.annual_reports:
        return year
    told = situation.last_reported(*REPORTED, "year")
    last = direction == "past" or (told is not None and told.start < year.start)
    start = shift("year", year.start, -1) if last else None
    return year if start is None else unit_span("year", start)


def _year_closed(situation: Situation) -> Span | None:
    """The year whose accounts speak of its end: in the first months of a year the last, unless the sentence looks ahead."""
    now = situation.now()
    year = None if now is None else unit_span("year", floor("year", now))
    if now is None or year is None or now - year.start >= situation.policy.annual_reports:
        return year
    start = None if situation.words.direction("closed") == "future" else shift("year", year.start, -1)
    return year if start is None else unit_span("year", start)


def _latest(unit: str, situation: Situation) -> Span | None:
    """The unit under way, or of quarters the last that has ended: news speaks of one when it has."""
    now = situation.now()
    if now is None:
        return None
    start = floor(unit, now)
    if unit == "quarter":
        start = shift(unit, start, -1) or start
    return unit_span(unit, start)


# Those that are no unit, and hang on nothing else.
_NAMED: Final[dict[str, Callable[[Situation], Span | None]]] = {
    "fiscal": Situation.last_fiscal,
    "now": Situation.under_way,
    "night": Situation.day_of_last_night,
    "annual": _year_reported,
    "closed": _year_closed,
    "ago": _compared_ago,
}
