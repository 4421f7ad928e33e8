"""What the paths of a run name: every file that is there, and a refusal where the system does not let it be seen."""

import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import fsspec
import pytest

from flows.readers import ReaderError, hash_shard, open_shard, plan_shards
from flows.readers.inputs import find_inputs
from tests.readers.reading_dumps import PLAIN, read_all
from transforms.articles import Reject

LINE = b'{"text": "Rain fell."}\n'
NOBODY = 65534


def names(path: Path | str) -> list[str]:
    return [item.name for item in find_inputs([str(path)])]


@pytest.fixture
def dumps() -> Iterator[Path]:
    """A folder of dumps seen by one who is no superuser, to whom no folder would be closed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        for each in ("ok", "shut"):
            (folder / each).mkdir()
            (folder / each / "a.jsonl").write_bytes(LINE)
        before = os.geteuid()
        if before == 0:
            os.seteuid(NOBODY)
        try:
            yield folder
        finally:
            os.seteuid(before)
            (folder / "shut").chmod(0o755)


def close(folder: Path, mode: int) -> None:
    """Take the rights from all, as the folder's owner."""
    seen = os.geteuid()
    os.seteuid(os.getuid())
    folder.chmod(mode)
    os.seteuid(seen)


@pytest.mark.parametrize("mode", [0o000, 0o444], ids=["closed", "listed but not entered"])
@pytest.mark.parametrize("pattern", ["", "*/*.jsonl", "**/*.jsonl", "shut/a.jsonl"])
def test_what_a_folder_does_not_show_is_refused_and_not_left_out(dumps: Path, mode: int, pattern: str) -> None:
    assert "a.jsonl" in names(dumps / pattern)[-1]
    close(dumps / "shut", mode)
    with pytest.raises(ReaderError, match=f"got Permission denied at {dumps}/shut") as caught:
        names(dumps / pattern)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("call", ["scandir", "stat"])
@pytest.mark.parametrize("pattern", ["", "*/*"])
def test_a_disk_that_fails_below_a_folder_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, pattern: str
) -> None:
    for name in ("a", "bad"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "one.jsonl").write_bytes(LINE)
    real: Callable[..., object] = getattr(os, call)

    def failing(path: str | Path, *given: object, **named: object) -> object:
        if "bad" in str(path):
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))
        return real(path, *given, **named)

    monkeypatch.setattr(os, call, failing)
    with pytest.raises(ReaderError, match=r"got Input/output error at .*/bad"):
        names(tmp_path / pattern)


def test_a_link_that_leads_nowhere_or_to_itself_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(LINE)
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "through").symlink_to(tmp_path / "a.jsonl" / "below")
    for pattern in ("", "*", "**/*"):
        assert names(tmp_path / pattern) == ["a.jsonl"]


def test_a_file_that_cannot_be_seen_any_more_costs_itself_alone(dumps: Path) -> None:
    (shard,) = plan_shards([str(dumps)], PLAIN)
    assert shard.files == ("ok/a.jsonl", "shut/a.jsonl")
    close(dumps / "shut", 0o000)
    reading = open_shard(shard, PLAIN)
    assert [item.reason if isinstance(item, Reject) else item.locator for item in reading] == [
        "ok/a.jsonl#0",
        "unreadable_file",
    ]
    assert reading.content_hash == hash_shard(shard, PLAIN).content_hash


def test_a_pattern_names_what_a_shell_would(tmp_path: Path) -> None:
    for name in ("2024/05/a.jsonl", "2024/05/b.csv", "2024/06/a.jsonl", "2025/a.jsonl"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(LINE)
    assert names(tmp_path / "2024/0[5-7]/?.jsonl") == ["05/a.jsonl", "06/a.jsonl"]
    assert names(tmp_path / "*/05/*") == ["2024/05/a.jsonl", "2024/05/b.csv"]
    assert names(tmp_path / "**/a.jsonl") == ["2024/05/a.jsonl", "2024/06/a.jsonl", "2025/a.jsonl"]
    assert names(tmp_path / "20*/../2025/*") == ["2024/../2025/a.jsonl", "2025/../2025/a.jsonl"]
    for nothing in ("*/07/*", "2024", "2025/a.jsonl/*"):
        pattern = tmp_path / nothing if "*" in nothing else tmp_path / f"{nothing}/*"
        with pytest.raises(ReaderError, match="got none at"):
            names(pattern)


@pytest.fixture
def store() -> Iterator[str]:
    system = fsspec.filesystem("memory")
    yield "memory://dumps"
    system.store.clear()
    system.pseudo_dirs[:] = [""]


def test_a_dump_in_a_store_gives_what_the_same_folder_gives(tmp_path: Path, store: str) -> None:
    for name, content in {
        ".seen": LINE,
        ".cache/a.jsonl": LINE,
        "a1.jsonl": LINE,
        "a2.jsonl": LINE,
        "b.json": LINE,
        "deep/story.txt": b"Rain fell on Monday.",
        "deep/story.txt.json": b'{"date": "2013-10-11"}',
        "deep/other.text": b"Sun shone on Tuesday.",
        "deep/other.json": b'{"date": "2013-10-12"}',
        "deep/LOUD.TXT": b"Wind blew on Friday.",
        "deep/LOUD.TXT.json": b'{"date": "2013-10-13"}',
        "deep/alone.txt": b"Snow fell on Sunday.",
        "deep/alone.json/c.jsonl": LINE,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
        with fsspec.open(f"{store}/{name}", "wb") as out:
            out.write(content)
    for pattern in ("", "/*.jsonl", "/a?.jsonl", "/a[12].jsonl", "/deep/*.t*", "/*/*", "/deep", "/deep/story.txt", "/a1.jsonl"):
        assert [(item.name, item.size, item.given) for item in find_inputs([f"{store}{pattern}"])] == [
            (item.name, item.size, item.given) for item in find_inputs([f"{tmp_path}{pattern}"])
        ]
        assert read_all(f"{store}{pattern}") == read_all(f"{tmp_path}{pattern}")
    records, _ = read_all(f"{store}/deep")
    assert [record.fields.get("date") for record in records] == ["2013-10-13", None, None, "2013-10-12", "2013-10-11"]
    with pytest.raises(ReaderError, match="got none at memory://dumps/b"):
        names(f"{store}/b?.jsonl")


def test_a_server_that_is_not_reached_is_named_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(address: str) -> None:
        raise OSError(-2, "Name or service not known")

    monkeypatch.setattr(fsspec.core, "url_to_fs", refuse)
    with pytest.raises(ReaderError, match=r"expected to reach ftp://nowhere\.example/a, got Name or service not known"):
        find_inputs(["ftp://me:word@nowhere.example/a"])


def test_a_name_in_brackets_is_looked_up_and_its_folder_is_not_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("day-1.jsonl", "day-[2].jsonl", "day-*.jsonl"):
        (tmp_path / name).write_text("{}\n")
    monkeypatch.setattr("flows.readers.inputs._names", lambda _: pytest.fail("listed"))
    patterns = {"[d]ay-1.jsonl": "day-1.jsonl", "day-[[]2].jsonl": "day-[2].jsonl", "day-[*].jsonl": "day-*.jsonl"}
    for pattern, name in patterns.items():
        assert [item.name for item in find_inputs([f"{tmp_path}/{pattern}"])] == [name]
    with pytest.raises(ReaderError):
        find_inputs([f"{tmp_path}/[d]ay-3.jsonl"])
