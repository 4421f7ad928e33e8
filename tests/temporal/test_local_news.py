"""What local papers, courts, police and company reports say of time, in texts published on Friday 11 October 2013."""

import pytest

from tests.temporal.reading import values

# What follows a mishap, or a storm, may be planned or forecast; they themselves are over.
MISHAPS = {
    "The storm will cross the lake on October 14.": ["2013-10-14"],
    "A cyclone will make landfall in November.": ["2013-11"],
    "The murder trial will open on October 14.": ["2013-10-14"],
    "The inquest into her death is due to open on November 14.": ["2013-11-14"],
    "The trial for the murder starts in November.": ["2013-11"],
    "The storm on November 14 sank two barges.": ["2012-11-14"],
    "The town fears a storm on October 14.": ["2013-10-14"],
    "The attack in November left the bridge in ruins.": ["2012-11"],
    "They mourn the victims of the fire on November 14.": ["2012-11-14"],
}

DECIMALS = {
    "She took a 2.5-year lease.": ["P2Y6M"],
    "They gave a 1.5-hour talk.": ["PT1H30M"],
    "She took a 5-year lease.": ["P5Y"],
}

# A weekday is that of the date beside it.
DATED_WEEKDAYS = {
    "Nurses were sent to the farm on Saturday (October 5).": ["2013-10-05", "2013-10-05"],
    "Nurses were sent to the farm at around 7.30pm on Saturday (October 5).": ["2013-10-05T19:30", "2013-10-05"],
    "The boat sank at 9pm on Monday (30 September).": ["2013-09-30T21:00", "2013-09-30"],
    "They met on Saturday night (October 5) in a barn.": ["2013-10-05TNI", "2013-10-05"],
    "The fair is on Sunday next, October 20th at 8 p.m.": ["2013-10-20T20:00"],
    "She wrote on Sunday last, September 29.": ["2013-09-29"],
    "On Monday (May 4 is a holiday) it rained.": ["2013-10-07", "2013-05-04"],
}

# What a court gives a day lies ahead, as does a day of a month to come that the text has just named.
COURTS = {
    "The bench adjourned the case to January 29 for mention.": ["2014-01-29"],
    "The plea is listed for January 29.": ["2014-01-29"],
    "The test has been fixed for January 29.": ["2014-01-29"],
    "The case was adjourned to Monday.": ["2013-10-14"],
    "The plea is listed for Monday.": ["2013-10-14"],
    "Sales were down for January.": ["2013-01"],
    "The case was adjourned to October 9, when she pleaded guilty.": ["2013-10-09"],
    "It set one plea on January 15, 2014, another on January 18 and a third on January 23.": [
        *("2014-01-15", "2014-01-18", "2014-01-23")
    ],
    "The plan goes to the board in early March before it is put to a vote on March 9.": ["2014-03", "2014-03-09"],
    "The vote is on January 15, 2014. He was arrested on January 18.": ["2014-01-15", "2013-01-18"],
    "The vote is on January 15, 2014. She took over on January 3.": ["2014-01-15", "2013-01-03"],
}

NOTICES = {
    "Two games have been scrapped for Monday.": ["2013-10-14"],
    "A strike has been called for Monday.": ["2013-10-14"],
    "The new rules come into force on Monday.": ["2013-10-14"],
    "It is quiet, with the new rules coming into effect on Monday.": ["2013-10-14"],
    "The new rules came into force on Monday.": ["2013-10-07"],
    "The game was called off on Monday.": ["2013-10-07"],
}

POLICE = {
    "The gang broke in at 0100hrs and fled.": ["2013-10-11T01:00"],
    "On Tuesday at about 0600hrs, a bell rang, and at about 2230hrs it rang again.": [
        *("2013-10-08T06:00", "2013-10-08T22:30")
    ],
    "At 1500 hours in the yard a bell rang.": ["2013-10-11T15:00"],
    "The pump ran for 2000 hours.": ["PT2000H"],
    "The talks are set for 1900 hours.": ["2013-10-11T19:00"],
    "She gave it 1500 hours of work.": ["PT1500H"],
}

ACCOUNTS = {
    "Trade will pick up in the current fiscal.": ["2013"],
    "Trade fell last fiscal, and will fall next fiscal.": ["2012", "2014"],
    "They fear this fiscal deficit, the next fiscal crisis and last fiscal and monetary policy.": [],
    "The bank posted a loss for December quarter.": ["2012-Q4"],
    "Trade rose in March quarter of 2013.": ["2013-Q1"],
    "In May quarter-final tickets ran out.": ["2013-05"],
    "Profit rose in Q1FY14 on higher sales.": ["2014-Q1"],
    "The mill made a loss in H1 FY13.": ["2013-H1"],
}

