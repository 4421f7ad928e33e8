"""Decompression in bounded steps: a bomb is stopped by a limit, a truncated file gives what it has and then its damage."""

import bz2
import lzma
import zlib
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import Any, Final, Protocol, cast

import zstandard
from isal import igzip_lib, isal_zlib

from flows.readers.error import Damage
from flows.readers.stream import ByteStream

STEP_BYTES: Final = 1 << 20
RATIO_MATTERS_FROM_BYTES: Final = 64 << 20
LZMA_MEMORY_BYTES: Final = 192 << 20
ZSTD_WINDOW_BYTES: Final = 1 << 27
# A call that meets a fault gives nothing of what it had made, so that each is given little; zstandard has no other bound on the
# output of one either, and a block of 4 bytes of it can stand for 128 KiB.
SLICE_BYTES: Final = 2048
# The checksum that ends a gzip file comes apart from what it is of, which is given whatever it says.
TRAILER_BYTES: Final = 8
FAULTS: Final[tuple[type[Exception], ...]] = (
    cast("type[Exception]", igzip_lib.IsalError),
    zlib.error,
    zstandard.ZstdError,
    lzma.LZMAError,
    OSError,
    EOFError,
    ValueError,
)
MAGICS: Final = ((b"\x1f\x8b", "gzip"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"BZh", "bzip2"), (b"\xfd7zXZ\x00", "xz"))
SUFFIXES: Final = (".gz", ".zst", ".zstd", ".bz2", ".xz", ".gzip")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much may come out of a compressed file: in bytes, and as a multiple of what went in."""

    decompressed_bytes: int
    ratio: int


class _Decoder(Protocol):
    eof: bool
    unused_data: bytes

    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes: ...


# Output in steps; returned is the input that the decoder had no use for.
Steps = Generator[bytes, None, bytes]


def codec_of(head: bytes) -> str | None:
    """The compression that a file's first bytes name, None when they name none."""
    return next((codec for magic, codec in MAGICS if head.startswith(magic)), None)


def decompressed(stream: ByteStream, codec: str, bounds: Bounds) -> ByteStream:
    """The content of a compressed stream, members and frames one after the other."""
    return ByteStream(_bounded(stream, codec, bounds))


def _bounded(stream: ByteStream, codec: str, bounds: Bounds) -> Iterator[bytes]:
    given = 0
    for out in _gathered(_members(stream, codec)):
        given += len(out)
        if given > bounds.decompressed_bytes or (
            given > RATIO_MATTERS_FROM_BYTES and given > bounds.ratio * max(stream.position, 1)
        ):
            raise Damage(
                "decompression_bomb",
                f"expected at most {bounds.decompressed_bytes} bytes and {bounds.ratio} times the compressed size, "
                f"got {given} bytes from {stream.position}; raise max_decompressed_gib or max_ratio of the source",
            )
        yield out


def _gathered(parts: Iterator[bytes]) -> Iterator[bytes]:
    """The parts joined into steps; those before a damage come before it."""
    held: list[bytes] = []
    size = 0
    try:
        for part in parts:
            held.append(part)
            size += len(part)
            if size >= STEP_BYTES:
                yield b"".join(held)
                held, size = [], 0
    except Damage:
        if held:
            yield b"".join(held)
        raise
    if held:
        yield b"".join(held)


def _members(stream: ByteStream, codec: str) -> Iterator[bytes]:
    """The output of every member in steps; raises Damage where a member is broken or the file ends inside one."""
    steps = _STEPS[codec]
    decoder: _Decoder | None = None
    while chunk := stream.next_chunk():
        for data in _slices(chunk):
            while data:
                if decoder is None:
                    data = data.lstrip(b"\0")  # tape archives and some servers pad with zeros between members
                    if not data:
                        break
                    decoder = _NEW[codec]()
                try:
                    data = yield from steps(decoder, data)
                except FAULTS as error:
                    raise Damage(
                        "damaged_compression", f"expected sound {codec} data, got {error} before byte {stream.position}"
                    ) from error
                if decoder.eof:
                    decoder = None
    if stream.damage is not None:
        raise stream.damage
    if decoder is not None:
        raise Damage("truncated", f"expected the end of the {codec} data, got the end of the file at byte {stream.position}")


def _slices(chunk: bytes) -> Iterator[bytes]:
    last = max(0, len(chunk) - TRAILER_BYTES)
    for at in range(0, last, SLICE_BYTES):
        yield chunk[at : min(at + SLICE_BYTES, last)]
    yield chunk[last:]


def _zlib_steps(decoder: _Decoder, data: bytes) -> Steps:
    while True:
        out = decoder.decompress(data, STEP_BYTES)
        data = decoder.unconsumed_tail  # type: ignore[attr-defined]
        if out:
            yield out
        if decoder.eof or (not data and len(out) < STEP_BYTES):
            return decoder.unused_data


def _lzma_steps(decoder: _Decoder, data: bytes) -> Steps:
    while True:
        out = decoder.decompress(data, STEP_BYTES)
        if out:
            yield out
        if decoder.eof or decoder.needs_input:  # type: ignore[attr-defined]
            return decoder.unused_data
        data = b""


def _zstd_steps(decoder: _Decoder, data: bytes) -> Steps:
    if out := decoder.decompress(data):
        yield out
    return decoder.unused_data if decoder.eof else b""


_STEPS: Final[dict[str, Callable[[_Decoder, bytes], Steps]]] = {
    "gzip": _zlib_steps,
    "zstd": _zstd_steps,
    "bzip2": _lzma_steps,
    "xz": _lzma_steps,
}
_NEW: Final[dict[str, Callable[[], Any]]] = {
    "gzip": lambda: isal_zlib.decompressobj(wbits=31),
    "zstd": lambda: zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW_BYTES).decompressobj(),
    "bzip2": bz2.BZ2Decompressor,
    "xz": lambda: lzma.LZMADecompressor(memlimit=LZMA_MEMORY_BYTES),
}
