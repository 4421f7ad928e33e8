"""Which year a bare month, season, quarter or half is of, in a text published on Friday 11 October 2013 unless said."""

from datetime import date

import pytest

from tests.temporal.reading import values

JANUARY_BEHIND = [
    "Members are determined to uphold the January agreement.",
    "The pound was at $1.55, down from $1.61 in January.",
    "The rate was 4 percent as recently as January.",
    "Rents were 2 percent higher than in January.",
    "The count compares with 90 in January.",
    "The mill has 80 workers, up from 60 on Jan. 4.",
    "The index is below its January high.",
    "January's total is yet to be beaten.",
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
    "The bishop did not visit the town in January.",
    "In an interview in January, she said that she would stand down.",
    "The talks of January 4 failed.",
    "The count is based on sales up till January.",
]

JUNE_AHEAD = [
    "She was charged in May and goes on trial June 10.",
    "The shop was sold in July and closes June 1.",
    "The lease, signed in 1998, runs out June 30.",
    "In June, the mayor will open a bridge.",
    "The vote in June will settle it.",
    "It foresees a loss, but expects a profit for the year to 30 June.",
    "Tin for delivery in June rose.",
    "A load to be shipped in early June cost less.",
    "The toll would have to be raised in June.",
    "After June there will be no ferry.",
    "The port extended its bid for the yard to June 3.",
]


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
        ("The school opens in the summer.", "2014-SU"),
        ("The inn will open before Easter.", "2014-04-20"),
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


@pytest.mark.parametrize(("day", "value"), [(5, "2013-Q1"), (20, "2014-Q1")])
def test_a_quarter_is_not_looked_forward_to_when_its_figures_are_out(day: int, value: str) -> None:
    assert values("It expects a loss in the first quarter.", date(2013, 5, day)) == [value]


def test_a_half_of_the_year_that_is_reported_on_in_february_is_of_the_last() -> None:
    assert values("In the second half of the year, profit fell 3 percent.", date(2013, 2, 6)) == ["2012-H2"]


def test_a_half_that_has_just_begun_has_no_results() -> None:
    assert values("It took a first-half charge of $4 million.", date(2013, 1, 30)) == ["2012-H1"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The siege of the fort began Feb. 3, 1994, and ended on April 2.", ["1994-02-03", "1994-04-02"]),
        ("She was charged in May 2006, freed in August and killed in December.", ["2006-05", "2006-08", "2006-12"]),
        ("The barge sank Sept. 28, 1997. By Sept. 30 the crew had been found.", ["1997-09-28", "1997-09-30"]),
        (
            "On Feb. 5, 1996, the mill closed. On March 9, its men sued. On Friday, March 15, the owner fled.",
            ["1996-02-05", "1996-03-09", "1996-03-15"],
        ),
        ("The truce, signed in October 1998, was dead by January.", ["1998-10", "1999-01"]),
        ("In 2003, police searched her house July 5 and arrested her Nov. 7.", ["2003", "2003-07-05", "2003-11-07"]),
        ("The ship was raised in 1987, when a diver found it Sept. 9 off the cape.", ["1987", "1987-09-09"]),
        ("Early in 2004 a judge ordered a new count, and by mid-June it was over.", ["2004", "2004-06"]),
        ("In 1978 they led by six games on Labor Day.", ["1978", "1978-09-04"]),
        ("Fighting broke out in May 1971 and before the end of the year it was over.", ["1971-05", "1971"]),
        ("The leak came to light in June 2010. Its foreman was suspended in July.", ["2010-06", "2010-07"]),
        (
            "The lease was signed on 14 May 2009. Little came of it. Nobody moved in until 24 June.",
            ["2009-05-14", "2009-06-24"],
        ),
        # When it was told is no part of it.
        (
            "The lease was signed on 14 May 2009, he told the court on Tuesday. Nobody moved in until 24 June.",
            ["2009-05-14", "2013-10-08", "2009-06-24"],
        ),
        ("Last year the fair was held in May, but this year it fell in June.", ["2012", "2012-05", "2013", "2013-06"]),
        ("Last year, Easter fell in April.", ["2012", "2012-04-08", "2012-04"]),
        ("Last winter the lake stayed open until January, so the ice has come early.", ["2012-WI", "2013-01"]),
        # What looks ahead, speaks of today or is nearer to publication is of the text's own time.
        ("Last year they ordered a boiler for delivery in May.", ["2012", "2014-05"]),
        ("Last year was bad but in March they won.", ["2012", "2013-03"]),
        ("He was elected in May 2006 and will run again in November.", ["2006-05", "2013-11"]),
        ("The bank, founded in 1985, said sales rose in March.", ["1985", "2013-03"]),
        ("She was convicted in 2008. On Oct. 3 the court set her free.", ["2008", "2013-10-03"]),
        ("The bridge, built in 1932, closed in May and has yet to open.", ["1932", "2013-05"]),
        ("Exports stood at 3 million tons in January 2012. They fell to 2 million in February.", ["2012-01", "2013-02"]),
        ("The output was above the January 2012 level. In January, it rose 3%.", ["2012-01", "2013-01"]),
    ],
)
def test_what_is_told_of_an_earlier_year_goes_on_in_it(text: str, told: list[str]) -> None:
    assert values(text) == told


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The fair opens on 18 November and closes on the 21st.", ["2013-11-18", "2013-11-21"]),
        ("The council returns on 4 November, with a vote on the 9th.", ["2013-11-04", "2013-11-09"]),
        ("He came on Oct. 3 and wrote on the 8th.", ["2013-10-03", "2013-10-08"]),
    ],
)
def test_a_day_of_the_month_that_the_sentence_has_come_to(text: str, days: list[str]) -> None:
    assert values(text) == days


