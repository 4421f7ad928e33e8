"""Which words are events."""

from datetime import date

import pytest

from tests.events.rows import event, events_of

FOUND = {
    "The rebels seized the airport.": {"seized"},
    "The airport was seized by the rebels.": {"seized"},
    "The general who ordered the raid resigned.": {"ordered", "raid", "resigned"},
    "The treaty signed in May expires next year.": {"signed", "expires"},
    "The two sides held talks in Geneva.": {"held", "talks"},
    "The cabinet made a decision.": {"made", "decision"},
    "The withdrawal of 87,000 troops will begin.": {"withdrawal", "begin"},
    "The chairman resigned and left the country.": {"resigned", "left"},
    "The mayor was elected and re-elected.": {"elected"},
    "She resigned because she was ill.": {"resigned", "ill"},
    'Moe sang "Leave the Door Open" badly.': {"sang"},  # a title
    '"Leave the door open," she said.': {"Leave", "said"},
    '"Stop," she said.': {"Stop", "said"},
    "The judge heard two cases involving maps.": {"heard"},
    "The judge left, involving a clerk.": {"left", "involving"},
    "He gave a speech calling for a vote.": {"gave", "speech", "calling", "vote"},
    '"Look, the mayor has not resigned," she said.': {"resigned", "said"},
    '"Listen, we sold the house," she said.': {"sold", "said"},
    '"Look at the mayor," she said.': {"Look", "said"},
    "Flight 175 landed in Oslo.": {"landed"},  # a name
    "The flight landed in Oslo.": {"flight", "landed"},
    "The merger agreement.": {"agreement"},  # what kind of agreement
}
NOTHING = [
    "The committee has nine members.",  # having is no event
    "The minister is a lawyer.",
    "A firm based in Ohio.",  # how it is, not what happened
    "A firm controlled by a fund.",
    "More From This Section",
]


@pytest.mark.parametrize(("sentence", "triggers"), FOUND.items())
def test_events_are_found(sentence: str, triggers: set[str]) -> None:
    assert {row.trigger for row in events_of(sentence)} == triggers


@pytest.mark.parametrize("sentence", NOTHING)
def test_what_does_not_happen_is_no_event(sentence: str) -> None:
    assert events_of(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "trigger", "lemma"),
    [
        ("The minister stepped down.", "stepped", "step down"),
        ("He threatened to walk away from the deal.", "walk", "walk away"),
        ("The firm laid off 300 workers.", "laid", "lay off"),
        ("The talks collapsed.", "talks", "talk"),
        ("They're leaving the city.", "leaving", "leave"),
    ],
)
def test_lemmas_carry_the_particle(sentence: str, trigger: str, lemma: str) -> None:
    assert event(sentence, trigger).lemma == lemma


def test_a_form_that_nobody_knows_follows_the_rules() -> None:
    assert event("The envoy grobbled on Monday.", "grobbled").lemma == "grobble"


def test_a_noun_that_is_tagged_as_a_verb_is_no_event() -> None:
    sentence = "On May 5, the U.S. consulates in Porto and Faro will begin to offer visas."
    assert {row.trigger for row in events_of(sentence)} == {"begin", "offer"}
    assert {row.trigger for row in events_of("Aid workers and nurses said the ferry was late.")} == {"said"}
    assert {row.trigger for row in events_of("The mayors warn of floods, storms and now missiles.")} == {
        "warn",
        "floods",
        "storms",
    }
    assert {row.trigger for row in events_of("What he will do is not clear.")} == {"do"}


def test_going_to_is_a_future_and_no_event() -> None:
    assert {row.trigger for row in events_of("The envoy is going to visit Kabul in November.")} == {"visit"}


def test_time_expressions_are_no_events() -> None:
    assert {row.trigger for row in events_of("The strike began two days after the end of the month.")} == {"strike", "began"}


def test_offsets_point_into_the_text_as_given() -> None:
    text = "\n  \u201cWe agree,\u201d said the naïve envoy.\n\nTroops\u00a0left on Monday \U0001f600 and came back."
    rows = events_of(text)
    assert rows
    for row in rows:
        assert text[row.char_start : row.char_end] == row.trigger
        assert row.event_sentence in text
        if row.agent is not None:
            assert text[row.agent_start : row.agent_end] == row.agent


@pytest.mark.parametrize(
    ("sentence", "trigger", "lemma"),
    [
        ("The cease-fire collapsed on Monday.", "cease-fire", "cease-fire"),
        ("Her Re-election on Monday surprised the bank.", "Re-election", "re-election"),
        ("A wave of sell-offs followed.", "sell-offs", "sell-off"),
    ],
)
def test_a_word_with_a_hyphen_is_one_event(sentence: str, trigger: str, lemma: str) -> None:
    assert event(sentence, trigger).lemma == lemma


def test_the_day_behind_a_word_with_a_hyphen_is_of_its_event() -> None:
    row = event("Her re-election on Monday surprised the bank.", "re-election")
    assert row.earliest_start == row.latest_end == date(2013, 10, 7)
    assert event("No-one was hurt in the blast.", "hurt").factuality == "NEGATED"


def test_the_parts_of_any_other_word_with_a_hyphen_stay_apart() -> None:
    assert event("The bank-financed takeover failed.", "takeover").lemma == "takeover"
    assert {row.trigger for row in events_of("They re-opened the mine.")} == {"opened"}
