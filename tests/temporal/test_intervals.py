"""The interval of a mention says what its words say, and its EDTF the same."""

import tomllib
from datetime import MAXYEAR, date, datetime, timedelta
from itertools import chain
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from transforms.configuration import DEFAULT_ROOT
from transforms.temporal import Mention, explain, normalize

WEDNESDAY = date(2024, 5, 15)
AFTERNOON = datetime(2024, 5, 15, 14, 30)  # noqa: DTZ001 - civil time
CORPUS = tomllib.loads((Path(__file__).parents[1] / "corpus" / "en.toml").read_text(encoding="utf-8"))
GRAMMAR = [tomllib.loads(path.read_text(encoding="utf-8")) for path in DEFAULT_ROOT.glob("languages/en/grammar/*.toml")]
TEXTS = sorted(
    {text for case in CORPUS["case"] for text in case["texts"]}
    | set(chain.from_iterable(rule["examples"] for file in GRAMMAR for rule in file.get("rule", ())))
)
PUBLICATIONS = st.datetimes() | st.dates()


def last(text: str, published: date = WEDNESDAY) -> Mention:
    return normalize(text, published)[-1]


def days(text: str, published: date = WEDNESDAY) -> tuple[str | None, str | None]:
    """The first day or moment, and the last or the one where it ends; None is open."""
    mention = last(text, published)
    start, end = mention.start, mention.end
    if all(moment is None or moment == datetime(*moment.timetuple()[:3]) for moment in (start, end)):  # noqa: DTZ001
        return start and start.date().isoformat(), end and (end - timedelta(days=1)).date().isoformat()
    return start and start.isoformat(timespec="minutes"), end and end.isoformat(timespec="minutes")


@pytest.mark.parametrize(
    ("text", "first", "final", "mod"),
    [
        ("the first half of March", "2024-03-01", "2024-03-15", "START"),
        ("the first half of March, 2014", "2014-03-01", "2014-03-15", "START"),
        ("the second half of February 2012", "2012-02-15", "2012-02-29", "END"),
        ("the second half of the 1990s", "1995-01-01", "1999-12-31", "END"),
        ("the first half of the 20th century", "1900-01-01", "1949-12-31", "START"),
        ("the second quarter of the 19th century", "1825-01-01", "1849-12-31", "MID"),
        ("the last quarter of the 19th century", "1875-01-01", "1899-12-31", "END"),
        ("the first third of the 19th century", "1800-01-01", "1832-12-31", "START"),
        ("the middle third of the 19th century", "1833-01-01", "1866-12-31", "MID"),
    ],
)
def test_a_share_is_just_that_share(text: str, first: str, final: str, mod: str) -> None:
    mention = last(text)
    assert (*days(text), mention.timex_mod, mention.edtf) == (first, final, mod, f"{first}/{final}")


def test_there_is_no_fifth_quarter_and_no_fourth_third() -> None:
    assert [m.timex_value for m in normalize("the fifth quarter of the 19th century", WEDNESDAY)] == []
    assert [m.timex_value for m in normalize("the fourth third of the 19th century", WEDNESDAY)] == []


@pytest.mark.parametrize(
    ("text", "first", "final"),
    [
        ("in the last days of 2023", "2023-12-25", "2023-12-31"),
        ("in the final weeks of 2023", "2023-12-04", "2023-12-31"),
        ("in the closing months of 2023", "2023-10-01", "2023-12-31"),
        ("in the first days of May", "2024-05-01", "2024-05-07"),
        # Four weeks are more than the start of a month is.
        ("in the first weeks of May", "2024-05-01", "2024-05-10"),
        ("in the early years of the 20th century", "1900-01-01", "1909-12-31"),
        ("in the last decades of the 19th century", "1870-01-01", "1899-12-31"),
    ],
)
def test_first_and_last_units_are_a_stretch_of_those(text: str, first: str, final: str) -> None:
    assert days(text) == (first, final)


