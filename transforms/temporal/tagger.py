"""The front door: a text and its publication in, mentions out."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from transforms.configuration import config_root, language_folder, read_once
from transforms.sentences import split_sentences
from transforms.temporal.civil import Span, floor, is_before_christ, is_finer
from transforms.temporal.context import Context, load_context
from transforms.temporal.directions import Directions, load_directions
from transforms.temporal.grammar import DATE_ORDERS, Grammar, load_grammar
from transforms.temporal.kinds import is_absolute, is_date, lacks_era, names_era
from transforms.temporal.lexicon import Lexicon, load_lexicon
from transforms.temporal.markup import has_unseen, seen
from transforms.temporal.meaning import After, Before, Bound, Fiscal, Meaning, Part
from transforms.temporal.mention import Mention
from transforms.temporal.parse import Reading, read
from transforms.temporal.policy import Policy, as_moment, load_policy
from transforms.temporal.recognise import Recogniser, date_order_of, load_recogniser
from transforms.temporal.resolve import Resolution, resolve
from transforms.temporal.rows import PROFILES
from transforms.temporal.scan import Scanner, plain
from transforms.temporal.situation import BACK, Situation
from transforms.temporal.spoken import Spoken
from transforms.temporal.surroundings import Surroundings, paragraphs_of
from transforms.temporal.telling import SCENE, Telling

ANCHORINGS: Final = ("publication", "narrative")
# The cache of meanings is emptied when it holds this many stretches: some 100 MB at worst.
CACHE_LIMIT: Final = 20_000


class Tagger:
    """One language's tagger for one profile: compiled once, with its cache of meanings by the words as written.

    The cache changes nothing but the time taken. Threads may share a tagger: at worst one parses what another has parsed.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        grammar: Grammar,
        context: Context,
        directions: Directions,
        policy: Policy,
        language: str,
        config_dir: Path | None = None,
    ) -> None:
        self.lexicon = lexicon
        self.grammar = grammar
        self.context = context
        self.directions = directions
        self.policy = policy
        self.language = language
        self.config_dir = config_dir
        self._scanner = Scanner(lexicon, grammar)
        self._readings: dict[str, tuple[Reading, ...]] = {}
        # What steady readings came to, and what they hung on, by the reading itself and the publication.
        self._resolutions: dict[tuple[Reading, datetime | None], tuple[Resolution | None, str]] = {}

    def readings(self, stretch: str) -> tuple[Reading, ...]:
        """The readings of a stretch of text, from the cache or by parsing."""
        found = self._readings.get(stretch)
        if found is None:
            if len(self._readings) >= CACHE_LIMIT:
                self.forget()
            found = self._readings[stretch] = read(self.grammar, self.lexicon.tokens(stretch))
        return found

    def forget(self) -> None:
        """Empty the caches of meanings and of what they came to."""
        self._readings.clear()
        self._resolutions.clear()

    def mentions(
        self, text: str, published_at: date | datetime | None, *, anchoring: str = "publication", article_id: str = ""
    ) -> list[Mention]:
        """The mentions of a text in order. Without a publication only absolute expressions resolve."""
        if not has_unseen(text):
            return self._mentions(text, published_at, anchoring, article_id)
        clean, offsets = seen(text)
        found = self._mentions(clean, published_at, anchoring, article_id)
        return _as_given(
            found, text, offsets, [start for start, _ in split_sentences(text, self.language, self.config_dir)], article_id
        )

    def _mentions(self, text: str, published_at: date | datetime | None, anchoring: str, article_id: str) -> list[Mention]:
        published = as_moment(published_at)
        lowered = plain(text)
        telling = Telling(Spoken(self.policy))
        narrative = anchoring == "narrative"
        sentences = split_sentences(text, self.language, self.config_dir)
        starts = [start for start, _ in sentences]
        paragraphs = paragraphs_of(text, sentences) if narrative else ()
        if narrative:
            telling.story.coming = self._coming(text, lowered, sentences, published)
        out: list[Mention] = []
        dateline: int | None = None
        dated = False
        for low, high in self._scanner.stretches(lowered):
            waiting = list(reversed(self.readings(text[low:high])))
            while waiting:
                reading = waiting.pop()
                start, end = low + reading.start, low + reading.end
                if out and out[-1].char_start <= start < out[-1].char_end:
                    # Of mentions that one rule gives, one was refused and the stretch read again: this part of it is taken.
                    continue
                sentence, place = _number(starts, start), (start, end)
                words = Surroundings(self.lexicon, self.directions, lowered, text, sentences, out, sentence, place, paragraphs)
                if not self.context.accepts(reading.rules, words):
                    waiting.extend(reversed(reading.within))
                    continue
                words.mention = self.context.begin(reading.rules, words), end
                way = self._way(reading, words, telling) if narrative else None
                bracketed = narrative and self.context.is_bracketed(reading.rules, words)
                spoken = telling.spoken(way, reading.hangs, sentence, bracketed)
                before = spoken.of_mention(len(out) - 1)
                listed = before if before is not None and words.is_listed() else None
                situation = Situation(published, self.policy, spoken, words, narrative, way, listed, dateline, dated)
                resolution = self._resolve(reading, situation)
                if resolution is None:
                    # 30 February is no day, nor is its February a month; a length that cannot be counted is still a length.
                    # "On 5 June 120 guns opened fire" is of 5 June where the year 120 is far.
                    waiting.extend(
                        reversed(reading.within) if _is_counted(reading.meaning) or names_era(reading.meaning) else ()
                    )
                    continue
                situation.spoken = telling.goes_on(spoken, way, reading.hangs, resolution.span, sentence)
                told = self._remember(reading, resolution, situation)
                if told is not None and self._is_dateline(told, reading, situation):
                    dated = True
                    if published is None or told.start != floor("day", published):
                        published, dateline = told.start, len(out)
                out.append(self._mention(reading, resolution, situation, article_id))
        return out

    def _coming(
        self, text: str, lowered: str, sentences: Sequence[tuple[int, int]], published: datetime | None
    ) -> tuple[Span, int] | None:
        """The first year or date that a narrative names of what it tells, with its sentence.

        Else the first before Christ of what stands beside that.
        """
        starts, beside = [start for start, _ in sentences], None
        for low, high in self._scanner.stretches(lowered):
            for reading in self.readings(text[low:high]):
                if not is_absolute(reading.meaning) or lacks_era(reading.meaning):
                    continue
                start, end = low + reading.start, low + reading.end
                index = _number(starts, start)
                words = Surroundings(self.lexicon, self.directions, lowered, text, sentences, (), index, (start, end))
                situation = Situation(published, self.policy, Spoken(self.policy), words, True, None, None)
                found = self._resolve(reading, situation) if self.context.accepts(reading.rules, words) else None
                if found is None or found.span is None or is_finer("year", found.span.unit):
                    continue
                if not self.context.is_aside(reading.rules, words) and not self.context.aside_way(reading.rules, words):
                    return found.span, index
                beside = beside or ((found.span, index) if is_before_christ(found.span.start) else None)
        return beside

    def _remember(self, reading: Reading, resolution: Resolution, situation: Situation) -> Span | None:
        """The span of a mention that the text goes on from, added to what it has spoken of; None when it does not."""
        spoken, words, span, number = situation.spoken, situation.words, resolution.reported, len(situation.words.earlier)
        spoken.measure(reading.meaning, number)
        if span is None:
            return None
        if span.unit == "day" and is_date(reading.meaning):
            spoken.dates[span.start.month, span.start.day] = span, number
        if words.is_compared(reading.rules):
            spoken.compare(span, number)
            return None
        if not reading.moves or (situation.narrative and self._is_aside(reading, situation)):
            return None
        # A company names its fiscal quarter where it reports on it, whatever quarter the text spoke of before.
        fiscal = isinstance(reading.meaning, Fiscal) and span.unit == "quarter"
        before = spoken.of_mention(number - 1)
        steps = situation.narrative and spoken.is_ahead(span) and self.context.is_step(reading.rules, words)
        leads = fiscal or steps or words.opens_sentence()
        stretch = before is not None and before.start < span.start and words.is_stretch()
        listed = stretch or situation.listed is not None
        spoken.add(span, number, situation.published, words.sentence, leads, listed, _edge(reading, resolution))
        if fiscal:
            spoken.fiscal = span, number
        if stretch and before is not None:
            spoken.stretch_to(span, number, before)
        return span

    def _is_aside(self, reading: Reading, situation: Situation) -> bool:
        """Whether a time of a narrative is no step of it; before its first year none hangs on publication."""
        early = situation.used == "PUBLICATION" and situation.spoken.story is None and situation.spoken.coming is not None
        return early or self.context.is_aside(reading.rules, situation.words)

    def _way(self, reading: Reading, words: Surroundings, telling: Telling) -> str | None:
        way = self.context.aside_way(reading.rules, words)
        if way != SCENE:
            return way
        story = telling.story.story
        return None if story is None or words.opens_paragraph(story[1]) else BACK

    def _is_dateline(self, span: Span, reading: Reading, situation: Situation) -> bool:
        words = situation.words
        may_be = self._may_be_dateline(span, words.mention[0], situation.published)
        return may_be and self.context.is_dateline(reading.rules, words)

    def _may_be_dateline(self, span: Span, start: int, published: datetime | None) -> bool:
        """Whether a span named at that place of the text is the day of publication or one beside it, as datelines name."""
        if published is None or span.unit != "day" or start >= self.policy.dateline_chars:
            return False
        days = (span.start - floor("day", published)).days
        return -self.policy.dateline_before <= days <= self.policy.dateline_after

    def _resolve(self, reading: Reading, situation: Situation) -> Resolution | None:
        try:
            return self._resolved(reading, situation)
        except OverflowError:
            # Beside the first or last day that a date can hold there is no such time.
            return None

    def _resolved(self, reading: Reading, situation: Situation) -> Resolution | None:
        if not reading.steady or situation.narrative:
            return resolve(reading.meaning, situation)
        known = self._resolutions.get((reading, situation.published))
        if known is None:
            if len(self._resolutions) >= CACHE_LIMIT:
                self._resolutions.clear()
            known = (resolve(reading.meaning, situation), situation.used)
            self._resolutions[reading, situation.published] = known
        situation.used = known[1]
        return known[0]

    def stretches(self, text: str) -> Iterator[tuple[int, int]]:
        """The candidate stretches of a text, as character offsets."""
        return self._scanner.stretches(plain(text))

    def refusal_of(self, text: str, low: int, reading: Reading) -> str | None:
        """Which row of the context refuses a reading that gave no mention; None when the calendar has no such time."""
        start, end = low + reading.start, low + reading.end
        sentences = split_sentences(text, self.language, self.config_dir)
        index = _number([first for first, _ in sentences], start)
        words = Surroundings(self.lexicon, self.directions, plain(text), text, sentences, (), index, (start, end))
        return self.context.refusal(reading.rules, words)

    def _mention(self, reading: Reading, resolution: Resolution, situation: Situation, article_id: str) -> Mention:
        start, end = situation.words.mention
        anchor, number = situation.anchor()
        return Mention(
            mention_id=f"{article_id}-m{start}",
            sentence=situation.words.sentence,
            char_start=start,
            char_end=end,
            text=situation.words.written[start:end],
            timex_type=resolution.timex_type,
            timex_value=resolution.value,
            timex_mod=resolution.mod,
            timex_quant=resolution.quant,
            timex_freq=resolution.freq,
            meaning=reading.written,
            rule=reading.rule,
            readings=reading.readings,
            anchor=anchor,
            anchor_mention_id=None if number is None else situation.words.earlier[number].mention_id,
            start=resolution.start,
            end=resolution.end,
            granularity=resolution.granularity,
            approximate=resolution.approximate,
            edtf=resolution.edtf,
            policy_version=self.policy.version,
        )


