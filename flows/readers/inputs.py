"""What a user points at: files, folders, globs, standard input and remote addresses, as a list in a fixed order."""

import atexit
import errno
import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import BinaryIO, Final

from flows.progress import PassedBy, tell
from flows.readers import remote
from flows.readers.error import WEB, NothingThere, ReaderError, without_secrets
from flows.readers.passed_by import is_junk, own_folders, own_output, tell_passed_by
from flows.usage import UsageError
from transforms.rows import storable

STDIN: Final = "-"
ESCAPED: Final = re.compile(r"\\u(dc[89a-f][0-9a-f])")
MAGIC: Final = frozenset("*?[")
# A bracket round one sign stands for that sign: such a name is looked up, where a thousand of them would list a folder each.
_BRACKETED: Final = re.compile(r"\[([^!\]])\]")
# A text's sidecar says when it was published; it is no dump of its own.
SIDECAR_SUFFIX: Final = ".json"
TEXT_SUFFIXES: Final = (".txt", ".text")
# What the system says where a file has vanished, or a link leads nowhere or to itself; all else is a file that is not seen.
NOTHING_THERE: Final = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read.

    `root` is the folder that the run was given (or the file's own), `name` the path below it. `given` says that the user
    named this very file, so that a fault of it is an error and not one reject among many files; `alone` that a pattern did
    which fits no other, as `backfill` writes it. `address` opens a web file whose name and root leave out what may be secret.
    A byte of a local name that is no UTF-8 is written `\\udcXX`.
    """

    root: str
    name: str
    size: int | None
    given: bool
    address: str | None = None
    alone: bool = False

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

    Raises NothingThere, a ReaderError, for a path where nothing is.
    """
    found: dict[str, Input] = {}
    for path in paths:
        below = _below(str(path).removeprefix("file://"))
        if not below:
            raise NothingThere(f"expected files, got none at {path}")
        for item in below:
            found.setdefault(item.path, item)
    return list(found.values())


def as_roots(paths: Iterable[str]) -> frozenset[str]:
    """The paths as the roots of inputs, for those among them that are folders."""
    plain = [str(path).removeprefix("file://") for path in paths]
    return frozenset(path.rstrip("/") if is_remote(path) else _root(local_path(path)) for path in plain if path != STDIN)


def refuse_empty(path: str) -> None:
    """UsageError for a path that is none: it would stand for the folder that the process is in."""
    if not path:
        raise UsageError("expected a path, got an empty one, as an unset variable gives; the folder that you are in is .")


def _root(folder: Path) -> str:
    return storable(folder.absolute().as_posix())


def _below(path: str) -> list[Input]:
    if path == STDIN:
        return [_spooled()]
    refuse_empty(path)
    if is_remote(path):
        return _remote_inputs(path)
    path = str(local_path(path))  # `loads.path` and names of shards hold it escaped, and are read again by a backfill
    status = _status(Path(path))
    if status is not None and stat.S_ISDIR(status.st_mode):
        return _folder(path)
    if status is not None and stat.S_ISREG(status.st_mode):
        return [_given(path, status.st_size)]
    if MAGIC & set(path):
        return _globbed(path)
    if status is not None:
        raise ReaderError(f"expected a file or a folder, got neither at {path}")
    raise NothingThere(f"expected a file or a folder, got nothing at {path}")


def _given(path: str, size: int) -> Input:
    absolute = Path(path).absolute()
    return Input(_root(absolute.parent), storable(absolute.name), size, given=True)


@cache
def _spooled() -> Input:
    """Standard input as a file, so that it can be looked at, split, hashed and read again; taken once a process."""
    folder = Path(tempfile.mkdtemp(prefix="dateline-stdin-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    target = folder / "stdin"
    with target.open("wb") as out:
        shutil.copyfileobj(sys.stdin.buffer, out, 1 << 20)
    return _given(str(target), target.stat().st_size)


def _folder(path: str) -> list[Input]:
    root = Path(path).absolute()
    if (ours := own_output(root)) is not None:
        raise ReaderError(f"expected dumps, got {ours} of Dateline at {path}")
    return _inputs(_root(root), _walk(root, "", ()))


def _walk(folder: Path, prefix: str, above: tuple[os.stat_result, ...]) -> Iterator[tuple[str, int]]:
    """Files below a folder with their sizes, without what Dateline wrote.

    A link to a folder above itself is a loop, and is not followed.
    """
    here = _status(folder)
    if here is None or any(os.path.samestat(here, each) for each in above):
        return
    for name in _names(folder):
        path = folder / name
        if _is_hidden(name) or (status := _status(path)) is None:
            continue
        if stat.S_ISDIR(status.st_mode) and not _is_ours(path):
            yield from _walk(path, f"{prefix}{name}/", (*above, here))
        elif stat.S_ISREG(status.st_mode):
            yield storable(f"{prefix}{name}"), status.st_size


def _is_ours(folder: Path) -> bool:
    ours = own_output(folder)
    if ours is not None:
        tell(PassedBy(f"passed by as no news: {folder}, {ours} of Dateline"))
    return ours is not None


def _names(folder: Path) -> list[str]:
    """What the folder holds; nothing where there is none. Raises ReaderError where the system does not say."""
    try:
        return [entry.name for entry in os.scandir(folder)]
    except OSError as error:
        if error.errno in NOTHING_THERE:
            return []
        raise ReaderError(f"expected a readable folder, got {error.strerror} at {folder}") from error


def _status(path: Path) -> os.stat_result | None:
    """What is at the path, None when nothing is. Raises ReaderError where the system does not say."""
    try:
        return path.stat()
    except OSError as error:
        if error.errno in NOTHING_THERE:
            return None
        raise ReaderError(f"expected a file or a folder, got {error.strerror} at {path}") from error


def _globbed(pattern: str) -> list[Input]:
    fixed = Path(pattern).parts
    magic = next(at for at, part in enumerate(fixed) if MAGIC & set(part))
    root = Path(*fixed[:magic]).absolute() if magic else Path.cwd()
    found = _inputs(_root(root), _matching(root, "", fixed[magic:]), pattern)
    return [replace(item, alone=_is_one_name(pattern)) for item in found]


def _is_one_name(pattern: str) -> bool:
    return not MAGIC & set(_BRACKETED.sub("", pattern))


def _matching(folder: Path, prefix: str, parts: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Files below a folder that the parts of a pattern match, with their sizes. `**` is any folders, through no link."""
    part, *rest = parts
    if part == "**":
        if rest:
            yield from _matching(folder, prefix, rest)
        for name in _names(folder):
            path = folder / name
            is_folder = (status := _status(path)) is not None and stat.S_ISDIR(status.st_mode)
            if is_folder and not path.is_symlink() and not _is_ours(path):
                yield from _matching(path, f"{prefix}{name}/", parts)
        return
    magic = MAGIC & set(_BRACKETED.sub("", part))
    for name in [name for name in _names(folder) if fnmatchcase(name, part)] if magic else [_BRACKETED.sub(r"\1", part)]:
        path = folder / name
        if (status := _status(path)) is None:
            continue
        if rest and stat.S_ISDIR(status.st_mode) and not (magic and _is_ours(path)):
            yield from _matching(path, f"{prefix}{name}/", rest)
        elif not rest and stat.S_ISREG(status.st_mode):
            yield storable(f"{prefix}{name}"), status.st_size


def _remote_inputs(path: str) -> list[Input]:
    web = path.partition("://")[0] in WEB
    magic = bool(MAGIC & set(path.partition("?")[0] if web else path))  # a `?` begins the query of a web address
    files = remote.listing(path, magic=magic)
    if web:
        found = [
            Input(without_secrets(address).rpartition("/")[0], remote.name_of(address), size, address == path, address)
            for address, size in files
        ]
        return sorted(found, key=lambda item: item.name)
    if [path] == [address for address, _ in files]:
        root, _, name = path.rpartition("/")
        return [Input(root, name, files[0][1], given=True)]
    root = re.split(r"[*?\[]", path)[0].rpartition("/")[0] if magic else path.rstrip("/")
    names = [(address.removeprefix(root).lstrip("/"), size) for address, size in files]
    ours = own_folders(name for name, _ in names)
    if "" in ours:
        raise ReaderError(f"expected dumps, got a lake, or staged rows, of Dateline at {root}")
    for folder in ours:
        tell(PassedBy(f"passed by as no news: {root}/{folder}, which is of Dateline"))
    read = ((name, size) for name, size in names if not name.startswith(ours))
    shown = ((name, size) for name, size in read if magic or not any(map(_is_hidden, name.split("/"))))
    return [replace(item, alone=magic and _is_one_name(path)) for item in _inputs(root, shown, path if magic else "")]


def _is_hidden(name: str) -> bool:
    return name.startswith(".")


def _inputs(root: str, files: Iterable[tuple[str, int | None]], asked: str = "") -> list[Input]:
    """The files with these names below the root, in the order of the names, without sidecars of texts and what is none of news.

    `asked` is the pattern that they fit.
    """
    sizes = dict(sorted(files))
    junk = [name for name in sizes if is_junk(name, asked)]
    tell_passed_by(junk)
    for name in junk:
        del sizes[name]
    sides = {side for name in sizes for side in _sides(name)}
    return [Input(root, name, size, given=False) for name, size in sizes.items() if name not in sides]


def _sides(path: str) -> tuple[str, ...]:
    """Where the sidecar of a text may be, `story.txt.json` or `story.json`; nowhere for another file."""
    stem, dot, suffix = path.rpartition(".")
    return (path + SIDECAR_SUFFIX, stem + SIDECAR_SUFFIX) if dot + suffix.lower() in TEXT_SUFFIXES else ()


def open_input(path: str) -> BinaryIO:
    """The file, open at its start and seekable. Raises OSError; a remote one is retried first."""
    return remote.open_retrying(path) if is_remote(path) else local_path(path).open("rb", buffering=0)


def local_path(path: str) -> Path:
    """The local file of a path. Where nothing is, `\\udcXX` in it stands for a byte that is no UTF-8, as in an input's name."""
    if "\\udc" in path and not Path(path).exists():
        return Path(ESCAPED.sub(lambda found: chr(int(found[1], 16)), path))
    return Path(path)


def stamp(path: str) -> tuple[object, ...] | None:
    """What changes when a file does: its size and its time or tag; None when it is no file any more."""
    if is_remote(path):
        return remote.stamp(path)
    status = _status(local_path(path))
    return (status.st_size, status.st_mtime_ns) if status is not None and stat.S_ISREG(status.st_mode) else None


def is_gone(path: str) -> bool:
    """Whether nothing is any more where a shard was read. A web address, which is kept without its query, is not asked."""
    if path.partition("://")[0] in WEB:
        return False
    try:
        return _status(local_path(path)) is None if not is_remote(path) else not _remote_inputs(path)
    except NothingThere:
        return True
    except ReaderError:
        return False


def sidecar_of(path: str) -> tuple[str, bytes] | None:
    """Where the JSON file beside a text is that says what is known of it, and what it holds. No web server is asked for one.

    Raises ReaderError for one that cannot be read.
    """
    if path.partition("://")[0] in WEB:
        return None
    side = next((side for side in _sides(path) if stamp(side) is not None), None)
    if side is None:
        return None
    try:
        with open_input(side) as file:
            return side, file.read()
    except OSError as error:
        raise ReaderError(f"expected a readable sidecar, got {error.strerror} at {side}") from error
