"""Tables on a terminal of some width: what wraps, and what becomes a block of names and values."""

import pytest
from rich.cells import cell_len
from rich.console import Console

from flows.cli import screen

COLUMNS = ("name", "sha256", "the text")
ROWS = [("events", "ab" * 32, "The council met on Monday and will vote on the tunnel by the end of this month.")]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch):
    def of_width(width: int) -> None:
        monkeypatch.setattr("sys.stdout.isatty", lambda: True)
        monkeypatch.setattr(screen, "output_console", lambda: Console(width=width, force_terminal=False))

    return of_width


def printed(capsys: pytest.CaptureFixture[str], widest: str | None = None) -> list[str]:
    screen.print_rows(COLUMNS, ROWS, widest=widest)
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("width", [120, 121, 140])
def test_a_table_that_fits_is_whole_and_wraps_between_words(terminal, capsys: pytest.CaptureFixture[str], width: int) -> None:
    terminal(width)
    lines = printed(capsys, widest="the text")
    assert lines[0].startswith("┏")
    assert len({len(line) for line in lines}) == 1
    assert len(lines[0]) <= width
    words = " ".join(line.split("│")[3].strip() for line in lines if line.startswith("│"))
    assert words == ROWS[0][2]


def test_a_row_that_does_not_fit_is_a_block(terminal, capsys: pytest.CaptureFixture[str]) -> None:
    terminal(80)
    lines = [line.rstrip() for line in printed(capsys, widest="the text")]
    assert lines[0].startswith("1 ───")
    assert lines[1:3] == ["name      events", f"sha256    {'ab' * 32}"]
    assert " ".join(line[10:] for line in lines[3:]) == ROWS[0][2]


def test_in_a_pipe_a_row_is_one_whole_line_however_long(capsys: pytest.CaptureFixture[str]) -> None:
    sentence = "The council met on Monday.\n" * 40
    screen.print_rows(("name", "Größe", "the text"), [("東京", "ab" * 32, sentence), ("b", "c", "d")])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 6
    assert len({cell_len(line) for line in lines}) == 1
    assert [cell.strip() for cell in lines[3].split("│")[1:-1]] == ["東京", "ab" * 32, " ".join(sentence.split())]


def test_a_dump_sends_no_commands_to_the_terminal(terminal, capsys: pytest.CaptureFixture[str]) -> None:
    hostile = "red \x1b[31m, a title \x1b]0;mine\x07, wiped \x9b2J"
    screen.print_rows(("excerpt",), [(hostile,)])
    terminal(100)
    screen.print_rows(("excerpt",), [(hostile,)])
    screen.print_facts({"excerpt": hostile})
    out = capsys.readouterr().out
    assert out.count("red \ufffd[31m, a title \ufffd]0;mine\ufffd, wiped \ufffd2J") == 3
    assert not set(out) & set("\x1b\x07\x9b")


def test_a_failure_is_told_without_the_colours_of_a_library(capsys: pytest.CaptureFixture[str]) -> None:
    screen.error_console.cache_clear()
    screen.print_failure("Generic S3 error \x1b[31m↳\x1b[0m no such bucket \x1b]0;mine\x07")
    assert capsys.readouterr().err == "dateline: Generic S3 error ↳ no such bucket \ufffd]0;mine\ufffd\n"


def test_a_word_between_colons_is_no_picture(capsys: pytest.CaptureFixture[str]) -> None:
    screen.output_console.cache_clear()
    screen.output_console().print("[bold]He rang the :bell: twice.[/bold]")
    assert ":bell:" in capsys.readouterr().out
