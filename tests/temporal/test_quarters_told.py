"""Quarters and years that figures are of, and what they are set against."""

from datetime import date

import pytest

from tests.temporal.reading import values

OF_FIGURES = [
    # The year that follows the figures is the quarter's.
    ("1987-07-24", "Its second-quarter profit last year was small.", ["1986-Q2", "1986"]),
    ("1987-07-24", "Its second-quarter net income this year was small.", ["1987-Q2", "1987"]),
    ("1987-07-24", "Second-quarter earnings from operations last year were small.", ["1986-Q2", "1986"]),
    ("1987-07-24", "Third-quarter sales in 1985 were small.", ["1985-Q3", "1985"]),
    ("1987-07-24", "Growth in the second half is expected to slow.", ["1987-H2"]),
    ("1987-03-09", "Output rose, reflecting a rise of 4.3% in the second quarter.", ["1986-Q2"]),
    ("1987-03-09", "It expects a rise of 4.3% in the second quarter.", ["1987-Q2"]),
    ("1991-11-05", "The bank gave results for quarters that ended in July.", ["1991-07"]),
]


@pytest.mark.parametrize(("published", "text", "expected"), OF_FIGURES)
def test_a_quarter_is_of_the_year_named_behind_its_figures(published: str, text: str, expected: list[str]) -> None:
    assert values(text, date.fromisoformat(published)) == expected


SET_AGAINST = [
    ("1987-07-24", "Profit in the quarter rose 5% from the year before.", ["1987-Q2", "1986-Q2"]),
    ("1987-07-24", "Profit in 1986 rose 5% from the year before.", ["1986", "1985"]),
    ("1987-07-24", "Sales in March rose 5% from the year before.", ["1987-03", "1986-03"]),
    ("1987-07-24", "Imports were lower than in the year before the war.", []),
    ("1987-03-09", "Sales rose in 1986 after an 8% fall the previous year.", ["1986", "1985"]),
    # The month in which a quarter ended is not what is told of.
    (
        "1990-08-07",
        "In the quarter that ended in June, it earned more than it did a year earlier.",
        ["1990-Q2", "1990-06", "1989-Q2"],
    ),
    (
        "1990-08-07",
        "In the quarter ended in June, it earned $3. It earned $2 a year earlier.",
        ["1990-Q2", "1990-06", "1989-Q2"],
    ),
]


@pytest.mark.parametrize(("published", "text", "expected"), SET_AGAINST)
def test_the_year_before_is_the_same_stretch_of_that_year(published: str, text: str, expected: list[str]) -> None:
    assert values(text, date.fromisoformat(published)) == expected


NOT_GONE_ON_FROM = [
    (
        "2013-09-16",
        "Sales rose last month, up from July's 3% drop. They were up from the same month last year.",
        ["2013-08", "2013-07", "2012-08"],
    ),
    (
        "2013-09-16",
        "Sales rose in August after a drop in July. They were up from the same month last year.",
        ["2013-08", "2013-07", "2012-08"],
    ),
    (
        "2013-12-05",
        "In 2013, sales were down just 2% from 2012. The share fell to 29%, compared with 30% a year earlier.",
        ["2013", "2012", "2012"],
    ),
    (
        "2013-12-04",
        "It was $3 for the quarter ended Sept. 30, 2013, against $9 for the same quarter of the previous fiscal year.",
        ["2013-Q3", "2013-09-30", "2012-Q3"],
    ),
]


@pytest.mark.parametrize(("published", "text", "expected"), NOT_GONE_ON_FROM)
def test_what_a_figure_is_set_against_is_not_gone_on_from(published: str, text: str, expected: list[str]) -> None:
    assert values(text, date.fromisoformat(published)) == expected


YEARS = [
    ("2013-01-29", "Firms beat fourth-quarter forecasts. The index is up 9 points for the year.", ["2012-Q4", "2013"]),
    ("2013-01-29", "Firms beat fourth-quarter forecasts, and it's up just 9 points for the year.", ["2012-Q4", "2013"]),
    ("2013-10-11", "It was the third-largest in 2012. It cut costs during the year.", ["2012", "2012"]),
    (
        "2013-10-11",
        "It sold cars during the 12 months from Oct. 1, 2012, to Sept. 30, 2013.",
        ["P12M", "2012-10-01", "2013-09-30"],
    ),
    ("2013-01-18", "In the just-completed year it sold a million.", ["2012"]),
    ("2013-11-01", "It made a loss in its fiscal year ended Sept. 30.", ["P1Y", "2013-09-30"]),
    (
        "2013-04-12",
        "Prices fell in March. Fuel fell on the month, and they agreed on the month of the wedding.",
        ["2013-03", "2013-03"],
    ),
]


@pytest.mark.parametrize(("published", "text", "expected"), YEARS)
def test_the_year_and_the_month_are_those_that_the_text_speaks_of(published: str, text: str, expected: list[str]) -> None:
    assert values(text, date.fromisoformat(published)) == expected


@pytest.mark.parametrize("lead", ["during the previous", "over the past", "in the last"])
def test_a_year_and_a_half_is_one_length(lead: str) -> None:
    assert values(f"The mill lost 500 jobs {lead} year and a half.") == ["P1Y6M"]


def test_what_another_day_came_after_is_not_what_the_text_goes_on_from() -> None:
    text = "A mill burned Wednesday hours after the burial of those killed Tuesday. Earlier in the day, a pier burned."
    assert values(text, date(2002, 7, 18)) == ["2002-07-17", "PTXH", "2002-07-16", "2002-07-17"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We told them this weekend.", "1991-W10-WE"),
        ("We told them again this weekend.", "1991-W10-WE"),
        ("We will tell them this weekend.", "1991-W11-WE"),
        ("They are to be told this weekend.", "1991-W11-WE"),
    ],
)
def test_who_was_told_this_weekend_was_told_then(text: str, expected: str) -> None:
    assert values(text, date(1991, 3, 11)) == [expected]
