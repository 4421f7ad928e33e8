"""The files that the documentation supposes its reader to have, small and written for the tests."""

import gzip
import json
import shutil
from pathlib import Path

from tests.docs.blocks import ROOT

DEMO = ROOT / "config/demo"
STORY = "The council met on Monday. It will vote on the tunnel by the end of this month, and open it in about a year's time.\n"
TIMEML = """<?xml version="1.0" ?>
<TimeML><DOCID>story</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2013-10-11" functionInDocument="CREATION_TIME">2013-10-11</TIMEX3></DCT>
<TEXT>The council met on <TIMEX3 tid="t1" type="DATE" value="2013-10-07">Monday</TIMEX3>.</TEXT></TimeML>
"""
PAGE = """<html lang="en"><head><title>Ferry stops for repairs</title>
<meta property="article:published_time" content="2025-11-28T15:05:00+01:00"></head>
<body><article><h1>Ferry stops for repairs</h1>
<p>The ferry across the bay will stop for three weeks from January 5 while its engine is replaced, the city said on Friday.</p>
<p>Buses will run every 20 minutes. The ferry was built in 1994 and is to be retired when the tunnel opens.</p>
</article></body></html>"""
FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Halden Online</title><link>https://haldenonline.example/</link>
<description>News of the bay</description>
<item><title>Ferry fares rise</title><link>https://haldenonline.example/fares</link><guid>fares</guid>
<pubDate>Fri, 12 Jan 2024 09:15:00 GMT</pubDate>
<description>The ferry across the bay will cost more from April 1. Children travel free until the end of 2025.</description>
</item>
</channel></rss>"""


def furnish(folder: Path) -> None:
    """Fills an empty folder with dumps, a story, gold, and a copy of the configuration."""
    shutil.copy(DEMO / "features.jsonl.gz", folder / "news.jsonl.gz")
    shutil.copy(DEMO / "web.csv", folder / "harbour-2025.csv")
    for name in ("dumps", "daily", "cc-news", "feeds", "timebank"):
        (folder / name).mkdir()
    shutil.copy(DEMO / "wire.sgm", folder / "dumps")
    shutil.copy(DEMO / "features.jsonl.gz", folder / "daily/2025-02-08.jsonl.gz")
    (folder / "cc-news/CC-NEWS-20251128.warc.gz").write_bytes(warc("https://haldenonline.example/ferry", PAGE))
    (folder / "feeds/2024-01-12.xml").write_text(FEED, encoding="utf-8")
    (folder / "story.txt").write_text(STORY, encoding="utf-8")
    (folder / "timebank/story.tml").write_text(TIMEML, encoding="utf-8")
    shutil.copytree(ROOT / "config", folder / "my-config")
    (folder / "my-config/sources/my-feeds.toml").write_text('time_zone = "Europe/Oslo"\n', encoding="utf-8")
    at = STORY.index("Monday")
    timex = {"start": at, "end": at + 6, "text": "Monday", "type": "DATE", "value": "2013-10-07"}
    gold = {"id": "story", "corpus": "own", "lang": "en", "dct": "2013-10-11", "text": STORY, "timexes": [timex]}
    (folder / "gold.jsonl").write_text(json.dumps(gold) + "\n", encoding="utf-8")


def warc(url: str, page: str) -> bytes:
    """A WARC file of one page, a gzip member a record."""
    body = page.encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-11-29T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n", mtime=0)