@pytest.mark.parametrize(
    ("text", "first", "final"),
    [
        ("more than two years ago", None, "2022-05-14"),
        ("over a year ago", None, "2023-05-14"),
        ("at least 10 years ago", None, "2014-05-15"),
        ("more than 30 days ago", None, "2024-04-15"),
        ("less than a week ago", "2024-05-08", "2024-05-15"),
        ("less than an hour ago", "2024-05-15", "2024-05-15"),
        ("almost two years ago", "2022-05-15", "2022-08-14"),
        ("It shut on 3 May 2024. Less than two weeks later it opened.", "2024-05-03", "2024-05-17"),
        ("It shut on 3 May 2024. More than two weeks later it opened.", "2024-05-18", None),
        ("It shut on 3 May 2024. Nearly two weeks later it opened.", "2024-05-15", "2024-05-17"),
        ("no later than Friday", None, "2024-05-10"),
    ],
)
def test_a_bound_is_sharp_where_the_words_are(text: str, first: str | None, final: str | None) -> None:
    mention = last(text)
    assert days(text) == (first, final)
    assert mention.edtf == (first if first == final else f"{first or '..'}/{final or '..'}")


@pytest.mark.parametrize(
    ("text", "value", "first", "final"),
    [
        ("Loans fell in the week ended October 5.", "2013-W40", "2013-09-29", "2013-10-05"),
        ("Loans fell in the week ended Monday.", "2013-W41", "2013-10-01", "2013-10-07"),
        ("Loans fell in the week to October 2.", "2013-W40", "2013-09-26", "2013-10-02"),
        ("Loans fell in the week of October 2.", "2013-W40", "2013-09-30", "2013-10-06"),
    ],
)
def test_a_week_that_ends_on_a_day_is_the_seven_up_to_it(text: str, value: str, first: str, final: str) -> None:
    assert (last(text, date(2013, 10, 11)).timex_value, days(text, date(2013, 10, 11))) == (value, (first, final))


@pytest.mark.parametrize(
    ("text", "value", "first", "final"),
    [
        ("They will sail in the next three to six months.", "P3M", "2024-05-15", "2024-11-14"),
        ("They have sailed for the past two or three weeks.", "P2W", "2024-04-24", "2024-05-14"),
        ("Over the 2018-22 period they sailed.", "2018", "2018-01-01", "2022-12-31"),
    ],
)
def test_a_stretch_of_one_length_or_another_reaches_as_far_as_the_longer(text: str, value: str, first: str, final: str) -> None:
    assert last(text).timex_value == value
    assert days(text) == (first, final)


def test_bounds_in_hours_are_moments_when_the_hour_is_known() -> None:
    assert days("more than an hour ago", AFTERNOON) == (None, "2024-05-15T13:30")
    assert days("less than an hour ago", AFTERNOON) == ("2024-05-15T13:30", "2024-05-15T14:31")


def test_the_policy_names_the_width_used() -> None:
    assert explain("about two years ago", WEDNESDAY).policy[0] == "widths.default = 0.25"
    assert explain("around May 3", WEDNESDAY).policy[0] == "widths.day = 1.0"
    assert explain("the last weeks of 2023", WEDNESDAY).policy[0] == "counted.week = 4"


@pytest.mark.parametrize(
    ("text", "published", "first", "final"),
    [
        ("It is now open.", WEDNESDAY, "2024-05-15", "2024-05-15"),
        ("It is now open.", AFTERNOON, "2024-05-15T14:30", "2024-05-15T14:31"),
        ("in the last 20 minutes", WEDNESDAY, "2024-05-15", "2024-05-15"),
        ("in the last 20 minutes", AFTERNOON, "2024-05-15T14:10", "2024-05-15T14:30"),
        ("in the last 24 hours", WEDNESDAY, "2024-05-14", "2024-05-15"),
        ("in the next 24 hours", WEDNESDAY, "2024-05-15", "2024-05-16"),
        ("around 3 a.m. Monday", WEDNESDAY, "2024-05-13T02:50", "2024-05-13T03:11"),
    ],
)
def test_a_moment_is_as_wide_as_it_is_known(text: str, published: date, first: str, final: str) -> None:
    assert days(text, published) == (first, final)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Ramadan 2023", "2023-03-23/2023-04-21"),
        ("around Ramadan 2023", "2023-03-23~/2023-04-21~"),
        ("Christmas 2023", "2023-12-25"),
        ("the third quarter of 2023", "2023-35"),
        ("around the third quarter of 2023", "2023-07-01~/2023-09-30~"),
        # An interval of EDTF has no times of the day: it says the days that hold the stretch.
        ("the last 24 hours", "2024-05-14/2024-05-15"),
        ("late Tuesday", "2024-05-14"),
        ("Tuesday night", "2024-05-14/2024-05-15"),
        ("early Monday morning", "2024-05-13"),
        ("around 3 a.m. Monday", "2024-05-13"),
        ("at 3 a.m. Monday", "2024-05-13T03:00:00"),
    ],
)
def test_edtf_is_the_interval_or_the_days_that_hold_it(text: str, edtf: str) -> None:
    assert last(text, AFTERNOON).edtf == edtf