def _is_counted(meaning: Meaning) -> bool:
    return isinstance(meaning.of if isinstance(meaning, Bound) else meaning, Before | After)


def _edge(reading: Reading, resolution: Resolution) -> Span | None:
    """What of a span its words name; "later in the year" is no more than after what has been told."""
    loose = isinstance(reading.meaning, Part) and reading.meaning.part in {"earlier", "later"}
    return None if loose else resolution.told


def _number(starts: Sequence[int], at: int) -> int:
    """Which of the sentences that start there holds the offset; the first one what stands before it."""
    return max(0, bisect_right(starts, at) - 1)


def _as_given(mentions: list[Mention], text: str, offsets: list[int], starts: list[int], article_id: str) -> list[Mention]:
    """The mentions of what a reader sees, with the offsets of the text as given."""
    ids = {mention.mention_id: f"{article_id}-m{offsets[mention.char_start]}" for mention in mentions}
    out: list[Mention] = []
    for mention in mentions:
        start, end = offsets[mention.char_start], offsets[mention.char_end - 1] + 1
        out.append(
            replace(
                mention,
                mention_id=ids[mention.mention_id],
                sentence=_number(starts, start),
                char_start=start,
                char_end=end,
                text=text[start:end],
                anchor_mention_id=ids.get(mention.anchor_mention_id) if mention.anchor_mention_id else None,
            )
        )
    return out


