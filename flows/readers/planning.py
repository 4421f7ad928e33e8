"""What there is to read, cut into shards. The cuts depend on the files alone, never on who reads them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import xxhash

from flows.progress import Waiting, tell
from flows.readers.archives import is_archive
from flows.readers.compression import codec_of
from flows.readers.error import NothingThere, ReaderError
from flows.readers.form import HEAD_BYTES, Format, Head, Reading, plain_name
from flows.readers.inputs import Input, as_roots, find_inputs, is_remote, open_input, stamp
from flows.readers.reading import beginning
from flows.readers.registry import format_named, recognised
from flows.readers.stream import CHUNK_BYTES, ByteStream
from flows.readers.walk import AUTO, unpacked, wide_encoding
from flows.shards import Shard

if TYPE_CHECKING:
    from flows.sources import Limits, Source

# A task costs some 0.1 s: a folder of small files is read many files a task.
SMALL_BYTES: Final = 1 << 18
BUNDLE_BYTES: Final = 8 << 20
BUNDLE_FILES: Final = 512
# On average every 256th name ends a bundle, so that a file more or less changes one bundle and not all after it.
BUNDLE_END: Final = 256
MOST_INSIDE: Final = 32
# What ends the name of a shard of many files, and of a range of one.
MANY: Final = "+"
_RANGE: Final = re.compile(r"\[\d*:\d*\]$")


def plan_shards(paths: Sequence[str], source: "Source") -> Iterator[Shard]:
    """The shards of the paths, in order. Raises ReaderError for a path that is missing, empty or of no known format."""
    if source.format is not None:
        format_named(source.format)
    inputs = _of_source(find_inputs(paths), paths, source)
    for item in inputs:
        if item.given:
            _check(item, source)
    names: set[str] = set()
    for shard in _shards(inputs, source):
        if shard.name in names:
            where = f"the second time at {shard.path}; give the folder above both, so that their names say which is which"
            raise ReaderError(f"expected inputs with different names, got {shard.name!r} twice, {where}")
        names.add(shard.name)
        yield shard


def _of_source(inputs: list[Input], paths: Sequence[str], source: "Source") -> list[Input]:
    """The inputs without the files of folders that the source's pattern does not fit; a file or a glob is read as given."""
    if source.pattern is None:
        return inputs
    folders, whole = as_roots(paths), "/" in source.pattern
    fits = [
        item.given
        or item.root not in folders
        or fnmatchcase(item.name if whole else item.name.rpartition("/")[2], source.pattern)
        for item in inputs
    ]
    if not any(fits):
        where = ", ".join(map(str, paths))
        raise NothingThere(f"expected files that fit {source.pattern}, the pattern of {source.name}, got none at {where}")
    return [item for item, does in zip(inputs, fits, strict=True) if does]


def without_range(name: str) -> str:
    """The name of the file that a shard is a range of."""
    return _RANGE.sub("", name)


def _shards(inputs: list[Input], source: "Source") -> Iterator[Shard]:
    bundle: list[Input] = []
    for item in inputs:
        is_one_of_many = not (item.given or item.alone or item.address)
        small = is_one_of_many and item.size is not None and item.size <= SMALL_BYTES
        if bundle and (not small or item.root != bundle[0].root or _full(bundle)):
            yield _bundled(bundle, source)
            bundle = []
        if small:
            bundle.append(item)
        else:
            yield from _divided(item, source)
    if bundle:
        yield _bundled(bundle, source)


def _full(bundle: list[Input]) -> bool:
    ends = xxhash.xxh3_64_intdigest(bundle[-1].name.encode()) % BUNDLE_END == 0
    return ends or len(bundle) >= BUNDLE_FILES or sum(item.size or 0 for item in bundle) >= BUNDLE_BYTES


def _bundled(bundle: list[Input], source: "Source") -> Shard:
    first = bundle[0]
    if len(bundle) == 1:
        return Shard(first.name, first.path, source.name, source.format or AUTO)
    files = tuple(item.name for item in bundle)
    return Shard(f"{first.name}{MANY}", first.root, source.name, source.format or AUTO, files=files)


def _divided(item: Input, source: "Source") -> Iterator[Shard]:
    """The file whole, or its ranges when it is big and its format can be cut."""
    whole = Shard(item.name, item.path, source.name, source.format or AUTO)
    step = source.limits.shard_mib << 20
    cut = _cut(item, source, step) if item.size is not None and item.size > step else None
    if cut is None:
        yield whole
        return
    for start, stop in pairwise([0, *cut.offsets, None]):
        end = "" if stop is None else stop
        name = f"{item.name}[{start}:{end}]"
        yield Shard(name, item.path, source.name, cut.format, start, stop, inside=cut.inside)


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where a file is cut: its format, the offsets, and whether they are inside its compression."""

    format: str
    offsets: tuple[int, ...]
    inside: bool = False


def _cut(item: Input, source: "Source", step: int) -> _Cut | None:
    with open_input(item.path) as file:
        raw = ByteStream(iter(lambda: file.read(CHUNK_BYTES), b""))
        stream = unpacked(raw, source.limits.bounds())
        inside = stream is not raw
        head = Head(stream.peek(HEAD_BYTES), plain_name(item.name) if inside else item.name)
        format_ = None if is_archive(head.data) or codec_of(head.data) else _format_of(head, source)
        if format_ is None or wide_encoding(head, source.encoding):
            return None
        if format_.cuts is not None and (format_.compressed_cuts or not inside):
            return _Cut(format_.name, tuple(format_.cuts(file, item.size or 0, step)))
    if is_remote(item.path):
        return None  # to find the cuts, and then for every shard, all of it would come through the network
    return _scanned(item, source, format_, inside)


def _scanned(item: Input, source: "Source", format_: Format, inside: bool) -> _Cut | None:
    """The cuts that reading the file once gives."""
    offsets = _offsets(item.path, stamp(item.path), format_.name, source.encoding, source.delimiter, source.limits)
    if not offsets:
        return None
    # What lies before a range of a compressed file is unpacked for it again, so that there may not be any number of them.
    every = -(-len(offsets) // MOST_INSIDE) if inside else 1
    return _Cut(format_.name, offsets[every - 1 :: every], inside)


@lru_cache(maxsize=4096)
def _offsets(
    path: str, _stamp: tuple[object, ...] | None, format_: str, encoding: str | None, mark: str | None, limits: "Limits"
) -> tuple[int, ...]:
    """Where the file may be cut; kept, since a run plans its dump more than once."""
    scan = format_named(format_).scan
    if scan is None:
        return ()
    tell(Waiting(f"{path} to be read through once, to cut it"))
    with open_input(path) as file:
        stream = unpacked(ByteStream(iter(lambda: file.read(CHUNK_BYTES), b"")), limits.bounds())
        reading = Reading(path, encoding, limits.max_record_bytes, delimiter=mark)
        return tuple(scan(stream, reading, limits.shard_mib << 20))


def _format_of(head: Head, source: "Source") -> Format | None:
    return format_named(source.format) if source.format is not None else recognised(head)


def _check(item: Input, source: "Source") -> None:
    """Refuse a file that the user named and that holds nothing to read."""
    if item.size == 0:
        raise ReaderError(f"expected records, got an empty file at {item.path}")
    if source.format is None:
        beginning(item.path, item.name, source)
