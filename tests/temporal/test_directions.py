"""Which way a bare date lies: grouped by the value it must have, in a text published on Friday 11 October 2013."""

from datetime import date
from pathlib import Path

import pytest

from tests.temporal.reading import PUBLISHED, value_of, values
from transforms.configuration import DEFAULT_ROOT, ConfigurationError
from transforms.temporal import check_language, normalize
from transforms.temporal.directions import load_directions


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        (
            "[[lean]]\nrules = ['weekday']\nwhy = 'no words'\n",
            r"after or before in \[\[lean\]\] 1 \(no words\)",
        ),
        ("[[cue]]\nrules = ['month']\nwhy = 'one side'\npast = 'was'\n", r"expected future in \[\[cue\]\] 1"),
        ("[[compared]]\nrules = ['month']\nwhy = 'no words'\n", r"expected before in \[\[compared\]\] 1"),
        ("[[story]]\nrules = ['month']\nwhy = 'no words'\n", r"expected before in \[\[story\]\] 1"),
        (
            "[[year]]\nrules = ['month']\nwhy = 'no year'\nbefore = 'in '\n",
            r"a group \(\?P<year>...\) for before of \[\[year\]\] 1",
        ),
        (
            "[[known]]\ndate = 'June 3'\nwhy = 'no date'\nafter = ' gale'\n",
            r"a date as in 1998-06-03 for date of \[\[known\]\] 1 .*, got 'June 3'",
        ),
        (
            "[[known]]\ndate = 1998-06-03\nwhy = 'a gale'\nafter = ' gale'\n" * 2,
            r"one known day of a month and day, got 1998-06-03 beside another",
        ),
        (
            "[settings]\nlisted = ' and '\n",
            r"a key of \[settings\], got 'listed' .*; did you mean listing\?",
        ),
        ("[settings]\nlisting = '('\n", r"a regular expression, got missing \).* in listing"),
    ],
)
def test_a_row_that_does_not_fit_is_refused_in_one_line(tmp_path: Path, row: str, complaint: str) -> None:
    path = tmp_path / "months.toml"
    path.write_text(row)
    with pytest.raises(ConfigurationError, match=complaint):
        load_directions(tmp_path, frozenset({"month"}))


def test_every_pattern_of_the_languages_compiles() -> None:
    # A command compiles those of the rules that it meets.
    for path in sorted((DEFAULT_ROOT / "languages").glob("*/directions")):
        check_language(path.parent.name)


def test_a_pattern_that_is_none_is_told_when_its_rule_is_met(tmp_path: Path) -> None:
    path = tmp_path / "months.toml"
    path.write_text("[[lean]]\nrules = ['month']\nwhy = 'open'\ndirection = 'past'\nbefore = 'in ('\n")
    directions = load_directions(tmp_path, frozenset({"month"}))
    assert directions.leans["weekday"] == ()
    with pytest.raises(ConfigurationError, match=r"got missing \).* in the row for month \(open \(months.toml\)\) in "):
        directions.make_all()


JUNE_BEHIND = [
    "She took control of the company in June.",
    "The boy was arrested June 3.",
    "Fighting began June 3, when soldiers came.",
    "The museum, which opened June 3, is closed.",
    "According to a study of the harbour in June, the quay is weak.",
    "By June, twelve people had left.",
    "Until June, nobody knew.",
    "Since taking office in June, he has travelled.",
    "From June through September, arrivals were up.",
    "Sales are down 7.1 per cent in June through July.",
    "The price rose to 320 crowns a tonne by early June.",
    "The launch, originally due in June, was moved to 2 November.",
    "The report was due in June but has been delayed.",
    "The agency put off an inspection scheduled for June.",
    "They had hoped to close the quarry in June.",
    "The rise will be paid now and backdated to June.",
    "It ended a rule that helped all who came to the U.S. mainland in June.",
    "The island missed the third repayment, due on June 3.",
    "The yard failed to pay a fine that was due June 3.",
    "He was named shortly before the June election.",
]

DECEMBER_BEHIND = [
    "The club changed from a red shirt to a blue one in December.",
    "In December, a week after the anniversary of a ruling of the highest court, a fire in Cairo, Ill., killed a guard.",
    "The office keeps to its view, estimating in December that overlap leads to waste.",
    "He ordered a freeze days after his Dec. 20 appointment.",
    "Experts had doubts even before his inauguration on Dec. 20 that he would keep his word.",
    "The herd will not be at the 60,000 head kept by late December, according to official statistics.",
    "The feud goes back to a week after winning the post in December.",
    "The offer is far above the 9 per cent that the mill initially proposed in December.",
    "The move follows the reply of the council in December to the plan.",
    "Tempers would rise again in December, when he was asked about it.",
    "Arrivals were fewer than planned due to snowstorms in December.",
    "The board will meet again to mend its December accord.",
    "Growth is expected to be slower than the 6.5% forecast in December.",
    "The price is higher than before the merger was proposed in December.",
    "Crowds will not forget what he did in December, when he was asked to resign.",
    "Shipments may be lower because of snow in December that closed the mill.",
    "Members will review the December accord.",
    "Cocoa rose to $1,870 a ton by early December.",
    "During a call in December, Voss told Kolb that the pier was safe.",
]

