"""The Prefect artifact of a run: its counts by stage and its rejects by reason, in one table each."""

from pathlib import Path

from prefect.artifacts import create_table_artifact

from flows.shards import PARTS
from flows.summary import RunSummary

COUNTS = ("records", *PARTS, "mentions", "events", "skipped_language", "oversized_sentences", "withdrawn")


def publish_artifact(summary: RunSummary) -> None:
    """Stores the tables with the flow run: counts and seconds, then reasons."""
    rows = [{"what": name, "count": getattr(summary, name)} for name in COUNTS]
    rows += [{"what": f"seconds in {stage}", "count": seconds} for stage, seconds in summary.stage_seconds.items()]
    address = summary.lake if "://" in summary.lake else Path(summary.lake).as_uri()
    described = f"{summary.source} into [{summary.lake}]({address}), snapshot {summary.load_seq}"
    create_table_artifact(rows, key="ingest-counts", description=described)
    reasons = [{"reason": reason, "records": number} for reason, number in summary.reject_reasons.items()]
    if reasons:
        create_table_artifact(reasons, key="ingest-rejects", description=described)
