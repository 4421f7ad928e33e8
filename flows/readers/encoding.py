"""Bytes to text: strict for a declared encoding, detected for an undeclared one."""

import codecs
from typing import Final

from resiliparse.parse.encoding import detect_encoding

BOMS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE_BYTES: Final = 1 << 16


def encoding_of_mark(head: bytes) -> str | None:
    """The encoding that a byte order mark names, None without one."""
    return next((name for mark, name in BOMS if head.startswith(mark)), None)


def text_of(data: bytes, declared: str | None) -> str:
    """The text of one record. Raises UnicodeDecodeError when a declared encoding does not fit, LookupError when unknown.

    Undeclared bytes are UTF-8 when they can be; else what the detector says, else Windows-1252, and where one of its five
    unused bytes occurs Latin-1, which fits anything.
    """
    if declared is not None:
        return data.decode(declared)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for guessed in (detect_encoding(data[:SAMPLE_BYTES], max_len=SAMPLE_BYTES), "windows-1252"):
        try:
            return data.decode(guessed or "windows-1252")
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1")
