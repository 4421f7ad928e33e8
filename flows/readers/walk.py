"""One file, through its compressions and archives, to the reader of its format."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Final

import msgspec
import xxhash
from msgspec.structs import replace

from flows.readers import archives
from flows.readers.compression import Bounds, codec_of, decompressed
from flows.readers.encoding import encoding_of_mark
from flows.readers.error import ReaderError
from flows.readers.form import HEAD_BYTES, Format, Head, Reading, Records, plain_name, refuse
from flows.readers.inputs import is_remote, local_path, open_input, sidecar_of
from flows.readers.plain_text import is_binary
from flows.readers.registry import FORMATS, format_named, recognised
from flows.readers.stream import CHUNK_BYTES, ByteStream, transcoded
from flows.shards import Shard
from transforms.articles.record import Reject

if TYPE_CHECKING:
    from flows.sources import Source

DEEPEST: Final = 3
# Encodings whose newline is more than one byte: put into UTF-8 before anything looks for lines.
WIDE: Final = ("utf-16", "utf-32")
AUTO: Final = "auto"


@dataclass(frozen=True, slots=True)
class Walk:
    """One file, through its compressions and archives, to the reader of its format."""

    shard: Shard
    source: "Source"
    formats: dict[str, int]
    path: str
    config_dir: str | None = None

    def content(self, stream: ByteStream, name: str, *, depth: int = 0, raw_path: str | None = None) -> Records:
        """The records of a stream that may be compressed or an archive."""
        head = stream.peek(HEAD_BYTES)
        codec = codec_of(head)
        if not head and stream.damage is None:
            yield refuse("file", "empty_file", f"expected records, got an empty file: {name}")
        elif codec is not None and depth < DEEPEST:
            inner = decompressed(stream, codec, self.source.limits.bounds())
            if self.shard.inside and depth == 0:
                inner = _range(inner, self.shard.start or 0, self.shard.stop)
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
        seen: set[int] = set()  # hashes, for there may be millions of names; two that meet cost one an ordinal
        for ordinal, member in enumerate(found):
            if isinstance(member, Reject):
                yield member
                continue
            # An archive that was appended to holds a name again: the newer file is another one, and is found by its ordinal.
            label = member.name if _hash(member.name) not in seen else f"{member.name}@{ordinal}"
            seen.add(_hash(label))
            for item in self.content(member.stream, member.name, depth=depth + 1):
                yield replace(item, locator=f"{label}#{item.locator}")

    def _records(self, stream: ByteStream, head: Head, raw_path: str | None, encoding: str | None) -> Records:
        wide = wide_encoding(head, encoding)
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
        start = self.shard.start or 0
        opening = preamble(self.shard, self.source) if start and format_.preamble is not None else None
        side = self._sidecar(raw_path)
        reading = Reading(head.name, encoding, longest, start, side, opening, self.config_dir, self.source.delimiter)
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
        found = sidecar_of(raw_path) if raw_path is not None else None
        if found is None:
            return None
        side, content = found
        try:
            return msgspec.json.decode(content, type=dict[str, object])
        except msgspec.DecodeError as error:
            raise ReaderError(f"expected a JSON object in the sidecar {side}, got {error}") from error


def _hash(name: str) -> int:
    return xxhash.xxh3_64_intdigest(name.encode("utf-8", "surrogateescape"))


def wide_encoding(head: Head, declared: str | None) -> str | None:
    """The encoding of a file, by its mark or as declared, when its newline is more than one byte; else None."""
    named = (encoding_of_mark(head.data), declared)
    return next((name for name in named if name and codecs.lookup(name).name.startswith(WIDE)), None)


def preamble(shard: Shard, source: "Source") -> bytes:
    """What stands at the start of the shard's file for all its records, such as the header of a CSV."""
    format_ = format_named(shard.format)
    if format_.preamble is None:
        return b""
    with open_input(shard.path) as file:
        stream = unpacked(ByteStream(iter(lambda: file.read(CHUNK_BYTES), b"")), source.limits.bounds())
        longest = source.limits.max_record_bytes
        return format_.preamble(stream, Reading(shard.name, source.encoding, longest, delimiter=source.delimiter))


def unpacked(stream: ByteStream, bounds: Bounds) -> ByteStream:
    """What comes out of the stream's compression, when it has one."""
    codec = codec_of(stream.peek(HEAD_BYTES))
    return stream if codec is None else decompressed(stream, codec, bounds)


def _range(stream: ByteStream, start: int, stop: int | None) -> ByteStream:
    """The bytes from `start` to `stop` of a stream, with the damage that it had by then."""
    return ByteStream(_chunks(stream, start, stop))


def _chunks(stream: ByteStream, start: int, stop: int | None) -> Iterator[bytes]:
    stream.skip(start)
    left = None if stop is None else stop - start
    while (left is None or left > 0) and (chunk := stream.next_chunk()):
        yield chunk[:left]
        if left is not None:
            left -= len(chunk[:left])
    if stream.damage is not None:
        raise stream.damage
