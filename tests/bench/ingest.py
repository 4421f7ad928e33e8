"""From bytes to records, and from records to articles: this stage alone, in one process, in CPU seconds.

The dumps are blown up from small ones: speed is that of the code, and memory is measured on a file far bigger than any bound.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

from fastwarc.warc import ArchiveIterator, WarcRecordType
from htmldate import find_date
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding
from resiliparse.parse.html import HTMLTree

from flows.readers import open_shard, plan_shards
from flows.sources import Source
from tests.bench.figure import Figure
from tests.bench.peak import peak_mib
from tests.fuzz.seeds import SGML
from transforms.articles import RawRecord, to_article
from transforms.articles.page import decoded, main_text
from transforms.articles.page_date import stated_dates
from transforms.articles.page_markup import PageMarkup
from transforms.articles.settings import CleaningRules, cleaning_rules

MEGABYTE: Final = 1_000_000
ROUNDS: Final = 5
# The pages were published up to 2023; later dates on them are no dates of publication.
RUN_DAY: Final = date(2026, 11, 23)
STORY: Final = (
    "LONDON, Oct 11 - Rain fell on Monday in the hills above the town, the mayor said, and more is forecast by the end of "
    "this month.\n\nThe river has been rising since 2008, and the new walls are to be finished by December 2014.\n\n"
) * 6


def figures(dumps: Path | None = None, quick: bool = False) -> Iterator[Figure]:
    """Speeds of the three formats with a target, dates of publication on the gold pages, memory on a big file."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        lines = _json_lines(place / "dump.jsonl", 20 if quick else 200)
        peer = _by_json(lines)
        yield Figure("JSON Lines", "lines to objects, by Python's json", peer, "MB/s", 1.0, "a yardstick of the cores")
        yield from _speeds("JSON Lines", lines, peer)
        yield from _speeds("Reuters SGML", _sgml(place / "dump.sgm", dumps, 5 if quick else 60), peer)
        yield _memory(_json_lines(place / "memory.jsonl", 50 if quick else 1000))
    if dumps is not None:
        yield from _pages(dumps / "warc" / "pages.warc.gz", dumps / "html" / "gold_dates.json")


