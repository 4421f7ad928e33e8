"""Checking and writing sources, and dumps on standard input."""

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from flows.readers import ReaderError, open_shard, plan_shards
from flows.readers.inputs import folder_of
from flows.sources import Source, guess_source, load_source, source_names, told_guess
from flows.sources_check import check_source, new_source
from flows.usage import UsageError
from transforms.articles import Article, RawRecord, to_article
from transforms.configuration import DEFAULT_ROOT, ConfigurationError

CSV = "headline,body,pubDate,weather\nRain,Rain fell in the hills on Monday.,25/10/2013,wet\nSun,,26/10/2013,dry\n"


def test_every_source_of_the_project_loads() -> None:
    names = source_names()
    assert "reuters21578" in names
    assert [load_source(name).name for name in names] == names


def test_a_check_says_what_would_be_read(tmp_path: Path) -> None:
    path = tmp_path / "dump.csv"
    path.write_text(CSV)
    report = check_source([str(path)])
    assert (report.shards, report.records, report.articles, report.complete, report.dated_share) == (1, 2, 1, True, 1.0)
    assert report.source.fields == {"title": "headline", "text": "body", "date": "pubDate"}
    assert report.unread == {"weather": 2}
    assert report.reject_reasons == {"no_text": 1}
    assert report.examples == [("Rain", "2013-10-25", "Rain fell in the hills on Monday.")]


def test_a_check_names_the_file_of_what_it_refuses(tmp_path: Path) -> None:
    small, big = '{"text": ""}\n', '{"text": ""}\n' + '{"text": "Rain fell."}\n' * 200_000
    for name, text in (("a.jsonl", small), ("b.jsonl", small), ("c.jsonl", big)):
        (tmp_path / name).write_text(text)
    places = [reject.locator for reject in check_source([str(tmp_path)], most=5).first_rejects]
    assert [place.split("#")[0] for place in places] == ["a.jsonl", "b.jsonl", "c.jsonl"]


