"""Which one a bare field means of all that recur: which October, which Monday, which Easter."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from transforms.temporal.civil import DAY, Span, floor, is_finer, shift
from transforms.temporal.cycles import Fields, cycle_of, instance, instances, kind_of
from transforms.temporal.kinds import is_of_fiscal_year
from transforms.temporal.situation import AHEAD, BACK, Situation
from transforms.temporal.template import meaning_of


def choose(fields: Fields, situation: Situation) -> Span | None:
    """The span that a bare field means: by the direction that cues give, else as the policy leans."""
    told = situation.told()
    around = told or situation.coming()
    if around is not None:
        return _up_to(fields, around, situation) if told is None else _told(fields, around, situation)
    now = situation.now()
    if now is None:
        return None
    today = floor("day", now)
    tomorrow = today + DAY
    spans = instances(fields, today, situation.policy)
    kind = kind_of(fields)
    lean = situation.policy.direction[kind]
    beside = next((span for said in _SAID if (span := said(fields, kind, situation))), None)
    if beside is not None:
        return beside
    if "weekday" in fields and "day" in fields and "month" in fields:
        return _dated_weekday(spans, today, situation)
    direction = situation.words.direction(kind)
    if direction == "past unless near" and fields.get("weekday") == tomorrow.isoweekday() and situation.is_dated():
        direction = "past"
    direction = _unless_near(direction, spans, today, lean.near)
    if direction == "standing":
        return None
    chosen = _directed(_over(fields, spans, today) if direction == "past" else spans, direction, today, lean.begun)
    if kind == "weekday":
        chosen = _beside_one_to_come(fields["weekday"], chosen, direction, spans, today, situation)
    if chosen is not None:
        return chosen
    if "through" in fields:
        return min(spans, key=lambda span: _months_away(span.start, int(fields["through"]), today), default=None)
    limit = tomorrow + lean.ahead
    same = [span for span in spans if span.start.year == today.year and span.start < limit] if lean.same_year else []
    chosen = same[0] if same else _last(spans, lambda span: span.start < limit)
    if chosen is None:
        # 29 February in January 1999: none lies near behind.
        return min(spans, key=lambda span: abs(span.start - today), default=None)
    if lean.sure is None or direction == "open" or abs(chosen.start - today) < lean.sure:
        return chosen
    return _directed(spans, situation.words.cue(kind), today, lean.begun) or chosen


def _dated_weekday(spans: Sequence[Span], today: datetime, situation: Situation) -> Span | None:
    """The weekday picks the year: "Monday, August 3" is the nearest 3 August that is one, a far one where words point."""
    nearest = min(spans, key=lambda span: abs(span.start - today), default=None)
    lean = situation.policy.direction["monthday"]
    if nearest is None or lean.sure is None or abs(nearest.start - today) < lean.sure:
        return nearest
    direction = situation.words.direction("monthday") or ""
    return _directed(spans, direction.partition(" ")[0], today, lean.begun) or nearest


def _over(fields: Fields, spans: Sequence[Span], today: datetime) -> Sequence[Span]:
    """Of the months that a stretch begins with those whose last one has come: it ran from March until June, said in May."""
    if "through" not in fields:
        return spans
    return [span for span in spans if _last_month(span.start, int(fields["through"])) <= today]


def _last_month(start: datetime, last: int) -> datetime:
    """The first month of that number from a month on."""
    return shift("month", start, (last - start.month) % 12) or start


def _months_away(start: datetime, last: int, today: datetime) -> timedelta:
    """How far from a day the months are that begin then and end with the next month of that number."""
    end = shift("month", _last_month(start, last), 1) or start
    return max(start - today, today - end, timedelta(0))


def _of_year_said(fields: Fields, kind: str, situation: Situation) -> Span | None:
    """The month or day of the year that its sentence is about: "In 1995 the house was searched in May"."""
    year = situation.year_said(kind)
    return None if year is None else instance(fields, year.start, situation.policy)


def _of_story(fields: Fields, kind: str, situation: Situation) -> Span | None:
    """The month or day of the story that the text tells: the first from the time on that it has come to.

    A weekday that does not fit is a slip of the writer. None when the story would take up again after more than half a year;
    in the next sentence also when the one behind publication is nearer to that.
    """
    told, now = situation.story(kind), situation.published
    if told is None or now is None:
        return None
    fields = {unit: value for unit, value in fields.items() if unit != "weekday" or "day" not in fields}
    behind = _last(instances(fields, now, situation.policy), lambda span: span.start <= now)
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
    return _first(instances(fields, told.start, situation.policy), lambda span: span.start >= told.end)


def _later_in_month_said(fields: Fields, kind: str, situation: Situation) -> Span | None:
    """The day of the month just named in its sentence, when it comes later: "opens on 3 May and closes on the 27th"."""
    said = situation.said_here() if kind == "day" else None
    if said is None or said.unit not in {"month", "day", "daypart"}:
        return None
    span = instance(fields, floor("month", said.start), situation.policy)
    if span is None or span.start <= said.start:
        return None
    situation.last_spoken("any")
    return span


def _term(fields: Fields, kind: str, situation: Situation) -> Span | None:
    """The first month after the time at which it was set as a term: "ordered in April that it be shut by September"."""
    told = situation.set_beside("term") if kind == "month" else None
    if told is None:
        return None
    return _first(instances(fields, told.start, situation.policy), lambda span: span.start >= told.end)


def _base(fields: Fields, kind: str, situation: Situation) -> Span | None:
    """The last month before the one whose figure is set against its own: "to 9 percent in May 2008 from 8 percent in April"."""
    told = situation.set_beside("base") if kind == "month" else None
    if told is None:
        return None
    return _last(instances(fields, told.start, situation.policy), lambda span: span.end <= told.start)


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
    said = (known[:2] for known in reversed(situation.spoken.said) if not is_finer("year", known[0].unit))
    entry = next((known for known in said if words.was_heading(known[1])), None)
    found = None if entry is None else _long_over_from(entry[0].start, fields, kind, situation)
    if entry is None or found is None or found.start >= max(entry[0].end, entry[0].start + situation.policy.listed):
        return None
    situation.used, situation.antecedent = "MENTION", entry[1]
    return found


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
    late = _last(instances(fields, now, policy), lambda span: span.start <= now)
    of_late = late is not None and now - late.start < lean.near and words.sentence - told[2] > 1
    if of_late or (found.start == told[0].start and "Field(year" in words.earlier[told[1]].meaning):
        return None
    situation.used, situation.antecedent = "MENTION", told[1]
    return found


def _long_over_from(start: datetime, fields: Fields, kind: str, situation: Situation) -> Span | None:
    """The first span of the fields that ends after a moment, when it is so long over that another is nearer."""
    year, now = floor("year", start), situation.published
    spans = (instance(fields, cycle, situation.policy) for cycle in (year, shift("year", year, 1)) if cycle is not None)
    found = next((span for span in spans if span is not None and span.end > start), None)
    long_over = found is not None and now is not None and now - found.start >= situation.policy.direction[kind].ahead
    return found if long_over else None


# What a sentence may have said that settles a bare field, the first that does.
_SAID: Final = (
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


def _beside_one_to_come(
    weekday: int | str, chosen: Span | None, direction: str | None, spans: Sequence[Span], today: datetime, situation: Situation
) -> Span | None:
    """The weekday that the words give, moved by those that the text has spoken of as to come; itself then one of them.

    One that is listed with a past day, or told in a past clause (`again`), is none of those.
    """
    tomorrow = today + DAY
    listed = situation.listed if situation.listed is not None and situation.listed.unit == "day" else None
    if direction != "past" and listed is not None and listed.start >= tomorrow:
        chosen = _first(spans, lambda span: span.start > listed.start)
    elif direction == "future" and chosen is not None and chosen.start < tomorrow:
        # Said on a Friday, the second day of "in Oslo on Thursday and in Riga on Friday" is not today.
        chosen = _spoken_of(weekday, spans, today, False, situation) or chosen
    elif chosen is None and listed is None and situation.words.direction("again") in {None, "future"}:
        chosen = _spoken_of(weekday, spans, today, direction == "earlier", situation)
    if chosen is not None and chosen.start >= tomorrow:
        situation.spoken.look_ahead(weekday, floor("day", chosen.start), situation.words.sentence)
    return chosen


def _spoken_of(weekday: int | str, spans: Sequence[Span], today: datetime, earlier: bool, situation: Situation) -> Span | None:
    """The day of that name that was spoken of as to come; else, in a sentence that looks ahead, the one after its last.

    An earlier one is the one before that, if it is still to come. The weekday of publication is the very day, whatever was
    spoken of in other sentences; in this one when that is nearer to what was than the day a week on.
    """
    known, is_today = situation.spoken.to_come.get(weekday), any(floor("day", span.start) == today for span in spans)
    if known is not None and not is_today:
        return _first(spans, lambda span: floor("day", span.start) == known)
    ahead = situation.spoken.ahead
    if ahead is not None and ahead[1] == situation.words.sentence:
        last = ahead[0]
        if earlier:
            return _first(spans, lambda span: today + DAY <= span.start < last)
        after = _first(spans, lambda span: span.start >= last + DAY)
        # "Drills start on Tuesday, they are to be in on Monday night", said that Monday.
        return None if is_today and after is not None and last - today < after.start - last else after
    return None


def _told(fields: Fields, told: Span, situation: Situation) -> Span | None:
    """The span that a narrative means when it has come to a time: in the same year, month or day; of weekdays the next.

    Much earlier than that it is the next, much later in an aside the last. Old calendars gave a day another weekday.
    """
    fields = {unit: value for unit, value in fields.items() if unit != "weekday" or "day" not in fields}
    cycle, policy = cycle_of(fields), situation.policy
    if cycle == "week":
        return _first(instances(fields, told.start, policy), lambda span: span.start >= floor("day", told.start))
    if cycle == "month" and is_finer(cycle, told.unit):
        return None  # "In 1863 ... on the 19th" is in a month that nothing names.
    began = situation.spoken.began(situation.words.sentence)
    if began is not None:
        within = _first(instances(fields, began, policy), lambda span: began <= span.start < told.end)
        if within is not None:
            return within
    here = floor(cycle, told.start)
    span = instance(fields, here, policy)
    if span is None or (told.unit == "year" and told.start == here):
        return span
    behind = (told.start + (told.end - told.start) / 2 if told.unit == "season" else told.start) - span.start
    if situation.way == AHEAD:
        steps = int(span.start < told.start)
    elif situation.way == BACK:
        steps = int(behind >= policy.narrative_back_aside) - int(-behind > policy.narrative_ahead_aside)
    elif cycle == "month":
        steps = int(behind >= policy.narrative_back_month)
    else:
        seasons = told.unit == "year" or "season" in {span.unit, told.unit}
        steps = int(behind >= (policy.narrative_back_season if seasons else policy.narrative_back))
    other = shift(cycle, here, steps) if steps else None
    return span if other is None else instance(fields, other, policy)


def _up_to(fields: Fields, year: Span, situation: Situation) -> Span | None:
    """The span that a narrative means before its first year: of that, or of the one before when it leads up to a date in it.

    "It began on 1 September and ended on 2 February 1645".
    """
    span, date = _told(fields, year, situation), situation.date_coming()
    if span is None or date is None or "month" not in fields or span.start < date.end:
        return span
    before = shift("year", year.start, -1)
    return span if before is None else instance(fields, before, situation.policy)


def _unless_near(direction: str | None, spans: Sequence[Span], today: datetime, near: timedelta) -> str | None:
    """The direction that the words give; none when they give it "unless near" and the other side has a span that near."""
    side, _, unless = (direction or "").partition(" ")
    other = (today, today + near) if side == "past" else (today - near, today)
    if unless and any(other[0] < span.start < other[1] for span in spans):
        return None
    return side or None


def _directed(spans: Sequence[Span], direction: str | None, today: datetime, begun: timedelta) -> Span | None:
    if direction == "past":
        return _last(spans, lambda span: span.start + begun < today + DAY)
    if direction == "future":
        # Last night ended this morning and is over all the same.
        return _first(spans, lambda span: span.start >= today or today + DAY <= span.end)
    return None


def _last(spans: Sequence[Span], fits: Callable[[Span], bool]) -> Span | None:
    return next((span for span in reversed(spans) if fits(span)), None)


def _first(spans: Sequence[Span], fits: Callable[[Span], bool]) -> Span | None:
    return next((span for span in spans if fits(span)), None)
