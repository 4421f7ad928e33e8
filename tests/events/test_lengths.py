"""How long things take, and when what takes so long goes on. Published on Friday 2013-10-11."""

import pytest

from tests.events.rows import bounds, event

LENGTHS = [
    # sentence, trigger, extent, the four bounds, length
    ("The law cuts fees over three years.", "cuts", "SPAN", ("2013-10-11", "-", "2016-10-11", "-"), "P3Y"),
    ("The levy would raise the rent over three years.", "raise", "SPAN", ("2013-10-11",) * 2 + ("2016-10-11",) * 2, "P3Y"),
    ("The clerk stole the money over three years.", "stole", "SPAN", ("-", "2010-10-11", "-", "2013-10-11"), "P3Y"),
    ("Fees have doubled over three years.", "doubled", "SPAN", ("2010-10-11",) * 2 + ("2013-10-11",) * 2, "P3Y"),
    ("The growth over three years is large.", "growth", "SPAN", ("2010-10-11",) * 2 + ("2013-10-11",) * 2, "P3Y"),
    ("Growth would raise the rent over three years.", "Growth", "SPAN", ("-", "2013-10-11", "2013-10-11", "-"), None),
    ("The law allows the fee but cuts it over three years.", "allows", "SPAN", ("-", "2013-10-11", "2013-10-11", "-"), None),
    ("Fees rose and fell over three years.", "rose", "SPAN", ("-", "2010-10-11", "-", "2013-10-11"), "P3Y"),
    ("The mayor left over three years ago.", "left", "DAY", ("-", "2010-10-10") * 2, None),
    ("The trial will last six months.", "last", "SPAN", ("2013-10-11", "-") * 2, "P6M"),
    ("The repairs took six weeks.", "took", "SPAN", ("-", "2013-10-11") * 2, "P6W"),
    ("The repairs took six hours.", "took", "DAY", ("2012-10-11", "2013-10-11") * 2, "PT6H"),
    ("The repairs took months.", "took", "SPAN", ("-", "2013-10-11") * 2, "PXM"),
    ("The repairs could take years.", "take", "SPAN", ("2013-10-11", "-") * 2, "PXY"),
    ("The army took the town.", "took", "DAY", ("2012-10-11", "2013-10-11") * 2, None),
    ("The three-day summit failed.", "summit", "SPAN", ("-", "2013-10-11") * 2, "P3D"),
    ("The two-hour summit failed.", "summit", "DAY", ("-", "2013-10-11") * 2, "PT2H"),
    ("He will spend two weeks in Rome in May 2014.", "spend", "SPAN", ("2014-05-01", "2014-05-31") * 2, "P2W"),
    ("The firm spent 2 million dollars in May.", "spent", "SPAN", ("2013-05-01",) * 2 + ("2013-05-31",) * 2, None),
    ("The two-week strike began in May.", "strike", "SPAN", ("2013-05-01", "2013-05-31", "2013-05-01", "-"), "P2W"),
    ("It rained all week.", "rained", "SPAN", ("2013-10-04", "2013-10-11") * 2, "P1W"),
    ("It rained all day.", "rained", "DAY", ("2012-10-11", "2013-10-11") * 2, "P1D"),
    ("It rained all week in May 2012.", "rained", "DAY", ("2012-05-01", "2012-05-31") * 2, None),
    ("The shop sells bread all year.", "sells", "SPAN", ("-", "2013-10-11", "2013-10-11", "-"), "P1Y"),
    ("The mill will be closed all week.", "closed", "SPAN", ("2013-10-11", "-") * 2, "P1W"),
    ("She left on Tuesday after two days of rioting.", "rioting", "SPAN", ("-", "2013-10-08") * 2, "P2D"),
    ("Two hours of rioting followed.", "rioting", "DAY", ("-", "2013-10-11") * 2, "PT2H"),
    ("Two days of the riot were quiet.", "riot", "DAY", ("-",) * 4, None),
]


@pytest.mark.parametrize(("sentence", "trigger", "extent", "limits", "length"), LENGTHS)
def test_what_takes_its_length(sentence: str, trigger: str, extent: str, limits: tuple[str, ...], length: str | None) -> None:
    row = event(sentence, trigger)
    assert (row.extent, bounds(row), row.duration) == (extent, limits, length)


def test_what_takes_days_is_on_no_single_day() -> None:
    assert event("The repairs took six weeks.", "took").best_start is None
    assert event("The repairs took six hours.", "took").best_start is not None
