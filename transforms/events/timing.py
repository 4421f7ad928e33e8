"""The time of an event: from its mention, its class, its tense, or the document; bounds that hold, and one best guess."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from transforms.events.anchors import Until
from transforms.events.attributes import Attributes
from transforms.events.bounds import Bounds, Limits, Period, length_of, period_of, shifted
from transforms.events.lexicon import Lexicon
from transforms.events.links import Link
from transforms.events.relations import Relations
from transforms.events.triggers import Trigger
from transforms.temporal.civil import DAY
from transforms.temporal.meaning import Last, Next
from transforms.temporal.mention import Mention
from transforms.temporal.template import meaning_of

_DAY_VALUE: Final = re.compile(r"\d{4}-\d\d-\d\d")


# The bases of a date of the event's own clause.
DATED: Final = ("EXPLICIT", "EXPLICIT_CLAUSE")


@dataclass(frozen=True, slots=True)
class Timing:
    """When an event happens, the best guess, and what both rest on."""

    bounds: Bounds
    basis: str
    best: tuple[date, date] | None = None
    best_basis: str | None = None
    cue: str | None = None
    mention_id: str | None = None
    duration: str | None = None
    recurrence: str | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides the time of an event besides its mention."""

    trigger: Trigger
    attributes: Attributes
    side: str
    extent: str
    is_reported: bool = False
    is_measured: bool = False
    clause: str = "main"
    noun: str = "none"
    is_of_new: bool = False
    adverb: str = "none"
    reaches: bool = False
    of_several: bool = False
    is_aged: bool = False

    @property
    def is_so_far(self) -> bool:
        """Whether a present perfect tells what still goes on: `has lived there for two years`."""
        return self.side == "present" and self.attributes.aspect == "PERFECTIVE"

    @property
    def is_up_to_now(self) -> bool:
        """Whether a length is counted back from publication: `has grown over two years`, `the growth over two years`."""
        perfect = self.side == "past" and self.attributes.tense == "PRESENT"
        return perfect or (self.noun != "none" and self.side != "future")

    def values(self) -> dict[str, str]:
        """What the defaults of `event_times.toml` may ask of the event."""
        return {
            "class": self.attributes.event_class,
            "tense": self.attributes.tense,
            "aspect": self.attributes.aspect,
            "factuality": self.attributes.factuality,
            "word": self.trigger.word_class,
            "side": self.side,
            "extent": self.extent,
            "noun": self.noun,
            "clause": self.clause,
            "adverb": self.adverb,
            "reported": "yes" if self.is_reported else "no",
        }


@dataclass(frozen=True, slots=True)
class Ordered:
    """One event of a sentence: its situation and its time so far."""

    situation: Situation
    timing: Timing


def extent_of(trigger: Trigger, attributes: Attributes, lexicon: Lexicon) -> str:
    """DAY for what happens on one day when nothing else is said, SPAN for what lasts."""
    progressive = "PROGRESSIVE" in attributes.aspect
    if attributes.event_class in ("REPORTING", "PERCEPTION", "I_STATE"):
        # "The army had been warning of attacks", but "will be announcing changes"
        return "SPAN" if progressive and attributes.tense in ("PAST", "PRESENT") else "DAY"
    if attributes.event_class == "STATE" or progressive:
        return "SPAN"
    durative = lexicon.durative_nominals if trigger.word_class == "NOUN" else lexicon.durative_verbs
    return "SPAN" if trigger.lemma in durative else "DAY"


def dated(link: Link, situation: Situation, relations: Relations, publication: date | None) -> Timing | None:
    """The time that a linked mention gives; None when the mention has no days and its length no place."""
    period = period_of(link.mention)
    if link.mention.timex_type == "DURATION" and publication is not None and link.mention.end is not None:
        # "over the past two weeks" runs up to publication and holds it.
        period = replace(period, last=publication) if link.mention.end.date() == publication else period
    extent, cue = situation.extent, _read_as(link, situation, relations)
    if extent == "SPAN" and situation.attributes.event_class in ("STATE", "I_STATE"):
        extent = "STATE"
    elif situation.is_measured:
        extent = "MEASURED"
    elif cue in relations.words.lasts and isinstance(meaning_of(link.mention.meaning), Last | Next) and not period.is_day:
        extent = "STATE"  # "hovered near 500 points for the last two years"
    elif cue in relations.words.holds and situation.attributes.polarity == "POS" and situation.noun == "none":
        extent = "SPAN"
    spread = cue in relations.words.spreads and period.length is not None and period.length > DAY
    extent = "SPAN" if spread else extent  # "raised two billion over ten years"
    lasting = length_of(link.lasting.timex_value) if link.lasting is not None and period.is_day else None
    if lasting is not None and period.first is not None:
        # "Will close on Jan. 5 for three weeks": until Jan. 25; for a day, or some hours, that day alone.
        period, extent, cue = Period(period.first, shifted(period.first, max(lasting - DAY, timedelta()))), "STATE", ""
    if link.until is not None:
        period, extent, cue = _together(link, link.until, period, extent, cue, relations)
    # "loan losses expected this year": only a verb has a tense that says how much of it is over.
    untensed = extent == "MEASURED" and situation.noun != "none" and relations.is_plain(cue)
    side = "present" if untensed else "" if spread and situation.is_up_to_now else situation.side
    bounds = relations.bounds(cue, period, extent, side, publication)
    if bounds is None or link.mention.timex_type == "SET":
        return None
    if link.role in ("STARTS", "ENDS") and cue != relations.aged_cue:  # "they met to end the six-month-old dispute"
        bounds = _phase(relations.bounds(cue, period, "DAY", situation.side, publication) or bounds, link.role)
    if situation.of_several:
        bounds = replace(bounds, extent="SPAN")  # "has written ten books since 2010": one by one
    about = _about(link.mention, bounds)
    best = (about, about) if about is not None else bounds.known_days
    return Timing(
        bounds,
        link.basis,
        best,
        link.basis if best is not None else None,
        link.cue or None,
        link.mention.mention_id,
    )


