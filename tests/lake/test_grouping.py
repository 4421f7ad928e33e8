"""Near-duplicates of a lake: the groups follow the articles as they come and go."""

from pathlib import Path

from flows.lake.maintain import maintain_lake
from flows.lake.snapshot import open_lake
from flows.lake.store import store_at
from flows.lake.withdraw import withdraw_articles
from tests.chaos.work import broken
from tests.lake.staged_shards import VERSION, Copy, ingest, names, stage

STORY = " ".join(f"The council of district {n} met on Monday and put plan {n * 7} off until July." for n in range(8))
OTHER = " ".join(f"Rain number {n} fell in the hills above town {n * 3} for a week, it wrote." for n in range(8))


def upkeep(lake: Path) -> int:
    return maintain_lake(store_at(lake), run_id="m", pipeline_version=VERSION, retention_hours=1).grouped


def groups(lake: Path) -> dict[str, str]:
    rows = open_lake(lake).dataset("duplicate_groups").to_table().to_pylist()
    return {row["article_id"]: row["duplicate_group"] for row in rows}


def test_groups_follow_the_articles(tmp_path: Path) -> None:
    lake, staged = tmp_path / "lake", tmp_path / "staged"
    ingest(lake, stage(staged, "s1", [Copy("c", STORY), Copy("d", OTHER), Copy("e", "Short.")]))
    assert upkeep(lake) == 0
    assert groups(lake) == {}
    ingest(lake, stage(staged, "s2", [Copy("b", STORY.replace("plan 49", "a plan")), Copy("f", "Short.")]))
    assert upkeep(lake) == 2
    assert groups(lake) == {"b": "b", "c": "b"}
    assert upkeep(lake) == 0
    ingest(lake, stage(staged, "s3", [Copy("a", f"UPDATE: {STORY}")]))
    upkeep(lake)
    assert groups(lake) == {"a": "a", "b": "a", "c": "a"}
    withdraw_articles(store_at(lake), ["a", "b"], run_id="w", pipeline_version=VERSION)
    upkeep(lake)
    assert groups(lake) == {}


def test_a_group_outlives_the_article_that_it_was_called_after(tmp_path: Path) -> None:
    lake, staged = tmp_path / "lake", tmp_path / "staged"
    alike, others = [Copy(name, f"{name}: {STORY}") for name in "abcd"], [Copy(name, OTHER) for name in "xy"]
    ingest(lake, stage(staged, "s1", alike[:1]), stage(staged, "s2", [*alike[1:], *others]))
    upkeep(lake)
    assert groups(lake) == {"a": "a", "b": "a", "c": "a", "d": "a", "x": "x", "y": "x"}

    # Its shard no longer holds it; then the next one is taken down.
    ingest(lake, stage(staged, "s1", []), replaced=["s1"])
    assert groups(lake) == {"b": "b", "c": "b", "d": "b", "x": "x", "y": "x"}
    withdraw_articles(store_at(lake), ["b", "x"], run_id="w", pipeline_version=VERSION)
    assert groups(lake) == {"c": "c", "d": "c"}
    snapshot = open_lake(lake)
    assert set(names(lake, "duplicate_groups", "load_seq")) == {snapshot.load_seq}
    assert broken(snapshot) == []
    assert upkeep(lake) == 0
    withdraw_articles(store_at(lake), ["d"], run_id="w", pipeline_version=VERSION)
    assert groups(lake) == {}