# A quarter said again is of the fiscal year that the text has named; half of what is spoken of is none of the year.
QUARTERS = {
    "Sales for the second quarter of fiscal 2014 rose, compared to those in the second quarter of fiscal 2013. During the "
    "second quarter, it lent less.": ["2014-Q2", "2013-Q2", "2014-Q2"],
    "Sales for the second quarter of fiscal 2014 rose. As of September 30, 2013, it had no debt. In the second fiscal "
    "quarter, it lent less.": ["2014-Q2", "2013-09-30", "2014-Q2"],
    "It earned more in the second quarter of fiscal 2012. The second quarter loss is its first.": ["2012-Q2", "2013-Q2"],
    "Sales for the second quarter of 2012 rose. In the second quarter, it lent less.": ["2012-Q2", "2013-Q2"],
    "The opera season is in its second half, the tour has been in its fourth quarter.": [],
    "The mill lost money in its second half.": ["2013-H2"],
}

EVERY_OTHER = {
    "The choir meets every alternate week.": ["P2W"],
    "The choir meets every alternate Monday.": ["XXXX-WXX-1"],
    "There was no alternate day.": [],
}

# One date in figures that has one order says what the others are.
FIGURES = {
    "It was seen on 23/9/2013 and again on 3/10/2013.": ["2013-09-23", "2013-10-03"],
    "It was seen on 9/23/2013 and again on 3/10/2013.": ["2013-09-23", "2013-03-10"],
    "It was seen on 3/10/2013.": ["2013-03-10"],
    "It was seen on 3/10/2013, 23/9/2013 and 9/23/2013.": ["2013-03-10", "2013-09-23", "2013-09-23"],
}

SAME_DAY = {
    "Rents are up on this day last year.": ["2012-10-11"],
    "They were held on Tuesday and freed on same date.": ["2013-10-08", "2013-10-08"],
    "The two fairs fall on the same date each year.": ["P1Y"],
}

NAMES = {
    "The clerk, Mr Good Friday, told them.": [],
    "Police held a trader, Mr Friday Obi. Friday said that he was ill.": [],
    "The cook, Mrs April Dean, left. April said that she was ill.": [],
    "The mill said Friday that it would close. The owner Friday told all.": ["2013-10-11", "2013-10-11"],
    "A service of thanksgiving was held in the barn.": [],
    "They came for Thanksgiving.": ["2013-11-28"],
}

# A clock time hangs on no day that only dates a noun, stands for every day beside "daily", and of a game on the day told ahead.
HOURS = {
    "The flood on Friday was the worst since the May 12 flood. More rain is likely by nightfall.": [
        *("2013-10-11", "2013-05-12", "2013-10-11TNI")
    ],
    "The May 12 quake killed nine. It struck at 9 a.m.": ["2013-05-12", "2013-05-12T09:00"],
    "The fair runs until November 5, 11am-6pm daily.": ["2013-11-05", "T11:00", "T18:00", "P1D"],
    "The fair opens on November 5, 11am-6pm.": ["2013-11-05T11:00", "2013-11-05T18:00"],
    "Here are the games for Boxing Day. Ayr v York 2pm. Ayr lost last weekend. Hull v Cork, 3pm.": [
        *("2013-12-26", "2013-12-26T14:00", "2013-W40-WE", "2013-12-26T15:00")
    ],
    "Ayr v York, 2pm.": ["2013-10-11T14:00"],
}

# A weekday with its date is far back or ahead as its verb says.
WEEKDAY_DATES = {
    "They married on Friday 13th June.": ["2008-06-13"],
    "In June 1951 she came to Rome, and they married on Friday 13th June.": ["1951-06", "1951-06-13"],
    "In June 1951 she came to Rome. The fair will open on Friday 13th June.": ["1951-06", "2014-06-13"],
    "They will marry on Friday 13th June.": ["2014-06-13"],
    "She died on Friday, October 4.": ["2013-10-04"],
}

GROUPS = (
    *(MISHAPS, DECIMALS, DATED_WEEKDAYS, COURTS, NOTICES, POLICE, ACCOUNTS),
    *(QUARTERS, EVERY_OTHER, FIGURES, SAME_DAY, NAMES, HOURS, WEEKDAY_DATES),
)
CASES = [case for group in GROUPS for case in group.items()]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_text_has_these_values(text: str, expected: list[str]) -> None:
    assert values(text) == expected
