"""Options that several commands share."""

import re
import shutil
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

from cyclopts import Group, Parameter, validators

from flows.usage import UsageError

if TYPE_CHECKING:
    from transforms.evaluation.document import Published

WHAT: Final = Group("What", sort_key=0)
OPTIONS: Final = Group("Options", sort_key=1)
DEFAULT_LAKE: Final = "lake"
DATE_FORM: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
if TYPE_CHECKING:
    Place = str
else:
    # A command gets the text as it is typed, which may be an address; the second type makes a shell complete it as a path.
    Place = str | Path
# What a shell offers; the declarations, which take longer to import than a Tab may, say what a name is not.
TableName = (
    Literal["articles", "mentions", "events", "rejects", "sightings", "loads", "snapshots", "withdrawals", "duplicate_groups"]
    | str
)
Lake = Annotated[Place, Parameter(alias="-l")]
Limit = Annotated[int, Parameter(alias="-n", validator=validators.Number(gte=1))]
Span = Annotated[float, Parameter(validator=validators.Number(gte=0))]
Workers = Annotated[int | None, Parameter(alias="-j", validator=validators.Number(gte=1))]


def parse_date(text: str | None, option: str) -> date | None:
    """A calendar date given as YYYY-MM-DD; UsageError names the option otherwise.

    >>> parse_date("2013-10-11", "--published")
    datetime.date(2013, 10, 11)
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        no_such = f": {error}" if DATE_FORM.fullmatch(text) else ""
        raise UsageError(f"expected a date such as 2013-10-11 for {option}, got {text!r}{no_such}") from error


def parse_published(text: str | None) -> "Published":
    """A date of publication given as YYYY-MM-DD, with or without Thh:mm; UsageError says what is wrong with another.

    >>> parse_published("2013-10-11")
    datetime.date(2013, 10, 11)
    """
    from transforms.evaluation.document import read_published  # a tenth of a second, which most commands need not pay

    try:
        return read_published(text)
    except ValueError as error:
        no_such = f": {error}" if text and DATE_FORM.match(text) else ""
        raise UsageError(f"expected --published as YYYY-MM-DD or YYYY-MM-DDThh:mm, got {text!r}{no_such}") from error


def refuse_beside(option: str, others: Mapping[str, object]) -> None:
    """UsageError when any of the others was given (is neither false nor nothing) beside an option that has no use for it."""
    if given := [name for name, value in others.items() if value]:
        raise UsageError(f"expected {option} without {' and '.join(given)}, which has no part in it; got both")


def program() -> str:
    """How this command is called from here: by its name when that is on the path, else by where it is."""
    here = Path(sys.argv[0])
    found = shutil.which("dateline")
    if here.name != "dateline" or (found is not None and Path(found).samefile(here)):
        return "dateline"
    return str(here.relative_to(Path.cwd())) if here.is_relative_to(Path.cwd()) else str(here)
