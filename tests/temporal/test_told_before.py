"""What a time takes from the times told before it: the quarter reported on, the month compared with, the year named."""

from datetime import date

import pytest

from transforms.temporal import normalize


def values_and_mods(text: str, published: str) -> list[str]:
    mentions = normalize(text, date.fromisoformat(published), profile="news", anchoring="publication")
    return [" ".join(part for part in (m.timex_value, m.timex_mod) if part) for m in mentions]


PARTS_OF_LAST_YEAR = [
    ("1989-10-10", "Third-quarter profit rose. At the end of last year it had 400 shops.", ["1989-Q3", "1988 END"]),
    ("1989-11-10", "Third-quarter profit rose. It opened late last year.", ["1989-Q3", "1988 END"]),
    ("1989-11-10", "In the quarter it grew. In the middle of last year it shrank.", ["1989-Q3", "1988 MID"]),
]


@pytest.mark.parametrize(("published", "text", "expected"), PARTS_OF_LAST_YEAR)
def test_a_part_of_last_year_is_of_the_year(published: str, text: str, expected: list[str]) -> None:
    assert values_and_mods(text, published) == expected


QUARTERS_DIRECTED = [
    ("1988-11-14", "The firm expects to close the sale in the first quarter.", ["1989-Q1"]),
    ("1988-11-14", "The plant will open in the first quarter.", ["1989-Q1"]),
    ("1988-11-14", "First-quarter results will be weak.", ["1989-Q1"]),
    ("1988-11-14", "The firm forecasts a loss in the first half.", ["1989-H1"]),
    ("1988-04-14", "It will report a loss for the first quarter.", ["1988-Q1"]),
    ("1988-11-14", "First-quarter profit rose.", ["1988-Q1"]),
    ("1987-03-02", "In the third quarter it made money.", ["1986-Q3"]),
    ("1987-03-02", "Third-quarter profit rose.", ["1986-Q3"]),
    ("1987-03-02", "It lost $3 million in the third quarter.", ["1986-Q3"]),
    ("1987-03-02", "Sales are expected to fall in the third quarter.", ["1987-Q3"]),
]


@pytest.mark.parametrize(("published", "text", "expected"), QUARTERS_DIRECTED)
def test_a_quarter_lies_where_its_verb_points(published: str, text: str, expected: list[str]) -> None:
    assert values_and_mods(text, published) == expected


ENDED = [
    ("1989-10-20", "In the quarter ended Sept. 30, 1988, the firm lost money.", ["1988-Q3", "1988-09-30"]),
    ("1989-10-20", "In the quarter ended Aug. 31 it lost money.", ["1989-Q3", "1989-08-31"]),
    ("1990-02-20", "In the quarter ended Jan. 31 it lost money.", ["1989-Q4", "1990-01-31"]),
    (
        "1989-10-20",
        "Fiscal first-quarter profit rose. In the quarter ended Sept. 29 sales rose too.",
        ["1989-Q1", "1989-Q1", "1989-09-29"],
    ),
    (
        "1990-02-05",
        "In the third quarter it lost money. In the quarter ended Dec. 31 it earned some.",
        ["1989-Q3", "1989-Q4", "1989-12-31"],
    ),
    ("1989-03-05", "The quarter ending March 31 will be weak.", ["1989-Q1", "1989-03-31"]),
    ("1989-10-20", "The quarter that ended in June was weak.", ["1989-Q2", "1989-06"]),
    ("1989-10-20", "Sales in the quarter to June rose.", ["1989-Q2", "1989-06"]),
    ("1989-05-15", "In the week to May 10 it rained.", ["1989-W19"]),
]


@pytest.mark.parametrize(("published", "text", "expected"), ENDED)
def test_a_period_that_ends_on_a_day_is_the_one_that_does(published: str, text: str, expected: list[str]) -> None:
    assert values_and_mods(text, published) == expected


OF_ANOTHER_YEAR = [
    ("1987-03-20", "In February sales rose from the same month of 1986.", ["1987-02", "1986-02"]),
    ("1987-03-20", "In February sales rose from the same month in 1986.", ["1987-02", "1986-02"]),
    ("1987-03-20", "In February sales beat those of the same 1986 month.", ["1987-02", "1986-02"]),
    ("1987-03-20", "In the first week of February sales rose from the same week of 1986.", ["1987-W06", "1986-W06"]),
    ("1988-11-14", "In the third quarter it earned more than in the like 1987 quarter.", ["1988-Q3", "1987-Q3"]),
    ("1988-11-14", "In the third quarter it earned more than in the same quarter for 1987.", ["1988-Q3", "1987-Q3"]),
    ("1987-03-20", "In the 1985 year it lost money.", ["1985"]),
    ("1987-03-20", "Fiscal 1987 year will be better.", ["1987"]),
    ("1987-03-20", "The 1988 year-end rush was on.", ["1988-12-31"]),
]


