"""What "three months later", "the next day" and "that night" hang on: the time told last, as fine as it is, and no guess."""

from datetime import date

import pytest

from tests.temporal.reading import values

COARSER = [
    ("2018-07-26", "She fell ill in 2012 and died three months later.", ["2012", "2012"]),
    ("2018-07-26", "The mine opened in 1983. Eighteen months later it was sold.", ["1983", "1985"]),
    ("1999-01-17", "He was hired in late 1995. Six months later he was fired.", ["1995", "1996"]),
    ("1999-01-17", "He was hired in early 1995. Eight months later he was fired.", ["1995", "1995"]),
    ("1999-01-17", "The bridge was closed last spring. Three weeks later it fell.", ["1998-SP", "1998-SP"]),
    ("2006-09-05", "Captured in the summer of 1943, he fled eight months later.", ["1943-SU", "1944"]),
    ("1999-01-17", "They met in the 1970s. Ten years later they parted.", ["197", "198"]),
    ("2016-08-16", "He resigned in July 1982. Three weeks later the plan was dropped.", ["1982-07", "1982-08"]),
    ("2016-08-16", "It reopened five weeks ago and shut nine days later.", ["2016-W28", "2016-W29"]),
    ("2000-03-13", "He took the signs down in 1962. The next day he went to sea.", ["1962", "1962"]),
    ("2000-03-13", "He took the signs down in 1962. The next morning he went to sea.", ["1962", "TMO"]),
    ("2000-03-13", "He took the signs down in 1962. At noon the next day he went to sea.", ["1962", "T12:00"]),
    ("2000-03-13", "The shop was raided last October. He was sacked that same day.", ["1999-10", "1999-10"]),
    ("2000-03-13", "The barge sank in May 1994. Two weeks earlier, a pilot had warned of leaks.", ["1994-05", "1994-05"]),
    ("2015-03-10", "He was sacked in 1999, having joined the choir six months earlier.", ["1999", "1999"]),
    ("1999-10-06", "The vote will be held next spring. Two months later the winner will take over.", ["2000-SP", "2000"]),
]


HALVES = [
    ("1999-10-06", "The pier was sold on May 12, 1961. Half a year later it burned.", ["1961-05-12", "1961-11"]),
    ("1999-10-06", "The pier was sold on May 12, 1961. A year and a half later it burned.", ["1961-05-12", "1962-11"]),
    ("1999-10-06", "The pier was sold on May 12, 1961. Two and a half years earlier it had burned.", ["1961-05-12", "1958-11"]),
    ("1999-10-06", "The pier was sold in May 1961. Half a decade later it burned.", ["1961-05", "1966"]),
    ("1999-10-06", "The pier was sold a year and a half ago.", ["1998-04"]),
    ("1999-10-06", "The pier was sold on May 12 two years ago.", ["1997-05-12"]),
    ("1999-10-06", "The pier was sold in May 20 years ago.", ["1979-05"]),
    ("1999-10-06", "The pier burned on New Year's Eve three years ago.", ["1996-12-31"]),
]


@pytest.mark.parametrize(("published", "text", "expected"), HALVES)
def test_half_a_year_is_months_and_a_date_is_in_its_year(published: str, text: str, expected: list[str]) -> None:
    assert values(text, date.fromisoformat(published)) == expected


THAT_DATE = [
    (
        "1999-10-06",
        "The hall shut on Tuesday night. It had been full all autumn. Few slept that night.",
        ["1999-10-05TNI", "1999-FA", "1999-10-05TNI"],
    ),
    (
        "1999-10-06",
        "The hall shut on Tuesday. It had been full all autumn. It reopened at 9 p.m.",
        ["1999-10-05", "1999-FA", "1999-10-05T21:00"],
    ),
    ("1999-10-06", "The lease ends on Nov. 2. The tenants are to leave on that date.", ["1999-11-02", "1999-11-02"]),
    ("1999-10-06", "The lease ended on Sept. 2. Nobody paid after that same date.", ["1999-09-02", "1999-09-02"]),
    ("1999-10-06", "The lease ends on Nov. 2. The court set that date.", ["1999-11-02"]),
    ("1999-10-06", "The inspector said that date palms were sold.", []),
    ("1999-10-06", "They landed on May 3, 1951. Today few recall that day.", ["1951-05-03", "1999-10-06", "1951-05-03"]),
    (
        "1999-10-06",
        "They landed on May 3, 1951. Earlier today few recall that day.",
        ["1951-05-03", "1999-10-06", "1951-05-03"],
    ),
    ("1999-10-06", "The vote is today. That day may be long.", ["1999-10-06", "1999-10-06"]),
    (
        "1999-10-06",
        "It was printed on Sept. 14, ahead of the deadline at noon on Sept. 15. Later that day she quit.",
        ["1999-09-14", "1999-09-15T12:00", "1999-09-14"],
    ),
    ("1999-10-06", "He came to Bonn before the vote on Sept. 15. Later that day he quit.", ["1999-09-15", "1999-09-15"]),
]


