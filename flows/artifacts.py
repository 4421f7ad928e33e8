"""The Prefect artifacts of a run: its counts by stage and its rejects by reason, in one table each."""

from collections.abc import Mapping
from pathlib import Path

from prefect.artifacts import create_table_artifact

from flows.shards import PARTS
from flows.summary import RunSummary

COUNTS = ("records", *PARTS, "mentions", "events", "skipped_language", "oversized_sentences", "withdrawn")


def publish_artifact(summary: RunSummary) -> None:
    """Stores the tables of an ingest with the flow run: counts and seconds, then reasons."""
    counts = {name: getattr(summary, name) for name in COUNTS}
    counts |= {f"seconds in {stage}": seconds for stage, seconds in summary.stage_seconds.items()}
    described = f"{summary.source} into {_link(summary.lake)}, snapshot {summary.load_seq}"
    _publish("ingest-counts", "what", "count", counts, described)
    if summary.reject_reasons:
        _publish("ingest-rejects", "reason", "records", summary.reject_reasons, described)


def publish_counts(run: str, lake: str, load_seq: int, counts: Mapping[str, float]) -> None:
    """Stores a table of what a run over a whole lake did."""
    _publish(f"{run}-counts", "what", "count", counts, f"{run} of {_link(lake)}, snapshot {load_seq}")


def _publish(key: str, name: str, number: str, counts: Mapping[str, float], described: str) -> None:
    create_table_artifact([{name: what, number: count} for what, count in counts.items()], key=key, description=described)


def _link(lake: str) -> str:
    return f"[{lake}]({lake if '://' in lake else Path(lake).absolute().as_uri()})"