@pytest.mark.parametrize(("published", "text", "expected"), OF_ANOTHER_YEAR)
def test_the_same_unit_of_another_year(published: str, text: str, expected: list[str]) -> None:
    assert values_and_mods(text, published) == expected


MONTH_OF_A_YEAR_TOLD = [
    ("2013-10-11", "She was elected in 2009. In July that year she fell ill.", ["2009", "2009-07"]),
    (
        "2013-10-11",
        "She was elected in 2009. In June of the same year she fell ill. In March the following year she left.",
        ["2009", "2009-06", "2010-03"],
    ),
    ("2013-10-11", "It was signed in 2009, after talks on Nov. 9 the previous year.", ["2009", "2008-11-09"]),
    ("2013-10-11", "Sales were below those of February a year ago.", ["2012-02"]),
    ("2013-10-11", "It rained more than in mid-October a year earlier.", ["2012-10 MID"]),
    ("2013-10-11", "Profit was below that of the third quarter a year earlier.", ["2012-Q3"]),
    ("2013-10-11", "Rain beat that of mid-May a year earlier and of late July a year earlier.", ["2012-05 MID", "2012-07 END"]),
    ("2013-10-11", "On Monday a year ago seemed far.", ["2013-10-07", "2012"]),
]


@pytest.mark.parametrize(("published", "text", "expected"), MONTH_OF_A_YEAR_TOLD)
def test_a_month_of_the_year_told_of(published: str, text: str, expected: list[str]) -> None:
    assert values_and_mods(text, published) == expected


NEXT_AFTER_WHAT_WAS_TOLD = [
    ("1989-10-20", "By midyear 1990 it will be built.", ["1990 MID"]),
    ("1998-10-20", "She left in March 1996. The next May she came back.", ["1996-03", "1996-05"]),
    ("1998-10-20", "She left on March 5, 1996. The next Thursday she came back.", ["1996-03-05", "1996-03-07"]),
    ("2013-10-11", "She joined in 2008. On the previous Friday she was seen again.", ["2008", "2013-10-04"]),
]


@pytest.mark.parametrize(("published", "text", "expected"), NEXT_AFTER_WHAT_WAS_TOLD)
def test_the_next_of_a_name_after_what_was_told(published: str, text: str, expected: list[str]) -> None:
    assert values_and_mods(text, published) == expected


COMPARED_WITH_WHAT_IS_REPORTED = [
    ("1988-09-20", "First-half profit beat that of the year-earlier period.", ["1988-H1", "1987-H1"]),
    ("1999-03-20", "In the second half of 1998 it earned $3 million against $2 million a year before.", ["1998-H2", "1997-H2"]),
    (
        "1987-08-20",
        "Second-quarter profit rose. Profit for the first half was $5 million, against $4 million a year earlier.",
        ["1987-Q2", "1987-H1", "1986-H1"],
    ),
    ("1998-03-20", "Prices rose 4% in February, more than in the year-ago period.", ["1998-02", "1997-02"]),
    ("1987-08-20", "Sales in May rose from the same period last year.", ["1987-05", "1986-05"]),
    ("1987-08-20", "Sales for the nine months rose; in the year-ago period they fell.", ["P9M", "1986"]),
    ("1987-08-20", "Second-quarter rents were as high as a year ago.", ["1987-Q2", "1986-Q2"]),
    ("1987-08-20", "Second-quarter rents were twice those of a year ago.", ["1987-Q2", "1986-Q2"]),
    ("1987-08-20", "Second-quarter rents were high. He left a year ago.", ["1987-Q2", "1986"]),
]


@pytest.mark.parametrize(("published", "text", "expected"), COMPARED_WITH_WHAT_IS_REPORTED)
def test_a_period_a_year_earlier_is_as_long_as_the_one_reported_on(published: str, text: str, expected: list[str]) -> None:
    assert values_and_mods(text, published) == expected


QUARTERS_TO_COME = [
    ("1989-10-20", "It will buy an inn in the first quarter. In the quarter, rents rose.", ["1990-Q1", "1989-Q3"]),
    ("1989-10-20", "It will buy an inn in the first quarter. In the quarter, rents will rise.", ["1990-Q1", "1990-Q1"]),
    ("1989-10-20", "Rents should hold through the quarter.", ["1989-Q4"]),
    ("1989-10-20", "Rents should hold through the month.", ["1989-10"]),
]