@pytest.mark.parametrize(("published", "text", "expected"), THAT_DATE)
def test_the_day_told_outlasts_what_holds_it_and_what_only_lies_ahead(published: str, text: str, expected: list[str]) -> None:
    assert values(text, date.fromisoformat(published)) == expected


A_YEAR_EARLIER = [
    ("1987-06-01", "The 1985/86 barley crop (October/March) was 4 tonnes, down from 5 a year earlier.", ["1984"]),
    ("1987-06-01", "Exports are forecast at 7 tonnes in 1989. Orders for cranes rose 2 pct from a year earlier.", ["1986"]),
    ("1987-06-01", "Exports are forecast at 7 tonnes in 1989, up 2 pct from a year earlier.", ["1988"]),
]


@pytest.mark.parametrize(("published", "text", "expected"), A_YEAR_EARLIER)
def test_a_year_earlier_is_that_of_the_year_reported(published: str, text: str, expected: list[str]) -> None:
    assert values(text, date.fromisoformat(published))[-1:] == expected


@pytest.mark.parametrize(("published", "text", "expected"), COARSER)
def test_what_is_counted_from_a_coarser_time_is_as_coarse(published: str, text: str, expected: list[str]) -> None:
    assert values(text, date.fromisoformat(published)) == expected


NOTHING_TOLD = [
    ("1999-10-06", "The couple met at a dance. Three months later, they were married.", ["P3M"]),
    ("1999-10-06", "His wife died. Less than a month later, he sold the farm.", ["P1M"]),
    ("1999-10-06", "The law was passed in 1998. Fees will fall first; fines will rise three weeks later.", ["1998", "P3W"]),
    (
        "1999-10-06",
        'The dog was shot on Nov. 14, 1959. "It was a long year," he said three decades later.',
        ["1959-11-14", "1989"],
    ),
    ("1999-10-06", 'The dog was shot on Tuesday. "It was a long year," he said three decades later.', ["1999-10-05", "P30Y"]),
    ("1999-10-06", "The jury freed her. The following year a court fined her.", [None]),
    ("1999-10-06", "Her father sailed in 1950. And 70 years later, there she is on deck.", ["1950", "P70Y"]),
    ("1999-10-06", "The lease was signed in 1995. Ten years later it will run out.", ["1995", "2005"]),
]


@pytest.mark.parametrize(("published", "text", "expected"), NOTHING_TOLD)
def test_what_hangs_on_nothing_told_is_no_day_after_publication(published: str, text: str, expected: list[str | None]) -> None:
    assert values(text, date.fromisoformat(published)) == expected


BESIDE_THE_STORY = [
    (
        "1990-11-21",
        "On Nov. 13, the firm, founded in 1922, went bust. The next day it was sold.",
        ["1990-11-13", "1922", "1990-11-14"],
    ),
    (
        "1990-11-21",
        "On Nov. 13, the firm, founded in 1922, went bust. Two days earlier it lost its chairman.",
        ["1990-11-13", "1922", "1990-11-11"],
    ),
    (
        "1990-11-21",
        "On Nov. 13, the firm, founded in 1922, went bust. That night it was sold.",
        ["1990-11-13", "1922", "1990-11-13TNI"],
    ),
    (
        "1990-11-21",
        "In June it closed, its second mill since 1984. The following month it was sold.",
        ["1990-06", "1984", "1990-07"],
    ),
    (
        "1990-10-04",
        "On Monday it said the chairman would leave at year-end; the same day, its shares fell.",
        ["1990-10-01", "1990-12-31", "1990-10-01"],
    ),
    (
        "2000-10-10",
        "The bloc, which expelled the country three years ago, may readmit it next month. Aid was cut off the same year.",
        ["1997", "2000-11", "1997"],
    ),
    ("1999-10-06", "In 1990 he was jailed until 1998. Two years later he escaped.", ["1990", "1998", "1992"]),
    ("1999-10-06", "In 1985 they promised to be done by 1991; a year later they asked for more.", ["1985", "1991", "1986"]),
    ("1999-10-06", "She signed for the club and rowed until 1990. Two years later she left.", ["1990", "1992"]),
    ("1999-10-06", "He lived in Riga until 1990. Two years later he sailed home.", ["1990", "1992"]),
]


