"""Time-expression figures: by hand on small cases, and equal to the reference scorer's on whole corpora."""

import random
from typing import Any

import pytest

from tests.evaluation.shared_scorers import corpus, reference_scorer
from transforms.evaluation.document import Timex, read_document
from transforms.evaluation.failures import KINDS, count_by_kind, count_by_rule, timex_failures
from transforms.evaluation.pairing import pair_spans
from transforms.evaluation.timex import TimexFigures, score_timexes


def timex(start: int, end: int, value: str | None = "2013-10-11", kind: str = "DATE", rule: str | None = None) -> Timex:
    return Timex(start, end, "x" * (end - start), kind, value, rule)


def test_an_exact_pair_wins_over_a_larger_overlap() -> None:
    gold = [timex(0, 20), timex(5, 10)]
    assert pair_spans(gold, [timex(5, 10), timex(0, 9)]) == [(1, 0), (0, 1)]


def test_touching_spans_do_not_overlap() -> None:
    assert pair_spans([timex(0, 5)], [timex(5, 9)]) == []


def test_figures_worked_out_by_hand() -> None:
    gold = [timex(0, 6), timex(10, 20, "2013-10"), timex(30, 40, "P2W", "DURATION"), timex(50, 55, "1989")]
    predicted = [
        timex(0, 6),  # all right
        timex(12, 20, "2013-10-04"),  # a day inside gold's month: wrong value, resolved
        timex(30, 40, "P2W", "SET"),  # wrong type
        timex(60, 70, "2013-W41"),  # spurious, on the calendar
        timex(35, 39, "2013"),  # overlaps a duration that is taken already: spurious, no claim on the calendar
    ]
    figures = score_timexes([(gold, predicted)])
    assert (figures.strict.hits, figures.strict.predicted, figures.strict.gold) == (2, 5, 4)
    assert figures.relaxed.hits == 3
    assert figures.relaxed.precision == pytest.approx(60)
    assert figures.relaxed.recall == pytest.approx(75)
    assert figures.relaxed.f1 == pytest.approx(2 * 60 * 75 / 135)
    assert figures.type.hits == 2
    assert figures.value.hits == 2
    assert figures.value_given_span.percent == pytest.approx(200 / 3)
    # gold on the calendar: 2013-10-11, 2013-10, 1989; claims on it: the first, the day in October, the spurious week
    assert (figures.resolved.hits, figures.resolved.predicted, figures.resolved.gold) == (2, 3, 3)


def test_a_missing_value_equals_an_empty_one() -> None:
    assert score_timexes([([timex(0, 4, None)], [timex(0, 4, "")])]).value.f1 == 100


def test_figures_of_nothing_are_zero() -> None:
    figures = score_timexes([([], [])])
    assert figures.value.f1 == 0
    assert figures.value_given_span.percent is None


def test_a_coarser_prediction_does_not_resolve_a_finer_gold() -> None:
    figures = score_timexes([([timex(0, 4, "2013-10-11")], [timex(0, 4, "2013-10")])])
    assert (figures.resolved.hits, figures.resolved.predicted) == (0, 1)


def test_every_failure_names_its_kinds_and_rule() -> None:
    gold = [timex(0, 6), timex(10, 20), timex(30, 40), timex(50, 60)]
    predicted = [timex(0, 6), timex(12, 20, "P1D", "DURATION", "two days"), timex(50, 60, "2013", rule="a year"), timex(70, 80)]
    failures = timex_failures("d1", gold, predicted)
    assert [failure.kinds for failure in failures] == [("span", "type", "value"), ("missed",), ("value",), ("spurious",)]
    assert count_by_kind(failures, KINDS) == {"spurious": 1, "missed": 1, "span": 1, "type": 1, "value": 2}
    assert list(count_by_rule(failures)) == ["two days", "", "a year"]


def spoiled(timexes: list[dict[str, Any]], chance: random.Random) -> list[dict[str, Any]]:
    """Gold with a seeded share of every kind of failure."""
    values = ["2013", "2013-10", "P1D", "PRESENT_REF", "1998-01-08", "199", None, "1989-Q3", "1989-W43", "1989-10-27T17:00"]
    kept = []
    for item in timexes:
        item = {key: item[key] for key in ("start", "end", "text", "type", "value")}
        match chance.randrange(8):
            case 0:
                continue
            case 1:
                item["start"] = max(0, item["start"] - chance.randrange(30))
            case 2:
                item["end"] += chance.randrange(1, 40)
            case 3:
                item["value"] = chance.choice(values)
            case 4:
                item["type"] = chance.choice(["DATE", "TIME", "SET", "DURATION"])
            case 5:
                kept.append({**item, "start": item["end"] + 1, "end": item["end"] + 9, "value": chance.choice(values)})
        kept.append(item)
    return kept


def as_reference_shows(figures: TimexFigures) -> dict[str, dict[str, float]]:
    names = ("strict", "relaxed", "type", "value", "strict_value", "resolved")
    scores = {name: getattr(figures, name) for name in names}
    return {name: {"P": s.precision, "R": s.recall, "F1": s.f1} for name, s in scores.items()}


@pytest.mark.parametrize("name", ["tbaq", "wikiwars-dev", "krauts-de-dev"])
@pytest.mark.parametrize("seed", [1, 2])
def test_figures_equal_the_reference_scorer_on_spoiled_gold(name: str, seed: int) -> None:
    reference = reference_scorer("score_timex")
    records = corpus(name)
    chance = random.Random(seed)
    predictions = {record["id"]: {"timexes": spoiled(record["timexes"], chance)} for record in records}
    expected = reference.score({record["id"]: record for record in records}, predictions)
    documents = [read_document(record) for record in records]
    figures = score_timexes((d.timexes, [Timex(**item) for item in predictions[d.id]["timexes"]]) for d in documents)
    assert 20 < figures.value.f1 < 90
    for figure, score in as_reference_shows(figures).items():
        for measure, value in score.items():
            assert value == pytest.approx(expected[figure][measure], abs=0.006), (figure, measure)
