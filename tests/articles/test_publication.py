"""Dates of publication: written in every way, in the order of evidence, refused when absurd."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from transforms.articles import Article, ArticleSettings, RawRecord, Reject, to_article
from transforms.articles.moment import UnreadableDate, moment_of
from transforms.articles.page import page_of
from transforms.articles.publication import date_in_url
from transforms.articles.settings import cleaning_rules
from transforms.configuration import DEFAULT_ROOT

TODAY = date(2026, 1, 1)
WORDS = cleaning_rules().dates


def article(fields: dict[str, object], **settings: object) -> Article | Reject:
    made = ArticleSettings.of("example", **settings)  # type: ignore[arg-type]
    return to_article(RawRecord("0", {"text": "Rain fell on Monday in the hills.", **fields}), made, not_after=TODAY)


@pytest.mark.parametrize(
    ("written", "iso", "precision"),
    [
        ("2013-10-11", "2013-10-11T00:00:00", "DAY"),
        ("2013-10-11T00:00:00", "2013-10-11T00:00:00", "DAY"),
        ("2013-10-11 00:00", "2013-10-11T00:00:00", "DAY"),
        ("Oct. 11, 2013 12:00 AM EST", "2013-10-11T00:00:00-05:00", "DAY"),
        ("2013-10-11T00:00:00Z", "2013-10-11T00:00:00", "DAY"),
        ("Fri, 11 Oct 2013 00:00:00 +0000", "2013-10-11T00:00:00", "DAY"),
        ("2013-10-11T00:00:01Z", "2013-10-11T00:00:01+00:00", "SECOND"),
        (datetime(2013, 10, 11), "2013-10-11T00:00:00", "DAY"),  # noqa: DTZ001 - as a column of days comes
        (datetime(2013, 10, 11, tzinfo=UTC), "2013-10-11T00:00:00", "DAY"),
        (1381449600, "2013-10-11T00:00:00", "DAY"),
        ("2013-10-11T14:30:05Z", "2013-10-11T14:30:05+00:00", "SECOND"),
        ("2013-10-11 14:30 +0200", "2013-10-11T14:30:00+02:00", "MINUTE"),
        ("20131011T143005-0500", "2013-10-11T14:30:05-05:00", "SECOND"),
        ("Fri, 11 Oct 2013 14:30:05 GMT", "2013-10-11T14:30:05+00:00", "SECOND"),
        ("26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01", "SECOND"),
        (" 9-MAR-1987 04:58:41.12", "1987-03-09T04:58:41", "SECOND"),
        ("31-MAR-1987 605:12:19.12", "1987-03-31T00:00:00", "DAY"),
        ("December 31, 2017 ", "2017-12-31T00:00:00", "DAY"),
        ("Oct. 3, 2013 at 7:30 p.m. EST", "2013-10-03T19:30:00-05:00", "MINUTE"),
        ("Oct 3, 2013 7:30 PM", "2013-10-03T19:30:00", "MINUTE"),
        ("10/25/2013 7:30:15 PM", "2013-10-25T19:30:15", "SECOND"),
        ("2013-10-11 12:30 A.M. EST", "2013-10-11T00:30:00-05:00", "MINUTE"),
        ("2013-10-11 23:30 GMT+5:30", "2013-10-11T23:30:00+05:30", "MINUTE"),
        ("2013-10-11 23:30 -330", "2013-10-11T23:30:00-03:30", "MINUTE"),
        ("2013-10-11 23:30 +5", "2013-10-11T23:30:00+05:00", "MINUTE"),
        ("2013-10-11 23:30 +53:00", "2013-10-11T00:00:00", "DAY"),
        ("Oct. 3,\t2013\n  at  7:30   p.m.  EST  (today)", "2013-10-03T19:30:00-05:00", "MINUTE"),
        ("Fri Feb 02 10:00:00 +0000 2024", "2024-02-02T10:00:00+00:00", "SECOND"),
        ("Fri Feb  2 10:00:00 EST 2024", "2024-02-02T10:00:00-05:00", "SECOND"),
        ("Fri Feb  2 10:00:00 2024", "2024-02-02T10:00:00", "SECOND"),
        ("2024-W05-5", "2024-02-02T00:00:00", "DAY"),
        ("2024W055", "2024-02-02T00:00:00", "DAY"),
        ("2024-w01-1 14:30Z", "2024-01-01T14:30:00+00:00", "MINUTE"),
        ("2020-W53-7", "2021-01-03T00:00:00", "DAY"),
        ("03.04.2013", "2013-04-03T00:00:00", "DAY"),
        ("25/12/2013", "2013-12-25T00:00:00", "DAY"),
        ("12/25/2013", "2013-12-25T00:00:00", "DAY"),
        ("11. Oktober 2013", "2013-10-11T00:00:00", "DAY"),
        ("11 octobre 2013", "2013-10-11T00:00:00", "DAY"),
        (1381486500, "2013-10-11T10:15:00+00:00", "SECOND"),
        (1381486500000, "2013-10-11T10:15:00+00:00", "SECOND"),
        ("1381486500", "2013-10-11T10:15:00+00:00", "SECOND"),
        (20131011, "2013-10-11T00:00:00", "DAY"),
        ("2013-10", "2013-10-01T00:00:00", "MONTH"),
        ("2013", "2013-01-01T00:00:00", "YEAR"),
    ],
)
def test_written_dates(written: object, iso: str, precision: str) -> None:
    moment = moment_of(written, WORDS, day_first=None, language="en")
    assert moment is not None
    assert (moment.when.isoformat(), moment.precision) == (iso, precision)


@pytest.mark.parametrize("empty", [None, "", "  ", 0, 0.0, "0"])
def test_no_date(empty: object) -> None:
    assert moment_of(empty, WORDS, day_first=None, language="en") is None


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("0000-00-00", "absurd_date"),
        ("9999-99-99", "absurd_date"),
        ("1492-10-12", "absurd_date"),
        ("2013-02-30", "absurd_date"),
        ("03/04/2013", "ambiguous_date"),
        ("two days ago", "unreadable_date"),
        ("yesterday", "unreadable_date"),
        ("someday", "unreadable_date"),
        ("00-XXX-0000", "unreadable_date"),
        ("2024-W05", "unreadable_date"),
        ("2024-W60-1", "absurd_date"),
        ("2024-W05-8", "absurd_date"),
        pytest.param(f"2013-10-11 10:00{' ' * 100_000}x!", "unreadable_date", id="spaces before more"),
        pytest.param(f"2013-10-11 10:00 {'x ' * 100_000}", "unreadable_date", id="no written date is that long"),
        (float("nan"), "absurd_date"),
        (1e300, "absurd_date"),
        (True, "unreadable_date"),
        ({"a": 1}, "unreadable_date"),
    ],
)
def test_what_is_no_date_is_refused_with_a_reason(written: object, reason: str) -> None:
    with pytest.raises(UnreadableDate) as caught:
        moment_of(written, WORDS, day_first=None, language="en")
    assert caught.value.reason == reason


def test_what_has_no_number_is_refused_without_asking_200_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("transforms.articles.moment._parser", lambda *asked: pytest.fail(f"asked {asked}"))
    for written in ("yesterday", "00-XXX-0000", "n/a"):
        with pytest.raises(UnreadableDate):
            moment_of(written, WORDS, day_first=None, language=None)


def test_what_cannot_be_read_is_tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("transforms.articles.moment._parser", lambda language, _: asked.append(language) or BlindParser())
    for _ in range(3):
        with pytest.raises(UnreadableDate, match=r"expected a date, got 'Vol\. 7, No\. 3'"):
            moment_of("Vol. 7, No. 3", WORDS, day_first=None, language="en")
    assert asked == ["en", None]


class BlindParser:
    def get_date_data(self, _: str) -> "BlindParser":
        return self

    date_obj = None


def test_the_order_of_day_and_month_is_the_sources() -> None:
    for day_first, month in ((True, 4), (False, 3)):
        moment = moment_of("03/04/2013", WORDS, day_first=day_first, language="en")
        assert moment is not None
        assert moment.when.month == month


@pytest.mark.parametrize("value", ["9999-12-31", "2031-05-05", "0000-00-00"])
def test_an_absurd_stated_date_refuses_the_record(value: str) -> None:
    made = article({"date": value, "url": "http://a.example/2013/10/11/rain"})
    assert isinstance(made, Reject)
    assert (made.stage, made.reason, made.locator) == ("article", "absurd_date", "0")


def test_a_record_without_a_date_stays_without_one() -> None:
    made = article({})
    assert isinstance(made, Article)
    assert (made.published_basis, made.published_on, made.published_at, made.published_precision) == ("NONE", None, None, None)


@pytest.mark.parametrize("zero", [0, "0", False])
def test_a_time_of_zero_is_none_and_hides_none(zero: object) -> None:
    made = article({"timestamp": zero})
    assert isinstance(made, Article)
    assert (made.published_basis, made.published_on) == ("NONE", None)
    made = article({"timestamp": zero, "Date": "2013-10-11", "modified": zero, "id": 0})
    assert isinstance(made, Article)
    assert (made.published_basis, made.published_on, made.native_id) == ("METADATA", date(2013, 10, 11), "0")


def test_the_order_of_evidence() -> None:
    url, feed = "http://a.example/2013/10/10/rain", "Wed, 09 Oct 2013 10:00:00 GMT"
    text = "LONDON, Oct 8 (Reuters) - Rain fell on Monday."
    every = {"date": "2013-10-11", "url": url, "feed_date": feed, "text": text}
    for missing, basis, day in (
        ((), "METADATA", 11),
        (("date",), "URL", 10),
        (("date", "url"), "DATELINE", 8),
        (("date", "url", "text"), "FEED", 9),
    ):
        made = article({name: value for name, value in every.items() if name not in missing})
        assert isinstance(made, Article)
        assert (made.published_basis, made.published_on) == (basis, date(2013, 10, day))


def test_a_dateline_without_a_year_takes_the_latest_day_before_the_feeds() -> None:
    made = article({"text": "LONDON, Dec 31 - Rain fell.", "feed_date": "2014-01-02"})
    assert isinstance(made, Article)
    assert (made.published_on, made.dateline) == (date(2013, 12, 31), "LONDON, Dec 31 -")
    assert made.text == "LONDON, Dec 31 - Rain fell."


def test_a_dateline_a_day_ahead_of_its_feed_is_of_the_same_year() -> None:
    for dateline, feed, day in (
        ("TOKYO, Jan 3", "2014-01-02T20:00:00Z", date(2014, 1, 3)),
        ("TOKYO, Jan 1", "2013-12-31T20:00:00Z", date(2014, 1, 1)),
        ("TOKYO, Jan 4", "2014-01-02T20:00:00Z", date(2013, 1, 4)),
    ):
        made = article({"text": f"{dateline} (Reuters) - Rain fell.", "feed_date": feed})
        assert isinstance(made, Article)
        assert (made.published_on, made.published_basis) == (day, "DATELINE")


def test_a_dateline_without_any_year_is_no_date() -> None:
    made = article({"text": "LONDON, March 9 - Rain fell."})
    assert isinstance(made, Article)
    assert made.published_basis == "NONE"


def test_zones_come_from_the_record_and_else_from_the_source() -> None:
    def columns(value: str, zone: str | None) -> tuple[object, ...]:
        made = article({"date": value}, time_zone=zone)
        assert isinstance(made, Article)
        return made.published_at, made.published_on, made.published_utc_offset_min

    late = datetime(2013, 10, 12, 3, 30, tzinfo=UTC)
    assert columns("2013-10-11 23:30", "America/New_York") == (late, date(2013, 10, 11), -240)
    assert columns("2013-10-11T23:30:00-04:00", "Europe/London") == (late, date(2013, 10, 11), -240)
    assert columns("2013-10-12T03:30:00Z", "America/New_York") == (late, date(2013, 10, 11), -240)
    assert columns("2013-10-12 03:30", None) == (late, date(2013, 10, 12), None)
    midnight = datetime(2013, 10, 11, 4, tzinfo=UTC)
    assert columns("2013-10-11T00:00:00Z", "America/New_York") == (midnight, date(2013, 10, 11), -240)


@pytest.mark.parametrize("tail", ["", "/", "?id=3", "#top", "-rain.html"])
def test_the_day_that_ends_the_path_of_an_address_is_seen(tail: str) -> None:
    assert date_in_url(f"https://a.example/2013/10/11{tail}") == "2013-10-11"
    assert date_in_url(f"https://a.example/2013-10-11{tail}") == "2013-10-11"


def test_a_configuration_of_ones_own_says_how_dates_are_read(tmp_path: Path) -> None:
    words = (DEFAULT_ROOT / "articles.toml").read_text()
    for ours, theirs in (
        ("earliest_year = 1600", "earliest_year = 1900"),
        ("first_short_year = 70", "first_short_year = 20"),
        ("months = { jan = 1,", "months = { rainmonth = 10, jan = 1,"),
        ("months = { januar = 1,", "months = { regenmonat = 11, januar = 1,"),
        ('clock_words = ["h",', 'clock_words = ["clock", "h",'),
    ):
        assert ours in words
        words = words.replace(ours, theirs)
    (tmp_path / "articles.toml").write_text(words)
    rules = cleaning_rules(str(tmp_path))

    def iso(written: str) -> str:
        moment = moment_of(written, rules.dates, day_first=None, language="en")
        assert moment is not None
        return moment.when.isoformat(timespec="minutes")

    assert [iso("25/12/30"), iso("25/12/19")] == ["1930-12-25T00:00", "2019-12-25T00:00"]
    assert iso("3 Rainmonth 2013 14:30 clock") == "2013-10-03T14:30"
    with pytest.raises(UnreadableDate):
        iso("1899-12-31")
    shown = page_of((HEAD + BODY).format(head="", shown="3. Regenmonat 2013", lang="de"), None, None, rules, TODAY).dated
    assert shown == ("HTML", "2013-11-03")
    made = article({"text": "OSLO, Oct 8, 1899 (AP) - Rain fell."}, config_dir=str(tmp_path))
    assert isinstance(made, Article)
    assert made.published_basis == "NONE"


def test_a_month_alone_gives_a_precision_and_no_day() -> None:
    made = article({"date": "October 2013"})
    assert isinstance(made, Article)
    assert (made.published_precision, made.published_basis, made.published_on) == ("MONTH", "METADATA", None)


def test_the_given_date_serves_records_that_say_none() -> None:
    made = article({}, published="2013-10-11")
    assert isinstance(made, Article)
    assert (made.published_basis, made.published_on) == ("METADATA", date(2013, 10, 11))


HEAD = "<!DOCTYPE html><html lang='{lang}'><head><title>Rain in town</title>{head}</head><body><h1>Rain in town</h1>"
BODY = "<p>{shown}</p><article><p>Rain fell on Monday in the whole of the town, and more comes.</p></article></body></html>"


def page_day(head: str = "", shown: str = "", url: str | None = None, lang: str = "en-GB") -> tuple[str, str] | None:
    return page_of((HEAD + BODY).format(head=head, shown=shown, lang=lang), None, url, cleaning_rules(), TODAY).dated


def test_what_the_markup_states_comes_before_what_the_page_shows() -> None:
    things = '[{"@type": "WebPage", "datePublished": "2001-01-01"}, {"@type": "NewsArticle", "datePublished": "2013-10-11"}]'
    ld = f'<script type="application/ld+json">{{"@graph": {things}}}</script>'
    assert page_day(head=ld, shown="12 October 2013") == ("HTML", "2013-10-11")
    assert page_day(head='<meta property="article:published_time" content="2013-10-11">') == ("HTML", "2013-10-11")


def test_a_modification_is_no_publication() -> None:
    modified = '<meta property="article:modified_time" content="2020-01-01">'
    assert page_day(head=modified, shown="11 October 2013") == ("HTML", "2013-10-11")


def test_a_bare_meta_date_gives_way_to_the_date_beside_the_headline() -> None:
    assert page_day(head='<meta name="date" content="2013-10-20">', shown="11.10.2013", lang="de") == ("HTML", "2013-10-11")


FILLER = (
    "<p>Rain fell in the hills above the town and the river rose; only 1 May 2010 and 2 May 2010 had been dry days.</p>" * 6
)


def test_a_bare_meta_date_is_believed_where_no_date_stands_beside_the_headline() -> None:
    assert page_day(head='<meta name="date" content="2013-10-11">', shown=FILLER) == ("HTML", "2013-10-11")


@pytest.mark.parametrize(
    ("shown", "dated"),
    [
        ("<h1>Rain over<br>the whole town<small>11 October 2013</small></h1>", "2013-10-11"),
        ("<script>var day = '12 October 2013';</script><p>11 October 2013</p><h1>Rain over the whole town</h1>", "2013-10-11"),
        ("<h1>Rain over the whole town</h1><!-- 12 October 2013 --><p>11 October 2013</p>", "2013-10-11"),
        ("<h1>Rain over the whole town</h1><p>Updated 12 October 2013</p><p>Monday, 11 October 2013</p>", "2013-10-11"),
    ],
    ids=["in it", "above it", "below it", "after an update"],
)
def test_a_date_beside_the_headline_is_that_of_the_page(shown: str, dated: str) -> None:
    page = f"<html lang='en'><head><title>Rain over the whole town</title></head><body>{shown}{FILLER}</body></html>"
    assert page_of(page, None, None, cleaning_rules(), TODAY).dated == ("HTML", dated)


def test_a_cut_through_a_script_shows_none_of_it() -> None:
    script = "<script>" + "var rain = 1;" * 400 + " '12 October 2013' </script>"
    body = f"{script}<h1>Rain over the town</h1><p>11 October 2013</p>"
    page = f"<html><head><title>Rain over the town</title></head><body>{body}</body></html>"
    assert page_of(page, None, None, cleaning_rules(), TODAY).dated == ("HTML", "2013-10-11")


def test_an_element_named_for_a_date_has_the_date_of_the_page() -> None:
    assert page_day(shown=f'{FILLER}<span class="entry-date">11 October 2013</span>') == ("HTML", "2013-10-11")


@pytest.mark.parametrize(
    ("written", "lang"),
    [("11 октября 2013", "ru"), ("11 października 2013", "pl"), ("11. října 2013", "cs"), ("11 Ekim 2013", "tr")],
)
def test_dates_of_many_languages_are_read_on_a_page(written: str, lang: str) -> None:
    assert page_day(shown=written, lang=lang) == ("HTML", "2013-10-11")


LD_JSON = '<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{date}"}}</script>'


@pytest.mark.parametrize(
    ("stated", "dated"),
    [
        ("2013-10-11T08:30:00+02:00", ("HTML", "2013-10-11T08:30:00+02:00")),
        ("2013-10-09T08:30:00+02:00", ("HTML", "2013-10-09T08:30:00+02:00")),
        ("2019-01-01", ("URL", "2013-10-11")),
    ],
    ids=["the same day", "an earlier one", "a republication"],
)
def test_the_markup_comes_before_the_address_unless_the_address_is_older(stated: str, dated: tuple[str, str]) -> None:
    assert page_day(head=LD_JSON.format(date=stated), url="https://a.example/2013/10/11/rain") == dated


def test_the_address_comes_before_what_the_page_shows() -> None:
    assert page_day(shown="12 October 2013", url="https://a.example/2013/10/11/rain") == ("URL", "2013-10-11")


def test_time_elements_that_agree_are_a_statement() -> None:
    one, other = '<time datetime="2013-10-11T08:00">x</time>', '<time datetime="2013-10-12">y</time>'
    assert page_day(shown=one * 2) == ("HTML", "2013-10-11T08:00")
    assert page_day(shown=one + other + "9 October 2013") == ("HTML", "2013-10-09")


def test_the_only_date_of_a_page_is_its_date_but_for_the_day_of_its_capture() -> None:
    filler = "Rain fell in the hills and the river rose. " * 10
    assert page_day(shown=f"{filler} Seen on 11 October 2013 by all.") == ("HTML", "2013-10-11")
    archived = "https://web.archive.org/web/20140302101112/http://a.example/rain"
    assert page_day(shown="2 March 2014 " + filler, url=archived) is None


@pytest.mark.parametrize("written", ["9:05 PM", "12:30", "soon"])
def test_a_time_of_day_in_the_markup_is_no_date(written: str) -> None:
    head = f'<meta property="article:published_time" content="{written}">'
    assert page_day(head=head, shown="11 October 2013") == ("HTML", "2013-10-11")


def test_meta_elements_behind_a_broken_head_are_read() -> None:
    head = '<div>x</div><meta property="article:published_time" content="2013-10-11">'
    assert page_day(head=head, shown="12 October 2013") == ("HTML", "2013-10-11")


def test_numbers_on_an_english_page_need_to_say_which_is_the_day() -> None:
    assert page_day(shown="03/04/2013", lang="en-GB") == ("HTML", "2013-04-03")
    assert page_day(shown="03/04/2013", lang="en-US") == ("HTML", "2013-03-04")
