"""Who did what to whom, where, and who says so."""

import pytest

from tests.events.rows import event, events_of

FILER = "Moe Industries Ltd"  # the parser takes it for an apposition
ROLES = [
    ("The rebels seized the airport.", "seized", "The rebels", "the airport"),
    ("The airport was seized by the rebels.", "seized", "the rebels", "The airport"),
    ("The general who ordered the raid resigned.", "ordered", "The general", "the raid"),
    ("The treaty that France signed expires.", "signed", "France", "The treaty"),
    ("The treaty signed in May expires.", "signed", None, "The treaty"),
    ("The two sides held talks in Geneva.", "talks", "The two sides", None),
    ("The meeting of the harbour board failed.", "meeting", "the harbour board", None),
    ("The cabinet made a decision.", "decision", "The cabinet", None),
    ("The withdrawal of 87,000 troops has begun.", "withdrawal", None, "87,000 troops"),
    ("Iraq's invasion of Kuwait began.", "invasion", "Iraq's", "Kuwait"),
    ("The chairman resigned and left the country.", "left", "The chairman", "the country"),
    ("The chairman resigned and left the country.", "resigned", "The chairman", None),
    ("France and Germany signed the accord.", "signed", "France and Germany", "the accord"),
    ("The union wants to strike.", "strike", "The union", None),
    ("The judge ordered the firm to pay a fine.", "pay", "the firm", "a fine"),
    ("The bank saw no reason to cut rates.", "cut", "The bank", "rates"),
    ("The premier convened an assembly to win approval for the pact.", "convened", "The premier", "an assembly"),
    ("The premier convened an assembly to win approval for the pact.", "win", "The premier", "approval for the pact"),
    ("He will seek approval from an island council to be convened in June.", "convened", None, "an island council"),
    ("He said this week he would walk out of the Ferry Safety Pact (FSP) talks if he was unhappy.", "said", "He", None),
    ("The goal was to finish the work.", "finish", None, "the work"),
    ("Since taking office in 2010, he has visited Oslo twice.", "taking", "he", "office"),
    ("The judge accused him of taking bribes.", "taking", "him", "bribes"),
    ("He is responsible for killing two men.", "killing", "He", "two men"),
    ("The bank is close to selling its unit.", "selling", "The bank", "its unit"),
    ("She was found guilty of stealing cars.", "stealing", "She", "cars"),
    ("The loss made the bank wary of lending money.", "lending", None, "money"),
    ("The mill is a way of making money.", "making", None, "money"),
    ("Nobody was hurt when a bus overturned.", "overturned", "a bus", None),
    ("He left for Paris.", "left", "He", None),
    ("The US-led coalition left.", "left", "The US-led coalition", None),
    ("Founded by two sisters, the airline was sold.", "Founded", "two sisters", "the airline"),
    ("Tickets may be returned if bought in a shop.", "bought", None, "Tickets"),
    ("They marched on, carrying flags and watched by crowds.", "watched", "crowds", "They"),
    ("Fares were cut by four points.", "cut", None, "Fares"),
    ("The man was saved by two nurses.", "saved", "two nurses", "The man"),
    ("Tariff cuts of up to five percent hurt farmers.", "cuts", None, "Tariff"),
    ("A loss of 20 francs a share was likely.", "loss", None, None),
    ("The purchase of ten percent of the shares failed.", "purchase", None, "ten percent of the shares"),
    ("The mayor called on Smith to resign.", "resign", "Smith", None),
    ("It is up to the judge to choose a date.", "choose", "the judge", "a date"),
    ("Members of the Ferry Safety Board (FSB) union left.", "left", "Members of the Ferry Safety Board (FSB) union", None),
    ("The Ferry Board (FB) and the mayor left.", "left", "The Ferry Board (FB) and the mayor", None),
    ("The Ferry Board (FB), a small watchdog, signed the pact.", "signed", "The Ferry Board", "the pact"),
    ("Moe's victory over Roy Low will be certified.", "victory", "Moe's", "Roy Low"),
    ("The feud over Crimea will be settled.", "feud", None, None),
    ("Pressure grew on the mayor to close the port.", "close", "the mayor", "the port"),
    ("Voters put pressure on the mayor to close the port.", "close", "the mayor", "the port"),
    ("The pressure on the mayor to close the port is strong.", "close", "the mayor", "the port"),
    ("Voters put a ship on the lake to carry goods.", "carry", "Voters", "goods"),
    ("His arrest shocked the town.", "arrest", None, "His"),
    ("The wall's destruction shocked the town.", "destruction", None, "The wall's"),
    ("His murder of a guard shocked the town.", "murder", "His", "a guard"),
    ("His visit shocked the town.", "visit", "His", None),
    ("William O’Reilly said the tax would hurt trade.", "said", "William O’Reilly", None),
    ("Part of Yates’ testimony was false.", "testimony", "Yates’", None),
    ("They saw men beaten by guards.", "beaten", "guards", "men"),
    ("She had her car stolen.", "stolen", None, "her car"),
    ("She said her board set a date.", "set", "her board", "a date"),
    ("There is a photo of her kissing the mayor.", "kissing", "her", "the mayor"),
    ("There is a group of nurses from Oslo praising the mayor.", "praising", "a group of nurses", "the mayor"),
    ("They left it to voters to decide.", "decide", "voters", None),
    ("The crew was waiting for more victims of the fire to call.", "call", "more victims of the fire", None),
    ("The judge gave us enough time to leave the house.", "leave", "us", "the house"),
    ("The council rejected her nominee to lead the bank.", "lead", "her nominee", "the bank"),
    ("The council rejected her plan to sell the bank.", "sell", "her", "the bank"),
    ("A deadline was set in June to pay the fine.", "pay", None, "the fine"),
    ("A mission came to inspect the port.", "inspect", "A mission", "the port"),
    ("The leaders of the party, who were jailed in May, left.", "jailed", None, "The leaders of the party"),
    ("The owner of the mines that were shut left.", "shut", None, "the mines"),
    ("The friends of those who were hurt left.", "hurt", None, "those"),
    ("The pilots resent the airline that guards have searched.", "searched", "guards", "the airline"),
    ("Exports to Oslo, which fell by a third, were dear.", "fell", "Exports", None),
    ("The price of the stock that was sold rose.", "sold", None, "the stock"),
    ("Police named ten men, including two boys, arrested in a raid.", "arrested", None, "ten men"),
    ("Police named ten men, including a boy arrested in a raid.", "arrested", None, "a boy"),
    ("Kestrel, set up in 1982, deals in fish.", "set", None, "Kestrel"),
    ("COSTS: Moe also said he was able to pay.", "said", "Moe", None),
    ("The judge gave the firm until Friday to pay a fine.", "pay", "the firm", "a fine"),
    ("The judge held the suspect until Friday to win time.", "win", "The judge", "time"),
    ("As expected, the bank closed.", "expected", None, None),
    ("Three boards are investigating, as well as Moe, whose team left in May.", "investigating", "Three boards", None),
    ("If asked, the bank would close.", "asked", None, "the bank"),
    ("She rejected Poe's call to resign.", "resign", None, None),
    ("She rejected Poe's attempt to resign.", "resign", "Poe's", None),
    ("On Friday Moe will try to leave.", "try", "Moe", None),
    ("Fares fell on the harbour overhaul signed into law last week by Ann Moe.", "signed", "Ann Moe", "the harbour overhaul"),
    ("The pair called it quits in May.", "called", "The pair", None),
    ("Officials note wage rises so far this year have slowed.", "note", "Officials", None),
    ("The firm reported losses.", "reported", "The firm", "losses"),
    ("Ten people were killed and dozens taken to hospital.", "taken", None, "dozens"),
    ("She used her savings to open a school.", "open", "She", "a school"),
    ("Voters spent much of this week grieving.", "grieving", "Voters", None),
    ("Voters spent much of this week grieving.", "spent", "Voters", None),
    ("Banks are well-placed to benefit.", "benefit", "Banks", None),
    ("She was the first to resign.", "resign", "She", None),
    ("The last man to leave the ship was Moe.", "leave", "The last man", "the ship"),
    ("The union announced plans to strike.", "strike", "The union", None),
    ("The union backed a bill to cut fares.", "cut", None, "fares"),
    ("A better way would be to cut fares.", "cut", None, "fares"),
    ("Norway freed boats that Denmark had sought to seize.", "seize", None, None),
    ("The council had set a deadline of July 1.", "set", "The council", "a deadline"),
    ("The firm is issuing a bond due May 31, 2021.", "issuing", "The firm", "a bond"),
    ("Multi-Step signed a pre-payment.", "signed", "Multi-Step", "a pre-payment"),
    ("France, Spain and Italy signed the pact.", "signed", "France, Spain and Italy", "the pact"),
    ("Ann Poe, Bob Ray and Al Moe won.", "won", "Ann Poe, Bob Ray and Al Moe", None),
    ("Ann Poe, chairman and founder of the club, won.", "won", "Ann Poe", None),
    ("The shipping company Moe Lines bought the ferry.", "bought", "The shipping company Moe Lines", "the ferry"),
    ("Moe Lines, a shipping company, bought the ferry.", "bought", "Moe Lines", "the ferry"),
    ("Nordic Coffee Council (NCC) exporters signed the pact.", "signed", "Nordic Coffee Council (NCC) exporters", "the pact"),
    ("Moe Lines (MOE) signed the pact.", "signed", "Moe Lines", "the pact"),
    ('"A hard day in Bergen. Met with Poe. Great talks," Moe tweeted on Friday.', "tweeted", "Moe", None),
    ("In a filing with the Commission, Moe Industries Ltd, a Bermuda-based investment firm, said it won.", "said", FILER, None),
    ("The tax cut passed.", "cut", None, "tax"),
    ("The crude oil price rise hurt farmers.", "rise", None, "crude oil price"),
    ("The cabinet meeting failed.", "meeting", None, None),
    ("The board discussed the merger offer.", "offer", None, None),
    ("The storm  hit Florida\n on Monday.", "hit", "The storm", "Florida"),
]


