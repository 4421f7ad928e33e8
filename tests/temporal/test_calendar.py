"""The calendar against independent implementations: python-dateutil and isocalendar."""

from datetime import date, datetime, timedelta

import dateutil.easter
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import example, given
from hypothesis import strategies as st

from transforms.configuration import DEFAULT_ROOT
from transforms.temporal import normalize
from transforms.temporal.civil import at, floor, shift, unit_span
from transforms.temporal.policy import easter, load_policy, nth_weekday, orthodox_easter

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
MOMENTS = st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2100, 12, 31))  # noqa: DTZ001 - civil time
UNITS = ("second", "minute", "hour", "day", "week", "month", "quarter", "half", "year", "decade", "century")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def value(text: str, published: date) -> str | None:
    (mention,) = normalize(text, published)
    return mention.timex_value


@given(st.sampled_from(UNITS), MOMENTS)
def test_a_unit_holds_the_moment_it_is_floored_from(unit: str, moment: datetime) -> None:
    span = unit_span(unit, floor(unit, moment))
    assert span is not None
    assert span.start <= moment < span.end
    assert floor(unit, span.start) == span.start


@given(MOMENTS, st.integers(-600, 600))
def test_months_and_years_shift_as_dateutil_says(moment: datetime, count: int) -> None:
    assert shift("month", moment, count) == moment + relativedelta(months=count)
    assert shift("year", moment, count // 12) == moment + relativedelta(years=count // 12)


@given(st.integers(1600, 3000))
def test_easter_as_dateutil_says(year: int) -> None:
    assert easter(year).date() == dateutil.easter.easter(year)
    assert orthodox_easter(year).date() == dateutil.easter.easter(year, dateutil.easter.EASTER_ORTHODOX)


@given(st.integers(326, 1582))
def test_old_easter_is_as_its_own_calendar_wrote_it(year: int) -> None:
    julian = dateutil.easter.easter(year, dateutil.easter.EASTER_JULIAN)
    assert (easter(year).month, easter(year).day) == (julian.month, julian.day)


@given(st.integers(1900, 2100), st.integers(1, 12), st.integers(1, 7), st.integers(1, 4))
def test_nth_weekday_of_a_month(year: int, month: int, weekday: int, nth: int) -> None:
    day = nth_weekday(year, month, weekday, nth)
    assert (day.month, day.isoweekday(), (day.day - 1) // 7) == (month, weekday, nth - 1)
    last = nth_weekday(year, month, weekday, -1)
    assert (last.isoweekday(), (last + timedelta(days=7)).month) == (weekday, month % 12 + 1)


@given(DAYS)
def test_weeks_are_iso_weeks(day: date) -> None:
    iso = day.isocalendar()
    assert value("this week", day) == f"{iso.year}-W{iso.week:02d}"
    last = (day - timedelta(days=7)).isocalendar()
    assert value("last week", day) == f"{last.year}-W{last.week:02d}"


@given(DAYS, st.integers(0, 6))
def test_a_bare_weekday_is_the_latest_up_to_the_day_after_publication(day: date, weekday: int) -> None:
    back = (day.weekday() - weekday) % 7
    assert value(f"He spoke {WEEKDAYS[weekday]}.", day) == (day - timedelta(days=back if back < 6 else -1)).isoformat()
    assert value(f"Since {WEEKDAYS[weekday]} he has spoken.", day) == (day - timedelta(days=back)).isoformat()
    assert value(f"last {WEEKDAYS[weekday]}", day) == (day - timedelta(days=back or 7)).isoformat()


@given(DAYS, st.integers(2, 60))
def test_ago_and_from_now(day: date, count: int) -> None:
    assert value(f"{count} days ago", day) == (day - timedelta(days=count)).isoformat()
    assert value(f"{count} months ago", day) == f"{day - relativedelta(months=count):%Y-%m}"
    assert value(f"{count} years from now", day) == f"{day.year + count}"


@given(DAYS, DAYS)
def test_a_full_date_means_itself_whenever_it_is_published(day: date, published: date) -> None:
    for text in (f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%b} {day.year}", day.isoformat(), f"{day:%m/%d/%Y}"):
        if text[:2] > "12" and "/" in text:
            continue
        (mention,) = normalize(text, published)
        assert mention.timex_value == day.isoformat(), text
        assert mention.anchor == "NONE"
        assert mention.start is not None
        assert (mention.start.date(), mention.end) == (day, mention.start + timedelta(days=1))


@given(DAYS, DAYS)
@example(date(2000, 2, 29), date(1999, 1, 1))
def test_a_bare_month_day_is_within_a_year_of_publication(day: date, published: date) -> None:
    got = value(f"{day:%B} {day.day}", published)
    assert got is not None
    assert got[5:] == day.isoformat()[5:]
    reach = 8 * 366 if (day.month, day.day) == (2, 29) else 366
    assert abs((date.fromisoformat(got) - published).days) <= reach


@pytest.mark.parametrize(
    "text", ["on February 30, 2013", "the eleventh quarter of 1990", "11h45 2050", "the third half of 1990", "1/2 past 10:30"]
)
def test_impossible_dates_are_no_mentions_of_a_day(text: str) -> None:
    assert [m.timex_value for m in normalize(text, date(2013, 10, 11))] == []


@pytest.mark.parametrize("text", ["on Feb. 29, 2023", "31 June", "2023-02-30", "the fifth Monday of February 2023", "2024-W53"])
@pytest.mark.parametrize("published", [None, date(2024, 5, 15)])
def test_a_day_that_never_was_is_none_without_publication_either(text: str, published: date | None) -> None:
    assert normalize(text, published) == []


def test_a_summer_of_two_years_is_a_southern_one() -> None:
    [summer] = normalize("The summer of 2023/24 was hot.", None)
    assert (summer.timex_value, summer.start, summer.end) == ("2023-SU", at(2023, 12), at(2024, 3))


@pytest.mark.parametrize(("text", "quant"), [("every other Friday", "EVERY_2"), ("every third Friday", "EVERY_3")])
def test_a_set_keeps_its_step(text: str, quant: str) -> None:
    assert [(m.timex_value, m.timex_quant) for m in normalize(text, None)] == [("XXXX-WXX-5", quant)]


def test_an_hour_of_the_first_day_of_the_calendar_has_edtf() -> None:
    (mention,) = normalize("At 1 p.m. on January 1, AD 1, it rained.", date(2013, 10, 11))
    assert mention.edtf == "0001-01-01T13:00:00"


@pytest.mark.parametrize("name", sorted(load_policy(DEFAULT_ROOT / "policy.toml").holidays))
def test_every_holiday_has_a_day_within_its_year(name: str) -> None:
    found = load_policy(DEFAULT_ROOT / "policy.toml").holiday(name, 2013)
    assert found is not None
    assert (found[0].year, found[1] >= 1) == (2013, True)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # Published dates: the Indian calendar's, and the Hong Kong Observatory's conversion table.
        ("Diwali 1989", "1989-10-29"),
        ("Diwali 2013", "2013-11-03"),
        ("Diwali 2024", "2024-10-31"),
        ("Diwali 2030", "2030-10-26"),
        ("Diwali 2035", "2035-10-30"),
        ("Chinese New Year 1968", "1968-01-30"),
        ("Chinese New Year 2013", "2013-02-10"),
        ("Chinese New Year 2033", "2033-01-31"),
        ("Chinese New Year 2040", "2040-02-12"),
    ],
)
def test_holidays_of_the_moon_by_table(text: str, day: str) -> None:
    assert value(text, date(2013, 10, 11)) == day


