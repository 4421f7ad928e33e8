"""What the words around a trigger say of it: class, tense, aspect, polarity, modality, factuality."""

import pytest

from tests.events.rows import PUBLISHED, bounds, event, events_of

TENSES = [
    ("The mayor resigned.", "resigned", "PAST", "NONE"),
    ("The mayor has resigned.", "resigned", "PRESENT", "PERFECTIVE"),
    ("They passed a bridge being built in Oslo.", "built", "PRESPART", "PROGRESSIVE"),
    ("He left after being found.", "found", "PRESPART", "NONE"),
    ("The army had retreated.", "retreated", "PAST", "PERFECTIVE"),
    ("Police were searching the house.", "searching", "PAST", "PROGRESSIVE"),
    ("Prices have been rising.", "rising", "PRESENT", "PERFECTIVE_PROGRESSIVE"),
    ("The factory will close.", "close", "FUTURE", "NONE"),
    ("The envoy is going to visit Kabul.", "visit", "FUTURE", "NONE"),
    ("The envoy is going to visit Kabul and open a school.", "open", "FUTURE", "NONE"),
    ("They decided they were going to wait and see.", "see", "FUTURE", "NONE"),
    ("The envoy is going to visit Kabul and has opened a school.", "opened", "PRESENT", "PERFECTIVE"),
    ("The union wants to strike.", "strike", "INFINITIVE", "NONE"),
    ("The museum opens at nine.", "opens", "PRESENT", "NONE"),
    ("The bank could cut rates.", "cut", "NONE", "NONE"),
    ("The treaty signed in May expires.", "signed", "PASTPART", "NONE"),
    ("He left, promising a reply.", "promising", "PRESPART", "NONE"),
    ("The chairman has resigned and left the country.", "left", "PRESENT", "PERFECTIVE"),
    ("The withdrawal was swift.", "withdrawal", "NONE", "NONE"),
    ("Officials were worried about it.", "worried", "PAST", "NONE"),
]
FACTUALITIES = [
    ("The rebels seized the airport.", "seized", "ASSERTED"),
    ("He did not attend the ceremony.", "attend", "NEGATED"),
    ("Smith refused to sign the contract.", "sign", "NEGATED"),
    ("Smith refused to sign the contract.", "refused", "ASSERTED"),
    ("The firm failed to pay its workers.", "pay", "NEGATED"),
    ("No deal was reached.", "deal", "NEGATED"),
    ("No deal was reached.", "reached", "NEGATED"),
    ("The minister denied that he had resigned.", "resigned", "NEGATED"),
    ("They left without signing the pact.", "signing", "NEGATED"),
    ("No more players were hurt.", "hurt", "NEGATED"),
    ("He was accused of stealing a car.", "stealing", "POSSIBLE"),
    ("Ministers reported a larger than expected drop in exports.", "drop", "ASSERTED"),
    ("The sale will take place on November 5.", "sale", "PLANNED"),
    ("The firm wants approval for the 2011 swap of shares.", "swap", "ASSERTED"),
    ("The bank could cut rates.", "cut", "POSSIBLE"),
    ("The company is expected to announce a merger.", "announce", "PLANNED"),
    ("The union plans to strike.", "strike", "PLANNED"),
    ("The parties agreed to meet again.", "meet", "PLANNED"),
    ("The factory will close.", "close", "PLANNED"),
    ("Unions pressed for the charter to be signed before Friday.", "signed", "PLANNED"),
    ("The team will leave unless the attacks stop.", "stop", "CONDITIONAL"),
    ("If the parliament rejects the budget, the government will fall.", "rejects", "CONDITIONAL"),
    ("The bank saw no reason to cut rates.", "cut", "NEGATED"),
    ("The police found no evidence that he was murdered.", "murdered", "NEGATED"),
    ("He did not expect the court to rule before May.", "rule", "NEGATED"),
    ("The visit by the envoy has been called off.", "visit", "NEGATED"),
    ("The minister ruled out an increase.", "increase", "NEGATED"),
    ("Envoys called for a ceasefire.", "ceasefire", "PLANNED"),
    ("The mayor said she would resign.", "resign", "PLANNED"),
    ("He promised that the road would be finished.", "finished", "PLANNED"),
    ("The mayor said she would resign if the council fell.", "resign", "POSSIBLE"),
    ("It is unlikely that the bank will raise rates.", "raise", "POSSIBLE"),
    ("Residents were told to leave their homes.", "leave", "PLANNED"),
    ("The premier convened an assembly to win approval for the pact.", "win", "PLANNED"),
    ("Ministers discussed the crisis.", "crisis", "ASSERTED"),
    ("Thousands marched through Norrvik to protest against the cuts.", "cuts", "ASSERTED"),
    ("During a visit to Oslo, she promised to reopen the embassy.", "visit", "ASSERTED"),
    ("The police said the suspect escaped.", "escaped", "REPORTED"),
    ("According to the police, two men died.", "died", "REPORTED"),
    ("Officials could help to evacuate the town.", "evacuate", "POSSIBLE"),
    ("The rebels appear to have left.", "left", "POSSIBLE"),
    ("The minister appeared for an interview.", "interview", "ASSERTED"),
    ("Jones plans to discuss the 2012 election.", "election", "ASSERTED"),
    ("Sources close to the talks said so.", "talks", "ASSERTED"),
    ("Please watch the game on Tuesday!", "watch", "POSSIBLE"),
    ('"Go home!" he said.', "Go", "POSSIBLE"),
    ("Shares fall on Monday.", "fall", "ASSERTED"),
    ("They helped to sell the firm by the end of December.", "sell", "PLANNED"),  # it may be sold today, or later
    ("She was the first to resign.", "resign", "ASSERTED"),
    ("He became the only pilot to cross the lake.", "cross", "ASSERTED"),
    ("He will be the last to leave.", "leave", "PLANNED"),
    ("He could become the first pilot to cross the lake.", "cross", "POSSIBLE"),
    ("It was the first step to reopen the port.", "reopen", "PLANNED"),
    ("The chairman announced he is to retire.", "retire", "PLANNED"),
    ("The union held a contest to design the flag.", "design", "PLANNED"),
    ("The minister moved to close the port.", "close", "PLANNED"),
    ("The city told residents what to expect.", "expect", "POSSIBLE"),
    ("Rumors that the king will abdicate are false.", "abdicate", "POSSIBLE"),
    ("The claim that the bridge was sold is false.", "sold", "REPORTED"),
    ("He wants to say that prices fell.", "fell", "REPORTED"),
    ("The bank is close to collapse.", "collapse", "POSSIBLE"),
    ("The law protects tenants from eviction.", "eviction", "POSSIBLE"),
    ("The delay was due to the closure of a mine.", "closure", "ASSERTED"),
    ("The mine is due to close.", "close", "PLANNED"),
    ("He was fined for failing to lock the gate.", "lock", "NEGATED"),
    ("The failure to lock the gate cost him his job.", "lock", "NEGATED"),
    ("The sides did not reach a deal.", "deal", "NEGATED"),
    ("The sides failed to reach a deal.", "deal", "NEGATED"),
    ("The minister did not sign the agreement.", "agreement", "ASSERTED"),
    ("The army may lift the blockade, or extend sanctions.", "sanctions", "ASSERTED"),
    ("Ministers are weighing whether to lift sanctions.", "sanctions", "ASSERTED"),
    ("The sides argued over whether the levy had helped.", "helped", "POSSIBLE"),
    ("Voters debated whether the port was sold.", "sold", "POSSIBLE"),
    ("The question whether the bridge was sold is open.", "sold", "POSSIBLE"),
    ("The question of the day is why the bridge was sold.", "sold", "ASSERTED"),
    ("The mayor told a magazine in an interview that she sold the house.", "sold", "REPORTED"),
    ("The mayor told a friend at a meeting that he attended.", "attended", "ASSERTED"),
    ("There is little chance the mine will reopen.", "reopen", "POSSIBLE"),
    ("Nobody thinks that the mine will reopen.", "reopen", "POSSIBLE"),
    ("The owners do not believe that the mine will reopen.", "reopen", "POSSIBLE"),
    ("The owners say that the mine will reopen.", "reopen", "PLANNED"),
    ("The council authorized the demolition of the hall.", "demolition", "POSSIBLE"),
    ("Construction may begin in 2014.", "Construction", "POSSIBLE"),
    ("Construction may begin.", "Construction", "POSSIBLE"),
    ("Construction will begin.", "Construction", "PLANNED"),
    ("Construction began.", "Construction", "ASSERTED"),
    ("The mayor said construction would begin.", "construction", "PLANNED"),
    ("Construction may harm the lake.", "Construction", "ASSERTED"),
    ("She looks forward to visiting the port.", "visiting", "PLANNED"),
    ("He is committed to cutting taxes.", "cutting", "PLANNED"),
    ("She objects to visiting the port.", "visiting", "ASSERTED"),
    ("The storm is believed to have drowned two men.", "drowned", "POSSIBLE"),
    ("The explosion is believed to have killed two men.", "explosion", "ASSERTED"),
    ("The explosion is believed to have killed two men.", "killed", "POSSIBLE"),
    ("The assault is alleged to have occurred in May.", "assault", "POSSIBLE"),
    ("The envoy wants to mediate the dispute.", "dispute", "ASSERTED"),
    ("The council blocked an attempt to sell the port.", "attempt", "ASSERTED"),
    ("The council blocked an attempt to sell the port.", "sell", "NEGATED"),
    ("The council ordered an effort to clean the port.", "effort", "PLANNED"),
    ("They must keep away from a bridge being built in Oslo.", "built", "ASSERTED"),
    ("They must keep away from a bridge to be built in Oslo.", "built", "PLANNED"),
    ("The owners are beginning to leave the town.", "leave", "ASSERTED"),
    ("The owners will begin to leave the town.", "leave", "PLANNED"),
    ("The owners are planning to leave the town.", "leave", "PLANNED"),
    ("The premier wants a deal that protects workers.", "protects", "PLANNED"),
    ("The premier praised a deal that protects workers.", "protects", "ASSERTED"),
    ("The premier wants the deal that protects workers.", "protects", "ASSERTED"),
    ("The court allowed the ban to take effect even as protests continue.", "continue", "ASSERTED"),
    ("The court will lift the ban when protests end.", "end", "PLANNED"),
    ("The mayor declined requests for an interview.", "requests", "ASSERTED"),
    ("The owners rejected a merger.", "merger", "NEGATED"),
    ("Ministers abandoned talks.", "talks", "ASSERTED"),
    ("The guards stopped an attack.", "attack", "NEGATED"),
    ("The board will consider Kestrel's offer.", "offer", "ASSERTED"),
    ("With the vote on the port, this could be a long week.", "vote", "ASSERTED"),
    ("The court may review rules issued by ministers.", "issued", "ASSERTED"),
    ("It was not a victory.", "victory", "NEGATED"),
    ("It was not the first attack.", "attack", "ASSERTED"),
    ("It could be a victory.", "victory", "POSSIBLE"),
    ("The plan aims to help farms, reduce imports and cut emissions.", "reduce", "PLANNED"),
    ("The plan aims to help farms, reduce imports and cut emissions.", "cut", "PLANNED"),
    ("The firm plans to close two mines, sell its fleet and move to Oslo.", "sell", "PLANNED"),
    ("The bank raised its estimate to two percent and cut its forecast.", "cut", "ASSERTED"),
    ("The guards wondered why the plane turned.", "turned", "ASSERTED"),
    ("The guards wondered who stole the car.", "stole", "ASSERTED"),
    ("The guards suspected that she stole the car.", "stole", "POSSIBLE"),
    ("Two clerks accused the judge of assault.", "assault", "POSSIBLE"),
    ("The papers have been speculating that I fired him.", "fired", "POSSIBLE"),
    ("Two clerks accused the leaders of the protest.", "protest", "ASSERTED"),
    ("The court acquitted him of murder.", "murder", "POSSIBLE"),
    ("The court convicted a man of assault.", "assault", "ASSERTED"),
    ("The firm struck a deal for Acme to buy the mine after it completes a refit.", "completes", "PLANNED"),
    ("The mayor denied that he plans to resign.", "resign", "NEGATED"),
    ("The owner refused to agree to sell the farm.", "sell", "NEGATED"),
    ("The proposed merger would cut costs.", "merger", "PLANNED"),
    ("They protested against the planned demolition of the hall.", "demolition", "PLANNED"),
    ("It was a very well-planned attack.", "attack", "ASSERTED"),
    ("Police investigated a possible attack.", "attack", "POSSIBLE"),
    ("The board held a regularly scheduled meeting.", "meeting", "ASSERTED"),
    ("The planned sale of 2009 failed.", "sale", "ASSERTED"),
    ("It was the fifth storm to hit the island.", "hit", "ASSERTED"),
    ("It was the sixth match to go to penalties.", "go", "ASSERTED"),
    ("The latest firm to cut jobs is Kestrel.", "cut", "ASSERTED"),
    ("The latest plan to cut jobs was dropped.", "cut", "PLANNED"),
    ("The third storm was to hit the island.", "hit", "PLANNED"),
    ("She had to sell the farm.", "sell", "ASSERTED"),
    ("They were able to open the gate and leave.", "open", "ASSERTED"),
    ("They were able to open the gate and leave.", "leave", "ASSERTED"),
    ("She did not have to sell the farm.", "sell", "NEGATED"),
    ("They have not been able to open the gate.", "open", "NEGATED"),
    ("She has to sell the farm.", "sell", "PLANNED"),
    ("They will be able to open the gate.", "open", "POSSIBLE"),
    ("The bank does not expect any change.", "change", "NEGATED"),
    ("Nobody planned a march.", "march", "NEGATED"),
    ("The firm never expected the strike.", "strike", "PLANNED"),
    ("The firm did not delay a vote.", "vote", "PLANNED"),
    ("A vote is not expected until 2015.", "vote", "PLANNED"),
    ("With prices falling in the north, he thinks it is cheap.", "falling", "ASSERTED"),
    ("The month could end with prices falling.", "falling", "POSSIBLE"),
    ("The judge asked whether the ban should stay even as marches continued.", "continued", "ASSERTED"),
    ("The judge asked whether the ban should stay because marches continued.", "continued", "POSSIBLE"),
    ("The widow sued the bank for stealing jewels.", "stealing", "POSSIBLE"),
    ("The widow forgave the bank for stealing jewels.", "stealing", "ASSERTED"),
    ("The unions pressed demands on wages.", "demands", "ASSERTED"),
    ("The unions pressed for demands on wages.", "demands", "PLANNED"),
    ("The guards fear the harbour board intends to close its inquiry.", "inquiry", "ASSERTED"),
    ("There would be little trouble in finding nurses.", "finding", "POSSIBLE"),
    ("There is little trouble in finding nurses.", "finding", "ASSERTED"),
    ("A strike may hurt the deal signed last week.", "deal", "ASSERTED"),
    ("A strike may hurt the deal due next week.", "deal", "POSSIBLE"),
]
CLASSES = [
    ("The police said the suspect escaped.", "said", "REPORTING"),
    ("The firm added 200 jobs.", "added", "OCCURRENCE"),
    ("Police began evacuating the town.", "began", "ASPECTUAL"),
    ("The government halted the talks.", "halted", "ASPECTUAL"),
    ("Witnesses saw the car explode.", "saw", "PERCEPTION"),
    ("The union wants to strike.", "wants", "I_STATE"),
    ("The union agreed to strike.", "agreed", "I_ACTION"),
    ("The two plans differ.", "differ", "STATE"),
    ("The rebels seized the airport.", "seized", "OCCURRENCE"),
]


