"""When events happen: cues, tenses, sequence, and what the rest of the document says. Published on Friday 2013-10-11."""

from datetime import date

import pytest

from tests.events.rows import bounds, event, events_of

EXPLICIT = [
    # sentence, trigger, extent, the four bounds, cue
    ("The rebels seized the airport on Tuesday.", "seized", "DAY", ("2013-10-08",) * 4, "on"),
    ("The mayor resigned in June.", "resigned", "DAY", ("2013-06-01", "2013-06-30") * 2, "in"),
    ("Prices rose sharply in June.", "rose", "SPAN", ("2013-06-01",) * 2 + ("2013-06-30",) * 2, "in"),
    ("He campaigned in 2012.", "campaigned", "SPAN", ("2012-01-01", "2012-12-31") * 2, "in"),
    ("The mayor resigned this week.", "resigned", "DAY", ("2013-10-07", "2013-10-11") * 2, None),
    ("The factory will close this week.", "close", "DAY", ("2013-10-11", "2013-10-13") * 2, None),
    ("The factory will close by December 2014.", "close", "DAY", ("2013-10-11", "2014-12-31") * 2, "by"),
    ("The court will rule by about May 3, 2014.", "rule", "DAY", ("2013-10-11", "2014-05-03") * 2, "by"),
    ("The court will rule before about May 3, 2014.", "rule", "DAY", ("2013-10-11", "2014-05-02") * 2, "before"),
    ("The ban will stay until about 2015.", "stay", "SPAN", ("-", "2015-01-01", "2015-01-01", "2015-12-31"), "until"),
    ("The court will rule on or before May 3, 2014.", "rule", "DAY", ("2013-10-11", "2014-05-03") * 2, "on or before"),
    ("The court will rule on or after May 3, 2014.", "rule", "DAY", ("2014-05-03", "-") * 2, "on or after"),
    ("The court will rule on or about May 3, 2014.", "rule", "DAY", ("2014-05-03",) * 4, "on or about"),
    ("The court ruled in June or in August.", "ruled", "DAY", ("2013-06-01", "2013-06-30") * 2, "in"),
    ("The mayor will resign between May and July 2014.", "resign", "DAY", ("2014-05-01", "2014-07-31") * 2, "between"),
    ("He lived in Paris between 2001 and 2003.", "lived", "SPAN", ("2001-01-01",) * 2 + ("2003-12-31",) * 2, "between"),
    ("Fares will rise from May 1, 2014.", "rise", "DAY", ("2014-05-01",) * 4, "from"),
    ("Sales will grow over three years.", "grow", "DAY", ("2013-10-11", "2016-10-11") * 2, "over"),
    ("The army suffered two defeats within a month.", "suffered", "SPAN", ("2013-09-11", "2013-10-11") * 2, "within"),
    ("The strike lasted through Monday.", "lasted", "SPAN", ("-", "2013-10-07", "2013-10-07", "2013-10-07"), "through"),
    ("The ban will stay through 2013.", "stay", "SPAN", ("-", "2013-12-31", "2013-12-31", "2013-12-31"), "through"),
    ("The court could rule as early as Tuesday.", "rule", "DAY", ("2013-10-15", "-") * 2, "early as"),
    (
        "The court ruled that the ban runs from Jan. 1, 2014, through Dec. 31, 2015.",
        "runs",
        "SPAN",
        ("2014-01-01",) * 2 + ("2015-12-31",) * 2,
        "from",
    ),
    ("The firm announced a two-for-one split last week.", "announced", "DAY", ("2013-09-30", "2013-10-06") * 2, None),
    ("The ministry announced cuts next year.", "cuts", "DAY", ("2014-01-01", "2014-12-31") * 2, None),
    ("In an August memo, Smith wrote that sales fell.", "wrote", "DAY", ("2013-08-01", "2013-08-31") * 2, None),
    ("Leaders met to avert a strike on Tuesday.", "strike", "DAY", ("2013-10-15",) * 4, "on"),
    (
        "Sales fell from 5 billion in 2011 to 4 billion in 2012.",
        "fell",
        "SPAN",
        ("2012-01-01",) * 2 + ("2012-12-31",) * 2,
        "in",
    ),
    ("He told the panel in January he was hurt.", "told", "DAY", ("2013-01-01", "2013-01-31") * 2, "in"),
    ("The firm scrapped plans to build a plant last week.", "scrapped", "DAY", ("2013-09-30", "2013-10-06") * 2, None),
    ("Police were told of the theft on Monday.", "told", "DAY", ("2013-10-07",) * 4, "on"),
    ("The satellite will fall within the first half of 2014.", "fall", "DAY", ("2014-01-01", "2014-06-30") * 2, "within"),
    ("They will meet on May 4 and 5, 2014.", "meet", "SPAN", ("2014-05-04",) * 2 + ("2014-05-05",) * 2, "on"),
    ("They met on Monday and Wednesday.", "met", "DAY", ("2013-10-07",) * 4, "on"),
    ("A man was shot late on Monday night.", "shot", "DAY", ("2013-10-07",) * 4, None),
    ("The court could rule as soon as Tuesday.", "rule", "DAY", ("2013-10-15", "-") * 2, "soon as"),
    # What is only a part of its day leaves room on it.
    ("The bids will close before 5 p.m. on Tuesday.", "close", "DAY", ("2013-10-11", "2013-10-15") * 2, "before"),
    ("The mayor died before dawn on Tuesday.", "died", "DAY", ("-", "2013-10-08") * 2, "before"),
    ("The bomb exploded after 9 p.m. on Tuesday.", "exploded", "DAY", ("2013-10-08", "2013-10-11") * 2, "after"),
    # The midnight that is named with a day ends it.
    ("The ban ended at midnight on Tuesday.", "ended", "DAY", ("2013-10-08",) * 4, "at"),
    ("The club must pay by midnight on Tuesday.", "pay", "DAY", ("2013-10-11", "2013-10-15") * 2, "by"),
    ("The police found it after midnight on Tuesday.", "found", "DAY", ("2013-10-08", "2013-10-11") * 2, "after"),
    # A cue of several words that is not listed is read as its last one.
    (
        "He has lived there on and off since 2008.",
        "lived",
        "SPAN",
        ("2008-01-01", "2008-12-31", "2013-10-11", "-"),
        "off since",
    ),
    # What a clause tells of a date is of that date, whatever the date's own cue.
    ("The truce held until Monday, when rebels attacked.", "attacked", "DAY", ("2013-10-07",) * 4, "when"),
    ("It was the worst day since July 2012, when the bank failed.", "failed", "DAY", ("2012-07-01", "2012-07-31") * 2, "when"),
    ("The law must pass by May 3, when the money runs out.", "runs", "DAY", ("2014-05-03",) * 4, "when"),
    ("Sales were lower than in 2010, when a flood hit the city.", "hit", "DAY", ("2010-01-01", "2010-12-31") * 2, "when"),
    ("He wrote to them as early as March.", "wrote", "DAY", ("2013-03-01", "2013-03-31") * 2, "early as"),
    ("The plant will operate beyond 2015.", "operate", "SPAN", ("-", "-", "2016-01-01", "-"), "beyond"),
    ("The firm had closed it by 2011.", "closed", "DAY", ("-", "2011-12-31") * 2, "by"),
    ("The court ruled before March 2012.", "ruled", "DAY", ("-", "2012-02-29") * 2, "before"),
    ("He has lived in Paris since 2008.", "lived", "SPAN", ("2008-01-01", "2008-12-31", "2013-10-11", "-"), "since"),
    ("The mayor resigned after June 3, 2013.", "resigned", "DAY", ("2013-06-04", "2013-10-11") * 2, "after"),
    ("The ban will stay until 2015.", "stay", "SPAN", ("-", "2015-01-01", "2015-01-01", "2015-12-31"), "until"),
    ("The mayor resigned during 2012.", "resigned", "DAY", ("2012-01-01", "2012-12-31") * 2, "during"),
    ("The troops will leave within 30 days.", "leave", "DAY", ("2013-10-11", "2013-11-10") * 2, "within"),
    ("The board will sell it within two to four weeks.", "sell", "DAY", ("2013-10-11", "2013-11-08") * 2, "within"),
    ("The show ran from Monday to Thursday.", "ran", "SPAN", ("2013-10-07",) * 2 + ("2013-10-10",) * 2, "from"),
    ("The plant will stop for three weeks from January 5.", "stop", "SPAN", ("2014-01-05",) * 2 + ("2014-01-26",) * 2, "from"),
    ("The plant will close starting on Monday.", "close", "DAY", ("2013-10-14",) * 4, "starting"),
    ("Since 2008, two mayors resigned over the affair.", "resigned", "DAY", ("2008-01-01", "2013-10-11") * 2, "since"),
    ("The president was expected to sign the bill on Tuesday.", "sign", "DAY", ("2013-10-15",) * 4, "on"),
    ("The plant would close in 2014, the manager told him.", "close", "DAY", ("2014-01-01", "2014-12-31") * 2, "in"),
    ("The hearing was postponed until November 12.", "hearing", "DAY", ("2013-11-12",) * 4, None),
    ("The court put off the hearing until November 12.", "hearing", "DAY", ("2013-11-12",) * 4, None),
    ("Both sides extended the truce until Tuesday.", "truce", "SPAN", ("-",) + ("2013-10-15",) * 3, None),
    ("The vote is scheduled for November 12.", "vote", "DAY", ("2013-11-12",) * 4, None),
    ("The vote, set for November 12, will decide it.", "vote", "DAY", ("2013-11-12",) * 4, None),
    ("The vote, planned for May, was moved to June 3.", "vote", "DAY", ("2013-06-03",) * 4, None),
    ("The road will be closed until 2015.", "closed", "SPAN", ("-", "2015-01-01", "2015-01-01", "2015-12-31"), "until"),
    ("The ministry plans cuts in 2014.", "cuts", "DAY", ("2014-01-01", "2014-12-31") * 2, "in"),
    ("The 2011 invasion failed.", "invasion", "DAY", ("2011-01-01", "2011-12-31") * 2, None),
    ("Monday's vote was close.", "vote", "DAY", ("2013-10-07",) * 4, None),
    ("The office will not open until Monday.", "open", "DAY", ("2013-10-14",) * 4, "not until"),
    ("He did not resign until Tuesday.", "resign", "DAY", ("2013-10-08",) * 4, "not until"),
    ("He did not live there until 2010.", "live", "SPAN", ("2010-01-01", "2010-12-31", "2010-01-01", "-"), "not until"),
    ("Prices have been rising since 2011.", "rising", "SPAN", ("2011-01-01", "2011-12-31", "2013-10-11", "-"), "since"),
    ("Prices have risen since Monday.", "risen", "SPAN", ("2013-10-07", "2013-10-07", "2013-10-11", "-"), "since"),
    ("The vote until Monday was a farce.", "vote", "DAY", ("-", "2013-10-07") * 2, "until"),
    ("On Monday,\nParliament voted.", "voted", "DAY", ("2013-10-07",) * 4, "on"),
    # The two dates stand too far from one another to be the halves of a pair.
    (
        "From March 2014 the ministry will charge visitors who come to the island to June concerts 5 kronor.",
        "charge",
        "DAY",
        ("2014-03-01", "2014-03-31") * 2,
        "from",
    ),
]
TENSES = [
    ("The mayor resigned.", "resigned", "DAY", ("2012-10-11", "2013-10-11") * 2, "2013-10-11"),
    ("The mayor said so.", "said", "DAY", ("2013-10-10", "2013-10-11") * 2, "2013-10-11"),
    ("The factory will close.", "close", "DAY", ("2013-10-11", "-") * 2, None),
    ("The two plans differ.", "differ", "SPAN", ("-", "2013-10-11", "2013-10-11", "-"), None),
    ("Police are searching the house.", "searching", "SPAN", ("-", "2013-10-11", "2013-10-11", "-"), None),
    ("The army had retreated.", "retreated", "DAY", ("-", "2013-10-11") * 2, None),
    ("The firm has been building cars.", "building", "SPAN", ("-", "2013-10-11", "2013-10-11", "-"), None),
    ("The museum opens at nine.", "opens", "SPAN", ("-", "2013-10-11", "2013-10-11", "-"), None),
    ("The team will leave when the talks end.", "end", "DAY", ("2013-10-11", "-") * 2, None),
    ("Officials fear an attack.", "fear", "DAY", ("2013-10-11",) * 4, "2013-10-11"),
]


