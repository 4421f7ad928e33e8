"""Dates that a happening takes from another mention of it in its document. Published on Friday 2013-10-11."""

from datetime import date

import pytest

from tests.events.rows import bounds, event, events_of


def test_a_happening_named_again_keeps_its_date() -> None:
    rows = events_of("Iraq invaded Kuwait on Aug. 2. Prices doubled. The invasion shocked the region.")
    invasion = next(row for row in rows if row.trigger == "invasion")
    assert (invasion.time_basis, bounds(invasion)) == ("INHERITED_DOCUMENT", ("2013-08-02",) * 4)
    assert invasion.best_basis == "INHERITED_DOCUMENT"
    text = "Iraq invaded Kuwait on Aug. 2. Prices doubled. The three-day invasion shocked the region."
    lasting = event(text, "invasion")
    assert (lasting.time_basis, lasting.duration) == ("INHERITED_DOCUMENT", "P3D")
    fresh = event("Iraq invaded Kuwait on Aug. 2. Officials feared an invasion of Oman.", "invasion")
    assert fresh.time_basis == "TENSE"


KIDNAPPING = "A shopkeeper kidnapped in Norrvik was freed. Lena Ortiz was abducted on Aug. 2. Police asked for help. "


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        (KIDNAPPING + "The kidnapping shocked the town.", "kidnapping"),
        (KIDNAPPING + "Her capture shocked the town.", "capture"),
        (KIDNAPPING + "Neighbors said Ortiz was seized at her door.", "seized"),
        (KIDNAPPING, "kidnapped"),  # the lead sums up what the story tells
        ("Rebels invaded Oster on Aug. 2. Envoys met. They want a ban since the rebels seized Oster.", "seized"),
        ("The firm declared a stock split. Envoys met. The split takes place on Aug. 2, 2013.", "split"),
        ("A bomb went off in Norrvik on Aug. 2. Envoys met. Nobody claimed the attack.", "attack"),
    ],
)
def test_another_word_for_one_happening_takes_its_date(text: str, trigger: str) -> None:
    row = event(text, trigger)
    assert (row.time_basis, bounds(row)) == ("INHERITED_DOCUMENT", ("2013-08-02",) * 4)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Norrvik was bombed on Aug. 2. Envoys met. The region suffers from suicide bombing.", "bombing"),
        ("Lena Ortiz was abducted on Aug. 2. Envoys met. Jan Falk was seized at the border.", "seized"),
        ("Lena Ortiz was abducted on Aug. 2. Envoys met. Falk's abduction came later.", "abduction"),
        ("Gunmen killed three soldiers on Aug. 2. Envoys met. The rebels have killed 20 soldiers so far.", "killed"),
        ("Bombs went off on Aug. 2. Bombs went off on Aug. 9. Nobody claimed the attack.", "attack"),
        ("Lena Ortiz was abducted on Aug. 2. Envoys met. Police fear a kidnapping.", "kidnapping"),
        # Of a month a document tells of more than one under a name, of a week hardly.
        ("The bank cut its rate in February. Envoys met. He would follow the cut.", "cut"),
        # Its date alone makes a happening no known one.
        ("The delegates met the premier. Envoys left. Last week's meeting failed.", "met"),
    ],
)
def test_others_and_other_happenings_of_the_kind_take_no_date(text: str, trigger: str) -> None:
    assert [row for row in events_of(text) if row.trigger == trigger][-1].time_basis in ("TENSE", "NONE")


def test_other_numbers_are_of_other_happenings() -> None:
    rows = events_of("Rebels killed 18 soldiers in Oster. Envoys met. On Tuesday 19 soldiers were killed in Norrvik.")
    assert [row.time_basis for row in rows if row.trigger == "killed"] == ["TENSE", "EXPLICIT"]


def test_a_month_is_inherited_by_what_names_the_same() -> None:
    murder = event("Smith was killed in November 1995. Envoys met. She said that Smith's killing was a stain.", "killing")
    assert (murder.time_basis, bounds(murder)) == ("INHERITED_DOCUMENT", ("1995-11-01", "1995-11-30") * 2)


def test_a_month_is_narrowed_to_the_day_told_elsewhere() -> None:
    text = "Ortiz lived there until she was abducted in August. Envoys met. Her capture on Aug. 2 shocked the town."
    row = event(text, "abducted")
    assert (row.time_basis, bounds(row)) == ("EXPLICIT", ("2013-08-01", "2013-08-31") * 2)
    assert (row.best_start, row.best_end, row.best_basis) == (date(2013, 8, 2), date(2013, 8, 2), "INHERITED_DOCUMENT")


def test_two_dates_for_one_word_date_no_third() -> None:
    text = "He was arrested on Aug. 2. She was arrested on Aug. 9. The arrest was filmed."
    assert event(text, "arrest").time_basis == "TENSE"


def test_the_finer_of_two_dates_that_agree_is_inherited() -> None:
    text = "He was arrested in August. She said he was arrested on Aug. 9. The arrest was filmed."
    assert bounds(event(text, "arrest")) == ("2013-08-09",) * 4
