"""Which way a bare date lies: grouped by the value it must have, in a text published on Friday 11 October 2013."""

from datetime import date
from pathlib import Path

import pytest

from transforms.configuration import DEFAULT_ROOT, ConfigurationError
from transforms.temporal import check_language, normalize
from transforms.temporal.directions import load_directions

PUBLISHED = date(2013, 10, 11)

WEDNESDAY_BEHIND = [
    "The council met on Wednesday.",
    "The minister, who will visit Oslo next year, said on Wednesday that he was well.",
    "He said it will close the plant that it bought on Wednesday.",
    "She is expected to replace the chairman, who died Wednesday.",
    "The ferry was scheduled to sail at 10:40 p.m. Wednesday, but sailed late.",
    "The bank had asked for an answer by Wednesday, but none came.",
    "The two had never spoken before Wednesday's meeting.",
    "Wednesday, the river rose and the mayor said she would wait.",
    "They will pay for the damage after the fire on Wednesday.",
    "The chairman expressed high hopes for both models at a briefing on Wednesday.",
    "Sterling closed well ahead of Wednesday's low.",
    "A group that has been meeting since Wednesday will look into it.",
    "The fund took a stake last week, bringing its share to 13 pct by Wednesday.",
    "Effective Wednesday, she resigned from the board.",
    "The mayor spoke next to the bridge on Wednesday.",
    "The offer had been due to expire Wednesday.",
    "The club missed a Wednesday deadline.",
    "Rates are expected to climb to 3.5 pct from Wednesday's 3 pct.",
    "Before the vote on Wednesday, he fanned fears of a split.",
    "The page had 3,000 readers by Wednesday.",
    "She faces two charges in the attack Wednesday.",
    "The army leaves the town that it seized on Wednesday.",
    "A storm that hit stores Wednesday left three dead.",
    "Stocks rose Wednesday as traders await the report.",
    "A law that goes into effect next year was signed Wednesday.",
    "The page had more than 3,000 readers by Wednesday.",
    "By late that night the river had risen, and by Wednesday the bridge was gone.",
    "The names were not known until Wednesday.",
    "They fought until late Wednesday.",
    "The storm dropped snow on the hills through Wednesday.",
    "The motion could only muster 12 votes on Wednesday.",
    "Neighbours said they could hear shots on Wednesday.",
    "He died, probably on Wednesday.",
    "It was on the Wednesday that they met.",
    "The truce was to take effect Wednesday but shelling went on.",
    "The meeting, set for Wednesday, did not take place.",
    "The two sides agreed to a truce on Wednesday.",
    "The general vowed to fight on in a speech on Wednesday.",
    "The insurer will pay for the damage from the storm and the fire in Leeds on Wednesday.",
    "The crash on Wednesday is likely to hurt the railway.",
    "Before Wednesday's vote, the member changed his mind.",
    "On Wednesday the leaders who will govern met in secret.",
    "They will meet on Sunday to discuss the bomb that went off Wednesday.",
    "He said he would resign on Sunday; on Wednesday he changed his mind.",
]

