"""Why a phrase means what it means: every step of the walk from words to interval, for a reader."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from dataclasses import fields as fields_of
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from transforms.sentences import split_sentences
from transforms.temporal.bounded import counted_unit
from transforms.temporal.cycles import kind_of
from transforms.temporal.directions import Known
from transforms.temporal.kinds import is_absolute
from transforms.temporal.markup import has_unseen, seen
from transforms.temporal.meaning import MEANINGS, Antecedent, Bound, Deictic, Field, Follow, Part
from transforms.temporal.mention import Mention
from transforms.temporal.parse import Edge, Reading
from transforms.temporal.parts import share_of
from transforms.temporal.policy import Policy
from transforms.temporal.recognise import date_order_of
from transforms.temporal.scan import plain
from transforms.temporal.tagger import Tagger, load_tagger, recognise
from transforms.temporal.template import meaning_of


@dataclass(frozen=True, slots=True)
class Derivation:
    """One node of the derivation: the words, their category, the rule that read them, and the parts they were read from."""

    text: str
    category: str
    rule: str
    meaning: str
    children: tuple["Derivation", ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The first mention of a phrase and how it came about; `others` are the rest. `stage` names where the walk ended when
    there is no mention, and `refusal` which row of the context refused it, or the longer reading that it stands for.

    `stage` is one of: no candidate, no parse, refused by context, nothing to count from, no such time, resolved. `undated` says
    that a publication would place what has no interval without one, `uncovered` which years a table has that does not place it.
    """

    phrase: str
    sentence: str
    profile: str
    anchoring: str
    stage: str
    stretch: str | None
    tokens: tuple[str, ...]
    derivation: Derivation | None
    meaning: str | None
    anchor: str | None
    anchor_reason: str | None
    policy: tuple[str, ...]
    mention: Mention | None
    others: tuple[Mention, ...] = ()
    refusal: str | None = None
    undated: bool = False
    uncovered: str | None = None


# Any day will do to see whether a publication would place what has no interval without one.
_SOME_DAY: Final = date(2000, 1, 1)


def explain(
    phrase: str,
    published: date | datetime | None,
    sentence: str | None = None,
    *,
    language: str = "en",
    config_dir: str | Path | None = None,
    profile: str | None = None,
    anchoring: str | None = None,
    date_order: str = "mdy",
) -> Explanation:
    """How the first mention inside the phrase is read and resolved, in its sentence when one is given.

    `profile`, `anchoring` and `date_order` are those of `normalize`: None is what the text shows.

    Raises ValueError when the sentence does not hold the phrase, and for an unknown setting.

    >>> explain("by the end of this month", date(2013, 10, 11)).meaning
    'Part(end, Deictic(0, month))'
    """
    text = phrase if sentence is None else sentence
    at = text.find(phrase)
    if at < 0:
        raise ValueError(f"expected the sentence to hold the phrase, got {phrase!r} and {sentence!r}")
    if has_unseen(text):
        # As a reader sees it: "last&nbsp;Monday" is read as "last Monday".
        shown, offsets = seen(text)
        first, last = bisect_left(offsets, at), bisect_left(offsets, at + len(phrase))
        text, at, phrase = shown, first, shown[first:last]
    profile, anchoring = recognise(text, published, language, profile, anchoring, config_dir)
    tagger = load_tagger(language, config_dir, profile=profile, date_order=date_order_of(text, date_order))
    inside = range(at, at + len(phrase))
    mentions = tagger.mentions(text, published, anchoring=anchoring)
    held = [m for m in mentions if m.char_start in inside or m.char_end - 1 in inside]
    mention = held[0] if held else None
    place = inside if mention is None else range(mention.char_start, mention.char_end)
    stretch = next(((low, high) for low, high in tagger.stretches(text) if low < place.stop and high > place.start), None)
    if stretch is None:
        return Explanation(phrase, text, profile, anchoring, "no candidate", None, (), None, None, None, None, (), None)
    low, high = stretch
    tokens = tagger.lexicon.tokens(text[low:high])
    readings = [r for r in tagger.readings(text[low:high]) if low + r.start < inside.stop and low + r.end > inside.start]
    over = () if mention is None else _over(mention, readings, low)
    reading = next(iter(readings), None) if mention is None else next(iter(over[-1:]), None)
    placed = mention is not None and (mention.start is not None or mention.end is not None)
    undated = (
        published is None
        and not placed
        and any(
            other.char_start in place and (other.start is not None or other.end is not None)
            for other in tagger.mentions(text, _SOME_DAY, anchoring=anchoring)
        )
    )
    refused = over[:-1] if mention is not None else () if reading is None else (reading,)
    refusal = next((told for longer in refused if (told := tagger.refusal_of(text, low, longer))), None)
    stage = "resolved"
    if mention is None:
        lost = "refused by context" if refusal else "nothing to count from" if undated else "no such time"
        stage = "no parse" if reading is None else lost
    return Explanation(
        phrase=phrase,
        sentence=text,
        profile=profile,
        anchoring=anchoring,
        stage=stage,
        stretch=text[low:high],
        tokens=tuple(token.text for token in tokens),
        derivation=None
        if reading is None
        else _derivation(reading.edge, [t.start for t in tokens], [t.end for t in tokens], text[low:high]),
        meaning=None if reading is None else str(reading.meaning),
        anchor=None if mention is None else mention.anchor,
        anchor_reason=None if mention is None else _reason(mention, mentions, published, undated, tagger, text),
        policy=() if reading is None or mention is None else _policy(reading.meaning, tagger, text, mention),
        mention=mention,
        others=tuple(held[1:]),
        refusal=refusal,
        undated=undated,
        uncovered=None if reading is None or placed or undated else _uncovered(reading.meaning, tagger.policy),
    )


