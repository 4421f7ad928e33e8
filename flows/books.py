"""What the books (`loads`) say of the lake's shards to a reprocess, and what it writes there.

The row of a shard's last load is changed in place: its number is that of the sightings which the next reading stands for.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from flows.engines import model_again, model_name
from flows.ingestion import known_shards, source_names_in
from flows.lake.commit import Committer
from flows.lake.mask import Mask, is_among, negate
from flows.lake.snapshot import LakeSnapshot
from flows.lake.store import LakeError
from flows.shards import Provenance, RunOptions
from flows.staging import KnownShard
from schemas.batch import build_batch
from schemas.column import TEXT
from schemas.tables import LOADS
from transforms.content import content_key

# A source and a shard of it.
ShardName = tuple[str, str]
# Between the hash of the words that texts were cleaned by and that of other words that their expressions were read by.
AND: Final = "+"


def shards_in(lake: LakeSnapshot, source: str | None = None) -> dict[ShardName, KnownShard]:
    """The last load of every shard of a source, or of all, with its source."""
    names = source_names_in(lake) if source is None else [source]
    return {(name, shard): known for name in names for shard, known in known_shards(lake, name).items()}


def options_again(
    shards: Mapping[ShardName, KnownShard], lake: str, events: str | None, model: str | None, config_dir: str | None
) -> dict[ShardName, RunOptions]:
    """The options by which each shard is to be read now: those of its last load, where none are asked for.

    Raises LakeError where that was done with a model that is not to be found by its name, ModelError for one that is asked for.
    """
    found: dict[tuple[str, str], RunOptions] = {}
    options = {}
    for (source, shard), known in shards.items():
        then = known.provenance
        wanted = events or json.loads(then.options)["events"]
        if (wanted, then.model) not in found:
            name = model or model_again(then.model)
            if name is None and wanted != "none":
                raise LakeError(
                    f"expected the model that read {shard} of {source}, {then.model}, got none of that name installed; "
                    "install it, or say with --model what reads it now"
                )
            asked = RunOptions(lake, wanted, config_dir=config_dir)
            found[wanted, then.model] = asked if name is None else replace(asked, model=name)
            model_name(found[wanted, then.model])
        options[source, shard] = found[wanted, then.model]
    return options


def book_reprocess(
    committer: Committer, shards: Mapping[ShardName, KnownShard], options: Mapping[ShardName, RunOptions], made: Provenance
) -> bool:
    """Writes what the mentions and events of the shards rest on now into their last loads; whether any rested on else.

    Their texts rest on what they did: `made` has the version, words and policy of the reprocess. `publish` makes it the lake's.
    """
    now = {
        _key(source, shard, known.load_seq): reprocessed
        for (source, shard), known in shards.items()
        if not known.is_outgrown
        and (reprocessed := _reprocessed(known.provenance, options[source, shard], made)) != known.provenance
    }
    if not now:
        return False
    keys = pa.array(now, TEXT)
    of_shards = ds.field("shard").isin(pa.array(sorted({shard for _, shard in shards}), TEXT))
    rows = [
        row | _told(row["content_hash"], now[key])
        for batch in committer.snapshot.reader(LOADS.name, None, of_shards)
        for row in batch.to_pylist()
        if (key := _key(row["source"], row["shard"], row["load_seq"])) in now
    ]
    rows.sort(key=lambda row: (row["source"], row["shard"], row["load_seq"]))

    def others(batch: pa.RecordBatch) -> Mask:
        return negate(is_among(_keys(batch), keys))

    committer.rewrite(LOADS, [build_batch(LOADS, rows)], of_shards, others)
    return True


def _reprocessed(then: Provenance, options: RunOptions, made: Provenance) -> Provenance:
    """What a shard's rows rest on once its mentions and events were made anew.

    By other words than its texts it is neither as a run with the old words leaves it nor as one with the new.
    """
    words = then.language_hash.partition(AND)[0]
    told = json.dumps(json.loads(then.options) | {"events": options.events}, sort_keys=True)
    return replace(
        then,
        language_hash=words if words == made.language_hash else f"{words}{AND}{made.language_hash}",
        policy_hash=made.policy_hash,
        model=model_name(options),
        options=told,
    )


def _told(content_hash: str, made: Provenance) -> dict[str, Any]:
    return {
        "content_key": content_key(content_hash, made),
        "language_hash": made.language_hash,
        "policy_hash": made.policy_hash,
        "model": made.model,
        "options": made.options,
    }


def _key(source: str, shard: str, load_seq: int) -> str:
    return "\x1f".join((source, shard, str(load_seq)))


def _keys(batch: pa.RecordBatch) -> "pa.Array[Any]":
    columns: list[Any] = [batch["source"], batch["shard"], pc.cast(batch["load_seq"], TEXT), pa.scalar("\x1f", TEXT)]
    joined: pa.Array[Any] = pc.binary_join_element_wise(*columns)
    return joined


def day_first_shards(shards: Mapping[ShardName, KnownShard]) -> frozenset[ShardName]:
    """The shards whose last load read the day before the month in figures."""
    return frozenset(name for name, known in shards.items() if json.loads(known.provenance.options).get("day_first"))
