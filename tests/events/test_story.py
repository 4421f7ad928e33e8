"""One whole story, row by row: a small one of ours, and the seed story where it is to be had."""

from datetime import date
from pathlib import Path

import pytest

from transforms import analyze
from transforms.events import Event

PUBLISHED = date(2013, 10, 11)
SEED = Path(__file__).resolve().parents[3] / "shared" / "seed"

STORY = """Ferry operators agree to new safety rules

Harbour minister Ana Lund said this week that she was ready to walk away from the ferry talks
if the operators would not sign.

The ministry presses for the accord to be sealed by the end of this month,
so that the fleet can complete its transfer of 40 boats by June 2015.

"We agreed in August that the goal was to finish the work in October," an aide travelling with Lund told reporters.

Lund said she refused to be hurried and would first consult an island council to be convened in about a month's time.

The council's chairman said in a radio interview broadcast on Monday that no deal had been reached.

The collapse of a similar accord with Oster in 2011 led to three operators leaving the islands.

The operators suspended the talks in June.
"""


def rows_of(text: str) -> dict[str, Event]:
    return {row.trigger: row for row in analyze(text, PUBLISHED, events="all").events}


@pytest.fixture(scope="module")
def story() -> dict[str, Event]:
    return rows_of(STORY)


@pytest.fixture(scope="module")
def seed() -> dict[str, Event]:
    files = sorted(SEED.glob("*.txt"))
    if not files:
        pytest.skip("the seed story is not there: it lies beside the project, in shared/seed")
    return rows_of(files[0].read_text(encoding="utf-8"))


def test_the_signing_is_planned_between_publication_and_the_end_of_the_month(story: dict[str, Event]) -> None:
    row = story["sealed"]
    assert row.factuality == "PLANNED"
    assert (row.earliest_start, row.latest_end) == (date(2013, 10, 11), date(2013, 10, 31))
    assert (row.time_basis, row.time_cue, row.patient) == ("EXPLICIT", "by", "the accord")


def test_the_nominal_event_has_a_patient_and_a_deadline(story: dict[str, Event]) -> None:
    row = story["transfer"]
    assert (row.patient, row.latest_end) == ("40 boats", date(2015, 6, 30))
    assert (row.earliest_end, row.earliest_start) == (PUBLISHED, None)  # it is completed then; it began who knows when


def test_the_council_convenes_about_a_month_later(story: dict[str, Event]) -> None:
    row = story["convened"]
    assert row.factuality == "PLANNED"
    assert row.earliest_start is not None
    assert row.latest_end is not None
    assert row.earliest_start < date(2013, 11, 11) < row.latest_end
    assert row.best_start == row.best_end == date(2013, 11, 11)


def test_the_interview_was_broadcast_on_monday(story: dict[str, Event]) -> None:
    assert (story["broadcast"].best_start, story["broadcast"].time_basis) == (date(2013, 10, 7), "EXPLICIT")


def test_the_collapse_was_in_2011_and_the_suspension_in_june(story: dict[str, Event]) -> None:
    collapse, suspended = story["collapse"], story["suspended"]
    assert (collapse.earliest_start, collapse.latest_end) == (date(2011, 1, 1), date(2011, 12, 31))
    assert (suspended.earliest_start, suspended.latest_end) == (date(2013, 6, 1), date(2013, 6, 30))
    assert (suspended.agent, suspended.patient) == ("The operators", "the talks")


def test_the_headline_is_past_and_the_walk_is_not(story: dict[str, Event]) -> None:
    assert story["agree"].tense == "PAST"
    assert (story["walk"].lemma, story["walk"].factuality) == ("walk away", "PLANNED")
    assert story["reached"].factuality == "NEGATED"
    assert story["reached"].reported_by == "The council's chairman"


def test_the_seed_storys_signing_and_withdrawal(seed: dict[str, Event]) -> None:
    signed, withdrawal = seed["signed"], seed["withdrawal"]
    assert signed.factuality in ("PLANNED", "POSSIBLE")
    assert (signed.earliest_start, signed.latest_end) == (date(2013, 10, 11), date(2013, 10, 31))
    assert signed.time_basis == "EXPLICIT"
    assert withdrawal.latest_end == date(2014, 12, 31)
    assert withdrawal.patient == "87,000 combat troops"


def test_the_seed_storys_other_dates(seed: dict[str, Event]) -> None:
    convened = seed["convened"]
    assert convened.earliest_start is not None
    assert convened.latest_end is not None
    assert convened.earliest_start <= date(2013, 11, 11) <= convened.latest_end
    assert convened.best_start == date(2013, 11, 11)
    assert seed["broadcast"].best_start == date(2013, 10, 7)
    assert (seed["suspended"].earliest_start, seed["suspended"].agent) == (date(2013, 6, 1), "Karzai")
    assert (seed["collapse"].earliest_start, seed["collapse"].latest_end) == (date(2011, 1, 1), date(2011, 12, 31))


def test_the_seed_storys_heading_gives_no_row(seed: dict[str, Event]) -> None:
    assert not any("More" in (row.agent or "") or "More" in (row.reported_by or "") for row in seed.values())
