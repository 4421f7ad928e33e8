"""A shard read from its file to its records, with the hash of what was read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

import xxhash
from msgspec.structs import replace

from flows.readers.error import ReaderError, without_secrets
from flows.readers.form import Span, refuse
from flows.readers.inputs import open_input, sidecar_of, stamp
from flows.readers.registry import format_named
from flows.readers.stream import CHUNK_BYTES, ByteStream
from flows.readers.walk import AUTO, Walk, preamble
from flows.shards import Shard
from transforms.articles.record import RawRecord, Reject

if TYPE_CHECKING:
    from flows.sources import Source

# What stands in the hash for a file that cannot be read: the same as long as it stays so.
UNREAD: Final = b"\0unread\0"


class FileChanged(Exception):  # noqa: N818 - what happened to the file
    """A file was written to, or replaced, while it was read."""


@dataclass(slots=True)
class ShardReading:
    """The records and rejects of a shard, in order; iterate once.

    After the last one `content_hash` is the hash of the shard's bytes and range, `changed` says that its file changed or
    vanished meanwhile (so that the shard is not done), and `formats` counts the files by format.

    Of a shard of many files each stands for itself. `failures` has a line for each that is not there or cannot be read; `torn`
    has those that changed, or failed after records of theirs had been given: the shard has to be read again with these
    `left_out`.
    """

    shard: Shard
    source: "Source"
    left_out: Mapping[str, Reject] = field(default_factory=dict)
    config_dir: str | None = None
    content_hash: str = ""
    changed: bool = False
    formats: dict[str, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    torn: dict[str, Reject] = field(default_factory=dict)
    _hash: "xxhash.xxh3_128" = field(default_factory=xxhash.xxh3_128)

    def __iter__(self) -> Iterator[RawRecord | Reject]:
        if self.shard.files:
            for name in self.shard.files:
                self._hash.update(name.encode() + b"\0")
                yield from self._one_of_many(name)
        else:
            try:
                yield from self._file(self.shard.path, Path(without_secrets(self.shard.path)).name, "")
            except FileChanged:
                self.changed = True
            except FileNotFoundError:
                self.changed = True
                yield _vanished("file", self.shard.path)
        self.content_hash = self._hash.hexdigest()

    def _one_of_many(self, name: str) -> Iterator[RawRecord | Reject]:
        """The records of one file; whatever is wrong with the file costs itself alone."""
        path = f"{self.shard.path}/{name}"
        before, given = self._hash.copy(), False
        fault = self.left_out.get(name)
        if fault is None:
            try:
                for item in self._file(path, name, f"{name}#"):
                    given = True
                    yield item
            except FileChanged as error:
                given, fault = True, refuse(name, "changed", str(error))
            except FileNotFoundError:
                fault = _vanished(name, path)
            except ReaderError as error:
                fault = refuse(name, "unreadable_file", str(error))
        if fault is None:
            return
        self._hash = before
        self._hash.update(UNREAD)
        if given:
            self.torn[name] = fault
            return
        self.failures.append(f"{fault.message}; the other files of {self.shard.name} were read")
        yield fault

    def _file(self, path: str, name: str, prefix: str) -> Iterator[RawRecord | Reject]:
        before = stamp(path)
        try:
            file = open_input(path)
        except FileNotFoundError:
            raise
        except OSError as error:
            raise ReaderError(f"expected a readable file, got {error.strerror} at {path}") from error
        with file:
            raw = ByteStream(_hashed(file, path, self.shard, self.source, self._hash))
            walk = Walk(self.shard, self.source, self.formats, path, self.config_dir)
            for item in walk.content(raw, name, raw_path=path):
                yield replace(item, locator=prefix + item.locator) if prefix else item
            while raw.next_chunk():
                pass  # the hash is that of every byte, also of those that the reader had no use for
        if self.shard.start is None:
            self._hash.update(_sidecar_bytes(path))
        if stamp(path) != before:
            bare = without_secrets(path)
            raise FileChanged(f"expected a file that stays as it is while it is read, got a change at {bare}")


def open_shard(
    shard: Shard, source: "Source", left_out: Mapping[str, Reject] | None = None, config_dir: str | None = None
) -> ShardReading:
    """The reading of a shard. Iterating it raises ReaderError, and nothing else, when the file cannot be read."""
    if shard.format != AUTO:
        format_named(shard.format)
    return ShardReading(shard, source, left_out or {}, config_dir)


@dataclass(frozen=True, slots=True)
class ShardHash:
    """The hash that reading a shard would give, and a line for each of its files that cannot be read."""

    content_hash: str
    failures: tuple[str, ...] = ()


def hash_shard(shard: Shard, source: "Source") -> ShardHash:
    """The hash that reading the shard would give, without parsing it. Raises ReaderError when its only file cannot be read."""
    digest = xxhash.xxh3_128()
    failures = []
    for name in shard.files:
        digest.update(name.encode() + b"\0")
        before = digest.copy()
        try:
            _hash_file(f"{shard.path}/{name}", shard, source, digest)
        except (ReaderError, FileNotFoundError) as error:
            failures.append(f"{error}; the other files of {shard.name} are in the lake")
            digest = before
            digest.update(UNREAD)
    if not shard.files:
        try:
            _hash_file(shard.path, shard, source, digest)
        except FileNotFoundError as error:
            raise ReaderError(_vanished("file", shard.path).message) from error
    return ShardHash(digest.hexdigest(), tuple(failures))


def _hash_file(path: str, shard: Shard, source: "Source", digest: "xxhash.xxh3_128") -> None:
    try:
        with open_input(path) as file:
            for _ in _hashed(file, path, shard, source, digest):
                pass
    except FileNotFoundError:
        raise
    except OSError as error:
        raise ReaderError(f"expected a readable file, got {error.strerror} at {path}") from error
    if shard.start is None:
        digest.update(_sidecar_bytes(path))


def _hashed(file: BinaryIO, path: str, shard: Shard, source: "Source", digest: "xxhash.xxh3_128") -> Iterator[bytes]:
    """The chunks of the shard's range, each hashed as it passes; of the whole file where its bytes do not tell the range."""
    try:
        spans = _spans(path, shard)
        plain = len(spans) == 1 and spans[0] == (shard.start or 0, shard.stop)
        if shard.start is not None:
            digest.update(f"{shard.start}:{'' if plain else shard.stop}\0".encode())
        if plain and shard.start:
            digest.update(preamble(shard, source))
        for span in spans:
            for chunk in _chunks(file, *span):
                digest.update(chunk)
                yield chunk
    except OSError as error:
        raise ReaderError(f"expected to read on, got {error.strerror or error} in {path}") from error


