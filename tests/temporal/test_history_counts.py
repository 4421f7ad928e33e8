"""Lengths, nights and hours as histories tell them."""

import pytest

from tests.temporal.reading import told


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("He came on 3 May 1943, and at about 0530 the guns began; about 1420 men fell.", ["1943-05-03", "1943-05-03T05:30"]),
        # What a day names, behind what came after it, does not move the story; the day of what is told does.
        (
            "They landed on 9 May 1943. The wire was cut after the scouts' 8 May patrol. The boats came in at 0520.",
            ["1943-05-09", "1943-05-08", "1943-05-09T05:20"],
        ),
        (
            "They landed on 9 May 1943. The wire was cut after dark on 10 May. The boats came in at 0520.",
            ["1943-05-09", "1943-05-10", "1943-05-10T05:20"],
        ),
        ("At night on 4th March 1811 the guns were moved.", ["1811-03-04TNI"]),
        (
            "They came up on the night of 30th June / 1st July 1916. During the whole night it rained. At 6.25 a.m. they left.",
            ["1916-06-30TNI", "1916-06-30TNI", "1916-07-01T06:25"],
        ),
        ("In June 1916 he came. On the night of 30 June/1 July he left.", ["1916-06", "1916-06-30TNI"]),
        ("He was sworn in on 3 March 1871 and left on the 9th of the following May.", ["1871-03-03", "1871-05-09"]),
        ("In October 1942 it moved to York, having been at Hull for the previous year.", ["1942-10", "P1Y"]),
        ("In October 1942 it sent in its accounts for the previous year.", ["1942-10", "1941"]),
        ("The thirty months from May 1931 to November 1933 were calm.", ["P30M", "1931-05", "1933-11"]),
        ("The seven years from 1756 to 1763 were hard.", ["P7Y", "1756", "1763"]),
        ("Three months from 3 May 1811 he was dead.", ["1811-08-03"]),
        ("After many long months it stood in 1704; after several weary weeks it fell.", ["PXM", "1704", "PXW"]),
        ("For the remaining months of 1871 it lay at anchor.", ["PXM", "1871"]),
        ("The coalition of 1911-4 was weak.", ["1911", "1914"]),
        ("The act of 1914-1 was void.", ["1914"]),
        ("The rising of 1745 failed. Few spoke of the '45 again.", ["1745", "1745"]),
        ("He was born in 1899. His sister came in '01, his son in '31.", ["1899", "1901", "1931"]),
        ("He came in 1904, four weeks after. He left a month after Brown.", ["1904", "1904", "P1M"]),
    ],
)
def test_counts_of_a_history(text: str, values: list[str | None]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    "text",
    [
        "The French met the Dutch. The former used guns, the latter bows.",
        "He lived on the half-yearly dividend.",
        "They took part in the night bombing of the port and the night interception of ships.",
        "He was true in hours of danger.",
    ],
)
def test_no_times_of_a_history(text: str) -> None:
    assert told(text) == []


def test_the_former_mayor_served_daily_for_hours() -> None:
    assert told("In 1871 the former mayor came daily and in hours of talk won.") == ["1871", "PAST_REF", "XXXX-XX-XX", "PTXH"]
