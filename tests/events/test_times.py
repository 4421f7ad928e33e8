"""When events happen: cues, tenses, sequence, and what the rest of the document says. Published on Friday 2013-10-11."""

from datetime import date

import pytest

from tests.events.rows import bounds, event, events_of

TENSES = [
    ("The mayor resigned.", "resigned", "DAY", ("2012-10-11", "2013-10-11") * 2, "2013-10-11"),
    ("The mayor said so.", "said", "DAY", ("2013-10-10", "2013-10-11") * 2, "2013-10-11"),
    ("The two have fought for years.", "fought", "SPAN", ("-", "2013-10-11", "2013-10-11", "-"), None),
    ("He has been jailed for two years.", "jailed", "DAY", ("2012-10-11", "2013-10-11") * 2, None),
    ("The factory will close.", "close", "DAY", ("2013-10-11", "-") * 2, None),
    ("The two plans differ.", "differ", "SPAN", ("-", "2013-10-11", "2013-10-11", "-"), None),
    ("Police are searching the house.", "searching", "SPAN", ("-", "2013-10-11", "2013-10-11", "-"), None),
    ("The army had retreated.", "retreated", "DAY", ("-", "2013-10-11") * 2, None),
    ("The firm has been building cars.", "building", "SPAN", ("-", "2013-10-11", "2013-10-11", "-"), None),
    ("He left because she insulted him.", "insulted", "DAY", ("-", "2013-10-11") * 2, None),
    ("The terms could not be agreed.", "agreed", "DAY", ("-", "2013-10-11") * 2, None),
    ("If it rains, they could not play.", "play", "SPAN", ("2013-10-11", "-") * 2, None),
    ("The idea came up in its current negotiations.", "negotiations", "SPAN", ("-", "2013-10-11", "2013-10-11", "-"), None),
    ("He said that the town was coping.", "coping", "SPAN", ("-", "2013-10-11", "2013-10-11", "-"), None),
    ("He may be barred from the peace talks.", "talks", "SPAN", ("-", "2013-10-11", "2013-10-11", "-"), None),
    ("The law will hit the firms dealing in coal.", "dealing", "SPAN", ("-", "2013-10-11", "2013-10-11", "-"), None),
    ("He broke the plan by paying a spy.", "paying", "DAY", ("2012-10-11", "2013-10-11") * 2, "2013-10-11"),
    ("He was convicted of stealing a car.", "stealing", "DAY", ("-", "2013-10-11") * 2, None),
    ("The index fell, with oil losing a dollar.", "losing", "DAY", ("2012-10-11", "2013-10-11") * 2, "2013-10-11"),
    ("If elected, he would be the first woman.", "elected", "DAY", ("2013-10-11", "-") * 2, None),
    ("The gala on November 5 has been cancelled.", "cancelled", "DAY", ("2012-10-11", "2013-10-11") * 2, "2013-10-11"),
    ("The report in 2007 is seen as a classic.", "seen", "DAY", ("2013-10-11",) * 4, "2013-10-11"),
    ("The mayor resigned after telling them so.", "telling", "DAY", ("2012-10-11", "2013-10-11") * 2, "2013-10-11"),
    ("Watch the game!", "Watch", "DAY", ("2013-10-11", "-") * 2, None),
    ("They must keep away from a bridge being built.", "built", "SPAN", ("-", "2013-10-11", "2013-10-11", "-"), None),
    ("The firm will not bid if the suit fails.", "fails", "DAY", ("2013-10-11", "-") * 2, None),
    ("Voters do not know if the plan works.", "works", "SPAN", ("-", "2013-10-11", "2013-10-11", "-"), None),
    ("Construction may begin.", "Construction", "SPAN", ("2013-10-11", "-") * 2, None),
    ("The owners are beginning to leave the town.", "leave", "DAY", ("-", "-", "-", "-"), None),
    ("The museum opens at nine.", "opens", "SPAN", ("-", "2013-10-11", "2013-10-11", "-"), None),
    ("The team will leave when the talks end.", "end", "DAY", ("2013-10-11", "-") * 2, None),
    ("He expects losses next year.", "expects", "DAY", ("2013-10-11",) * 4, "2013-10-11"),
    ("The firm hopes to be in profit in 2014.", "hopes", "DAY", ("2013-10-11",) * 4, "2013-10-11"),
    ("The debt compares with 4 million in 2009.", "compares", "SPAN", ("-", "2013-10-11", "2013-10-11", "-"), None),
    ("The firm makes boats and had a profit in 2009.", "makes", "SPAN", ("-", "2013-10-11", "2013-10-11", "-"), None),
    ("The mayor, in office since 2005, resigned.", "resigned", "DAY", ("2012-10-11", "2013-10-11") * 2, "2013-10-11"),
    ("The judge ruled on the appeal on Tuesday.", "appeal", "DAY", ("-", "2013-10-11") * 2, None),
    ("The firm cut its forecast for 2013.", "cut", "DAY", ("2012-10-11", "2013-10-11") * 2, "2013-10-11"),
    (
        "The mines earned 66 million against 38 million in 2009.",
        "earned",
        "DAY",
        ("2012-10-11", "2013-10-11") * 2,
        "2013-10-11",
    ),
    ("He saw growth of 3 pct after 2 pct in 2009.", "saw", "DAY", ("2012-10-11", "2013-10-11") * 2, "2013-10-11"),
    ("Output grew, a sharp increase over 2009.", "increase", "DAY", ("2012-10-11", "2013-10-11") * 2, "2013-10-11"),
    ("He attributed the loss to a fire in 2009.", "loss", "DAY", ("-", "2013-10-11") * 2, None),
    ("The bill nears a vote this week.", "nears", "SPAN", ("-", "2013-10-11", "2013-10-11", "-"), None),
    ("He booked a place in the 2026 final.", "booked", "DAY", ("2012-10-11", "2013-10-11") * 2, "2013-10-11"),
    ("Officials fear an attack.", "fear", "DAY", ("2013-10-11",) * 4, "2013-10-11"),
]