WEDNESDAY_AHEAD = [
    "The party would seek support on Wednesday.",
    "The gates would be installed on Wednesday.",
    "The vote in Washington Wednesday will settle it.",
    "The council will meet on Wednesday.",
    "The governor will give a speech on the plan to rebuild the old harbour on Wednesday.",
    "The council is scheduled to have tea with the guests from the north on Wednesday.",
    "On Wednesday, the voters of the county will choose a mayor.",
    "When they come back from the holidays on Wednesday, the members will start again.",
    "If the mayor wins on Wednesday, the council would change hands.",
    "The meeting on Wednesday will settle it.",
    "They spoke on the eve of Wednesday's election.",
    "Polls show a tight race before Wednesday's vote.",
    "The bill would pass, probably on Wednesday.",
    "The launch was moved and is set for 4 p.m. (2100 GMT) on Wednesday.",
    "The money lasts through Wednesday.",
    "They are due to appear before the judge on Wednesday.",
    "The bridge is expected to stay shut on Wednesday.",
    "The final is on Wednesday.",
    "The group planned a march through the centre on Wednesday.",
    "The council will debate the town's plan to sell 25,000 shares at a loss of 3% on Wednesday.",
    "It is paying $35 a share in an offer to begin Wednesday.",
    "The treasury offers bonds worth $3 billion at its next monthly sale on Wednesday.",
    "The duty takes in all imports, with effect from Wednesday.",
    "The wages would, effective Wednesday, rise by 3 pct.",
    "Figures for September, out on Wednesday, are expected to show a rise.",
    "The next round of talks would be Wednesday.",
    "The demand will be first when she arrives for a visit to the south on Wednesday.",
    "The prime minister sets out on Wednesday.",
    "The government will not announce its choice until after Wednesday's cabinet meeting.",
    "Members found fault with the plan at a hearing, ahead of testimony on Wednesday.",
    "The company has a second chance to launch the rocket on Wednesday.",
    "Talks go on in the face of a Wednesday midnight deadline.",
    "The judge, who is running for the council in a snap election on Wednesday, has been accused.",
    "The board will file its reply with the U.S. District Court on Wednesday.",
    "He is slated to speak at a rally in Dover, Kent on Wednesday.",
    "The plan is to avoid an impasse when talks resume in Geneva on Wednesday.",
    "The meeting has been rescheduled for Wednesday.",
    "The minister, who presents her budget on Wednesday, has flown home.",
    "Two unions have called a strike for Wednesday.",
    "It is not clear whether they can avert a shutdown on Wednesday.",
    "He does not expect a reply before Wednesday at the earliest.",
    "The minister leaves for Tokyo on Wednesday.",
    "It said the council would likely have to meet again on the new rules on Wednesday.",
    "The queen begins a visit to Malta on Wednesday.",
    "The mill expects to release its results Wednesday.",
    "The minister leaves Wednesday for a tour of the lakes.",
    "The service will be held at St. Anne's Church on Wednesday.",
    "Rain is forecast for Wednesday.",
    "A decision is not expected before Wednesday.",
    "Negotiators return to the table Wednesday.",
    "The new law goes into effect on Wednesday.",
    "He faces a hearing Wednesday.",
    "Traders are waiting for Wednesday's report on jobs.",
    "Look for a decision on Wednesday.",
    "I'm going to see him Wednesday.",
    "A vote is likely Wednesday.",
    "The talks have been rescheduled for Wednesday.",
    "He does not hope to hear from the minister before Wednesday at the earliest.",
    "The exchange will file its reply with the U.S. District Court on Wednesday.",
    "The mayor said she would announce her choice Wednesday.",
    "The council called a meeting for Wednesday.",
    "He will not play Wednesday.",
    "It is already Wednesday in Tokyo.",
    "The truce is to go into effect at noon local time (10 universal time) Wednesday.",
    "More rain is forecast for Wednesday.",
    "The ship should arrive on Wednesday.",
    "The team has won six in a row heading into Wednesday's game.",
    "The mayor leaves Wednesday for Oslo; he returns in May.",
    "The man faces arraignment Wednesday.",
    "The deadline for bids is Wednesday.",
    "They must leave the island by Wednesday.",
    "The talks were put off until Wednesday.",
    "The rain is expected to last through Wednesday.",
    "The house is in a race to pass the bill by midnight on Wednesday.",
]


@pytest.mark.parametrize("text", WEDNESDAY_BEHIND)
def test_a_weekday_behind(text: str) -> None:
    assert value_of("Wednesday", text) == "2013-10-09"


@pytest.mark.parametrize("text", WEDNESDAY_AHEAD)
def test_a_weekday_ahead(text: str) -> None:
    assert value_of("Wednesday", text) == "2013-10-16"


@pytest.mark.parametrize(
    "text",
    [
        "Two ferries collided over the weekend.",
        "The harbour master said over the weekend that the pier will be closed.",
        "The pier that burned at the weekend will be rebuilt.",
        "The council was to have met at the weekend, but did not.",
        "By the weekend the frost had gone.",
    ],
)
def test_a_weekend_behind(text: str) -> None:
    assert [mention.timex_value for mention in normalize(text, PUBLISHED)] == ["2013-W40-WE"]


@pytest.mark.parametrize(
    "text",
    [
        "The harbour master said he would inspect the pier over the weekend.",
        "Frost is expected to hit the orchards over the weekend.",
        "The choir plans to sing in Malta over the weekend.",
        "The king will spend the weekend at the lake.",
        "Divers will stay on the wreck through the weekend.",
        "A medal is to be struck at the weekend.",
        "Delegates meet at the weekend to elect a treasurer.",
        "The keeper would see a doctor at the weekend.",
        "The blockade could end as early as the weekend.",
        "The pier will be shut by the weekend.",
    ],
)
def test_a_weekend_ahead(text: str) -> None:
    assert [mention.timex_value for mention in normalize(text, PUBLISHED)] == ["2013-W41-WE"]


@pytest.mark.parametrize(("published", "value"), [(date(2013, 10, 7), "2013-W40-WE"), (date(2013, 10, 11), "2013-W41-WE")])
def test_what_was_planned_for_a_weekend_is_the_nearer_one(published: date, value: str) -> None:
    found = normalize("The two crews were to row at the weekend.", published)
    assert [mention.timex_value for mention in found] == [value]


def test_a_weekday_spoken_of_as_to_come_is_the_same_day_later_in_the_text() -> None:
    text = "She will appear on Wednesday. Her lawyer gave no word of the Wednesday appearance. She spoke on Monday."
    assert [m.timex_value for m in normalize(text, PUBLISHED)] == ["2013-10-16", "2013-10-16", "2013-10-07"]


