"""Which year a bare month, season, quarter or half is of, in a text published on Friday 11 October 2013 unless said."""

from datetime import date

import pytest

from transforms.temporal import normalize

PUBLISHED = date(2013, 10, 11)

JANUARY_BEHIND = [
    "The pound was at $1.55, down from $1.61 in January.",
    "The rate was 4 percent as recently as January.",
    "Rents were 2 percent higher than in January.",
    "The count compares with 90 in January.",
    "The mill has 80 workers, up from 60 on Jan. 4.",
    "The index is below its January high.",
    "Arrivals grew from January to September.",
    "The town has planted 900 trees from January through August.",
    "The port took in 3.2 million tons between January and September.",
    "January rents fell 2%.",
    "January car sales were weak.",
    "Traffic for January fell 2%.",
    "The drop in January was the steepest.",
    "A flood in January destroyed the bridge.",
    "January's blizzard left the town without light.",
    "January saw the first snow.",
    "The feud goes back to January.",
    "The trip follows one by the queen in January.",
    "She did not answer until January.",
]

JUNE_AHEAD = [
    "She was charged in May and goes on trial June 10.",
    "The shop was sold in July and closes June 1.",
    "The lease, signed in 1998, runs out June 30.",
    "It foresees a loss, but expects a profit for the year to 30 June.",
]


def values(text: str, published: date = PUBLISHED) -> list[str | None]:
    return [mention.timex_value for mention in normalize(text, published)]


@pytest.mark.parametrize("text", JANUARY_BEHIND)
def test_what_a_month_was_like_or_is_compared_with_is_behind(text: str) -> None:
    assert any((value or "").startswith("2013-01") for value in values(text))


@pytest.mark.parametrize("text", JUNE_AHEAD)
def test_a_timetable_in_the_present_tense_is_ahead(text: str) -> None:
    assert (values(text)[-1] or "").startswith("2014-06")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Votes are due in the spring.", "2014-SP"),
        ("A verdict must come before the summer.", "2014-SU"),
        ("It hopes for better news later this quarter.", "2013-Q4"),
    ],
)
def test_a_season_and_the_rest_of_a_quarter_to_come(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Net in the second half rose 4%.", "2012-H2"),
        ("Its profit rose 4% in the second half.", "2012-H2"),
        ("The mill lost much; in the third quarter, it lost $9 million.", "2012-Q3"),
        ("The yard should be ready in the third quarter.", "2013-Q3"),
        ("The outlook for the third quarter is grim.", "2013-Q3"),
        ("No upturn is likely until the third quarter.", "2013-Q3"),
    ],
)
def test_a_quarter_or_half_said_in_march(text: str, value: str) -> None:
    assert values(text, date(2013, 3, 5)) == [value]


def test_a_half_that_has_just_begun_has_no_results() -> None:
    assert values("It took a first-half charge of $4 million.", date(2013, 1, 30)) == ["2012-H1"]
