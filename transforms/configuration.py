"""The data in `config/`: read once, as code is, and hashed, so that a table says which words and policy made it."""

import hashlib
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

DEFAULT_ROOT: Final = Path(__file__).resolve().parent.parent / "config"


class ConfigurationError(ValueError):
    """A configuration file that is missing, is not TOML or does not fit; one line with what was expected and where."""


_FORGET: Final[list[Callable[[], None]]] = []


def read_once(load: Callable[P, T]) -> Callable[P, T]:
    """The loader with what it gave kept by its arguments, until `forget_configuration`. All that loads configuration has it."""
    kept = cache(load)
    _FORGET.append(kept.cache_clear)
    return kept  # type: ignore[return-value] # the same arguments, which have hashes


def forget_configuration() -> None:
    """Has all configuration read anew when it is next asked for: its files have changed."""
    for forget in _FORGET:
        forget()


def config_root(config_dir: str | Path | None = None) -> Path:
    """The folder that holds `languages/`, `sources/`, `targets/` and `policy.toml`: the given one, else the project's own.

    Raises ConfigurationError where there is no such folder.
    """
    if config_dir is None:
        return DEFAULT_ROOT
    root = Path(config_dir)
    if not root.is_dir():
        raise ConfigurationError(f"expected a folder with the configuration, got none at {root}; start from a copy of config/")
    return root


def languages(config_dir: str | Path | None = None) -> list[str]:
    """The languages that the folder knows: the names of the folders in its `languages/`."""
    return sorted(path.name for path in (config_root(config_dir) / "languages").glob("*") if path.is_dir())


def language_folder(language: str, config_dir: str | Path | None = None) -> Path:
    """The folder of one language's files. Raises ConfigurationError, with the languages there are, for one that is none."""
    folder, known = config_root(config_dir) / "languages", languages(config_dir)
    if not known:
        raise ConfigurationError(f"expected a folder for each language, got none in {folder}; start from a copy of config/")
    if language not in known:
        raise ConfigurationError(f"expected one of the languages of {folder} ({', '.join(known)}), got {language!r}")
    return folder / language


@read_once
def load_toml(path: Path) -> dict[str, Any]:
    """The content of one TOML file. Callers share the result: read it, do not change it.

    Raises ConfigurationError when the file is missing or malformed.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigurationError(f"expected a configuration file, got nothing at {path}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"expected TOML in {path}, got {error}") from error


def config_hash(*paths: Path) -> str:
    """The first 16 hexadecimal digits of the SHA-256 over the files below the given files and folders, in order of path."""
    digest = hashlib.sha256()
    for path in paths:
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            digest.update(file.relative_to(path.parent).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
