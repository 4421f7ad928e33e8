"""How a cue relates an event to the time that its mention names. Published on Friday 2013-10-11."""

import pytest

from tests.events.rows import PUBLISHED, bounds, event

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
    ("Sales will grow over three years.", "grow", "SPAN", ("2013-10-11",) * 2 + ("2016-10-11",) * 2, "over"),
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
    ("They met on Monday and Wednesday.", "met", "DAY", ("2013-10-07", "2013-10-09") * 2, "on"),
    ("The curbs will be lifted by May or June 2014.", "lifted", "DAY", ("2013-10-11", "2014-06-30") * 2, "by"),
    ("He resigned on May 3 or 4.", "resigned", "DAY", ("2013-05-03", "2013-05-04") * 2, "on"),
    ("He was fired during his 2010-2012 term.", "fired", "DAY", ("2010-01-01", "2012-12-31") * 2, None),
    ("They bought beans for May to June 2014 shipment.", "shipment", "SPAN", ("2014-05-01",) * 2 + ("2014-06-30",) * 2, None),
    ("Prices rose this week.", "rose", "SPAN", ("2013-10-07",) * 2 + ("2013-10-11",) * 2, None),
    ("The index advanced 2 percent in June.", "advanced", "SPAN", ("2013-06-01",) * 2 + ("2013-06-30",) * 2, "in"),
    ("The panel advanced a bill in June.", "advanced", "DAY", ("2013-06-01", "2013-06-30") * 2, "in"),
    ("The firm will cut output for a year from May 1, 2014.", "cut", "SPAN", ("2014-05-01",) * 2 + ("2015-04-30",) * 2, "from"),
    ("Sales rose in the 12 months through March.", "rose", "SPAN", ("2012-04-01",) * 2 + ("2013-03-31",) * 2, "in"),
    ("Sales will grow this year.", "grow", "SPAN", ("2013-01-01",) * 2 + ("2013-12-31",) * 2, None),
    ("He expects losses next year.", "losses", "SPAN", ("2014-01-01",) * 2 + ("2014-12-31",) * 2, None),
    ("Next year, aides predict, taxes will be cut.", "cut", "DAY", ("2014-01-01", "2014-12-31") * 2, None),
    ("Sunday saw the first vote in years.", "vote", "DAY", ("2013-10-06",) * 4, None),
    ("They had talks on Tuesday.", "talks", "DAY", ("2013-10-08",) * 4, "on"),
    ("They discussed a list of cuts to the budget on Tuesday.", "discussed", "DAY", ("2013-10-08",) * 4, "on"),
    ("The book tells how in 1909 the town burned.", "burned", "DAY", ("1909-01-01", "1909-12-31") * 2, "in"),
    ("He asked why on Monday the crew left.", "left", "DAY", ("2013-10-07",) * 4, "on"),
    ("He explained on Monday why the crew left.", "explained", "DAY", ("2013-10-07",) * 4, "on"),
    ("The firm faces a June 1 deadline to repay it.", "repay", "DAY", ("2013-10-11", "2014-06-01") * 2, "by"),
    ("He had set a deadline of June 1, 2014, to leave.", "leave", "DAY", ("2013-10-11", "2014-06-01") * 2, "by"),
    ("They will vote before the end of 2014.", "vote", "DAY", ("2013-10-11", "2014-12-31") * 2, "before"),
    ("He left after the start of 2013.", "left", "DAY", ("2013-01-01", "2013-10-11") * 2, "after"),
    ("They will meet after the end of March 2014.", "meet", "DAY", ("2014-04-01", "-") * 2, "after"),
    ("In February Northgate bought it.", "bought", "DAY", ("2013-02-01", "2013-02-28") * 2, "in"),
    ("On Monday Smith closed the mill.", "closed", "DAY", ("2013-10-07",) * 4, "on"),
    ("He will stay at least until June 8, 2014.", "stay", "SPAN", ("-", "2014-06-08", "2014-06-08", "-"), "at least until"),
    ("He will stay until at least June 8, 2014.", "stay", "SPAN", ("-", "2014-06-08", "2014-06-08", "-"), "at least until"),
    ("He will not resign until at least June 8, 2014.", "resign", "DAY", ("2014-06-08", "-") * 2, "not at least until"),
    ("It was supposed to close in 2012.", "close", "DAY", ("2012-01-01", "2012-12-31") * 2, "in"),
    ("They met to avoid a strike next week.", "strike", "DAY", ("2013-10-14", "2013-10-20") * 2, None),
    ("The loss stems from a merger in 2009.", "merger", "DAY", ("2009-01-01", "2009-12-31") * 2, "in"),
    ("Its August output fell 5 percent.", "fell", "SPAN", ("2013-08-01",) * 2 + ("2013-08-31",) * 2, None),
    ("Profits for 2012 fell.", "fell", "SPAN", ("2012-01-01",) * 2 + ("2012-12-31",) * 2, "for"),
    ("It posted growth after a 2 percent drop in 2009.", "drop", "SPAN", ("2009-01-01",) * 2 + ("2009-12-31",) * 2, "in"),
    ("It rose after gaining 2 percent in 2009.", "gaining", "SPAN", ("2009-01-01",) * 2 + ("2009-12-31",) * 2, "in"),
    ("The town was calm after the vote on Tuesday.", "vote", "DAY", ("2013-10-08",) * 4, "on"),
    ("They sold it after the sale of yen on Tuesday.", "sale", "DAY", ("2013-10-08",) * 4, "on"),
    ("The firm reported a loss for 2012.", "loss", "SPAN", ("2012-01-01",) * 2 + ("2012-12-31",) * 2, "for"),
    ("Storms hit the coast on May 3, 5 and 9, 2013.", "hit", "DAY", ("2013-05-03", "2013-05-09") * 2, "on"),
    ("They met on May 19, 20 and 21.", "met", "SPAN", ("2013-05-19",) * 2 + ("2013-05-21",) * 2, "on"),
    ("He performed in 2001 and 2004.", "performed", "SPAN", ("2001-01-01", "2004-12-31") * 2, "in"),
    ("Rain fell Monday to Wednesday.", "fell", "SPAN", ("2013-10-07",) * 2 + ("2013-10-09",) * 2, None),
    ("Rain fell Monday\u2013Wednesday.", "fell", "SPAN", ("2013-10-07",) * 2 + ("2013-10-09",) * 2, None),
    ("Prices rose in July-September.", "rose", "SPAN", ("2013-07-01",) * 2 + ("2013-09-30",) * 2, "in"),
    ("The fair was held on March 3-5.", "held", "SPAN", ("2013-03-03",) * 2 + ("2013-03-05",) * 2, "on"),
    ("He governed from 1990-2005.", "governed", "SPAN", ("1990-01-01",) * 2 + ("2005-12-31",) * 2, "from"),
    ("He served from 1971 until his death in 1998.", "served", "SPAN", ("1971-01-01",) * 2 + ("1998-12-31",) * 2, "from"),
    ("The firm moved the vote on Monday to Friday.", "moved", "DAY", ("2013-10-07",) * 4, "on"),
    ("The 2009-built ship sank on Tuesday.", "sank", "DAY", ("2013-10-08",) * 4, "on"),
    ("The 1980s-themed musical will open next year.", "open", "DAY", ("2014-01-01", "2014-12-31") * 2, None),
    ("The bridge has been closed since May.", "closed", "SPAN", ("2013-05-01", "2013-05-31", "2013-10-11", "-"), "since"),
    ("Smith has not spoken since May.", "spoken", "SPAN", ("2013-05-01", "2013-05-31", "2013-10-11", "-"), "since"),
    ("Ten men have been killed since May.", "killed", "SPAN", ("2013-05-01", "2013-10-11") * 2, "since"),
    ("He has lived there for four years.", "lived", "SPAN", ("2005-10-11", "2011-10-11", "2013-10-11", "-"), "for"),
    ("The bridge has been shut for two days.", "shut", "SPAN", ("2013-10-07", "2013-10-10", "2013-10-11", "-"), "for"),
    ("He won in 2001, 2004 and 2009.", "won", "DAY", ("2001-01-01", "2009-12-31") * 2, "in"),
    ("Rates rose in June and July.", "rose", "SPAN", ("2013-06-01",) * 2 + ("2013-07-31",) * 2, "in"),
    ("Rates rose in 2011 and fell in 2012.", "rose", "SPAN", ("2011-01-01",) * 2 + ("2011-12-31",) * 2, "in"),
    ("A man was shot late on Monday night.", "shot", "DAY", ("2013-10-07",) * 4, None),
    ("He will resign in just over two months.", "resign", "DAY", ("2013-12-11", "-") * 2, "in"),
    ("The court could rule as soon as Tuesday.", "rule", "DAY", ("2013-10-15", "-") * 2, "soon as"),
    # What is only a part of its day leaves room on it.
    ("The bids will close before 5 p.m. on Tuesday.", "close", "DAY", ("2013-10-11", "2013-10-15") * 2, "before"),
    ("The mayor died before dawn on Tuesday.", "died", "DAY", ("-", "2013-10-08") * 2, "before"),
    ("The bomb exploded after 9 p.m. on Tuesday.", "exploded", "DAY", ("2013-10-08", "2013-10-11") * 2, "after"),
    # What is close to such a part is on that day.
    ("The bomb exploded shortly after 9 p.m. on Tuesday.", "exploded", "DAY", ("2013-10-08",) * 4, "shortly after"),
    ("The bomb exploded just before dawn on Tuesday.", "exploded", "DAY", ("2013-10-08",) * 4, "just before"),
    ("The bomb exploded a few minutes after 9 p.m. Tuesday.", "exploded", "DAY", ("2013-10-08",) * 4, "minutes after"),
    ("The bomb exploded just before midnight on Tuesday.", "exploded", "DAY", ("2013-10-08",) * 4, "just before"),
    ("The bomb exploded shortly before midnight.", "exploded", "DAY", ("-", "2013-10-11") * 2, "before"),
    ("The bomb exploded just after Tuesday.", "exploded", "DAY", ("2013-10-09", "2013-10-11") * 2, "after"),
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
    (
        "The average has hovered near 500 for the last two years.",
        "hovered",
        "SPAN",
        ("2011-10-11",) * 2 + ("2013-10-11",) * 2,
        "for",
    ),
    ("The board will sell it within two to four weeks.", "sell", "DAY", ("2013-10-11", "2013-11-08") * 2, "within"),
    ("The board will sell it within two to three decades.", "sell", "DAY", ("2013-10-11", "2043-10-11") * 2, "within"),
    ("The board will sell it within about two to three years.", "sell", "DAY", ("2013-10-11", "2016-10-11") * 2, "within"),
    ("The show ran from Monday to Thursday.", "ran", "SPAN", ("2013-10-07",) * 2 + ("2013-10-10",) * 2, "from"),
    ("The plant will stop for three weeks from January 5.", "stop", "SPAN", ("2014-01-05",) * 2 + ("2014-01-25",) * 2, "from"),
    ("The museum closed on October 1 for one day.", "closed", "DAY", ("2013-10-01",) * 4, "on"),
    ("The museum closed on October 1 for four hours.", "closed", "DAY", ("2013-10-01",) * 4, "on"),
    ("The museum closed on October 1 for two days.", "closed", "SPAN", ("2013-10-01",) * 2 + ("2013-10-02",) * 2, "on"),
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