JUNE_AHEAD = [
    "A decision is expected in June.",
    "The tolls will be lifted by the end of June.",
    "The office will present detailed drawings in June.",
    "It expects to fold in a fully-owned branch in June.",
    "The June pound rose by a cent.",
    "The second lock will be formally opened in June.",
    "The ministers meet again in June.",
    "The treaty expires in June.",
    "The deadline was extended until June 3.",
    "They were given until June 3 to answer.",
    "The show runs through June 3.",
    "The pass is good through June 3.",
    "The launch is set for 2:36 a.m. on June 3.",
    "Between now and June they may talk.",
    "Come June, the voters will choose.",
    "The mayor, who does not seek re-election in June, said little.",
    "It was told to pay for the year ending June 3.",
    "He wants proposals by June, when the council is scheduled to meet.",
    "His own term, which ends in June, is his last.",
    "The choir's contract runs to June.",
    "The judge set sentencing for June.",
    "They looked over a mine that opens in June.",
    "The lease becomes void in June.",
    "A keeper who said he would retire in June changed his mind.",
    "Few will speak of taxes as the June primaries approach.",
    "With the June ballot looming, the mayor is silent.",
    "Both are looking ahead to the June ballot.",
    "The mayor is raising money ahead of the June primary.",
    "The money would keep the ferries running until June 3.",
    "The grant would pay for wardens through June 3.",
    "The council voted money for a year ending June 30.",
]


@pytest.mark.parametrize(
    ("month", "value", "text"),
    [*(("June", "2013-06", text) for text in JUNE_BEHIND), *(("Dec", "2012-12", text) for text in DECEMBER_BEHIND)],
)
def test_a_month_behind(month: str, value: str, text: str) -> None:
    assert value_of(month, text)[:7] == value


@pytest.mark.parametrize("text", JUNE_AHEAD)
def test_a_month_ahead(text: str) -> None:
    assert value_of("June", text)[:7] == "2014-06"


@pytest.mark.parametrize(
    ("words", "text", "value"),
    [
        # A verb of the past beside a day that is near: who held shares, not what has happened.
        ("Oct. 25", "A dividend goes to all who held shares on Oct. 25.", "2013-10-25"),
        ("Sept. 30", "Letters will go to all who were members on Sept. 30.", "2013-09-30"),
        ("spring", "The new bridge will be done in the spring.", "2014-SP"),
        ("spring", "The wedding was held over until spring.", "2014-SP"),
        ("Christmas", "Prices have risen since Christmas.", "2012-12-25"),
        ("Christmas", "The choir broke up soon after Christmas.", "2012-12-25"),
        ("Labor Day", "The ferry, which began the day after Labor Day, will be laid up.", "2013-09-03"),
        ("Easter", "The mayor celebrated Easter by the lake.", "2013-03-31"),
        ("Boxing Day", "She has not rowed since breaking an arm on Boxing Day.", "2012-12-26"),
        ("Labor Day", "Two of the booths would come down on Labor Day.", "2014-09-01"),
        ("Sept. 3", "The grant would pay for wardens through Sept. 3.", "2014-09-03"),
        ("Sept. 3", "The money would keep the ferries running until Sept. 3.", "2014-09-03"),
        ("Sept", "The mayor is raising money before the September elections.", "2014-09"),
    ],
)
def test_what_is_near_and_what_the_seasons_say(words: str, text: str, value: str) -> None:
    assert next(m.timex_value for m in normalize(text, PUBLISHED) if words in m.text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("At noon on Tuesday the bells will ring.", "2013-10-15T12:00"),
        ("At noon on Tuesday the bells rang.", "2013-10-08T12:00"),
        ("By 5 p.m. Tuesday the council must decide.", "2013-10-15T17:00"),
        ("On Tuesday the price could double.", "2013-10-15"),
        ("On Tuesday he could not say why.", "2013-10-08"),
        ("During November the mill stood still.", "2012-11"),
        ("Over the weekend he will play.", "2013-W41-WE"),
        ("Over the weekend he played.", "2013-W40-WE"),
        ("By Easter the bridge will be open.", "2014-04-20"),
        ("By Easter the bridge won't be open.", "2014-04-20"),
        ("By Easter a revised plan will be ready.", "2014-04-20"),
        ("On Monday the revised plan will be ready.", "2013-10-14"),
        ("On Monday the revised plan was ready.", "2013-10-07"),
        ("On Halloween night two boats vanished.", "2012-10-31TNI"),
        ("In the winter he quit.", "2012-WI"),
        ("In the summer the pier will be shut.", "2014-SU"),
        ("At the end of November he fled.", "2012-11"),
    ],
)
def test_what_a_sentence_begins_with_goes_by_its_first_verb(text: str, value: str) -> None:
    assert values(text) == [value]


