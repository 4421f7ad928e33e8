"""Every format: recognised by its content alone, read to the fields that the article transform knows."""

import gzip
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.readers import open_shard, plan_shards, web_archive
from flows.readers.form import Head
from flows.readers.registry import FORMATS, recognised
from flows.sources import Limits, Source, guess_source
from tests.fuzz.seeds import SEEDS, WARC
from tests.readers.reading_dumps import PLAIN, read_all, reasons
from transforms.articles import Article, RawRecord, Reject, to_article

SHARED = Path(__file__).resolve().parents[3] / "shared" / "dumps"
RUN_DAY = date(2026, 11, 23)

# format of the seed -> title, text and day of publication of its first article
FIRST = {
    "jsonl": ("Rain", "Rain fell on Monday.", date(2013, 10, 11)),
    "json": ("Rain", "Rain fell.", date(2013, 10, 11)),
    "csv": ("Rain", "Rain fell,\n\non Monday", date(2013, 10, 11)),
    "tsv": ("Rain", "Rain fell.", date(2013, 10, 11)),
    "text": (None, "TOWN, Oct 11 (Reuters) - Rain fell on Monday.\n\nSun \u2013 \u201con\u201d Tuesday.", None),
    "reuters_sgml": ("RAIN & SUN", "LONDON, March 9 - Rain fell.", date(1987, 3, 9)),
    "warc": ("Rain in town", "Rain fell on Monday in the whole town.", date(2013, 10, 11)),
    "html": ("Rain in town", "Rain fell on Monday in the whole town.", date(2013, 10, 11)),
    "nitf": ("Rain", "Rain fell.\n\nSun.", date(2013, 10, 11)),
    "newsml_g2": ("Rain", "Rain.", date(2013, 10, 11)),
    "newsml_1": (None, "Rain.", date(2013, 10, 11)),
    "timeml": (None, "Rain fell on Monday.", date(2013, 10, 11)),
    "feed rss": ("Rain", "Rain.", date(2013, 10, 11)),
    "feed atom": ("Rain", "Rain.", date(2013, 10, 11)),
    "ninjs": ("Rain", "Rain", date(2013, 10, 11)),
    "iptc7901": ("Rain in town", "Town (dpa) - Rain fell.", date(2015, 10, 7)),
    "anpa": ("Rain in town", "TOWN (AP) _ Rain.", date(2013, 10, 11)),
    "mbox": ("Rain", "Rain fell.", date(2013, 10, 11)),
    "parquet": ("Rain", "Rain fell.", date(2013, 10, 11)),
    "arrow": ("Rain", "Rain fell.", date(2013, 10, 11)),
    "arrow stream": ("Rain", "Rain fell.", date(2013, 10, 11)),
}


def test_every_format_has_a_seed() -> None:
    assert {kind.split()[0] for kind in FIRST} == set(FORMATS)


@pytest.mark.parametrize("kind", FIRST)
@pytest.mark.parametrize("name", ["", "dump", "dump.gz"])
def test_a_format_is_recognised_by_its_content(tmp_path: Path, kind: str, name: str) -> None:
    suffixed, data = SEEDS[kind]
    if kind == "tsv" and name:
        pytest.skip("two columns of one row say nothing without their suffix")
    path = tmp_path / (name or suffixed)
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    (shard,) = plan_shards([str(path)], PLAIN)
    reading = open_shard(shard, PLAIN)
    items = list(reading)
    assert list(reading.formats) == [kind.split()[0]]
    assert isinstance(items[0], RawRecord)
    article = to_article(items[0], PLAIN.settings(), not_after=RUN_DAY)
    assert isinstance(article, Article)
    assert (article.title, article.text, article.published_on) == FIRST[kind]


def test_archives_hold_files_of_any_format(tmp_path: Path) -> None:
    for name in ("tar", "zip"):
        (tmp_path / SEEDS[name][0]).write_bytes(SEEDS[name][1])
    records, rejects = read_all(tmp_path)
    assert len(records) == 7
    assert rejects == []


