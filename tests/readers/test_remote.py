"""Remote dumps, against a real object-store server and a real web server on loopback."""

import os
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import fsspec
import pytest

from flows.readers import ReaderError, open_shard, plan_shards, remote
from flows.readers.error import Unreachable, without_secrets
from flows.sources import Source
from tests.readers.reading_dumps import PLAIN, read_all
from transforms.articles import RawRecord

boto3 = pytest.importorskip("boto3", reason="the object-store server comes with the development requirements")
pytest.importorskip("s3fs", reason="s3:// needs the extra s3")

LINES = b"".join(b'{"id": "%06d", "text": "Rain fell on Monday."}\n' % n for n in range(5000))


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(store: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    for name, value in (
        ("AWS_ENDPOINT_URL", store),
        ("AWS_ACCESS_KEY_ID", "testing"),
        ("AWS_SECRET_ACCESS_KEY", "testing"),
        ("AWS_DEFAULT_REGION", "us-east-1"),
    ):
        monkeypatch.setenv(name, value)
    import s3fs

    s3fs.S3FileSystem.clear_instance_cache()
    client = boto3.client("s3", endpoint_url=store)
    client.create_bucket(Bucket="dumps")
    yield client
    for item in client.list_objects_v2(Bucket="dumps").get("Contents", []):
        client.delete_object(Bucket="dumps", Key=item["Key"])
    client.delete_bucket(Bucket="dumps")


@pytest.mark.parametrize(("debug", "told"), [("", ""), ("1", "tried again\n")])
def test_a_client_tells_its_tries_to_a_log_and_not_to_the_screen(debug: str, told: str) -> None:
    code = (
        "import logging; from flows.readers.inputs import find_inputs\n"
        "try: find_inputs(['memory://nothing/a'])\n"
        "except Exception: logging.getLogger('gcsfs.retry').warning('tried again')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ | {"DATELINE_DEBUG": debug}
    )
    assert done.stderr == told


def test_an_object_a_folder_and_a_glob(bucket) -> None:
    for key in ("day/a.jsonl", "day/b.jsonl", "other/c.jsonl"):
        bucket.put_object(Bucket="dumps", Key=key, Body=LINES)
    for path, count in (("s3://dumps/day/a.jsonl", 5000), ("s3://dumps/day", 10000), ("s3://dumps/*/*.jsonl", 15000)):
        records, rejects = read_all(path)
        assert len(records) == count
        assert rejects == []


def test_what_stands_for_a_folder_is_no_file(bucket) -> None:
    for key, content in (("day/", b""), ("day/deep/", b""), ("day/deep/a.jsonl", LINES)):
        bucket.put_object(Bucket="dumps", Key=key, Body=content)
    for path in ("s3://dumps", "s3://dumps/day", "s3://dumps/day/"):
        records, rejects = read_all(path)
        assert len(records) == 5000
        assert rejects == []


def test_what_is_not_there_is_one_line(bucket) -> None:
    with pytest.raises(ReaderError, match="nowhere"):
        read_all("s3://dumps/nowhere.jsonl")
    with pytest.raises(ReaderError, match="sftpx"):
        read_all("sftpx://host/file")


class Flaky(BaseHTTPRequestHandler):
    """A server that answers 503 to the first `failures` reads of each path; negative, to all of them."""

    failures: dict[str, int] = {}  # noqa: RUF012 - the server makes an instance a request
    body = LINES

    def do_HEAD(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.body)))
        self.send_header("Accept-Ranges", "bytes")
        self.end_headers()

    def do_GET(self) -> None:
        left = self.failures.get(self.path.partition("?")[0], 0)
        if left:
            self.failures[self.path.partition("?")[0]] = left - 1
            self.send_response(503)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        first, last = 0, len(self.body) - 1
        wanted = self.headers.get("Range", "")
        if wanted.startswith("bytes="):
            start, _, stop = wanted.removeprefix("bytes=").partition("-")
            first, last = int(start), min(int(stop or last), last)
        self.send_response(206 if wanted else 200)
        self.send_header("Content-Length", str(last - first + 1))
        self.send_header("Content-Range", f"bytes {first}-{last}/{len(self.body)}")
        self.end_headers()
        self.wfile.write(self.body[first : last + 1])

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def flaky(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    pytest.importorskip("aiohttp", reason="https:// needs the extra http")
    monkeypatch.setattr(remote, "FIRST_WAIT_SECONDS", 0.01)
    Flaky.failures = {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), Flaky)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_an_object_that_fails_twice_is_tried_again(flaky: str) -> None:
    (shard,) = plan_shards([f"{flaky}/good.jsonl"], Source(name="example", format="jsonl"))
    Flaky.failures = {"/good.jsonl": 2}
    reading = open_shard(shard, PLAIN)
    assert sum(isinstance(item, RawRecord) for item in reading) == 5000
    assert not reading.changed


