"""For notebooks: one text in, its time expressions and events out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from transforms.events.event import Event
from transforms.temporal.mention import Mention

if TYPE_CHECKING:
    from transforms.events import Extractor


@dataclass(frozen=True, slots=True)
class Analysis:
    """The rows of one text, their fields named as the columns of `mentions` and `events`.

    `events_skipped` says why there are no events where that is for want of words for the language.
    """

    mentions: list[Mention]
    events: list[Event]
    events_skipped: str | None = None


def analyze(
    text: str,
    published_at: date | datetime | None,
    language: str = "en",
    events: str = "dated",
    triggers: Sequence[tuple[int, int]] | None = None,
    config_dir: str | Path | None = None,
) -> Analysis:
    """The time expressions of a text, resolved against its publication, and its events.

    Offsets are code points of the text as given. `events` is "dated" (sentences with a time expression, the headline and the
    lead), "all" or "none"; with `triggers`, half-open ranges of known events, no others are found. Without a publication
    date only absolute expressions resolve. A language without files of its own has its absolute dates resolved and its
    events skipped. Raises ModelError when the parser's model is missing, ValueError for an unknown `events`.

    >>> analyze("Ministers met on Monday.", date(2013, 10, 11)).events[0].best_start
    datetime.date(2013, 10, 7)
    """
    # All of these load data, and events the parser: importing this module costs none of it.
    from transforms.events import Document, check_mode, has_events

    check_mode(events)
    mentions = _mentions(text, published_at, language, config_dir)
    if events == "none":
        return Analysis(mentions, [])
    if not has_events(language, config_dir):
        return Analysis(mentions, [], f"expected a language with words for events, got {language!r}")
    day = published_at.date() if isinstance(published_at, datetime) else published_at
    document = Document("text", text, day, mentions, triggers=tuple(triggers) if triggers is not None else None)
    return Analysis(mentions, _extractor(language, config_dir).extract([document], events)[0])


def _mentions(text: str, published_at: date | datetime | None, language: str, config_dir: str | Path | None) -> list[Mention]:
    """The time expressions; the absolute dates alone in a language without a grammar."""
    from transforms.configuration import config_root, languages
    from transforms.foreign_dates import absolute_dates
    from transforms.temporal import normalize
    from transforms.temporal.policy import load_policy

    if language not in languages(config_dir):
        version = load_policy(config_root(config_dir) / "policy.toml").version
        return absolute_dates(text, language, article_id="text", policy_version=version, config_dir=config_dir)
    return normalize(text, published_at, language, article_id="text", config_dir=config_dir)


def _extractor(language: str, config_dir: str | Path | None) -> "Extractor":
    from transforms.events import load_extractor

    return load_extractor(language, config_dir=config_dir)
