"""The printed statements: valid for their warehouse, quoted, and the same as on the pages and in a real load."""

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import sqlglot
from sqlglot import exp

from flows.lake.snapshot import open_lake
from flows.targets import statements as sql
from flows.targets.checksum import Tally, tallied
from flows.targets.dialect import load_dialect, target_names
from flows.targets.duckdb_file import DuckDBWarehouse
from flows.targets.loading import load_snapshot
from flows.targets.page import page
from flows.targets.script import script, sections
from flows.targets.staging import write_stage
from flows.targets.tables import TARGET_TABLES
from flows.targets.views import VIEWS
from flows.targets.warehouse import TargetError
from schemas.batch import build_batch
from schemas.tables import EVENTS
from tests.disk import fill, mounted_disk
from tests.targets.lakes import LakeBuilder, article, event, row
from tests.targets.reading import lake_rows, target_rows

ROOT = Path(__file__).resolve().parents[2]
TARGETS = ("bigquery", "clickhouse", "databricks", "duckdb", "postgresql", "redshift", "snowflake")
GRAMMARS = {"postgresql": "postgres"}


def test_these_are_the_targets() -> None:
    assert tuple(target_names()) == TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_every_statement_parses_in_the_grammar_of_its_warehouse(name: str) -> None:
    grammar = GRAMMARS.get(name, name)
    for section in sections(load_dialect(name)):
        for statement in section.statements:
            (parsed,) = sqlglot.parse(statement.text, dialect=grammar, error_level=sqlglot.ErrorLevel.RAISE)
            # A Command is what sqlglot makes of words that it does not understand.
            assert parsed is not None, statement.text
            assert not isinstance(parsed, exp.Command), statement.text


@pytest.mark.parametrize("name", TARGETS)
def test_every_identifier_of_ours_is_quoted(name: str) -> None:
    ours = {column.name for item in TARGET_TABLES for column in item.table.columns} - {"text"}
    bare = []
    for section in sections(load_dialect(name)):
        for statement in section.statements:
            for parsed in sqlglot.parse(statement.text, dialect=GRAMMARS.get(name, name)):
                found = parsed.find_all(exp.Identifier) if parsed else ()
                bare += [each.this for each in found if each.this in ours and not each.args.get("quoted")]
    assert bare == []


@pytest.mark.parametrize("name", TARGETS)
def test_the_documentation_of_every_column_is_in_the_statements(name: str) -> None:
    dialect, text = load_dialect(name), script(load_dialect(name))
    for item in TARGET_TABLES:
        for column in item.table.columns:
            assert dialect.literal(sql.sentence(column)) in text
    # ClickHouse has no words for the columns of a view.
    documented = [column.doc for view in VIEWS for column in view.columns if name != "clickhouse"]
    assert [doc for doc in documented if dialect.literal(doc) not in text] == []


@pytest.mark.parametrize("name", TARGETS)
def test_the_page_is_what_its_generator_gives(name: str) -> None:
    written = (ROOT / "docs" / "warehouses" / f"{name}.md").read_text(encoding="utf-8")
    assert written == page(load_dialect(name)), "run: python -m flows.targets.page docs/warehouses"


