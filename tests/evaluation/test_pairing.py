"""Laws of pairing that no example shows."""

from hypothesis import given
from hypothesis import strategies as st

from transforms.evaluation.document import Timex
from transforms.evaluation.pairing import overlap, pair_spans, same_span

SPANS = st.lists(
    st.builds(lambda start, length: Timex(start, start + length, "", None, None), st.integers(0, 30), st.integers(1, 9)),
    max_size=8,
)


@given(SPANS, SPANS)
def test_pairs_are_one_to_one_overlap_and_leave_no_pair_to_make(gold: list[Timex], predicted: list[Timex]) -> None:
    pairs = pair_spans(gold, predicted)
    used_gold, used_predicted = {g for g, _ in pairs}, {p for _, p in pairs}
    assert len(used_gold) == len(used_predicted) == len(pairs)
    assert all(overlap(gold[g], predicted[p]) > 0 for g, p in pairs)
    left = [(g, p) for g in set(range(len(gold))) - used_gold for p in set(range(len(predicted))) - used_predicted]
    assert not any(overlap(gold[g], predicted[p]) > 0 for g, p in left)


@given(SPANS)
def test_a_list_pairs_with_itself_exactly(gold: list[Timex]) -> None:
    pairs = pair_spans(gold, gold)
    assert len(pairs) == len(gold)
    assert all(same_span(gold[g], gold[p]) for g, p in pairs)
