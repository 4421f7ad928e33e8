"""A shard read from its file to its records, with the hash of what was read."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Final, Self

import msgspec
import xxhash

from flows.readers import archives
from flows.readers.compression import codec_of, decompressed
from flows.readers.encoding import encoding_of_mark
from flows.readers.error import ReaderError, without_secrets
from flows.readers.form import HEAD_BYTES, Format, Head, Reading, Records, plain_name, refuse
from flows.readers.inputs import is_remote, local_path, open_input, sidecar_of, stamp
from flows.readers.plain_text import is_binary
from flows.readers.registry import FORMATS, format_named, recognised
from flows.readers.stream import CHUNK_BYTES, ByteStream, transcoded
from flows.shards import Shard
from transforms.articles.record import RawRecord, Reject

if TYPE_CHECKING:
    from flows.sources import Source

DEEPEST: Final = 3
# Encodings whose newline is more than one byte: put into UTF-8 before anything looks for lines.
WIDE: Final = ("utf-16", "utf-32", "utf_16", "utf_32")
AUTO: Final = "auto"


@dataclass(slots=True)
class ShardReading:
    """The records and rejects of a shard, in order; iterate once, inside `with`.

    After the last one `content_hash` is the hash of the shard's bytes and range, `changed` says that a file changed, vanished
    or could not be read meanwhile (so that the shard is not done), and `formats` counts the files by format.
    """

    shard: Shard
    source: "Source"
    content_hash: str = ""
    changed: bool = False
    formats: dict[str, int] = field(default_factory=dict)
    _hash: "xxhash.xxh3_128" = field(default_factory=xxhash.xxh3_128)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        return None

    def __iter__(self) -> Iterator[RawRecord | Reject]:
        if not self.shard.files:
            yield from self._file(self.shard.path, Path(without_secrets(self.shard.path)).name, "")
        for name in self.shard.files:
            self._hash.update(name.encode() + b"\0")
            try:
                yield from self._file(f"{self.shard.path}/{name}", name, f"{name}#")
            except ReaderError as error:
                self.changed = True
                yield refuse(name, "unreadable_file", str(error))
        self.content_hash = self._hash.hexdigest()

    def _file(self, path: str, name: str, prefix: str) -> Iterator[RawRecord | Reject]:
        before = stamp(path)
        try:
            file = open_input(path)
        except FileNotFoundError:
            self.changed = True
            message = f"expected the file that was planned, got nothing at {without_secrets(path)}"
            yield refuse(prefix.rstrip("#") or "file", "vanished", message)
            return
        except OSError as error:
            raise ReaderError(f"expected a readable file, got {error.strerror} at {path}") from error
        with file:
            raw = ByteStream(_hashed(file, path, self.shard, self._hash))
            walk = Walk(self.shard, self.source, self.formats, path)
            for item in walk.content(raw, name, raw_path=path):
                yield replace(item, locator=prefix + item.locator) if prefix else item
            while raw.next_chunk():
                pass  # the hash is that of every byte, also of those that the reader had no use for
        if self.shard.start is None:
            self._hash.update(_sidecar_bytes(path))
        self.changed = self.changed or stamp(path) != before


def open_shard(shard: Shard, source: "Source") -> ShardReading:
    """The reading of a shard. Iterating it raises ReaderError, and nothing else, when the file cannot be read."""
    if shard.format != AUTO:
        format_named(shard.format)
    return ShardReading(shard, source)


def hash_shard(shard: Shard) -> str:
    """The hash that reading the shard would give, without parsing it."""
    digest = xxhash.xxh3_128()
    for name in shard.files or ("",):
        path = f"{shard.path}/{name}" if name else shard.path
        if name:
            digest.update(name.encode() + b"\0")
        try:
            with open_input(path) as file:
                for _ in _hashed(file, path, shard, digest):
                    pass
        except FileNotFoundError:
            continue
        except OSError as error:
            raise ReaderError(f"expected a readable file, got {error.strerror} at {path}") from error
        if shard.start is None:
            digest.update(_sidecar_bytes(path))
    return digest.hexdigest()


def _hashed(file: BinaryIO, path: str, shard: Shard, digest: "xxhash.xxh3_128") -> Iterator[bytes]:
    """The chunks of the shard's range, each hashed as it passes."""
    units = shard.format != AUTO and format_named(shard.format).read_seekable is not None
    start, stop = (0, None) if units else (shard.start or 0, shard.stop)
    if shard.start is not None:
        digest.update(f"{shard.start}:{shard.stop if units else ''}\0".encode())
    try:
        if start:
            file.seek(start)
        left = None if stop is None else stop - start
        while left is None or left > 0:
            chunk = file.read(CHUNK_BYTES if left is None else min(CHUNK_BYTES, left))
            if not chunk:
                return
            digest.update(chunk)
            if left is not None:
                left -= len(chunk)
            yield chunk
    except OSError as error:
        raise ReaderError(f"expected to read on, got {error.strerror or error} in {path}") from error


def _sidecar_bytes(path: str) -> bytes:
    side = sidecar_of(path)
    return side.read_bytes() if side is not None else b""


