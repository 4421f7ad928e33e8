"""Dates that no calendar or clock holds refuse their own record, and never end the reading of the others."""

from datetime import UTC, date, datetime

import pytest

from transforms.articles import Article, ArticleSettings, RawRecord, Reject, to_article
from transforms.articles.moment import UnreadableDate, moment_of
from transforms.articles.settings import cleaning_rules

TODAY = date(2026, 1, 1)
WORDS = cleaning_rules().dates


def made(fields: dict[str, object], not_after: date | None, **settings: object) -> Article | Reject:
    known = ArticleSettings.of("example", **settings)  # type: ignore[arg-type]
    return to_article(RawRecord("0", {"text": "Rain fell on Monday in the hills.", **fields}), known, not_after=not_after)


@pytest.mark.parametrize("not_after", [TODAY, None])
@pytest.mark.parametrize(
    "stated", ["9999-12-31T23:30:00-05:00", "9999-12-31T24:00", 10**400, float("inf")], ids=lambda value: str(value)[:20]
)
def test_a_date_past_the_end_of_the_calendar_refuses_its_record(stated: object, not_after: date | None) -> None:
    refused = made({"date": stated}, not_after)
    assert isinstance(refused, Reject)
    assert refused.reason == "absurd_date"
    assert "\n" not in refused.message


def test_a_revision_past_the_end_of_the_calendar_is_none() -> None:
    article = made({"date": "2013-10-11", "revised": "9999-12-31T23:30:00-05:00"}, TODAY)
    assert isinstance(article, Article)
    assert article.revised_at is None


def test_a_revision_to_come_is_none_and_orders_no_copies() -> None:
    for revised, known in (("2099-01-01", False), ("2026-01-03", False), ("2026-01-02", True), ("2025-12-31", True)):
        article = made({"date": "2013-10-11", "revised": revised}, TODAY)
        assert isinstance(article, Article)
        assert (article.revised_at is not None) == known


@pytest.mark.parametrize(("stated", "accepted"), [("2026-01-02", True), ("2026-01-03", False)])
def test_a_day_ahead_of_the_run_is_a_publication_in_another_zone(stated: str, accepted: bool) -> None:
    assert isinstance(made({"date": stated}, TODAY), Article) == accepted


def test_the_last_day_in_a_zone_of_the_source_is_refused_too() -> None:
    refused = made({"date": "9999-12-31T23:30:00"}, None, time_zone="America/New_York")
    assert isinstance(refused, Reject)
    assert refused.reason == "absurd_date"


@pytest.mark.parametrize(
    "written", ["2013-10-11T99:00", "2013-10-11 25:00:00", "2013-10-11T24:30", "2013-10-11T12:00:61", "20131011T993000"]
)
def test_a_time_that_no_clock_shows_is_refused(written: str) -> None:
    with pytest.raises(UnreadableDate) as caught:
        moment_of(written, WORDS, day_first=None, language="en")
    assert caught.value.reason == "absurd_date"


def test_midnight_and_a_leap_second_are_times() -> None:
    for written, when in (
        ("2013-10-11T24:00:00Z", datetime(2013, 10, 12, tzinfo=UTC)),
        ("2012-06-30T23:59:60Z", datetime(2012, 6, 30, 23, 59, 59, tzinfo=UTC)),
    ):
        moment = moment_of(written, WORDS, day_first=None, language="en")
        assert moment is not None
        assert moment.when == when


@pytest.mark.parametrize(
    ("written", "iso", "precision"),
    [
        ("2013-10-11 23:30 XQT", "2013-10-11T00:00:00", "DAY"),
        ("Oct. 11, 2013 at 11:30 p.m. IST", "2013-10-11T00:00:00", "DAY"),
        ("2013-10-11T23:30:00+99:00", "2013-10-11T00:00:00", "DAY"),
        ("11 Oct 2013, 14:30 Uhr", "2013-10-11T14:30:00", "MINUTE"),
    ],
)
def test_an_hour_in_an_unknown_zone_leaves_its_day(written: str, iso: str, precision: str) -> None:
    """Taken as the source's own zone, 23:30 of an unknown one could be the wrong moment by a day."""
    moment = moment_of(written, WORDS, day_first=None, language="en")
    assert moment is not None
    assert (moment.when.isoformat(), moment.precision) == (iso, precision)