@read_once
def _recogniser(language: str, root: Path) -> Recogniser:
    return load_recogniser(language_folder(language, root) / "context", root / "policy.toml")


@read_once
def _load(language: str, profile: str, date_order: str, root: Path) -> Tagger:
    folder = language_folder(language, root)
    policy = load_policy(root / "policy.toml")
    lexicon = load_lexicon(folder / "lexicon", policy)
    grammar = load_grammar(folder / "grammar", lexicon, policy, profile, date_order)
    context = load_context(folder / "context", profile, grammar.names)
    directions = load_directions(folder / "directions", grammar.names)
    return Tagger(lexicon, grammar, context, directions, policy, language, root)


def load_tagger(
    language: str = "en",
    config_dir: str | Path | None = None,
    *,
    profile: str = "news",
    date_order: str = "mdy",
) -> Tagger:
    """The tagger of a language, compiled once for each profile and order of dates in figures (`mdy` or `dmy`).

    Raises ConfigurationError when its files do not fit, ValueError for an unknown setting.
    """
    _check_setting("profile", profile, PROFILES)
    _check_setting("date_order", date_order, DATE_ORDERS)
    return _load(language, profile, date_order, config_root(config_dir))


def check_language(language: str, config_dir: str | Path | None = None) -> None:
    """Compiles every pattern of a language, as a command does not. Raises ConfigurationError when its files do not fit."""
    _recogniser(language, config_root(config_dir))
    for profile in PROFILES:
        tagger = load_tagger(language, config_dir, profile=profile)
        tagger.context.make_all()
        tagger.directions.make_all()


