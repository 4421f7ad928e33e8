"""Which dated mention an event takes its time from, and that a long list of happenings costs what a list should."""

from dataclasses import replace
from datetime import date

import pytest

from transforms.events.bounds import day_bounds
from transforms.events.inheritance import MOST, Candidate, inherit
from transforms.events.parties import Parties, Party
from transforms.events.timing import Timing

DAY = date(2013, 8, 2)
UNDATED = Timing(day_bounds(None, None), "TENSE")
DATED = Timing(day_bounds(DAY, DAY), "EXPLICIT", (DAY, DAY), "EXPLICIT")


def killing(number: int, victim: str, timing: Timing, is_noun: bool = False) -> Candidate:
    parties = Parties(Party(), Party(frozenset({victim})), is_open=is_noun)
    return Candidate(number, False, "kill", frozenset({3}), is_noun, True, "past", parties, timing)


def comparisons(monkeypatch: pytest.MonkeyPatch, candidates: list[Candidate]) -> int:
    asked = []
    differ = Parties.differ
    with monkeypatch.context() as patch:
        patch.setattr(Parties, "differ", lambda one, other: asked.append(1) or differ(one, other))
        inherit(candidates)
    return len(asked)


@pytest.mark.parametrize("victims", ["one", "many"])
def test_the_work_is_linear_in_the_events(monkeypatch: pytest.MonkeyPatch, victims: str) -> None:
    def listed(count: int) -> list[Candidate]:
        names = ["ann" if victims == "one" else f"ann{number}" for number in range(count)]
        dated = [killing(number, name, DATED) for number, name in enumerate(names)]
        return dated + [killing(count, name, UNDATED, is_noun=True) for name in names]

    assert comparisons(monkeypatch, listed(4 * MOST)) <= 4 * comparisons(monkeypatch, listed(MOST)) > 0


def test_a_list_of_incidents_dates_none_that_is_named_again() -> None:
    dated = [killing(number, f"ann{number}", DATED) for number in range(MOST + 1)]
    again = killing(MOST + 1, "ann0", UNDATED, is_noun=True)
    assert inherit([*dated[:MOST], again])[-1].bounds == DATED.bounds
    assert inherit([*dated, again])[-1] == UNDATED


def test_what_repeats_dates_no_other_mention() -> None:
    again = killing(1, "ann", UNDATED, is_noun=True)
    assert inherit([killing(0, "ann", DATED), again])[1].basis == "INHERITED_DOCUMENT"
    assert inherit([killing(0, "ann", replace(DATED, recurrence="P1W")), again])[1] == UNDATED


def test_what_somebody_is_at_has_no_day_of_what_is_over() -> None:
    told = killing(0, "smith", DATED, is_noun=True)
    again = replace(killing(5, "smith", UNDATED), side="present")
    assert inherit([told, again])[1] is UNDATED
    assert inherit([told, replace(again, side="past")])[1].bounds == DATED.bounds