def _spans(path: str, shard: Shard) -> list[Span]:
    """Where in the file the bytes lie that the shard is read from."""
    format_ = None if shard.format == AUTO else format_named(shard.format)
    if shard.start is not None and format_ is not None and format_.spans is not None:
        with open_input(path) as file:  # of its own: a library may close what it has looked at
            return format_.spans(file, shard.start, shard.stop)
    whole = shard.inside or (format_ is not None and format_.read_seekable is not None)
    return [(0, None) if whole else (shard.start or 0, shard.stop)]


def _chunks(file: BinaryIO, start: int, stop: int | None) -> Iterator[bytes]:
    if file.tell() != start:
        file.seek(start)
    while stop is None or start < stop:
        chunk = file.read(CHUNK_BYTES if stop is None else min(CHUNK_BYTES, stop - start))
        if not chunk:
            return
        start += len(chunk)
        yield chunk


def _sidecar_bytes(path: str) -> bytes:
    found = sidecar_of(path)
    return found[1] if found is not None else b""


def _vanished(locator: str, path: str) -> Reject:
    message = f"expected the file that was planned, got nothing at {without_secrets(path)}"
    return refuse(locator, "vanished", message)


def beginning(path: str, name: str, source: "Source") -> str:
    """The format of a file. Raises ReaderError when it is empty, damaged at its start or of no known format."""
    probe = Shard(name, path, source.name, source.format or AUTO)
    reading = ShardReading(probe, source)
    first = next(iter(reading), None)
    if isinstance(first, Reject) and first.locator == "file":
        raise ReaderError(f"{first.message} ({first.reason})")
    return next(iter(reading.formats), AUTO)
