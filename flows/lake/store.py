"""Where a lake is, and its Delta tables: opened at a version, created once, checked against the declared columns."""

import hashlib
import os
import re
import socket
import stat
import tempfile
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.fs as pafs
from deltalake import DeltaTable, Schema
from deltalake.exceptions import TableNotFoundError
from deltalake.fs import DeltaStorageHandler

from schemas.column import Table
from schemas.tables import SNAPSHOTS, TABLES

FORMAT: Final = 1
FORMAT_KEY: Final = "dateline.format"
ESCAPE: Final = re.compile(r"%[0-9A-Fa-f]{2}")
FILE: Final = "file://"
STAGING: Final = "_staging"
LOCK_FILE: Final = "_lock"
LAKE_ID_KEY: Final = "dateline.lakeId"
# Ten years: a snapshot names old versions, so the log is cleaned by `maintain` alone.
LOG_RETENTION: Final = "interval 3650 days"


class LakeError(Exception):
    """The lake cannot be read or written as asked; one line with what was expected, what came and where."""


class LakeFormatError(LakeError):
    """The lake was written by another version of Dateline than this one can work with."""


@dataclass(frozen=True, slots=True)
class Store:
    """The place of one lake: `root` is an absolute path or an object store's address; a folder below it for each table."""

    root: str
    storage_options: Mapping[str, str] | None = None

    @property
    def is_local(self) -> bool:
        """Whether the lake is a folder of this machine."""
        return "://" not in self.root

    @property
    def folder(self) -> Path:
        """The lake's folder; LakeError when it is in an object store."""
        if not self.is_local:
            raise LakeError(f"expected a lake in a local folder, got {self.root}")
        return Path(self.root)

    def address(self, table: str) -> str:
        """The address of one table, quoted: deltalake takes a bare path apart at `%` and `#`."""
        return (self.folder / table).as_uri() if self.is_local else f"{self.root}/{table}"

    def options(self) -> dict[str, str] | None:
        """The storage options as deltalake takes them."""
        return dict(self.storage_options) if self.storage_options else None

    def open(self, table: str, version: int | None = None) -> DeltaTable:
        """One table at a version, the latest when None; LakeError when there is no such table or version."""
        try:
            return DeltaTable(self.address(table), version=version, storage_options=self.options())
        except TableNotFoundError as error:
            raise LakeError(f"expected the table {table} in the lake, got nothing at {self.root}") from error

    def exists(self, table: str) -> bool:
        """Whether the table has been created."""
        if self.is_local and not (self.folder / table / "_delta_log").is_dir():
            return False
        return bool(DeltaTable.is_deltatable(self.address(table), self.options()))

    def files(self, table: str) -> pafs.FileSystem:
        """A file system rooted at the table's folder, with the credentials that deltalake uses."""
        return pafs.PyFileSystem(DeltaStorageHandler(self.address(table), self.options()))


def staging_root(store: Store) -> Path:
    """The folder in which runs stage their files: inside a local lake, else in one on this machine that is the user's alone.

    DATELINE_STAGING names another parent, for workers on other machines: one that all of them see. Raises LakeError when the
    user's folder is someone else's.
    """
    parent = os.environ.get("DATELINE_STAGING")
    if store.is_local and parent is None:
        return store.folder / STAGING
    # Named by the lake, so that what a crash left is found again by the next run into it. At the same path another machine has
    # another lake, with another lock.
    lake = f"{socket.gethostname()}:{store.root}" if store.is_local else store.root
    name = hashlib.sha256(lake.encode()).hexdigest()[:16]
    return (Path(parent) if parent else _private_folder()) / f"dateline-staging-{name}"


def _private_folder() -> Path:
    """A folder of this user alone in the system's temporary one, where anybody may have made another of that name."""
    user = os.getuid()
    folder = Path(tempfile.gettempdir()) / f"dateline-{user}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != user or stat.S_IMODE(found.st_mode) & 0o077:
        raise LakeError(
            f"expected {folder} to be a folder of user {user} alone, got mode {stat.filemode(found.st_mode)} of user "
            f"{found.st_uid}; remove it, or name another place in DATELINE_STAGING"
        )
    return folder


