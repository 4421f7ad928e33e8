"""Clauses that the parser hangs on the wrong word, each beside one that hangs where it should."""

import pytest

from tests.events.rows import bounds, event, events_of

REPORTS = [
    ("The spokesman told a press briefing that rates fell.", "fell", "REPORTED", "rates", None, "The spokesman"),
    ("The spokesman told a story that he had heard.", "heard", "ASSERTED", "he", "a story", None),
    ("As doubts about the academy grew louder, it announced a reform.", "grew", "ASSERTED", "doubts", None, None),
    ('"Because he left early," she said.', "left", "REPORTED", "he", None, "she"),
    (
        "In their first talk since the vote, Poe and Moe left, the court says.",
        "left",
        "REPORTED",
        "Poe and Moe",
        None,
        "the court",
    ),
    ("Poe said the mine is safe and noted that it was shut.", "noted", "ASSERTED", "Poe", None, None),
    ("Poe said the mine is safe and noted that it was shut.", "shut", "REPORTED", None, "it", "Poe"),
    ("Poe said the mayor backed it and noted that it was shut.", "noted", "REPORTED", "the mayor", None, "Poe"),
]


@pytest.mark.parametrize(("sentence", "trigger", "factuality", "agent", "patient", "source"), REPORTS)
def test_who_tells_what(
    sentence: str, trigger: str, factuality: str, agent: str | None, patient: str | None, source: str | None
) -> None:
    row = event(sentence, trigger)
    assert (row.factuality, row.agent, row.patient, row.reported_by) == (factuality, agent, patient, source)


def test_a_date_before_a_fronted_clause_is_of_the_main_verb() -> None:
    row = event("Last week, as doubts about the academy grew louder, the board announced the creation of a panel.", "announced")
    assert bounds(row)[0] == "2013-09-30"


def test_what_was_noted_beside_what_was_said_was_told_at_the_same_time() -> None:
    row = event("Poe said the mine is safe and noted that it was shut.", "noted")
    assert (row.time_basis, row.earliest_start) == ("REPORTING", event("Poe said so.", "said").earliest_start)


@pytest.mark.parametrize(
    ("sentence", "follows"),
    [
        ("Guards chased the thief following the blast.", False),
        ("Poe was told to buy no weapons following a dispute with Moe.", False),
        ("Ten people died following a fire.", False),
        ("She was following the trial.", True),
        ("He walked home, following the river.", True),
    ],
)
def test_following_is_a_preposition_before_what_happened(sentence: str, follows: bool) -> None:
    assert ("following" in [row.trigger for row in events_of(sentence)]) is follows


@pytest.mark.parametrize(
    ("sentence", "gerund", "agent", "latest"),
    [
        ("The mayor will be fined for lying.", "lying", "The mayor", "2013-10-11"),
        ("She was fired in May for sleeping.", "sleeping", "She", "2013-05-31"),
        ("They won in May by cheating.", "cheating", "They", "2013-05-31"),
        ("Poe answered reporters following meeting with Moe.", "meeting", None, "2013-10-11"),
        ("The storm showed signs of fading.", "fading", None, "2013-10-11"),
    ],
)
def test_a_bare_gerund_behind_a_preposition_is_what_somebody_does(
    sentence: str, gerund: str, agent: str | None, latest: str
) -> None:
    row = event(sentence, gerund)
    assert (row.factuality, row.agent, bounds(row)[3]) == ("ASSERTED", agent, latest)