def _json_lines(path: Path, megabytes: int) -> Path:
    block = b"".join(
        json.dumps({"url": f"http://a.example/{n}", "title": f"Rain {n}", "text": STORY, "date": "2013-10-11"}).encode() + b"\n"
        for n in range(1000)
    )
    with path.open("wb") as out:
        for _ in range(max(1, megabytes * MEGABYTE // len(block))):
            out.write(block)
    return path


def _sgml(path: Path, dumps: Path | None, megabytes: int) -> Path:
    """The Reuters files that are there, again and again; else one article of ours."""
    files = sorted((dumps / "reuters21578_sgml").glob("*.sgm")) if dumps is not None else []
    block = b"".join(file.read_bytes() for file in files) or SGML * 1000
    with path.open("wb") as out:
        for _ in range(max(1, megabytes * MEGABYTE // len(block))):
            out.write(block)
    return path


def _by_json(path: Path) -> float:
    """Megabytes a CPU second of a parser that every machine has, on its own: it tells fast cores from slow ones."""
    begun = time.process_time()
    with path.open("rb") as lines:
        for line in lines:
            json.loads(line)
    return path.stat().st_size / MEGABYTE / (time.process_time() - begun)


def _speeds(name: str, path: Path, peer: float) -> Iterator[Figure]:
    source = Source(name="bench", language="en")
    settings = source.settings()
    size = path.stat().st_size / MEGABYTE
    for what, whole in (("bytes to records", False), ("bytes to articles", True)):
        begun = time.process_time()
        count = 0
        for shard in plan_shards([str(path)], source):
            reading = open_shard(shard, source)
            for item in reading:
                count += 1
                if whole and isinstance(item, RawRecord):
                    to_article(item, settings)
        seconds = time.process_time() - begun
        rate = size / seconds
        note = f"{count:,} records, {count / seconds:,.0f} a second; to Python's json"
        yield Figure(name, what, rate, "MB/s", rate / peer, note)


def _memory(path: Path) -> Figure:
    """The peak of a process that reads the whole file to articles."""
    code = "import sys; from tests.bench.ingest import read_whole; read_whole(sys.argv[1])"
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    peak, records = done.stdout.split()
    size = path.stat().st_size / 1e9
    return Figure(
        "JSON Lines", "peak memory, bytes to articles", float(peak), "MiB", note=f"{size:.1f} GB, {int(records):,} records"
    )


def read_whole(path: str) -> None:
    """Read a dump to articles and print the peak memory in MiB and the number of records."""
    source = Source(name="bench", language="en")
    settings = source.settings()
    count = 0
    for shard in plan_shards([path], source):
        reading = open_shard(shard, source)
        for item in reading:
            count += 1
            if isinstance(item, RawRecord):
                to_article(item, settings)
    print(peak_mib(), count)  # noqa: T201


def _pages(archive: Path, gold: Path) -> Iterator[Figure]:
    """Reading an archive of pages beside the libraries alone, and dates of publication beside plain htmldate."""
    records = list(_records(archive))
    pages = {str(record.fields["url"]): _html(record) for record in records}
    yield from _extraction(archive, records)
    dates = {entry["url"]: entry["date"] for entry in json.loads(gold.read_text(encoding="utf-8"))}
    yield from _dates(pages, dates)


def _records(archive: Path) -> Iterator[RawRecord]:
    source = Source(name="bench")
    for shard in plan_shards([str(archive)], source):
        reading = open_shard(shard, source)
        yield from (item for item in reading if isinstance(item, RawRecord))


def _html(record: RawRecord) -> str:
    content = record.fields["page"]
    return decoded(content, None)[0] if isinstance(content, bytes) else str(content)


def _extraction(archive: Path, records: list[RawRecord]) -> Iterator[Figure]:
    """Each way in turn, several times, so that the load of the machine falls on all of them alike; the median of each."""
    rules, settings = cleaning_rules(), Source(name="bench").settings()
    stated = [record for record in records if _is_stated(_html(record), rules)]

    def to_text() -> None:
        for record in _records(archive):
            main_text(HTMLTree.parse(_html(record)), rules, None)

    def to_articles(which: Iterable[RawRecord]) -> None:
        for record in which:
            to_article(RawRecord(record.locator, dict(record.fields)), settings, not_after=RUN_DAY)

    seconds: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        ways: dict[str, Callable[[], None]] = {
            "libraries": lambda: _by_libraries(archive),
            "text": to_text,
            "articles": lambda: to_articles(_records(archive)),
            "extracted": lambda: _extracted(stated),
            "stated": lambda: to_articles(stated),
        }
        for name, work in ways.items():
            begun = time.process_time()
            work()
            seconds.setdefault(name, []).append(time.process_time() - begun)
    for name, peer, count, what, note in (
        ("libraries", "libraries", len(records), "archive to main text, by the libraries", "fastwarc and resiliparse"),
        ("text", "libraries", len(records), "archive to main text", "to the libraries"),
        (
            "articles",
            "libraries",
            len(records),
            "archive to articles",
            "to the libraries' main text; ours with dates and language",
        ),
        (
            "stated",
            "extracted",
            len(stated),
            "pages dated by their markup to articles",
            "to parsing and main text alone",
        ),
    ):
        ratio = statistics.median(theirs / ours for theirs, ours in zip(seconds[peer], seconds[name], strict=True))
        rate = count / statistics.median(seconds[name])
        yield Figure("WARC", what, rate, "pages/s", ratio, f"{count} pages; {note}")


def _is_stated(html: str, rules: CleaningRules) -> bool:
    """Whether the markup of the page says when it was published, as that of news sites does."""
    return any(stated_dates(PageMarkup.of(HTMLTree.parse(html), html.encode()), rules))


def _by_libraries(archive: Path) -> None:
    """fastwarc, its decoder and the extractor, as their own documentation puts them together."""
    with archive.open("rb") as stream:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True):
            _extract(record.reader.read())


def _extracted(records: list[RawRecord]) -> None:
    for record in records:
        content = record.fields["page"]
        if isinstance(content, bytes):
            _extract(content)


def _extract(content: bytes) -> None:
    html = bytes_to_str(content, detect_encoding(content) or "utf-8")
    extract_plain_text(html, preserve_formatting=True, main_content=True, list_bullets=False, alt_texts=False)


def _dates(pages: dict[str, str], dates: dict[str, str]) -> Iterator[Figure]:
    begun = time.process_time()
    theirs = {
        url: find_date(html, extensive_search=True, original_date=True, max_date=RUN_DAY.isoformat())
        for url, html in pages.items()
    }
    peer = len(pages) / (time.process_time() - begun)
    begun = time.process_time()
    settings = Source(name="bench").settings()
    ours = {}
    for url, html in pages.items():
        item = to_article(RawRecord("0", {"url": url, "page": html, "text": "A text."}), settings, not_after=RUN_DAY)
        ours[url] = getattr(item, "published_on", None)
    speed = len(pages) / (time.process_time() - begun)
    for name, found, rate in (("dateline", ours, speed), ("htmldate, extensive, original date", theirs, peer)):
        right = sum(str(found[url]) == dates.get(url) for url in pages) / len(pages)
        answered = sum(found[url] is not None for url in pages) / len(pages)
        note = f"{len(pages)} pages, answers {100 * answered:.1f}%"
        yield Figure(name, "publication dates right", 100 * right, "% of pages", note=note)
        yield Figure(name, "publication dates", rate, "pages/s", rate / peer, "to htmldate; ours with the main text")
