"""Standard output that loses nothing of what is written to it: a full disk is an error, not the end of half a document."""

import io
from typing import Any, TextIO


class _Output(io.FileIO):
    """The file behind standard output; its errors say where they arose."""

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data)
        except OSError as error:
            raise OSError(error.errno, error.strerror, "standard output") from error


def buffered(stream: TextIO) -> TextIO:
    """The same output with a buffer before it, whether or not PYTHONUNBUFFERED, as containers set it, took that away.

    Without one a write that comes back short is taken for whole (https://github.com/python/cpython/issues/85393).
    """
    file = io.BufferedWriter(_Output(stream.fileno(), "w", closefd=False))
    return io.TextIOWrapper(file, stream.encoding, stream.errors, line_buffering=stream.isatty())
