"""What a user points at: files, folders, globs, standard input and remote addresses, as a list in a fixed order."""

import atexit
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from flows.readers import remote
from flows.readers.error import WEB, ReaderError, without_secrets
from transforms.rows import storable

STDIN: Final = "-"
ESCAPED: Final = re.compile(r"\\u(dc[89a-f][0-9a-f])")
MAGIC: Final = frozenset("*?[")
# A text's sidecar says when it was published; it is no dump of its own.
SIDECAR_SUFFIX: Final = ".json"
TEXT_SUFFIXES: Final = (".txt", ".text")


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read.

    `root` is the folder that the run was given (or the file's own), `name` the path below it. `given` says that the user
    named this very file, so that a fault of it is an error and not one reject among many files. `address` opens a web file
    whose name and root leave out what may be secret. A byte of a local name that is no UTF-8 is written `\\udcXX`.
    """

    root: str
    name: str
    size: int | None
    given: bool
    address: str | None = None

    @property
    def path(self) -> str:
        """Where the file is: a local path or an address."""
        if self.address is not None:
            return self.address
        return f"{self.root.rstrip('/')}/{self.name}" if self.root else self.name


def folder_of(paths: Iterable[str]) -> str:
    """The folder that the paths are or lie in, the nearest one that has them all: an absolute path or an address.

    Empty for standard input. Nothing is looked up at a remote address: what has a suffix there is taken for a file.
    """
    folders = [_folder_of(str(path).removeprefix("file://")) for path in paths if str(path) != STDIN]
    if not folders:
        return ""
    levels = zip(*(folder.split("/") for folder in folders), strict=False)
    return "/".join(level[0] for level in takewhile(lambda level: len(set(level)) == 1, levels))


def _folder_of(path: str) -> str:
    if is_remote(path):
        bare = without_secrets(path).rstrip("/")
        fixed = re.split(r"[*?\[]", bare)[0]
        is_file = fixed != bare or "." in bare.rpartition("/")[2]
        return fixed.rpartition("/")[0] if is_file and fixed.count("/") > 2 else fixed
    local = local_path(path)
    if not local.exists() and MAGIC & set(path):
        parts = local.parts
        local = Path(*parts[: next(at for at, part in enumerate(parts) if MAGIC & set(part))])
    elif not local.is_dir():
        local = local.parent
    return storable(os.path.abspath(local))  # noqa: PTH100 - a link to a folder keeps its own name


def is_remote(path: str) -> bool:
    """Whether the path is an address for fsspec."""
    return "://" in path and not path.startswith("file://")


def find_inputs(paths: Iterable[str]) -> list[Input]:
    """Every file below the paths, each once, in the order of the paths and of the names below them.

    Raises ReaderError for a path where nothing is.
    """
    found: dict[str, Input] = {}
    for path in paths:
        for item in _below(str(path).removeprefix("file://")):
            found.setdefault(item.path, item)
    return list(found.values())


def _below(path: str) -> Iterable[Input]:
    if path == STDIN:
        return [_spooled()]
    if is_remote(path):
        return _remote_inputs(path)
    path = str(local_path(path))  # `loads.path` and names of shards hold it escaped, and are read again by a backfill
    if Path(path).is_dir():
        return _folder(path)
    if Path(path).is_file():
        return [_one(path, given=True)]
    if MAGIC & set(path):
        return _globbed(path)
    if Path(path).exists():
        raise ReaderError(f"expected a file or a folder, got neither at {path}")
    raise ReaderError(f"expected a file or a folder, got nothing at {path}")


def _one(path: str, *, given: bool) -> Input:
    absolute = Path(path).absolute()
    return Input(storable(absolute.parent.as_posix()), storable(absolute.name), absolute.stat().st_size, given)


@cache
def _spooled() -> Input:
    """Standard input as a file, so that it can be looked at, split, hashed and read again; taken once a process."""
    folder = Path(tempfile.mkdtemp(prefix="dateline-stdin-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    target = folder / "stdin"
    with target.open("wb") as out:
        shutil.copyfileobj(sys.stdin.buffer, out, 1 << 20)
    return _one(str(target), given=True)


def _folder(path: str) -> list[Input]:
    root = Path(path).absolute()
    files = sorted(_walk(root, "", frozenset()))
    names = {name for name, _ in files}
    at = storable(root.as_posix())
    found = [Input(at, storable(name), size, given=False) for name, size in files if not _is_sidecar(name, names)]
    if not found:
        raise ReaderError(f"expected files, got none in the folder {path}")
    return found


def _walk(folder: Path, prefix: str, above: frozenset[tuple[int, int]]) -> Iterator[tuple[str, int]]:
    """Files below a folder with their sizes. A link to a folder above itself is a loop, and is not followed."""
    try:
        status = folder.stat()
        entries = list(os.scandir(folder))
    except PermissionError as error:
        raise ReaderError(f"expected a readable folder, got {error.strerror} at {folder}") from error
    here = (status.st_dev, status.st_ino)
    if here in above:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        try:
            if entry.is_dir():
                yield from _walk(Path(entry.path), f"{prefix}{entry.name}/", above | {here})
            elif entry.is_file():
                yield f"{prefix}{entry.name}", entry.stat().st_size
        except OSError:
            continue  # vanished since the listing, or a link that leads nowhere: there is no file to read


def _is_sidecar(name: str, names: set[str]) -> bool:
    if not name.endswith(SIDECAR_SUFFIX):
        return False
    stem = name.removesuffix(SIDECAR_SUFFIX)
    return any(stem + suffix in names for suffix in ("", *TEXT_SUFFIXES)) and any(
        (stem + suffix in names) or stem.endswith(suffix) for suffix in TEXT_SUFFIXES
    )


def _globbed(pattern: str) -> list[Input]:
    fixed = Path(pattern).parts
    magic = next(at for at, part in enumerate(fixed) if MAGIC & set(part))
    root = Path(*fixed[:magic]).absolute() if magic else Path.cwd()
    found = root.glob("/".join(fixed[magic:]))
    matches = sorted(match for match in found if match.is_file())
    if not matches:
        raise ReaderError(f"expected files, got none that match {pattern}")
    names = {match.relative_to(root).as_posix() for match in matches}
    return [
        Input(storable(root.as_posix()), storable(name), match.stat().st_size, given=False)
        for match in matches
        if not _is_sidecar(name := match.relative_to(root).as_posix(), names)
    ]


def _remote_inputs(path: str) -> list[Input]:
    scheme = path.partition("://")[0]
    found = []
    for address, size in remote.listing(path, magic=bool(MAGIC & set(path.partition("?")[0]))):
        if scheme in WEB:
            root = without_secrets(address).rpartition("/")[0]
            found.append(Input(root, remote.name_of(address), size, given=address == path, address=address))
        elif address == path:
            parent, _, name = address.rpartition("/")
            found.append(Input(parent, name, size, given=address == path))
        else:
            fixed = path.partition("*")[0].partition("[")[0]
            root = path.rstrip("/") if fixed == path else fixed.rpartition("/")[0]
            found.append(Input(root, address.removeprefix(root).lstrip("/"), size, given=False))
    if not found:
        raise ReaderError(f"expected files, got none at {path}")
    return sorted(found, key=lambda item: item.name)


def open_input(path: str) -> BinaryIO:
    """The file, open at its start and seekable. Raises OSError; a remote one is retried first."""
    return remote.open_retrying(path) if is_remote(path) else local_path(path).open("rb", buffering=0)


def local_path(path: str) -> Path:
    """The local file of a path. Where nothing is, `\\udcXX` in it stands for a byte that is no UTF-8, as in an input's name."""
    if "\\udc" in path and not Path(path).exists():
        return Path(ESCAPED.sub(lambda found: chr(int(found[1], 16)), path))
    return Path(path)


def stamp(path: str) -> tuple[object, ...] | None:
    """What changes when a file does: its size and its time or tag; None when it is gone."""
    if is_remote(path):
        return remote.stamp(path)
    try:
        status = local_path(path).stat()
    except FileNotFoundError:
        return None
    return (status.st_size, status.st_mtime_ns)


def sidecar_of(path: str) -> Path | None:
    """The JSON file beside a local text that says what is known of it: `story.txt.json` or `story.json`."""
    if is_remote(path) or PurePosixPath(path).suffix.lower() not in TEXT_SUFFIXES:
        return None
    text = local_path(path)
    return next(
        (side for side in (text.with_name(text.name + SIDECAR_SUFFIX), text.with_suffix(SIDECAR_SUFFIX)) if side.is_file()),
        None,
    )