@pytest.mark.parametrize(("sentence", "trigger", "extent", "limits", "cue"), EXPLICIT)
def test_a_cue_relates_an_event_to_its_mention(
    sentence: str, trigger: str, extent: str, limits: tuple[str, ...], cue: str | None
) -> None:
    row = event(sentence, trigger)
    assert (row.time_basis, row.extent, bounds(row), row.time_cue) == ("EXPLICIT", extent, limits, cue)
    assert row.mention_id is not None


@pytest.mark.parametrize(("sentence", "trigger", "extent", "limits", "best"), TENSES)
def test_a_tense_without_a_date(sentence: str, trigger: str, extent: str, limits: tuple[str, ...], best: str | None) -> None:
    row = event(sentence, trigger)
    assert (row.extent, bounds(row), row.mention_id) == (extent, limits, None)
    assert (None if row.best_start is None else row.best_start.isoformat()) == best
    assert row.best_start == row.best_end
    assert row.time_basis in ("TENSE", "REPORTING")


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
        ("The driver was charged in Monday's crash.", "charged", "REPORTING", ("2013-10-10", "2013-10-11") * 2),
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
        ("Speaking in Rome on Monday, Smith said that Jones resigned.", "resigned", "TENSE", ("2012-10-07", "2013-10-07") * 2),
        ("She left the band in 1990 after marrying a banker.", "marrying", "INHERITED_SENTENCE", ("-", "1990-12-31") * 2),
        ("He retired in 2010 before moving to Rome.", "moving", "INHERITED_SENTENCE", ("2010-01-01", "2013-10-11") * 2),
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
    assert event("On the eve of the vote they met.", "vote").time_basis == "TENSE"