@pytest.mark.parametrize(("sentence", "trigger", "extent", "limits", "best"), TENSES)
def test_a_tense_without_a_date(sentence: str, trigger: str, extent: str, limits: tuple[str, ...], best: str | None) -> None:
    row = event(sentence, trigger)
    assert (row.extent, bounds(row), row.mention_id) == (extent, limits, None)
    assert (None if row.best_start is None else row.best_start.isoformat()) == best
    assert row.best_start == row.best_end
    assert row.time_basis in (("NONE",) if set(limits) == {"-"} else ("TENSE", "REPORTING"))


def test_reporting_rests_on_publication() -> None:
    row = event("The mayor said so.", "said")
    assert (row.time_basis, row.best_basis) == ("REPORTING", "REPORTING")


@pytest.mark.parametrize(
    ("sentence", "trigger", "basis", "limits"),
    [
        ("The two sides held talks in Geneva on Tuesday.", "talks", "EXPLICIT_CLAUSE", ("2013-10-08",) * 4),
        ("The chairman resigned and left on Tuesday.", "resigned", "EXPLICIT_CLAUSE", ("2013-10-08",) * 4),
        ("He condemned the invasion of Kuwait on Tuesday.", "invasion", "EXPLICIT_CLAUSE", ("2013-10-08",) * 4),
        ("The collapse of the accord in 2011 hurt him.", "collapse", "EXPLICIT", ("2011-01-01", "2011-12-31") * 2),
        ("Police began evacuating the town on Tuesday.", "began", "EXPLICIT_CLAUSE", ("2013-10-08",) * 4),
        ("Police began evacuating the town on Tuesday.", "evacuating", "EXPLICIT", ("2013-10-08",) * 3 + ("-",)),
        ("The government halted the talks on Tuesday.", "talks", "EXPLICIT_CLAUSE", ("-",) + ("2013-10-08",) * 3),
        ("The crash that killed nine people on Tuesday shook him.", "crash", "EXPLICIT_CLAUSE", ("2013-10-08",) * 4),
        ("The earthquake struck at dawn on Tuesday.", "earthquake", "EXPLICIT_CLAUSE", ("2013-10-08",) * 4),
        ("The bill was passed by the senate in a vote on Tuesday.", "passed", "EXPLICIT_CLAUSE", ("2013-10-08",) * 4),
        (
            "The talks, which began in May, have failed.",
            "talks",
            "EXPLICIT_CLAUSE",
            ("2013-05-01", "2013-05-31", "2013-05-01", "-"),
        ),
        ("The summit, to be held on November 5, will fail.", "summit", "EXPLICIT_CLAUSE", ("2013-11-05",) * 4),
        # An end before its start is a slip of the writer.
        ("He governed from 2010 to 2005.", "governed", "EXPLICIT", ("2010-01-01", "2010-12-31", "2010-01-01", "-")),
        ("The mayor spoke at Monday's meeting.", "spoke", "EXPLICIT_CLAUSE", ("2013-10-07",) * 4),
        ("Two bridges collapsed during Monday's storm.", "collapsed", "EXPLICIT_CLAUSE", ("2013-10-07",) * 4),
        ("Three people died in Monday's crash.", "died", "EXPLICIT_CLAUSE", ("2013-10-07",) * 4),
        ("The mayor spoke at a Monday dinner.", "spoke", "EXPLICIT", ("2013-10-07",) * 4),
        ("In Monday's debate, Smith attacked Jones.", "attacked", "EXPLICIT_CLAUSE", ("2013-10-07",) * 4),
        ("In the 2012 season, Smith scored twice.", "scored", "EXPLICIT", ("2012-01-01", "2012-12-31") * 2),
        ("Smith won the seat in the 2010 election.", "won", "EXPLICIT_CLAUSE", ("2010-01-01", "2010-12-31") * 2),
        ("Smith won the 2010 election.", "won", "EXPLICIT_CLAUSE", ("2010-01-01", "2010-12-31") * 2),
        ("The city hosted the 1996 Olympics.", "hosted", "EXPLICIT_CLAUSE", ("1996-01-01", "1996-12-31") * 2),
        ("The city will host the 2026 World Cup.", "host", "EXPLICIT_CLAUSE", ("2026-01-01", "2026-12-31") * 2),
        ("The city won the 2026 World Cup.", "won", "TENSE", ("2012-10-11", "2013-10-11") * 2),
        ("Smith praised the 1996 Olympics.", "praised", "TENSE", ("2012-10-11", "2013-10-11") * 2),
        ("Exports fell to 2 million from August's 3 million.", "fell", "TENSE", ("2012-10-11", "2013-10-11") * 2),
        ("The index rose to 134 from 129 in May and 122 a year earlier.", "rose", "TENSE", ("-", "2013-10-11") * 2),
        ("Output will grow after a contraction in 2012.", "grow", "TENSE", ("2013-10-11", "-") * 2),
        ("The driver was charged in Monday's crash.", "charged", "REPORTING", ("2013-10-10", "2013-10-11") * 2),
        ("The decision followed protests on Monday.", "protests", "EXPLICIT", ("2013-10-07",) * 4),
        ("The decision followed protests on Monday.", "followed", "INHERITED_SENTENCE", ("2013-10-07", "2013-10-11") * 2),
        ("The sale took place in March.", "sale", "EXPLICIT_CLAUSE", ("2013-03-01", "2013-03-31") * 2),
        ("March sales fell 3%.", "fell", "EXPLICIT_CLAUSE", ("2013-03-01",) * 2 + ("2013-03-31",) * 2),
        ("Sales in March fell from February.", "fell", "EXPLICIT_CLAUSE", ("2013-03-01",) * 2 + ("2013-03-31",) * 2),
        ("Prices rose 3%, up from August.", "rose", "TENSE", ("-", "2013-10-11") * 2),
        ("The fuel is being sold from today.", "sold", "EXPLICIT", ("2013-10-11",) * 4),
        ("The store, open since 1920, will be closed on Saturday.", "closed", "EXPLICIT", ("2013-10-12",) * 4),
        ("The bank will report a loss for 2012.", "report", "TENSE", ("2013-10-11", "-") * 2),
        ("By then he will have served since 2001.", "served", "EXPLICIT", ("2001-01-01", "2001-12-31", "2013-10-11", "-")),
        ("They suffered the worst defeat of the party in a decade.", "defeat", "TENSE", ("-", "2013-10-11") * 2),
        (
            "The bank said it had no debt at the end of 2012.",
            "said",
            "REPORTING",
            ("2013-10-10", "2013-10-11") * 2,
        ),
        ("Ortiz, who has been mayor since 2003, said so.", "said", "REPORTING", ("2013-10-10", "2013-10-11") * 2),
        ("Ortiz said the bank is likely to close next year.", "close", "EXPLICIT", ("2014-01-01", "2014-12-31") * 2),
        ("Exports rose to $2 billion from $1 billion in August.", "rose", "TENSE", ("-", "2013-10-11") * 2),
        ("Monday's attack will increase prices.", "increase", "TENSE", ("2013-10-11", "-") * 2),
        ("The truce lasted from Monday until Tuesday.", "truce", "EXPLICIT_CLAUSE", ("2013-10-07",) * 2 + ("2013-10-08",) * 2),
        ("A plane carrying 30 people crashed into the sea on Tuesday.", "carrying", "INHERITED_SENTENCE", ("2013-10-08",) * 4),
        ("On Tuesday the mayor resigned and the council fell.", "fell", "INHERITED_SENTENCE", ("2013-10-08",) * 4),
        ("The mayor met the union on Tuesday but did not sign.", "sign", "EXPLICIT_CLAUSE", ("2013-10-08",) * 4),
        ("On Tuesday she was robbed and called the police.", "called", "EXPLICIT_CLAUSE", ("2013-10-08",) * 4),
        ("The council met last week, but Smith said it failed.", "said", "REPORTING", ("2013-10-10", "2013-10-11") * 2),
        ("Jones resigned in May, but Smith stayed.", "stayed", "INHERITED_SENTENCE", ("2013-05-01", "2013-05-31") * 2),
        ("In May the council met, and Smith said it failed.", "said", "INHERITED_SENTENCE", ("2013-05-01", "2013-05-31") * 2),
        ("Tuesday's blast killed nine people.", "killed", "EXPLICIT_CLAUSE", ("2013-10-08",) * 4),
        (
            "She has worked there since it opened in 1995.",
            "worked",
            "INHERITED_SENTENCE",
            ("1995-01-01", "1995-12-31", "2013-10-11", "-"),
        ),
        ("The mayor resigned after she lost on Tuesday.", "resigned", "INHERITED_SENTENCE", ("2013-10-08", "2013-10-11") * 2),
        ("In a Monday interview, the mayor said so.", "said", "EXPLICIT_CLAUSE", ("2013-10-07",) * 4),
        ("Smith wrote so in an article published on Monday.", "wrote", "EXPLICIT_CLAUSE", ("2013-10-07",) * 4),
        ("Speaking in Rome on Monday, Smith said so.", "said", "INHERITED_SENTENCE", ("2013-10-07",) * 4),
        # What is told of another day is in the tenses of that day; "will" is still ahead at publication.
        ("Smith said on Monday that Jones resigned.", "resigned", "TENSE", ("2012-10-07", "2013-10-07") * 2),
        ("Smith told the court in May that Jones resigned.", "resigned", "TENSE", ("2012-05-01", "2013-05-31") * 2),
        ("In January he promised that he would resign.", "resign", "TENSE", ("2013-01-01", "-") * 2),
        ("The bank said on Monday that Smith told staff he lied.", "lied", "TENSE", ("2011-10-08", "2013-10-07") * 2),
        ("The bank said on Monday it will sell its unit.", "sell", "TENSE", ("2013-10-11", "-") * 2),
        ("Smith said in May that the claims seem weak.", "seem", "TENSE", ("2013-05-01", "2013-05-31") * 2),
        ("Smith said in May that profits have fallen.", "fallen", "TENSE", ("2012-05-01", "2013-05-31") * 2),
        ("Smith said in May that the plans differ.", "differ", "TENSE", ("-", "2013-05-31", "2013-05-01", "-")),
        ("Smith said that the claims seem weak.", "seem", "TENSE", ("2013-10-11",) * 4),
        ("Speaking in Rome on Monday, Smith said that Jones resigned.", "resigned", "TENSE", ("2012-10-07", "2013-10-07") * 2),
        ("She left the band in 1990 after marrying a banker.", "marrying", "INHERITED_SENTENCE", ("-", "1990-12-31") * 2),
        ("Married to Jones, she moved to Rome in 2010.", "Married", "INHERITED_SENTENCE", ("-", "2010-12-31") * 2),
        (
            "Hounded by critics, he left in 2010.",
            "Hounded",
            "INHERITED_SENTENCE",
            ("-", "2010-12-31") * 2,
        ),
        ("He was fined in 2010 for stealing a car.", "stealing", "INHERITED_SENTENCE", ("-", "2010-12-31") * 2),
        ("In 2010 she sued him, accusing him of stealing a car.", "stealing", "INHERITED_SENTENCE", ("-", "2010-12-31") * 2),
        ("He broke the rule in 2010 by hiring a spy.", "hiring", "INHERITED_SENTENCE", ("2010-01-01", "2010-12-31") * 2),
        ("The index fell on Tuesday, with oil losing a dollar.", "losing", "INHERITED_SENTENCE", ("2013-10-08",) * 4),
        ("He will be praised on Monday for ending the war.", "ending", "TENSE", ("-", "2013-10-11") * 2),
        ("He retired in 2010 after a stroke and a divorce.", "divorce", "INHERITED_SENTENCE", ("-", "2010-12-31") * 2),
        ("They met on Tuesday after the attack.", "attack", "TENSE", ("-", "2013-10-11") * 2),
        ("He retired in 2010 before moving to Rome.", "moving", "INHERITED_SENTENCE", ("2010-01-01", "2013-10-11") * 2),
        (
            "Prices have been rising after the bank fell in 2012.",
            "rising",
            "INHERITED_SENTENCE",
            ("2012-01-01", "2013-10-11", "2013-10-11", "-"),
        ),
        (
            "Officials counted ten crashes in May, including two collisions.",
            "collisions",
            "EXPLICIT_CLAUSE",
            ("2013-05-01", "2013-05-31") * 2,
        ),
        ("He decided to sell before a vote in May.", "sell", "INHERITED_SENTENCE", ("-", "2013-05-31") * 2),
        ("A man was robbed and his car was stolen on Tuesday.", "robbed", "INHERITED_SENTENCE", ("-", "2013-10-08") * 2),
        ("The 90-day strike began on Monday.", "strike", "EXPLICIT_CLAUSE", ("2013-10-07",) * 3 + ("-",)),
        ("The leaders held three-day talks last week.", "talks", "EXPLICIT_CLAUSE", ("2013-09-30", "2013-10-06") * 2),
        ("The summit took place on Monday.", "summit", "EXPLICIT_CLAUSE", ("2013-10-07",) * 4),
        ("Sales fell in the first five months of 2012.", "Sales", "EXPLICIT_CLAUSE", ("2012-01-01",) * 2 + ("2012-05-31",) * 2),
        ("Sales fell in the nine months ended May 31.", "fell", "EXPLICIT", ("2012-09-01",) * 2 + ("2013-05-31",) * 2),
        ("He won five games in the first two weeks.", "won", "TENSE", ("2012-10-11", "2013-10-11") * 2),
        ("In 2010 the bank offered to buy a rival.", "buy", "TENSE", ("2010-01-01", "-") * 2),
        ("The bank offered to buy a rival.", "buy", "TENSE", ("2013-10-11", "-") * 2),
        (
            "Two people were killed after a bus overturned in Leeds on Monday.",
            "killed",
            "INHERITED_SENTENCE",
            ("2013-10-07", "2013-10-11") * 2,
        ),
        ("The firm raised its price, effective Sept. 3.", "raised", "EXPLICIT_CLAUSE", ("2013-09-03",) * 4),
        ("Smith said so at the 2013 awards.", "said", "REPORTING", ("2013-10-10", "2013-10-11") * 2),
        (
            "The team visits Rome next month as strikes have closed the port.",
            "closed",
            "TENSE",
            ("2012-10-11", "2013-10-11") * 2,
        ),
        ("Roe said it was over, adding that he left.", "adding", "REPORTING", ("2013-10-10", "2013-10-11") * 2),
        ("Speaking on Monday, the minister praised him.", "praised", "INHERITED_SENTENCE", ("2013-10-07",) * 4),
        ("A ruling is expected on Tuesday.", "ruling", "EXPLICIT", ("2013-10-15",) * 4),
        ("A ruling is expected on Tuesday.", "expected", "TENSE", ("2013-10-11",) * 4),
        ("The move came after protests last week.", "protests", "EXPLICIT", ("2013-09-30", "2013-10-06") * 2),
        ("The move came after protests last week.", "came", "INHERITED_SENTENCE", ("2013-09-30", "2013-10-11") * 2),
        ("He died when the car exploded on Tuesday.", "died", "INHERITED_SENTENCE", ("2013-10-08",) * 4),
        ("The army had fled before rebels entered on Tuesday.", "fled", "INHERITED_SENTENCE", ("-", "2013-10-08") * 2),
    ],
)
def test_events_of_one_sentence_share_or_order_their_times(
    sentence: str, trigger: str, basis: str, limits: tuple[str, ...]
) -> None:
    row = event(sentence, trigger)
    assert (row.time_basis, bounds(row)) == (basis, limits)


