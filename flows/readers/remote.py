"""Remote files through fsspec: what fails for a moment is tried again, what fails for good is one line."""

import io
import logging
import os
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import PurePosixPath
from typing import Any, BinaryIO, Final, TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit

import xxhash

from flows.readers.error import NothingThere, ReaderError, Unreachable

ATTEMPTS: Final = 5
FIRST_WAIT_SECONDS: Final = 0.2
EXTRAS: Final = {
    "s3": "s3",
    "s3a": "s3",
    "gs": "gcs",
    "gcs": "gcs",
    "az": "azure",
    "abfs": "azure",
    "http": "http",
    "https": "http",
}
INSTALL: Final = "run make install in Dateline's folder, which brings it"
LASTING: Final = (FileNotFoundError, PermissionError, IsADirectoryError, NotADirectoryError)
# Errors of the clients that are no OSError; found by name where a client is in use, since each is an extra.
CLIENT_ERRORS: Final = (
    ("aiohttp", "ClientError"),
    ("botocore.exceptions", "BotoCoreError"),
    ("botocore.exceptions", "ClientError"),
    ("gcsfs.retry", "HttpError"),
    ("gcsfs.retry", "ChecksumError"),
    ("gcsfs.retry", "NonRetryableError"),
    ("google.auth.exceptions", "GoogleAuthError"),
    ("google.api_core.exceptions", "GoogleAPIError"),
    ("azure.core.exceptions", "AzureError"),
)

# Their own logs tell every try with its traceback, where nobody has said where a log goes.
CLIENT_LOGS: Final = ("adlfs", "aiohttp", "asyncio", "azure", "botocore", "fsspec", "gcsfs", "google", "s3fs")

# What the stores call the tag or the time of an object's version.
VERSION_KEYS: Final = ("ETag", "etag", "LastModified", "last_modified", "updated", "mtime")

# Parts of the names of query parameters that sign a link rather than say which file it is.
SIGNED: Final = ("sig", "token", "key", "expires", "credential", "secret", "pass", "amz", "goog", "policy", "auth")

T = TypeVar("T")


def _errors() -> tuple[type[Exception], ...]:
    clients = [getattr(sys.modules.get(module), name, None) for module, name in CLIENT_ERRORS]
    return (OSError, EOFError, *filter(None, clients))


def retried(action: Callable[[], T], what: str) -> T:
    """The action's result; after ATTEMPTS failures Unreachable, after one that will last another ReaderError.

    The client's own error is not its cause: a log prints causes, and a client repeats the address with all that signs it.
    """
    for attempt in range(ATTEMPTS):
        try:
            return action()
        except LASTING as error:
            kind = NothingThere if isinstance(error, FileNotFoundError) else ReaderError
            raise kind(f"expected {what}, got {type(error).__name__}: {error}") from None
        except _errors() as error:
            if attempt == ATTEMPTS - 1:
                raise Unreachable(f"expected {what}, got {type(error).__name__} {ATTEMPTS} times: {error}") from None
            time.sleep(FIRST_WAIT_SECONDS * 2**attempt)
    raise AssertionError("unreachable: the last attempt returns or raises")


def _system(path: str) -> tuple[Any, str]:
    import fsspec  # local dumps do without it

    _quieten_clients()
    scheme = path.partition("://")[0]
    try:
        return fsspec.core.url_to_fs(path)  # type: ignore[no-any-return]
    except ImportError as error:
        extra = EXTRAS.get(scheme)
        how = INSTALL if extra else str(error)
        raise ReaderError(f"expected a client for {scheme}://, got none; {how}") from error
    except OSError as error:  # a client that connects when it is made, as for ftp://
        raise ReaderError(f"expected to reach {path}, got {error.strerror or error}") from None
    except ValueError as error:
        raise ReaderError(f"expected an address that fsspec knows, got {path}: {error}") from None


