"""Options that several commands share."""

from datetime import date
from typing import Final

from flows.cli.failure import CommandError

DEFAULT_LAKE: Final = "lake"


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
