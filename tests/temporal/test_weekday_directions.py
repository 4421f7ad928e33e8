"""Which way a bare weekday lies: grouped by the value it must have, in a text published on Friday 11 October 2013."""

from datetime import date

import pytest

from tests.temporal.reading import value_of, values
from transforms.temporal import normalize

WEDNESDAY_BEHIND = [
    "The wardens held their May meeting on Wednesday.",
    "The council met on Wednesday.",
    "Officials on Wednesday would say only that talks go on.",
    "The minister, who will visit Oslo next year, said on Wednesday that he was well.",
    "He said it will close the plant that it bought on Wednesday.",
    "She is expected to replace the chairman, who died Wednesday.",
    "The ferry was scheduled to sail at 10:40 p.m. Wednesday, but sailed late.",
    "The bank had asked for an answer by Wednesday, but none came.",
    "The two had never spoken before Wednesday's meeting.",
    "Wednesday, the river rose and the mayor said she would wait.",
    "They will pay for the damage after the fire on Wednesday.",
    "The landslide on Wednesday will cost the town a million.",
    "The chairman expressed high hopes for both models at a briefing on Wednesday.",
    "Sterling closed well ahead of Wednesday's low.",
    "A group that has been meeting since Wednesday will look into it.",
    "The fund took a stake last week, bringing its share to 13 pct by Wednesday.",
    "Effective Wednesday, she resigned from the board.",
    "The mayor spoke next to the bridge on Wednesday.",
    "The offer had been due to expire Wednesday.",
    "The club missed a Wednesday deadline.",
    "They had hoped to be across the strait by Wednesday.",
    "The pilots had been expected by Wednesday.",
    "The ballot was to have been counted Wednesday.",
    "The cooks wanted an answer by Wednesday, and they got one.",
    "The regatta, originally planned for Wednesday, will be held Sunday.",
    "The derby was set for Wednesday but rained out.",
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
    "The climbers stayed in the hut until Wednesday.",
    "The yard was on course to float it by Wednesday, but the crane broke.",
    "The army will look into the border clash on Wednesday.",
    "The boy was held until Wednesday, when a clerk found his papers.",
    "The yard missed a repayment that was due on Wednesday.",
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
    "All of the figures are from Wednesday.",
    "Shares end lower on Wednesday.",
    "Police open fire on a crowd on Wednesday.",
    "Two men face murder charges over the theft of a car on Wednesday.",
    "The team is coming off a win on Wednesday.",
    "The army reported two missile launches on Wednesday.",
    "She spoke to radio host Jim Doe on Wednesday.",
    "A million people watched England play Spain on Wednesday.",
    "The fund has gained 3% through Wednesday.",
    "The governor, who leaves office next year, spoke on Wednesday.",
    "The offer comes on the heels of talks on Wednesday.",
    "The singer waves as she takes the stage at a rally Wednesday.",
    "Early returns on Wednesday showed him ahead.",
    "It did not open Wednesday.",
    "The talks, set for Wednesday, were called off.",
    "A decision that may have been made on Wednesday is not final.",
    "The harbour master would not comment Wednesday.",
    "The keeper could not be reached Wednesday.",
    "Divers could find no trace of it Wednesday.",
    "The council passed a rule that would ban bonfires Wednesday.",
    "The mill would pay a fine, according to a statement Wednesday.",
    "The mill said it would pay the fine in a statement Wednesday.",
    "The ferry would have sailed Wednesday.",
    "Fares rose more than expected Wednesday.",
    "Seats for the concert did not go on sale Wednesday.",
    "The high Wednesday was 64.",
    "Lows Wednesday fell to 20.",
    "The curfew was in effect through Wednesday.",
    "There was no hope of rain before Wednesday.",
    "His lawyer said he would appeal Wednesday's decision.",
    "The suspect in Wednesday's shooting might be charged with murder.",
    "Boats could reach only two of the villages Wednesday.",
    "Guards would speak only on condition of anonymity Wednesday.",
    "A bomb threat forced the school to close Wednesday.",
]