def test_a_stretch_that_a_sentence_begins_with_goes_by_its_first_verb() -> None:
    assert values("From 6 p.m. Tuesday to 5:30 a.m. Thursday it will be shut.") == ["2013-10-15T18:00", "2013-10-17T05:30"]
    assert values("From 6 p.m. Tuesday to 5:30 a.m. Thursday it was shut.") == ["2013-10-08T18:00", "2013-10-10T05:30"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He died on Nov. 2.", "2012-11-02"),
        ("She was arrested Nov. 2.", "2012-11-02"),
        ("The bridge collapsed on Nov. 2.", "2012-11-02"),
        ("The council set Nov. 2 as the day.", "2013-11-02"),
        ("They settled on Nov. 2 for the vote.", "2013-11-02"),
        ("The talks were moved to Nov. 2.", "2013-11-02"),
        ("The vote was set for Nov. 2.", "2013-11-02"),
    ],
)
def test_a_day_on_which_something_came_about_is_behind_however_near(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("published", "text", "value"),
    [
        (date(2013, 12, 20), "She won by 19 points last November.", "2012-11"),
        (date(2013, 12, 20), "She won by 19 points last October.", "2013-10"),
        (date(2014, 1, 20), "She won by 19 points last December.", "2013-12"),
    ],
)
def test_last_month_of_a_name_is_not_the_month_just_over_unless_the_year_is(published: date, text: str, value: str) -> None:
    assert values(text, published) == [value]


@pytest.mark.parametrize(
    ("published", "text", "values"),
    [
        # Behind, round the day of publication, ahead: as a whole it is the nearest.
        (date(2013, 11, 16), "Its share was 23 pct for January to October.", ["2013-01", "2013-10"]),
        (date(2013, 3, 9), "Output is up in the October-September season.", ["2012-10", "2013-09"]),
        (date(1987, 12, 20), "Catches are expected to dip in 1987/88 (April-March).", ["1987", "1987-04", "1988-03"]),
        (date(1987, 12, 20), "Catches are expected to dip in 1987/88 (April/March).", ["1987", "1987-04", "1988-03"]),
        (date(2013, 2, 20), "Cocoa is on offer for June/July.", ["2013-06", "2013-07"]),
        (date(2013, 3, 9), "The mill will run from February until April.", ["2013-02", "2013-04"]),
        # What is told of as past is over.
        (date(2013, 3, 9), "The mill ran from February until April.", ["2012-02", "2012-04"]),
        (date(2013, 3, 9), "From February until April the mill stood still.", ["2012-02", "2012-04"]),
        (date(2013, 3, 9), "The mill ran from February until March.", ["2013-02", "2013-03"]),
    ],
)
def test_months_through_months_are_the_nearest_stretch(published: date, text: str, values: list[str]) -> None:
    assert [m.timex_value for m in normalize(text, published)] == values


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2014-Q1", "A ruling is expected in the first quarter."),
        ("2014-Q1", "Closing is anticipated by the end of the first quarter."),
        ("2014-Q1", "The mill would shut in the first quarter."),
        ("2014-Q1", "The mill keeps to its first-quarter timetable."),
        ("2013-Q1", "Sales were better than expected in the first quarter."),
        ("2013-Q2", "Owners had predicted a loss in the second quarter."),
    ],
)
def test_a_quarter_said_in_december(value: str, text: str) -> None:
    assert [m.timex_value for m in normalize(text, date(2013, 12, 5)) if "quarter" in m.text] == [value]


@pytest.mark.parametrize(("month", "value"), [(2, "2012-WI"), (3, "2012-WI"), (5, "2013-WI")])
def test_this_winter_is_in_march_the_one_just_over(month: int, value: str) -> None:
    assert values("It is the talk of the lake this winter.", date(2013, month, 11)) == [value]


