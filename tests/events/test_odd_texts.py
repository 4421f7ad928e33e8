"""Texts that nobody should write: no crash, and no cost beyond their length."""

import sys
from datetime import date, datetime
from types import FrameType, SimpleNamespace

import pytest

from tests.events.rows import PUBLISHED, event
from transforms import analyze
from transforms.events.clauses import auxiliaries, is_passive
from transforms.events.tree import Token


def calls(text: str) -> int:
    """How many functions of Python are called for the events of a text: its cost, the same on every machine."""
    made = 0

    def count(_: FrameType, kind: str, __: object) -> None:
        nonlocal made
        made += kind == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        analyze(text, PUBLISHED, events="all")
    finally:
        sys.setprofile(before)
    return made


@pytest.mark.parametrize("word", ["killed, ", "Go and "])
def test_a_list_of_verbs_costs_little_more_than_their_number(word: str) -> None:
    calls("He met.")
    assert calls(word * 240) < 20 * calls(word * 60)


def test_what_is_over_when_the_calendar_begins_has_no_day() -> None:
    """The first day that a date can hold is what some dumps write for none."""
    found = analyze("He was arrested two years ago.", date.min)
    assert [(mention.start, mention.end) for mention in found.mentions] == [(None, datetime.min)]  # noqa: DTZ901 - civil time
    assert [row.time_basis for row in found.events] == ["TENSE"]


def test_a_list_of_verbs_may_be_longer_than_calls_go_deep() -> None:
    doc = SimpleNamespace(coordinations={}, firsts={})
    were = Token(doc, 0, 0, "were", "were", "VBD", "auxpass")  # type: ignore[arg-type] # all that is asked of a piece
    verbs = [Token(doc, i, 5 * i, "hit", "hit", "VBN", "conj" if i > 1 else "ROOT") for i in range(1, 2_000)]  # type: ignore[arg-type]
    for verb, head in zip(verbs, [verbs[0], *verbs], strict=False):
        verb.head = head
        if verb is not head:
            head.children.append(verb)
    were.head = verbs[0]
    verbs[0].children.append(were)
    assert auxiliaries(verbs[-1]) == [were]
    assert is_passive(verbs[-1])


def test_a_verb_is_not_governed_by_its_own_clause() -> None:
    assert event("They left Rome and, if asked to help, sell the fleet on Monday.", "sell").factuality == "ASSERTED"
