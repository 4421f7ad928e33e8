"""One measured figure, as `make bench` prints it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`ratio` compares with a peer that was measured in the same run: ours divided by theirs, or theirs by ours, as `note` says."""

    subject: str
    name: str
    value: float
    unit: str
    ratio: float | None = None
    note: str = ""