def test_tables_of_holidays_reach_twenty_years_on() -> None:
    policy = load_policy(DEFAULT_ROOT / "policy.toml")
    tables = {name: entry["since"] + len(entry["first"]) - 1 for name, entry in policy.holidays.items() if "first" in entry}
    assert min(tables.values()) >= 2040, tables


def test_without_publication_only_absolute_expressions_resolve() -> None:
    text = "On Monday, Oct. 3, 2011, he said next year and since 2008 would do. He left on Friday. March was cold."
    got = [(m.text, m.timex_value, m.start is not None, m.anchor) for m in normalize(text, None)]
    assert got == [
        ("Monday, Oct. 3, 2011", "2011-10-03", True, "NONE"),
        ("next year", None, False, "NONE"),
        ("2008", "2008", True, "NONE"),
        ("Friday", "XXXX-WXX-5", False, "NONE"),
        ("March", "XXXX-03", False, "NONE"),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("It opens on October 3 at 5 p.m.", "TIME", "XXXX-10-03T17:00"),
        ("It opened on the evening of October 3.", "TIME", "XXXX-10-03TEV"),
        ("It opened on Monday, October 3, at 17:00:30.", "TIME", "XXXX-10-03T17:00:30"),
        ("It opened on the morning of the 3rd.", "TIME", "XXXX-XX-03TMO"),
        ("It opened on Friday the 13th.", "DATE", "XXXX-XX-13"),
        ("It opened on Monday at 5 p.m.", "TIME", "XXXX-WXX-1T17:00"),
    ],
)
def test_without_publication_a_value_keeps_what_was_said(text: str, kind: str, expected: str) -> None:
    assert [(m.timex_type, m.timex_value) for m in normalize(text, None)] == [(kind, expected)]


