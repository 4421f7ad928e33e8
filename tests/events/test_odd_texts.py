"""Texts that nobody should write: no crash, and no cost beyond their length."""

import sys
from types import FrameType

import pytest

from tests.events.rows import PUBLISHED
from transforms import analyze


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
