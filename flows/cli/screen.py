"""What is printed where: results on standard output, progress and complaints on standard error.

Colours and bars appear on a terminal only; rich honours NO_COLOR by itself.
"""

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

PIPE_WIDTH: Final = 200  # wide enough that a row stays one line in a file or a pager
HELP_WIDTH: Final = 110
NARROW_COLUMN: Final = 20


@cache
def output_console() -> Console:
    """The console for results; piped output is wide, plain and has no colours."""
    return Console(width=_width(sys.stdout.isatty()))


@cache
def help_console() -> Console:
    """The console for help pages, no wider than is easy to read."""
    console = Console()
    return Console(width=min(console.width, HELP_WIDTH) if sys.stdout.isatty() else HELP_WIDTH)


@cache
def error_console() -> Console:
    """The console for progress and complaints."""
    return Console(stderr=True, width=_width(sys.stderr.isatty()))


def _width(is_terminal: bool) -> int | None:
    # rich itself asks the terminal, or COLUMNS.
    return None if is_terminal or os.environ.get("COLUMNS") else PIPE_WIDTH


def print_json(value: object) -> None:
    """One JSON document on standard output; dates and times in ISO 8601."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=_plain) + "\n")


def print_rows(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], title: str | None = None, widest: str | None = None
) -> None:
    """A table on standard output; nulls are empty, long text wraps inside its column, `widest` takes the room that is left."""
    table = Table(title=title, title_justify="left", title_style="bold", header_style="bold", expand=widest is not None)
    for column in columns:
        is_narrow = widest is not None and column != widest
        table.add_column(
            column, overflow="fold", ratio=1 if column == widest else None, max_width=NARROW_COLUMN if is_narrow else None
        )
    for row in rows:
        table.add_row(*(cell(value) for value in row))
    output_console().print(table)


def print_facts(facts: Mapping[str, object]) -> None:
    """Names and values in two aligned columns, without a frame; a long value goes on as one line."""
    width = max(map(len, facts), default=0)
    for name, value in facts.items():
        line = Text(f"{name:<{width}}", style="dim") + Text(f"  {plain_cell(value)}", style="not dim")
        output_console().print(line, soft_wrap=True, highlight=False)


def cell(value: object) -> str:
    """A value as a table shows it, with markup escaped."""
    return escape(plain_cell(value))


def plain_cell(value: object) -> str:
    """A value as a person reads it: nothing for null, thousands apart, midnight as its day, seconds without fractions."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds").removesuffix(" 00:00:00")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def count_of(number: int, noun: str) -> str:
    """A number with its noun: 1 row, 1,204 rows.

    >>> count_of(1204, "row")
    '1,204 rows'
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
