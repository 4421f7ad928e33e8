"""What crosses the seam between a reader and the articles: raw records in, articles or rejects out.

Every record of a dump is made into these, and msgspec makes a frozen object of many fields ten times as fast as a dataclass.
"""

from datetime import date, datetime

from msgspec import Struct


class RawRecord(Struct, frozen=True):
    """One record as the dump has it, in the source's own field names.

    `locator` finds it again inside its shard: an ordinal, or an offset in bytes. The transform pops the fields that it
    reads, so that what is left over can be accounted for.
    """

    locator: str
    fields: dict[str, object]


class Reject(Struct, frozen=True):
    """One record that did not become an article, or an article that failed a stage: a reason code and one line of why.

    What is refused only for lying ahead is an article for a run of the day `due_on`.
    """

    locator: str
    stage: str
    reason: str
    message: str
    excerpt: str | None = None
    article_id: str | None = None
    due_on: date | None = None


class Article(Struct, frozen=True):
    """One article; the fields are columns of `articles` (`schemas.tables.ARTICLES`).

    `text` is cleaned and normalised to NFC, paragraphs are separated by one blank line; every later offset points into it.
    `published_at` and `revised_at` are aware and in UTC. An article without a publication date has `published_basis` NONE
    and None in the other columns of its publication.
    """

    article_id: str
    record: str
    native_id: str | None
    url: str | None
    title: str | None
    lead: str | None
    byline: str | None
    dateline: str | None
    language: str
    text: str
    text_sha256: str
    published_at: datetime | None
    published_on: date | None
    published_utc_offset_min: int | None
    published_precision: str | None
    published_basis: str
    revised_at: datetime | None
