"""The words and the policy of a run: the same in every process that works on it, and those that the tables name.

A process reads its configuration once. One that outlives a run (a notebook, a Dask worker) would make the next run's rows by
files that have been edited since, and book them under the hashes of the new ones.
"""

import threading
from pathlib import Path
from typing import Final

from flows.shards import Provenance
from transforms.configuration import ConfigurationError, config_hash, config_root, forget_configuration

POLICY: Final = "policy.toml"
# What no row rests on.
EVALUATION: Final = "evaluation.toml"
# What this process has read of each folder, by the hashes that it had then.
_READ: Final[dict[Path, tuple[str, str]]] = {}
_READING: Final = threading.Lock()


def hash_words(config_dir: str | None) -> tuple[str, str]:
    """The hashes of the languages with all tables that rows rest on but the policy, and of the policy.

    Raises ConfigurationError where there is no such folder.
    """
    root = config_root(config_dir)
    words = sorted(path for path in root.glob("*.toml") if path.name not in (POLICY, EVALUATION))
    return config_hash(root / "languages", *words), config_hash(root / POLICY)


def renew_words(config_dir: str | None) -> None:
    """Has this process read the configuration anew where its files are others than those that it has read."""
    root, found = config_root(config_dir), hash_words(config_dir)
    with _READING:
        if _READ.get(root) != found:
            forget_configuration()
            _READ[root] = found


def hold_words(config_dir: str | None, made: Provenance) -> None:
    """Makes sure that this process works by the words and the policy that the run began with.

    Raises ConfigurationError when the files have been changed since.
    """
    root, wanted = config_root(config_dir), (made.language_hash, made.policy_hash)
    if _READ.get(root) == wanted:
        return
    renew_words(config_dir)
    if _READ[root] != wanted:
        raise ConfigurationError(
            f"expected the configuration that the run began with, got files changed since in {root}; run again"
        )
