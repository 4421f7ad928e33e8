"""Word vectors that are kept: those of the model, whatever was read before and beside them."""

from typing import Any

import numpy as np
import pytest

from transforms.events import word_vectors
from transforms.events.extractor import load_extractor
from transforms.events.word_vectors import KnownWords

TEXTS = (
    "The council met on Monday and will vote on the tunnel by the end of this month.",
    "Kestrel Air signed 14 agreements with Northline in 2024, and the council met them.",
    "Rain fell.",
)


@pytest.fixture
def layer() -> Any:
    tok2vec: Any = load_extractor().nlp.get_pipe("tok2vec")
    return tok2vec.model.layers[0]


def docs() -> list[Any]:
    return [load_extractor().nlp.make_doc(text) for text in TEXTS]


def test_they_are_the_model_s_own(layer: Any) -> None:
    known = layer._func
    expected, _ = known._compute(layer, docs(), False)
    found, _ = known(layer, docs(), False)
    assert [each.shape for each in found] == [each.shape for each in expected]
    for ours, theirs in zip(found, expected, strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_the_order_of_reading_leaves_no_trace(layer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_vectors, "MOST_WORDS", 20)  # so that it begins anew on the way
    known = layer._func
    monkeypatch.setattr(layer, "_func", known._compute)
    one_by_one = KnownWords(layer)
    monkeypatch.setattr(layer, "_func", known)
    together, _ = layer._func(layer, docs(), False)
    for _ in range(2):
        alone = [one_by_one(layer, [doc], False)[0][0] for doc in reversed(docs())]
        for ours, theirs in zip(reversed(alone), together, strict=True):
            np.testing.assert_array_equal(ours, theirs)


def test_a_text_without_words_is_left_to_the_model(layer: Any) -> None:
    found, _ = layer._func(layer, [load_extractor().nlp.make_doc(""), *docs()], False)
    assert len(found[0]) == 0