@pytest.mark.parametrize(("sentence", "trigger", "tense", "aspect"), TENSES)
def test_tense_and_aspect(sentence: str, trigger: str, tense: str, aspect: str) -> None:
    row = event(sentence, trigger)
    assert (row.tense, row.aspect) == (tense, aspect)


@pytest.mark.parametrize(("sentence", "trigger", "factuality"), FACTUALITIES)
def test_factuality(sentence: str, trigger: str, factuality: str) -> None:
    assert event(sentence, trigger).factuality == factuality


@pytest.mark.parametrize(("sentence", "trigger", "event_class"), CLASSES)
def test_class(sentence: str, trigger: str, event_class: str) -> None:
    assert event(sentence, trigger).event_class == event_class


@pytest.mark.parametrize(
    ("sentence", "trigger", "polarity"),
    [
        ("He did not attend.", "attend", "NEG"),
        ("He never replied.", "replied", "NEG"),
        ("He didn't reply.", "reply", "NEG"),
        ("Nobody replied.", "replied", "NEG"),
        ("No deal was reached.", "reached", "NEG"),
        ("It was not a victory.", "victory", "NEG"),
        ("It was not the first attack.", "attack", "POS"),
        ("He replied at once.", "replied", "POS"),
        ("Smith refused to sign.", "refused", "POS"),
        ('He told them: "Nothing."', "told", "POS"),
        ('He told them: "Never."', "told", "POS"),
        ("He told them nothing.", "told", "NEG"),
        ("The ban is not having much impact.", "impact", "NEG"),
        ("The ban did not have the impact of a war.", "impact", "POS"),
    ],
)
def test_polarity(sentence: str, trigger: str, polarity: str) -> None:
    assert event(sentence, trigger).polarity == polarity