def _read_as(link: Link, situation: Situation, relations: Relations) -> str:
    """The cue whose template a mention takes: its own, or that of all that the words around it say."""
    cue = relations.reach_cue if situation.reaches else link.cue
    if cue in relations.words.closely:
        return ""  # "shortly after 6 a.m. on Sunday": on Sunday
    if situation.is_aged and not cue and link.mention.start is None:
        return relations.aged_cue
    more, so_far = f"{cue} {relations.more}", f"{cue} {relations.so_far}"
    if link.mention.timex_mod == "MORE_THAN" and more in relations.lengths:
        return more
    return so_far if situation.is_so_far and so_far in relations.lengths and link.mention.start is None else cue


def _together(link: Link, until: Until, period: Period, extent: str, cue: str, relations: Relations) -> tuple[Period, str, str]:
    """The period that two mentions or more make, with the extent and the cue of what happens in it."""
    last = period_of(until.mention).last
    if last is None or (period.first is not None and period.first > last):
        return period, extent, cue  # "from 2010 to 2005" is a slip of the writer: what it began with stands alone
    period = Period(period.first, last)
    led = link.cue in relations.words.pair_first
    if until.kind != "PAIR" and not led and not relations.is_plain(cue):
        return period, extent, cue  # "by July or August"
    if until.kind == "LIST":
        return period, "DAY" if extent == "DAY" else "SPAN", cue  # "in 2004 and 2009": in either, or in both
    days = link.mention.granularity == "DAY" and until.kind != "PAIR"  # "on March 19 and 20"
    if extent != "DAY" or days or led:
        return period, "STATE", ""
    return period, extent, cue


def _about(mention: Mention, bounds: Bounds) -> date | None:
    """The middle of what the words call about a day, for what happens within the days around it: `in about a month`."""
    value = mention.timex_value or ""
    if mention.timex_mod != "APPROX" or not _DAY_VALUE.fullmatch(value) or bounds.extent != "DAY":
        return None
    day = date.fromisoformat(value)
    inside = (bounds.earliest_start or day) <= day <= (bounds.latest_end or day)
    return day if inside else None


def _phase(day: Bounds, role: str) -> Bounds:
    """The bounds of what begins, or ends, within those of the verb that says so."""
    if role == "STARTS":
        return Bounds(day.earliest_start, day.latest_start, day.earliest_start, None, "SPAN")
    return Bounds(None, day.latest_end, day.earliest_end, day.latest_end, "SPAN")


def undated(situation: Situation, relations: Relations, publication: date | None) -> Timing:
    """The time that the class and the tense of an event give, with the publication day as the only date."""
    if publication is None:
        return Timing(Bounds(None, None, None, None, situation.extent), "NONE")
    default = relations.default(situation.values())
    bounds = Limits(Period(publication, publication), publication, relations.recent).bounds(default.bounds)
    if not default.best:
        return Timing(bounds, default.basis)
    return Timing(bounds, default.basis, (publication, publication), default.basis)


def told_between(situation: Situation, relations: Relations, first: date, last: date) -> Timing:
    """The time that class and tense give to what was told on a day between these two, as `undated` does on publication."""
    early, late = undated(situation, relations, first), undated(situation, relations, last)
    if first == last:
        return early
    bounds = replace(late.bounds, earliest_start=early.bounds.earliest_start, earliest_end=early.bounds.earliest_end)
    return replace(late, bounds=bounds, best=None, best_basis=None)


def with_length(timing: Timing, mention: Mention | None) -> Timing:
    """The time with the length or the repetition that a mention of the event's clause gives."""
    if mention is None:
        return timing
    return replace(
        timing,
        duration=mention.timex_value if mention.timex_type == "DURATION" else timing.duration,
        recurrence=mention.timex_value if mention.timex_type == "SET" else timing.recurrence,
    )
