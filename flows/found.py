"""What is found in the texts of articles: mentions and events of each, or the reject that says why there are none."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final

from flows.engines import find_events, find_mentions
from flows.shards import RunOptions
from flows.sources import Source
from transforms.articles.record import Article, Reject
from transforms.events import Document, Extraction
from transforms.temporal import Mention

# What a stage may raise over one text. Anything else is a defect and ends the run with its traceback.
STAGE_FAILURES: Final = (ValueError, ArithmeticError, LookupError, RecursionError, TypeError)

# Measures the seconds of a stage while the block runs.
Stage = Callable[[str], AbstractContextManager[object]]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in the text of an article."""

    mentions: list[Mention]
    extraction: Extraction


def find_in(articles: Sequence[tuple[Article, Source]], options: RunOptions, stage: Stage) -> list[Found | Reject]:
    """What is found in each article, in their order. One that a stage fails on is a reject, and takes no other along."""
    with stage("mentions"):
        mentions = [_mentions(article, source, options) for article, source in articles]
    pairs = [(article, found) for (article, _), found in zip(articles, mentions, strict=True) if not isinstance(found, Reject)]
    with stage("events"):
        extractions = iter(_events(pairs, options))
    return [found if isinstance(found, Reject) else _found(found, next(extractions)) for found in mentions]


def _mentions(article: Article, source: Source, options: RunOptions) -> list[Mention] | Reject:
    try:
        return find_mentions(article, source, options)
    except STAGE_FAILURES as error:
        return _failed(article, "mentions", error)


def _events(pairs: Sequence[tuple[Article, list[Mention]]], options: RunOptions) -> list[Extraction | Reject]:
    """Events of each article; when a batch fails, article by article, so that one cannot take the others along."""
    documents = [_document(article, mentions) for article, mentions in pairs]
    try:
        return list(find_events(documents, options))
    except STAGE_FAILURES:
        found: list[Extraction | Reject] = []
        for (article, _), document in zip(pairs, documents, strict=True):
            try:
                found += find_events([document], options)
            except STAGE_FAILURES as error:
                found.append(_failed(article, "events", error))
        return found


def _found(mentions: list[Mention], extraction: Extraction | Reject) -> Found | Reject:
    return extraction if isinstance(extraction, Reject) else Found(mentions, extraction)


def _document(article: Article, mentions: list[Mention]) -> Document:
    return Document(article.article_id, article.text, article.published_on, mentions, article.title, language=article.language)


def _failed(article: Article, stage: str, error: Exception) -> Reject:
    message = f"expected the {stage} of the article, got {type(error).__name__}: {' '.join(str(error).split())[:200]}"
    return Reject(article.record, stage, f"{stage}_failed", message, article.text[:300], article.article_id)
