"""Which one a bare field means of all that recur: which October, which Monday, which Easter."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from transforms.temporal.civil import DAY, Span, floor, is_finer, shift
from transforms.temporal.cycles import Fields, cycle_of, first_where, instance, instances, kind_of, last_where, without_slip
from transforms.temporal.said import said
from transforms.temporal.situation import AHEAD, BACK, Situation


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
    beside = said(fields, kind, situation)
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
    chosen = same[0] if same else last_where(spans, lambda span: span.start < limit)
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


def _beside_one_to_come(
    weekday: int | str, chosen: Span | None, direction: str | None, spans: Sequence[Span], today: datetime, situation: Situation
) -> Span | None:
    """The weekday that the words give, moved by those that the text has spoken of as to come; itself then one of them.

    One that is listed with a past day, or told in a past clause (`again`), is none of those.
    """
    tomorrow = today + DAY
    listed = situation.listed if situation.listed is not None and situation.listed.unit == "day" else None
    if direction != "past" and listed is not None and listed.start >= tomorrow:
        chosen = first_where(spans, lambda span: span.start > listed.start)
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
        return first_where(spans, lambda span: floor("day", span.start) == known)
    ahead = situation.spoken.ahead
    if ahead is not None and ahead[1] == situation.words.sentence:
        last = ahead[0]
        if earlier:
            return first_where(spans, lambda span: today + DAY <= span.start < last)
        after = first_where(spans, lambda span: span.start >= last + DAY)
        # "Drills start on Tuesday, they are to be in on Monday night", said that Monday.
        return None if is_today and after is not None and last - today < after.start - last else after
    return None


def _told(fields: Fields, told: Span, situation: Situation) -> Span | None:
    """The span that a narrative means when it has come to a time: in the same year, month or day; of weekdays the next.

    Much earlier than that it is the next, much later in an aside the last.
    """
    fields = without_slip(fields)
    cycle, policy = cycle_of(fields), situation.policy
    if cycle == "week":
        return first_where(instances(fields, told.start, policy), lambda span: span.start >= floor("day", told.start))
    if cycle == "month" and is_finer(cycle, told.unit):
        return None  # "In 1863 ... on the 19th" is in a month that nothing names.
    began = situation.spoken.began(situation.words.sentence)
    if began is not None:
        within = first_where(instances(fields, began, policy), lambda span: began <= span.start < told.end)
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
        return last_where(spans, lambda span: span.start + begun < today + DAY)
    if direction == "future":
        # Last night ended this morning and is over all the same.
        return first_where(spans, lambda span: span.start >= today or today + DAY <= span.end)
    return None
