"""How a cue relates an event to the time that its mention names. Published on Friday 2013-10-11."""

import pytest

from tests.events.rows import bounds, event

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
    ("They met on Monday and Wednesday.", "met", "DAY", ("2013-10-07", "2013-10-09") * 2, "on"),
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


@pytest.mark.parametrize(("sentence", "trigger", "extent", "limits", "cue"), EXPLICIT)
def test_a_cue_relates_an_event_to_its_mention(
    sentence: str, trigger: str, extent: str, limits: tuple[str, ...], cue: str | None
) -> None:
    row = event(sentence, trigger)
    assert (row.time_basis, row.extent, bounds(row), row.time_cue) == ("EXPLICIT", extent, limits, cue)
    assert row.mention_id is not None
