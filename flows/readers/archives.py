"""Tar and zip archives: their members one after the other, each bounded, none of them ever written under its own name."""

import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, Final, Self

from flows.readers.compression import FAULTS, RATIO_MATTERS_FROM_BYTES, Bounds
from flows.readers.error import Damage
from flows.readers.form import refuse
from flows.readers.stream import CHUNK_BYTES, ByteStream
from transforms.articles.record import Reject
from transforms.rows import storable

ZIP_MAGIC: Final = b"PK\x03\x04"
TAR_MAGIC: Final = b"ustar"
TAR_MAGIC_AT: Final = 257
# Blocks of these types hold a long name, a long link or attributes.
READ_WHOLE: Final = (
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
)
LONGEST_HEADER: Final = 1 << 20
ZIP_FAULTS: Final[tuple[type[Exception], ...]] = (*FAULTS, zipfile.BadZipFile, RuntimeError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive; its stream is good until the next member."""

    name: str
    stream: ByteStream


def is_archive(head: bytes) -> bool:
    """Whether the bytes begin a tar or a zip archive."""
    return head.startswith(ZIP_MAGIC) or head[TAR_MAGIC_AT : TAR_MAGIC_AT + len(TAR_MAGIC)] == TAR_MAGIC


def members(stream: ByteStream, path: str | None, bounds: Bounds, most: int) -> Iterator[Member | Reject]:
    """The files of the archive; a name that leads out of it is refused, since whoever made it meant harm.

    `path` is the archive's own file when it is local and not compressed; a zip from anywhere else is copied first, since its
    index is at its end.
    """
    if stream.peek(len(ZIP_MAGIC)) == ZIP_MAGIC:
        yield from _zip(stream, path, bounds, most)
    else:
        yield from _tar(stream, most)


def _unsafe(name: str) -> bool:
    # Without pathlib, which interns each part: there may be millions of names.
    path = name.replace("\\", "/")
    return path.startswith("/") or ".." in path.split("/") or name[1:2] == ":"


def _named(name: str, ordinal: int, most: int) -> Reject | None:
    if ordinal >= most:
        return refuse(name, "too_many_members", f"expected at most {most} members, got more; raise max_members of the source")
    if _unsafe(name):
        return refuse(name, "path_traversal", f"expected a name inside the archive, got {name!r}")
    return None


def _tar(stream: ByteStream, most: int) -> Iterator[Member | Reject]:
    last = "0"
    try:
        with tarfile.open(fileobj=stream, mode="r|", errorlevel=0, tarinfo=_BoundedHeader) as archive:
            for ordinal, info in enumerate(archive):
                archive.members = []  # type: ignore[attr-defined]  # the library keeps every header, and goes on without
                last = storable(info.name)
                if not info.isfile():
                    if info.issym() or info.islnk():
                        yield refuse(last, "archive_link", f"expected a file, got a link to {info.linkname!r}")
                    continue
                refused = _named(last, ordinal, most)
                if refused is not None:
                    yield refused
                    if refused.reason == "too_many_members":
                        return
                    continue
                content = archive.extractfile(info)
                if content is not None:
                    yield Member(last, ByteStream(_chunks(content, info.size)))
    except (tarfile.TarError, EOFError, OSError, ValueError, OverflowError, zlib.error) as error:
        if stream.damage is None:
            stream.damage = Damage("damaged_archive", f"expected a tar archive to its end, got {error} after {last!r}")


class _BoundedHeader(tarfile.TarInfo):
    """A header of a tar. One that holds a name or attributes is read whole by the library, and so may not be of any size."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """The header in the block. Raises ReadError for a name or attributes that are too long."""
        header = super().frombuf(buf, encoding, errors)
        if header.type in READ_WHOLE and header.size > LONGEST_HEADER:
            raise tarfile.ReadError(f"a name or attributes of {header.size} bytes, more than {LONGEST_HEADER}")
        return header


def _chunks(content: IO[bytes], size: int) -> Iterator[bytes]:
    given = 0
    try:
        while chunk := content.read(CHUNK_BYTES):
            given += len(chunk)
            yield chunk
    except (tarfile.TarError, EOFError, OSError) as error:
        raise Damage("truncated", f"expected {size} bytes of the member, got {given}: {error}") from error
    if given < size:
        raise Damage("truncated", f"expected {size} bytes of the member, got {given}")


def _zip(stream: ByteStream, path: str | None, bounds: Bounds, most: int) -> Iterator[Member | Reject]:
    if path is not None:
        yield from _zip_members(path, stream, bounds, most)
        return
    with TemporaryFile(prefix="dateline-") as copy:
        while chunk := stream.next_chunk():
            copy.write(chunk)
        copy.seek(0)
        yield from _zip_members(copy, stream, bounds, most)


def _zip_members(file: object, stream: ByteStream, bounds: Bounds, most: int) -> Iterator[Member | Reject]:
    try:
        with zipfile.ZipFile(file) as archive:  # type: ignore[call-overload]
            for ordinal, info in enumerate(archive.infolist()):
                if info.filename.endswith("/"):  # `is_dir` fails on a name that is empty
                    continue
                name = storable(info.filename)
                refused = _named(name, ordinal, most)
                if refused is not None:
                    yield refused
                    if refused.reason == "too_many_members":
                        return
                    continue
                yield Member(name, ByteStream(_inflated(archive, info, bounds)))
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, OverflowError) as error:
        if stream.damage is None:
            stream.damage = Damage("damaged_archive", f"expected a zip archive with its index, got {error}")


def _inflated(archive: zipfile.ZipFile, info: zipfile.ZipInfo, bounds: Bounds) -> Iterator[bytes]:
    given = 0
    try:
        with archive.open(info) as content:
            while chunk := content.read(CHUNK_BYTES):
                given += len(chunk)
                if given > bounds.decompressed_bytes or (
                    given > RATIO_MATTERS_FROM_BYTES and given > bounds.ratio * max(info.compress_size, 1)
                ):
                    message = f"expected at most {bounds.ratio} times {info.compress_size} compressed bytes, got {given}"
                    raise Damage("decompression_bomb", message)
                yield chunk
    except ZIP_FAULTS as error:
        raise Damage("damaged_archive", f"expected the content of {info.filename!r}, got {error}") from error
