"""The day on which a text says that it was written."""

from datetime import date, datetime

import pytest

from tests.temporal.reading import values
from transforms.temporal import normalize
from transforms.timeml import write_timeml

COUNTED = [
    ("OSLO, Nov. 4 -- The minister resigned today.", ["1998-11-04", "1998-11-04"]),
    ("Minister quits\n\nOSLO, Norway, Nov. 4 (AP) -- He goes tomorrow.", ["1998-11-04", "1998-11-05"]),
    ("ST. IVES, Nov. 4 - Voters went to the polls yesterday and tonight.", ["1998-11-04", "1998-11-03", "1998-11-04TNI"]),
    ("OSLO, 4 November (Reuters) \u2014 The ship left on Monday.", ["1998-11-04", "1998-11-02"]),
    ("OSLO, Nov. 4 - Oct. 31 debt was higher, it said today.", ["1998-11-04", "1998-10-31", "1998-11-04"]),
    ("OSLO, Nov. 6 - The ship left yesterday.", ["1998-11-06", "1998-11-05"]),
]
# Thursday 1998-11-05.


@pytest.mark.parametrize(("text", "expected"), COUNTED)
def test_days_count_from_the_dateline(text: str, expected: list[str]) -> None:
    assert values(text, date.fromisoformat("1998-11-05")) == expected


NONE = [
    ("OSLO (AP) -- The minister, named on Nov. 4, resigned today.", ["1998-11-04", "1998-11-05"]),
    ("OSLO, Oct. 20 -- The minister resigned today.", ["1998-10-20", "1998-11-05"]),
    ("The fair in OSLO, Nov. 4-8, ends today.", ["1998-11-04", "1998-11-08", "1998-11-05"]),
    ("The ship left Oslo, Nov. 4 - and it sank today.", ["1998-11-04", "1998-11-05"]),
]


@pytest.mark.parametrize(("text", "expected"), NONE)
def test_what_is_no_dateline_or_far_off_moves_nothing(text: str, expected: list[str]) -> None:
    assert values(text, date.fromisoformat("1998-11-05")) == expected


def test_a_dateline_far_into_a_text_moves_nothing() -> None:
    text = "The ship sailed on. " * 20 + "\nOSLO, Nov. 4 (AP) -- The minister resigned today."
    assert values(text, date.fromisoformat("1998-11-05")) == ["1998-11-04", "1998-11-05"]


def test_what_counts_from_the_dateline_names_it() -> None:
    text, published = "OSLO, Nov. 4 (AP) -- The minister resigned today.", date.fromisoformat("1998-11-05")
    dateline, today = mentions = normalize(text, published)
    assert (dateline.anchor, today.anchor, today.anchor_mention_id) == ("PUBLICATION", "DATELINE", dateline.mention_id)
    assert 'value="1998-11-04" temporalFunction="true" functionInDocument="NONE" anchorTimeID="t1">today' in write_timeml(
        text, mentions, published, "a"
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("OSLO, Nov. 5 -- The mill was sold on Friday.", "1998-10-30"),
        ("OSLO, Nov. 5 -- The mill is to be sold on Friday.", "1998-11-06"),
        # A text that does not say its day may be dated a day early.
        ("OSLO -- The mill was sold on Friday.", "1998-11-06"),
    ],
)
def test_nothing_has_happened_on_the_day_after_a_dateline(text: str, day: str) -> None:
    assert values(text, date.fromisoformat("1998-11-05"))[-1] == day


def test_a_dateline_of_the_day_of_publication_leaves_its_hour() -> None:
    told = normalize("OSLO, Nov. 5 -- The ship sank an hour ago.", datetime.fromisoformat("1998-11-05T15:00"))
    assert [mention.timex_value for mention in told] == ["1998-11-05", "1998-11-05T14:00"]
