"""The lake against a model of a dozen lines: random shards, groups, orders, re-reads and upkeep."""

import random
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from flows.lake.digest import digest_lake
from flows.lake.maintain import maintain_lake
from flows.lake.snapshot import open_lake
from flows.lake.store import store_at
from flows.shards import Manifest
from tests.chaos.work import broken
from tests.lake.staged_shards import VERSION, Copy, ingest, instant, names, sha, stage
from transforms.winners import Copy as Candidate
from transforms.winners import winner


@dataclass(frozen=True)
class Dump:
    """What a shard holds."""

    copies: tuple[Copy, ...]
    dump_date: date | None
    rejects: int


def random_dumps(chance: random.Random) -> dict[str, Dump]:
    def copy(name: str) -> Copy:
        return Copy(
            name,
            text=chance.choice(["The first text.", "A second text.", "Some third text."]),
            published=chance.choice([None, date(2013, 10, 11), date(2013, 11, 2)]),
            revised=chance.choice([None, None, date(2013, 12, 1), date(2014, 1, 1)]),
            events=chance.randint(0, 3),
        )

    return {
        f"s{number}": Dump(
            tuple(copy(name) for name in chance.sample("abcdefgh", chance.randint(0, 6))),
            chance.choice([None, date(2014, 1, chance.randint(1, 3))]),
            chance.randint(0, 2),
        )
        for number in range(chance.randint(2, 6))
    }


def current_copies(dumps: dict[str, Dump]) -> dict[str, Copy]:
    """The model: of all copies of an article the one that the rule prefers."""
    held: dict[str, dict[Candidate, Copy]] = {}
    for shard, dump in dumps.items():
        for record, copy in enumerate(dump.copies):
            revised = instant(copy.revised or copy.published)
            candidate = Candidate(shard, str(record), sha(copy.text), revised, dump.dump_date)
            held.setdefault(copy.name, {})[candidate] = copy
    return {name: copies[winner(copies)] for name, copies in held.items()}


def staged(folder: Path, shard: str, dump: Dump) -> Manifest:
    return stage(folder, shard, dump.copies, rejects=dump.rejects, dump_date=dump.dump_date)


def bring_in(lake: Path, dumps: dict[str, Dump], chance: random.Random) -> None:
    """Commits the dumps in some order and some groups, with upkeep and re-reads between them."""
    order = chance.sample(list(dumps), len(dumps))
    done = 0
    while done < len(order):
        group = order[done : done + chance.randint(1, 3)]
        done += len(group)
        ingest(lake, *(staged(lake.parent / f"{lake.name}-{done}", shard, dumps[shard]) for shard in group))
        if chance.random() < 0.3:
            maintain_lake(store_at(lake), run_id="m", pipeline_version=VERSION, retention_hours=0)
        if chance.random() < 0.3:
            again = chance.choice(order[:done])
            ingest(lake, staged(lake.parent / f"{lake.name}-{done}-again", again, dumps[again]), replaced=[again])


@pytest.mark.parametrize("seed", [1, 2])
def test_any_history_gives_what_the_rule_says(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    dumps = random_dumps(chance)
    expected = current_copies(dumps)
    lakes = [tmp_path / "one", tmp_path / "two"]
    for lake in lakes:
        bring_in(lake, dumps, chance)
        snapshot = open_lake(lake)
        texts = {row["article_id"]: row["text"] for row in snapshot.dataset("articles").to_table().to_pylist()}
        assert texts == {name: copy.text for name, copy in expected.items()}
        events = sum(copy.events for copy in expected.values())
        rejects = sum(dump.rejects for dump in dumps.values())
        assert [snapshot.counts[table] for table in ("articles", "mentions", "events", "rejects")] == [
            len(expected), events, events, rejects,
        ]  # fmt: skip
        assert broken(snapshot) == []
    assert digest_lake(open_lake(lakes[0])) == digest_lake(open_lake(lakes[1]))
    gone = chance.choice(list(dumps))
    ingest(lakes[0], stage(tmp_path / "gone", gone, []), replaced=[gone])
    assert broken(open_lake(lakes[0])) == []
    assert set(names(lakes[0], "articles")) == {
        copy.name for shard, dump in dumps.items() if shard != gone for copy in dump.copies
    }
