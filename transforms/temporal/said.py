"""What the text has said that settles a bare field: the year of its sentence, a list, a story, a term, a chronicle's entry."""

from datetime import datetime
from typing import Final

from transforms.temporal.civil import Span, floor, is_finer, shift
from transforms.temporal.cycles import Fields, first_where, instance, instances, last_where, without_slip
from transforms.temporal.kinds import is_absolute, is_of_fiscal_year
from transforms.temporal.situation import Situation
from transforms.temporal.template import meaning_of


def said(fields: Fields, kind: str, situation: Situation) -> Span | None:
    """The span that a bare field of that kind means by what the text has said; None where it has said nothing of it."""
    return next((span for reading in _READINGS if (span := reading(fields, kind, situation))), None)


def _of_year_said(fields: Fields, kind: str, situation: Situation) -> Span | None:
    """The month or day of the year that its sentence is about: "In 1995 the house was searched in May"."""
    year = situation.year_said(kind)
    return None if year is None else instance(fields, year.start, situation.policy)


def _of_story(fields: Fields, kind: str, situation: Situation) -> Span | None:
    """The month or day of the story that the text tells: the first from the time on that it has come to.

    None when the story would take up again after more than half a year;
    in the next sentence also when the one behind publication is nearer to that.
    """
    told, now = situation.story(kind), situation.published
    if told is None or now is None:
        return None
    fields = without_slip(fields)
    behind = last_where(instances(fields, now, situation.policy), lambda span: span.start <= now)
    year = floor("year", told.start)
    span = instance(fields, year, situation.policy)
    if span is not None and told.unit != "year" and span.start <= told.start and span.end <= told.end:
        span = instance(fields, shift("year", year, 1) or year, situation.policy)
    if span is None or span.start > now:
        return None
    gap = situation.policy.direction[kind].near if told.unit == "year" else span.start - told.end
    nearer = situation.words.sentence != situation.spoken.sentence and behind is not None and now - behind.start < gap
    if nearer or gap > situation.policy.listed:
        return None
    situation.last_spoken("any")
    return span


def _listed(fields: Fields, kind: str, situation: Situation) -> Span | None:
    """The month or day of the year of the one that it is listed with, when it soon follows that, or is it.

    "April, July and October", "Christmas Eve, Dec. 24".
    """
    if (
        kind not in {"month", "monthday", "holiday"}
        or situation.listed is None
        or situation.listed.unit not in {"month", "day"}
    ):
        return None
    first = situation.listed.start
    span = instance(fields, floor("year", first), situation.policy)
    if span is None or not first <= span.start <= first + situation.policy.listed:
        return None
    situation.last_spoken("any")
    return span


def _of_fiscal_year(fields: Fields, kind: str, situation: Situation) -> Span | None:
    """The quarter that the text named last, with its fiscal year, said again: "the second quarter of fiscal 2014".

    One of an earlier year is only compared with.
    """
    named, now = situation.spoken.by_unit.get("quarter") if kind == "quarter" else None, situation.published
    if (
        named is None
        or now is None
        or named[0].start.year < now.year
        or not is_of_fiscal_year(meaning_of(situation.words.earlier[named[1]].meaning))
    ):
        return None
    again = instance(fields, floor("year", named[0].start), situation.policy) == named[0]
    return situation.last_spoken("quarter") if again else None


def _of_month_to_come(fields: Fields, kind: str, situation: Situation) -> Span | None:
    """The day of a month to come that the text has just named, or a day of it: "drafted in early March, voted on March 9"."""
    told, now = situation.spoken.current, situation.published
    if kind != "monthday" or told is None or now is None or situation.words.sentence - situation.spoken.sentence > 1:
        return None
    named, today = told[0], floor("day", now)
    if named.unit not in {"month", "day"} or named.start.month != fields["month"]:
        return None
    if not today < named.start < (shift("year", today, 1) or today):
        return None
    span = instance(fields, floor("year", named.start), situation.policy)
    if span is None or span.start < named.start or situation.words.direction(kind) == "past":
        return None
    situation.last_spoken("any")
    return span


def _beside_date(fields: Fields, kind: str, situation: Situation) -> Span | None:
    """The weekday of the date that it stands beside: "on May 3, 1991, a Friday"."""
    date = situation.listed
    if kind != "weekday" or date is None or date.unit not in {"day", "daypart"} or date.start.isoweekday() != fields["weekday"]:
        return None
    situation.last_spoken("any")
    return instance(fields, floor("week", date.start), situation.policy)