def test_what_is_of_every_week_hangs_on_nothing() -> None:
    mentions = normalize("Open Monday through Friday.", date(2013, 10, 11))
    assert [(m.timex_value, m.anchor, m.start) for m in mentions] == [
        ("XXXX-WXX-1", "NONE", None),
        ("XXXX-WXX-5", "NONE", None),
    ]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Oct. 3, 2013", "2013-10-03"),
        ("in October 2013", "2013-10"),
        ("the third quarter of 2013", "2013-35"),
        ("the first half of 2013", "2013-40"),
        ("the summer of 2013", "2013-22"),
        ("the 1980s", "198X"),
        ("the 20th century", "19XX"),
        ("this week", "2013-10-07/2013-10-13"),
        ("the weekend of October 12", "2013-10-12/2013-10-13"),
        ("around Nov. 1", "2013-11-01~"),
        ("Sunday at 7:30 p.m.", "2013-10-06T19:30:00"),
        ("last night", "2013-10-10/2013-10-11"),
        ("the past two weeks", "2013-09-27/2013-10-10"),
        ("13 years", None),
    ],
)
def test_intervals_in_extended_date_time_format(text: str, edtf: str | None) -> None:
    (mention,) = normalize(text, date(2013, 10, 11))
    assert mention.edtf == edtf


@pytest.mark.parametrize("text", ["A temple was built around 1 AD.", "About 2,012 years ago a temple was built."])
def test_what_is_about_the_first_year_is_open_where_the_calendar_begins(text: str) -> None:
    (mention,) = normalize(text, date(2013, 10, 11), profile="timex2")
    assert (mention.timex_value, mention.timex_mod, mention.start) == ("0001", "APPROX", None)
    assert mention.end is not None
    assert mention.end > datetime(2, 1, 1)  # noqa: DTZ001 - civil time


@pytest.mark.parametrize(("published", "end"), [(date(2012, 6, 1), date(2011, 3, 1)), (date(2013, 6, 1), date(2012, 3, 1))])
def test_a_winter_ends_with_february_whatever_year_it_is_counted_from(published: date, end: date) -> None:
    for words in ("last winter", "the end of last winter"):
        (mention,) = normalize(f"It closed a year before {words}.", published)
        assert mention.end is not None
        assert mention.end.date() == end


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1.1 centuries", "P110Y"),
        ("2.3 centuries", "P230Y"),
        ("1/3 hour", "PT20M"),
        ("2.3 years", "P2.3Y"),
        ("1.1 decades", "P11Y"),
    ],
)
def test_a_fraction_of_a_length_is_exact(words: str, value: str) -> None:
    assert [m.timex_value for m in normalize(f"It took {words}.", date(2013, 10, 11))] == [value]
