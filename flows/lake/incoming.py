"""A group of staged shards as the committer sees it: which copies win, which rows go, in DuckDB with bounded memory."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from flows.coverage import NOTHING, Coverage
from flows.engines import is_parsed
from flows.lake.order import STREAM_ROWS, bounded_connection, order_by
from flows.lake.snapshot import LakeSnapshot
from flows.readers.error import without_secrets
from flows.shards import Manifest, check_sum
from schemas.column import TEXT, Table
from schemas.staged import STAGED
from schemas.tables import EVENTS, LOADS, MENTIONS
from transforms.winners import Copy, outcome, winner

COPY_COLUMNS: Final = ("article_id", "shard", "record", "text_sha256", "revised_at", "dump_date")
COPY_KEY: Final = pa.schema([("article_id", TEXT), ("shard", TEXT), ("record", TEXT)])
TAKEDOWN: Final = "TAKEDOWN"
# Shards whose earlier rows no longer count: by name the load that wrote those, None for every load.
Replaced = Mapping[str, int | None]


@dataclass(slots=True)
class Settlement:
    """What a commit does to articles; counts are by shard.

    `replaced` articles get the rows of another copy, by the shard that holds it; `withdrawn` ones leave, by the shard that held
    them. `left_standing` says which other shards hold articles that a replaced shard no longer yields: the row of each is the
    last copy that won, until one of those shards is read again. `unseen` are the sightings that no longer count: of a replaced
    load, or of a staged article whose file is in another shard now.
    """

    unseen: pa.Table

    replaced: dict[str, str] = field(default_factory=dict)
    withdrawn: dict[str, str] = field(default_factory=dict)
    left_standing: dict[str, int] = field(default_factory=dict)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def stale(self) -> set[str]:
        """The articles whose rows in the lake go."""
        return {*self.replaced, *self.withdrawn}


class Incoming:
    """Staged shards opened for one commit; use as a context manager."""

    def __init__(self, manifests: Sequence[Manifest], spill: Path) -> None:
        self.manifests = manifests
        (self.source,) = {manifest.shard.source for manifest in manifests}
        self.shards = {manifest.shard.name for manifest in manifests}
        self._resources = ExitStack()
        self.connection = self._resources.enter_context(bounded_connection(spill))
        for name, table in STAGED.items():
            self._view(name, table)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._resources.close()

    def settle(self, lake: LakeSnapshot, replaced: Replaced, coverage: Coverage = NOTHING) -> Settlement:
        """Chooses the winners among the staged copies and those in the lake.

        Of the replaced shards, what their loads saw no longer counts: read again, they stand for all that those yielded. Nor
        does a copy in a file that the run reads in a shard of another name.
        """
        of_loads = _of_loads(self.source, replaced)
        ids = self.connection.sql("SELECT article_id FROM articles").to_arrow_table()["article_id"].combine_chunks()
        unseen = lake.dataset("sightings").to_table(columns=COPY_KEY.names, filter=of_loads)
        settlement = Settlement(
            pa.concat_tables([unseen, *_moved(lake, self.source, ids, coverage)]),
            counts={manifest.shard.name: dict(manifest.counts) for manifest in self.manifests},
        )
        current = _current_copies(lake, ids)
        standing = {
            article_id: copy
            for article_id, copy in _standing(lake, current, replaced, of_loads).items()
            if not coverage.has_moved(copy.shard, copy.record)
        }
        lost = self._refuse_takedowns(lake, settlement)
        lost |= self._choose(current, standing, lost, settlement)
        self._register("lost", [dict(zip(COPY_KEY.names, key, strict=True)) for key in sorted(lost)])
        self.connection.execute(
            "CREATE TEMP TABLE won AS SELECT article_id, shard, record FROM articles "
            "ANTI JOIN lost USING (article_id, shard, record)"
        )
        self._leave_out(settlement)
        settlement.replaced = dict(
            self.connection.execute("SELECT article_id, shard FROM won SEMI JOIN held USING (article_id)").fetchall()
        )
        settlement.withdrawn = self._no_longer_held(lake, replaced, of_loads, settlement)
        self._count(settlement)
        return settlement

    def take_all(self) -> set[str]:
        """Takes every staged copy as it is, with no contest; the articles' ids."""
        self.connection.execute("CREATE TEMP TABLE won AS SELECT article_id, shard, record FROM articles")
        return set(self._column("SELECT article_id FROM won"))

    def rows(self, table: Table, load_seq: int, now: datetime) -> Iterator[pa.RecordBatch]:
        """The staged rows to add to a table, in its order; of articles, mentions and events those of winning copies.

        Rejects and sightings are those of articles that were not taken down.
        """
        values = {"load_seq": "$load_seq", "ingested_at": "$now"}
        names = [name for name in table.schema.names if name not in values]
        extra = [name for name in table.schema.names if name in values]
        columns = ", ".join([f't."{name}"' for name in names] + [f'{values[name]} AS "{name}"' for name in extra])
        of_copies = table.name in ("articles", "mentions", "events")
        stands = " SEMI JOIN won USING (article_id, shard, record)" if of_copies else " ANTI JOIN taken USING (article_id)"
        parameters = {"load_seq": load_seq} | ({"now": now} if "ingested_at" in extra else {})
        order = order_by(table, [table.partition] if table.partition else [])
        query = f'SELECT {columns} FROM "{table.name}" t{stands} ORDER BY {order}'  # noqa: S608 - declared names only
        yield from self.connection.sql(query, params=parameters).to_arrow_reader(STREAM_ROWS)

    def sighting_keys(self) -> "pa.Array[Any]":
        """The keys of the staged sightings, joined as `sighting_key` joins them."""
        seen = self.connection.sql("SELECT article_id, shard, record FROM sightings").to_arrow_table()
        return sighting_key(seen)

    def loads(self, settlement: Settlement, run_id: str, load_seq: int, now: datetime) -> Iterator[dict[str, Any]]:
        """The rows of `loads`, one a shard, with counts as settled; raises CountsDisagree when they do not add up."""
        for manifest in sorted(self.manifests, key=lambda manifest: manifest.shard.name):
            counts = settlement.counts[manifest.shard.name]
            check_sum(counts, manifest.shard.name)
            made = manifest.provenance
            known = {
                "content_key": manifest.content_key,
                "content_hash": manifest.content_hash,
                "source": manifest.shard.source,
                "shard": manifest.shard.name,
                "path": without_secrets(manifest.shard.path),
                "stage_seconds": json.dumps(manifest.stage_seconds, sort_keys=True),
                "latest_published_on": manifest.latest_published_on,
                "due_on": manifest.due_on,
                "language_hash": made.language_hash,
                "policy_hash": made.policy_hash,
                "source_hash": made.source_hash,
                "model": made.model,
                "options": made.options,
                "pipeline_version": made.pipeline_version,
                "run_id": run_id,
                "ingested_at": now,
                "load_seq": load_seq,
            }
            yield known | {column.name: counts[column.name] for column in LOADS.columns if column.name in counts}

    def _view(self, name: str, table: Table) -> None:
        paths = [path for manifest in self.manifests for path in manifest.files.get(name, ())]
        if paths:
            self.connection.read_parquet(paths).create_view(name)
        else:
            self.connection.register(name, table.schema.empty_table())

    def _register(self, name: str, rows: list[dict[str, str]]) -> None:
        self.connection.register(name, pa.Table.from_pylist(rows, COPY_KEY))

    def _column(self, query: str) -> list[Any]:
        return [row[0] for row in self.connection.execute(query).fetchall()]

    def _refuse_takedowns(self, lake: LakeSnapshot, settlement: Settlement) -> set[tuple[str, str, str]]:
        """The staged copies of articles that were taken down; these, and rejects of such articles, count as filtered."""
        taken = lake.dataset("withdrawals").to_table(columns=["article_id"], filter=ds.field("reason") == TAKEDOWN)
        self.connection.register("taken", taken)
        for (shard,) in self.connection.execute("SELECT shard FROM rejects SEMI JOIN taken USING (article_id)").fetchall():
            _move(settlement.counts[shard], "rejects", "filtered")
        refused = self.connection.execute(
            "SELECT article_id, shard, record FROM articles SEMI JOIN taken USING (article_id)"
        ).fetchall()
        for _, shard, _ in refused:
            _move(settlement.counts[shard], "articles", "filtered")
        return {(article_id, shard, record) for article_id, shard, record in refused}

    def _choose(
        self,
        current: Mapping[str, Copy],
        standing: Mapping[str, Copy],
        refused: set[tuple[str, str, str]],
        settlement: Settlement,
    ) -> set[tuple[str, str, str]]:
        """The staged copies that lose, against each other or against the current copy where that stands."""
        lost: set[tuple[str, str, str]] = set()
        for article_id, found in self._contested(current).items():
            staged = [copy for copy in found if (article_id, copy.shard, copy.record) not in refused]
            rivals = list(staged)
            held = standing.get(article_id)
            if held is not None and not _is_read_again(held, staged):
                rivals.append(held)
            best = winner(rivals) if rivals else None
            for copy in staged:
                if best is not None and copy != best:
                    lost.add((article_id, copy.shard, copy.record))
                    _move(settlement.counts[copy.shard], "articles", outcome(copy, best))
        return lost

    def _contested(self, current: Mapping[str, Copy]) -> dict[str, list[Copy]]:
        held = pa.table({"article_id": pa.array(list(current), TEXT)})
        self.connection.register("held", held)
        found = self.connection.execute(
            "SELECT article_id, shard, record, text_sha256, coalesce(revised_at, published_at), dump_date FROM articles "
            "WHERE article_id IN (SELECT article_id FROM held) "
            "OR article_id IN (SELECT article_id FROM articles GROUP BY article_id HAVING count(*) > 1)"
        ).fetchall()
        contested = defaultdict(list)
        for article_id, *copy in found:
            contested[article_id].append(Copy(*copy))
        return contested

    def _no_longer_held(
        self, lake: LakeSnapshot, replaced: Replaced, of_loads: "ds.Expression", settlement: Settlement
    ) -> dict[str, str]:
        """Articles, with their shard, that only the replaced loads saw and that nothing staged yields any more."""
        staged = pa.array(self._column("SELECT DISTINCT article_id FROM sightings"), TEXT)
        gone = settlement.unseen.filter(pc.invert(pc.is_in(settlement.unseen["article_id"], staged)))
        if not gone.num_rows:
            return {}
        ids = gone["article_id"].combine_chunks()
        elsewhere = lake.dataset("sightings").to_table(
            columns=["article_id", "shard"], filter=ds.field("article_id").isin(ids) & ~of_loads
        )
        # A shard may hold an article in several records.
        held = set(zip(elsewhere["article_id"].to_pylist(), map(str, elsewhere["shard"].to_pylist()), strict=True))
        holders = Counter(shard for _, shard in held)
        settlement.left_standing = {shard: articles for shard, articles in holders.items() if shard not in replaced}
        left = gone.filter(pc.invert(pc.is_in(gone["article_id"], elsewhere["article_id"].combine_chunks())))
        return {str(row["article_id"]): str(row["shard"]) for row in left.to_pylist()}

    def _leave_out(self, settlement: Settlement) -> None:
        """Takes what the losing copies were counted as, beside articles, out of the counts of their shards."""
        late_before = {manifest.shard.name: manifest.late_before for manifest in self.manifests}
        found = self.connection.execute(
            "SELECT shard, language, published_on, count(*) FROM articles SEMI JOIN lost USING (article_id, shard, record) "
            "GROUP BY ALL"
        ).fetchall()
        for shard, language, day, copies in found:
            counts, timely = settlement.counts[shard], late_before[shard]
            counts["published"] -= copies if day is not None else 0
            counts["late"] -= copies if day is not None and timely is not None and day < timely else 0
            counts["skipped_language"] -= copies if not is_parsed(language) else 0

    def _count(self, settlement: Settlement) -> None:
        for table in (MENTIONS, EVENTS):
            for counts in settlement.counts.values():
                counts[table.name] = 0
            query = f"SELECT shard, count(*) FROM {table.name} SEMI JOIN won USING (article_id, shard, record) GROUP BY shard"  # noqa: S608 - declared names only
            for shard, rows in self.connection.execute(query).fetchall():
                settlement.counts[shard][table.name] = rows
        for counts in settlement.counts.values():
            counts["dated"] = 0
        query = (
            "SELECT shard, count(*) FROM events SEMI JOIN won USING (article_id, shard, record) "
            "WHERE time_basis <> 'NONE' GROUP BY shard"
        )
        for shard, rows in self.connection.execute(query).fetchall():
            settlement.counts[shard]["dated"] = rows