@pytest.mark.parametrize(
    ("sentence", "trigger", "modal"),
    [
        ("The bank could cut rates.", "cut", "could"),
        ("It won't last.", "last", "will"),
        ("It lasted.", "lasted", None),
        ("It may have an impact.", "impact", "may"),
    ],
)
def test_modality(sentence: str, trigger: str, modal: str | None) -> None:
    assert event(sentence, trigger).modality == modal


def test_what_somebody_was_the_first_to_do_is_over() -> None:
    assert event("She was the first to resign.", "resign").latest_end == PUBLISHED
    assert event("She will be the first to resign.", "resign").earliest_start == PUBLISHED


@pytest.mark.parametrize(
    "said",
    [
        "had to sell",
        "has had to sell",
        "was able to sell",
        "was unable to sell",
        "managed to sell",
        "was forced to sell",
        "refused to sell",
        "used the loan to sell",
    ],
)
def test_what_somebody_had_or_was_able_to_do_is_over(said: str) -> None:
    assert bounds(event(f"She {said} the farm.", "sell")) == ("-", "2013-10-11", "-", "2013-10-11")


@pytest.mark.parametrize("said", ["has to sell", "is able to sell", "will be able to sell", "would have had to sell"])
def test_what_somebody_has_or_is_able_to_do_lies_ahead(said: str) -> None:
    assert bounds(event(f"She {said} the farm.", "sell")) == ("2013-10-11", "-", "2013-10-11", "-")