def test_a_past_day_is_not_of_what_was_considered_on_it() -> None:
    assert bounds(event("They considered a cut in taxes on Tuesday.", "cut"))[3] == "-"
    assert bounds(event("They are weighing a strike on June 1, 2014.", "strike")) == ("2014-06-01",) * 4


@pytest.mark.parametrize(("sentence", "trigger", "extent", "limits", "cue"), EXPLICIT)
def test_a_cue_relates_an_event_to_its_mention(
    sentence: str, trigger: str, extent: str, limits: tuple[str, ...], cue: str | None
) -> None:
    row = event(sentence, trigger)
    assert (row.time_basis, row.extent, bounds(row), row.time_cue) == ("EXPLICIT", extent, limits, cue)
    assert row.mention_id is not None


@pytest.mark.parametrize(
    ("sentence", "trigger"),
    [
        ("The raid was a response to strikes last month.", "response"),
        ("They will update their projections for 2014.", "projections"),
        ("They raised their projections for 2014.", "projections"),
        ("The banks have delayed repayments since May.", "repayments"),
        ("Profit went to 3 million from 2 million in 2009.", "went"),
        ("The price rose to 9 dollars from 8 in 2011 and 7 in 2009.", "rose"),
        ("The dollar slipped to its low for the week.", "slipped"),
        ("Banks await the recently proposed merger.", "merger"),
        ("On the recently imposed levy, he said it would stay.", "said"),
        ("Prices are climbing again [0730 EST].", "climbing"),
        ("A meteor was seen over Maine Tuesday night, the radio reports.", "reports"),
    ],
)
def test_a_date_of_another_word_dates_nothing(sentence: str, trigger: str) -> None:
    assert event(sentence, trigger).mention_id is None


