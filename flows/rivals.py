"""Copies of articles that wait for their mentions and events: the best copy of each is read, the next best where it fails."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from flows.found import Found, Stage, find_in
from flows.shards import RunOptions
from flows.sources import Source
from transforms.articles.record import Article, Reject
from transforms.winners import Copy, rank

# Parsed together: enough to keep the parser busy, little enough that memory stays flat.
BATCH_CHARS: Final = 100_000
BATCH_ARTICLES: Final = 64
# The first ones by themselves, since someone waits to see that it works; the rows are the same.
FIRST_ARTICLES: Final = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """One copy of an article that may come to stand for it."""

    article: Article
    copy: Copy


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
            read = find_in([(candidate.article, self.source) for candidate in tried], self.options, self.stage)
            for candidate, found in zip(tried, read, strict=True):
                article = settled[candidate.article.article_id]
                if isinstance(found, Reject):
                    refused.append(found)
                    article.sound.remove(candidate)
                else:
                    article.best, article.found = candidate, found
            left = {article_id: copies for article_id, copies in left.items() if copies and settled[article_id].best is None}
        return list(settled.values()), refused


def _rank(candidate: Candidate) -> tuple[Any, ...]:
    return rank(candidate.copy)