def test_what_somebody_forgot_to_do_was_not_done() -> None:
    assert event("She forgot to lock the gate.", "lock").factuality == "NEGATED"
    assert event("She forgot that he had left.", "left").factuality != "NEGATED"


def test_infinitives_that_are_joined_are_as_far_ahead_as_the_first() -> None:
    sentence = "The envoys met to end the war, sign a pact and free the hostages."
    assert [bounds(event(sentence, verb)) for verb in ("end", "sign", "free")] == [("-", "-", "-", "-")] * 3


def test_what_somebody_said_had_to_be_done_is_not_over() -> None:
    assert event("She said the city had to repair the bridge.", "repair").latest_end is None


@pytest.mark.parametrize("said", ["plans strikes", "plans a series of strikes", "is weighing a number of strikes"])
def test_a_number_of_what_is_meant_lies_ahead(said: str) -> None:
    assert bounds(event(f"The union {said}.", "strikes")) == ("2013-10-11", "-", "2013-10-11", "-")
    assert event("The union condemned a series of strikes.", "strikes").latest_end == PUBLISHED


@pytest.mark.parametrize(
    ("sentence", "tells", "told"),
    [
        ("I must admit that he lied on Monday.", "ASSERTED", "REPORTED"),
        ("We can confirm that he lied on Monday.", "ASSERTED", "REPORTED"),
        ("I must not admit that he lied on Monday.", "NEGATED", "POSSIBLE"),
        ("She can confirm that he lied on Monday.", "POSSIBLE", "POSSIBLE"),
        ("I could confirm that he lied on Monday.", "POSSIBLE", "POSSIBLE"),
    ],
)
def test_whoever_says_that_he_must_or_can_tell_something_tells_it(sentence: str, tells: str, told: str) -> None:
    row = event(sentence, "admit" if "admit" in sentence else "confirm")
    assert (row.factuality, event(sentence, "lied").factuality) == (tells, told)
    assert (bounds(row) == ("2013-10-10", "2013-10-11") * 2) == (tells == "ASSERTED")

    row = event("Drivers protested against the planned closure of the bridge.", "closure")
    assert bounds(row) == ("2013-10-11", "-", "2013-10-11", "-")