@dataclass(frozen=True, slots=True)
class Walk:
    """One file, through its compressions and archives, to the reader of its format."""

    shard: Shard
    source: "Source"
    formats: dict[str, int]
    path: str

    def content(self, stream: ByteStream, name: str, *, depth: int = 0, raw_path: str | None = None) -> Records:
        """The records of a stream that may be compressed or an archive."""
        head = stream.peek(HEAD_BYTES)
        codec = codec_of(head)
        if not head and stream.damage is None:
            yield refuse("file", "empty_file", f"expected records, got an empty file: {name}")
        elif codec is not None and depth < DEEPEST:
            inner = decompressed(stream, codec, self.source.limits.bounds())
            yield from self.content(inner, plain_name(name), depth=depth + 1)
        elif archives.is_archive(head) and depth < DEEPEST:
            yield from self._members(stream, name, depth, raw_path)
        elif head:
            yield from self._records(stream, Head(head, name), raw_path, self.source.encoding)
        if stream.damage is not None and not stream.damage.reported:
            stream.damage.reported = True
            yield refuse("file", stream.damage.reason, f"{stream.damage.message}; in {name}")

    def _members(self, stream: ByteStream, name: str, depth: int, raw_path: str | None) -> Records:
        local = str(local_path(raw_path)) if raw_path is not None and not is_remote(raw_path) else None
        found = archives.members(stream, local, self.source.limits.bounds(), self.source.limits.max_members)
        seen: set[str] = set()
        for ordinal, member in enumerate(found):
            if isinstance(member, Reject):
                yield member
                continue
            # An archive that was appended to holds a name again: the newer file is another one, and is found by its ordinal.
            label = member.name if member.name not in seen else f"{member.name}@{ordinal}"
            seen.add(label)
            for item in self.content(member.stream, member.name, depth=depth + 1):
                yield replace(item, locator=f"{label}#{item.locator}")

    def _records(self, stream: ByteStream, head: Head, raw_path: str | None, encoding: str | None) -> Records:
        mark = encoding_of_mark(head.data)
        wide = next((name for name in (mark, encoding) if name and name[:6].lower() in WIDE), None)
        if wide:
            inner = transcoded(stream, wide)
            yield from self._records(inner, Head(inner.peek(HEAD_BYTES), head.name), None, "utf-8")
            stream.damage = stream.damage or inner.damage
            return
        format_ = self._format(head)
        if isinstance(format_, Reject):
            yield format_
            return
        self.formats[format_.name] = self.formats.get(format_.name, 0) + 1
        longest = self.source.limits.max_record_bytes
        reading = Reading(head.name, encoding, longest, self.shard.start or 0, self._sidecar(raw_path))
        if format_.read is not None:
            yield from format_.read(stream, reading)
        else:
            yield from self._seekable(stream, format_, reading, raw_path)

    def _format(self, head: Head) -> Format | Reject:
        if self.shard.format == AUTO:
            found = recognised(head)
            if found is None:
                return refuse(
                    "file",
                    "unknown_format",
                    f"expected one of {', '.join(sorted(FORMATS))}, got none of them: {head.name}",
                    head.data,
                )
            return found
        declared = format_named(self.shard.format)
        if self.shard.start:
            return declared
        wrong = not declared.recognise(head) if declared.proven else is_binary(head.data)
        if wrong:
            return refuse("file", "wrong_format", f"expected {declared.name}, got something else: {head.name}", head.data)
        return declared

    def _seekable(self, stream: ByteStream, format_: Format, reading: Reading, raw_path: str | None) -> Records:
        """A format with its index at the end: read from the file itself, or from a copy of what comes out of a compression."""
        if format_.read_seekable is None:
            raise ReaderError(f"expected a format with a reader, got {format_.name}, which has none")
        if raw_path is not None:
            with open_input(raw_path) as file:
                yield from format_.read_seekable(file, reading, self.shard.start, self.shard.stop)
            return
        with TemporaryFile(prefix="dateline-") as copy:
            while chunk := stream.next_chunk():
                copy.write(chunk)
            if stream.damage is None:
                copy.seek(0)
                yield from format_.read_seekable(copy, reading, None, None)

    def _sidecar(self, raw_path: str | None) -> dict[str, object] | None:
        side = sidecar_of(raw_path) if raw_path is not None else None
        if side is None:
            return None
        try:
            return msgspec.json.decode(side.read_bytes(), type=dict[str, object])
        except msgspec.DecodeError as error:
            raise ReaderError(f"expected a JSON object in the sidecar {side}, got {error}") from error


def beginning(path: str, name: str, source: "Source") -> str:
    """The format of a file. Raises ReaderError when it is empty, damaged at its start or of no known format."""
    probe = Shard(name, path, source.name, source.format or AUTO)
    reading = ShardReading(probe, source)
    first = next(iter(reading), None)
    if isinstance(first, Reject) and first.locator == "file":
        raise ReaderError(f"{first.message} ({first.reason})")
    return next(iter(reading.formats), AUTO)