def _over(mention: Mention, readings: Iterable[Reading], low: int) -> tuple[Reading, ...]:
    """The reading that gave the mention, behind those refused that it is within; the longest is first."""
    for reading in readings:
        if (reading.rule, reading.written, low + reading.end) == (mention.rule, mention.meaning, mention.char_end):
            return (reading,)
        if inner := _over(mention, reading.within, low):
            return (reading, *inner)
    return ()


def _derivation(edge: Edge, starts: list[int], ends: list[int], text: str) -> Derivation:
    several = edge.rule is not None and edge.rule.mentions
    return Derivation(
        text=text[starts[edge.start] : ends[edge.end - 1]],
        category=edge.category,
        rule=edge.rule.name if edge.rule else "lexicon",
        meaning=", ".join(str(meaning) for *_, meaning in edge.value) if several else str(edge.value),
        children=tuple(_derivation(child, starts, ends, text) for child in edge.children),
    )


def _policy(meaning: Any, tagger: Tagger, text: str, mention: Mention) -> tuple[str, ...]:
    """The rows of the policy that the meaning calls on, as `config/policy.toml` writes them, and its version."""
    policy, rows = tagger.policy, []
    parts = list(_walk(meaning))
    for meant in parts:
        match meant:
            case Part(part, _) if share_of(part) is None:
                rows.append(_part_row(part, policy))
            case Bound("APPROX" | "NEARLY", of) if mention.granularity is not None:
                name = policy.width_name(counted_unit(of, mention.granularity.lower()))
                rows.append(f"widths.{name} = {policy.widths[name]}")
            case Field("season", str(code)):
                rows.append(f"seasons.{code} = {policy.seasons[code]}")
            case Field("daypart", str(code)):
                rows.append(f"dayparts.{code} = {list(policy.dayparts[code])}")
            case Field("holiday", str(name)):
                rows.append(f"holidays.{name}")
    fields = {part.unit: part.value for part in parts if isinstance(part, Field)}
    counted = any(isinstance(part, Deictic | Follow | Antecedent) for part in parts) or "year" in fields
    if mention.anchor in {"PUBLICATION", "DATELINE"} and not counted and fields:
        rows.append(_direction_row(kind_of(fields), tagger, text, mention))
    if mention.anchor == "DATELINE":
        rows.append(f"dateline = {{ before_days = {policy.dateline_before}, after_days = {policy.dateline_after} }}")
    return (*rows, f"version = {policy.version}")


def _uncovered(meaning: Any, policy: Policy) -> str | None:
    for part in _walk(meaning):
        if isinstance(part, Field) and part.unit == "holiday" and (years := policy.years_of(str(part.value))) is not None:
            return f"holidays.toml has {part.value} from {years[0]} to {years[-1]}"
    return None


def _part_row(part: str, policy: Policy) -> str:
    side, _, unit = part.partition("_")
    if unit in policy.counted:
        return f"counted.{unit} = {policy.counted[unit]}"
    side = {"earlier": "start", "later": "end"}.get(side, side)
    return f"edges.{side} = {list(policy.edges[side])}"


def _direction_row(kind: str, tagger: Tagger, text: str, mention: Mention) -> str:
    sentence = split_sentences(text, tagger.language, tagger.config_dir)[mention.sentence]
    lean = tagger.policy.direction[kind]
    place = (mention.char_start, mention.char_end)
    where = (plain(text), sentence, place, kind)
    cue = tagger.directions.direction(*where)
    days = {"ahead_days": lean.ahead.days}
    if cue is not None and cue.endswith("unless near"):
        days["near_days"] = lean.near.days
    elif cue is None and lean.sure is not None and (verb := tagger.directions.cue(*where)) is not None:
        cue = f"{verb} unless sure"
        days["sure_days"] = lean.sure.days
    written = ", ".join(f"{name} = {count}" for name, count in days.items())
    return f"direction.{kind} = {{ {written} }}, cue in the sentence: {cue or 'none'}"


def _walk(meaning: Any) -> Iterator[Any]:
    yield meaning
    if isinstance(meaning, MEANINGS):
        for field in fields_of(meaning):
            value = getattr(meaning, field.name)
            for part in value if isinstance(value, tuple) else (value,):
                yield from _walk(part)


def _reason(
    mention: Mention,
    mentions: list[Mention],
    published: date | datetime | None,
    undated: bool,
    tagger: Tagger,
    text: str,
) -> str:
    match mention.anchor:
        case "PUBLICATION":
            return f"counted from publication, {published}"
        case "DATELINE" | "MENTION" | "PERIOD_MENTION":
            other = next((m for m in mentions if m.mention_id == mention.anchor_mention_id), None)
            kind = "the dateline" if mention.anchor == "DATELINE" else "an earlier mention"
            return f"counted from {kind}" + (f", {other.text!r} ({other.timex_value})" if other else "")
        case _:
            known = None if is_absolute(meaning_of(mention.meaning)) else _known_day(mention, tagger, text)
            if known is not None:
                return f"known without its year, {known.why}"
            return "hangs on a publication that is not given" if undated else "needs no anchor"


def _known_day(mention: Mention, tagger: Tagger, text: str) -> Known | None:
    if mention.start is None:
        return None
    found = tagger.directions.known_day(plain(text), mention.char_end, mention.start.month, mention.start.day)
    return found if found is not None and found.day == mention.start.date() else None
