"""Rows as CSV for a spreadsheet, which must never take words of the news for a formula.

A cell that begins like a formula is one for every spreadsheet, quoted or not: it could send other cells to an address, or start
a program (https://owasp.org/www-community/attacks/CSV_Injection). An apostrophe before it makes it text.
"""

import csv
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

# As OWASP lists them; the wide ones are what East Asian keyboards type.
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def print_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A header and the rows on standard output as RFC 4180 has them, every text quoted; nulls are empty."""
    # Quoted, so that a spreadsheet that cuts at semicolons finds no cell that begins inside a text.
    writer = csv.writer(sys.stdout, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(columns)
    writer.writerows([spreadsheet_cell(value) for value in row] for row in rows)


def spreadsheet_cell(value: object) -> str | int | float | None:
    """A value that no spreadsheet computes: numbers as they are, dates and times in ISO 8601, a formula's text as text.

    >>> [spreadsheet_cell(value) for value in ("=1+1", "a = b", -3, "-3", None)]
    ["'=1+1", 'a = b', -3, "'-3", None]
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float) or value is None:
        return value
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