@pytest.mark.parametrize(
    ("sentence", "trigger", "limits"),
    [
        ("The raid was a response to strikes last month.", "strikes", ("2013-09-01", "2013-09-30") * 2),
        ("The opening is targeted for 2014.", "targeted", ("2014-01-01", "2014-12-31") * 2),
        ("The army has led talks since May.", "talks", ("2013-05-01", "2013-05-31", "2013-10-11", "-")),
        ("The rate was cut to 4 percent from 5 percent in May.", "cut", ("2013-05-01", "2013-05-31") * 2),
        ("The firm moved to Rome from Oslo in 2009.", "moved", ("2009-01-01", "2009-12-31") * 2),
        ("It rose from 7 tons in 2009 to 8 tons in 2011.", "rose", ("2011-01-01",) * 2 + ("2011-12-31",) * 2),
        ("He criticized the recently completed merger.", "merger", ("-", "2013-10-10") * 2),
        ("Last week, as criticism grew louder, the board announced a review.", "announced", ("2013-09-30", "2013-10-06") * 2),
        ("A meteor was spotted streaking over Maine Tuesday night, the radio reports.", "streaking", ("2013-10-08",) * 4),
        ("A car was seen leaving the bank on Tuesday.", "seen", ("2013-10-08",) * 4),
        ("Inflation is seen rising in 2014.", "seen", ("2013-10-11",) * 4),
    ],
)
def test_which_word_a_date_is_of(sentence: str, trigger: str, limits: tuple[str, ...]) -> None:
    assert bounds(event(sentence, trigger)) == limits


