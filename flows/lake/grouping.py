"""Near-duplicates of the whole lake: who shares a group shifts as articles arrive, so the groups are a table of their own."""

from collections.abc import Iterator
from typing import Final

import pyarrow as pa
import pyarrow.dataset as ds

from flows.lake.commit import Committer
from flows.lake.mask import Mask, is_among, negate
from schemas.batch import build_batch
from schemas.column import TEXT
from schemas.tables import ARTICLES, DUPLICATE_GROUPS
from transforms.articles.duplicates import Signature, duplicate_groups, signature_of

BATCH_ROWS: Final = 1024


def group_duplicates(committer: Committer) -> int:
    """Writes the groups of the lake's articles where they have changed; how many rows that were. `publish` is the caller's.

    Every text is read: about ten thousand a second, and half a kilobyte of memory each.
    """
    held = committer.snapshot.dataset(DUPLICATE_GROUPS.name).to_table(columns=["article_id", "duplicate_group"])
    before = {str(row["article_id"]): str(row["duplicate_group"]) for row in held.to_pylist()}
    after = dict(duplicate_groups(_signatures(committer)))
    if before == after:
        return 0
    load_seq = committer.snapshot.load_seq + 1
    rows = [
        {"article_id": article, "duplicate_group": group, "load_seq": load_seq}
        for article, group in sorted(after.items())
        if before.get(article) != group
    ]
    stale = pa.array(sorted(article for article, group in before.items() if after.get(article) != group), TEXT)

    def keep(batch: pa.RecordBatch) -> Mask:
        return negate(is_among(batch["article_id"], stale))

    committer.rewrite(DUPLICATE_GROUPS, [build_batch(DUPLICATE_GROUPS, rows)], ds.field("article_id").isin(stale), keep)
    return len(rows) + len(stale)


def _signatures(committer: Committer) -> Iterator[tuple[str, Signature]]:
    dataset = committer.snapshot.dataset(ARTICLES.name)
    for batch in dataset.to_batches(columns=["article_id", "text"], batch_size=BATCH_ROWS):
        for article, text in zip(batch["article_id"].to_pylist(), batch["text"].to_pylist(), strict=True):
            signature = signature_of(str(text))
            if signature is not None:
                yield str(article), signature
