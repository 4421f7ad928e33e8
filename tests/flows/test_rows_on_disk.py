"""What a shard has on the disk is closed and removed, also when a part of it fails."""

from pathlib import Path

import psutil
import pytest

from flows import held_copies
from flows.held_copies import HeldCopies
from flows.rows_on_disk import StagedFiles
from tests.lake.staged_shards import SOURCE


def open_below(folder: Path) -> list[str]:
    return [file.path for file in psutil.Process().open_files() if file.path.startswith(str(folder))]


class Full:
    """A writer on a full disk."""

    def close(self) -> None:
        raise OSError(28, "No space left on device")


def test_one_file_that_cannot_be_closed_does_not_keep_the_others(tmp_path: Path) -> None:
    seen = {"article_id": "a", "source": SOURCE, "shard": "s", "record": "0", "text_sha256": "0", "revised_at": None}
    files = StagedFiles(tmp_path, "s")
    files.add("sightings", [seen | {"dump_date": None}])
    files._files["sightings"]._flush()
    files._files["articles"].writer = Full()  # type: ignore[assignment] - closed as the writer is
    assert open_below(tmp_path)
    with pytest.raises(OSError, match="No space left"):
        files.__exit__(None, None, None)
    assert open_below(tmp_path) == []
    assert list(files.folder.iterdir()) == []


def test_a_database_that_cannot_be_begun_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held_copies, "TABLES", (*held_copies.TABLES, held_copies.TABLES[0]))
    with pytest.raises(OSError, match="already exists") as caught:
        HeldCopies(tmp_path / "copies", "s", None)
    assert open_below(tmp_path) == []
    assert caught.value.filename == str(tmp_path / "copies")
