"""One measured figure, as `make bench` prints it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`ratio` compares with a peer measured in the same run; `note` says which way."""

    subject: str
    name: str
    value: float
    unit: str
    ratio: float | None = None
    note: str = ""