def test_a_past_tense_is_of_what_is_not_yet_where_it_would_have_effects() -> None:
    assert bounds(event("If the strike ended, trade would recover.", "ended")) == ("2013-10-11", "-", "2013-10-11", "-")
    assert bounds(event("If work were resumed, trade would recover.", "resumed")) == ("2013-10-11", "-", "2013-10-11", "-")


def test_a_past_condition_may_be_over() -> None:
    assert event("If the strike ended, trade will recover.", "ended").latest_end == PUBLISHED
    assert event("If the strike had ended, trade would have recovered.", "ended").latest_end == PUBLISHED
    assert event("He asked if the strike ended.", "ended").latest_end == PUBLISHED


def test_what_somebody_had_to_do_by_a_day_to_come_lies_ahead() -> None:
    row = event("She had to close the shop by next June.", "close")
    assert (row.factuality, bounds(row)) == ("PLANNED", ("2013-10-11", "2014-06-30", "2013-10-11", "2014-06-30"))


def test_what_is_done_for_a_past_aim_is_not_counted_from_publication() -> None:
    assert bounds(event("They had to row hard to reach the shore.", "reach")) == ("-", "-", "-", "-")


def test_what_is_said_of_rules_ahead_leaves_open_when_they_were_made() -> None:
    row = event("The court may review rules issued by ministers.", "issued")
    assert bounds(row) == ("-", "-", "-", "-")
    assert event("The court will hear a case brought next month.", "brought").factuality == "PLANNED"


