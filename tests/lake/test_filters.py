"""A filter finds its rows on any column, whether or not the log states bounds of its values."""

from datetime import date
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.dataset as ds
import pytest

from flows.lake.snapshot import open_lake
from schemas.tables import ARTICLES
from tests.flows.dumps import read_in, story, write_dump
from tests.lake.staged_shards import Copy, ingest, stage


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filters")
    stories = [story(number, date=day) for number, day in enumerate(["2024-05-01", "2024-05-02", "2024-06-01"])]
    read_in(folder / "lake", write_dump(folder / "dump" / "a.jsonl", [*stories, story(4, title="Rain " * 20), "no JSON"]))
    return folder / "lake"


@pytest.mark.parametrize("table", ["articles", "mentions", "sightings", "rejects", "loads", "snapshots"])
def test_a_filter_on_any_column_finds_the_rows_that_hold_the_value(lake: Path, table: str) -> None:
    dataset = open_lake(lake).dataset(table)
    whole = dataset.to_table()
    tried = 0
    for name in whole.column_names:
        column = whole[name]
        assert dataset.count_rows(filter=ds.field(name).is_null()) == column.null_count, name
        for value in column.unique().drop_null():
            assert dataset.count_rows(filter=ds.field(name) == value) == pc.sum(pc.equal(column, value)).as_py(), name
            assert dataset.count_rows(filter=ds.field(name) != value) == pc.sum(pc.not_equal(column, value)).as_py(), name
            tried += 1
    assert tried > 0


def test_a_file_is_passed_over_for_the_bounds_that_the_log_states(tmp_path: Path) -> None:
    for number, name in enumerate("ab"):
        ingest(tmp_path / "lake", stage(tmp_path / name, f"s{number}", [Copy(name, published=date(2013, 10, 11 + number))]))
    dataset = open_lake(tmp_path / "lake").dataset(ARTICLES.name)
    assert len(list(dataset.get_fragments())) == 2
    for filter_ in (ds.field("article_id") == "b", ds.field("published_on") > date(2013, 10, 11), ds.field("load_seq") == 2):
        assert len(list(dataset.get_fragments(filter=filter_))) == 1
