"""Time expressions scored as TempEval-3 task A does, micro-averaged over documents.

Strict: same start and end. Relaxed: overlapping, one to one. Type and value: relaxed pairs that agree on it, over what was
predicted and over gold; value F1 is TempEval-3's ranking score (UzZaman et al. 2013, section 4.1). Resolved: gold DATE and
TIME expressions with a calendar value, hit when the prediction, cut to gold's granularity, is the same stretch; its
precision is over predictions with a calendar value, leaving out those that meet only other gold expressions.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transforms.evaluation.calendar_value import calendar_value, covers
from transforms.evaluation.document import Timex
from transforms.evaluation.pairing import overlap, pair_spans, same_span
from transforms.evaluation.score import Score, Share

Documents = Iterable[tuple[Sequence[Timex], Sequence[Timex]]]


@dataclass(frozen=True, slots=True)
class TimexFigures:
    """The figures over all documents; `value_given_span` is the share of relaxed pairs with the right value."""

    documents: int
    strict: Score
    relaxed: Score
    type: Score
    value: Score
    strict_value: Score
    resolved: Score
    value_given_span: Share


def score_timexes(documents: Documents) -> TimexFigures:
    """The figures over pairs of (gold, predicted) expressions, one pair a document.

    >>> friday = Timex(4, 10, "Friday", "DATE", "2013-10-11")
    >>> score_timexes([([friday], [friday])]).value.f1
    100.0
    """
    count: Counter[str] = Counter()
    for gold, predicted in documents:
        count["documents"] += 1
        count["gold"] += len(gold)
        count["predicted"] += len(predicted)
        pairs = [(gold[g], predicted[p]) for g, p in pair_spans(gold, predicted)]
        count.update(_pair_counts(pairs))
        count.update(_resolved_counts(gold, predicted, pairs))
    return TimexFigures(
        documents=count["documents"],
        strict=_over_all(count, "strict"),
        relaxed=_over_all(count, "relaxed"),
        type=_over_all(count, "type"),
        value=_over_all(count, "value"),
        strict_value=_over_all(count, "strict_value"),
        resolved=Score(count["resolved"], count["resolved_predicted"], count["resolved_gold"]),
        value_given_span=Share(count["value"], count["relaxed"]),
    )


def _over_all(count: Counter[str], hits: str) -> Score:
    return Score(count[hits], count["predicted"], count["gold"])


def _pair_counts(pairs: list[tuple[Timex, Timex]]) -> Counter[str]:
    count = Counter(relaxed=len(pairs))
    for gold, predicted in pairs:
        strict = same_span(gold, predicted)
        value = same_value(gold, predicted)
        count["strict"] += strict
        count["type"] += gold.type == predicted.type
        count["value"] += value
        count["strict_value"] += strict and value
    return count


def same_value(gold: Timex, predicted: Timex) -> bool:
    """Whether two expressions have the same TIMEX3 value; none equals an empty one."""
    return (gold.value or "") == (predicted.value or "")


def _resolved_counts(gold: Sequence[Timex], predicted: Sequence[Timex], pairs: list[tuple[Timex, Timex]]) -> Counter[str]:
    on_calendar = [g for g in gold if g.type in ("DATE", "TIME") and calendar_value(g.value)]
    elsewhere = [g for g in gold if g not in on_calendar]
    count = Counter(resolved_gold=len(on_calendar))
    for one, other in pairs:
        named, answered = calendar_value(one.value), calendar_value(other.value)
        count["resolved"] += bool(one in on_calendar and named and answered and covers(named, answered))
    for one in predicted:
        if calendar_value(one.value):
            count["resolved_predicted"] += _meets(one, on_calendar) or not _meets(one, elsewhere)
    return count


def _meets(one: Timex, others: Iterable[Timex]) -> bool:
    return any(overlap(one, other) > 0 for other in others)
