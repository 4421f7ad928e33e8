"""The warehouses that Dateline connects to: a module each, and a line here."""

import os
import re
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Final, cast

from flows.targets.dialect import Dialect, load_dialect
from flows.targets.warehouse import TargetError, Warehouse
from transforms.configuration import ConfigurationError

# By the word after `warehouse =` in config/targets/*.toml.
WAREHOUSES: Final = {
    "duckdb": "flows.targets.duckdb_file:open_duckdb",
    "postgresql": "flows.targets.postgresql:open_postgresql",
}
_NAMING: Final = ("_environment", "_block")
_NAME: Final = re.compile(r"[\w-]+")
_SECRETS: Final = ("uri", "url", "password", "user", "username", "token", "key", "secret")


def connect(target: str, config_dir: str | Path | None = None, environment: Mapping[str, str] = os.environ) -> Warehouse:
    """An open connection to the target, its address taken from the environment or a Prefect block that its file names.

    Raises ConfigurationError for an unknown target or one with credentials in its file, TargetError for one that takes
    statements only, TargetUnavailableError when it does not answer.
    """
    dialect = load_dialect(target, config_dir)
    if dialect.warehouse not in WAREHOUSES:
        known = ", ".join(sorted(WAREHOUSES))
        raise TargetError(
            f"expected a target that Dateline connects to ({known}), got {target}; print its statements: --print-sql"
        )
    written = sorted(set(dialect.connection) & set(_SECRETS))
    if written:
        raise ConfigurationError(
            f"expected no credentials in files, got {', '.join(written)} under [connection] of target {target}; "
            "name an environment variable (uri_environment) or a Prefect Secret block (uri_block)"
        )
    for key, value in dialect.connection.items():
        # Where a name is wanted an address is often put; what it holds is not repeated.
        if key.endswith(_NAMING) and not (isinstance(value, str) and _NAME.fullmatch(value)):
            raise ConfigurationError(
                f"expected {key} of target {target} to be a name of letters, digits, _ and -, got something else; "
                "an address belongs in what it names"
            )
    module, name = WAREHOUSES[dialect.warehouse].split(":")
    opener = cast("Callable[[Dialect, Mapping[str, str]], Warehouse]", getattr(import_module(module), name))
    return opener(dialect, environment)
