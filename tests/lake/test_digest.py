"""The digest: equal for equal rows whatever their history, different for any difference."""

import random
from datetime import date
from itertools import permutations
from pathlib import Path

from flows.lake.digest import BOOKS, DIGESTED, digest_lake
from flows.lake.maintain import maintain_lake
from flows.lake.snapshot import open_lake
from flows.lake.store import store_at
from schemas.tables import TABLES
from tests.lake.staged_shards import VERSION, Copy, ingest, stage

SHARDS = {
    "s1": [Copy("a"), Copy("b", revised=date(2013, 10, 12)), Copy("c")],
    "s2": [Copy("b"), Copy("c", "Corrected.", revised=date(2013, 10, 15), events=1), Copy("d", published=None)],
    "s3": [Copy("c", "Corrected.", revised=date(2013, 10, 15), events=3), Copy("a", "Other words.")],
}


def test_the_order_of_shards_does_not_matter(tmp_path: Path) -> None:
    digests = set()
    for number, order in enumerate(permutations(SHARDS)):
        lake = tmp_path / f"lake{number}"
        staged = [stage(tmp_path / f"staged{number}", name, SHARDS[name]) for name in order]
        if number % 2:
            ingest(lake, *staged)
        else:
            for manifest in staged:
                ingest(lake, manifest)
        digests.add(tuple(digest_lake(open_lake(lake)).items()))
    assert len(digests) == 1


def test_compaction_does_not_matter_and_one_changed_value_does(tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    for name, copies in SHARDS.items():
        ingest(lake, stage(tmp_path / "staged", name, copies))
    before = digest_lake(open_lake(lake))
    assert maintain_lake(store_at(lake), run_id="m", pipeline_version=VERSION).compacted > 0
    assert digest_lake(open_lake(lake)) == before
    ingest(lake, stage(tmp_path / "again", "s1", [Copy("a", events=3), *SHARDS["s1"][1:]]), replaced=["s1"])
    after = digest_lake(open_lake(lake))
    assert {name for name in after if after[name] != before[name]} == set()
    ingest(lake, stage(tmp_path / "more", "s4", [Copy("e", events=random.Random(1).randint(1, 3))]))
    assert {name for name, digest in digest_lake(open_lake(lake)).items() if digest != before[name]} == {
        "articles", "mentions", "events", "sightings",
    }  # fmt: skip


def test_every_table_is_digested_or_named_as_a_book() -> None:
    assert set(DIGESTED) | BOOKS == set(TABLES)
