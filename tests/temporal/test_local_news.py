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

CASES = [*MISHAPS.items(), *DECIMALS.items()]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_text_has_these_values(text: str, expected: list[str]) -> None:
    assert values(text) == expected