WEDNESDAY_AHEAD = [
    "The owners are taking the firm to trial Wednesday in Riga.",
    "The club kicks the season off with a match on Wednesday.",
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
    "The offer is good through Wednesday.",
    "Tickets are still on sale through Wednesday.",
    "They are due to appear before the judge on Wednesday.",
    "The repairs are on track to be done by Wednesday.",
    "The yard is on course to float the hull on Wednesday.",
    "The keeper will sit out the clash on Wednesday.",
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
    "The vote is Wednesday.",
    "Funeral services are Wednesday.",
    "Norvik host Alta on Wednesday.",
    "Norvik travel to Alta on Wednesday.",
    "Kolb meets Suk in Wednesday's second semi-final.",
    "The queen is in Oslo, and on Wednesday the prime minister begins a tour of the north.",
    "The next chance after that is Wednesday.",
    "The Hawks (5-3) visit Kansas on Wednesday.",
    "They meet in the final on Wednesday.",
    "MPs vote on the measures on Wednesday.",
    "The shop opens its first branch Wednesday.",
    "The rally starts at 6 p.m. Wednesday.",
    "Polls open in Bassola at 07:00 GMT on Wednesday.",
    "The president, who marks 20 years in power on Wednesday, has been ill.",
    "The carmaker reports earnings on Wednesday.",
    "We're leaving Wednesday.",
    "The coach, who names her squad on Wednesday, has called up two forwards.",
    "He is due back Wednesday.",
    "Figures on jobs, due Wednesday, should help.",
    "She must appear in court Wednesday.",
    "Come Wednesday, the doors will be locked.",
    "Look for rain Wednesday.",
    "There is a chance of snow Wednesday.",
    "Wednesday is a public holiday.",
    "Wednesday: Norvik v Estrava",
    "On Wednesday the couple fly home.",
    "On Wednesday, when the house returns to a bill that would cut taxes, her sons will be there.",
    "By Wednesday it will all be over.",
    "A win on Wednesday would make her champion.",
    "Directors put off a decision until at least Wednesday.",
    "The town has until the close of business Wednesday to pay.",
    "The vote was postponed to Wednesday.",
    "He must decide no later than Wednesday.",
    "The union sees no accord before Wednesday.",
    "Classes were canceled through Wednesday.",
    "He is favored in Wednesday's runoff.",
    "Dealers awaited Wednesday's report on jobs.",
    "The mill said Monday it would shut its doors Wednesday.",
    "Wardens said Thursday that the old bridge would reopen Wednesday.",
    "The storm could reach the islands on Wednesday.",
    "Nurses might walk out Wednesday.",
    "The storm will hit the islands Wednesday.",
    "The bench agreed Monday to hear his appeal Wednesday.",
    "A tug is now expected Wednesday.",
    "With a ruling due Wednesday, both sides kept quiet.",
    "The bishop, due in Lima Wednesday, has a cold.",
    "The judge set sentencing for Wednesday.",
    "A strike called for Wednesday is off.",
    "There is no hope of rain before Wednesday.",
    "The gates open not before Wednesday.",
    "Voters elect a mayor Wednesday.",
    "The fog is forecast to lift Wednesday.",
    "Snow likely Wednesday.",
    "She is to set out her plan in a televised address on Wednesday.",
    "Norvik welcome Alta on Wednesday.",
    "Norvik kick off the season on Wednesday.",
    "Norvik begin their defence of the cup on Wednesday.",
    "The crew fly out on Wednesday.",
    "A man accused of theft goes on trial Wednesday.",
    "The fair moves to Riga Wednesday.",
    "The deadline passes Wednesday.",
    "The keeper is a doubt for Wednesday.",
    "Guards were bracing for more protests on Wednesday.",
    "He was remanded in custody to appear before the bench on Wednesday.",
    "The minister promised an answer by Wednesday.",
    "A yellow warning covers the coast until noon on Wednesday.",
    "Gale warning in effect through Wednesday.",
    "Highs Wednesday in the 60s.",
    "Wednesday...Mostly sunny.",
    "Pilgrims arriving Wednesday will find the inns full.",
    "If you are here Wednesday, you are on your own.",
    "If fog holds them up they try again Wednesday.",
    "The new bylaw is on the agenda for Wednesday.",
    "Ballots from overseas can arrive until Wednesday.",
    "The mayor wants to sign it Wednesday.",
    "Wednesday and Thursday...Fair and warm.",
    "Extended outlook, Wednesday through Friday: dry.",
    "A thief was held without bail pending a hearing Wednesday.",
    "Brokers await the bank's decision Wednesday.",
    "The forecast calls for rain Wednesday.",
    "The bench ordered him to return to court Wednesday.",
    "The pilots threaten to strike Wednesday.",
    "Two unions have called for protests Wednesday.",
    "Banks are closed Wednesday for a holiday.",
    "There is no school Wednesday.",
    "The bishop is expected back from Lima on Wednesday.",
    "He has a court date Wednesday.",
    "The keeper is questionable for Wednesday's game.",
    'The abbot is to lay out a "road map" for the choir on Wednesday.',
    "The abbot is to lay out a “road map” for the choir on Wednesday.",
    "The skipper is being held until Wednesday.",
    "The order was stayed until Wednesday.",
    "Join the harbour walk on Wednesday.",
]