@cache
def _quieten_clients() -> None:
    """Keeps the clients' logs off the screen, since what fails for good is raised. A log that somebody set up has them."""
    if not os.environ.get("DATELINE_DEBUG"):
        for name in CLIENT_LOGS:
            logging.getLogger(name).addHandler(logging.NullHandler())


def listing(path: str, *, magic: bool) -> list[tuple[str, int | None]]:
    """The addresses of the files at, below or matching the path, with their sizes where the server says them."""
    system, inner = _system(path)
    scheme = path.partition("://")[0]

    def look() -> list[tuple[str, int | None]]:
        system.invalidate_cache()
        if magic:
            details = system.glob(inner, detail=True)
            return [(f"{scheme}://{_bare(name)}", info.get("size")) for name, info in details.items() if info["type"] == "file"]
        if system.isdir(inner) and not scheme.startswith("http"):
            details = system.find(inner, detail=True)
            # An empty object whose name ends so stands for a folder, as consoles of stores make them.
            return [(f"{scheme}://{_bare(name)}", info.get("size")) for name, info in details.items() if name[-1] != "/"]
        return [(path, system.info(inner).get("size"))]

    return retried(look, f"files at {path}")


def name_of(address: str) -> str:
    """The name of a web file: the end of its path and, where a query says which file it is, a hash of that.

    What looks like a signature in the query is left out, so that a link signed anew names the same file.
    """
    split = urlsplit(address)
    name = PurePosixPath(split.path).name or split.hostname or "file"
    says = [(key, value) for key, value in parse_qsl(split.query) if not any(word in key.lower() for word in SIGNED)]
    if not says:
        return name
    digest = xxhash.xxh3_64_hexdigest(urlencode(says).encode())[:8]
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}-{digest}.{suffix}" if dot and stem else f"{name}-{digest}"


def _bare(name: str) -> str:
    return name.partition("://")[2] if "://" in name else name.lstrip("/")


def stamp(path: str) -> tuple[object, ...] | None:
    """Size and tag or time of a remote file, None when it is no file any more."""
    system, inner = _system(path)

    def look() -> tuple[object, ...] | None:
        system.invalidate_cache()
        try:
            info = system.info(inner)
        except FileNotFoundError:
            return None
        if info.get("type") == "directory":
            return None
        return (info.get("size"), str(next((info[key] for key in VERSION_KEYS if info.get(key)), None)))

    return retried(look, f"a file at {path}")


def open_retrying(path: str) -> BinaryIO:
    """The remote file, read with retries."""
    return RetryingFile(path)  # type: ignore[return-value]


class RetryingFile(io.RawIOBase):
    """A remote file that opens itself again where a read failed."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._system, self._inner = _system(path)
        self._at = 0
        self._file: Any = retried(self._open, f"a file at {path}")

    def _open(self) -> Any:
        return self._system.open(self._inner, "rb")

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes from where the last read ended."""

        def attempt() -> bytes:
            if self._file is None:
                self._file = self._open()
                self._file.seek(self._at)
            try:
                return self._file.read(size)  # type: ignore[no-any-return]
            except _errors():
                self._file = None
                raise

        data = retried(attempt, f"bytes of {self._path} from {self._at}")
        self._at += len(data)
        return data

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move to an offset."""

        def attempt() -> int:
            if self._file is None:
                self._file = self._open()
                self._file.seek(self._at)
            return self._file.seek(offset, whence)  # type: ignore[no-any-return]

        self._at = retried(attempt, f"a seekable file at {self._path}")
        return self._at

    def tell(self) -> int:
        """The offset of the next read."""
        return self._at

    def seekable(self) -> bool:
        """Whether the server serves ranges."""
        return bool(self._file is not None and self._file.seekable())

    def readable(self) -> bool:
        """Always."""
        return True

    def close(self) -> None:
        """Close the connection."""
        if self._file is not None:
            self._file.close()
        super().close()
