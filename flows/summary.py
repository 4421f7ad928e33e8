"""What a run did, and how it says that something was lost or failed."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flows.shards import PARTS


@dataclass(frozen=True, slots=True)
class RunSummary:
    """The counts of one run: records = articles + duplicates + superseded + filtered + rejects.

    Shards that were in the lake already are counted in `shards_skipped` alone. `wall_seconds` is from the first shard to the
    last commit, without the start of Prefect's server; `stage_seconds` are summed over workers. `published` are articles with a
    day of publication. `skipped_language` are articles that the parser cannot read, whose events are not looked for;
    `oversized_sentences` are those that it read in pieces.
    `failures` has one line for each thing that failed, `notes` for what a reader should know.
    """

    lake: str
    source: str
    load_seq: int
    shards_done: int
    shards_skipped: int
    shards_failed: int
    records: int
    articles: int
    duplicates: int
    superseded: int
    filtered: int
    rejects: int
    mentions: int
    events: int
    withdrawn: int
    replaced: int
    reject_reasons: Mapping[str, int]
    stage_seconds: Mapping[str, float]
    wall_seconds: float
    published: int = 0
    skipped_language: int = 0
    oversized_sentences: int = 0
    failed_checks: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def articles_per_second(self) -> float:
        """Records made into articles, duplicates of articles included, by second of the run."""
        return (self.articles + self.duplicates + self.superseded) / self.wall_seconds if self.wall_seconds else 0.0


class RunFailed(Exception):  # noqa: N818 - the verdict on a run
    """Something was lost or failed. `str()` is one line; `reasons` one line each; `summary` is what was done all the same."""

    def __init__(self, reasons: Sequence[str], summary: RunSummary | None = None) -> None:
        self.reasons = tuple(reasons)
        self.summary = summary
        more = f" (and {len(self.reasons) - 1} more)" if len(self.reasons) > 1 else ""
        super().__init__(f"{self.reasons[0]}{more}")

    def __reduce__(self) -> tuple[Any, ...]:
        """Exceptions are rebuilt from their arguments, which here are not those of the constructor."""
        return type(self), (self.reasons, self.summary)


@dataclass(slots=True)
class Tally:
    """The counts of a run while it goes on."""

    counts: Counter[str] = field(default_factory=Counter)
    everything: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    done: int = 0
    skipped: int = 0
    withdrawn: int = 0
    replaced: int = 0
    failures: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    failed_shards: int = 0

    def summary(self, lake: str, source: str, load_seq: int, wall_seconds: float, failed_checks: Sequence[str]) -> RunSummary:
        """The summary of what was counted."""
        names = ("records", *PARTS, "mentions", "events", "published", "skipped_language", "oversized_sentences")
        return RunSummary(
            lake=lake,
            source=source,
            load_seq=load_seq,
            shards_done=self.done,
            shards_skipped=self.skipped,
            shards_failed=self.failed_shards,
            withdrawn=self.withdrawn,
            replaced=self.replaced,
            reject_reasons=dict(self.reasons.most_common()),
            stage_seconds={stage: round(seconds, 3) for stage, seconds in sorted(self.seconds.items())},
            wall_seconds=round(wall_seconds, 3),
            failed_checks=tuple(failed_checks),
            failures=tuple(self.failures),
            notes=tuple(self.notes),
            **{name: self.counts[name] for name in names},
        )
