"""Copies of articles that wait for their mentions and events: the best copy of each is read, the next best where it fails."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Final

from flows.engines import find_events, find_mentions
from flows.shards import RunOptions
from flows.sources import Source
from transforms.articles.record import Article, Reject
from transforms.events import Document, Extraction
from transforms.temporal import Mention
from transforms.winners import Copy, rank

# Parsed together: enough to keep the parser busy, little enough that memory stays flat.
BATCH_CHARS: Final = 100_000
BATCH_ARTICLES: Final = 64
# The first ones by themselves, since someone waits to see that it works; the rows are the same.
FIRST_ARTICLES: Final = 8
# What a stage may raise over one text. Anything else is a defect and ends the run with its traceback.
STAGE_FAILURES: Final = (ValueError, ArithmeticError, LookupError, RecursionError, TypeError)

# Measures the seconds of a stage while the block runs.
Stage = Callable[[str], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One copy of an article that may come to stand for it."""

    article: Article
    copy: Copy


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in the text of a copy."""

    mentions: list[Mention]
    extraction: Extraction


@dataclass(slots=True)
class Settled:
    """What came of the waiting copies of one article, in the order in which they came.

    `sound` are those that did not fail, `best` and `found` the best of them; None when all failed.
    """

    sound: list[Candidate]
    best: Candidate | None = None
    found: Found | None = None


@dataclass(slots=True)
class Rivals:
    """Some copies, each better than the one of its article that stands so far."""

    source: Source
    options: RunOptions
    stage: Stage
    waiting: dict[str, list[Candidate]] = field(default_factory=dict)
    chars: int = 0
    count: int = 0
    begun: bool = False

    def add(self, candidate: Candidate) -> None:
        """Takes a copy in."""
        self.waiting.setdefault(candidate.article.article_id, []).append(candidate)
        self.chars += len(candidate.article.text)
        self.count += 1

    @property
    def is_full(self) -> bool:
        """Whether there is enough to be read together."""
        return self.chars >= BATCH_CHARS or self.count >= BATCH_ARTICLES

    def settle(self) -> Iterator[tuple[list[Settled], list[Reject]]]:
        """The articles in the order in which they came, and a reject for each copy that failed; nothing waits any more.

        In parts, each read when it is asked for: what stands for an article does not depend on another article.
        """
        waiting = list(self.waiting.items())
        self.waiting, self.chars, self.count = {}, 0, 0
        first = len(waiting) if self.begun else FIRST_ARTICLES
        self.begun = True
        for part in (waiting[:first], waiting[first:]):
            if part:
                yield self._settled(dict(part))

    def _settled(self, waiting: Mapping[str, list[Candidate]]) -> tuple[list[Settled], list[Reject]]:
        settled = {article_id: Settled(list(copies)) for article_id, copies in waiting.items()}
        left = {article_id: sorted(copies, key=_rank) for article_id, copies in waiting.items()}
        refused: list[Reject] = []
        while left:
            tried = [copies.pop() for copies in left.values()]
            for candidate, found in zip(tried, self._read(tried), strict=True):
                article = settled[candidate.article.article_id]
                if isinstance(found, Reject):
                    refused.append(found)
                    article.sound.remove(candidate)
                else:
                    article.best, article.found = candidate, found
            left = {article_id: copies for article_id, copies in left.items() if copies and settled[article_id].best is None}
        return list(settled.values()), refused

    def _read(self, candidates: Sequence[Candidate]) -> list[Found | Reject]:
        with self.stage("mentions"):
            mentions = [self._mentions(candidate.article) for candidate in candidates]
        pairs = [
            (candidate.article, found)
            for candidate, found in zip(candidates, mentions, strict=True)
            if not isinstance(found, Reject)
        ]
        with self.stage("events"):
            extractions = iter(self._events(pairs))
        return [found if isinstance(found, Reject) else _found(found, next(extractions)) for found in mentions]

    def _mentions(self, article: Article) -> list[Mention] | Reject:
        try:
            return find_mentions(article, self.source, self.options)
        except STAGE_FAILURES as error:
            return _failed(article, "mentions", error)

    def _events(self, pairs: Sequence[tuple[Article, list[Mention]]]) -> list[Extraction | Reject]:
        """Events of each article; when a batch fails, article by article, so that one cannot take the others along."""
        documents = [_document(article, mentions) for article, mentions in pairs]
        try:
            return list(find_events(documents, self.options))
        except STAGE_FAILURES:
            found: list[Extraction | Reject] = []
            for (article, _), document in zip(pairs, documents, strict=True):
                try:
                    found += find_events([document], self.options)
                except STAGE_FAILURES as error:
                    found.append(_failed(article, "events", error))
            return found


def _rank(candidate: Candidate) -> tuple[Any, ...]:
    return rank(candidate.copy)


def _found(mentions: list[Mention], extraction: Extraction | Reject) -> Found | Reject:
    return extraction if isinstance(extraction, Reject) else Found(mentions, extraction)


def _document(article: Article, mentions: list[Mention]) -> Document:
    return Document(article.article_id, article.text, article.published_on, mentions, article.title, language=article.language)


def _failed(article: Article, stage: str, error: Exception) -> Reject:
    message = f"expected the {stage} of the article, got {type(error).__name__}: {' '.join(str(error).split())[:200]}"
    return Reject(article.record, stage, f"{stage}_failed", message, article.text[:300], article.article_id)