@pytest.mark.parametrize(
    ("sentence", "trigger"),
    [
        ("The police said on Monday the suspect escaped.", "escaped"),  # the date is the saying's
        ("The figures for June hurt the firm.", "hurt"),  # the date is the figures'
        ("The 1971 convention protects them.", "protects"),
        ("Sales were higher than in 2011, he said.", "said"),
        ("Sales rose more than in 2011.", "rose"),
        ("The hearing was postponed until November 12.", "postponed"),
        ("The president was expected to sign the bill on Tuesday.", "expected"),
        ("The ministry plans cuts in 2014.", "plans"),
        ("Norrvik had its worst storm since 2008.", "storm"),
        ("Oil fell to its lowest close since 10 September.", "fell"),
        ("Sales rose 3 percent over the first quarter of 2012.", "rose"),
        ("For the nine months ended May 31, it reported a loss.", "reported"),
        ("He won for the first time since 2008.", "won"),
        ("It was the second attack in a month.", "attack"),
        ("Ortiz Corp is issuing a bond due May 31, 2021.", "issuing"),
        ("The firm is raising the money through an offering of notes due 2027.", "offering"),
        ("The bank is extending a service which has been open to Texans since last year.", "extending"),
        ("He will finish the bill, still incomplete on Monday.", "finish"),
        ("Single since early 2012, the pair met in Rome.", "met"),
        ("Officials have made clear that the reform will be a priority in 2015.", "made"),
        ("It feels like the party was a month ago.", "feels"),
        ("The figure for 2012 reflects a loss, and 2011 reflects a gain.", "reflects"),
        ("Profit rose to 66 million from 59 million in 2011, and the firm planned a dividend.", "rose"),
        ("Profit rose to 66 million from 59 million in 2011, and the firm planned a dividend.", "planned"),
        ("Rates would be cut by four points compared with rates last March.", "cut"),
        ("He wrote in the January report that sales fell.", "wrote"),
        ("In the two weeks after the vote, many people died.", "died"),
        ("Police were told of the theft on Monday.", "theft"),
        ("The embassy is facing cuts, according to a report in February.", "facing"),
        ("The group closed plants, with exports falling from last year.", "falling"),
        ("In the five weeks before the ban was lifted, many people died.", "died"),
        ("He sold the house, but negotiations broke off on Thursday.", "sold"),
        ("The firm had owned a fifth, but sold it in July.", "owned"),
    ],
)
def test_a_date_of_something_else_dates_nothing(sentence: str, trigger: str) -> None:
    assert event(sentence, trigger).mention_id is None


