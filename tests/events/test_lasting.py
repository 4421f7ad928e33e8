"""What lasts by its words, and what is done once. Published on Friday 2013-10-11."""

import pytest

from tests.events.rows import bounds, event

NOW = ("-", "2013-10-11", "2013-10-11", "-")
BEFORE = ("-", "2013-10-11") * 2
MAY = ("2013-05-01", "2013-05-31") * 2
RECENT = ("2012-10-11", "2013-10-11") * 2

LASTING = [
    # sentence, trigger, extent, the four bounds
    ("The judge hearing the case told reporters it was over.", "hearing", "SPAN", NOW),
    (
        "The judge hearing the case told reporters on Monday that it was over.",
        "hearing",
        "SPAN",
        ("-", "2013-10-07", "2013-10-07", "-"),
    ),
    ("The site hosting the film shows a blank page.", "hosting", "SPAN", NOW),
    ("The union representing the miners has not signed.", "representing", "SPAN", NOW),
    ("The officer leading the patrol resigned.", "leading", "SPAN", BEFORE),
    ("A bomb exploding in the market killed ten.", "exploding", "DAY", RECENT),
    ("A man citing her report said so.", "citing", "DAY", RECENT),
    ("A man speaking in a cafe said so.", "speaking", "DAY", RECENT),
    ("He said it burned and troops were on site securing the shop.", "securing", "SPAN", NOW),
    ("He said police were there taking pictures.", "taking", "SPAN", NOW),
    ("They were in a crash killing ten.", "killing", "DAY", ("-",) * 4),
    ("He said it burned, securing the shop.", "securing", "DAY", RECENT),
    ("Smith has held the post since May.", "held", "SPAN", ("2013-05-01", "2013-05-31", "2013-10-11", "-")),
    ("She has voted in every race since May.", "voted", "SPAN", ("2013-05-01", "2013-05-31", "2013-10-11", "-")),
    ("She has voted in the race since May.", "voted", "DAY", ("2013-05-01", "2013-10-11") * 2),
    ("She voted in every race in May.", "voted", "DAY", MAY),
    ("Smith has waged a campaign since May.", "waged", "SPAN", ("2013-05-01", "2013-05-31", "2013-10-11", "-")),
    ("They have pursued a policy of growth since May.", "pursued", "SPAN", ("2013-05-01", "2013-05-31", "2013-10-11", "-")),
    ("The ministers have held talks.", "held", "DAY", RECENT),
    ("The talks have been held.", "held", "DAY", RECENT),
    ("Two men have been detained since May.", "detained", "SPAN", ("2013-05-01", "2013-05-31", "2013-10-11", "-")),
    ("She has written ten books since May.", "written", "SPAN", ("2013-05-01", "2013-10-11") * 2),
    ("She has written the book since May.", "written", "DAY", ("2013-05-01", "2013-10-11") * 2),
    ("The rate has stood at 2 percent since May.", "stood", "SPAN", ("2013-05-01", "2013-05-31", "2013-10-11", "-")),
    ("The mines struggle to meet demand.", "demand", "SPAN", NOW),
    ("The firm faced criticism in May.", "faced", "SPAN", MAY),
    ("The clubs have thrived for two years.", "thrived", "SPAN", ("2009-10-12", "2012-10-11", "2013-10-11", "-")),
    ("The phone keeps ringing.", "ringing", "SPAN", NOW),
    ("The six-month-old dispute hurts them.", "dispute", "SPAN", ("2012-10-10", "2013-07-11", "2013-10-11", "-")),
    ("They met to end the six-month-old dispute.", "dispute", "SPAN", ("2012-10-10", "2013-07-11", "2013-10-11", "-")),
    ("The six-month-old dispute ended on Monday.", "dispute", "SPAN", ("-",) + ("2013-10-07",) * 3),
    ("The bank will close while the talks go on.", "go", "SPAN", NOW),
    ("The club has retained its lead.", "retained", "SPAN", NOW),
    ("The club has retained a lawyer.", "retained", "DAY", RECENT),
    ("The firm has kept paying its staff.", "kept", "SPAN", NOW),
    ("The firm has not kept its word.", "kept", "SPAN", BEFORE),
    ("The club, beset by doubts, hired a coach.", "beset", "SPAN", BEFORE),
    ("Crimes committed by gangs fell in May.", "committed", "SPAN", BEFORE),
    ("The crimes committed by gangs shocked him.", "committed", "DAY", RECENT),
    ("Documents released by the bank showed it.", "released", "DAY", RECENT),
    ("The talks, originally planned for 2012, began on Monday.", "planned", "DAY", ("-", "2013-10-10") * 2),
    ("Prosecutors investigated the fire.", "investigated", "SPAN", BEFORE),
    ("The noise does not stop when the phone rings.", "stop", "SPAN", NOW),
    ("The talks resume.", "resume", "DAY", ("2013-10-11",) * 4),
    ("The strike began in May, and the firm had hired guards.", "hired", "DAY", BEFORE),
    ("The strike began in May after the firm had hired guards.", "hired", "DAY", ("-", "2013-05-31") * 2),
    ("The strike lasted until Tuesday.", "strike", "SPAN", ("-",) + ("2013-10-08",) * 3),
    ("The strike may extend to Tuesday.", "extend", "SPAN", ("-",) + ("2013-10-15",) * 3),
    ("The talks could stretch into November.", "stretch", "SPAN", ("-", "2013-11-01", "2013-11-01", "2013-11-30")),
    ("He will go to Rome on Tuesday.", "go", "DAY", ("2013-10-15",) * 4),
    ("The club signed a five-year agreement.", "agreement", "DAY", RECENT),
    ("The club held a five-day summit.", "summit", "SPAN", BEFORE),
    ("She experienced the fault in May.", "experienced", "SPAN", MAY),
    ("She first experienced the fault in May.", "experienced", "DAY", MAY),
    ("She led the first club in May.", "led", "SPAN", MAY),
    ("She learned French in May.", "learned", "SPAN", MAY),
    ("She learned of the plan in May.", "learned", "DAY", MAY),
    ("She learned in May that he had won.", "learned", "DAY", MAY),
]


@pytest.mark.parametrize(("sentence", "trigger", "extent", "limits"), LASTING)
def test_what_lasts(sentence: str, trigger: str, extent: str, limits: tuple[str, ...]) -> None:
    row = event(sentence, trigger)
    assert (row.extent, bounds(row)) == (extent, limits)


@pytest.mark.parametrize(
    ("sentence", "trigger", "last"),
    [
        ("She never voted.", "voted", "2013-10-11"),
        ("She never knew it.", "knew", "2013-10-11"),
        ("As previously reported, she won.", "reported", "2013-10-10"),
        ("The bank previously reported a loss.", "reported", "2013-10-10"),
    ],
)
def test_an_adverb_that_speaks_of_all_the_past_leaves_no_best_day(sentence: str, trigger: str, last: str) -> None:
    row = event(sentence, trigger)
    assert (row.best_start, bounds(row)[3]) == (None, last)


def test_without_the_adverb_the_best_day_is_publication() -> None:
    assert event("She did not vote.", "vote").best_start is not None
    assert event("As reported, she won.", "reported").best_start is not None


def test_the_adverb_bounds_nothing_that_came_before_another_past() -> None:
    assert bounds(event("She had never voted.", "voted")) == BEFORE
    assert bounds(event("She could never have voted.", "voted")) == BEFORE
    assert bounds(event("He said she had previously voted.", "voted")) == ("-", "2013-10-10") * 2
