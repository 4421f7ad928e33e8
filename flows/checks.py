"""Checks on the data of a run: the thresholds of a source against what the run counted, shards skipped as done included."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flows.sources import Checks

DAMAGED_FILES: Final = "max_damaged_files"
_MEND: Final = (
    "which `dateline show rejects` names; get them whole or take them away and run again, "
    "or raise max_damaged_files in the source"
)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The outcome of one check; `message` is one line with what was expected and what came."""

    source: str
    name: str
    passed: bool
    message: str


@dataclass(frozen=True, slots=True)
class Totals:
    """What a run counted over all its shards."""

    counts: Mapping[str, int]
    latest_published_on: date | None


def check_run(source: str, checks: Checks, totals: Totals, today: date) -> list[CheckResult]:
    """The result of every check that the source asks for, in a fixed order."""
    return [CheckResult(source, *outcome) for outcome in _outcomes(checks, totals, today)]


def _outcomes(checks: Checks, totals: Totals, today: date) -> Iterator[tuple[str, bool, str]]:
    counts = totals.counts
    if damaged := counts["damaged_files"]:
        message = f"expected at most {checks.max_damaged_files} damaged files, got {damaged}, {_MEND}"
        yield DAMAGED_FILES, damaged <= checks.max_damaged_files, message
    if checks.expected_records is not None:
        low, high = checks.expected_records
        records = counts["records"]
        yield "expected_records", low <= records <= high, f"expected {low} to {high} records, got {records}"
    most = checks.max_reject_share
    if most is not None:
        share = _share(counts["rejects"], counts["records"])
        yield "max_reject_share", share <= most, f"expected at most {most:.1%} of the records refused, got {share:.1%}"
    least = checks.min_dated_articles_share
    if least is not None:
        share = _share(counts["published"], counts["articles"], 1.0)
        yield "min_dated_articles_share", share >= least, f"expected at least {least:.1%} of articles dated, got {share:.1%}"
    least = checks.min_dated_events_share
    if least is not None:
        share = _share(counts["dated"], counts["events"], 1.0)
        yield "min_dated_events_share", share >= least, f"expected at least {least:.1%} of events dated, got {share:.1%}"
    oldest = checks.max_newest_age_days
    if oldest is not None:
        latest = totals.latest_published_on
        fresh = latest is not None and (today - latest).days <= oldest
        yield "max_newest_age_days", fresh, f"expected news of the last {oldest} days, got none since {latest or 'ever'}"
    most = checks.max_late_share
    if most is not None:
        share = _share(counts["late"], counts["articles"])
        yield "max_late_share", share <= most, f"expected at most {most:.1%} of articles to come late, got {share:.1%}"


def _share(part: int, whole: int, of_nothing: float = 0.0) -> float:
    return part / whole if whole else of_nothing


def has_failed_damage(before: Mapping[str, Any], source: str) -> bool:
    """Whether a run of the source met more damaged files than it allows, and none has settled that since."""
    return any(
        (result["source"], result["name"], result["passed"]) == (source, DAMAGED_FILES, False)
        for result in before.get("results", ())
    )


def with_standing_damage(
    results: Sequence[CheckResult], before: Mapping[str, Any], source: str, checks: Checks, damaged: Mapping[str, int]
) -> list[CheckResult]:
    """The results of a run, and the damage that failed an earlier one and is still there.

    `damaged` has the damaged files of each shard that this run has not read: what it read says nothing of them.
    """
    files = sum(damaged.values())
    failed = any(result.name == DAMAGED_FILES and not result.passed for result in results)
    if failed or files <= checks.max_damaged_files or not has_failed_damage(before, source):
        return list(results)
    message = (
        f"expected at most {checks.max_damaged_files} damaged files, got {files} in earlier runs ({min(damaged)}), {_MEND}"
    )
    others = [result for result in results if result.name != DAMAGED_FILES]
    return [CheckResult(source, DAMAGED_FILES, False, message), *others]


def merged_checks(before: Mapping[str, Any], source: str, results: Sequence[CheckResult] | None) -> dict[str, Any]:
    """The checks of a snapshot: those of this run's source, and what stands from earlier runs of all sources.

    `results` is None until the run has read all its shards: its source is `pending` for so long, and what its last run found
    stands. The state is `pending` while any source is, then `failed` when any source's last run failed a check.
    """
    pending = set(before.get("pending", ())) - {source}
    everything = list(before.get("results", ()))
    if results is None:
        pending.add(source)
    else:
        ours = [
            {"source": source, "name": result.name, "passed": result.passed, "message": f"{source}: {result.message}"}
            for result in results
        ]
        everything = [*(result for result in everything if result["source"] != source), *ours]
    state = "pending" if pending else "passed" if all(result["passed"] for result in everything) else "failed"
    return {"state": state, "pending": sorted(pending), "results": everything}


def same_outcome(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two snapshots' checks say the same; the figures in their messages may differ (news ages by the day)."""

    def told(checks: Mapping[str, Any]) -> tuple[Any, ...]:
        results = sorted((result["source"], result["name"], result["passed"]) for result in checks.get("results", ()))
        return checks.get("state"), checks.get("pending"), results

    return told(one) == told(other)