@pytest.mark.parametrize("words", ["predict 5 million visitors this year", "put the crop at 5 million tons this year"])
def test_the_period_that_a_figure_is_reckoned_for_is_not_when_somebody_reckons(words: str) -> None:
    row = event(f"Analysts {words}.", words.split()[0])
    assert (row.time_basis, row.latest_end) == ("TENSE", PUBLISHED)


def test_somebody_may_have_reckoned_in_a_period_that_is_over() -> None:
    assert event("Analysts predicted 5 million visitors in 2012.", "predicted").time_basis == "EXPLICIT"
    assert event("In May analysts predicted 5 million visitors in 2014.", "predicted").time_basis == "EXPLICIT"
    assert event("He put 5 million in the bank this year.", "put").time_basis == "EXPLICIT"


@pytest.mark.parametrize("words", ["bringing the total since June to $5 billion", "taking her record since June to ten wins"])
def test_a_total_that_is_counted_from_a_day_goes_up_on_another(words: str) -> None:
    row = event(f"She won on Monday, {words}.", words.split()[0])
    assert bounds(row) == ("2013-10-07",) * 4


def test_what_somebody_has_done_since_a_day_is_no_total() -> None:
    assert event("The firm has raised its stake since June to ten percent.", "raised").time_basis == "EXPLICIT"


@pytest.mark.parametrize(
    "words", ["clearing the way for votes", "opening the door to elections", "setting the stage for talks"]
)
def test_what_opens_the_way_for_something_ahead_is_not_of_then(words: str) -> None:
    verb, *_, noun = words.split()
    sentence = f"The parties reached a deal on Monday, {words} next week."
    assert bounds(event(sentence, verb)) == ("2013-10-07",) * 4
    assert bounds(event(sentence, noun)) == ("2013-10-14", "2013-10-20") * 2


def test_what_opens_the_way_for_something_that_is_over_may_be_of_then() -> None:
    assert event("The court cleared the way for the sale last week.", "cleared").time_basis == "EXPLICIT"
