"""Laws of the four bounds: earliest no later than latest, no end before its start, whatever the words and dates."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.events.bounds import Bounds, Limits, Period, length_of, period_of
from transforms.events.relations import load_relations
from transforms.temporal.mention import Mention

RELATIONS = load_relations("en")
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
MAYBE = st.one_of(st.none(), DAYS)
EXTENTS = st.sampled_from(["DAY", "SPAN", "STATE", "MEASURED"])
SIDES = st.sampled_from(["past", "present", "future"])
LENGTHS = st.one_of(st.none(), st.integers(0, 4_000_000).map(lambda days: timedelta(days=days)))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    first, last = draw(MAYBE), draw(MAYBE)
    if first is not None and last is not None and first > last:
        first, last = last, first
    return Period(first, last, draw(LENGTHS))


def is_consistent(bounds: Bounds) -> bool:
    def in_order(one: date | None, other: date | None) -> bool:
        return one is None or other is None or one <= other

    pairs = (
        (bounds.earliest_start, bounds.latest_start),
        (bounds.earliest_end, bounds.latest_end),
        (bounds.earliest_start, bounds.earliest_end),
        (bounds.latest_start, bounds.latest_end),
        (bounds.earliest_start, bounds.latest_end),
    )
    return all(in_order(one, other) for one, other in pairs)


@given(st.sampled_from(sorted(RELATIONS.periods)), periods(), EXTENTS, SIDES, MAYBE)
def test_every_cue_gives_consistent_bounds(cue: str, period: Period, extent: str, side: str, publication: date | None) -> None:
    bounds = RELATIONS.bounds(cue, period, extent, side, publication)
    if bounds is not None:
        assert is_consistent(bounds), bounds
        if bounds.extent == "DAY":
            assert (bounds.earliest_start, bounds.latest_start) == (bounds.earliest_end, bounds.latest_end)


@given(st.sampled_from(sorted(RELATIONS.sequences)), periods(), EXTENTS, SIDES, MAYBE)
def test_every_order_gives_consistent_bounds(
    cue: str, period: Period, extent: str, side: str, publication: date | None
) -> None:
    bounds = RELATIONS.in_sequence(cue, period, extent, side, publication)
    assert bounds is None or is_consistent(bounds), bounds


@given(DAYS, st.sampled_from(RELATIONS.defaults))
def test_every_default_gives_consistent_bounds(publication: date, default: object) -> None:
    template = default.bounds  # type: ignore[attr-defined]
    assert is_consistent(Limits(Period(publication, publication), publication, RELATIONS.recent).bounds(template))


@pytest.mark.parametrize(
    ("last", "extent"), [(date(2013, 10, 7), "DAY"), (date(2013, 10, 12), "DAY"), (date(2013, 10, 13), "SPAN")]
)
def test_what_is_measured_over_less_than_a_week_is_of_one_day(last: date, extent: str) -> None:
    bounds = RELATIONS.bounds("in", Period(date(2013, 10, 7), last), "MEASURED", "past", date(2013, 12, 1))
    assert bounds is not None
    assert bounds.extent == extent


def mention(start: datetime | None, end: datetime | None, value: str | None = None) -> Mention:
    return Mention(
        "a-m0", 0, 0, 1, "x", "DATE", value, None, None, None, "", "", 1, "NONE", None, start, end, None, False, None, ""
    )


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("2013-10-07", "2013-10-08", date(2013, 10, 7), date(2013, 10, 7)),
        ("2013-10-01", "2013-11-01", date(2013, 10, 1), date(2013, 10, 31)),
        ("2013-10-07T21:00", "2013-10-08T05:00", date(2013, 10, 7), date(2013, 10, 7)),  # Monday night
        ("2013-10-07T17:00", "2013-10-07T17:00", date(2013, 10, 7), date(2013, 10, 7)),
        ("2013-10-07", None, date(2013, 10, 7), None),
    ],
)
def test_a_mention_covers_whole_days(start: str, end: str | None, first: date, last: date | None) -> None:
    period = period_of(mention(datetime.fromisoformat(start), None if end is None else datetime.fromisoformat(end)))
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize(
    ("value", "days"),
    [("P3D", 3), ("P2W", 14), ("P1Y", 365), ("PT2H", 0), ("P1M", 30), ("PXD", None), ("P", None), (None, None), ("2013", None)],
)
def test_lengths(value: str | None, days: int | None) -> None:
    length = length_of(value)
    assert (None if length is None else length.days) == days