@pytest.mark.parametrize(("sentence", "trigger", "agent", "patient"), ROLES)
def test_agent_and_patient(sentence: str, trigger: str, agent: str | None, patient: str | None) -> None:
    row = event(sentence, trigger)
    assert (row.agent, row.patient) == (agent, patient)


@pytest.mark.parametrize(
    ("sentence", "trigger", "place"),
    [
        ("Moe's victory over Roy Low was narrow.", "victory", None),
        ("The blast over Lerwick hurt two men.", "blast", "Lerwick"),
        ("He was arrested in the U.S.  and fled.", "arrested", "the U.S."),
        ("The two sides held talks in Geneva on Monday.", "held", "Geneva"),
        ("The two sides held talks in Geneva on Monday.", "talks", "Geneva"),
        ("The car exploded near Basra.", "exploded", "Basra"),
        ("He resigned in March.", "resigned", None),
        ("He resigned in anger.", "resigned", None),
    ],
)
def test_place(sentence: str, trigger: str, place: str | None) -> None:
    assert event(sentence, trigger).place == place


def test_a_chain_of_reports_names_each_source_and_its_event() -> None:
    rows = {row.trigger: row for row in events_of("Smith said that Jones had told him the talks would resume in November.")}
    assert rows["resume"].reported_by == "Jones"
    assert rows["resume"].reporting_event_id == rows["told"].event_id
    assert rows["told"].reported_by == "Smith"
    assert rows["told"].reporting_event_id == rows["said"].event_id
    assert rows["said"].reported_by is None
    assert rows["said"].best_start is not None