def test_a_check_refuses_news_to_come_as_a_run_does(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    path.write_text('{"text": "Rain fell.", "date": "2099-01-01"}\n{"text": "Rain fell.", "date": "2013-10-11"}\n')
    assert check_source([str(path)]).reject_reasons == {"absurd_date": 1}
    assert check_source([str(path)], not_after=date(2012, 1, 1)).reject_reasons == {"absurd_date": 2}
    assert not check_source([str(path)], not_after=date(2099, 1, 1)).reject_reasons


def test_a_check_counts_an_article_that_comes_again_once(tmp_path: Path) -> None:
    lines = [{"url": f"https://a.example/{n % 3}", "text": f"Rain fell on farm {n}.", "date": "2024-05-01"} for n in range(5)]
    (tmp_path / "dump.jsonl").write_text("\n".join(map(json.dumps, lines)))
    report = check_source([str(tmp_path)])
    assert (report.records, report.articles, report.copies, report.dated_share) == (5, 3, 2, 1.0)


def test_a_check_reads_no_more_than_it_says(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    path.write_bytes(b'{"text": "Rain fell."}\n' * 500)
    report = check_source([str(path)], most=100)
    assert (report.records, report.complete) == (100, False)


def test_a_new_source_is_one_file_that_loads(tmp_path: Path) -> None:
    dump = tmp_path / "dump.csv"
    dump.write_text(CSV)
    config = tmp_path / "config"
    with pytest.raises(ConfigurationError, match="expected a folder with the configuration, got none at"):
        new_source("harbour", [str(dump)], str(config))
    config.mkdir()
    written = new_source("harbour", [str(dump)], str(config))
    assert written == config / "sources" / "harbour.toml"
    source = load_source("harbour", str(config))
    assert (source.format, source.day_first, source.fields["text"]) == ("csv", True, "body")
    with pytest.raises(UsageError, match="has a file already"):
        new_source("harbour", [str(dump)], str(config))
    with pytest.raises(UsageError, match="expected a name"):
        new_source("../harbour", [str(dump)], str(config))


def test_a_field_whose_name_has_a_line_break_stays_a_comment(tmp_path: Path) -> None:
    (tmp_path / "odd.json").write_text(json.dumps([{"title": "T", "text": "Rain.", "odd\nname = 3": 1, "b\x7f\n[limits]": 2}]))
    config = Path(shutil.copytree(DEFAULT_ROOT, tmp_path / "config"))
    new_source("odd", [str(tmp_path / "odd.json")], str(config))
    assert load_source("odd", str(config)).fields == {"title": "title", "text": "text"}


def test_columns_that_nobody_knows_are_named_until_a_source_names_them(tmp_path: Path) -> None:
    dump = tmp_path / "odd.csv"
    dump.write_text("Nr;Inhalt;Datum\n1;The ferry will strike next Monday.;14.03.2025\n", encoding="utf-8")
    (found,) = check_source([str(dump)]).first_rejects
    assert found.message == "expected a field with the text, got Nr, Inhalt, Datum; name it in a source: dateline sources new"
    assert dict(check_source([str(dump)]).unread) == {"Nr": 1, "Inhalt": 1, "Datum": 1}
    config = Path(shutil.copytree(DEFAULT_ROOT, tmp_path / "config"))
    written = new_source("odd", [str(dump)], str(config))
    told = written.read_text(encoding="utf-8")
    assert '# Nothing reads these yet: "Nr", "Inhalt", "Datum"' in told
    told = told.replace('# text = "..."', 'text = "Inhalt"').replace('# date = "..."', 'date = "Datum"')
    written.write_text(told, encoding="utf-8")
    report = check_source([str(dump)], "odd", str(config))
    assert (report.articles, report.dated_share, dict(report.unread)) == (1, 1.0, {"Nr": 1})


def test_a_pattern_says_which_files_of_a_folder_are_the_sources_own(tmp_path: Path) -> None:
    for name in ("a.csv", "b.txt", "deep/c.csv", "deep/d.csv.gz"):
        (tmp_path / "dump" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "dump" / name).write_text("text\nRain fell.\n")

    def files(pattern: str, *paths: str) -> list[str]:
        source = Source(name="example", format="csv", pattern=pattern)
        shards = plan_shards([str(tmp_path / path) for path in paths], source)
        return [name for shard in shards for name in shard.files or [shard.name]]

    assert files("*.csv", "dump") == ["a.csv", "deep/c.csv"]
    assert files("deep/*", "dump") == ["deep/c.csv", "deep/d.csv.gz"]
    assert files("*.csv", "dump/b.txt", "dump/deep/*.gz") == ["b.txt", "d.csv.gz"]
    with pytest.raises(ReaderError, match=r"expected files that fit \*\.sgm, the pattern of example, got none at .*dump"):
        files("*.sgm", "dump")


def test_an_unknown_source_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="reuters21578"):
        load_source("nowhere")


@pytest.mark.parametrize(
    "line",
    [
        'encoding = "latin-9000"',
        'encoding = "base64"',
        'encoding = "a\\u0000b"',
        'time_zone = "Europe/Nowhere"',
        'time_zone = "../etc"',
        'time_zone = ""',
        'time_zone = "Europe"',
        'language = "English"',
        'language = "en-GB"',
        'language = "../../config/languages/en"',
    ],
)
def test_an_unknown_language_encoding_or_time_zone_of_a_source_is_one_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "odd.toml").write_text(line)
    with pytest.raises(ConfigurationError) as caught:
        load_source("odd", str(tmp_path))
    assert line.split()[0].replace("_", " ") in str(caught.value)
    assert "\n" not in str(caught.value)


def test_standard_input_is_guessed_and_read() -> None:
    code = (
        "from flows.readers import open_shard, plan_shards\n"
        "from flows.sources import guess_source\n"
        "source = guess_source(['-'])\n"
        "(shard,) = plan_shards(['-'], source)\n"
        "reading = open_shard(shard, source)\n"
        "print(source.format, shard.name, sum(1 for _ in reading))\n"
    )
    lines = b'{"text": "Rain fell."}\n' * 3
    done = subprocess.run([sys.executable, "-c", code], input=lines, capture_output=True, check=True)
    assert done.stdout.decode().split() == ["jsonl", "stdin", "3"]