def _after_day_told(fields: Fields, kind: str, situation: Situation) -> Span | None:
    """The weekday after the past day that the text has told of: "it sank on 3 May. On the Monday divers found it"."""
    if kind != "weekday" or situation.words.direction("pointed") is None:
        return None
    told = situation.day_over()
    if told is None:
        return None
    return first_where(instances(fields, told.start, situation.policy), lambda span: span.start >= told.end)


def _later_in_month_said(fields: Fields, kind: str, situation: Situation) -> Span | None:
    """The day of the month just named in its sentence, when it comes later: "opens on 3 May and closes on the 27th"."""
    named = situation.said_here() if kind == "day" else None
    if named is None or named.unit not in {"month", "day", "daypart"}:
        return None
    span = instance(fields, floor("month", named.start), situation.policy)
    if span is None or span.start <= named.start:
        return None
    situation.last_spoken("any")
    return span


def _term(fields: Fields, kind: str, situation: Situation) -> Span | None:
    """The first month after the time at which it was set as a term: "ordered in April that it be shut by September"."""
    told = situation.set_beside("term") if kind == "month" else None
    if told is None:
        return None
    return first_where(instances(fields, told.start, situation.policy), lambda span: span.start >= told.end)


def _base(fields: Fields, kind: str, situation: Situation) -> Span | None:
    """The last month before the one whose figure is set against its own: "to 9 percent in May 2008 from 8 percent in April"."""
    told = situation.set_beside("base") if kind == "month" else None
    if told is None:
        return None
    return last_where(instances(fields, told.start, situation.policy), lambda span: span.end <= told.start)


def _known(fields: Fields, kind: str, situation: Situation) -> Span | None:
    return situation.day_known(int(fields["month"]), int(fields["day"])) if fields.keys() == {"month", "day"} else None


def _again(fields: Fields, kind: str, situation: Situation) -> Span | None:
    """The day that the text has named before: "It opens on Dec. 8. When he named Dec. 8, she smiled"."""
    return situation.date_again(int(fields["month"]), int(fields["day"])) if fields.keys() == {"month", "day"} else None


def _next_entry(fields: Fields, kind: str, situation: Situation) -> Span | None:
    """The day or month that heads an entry of a chronicle, in the year of the last or soon after: "1986: ... June 6: ..."."""
    words = situation.words
    if kind not in {"month", "monthday"} or not words.heads():
        return None
    told = (known[:2] for known in reversed(situation.spoken.said) if not is_finer("year", known[0].unit))
    entry = next((known for known in told if words.was_heading(known[1])), None)
    found = None if entry is None else _long_over_from(entry[0].start, fields, kind, situation)
    if entry is None or found is None or found.start >= max(entry[0].end, entry[0].start + situation.policy.listed):
        return None
    return situation.hang((found, entry[1]))


def _soon_after(fields: Fields, kind: str, situation: Situation) -> Span | None:
    """The day of a month soon after one long over that the text has told of: "it sank on Dec. 21, 2015. Found on Dec. 23, ...".

    It has happened by its words, and is none of late that is told of by itself a few sentences on, nor the anniversary.
    """
    words, now, policy = situation.words, situation.published, situation.policy
    if kind != "monthday" or now is None:
        return None
    lean = policy.direction[kind]
    over = (known for known in reversed(situation.spoken.said) if now - known[0].end >= lean.ahead)
    told = next((known for known in over if not is_finer("day", known[0].unit)), None)
    found = None if told is None else _long_over_from(told[0].start, fields, kind, situation)
    if told is None or found is None or found.start - told[0].start > policy.soon:
        return None
    if not (words.direction(kind) or words.cue(kind) or "").startswith("past"):
        return None
    late = last_where(instances(fields, now, policy), lambda span: span.start <= now)
    of_late = late is not None and now - late.start < lean.near and words.sentence - told[2] > 1
    if of_late or (found.start == told[0].start and is_absolute(meaning_of(words.earlier[told[1]].meaning))):
        return None
    return situation.hang((found, told[1]))


def _long_over_from(start: datetime, fields: Fields, kind: str, situation: Situation) -> Span | None:
    """The first span of the fields that ends after a moment, when it is so long over that another is nearer."""
    year, now = floor("year", start), situation.published
    spans = (instance(fields, cycle, situation.policy) for cycle in (year, shift("year", year, 1)) if cycle is not None)
    found = next((span for span in spans if span is not None and span.end > start), None)
    long_over = found is not None and now is not None and now - found.start >= situation.policy.direction[kind].ahead
    return found if long_over else None


# What a sentence may have said that settles a bare field, the first that does.
_READINGS: Final = (
    _known,
    _of_story,
    _of_year_said,
    _term,
    _base,
    _listed,
    _again,
    _next_entry,
    _soon_after,
    _of_fiscal_year,
    _of_month_to_come,
    _beside_date,
    _after_day_told,
    _later_in_month_said,
)
