"""A lake in an object store (moto's S3, in a process of its own): commits, recovery, upkeep, and two machines at once."""

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow.fs as pafs
import pyarrow.parquet as pq
import pytest
from deltalake.exceptions import CommitFailedError

from flows.cli.app import run_command
from flows.ingestion import Ingestion
from flows.lake import export_to_store as stores
from flows.lake import maintain
from flows.lake.commit import Committer, open_committer
from flows.lake.digest import digest_lake
from flows.lake.export_to_store import export_to_store
from flows.lake.maintain import maintain_lake
from flows.lake.snapshot import LakeSnapshot, open_lake
from flows.lake.store import LakeError, Store, store_at
from flows.own_server import free_port
from flows.settings import Settings
from flows.shards import Manifest, RunOptions
from flows.sources import Source
from schemas.column import Table
from tests.chaos.work import broken
from tests.lake.staged_shards import CHECKS, SOURCE, VERSION, Copy, ingest, names, stage

LAKE = "s3://news/lake"


@pytest.fixture(scope="module")
def object_store() -> Iterator[str]:
    """The address of an empty object store."""
    pytest.importorskip("boto3")
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        deadline = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert time.monotonic() < deadline, "moto did not start"
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
        server.terminate()


@pytest.fixture
def bucket(object_store: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Store]:
    known = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "us-east-1", "AWS_ALLOW_HTTP": "true"}
    for name, value in (known | {"AWS_ENDPOINT_URL": object_store, "AWS_DEFAULT_REGION": "us-east-1"}).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("DATELINE_STAGING", str(tmp_path / "staging"))
    import boto3

    boto3.client("s3", endpoint_url=object_store).create_bucket(Bucket="news")
    yield store_at(LAKE)
    urllib.request.urlopen(f"{object_store}/moto-api/reset", data=b"").close()


def commit(store: Store, *manifests: object, fail_before: str | None = None) -> None:
    with open_committer(store, purpose="test", run_id="run", pipeline_version=VERSION, create=True) as committer:
        if fail_before is not None:
            # What a kill leaves: the tables before this one are written, the snapshot is not.
            committer.tables.pop(fail_before)
        committer.commit(manifests, checks=CHECKS)  # type: ignore[arg-type]