def test_a_date_before_two_verbs_is_of_both_only_in_one_form() -> None:
    rows = {row.trigger: row for row in events_of("On Monday he resigned and plans to appeal.")}
    assert (rows["resigned"].time_basis, rows["plans"].time_basis) == ("EXPLICIT", "TENSE")


def test_the_saying_takes_the_date_between_it_and_what_is_said() -> None:
    assert bounds(event("The police said on Monday the suspect escaped.", "said")) == ("2013-10-07",) * 4
    assert bounds(event("The suspect escaped on Monday, police said.", "escaped")) == ("2013-10-07",) * 4


def test_a_date_that_a_full_stop_cuts_is_read_whole() -> None:
    rows = {row.trigger: row for row in events_of("He was led from his office at 9 p.m. Wednesday, guards said. It rained.")}
    assert bounds(rows["led"]) == ("2013-10-09",) * 4
    assert (rows["said"].mention_id, rows["led"].reported_by, rows["rained"].sentence) == (None, "guards", 1)


def test_days_that_are_known_are_the_best_guess() -> None:
    row = event("The firm sold its cars between May 15 and May 29, 2012.", "sold")
    assert (row.best_start, row.best_end, row.best_basis) == (date(2012, 5, 15), date(2012, 5, 29), "EXPLICIT")


