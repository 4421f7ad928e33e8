"""Sentences grouped by the value that they must yield; a failure names the stage at fault."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from transforms.temporal import Mention, explain, normalize

CORPUS: dict[str, Any] = tomllib.loads((Path(__file__).parents[1] / "corpus" / "en.toml").read_text(encoding="utf-8"))
PUBLISHED = date.fromisoformat(CORPUS["published"])
CASES = [(case, text) for case in CORPUS["case"] for text in case["texts"]]


def published_of(case: dict[str, Any]) -> date:
    """When the texts of a case are published."""
    return date.fromisoformat(case["published"]) if "published" in case else PUBLISHED


def stage(text: str, expected: str, mentions: list[Mention], published: date) -> str:
    """What to look at first when a text does not yield what it must."""
    if len(mentions) > 1:
        return f"several meanings: {[(m.text, m.timex_value) for m in mentions]}"
    explanation = explain(text, published)
    if explanation.mention is None:
        return f"{explanation.stage}: tokens {explanation.tokens}"
    mention = explanation.mention
    got = f"{mention.meaning} = {mention.timex_value}"
    return f"wrong interval: {mention.text!r} by rule {mention.rule} is {got}, not {expected}"


@pytest.mark.parametrize(("case", "text"), CASES, ids=[text for _, text in CASES])
def test_text_yields_value(case: dict[str, Any], text: str) -> None:
    published = published_of(case)
    mentions = normalize(text, published)
    got = [(m.timex_type, m.timex_value, m.timex_mod) for m in mentions[:1]]
    wanted = (case.get("type", "DATE"), case["value"], case.get("mod"))
    assert len(mentions) == 1, stage(text, case["value"], mentions, published)
    assert got[0] == wanted, stage(text, case["value"], mentions, published)
    assert mentions[0].text.lower() == case.get("span", mentions[0].text).lower()


@pytest.mark.parametrize("case", CORPUS["several"], ids=[case["text"] for case in CORPUS["several"]])
def test_text_yields_several(case: dict[str, Any]) -> None:
    assert [m.timex_value for m in normalize(case["text"], published_of(case))] == case["values"]


@pytest.mark.parametrize("text", CORPUS["nothing"]["texts"])
def test_text_yields_nothing(text: str) -> None:
    assert [(m.text, m.rule) for m in normalize(text, PUBLISHED)] == []