def lock_path(store: Store) -> Path:
    """The file that is locked: in a local lake, else beside the staging area, where it keeps runs of one machine apart."""
    return store.folder / LOCK_FILE if store.is_local else staging_root(store).with_suffix(".lock")


def store_at(lake: str | os.PathLike[str], storage_options: Mapping[str, str] | None = None) -> Store:
    """The store of a lake given as a path or an address; LakeError for one that deltalake would take for another.

    >>> store_at("s3://bucket/news/").address("events")
    's3://bucket/news/events'
    >>> store_at("file:///srv/lake").root
    '/srv/lake'
    """
    text = os.fspath(lake)
    if not text:
        raise LakeError("expected a lake's path, got an empty one, as an unset variable gives")
    if text.startswith(FILE):
        # By its other name it would have another lock, and no pins.
        host, slash, path = text.removeprefix(FILE).partition("/")
        if host not in ("", "localhost"):
            raise LakeError(f"expected a folder of this machine, file:///…, got {text}")
        text = unquote(slash + path)
    text = text.rstrip("/") or "/"
    root = text if "://" in text else str(Path(text).absolute())
    if ESCAPE.search(root):
        # deltalake 1.6 decodes a path twice, so that it looks for /a%20b at /a b.
        raise LakeError(f"expected a lake's path without a percent sign before two digits, got {root}; rename the folder")
    return Store(root, storage_options)


def arrow_schema(table: DeltaTable) -> pa.Schema:
    """The Arrow schema that the Delta log states."""
    return pa.schema(cast(Any, table.schema().to_arrow()))


def create_tables(store: Store) -> None:
    """Creates the tables that are missing, `snapshots` last, so that a lake with `snapshots` has them all."""
    lake_id = uuid.uuid4().hex
    for name in (*(name for name in TABLES if name != SNAPSHOTS.name), SNAPSHOTS.name):
        if not store.exists(name):
            table = TABLES[name]
            DeltaTable.create(
                store.address(name),
                Schema.from_arrow(table.schema),
                mode="ignore",
                partition_by=[table.partition] if table.partition else None,
                name=f"dateline_{name}",
                description=table.doc,
                configuration={
                    "delta.logRetentionDuration": LOG_RETENTION,
                    FORMAT_KEY: str(FORMAT),
                    LAKE_ID_KEY: lake_id,
                },
                storage_options=store.options(),
                raise_if_key_not_exists=False,
            )


def lake_id(snapshots: DeltaTable) -> str:
    """The identifier that the lake was given when it was made."""
    return str(_configuration(snapshots)[LAKE_ID_KEY])


def check_format(snapshots: DeltaTable, where: str) -> None:
    """LakeFormatError when another format wrote the lake."""
    found = _configuration(snapshots).get(FORMAT_KEY)
    if found != str(FORMAT):
        newer = found is not None and found.isdigit() and int(found) > FORMAT
        remedy = "upgrade dateline" if newer else "load its dumps into a new lake"
        raise LakeFormatError(f"expected a lake of format {FORMAT}, got format {found} at {where}; {remedy}")


def missing_columns(table: Table, opened: DeltaTable, where: str) -> list[str]:
    """Declared columns that the lake's table lacks, all nullable: they can be added without rewriting.

    Raises LakeFormatError for one that is required, or one that the lake stores in another type.
    """
    stored = arrow_schema(opened)
    missing = [column for column in table.columns if column.name not in stored.names]
    required = [column.name for column in missing if not column.nullable]
    if required:
        raise LakeFormatError(
            f"expected the columns {', '.join(required)} in {table.name}, got an older lake without them at {where}; "
            "load its dumps into a new lake"
        )
    for column in table.columns:
        if column.name in stored.names and stored.field(column.name).type != column.type:
            raise LakeFormatError(
                f"expected {table.name}.{column.name} to be {column.type}, got {stored.field(column.name).type} at {where}; "
                "load its dumps into a new lake"
            )
    return [column.name for column in missing]


def add_columns(table: Table, opened: DeltaTable, names: list[str]) -> None:
    """Adds declared, nullable columns to a table of the lake: a change of its log alone."""
    fields = Schema.from_arrow(pa.schema([table[name].field for name in names])).fields
    opened.alter.add_columns(fields)


def _configuration(table: DeltaTable) -> dict[str, Any]:
    return dict(table.metadata().configuration)