@pytest.mark.parametrize(("published", "text", "expected"), QUARTERS_TO_COME)
def test_a_quarter_to_come_is_none_that_is_reported_on(published: str, text: str, expected: list[str]) -> None:
    assert values_and_mods(text, published) == expected


def test_a_quarter_looked_forward_to_holds_in_its_sentence() -> None:
    text = (
        "First-quarter profit rose. In the third quarter of 1987 it expects a profit, after a loss in the same period of 1986. "
        "The gain in the quarter beat that of the year-earlier quarter."
    )
    assert values_and_mods(text, "1987-04-20") == ["1987-Q1", "1987-Q3", "1986-Q3", "1987-Q1", "1986-Q1"]


def test_a_half_looked_forward_to_does_not_take_over_from_the_quarter_reported_on() -> None:
    text = "Third-quarter profit fell. Analysts see losses in the first half of 1990. In the year-ago period it earned more."
    assert values_and_mods(text, "1989-10-26") == ["1989-Q3", "1990-H1", "1988-Q3"]


MONTHS_COMPARED = [
    (
        "1998-03-20",
        "It was 4.4% in February, up from 4.3% in January and 4.6% in the same month last year.",
        ["1998-02", "1998-01", "1997-02"],
    ),
    (
        "1998-03-20",
        "It was 4.4% in February, down from 4.5% in January and 4.6% in the year-earlier month.",
        ["1998-02", "1998-01", "1997-02"],
    ),
    (
        "1998-03-20",
        "Orders fell 3% in February after a rise of 2% in January. The previous month had been good.",
        ["1998-02", "1998-01", "1998-01"],
    ),
    ("1998-09-15", "Rents rose in August from July. Two inns shut during the month.", ["1998-08", "1998-07", "1998-08"]),
    (
        "1998-09-15",
        "Rents rose last month from a month earlier. Two inns shut in the month.",
        ["1998-08", "1998-07", "1998-08"],
    ),
    (
        "1998-09-15",
        "Rents rose last month. A month earlier they fell. Two inns shut in the month.",
        ["1998-08", "1998-07", "1998-07"],
    ),
    ("1998-06-20", "She resigned after 3 people died in March. Two months later she came back.", ["1998-03", "1998-05"]),
]


@pytest.mark.parametrize(("published", "text", "expected"), MONTHS_COMPARED)
def test_a_month_compared_with_does_not_take_over(published: str, text: str, expected: list[str]) -> None:
    assert values_and_mods(text, published) == expected


FOR_THE_YEAR = [
    ("1987-03-02", "For the full year it earned $3 million.", ["1986"]),
    ("1987-03-02", "It posted a loss of $4 million for the year.", ["1986"]),
    ("1987-03-02", "Fourth-quarter profit rose. Profit for the year, at $9 million, was flat.", ["1986-Q4", "1986"]),
    ("1987-03-02", "It earned $3 million in 1986. For the year dividends were 9 cents.", ["1986", "1986"]),
    ("1987-03-02", "Fourth-quarter profit rose. It expects a loss for the year.", ["1986-Q4", "1987"]),
    ("1987-03-02", "Fourth-quarter profit rose. For the year it expects a loss.", ["1986-Q4", "1987"]),
    ("1987-10-20", "Third-quarter profit rose. For the year it earned $3 million.", ["1987-Q3", "1987"]),
    ("1987-03-02", "It has had four wins for the year so far.", ["1987"]),
    ("1987-03-02", "It earned $3 million in 1986. Its fleet shrank by six barges during the year.", ["1986", "1986"]),
    ("1987-03-02", "It earned $3 million in 1986. It plans to sell six barges during the year.", ["1986", "1987"]),
    ("1987-03-02", "It earned $3 million in 1986. Fares have crept up during the year.", ["1986", "1987"]),
    ("1987-03-02", "Its fleet shrank by six barges during the year.", ["1987"]),
    ("1987-03-02", "It earned $3 million in 1986. Its stocks of tin during the year fell to six tonnes.", ["1986", "1986"]),
    ("1987-03-02", "It took charges of $3 million in the fourth quarter and $9 million in the year.", ["1986-Q4", "1986"]),
    ("1987-03-02", "Fourth-quarter profit rose. For the year to date, fares fell.", ["1986-Q4", "1987"]),
    ("1987-03-02", "It is to mine six tonnes in the year starting March 1.", ["P1Y", "1987-03-01"]),
    ("1987-03-02", "The year started well.", ["1987"]),
    ("1987-10-20", "It earned $3 million in 1986. Its fleet shrank by six barges during the year.", ["1986", "1987"]),
]


