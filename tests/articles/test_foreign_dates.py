"""Absolute dates of other languages: each phrase must yield its value, and what is not absolute must yield nothing."""

import pytest

from transforms.foreign_dates import absolute_dates


def values(text: str, language: str) -> list[str | None]:
    return [mention.timex_value for mention in absolute_dates(text, language, article_id="a", policy_version="1")]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Am 3. Oktober 2013 und im März 2014, am 05.11.2012.", ["2013-10-03", "2014-03", "2012-11-05"]),
        ("fr", "le 1er août 2015, en février 2016 et le 30 septembre 2018", ["2015-08-01", "2016-02", "2018-09-30"]),
        ("es", "el 4 de julio de 2019 y en marzo de 2020", ["2019-07-04", "2020-03"]),
        (
            "es",
            "el 1.º de mayo de 2013, el 1º de junio de 2013 y el 2 de julio del 2013",
            ["2013-05-01", "2013-06-01", "2013-07-02"],
        ),
        ("it", "il 14 gennaio 2020 e il 1° maggio 2013", ["2020-01-14", "2013-05-01"]),
        ("fil", "12/25/2013, 03/04/2013, 31/01/2013, 5.6.2013", ["2013-12-25", "2013-03-04", "2013-01-31", "2013-06-05"]),
        ("or", "12/25/2013", ["2013-12-25"]),
        ("es", "12/25/2013, 03/04/2013", ["2013-04-03"]),
        ("ko", "2013년 10월 3일", ["2013-10-03"]),
        ("ru", "15 августа 2016 года", ["2016-08-15"]),
        ("ja", "2019年6月24日に、2020年3月", ["2019-06-24", "2020-03"]),
        ("pl", "3 maja 2020", ["2020-05-03"]),
        ("xx", "12.10.2011, 2013-10-11", ["2011-10-12", "2013-10-11"]),
    ],
)
def test_values(language: str, text: str, expected: list[str]) -> None:
    assert values(text, language) == expected


@pytest.mark.parametrize(
    "text", ["am Montag", "im Mai", "letztes Jahr", "am 31.02.2013", "2013", "1.2.3.2013", "Tel. 12.34.5678", "3 von 2013"]
)
def test_what_hangs_on_something_else_or_is_no_date(text: str) -> None:
    assert values(text, "de") == []


def test_a_mention_is_whole() -> None:
    text = "Regen fiel.\n\nAm 3. Oktober 2013 endete er."
    (mention,) = absolute_dates(text, "de", article_id="a", policy_version="7")
    assert text[mention.char_start : mention.char_end] == mention.text == "3. Oktober 2013"
    assert (mention.mention_id, mention.sentence) == (f"a-m{mention.char_start}", 1)
    assert (mention.anchor, mention.granularity) == ("NONE", "DAY")
    assert mention.meaning == "Intersect(Field(month, 10), Field(day, 3), Field(year, 2013))"
    assert (str(mention.start), str(mention.end)) == ("2013-10-03 00:00:00", "2013-10-04 00:00:00")


def test_the_rule_says_how_the_date_is_written() -> None:
    text = "3. Oktober 2013, 2013-10-03, 3.10.2013, 3/10/2013, 2013年10月"
    mentions = absolute_dates(text, "de", article_id="a", policy_version="1")
    assert [mention.rule for mention in mentions] == ["month-named", "iso-date", "day-first", "day-first", "signed-date"]
    assert [mention.rule for mention in absolute_dates("10/3/2013", "fil", article_id="a", policy_version="1")] == [
        "month-first"
    ]


def test_sentences_are_the_paragraphs() -> None:
    text = "\n\n2013-10-03\n\n\n\n2013-02-31, 2013-10-04\n2013-10-05\n\n\n2013-10-06"
    mentions = absolute_dates(text, "xx", article_id="a", policy_version="1")
    assert [(m.timex_value or "")[-2:] + str(m.sentence) for m in mentions] == ["031", "043", "053", "064"]
