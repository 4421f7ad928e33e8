"""`dateline explain` as a person and as a machine read it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import dateline, dateline_here

SEEN = ("--published", "2013-10-11")


def test_the_walk_names_every_station() -> None:
    outcome = dateline("explain", "by the end of this month", *SEEN)
    assert outcome.status == 0
    meaning = "Part(end, Deictic(0, month))"
    for station in (meaning, "part-of", "PUBLICATION", "edges.end = ", "2013-11-01)", 'mod="END"', "EDTF"):
        assert station in outcome.out
    assert not any(line.endswith(" ") for line in outcome.out.splitlines())


def test_the_others_of_a_phrase_are_named() -> None:
    out = dateline_here("explain", "10-12 October", *SEEN).out
    first, second = (f"Intersect(Field(month, 10), Field(day, {day}))" for day in (10, 12))
    assert f"days-joined-month  {first}, {second}\n" in out
    assert "\nalso         12 October (2013-10-12)\n" in out
    assert "also" not in dateline_here("explain", "10 October", *SEEN).out


def test_the_derivation_is_that_of_the_reading_that_stands() -> None:
    # The quarters of any year are read first, and refused.
    out = dateline_here("explain", "the second and third quarters", *SEEN).out
    assert "quarters-of-any-year" not in out.split("meaning")[0]
    assert "\nrefused      quarters-of-any-year must be " in out
    assert "meaning      Before(Field(quarter, 2), Field(quarter, 3))\n" in out
    # The Sunday of the paper is a candidate too.
    out = dateline_here("explain", "the Sunday Times of 3 October", *SEEN).out
    assert "month-day" in out.split("meaning")[0]
    assert 'value="2013-10-03"' in out


def test_json_holds_the_mention_under_its_columns() -> None:
    found = json.loads(dateline_here("explain", "in about a month's time", *SEEN, "--json").out)
    assert (found["stage"], found["mention"]["timex_value"], found["mention"]["approximate"]) == (
        "resolved",
        "2013-11-11",
        True,
    )


@pytest.mark.parametrize(
    ("arguments", "stage"),
    [
        (["xylophone", *SEEN], "no candidate"),
        (["may enact", *SEEN], "no parse"),
    ],
)
def test_what_is_no_time_says_where_the_walk_ended(arguments: list[str], stage: str) -> None:
    outcome = dateline_here("explain", *arguments)
    assert outcome.status == 1
    assert f"\nended at   {stage}: " in outcome.out  # in line with what stands above it


def test_a_refusal_names_its_row() -> None:
    out = dateline_here("explain", "Monday", *SEEN, "--sentence", "He remembers Black Monday.").out
    assert "\nended at  refused by context: weekday is refused as a day with a name of its own (names.toml)\n" in out


def test_what_counts_from_the_dateline_says_so() -> None:
    out = dateline_here("explain", "today", *SEEN, "--sentence", "OSLO, Oct. 10 (AP) -- They met today.").out
    assert "\nanchor       DATELINE: counted from the dateline, 'Oct. 10' (2013-10-10)\n" in out
    assert "dateline = { before_days = 3, after_days = 1 }" in out


def test_a_known_day_names_its_table() -> None:
    out = dateline_here("explain", "Sept. 11", *SEEN, "--sentence", "The Sept. 11 attacks killed many.").out
    assert "\nanchor       NONE: known without its year, the Sept. 11 attacks" in out
    assert "(known.toml)\n" in out
    assert "direction.monthday" not in out


def test_a_holiday_outside_of_its_table_has_no_interval() -> None:
    past = "He fasted in Ramadan."
    for published in ("1955-05-05", "2050-05-05"):
        out = dateline_here("explain", "Ramadan", "--published", published, "--sentence", past).out
        assert "\ninterval  none: holidays.toml has ramadan from 1960 to 2045\n" in out
    assert "[1964-01-16, 1964-02-15)" in dateline_here("explain", "Ramadan", "-p", "1964-05-05", "--sentence", past).out
    assert "none: holidays.toml has ramadan" in dateline_here("explain", "Ramadan 1950", *SEEN).out
    assert "ended at  no such time: holidays.toml has" in dateline_here("explain", "last Ramadan", "-p", "1955-05-05").out


def test_entities_are_explained_as_a_reader_sees_them() -> None:
    out = dateline_here("explain", "last&nbsp;Monday", *SEEN, "--sentence", "<b>He</b> left last&nbsp;Monday.").out
    assert "candidate  last Monday\n" in out
    assert "\nmeaning      Deictic(-1, Field(weekday, 1))\n" in out
    assert "deictic-field" in out.split("meaning")[0]


@pytest.mark.parametrize("phrase", ["", " "])
def test_an_empty_phrase_is_none(phrase: str) -> None:
    outcome = dateline_here("explain", phrase, *SEEN)
    assert (outcome.status, f"expected a phrase, got {phrase!r}" in outcome.err) == (2, True)


def test_without_a_publication_date_it_asks_for_one() -> None:
    out = dateline_here("explain", "this month").out
    assert "interval  none: nothing to count from; give --published" in out
    assert "anchor    NONE: hangs on a publication that is not given" in out


@pytest.mark.parametrize(
    ("phrase", "line"),
    [
        ("13 years", "interval  none: the words bound nothing on the calendar"),
        ("490 BC", "interval     none: columns of a table begin with the year 1"),
        ("in 1998", "anchor       NONE: needs no anchor"),
        ("Feb. 29, 2023", "ended at  no such time: read, but the calendar has no such time"),
    ],
)
def test_what_no_publication_would_place_does_not_ask_for_one(phrase: str, line: str) -> None:
    out = dateline_here("explain", phrase).out
    assert line in out
    assert "publi" not in out.replace("published  not given", "").replace("published     not given", "")


def test_the_text_says_how_it_is_read_unless_it_is_told() -> None:
    story = "In 1642 the war began. In 1643 the town fell. In 1644 its walls fell. In 1645 it rose. In 1646 peace came in May."
    out = dateline_here("explain", "May", *SEEN, "--sentence", story).out
    assert "\nread as    timex2, a story that is its own anchor\n" in out
    assert "[1646-05-01, 1646-06-01)" in out
    out = dateline_here("explain", "May", *SEEN, "--sentence", story, "--anchoring", "publication").out
    assert "\nread as    timex2\n" in out
    assert "[2013-05-01, 2013-06-01)" in out


@pytest.mark.parametrize(("order", "day"), [("mdy", "2013-10-03"), ("dmy", "2013-03-10")])
def test_dates_in_figures_are_read_in_the_order_that_is_given(tmp_path: Path, order: str, day: str) -> None:
    assert f"[{day}," in dateline_here("explain", "10/3/13", *SEEN, "--date-order", order).out
    (tmp_path / "story.txt").write_text("It opened on 10/3/13.", encoding="utf-8")
    told = dateline_here("annotate", str(tmp_path / "story.txt"), "--format", "json", "--date-order", order)
    assert [mention["timex_value"] for mention in json.loads(told.out)["mentions"]] == [day]


def test_the_sentence_must_hold_the_phrase() -> None:
    outcome = dateline_here("explain", "Monday", *SEEN, "--sentence", "It was Tuesday.")
    assert (outcome.status, outcome.err.count("\n")) == (2, 1)
    assert "expected --sentence to hold the phrase 'Monday'" in outcome.err


def test_a_date_that_is_none_is_one_line() -> None:
    outcome = dateline_here("explain", "Monday", "--published", "11/10/2013")
    assert outcome.err == "dateline: expected --published as YYYY-MM-DD or YYYY-MM-DDThh:mm, got '11/10/2013'\n"


def test_a_day_that_is_not_in_the_calendar_is_told_apart() -> None:
    outcome = dateline_here("explain", "Monday", "--published", "2026-02-30")
    assert outcome.status == 2
    assert "got '2026-02-30': day is out of range" in outcome.err


def test_it_imports_nothing_that_is_slow_to_start() -> None:
    script = (
        "import sys; from flows.cli.app import run_command; run_command(['explain', 'Monday', '-p', '2013-10-11']); "
        "sys.exit(', '.join(name for name in ('prefect', 'spacy', 'numpy', 'pyarrow', 'duckdb') if name in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