def test_a_quote_is_reported_by_its_speaker() -> None:
    row = event('"The plant will close," the manager said.', "close")
    assert row.reported_by == "the manager"


def test_who_foretells_an_event_reports_it() -> None:
    assert event("The bank projects that the ferry trade will shrink.", "shrink").reported_by == "The bank"
    assert event("The bank hopes that the ferry trade will grow.", "grow").reported_by is None


def test_who_is_told_of_an_event_does_not_report_it() -> None:
    assert event("The ministers were told that the ferry sank.", "sank").reported_by is None
    assert event("The ministers were told by Moe that the ferry sank.", "sank").reported_by == "Moe"
    assert event("It was reported that the ferry sank.", "sank").reported_by is None
    assert event("The ferry has sunk, Moe was quoted by the Bergen Mail as saying.", "sunk").reported_by == "Moe"


def test_a_parenthesis_tells_its_clause() -> None:
    rows = {
        row.trigger: row for row in events_of("The fare, they said, rose again because the port, which Moe owns, had closed.")
    }
    assert (rows["rose"].reported_by, rows["rose"].factuality) == ("they", "REPORTED")
    assert rows["rose"].reporting_event_id == rows["said"].event_id
    assert rows["said"].reported_by is None
    row = event(
        "The mayor intends to name a banker, a former head of the port, as chief, her office said on Monday.", "intends"
    )
    assert (row.reported_by, row.factuality) == ("her office", "REPORTED")
    assert event("The port shut when the mayor said so.", "shut").reported_by is None