def normalize(
    text: str,
    published_at: date | datetime | None,
    language: str = "en",
    *,
    profile: str | None = None,
    anchoring: str | None = None,
    article_id: str = "",
    date_order: str = "mdy",
    config_dir: str | Path | None = None,
) -> list[Mention]:
    """The time expressions of a text, resolved against its publication; offsets point into the text as given.

    `profile` says what is annotated (`news`, or `timex2` with ages and "former"), `anchoring` what undated times hang on
    (`publication`, or `narrative`: the story itself); None recognises either from the text. `date_order` is how the source
    writes dates in figures, unless the text shows another: 10/3/13 is 3 October by `mdy`, 10 March by `dmy`.

    Raises TypeError for a text that is no str, or a publication that is no date; ValueError for an unknown setting.

    >>> [m.timex_value for m in normalize("It met on Monday.", date(2013, 10, 11))]
    ['2013-10-07']
    """
    if not isinstance(text, str):
        raise TypeError(f"expected the text as a str, got {type(text).__name__}")
    published = as_moment(published_at)
    profile, anchoring = recognise(text, published, language, profile, anchoring, config_dir)
    tagger = load_tagger(language, config_dir, profile=profile, date_order=date_order_of(text, date_order))
    return tagger.mentions(text, published, anchoring=anchoring, article_id=article_id)


def recognise(
    text: str,
    published: date | datetime | None,
    language: str,
    profile: str | None,
    anchoring: str | None,
    config_dir: str | Path | None = None,
) -> tuple[str, str]:
    """The profile and the anchoring of a text: those given, else those that it shows. Raises ValueError for an unknown one."""
    _check_setting("profile", profile or PROFILES[0], PROFILES)
    _check_setting("anchoring", anchoring or ANCHORINGS[0], ANCHORINGS)
    if profile is not None and anchoring is not None:
        return profile, anchoring
    narrative = _recogniser(language, config_root(config_dir)).is_narrative(plain(text), as_moment(published))
    return profile or ("timex2" if narrative else "news"), anchoring or ("narrative" if narrative else "publication")


def _check_setting(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise ValueError(f"expected {name} as {' or '.join(allowed)}, got {value!r}")
