"""The words round one mention: which way they say that it lies, and how it goes with the mentions before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate, pairwise
from typing import Final

from transforms.temporal.directions import Directions
from transforms.temporal.lexicon import Lexicon
from transforms.temporal.mention import Mention

# A mention that begins so many characters into its sentence at most opens it ("In 1790").
LEAD: Final = 4
# What an entry of a list begins after, where it is no sentence of its own.
BULLETS: Final = ("* ", "• ", "· ", ":\n", ".\n", "\n\n")


def paragraphs_of(text: str, sentences: Sequence[tuple[int, int]]) -> list[int]:
    """The number of the paragraph that each sentence is in: one ends where lines break between sentences."""
    return list(accumulate(("\n" in text[end:start] for (_, end), (start, _) in pairwise(sentences)), initial=0))


@dataclass(slots=True)
class Surroundings:
    """A mention's place in its text and what the directions say of the words there.

    `text` is the text as `scan.plain` gives it, `written` as it is written. `earlier` are the mentions before it: the one of a
    number is at that index. `paragraphs` are the numbers of the sentences' paragraphs, in a narrative.
    """

    lexicon: Lexicon
    directions: Directions
    text: str
    written: str
    sentences: Sequence[tuple[int, int]]
    earlier: Sequence[Mention]
    sentence: int
    mention: tuple[int, int]
    paragraphs: Sequence[int] = ()

    @property
    def bounds(self) -> tuple[int, int]:
        """Where its sentence begins and ends."""
        return self.sentences[self.sentence]

    def direction(self, kind: str) -> str | None:
        """The direction that words settle for a bare field of that kind."""
        return self.directions.direction(self.text, self.bounds, self.mention, kind)

    def cue(self, kind: str) -> str | None:
        """The direction that the nearest verb gives a bare field of that kind."""
        return self.directions.cue(self.text, self.bounds, self.mention, kind)

    def year(self, kind: str) -> int | None:
        """The year that the sentence is about, for a bare field of that kind."""
        return self.directions.year(self.text, self.bounds, self.mention, kind)

    def known_day(self, month: int, day: int) -> date | None:
        """The day so well known that this one of that month and day, and the words behind it, name it."""
        known = self.directions.known_day(self.text, self.mention[1], month, day)
        return None if known is None else known.day

    def opens_sentence(self) -> bool:
        """Whether the sentence begins with it."""
        return self.mention[0] - self.bounds[0] <= LEAD

    def opens_paragraph(self, number: int) -> bool:
        """Whether a paragraph begins between the mention of that number and its sentence."""
        return self.paragraphs[self.sentence] > self.paragraphs[self.earlier[number].sentence]

    def is_compared(self, rules: tuple[str, ...]) -> bool:
        """Whether the mention, read by those rules, is only what a figure is compared with."""
        return self.directions.is_compared(rules, self.text, self.bounds, self.mention[0])

    def is_listed(self) -> bool:
        """Whether it is listed with the mention before it."""
        return self.directions.is_listed(self.text, self.earlier[-1].char_end, self.mention[0])

    def is_stretch(self) -> bool:
        """Whether it ends a stretch that the mention before it begins."""
        before = self.earlier[-1]
        return self.directions.is_stretch(self.text, (before.char_start, before.char_end), self.mention[0])

    def continues(self, kind: str, unit: str, number: int) -> bool:
        """Whether what the text tells goes on, at this field, from the mention of that number, a time of that unit."""
        told = self.earlier[number]
        where = (self.sentences[told.sentence][0], told.char_start, told.char_end)
        return self.directions.continues(self.text, self.bounds, self.mention, where, unit, kind)

    def is_heading(self, number: int) -> bool:
        """Whether the mention of that number is all the words of its sentence: "May 1912", "1912-13"."""
        told = self.earlier[number]
        start, end = self.sentences[told.sentence]
        return not any(map(str.isalpha, self.text[start : told.char_start] + self.text[told.char_end : end]))

    def heads(self) -> bool:
        """Whether this mention heads the entry of a chronicle, or ends the days that do: "Dec. 22: ...", "June 6-9: ..."."""
        last = len(self.earlier) - 1
        return self._heads(self.sentence, *self.mention) or (last >= 0 and self.is_stretch() and self.was_heading(last))

    def was_heading(self, number: int) -> bool:
        """Whether the mention of that number does."""
        told = self.earlier[number]
        return self._heads(told.sentence, told.char_start, told.char_end)

    def _heads(self, sentence: int, start: int, end: int) -> bool:
        low, high = self.sentences[sentence]
        if start - low > LEAD and not self.text.endswith(BULLETS, low, start):
            return False
        return self.directions.is_headed(self.text, end) or not any(map(str.isalpha, self.text[end:high]))

    def passes(self, kind: str, number: int) -> bool:
        """Whether this field leaves aside what the mention of that number told."""
        told = self.earlier[number]
        return self.directions.is_background(kind, self.text, self.sentences[told.sentence], told.char_start)

    def is_dated(self, published: datetime, lead_chars: int) -> bool:
        """Whether the text is of its day of publication: says first, in its lead, what was said on that day or the one before.

        Then it is not dated a day early, and what it tells as past was not on the day after.
        """
        until = min(self.bounds[1], lead_chars)
        day = self.directions.stated(self.text, self.mention, until)
        if day is None:
            return False
        weekday = dict(self.lexicon.words.get(day, ())).get("WEEKDAY")
        return weekday is None or (published.isoweekday() - int(weekday)) % 7 <= 1
