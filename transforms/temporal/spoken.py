"""What a text has spoken of so far: the spans that later words hang on."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from transforms.temporal.civil import MONTHS, Span, floor, is_finer, shift, unit_span
from transforms.temporal.meaning import Meaning, Period, Stretch
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
    # The sentence of the current one, and what figures beside it are compared with: it, or the latest month of a run of them
    # ("3% in May, 2% in April"); nothing after two years or what is listed ("in January and February").
    sentence: int = 0
    yardstick: tuple[Span, int] | None = None
    # Where a narrative has come to, and the year that the sentence of that number alone speaks of.
    story: tuple[Span, int] | None = None
    aside: tuple[Span, int, int] | None = None
    # What begins the stretch of time that the story's mention ends: "from July 1905 to February 1906".
    since: tuple[Span, int] | None = None
    # The first year that a narrative names, or a date with its year, and the sentence: what it tells before that is of it.
    coming: tuple[Span, int] | None = None
    # The days of months that it has named, by month and day: named again, a day is the same.
    dates: dict[tuple[int, int], tuple[Span, int]] = field(default_factory=dict)
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

    def fork(self) -> "Spoken":
        """The same, to go on from apart."""
        return replace(self, by_unit=dict(self.by_unit), to_come=dict(self.to_come), said=self.said.copy())

    def measure(self, meaning: Meaning, mention: int) -> None:
        """Remember a length of months; what is compared with one that reports are made on is no quarter."""
        meaning = meaning.period if isinstance(meaning, Stretch) else meaning
        if isinstance(meaning, Period) and meaning.unit == "month" and meaning.n in self.policy.report_months:
            self.months = True
        if isinstance(meaning, Period) and meaning.unit in _MONTHS and meaning.n != "X":
            self.length = meaning.n * _MONTHS[meaning.unit], mention

    def add(
        self,
        span: Span,
        mention: int,
        published: datetime | None,
        sentence: int,
        leads: bool,
        listed: bool = False,
        part: Span | None = None,
    ) -> None:
        """Remember the span of a mention made in a text published then; `leads` says that it opens its sentence.

        `listed` says that it is listed with the one before, `part` what of the span the words name: the last third of a year.
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
        if before is None or before[0].unit != span.unit:
            self.yardstick = span, mention
        elif listed or span.unit != "month":
            self.yardstick = None
        elif self.yardstick is not None and span.start > self.yardstick[0].start:
            self.yardstick = span, mention
        self.current, self.sentence = (span, mention), sentence
        self.said.append((part or span, mention, sentence))
        if self.aside is not None and self.aside[2] != sentence:
            self.aside = None
        if is_finer("year", span.unit):
            return
        if self.story is not None and span.unit == "year" and not leads and self.story[0].start.year == span.start.year:
            # Naming its year again ("8 December in Asia, 1941") does not take a story back to January, its end takes it on.
            if part is not None and part.start > self.story[0].start:
                self.story = part, mention
            return
        far = self.story is not None and abs(span.start.year - self.story[0].start.year) >= self.policy.narrative_aside_years
        if far and span.unit == "year" and not leads:
            # "As in 1614" in what tells of 1789: such a year does not hold beyond its sentence.
            self.aside = (span, mention, sentence)
        else:
            self.story, self.aside = (part or span, mention), None

    def began(self, sentence: int) -> datetime | None:
        """When the stretch of time began that the story has just told of, where it stands in that sentence."""
        told = self.told(sentence)
        return self.since[0].start if self.since and told and self.since[1] == told[1] else None

    def stretch_to(self, span: Span, mention: int, before: Span) -> None:
        """Remember that the span of that mention ends a stretch of time which the one before begins.

        Two years that adjoin ("the rising of 1845-46") are named for a winter, or another twelve months that both share.
        """
        if is_finer(before.unit, "year"):
            self.since = before, mention
        elif before.unit == span.unit == "year" and before.end == span.start:
            middle = shift("month", before.start, MONTHS["half"])
            self.since = None if middle is None else (Span("half", middle, before.end), mention)
        if before.unit == span.unit == "month":
            self.through = mention

    def compare(self, span: Span, mention: int) -> None:
        """Remember a span that a figure is only set against, as long as nothing of its unit has been told."""
        self.by_unit.setdefault(span.unit, (span, mention))

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

    def stretch(self) -> Span | None:
        """The quarter, half or else year of the stretch of months that the last mention ends."""
        if self.current is None:
            return None
        last, number = self.current
        start: datetime | None = None
        if number == self.through and len(self.said) > 1:
            start = self.said[-2][0].start
        elif self.length is not None and number == self.length[1] + 1 and last.unit in {"month", "day"}:
            start = shift("month", last.end, -self.length[0])
        if start is None:
            return None
        spans = [unit_span(unit, floor(unit, last.start)) for unit in (*REPORTED, "year")]
        return next((span for span in spans if span and (span.start, span.end) == (start, last.end)), spans[-1])

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

    def is_ahead(self, span: Span) -> bool:
        """Whether a span comes after where the narrative stands."""
        return self.story is not None and self.story[0].end <= span.start

    def told(self, sentence: int) -> tuple[Span, int] | None:
        """Where the narrative stands in that sentence, with the number of the mention that says so."""
        return self.aside[:2] if self.aside is not None and self.aside[2] == sentence else self.story


def _is_compared(span: Span, reported: Span, leads: bool, policy: Policy) -> bool:
    earlier = span.unit == reported.unit and span.start < reported.start
    return earlier and (not leads or reported.start - span.start > policy.compared_quarter)


def _is_to_come(span: Span, reported: Span, published: datetime | None) -> bool:
    return published is not None and reported.end <= published < span.end and span.start >= reported.start
