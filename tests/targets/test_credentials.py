"""Credentials come from the environment or a Prefect block, and no error, log or report repeats them."""

import logging
import shutil
import traceback
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from flows.lake.snapshot import open_lake
from flows.targets.dialect import load_dialect
from flows.targets.loading import load_snapshot
from flows.targets.postgresql import PostgreSQLWarehouse
from flows.targets.registry import connect
from flows.targets.session import load
from flows.targets.statements import Statement
from flows.targets.warehouse import TargetError, TargetUnavailableError
from flows.usage import UsageError
from tests.targets.lakes import LakeBuilder
from transforms.configuration import DEFAULT_ROOT, ConfigurationError

SECRET = "s3cr3t-p4ss"
VARIABLE = "DATELINE_POSTGRESQL_URI"


def target_file(folder: Path, name: str, text: str) -> Path:
    """A configuration folder that holds one target of that text, on top of the project's own DuckDB and PostgreSQL."""
    (folder / "targets").mkdir(parents=True)
    for own in ("duckdb.toml", "postgresql.toml"):
        shutil.copy(DEFAULT_ROOT / "targets" / own, folder / "targets")
    (folder / f"targets/{name}.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "uri",
    [
        f"postgresql://ann:{SECRET}@localhost:1/news",
        f"postgresql://ann:{SECRET}@/news?host=/nowhere",
        f"postgres:ann:{SECRET}@localhost/news",
        f"host=localhost port=1 user=ann password={SECRET}",
        f"host=localhost port=1 password='{SECRET}' wrong",
        f"postgresql://ann@localhost:1/news?password={SECRET}&nonsense=1",
        f"postgresql://ann:{SECRET}@localhost:port/news",
        f"postgresql://ann:{SECRET}@localhost:1/news?nonsense=a@b",
        f"postgresql://ann:{SECRET}/@localhost:1/news",
        f"postgresql://ann:%73{SECRET[1:]}@localhost:1/news?nonsense=1",
        f"postgresql://ann:{SECRET}%zz@localhost:1/news",
        f"postgresql://localhost:1/news?%70assword={SECRET}&nonsense=1",
        f"postgresql://localhost:1/news?sslpassword=%zz{SECRET}",
        f"host=localhost port=1 Password = {SECRET} wrong",
        f"host=localhost port=1 password = '{SECRET}",
        f"host=localhost port=1 password=my {SECRET}",
        f"host=localhost port=1 password='it\\'s {SECRET}' wrong",
    ],
)
def test_no_error_repeats_the_password(uri: str, monkeypatch: pytest.MonkeyPatch, lake: LakeBuilder) -> None:
    monkeypatch.setenv(VARIABLE, uri)
    told: list[str] = []
    with pytest.raises(TargetError) as caught:
        load("postgresql", str(lake.path), tell=told.append)
    everything = "".join(traceback.format_exception(caught.value)) + "".join(told)
    assert "expected to reach the server of target postgresql" in everything
    assert SECRET not in everything
    assert SECRET not in _context(caught.value)


def _context(error: BaseException | None) -> str:
    # Chained exceptions print with a traceback, even those that are suppressed can be found by a logger.
    told = ""
    while error is not None:
        told += f"{error!s}{error.args!r}"
        error = error.__cause__ or error.__context__
    return told


def test_a_server_that_does_not_answer_may_be_tried_again_and_a_bad_address_not(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TargetUnavailableError, match="Connection refused"):
        connect("postgresql", environment={VARIABLE: f"postgresql://ann:{SECRET}@localhost:1/news"})
    with pytest.raises(TargetError) as caught:
        connect("postgresql", environment={VARIABLE: "postgresql://localhost?nonsense=1"})
    assert not isinstance(caught.value, TargetUnavailableError)


@pytest.mark.parametrize("part", ["database", "user"])
def test_what_no_waiting_mends_is_not_tried_again(database: str, part: str) -> None:
    split = urlsplit(database)
    other = {"path": "/nowhere"} if part == "database" else {"netloc": split.netloc.replace("postgres:", "nobody:")}
    with pytest.raises(TargetError, match="does not exist") as caught:
        connect("postgresql", environment={VARIABLE: split._replace(**other).geturl()})
    assert not isinstance(caught.value, TargetUnavailableError)