def test_the_present_of_a_headline_is_past() -> None:
    text = "Envoy arrives in Kabul for talks\n\nThe envoy met the president on Thursday."
    row = event(text, "arrives")
    assert row.tense == "PAST"
    assert row.latest_end is not None


@pytest.mark.parametrize(
    "first", ["The mayor says: \u2018I resign.\u2019", "The mayor says so (at last.)", "The mayor says: I go."]
)
def test_a_sentence_of_its_own_is_no_headline(first: str) -> None:
    assert event(f"{first}\n\nHe left on Monday.", "says").tense == "PRESENT"


@pytest.mark.parametrize("first", ["Mayor resigns (update)", "Mayor resigns: \u2018No way\u2019"])
def test_a_headline_may_end_in_a_closing_mark(first: str) -> None:
    assert event(f"{first}\n\nHe left on Monday.", "resigns").tense == "PAST"


def test_what_is_dated_ahead_elsewhere_in_the_text_is_planned() -> None:
    text = "Leaders may act at their summit in Oslo next week. He outlined his hopes to the press before the summit."
    summits = [row for row in events_of(text) if row.trigger == "summit"]
    assert [row.time_basis for row in summits] == ["EXPLICIT_CLAUSE", "INHERITED_DOCUMENT"]
    assert [row.factuality for row in summits] == ["PLANNED", "PLANNED"]


def test_what_talks_are_on_is_open() -> None:
    row = event("They held talks on a merger.", "merger")
    assert (row.factuality, bounds(row)) == ("POSSIBLE", ("2013-10-11", "-") * 2)
    assert event("They held talks on the crisis.", "crisis").factuality == "ASSERTED"
    assert event("She talked on Monday of a merger.", "merger").factuality == "ASSERTED"


def test_what_somebody_is_accused_of_is_open_whoever_accuses() -> None:
    assert event("The mayor was accused by two women of assault.", "assault").factuality == "POSSIBLE"
    assert event("The mayor was accused by the leaders of the protest.", "protest").factuality == "ASSERTED"


@pytest.mark.parametrize("sentence", ["The army plans to control unrest.", "The bank met to stem losses."])
def test_what_is_to_be_kept_in_bounds_is_there(sentence: str) -> None:
    assert event(sentence, sentence.rstrip(".").split()[-1]).factuality == "ASSERTED"
