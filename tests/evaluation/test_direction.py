"""The direction of bare weekdays, months and month-days."""

import pytest

from transforms.configuration import config_root, load_toml
from transforms.evaluation.direction import DirectionWords, bare_kind, direction_words, score_direction
from transforms.evaluation.document import Timex


@pytest.fixture(scope="module")
def words() -> DirectionWords:
    return direction_words(load_toml(config_root() / "evaluation.toml")["direction"]["en"])


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("Friday", "2013-10-11", "weekday"),
        ("Fri.", "2013-10-11", "weekday"),
        ("Friday", "2013-10-10", None),  # gold names another day than its words
        ("FRIDAY", "2013-10", None),
        ("last Friday", "2013-10-11", None),
        ("June", "2013-06", "month"),
        ("May", "2013-05-01", None),
        ("Oct. 3", "2013-10-03", "month-day"),
        ("3rd October", "2013-10-03", "month-day"),
        ("October 2013", "2013-10", None),
        ("October 3, 2013", "2013-10-03", None),
        ("Friday" + " " * 40, "2013-10-11", None),  # a page that is annotated by mistake
    ],
)
def test_bare_means_that_only_context_gives_the_year_or_week(
    words: DirectionWords, text: str, value: str, kind: str | None
) -> None:
    assert bare_kind(Timex(0, len(text), text, "DATE", value), words) == kind


def test_a_missed_expression_counts_as_wrong(words: DirectionWords) -> None:
    friday = Timex(0, 6, "Friday", "DATE", "2013-10-11")
    june, answer = (Timex(10, 14, "June", "DATE", year) for year in ("2013-06", "2014-06"))
    monday = Timex(20, 26, "Monday", "DATE", "2013-10-07")
    figures = score_direction([([friday, june, monday], [friday, answer])], words)
    assert (figures["weekday"].right.hits, figures["weekday"].right.total) == (1, 2)
    assert figures["month"].right.percent == 0
    assert figures["month-day"].right.percent is None
    assert (figures["all"].found.hits, figures["all"].found.total) == (2, 3)
