"""A stream of bytes that ends where its file is damaged, and says so.

Third-party parsers lose what they have buffered when a read raises. So a damaged stream just ends; the damage is kept for the
caller, who turns it into a reject after the good records are out.
"""

import codecs
import io
from collections.abc import Iterator
from typing import Final

from flows.readers.error import Damage

CHUNK_BYTES: Final = 1 << 18


class ByteStream(io.RawIOBase):
    """Bytes from an iterator of chunks, with a look ahead. `damage` is set when the chunks ended with Damage."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._buffer = b""
        self._at = 0  # what of the buffer is taken: cut off it only when a chunk comes, since that copies the rest
        self._ended = False
        self.damage: Damage | None = None
        self.position = 0

    def _fill(self) -> bool:
        """Append one chunk to the buffer; False at the end."""
        if self._ended:
            return False
        try:
            chunk = next(self._chunks, b"")
        except Damage as damage:
            self.damage = damage
            chunk = b""
        if not chunk:
            self._ended = True
            return False
        self._buffer = self._rest() + chunk if self._held() else chunk
        self._at = 0
        return True

    def _held(self) -> int:
        return len(self._buffer) - self._at

    def _rest(self) -> bytes:
        return self._buffer[self._at :]

    def peek(self, size: int) -> bytes:
        """The next `size` bytes, or fewer at the end, without taking them."""
        while self._held() < size and self._fill():
            pass
        return self._buffer[self._at : self._at + size]

    def next_chunk(self) -> bytes:
        """Whatever bytes come next, at least one; empty at the end."""
        if not self._held() and not self._fill():
            return b""
        chunk = self._rest()
        self._buffer, self._at = b"", 0
        self.position += len(chunk)
        return chunk

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, fewer only at the end; everything when negative."""
        if size < 0:
            parts = []
            while chunk := self.next_chunk():
                parts.append(chunk)
            return b"".join(parts)
        if self._held() < size:
            parts, have = [self._rest()], self._held()
            self._buffer, self._at = b"", 0
            while have < size and self._fill():
                parts.append(self._buffer)
                have += len(self._buffer)
                self._buffer = b""
            self._buffer = b"".join(parts)
        taken = self._buffer[self._at : self._at + size]
        self._at += len(taken)
        self.position += len(taken)
        return taken

    def unread(self, data: bytes) -> None:
        """Put bytes back in front of what comes next."""
        self._buffer, self._at = data + self._rest(), 0
        self.position -= len(data)

    def skip(self, size: int) -> int:
        """Pass over `size` bytes without holding them; how many there were."""
        left = size
        while left > 0 and (chunk := self.next_chunk()):
            if len(chunk) > left:
                self.unread(chunk[left:])
                return size
            left -= len(chunk)
        return size - left

    def read_at_most(self, limit: int) -> bytes | None:
        """Everything, or None when there is more than `limit` bytes."""
        data = self.read(limit + 1)
        return data if len(data) <= limit else None

    def readable(self) -> bool:
        """Always."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Where the stream stands, for parsers that ask so; nothing else can be sought."""
        if (whence == io.SEEK_CUR and offset == 0) or (whence == io.SEEK_SET and offset == self.position):
            return self.position
        raise io.UnsupportedOperation("a stream of chunks cannot be sought")

    def tell(self) -> int:
        """The number of bytes taken so far."""
        return self.position

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer as far as one chunk goes, for parsers that want a raw stream."""
        if not self._held() and not self._fill():
            return 0
        taken = self.read(min(len(buffer), self._held()))
        buffer[: len(taken)] = taken
        return len(taken)


def lines(stream: ByteStream, longest: int) -> Iterator[tuple[int, bytes | None]]:
    """Each line with its offset in bytes, without its newline; None for a line longer than `longest` bytes, never held whole.

    A line that damage cut short is left out: the damage speaks for it.
    """
    rest, offset, skipped = b"", 0, 0
    while chunk := stream.next_chunk():
        parts = (rest + chunk).split(b"\n") if rest else chunk.split(b"\n")
        rest = parts.pop()
        for part in parts:
            length = skipped + len(part)
            yield offset, part if length <= longest else None
            offset += length + 1
            skipped = 0
        if skipped + len(rest) > longest:
            skipped, rest = skipped + len(rest), b""
    if skipped:
        yield offset, None
    elif rest and stream.damage is None:
        yield offset, rest


def offsets_of(mark: bytes, stream: ByteStream, step: int) -> list[int]:
    """Where the first mark at or after each multiple of `step` begins, found in one pass."""
    found: list[int] = []
    target, start, data = step, 0, b""
    while chunk := stream.next_chunk():
        overlap = min(len(data), len(mark) - 1)
        start, data = start + len(data) - overlap, data[len(data) - overlap :] + chunk
        while (hit := data.find(mark, max(0, target - start))) >= 0:
            found.append(start + hit)
            target = step * ((start + hit + len(mark)) // step + 1)
    return found


def transcoded(stream: ByteStream, encoding: str) -> ByteStream:
    """The stream in UTF-8, from an encoding such as UTF-16 in which a newline is more than one byte.

    Half a surrogate pair, which UTF-16 as Windows writes it may hold, comes as three bytes that are no UTF-8: its record alone
    is refused for it.
    """
    return ByteStream(_transcode(stream, encoding))


def _transcode(stream: ByteStream, encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("surrogatepass")
    try:
        while chunk := stream.next_chunk():
            if text := decoder.decode(chunk):
                yield text.encode("utf-8", "surrogatepass")
        yield decoder.decode(b"", True).encode("utf-8", "surrogatepass")
    except UnicodeError as error:
        raise Damage("bad_encoding", f"expected {encoding}, got {str(error)[:200]}") from error
    if stream.damage is not None:
        raise stream.damage
