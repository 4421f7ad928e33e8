"""The picture shows what is measured side by side, and nothing else."""

from tests.bench.figure import Figure
from tests.bench.picture import draw_bars

FIGURES = [
    Figure("dateline", "speed", 9.0, "MB/s", note="warm, not what the peers are compared with"),
    Figure("dateline", "speed", 4.0, "MB/s", note="the same sample as the peers"),
    Figure("a <peer>", "speed", 2.0, "MB/s", ratio=2.0),
    Figure("dateline", "memory", 300.0, "MiB"),
]


def test_only_what_is_compared_is_drawn() -> None:
    drawn = draw_bars("a day", {"module": FIGURES})
    assert drawn.count("<rect") == 2
    assert "a &lt;peer&gt;" in drawn
    assert ">4.0<" in drawn
    assert ">9.0<" not in drawn
    assert "memory" not in drawn


def test_ours_is_the_longer_bar_and_marked() -> None:
    ours, theirs = (line for line in draw_bars("a day", {"module": FIGURES}).splitlines() if line.startswith("<rect"))
    assert 'class="o"' in ours
    assert 'class="o"' not in theirs