def test_what_is_named_by_its_date_at_the_head_of_a_sentence_that_looks_back_is_behind() -> None:
    assert values("In a surprise Oct. 23 move, the port had shut.") == ["2012-10-23"]
    assert values("In a surprise Oct. 23 move, the port will shut.") == ["2013-10-23"]
    assert values("In a bid to win the Oct. 23 vote, she made peace.") == ["2013-10-23"]


def test_what_is_written_or_befalls_has_been_however_near_the_day_to_come() -> None:
    assert values("She knew of it from an Oct. 23 memo.") == ["2012-10-23"]
    assert values("The derby clash on Oct. 23 will be shown live.") == ["2013-10-23"]
    assert values("He led the Oct. 23 raid.") == ["2012-10-23"]
    assert values("He missed the Oct. 23 filing deadline.") == ["2013-10-23"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The tariff takes effect Oct. 1.", "2013-10-01"),
        ("The tariff takes effect Nov. 1.", "2013-11-01"),
        ("The tariff takes effect March 1.", "2014-03-01"),
        ("The lease expires June 3.", "2014-06-03"),
        # What it is counted from may have been.
        ("The ban ends two weeks after the vote on Nov. 5.", "2013-11-05"),
        ("The ban ends two weeks after its start on Sept. 30.", "2013-09-30"),
        # A term, and one that is just over or was.
        ("The council told the yard to pay by June 3.", "2014-06-03"),
        ("The council told the yard to pay by Sept. 30.", "2013-09-30"),
        ("The council found that debts had grown by June 3.", "2013-06-03"),
    ],
)
def test_a_day_of_a_timetable_is_ahead_unless_it_is_near_behind(text: str, day: str) -> None:
    assert values(text)[-1] == day


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("The choir will be back in March.", "2014-03"),
        ("The choir hopes to come back in March.", "2014-03"),
        ("The town would like to bring the choir back in March.", "2014-03"),
        ("The choir is back in November.", "2013-11"),
        ("The choir was back in November.", "2012-11"),
        ("The choir bought its organ back in November.", "2012-11"),
        ("The choir should have stopped back in November.", "2012-11"),
    ],
)
def test_who_will_be_back_in_a_month_is_not_told_of_back_then(text: str, month: str) -> None:
    assert values(text) == [month]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Exports rose to 6 tons in May 2008 from 5 tons in April.", ["2008-05", "2008-04"]),
        ("Exports rose to 6 tons in March 2008 from 5 tons in November.", ["2008-03", "2007-11"]),
        # The year of the first may be given because that of the second is another.
        ("Exports rose from 5 tons in May 2008 to 6 tons in August.", ["2008-05", "2013-08"]),
    ],
)
def test_a_month_that_the_figure_of_another_is_set_against_comes_before_it(text: str, months: list[str]) -> None:
    assert values(text) == months


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The pier reopens on Jan. 28. When she named Jan. 28, he nodded.", ["2014-01-28", "2014-01-28"]),
        ("The pier sank on Nov. 20, 2012. He fled after the Nov. 20 storm.", ["2012-11-20", "2012-11-20"]),
        # A day on the other side of publication is another, and no year that is far is meant.
        ("Fares rose on Feb. 1. They will rise again on Feb. 1.", ["2013-02-01", "2014-02-01"]),
        ("The bond falls due on Nov. 7, 2016. The day of payment is Nov. 7.", ["2016-11-07", "2013-11-07"]),
        ("The pier sank on Dec. 7, 1941. He fled after the Dec. 7 storm.", ["1941-12-07", "2012-12-07"]),
    ],
)
def test_a_day_of_a_month_that_is_named_again_is_the_same(text: str, days: list[str]) -> None:
    assert values(text) == days


