"""`show`, `digest`, `export`, `maintain` and `withdraw` on a small lake that was staged by hand."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.dataset as ds
import pytest

from flows.cli.app import run_command
from tests.lake.staged_shards import Copy, ingest, stage


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    ingest(folder / "lake", stage(folder / "staged", "monday", [Copy("a"), Copy("b [red]x")], rejects=1))
    return folder / "lake"


@pytest.fixture
def here(made_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(made_once, tmp_path / "lake")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> tuple[str, str]:
    assert run_command(arguments) == status
    captured = capsys.readouterr()
    return captured.out, captured.err


def test_show_prints_rows_and_how_many(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = told(capsys, "show", "articles", "-c", "article_id,published_on")
    assert "│ a          │ 2013-10-11   │" in out
    assert err == "2 rows\n"


def test_show_prints_what_looks_like_markup_as_it_is(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "b [red]x" in told(capsys, "show", "articles", "-c", "article_id")[0]


def test_show_as_json_has_every_column(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(told(capsys, "show", "articles", "--json")[0])
    assert [row["article_id"] for row in rows] == ["a", "b [red]x"]
    assert {"text", "published_basis", "load_seq"} <= rows[0].keys()


def test_a_piped_row_is_one_line(here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    lines = told(capsys, "show", "events", "-c", "event_sentence,trigger,factuality,published_on,event_id")[0].splitlines()
    rows = [line for line in lines if line.startswith("│")]
    assert len({len(line) for line in lines}) == 1
    assert all(row.count("│") == 6 and "  │" not in row[:2] for row in rows)
    assert len(lines) == len(rows) + 4


def test_nothing_found_is_said_and_not_drawn(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "show", "articles", "-w", "false") == ("", "0 rows\n")
    out, err = told(capsys, "upcoming", "--after", "2030-01-01")
    assert (out, err) == ("", "0 expected events from 2030-01-01 within 90d; --after and --within look elsewhere\n")


def test_a_report_goes_into_a_folder_that_is_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "pages").mkdir()
    assert "The page is pages/report.html" in told(capsys, "report", "--out", "pages")[0]


@pytest.mark.parametrize("form", [(), ("--json",), ("--csv",)])
def test_show_says_that_the_limit_cut(here: Path, capsys: pytest.CaptureFixture[str], form: tuple[str, ...]) -> None:
    assert told(capsys, "show", "events", "-n", "1", *form)[1] == "more than 1 row; --limit shows more\n"


@pytest.mark.parametrize("form", [(), ("--json",), ("--csv",)])
def test_upcoming_says_how_many_there_are(here: Path, capsys: pytest.CaptureFixture[str], form: tuple[str, ...]) -> None:
    assert told(capsys, "upcoming", *form)[1].startswith("0 expected events from 2013-10-11, the last day of news, within 90d")


@pytest.mark.parametrize(
    ("arguments", "line", "status"),
    [
        (("show", "article"), "expected a table (articles,", 2),
        (("show", "articles", "-w", "published_on >"), "expected SQL that DuckDB can run, got Parser Error", 1),
        (
            ("show", "articles", "-c", "titel"),
            "expected columns of articles, got 'titel' (did you mean title?); dateline schema",
            2,
        ),
        (("show", "articles", "-c", "when"), "expected columns of articles", 2),
        (("digest", "--table", "loads"), "expected a table with a digest", 2),
        (("export", "--to", "out", "--tables", "nope"), "expected a table", 2),
        (("maintain", "--lake", "nowhere"), "expected a lake, got nothing at", 1),
        (("withdraw",), "expected one article_id or more, got none", 2),
        (("withdraw", "c"), "expected articles of the lake, got unknown c", 1),
        (("withdraw", "c", "--yes", "--lake", "nowhere"), "expected a lake, got nothing at", 1),
        (("withdraw", "c", "--yes"), "expected articles of the lake, got unknown c", 1),
        (("report", "--lake", "nowhere"), "expected a lake, got nothing at", 1),
    ],
)
def test_a_mistake_is_one_line(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], line: str, status: int
) -> None:
    out, err = told(capsys, *arguments, status=status)
    assert out == ""
    assert err.startswith(f"dateline: {line}")
    assert err.count("\n") == 1
    assert not (here / "nowhere").exists()


@pytest.mark.parametrize(
    ("where", "hint"),
    [
        ("langage = 'en'", "(did you mean language?); dateline schema articles lists the columns\n"),
        ("language = EN", "; a text takes single quotes: 'EN'\n"),
    ],
)
def test_a_name_that_is_no_column_comes_with_a_hint(
    here: Path, capsys: pytest.CaptureFixture[str], where: str, hint: str
) -> None:
    assert told(capsys, "show", "articles", "-w", where, status=1)[1].endswith(hint)


def test_a_column_that_is_a_word_of_sql_comes_with_a_hint(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told_of = told(capsys, "show", "mentions", "-w", "end > TIMESTAMP '2025-01-01'", status=1)[1]
    assert told_of.endswith(
        'got Parser Error: syntax error at or near "end"; a column whose name is a word of SQL takes double quotes: "end"\n'
    )
    assert told(capsys, "show", "mentions", "-w", "\"end\" > TIMESTAMP '2025-01-01'")[1] == "0 rows\n"
    assert "double quotes" not in told(capsys, "show", "mentions", "-w", '"end" >', status=1)[1]


def test_upkeep_says_what_it_joined(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "articles grouped anew" in told(capsys, "maintain")[0]
    assert json.loads(told(capsys, "maintain", "--json")[0]).keys() == {
        "compacted",
        "written",
        "vacuumed",
        "load_seq",
        "grouped",
    }


def test_a_withdrawal_is_shown_before_it_is_done(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = told(capsys, "withdraw", "a")
    assert "│ a " in out
    same = "1 other article of the same text, url or duplicate_group; withdraw what is meant too\n"
    assert err == f"{same}nothing was withdrawn; --yes does it\n"
    assert "│ b [red]x " in out
    assert "│ text " in out
    told(capsys, "report")
    assert (here / "lake" / "report.html").exists()
    out, err = told(capsys, "withdraw", "a", "--yes")
    assert (out.startswith("1 article withdrawn"), "│ b [red]x " in out, err) == (True, True, same)
    assert not (here / "lake" / "report.html").exists()
    assert [row["article_id"] for row in json.loads(told(capsys, "show", "articles", "--json")[0])] == ["b [red]x"]


def test_maintaining_keeps_the_digest(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = json.loads(told(capsys, "digest", "--json")[0])["digests"]
    told(capsys, "maintain", "--retention-hours", "0")
    assert json.loads(told(capsys, "digest", "--json")[0])["digests"] == before


def test_an_export_is_plain_parquet(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "export", "--to", "out", "--tables", "articles")
    assert ds.dataset(here / "out/latest-articles/articles", partitioning="hive").count_rows() == 2


WITHOUT_A_FLOW = (
    ["show", "events"],
    ["upcoming"],
    ["report"],
    ["digest"],
    ["export", "--to", "out"],
    ["maintain"],
    ["withdraw", "a"],
    ["load", "duckdb"],
    ["load", "snowflake", "--print-sql"],
    ["sources"],
    ["schema", "events"],
)


ONE_BY_ONE = """
import sys
from flows.cli import main

for command in {commands}:
    try:
        main(command)
    except SystemExit as end:
        heavy = [name for name in ("prefect", "pandas") if name in sys.modules]
        if end.code or heavy:
            sys.exit(f"{{command}}: status {{end.code}}, {{heavy}}")
"""


def test_commands_without_a_flow_import_neither_prefect_nor_pandas(here: Path) -> None:
    # Three seconds, and one: Arrow would import pandas with its first array.
    script = ONE_BY_ONE.format(commands=WITHOUT_A_FLOW)
    done = subprocess.run([sys.executable, "-c", script], cwd=here, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-800:]