def test_what_is_no_text_says_what_it_is(tmp_path: Path) -> None:
    for name, content in {
        "concept.xml": '<conceptItem guid="a"/>',
        "event.json": '{"uri": "a", "type": "event", "pubStatus": "usable"}',
        "photo.xml": '<newsItem guid="b"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta></newsItem>',
        "plan.xml": '<planningItem guid="c"/>',
        "video.json": '{"uri": "d", "type": "video", "versioncreated": "2013-10-11"}',
        "withheld.json": '{"uri": "e", "type": "text", "pubstatus": "withheld"}',
    }.items():
        (tmp_path / name).write_text(content)
    records, rejects = read_all(tmp_path)
    assert records == []
    assert reasons(rejects) == ["not_an_article", "not_text", "not_text", "not_an_article", "not_text", "withdrawn"]
    assert "planningItem" in rejects[3].message


def test_damaged_records_of_a_web_archive_cost_themselves_only(tmp_path: Path) -> None:
    response = WARC[WARC.index(b"WARC/1.0", 5) :]
    length = int(response.split(b"Content-Length: ")[1].split(b"\r\n")[0])
    damaged = {
        "bad_length": response.replace(b"Content-Length: %d" % length, b"Content-Length: %d" % (length + 700), 1),
        "bad_header": b"WARC/1.0\r\nnothing here\r\n\r\n" + b"x" * 50 + b"\r\n\r\n",
        "truncated": response[: len(response) // 2],
    }
    for reason, record in damaged.items():
        path = tmp_path / reason
        path.write_bytes(response + record + (response * 2 if reason != "truncated" else b""))
        records, rejects = read_all(path)
        assert reasons(rejects) == [reason]
        assert len(records) == (1 if reason == "truncated" else 3)


def test_a_web_archive_is_cut_at_members_and_records(tmp_path: Path) -> None:
    member = gzip.compress(WARC[WARC.index(b"WARC/1.0", 5) :], mtime=0)
    for name, data in (("a.warc.gz", member * 400), ("a.warc", gzip.decompress(member) * 400)):
        path = tmp_path / name
        path.write_bytes(data)
        with path.open("rb") as file:
            cuts = web_archive.cuts(file, len(data), len(data) // 5)
        assert 3 <= len(cuts) <= 5
        unit = len(data) // 400
        assert all(cut % unit == 0 for cut in cuts)


def test_row_groups_are_shards(tmp_path: Path) -> None:
    path = tmp_path / "dump.parquet"
    chance = [f"{n * 2654435761 % 2**32:08x}" * 40 for n in range(20_000)]
    pq.write_table(
        pa.table({"text": chance, "n": range(20_000)}), path, row_group_size=2000, use_dictionary=False, compression="none"
    )
    source = Source(name="example", limits=Limits(shard_mib=1))
    shards = list(plan_shards([str(path)], source))
    assert len(shards) > 3
    numbers = []
    for shard in shards:
        reading = open_shard(shard, source)
        numbers += [item.fields["n"] for item in reading if isinstance(item, RawRecord)]
    assert numbers == list(range(20_000))


def test_a_source_is_guessed_with_its_fields_and_the_order_of_days(tmp_path: Path) -> None:
    path = tmp_path / "dump.csv"
    path.write_text("id,headline,body,pubDate\n1,Rain,Rain fell.,03/04/2013\n2,Sun,Sun shone.,25/04/2013\n")
    source = guess_source([str(path)])
    assert (source.format, source.day_first) == ("csv", True)
    # Row numbers are no identity: another dump has the same ones.
    assert source.fields == {"id": [], "title": "headline", "text": "body", "date": "pubDate"}


def test_a_jpeg_is_no_format() -> None:
    assert recognised(Head(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(range(256)) * 4, "a.jpg")) is None


SAMPLES = {
    # folder: records, articles
    "reuters21578_sgml": (4000, 3709),
    "csv": (399, 399),
    "json": (2314, 2314),
    "nitf": (11, 11),
    "newsml_1_2": (1, 1),
    "newsml_g2": (41, 13),
    "iptc7901_anpa": (4, 4),
    "ninjs": (129, 19),
    "rss_atom": (62, 4),
}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the sample dumps are not beside the project")
@pytest.mark.parametrize("folder", SAMPLES)
def test_samples(folder: str) -> None:
    records = articles = 0
    settings = PLAIN.settings()
    for shard in plan_shards([str(SHARED / folder)], PLAIN):
        reading = open_shard(shard, PLAIN)
        for item in reading:
            records += 1
            result = item if isinstance(item, Reject) else to_article(item, settings, not_after=RUN_DAY)
            articles += isinstance(result, Article)
    assert (records, articles) == SAMPLES[folder]
