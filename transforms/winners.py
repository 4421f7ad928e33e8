"""Which copy of an article is the current one: a rule that does not depend on the order of arrival."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of an article, by what decides between copies.

    `revised_at` is the revision that the source states, else the publication, in UTC.
    """

    shard: str
    record: str
    text_sha256: str
    revised_at: datetime | None
    dump_date: date | None


def rank(copy: Copy) -> tuple[Any, ...]:
    """What copies are ordered by, the winner greatest: revision, date of the dump, text, shard, record.

    A missing date is less than any. Records are compared as numbers when both are ordinals or offsets: by length first.
    """
    return (
        (copy.revised_at is not None, copy.revised_at),
        (copy.dump_date is not None, copy.dump_date),
        copy.text_sha256,
        copy.shard,
        len(copy.record),
        copy.record,
    )


def winner(copies: Iterable[Copy]) -> Copy:
    """The current copy of those given; ValueError when there is none.

    >>> old = Copy("a", "1", "x", None, date(2024, 1, 1))
    >>> winner([Copy("b", "0", "y", None, None), old]) == old
    True
    """
    return max(copies, key=rank)


def outcome(loser: Copy, won: Copy) -> str:
    """How a copy that is not current is counted: `duplicates` for the winner's text again, else `superseded`."""
    return "duplicates" if loser.text_sha256 == won.text_sha256 else "superseded"
