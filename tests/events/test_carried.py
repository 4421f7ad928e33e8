"""Times that an event takes from the word that it hangs on. Published on Friday 2013-10-11."""

import pytest

from tests.events.rows import bounds, event


@pytest.mark.parametrize(
    ("sentence", "trigger", "limits"),
    [
        ("He left as he had agreed to swap shifts.", "swap", ("-", "-") * 2),
        ("In May she said they were trying to sell the ship.", "sell", ("2013-05-01", "-") * 2),
        ("In May she said they had agreed to sell the ship.", "sell", ("-", "-") * 2),
        # What goes on now, or what is news, looks ahead from here.
        ("In May she said they are trying to sell the ship.", "sell", ("2013-10-11", "-") * 2),
        ("The board agreed to sell the ship.", "sell", ("2013-10-11", "-") * 2),
    ],
)
def test_what_was_to_be_done_is_not_before_the_word_that_says_so(sentence: str, trigger: str, limits: tuple[str, ...]) -> None:
    assert bounds(event(sentence, trigger)) == limits
