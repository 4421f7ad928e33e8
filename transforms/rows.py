"""Articles, mentions, events and rejects as rows of their staged tables: mappings for the strict batch builder."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from transforms.articles.record import Article, Reject
from transforms.events.event import Event
from transforms.temporal.mention import Mention

Row = dict[str, Any]

_ARTICLE: Final = Article.__struct_fields__
_MENTION: Final = tuple(field.name for field in fields(Mention))
_EVENT: Final = tuple(field.name for field in fields(Event))
EXCERPT_CHARS: Final = 300


@dataclass(frozen=True, slots=True)
class Origin:
    """What every row of a shard shares."""

    source: str
    shard: str
    dump_date: date | None
    pipeline_version: str


def published_month(article: Article) -> str | None:
    """The partition of an article: the month of its local publication date as YYYY-MM.

    Years before 1000 keep four digits, so that months sort as text.
    """
    day = article.published_on
    return None if day is None else f"{day.year:04d}-{day.month:02d}"


def article_row(article: Article, origin: Origin) -> Row:
    """The row of one article."""
    row: Row = {name: getattr(article, name) for name in _ARTICLE}
    row["source"] = origin.source
    row["shard"] = origin.shard
    row["published_month"] = published_month(article)
    row["dump_date"] = origin.dump_date
    row["pipeline_version"] = origin.pipeline_version
    return row


def sighting_row(article: Article, origin: Origin) -> Row:
    """The row that says that the shard holds the article."""
    return {
        "article_id": article.article_id,
        "source": origin.source,
        "shard": origin.shard,
        "record": article.record,
        "text_sha256": article.text_sha256,
        "revised_at": article.revised_at or article.published_at,
        "dump_date": origin.dump_date,
    }


def mention_rows(mentions: Sequence[Mention], article: Article, origin: Origin) -> list[Row]:
    """The rows of an article's mentions, in order."""
    return [{name: getattr(mention, name) for name in _MENTION} | _shared(article, origin) for mention in mentions]


def event_rows(events: Sequence[Event], article: Article, origin: Origin) -> list[Row]:
    """The rows of an article's events, in order."""
    return [{name: getattr(event, name) for name in _EVENT} | _shared(article, origin) for event in events]


def storable(text: str) -> str:
    r"""The text with half characters, which UTF-8 cannot hold, written out: they stand for bytes that could not be decoded.

    >>> storable("caf\udce9")
    'caf\\udce9'
    """
    return text.encode("utf-8", "backslashreplace").decode()


def reject_row(reject: Reject, origin: Origin) -> Row:
    """The row of one refused record, its excerpt cut to 300 characters."""
    return {
        "source": origin.source,
        "shard": origin.shard,
        "record": storable(reject.locator),
        "stage": reject.stage,
        "reason": reject.reason,
        "message": storable(reject.message),
        "excerpt": None if reject.excerpt is None else storable(reject.excerpt)[:EXCERPT_CHARS],
        "article_id": reject.article_id,
    }


def _shared(article: Article, origin: Origin) -> Row:
    return {
        "article_id": article.article_id,
        "source": origin.source,
        "shard": origin.shard,
        "record": article.record,
        "published_on": article.published_on,
        "published_month": published_month(article),
    }
