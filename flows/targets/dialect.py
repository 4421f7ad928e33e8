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
from flows.usage import UsageError
from schemas.column import CIVIL, COUNT, DAY, FLAG, INSTANT, LONG, SHARE, TEXT, Column
from transforms.configuration import ConfigurationError, config_root, load_toml
from transforms.forms import COUNT as COUNT_VALUE
from transforms.forms import TABLE, TEXTS, Form, Kind, list_of, one_of
from transforms.forms import TEXT as TEXT_VALUE

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
TARGET_NAME: Final = r"[A-Za-z0-9_-]+"  # of a file in config/targets; it becomes no identifier
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
_MERGES: Final = ("conflict", "merge", "replace")
_COMMENTS: Final = ("statement", "inline")
_FORM: Final = Form(
    {
        **dict.fromkeys(("base", "title", "warehouse", "quote_mark", "parameter", "primary_key"), (TEXT_VALUE,)),
        "schema": (Kind("a plain name", lambda value: type(value) is str and _NAME.fullmatch(value)),),
        "merge": (one_of(_MERGES, "a way to merge"),),
        "comments": (one_of(_COMMENTS, "a place for comments"),),
        "tables": (list_of(one_of([item.table.name for item in TARGET_TABLES], "a table of a target")),),
        "step_rows": (COUNT_VALUE,),
        **dict.fromkeys(("forbidden", "notes"), (TEXTS,)),
        **dict.fromkeys(("types", "checksum", "words", "reported", "connection"), (TABLE,)),
    },
    frozenset(_REQUIRED),
)


def load_dialect(name: str, config_dir: str | Path | None = None) -> Dialect:
    """The dialect of the target called `name`; a file with `base = "..."` takes what it does not say from that other target.

    Raises UsageError when there is no such file, ConfigurationError when a part of it is missing or unknown.
    """
    folder = config_root(config_dir) / "targets"
    path = folder / f"{name}.toml"
    if not re.fullmatch(TARGET_NAME, name):
        raise UsageError(f"expected the name of a target, of letters, digits, _ and -, got {name!r}")
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in folder.glob("*.toml"))) or "none"
        raise UsageError(f"expected a target (one of {known}), got {name!r}; add {path.name} to {folder}")
    content = _with_base(path)
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


def _with_base(path: Path, above: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The file's content over that of its base; `above` are the targets that rest on it."""
    content = load_toml(path)
    if "base" not in content:
        return content
    above |= {path.stem}
    bases = {file.stem for file in path.parent.glob("*.toml")} - above
    if type(content["base"]) is not str or content["base"] not in bases:
        raise ConfigurationError(one_of(bases, "another target").complaint(content["base"], f"base in {path}"))
    base = _with_base(path.with_name(f"{content['base']}.toml"), above)
    merged = dict(base)
    for key, value in content.items():
        merged[key] = {**base[key], **value} if isinstance(value, dict) and key in base else value
    return merged


def _check(path: Path, content: Mapping[str, Any]) -> None:
    _FORM.check(content, "the target", path)
    wanted = set(TYPE_NAMES.values())
    for key, names in (("types", wanted | {"key"}), ("checksum", wanted | {"row"})):
        if names - set(content[key]):
            raise ConfigurationError(
                f"expected {', '.join(sorted(names - set(content[key])))} under [{key}] in {path}, got none"
            )