def sighting_key(rows: pa.Table | pa.RecordBatch) -> "pa.Array[Any]":
    """Article, shard and record of each row as one value."""
    columns: list[Any] = [rows["article_id"], rows["shard"], rows["record"], pa.scalar("\x1f", TEXT)]
    joined: Any = pc.binary_join_element_wise(*columns)
    return joined.combine_chunks() if isinstance(joined, pa.ChunkedArray) else joined


def _current_copies(lake: LakeSnapshot, ids: "pa.Array[Any]") -> dict[str, Copy]:
    """The lake's current copies of the given articles; one scan of the keys, whose rows are dropped batch by batch."""
    # No article is without a sighting, and sightings are a file a commit, where articles are a file a month and commit: of a
    # dump of new articles none of those is opened.
    seen = lake.dataset("sightings").scanner(columns=["article_id"], filter=ds.field("article_id").isin(ids))
    ids = pc.unique(seen.to_table()["article_id"].combine_chunks())
    if not len(ids):
        return {}
    columns = [*COPY_COLUMNS, "published_at"]
    reader = lake.dataset("articles").scanner(columns=columns, filter=ds.field("article_id").isin(ids), batch_size=65_536)
    found = {}
    for batch in reader.to_batches():
        for row in batch.to_pylist():
            revised = row["revised_at"] or row["published_at"]
            found[row["article_id"]] = Copy(row["shard"], row["record"], row["text_sha256"], revised, row["dump_date"])
    return found


