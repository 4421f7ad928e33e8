"""What event extraction is given and what it gives: a document in, an extraction out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from transforms.events.event import Event
from transforms.temporal.mention import Mention

MODES: Final = ("dated", "all", "none")


def check_mode(mode: str) -> None:
    """Raises ValueError for a mode that is none."""
    if mode not in MODES:
        raise ValueError(f"expected a mode of {', '.join(MODES)}, got {mode!r}")


@dataclass(frozen=True, slots=True)
class Document:
    """One article as event extraction reads it.

    Offsets of `mentions` and `triggers` are code points of `text`. With `triggers` no other events are found: each gives the
    event that its main word names, two with one main word give one, and one inside the dateline none. `language` is the
    text's, an ISO 639-1 code or und.
    """

    article_id: str
    text: str
    published_on: date | None
    mentions: Sequence[Mention] = ()
    title: str | None = None
    triggers: tuple[tuple[int, int], ...] | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Extraction:
    """The events of one document, in order of their offsets.

    `oversized_sentences` counts sentences longer than the parser is given at once: they were parsed in pieces, so an actor on
    the far side of a cut is missing.
    """

    events: tuple[Event, ...]
    oversized_sentences: int = 0