def test_a_date_goes_to_the_verb_whose_tense_it_fits() -> None:
    text = "The premier promised to hold a vote next year."
    assert event(text, "promised").mention_id is None
    assert bounds(event(text, "hold")) == ("2014-01-01", "2014-12-31") * 2
    assert bounds(event("Delegates voted to support the republic on Tuesday.", "voted")) == ("2013-10-08",) * 4


def test_the_past_weeks_run_up_to_publication() -> None:
    assert bounds(event("Prices fell over the past two weeks.", "fell")) == ("2013-09-27",) * 2 + ("2013-10-11",) * 2


def test_lengths_and_repetitions_are_told_apart_from_dates() -> None:
    worked = event("He worked there for three years.", "worked")
    assert (worked.duration, worked.time_basis) == ("P3Y", "TENSE")
    stop = event("The plant will stop for three weeks from January 5.", "stop")
    assert stop.duration == "P3W"
    opens = event("The museum opens every day.", "opens")
    assert (opens.recurrence, opens.time_basis) == ("P1D", "TENSE")


def test_what_lies_ahead_is_no_fact() -> None:
    row = event("The treaty signed in May expires next year.", "expires")
    assert (row.factuality, bounds(row)) == ("PLANNED", ("2014-01-01", "2014-12-31") * 2)