def test_a_lake_in_an_object_store(bucket: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = stage(tmp_path / "s", "s1", [Copy("a"), Copy("b")])
    second = stage(tmp_path / "s", "s2", [Copy("a", "Corrected.", revised=date(2014, 1, 1)), Copy("c")], rejects=1)
    commit(bucket, first)
    before = digest_lake(open_lake(LAKE))
    with pytest.raises(KeyError):
        commit(bucket, second, fail_before="articles")
    assert digest_lake(open_lake(LAKE)) == before
    with open_committer(bucket, purpose="test", run_id="one", pipeline_version=VERSION) as stale:
        assert open_lake(LAKE).kind == "restore"
        # Another machine has another lock.
        monkeypatch.setattr("flows.lake.lock.fcntl.flock", lambda *_: None)
        commit(bucket, stage(tmp_path / "s", "s3", [Copy("d")]))
        stale.staging.mkdir(parents=True, exist_ok=True)
        with pytest.raises(CommitFailedError):
            stale.commit([second], checks=CHECKS)
        stale.reopen()
        stale.commit([second], checks=CHECKS)
    maintain_lake(bucket, run_id="m", pipeline_version=VERSION, retention_hours=0)
    local = tmp_path / "local"
    for name, copies, rejects in (
        ("s1", [Copy("a"), Copy("b")], 0),
        ("s2", [Copy("a", "Corrected.", revised=date(2014, 1, 1)), Copy("c")], 1),
        ("s3", [Copy("d")], 0),
    ):
        ingest(local, stage(tmp_path / "again", name, copies, rejects=rejects))
    assert digest_lake(open_lake(LAKE)) == digest_lake(open_lake(local))


def ingest_all(committer: Committer, manifests: list[Manifest]) -> None:
    """What an ingest does with its staged shards, each a commit of its own."""
    one_by_one = Settings(group_mib=0, pipeline_version=VERSION)
    ingestion = Ingestion.begin(
        committer, Source(name=SOURCE), RunOptions(LAKE), one_by_one, force=False, today=date(2014, 6, 1)
    )
    for manifest in manifests:
        ingestion.take(manifest)
    ingestion.finish()


def machine_shards(folder: Path, machine: str) -> list[Manifest]:
    """Three shards with an article of their own each, and one that both machines have in ever newer copies."""
    day = {"a": 1, "b": 2}[machine]
    return [
        stage(
            folder,
            f"{machine}{number}",
            [Copy(f"{machine}{number}"), Copy("shared", f"{machine} {number}.", revised=date(2014, number, day))],
            rejects=1,
        )
        for number in (1, 2, 3)
    ]


def test_a_machine_that_another_cuts_in_on_tries_again_and_nothing_is_lost(
    bucket: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Each machine has its own lock and its own staging area; only Delta keeps the two apart.
    monkeypatch.setattr("flows.lake.lock.fcntl.flock", lambda *_: None)
    monkeypatch.setattr("flows.ingestion.RETRY_SECONDS", 0.0)
    commit(bucket, stage(tmp_path / "first", "first", [Copy("shared")]))
    first, *others = machine_shards(tmp_path / "b", "b")
    # In the middle of a commit of the one, and before its last write, the other commits from beginning to end.
    cuts_in = {"events": [first], "snapshots": others}
    reopened: list[str] = []
    write, reopen = Committer._write, Committer.reopen

    def disturbed(self: Committer, table: Table, *how: Any) -> None:
        if self.run_id == "a" and (manifests := cuts_in.pop(table.name, None)):
            monkeypatch.setenv("DATELINE_STAGING", str(tmp_path / "staging-b"))
            with open_committer(bucket, purpose="test", run_id="b", pipeline_version=VERSION) as other:
                ingest_all(other, manifests)
        write(self, table, *how)

    def counted(self: Committer) -> None:
        reopened.append(self.run_id)
        reopen(self)

    monkeypatch.setenv("DATELINE_STAGING", str(tmp_path / "staging-a"))
    with open_committer(bucket, purpose="test", run_id="a", pipeline_version=VERSION) as committer:
        monkeypatch.setattr(Committer, "_write", disturbed)
        monkeypatch.setattr(Committer, "reopen", counted)
        ingest_all(committer, machine_shards(tmp_path / "a", "a"))
    assert cuts_in == {}
    assert reopened.count("a") == 2
    local = store_at(tmp_path / "local")
    commit(local, stage(tmp_path / "again", "first", [Copy("shared")]))
    with open_committer(local, purpose="test", run_id="one", pipeline_version=VERSION) as committer:
        ingest_all(committer, [shard for name in "ba" for shard in machine_shards(tmp_path / f"again-{name}", name)])
    assert digest_lake(open_lake(LAKE)) == digest_lake(open_lake(local.root))
    assert broken(open_lake(LAKE)) == []


def test_upkeep_deletes_nothing_that_another_machine_has_just_written(
    bucket: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.lake.lock.fcntl.flock", lambda *_: None)
    commit(bucket, stage(tmp_path / "s", "s1", [Copy("a")]))
    commit(bucket, stage(tmp_path / "s", "s2", [Copy("a", "Corrected.", revised=date(2014, 1, 1))]))
    kept = maintain._kept_versions

    def cut_in(*how: Any) -> Any:
        monkeypatch.setenv("DATELINE_STAGING", str(tmp_path / "staging-b"))
        commit(bucket, stage(tmp_path / "s", "s3", [Copy("b")], rejects=1))
        return kept(*how)

    with monkeypatch.context() as patched:
        patched.setattr(maintain, "_kept_versions", cut_in)
        maintain_lake(bucket, run_id="m", pipeline_version=VERSION, retention_hours=0)
    assert names(open_lake(LAKE), "articles") == ["a", "b"]
    assert broken(open_lake(LAKE)) == []
    # A day later what no snapshot names goes.
    monkeypatch.setattr(maintain, "UNLOCKED_HOURS", -1.0)
    assert maintain_lake(bucket, run_id="m", pipeline_version=VERSION, retention_hours=0).vacuumed > 0
    assert maintain_lake(bucket, run_id="m", pipeline_version=VERSION, retention_hours=0).vacuumed == 0
    assert names(open_lake(LAKE), "events", "event_id") == ["a-e0", "a-e1", "b-e0", "b-e1"]


def test_an_export_is_whole_when_its_manifest_is_there(bucket: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fsspec = pytest.importorskip("fsspec")
    pytest.importorskip("s3fs", reason="DuckDB and pandas read the store through it")
    commit(bucket, stage(tmp_path / "s", "s1", [Copy("a"), Copy("b", published=None)]))
    first = export_to_store(open_lake(LAKE), "s3://news/out/")
    commit(bucket, stage(tmp_path / "s", "s2", [Copy("c")]))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("flows.lake.export_to_store._manifest", killed)
        with pytest.raises(KeyboardInterrupt):
            export_to_store(open_lake(LAKE), "s3://news/out")
    store = fsspec.filesystem("s3", skip_instance_cache=True, use_listings_cache=False)
    # Every file is there, and no reader of the manifest knows.
    assert len(store.glob("news/out/*/*/articles/**/*.parquet")) == 2 + 2
    assert f"s3://news/out/{json.loads(store.cat('news/out/latest.json'))['copy']}" == first
    beside = export_to_store(open_lake(LAKE), "s3://news/out", ["loads"])
    second = export_to_store(open_lake(LAKE), "s3://news/out")
    assert store.exists(f"{beside.rpartition('/')[0]}/manifest.json")
    assert beside.rpartition("/")[0] == f"{second.rpartition('/')[0]}-loads"
    told = json.loads(store.cat("news/out/latest.json"))
    assert (f"s3://news/out/{told['copy']}", told["load_seq"], told["tables"]["articles"]["rows"]) == (second, 2, 3)
    files = [f"s3://news/out/{path}" for path in told["tables"]["articles"]["files"]]
    # What the killed export left lies beside the copy, so that a glob below that finds the same files.
    assert sorted(files) == sorted(f"s3://{path}" for path in store.glob(f"{second}/articles/**/*.parquet"))
    months = [("a", "2013-10"), ("b", "unknown"), ("c", "2013-10")]
    with duckdb.connect() as connection:
        connection.register_filesystem(store)
        rows = connection.execute(
            "SELECT article_id, month FROM read_parquet($1, hive_partitioning = true) ORDER BY 1", [files]
        )
        assert rows.fetchall() == months
    frame = pd.concat(pd.read_parquet(file, filesystem=store) for file in files)
    assert sorted(frame["article_id"]) == ["a", "b", "c"]
    assert pl.read_parquet(files, hive_partitioning=True).sort("article_id").select("article_id", "month").rows() == months
    # A table without rows has a file that says its columns; a copy that is whole is left as it is.
    assert told["tables"]["duplicate_groups"]["rows"] == 0
    assert len(told["tables"]["duplicate_groups"]["files"]) == 1
    assert run_command(["export", "--to", "s3://news/out", "--lake", LAKE]) == 0
    assert store.glob(f"{second}/articles/**/*.parquet") == sorted(file.removeprefix("s3://") for file in files)
    assert json.loads(store.cat("news/out/latest.json")) == told
    with pytest.raises(LakeError, match=r"expected a store that can be written, got .* at s3://nowhere/out"):
        export_to_store(open_lake(LAKE), "s3://nowhere/out")


def test_two_exports_to_a_store_at_once_leave_one_whole_copy(
    bucket: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(bucket, stage(tmp_path / "s", "s1", [Copy("a"), Copy("b", published=None)]))
    write, cut_in = stores.write_table, ["rejects"]

    def disturbed(lake: LakeSnapshot, table: Table, files: pafs.FileSystem) -> list[str]:
        if table.name in cut_in:
            cut_in.clear()
            export_to_store(lake, "s3://news/out")
        return write(lake, table, files)

    monkeypatch.setattr(stores, "write_table", disturbed)
    export_to_store(open_lake(LAKE), "s3://news/out")
    files = store_at("s3://news/out").files("")
    with files.open_input_stream("latest.json") as latest:
        told = json.loads(latest.read())
    for table, found in told["tables"].items():
        rows = [pq.read_table(path, filesystem=files, partitioning=None).num_rows for path in found["files"]]
        assert (table, sum(rows)) == (table, found["rows"])
