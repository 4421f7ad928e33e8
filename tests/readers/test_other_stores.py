"""gs:// and az:// through their own clients, against servers on loopback."""

import base64
import gzip
import importlib
import sys
from collections.abc import Iterator

import fsspec
import pytest

from flows.readers import ReaderError, plan_shards
from flows.sources import Limits, Source
from tests.readers.object_stores import AzureStore, GoogleStore, serving
from tests.readers.reading_dumps import PLAIN, read_all

REGISTRY = importlib.import_module("fsspec.registry")._registry
LINES = b"".join(b'{"id": "%06d", "text": "Rain fell on Monday."}\n' % n for n in range(25_000))
OBJECTS = {
    "day/a.jsonl": LINES,
    "day/b.jsonl.gz": gzip.compress(LINES),
    "other/c one.jsonl": LINES[: len(LINES) // 5],
}


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    core = pytest.importorskip("gcsfs.core", reason="gs:// needs the extra gcs")
    with serving(GoogleStore, OBJECTS) as address:
        settings = {"token": "anon", "endpoint_url": address}
        for protocol in ("gs", "gcs"):
            monkeypatch.setitem(fsspec.config.conf, protocol, settings)
            # Its subclass first asks the real service, over gRPC, of what kind the bucket is.
            monkeypatch.setitem(REGISTRY, protocol, core.GCSFileSystem)
        core.GCSFileSystem.clear_instance_cache()
        yield "gs"
        core.GCSFileSystem.clear_instance_cache()


@pytest.fixture
def azure(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    adlfs = pytest.importorskip("adlfs", reason="az:// needs the extra azure")
    with serving(AzureStore, OBJECTS) as address:
        key = base64.b64encode(b"no secret").decode()
        told = f"DefaultEndpointsProtocol=http;AccountName=account;AccountKey={key};BlobEndpoint={address}/account;"
        monkeypatch.setenv("AZURE_STORAGE_CONNECTION_STRING", told)
        adlfs.AzureBlobFileSystem.clear_instance_cache()
        yield "az"
        adlfs.AzureBlobFileSystem.clear_instance_cache()


@pytest.mark.parametrize("store", ["google", "azure"])
def test_an_object_a_folder_a_glob_and_a_range(store: str, request: pytest.FixtureRequest) -> None:
    scheme = request.getfixturevalue(store)
    for path, count in (("day/a.jsonl", 25_000), ("day", 50_000), ("*/*.jsonl", 30_000)):
        records, rejects = read_all(f"{scheme}://dumps/{path}")
        assert len(records) == count
        assert rejects == []
    cut = Source(name="example", limits=Limits(shard_mib=1))
    assert len(list(plan_shards([f"{scheme}://dumps/day/a.jsonl"], cut))) == 2
    records, _ = read_all(f"{scheme}://dumps/day/a.jsonl", cut)
    assert len({record.fields["id"] for record in records}) == 25_000
    with pytest.raises(ReaderError, match=r"dumps/nowhere\.jsonl"):
        read_all(f"{scheme}://dumps/nowhere.jsonl")


@pytest.mark.parametrize(("scheme", "module"), [("gs", "gcsfs"), ("az", "adlfs"), ("s3", "s3fs")])
def test_without_its_client_an_address_says_what_to_install(monkeypatch: pytest.MonkeyPatch, scheme: str, module: str) -> None:
    protocol = {"gs": ("gs", "gcs")}.get(scheme, (scheme,))
    for name in protocol:
        monkeypatch.delitem(REGISTRY, name, raising=False)
    for name in [loaded for loaded in sys.modules if loaded.partition(".")[0] == module]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ReaderError, match=r"got none; run make install in Dateline's folder, which brings it") as failed:
        list(plan_shards([f"{scheme}://dumps/a.jsonl"], PLAIN))
    assert "\n" not in str(failed.value)
