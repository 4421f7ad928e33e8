"""How often each kind of evidence dates an event rightly: the table that `time_confidence` is read from.

A row is right when the days between its bounds overlap gold's: an honest wide interval is right, a wrong narrow one is not.
Beside it stands the share of exact best guesses, which no column carries.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from schemas.vocabulary import BEST_BASES, TIME_BASES

from transforms.evaluation.document import Document
from transforms.evaluation.events import PredictedEvent, judge_time, timed_events
from transforms.evaluation.score import Share

_NOTHING: Final[Mapping[str, Mapping[str, float]]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class LinkFigures:
    """One basis: `right` bounds, those `closed` on both sides, and `exact` ones, each over all rows of the basis."""

    right: Share
    closed: Share
    exact: Share


def score_links(answered: Iterable[tuple[Document, Sequence[PredictedEvent]]]) -> dict[str, LinkFigures]:
    """The figures of every basis that has a row, in the vocabulary's order, over gold events with a readable time."""
    rows: Counter[str] = Counter()
    right: Counter[str] = Counter()
    closed: Counter[str] = Counter()
    exact: Counter[str] = Counter()
    for document, predicted in answered:
        for time, event in timed_events(document, predicted):
            if event is not None:
                verdict = judge_time(time, event)
                rows[event.time_basis] += 1
                right[event.time_basis] += verdict.contains
                closed[event.time_basis] += verdict.closed
                exact[event.time_basis] += verdict.exact
    return {
        basis: LinkFigures(
            Share(right[basis], rows[basis]), Share(closed[basis], rows[basis]), Share(exact[basis], rows[basis])
        )
        for basis in TIME_BASES
        if rows[basis]
    }


def calibration_toml(links: dict[str, LinkFigures], command: str, known: Mapping[str, Mapping[str, float]] = _NOTHING) -> str:
    """The calibration file: precision from 0 to 1 by basis, and the rows that it was measured on.

    By Laplace's rule of succession, one right row and one wrong are added: a dozen right ones do not make it certain. A basis
    that has no row here stays as it is `known`, the content of the file before. NONE has no row: without bounds none is wrong.
    """
    links = {basis: links[basis] for basis in BEST_BASES if basis in links}
    kept = [basis for basis in BEST_BASES if basis in known.get("precision", {}) and basis not in links]
    lines = [
        "# How often each time_basis dates an event rightly: the bounds overlap the annotated time.",
        "# One right row and one wrong are added to those measured, so that a few right ones do not pass for certainty.",
        f"# Measured, and written, by: {command}",
        "",
        "[precision]",
        *(f"{basis} = {(link.right.hits + 1) / (link.right.total + 2):.3f}" for basis, link in links.items()),
        *(f"{basis} = {known['precision'][basis]:.3f} # not measured: as it was" for basis in kept),
        "",
        "# The annotated events behind each figure.",
        "[rows]",
        *(f"{basis} = {link.right.total}" for basis, link in links.items()),
        *(f"{basis} = {known['rows'][basis]}" for basis in kept if basis in known.get("rows", {})),
    ]
    return "\n".join(lines) + "\n"
