"""The words of a format are those of the run's configuration, as its files have them now."""

import shutil
from pathlib import Path

import pytest

from flows.readers import open_shard, plan_shards
from flows.words import renew_words
from tests.readers.reading_dumps import PLAIN
from transforms.articles import RawRecord
from transforms.configuration import DEFAULT_ROOT

WIRE = "\x16\x16\x01a0001 r i\n\x02^Von Ann Writer<\n^Rain in town<\n   TOWN (AP) _ Rain.\n\x03AP-WF-10-11-13 0745GMT\n\x04"


def read(path: Path, config: Path) -> list[dict[str, object]]:
    renew_words(str(config))
    (shard,) = plan_shards([str(path)], PLAIN)
    return [item.fields for item in open_shard(shard, PLAIN, config_dir=str(config)) if isinstance(item, RawRecord)]


@pytest.mark.parametrize(
    ("name", "content", "ours", "theirs", "before", "after"),
    [
        ("a.json", '{"stories": [{"text": "Rain."}, {"text": "Snow."}]}', '["articles",', '["articles", "stories",', 1, 2),
        ("a.anpa", WIRE, 'byline = ["By "]', 'byline = ["By ", "Von "]', "Von Ann Writer", "Rain in town"),
    ],
)
def test_a_word_that_is_added_is_read(
    tmp_path: Path, name: str, content: str, ours: str, theirs: str, before: object, after: object
) -> None:
    path, config = tmp_path / name, shutil.copytree(DEFAULT_ROOT, tmp_path / "config")
    path.write_text(content)

    def told() -> object:
        records = read(path, config)
        return len(records) if name == "a.json" else records[0]["title"]

    assert told() == before
    words = (config / "articles.toml").read_text()
    assert words.count(ours) == 1
    (config / "articles.toml").write_text(words.replace(ours, theirs))
    assert told() == after
