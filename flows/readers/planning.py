"""What there is to read, cut into shards. The cuts depend on the files alone, never on who reads them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import xxhash

from flows.readers.compression import codec_of
from flows.readers.error import ReaderError
from flows.readers.form import HEAD_BYTES, Format, Head
from flows.readers.inputs import Input, find_inputs, open_input
from flows.readers.reading import AUTO, beginning
from flows.readers.registry import format_named, recognised
from flows.shards import Shard

if TYPE_CHECKING:
    from flows.sources import Source

# A task costs some 0.1 s: a folder of small files is read many files a task.
SMALL_BYTES: Final = 1 << 18
BUNDLE_BYTES: Final = 8 << 20
BUNDLE_FILES: Final = 512
# On average every 256th name ends a bundle, so that a file more or less changes one bundle and not all after it.
BUNDLE_END: Final = 256


def plan_shards(paths: Sequence[str], source: "Source", config_dir: str | None = None) -> Iterator[Shard]:
    """The shards of the paths, in order. Raises ReaderError for a path that is missing, empty or of no known format."""
    if source.format is not None:
        format_named(source.format)
    inputs = find_inputs(paths)
    for item in inputs:
        if item.given:
            _check(item, source)
    names: set[str] = set()
    for shard in _shards(inputs, source):
        if shard.name in names:
            where = f"the second time at {shard.path}; run them one by one"
            raise ReaderError(f"expected inputs with different names, got {shard.name!r} twice, {where}")
        names.add(shard.name)
        yield shard


def _shards(inputs: list[Input], source: "Source") -> Iterator[Shard]:
    bundle: list[Input] = []
    for item in inputs:
        small = not item.given and item.address is None and item.size is not None and item.size <= SMALL_BYTES
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
    return Shard(f"{first.name}+", first.root, source.name, source.format or AUTO, files=files)


def _divided(item: Input, source: "Source") -> Iterator[Shard]:
    """The file whole, or its ranges when it is big and its format can be cut."""
    whole = Shard(item.name, item.path, source.name, source.format or AUTO)
    step = source.limits.shard_mib << 20
    if item.size is None or item.size <= step:
        yield whole
        return
    with open_input(item.path) as file:
        head = Head(file.read(HEAD_BYTES), item.name)
        format_ = _format_of(head, source)
        codec = codec_of(head.data)
        if format_ is None or format_.cuts is None or (codec is not None and not format_.compressed_cuts):
            yield whole
            return
        bounds = [0, *format_.cuts(file, item.size, step), None]
    for start, stop in pairwise(bounds):
        end = "" if stop is None else stop
        yield Shard(f"{item.name}[{start}:{end}]", item.path, source.name, format_.name, start, stop)


def _format_of(head: Head, source: "Source") -> Format | None:
    if source.format is not None:
        return format_named(source.format)
    return recognised(head)


def _check(item: Input, source: "Source") -> None:
    """Refuse a file that the user named and that holds nothing to read."""
    if item.size == 0:
        raise ReaderError(f"expected records, got an empty file at {item.path}")
    if source.format is None:
        beginning(item.path, item.name, source)
