"""Days of a month that news tells on from one long over: of its year, not of the one that is nearest to publication."""

from datetime import date

import pytest

from tests.temporal.reading import values

PUBLISHED = date(2016, 12, 1)
LONG_OVER = "The ferry sank on Dec. 21, 2015. "


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The owner kept silent. He told the coast guard on Dec. 23 that it had been overloaded.", "2015-12-23"),
        ("The owner kept silent. The wreck was found on Jan. 4.", "2016-01-04"),
        # What is to come is not told on, and no verb leaves it where it is.
        ("The inquiry is to report on Dec. 23.", "2016-12-23"),
        ("The owner kept silent. The court will hear him on Jan. 4.", "2017-01-04"),
        ("The owner keeps silent. Jan. 4 is a holiday.", "2017-01-04"),
        # Nor is what comes much later.
        ("The owner kept silent. The mayor resigned on Nov. 2.", "2016-11-02"),
    ],
)
def test_what_happened_soon_after_a_day_long_over_is_of_its_year(text: str, day: str) -> None:
    assert values(LONG_OVER + text, PUBLISHED) == ["2015-12-21", day]


def test_a_day_just_behind_publication_is_news_of_its_own() -> None:
    text = "He was killed on Nov. 16, 2014. Nobody was charged. The family did not give up. On Nov. 20 they lit candles."
    assert values(text, PUBLISHED) == ["2014-11-16", "2016-11-20"]


CHRONICLE = ["2016-02-03", "2016-03-09", "2016-06", "2016-09-12", "2017-01-20"]


ENTRIES = (
    ("Feb. 3, 2016", "The mill is sold."),
    ("March 9", "Half of the staff leave."),
    ("June", "A strike begins. It is long."),
    ("Sept. 12", "The mill closes."),
    ("Jan. 20", "It is pulled down."),
)


@pytest.mark.parametrize("written", ["{}: {}\n\n", "* {} - {}\n", "{}\n\n{}\n\n"])
def test_the_entries_of_a_chronicle_follow_each_other(written: str) -> None:
    text = "".join(written.format(*entry) for entry in ENTRIES)
    assert values(text, date(2017, 12, 30)) == CHRONICLE


def test_entries_on_one_line_are_told_by_their_bullets() -> None:
    text = "How the mill fell: " + " ".join(f"* {day}: {what}" for day, what in ENTRIES)
    assert values(text, date(2017, 12, 30)) == CHRONICLE


def test_the_entries_under_a_year_are_of_it() -> None:
    text = "1986:\nJune 6-9: They tell it.\nOct. 12: She is charged.\n1989:\nNov. 7: She is freed."
    assert values(text, PUBLISHED) == ["1986", "1986-06-06", "1986-06-09", "1986-10-12", "1989", "1989-11-07"]


def test_an_entry_that_would_follow_after_publication_goes_back() -> None:
    text = "Dec. 20, 2015: The mill closes.\n\nFeb. 3: Half of the staff leave."
    assert values(text, date(2016, 1, 5)) == ["2015-12-20", "2016-02-03"]


def test_the_same_day_of_a_year_long_over_is_its_anniversary() -> None:
    assert values(LONG_OVER + "It rained on Dec. 21.", date(2017, 12, 30)) == ["2015-12-21", "2017-12-21"]
