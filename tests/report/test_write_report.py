"""`write_report` on a real lake on disk."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from deltalake import write_deltalake

from flows.lake.snapshot import open_lake
from flows.lake.store import LakeError, create_tables, store_at
from flows.report import write_report
from schemas.batch import build_batch
from schemas.tables import SNAPSHOTS, TABLES
from tests.disk import fill, mounted_disk
from tests.report.lake_rows import sample_rows


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report") / "news lake"
    store, rows = store_at(folder), sample_rows().tables
    create_tables(store)
    for name, table in TABLES.items():
        if rows[name] and name != SNAPSHOTS.name:
            write_deltalake(store.address(name), build_batch(table, rows[name]), mode="append")
    versions = {name: store.open(name).version() for name in TABLES if name != SNAPSHOTS.name}
    checks = {
        "state": "passed",
        "results": [{"source": "wire", "name": "expected_records", "passed": True, "message": "wire: ok"}],
    }
    snapshot = rows["snapshots"][0] | {
        "versions": json.dumps(versions),
        "counts": json.dumps({name: len(rows[name]) for name in TABLES}),
        "checks": json.dumps(checks),
    }
    write_deltalake(store.address(SNAPSHOTS.name), build_batch(SNAPSHOTS, [snapshot]), mode="append")
    assert open_lake(folder).load_seq == 1
    return folder


def test_the_page_holds_the_lake(lake: Path, tmp_path: Path) -> None:
    page = write_report(lake, tmp_path / "new" / "page.html")
    assert page == tmp_path / "new" / "page.html"
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    data = json.loads(found[1])
    assert data["counts"]["events"] == data["shown"]["events"] == 6
    assert data["lake"] == {"name": "news lake", "load_seq": 1, "kind": "ingest"}
    assert data["checks"]["results"][0]["name"] == "expected_records"
    assert [path.name for path in page.parent.iterdir()] == ["page.html"]


def test_the_same_lake_gives_the_same_page(lake: Path, tmp_path: Path) -> None:
    assert write_report(lake, tmp_path / "one.html").read_bytes() == write_report(lake, tmp_path / "two.html").read_bytes()


def test_two_pages_at_once_are_both_whole(lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, write, pages = tmp_path / "page.html", Path.write_text, []

    def disturbed(path: Path, text: str, **how: Any) -> int:
        written = write(path, text, **how)
        if not pages:
            pages.append(text)
            write_report(lake, out)
        return written

    monkeypatch.setattr(Path, "write_text", disturbed)
    write_report(lake, out)
    assert out.read_text(encoding="utf-8") == pages[0]
    assert list(tmp_path.iterdir()) == [out]


def test_a_full_disk_is_named_and_keeps_no_half_page(lake: Path, tmp_path: Path) -> None:
    with mounted_disk(tmp_path / "disk", megabytes=1) as disk:
        filler = fill(disk, left=8192)
        with pytest.raises(OSError, match="No space left on device") as error:
            write_report(lake, disk / "page.html")
        assert error.value.filename == str(disk / "page.html")
        assert list(disk.iterdir()) == [filler]


def test_the_page_names_no_host_and_no_folder_of_the_lake(lake: Path, tmp_path: Path) -> None:
    page = write_report(lake, tmp_path / "page.html").read_text(encoding="utf-8")
    code = re.sub(r'<script type="application/json".*?</script>', "", page, flags=re.DOTALL)
    assert re.findall(r"https?://[^\s'\"]+", code) == []
    assert str(lake.parent) not in page


def test_no_lake_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(LakeError, match="expected a lake, got nothing"):
        write_report(tmp_path / "nowhere", tmp_path / "page.html")
    assert list(tmp_path.iterdir()) == []
