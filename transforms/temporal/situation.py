"""What a meaning is resolved against: publication, policy, the direction that cues give, and what the text spoke of before."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from transforms.temporal.civil import DAY, Span, at, floor, is_finer, shift, unit_span
from transforms.temporal.meaning import Meaning, Period
from transforms.temporal.policy import Policy

# What companies report on.
REPORTED: Final = ("quarter", "half")
# How many months the lengths have that such stretches are given in: "the three months to June".
_MONTHS: Final = {"month": 1, "year": 12}
# So many of the last mentions are asked for what a count hangs on.
LAST: Final = 12


@dataclass(slots=True)
class Spoken:
    """The spans that a text has spoken of, last of each unit, with the number of the mention."""

    policy: Policy
    by_unit: dict[str, tuple[Span, int]] = field(default_factory=dict)
    current: tuple[Span, int] | None = None
    # The sentence of the current one, and whether it is the second of its unit there: "in January and February".
    sentence: int = 0
    second: bool = False
    # Where a narrative has come to, and the year that the sentence of that number alone speaks of.
    story: tuple[Span, int] | None = None
    aside: tuple[Span, int, int] | None = None
    # The weekdays that the text has spoken of as to come: a later bare one of the same name is the same day.
    to_come: dict[int | str, datetime] = field(default_factory=dict)
    # The last day of them, and its sentence, whose other weekdays follow it: "meets Thursday and Friday".
    ahead: tuple[datetime, int] | None = None
    # The quarter or half looked forward to, in the sentence of that number alone.
    outlook: tuple[Span, int, int] | None = None
    # The last mentions, each with its number and its sentence.
    said: deque[tuple[Span, int, int]] = field(default_factory=lambda: deque(maxlen=LAST))
    # The quarter of somebody's fiscal year that the text spoke of last.
    fiscal: tuple[Span, int] | None = None
    # Whether the text reports on several months ("the first nine months") since it last spoke of a quarter.
    months: bool = False
    # The mention that ends a stretch of months ("from January to June"); the months of the last length, and its mention.
    through: int | None = None
    length: tuple[float, int] | None = None

    def report(self, meaning: Meaning, mention: int) -> None:
        """Remember a length that reports are made on, as what is compared with it is no quarter."""
        if isinstance(meaning, Period) and meaning.unit == "month" and meaning.n in self.policy.report_months:
            self.months = True
        if isinstance(meaning, Period) and meaning.unit in _MONTHS and meaning.n != "X":
            self.length = meaning.n * _MONTHS[meaning.unit], mention

    def add(
        self, span: Span, mention: int, published: datetime | None, sentence: int, leads: bool, part: Span | None = None
    ) -> None:
        """Remember the span of a mention made in a text published then; `leads` says that it opens its sentence.

        `part` is what of the span the words name: the last third of a year.
        A quarter or half that is only compared with (an earlier one, unless it opens its sentence and is of the same year) or
        looked forward to (one that has not ended, when the text reports on one that has) does not take over from the one
        reported on; what is looked forward to holds in its sentence, and gives way in another to one that has ended.
        """
        known = self.last_of(REPORTED) if span.unit in REPORTED else None
        if known is not None and _is_to_come(span, known[0], published):
            self.outlook = span, mention, sentence
        elif (
            known is None
            or not _is_compared(span, known[0], leads, self.policy)
            or (sentence != self.sentence and _is_to_come(known[0], span, published))
        ):
            self.by_unit[span.unit] = (span, mention)
            self.months = self.months and span.unit not in REPORTED
        before = self.current if self.sentence == sentence else None
        self.second = before is not None and before[0].unit == span.unit
        self.current, self.sentence = (span, mention), sentence
        self.said.append((part or span, mention, sentence))
        if self.aside is not None and self.aside[2] != sentence:
            self.aside = None
        if is_finer("year", span.unit):
            return
        if self.story is not None and span.unit == "year" and not leads and self.story[0].start.year == span.start.year:
            # Naming its year again ("8 December in Asia, 1941") does not take a story back to January.
            return
        far = self.story is not None and abs(span.start.year - self.story[0].start.year) >= self.policy.narrative_aside_years
        if far and span.unit == "year" and not leads:
            # "As in 1614" in what tells of 1789: such a year does not hold beyond its sentence.
            self.aside = (span, mention, sentence)
        else:
            self.story, self.aside = (span, mention), None

    def look_ahead(self, weekday: int | str, day: datetime, sentence: int) -> None:
        """Remember a weekday that is spoken of as to come."""
        self.to_come[weekday] = day
        self.ahead = day, sentence

    def reported(self, units: tuple[str, ...], sentence: int) -> tuple[Span, int] | None:
        """The span of one of the units that was spoken of last, or that the sentence itself looks forward to."""
        if self.outlook is not None and self.outlook[2] == sentence and self.outlook[0].unit in units:
            return self.outlook[:2]
        return self.last_of(units)

    def last_of(self, units: Iterable[str]) -> tuple[Span, int] | None:
        """The span of one of the units that was spoken of last."""
        found = [self.by_unit[unit] for unit in units if unit in self.by_unit]
        return max(found, key=lambda known: known[1], default=None)

    def held(self, unit: str) -> tuple[Span, int] | None:
        """The last span as fine as the unit, when whatever was said since holds it: "on Saturday ... all May ... that day"."""
        since: list[Span] = []
        for span, number, _ in reversed(self.said):
            if not is_finer(unit, span.unit):
                return (span, number) if all(span.start >= held.start and span.end <= held.end for held in since) else None
            since.append(span)
        return None

    def of_mention(self, number: int) -> Span | None:
        """The span that the mention of that number spoke of, when it was the last that did."""
        return self.current[0] if self.current is not None and self.current[1] == number else None

    def no_coarser(self, unit: str) -> tuple[Span, int] | None:
        """The last span that says which unit of that kind it is in: a day for days, a day or a year for years."""
        return self.last_of(kind for kind in self.by_unit if not is_finer(unit, kind))

    def counted_from(self, unit: str, end: datetime | None) -> tuple[Span, int] | None:
        """What a count of that unit hangs on: the last mention, or in its sentence the last one as fine as the unit.

        "On May 3 the firm, founded in 1922, closed. The next day": the year stands aside, as does what begins from `end` on.
        """
        said = [known for known in reversed(self.said) if end is None or known[0].start < end]
        fine = (known[:2] for known in said if known[2] == said[0][2] and not is_finer(unit, known[0].unit))
        return next(fine, said[0][:2] if said else None)

    def told(self, sentence: int) -> tuple[Span, int] | None:
        """Where the narrative stands in that sentence, with the number of the mention that says so."""
        return self.aside[:2] if self.aside is not None and self.aside[2] == sentence else self.story


def _is_compared(span: Span, reported: Span, leads: bool, policy: Policy) -> bool:
    earlier = span.unit == reported.unit and span.start < reported.start
    return earlier and (not leads or reported.start - span.start > policy.compared_quarter)


def _is_to_come(span: Span, reported: Span, published: datetime | None) -> bool:
    return published is not None and reported.end <= published < span.end and span.start >= reported.start


def day_of(span: Span) -> Span:
    """The day that a time begins on; midnight is the end of the day that it is said of."""
    start = floor("day", span.start - DAY if span.code == "24" else span.start)
    return Span("day", start, start + DAY)


@dataclass(slots=True)
class Situation:
    """One mention's surroundings. `used` and `antecedent` record what the resolution hung on."""

    published: datetime | None
    policy: Policy
    spoken: Spoken
    direction: Callable[[str, bool], str | None] = lambda kind, hint: None
    year: Callable[[str], int | None] = lambda kind: None
    # Whether what the text tells goes on, at this field, from the mention of that number.
    continues: Callable[[str, str, int], bool] = lambda kind, unit, mention: False
    # Whether this field leaves aside what the mention of that number told.
    passes: Callable[[str, int], bool] = lambda kind, mention: False
    # The day so well known that this one of that month and day, and the words behind it, name it.
    known: Callable[[int, int], date | None] = lambda month, day: None
    # Whether the text is of the day of publication by its own words.
    dated: Callable[[], bool] = lambda: False
    narrative: bool = False
    sentence: int = 0
    # The time that this one is listed with: "March, May and July".
    listed: Span | None = None
    used: str = "NONE"
    antecedent: int | None = None

    def now(self) -> datetime | None:
        """The moment that deictic words hang on, in a narrative the time last told of; records which was used."""
        told = self.told()
        if told is not None:
            return told.start
        if self.published is not None:
            self.used = "PUBLICATION"
        return self.published

    def unit_now(self, unit: str) -> Span | None:
        """The unit that holds that moment."""
        now = self.now()
        return None if now is None else unit_span(unit, floor(unit, now))

    def told(self) -> Span | None:
        """The time that a narrative has come to; None before its first and where publication is the anchor."""
        found = self.spoken.told(self.sentence) if self.narrative else None
        if found is None:
            return None
        self.used, self.antecedent = "MENTION", found[1]
        return found[0]

    def last_spoken(self, unit: str) -> Span | None:
        """The span of that unit that the text spoke of last; `any` takes whatever came last."""
        return self._hang(self.spoken.current if unit == "any" else self.spoken.by_unit.get(unit))

    def day_told(self) -> Span | None:
        """The day, part of one or time on one that the text spoke of last, when it did of nothing coarser in a later sentence.

        A day to come, named in another sentence, is not the one on which something has happened; what is planned goes on from
        the last that is to come.
        """
        spoken, now = self.spoken, self.published
        if spoken.sentence == self.sentence:
            found = spoken.counted_from("day", None)
            return None if found is None or is_finer("day", found[0].unit) else self._hang(found)
        today = None if now is None else floor("day", now)
        lies = None if today is None else self.direction("clock", False)
        if lies == "today":
            return None
        held = self.spoken.held("day")
        for span, number, _ in reversed(spoken.said):
            # A season is the weather of the day, a quarter or year another matter.
            if self.passes("clock", number) or (span.unit == "season" and held is not None and number > held[1]):
                continue
            if is_finer("day", span.unit) or (lies == "past" and today is not None and span.start >= today + DAY):
                return None
            if lies != "future" or today is None or span.start >= today:
                return self._hang((span, number))
        return None

    def year_said(self, kind: str) -> Span | None:
        """The year that the sentence is about, for a field of that kind: "In 1995 ... in May"."""
        known = self.spoken.by_unit.get("year")
        return None if known is None or known[0].start.year != self.year(kind) else self._hang(known)

    def day_known(self, month: int, day: int) -> Span | None:
        """The day of a known year that news, once it has been, names by its month and day alone: "the Sept. 11 attacks"."""
        found = self.known(month, day)
        if found is None or self.published is None or self.published.date() < found:
            return None
        return unit_span("day", at(found.year, month, day))

    def story(self, kind: str) -> Span | None:
        """The time of an earlier year, at most two sentences back, from which the text tells on. Not hung on.

        "On Feb. 3, 1996, it closed. On March 9 it was sold".
        """
        found, now = self.spoken.current, self.published
        if self.narrative or found is None or now is None or found[0].start.year >= now.year:
            return None
        if self.sentence - self.spoken.sentence > 2:
            return None
        unit = "day" if is_finer(found[0].unit, "day") else found[0].unit
        return found[0] if self.continues(kind, unit, found[1]) else None

    def day_over(self) -> Span | None:
        """The day before that of publication that the text spoke of last, in this sentence or the one before."""
        found, today = self.spoken.current, self.unit_now("day")
        if found is None or today is None or self.sentence - self.spoken.sentence > 1 or is_finer("day", found[0].unit):
            return None
        day = unit_span("day", floor("day", found[0].start))
        if day is None or day.end > today.start:
            return None
        self._hang(found)
        return day

    def beside(self) -> Span | None:
        """The month or year of late that the sentence itself spoke of last: "$4 in 1986, from $3 a year earlier"."""
        spoken, now = self.spoken, self.published
        if spoken.current is None or now is None or spoken.sentence != self.sentence or spoken.second:
            return None
        span = spoken.current[0]
        recent = span.unit in {"month", "year"} and 0 <= now.year - span.start.year <= 1
        return self._hang(spoken.current) if recent else None

    def said_here(self) -> Span | None:
        """The span that the text spoke of last, when its own sentence did."""
        current = self.spoken.current
        return None if current is None or self.spoken.sentence != self.sentence else current[0]

    def months_told(self) -> Span | None:
        """The quarter, half or year of the stretch of months just told: "from January to June", "three months to June"."""
        spoken = self.spoken
        if spoken.current is None:
            return None
        last, number = spoken.current
        start: datetime | None = None
        if number == spoken.through and len(spoken.said) > 1:
            start = spoken.said[-2][0].start
        elif spoken.length is not None and number == spoken.length[1] + 1 and last.unit in {"month", "day"}:
            start = shift("month", last.end, -spoken.length[0])
        if start is None:
            return None
        self._hang(spoken.current)
        spans = [unit_span(unit, floor(unit, last.start)) for unit in (*REPORTED, "year")]
        return next((span for span in spans if span and (span.start, span.end) == (start, last.end)), spans[-1])

    def last_reported(self, *units: str) -> Span | None:
        """The span of one of the units that the text reports on here: "the year-earlier period"."""
        return self._hang(self.spoken.reported(units, self.sentence))

    def last_fiscal(self) -> Span | None:
        """The quarter of a fiscal year that the text spoke of last."""
        return self._hang(self.spoken.fiscal)

    def last_within(self, unit: str) -> Span | None:
        """The span no coarser than that unit that the text spoke of last: no year says which Friday is "the previous" one."""
        return self._hang(self.spoken.no_coarser(unit))

    def _hang(self, found: tuple[Span, int] | None) -> Span | None:
        if found is None:
            return None
        span, self.antecedent = found
        self.used = "PERIOD_MENTION" if span.unit in {"quarter", "half"} else "MENTION"
        return span

    def current_of(self, unit: str, way: int = 0, *, told: bool = False) -> Span | None:
        """The unit that holds the text's current time: that of the last mention, else of publication.

        What lies `way` from it (-1 earlier, 1 later) hangs on it. It is coarser than the unit when the text says no finer ("in
        2012 ... three months later"), and None when what is `told`, or has happened later, hangs on nothing in the text.
        """
        found = self._of_story(unit) if self.narrative else self.spoken.current
        if way == 0 and not self.narrative:
            found = self.spoken.held(unit) or found
        now = None if self.narrative or self.published is None else floor(unit, self.published)
        if (
            found is not None
            and now is not None
            and way > 0
            and found[0].start >= now
            and self.direction("later", False) == "past"
        ):
            # Told on Tuesday, dated that day: "the court heard on Tuesday that he fled the next day".
            found = self.spoken.counted_from(unit, now) or found
        if found is None or is_finer(unit, found[0].unit) or self._is_ahead(found[0]):
            lies = self.direction("earlier" if way < 0 else "later", False)
            found = self.spoken.counted_from(unit, self._tomorrow() if lies == "past" and not self.narrative else None)
            told = told or (way > 0 and lies == "past")
            if found is not None and is_finer(unit, found[0].unit):
                over = self._is_over(found[0])
                # What has happened hangs on a time that is over, what is to come does not.
                if (over and lies == "past") or (told and not (over and lies == "future")):
                    return self._hang(found)
                found = None
            if found is None and told:
                return None
        if found is not None:
            span, self.antecedent = found
            self.used = "MENTION"
            return unit_span(unit, floor(unit, day_of(span).start))
        return self.unit_now(unit)

    def _of_story(self, unit: str) -> tuple[Span, int] | None:
        """What a narrative spoke of last that is as fine as the unit, unless the story has just left that."""
        found, story = self.spoken.no_coarser(unit), self.spoken.told(self.sentence)
        left = story is not None and story == self.spoken.current and self.sentence - self.spoken.sentence <= 1
        if found is None or story is None or not left or story[0].start <= found[0].start < story[0].end:
            return found
        return story

    def under_way(self) -> Span | None:
        """The time just told, when it is over and what has happened goes on from it, else the day of now."""
        found = None if self.narrative or self.sentence - self.spoken.sentence > 1 else self.spoken.current
        if found is not None and self._is_over(found[0]) and self.direction("later", False) == "past":
            return self._hang(found)
        return self.unit_now("day")

    def day_of_last_night(self) -> Span | None:
        """The day told in the sentence, when it is over, else the one before publication: "left Sunday, back overnight"."""
        if self.narrative:
            return self.current_of("day")
        told = None if self.said_here() is None else self.day_told()
        if told is not None and self._is_over(told):
            return day_of(told)
        today = self.unit_now("day")
        return None if today is None else Span("day", today.start - DAY, today.start)

    def is_too_late(self, span: Span, after: Span | None = None) -> bool:
        """Whether what has happened, or comes after something that is over, would come out after publication there.

        It hangs on something else, unless the words say that it is to come.
        """
        lies = self.direction("later", False) if self._is_ahead(span) else "future"
        return lies == "past" or (lies is None and after is not None and self._is_over(after))

    def _is_ahead(self, span: Span) -> bool:
        tomorrow = self._tomorrow()
        return tomorrow is not None and not self.narrative and span.start >= tomorrow

    def _tomorrow(self) -> datetime | None:
        return None if self.published is None else floor("day", self.published) + DAY

    def _is_over(self, span: Span) -> bool:
        return self.narrative or self.published is None or span.end <= self.published
