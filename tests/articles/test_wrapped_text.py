"""Lines cut at a column are joined, lines that stand for themselves are not."""

import pytest

from transforms.articles.settings import cleaning_rules
from transforms.articles.text import clean

RULES = cleaning_rules(None)
SHORT_PARAGRAPHS = """The ferry will stop for three weeks while its engine is
replaced.
    It was built in 1994 and is to be retired when the tunnel
opens.
    Buses will run."""
FIGURES_FIRST = """Shr 41 cts vs 1.07 dlrs
    Net 912,000 vs 2,406,000
    Note: no figures of the 3rd qtr. A sale of land in 1985
adds 96,000 dlrs to those of the year."""


@pytest.mark.parametrize(
    ("raw", "paragraphs"),
    [
        (
            SHORT_PARAGRAPHS,
            [
                "The ferry will stop for three weeks while its engine is replaced.",
                "It was built in 1994 and is to be retired when the tunnel opens.",
                "Buses will run.",
            ],
        ),
        (
            FIGURES_FIRST,
            [
                "Shr 41 cts vs 1.07 dlrs",
                "Net 912,000 vs 2,406,000",
                "Note: no figures of the 3rd qtr. A sale of land in 1985 adds 96,000 dlrs to those of the year.",
            ],
        ),
        ("Rain fell.\nSnow came.\nIt melted.", ["Rain fell.", "Snow came.", "It melted."]),
    ],
)
def test_paragraphs(raw: str, paragraphs: list[str]) -> None:
    assert clean(raw, RULES).text.split("\n\n") == paragraphs
