"""What one warehouse's SQL looks like, read from `config/targets/<name>.toml`.

The statements are generated from `schemas/` by `flows/targets/statements.py`; a dialect only fills in the words. Nothing
that comes from data ever becomes SQL: identifiers are the names declared in `schemas/` and in the target's file, and values
travel as parameters.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from flows.targets.tables import TARGET_TABLES
from schemas.column import CIVIL, COUNT, DAY, FLAG, INSTANT, LONG, SHARE, TEXT, Column
from transforms.configuration import ConfigurationError, config_root, load_toml

TYPE_NAMES: Final[Mapping[pa.DataType, str]] = {
    TEXT: "text",
    FLAG: "flag",
    COUNT: "count",
    LONG: "long",
    SHARE: "share",
    DAY: "day",
    INSTANT: "instant",
    CIVIL: "civil",
}
# A name that a file may give: letters, digits and underscores, parts joined by points (project.dataset).
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_-]*)*")


@dataclass(frozen=True, slots=True)
class Dialect:
    """The words of one warehouse.

    `types` and `checksum` have an entry for each name in TYPE_NAMES, and `types` one for text in a key ("key"); `reported`
    is what the warehouse itself calls those types. `words` holds the statement templates; one that is empty or missing does
    not exist in that warehouse.
    """

    name: str
    title: str
    warehouse: str
    schema: str
    quote_mark: str
    parameter: str
    merge: str
    primary_key: str
    comments: str
    types: Mapping[str, str]
    checksum: Mapping[str, str]
    words: Mapping[str, str]
    reported: Mapping[str, str] = field(default_factory=dict)
    tables: tuple[str, ...] = ()
    step_rows: int = 2_000_000
    forbidden: tuple[str, ...] = ()
    connection: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def quote(self, name: str) -> str:
        """The identifier in the dialect's quotes, a quote inside it doubled.

        >>> load_dialect("duckdb").quote("end")
        '"end"'
        """
        return f"{self.quote_mark}{name.replace(self.quote_mark, self.quote_mark * 2)}{self.quote_mark}"

    def qualify(self, table: str) -> str:
        """The table's name with its schema, quoted."""
        return ".".join(self.quote(part) for part in (*self.schema.split("."), table))

    def literal(self, text: str) -> str:
        """A sentence of documentation as a string literal. For our own words only: values of data are parameters."""
        escaped = text.replace("\\", "\\\\") if self.words.get("backslash_escapes") else text
        quote = self.words.get("literal_quote_escape", "''")
        return "'" + escaped.replace("'", quote) + "'"

    def type_of(self, column: Column, in_key: bool = False) -> str:
        """The warehouse's type for the column."""
        name = TYPE_NAMES[column.type]
        return self.types["key"] if in_key and name == "text" else self.types[name]

    def word(self, name: str, /, **values: str) -> str:
        """The template of that name with its places filled; empty when the warehouse has no such statement."""
        return self.words.get(name, "").format(**values)


_REQUIRED: Final = (
    "title",
    "warehouse",
    "schema",
    "quote_mark",
    "parameter",
    "merge",
    "comments",
    "types",
    "checksum",
    "words",
)
_OPTIONAL: Final = {"base", "primary_key", "reported", "tables", "step_rows", "forbidden", "connection", "notes"}
_MERGES: Final = ("conflict", "merge", "replace")
_COMMENTS: Final = ("statement", "inline")


def load_dialect(name: str, config_dir: str | Path | None = None) -> Dialect:
    """The dialect of the target called `name`; a file with `base = "..."` takes what it does not say from that other target.

    Raises ConfigurationError when there is no such file, or a part of it is missing or unknown.
    """
    folder = config_root(config_dir) / "targets"
    path = folder / f"{name}.toml"
    if not _NAME.fullmatch(name) or not path.is_file():
        known = ", ".join(sorted(file.stem for file in folder.glob("*.toml"))) or "none"
        raise ConfigurationError(f"expected a target (one of {known}), got {name!r}; add {path.name} to {folder}")
    content = _with_base(path)
    missing = [key for key in _REQUIRED if key not in content]
    if missing:
        raise ConfigurationError(f"expected {', '.join(missing)} in {path}, got nothing")
    _check(path, content)
    return Dialect(
        name=name,
        primary_key=content.get("primary_key", ""),
        reported=content.get("reported", {}),
        tables=tuple(content.get("tables", ())),
        step_rows=content.get("step_rows", 2_000_000),
        forbidden=tuple(content.get("forbidden", ())),
        connection=content.get("connection", {}),
        notes=tuple(content.get("notes", ())),
        **{key: content[key] for key in _REQUIRED},
    )


def target_names(config_dir: str | Path | None = None) -> list[str]:
    """The names of the configured targets, sorted."""
    return sorted(file.stem for file in (config_root(config_dir) / "targets").glob("*.toml"))


def _with_base(path: Path) -> dict[str, Any]:
    content = load_toml(path)
    if "base" not in content:
        return content
    base = _with_base(path.with_name(f"{content['base']}.toml"))
    merged = dict(base)
    for key, value in content.items():
        merged[key] = {**base[key], **value} if isinstance(value, dict) and key in base else value
    return merged


def _check(path: Path, content: Mapping[str, Any]) -> None:
    unknown = sorted(set(content) - set(_REQUIRED) - _OPTIONAL)
    if unknown:
        raise ConfigurationError(f"expected the keys of a target, got {', '.join(unknown)} in {path}")
    if not _NAME.fullmatch(content["schema"]):
        raise ConfigurationError(f"expected a plain name as schema, got {content['schema']!r} in {path}")
    known = {item.table.name for item in TARGET_TABLES}
    if set(content.get("tables", ())) - known:
        got = ", ".join(sorted(set(content["tables"]) - known))
        raise ConfigurationError(f"expected tables of a target ({', '.join(sorted(known))}), got {got} in {path}")
    for key, allowed in (("merge", _MERGES), ("comments", _COMMENTS)):
        if content[key] not in allowed:
            raise ConfigurationError(f"expected one of {', '.join(allowed)} as {key}, got {content[key]!r} in {path}")
    rows = content.get("step_rows", 1)
    if type(rows) is not int or rows < 1:
        raise ConfigurationError(f"expected a number of rows of 1 or more as step_rows, got {rows!r} in {path}")
    wanted = set(TYPE_NAMES.values())
    for key, names in (("types", wanted | {"key"}), ("checksum", wanted | {"row"})):
        if names - set(content[key]):
            raise ConfigurationError(
                f"expected {', '.join(sorted(names - set(content[key])))} under [{key}] in {path}, got none"
            )
