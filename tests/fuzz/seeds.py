# ruff: noqa: E501 - lines as they stand in the files
"""Small sound files of every format, written by us: what the fuzzing of the readers starts from."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

LINES = b'{"id": 1, "title": "Rain", "text": "Rain fell on Monday.", "date": "2013-10-11"}\n{"id": 2, "text": "Sun\\u0041"}\n'
NITF = (
    b'<?xml version="1.0" encoding="utf-8"?><nitf><head><docdata><date.issue norm="20131011T101500Z"/>'
    b'<doc-id id-string="a1"/></docdata></head><body><body.head><hedline><hl1>Rain</hl1></hedline></body.head>'
    b"<body.content><p>Rain fell.</p><media><media-caption>No</media-caption></media><p>Sun.</p></body.content></body></nitf>"
)
G2 = (
    b'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:a" version="1"><itemMeta><itemClass qcode="ninat:text"/>'
    b"<versionCreated>2013-10-11T10:15:00Z</versionCreated></itemMeta><contentMeta><headline>Rain</headline></contentMeta>"
    b'<contentSet><inlineXML contenttype="application/xhtml+xml"><html><body><p>Rain.</p></body></html></inlineXML></contentSet></newsItem>'
)
NEWSML = (
    b"<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>x</ProviderId><DateId>20131011</DateId><NewsItemId>7</NewsItemId>"
    b"</NewsIdentifier></Identification><NewsManagement><FirstCreated>20131011T101500Z</FirstCreated></NewsManagement><NewsComponent>"
    b'<ContentItem><MediaType FormalName="Text"/><DataContent><![CDATA[<p>Rain.</p>]]></DataContent></ContentItem></NewsComponent>'
    b"</NewsItem></NewsML>"
)
TIMEML = (
    b'<TimeML><DOCID>d</DOCID><DCT><TIMEX3 tid="t0" type="DATE" value="2013-10-11" functionInDocument="CREATION_TIME">Oct 11</TIMEX3>'
    b'</DCT><TEXT>Rain fell on <TIMEX3 tid="t1" type="DATE" value="2013-10-07">Monday</TIMEX3>.</TEXT></TimeML>'
)
RSS = (
    b'<rss version="2.0"><channel><title>c</title><item><title>Rain</title><link>http://a.example/1</link>'
    b"<pubDate>Fri, 11 Oct 2013 10:15:00 GMT</pubDate><description>&lt;p&gt;Rain.&lt;/p&gt;</description></item></channel></rss>"
)
ATOM = (
    b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:1</id><title>Rain</title><updated>2013-10-11T10:15:00Z</updated>'
    b'<content type="html">&lt;p&gt;Rain.&lt;/p&gt;</content></entry></feed>'
)
PAGE = (
    b'<!DOCTYPE html><html lang="en"><head><title>Rain in town</title><meta property="article:published_time" content="2013-10-11">'
    b'<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2013-10-11"}</script></head>'
    b"<body><h1>Rain in town</h1><p>Published 11 October 2013</p><article><p>Rain fell on Monday in the whole town.</p></article></body></html>"
)
RESPONSE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + PAGE
WARC = (
    b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\nabcd\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\n"
    b"WARC-Target-URI: http://a.example/1\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
) % (len(RESPONSE), RESPONSE)
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n<html><p>Rain.</\r\n9\r\np></html>\r\n0\r\n\r\n"
WARC_CHUNKED = WARC[: WARC.index(b"WARC/1.0", 5)] + (
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(CHUNKED), CHUNKED)
)
SGML = (
    b'<!DOCTYPE lewis SYSTEM "lewis.dtd">\n<REUTERS TOPICS="NO" NEWID="7">\n<DATE> 9-MAR-1987 04:58:41.12</DATE>\n<TEXT>&#2;\n'
    b"<TITLE>RAIN &amp; SUN</TITLE>\n<DATELINE>LONDON, March 9 - </DATELINE><BODY>Rain fell.\n&#3;</BODY></TEXT>\n</REUTERS>\n"
)
NINJS = (
    b'{"uri": "urn:1", "type": "text", "versioncreated": "2013-10-11T10:15:00Z", "headline": "Rain", "body_text": "Rain fell.", '
    b'"headlines": [{"value": "Rain"}], "bodies": [{"contentType": "text/html", "value": "<p>Rain</p>"}]}'
)
IPTC = b"\x01abc100 3 s 86 abcde   dpa 099\r\n\r\nTown/\r\n\x02Rain in town\r\nBy A Writer =\r\n\r\nTown (dpa) - Rain fell.\r\n\x03071341 GMT Okt 15\r\n\x04"
ANPA = b"\x16\x16\x01a1234^_abc\r\nr a\x13\x11 BC-Rain 10-11 0093\r\n\x02^BC-Rain,93<\r\n^Rain in town<\r\n^By A WRITER=\r\n\t   TOWN (AP) _ Rain.\r\n\x03AP-WF-10-11-13 0745GMT<\r\n\x04"
MBOX = (
    b"From a@b.example Fri Oct 11 10:15:00 2013\nFrom: A <a@b.example>\nSubject: =?utf-8?q?Rain?=\nDate: Fri, 11 Oct 2013 10:15:00 +0100\n"
    b'Content-Type: multipart/alternative; boundary="x"\n\n--x\nContent-Type: text/plain; charset=latin-1\n'
    b"Content-Transfer-Encoding: quoted-printable\n\nRain=\n fell.\n--x\nContent-Type: text/html\n\n<p>Rain</p>\n--x--\n\n"
    b"From b@b.example Fri Oct 11 10:15:00 2013\nSubject: two\n\nSun.\n"
)
CSV = b'title,text,date\nRain,"Rain fell,\non Monday",2013-10-11\nSun,"say ""sun""",11/10/2013\n'
TSV = b"title\ttext\tdate\nRain\tRain fell.\t2013-10-11\n"
JSON = b'[{"title": "Rain", "text": "Rain fell.", "date": 1381486500}, {"text": ["a", "b"], "date": "11 Oct 2013"}]'
TEXT = "TOWN, Oct 11 (Reuters) - Rain fell on Monday.\n\nMore From This Section\n\nSun – “on” Tuesday.\n".encode()


