"""Dates of a word inside a clause, which say nothing of its verb. Published on Friday 2013-10-11."""

import pytest

from tests.events.rows import bounds, event

RECENT = ("2012-10-11", "2013-10-11") * 2
NOW = ("-", "2013-10-11", "2013-10-11", "-")
RECENT_TOLD = ("2013-10-10", "2013-10-11") * 2


@pytest.mark.parametrize(
    ("sentence", "trigger", "limits"),
    [
        # A participle dates the occasion of a verb, and no place or price.
        ("The bank bought bonds at the rates set on Tuesday.", "bought", RECENT),
        ("Nine were killed in a house built in 1990.", "killed", RECENT),
        ("Nine were killed at a rally held on Tuesday.", "killed", ("2013-10-08",) * 4),
        ("He wrote in a column printed on Tuesday that it was over.", "wrote", ("2013-10-08",) * 4),
        # Whatever the apostrophe of whose it is.
        ("The mayor dismissed last week’s reports of a leak.", "dismissed", RECENT),
        # A figure before another one, whoever raises it, or that is reckoned for a year.
        ("Growth has been targeted at 4 percent in 2013.", "targeted", RECENT),
        ("The firm raised its dividend to 21 cents from 20 cents the prior quarter.", "raised", RECENT),
        ("The firm raised its rate to 8 percent from 7 percent on Tuesday.", "raised", ("2013-10-08",) * 4),
        ("The budget sees spending of 5 million, an increase from this year.", "increase", ("-",) * 4),
        # Where something is from, or from when on what is offered.
        ("The judge cited a law from the 1950s.", "cited", RECENT_TOLD),
        ("The firm offered a raise from May 1.", "offered", RECENT),
        ("The firm offered to raise wages from May 1.", "offered", RECENT),
        ("The firm offered to raise wages from May 1.", "raise", ("2013-05-01",) * 4),
        ("The players were barred from May 1.", "barred", ("2013-05-01",) * 4),
        # The new end of something.
        ("The firm extended the deadline to May 2014.", "extended", RECENT),
        ("The club extended the truce to May 2014.", "truce", ("-", "2014-05-31", "2014-05-01", "2014-05-31")),
        # What is only planned for then.
        ("The next game is scheduled for May 2014.", "scheduled", NOW),
        ("The firm met the targets set for May.", "set", RECENT),
        # What falls due.
        ("The firm will ask them to cut the debt due in 2014.", "cut", ("2013-10-11", "-") * 2),
        ("He may cut taxes before elections due in 2014.", "elections", ("2014-01-01", "2014-12-31") * 2),
        # Which day is left out.
        ("He has golfed every week apart from last week.", "golfed", RECENT),
        # What somebody speaks about.
        ("Commenting on the latest week, she said it was over.", "Commenting", RECENT_TOLD),
        ("He spoke last week, but Jones warned in a pair of letters sent on Monday that he knew.", "warned", RECENT_TOLD),
        # What a noun is for, or whose it is.
        ("Experts carried out a study for the 1990s.", "carried", RECENT),
        ("The club changed its fiscal year.", "changed", RECENT),
        # One verb of two in other tenses.
        ("The drug has been tested widely and was banned in 2009.", "tested", RECENT),
        ("The drug was tested widely and was banned in 2009.", "tested", ("2009-01-01", "2009-12-31") * 2),
        # What is expected now, whatever it comes after.
        ("The bank expects growth of 2 percent, after a rise of 3 percent in 2012.", "expects", ("2013-10-11",) * 4),
    ],
)
def test_a_date_of_another_word_is_none_of_the_verb(sentence: str, trigger: str, limits: tuple[str, ...]) -> None:
    assert bounds(event(sentence, trigger)) == limits


def test_a_length_that_tells_which_thing_it_is_is_none_of_the_verb() -> None:
    assert event("The rate on the 50 mln dlr, five year, equity bond for Tokyo Steel has been set.", "set").duration is None
    assert event("The strike has been called for five days.", "called").duration == "P5D"


def test_what_a_noun_does_by_a_participle_is_of_one_time_with_it() -> None:
    assert bounds(event("The changes occurring in 2009 did not help.", "changes")) == ("2009-01-01", "2009-12-31") * 2
    assert bounds(event("An explosion killing nine on Tuesday shook him.", "explosion")) == ("2013-10-08",) * 4


@pytest.mark.parametrize("word", ["initially", "originally"])
def test_what_was_so_at_first_was_not_so_on_the_last_day(word: str) -> None:
    assert bounds(event(f"The bank {word} denied it.", "denied")) == ("-", "2013-10-10") * 2
