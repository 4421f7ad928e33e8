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
FIGURES_FIRST = """Shr 34 cts vs 1.19 dlrs
    Net 807,000 vs 2,858,000
    Note: 4th qtr not available. Year includes 1985
extraordinary gain from tax carry forward of 132,000 dlrs."""


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
                "Shr 34 cts vs 1.19 dlrs",
                "Net 807,000 vs 2,858,000",
                "Note: 4th qtr not available. Year includes 1985 extraordinary gain from tax carry forward of 132,000 dlrs.",
            ],
        ),
        ("Rain fell.\nSnow came.\nIt melted.", ["Rain fell.", "Snow came.", "It melted."]),
    ],
)
def test_paragraphs(raw: str, paragraphs: list[str]) -> None:
    assert clean(raw, RULES).text.split("\n\n") == paragraphs
