"""What a shard holds and refuses, on the disk beyond a few megabytes: a shard may have any number of records."""

import errno
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self
from urllib.parse import quote

from transforms.winners import Copy

CACHE_KIB: Final = 8 * 1024
# The file is of one process and ends with it, so that nothing has to be recovered and nobody kept out.
PRAGMAS: Final = ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{CACHE_KIB}")
TABLES: Final = (
    "CREATE TABLE held (article_id TEXT PRIMARY KEY, record TEXT, text_sha256 TEXT, revised_at TEXT) WITHOUT ROWID",
    "CREATE TABLE beaten (article_id TEXT, record TEXT, PRIMARY KEY (article_id, record)) WITHOUT ROWID",
    "CREATE TABLE refused (stage TEXT, record TEXT, times INTEGER, PRIMARY KEY (stage, record)) WITHOUT ROWID",
)


class HeldCopies:
    """The copy of each article that stands in a shard, the copies staged before a better one came, and the places refused.

    Use as a context manager. Every method raises OSError when the disk is full or fails.
    """

    def __init__(self, path: Path, shard: str, dump_date: date | None) -> None:
        self._path = path
        self._shard = shard
        self._dump_date = dump_date
        self.any_beaten = False
        path.unlink(missing_ok=True)
        with _as_disk_error(path):
            self._database = sqlite3.connect(f"file:{quote(str(path))}?nolock=1", uri=True, isolation_level=None)
            try:
                # One transaction that is never ended: pages are written only where the cache is too small for them.
                for statement in (*(f"PRAGMA {pragma}" for pragma in PRAGMAS), "BEGIN", *TABLES):
                    self._database.execute(statement)
            except sqlite3.Error:
                self._database.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._database.close()
        self._path.unlink(missing_ok=True)

    def get(self, article_id: str) -> Copy | None:
        """The copy of the article that stands, None when there is none."""
        query = "SELECT record, text_sha256, revised_at FROM held WHERE article_id = ?"
        with _as_disk_error(self._path):
            found = self._database.execute(query, (article_id,)).fetchone()
        if found is None:
            return None
        record, text_sha256, revised = found
        revised_at = None if revised is None else datetime.fromisoformat(revised)
        return Copy(self._shard, record, text_sha256, revised_at, self._dump_date)

    def put(self, article_id: str, copy: Copy) -> None:
        """Lets a copy of the article stand; the one that stood is beaten."""
        before = self.get(article_id)
        revised = None if copy.revised_at is None else copy.revised_at.isoformat()
        with _as_disk_error(self._path):
            if before is not None:
                self.any_beaten = True
                self._database.execute("INSERT INTO beaten VALUES (?, ?)", (article_id, before.record))
            values = (article_id, copy.record, copy.text_sha256, revised)
            self._database.execute("INSERT OR REPLACE INTO held VALUES (?, ?, ?, ?)", values)

    def beaten_among(self, copies: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
        """Those of the copies, by article and record, that were beaten after they had been staged."""
        query = "SELECT 1 FROM beaten WHERE article_id = ? AND record = ?"
        with _as_disk_error(self._path):
            return {copy for copy in copies if self._database.execute(query, copy).fetchone()}

    def refuse(self, stage: str, record: str) -> str:
        """The locator of a record that a stage refuses, with its number after one that the stage has refused before.

        Readers refuse what has no place of its own: a link in an archive, by a name that may come again.
        """
        query = "INSERT INTO refused VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET times = times + 1 RETURNING times"
        with _as_disk_error(self._path):
            while (times := self._database.execute(query, (stage, record)).fetchone()[0]) > 1:
                record = f"{record}@{times}"
        return record


@contextmanager
def _as_disk_error(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        full = error.sqlite_errorcode == sqlite3.SQLITE_FULL
        code, what = (errno.ENOSPC, "No space left on device") if full else (errno.EIO, str(error))
        raise OSError(code, what, str(path)) from error
