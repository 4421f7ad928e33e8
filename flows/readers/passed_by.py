"""What lies beside the news in a folder and is none: what Dateline wrote there itself, and what programs leave beside files."""

import os
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from flows.progress import PassedBy, tell
from schemas.tables import TABLES

# Checksums and signatures, files that are not there yet or not any more, and the databases that a lake is loaded into.
JUNK: Final = re.compile(
    r"(?:\.(?:md5|sha1|sha256|sha512|crc|sig|asc|part|partial|filepart|crdownload|tmp|duckdb(?:\.wal)?)|~|(?:^|/)_SUCCESS)$",
    re.IGNORECASE,
)
LAKE_MARK: Final = "snapshots/_delta_log"
COPY: Final = re.compile(r"\d{8}-[0-9a-f]{8}(?:-[a-z_-]+)?")
STAGED: Final = "dateline_stage_"
_BELOW: Final = r"(?:.*?/)?"
_OURS: Final = re.compile(
    rf"(?P<lake>{_BELOW}){LAKE_MARK}/"
    rf"|(?P<copy>{_BELOW}{COPY.pattern}/)(?:[0-9a-f]{{8}}/)?(?:{'|'.join(TABLES)})/"
    rf"|(?P<staged>{_BELOW}){STAGED}[a-z_]+/"
)


def own_output(folder: Path) -> str | None:
    """What of Dateline's a folder on the disk is: a lake, an export, the staged rows of a load; None for another's."""
    if _is_folder(folder / LAKE_MARK):
        return "a lake"
    # In an object store each export of a snapshot has a folder of its own below that of the snapshot.
    copies = (folder, *folder.glob("[0-9a-f]" * 8)) if COPY.fullmatch(folder.resolve().name) else ()
    if any(_is_folder(copy / table) for copy in copies for table in TABLES):
        return "an export"
    return "the staged rows of a load" if _is_folder(folder / f"{STAGED}articles") else None


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - pathlib's raises below a closed folder, which is told by whoever lists it


def own_folders(names: Iterable[str]) -> tuple[str, ...]:
    """The folders of a store that are Dateline's, by the names of the files in it; each with a slash at its end.

    >>> own_folders(["a.jsonl", "lake/snapshots/_delta_log/0.json", "out/00000001-0123abcd/1a2b3c4d/events/0.parquet"])
    ('lake/', 'out/00000001-0123abcd/')
    """
    found = (_OURS.match(name) for name in names)
    return tuple(sorted({match[match.lastgroup or 0] for match in found if match}))


def is_junk(name: str, asked: str = "") -> bool:
    """Whether a file is none of news by its name, unless a pattern asks for such.

    >>> is_junk("a.jsonl.MD5"), is_junk("b.part"), is_junk("b.part", "*.part"), is_junk("days/_SUCCESS"), is_junk("party")
    (True, True, False, True, False)
    """
    found = JUNK.search(name)
    return found is not None and not asked.lower().endswith(found[0].lower().lstrip("/"))


def tell_passed_by(names: Iterable[str]) -> None:
    """Says what was passed by, by the ends of the names, in one line."""
    counts = Counter(found[0].lstrip("/").lower() for name in names if (found := JUNK.search(name)))
    if counts:
        tell(PassedBy("passed by as no news: " + ", ".join(f"{count:,} {end}" for end, count in sorted(counts.items()))))