def test_a_failed_statement_tells_neither_address_nor_password(
    database: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    uri = database.replace("postgres:@", f"postgres:{SECRET}@")
    assert SECRET in uri
    warehouse = PostgreSQLWarehouse(load_dialect("postgresql"), uri)
    with caplog.at_level(logging.DEBUG), pytest.raises(TargetError) as caught:
        warehouse.rows(Statement("SELECT nothing FROM nowhere"))
    warehouse.close()
    told = "".join(traceback.format_exception(caught.value)) + caplog.text + "".join(capfd.readouterr())
    assert 'relation "nowhere" does not exist' in told
    assert SECRET not in told


def test_nothing_that_a_load_leaves_behind_has_the_password(
    database: str, lake: LakeBuilder, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(VARIABLE, database.replace("postgres:@", f"postgres:{SECRET}@"))
    told: list[str] = []
    report = load("postgresql", str(lake.path), tell=told.append)
    assert SECRET not in f"{report}{told}{capfd.readouterr()}"
    files = [path for path in lake.path.rglob("*") if path.is_file()]
    assert [path for path in files if SECRET.encode() in path.read_bytes()] == []


@pytest.mark.parametrize("key", ["uri", "password", "token"])
def test_a_file_with_credentials_is_refused(key: str, tmp_path: Path) -> None:
    folder = target_file(tmp_path, "ours", f'base = "postgresql"\n[connection]\n{key} = "{SECRET}"\n')
    with pytest.raises(ConfigurationError) as caught:
        connect("ours", folder)
    assert "expected no credentials in files" in str(caught.value)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("key", ["uri_environment", "uri_block"])
def test_an_address_in_place_of_a_name_is_refused_and_not_repeated(key: str, tmp_path: Path) -> None:
    folder = target_file(tmp_path, "ours", f'base = "postgresql"\n[connection]\n{key} = "postgresql://u:{SECRET}@h/d"\n')
    with pytest.raises(ConfigurationError, match=f"expected {key} of target ours to be a name") as caught:
        connect("ours", folder)
    assert SECRET not in str(caught.value)


def test_a_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    folder = target_file(tmp_path, "ours", 'base = "postgresql"\n[connection]\nuri_environment = 5\n')
    with pytest.raises(ConfigurationError, match="expected uri_environment of target ours to be a name"):
        connect("ours", folder)


@pytest.mark.parametrize(
    ("base", "line", "message"),
    [
        ("duckdb", "threads = 3", r"expected a key of \[connection\], got 'threads' in .*ours.toml"),
        ("duckdb", 'memory_limit = "lots"', r"expected memory such as 2GB for memory_limit .*, got 'lots'"),
        ("duckdb", "memory_limit = 2", r"expected memory such as 2GB for memory_limit of \[connection\] in .*, got 2"),
        ("postgresql", 'path = "a.duckdb"', r"expected a key of \[connection\], got 'path' in .*ours.toml"),
    ],
)
def test_a_slip_in_the_connection_is_refused(base: str, line: str, message: str, tmp_path: Path) -> None:
    folder = target_file(tmp_path, "ours", f'base = "{base}"\n[connection]\n{line}\n')
    with pytest.raises(ConfigurationError, match=message):
        connect("ours", folder)


def test_without_an_address_the_error_says_where_to_put_it() -> None:
    with pytest.raises(TargetError, match=f"in the environment variable {VARIABLE}, got nothing; set it, or"):
        connect("postgresql", environment={})


def test_a_target_of_statements_only_says_how_to_get_them() -> None:
    with pytest.raises(TargetError, match="got snowflake; print its statements: --print-sql"):
        connect("snowflake", environment={})


Bad = Callable[[str], str]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('base = "postgresql"\nschema = "news; DROP TABLE x"', "expected a plain name for schema of the target"),
        ('base = "postgresql"\nschema = 5', "expected a plain name for schema of the target in .*ours.toml, got 5"),
        ('base = "postgresql"\nmerge = "hope"', "expected a way to merge for merge .*, got 'hope'; there are conflict"),
        ('base = "postgresql"\ncolour = "red"', "expected a key of the target, got 'colour' in .*ours.toml"),
        ('base = "postgresql"\nshcema = "a"', "got 'shcema' in .*ours.toml; did you mean schema?"),
        ('title = "Ours"', "expected checksum, comments, merge, parameter"),
        ('base = "postgresql"\nstep_rows = 0', "expected a whole number of 1 or more for step_rows of the target in .*, got 0"),
        ('base = "postgresql"\nstep_rows = "all"', "expected a whole number of 1 or more for step_rows .*, got 'all'"),
        ('base = "postgresql"\ntables = ["evnets"]', "expected a table of a target for tables .*did you mean events?"),
        ('base = "postgresql"\ntables = "events"', "expected a list, each a table of a target for tables .*, got 'events'"),
        ('base = "ours"', "expected another target for base in .*ours.toml, got 'ours'"),
        ('base = "postgres"', "expected another target for base in .*ours.toml, got 'postgres'; did you mean postgresql?"),
        ("base = 5", "expected another target for base in .*ours.toml, got 5"),
    ],
)
def test_a_file_that_does_not_fit_says_what_is_wrong(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=message):
        load_dialect("ours", target_file(tmp_path, "ours", text))


def test_an_unknown_target_lists_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"expected a target \(one of bigquery, .*\), got 'oracle'"):
        load_dialect("oracle")


def test_a_targets_name_may_have_a_hyphen_and_is_no_path(tmp_path: Path) -> None:
    config = target_file(tmp_path, "our-own_2", 'base = "postgresql"')
    assert load_dialect("our-own_2", config).name == "our-own_2"
    with pytest.raises(UsageError, match=r"expected the name of a target, of letters, digits, _ and -, got '\.\./ours'"):
        load_dialect("../ours", config)


def test_a_target_can_take_some_tables_and_another_schema(database: str, lake: LakeBuilder, tmp_path: Path) -> None:
    text = 'base = "postgresql"\nschema = "news"\ntables = ["articles", "events"]'
    warehouse = PostgreSQLWarehouse(load_dialect("ours", target_file(tmp_path, "ours", text)), database)
    report = load_snapshot(open_lake(lake.path), warehouse)
    assert report.counts == {"articles": 3, "events": 4}
    found = warehouse.rows(Statement("SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'news'"))
    assert sorted(name for (name,) in found) == ["articles", "dateline_loads", "events"]
    warehouse.close()