def test_a_length_of_days_has_no_single_best_day() -> None:
    assert event("The treaty was broken for more than ten years.", "broken").best_start is None
    assert event("Prices have fallen in recent weeks.", "fallen").best_start is None
    assert event("He was jailed for two hours.", "jailed").best_start == date(2013, 10, 11)
    assert event("The bank will cut rates in the next six months.", "cut").duration is None


def test_a_dated_happening_keeps_the_length_that_its_own_words_say() -> None:
    assert event("The 90-day strike began on Monday.", "strike").duration == "P90D"
    assert event("The 90-day strike began on Monday.", "began").duration is None


def test_how_far_off_something_is_is_no_length_of_it() -> None:
    assert event("The move comes a week after the vote.", "comes").duration is None
    assert event("Five years into his reign, he left.", "left").duration is None
    assert event("It was closed for a week after the vote.", "closed").duration == "P1W"
    assert event("The council cut the term to four years.", "cut").duration is None
    approved, extend = events_of("He approved a plan to extend it for three years.")
    assert (approved.duration, extend.duration) == (None, "P3Y")


def test_what_did_not_happen_until_a_day_happened_then() -> None:
    assert event("He did not resign until Tuesday.", "resign").factuality == "ASSERTED"
    assert event("The office will not open until Monday.", "open").factuality == "PLANNED"
    assert event("He did not resign on Tuesday.", "resign").factuality == "NEGATED"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("This is the eve of the vote.", "2013-10-12"),
        ("They met on Monday, the eve of the vote.", "2013-10-08"),
        ("This is the eve of the vote. The streets are quiet. Nobody can stop the vote.", "2013-10-12"),
    ],
)
def test_the_eve_is_the_day_before(text: str, day: str) -> None:
    rows = [row for row in events_of(text) if row.trigger == "vote"]
    assert [bounds(row) for row in rows] == [(day,) * 4] * len(rows)
    assert rows


