import itertools
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.targets.dialect import Dialect, load_dialect
from flows.targets.duckdb_file import DuckDBWarehouse
from flows.targets.postgresql import PostgreSQLWarehouse
from flows.targets.warehouse import Warehouse
from tests.targets.lakes import LakeBuilder, first_lake
from tests.targets.server import PostgreSQL

Open = Callable[..., Warehouse]
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    # Not in a folder of pytest's: as root the server runs as a user of its own, which another run of the tests would shut out.
    with tempfile.TemporaryDirectory() as folder:
        server = PostgreSQL(Path(folder))
        yield server
        server.stop()


@pytest.fixture
def database(postgresql: PostgreSQL) -> str:
    """The address of an empty database."""
    return postgresql.make_database(f"test_{os.getpid()}_{next(_numbers)}")


@pytest.fixture(params=["duckdb", "postgresql"])
def open_target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Opens connections to one empty target, with the dialect's fields changed as asked."""
    opened: list[Warehouse] = []
    uri = request.getfixturevalue("database") if request.param == "postgresql" else ""

    def open_one(**changes: object) -> Warehouse:
        dialect = _changed(load_dialect(request.param), changes)
        if request.param == "duckdb":
            # One process shares one DuckDB file, so a second connection is a second cursor's worth of visibility.
            opened.append(DuckDBWarehouse(dialect, str(tmp_path / "warehouse.duckdb")))
        else:
            opened.append(PostgreSQLWarehouse(dialect, uri))
        return opened[-1]

    yield open_one
    for warehouse in opened:
        warehouse.close()


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> LakeBuilder:
    return first_lake(tmp_path_factory.mktemp("targets") / "lake")


@pytest.fixture
def lake(made_once: LakeBuilder, tmp_path: Path) -> LakeBuilder:
    return made_once.copy(tmp_path / "lake")


def _changed(dialect: Dialect, changes: dict[str, object]) -> Dialect:
    from dataclasses import replace

    return replace(dialect, **changes)  # type: ignore[arg-type]