def _table() -> pa.Table:
    return pa.table({"title": ["Rain", None], "text": ["Rain fell.", "Sun."], "date": ["2013-10-11", ""]})


def _parquet() -> bytes:
    out = io.BytesIO()
    pq.write_table(_table(), out)
    return out.getvalue()


def _arrow(*, stream: bool) -> bytes:
    out = io.BytesIO()
    table = _table()
    with (pa.ipc.new_stream if stream else pa.ipc.new_file)(out, table.schema) as writer:
        writer.write_table(table)
    return out.getvalue()


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name in ("a.jsonl", "b.jsonl"):
            info = tarfile.TarInfo(name)
            info.size = len(LINES)
            archive.addfile(info, io.BytesIO(LINES))
    return out.getvalue()


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.jsonl", LINES)
        archive.writestr("b.xml", NITF)
    return out.getvalue()


SEEDS: dict[str, tuple[str, bytes]] = {
    "jsonl": ("a.jsonl", LINES),
    "json": ("a.json", JSON),
    "json wrapped": ("a.json", b'{"status": "ok", "articles": ' + JSON + b', "total": 2}'),
    "csv": ("a.csv", CSV),
    "tsv": ("a.tsv", TSV),
    "text": ("a.txt", TEXT),
    "reuters_sgml": ("a.sgm", SGML),
    "warc": ("a.warc", WARC),
    "warc chunked": ("a.warc", WARC_CHUNKED),
    "html": ("a.html", PAGE),
    "nitf": ("a.xml", NITF),
    "newsml_g2": ("a.xml", G2),
    "newsml_1": ("a.xml", NEWSML),
    "timeml": ("a.tml", TIMEML),
    "feed rss": ("a.rss", RSS),
    "feed atom": ("a.atom", ATOM),
    "ninjs": ("a.json", NINJS),
    "iptc7901": ("a.txt", IPTC),
    "anpa": ("a.tst", ANPA),
    "mbox": ("a.mbox", MBOX),
    "parquet": ("a.parquet", _parquet()),
    "arrow": ("a.arrow", _arrow(stream=False)),
    "arrow stream": ("a.arrows", _arrow(stream=True)),
    "gzip": ("a.jsonl.gz", gzip.compress(LINES, mtime=0)),
    "zstd": ("a.jsonl.zst", zstandard.ZstdCompressor().compress(LINES)),
    "bzip2": ("a.jsonl.bz2", bz2.compress(LINES)),
    "xz": ("a.jsonl.xz", lzma.compress(LINES)),
    "tar": ("a.tar", _tar()),
    "zip": ("a.zip", _zip()),
}
