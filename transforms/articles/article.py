"""A raw record of any dump turned into an article, or into a reject that says why not."""

import reprlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final

from transforms.articles.fields import line_of, text_of
from transforms.articles.identity import article_id, text_hash
from transforms.articles.language import language_of
from transforms.articles.moment import UnreadableDate
from transforms.articles.page import Page, fragment_text, page_of
from transforms.articles.publication import (
    Evidence,
    Publication,
    date_in_url,
    date_of_dateline,
    publication_of,
    publication_stated,
    revision_of,
)
from transforms.articles.record import Article, RawRecord, Reject
from transforms.articles.settings import ArticleSettings
from transforms.articles.text import CleanText, clean

EXCERPT_CHARS: Final = 200
TEXT_NAMES: Final = ("text", "markup", "lead")
MOST_GUESSES: Final = 4
MOST_NAMES: Final = 12  # of a record whose text nobody finds

Fields = Mapping[str, object]  # of a record, by our names


def to_article(record: RawRecord, settings: ArticleSettings, *, not_after: date | None = None) -> Article | Reject:
    """The article of a record. The fields that are read are popped from it, so that what is left over can be accounted for.

    `not_after` is the day of the run: a later publication is refused. Rejects have the stage `article` and one of the reasons
    no_text, too_long, absurd_date, ambiguous_date, unreadable_date.

    >>> settings = ArticleSettings.of("example")
    >>> to_article(RawRecord("0", {"text": "Rain fell on Monday.", "date": "2013-10-11"}), settings).published_on
    datetime.date(2013, 10, 11)
    """
    fields = settings.names.take(record.fields)
    url = line_of(fields.get("url"))
    page = _page(fields, settings, url, not_after)
    raw, lead = _body(fields, page)
    if len(raw) > settings.max_chars:
        message = (
            f"expected a text of at most {settings.max_chars} characters, got {len(raw)}; raise max_article_chars of the source"
        )
        return _refuse(record, "too_long", message, raw)
    title = line_of(fields.get("title")) or (page.title if page else None)
    cleaned = clean(raw, settings.rules, title)
    if not cleaned.text:
        return _refuse(record, "no_text", _no_text(record, fields, settings), title)
    url = url or (page.url if page else None)
    language = language_of(cleaned.text, fields.get("language") or (page.language if page else None), settings)
    try:
        publication, revised = _dates(fields, page, url, cleaned, settings, language, not_after)
    except UnreadableDate as error:
        return _refuse(record, error.reason, str(error), title or cleaned.text, error.due_on)
    return _article(record, fields, settings, cleaned, page, title, lead, url, language, publication, revised)


def _article(
    record: RawRecord,
    fields: Fields,
    settings: ArticleSettings,
    cleaned: CleanText,
    page: Page | None,
    title: str | None,
    lead: str | None,
    url: str | None,
    language: str,
    publication: Publication,
    revised: datetime | None,
) -> Article:
    native_id = line_of(fields.get("id"))
    digest = text_hash(cleaned.text)
    # By position, in the order of its fields: msgspec takes six times as long to find seventeen of them by name.
    return Article(
        article_id(settings.source, native_id, url, digest),
        record.locator,
        native_id,
        url,
        title,
        lead,
        line_of(fields.get("byline")) or cleaned.byline or (page.byline if page else None),
        cleaned.dateline["line"].strip() if cleaned.dateline else None,
        language,
        cleaned.text,
        digest,
        publication.at,
        publication.on,
        publication.offset_min,
        publication.precision,
        publication.basis,
        revised,
    )


def _page(fields: Fields, settings: ArticleSettings, url: str | None, not_after: date | None) -> Page | None:
    content = fields.get("page")
    if not content:
        return None
    charset = fields.get("charset")
    return page_of(content, charset if isinstance(charset, str) else None, url, settings.rules, not_after)


def _body(fields: Fields, page: Page | None) -> tuple[str, str | None]:
    """The raw text and the lead beside it: the text of its fragment, else its text, else its page's, else the lead."""
    markup = text_of(fields.get("markup"))
    lead = line_of(fields.get("lead"))
    dateline = line_of(fields.get("dateline"))
    text = fragment_text(markup).strip() if markup else ""
    text = text or text_of(fields.get("text")) or (page.text if page is not None else "")
    if text and dateline and not text.lstrip().startswith(dateline[:20]):
        text = f"{dateline} {text.lstrip()}"
    if text:
        return text, lead or (page.lead if page is not None else None)
    return (lead or ""), None


def _dates(
    fields: Fields,
    page: Page | None,
    url: str | None,
    cleaned: CleanText,
    settings: ArticleSettings,
    language: str,
    not_after: date | None,
) -> tuple[Publication, datetime | None]:
    stated, feed = fields.get("date"), fields.get("feed_date")
    publication = publication_stated(stated, settings, language, not_after)
    if publication is None:
        evidence = _evidence(stated, feed, page, url, cleaned, settings, language, not_after)
        publication = publication_of(evidence, settings, language, not_after)
    return publication, revision_of(fields.get("revised"), settings, language, not_after)


def _evidence(
    stated: object,
    feed: object,
    page: Page | None,
    url: str | None,
    cleaned: CleanText,
    settings: ArticleSettings,
    language: str,
    not_after: date | None,
) -> Iterator[Evidence]:
    """What dates the article, the strongest first; nothing is worked out before it is asked for."""
    yield Evidence("METADATA", stated, stated=True)
    if page is not None and page.dated is not None:
        yield Evidence(*page.dated)
    yield Evidence("URL", date_in_url(url))
    yield Evidence("METADATA", settings.published, stated=True)
    yield Evidence("DATELINE", _dateline_day(cleaned, feed, settings, language, not_after))
    yield Evidence("FEED", feed)


def _dateline_day(
    cleaned: CleanText, feed: object, settings: ArticleSettings, language: str, not_after: date | None
) -> str | None:
    """The day of the dateline, its year taken from the feed's entry where it has none."""
    if cleaned.dateline is None or not cleaned.dateline["month"]:
        return None
    reference = publication_of([Evidence("FEED", feed)], settings, language, not_after).on
    return date_of_dateline(cleaned.dateline, reference, settings.rules.dates.months)


def _no_text(record: RawRecord, fields: Fields, settings: ArticleSettings) -> str:
    for name in TEXT_NAMES:
        if (value := fields.get(name)) and not text_of(value):
            return f"expected a text or a list of texts in {name}, got {reprlib.repr(value)}"
    there = [name for name in (*TEXT_NAMES, "page") if name in fields]
    if there:
        return f"expected a text, got none in {' or '.join(_named(name, settings) for name in there)}"
    got = ", ".join(settings.names.strangers(record.fields)[:MOST_NAMES]) or "none with anything in it but what is known"
    return f"expected a field with the text, got {got}; name it in a source: dateline sources new"


def _named(ours: str, settings: ArticleSettings) -> str:
    """A field of ours as its source calls it, where that is not a long list of guesses."""
    theirs = [name for name in settings.fields[ours] if name != ours]
    return ours if not theirs or len(theirs) > MOST_GUESSES else f"{ours} ({', '.join(theirs)})"


def _refuse(record: RawRecord, reason: str, message: str, excerpt: str | None, due_on: date | None = None) -> Reject:
    return Reject(record.locator, "article", reason, message, excerpt[:EXCERPT_CHARS] if excerpt else None, None, due_on)