@pytest.mark.parametrize(("published", "text", "expected"), FOR_THE_YEAR)
def test_a_report_for_the_year_is_about_the_last_while_the_year_is_young(
    published: str, text: str, expected: list[str]
) -> None:
    assert values_and_mods(text, published) == expected


YEARS_COMPARED = [
    (
        "1987-03-11",
        "Sales of tin were $7 in 1986, up from about $6 in 1985. Those of lead were $4, from $3 a year earlier.",
        "1985",
    ),
    ("1987-03-11", "The mill lost $7 in 1986 against a 1985 profit of $2. Debt at the end of the year was $9.", "1986 END"),
    ("1987-03-11", "More tin was sold in 1986 than in 1985, though prices were lower than a year earlier.", "1985"),
    ("1987-03-11", "Profit was $7, against a 1985 profit of $2. It will pay 4 cents for the year.", "1987"),
    ("1987-03-11", "Profit was $7, against a 1985 profit of $2. It paid 4 cents for the year.", "1986"),
]


@pytest.mark.parametrize(("published", "text", "expected"), YEARS_COMPARED)
def test_a_year_compared_with_does_not_take_over(published: str, text: str, expected: str) -> None:
    assert values_and_mods(text, published)[-1] == expected


STRETCHES = [
    ("1998-07-20", "The January-March deficit was smaller than in the same period last year.", "1997-Q1"),
    ("1998-07-20", "Tin exports from January to June were above the same period of 1997.", "1997-H1"),
    ("1998-11-20", "Tin exports rose 3% from January to October from the same period a year earlier.", "1997"),
    ("1998-03-20", "Rents in July-December 1997 were below those of the same period of 1996.", "1996-H2"),
    ("1998-07-20", "In the three months to June rents fell 3% from the same period last year.", "1997-Q2"),
    ("1998-07-20", "In the six months ended June 30 the mill lost $3, against $2 in the year-ago period.", "1997-H1"),
    ("1998-07-20", "In the year to June rents fell 3% from the same period last year.", "1997"),
    ("1998-07-20", "Tin exports from January to June fell. In July they beat those of the same period last year.", "1997-07"),
]


@pytest.mark.parametrize(("published", "text", "expected"), STRETCHES)
def test_the_same_period_is_the_whole_stretch_of_months(published: str, text: str, expected: str) -> None:
    assert values_and_mods(text, published)[-1] == expected


LISTED_QUARTERS = [
    (
        "1987-03-11",
        "Rents were $4 in the fourth quarter of 1986, up from $3 in the third quarter and $2 in the second quarter.",
        "1986-Q2",
    ),
    ("1987-03-11", "The mill lost $6 in the first quarter and $5 in the second quarter.", "1986-Q2"),
    ("1987-03-11", "The mill lost $6 in the fourth quarter and sees a profit in the second quarter.", "1987-Q2"),
]


@pytest.mark.parametrize(("published", "text", "expected"), LISTED_QUARTERS)
def test_a_quarter_is_past_with_the_one_that_it_is_listed_with(published: str, text: str, expected: str) -> None:
    assert values_and_mods(text, published)[-1] == expected


PREVIOUS_YEAR = [
    ("1987-03-02", "Fourth-quarter profit rose. It paid more than in the previous year.", ["1986-Q4", "1985"]),
    ("1987-03-02", "In the year to September 1986 it earned more than in the previous year.", ["P1Y", "1986-09", "1985"]),
]


@pytest.mark.parametrize(("published", "text", "expected"), PREVIOUS_YEAR)
def test_the_previous_year_is_a_year(published: str, text: str, expected: list[str]) -> None:
    assert values_and_mods(text, published) == expected


OUTLOOK = [
    (
        "2008-05-23",
        "It must raise cash in the second quarter. In the first quarter it lost $4 million, after $2 million a year earlier.",
        ["2008-Q2", "2008-Q1", "2007-Q1"],
    ),
    (
        "2008-05-23",
        "In the first quarter it lost $4 million. It expects a profit in the second quarter, after a loss a year earlier.",
        ["2008-Q1", "2008-Q2", "2007-Q2"],
    ),
]


@pytest.mark.parametrize(("published", "text", "expected"), OUTLOOK)
def test_a_quarter_to_come_gives_way_to_one_that_has_ended(published: str, text: str, expected: list[str]) -> None:
    assert values_and_mods(text, published) == expected


