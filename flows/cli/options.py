"""Options that several commands share."""

import shutil
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Final

from cyclopts import Parameter, validators

from flows.cli.failure import CommandError

DEFAULT_LAKE: Final = "lake"
Limit = Annotated[int, Parameter(alias="-n", validator=validators.Number(gte=1))]


def parse_date(text: str | None, option: str) -> date | None:
    """A calendar date given as YYYY-MM-DD; CommandError names the option otherwise.

    >>> parse_date("2013-10-11", "--published")
    datetime.date(2013, 10, 11)
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"expected a date such as 2013-10-11 for {option}, got {text!r}") from error


def program() -> str:
    """How this command is called from here: by its name when that is on the path, else by where it is."""
    here = Path(sys.argv[0])
    found = shutil.which("dateline")
    if here.name != "dateline" or (found is not None and Path(found).samefile(here)):
        return "dateline"
    return str(here.relative_to(Path.cwd())) if here.is_relative_to(Path.cwd()) else str(here)
