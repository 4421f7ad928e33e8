"""Which way a bare weekend lies, in a text published on Friday 11 October 2013 unless said."""

from datetime import date

import pytest

from tests.temporal.reading import values
from transforms.temporal import normalize


@pytest.mark.parametrize(
    "text",
    [
        "Two ferries collided over the weekend.",
        "The harbour master said over the weekend that the pier will be closed.",
        "The pier that burned at the weekend will be rebuilt.",
        "The council was to have met at the weekend, but did not.",
        "By the weekend the frost had gone.",
        "Divers are searching for a man who swam off over the weekend.",
        "Firemen will look into the blaze after the explosion at the weekend.",
    ],
)
def test_a_weekend_behind(text: str) -> None:
    assert values(text) == ["2013-W40-WE"]


@pytest.mark.parametrize(
    "text",
    [
        "The harbour master said he would inspect the pier over the weekend.",
        "Frost is expected to hit the orchards over the weekend.",
        "The choir plans to sing in Malta over the weekend.",
        "The king will spend the weekend at the lake.",
        "Divers will stay on the wreck through the weekend.",
        "A medal is to be struck at the weekend.",
        "Delegates meet at the weekend to elect a treasurer.",
        "The keeper would see a doctor at the weekend.",
        "The blockade could end as early as the weekend.",
        "The pier will be shut by the weekend.",
        "Sailors said the weekend would be calm.",
        "The orchestra is spending the weekend at sea.",
        "The harbour board is working through the weekend.",
        "Wardens expect hundreds to camp on the island over the weekend.",
        "Wardens see no let-up in the gales through the weekend.",
    ],
)
def test_a_weekend_ahead(text: str) -> None:
    assert values(text) == ["2013-W41-WE"]


@pytest.mark.parametrize(("published", "value"), [(date(2013, 10, 7), "2013-W40-WE"), (date(2013, 10, 11), "2013-W41-WE")])
def test_what_was_planned_for_a_weekend_is_the_nearer_one(published: date, value: str) -> None:
    found = normalize("The two crews were to row at the weekend.", published)
    assert [mention.timex_value for mention in found] == [value]


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("The team won twice this weekend.", True),
        ("This weekend a storm hit the coast.", True),
        ("The storm this weekend killed two.", True),
        ("The team plays twice this weekend.", False),
        ("The team will play twice this weekend.", False),
        ("The mayor announced a rally this weekend.", False),
        ("The rally planned this weekend was called off.", False),
    ],
)
def test_what_has_happened_this_weekend_was_on_the_one_just_over(text: str, over: bool) -> None:
    assert values(text, date(2013, 10, 14)) == ["2013-W41-WE" if over else "2013-W42-WE"]
    # Later in the week it is far behind.
    assert values(text, date(2013, 10, 17)) == ["2013-W42-WE"]