@pytest.mark.parametrize(("published", "text", "expected"), BESIDE_THE_STORY)
def test_a_time_beside_the_story_is_not_what_a_count_hangs_on(published: str, text: str, expected: list[str]) -> None:
    assert values(text, date.fromisoformat(published)) == expected


NEXT_OF_THE_STORY = [
    ("1999-12-29", "He was convicted in 1995 and deported the next year.", ["1995", "1996"]),
    ("1999-12-29", "Her claim was denied in June 1995. She was jailed for theft the next month.", ["1995-06", "1995-07"]),
    ("1998-10-25", 'She joined in 1989. "The next year was worse," she said.', ["1989", "1990"]),
    ("1998-10-25", "She joined in 1989 and hopes for more in the next year.", ["1989", "P1Y"]),
    ("1998-10-25", "It will grow the next year.", ["1999"]),
    ("1989-11-02", "It turned the bid down two weeks ago and adopted a defence plan the next day.", ["1989-W42", "1989-W42"]),
    # What has happened later is not counted from the day of publication, on which it was told.
    (
        "2013-10-08",
        "The bank failed on 3 March. A court heard on Tuesday that its owner fled the next day.",
        ["2013-03-03", "2013-10-08", "2013-03-04"],
    ),
    (
        "2013-10-08",
        "The bank failed on 3 March. A court heard on Tuesday that its owner fled two days later.",
        ["2013-03-03", "2013-10-08", "2013-03-05"],
    ),
    (
        "2013-10-08",
        "Rates rose in March. On Tuesday the bank said it cut them the following month.",
        ["2013-03", "2013-10-08", "2013-04"],
    ),
    (
        "2013-10-08",
        "The board met on Sunday and meets on Tuesday. It will vote the next day.",
        ["2013-10-06", "2013-10-08", "2013-10-09"],
    ),
]


@pytest.mark.parametrize(("published", "text", "expected"), NEXT_OF_THE_STORY)
def test_the_next_year_beside_what_has_happened_is_that_of_the_story(published: str, text: str, expected: list[str]) -> None:
    assert values(text, date.fromisoformat(published)) == expected


AS_SPOKEN_TODAY = [
    ("1990-11-21", "It is the lowest since 1984. Claims stood at 300,000 a week earlier.", ["1984", "1990-W46"]),
    ("1990-11-21", "Sales rose this year. They will fall the following week.", ["1990", "1990-W48"]),
    ("1990-11-21", "The index hit its highest mark since 1984, up from 310 the previous day.", ["1984", "1990-11-20"]),
]


@pytest.mark.parametrize(("published", "text", "expected"), AS_SPOKEN_TODAY)
def test_a_figure_set_against_an_earlier_one_is_of_now(published: str, text: str, expected: list[str]) -> None:
    assert values(text, date.fromisoformat(published)) == expected


A_YEAR_AGO = [
    ("1999-04-07", "The firm lost money in the third quarter. The strike began a year ago.", ["1998-Q3", "1998"]),
    ("1999-04-07", "Growth slowed in the first quarter. A year ago, the treaty looked dead.", ["1999-Q1", "1998"]),
    ("1999-04-07", "In the first quarter it earned $3 million, against $2 million a year ago.", ["1999-Q1", "1998-Q1"]),
    ("1999-04-07", "It lost money in the first quarter. A year ago it had profit of $3 million.", ["1999-Q1", "1998-Q1"]),
    ("1989-09-07", "The share stood at $61 in May and at $38 a year ago.", ["1989-05", "1988"]),
    ("1989-09-07", "Prices rose 4% in May from a year ago.", ["1989-05", "1988-05"]),
    ("1989-09-07", "Prices rose 4% in May, six percent in April and 2% a year earlier.", ["1989-05", "1989-04", "1988-05"]),
    ("1989-09-07", "Rents rose 4% in May, 6% in April and 7% a year ago.", ["1989-05", "1989-04", "1988-05"]),
    ("1989-09-07", "Rents rose 4% in May and 6% in June from a year earlier.", ["1989-05", "1989-06", "1988-06"]),
    ("1989-09-07", "Rents rose in May and June from a year earlier.", ["1989-05", "1989-06", "1988"]),
    ("1989-09-07", "The port handled 9 tons in January/March, down from 8 a year earlier.", ["1989-01", "1989-03", "1988"]),
    ("1989-09-07", "Rents rose 4% in May. They rose 2% a year earlier.", ["1989-05", "1988-05"]),
    ("1989-09-07", "The mill was sold in May. Profit was $3, against $4 a year earlier.", ["1989-05", "1988"]),
    ("1989-09-07", "In May the index rose to 141 (base 1980) from 127 a year earlier.", ["1989-05", "1980", "1988-05"]),
    ("1989-09-07", "Founded in 1931, the mill earned $4, up from $3 a year earlier.", ["1931", "1988"]),
    ("1989-09-07", "The mill was founded in 1931. The firm was founded a year earlier.", ["1931", "1930"]),
    ("2016-08-16", "The road reopened in 2009. Just over three years ago it closed again.", ["2009", "2013"]),
]