def test_secrets_of_an_address_open_it_and_are_shown_nowhere(flaky: str) -> None:
    address = f"{flaky.replace('://', '://me:word@')}/dumps/a.jsonl?X-Amz-Signature=s3cret/=&token=s3cret"
    (shard,) = plan_shards([address], PLAIN)
    assert shard.name == "a.jsonl"
    reading = open_shard(shard, PLAIN)
    assert sum(isinstance(item, RawRecord) for item in reading) == 5000
    assert reading.formats == {"jsonl": 1}
    assert without_secrets(shard.path) == f"{flaky}/dumps/a.jsonl"
    Flaky.failures = {"/dumps/a.jsonl": -1}
    with pytest.raises(ReaderError) as caught:
        list(open_shard(shard, PLAIN))
    # As a log prints it: with its causes.
    told = "".join(traceback.format_exception(caught.value))
    assert "got ClientResponseError 5 times" in told
    assert f"{flaky}/dumps/a.jsonl" in told
    assert "s3cret" not in told
    assert "me:word" not in told


def test_a_query_that_says_which_file_it_is_tells_names_apart() -> None:
    names = {remote.name_of(f"https://a.example/get.csv?id={n}&Signature={n}{k}") for n in range(2) for k in range(2)}
    assert len(names) == 2
    assert all(name.startswith("get-") and name.endswith(".csv") for name in names)


@pytest.mark.parametrize("key", remote.VERSION_KEYS)
def test_every_stores_tag_tells_versions_apart(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    system = fsspec.filesystem("memory", skip_instance_cache=True)
    monkeypatch.setattr(remote, "_system", lambda path: (system, path))
    stamps = []
    for version in ("1", "2"):
        monkeypatch.setattr(system, "info", lambda inner, version=version: {"size": 1, key: version})
        stamps.append(remote.stamp("memory://a"))
    assert stamps[0] != stamps[1]


@pytest.mark.parametrize(("module", "name"), remote.CLIENT_ERRORS)
def test_what_a_client_raises_is_tried_again_and_then_one_line(monkeypatch: pytest.MonkeyPatch, module: str, name: str) -> None:
    kind = getattr(pytest.importorskip(module, reason="each client is an extra"), name)
    monkeypatch.setattr(remote, "FIRST_WAIT_SECONDS", 0)
    calls = []

    def failing() -> None:
        calls.append(1)
        raise kind.__new__(kind)  # each is made of another answer of its server

    with pytest.raises(Unreachable, match=f"expected a file at gs://box/a, got {name} 5 times"):
        remote.retried(failing, "a file at gs://box/a")
    assert len(calls) == 5


def test_an_object_that_always_fails_is_reported_and_the_others_are_read(flaky: str) -> None:
    source = Source(name="example", format="jsonl")
    shards = list(plan_shards([f"{flaky}/bad.jsonl", f"{flaky}/good.jsonl"], source))
    Flaky.failures = {"/bad.jsonl": -1}
    outcomes = {}
    for shard in shards:
        try:
            reading = open_shard(shard, source)
            outcomes[shard.name] = sum(isinstance(item, RawRecord) for item in reading)
        except ReaderError as error:
            outcomes[shard.name] = str(error)
    assert outcomes["good.jsonl"] == 5000
    assert "5 times" in str(outcomes["bad.jsonl"])
    assert "\n" not in str(outcomes["bad.jsonl"])