def _of_loads(source: str, replaced: Replaced) -> "ds.Expression":
    """The filter for sightings of the replaced loads."""
    shards = defaultdict(list)
    for shard, load in replaced.items():
        shards[load].append(shard)
    found = ds.scalar(False)
    for load, names in shards.items():
        of_load = ds.field("shard").isin(pa.array(names, TEXT))
        found |= of_load if load is None else of_load & (ds.field("load_seq") == load)
    return (ds.field("source") == source) & found


def _standing(
    lake: LakeSnapshot, current: Mapping[str, Copy], replaced: Replaced, of_loads: "ds.Expression"
) -> dict[str, Copy]:
    """The current copies without those of the replaced loads: a shard's other loads may have seen them."""
    again = {article_id for article_id, copy in current.items() if copy.shard in replaced}
    ids = ds.field("article_id").isin(pa.array(again, TEXT))
    seen = lake.dataset("sightings").to_table(columns=COPY_KEY.names, filter=ids & ~of_loads).to_pylist() if again else []
    kept = {(row["article_id"], row["shard"], row["record"]) for row in seen}
    return {
        article_id: copy
        for article_id, copy in current.items()
        if article_id not in again or (article_id, copy.shard, copy.record) in kept
    }


def _moved(lake: LakeSnapshot, source: str, ids: "pa.Array[Any]", coverage: Coverage) -> Iterator[pa.Table]:
    """The sightings of the articles in files that the run reads in other shards than those were seen in."""
    names = coverage.suspects
    if not names:
        return
    suspects = ds.field("shard").isin(pa.array(names, TEXT))
    wanted = (ds.field("source") == source) & suspects & ds.field("article_id").isin(ids)
    for batch in lake.dataset("sightings").scanner(columns=COPY_KEY.names, filter=wanted, batch_size=65_536).to_batches():
        seen = zip(map(str, batch["shard"].to_pylist()), map(str, batch["record"].to_pylist()), strict=True)
        yield pa.Table.from_batches([batch.filter(pa.array([coverage.has_moved(*each) for each in seen], pa.bool_()))])


def _is_read_again(held: Copy, staged: Sequence[Copy]) -> bool:
    """Whether the current copy is one that the staged shards have just read again, so that the new reading stands for it.

    A shard whose bytes changed may hold the same copy at another place, or corrected in place with no date to say so.
    """
    return any(
        (copy.shard, copy.revised_at, copy.dump_date) == (held.shard, held.revised_at, held.dump_date) for copy in staged
    )


def _move(counts: dict[str, int], take: str, give: str) -> None:
    counts[take] -= 1
    counts[give] += 1
