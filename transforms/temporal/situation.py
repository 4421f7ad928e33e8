"""What a meaning is resolved against: publication, policy, the direction that cues give, and what the text spoke of before."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from transforms.temporal.civil import DAY, MEAN_DAYS, Span, at, floor, is_finer, unit_span
from transforms.temporal.meaning import Deictic, Part, parts_of
from transforms.temporal.policy import Policy
from transforms.temporal.spoken import Spoken
from transforms.temporal.surroundings import Surroundings
from transforms.temporal.template import meaning_of

# The ways of an aside, by the names of its rows.
BACK: Final = "retrospect"
AHEAD: Final = "prospect"
BESIDE: Final = "beside"
_TODAY: Final = Deictic(0, "day")


def day_of(span: Span) -> Span:
    """The day that a time begins on; midnight is the end of the day that it is said of."""
    start = floor("day", span.start - DAY if span.code == "24" else span.start)
    return Span("day", start, start + DAY)


@dataclass(slots=True)
class Situation:
    """What one mention is resolved against. `used` and `antecedent` record what the resolution hung on."""

    published: datetime | None
    policy: Policy
    spoken: Spoken
    words: Surroundings
    narrative: bool
    # Which way from where a narrative stands the words go, when they do: `BACK`, `AHEAD`, or `BESIDE` for either.
    way: str | None
    # The time that this one is listed with: "March, May and July".
    listed: Span | None
    # The mention of the dateline that `published` was taken from, if one was.
    dateline: int | None = None
    # Whether a dateline has said on which day the text was written.
    dated: bool = False
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

    def present(self) -> Span | None:
        """The time under way: in a narrative that last told of, else the day of publication, or its minute if known."""
        return self.told() or self.of_writing()

    def of_writing(self) -> Span | None:
        """The day of publication, or its minute when the hour is known, whatever a narrative tells of."""
        now = self.published
        if now is None:
            return None
        self.used, self.antecedent = "PUBLICATION", None
        unit = "day" if now == floor("day", now) else "minute"
        return unit_span(unit, floor(unit, now))

    def anchor(self) -> tuple[str, int | None]:
        """What the resolution hung on, as tables call it, and the mention that this is, if it is one."""
        if self.used == "PUBLICATION" and self.dateline is not None:
            return "DATELINE", self.dateline
        return self.used, self.antecedent if self.used in {"MENTION", "PERIOD_MENTION"} else None

    def told(self) -> Span | None:
        """The time that a narrative has come to; None before its first and where publication is the anchor."""
        found = self.spoken.told(self.words.sentence) if self.narrative else None
        if found is None:
            return None
        self.used, self.antecedent = "MENTION", found[1]
        return found[0]

    def names_no_day(self) -> bool:
        """Whether a narrative has come to a time that is coarser than a day."""
        told = self.told()
        return told is not None and is_finer("day", told.unit)

    def coming(self) -> Span | None:
        """The year that a narrative names first, before it has: "on 4 May they rose. He came to port on 9 July 1788"."""
        date = self.spoken.coming[0] if self.spoken.coming and self.narrative and self.spoken.story is None else None
        return None if date is None else unit_span("year", floor("year", date.start))

    def date_coming(self) -> Span | None:
        """The date with that year, when a narrative names one in this sentence: what is told leads up to it."""
        if self.spoken.coming is None or self.coming() is None:
            return None
        date, sentence = self.spoken.coming
        return date if is_finer(date.unit, "year") and sentence == self.words.sentence else None

    def last_spoken(self, unit: str) -> Span | None:
        """The span of that unit that the text spoke of last; `any` takes whatever came last."""
        return self.hang(self.spoken.current if unit == "any" else self.spoken.by_unit.get(unit))

    def day_told(self) -> Span | None:
        """The day, part of one or time on one that the text spoke of last, when it did of nothing coarser in a later sentence.

        A day to come, named in another sentence, is not the one on which something has happened, but the one told before it
        may be; what is planned goes on from the last that is to come.
        """
        spoken, now = self.spoken, self.published
        if spoken.sentence == self.words.sentence:
            found = spoken.counted_from("day", None)
            return None if found is None or is_finer("day", found[0].unit) else self.hang(found)
        today = None if now is None else floor("day", now)
        lies = None if today is None else self.words.direction("clock")
        if lies == "today":
            return None
        # What has happened has before then.
        until = None if lies != "past" or today is None else today + DAY
        held = self.spoken.held("day")
        of_days = {sentence for span, _, sentence in spoken.said if not is_finer("day", span.unit)}
        for span, number, sentence in reversed(spoken.said):
            # A season is the weather of the day, a quarter or year another matter.
            if self.words.passes("clock", number) or (span.unit == "season" and held is not None and number > held[1]):
                continue
            if lies == "future" and today is not None and span.end <= today:
                # "Bath v Sale 2pm. Bath lost last weekend. Ayr v York 3pm": a game to come is on no time that is over.
                continue
            if is_finer("day", span.unit) and sentence in of_days:
                # "On Monday they dug in the ruins left by last week's quake": that is of Monday.
                continue
            if until is not None and self._stands_aside(span, sentence, until):
                continue
            if is_finer("day", span.unit) or (until is not None and span.start >= until):
                return None
            if lies != "future" or today is None or span.start >= today:
                return self.hang((span, number))
        return None

    def _stands_aside(self, span: Span, sentence: int, until: datetime) -> bool:
        """Whether what has happened, until then, passes by a time of that sentence: the year under way, or one to come.

        "It flew on Sunday, the third this year." A sentence that has told of the past too has come to the present with what is
        to come: "it struck on Tuesday and is to reach Oslo on Friday".
        """
        if span.unit == "year" and span.start < until <= span.end:
            return True
        beside = (known for known, _, number in self.spoken.said if number == sentence)
        return span.start >= until and not any(known.start < until - DAY for known in beside)

    def year_said(self, kind: str) -> Span | None:
        """The year that the sentence is about, for a field of that kind: "In 1995 ... in May"."""
        known = self.spoken.by_unit.get("year")
        return None if known is None or known[0].start.year != self.words.year(kind) else self.hang(known)

    def day_known(self, month: int, day: int) -> Span | None:
        """The day of a known year that news, once it has been, names by its month and day alone: "the Sept. 11 attacks"."""
        found = self.words.known_day(month, day)
        if found is None or self.published is None or self.published.date() < found:
            return None
        self.used = "NONE"
        return unit_span("day", at(found.year, month, day))

    def date_again(self, month: int, day: int) -> Span | None:
        """The day that the text has named before by that day and month, unless it is half a year back or a year ahead.

        Words that put it on the other side of publication make it another.
        """
        found, now = self.spoken.dates.get((month, day)), self.published
        if found is None or now is None or not -MEAN_DAYS["year"] / 2 < (found[0].start - now) / DAY < MEAN_DAYS["year"]:
            return None
        direction = self.words.direction("monthday") or self.words.cue("monthday") or ""
        another = (
            direction == "past" if self._is_ahead(found[0]) else direction.startswith("future") and self._is_over(found[0])
        )
        return None if another else self.hang(found)

    def is_dated(self) -> bool:
        """Whether the text is of the day of publication by its own words."""
        published = self.published
        return published is not None and (self.dated or self.words.is_dated(published, self.policy.lead_chars))

    def story(self, kind: str) -> Span | None:
        """The time of an earlier year, at most two sentences back, from which the text tells on. Not hung on.

        "On Feb. 3, 1996, it closed. On March 9 it was sold".
        """
        found, now = self.spoken.current, self.published
        if self.narrative or found is None or now is None or found[0].start.year >= now.year:
            return None
        if self.words.sentence - self.spoken.sentence > 2:
            return None
        unit = "day" if is_finer(found[0].unit, "day") else found[0].unit
        return found[0] if self.words.continues(kind, unit, found[1]) else None

    def set_beside(self, kind: str) -> Span | None:
        """The time in this sentence that a month is told from, as a term or a base: "ordered in April that it shut by May"."""
        found = self.spoken.current
        if found is None or self.spoken.sentence != self.words.sentence:
            return None
        return self.hang(found) if self.words.continues(kind, found[0].unit, found[1]) else None

    def day_over(self) -> Span | None:
        """The day before that of publication that the text spoke of last, in this sentence or the one before."""
        found, today = self.spoken.current, self.unit_now("day")
        if found is None or today is None or self.words.sentence - self.spoken.sentence > 1 or is_finer("day", found[0].unit):
            return None
        day = unit_span("day", floor("day", found[0].start))
        if day is None or day.end > today.start:
            return None
        self.hang(found)
        return day

    def beside(self) -> Span | None:
        """The month or year of late that the sentence's figures are of: "$4 in 1986, from $3 a year earlier"."""
        spoken, now = self.spoken, self.published
        if spoken.yardstick is None or now is None or spoken.sentence != self.words.sentence:
            return None
        span = spoken.yardstick[0]
        recent = span.unit in {"month", "year"} and 0 <= now.year - span.start.year <= 1
        return self.hang(spoken.yardstick) if recent else None

    def month_going_on(self) -> Span | None:
        """The month of the figures before, where the sentence goes on with them: "it rose 3% in May. It fell 1% a year ago"."""
        current = self.spoken.current
        if self.narrative or current is None or current[0].unit != "month":
            return None
        if not self.words.continues("compared", "month", current[1]):
            return None
        return self.hang(current)

    def said_here(self) -> Span | None:
        """The span that the text spoke of last, when its own sentence did."""
        current = self.spoken.current
        return None if current is None or self.spoken.sentence != self.words.sentence else current[0]

    def said_on(self, day: Span) -> Span | None:
        """The span that the text spoke of last, when it is of that day or on it."""
        current = self.spoken.current
        return (
            None if current is None or is_finer("day", current[0].unit) or day_of(current[0]).start != day.start else current[0]
        )

    def months_told(self) -> Span | None:
        """The quarter, half or year of the stretch of months just told: "from January to June", "three months to June"."""
        stretch = self.spoken.stretch()
        if stretch is not None:
            self.hang(self.spoken.current)
        return stretch

    def last_reported(self, *units: str) -> Span | None:
        """The span of one of the units that the text reports on here: "the year-earlier period"."""
        return self.hang(self.spoken.reported(units, self.words.sentence))

    def last_fiscal(self) -> Span | None:
        """The quarter of a fiscal year that the text spoke of last."""
        return self.hang(self.spoken.fiscal)

    def last_within(self, unit: str) -> Span | None:
        """The span no coarser than that unit that the text spoke of last: no year says which Friday is "the previous" one.

        A year that is a heading has not been told yet: of that only its beginning.
        """
        found = self.spoken.no_coarser(unit)
        span = self.hang(found)
        if found is None or span is None or span.unit != "year" or not self.words.is_heading(found[1]):
            return span
        return replace(span, end=span.start)

    def hang(self, found: tuple[Span, int] | None) -> Span | None:
        """The time found, of the mention of that number, which from now on is what this one hangs on."""
        if found is None:
            return None
        span, self.antecedent = found
        self.used = "PERIOD_MENTION" if span.unit in {"quarter", "half"} else "MENTION"
        return span

    def current_of(self, unit: str, way: int = 0, *, told: bool = False, very: bool = False) -> Span | None:
        """The unit that holds the text's current time: that of the last mention, else of publication.

        What lies `way` from it (-1 earlier, 1 later) hangs on it. It is coarser than the unit when the text says no finer ("in
        2012 ... three months later"), and None when what is `told`, or has happened later, hangs on nothing in the text. The
        `very` one, "that day", may be one that the text has just gone on from; when it was hangs on the text too.
        """
        found = self._of_story(unit, very) if self.narrative else self.spoken.current
        if way == 0 and not self.narrative:
            found = self.spoken.held(unit) or found
            found = self._far(found) if very and unit == "day" else found
        now = None if self.narrative or self.published is None else floor(unit, self.published)
        if (
            found is not None
            and now is not None
            and way > 0
            and found[0].start >= now
            and self.words.direction("later") == "past"
        ):
            # Told on Tuesday, dated that day: "the court heard on Tuesday that he fled the next day".
            found = self.spoken.counted_from(unit, now) or found
        if found is None or is_finer(unit, found[0].unit) or self._is_ahead(found[0]):
            lies = self.words.direction("earlier" if way < 0 else "later")
            found = self.spoken.counted_from(unit, self._tomorrow() if lies == "past" and not self.narrative else None)
            told = told or ((way > 0 or (very and unit == "day")) and lies == "past")
            if found is not None and is_finer(unit, found[0].unit):
                over = self._is_over(found[0])
                # What has happened hangs on a time that is over, what is to come does not. Of a month
                # or year that a story tells of nothing says which day it was.
                if self.narrative or (over and lies == "past") or (told and not (over and lies == "future")):
                    return self.hang(found)
                found = None
            if found is None and told:
                return None
        if found is not None:
            span, self.antecedent = found
            self.used = "MENTION"
            return unit_span(unit, floor(unit, span.start if is_finer(unit, "day") else day_of(span).start))
        return self.unit_now(unit)

    def _far(self, found: tuple[Span, int] | None) -> tuple[Span, int] | None:
        """The day told at most two sentences back that is not called today, if that found is: "today few recall that day".

        Where it is that since when something has been so ("it fell Thursday for the first time since Oct. 1. That day, ..."),
        the other of its sentence.
        """
        if found is None or not self._is_aside(found[1]):
            return found
        least = self.words.sentence - 2 if self._is_today(found[1]) else self.spoken.sentence
        near = (known for known in reversed(self.spoken.said) if known[2] >= least)
        days = (known[:2] for known in near if not is_finer("day", known[0].unit) and not self._is_aside(known[1]))
        return next(days, found)

    def _is_aside(self, number: int) -> bool:
        """Whether "that day" is hardly the mention of that number."""
        return self._is_today(number) or self.words.passes("clock", number)

    def _is_today(self, number: int) -> bool:
        """Whether the mention of that number calls its day today."""
        meaning = meaning_of(self.words.earlier[number].meaning)
        parts = () if meaning is None else parts_of(meaning)
        return any((part.of if isinstance(part, Part) else part) == _TODAY for part in parts)

    def _of_story(self, unit: str, very: bool) -> tuple[Span, int] | None:
        """What a narrative spoke of last that is as fine as the unit, unless the story has just left that.

        The `very` one may be of the sentence before.
        """
        found, story = self.spoken.no_coarser(unit), self.spoken.told(self.words.sentence)
        if found is not None and very and self.words.earlier[found[1]].sentence >= self.words.sentence - 1:
            return found
        current = self.spoken.current
        if found is None or story is None or current is None or story[1] != current[1]:
            return found
        long_told = self.words.sentence - self.spoken.sentence > 2
        return found if long_told or current[0].start <= found[0].start < current[0].end else current

    def under_way(self, unit: str) -> Span | None:
        """The time just told, when it is over and what has happened goes on from it, else the day of now.

        It is one that says which unit of that kind it is in: no year says which day is "earlier in the day".
        """
        since = self.words.sentence - (1 if unit == "year" else 2)  # a few words on, the year is this one again
        found = None if self.narrative or self.spoken.sentence < since else self.spoken.current
        if found is not None and is_finer(unit, found[0].unit):
            found = self.spoken.no_coarser(unit)
            found = None if found is None or self.words.earlier[found[1]].sentence < since else found
        if found is not None and self._is_over(found[0]) and self.words.direction("later") == "past":
            return self.hang(found)
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
        lies = self.words.direction("later") if self._is_ahead(span) else "future"
        return lies == "past" or (lies is None and after is not None and self._is_over(after))

    def _is_ahead(self, span: Span) -> bool:
        tomorrow = self._tomorrow()
        return tomorrow is not None and not self.narrative and span.start >= tomorrow

    def _tomorrow(self) -> datetime | None:
        return None if self.published is None else floor("day", self.published) + DAY

    def _is_over(self, span: Span) -> bool:
        return self.narrative or self.published is None or span.end <= self.published