def test_a_noun_of_telling_is_the_source_of_its_content() -> None:
    assert event("Fares fell on reports that the port had closed.", "closed").reported_by == "reports"
    assert event("Poe said he knew of Moe's claim that the port had closed.", "closed").reported_by == "Moe's"
    assert event("Moe said in a brief statement that the port had closed.", "closed").reported_by == "Moe"
    assert event("Fares fell on fears that the port had closed.", "closed").reported_by is None


def test_a_tweet_tells() -> None:
    row = event("The mayor tweeted that the ferry sank.", "sank")
    assert (row.reported_by, row.factuality) == ("The mayor", "REPORTED")


def test_a_verb_that_tells_why_or_after_what_reports_nothing() -> None:
    text = "Clerks on Monday certified Moe the victor, after a local court denied an appeal by his brother."
    row = event(text, "certified")
    assert (row.reported_by, row.factuality) == (None, "ASSERTED")


def test_an_attribution_without_a_verb_has_a_source_and_no_event() -> None:
    row = event("According to the police, two men died.", "died")
    assert (row.reported_by, row.reporting_event_id) == ("the police", None)
    assert event("According to the police, two men died when a bus overturned.", "overturned").reported_by == "the police"


def test_what_tells_who_the_source_is_is_not_of_that_source() -> None:
    rows = events_of("The ferry sank, according to a diver hired by the owner, who asked not to be named.")
    assert {row.trigger: row.reported_by for row in rows if row.trigger in ("sank", "hired")} == {
        "sank": "a diver",
        "hired": None,
    }


def test_an_attribution_behind_several_verbs_is_of_all_of_them() -> None:
    rows = events_of("The army shelled the town, killed ten people and burned the market, according to witnesses.")
    assert {row.trigger: row.reported_by for row in rows} == dict.fromkeys(("shelled", "killed", "burned"), "witnesses")
    rows = events_of("He resigned on Monday and, according to the police, fled on Tuesday.")
    assert {row.trigger: row.reported_by for row in rows} == {"resigned": None, "fled": "the police"}
    assert event("He left the town, but each must live according to his means.", "left").reported_by is None


def test_a_pronoun_stays_with_its_antecedent_marked_apart() -> None:
    row = event("The mayor said she would resign.", "resign")
    assert (row.agent, row.agent_antecedent) == ("she", "The mayor")
    assert event("She resigned.", "resigned").agent_antecedent is None
    assert event("The mayors said she would resign.", "resign").agent_antecedent is None


def test_a_time_expression_is_nobody() -> None:
    assert event("Monday brought rain and the river rose.", "rose").agent == "the river"