JOINED = [
    ("1987-03-02", "Prices fell between the second and fourth quarters.", ["1986-Q2", "1986-Q4"]),
    ("1987-03-02", "Prices fell in the first, second and third quarters.", ["1986-Q1", "1986-Q2", "1986-Q3"]),
    ("1989-10-20", "Prices fell in the fourth and first quarters.", ["1988-Q4", "1989-Q1"]),
    ("1987-03-02", "It set quotas from April 1 to September.", ["1987-04-01", "1987-09"]),
    (
        "1987-03-02",
        "It set dividends for April, May, June, July, August.",
        ["1987-04", "1987-05", "1987-06", "1987-07", "1987-08"],
    ),
    ("1987-03-02", "They are payable April 15, July 15 and Oct. 15.", ["1987-04-15", "1987-07-15", "1987-10-15"]),
    ("1990-02-10", "Sales fell in January and December.", ["1990-01", "1989-12"]),
]


@pytest.mark.parametrize(("published", "text", "expected"), JOINED)
def test_what_is_joined_follows_in_order(published: str, text: str, expected: list[str]) -> None:
    assert values_and_mods(text, published) == expected


MONTHS_OF_THE_YEAR_SAID = [
    ("1998-05-20", "In 1995, guards searched the house in May.", ["1995", "1995-05"]),
    ("1998-05-20", "He was arrested in 1997, freed in March and caught again in July.", ["1997", "1997-03", "1997-07"]),
    ("2013-10-11", "In 2010 a ship was sunk in March, and in November the port was closed.", ["2010", "2010-03", "2010-11"]),
    ("2013-10-11", "In early 1995 she left, and in 1997 she came back on May 3.", ["1995 START", "1997", "1997-05-03"]),
]


@pytest.mark.parametrize(("published", "text", "expected"), MONTHS_OF_THE_YEAR_SAID)
def test_a_month_is_of_the_year_that_its_sentence_is_about(published: str, text: str, expected: list[str]) -> None:
    assert values_and_mods(text, published) == expected


MONTHS_OF_ANOTHER_YEAR = [
    ("2013-10-11", "In 1995 the law was passed. In May it was changed.", ["1995", "2013-05"]),
    ("2013-10-11", "In 1995 it was worth $3 million, compared with $5 million in May.", ["1995", "2013-05"]),
    ("2013-10-11", "The mayor, who was elected in 1992, said in May that she would go.", ["1992", "2013-05"]),
    ("2013-10-11", "The firm, founded in 1992, closed in May.", ["1992", "2013-05"]),
    ("2013-10-11", "In 2012 it earned $3 million, and it expects to open a plant in May.", ["2012", "2014-05"]),
]


@pytest.mark.parametrize(("published", "text", "expected"), MONTHS_OF_ANOTHER_YEAR)
def test_a_month_is_of_no_year_that_is_only_named(published: str, text: str, expected: list[str]) -> None:
    assert values_and_mods(text, published) == expected


QUARTERS_OF_THE_YEAR_SAID = [
    ("1987-03-02", "In 1985 it lost money in the third quarter.", ["1985", "1985-Q3"]),
    (
        "1987-03-02",
        "Fourth-quarter profit rose. NOTE: 1985 net has a gain of $3 million for the quarter. The quarter was good.",
        ["1986-Q4", "1985", "1985-Q4", "1986-Q4"],
    ),
    (
        "1987-03-02",
        "NOTE: 1985 net has a gain of $3 million for the quarter and $4 million for the year.",
        ["1985", "1985-Q4", "1985"],
    ),
    ("1987-03-02", "For all of 1986, output grew, after a rise in the first quarter.", ["1986", "1986-Q1"]),
    ("1987-03-02", "During 1986 output grew, and it will fall in the first quarter.", ["1986", "1987-Q1"]),
]


@pytest.mark.parametrize(("published", "text", "expected"), QUARTERS_OF_THE_YEAR_SAID)
def test_a_quarter_is_of_the_year_that_its_sentence_is_about(published: str, text: str, expected: list[str]) -> None:
    assert values_and_mods(text, published) == expected


DAYS_OF_ANOTHER_YEAR = [
    ("The hall reopens on Dec. 8. In 1941 it had burned down on Dec. 8.", "1941-12-08"),
    ("It opened on May 3, 2013. In 2012 it had closed on May 3.", "2012-05-03"),
    ("It met on Oct. 20, 2012. The talks resume Oct. 20.", "2013-10-20"),
    ("It shut on Sept. 12, 2013. On Sept. 12 he was away.", "2013-09-12"),
]


@pytest.mark.parametrize(("text", "expected"), DAYS_OF_ANOTHER_YEAR)
def test_a_day_named_again_is_the_same_but_for_another_year(text: str, expected: str) -> None:
    assert values_and_mods(text, "2013-10-11")[-1] == expected
