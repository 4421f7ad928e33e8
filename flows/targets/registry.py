"""The warehouses that Dateline connects to: a module each, and a line here."""

import os
import re
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Final, cast

from flows.targets.dialect import Dialect, load_dialect
from flows.targets.warehouse import TargetError, Warehouse
from transforms.configuration import ConfigurationError, config_root
from transforms.forms import TEXT, Form, Kind

# By the word after `warehouse =` in config/targets/*.toml.
WAREHOUSES: Final = {
    "duckdb": "flows.targets.duckdb_file:open_duckdb",
    "postgresql": "flows.targets.postgresql:open_postgresql",
}
_MEMORY: Final = re.compile(r"\d+(\.\d+)? ?([KMGT]i?B|%)")
# What the module of each asks of [connection].
_CONNECTIONS: Final = {
    "duckdb": Form(
        {
            "path": (TEXT,),
            "path_environment": (TEXT,),
            "memory_limit": (Kind("memory such as 2GB", lambda value: type(value) is str and _MEMORY.fullmatch(value)),),
        },
        frozenset({"path"}),
    ),
    "postgresql": Form({"uri_environment": (TEXT,), "uri_block": (TEXT,)}, any_of=frozenset({"uri_environment", "uri_block"})),
}
_NAMING: Final = ("_environment", "_block")
_NAME: Final = re.compile(r"[\w-]+")
_SECRETS: Final = ("uri", "url", "password", "user", "username", "token", "key", "secret")


def check_target(target: str, config_dir: str | Path | None = None, environment: Mapping[str, str] = os.environ) -> Dialect:
    """The words of a target that a load can connect to: its address is in the environment, or in a block that its file names.

    Raises UsageError for an unknown target, ConfigurationError for one whose file has credentials in it or does not fit,
    TargetError for one that takes statements only or has no address.
    """
    dialect = load_dialect(target, config_dir)
    if dialect.warehouse not in WAREHOUSES:
        known = ", ".join(sorted(WAREHOUSES))
        raise TargetError(
            f"expected a target that Dateline connects to ({known}), got {target}; print its statements: --print-sql"
        )
    _check_connection(dialect, config_root(config_dir) / "targets" / f"{target}.toml")
    variable = dialect.connection.get("uri_environment", "")
    if dialect.warehouse == "postgresql" and not environment.get(variable) and "uri_block" not in dialect.connection:
        raise TargetError(
            f"expected the address of target {target} (postgresql://user:password@host/database) in the environment "
            f"variable {variable}, got nothing; set it, or name a Prefect Secret block as uri_block in its file"
        )
    return dialect


def _check_connection(dialect: Dialect, path: Path) -> None:
    written = sorted(set(dialect.connection) & set(_SECRETS))
    if written:
        raise ConfigurationError(
            f"expected no credentials in files, got {', '.join(written)} under [connection] of target {dialect.name}; "
            "name an environment variable (uri_environment) or a Prefect Secret block (uri_block)"
        )
    for key, value in dialect.connection.items():
        # Where a name is wanted an address is often put; what it holds is not repeated.
        if key.endswith(_NAMING) and not (isinstance(value, str) and _NAME.fullmatch(value)):
            raise ConfigurationError(
                f"expected {key} of target {dialect.name} to be a name of letters, digits, _ and -, got something else; "
                "an address belongs in what it names"
            )
    _CONNECTIONS[dialect.warehouse].check(dialect.connection, "[connection]", path)


def connect(target: str, config_dir: str | Path | None = None, environment: Mapping[str, str] = os.environ) -> Warehouse:
    """An open connection to the target, its address taken from the environment or a Prefect block that its file names.

    Raises what `check_target` raises, and TargetUnavailableError when the target does not answer.
    """
    dialect = check_target(target, config_dir, environment)
    module, name = WAREHOUSES[dialect.warehouse].split(":")
    opener = cast("Callable[[Dialect, Mapping[str, str]], Warehouse]", getattr(import_module(module), name))
    return opener(dialect, environment)