@pytest.mark.parametrize(("day", "value"), [("Thursday", "2013-10-10"), ("Monday", "2013-10-14")])
@pytest.mark.parametrize("plan", ["He was to appear in court on", "A vote was expected on", "They were scheduled to meet on"])
def test_what_was_planned_is_the_nearer_day(plan: str, day: str, value: str) -> None:
    assert value_of(day, f"{plan} {day}.") == value


def test_the_weekday_of_publication_is_that_day_whatever_is_to_come() -> None:
    text = "The vote will be on Tuesday, the speaker told a radio station on Friday. On Friday he was calm."
    assert [m.timex_value for m in normalize(text, PUBLISHED)][:2] == ["2013-10-15", "2013-10-11"]


def value_of(words: str, text: str) -> str:
    """The value's day of the mention that holds the words."""
    return next((m.timex_value or "")[:10] for m in normalize(text, PUBLISHED) if words in m.text)


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("[[lean]]\nrules = ['weekday']\nwhy = 'no words'\n", r"a \[\[lean\]\] row with direction, rules, why and before"),
        ("[[cue]]\nrules = ['month']\nwhy = 'one side'\npast = 'was'\n", r"a \[\[cue\]\] row with future, past, rules, why"),
        (
            "[[lean]]\nrules = ['month']\nwhy = 'no class'\ndirection = 'past'\nbefore = '{verbs} '\n",
            r"expected a word class of \[words\], got \{verbs\}",
        ),
        ("[[compared]]\nrules = ['month']\nwhy = 'no words'\n", r"a \[\[compared\]\] row with before, rules, why"),
        ("[[story]]\nrules = ['month']\nwhy = 'no words'\n", r"a \[\[story\]\] row with before, rules, why"),
        ("[[year]]\nrules = ['month']\nwhy = 'no year'\nbefore = 'in '\n", r"a group \(\?P<year>...\) in a \[\[year\]\] row"),
    ],
)
def test_a_row_that_does_not_fit_is_refused_in_one_line(tmp_path: Path, row: str, complaint: str) -> None:
    path = tmp_path / "months.toml"
    path.write_text(row)
    with pytest.raises(ConfigurationError, match=complaint):
        load_directions(tmp_path)


def test_every_pattern_of_the_languages_compiles() -> None:
    # A command compiles those of the rules that it meets.
    for path in sorted((DEFAULT_ROOT / "languages").glob("*/directions")):
        check_language(path.parent.name)


def test_a_pattern_that_is_none_is_told_when_its_rule_is_met(tmp_path: Path) -> None:
    path = tmp_path / "months.toml"
    path.write_text("[[lean]]\nrules = ['month']\nwhy = 'open'\ndirection = 'past'\nbefore = 'in ('\n")
    directions = load_directions(tmp_path)
    assert directions.leans["weekday"] == ()
    with pytest.raises(ConfigurationError, match=r"got missing \).* in the row for month \(open\) in "):
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
    "It ended a rule that helped all who came to the U.S. mainland in June.",
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
    "The launch is set for 2:36 a.m. on June 3.",
    "Between now and June they may talk.",
    "Come June, the voters will choose.",
    "The mayor, who does not seek re-election in June, said little.",
    "It was told to pay for the year ending June 3.",
    "He wants proposals by June, when the council is scheduled to meet.",
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
        ("Christmas", "Prices have risen since Christmas.", "2012-12-25"),
    ],
)
def test_what_is_near_and_what_the_seasons_say(words: str, text: str, value: str) -> None:
    assert next(m.timex_value for m in normalize(text, PUBLISHED) if words in m.text) == value


@pytest.mark.parametrize(
    ("published", "text", "value"),
    [
        (date(2013, 12, 20), "She won by 19 points last November.", "2012-11"),
        (date(2013, 12, 20), "She won by 19 points last October.", "2013-10"),
        (date(2014, 1, 20), "She won by 19 points last December.", "2013-12"),
    ],
)
def test_last_month_of_a_name_is_not_the_month_just_over_unless_the_year_is(published: date, text: str, value: str) -> None:
    assert [m.timex_value for m in normalize(text, published)] == [value]


@pytest.mark.parametrize(
    ("published", "text", "values"),
    [
        # Behind, round the day of publication, ahead: as a whole it is the nearest.
        (date(2013, 11, 16), "Its share was 23 pct for January to October.", ["2013-01", "2013-10"]),
        (date(2013, 3, 9), "Output is up in the October-September season.", ["2012-10", "2013-09"]),
        (date(2013, 2, 20), "Cocoa is on offer for June/July.", ["2013-06", "2013-07"]),
    ],
)
def test_months_through_months_are_the_nearest_stretch(published: date, text: str, values: list[str]) -> None:
    assert [m.timex_value for m in normalize(text, published)] == values


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
