"""Which shards of the lake a run reads the files of under other names.

A shard of many small files is called after the first of them, a range of a file after its ends. So a file more in a folder, or
a file that has grown over a cut, gives other names to what the lake has already; nothing is read under the old ones any more.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from flows.readers.error import without_secrets
from flows.readers.inputs import as_roots
from flows.readers.planning import MANY, without_range
from flows.shards import Shard


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a run reads, file by file, beside what the lake has of its source.

    `shards` are the names of what is read, `files` by folder and name the shard that a file is read in, one of them where it is
    cut. `folders` are read whole. `held` are the lake's shards, with where they were read.
    """

    shards: frozenset[str]
    files: Mapping[str, Mapping[str, str]]
    folders: frozenset[str]
    held: Mapping[str, str]

    @classmethod
    def of(cls, shards: Sequence[Shard], paths: Iterable[str], held: Mapping[str, str]) -> "Coverage":
        """The coverage of a run that was given the paths, whose shards these are."""
        files: dict[str, dict[str, str]] = {}
        for shard in shards if held else ():
            if shard.files:
                files.setdefault(shard.path, {}).update(dict.fromkeys(shard.files, shard.name))
            else:
                folder, _, name = _file(shard.name, without_secrets(shard.path)).rpartition("/")
                files.setdefault(folder, {})[name] = shard.name
        return cls(frozenset(shard.name for shard in shards), files, as_roots(paths), held)

    @property
    def suspects(self) -> list[str]:
        """The lake's shards of which a record may have moved."""
        return [name for name, path in self.held.items() if name.endswith(MANY) or self._is_elsewhere(name, path)]

    def has_moved(self, shard: str, record: str) -> bool:
        """Whether the record of a shard of the lake lies in a file that this run reads in another shard."""
        if shard not in self.held:
            return False
        if not shard.endswith(MANY):
            return self._is_elsewhere(shard, self.held[shard])
        names = accumulate(record.split("#"), "{}#{}".format)  # the name of a file may have the sign in it
        found = (self._shard_of(f"{self.held[shard]}/{name}") for name in names)
        return next((other for other in found if other is not None), shard) != shard

    @property
    def outgrown(self) -> list[str]:
        """The lake's shards of which all that there still is is read in shards of other names."""
        return [name for name, path in self.held.items() if name not in self.shards and self._is_read(name, path)]

    def _is_elsewhere(self, shard: str, path: str) -> bool:
        """Whether the only file of a shard of the lake is read in another one."""
        return shard not in self.shards and self._shard_of(_file(shard, path)) is not None

    def _shard_of(self, path: str) -> str | None:
        """The shard that a file is read in: below whichever of its folders the run was given."""
        parts = path.split("/")
        for depth in range(len(parts) - 1, -1, -1):
            of_folder = self.files.get("/".join(parts[:depth]))
            if of_folder is not None and (found := of_folder.get("/".join(parts[depth:]))) is not None:
                return found
        return None

    def _is_read(self, shard: str, path: str) -> bool:
        if not shard.endswith(MANY):
            return self._shard_of(_file(shard, path)) is not None
        # What is hidden is passed by below a folder, and read where it is named.
        return any(path == root or (path.startswith(f"{root}/") and "/." not in path[len(root) :]) for root in self.folders)


NOTHING: Final = Coverage(frozenset(), {}, frozenset(), {})


def _file(shard: str, path: str) -> str:
    """Where the only file of a shard is. A web address is kept without its query, which may have said which file it is."""
    name = shard if path.endswith(shard) else without_range(shard)
    return path if path.endswith(name) else f"{path.rpartition('/')[0]}/{name.rpartition('/')[2]}"
