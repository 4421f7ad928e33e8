"""Takedowns: articles leave every table, and stay out when their dump comes again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.dataset as ds

from flows.lake.commit import open_committer
from flows.lake.incoming import TAKEDOWN
from flows.lake.store import LakeError, Store
from flows.report import PAGE
from schemas.column import TEXT


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What a withdrawal took out, and the snapshot from which it is gone."""

    articles: int
    load_seq: int


def withdraw_articles(
    store: Store,
    article_ids: Sequence[str],
    *,
    run_id: str,
    pipeline_version: str,
    wait_seconds: float = 0.0,
    on_wait: Callable[[str], None] | None = None,
) -> Withdrawn:
    """Takes articles out of every table and publishes a snapshot without them; the page in the lake, which may show them, goes.

    Older versions of the files keep the text until `maintain` has vacuumed them; maintain with a retention of 0 hours when the
    law asks for more haste. Raises LakeError for an article that the lake does not have.
    """
    with open_committer(
        store,
        purpose="withdraw",
        run_id=run_id,
        pipeline_version=pipeline_version,
        wait_seconds=wait_seconds,
        on_wait=on_wait,
    ) as committer:
        wanted = pa.array(sorted(set(article_ids)), TEXT)
        held = committer.snapshot.dataset("articles").to_table(
            columns=["article_id", "source"], filter=ds.field("article_id").isin(wanted)
        )
        sources = {str(row["article_id"]): str(row["source"]) for row in held.to_pylist()}
        unknown = sorted(set(article_ids) - sources.keys())
        if unknown:
            raise LakeError(f"expected articles of the lake, got unknown {', '.join(unknown[:5])} at {store.root}")
        gone = committer.withdraw(sources, TAKEDOWN)
        if store.is_local:
            for page in (store.folder / PAGE, *store.folder.glob(".*.part")):  # or what a report left that was killed
                page.unlink(missing_ok=True)
        return Withdrawn(gone, committer.snapshot.load_seq)