def test_a_story_dated_a_day_early_tells_a_fact() -> None:
    row = event("Lawmakers passed the budget on Saturday.", "passed")
    assert (row.factuality, row.time_basis, bounds(row)) == ("ASSERTED", "EXPLICIT", ("2013-10-12",) * 4)


@pytest.mark.parametrize(
    ("sentence", "trigger"),
    [
        ("Lawmakers will vote on the budget on Saturday.", "vote"),
        ("The vote on Saturday will be close.", "vote"),
        ("Lawmakers rescheduled the vote for Saturday.", "vote"),
    ],
)
def test_what_is_to_come_the_day_after_is_planned(sentence: str, trigger: str) -> None:
    row = event(sentence, trigger)
    assert (row.factuality, bounds(row)) == ("PLANNED", ("2013-10-12",) * 4)


def test_a_plan_made_for_the_day_after_is_not_made_then() -> None:
    assert event("Lawmakers rescheduled the vote for Saturday.", "rescheduled").mention_id is None


def test_confidence_is_that_of_the_basis() -> None:
    rows = {row.time_basis: row.time_confidence for row in events_of("The mayor said he left on Monday. She will return.")}
    assert rows.keys() >= {"REPORTING", "EXPLICIT", "TENSE"}
    assert all(share is not None and 0.5 < share <= 1 for share in rows.values())
