"""What went wrong, item by item: each failing time expression with the kinds of its failure and the rule that read it."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from transforms.evaluation.document import Timex
from transforms.evaluation.pairing import Spanned, pair_spans, same_span
from transforms.evaluation.timex import same_value

KINDS: Final = ("spurious", "missed", "span", "type", "value")
G = TypeVar("G", bound=Spanned)
P = TypeVar("P", bound=Spanned)


@dataclass(frozen=True, slots=True)
class Failure(Generic[G, P]):
    """One failing item of one document: spurious (no gold), missed (no prediction), or wrong in what its other kinds say."""

    document_id: str
    kinds: tuple[str, ...]
    gold: G | None
    predicted: P | None

    @property
    def shown(self) -> G | P:
        """What the failure is about: gold's where there is one."""
        shown = self.gold or self.predicted
        if shown is None:
            raise ValueError(f"expected a failure of gold or of a prediction, got neither in {self.document_id}")
        return shown


TimexFailure = Failure[Timex, Timex]


def timex_failures(document_id: str, gold: Sequence[Timex], predicted: Sequence[Timex]) -> list[TimexFailure]:
    """The failures of one document, in order of text; none when every expression has its span, type and value."""
    return pair_failures(document_id, gold, predicted, _wrong)


def pair_failures(
    document_id: str, gold: Sequence[G], predicted: Sequence[P], wrong: Callable[[G, P], tuple[str, ...]]
) -> list[Failure[G, P]]:
    """The failures of one document, in order of text: what has no answer, what answers none, and pairs with something wrong."""
    pairs = pair_spans(gold, predicted)
    failures = [Failure(document_id, kinds, gold[g], predicted[p]) for g, p in pairs if (kinds := wrong(gold[g], predicted[p]))]
    answered, used = {g for g, _ in pairs}, {p for _, p in pairs}
    failures += [Failure(document_id, ("missed",), item, None) for g, item in enumerate(gold) if g not in answered]
    failures += [Failure(document_id, ("spurious",), None, item) for p, item in enumerate(predicted) if p not in used]
    return sorted(failures, key=lambda failure: failure.shown.start)


def _wrong(gold: Timex, predicted: Timex) -> tuple[str, ...]:
    agrees = {"span": same_span(gold, predicted), "type": gold.type == predicted.type, "value": same_value(gold, predicted)}
    return tuple(kind for kind, is_right in agrees.items() if not is_right)


def count_by_kind(failures: Iterable[Failure[G, P]], kinds: Sequence[str]) -> dict[str, int]:
    """How many failures have each of the kinds; one failure may count under several."""
    count = Counter(kind for failure in failures for kind in failure.kinds)
    return {kind: count[kind] for kind in kinds}


def count_by_rule(failures: Iterable[TimexFailure]) -> dict[str, dict[str, int]]:
    """For each rule, most failures first, how many of each kind its readings have; missed expressions have no rule."""
    count: dict[str, Counter[str]] = {}
    for failure in failures:
        if failure.predicted:
            count.setdefault(failure.predicted.rule or "", Counter()).update(failure.kinds)
    ordered = sorted(count.items(), key=lambda item: (-item[1].total(), item[0]))
    return {rule: {kind: kinds[kind] for kind in KINDS if kinds[kind]} for rule, kinds in ordered}
