"""What is there, or wished, as a text is written, whatever is to be done about it. Published on Friday 2013-10-11."""

from datetime import date

import pytest

from tests.events.rows import bounds, event

JUDGEMENTS = [
    "may fine the farmer for",
    "wants to punish him for",
    "will thank her for",
    "has to apologize for",
    "may pay a fine for",
]


@pytest.mark.parametrize("words", JUDGEMENTS)
def test_what_somebody_is_judged_for_is_over_whatever_becomes_of_him(words: str) -> None:
    row = event(f"The town {words} selling the bridge.", "selling")
    assert (row.factuality, bounds(row)) == ("ASSERTED", ("-", "2013-10-11", "-", "2013-10-11"))


def test_what_somebody_is_only_accused_of_is_over_if_it_was() -> None:
    row = event("The town wants to sue the bank for cheating customers.", "cheating")
    assert (row.factuality, bounds(row)) == ("POSSIBLE", ("-", "2013-10-11", "-", "2013-10-11"))


def test_what_anybody_would_be_judged_for_is_not_over() -> None:
    assert event("The town may fine farmers for selling bad milk.", "selling").latest_end is None
    assert event("The town will look for ways of selling the bridge.", "selling").latest_end is None


@pytest.mark.parametrize("words", ["may appeal", "could challenge", "seemed to ignore", "appears to regret", "may overturn"])
def test_what_is_challenged_or_regretted_is_there(words: str) -> None:
    assert event(f"The mayor {words} the decision.", "decision").factuality == "ASSERTED"


def test_what_is_appealed_was_decided_before() -> None:
    assert event("The firm appealed the ruling on Tuesday.", "ruling").latest_end == date(2013, 10, 8)


@pytest.mark.parametrize("wish", ["like", "prefer", "love"])
def test_what_somebody_would_like_to_do_is_a_wish_of_now(wish: str) -> None:
    row = event(f"She would {wish} to sell the farm.", wish)
    assert (row.factuality, bounds(row)) == ("ASSERTED", ("2013-10-11",) * 4)
    assert event(f"She would {wish} to sell the farm.", "sell").factuality == "POSSIBLE"


def test_what_somebody_said_that_he_would_like_to_do_was_a_wish_of_then() -> None:
    sentence = "She said on Monday that she would like to sell the farm."
    assert bounds(event(sentence, "like")) == ("2013-10-07",) * 4
    assert bounds(event(sentence, "sell")) == ("2013-10-07", "-", "2013-10-07", "-")


@pytest.mark.parametrize("sentence", ["If she won, she would like to sell the farm.", "She would like the farm."])
def test_what_somebody_would_like_if_it_came_about_is_no_wish(sentence: str) -> None:
    assert event(sentence, "like").factuality == "POSSIBLE"


def test_what_somebody_would_not_like_to_do_is_no_wish() -> None:
    assert event("She would not like to sell the farm.", "like").factuality == "NEGATED"


@pytest.mark.parametrize("trigger", ["merger", "approval"])
def test_what_hangs_on_an_approval_may_come_as_that_may(trigger: str) -> None:
    row = event("The merger is subject to approval by the court.", trigger)
    assert (row.factuality, bounds(row)) == ("POSSIBLE", ("2013-10-11", "-") * 2)


@pytest.mark.parametrize(
    ("sentence", "trigger"), [("Its bid is subject to approval.", "bid"), ("He was subject to a raid.", "raid")]
)
def test_a_bid_that_hangs_on_an_approval_was_made(sentence: str, trigger: str) -> None:
    assert event(sentence, trigger).factuality == "ASSERTED"


@pytest.mark.parametrize(
    ("sentence", "trigger", "limits"),
    [
        ("The board approved a merger.", "merger", ("2013-10-11", "-") * 2),
        ("The court approved an appeal.", "appeal", ("2012-10-11", "2013-10-11") * 2),
    ],
)
def test_what_is_approved_lies_ahead_unless_it_was_made_to_be(sentence: str, trigger: str, limits: tuple[str, ...]) -> None:
    assert bounds(event(sentence, trigger)) == limits


def test_what_no_bound_dates_has_no_basis_and_no_confidence() -> None:
    row = event("The ruling can be appealed.", "ruling")
    assert bounds(row) == ("-",) * 4
    assert (row.time_basis, row.best_basis, row.time_confidence) == ("NONE", None, None)


def test_the_next_in_a_row_has_done_it() -> None:
    row = event("She is the 15th mayor to resign.", "resign")
    assert (row.factuality, bounds(row)) == ("ASSERTED", ("-", "2013-10-11") * 2)


def test_what_a_clause_names_by_what_somebody_did_was_done_at_any_time() -> None:
    row = event("Moe is now doing what he was elected to do.", "elected")
    assert (bounds(row), row.best_start) == (("-", "2013-10-11") * 2, None)


def test_what_is_told_of_a_cause_that_is_there_is_no_guess() -> None:
    assert event("The mill may close because of the tax overhaul signed into law last week.", "signed").factuality == "ASSERTED"
