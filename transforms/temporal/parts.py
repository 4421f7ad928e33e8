"""Which part of a span the words name: its end, its first half, its last weeks."""

from datetime import datetime
from typing import Final

from transforms.temporal.civil import DAY, floor, shift
from transforms.temporal.policy import Policy

# The parts of a span begin and end with whole units of what is coarser than so many days: those of a year with months.
_ROUND: Final = (("year", 1500), ("month", 300), ("day", 2), ("hour", 0.1))
_SIDES: Final = {"start": "START", "earlier": "START", "mid": "MID", "end": "END", "later": "END"}
# What is counted out of a span is that share of it, no more and no less: the second of three thirds.
_SHARES: Final = {"half": 2, "third": 3, "quarter": 4}
# What a part may be called, beside the first and last units of a span.
PARTS: Final = (*_SIDES, *(f"{kind}_{number}" for kind, count in _SHARES.items() for number in range(1, count + 1)))


def share_of(part: str) -> tuple[int, int] | None:
    """Which of how many equal parts that is, if it is one: quarter_3 is the third of four."""
    kind, _, number = part.partition("_")
    return (int(number), _SHARES[kind]) if kind in _SHARES else None


def mod_of(part: str) -> str:
    """The TIMEX3 modifier of a part: START for what begins with its span, END for what ends with it, else MID."""
    share = share_of(part)
    if share is None:
        return _SIDES[part.partition("_")[0]]
    return "START" if share[0] == 1 else "END" if share[0] == share[1] else "MID"


def cut(
    part: str, start: datetime, end: datetime, published: datetime | None, policy: Policy
) -> tuple[datetime, datetime] | None:
    """The interval that a part of `[start, end)` is by the policy, None for a third half.

    `earlier` and `later` are counted from publication.
    """
    share = share_of(part)
    if share is not None:
        number, count = share
        return _round(start, end, (number - 1) / count, number / count) if 1 <= number <= count else None
    if part in {"earlier", "later"}:
        today = None if published is None else floor("day", published)
        if today is not None and start < today < end:
            return (start, today) if part == "earlier" else (today, end)
        part = "start" if part == "earlier" else "end"
    side, _, unit = part.partition("_")
    first, last = _round(start, end, *policy.edges[side])
    most = policy.counted.get(unit)
    if most is None:
        return first, last
    # "The last weeks of 2023" are so many; those of a month no more than its end.
    if side == "start":
        return first, min(last, shift(unit, start, most) or last)
    return max(first, shift(unit, end, -most) or first), last


def _round(start: datetime, end: datetime, low: float, high: float) -> tuple[datetime, datetime]:
    """From one share of `[start, end)` to another, in whole units of what is next finer."""
    length = end - start
    first, last = start + length * low, start + length * high
    unit = next((unit for unit, days in _ROUND if length > days * DAY), None)
    return (first, last) if unit is None else (_nearest(unit, first), _nearest(unit, last))


def _nearest(unit: str, moment: datetime) -> datetime:
    """The start of the unit next to a moment; of days and hours the one that holds it."""
    start = floor(unit, moment)
    after = shift(unit, start, 1)
    return start if unit in {"day", "hour"} or after is None or moment - start <= after - moment else after