@pytest.mark.parametrize(
    ("quarter", "value", "text"),
    [
        ("fourth quarter", "2012-Q4", "Pay was unchanged from the fourth quarter."),
        ("fourth quarter", "2012-Q4", "Prices rose 4.2% after slipping 0.3% in the fourth quarter."),
        ("fourth quarter", "2012-Q4", "Output grew 0.6% after a revised 2.0% drop in the fourth quarter."),
        ("fourth quarter", "2012-Q4", "The firm expects to report a loss of $57 million for the fourth quarter."),
        ("first-quarter", "2013-Q1", "The yard will report a first-quarter deficit."),
        ("third quarter", "2013-Q3", "The sale will be completed in the third quarter."),
    ],
)
def test_a_quarter_said_in_march(quarter: str, value: str, text: str) -> None:
    assert [m.timex_value for m in normalize(text, date(2013, 3, 5)) if quarter in m.text] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The ferry company opens its new pier this week.", "2013-W42"),
        ("The council will vote on the dredging this week.", "2013-W42"),
        ("Figures are due later this week.", "2013-W42"),
        ("This week, the divers will search the bay.", "2013-W42"),
        ("The council voted on the dredging this week.", "2013-W41"),
        ("She said this week that she will sail alone.", "2013-W41"),
        ("The gale that struck the pier this week will cost the port dear.", "2013-W41"),
    ],
)
def test_this_week_is_on_a_sunday_the_one_that_ends_or_the_one_that_begins(text: str, value: str) -> None:
    assert values(text, date(2013, 10, 13)) == [value]
    assert values(text, date(2013, 10, 11)) == ["2013-W41"]


@pytest.mark.parametrize(
    ("published", "text", "value"),
    [
        (date(2013, 10, 11), "The bureau was set up after the Sept. 11 attacks.", "2001-09-11"),
        (date(2002, 2, 11), "Fewer fly since the 11 September terrorist attacks.", "2001-09-11"),
        (date(2013, 10, 11), "He looked into the Sept. 11 attack on the depot.", "2013-09-11"),
        (date(2001, 8, 3), "The Sept. 11 commission meeting is open to all.", "2001-09-11"),
        (date(1999, 8, 3), "The Sept. 11 attacks of the year before were on his mind.", "1998-09-11"),
        (date(2024, 3, 1), "He was jailed for his part in the Jan. 6 Capitol riot.", "2021-01-06"),
        (date(2022, 8, 1), "She told the January 6 committee all.", "2021-01-06"),
        (date(2024, 3, 1), "The Jan. 6 snowstorm closed the port.", "2024-01-06"),
        (date(2020, 2, 1), "The Jan. 6 attack cost a fisherman his boat.", "2020-01-06"),
        (date(2025, 2, 1), "The families of the Oct. 7 massacre met.", "2023-10-07"),
    ],
)
def test_a_known_day_is_named_without_its_year(published: date, text: str, value: str) -> None:
    assert normalize(text, published)[0].timex_value == value


@pytest.mark.parametrize(
    ("published", "text", "value"),
    [
        (date(2013, 3, 5), "Its debts stood at 90 million crowns at year-end.", "2012-12-31"),
        (date(2013, 3, 5), "Deposits at year end were 90 million crowns.", "2012-12-31"),
        (date(2013, 3, 5), "Deposits at year-end 2011 were 90 million crowns.", "2011-12-31"),
        (date(2013, 3, 5), "Prices will be up 3 percent at year-end.", "2013-12-31"),
        (date(2013, 3, 5), "Prices should be up 3 percent at year-end.", "2013-12-31"),
        (date(2013, 3, 5), "At year-end, stocks of tin will be lower.", "2013-12-31"),
        (date(2013, 3, 5), "The fund is expected to be empty at year-end.", "2013-12-31"),
        (date(2013, 10, 11), "The lease falls in at year-end.", "2013-12-31"),
    ],
)
def test_accounts_at_year_end_are_of_the_year_closed_last(published: date, text: str, value: str) -> None:
    assert values(text, published) == [value]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The pier opened again on the Monday after the Sept. 5 gale.", ["2013-09-09", "2013-09-05"]),
        ("The Monday before the 4 Oct. ballot, she withdrew.", ["2013-09-30", "2013-10-04"]),
        # Said on a Friday, what came four days before the coming Tuesday is of today.
        ("He sang on the quay four days before Tuesday's ballot.", ["2013-10-11"]),
        ("He sang on the quay five days before Tuesday's ballot.", ["2013-10-10"]),
        ("He sang on the quay two days before Tuesday's ballot.", ["2013-10-06"]),
        ("He sang on the quay a week ago Thursday.", ["2013-10-03"]),
        # What had been due then is still to be, and so is what was averted, but where the day has just been.
        ("The board had already been due to meet Tuesday.", ["2013-10-15"]),
        ("The board had been due to meet Tuesday.", ["2013-10-08"]),
        ("A Monday walkout at the port was narrowly averted.", ["2013-10-14"]),
        ("A Thursday walkout at the port was averted.", ["2013-10-10"]),
        ("A Monday walkout at the port was called off.", ["2013-10-07"]),
    ],
)
def test_a_weekday_beside_another_day(text: str, days: list[str]) -> None:
    assert values(text) == days


def test_a_year_that_is_ending_is_under_way() -> None:
    assert values("The port cut its budget for a year ending Dec. 30.", date(2013, 3, 11)) == [
        "P1Y",
        "2013-12-30",
    ]
