"""As much of the wire of two object stores as reading needs, on loopback: their own clients talk to it.

Written after the JSON API of Google Cloud Storage and the REST API of Azure Blob Storage.
"""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

WHEN = "Mon, 06 May 2024 10:00:00 GMT"


class _Store(BaseHTTPRequestHandler):
    """One bucket or container named `dumps`."""

    protocol_version = "HTTP/1.1"
    objects: Mapping[str, bytes] = {}

    def answer(self, body: bytes, kind: str, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        told = {"Content-Type": kind, "Content-Length": str(len(body)), "ETag": '"e"', "Last-Modified": WHEN} | headers
        for name, value in told.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def content(self, name: str, asked: str | None, **headers: str) -> None:
        """The object, or the bytes of it that are asked for."""
        data = self.objects[name]
        if asked is None:
            self.answer(data, "application/octet-stream", **headers)
            return
        first, _, last = asked.removeprefix("bytes=").partition("-")
        start, stop = int(first), min(int(last or len(data)), len(data) - 1) + 1
        span = f"bytes {start}-{stop - 1}/{len(data)}"
        self.answer(data[start:stop], "application/octet-stream", 206, Content_Range=span, **headers)

    def below(self, prefix: str, delimiter: str) -> tuple[list[str], list[str]]:
        """Names and folders directly below the prefix; all names without a delimiter."""
        names = [name for name in sorted(self.objects) if name.startswith(prefix)]
        deep = [name for name in names if delimiter and delimiter in name[len(prefix) :]]
        folders = {prefix + name[len(prefix) :].partition(delimiter)[0] + delimiter for name in deep} if delimiter else set()
        return [name for name in names if name not in deep], sorted(folders)

    def log_message(self, *args: object) -> None:
        pass


class GoogleStore(_Store):
    """Google Cloud Storage."""

    def do_GET(self) -> None:
        split = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(split.query).items()}
        _, _, name = split.path.partition("/b/dumps/o")
        name = unquote(name.removeprefix("/"))
        if not name:
            names, folders = self.below(asked.get("prefix", ""), asked.get("delimiter", ""))
            self.send_json({"items": [self.told(each) for each in names], "prefixes": folders})
        elif name not in self.objects:
            self.send_json({"error": {"code": 404, "message": "no such object"}}, 404)
        elif asked.get("alt") == "media":
            self.content(name, self.headers.get("Range"))
        else:
            self.send_json(self.told(name))

    def told(self, name: str) -> dict[str, str]:
        return {"name": name, "bucket": "dumps", "size": str(len(self.objects[name])), "etag": "e", "generation": "1"}

    def send_json(self, value: object, status: int = 200) -> None:
        self.answer(json.dumps(value).encode(), "application/json", status)


class AzureStore(_Store):
    """Azure Blob Storage."""

    def do_GET(self) -> None:
        split = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(split.query).items()}
        name = unquote(split.path.removeprefix("/account/dumps").removeprefix("/"))
        if asked.get("comp") == "list":
            names, folders = self.below(asked.get("prefix", ""), asked.get("delimiter", ""))
            blobs = "".join(map(self.told, names))
            blobs += "".join(f"<BlobPrefix><Name>{escape(folder)}</Name></BlobPrefix>" for folder in folders)
            listed = f'<EnumerationResults ContainerName="dumps"><Blobs>{blobs}</Blobs><NextMarker/></EnumerationResults>'
            self.answer(listed.encode(), "application/xml")
        elif not name:
            self.answer(b"", "application/xml")
        elif name not in self.objects:
            self.answer(b"", "application/xml", 404, x_ms_error_code="BlobNotFound")
        else:
            self.content(name, self.headers.get("x-ms-range"), x_ms_blob_type="BlockBlob")

    def do_HEAD(self) -> None:
        self.do_GET()

    def told(self, name: str) -> str:
        properties = f"<Content-Length>{len(self.objects[name])}</Content-Length><Last-Modified>{WHEN}</Last-Modified>"
        properties += "<Etag>e</Etag><BlobType>BlockBlob</BlobType>"
        return f"<Blob><Name>{escape(name)}</Name><Properties>{properties}</Properties></Blob>"


@contextmanager
def serving(store: type[_Store], objects: Mapping[str, bytes]) -> Iterator[str]:
    """The address of a server that holds the objects while the block runs."""
    handler = type(store.__name__, (store,), {"objects": objects})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
