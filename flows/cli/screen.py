"""What is printed where: results on standard output, progress and complaints on standard error.

Colours and bars appear on a terminal only; rich honours NO_COLOR by itself. A table is as wide as its rows in a pipe, and never
wider than a terminal.
"""

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

PIPE_WIDTH: Final = 200  # wide enough that a row stays one line in a file or a pager
HELP_WIDTH: Final = 110
NARROW_COLUMN: Final = 20  # beside a column that takes the room that is left
LONGEST_WORD: Final = 64  # a longer one may be folded; a hash may not, so that it can be copied
WIDE_COLUMN: Final = 30  # what is left for a sentence, at the least
FRAME: Final = 3  # what a column takes beside its text
CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")  # a dump must not send commands to the terminal

COLOUR: Final = re.compile(r"\x1b\[[\d;]*m")


class OutputConsole(Console):
    """Standard output; whoever reads no further, as `head` does, ends the command well, where rich ends it with status 1."""

    def on_broken_pipe(self) -> None:
        """Leaves it to the command line, which knows of it from what is written without rich, too."""
        raise BrokenPipeError


@cache
def output_console() -> Console:
    """The console for results; piped output is wide, plain and has no colours."""
    return OutputConsole(width=_width(sys.stdout.isatty()), emoji=False)


@cache
def help_console() -> Console:
    """The console for help pages, no wider than is easy to read."""
    console = Console()
    return OutputConsole(width=min(console.width, HELP_WIDTH) if sys.stdout.isatty() else HELP_WIDTH, emoji=False)


@cache
def error_console() -> Console:
    """The console for progress and complaints."""
    return Console(stderr=True, width=_width(sys.stderr.isatty()), emoji=False)


def print_failure(line: str) -> None:
    """The one line that a failure is told in, on standard error; without the colours that some libraries put into theirs."""
    line = CONTROL.sub("\N{REPLACEMENT CHARACTER}", COLOUR.sub("", line))
    error_console().print(f"dateline: {line}", style="bold red", markup=False, highlight=False, soft_wrap=True)


def _width(is_terminal: bool) -> int | None:
    # rich itself asks the terminal, or COLUMNS, which some shells export and which says nothing about a pipe.
    return None if is_terminal else PIPE_WIDTH


def print_json(value: object) -> None:
    """One JSON document on standard output; dates and times in ISO 8601."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=_plain) + "\n")


def print_rows(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], title: str | None = None, widest: str | None = None
) -> None:
    """A table on standard output; nulls are empty, nothing at all for no rows.

    In a pipe each row is one line. On a terminal long text wraps inside its column, `widest` takes the room that is left, and
    where the words of a row do not fit beside each other, each row is a block of names and values.
    """
    told = [tuple(plain_cell(value) for value in row) for row in rows]
    if not told:
        return
    console = output_console()
    if not sys.stdout.isatty():
        lines = [tuple(" ".join(text.split()) for text in row) for row in told]
        width = sum(map(_longest_line, _texts(columns, lines))) + FRAME * len(columns) + 1
        OutputConsole(width=max(width, cell_len(title or "")), emoji=False).print(_table(columns, lines, title))
        return
    least = [_longest_word(texts) for texts in _texts(columns, told)]
    wanted = [_longest_line(texts) for texts in _texts(columns, told)]
    if widest is not None:
        place = columns.index(widest)
        least[place] = max(least[place], min(wanted[place], WIDE_COLUMN))
        wanted = [each if column == widest else min(each, NARROW_COLUMN) for column, each in zip(columns, wanted, strict=True)]
    room = console.width - FRAME * len(columns) - 1
    if sum(least) <= room:
        console.print(_table(columns, told, title, shared_room(least, wanted, room)))
    else:
        _print_blocks(columns, told, title)


def shared_room(least: Sequence[int], wanted: Sequence[int], room: int) -> list[int]:
    """Widths of columns: the least of each, and what is left of the room to those that want more, the modest ones first.

    >>> shared_room([4, 4, 4], [4, 6, 40], 30)
    [4, 6, 20]
    """
    widths = list(least)
    left = room - sum(widths)
    asking = sorted((want - has, place) for place, (has, want) in enumerate(zip(least, wanted, strict=True)) if want > has)
    for turn, (more, place) in enumerate(asking):
        given = min(more, left // (len(asking) - turn))
        widths[place] += given
        left -= given
    return widths


def _table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], title: str | None, widths: Sequence[int] | None = None
) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", header_style="bold")
    for place, column in enumerate(columns):
        table.add_column(
            column,
            overflow="fold",
            no_wrap=widths is None,
            width=widths[place] if widths else None,
            justify="right" if all(_is_count(row[place]) for row in rows) else "left",
        )
    for row in rows:
        table.add_row(*map(escape, row))
    return table


def _print_blocks(columns: Sequence[str], rows: Sequence[Sequence[str]], title: str | None) -> None:
    # As psql does with expanded output, and without what is empty.
    console, width = output_console(), max(map(len, columns))
    if title:
        console.print(Text(title, style="bold"))
    for number, row in enumerate(rows, 1):
        console.rule(Text(f"{number:,}", style="dim"), align="left", style="dim", characters="─")
        block = Table.grid(padding=(0, 2))
        block.add_column(style="dim", min_width=width)
        block.add_column(overflow="fold")
        for column, text in zip(columns, row, strict=True):
            if text:
                block.add_row(escape(column), escape(text))
        console.print(block)


def _texts(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    return [(column, *(row[place] for row in rows)) for place, column in enumerate(columns)]


def _longest_word(texts: Iterable[str]) -> int:
    return min(LONGEST_WORD, max((cell_len(word) for text in texts for word in text.split()), default=1))


def _longest_line(texts: Iterable[str]) -> int:
    return max((cell_len(line) for text in texts for line in text.splitlines()), default=1)


def _is_count(text: str) -> bool:
    return text.replace(",", "").isdecimal()


def print_facts(facts: Mapping[str, object]) -> None:
    """Names and values in two aligned columns, without a frame; long values go on, nulls are left out."""
    told = {name: value for name, value in facts.items() if value is not None}
    width = max(map(len, told), default=0)
    for name, value in told.items():
        line = Text(f"{name:<{width}}", style="dim") + Text(f"  {plain_cell(value)}", style="not dim")
        output_console().print(line, soft_wrap=True, highlight=False)


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
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", str(value))


def count_of(number: int, noun: str) -> str:
    """A number with its noun: 1 row, 1,204 rows.

    >>> count_of(1204, "row")
    '1,204 rows'
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