def test_the_eve_of_an_undated_day_dates_nothing() -> None:
    assert event("On the eve of the vote they met.", "vote").time_basis == "NONE"


def test_a_date_goes_to_the_verb_whose_tense_it_fits() -> None:
    text = "The premier promised to hold a vote next year."
    assert event(text, "promised").mention_id is None
    assert bounds(event(text, "hold")) == ("2014-01-01", "2014-12-31") * 2
    assert bounds(event("Delegates voted to support the republic on Tuesday.", "voted")) == ("2013-10-08",) * 4


def test_the_past_weeks_run_up_to_publication() -> None:
    assert bounds(event("Prices fell over the past two weeks.", "fell")) == ("2013-09-27",) * 2 + ("2013-10-11",) * 2
    assert bounds(event("In the two weeks since he left, prices fell.", "fell")) == ("2013-09-27",) * 2 + ("2013-10-11",) * 2
    assert bounds(event("I list changes in the ten years since it won.", "changes"))[:2] == ("2003-10-11", "2013-10-11")


def test_lengths_and_repetitions_are_told_apart_from_dates() -> None:
    worked = event("He worked there for three years.", "worked")
    assert (worked.duration, worked.time_basis) == ("P3Y", "TENSE")
    stop = event("The plant will stop for three weeks from January 5.", "stop")
    assert stop.duration == "P3W"
    opens = event("The museum opens every day.", "opens")
    assert (opens.recurrence, opens.time_basis) == ("P1D", "TENSE")


def test_confidence_is_that_of_the_basis() -> None:
    rows = {row.time_basis: row.time_confidence for row in events_of("The mayor said he left on Monday. She will return.")}
    assert rows.keys() >= {"REPORTING", "EXPLICIT", "TENSE"}
    assert all(share is not None and 0.5 < share <= 1 for share in rows.values())
