"""The copied tree answers as spaCy's own tokens do, on features of the demo and on odd texts."""

import gzip
import json

import pytest

from transforms.configuration import DEFAULT_ROOT
from transforms.events.extractor import load_extractor
from transforms.events.tree import Doc
from transforms.sentences import split_sentences

ODD = (
    " ",
    "  Rain fell  on   Monday , and 😀 snow . ",
    "and " * 40,
    "Talks on, between, and of Kestrel, Northline and Skarn: he resigned, left and, on Friday, was replaced.",
)


def texts() -> list[str]:
    found = list(ODD)
    lines = gzip.decompress((DEFAULT_ROOT / "demo/features.jsonl.gz").read_bytes()).decode().splitlines()
    records = [json.loads(line) for line in lines if '"lang": "en"' in line and line.endswith("}")]
    for text in filter(None, (record["text"] for record in records)):
        found += [text[start:end].replace("\n", " ") for start, end in split_sentences(text, "en")]
    return found


@pytest.fixture(scope="module")
def pairs():
    parsed = load_extractor().nlp.pipe(texts())
    return [(theirs, Doc(theirs, theirs.text)) for theirs in parsed]


def test_the_demo_gives_enough_to_compare(pairs) -> None:
    assert sum(len(ours) for _, ours in pairs) > 1_000


def test_tokens_have_the_same_words_and_edges(pairs) -> None:
    for theirs, ours in pairs:
        assert len(ours) == len(theirs)
        for a, b in zip(theirs, ours, strict=True):
            assert (b.i, b.idx, b.text, len(b)) == (a.i, a.idx, a.text, len(a))
            assert (b.lower_, b.tag_, b.dep_, b.is_space) == (a.lower_, a.tag_, a.dep_, a.is_space)
            assert b.head.i == a.head.i
            assert [c.i for c in b.children] == [c.i for c in a.children]
            assert [c.i for c in b.subtree] == [c.i for c in a.subtree]
            assert [c.i for c in b.conjuncts] == [c.i for c in a.conjuncts]
            assert b.left_edge.i == a.left_edge.i


def test_a_stretch_of_text_touches_the_same_tokens(pairs) -> None:
    for theirs, ours in pairs[:40]:
        for start in range(-1, len(ours.text) + 2):
            for end in {start + 1, start + 7, len(ours.text)}:
                if start >= end:
                    continue
                span = theirs.char_span(start, end, alignment_mode="expand") if start >= 0 else None
                assert [t.i for t in ours.touching(start, end)] == [t.i for t in span or ()], (ours.text, start, end)