@pytest.mark.parametrize(("published", "text", "expected"), A_YEAR_AGO)
def test_a_year_ago_is_of_what_is_reported_only_beside_figures(published: str, text: str, expected: list[str]) -> None:
    assert values(text, date.fromisoformat(published)) == expected


THE_YEAR_THAT = [
    ("1991-09-05", "The trouble began in 1987, the year it bought a bank.", ["1987"]),
    ("1991-09-05", "The trouble began in 1987, the year of the flood.", ["1987"]),
    ("1991-09-05", "That was the year the mill closed.", []),
    ("1991-09-05", "He left the week the mill closed.", []),
    ("1991-09-05", "The year I was hired, it had 40 workers.", []),
    ("1991-09-05", "During the year it lost money.", ["1991"]),
]


@pytest.mark.parametrize(("published", "text", "expected"), THE_YEAR_THAT)
def test_the_year_that_something_happened_is_not_this_one(published: str, text: str, expected: list[str]) -> None:
    assert values(text, date.fromisoformat(published)) == expected


UNDER_WAY = [
    ("2006-09-05", "Fame came in the 1960s, but by the end of the decade he was poor.", ["196", "196"]),
    ("2006-09-05", "War broke out in May 1971 and by the end of the month 3,000 people were dead.", ["1971-05", "1971-05"]),
    ("2006-09-05", "Talks began in March 1999. Later in the year the envoy fell ill.", ["1999-03", "1999"]),
    ("2006-09-05", "Talks began in May. Late in the month the envoy fell ill.", ["2006-05", "2006-05"]),
    ("2006-09-05", "Talks ended in May. They will resume by the end of the month.", ["2006-05", "2006-09"]),
    ("2006-09-05", "It will close at the end of the quarter.", ["2006-Q3"]),
    ("2006-09-05", "It fell last month. Few saw why. At the end of the month it rose.", ["2006-08", "2006-08"]),
    ("2006-09-05", "It fell last year. Few saw why. It was low at the start of the year.", ["2005", "2006"]),
    # A year does not say which of its days it is.
    ("2006-09-05", "It is the first such law since 1986. He wrote earlier in the day.", ["1986", "2006-09-05"]),
    ("2006-09-05", "The law passed last year. Earlier in the month it was changed.", ["2005", "2006-09"]),
    ("2006-09-05", "On Monday the law of 1986 was changed. Earlier in the day he wrote.", ["2006-09-04", "1986", "2006-09-04"]),
]


@pytest.mark.parametrize(("published", "text", "expected"), UNDER_WAY)
def test_the_end_of_the_unit_is_of_the_one_that_what_is_told_has_come_to(
    published: str, text: str, expected: list[str]
) -> None:
    assert values(text, date.fromisoformat(published)) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The bomb went off at 3:20 p.m. on Tuesday. That same hour another exploded.", "2013-10-08T15:00"),
        ("The bomb went off at 3:20 p.m. on Tuesday. The following hour another exploded.", "2013-10-08T16:00"),
        ("The bomb went off at 3:20 p.m. on Tuesday. The previous hour another exploded.", "2013-10-08T14:00"),
        ("The bomb went off at 3:20 p.m. on Tuesday. The next minute another exploded.", "2013-10-08T15:21"),
        ("The bomb went off on Tuesday. That same hour another exploded.", "2013-10-08"),
    ],
)
def test_an_hour_is_counted_from_the_one_told(text: str, value: str) -> None:
    assert values(text)[1] == value


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The river froze Thursday for the first time since Oct. 1. That day, the mill shut.", "2013-10-10"),
        ("The river froze Thursday for the first time since May 3, 2001. On the same day, the mill shut.", "2013-10-10"),
        ("On Thursday she spoke. The isle has been cut off since Oct. 1. That day, a gale hit it.", "2013-10-01"),
    ],
)
def test_a_day_since_when_something_has_been_so_is_not_that_day_beside_another(text: str, day: str) -> None:
    assert values(text)[-1] == day