def test_a_guessed_source_is_named_for_the_folder_of_its_dump(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("news archive/2024", "news archive/2025", "other.d"):
        (tmp_path / folder).mkdir(parents=True)
        for name in ("a", "b"):
            path = tmp_path / folder / f"{name}{folder[-2:]}.jsonl"
            path.write_text('{"text": "Rain fell on Monday.", "date": "2024-05-01"}\n')
    archive = tmp_path / "news archive"

    def name_of(*paths: Path | str) -> str:
        return guess_source([str(path) for path in paths]).name

    assert {name_of(archive), name_of(archive / "20*/*.jsonl"), name_of(archive / "2024", archive / "2025")} == {"news-archive"}
    assert {name_of(archive / "2024"), name_of(archive / "2024/a24.jsonl"), name_of(archive / "2024/*.jsonl")} == {"2024"}
    assert name_of(tmp_path / "other.d") == "other-d"
    monkeypatch.chdir(archive / "2024")
    assert {name_of("."), name_of("a24.jsonl"), name_of("a24.jsonl", "b24.jsonl"), name_of("../2024")} == {"2024"}


@pytest.mark.parametrize(
    ("paths", "folder"),
    [
        (["s3://box/news/2024/a.jsonl.gz"], "s3://box/news/2024"),
        (["s3://box/news/*/a.jsonl"], "s3://box/news"),
        (["s3://box/news/2024/", "s3://box/news/2025/"], "s3://box/news"),
        (["s3://box"], "s3://box"),
        (["https://me:word@a.example/dumps/b.csv?sig=1"], "https://a.example/dumps"),
        (["-"], ""),
    ],
)
def test_the_folder_of_an_address_holds_no_secret(paths: list[str], folder: str) -> None:
    assert folder_of(paths) == folder


def test_records_that_have_a_field_by_several_names_are_all_read(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    lines = [
        '{"headline": "A", "text": "Rain.", "date": "", "pubDate": "2024-05-01"}',
        '{"title": "B", "text": "Sun.", "date": "2024-05-02"}',
    ]
    path.write_text("\n".join(lines) + "\n")
    source = guess_source([str(path)])
    assert source.fields == {"title": ["title", "headline"], "text": "text", "date": ["date", "pubDate"]}
    assert "title < title or headline, text < text, date < date or pubDate" in told_guess(source)
    report = check_source([str(path)])
    assert sorted((title, day) for title, day, _ in report.examples) == [("A", "2024-05-01"), ("B", "2024-05-02")]


def test_a_guess_is_told_in_one_line() -> None:
    guessed = Source(name="news", format="csv", fields={"title": "headline", "date": "pubDate"}, language="en", day_first=True)
    assert told_guess(guessed) == (
        "source news, guessed: format csv; fields title < headline, date < pubDate; language en; 03/04 is in April"
    )


def test_row_numbers_are_no_ids_in_a_guess(tmp_path: Path) -> None:
    for dump in ("a", "b"):
        rows = [{"id": number, "text": f"Rain fell on farm {number} of {dump} on Monday."} for number in range(20)]
        (tmp_path / f"{dump}.jsonl").write_text("\n".join(map(json.dumps, rows)))
    (tmp_path / "c.csv").write_text("id,text\n" + "".join(f"{number},Sun shone on farm {number}.\n" for number in range(20)))
    assert guess_source([str(tmp_path)]).fields == {"id": [], "text": "text"}
    assert "id none, since short ones may be row numbers" in told_guess(guess_source([str(tmp_path)]))
    report = check_source([str(tmp_path)])
    assert (report.records, report.articles, dict(report.unread)) == (60, 60, {"id": 60})
    config = Path(shutil.copytree(DEFAULT_ROOT, tmp_path / "config"))
    assert "\nid = []  # those of the dump are short" in new_source("farms", [str(tmp_path)], str(config)).read_text()
    articles = _articles(tmp_path / "a.jsonl", load_source("farms", str(config)))
    assert {article.native_id for article in articles} == {None}
    assert {article.native_id for article in _articles(tmp_path / "a.jsonl", Source(name="farms"))} == set(map(str, range(20)))


@pytest.mark.parametrize("long", ["art-2024-00000001-abcdef", "https://a.example/1", "urn:x:1", "0f8fad5b-d9cb-469f-a165"])
def test_long_ids_and_addresses_are_ids_in_a_guess(tmp_path: Path, long: str) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": long, "text": "Rain fell."}))
    assert guess_source([str(tmp_path)]).fields["id"] == "id"


def _articles(path: Path, source: Source) -> list[Article]:
    (shard,) = plan_shards([str(path)], source)
    made = [to_article(item, source.settings()) for item in open_shard(shard, source) if isinstance(item, RawRecord)]
    return [article for article in made if isinstance(article, Article)]
