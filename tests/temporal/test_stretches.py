"""Lengths at one end of another time: their value is the length, their interval where it lies."""

from datetime import date, timedelta

import pytest

from transforms.temporal import normalize


def stretch(text: str, published: date) -> tuple[str | None, str, str] | None:
    """The value of the first mention, its first and its last day; None without an interval."""
    mention = normalize(text, published)[0]
    if mention.start is None or mention.end is None:
        return None
    return mention.timex_value, mention.start.date().isoformat(), (mention.end - timedelta(days=1)).date().isoformat()


@pytest.mark.parametrize(
    ("text", "value", "first", "last"),
    [
        ("Sales fell in the first five months of 1997.", "P5M", "1997-01-01", "1997-05-31"),
        ("Sales fell in its first five months of fiscal 1997.", "P5M", "1997-01-01", "1997-05-31"),
        ("It rained in the first ten days of May.", "P10D", "1998-05-01", "1998-05-10"),
        ("It rained in the last two weeks of May.", "P2W", "1998-05-18", "1998-05-31"),
        ("It earned more in the final three months of last year.", "P3M", "1997-10-01", "1997-12-31"),
        ("Sales rose in the nine months ended May 31, 1997.", "P9M", "1996-09-01", "1997-05-31"),
        ("Sales rose in the nine months to September.", "P9M", "1998-01-01", "1998-09-30"),
        ("Sales rose in the nine months through September.", "P9M", "1998-01-01", "1998-09-30"),
        ("Sales rose in the fiscal year ended March 31.", "P1Y", "1997-04-01", "1998-03-31"),
        ("The law covers the three years beginning on Jan. 1, 1999.", "P3Y", "1999-01-01", "2001-12-31"),
    ],
)
def test_a_length_lies_at_the_end_that_its_words_name(text: str, value: str, first: str, last: str) -> None:
    assert stretch(text, date(1998, 10, 14)) == (value, first, last)


@pytest.mark.parametrize(
    ("text", "published", "first"),
    [
        ("Sales fell in the first nine months.", date(1998, 10, 14), "1998-01-01"),
        ("Sales fell in the first nine months.", date(1998, 2, 11), "1997-01-01"),
        ("Sales fell in the first three months.", date(1998, 4, 15), "1998-01-01"),
        ("Sales fell in the first nine months of the year.", date(1998, 2, 11), "1997-01-01"),
        ("Sales will rise in the first nine months.", date(1998, 2, 11), "1998-01-01"),
    ],
)
def test_the_first_months_are_of_the_latest_year_in_which_they_are_over(text: str, published: date, first: str) -> None:
    found = stretch(text, published)
    assert found is not None
    assert found[1] == first


@pytest.mark.parametrize("text", ["The first two weeks were hard.", "He failed in the first three days of trading."])
def test_days_and_weeks_of_nothing_that_is_named_lie_nowhere(text: str) -> None:
    assert stretch(text, date(1998, 10, 14)) is None


@pytest.mark.parametrize(
    "text",
    [
        "The jury met twice in the first six months of its inquiry.",
        "He fled in the first six months of the siege.",
        "She sacked nine men in the first six months after the fire.",
        "She sacked nine men in the first six months in office.",
        "He wept in the last six months of the siege.",
    ],
)
def test_months_of_what_is_told_of_are_none_of_the_calendar(text: str) -> None:
    assert normalize(text, date(1998, 10, 14))[0].timex_value == "P6M"
    assert stretch(text, date(1998, 10, 14)) is None


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("It earned more in the first six months.", "1998-01-01"),
        ("It earned more in the first six months in Norway.", "1998-01-01"),
        ("It earned more in the first six months of its fiscal year.", "1998-01-01"),
        ("It has earned more in the last six months.", "1998-04-14"),
        ("He has wept through the last six months of fighting.", "1998-04-14"),
    ],
)
def test_months_of_accounts_and_up_to_now_are(text: str, first: str) -> None:
    assert (stretch(text, date(1998, 10, 14)) or ("", "", ""))[1] == first