def test_our_times_are_those_of_the_writer_whatever_is_told() -> None:
    text = "The mill, which was restored in 1987, is today a museum. It was now empty."
    *_, today, now = normalize(text, WEDNESDAY, profile="timex2", anchoring="narrative")
    assert (today.timex_value, today.start, today.anchor) == ("PRESENT_REF", datetime(2024, 5, 15), "PUBLICATION")  # noqa: DTZ001
    assert (now.timex_value, now.start, now.end) == ("PRESENT_REF", datetime(1987, 1, 1), datetime(1988, 1, 1))  # noqa: DTZ001


@pytest.mark.parametrize("text", ["from March until June", "Monday to Thursday", "Nov. 28 to Jan. 4", "May 30-June 2"])
def test_the_second_end_of_a_range_hangs_on_the_first(text: str) -> None:
    first, second = normalize(text, WEDNESDAY)
    assert (first.anchor, second.anchor, second.anchor_mention_id) == ("PUBLICATION", "MENTION", first.mention_id)


def test_a_weekday_keeps_its_name_beside_a_part_of_its_morning() -> None:
    mention = last("On Monday in the early hours of the morning he fled.")
    assert (mention.timex_value, mention.timex_mod) == ("2024-05-13TMO", "START")


@given(st.sampled_from(TEXTS), PUBLICATIONS, st.sampled_from(["publication", "narrative"]))
@example("Monday", date(MAXYEAR, 12, 31), "publication")
@example("yesterday", date(1, 1, 1), "publication")
@example("tomorrow", date(5999, 12, 31), "publication")
def test_no_mention_of_any_publication_has_an_empty_interval(text: str, published: date, anchoring: str) -> None:
    profile = "timex2" if anchoring == "narrative" else "news"
    for mention in normalize(text, published, profile=profile, anchoring=anchoring):
        assert mention.start is None or mention.end is None or mention.start < mention.end, mention


def test_a_publication_beyond_the_calendar_gives_no_time_to_count_from() -> None:
    assert [(m.timex_value, m.start) for m in normalize("today", date(MAXYEAR, 12, 31))] == [(None, None)]


@pytest.mark.parametrize("text", ["the past 0 days", "the first 0 months of 2012", "the 0 weeks to May 3"])
def test_no_length_at_all_has_no_interval(text: str) -> None:
    length = normalize(text, WEDNESDAY)[0]
    assert (length.timex_type, length.start, length.end, length.edtf) == ("DURATION", None, None, None)


@pytest.mark.parametrize("unit", ["ns", "us"])
def test_a_timestamp_of_pandas_is_a_moment_like_another(unit: str) -> None:
    published = pd.Timestamp("2013-10-11 10:30").as_unit(unit)
    found = normalize("It ended 400 years ago. It grew for the past five centuries.", published)
    assert [(m.timex_value, str(m.start)) for m in found] == [("1613", "1613-01-01 00:00:00"), ("P500Y", "1513-10-11 00:00:00")]
    assert {type(m.start) for m in found} == {datetime}


@pytest.mark.parametrize("published", ["2013-10-11", 20131011, pd.NaT])
def test_a_publication_that_is_no_date_is_refused_in_one_line(published: date) -> None:
    with pytest.raises(TypeError, match="expected the publication as a date, a datetime or None, got "):
        normalize("on Monday", published)


def test_a_text_that_is_no_text_is_refused_in_one_line() -> None:
    with pytest.raises(TypeError, match="expected the text as a str, got bytes"):
        normalize(b"on Monday", date(2013, 10, 11))  # type: ignore[arg-type]


@pytest.mark.parametrize("setting", ["profile", "anchoring", "date_order"])
def test_a_setting_that_is_none_is_refused_in_one_line(setting: str) -> None:
    with pytest.raises(ValueError, match=rf"expected {setting} as \w+ or \w+, got 'other'"):
        normalize("on Monday", WEDNESDAY, **{setting: "other"})  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=rf"expected {setting} as \w+ or \w+, got 'other'"):
        explain("on Monday", WEDNESDAY, **{setting: "other"})  # type: ignore[arg-type]