def test_the_printed_statements_do_what_a_load_does(lake: LakeBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    dialect = load_dialect("duckdb")
    warehouse = DuckDBWarehouse(dialect, "by-hand.duckdb")
    lake.commit(rejects=[row("rejects", shard="s1", record="2", article_id="a2", excerpt="They meet")])
    for number, after in enumerate((0, 3), 1):
        told = write_stage(open_lake(lake.path), dialect, tmp_path / "dateline-files", after)
        _run_by_hand(warehouse, told, number)
        assert target_rows(warehouse) == lake_rows(lake.path)
        lake.replace(1, [], [event(1, 12)], title="Corrected")
        lake.drop("duplicate_groups", duplicate_group="a2")
        lake.drop("rejects", article_id="a2")
        lake.withdraw(2)
        (tmp_path / "dateline-files").rename(tmp_path / f"files-{number}")
        if number == 2:
            break
    warehouse.close()


def _run_by_hand(warehouse: DuckDBWarehouse, told: dict[str, dict[str, object]], number: int) -> None:
    values = told["parameters"] | {
        "load_number": number,
        "kind": "INCREMENT",
        "reason": "by hand",
        "complete": "YES",
        "counts": "{}",
        "loaded_at": told["parameters"]["committed_at"],
        "pipeline_version": "0",
    }
    compared = []
    for section in sections(warehouse.dialect):
        for statement in section.statements:
            found = warehouse.rows(statement, values)
            if section.title == "Comparison":
                compared.append({"rows": found[0][0], "checksum": found[0][1]})
    assert compared == list(told["tables"].values())


def test_staged_files_are_for_an_empty_folder_and_a_snapshot_that_is_listed(lake: LakeBuilder, tmp_path: Path) -> None:
    snapshot, dialect = open_lake(lake.path), load_dialect("snowflake")
    with pytest.raises(TargetError, match=r"expected --after to be a snapshot of .*, got 9"):
        write_stage(snapshot, dialect, tmp_path / "files", after=9)
    write_stage(snapshot, dialect, tmp_path / "files")
    assert json.loads((tmp_path / "files/checksums.json").read_text())["tables"]["events"]["rows"] == 4
    (tmp_path / "files/notes.txt").write_text("mine")
    with pytest.raises(TargetError, match="expected a folder for staged rows alone, got notes"):
        write_stage(snapshot, dialect, tmp_path / "files")


def test_rows_are_staged_again_after_a_full_disk_and_after_a_load(lake: LakeBuilder, tmp_path: Path) -> None:
    snapshot, dialect = open_lake(lake.path), load_dialect("snowflake")
    with mounted_disk(tmp_path / "disk", megabytes=1) as disk:
        folder = disk / "staged"
        filler = fill(disk, left=20 << 10)
        with pytest.raises(TargetError, match=f"that can be written, got no space left on device at {folder}"):
            write_stage(snapshot, dialect, folder)
        assert not (folder / "checksums.json").exists()
        filler.unlink()
        first = write_stage(snapshot, dialect, folder)
        lake.commit(articles=[article(4)])
        again = write_stage(open_lake(lake.path), dialect, folder)
        assert [told["tables"]["articles"]["rows"] for told in (first, again)] == [3, 4]


@pytest.mark.parametrize("portable", [False, True], ids=["own hash", "MD5"])
def test_a_checksum_tells_rows_apart_and_not_their_order(portable: bool) -> None:
    dialect = load_dialect("duckdb")

    def checksum(*given: dict[str, object]) -> int:
        tally = Tally()
        batch = build_batch(EVENTS, given)
        rows = pa.RecordBatchReader.from_batches(EVENTS.schema, [batch])
        tallied(EVENTS, rows, tally, dialect, portable=portable).read_all()
        return tally.checksum

    one, other = event(1, 5, agent="ab", patient=None), event(1, 6, agent=None, patient="ab")
    assert checksum(one, other) == checksum(other, one) != checksum(one, one)
    # A value that moves to the next column, a null that becomes empty, text that moves between rows.
    assert checksum(one) != checksum(one | {"agent": None, "patient": "ab"})
    assert checksum(other) != checksum(other | {"agent": ""})
    assert checksum(one, other) != checksum(one | {"trigger": "y"}, other) != checksum(one, other | {"trigger": "y"})


def test_data_never_becomes_sql(lake: LakeBuilder, tmp_path: Path) -> None:
    executed: list[str] = []

    class Listening(DuckDBWarehouse):
        def _execute(self, text: str, values: list[Any] | None = None) -> Any:
            executed.append(text)
            return super()._execute(text, values)

    warehouse = Listening(load_dialect("duckdb"), str(tmp_path / "listening.duckdb"))
    lake.commit(articles=[article(7, title="needle", text="needle", url="needle")], rejects=[row("rejects", reason="needle")])
    load_snapshot(open_lake(lake.path), warehouse)
    lake.replace(7, [], [event(7, 3, agent="needle")], byline="needle")
    load_snapshot(open_lake(lake.path), warehouse)
    assert target_rows(warehouse) == lake_rows(lake.path)
    snapshot = open_lake(lake.path)
    assert [text for text in executed if "needle" in text or snapshot.lake_id in text or "a7" in text] == []
    warehouse.close()
