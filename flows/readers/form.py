"""What a format is: how its beginning looks, how it is read, and where it may be cut."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from posixpath import splitext
from typing import BinaryIO, Final

from flows.readers.compression import SUFFIXES
from flows.readers.stream import ByteStream
from transforms.articles.record import RawRecord, Reject

HEAD_BYTES: Final = 1 << 16
EXCERPT_CHARS: Final = 200
# The locator of what is wrong with a file and not with a record of it, and what is no damage of one.
WHOLE: Final = "file"
NOTHING_IN_IT: Final = frozenset({"empty_file", "unknown_format", "wrong_format"})
# What the agencies' formats call an item that is not to be used any more.
WITHDRAWN: Final = frozenset({"canceled", "cancelled", "killed", "withheld"})


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a file, decompressed, and its name without the suffix of the compression."""

    data: bytes
    name: str

    @property
    def suffix(self) -> str:
        """The suffix of the name in lower case, with its dot."""
        return splitext(self.name)[1].lower()  # without pathlib: there may be millions of names

    @property
    def whole(self) -> bool:
        """Whether the file is no longer than this."""
        return len(self.data) < HEAD_BYTES


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader needs to know beside the bytes.

    `encoding` is the declared one: bytes that do not fit it are rejects. None: UTF-8, and other records are detected.
    `base` is the offset of the stream in its file; `sidecar` the fields that a file beside a text gives it; `preamble` what
    stands at the start of the file for all its records, when the stream begins further on; `config_dir` has the words that
    a format knows, `delimiter` is the declared one of columns.
    """

    name: str
    encoding: str | None
    longest_record: int
    base: int = 0
    sidecar: dict[str, object] | None = None
    preamble: bytes | None = None
    config_dir: str | None = None
    delimiter: str | None = None


Records = Iterator[RawRecord | Reject]
# A first byte and the one after the last, which is None where the file ends.
Span = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class Format:
    """A format by name.

    `proven` says that the beginning proves the format, so that a declared format is checked against it. `read_seekable`
    is for formats whose index is at their end.

    A big file may be divided at the offsets that `cuts` gives, in the format's own units, by looking here and there in it; or
    at those that `scan` gives, in bytes, by reading a stream once: one that is compressed, or whose records have no mark
    between them that could not stand inside one. They are given the step in bytes. `preamble` takes from a file's start what
    each part of it needs. `spans` are the bytes that a part is made of where its units are others, from the file's start on.
    """

    name: str
    recognise: Callable[[Head], bool]
    read: Callable[[ByteStream, Reading], Records] | None = None
    read_seekable: Callable[[BinaryIO, Reading, int | None, int | None], Records] | None = None
    cuts: Callable[[BinaryIO, int, int], list[int]] | None = None
    scan: Callable[[ByteStream, Reading, int], list[int]] | None = None
    preamble: Callable[[ByteStream, Reading], bytes] | None = None
    spans: Callable[[BinaryIO, int, int | None], list[Span]] | None = None
    proven: bool = False
    compressed_cuts: bool = False


def plain_name(name: str) -> str:
    """The name without the suffix of a compression: `a.csv.gz` is read as `a.csv`."""
    lowered = name.lower()
    return next((name[: -len(suffix)] for suffix in SUFFIXES if lowered.endswith(suffix)), name)


def is_withdrawn(status: object) -> bool:
    """Whether an agency says so of an item with this status, in whatever case."""
    return isinstance(status, str) and status.lower() in WITHDRAWN


def kind_of(value: object) -> str:
    """What a value is in the words of JSON.

    >>> kind_of(None), kind_of([1]), kind_of("a"), kind_of(2)
    ('null', 'an array', 'a string', 'a number')
    """
    if value is None or isinstance(value, bool):
        return "null" if value is None else "a boolean"
    kinds: dict[type, str] = {dict: "an object", list: "an array", str: "a string"}
    return kinds.get(type(value), "a number")


def damaged_file(reject: Reject) -> str | None:
    """The file of a shard, as its locators name it, that could not be read, or not to its end; else none.

    One that holds nothing, or no news, is not damaged.

    >>> damaged_file(refuse("dump.tar#a.jsonl#file", "truncated", "expected more"))
    'dump.tar#a.jsonl'
    """
    file, _, record = reject.locator.rpartition("#")
    of_file = record == WHOLE and reject.reason not in NOTHING_IN_IT
    return file if of_file or reject.reason == "damaged_columns" else None  # a row group is named by its first row


def count_files(damaged: Collection[str]) -> int:
    """How many damaged files there are: one that is cut short because its archive is does not count beside it.

    >>> count_files({"", "a.jsonl"}), count_files({"a.jsonl", "b.jsonl"})
    (1, 2)
    """
    return sum(not any(outer in damaged for outer in _enclosing(name)) for name in damaged)


def _enclosing(name: str) -> Iterator[str]:
    while name:
        name = name.rpartition("#")[0]
        yield name


def refuse(locator: str, reason: str, message: str, excerpt: str | bytes | None = None) -> Reject:
    """A reject of the reading stage; the excerpt is cut, and bytes in it are shown as far as they are text."""
    if reason == "record_too_long":
        message += "; raise max_record_mib of the source"
    if isinstance(excerpt, bytes):
        excerpt = excerpt[:EXCERPT_CHARS].decode("utf-8", "backslashreplace")
    if excerpt is not None:
        excerpt = excerpt[:EXCERPT_CHARS].replace("\0", "\\0")
    return Reject(locator, "read", reason, message, excerpt)
