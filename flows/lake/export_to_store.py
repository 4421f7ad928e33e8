"""A plain copy of a snapshot in an object store, where nothing can be renamed: a manifest, written last, says that it is whole.

TO/<snapshot>/<export>/<table>/month=2013-10/part-….parquet
TO/<snapshot>/manifest.json
TO/latest.json              the manifest of the last copy

Every export writes below a name of its own, so that none touches the files of another that is at work or was killed.
"""

import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pyarrow.fs as pafs

from flows.lake.export import EXPORTED, copy_name, latest_name, write_table
from flows.lake.snapshot import LakeSnapshot
from flows.lake.store import LakeError, store_at
from schemas.tables import TABLES

MANIFEST: Final = "manifest.json"
BUFFER_BYTES: Final = 1 << 16


def export_to_store(
    lake: LakeSnapshot, to: str, tables: Sequence[str] = EXPORTED, storage_options: Mapping[str, str] | None = None
) -> str:
    """Writes a snapshot below an address, and last the manifests that name its files; the address of the copy.

    A snapshot that has its manifest is left as it is; of two exports at once either copy is whole, and one is named. Raises
    LakeError when the store cannot be written.
    """
    store, name = store_at(to, storage_options), copy_name(lake, tables)
    files, manifest = store.files(""), f"{name}/{MANIFEST}"
    try:
        if files.get_file_info(manifest).type == pafs.FileType.NotFound:
            copy = f"{name}/{uuid.uuid4().hex[:8]}"
            paths = {table: write_table(lake, TABLES[table], store.files(f"{copy}/{table}")) for table in sorted(set(tables))}
            _write(files, manifest, _manifest(lake, copy, paths))
        with files.open_input_stream(manifest) as written:
            told = written.read()
        _write(files, f"{latest_name(tables)}.json", told)
    except OSError as error:
        raise LakeError(f"expected a store that can be written, got {' '.join(str(error).split())} at {store.root}") from error
    return f"{store.root}/{json.loads(told)['copy']}"


def _manifest(lake: LakeSnapshot, copy: str, files: Mapping[str, Sequence[str]]) -> bytes:
    told: dict[str, Any] = {
        "copy": copy,
        "load_seq": lake.load_seq,
        "lake_id": lake.lake_id,
        "tables": {
            table: {"rows": lake.counts[table], "files": sorted(f"{copy}/{table}/{path}" for path in paths)}
            for table, paths in files.items()
        },
    }
    return json.dumps(told, indent=1).encode()


def _write(files: pafs.FileSystem, path: str, content: bytes) -> None:
    # Buffered: pyarrow else hands on what deltalake's streams do not take.
    with files.open_output_stream(path, buffer_size=BUFFER_BYTES) as stream:
        stream.write(content)
