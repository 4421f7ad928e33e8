"""For notebooks: one text in, its time expressions and events out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from transforms.events.event import Event
from transforms.temporal.mention import Mention

if TYPE_CHECKING:
    from transforms.events import Extractor


@dataclass(frozen=True, slots=True)
class Analysis:
    """The rows of one text, their fields named as the columns of `mentions` and `events`."""

    mentions: list[Mention]
    events: list[Event]


def analyze(
    text: str,
    published_at: date | datetime | None,
    language: str = "en",
    events: str = "dated",
    triggers: Sequence[tuple[int, int]] | None = None,
) -> Analysis:
    """The time expressions of a text, resolved against its publication, and its events.

    Offsets are code points of the text as given. `events` is "dated" (sentences with a time expression, the headline and the
    lead), "all" or "none"; with `triggers`, half-open ranges of known events, exactly those are dated. Without a publication
    date only absolute expressions resolve. Raises ModelError when the parser's model is missing.

    >>> analyze("Ministers met on Monday.", date(2013, 10, 11)).events[0].best_start
    datetime.date(2013, 10, 7)
    """
    # Both load data, and events the parser: importing this module costs neither.
    from transforms.events import Document
    from transforms.temporal import normalize

    mentions = normalize(text, published_at, language, article_id="text")
    if events == "none":
        return Analysis(mentions, [])
    day = published_at.date() if isinstance(published_at, datetime) else published_at
    document = Document("text", text, day, mentions, triggers=tuple(triggers) if triggers is not None else None)
    return Analysis(mentions, _extractor(language).extract([document], events)[0])


@cache
def _extractor(language: str) -> "Extractor":
    from transforms.events import load_extractor

    return load_extractor(language)
