"""What a time takes from the text before it: the quarter reported on, the year that a report is for."""

from collections.abc import Callable
from functools import partial
from typing import Final, TypeAlias

from transforms.temporal.civil import Span, floor, into_year, shift, unit_span
from transforms.temporal.situation import Situation
from transforms.temporal.spoken import REPORTED

Asked: TypeAlias = Callable[[Situation], Span | None]


def _compared(situation: Situation, otherwise: tuple[Asked, ...], *, stretch: bool = True) -> Span | None:
    """What a figure is compared with: the stretch of months or the time told beside it, else the first that is found."""
    beside = (situation.months_told() if stretch else None) or situation.beside()
    if beside is not None or situation.spoken.months:
        return beside
    return next((span for ask in otherwise if (span := ask(situation))), None)


def _reported(situation: Situation) -> Span | None:
    # A history makes no reports: the half of a year that it told of is long past when "a year earlier" comes.
    return None if situation.narrative else situation.last_reported(*REPORTED)


def _month_told(situation: Situation) -> Span | None:
    return situation.last_spoken("month")


def _compared_ago(situation: Situation) -> Span | None:
    """What the text reports on, for what was so much "a year ago"; nothing where no figures stand."""
    beside = situation.beside() if situation.words.direction("compared") else None
    if beside is not None or situation.spoken.months:
        return beside
    return _reported(situation) or situation.month_going_on() if situation.words.direction("figures") else None


def _year_said(situation: Situation) -> Span | None:
    """The year that the last mention names: "in 1986, after a fall the previous year".

    None to come for what has happened, nor one that figures are not of ("founded in 1902, the firm earned $3 million").
    """
    current = situation.spoken.current
    if current is None or current[0].unit != "year" or situation.is_too_late(current[0]):
        return None
    if situation.words.direction("figures") and situation.words.passes("compared", current[1]):
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
    """The unit under way, or of quarters the last that has ended: news speaks of one when it has, unless it looks ahead."""
    now = situation.now()
    if now is None:
        return None
    start = floor(unit, now)
    if unit == "quarter" and not (situation.words.direction(unit) or "").startswith("future"):
        start = shift(unit, start, -1) or start
    return unit_span(unit, start)


def _of_unit(unit: str, situation: Situation) -> Span | None:
    found = situation.last_reported(unit)
    if found is None or situation.is_too_late(found):
        found = _latest(unit, situation)
    year = situation.year_said(unit)
    return found if found is None or year is None else into_year(found, year)


# Those that are no unit (`meaning.Antecedent` says what they are).
_KINDS: Final[dict[str, Asked]] = {
    "any": lambda situation: situation.last_spoken("any"),
    "period": partial(_compared, otherwise=(_reported,)),
    "stretch": partial(_compared, otherwise=(_reported, _month_told)),
    "report": partial(_compared, otherwise=(_reported, _month_told, partial(_of_unit, "quarter"))),
    "term": partial(_compared, otherwise=(_reported, Situation.month_going_on, _year_said), stretch=False),
    "ago": _compared_ago,
    "annual": _year_reported,
    "closed": _year_closed,
    "fiscal": Situation.last_fiscal,
    "now": lambda situation: situation.under_way("year"),
    "told": Situation.day_told,
    "night": Situation.day_of_last_night,
}


def antecedent(unit: str, situation: Situation) -> Span | None:
    """The time of that unit, or of that kind (`meaning.Antecedent` lists them), that the text spoke of last."""
    return _KINDS[unit](situation) if unit in _KINDS else _of_unit(unit, situation)
