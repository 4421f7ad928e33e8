"""What a text tells, and what it says beside that: "who had come in May 1698"."""

from dataclasses import dataclass
from typing import Final

from transforms.temporal.civil import Span
from transforms.temporal.situation import BACK, BESIDE
from transforms.temporal.spoken import Spoken

# What had happened: it goes back too, but where nothing has been told in its paragraph it is what is told.
SCENE: Final = "scene"


@dataclass(slots=True)
class Telling:
    """What a text has spoken of in its story, and in the last aside, which ends with its sentence or goes on in the next."""

    story: Spoken
    beside: Spoken | None = None
    # What was spoken of before the bracket, just closed, that says when somebody lived or something lasted.
    outside: Spoken | None = None

    def spoken(self, way: str | None, hangs: bool, sentence: int, bracketed: bool = False) -> Spoken:
        """What a mention of that sentence goes on from: the aside just made, for what hangs on a time or is an aside too.

        What hangs on a time does not on years that are `bracketed`: "In 1854 Otto (1820-64) rose. The next year he fell".
        """
        beside, story = self.beside, self.story
        outside, self.outside = self.outside, None
        if bracketed:
            self.outside = outside or story.fork()
        elif hangs and outside is not None and outside.current is not None and sentence - outside.sentence <= 1:
            return outside
        if beside is None or beside.current is None or not (way or hangs) or sentence - beside.sentence > (not hangs):
            return story
        return beside if story.current is None or beside.current[1] > story.current[1] else story

    def goes_on(self, spoken: Spoken, way: str | None, hangs: bool, span: Span | None, sentence: int) -> Spoken:
        """Where to remember the span of a mention that went on from that: in the story, or beside it when it lies that way."""
        if spoken is self.beside and (way is None or hangs):
            return spoken
        told = self.story.told(sentence)
        if span is None or told is None or way is None or not _lies(way, span, told[0]):
            return self.story
        if spoken is not self.beside:
            self.beside = spoken = self.story.fork()
        return spoken


def _lies(way: str, span: Span, told: Span) -> bool:
    # What had been within the year told is behind too.
    if way == BACK:
        return span.start < told.end
    return way == BESIDE or span.start.year > told.start.year