@pytest.mark.parametrize(
    ("text", "quarter"),
    [
        ("The brewer said Thursday that its third-quarter profit rose.", "2013-Q3"),
        ("The brewer said that its third-quarter profit rose.", "2012-Q3"),
        ("The brewer said Thursday that it was hurt when its third-quarter profit fell.", "2012-Q3"),
        ("The brewer said Thursday that its first-quarter profit rose.", "2013-Q1"),
    ],
)
def test_a_quarter_just_reported_has_the_number_of_its_fiscal_year(text: str, quarter: str) -> None:
    assert values(text, date(2013, 4, 26))[-1] == quarter


@pytest.mark.parametrize(
    ("day", "text", "month"),
    [
        (1, "She left in late December.", "2016-12"),
        (1, "She left in early December.", "2017-12"),
        (1, "She will leave in late December.", "2017-12"),
        (28, "She left in late December.", "2017-12"),
    ],
)
def test_what_has_happened_in_a_part_of_a_month_was_in_one_that_is_over(day: int, text: str, month: str) -> None:
    assert values(text, date(2017, 12, day)) == [month]


def test_what_the_noun_of_a_verb_ends_in_makes_no_adjective_of_the_verb() -> None:
    june = date(2013, 6, 2)
    assert [values(f"The {who} sold it in August.", june) for who in ("family", "assembly")] == [["2012-08"], ["2012-08"]]
    assert values("A newly formed board in August would not do.", june) == ["2013-08"]
    assert values("The board finally sold it in August.", june) == ["2012-08"]
    assert values("The jury sat on it, and the bells rang, in August.", june) == ["2012-08"]
    assert values("Once the plan is finally passed in August, it will be sold.", june) == ["2013-08"]


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("What were they doing with a boat come July?", "2014-07"),
        ("The regatta was set for July, but was changed twice.", "2013-07"),
        ("Within weeks, by the end of July, the dam had burst.", "2013-07"),
        ("Soon, by the end of July, the dam had burst.", "2013-07"),
        ("Soon, by the end of July, the dam will burst.", "2014-07"),
        ("DOE: By the end of July, the dam had burst.", "2013-07"),
        ("DOE: In the summer he left.", "2013-SU"),
    ],
)
def test_a_month_that_a_plan_has_lost_or_that_comes(text: str, month: str) -> None:
    assert month in values(text, date(2013, 11, 20))


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("She spoke of the January meetings in which the mayor warned her.", "2013-01"),
        ("She spoke of the January frost that killed her roses.", "2013-01"),
        ("He gave an account of the January trip.", "2013-01"),
        ("He recalled the January talks.", "2013-01"),
        ("She spoke of the January summit at which leaders will sign the pact.", "2014-01"),
        ("She spoke of the January summit at which leaders hoped to sign the pact.", "2014-01"),
        ("She spoke of the January summit, which was to end the war.", "2014-01"),
        ("She will stand in the January election that was called on Monday.", "2014-01"),
        ("The firm recalled the cars to be sold in January.", "2014-01"),
    ],
)
def test_a_month_is_past_before_what_is_recalled_or_told_with_what_came_about_then(text: str, month: str) -> None:
    assert values(text, date(2013, 12, 5))[0] == month
