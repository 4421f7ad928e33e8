"""Which prediction answers which annotation: spans paired one to one."""

from collections.abc import Sequence
from typing import Protocol


class Spanned(Protocol):
    """Anything with half-open code-point offsets."""

    @property
    def start(self) -> int:
        """Offset of the first character."""

    @property
    def end(self) -> int:
        """Offset after the last character."""


def overlap(one: Spanned, other: Spanned) -> int:
    """Code points that two spans share; 0 or less when they are apart."""
    return min(one.end, other.end) - max(one.start, other.start)


def same_span(one: Spanned, other: Spanned) -> bool:
    """Whether two spans start and end together."""
    return one.start == other.start and one.end == other.end


def pair_spans(gold: Sequence[Spanned], predicted: Sequence[Spanned]) -> list[tuple[int, int]]:
    """Index pairs (gold, predicted) of overlapping spans, each span in one pair at most.

    Equal spans pair first, then the largest overlaps, then the earlier in both lists: TempEval-3's relaxed matching, made
    deterministic.
    """
    candidates = sorted(
        (not same_span(g, p), -overlap(g, p), gold_index, predicted_index)
        for gold_index, g in enumerate(gold)
        for predicted_index, p in enumerate(predicted)
        if overlap(g, p) > 0
    )
    pairs: list[tuple[int, int]] = []
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    for *_, gold_index, predicted_index in candidates:
        if gold_index in used_gold or predicted_index in used_predicted:
            continue
        used_gold.add(gold_index)
        used_predicted.add(predicted_index)
        pairs.append((gold_index, predicted_index))
    return pairs