@pytest.mark.parametrize("text", WEDNESDAY_BEHIND)
def test_a_weekday_behind(text: str) -> None:
    assert value_of("Wednesday", text) == "2013-10-09"


@pytest.mark.parametrize("text", WEDNESDAY_AHEAD)
def test_a_weekday_ahead(text: str) -> None:
    assert value_of("Wednesday", text) == "2013-10-16"


def test_a_night_that_ended_this_morning_is_not_to_come() -> None:
    assert values("Voting ends Thursday night.") == ["2013-10-17TNI"]


@pytest.mark.parametrize(("day", "value"), [("Thursday", "2013-10-10"), ("Monday", "2013-10-14")])
@pytest.mark.parametrize("plan", ["He was to appear in court on", "A vote was expected on", "They were scheduled to meet on"])
def test_what_was_planned_is_the_nearer_day(plan: str, day: str, value: str) -> None:
    assert value_of(day, f"{plan} {day}.") == value


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("They will meet on Monday and on Saturday.", ["2013-10-14", "2013-10-19"]),
        ("Shops are to reopen Wednesday after a holiday Tuesday.", ["2013-10-16", "2013-10-15"]),
        ("He will see the king on Monday, following talks on Saturday in Riga.", ["2013-10-14", "2013-10-12"]),
        # The Thursday before it has gone by.
        ("The house will vote on Saturday after a hearing on Thursday.", ["2013-10-12", "2013-10-10"]),
        # The day of publication, unless the one a week on is nearer to what was spoken of.
        ("Drills start on Saturday and the crew are to be in on Friday.", ["2013-10-12", "2013-10-11"]),
        ("They will sing in Oslo on Thursday and in Riga on Friday.", ["2013-10-17", "2013-10-18"]),
    ],
)
def test_of_two_weekdays_to_come_the_second_follows_unless_it_is_said_to_precede(text: str, days: list[str]) -> None:
    assert values(text) == days


@pytest.mark.parametrize(("day", "value"), [("Thursday", "2013-10-10"), ("Tuesday", "2013-10-15")])
@pytest.mark.parametrize("plan", ["The hearing was moved from {} to Friday.", "A strike planned for {} was called off."])
def test_a_day_that_a_plan_gives_up_is_the_nearer_one(plan: str, day: str, value: str) -> None:
    assert value_of(day, plan.format(day)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Lawmakers passed the budget on Saturday.", "2013-10-12"),
        ("On Saturday the ministers met again, and a spokesman told reporters of progress.", "2013-10-12"),
        ("Lawmakers have argued since Saturday.", "2013-10-05"),
        ("Lawmakers passed the budget last Saturday.", "2013-10-05"),
        ("Lawmakers passed the budget on Sunday.", "2013-10-06"),
        ("An article in Saturday's paper gave the wrong name of the ferry.", "2013-10-05"),
    ],
)
def test_a_story_dated_a_day_early_tells_of_tomorrow(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The mayor said on Friday that she was well. A lorry hit the quay on Saturday.", ["2013-10-11", "2013-10-05"]),
        ("The mayor said today that she was well. On Saturday, she named a deputy.", ["2013-10-11", "2013-10-05"]),
        (
            "The mayor said on Friday she would sue. A bill signed into law by the old king of Norway on Saturday bars it.",
            ["2013-10-11", "2013-10-05"],
        ),
        ("The bank warned its clients on Thursday of losses. It closed a branch on Saturday.", ["2013-10-10", "2013-10-05"]),
        ("The permit granted on Saturday is void, a clerk said on Friday.", ["2013-10-05", "2013-10-11"]),
        # What is told as past on the day after names that day first; what is planned for it is no such thing.
        ("A lorry hit the quay on Saturday. The mayor had said on Friday that it was safe.", ["2013-10-12", "2013-10-11"]),
        ("The mayor said on Friday that the quay will reopen on Saturday.", ["2013-10-11", "2013-10-12"]),
        ("The keeper said on Tuesday he was well. A lorry hit the quay on Saturday.", ["2013-10-08", "2013-10-12"]),
    ],
)
def test_a_text_that_says_its_own_day_tells_nothing_of_tomorrow(text: str, values: list[str]) -> None:
    assert [mention.timex_value for mention in normalize(text, date(2013, 10, 11))] == values


def test_what_has_happened_between_two_days_is_behind() -> None:
    assert values("Two boats were stolen between Saturday night and Monday morning.") == ["2013-10-05TNI", "2013-10-07TMO"]


def test_the_weekday_of_publication_is_that_day_whatever_is_to_come() -> None:
    text = "The vote will be on Tuesday, the speaker told a radio station on Friday. On Friday he was calm."
    assert values(text)[:2] == ["2013-10-15", "2013-10-11"]
