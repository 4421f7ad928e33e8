"""The command line before any command: versions, help, mistakes, what it costs to start."""

import subprocess
import sys
from importlib import import_module
from importlib.metadata import version

import pytest

from flows.cli.app import run_command
from flows.cli.commands import COMMANDS
from tests.cli.command import Outcome, dateline
from tests.cli.together import run_together

HEAVY = ("prefect", "spacy", "duckdb", "deltalake", "pyarrow", "pandas")


def test_version() -> None:
    assert dateline("--version").out == f"dateline {version('dateline')}\n"


def test_help_names_every_command_with_its_sentence() -> None:
    text = " ".join(dateline("--help").out.split())
    for command in COMMANDS:
        assert f"{command.name} {command.summary}"[:60] in text.replace("│ ", "").replace(" │", "")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_exists_and_its_examples_are_its_own(command) -> None:
    module, _, function = command.path.partition(":")
    assert callable(getattr(import_module(module), function))
    assert command.examples
    assert all(example.startswith(f"dateline {command.name}") for example in command.examples)


BACKFILL = ("--source", "wire", "--from", "2024-01-01", "--to", "2024-01-02")
NO_CONFIG = "expected a folder with the configuration, got none at nowhere; start from a copy of config/"
NOT_UNDERSTOOD = (
    (["shwo"], "dateline: expected a command, got 'shwo'; did you mean show?"),
    (["bogus"], "dateline: expected a command, got 'bogus'; dateline --help lists them"),
    (["schema", "--bogus"], "dateline: Unknown option: --bogus. (see: dateline schema --help)"),
    (["show", "events", "--limit", "0"], 'dateline: Invalid value "0" for --limit.'),
    (["sources", "chek"], "dateline: expected check or new after sources, got 'chek'"),
    (["explain", "by", "the", "end"], "dateline: expected nothing more, got 'the end'; words that belong"),
    (["schema", "--format", "xml"], 'dateline: Invalid value "xml" for --format.'),
    (["schema", "nope"], "dateline: expected a table (articles, mentions,"),
    (["run"], "dateline: expected a dump to read, got no path; for a first look: dateline demo"),
    (["run", "nowhere.jsonl", "--workers", "0"], 'dateline: Invalid value "0" for --workers.'),
    (["maintain", "--retention-hours", "-5"], 'dateline: Invalid value "-5.0" for --retention-hours.'),
    (["load", "duckdb", "--wait", "-5"], 'dateline: Invalid value "-5.0" for --wait.'),
    (["run", "x.jsonl", "--since", "2024-02-01", "--until", "2024-01-01"], "dateline: expected --since no later than --until"),
    (["serve", "nowhere", "--cron", "0 6 * * *"], "dateline: expected a file or a folder, got nothing at nowhere"),
    (["run", "nowhere.jsonl", "--since", "soon"], "dateline: expected a date such as 2013-10-11 for --since, got 'soon'"),
    (["explain", "Monday", "--published", "2013-02-30"], "dateline: expected --published as YYYY-MM-DD or"),
    (["run", "nowhere.jsonl", "--published", "yesterday"], "dateline: expected --published as YYYY-MM-DD or"),
    (["sources", "check", "nowhere.jsonl", "--published", "yesterday"], "dateline: expected --published as YYYY-MM-DD or"),
    (["backfill", "--stale", "--from", "2024-01-01"], "dateline: expected --stale without --from, which has no part in it"),
    (["load", "duckdb", "--print-sql", "--full", "--json"], "dateline: expected --print-sql without --full and --json, which"),
    (["load", "duckdb", "--stage-to", "rows", "--full"], "dateline: expected --stage-to without --full, which has no part"),
    (["evaluate", "no", "--against", "duckling", "--events"], "dateline: expected --against duckling without --events, which"),
    (["evaluate", "no", "--json", "--errors", "5"], "dateline: expected --json without --errors, which has no part in it"),
    (["maintain", "--retention-hours", "inf"], "dateline: expected --retention-hours from 0 to 876600, a hundred years, got"),
    (["maintain", "--retention-hours", "1e12"], "dateline: expected --retention-hours from 0 to 876600, a hundred years, got"),
    (["upcoming", "--after", "soon"], "dateline: expected a date such as 2013-10-11 for --after, got 'soon'"),
    (["upcoming", "--within", "soon"], "dateline: expected a number of days, weeks, months or years"),
    (["run", "nowhere.jsonl", "--source", "nobody"], "dateline: expected a source's name"),
    (["run", "-", "--source", "nobody"], "dateline: expected a source's name"),
    (["sources", "check", "-", "--source", "nobody"], "dateline: expected a source's name"),
    (["sources", "new", "a b", "nowhere.jsonl"], "dateline: expected a name of letters, digits, - and _, got 'a b'"),
    (["serve", ".", "--cron", "0 6 * * *", "--target", "nope"], "dateline: expected a target (one of "),
    (["serve", ".", "--cron", "0 6 * * *", "--source", "nobody"], "dateline: expected a source's name"),
    (["load", "nope"], "dateline: expected a target (one of "),
    (["load", "nope", "--print-sql"], "dateline: expected a target (one of "),
    (["show", "nope"], "dateline: expected a table (articles, mentions,"),
    (["digest", "--table", "nope"], "dateline: expected a table (articles, mentions,"),
    (["backfill", "day.jsonl", *BACKFILL], "dateline: expected a path with the day in it"),
    (["backfill", "%Y.jsonl", *BACKFILL, "--step-days", "0"], "dateline: expected at least one day a step, got 0"),
    (["backfill", "%Y.jsonl", *BACKFILL[:-1], "2023-01-01"], "dateline: expected --to on or after --from, got 2023-01-01"),
)
FAILED = (
    (["show", "events", "--lake", "nowhere"], "expected a lake, got nothing at"),
    (["run", "nowhere.jsonl"], "expected a file or a folder, got nothing at nowhere.jsonl"),
    (["run", "nowhere.jsonl", "--config", "nowhere"], NO_CONFIG),
    (["sources", "--config", "nowhere"], NO_CONFIG),
    (["annotate", "-", "--config", "nowhere"], NO_CONFIG),
    (["sources", "new", "harbour", "-", "--config", "nowhere"], NO_CONFIG),
    (["load", "--config", "nowhere"], NO_CONFIG),
    (["serve", ".", "--cron", "0 6 * * *", "--config", "nowhere"], NO_CONFIG),
    (["explain", "Monday", "--config", "nowhere"], NO_CONFIG),
    (["serve", ".", "--cron", "0 6 * * *", "--target", "snowflake"], "expected a target that Dateline connects to"),
    (["serve", ".", "--cron", "0 6 * * *", "--target", "postgresql"], "expected the address of target postgresql"),
    (["run", "nowhere.jsonl", "--model", "nobody"], "expected an installed spaCy model or a folder, got 'nobody'"),
)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    commands = [arguments for arguments, _ in (*NOT_UNDERSTOOD, *FAILED)]
    told = run_together(commands, tmp_path_factory.mktemp("mistakes"))
    return {str(arguments): outcome for arguments, outcome in zip(commands, told, strict=True)}


@pytest.mark.parametrize(("arguments", "line"), NOT_UNDERSTOOD)
def test_a_command_that_is_not_understood_ends_with_two_and_one_line(
    arguments: list[str], line: str, outcomes: dict[str, Outcome]
) -> None:
    outcome = outcomes[str(arguments)]
    assert outcome.status == 2
    assert outcome.err.startswith(line)
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize(("arguments", "line"), FAILED)
def test_a_failure_is_one_line_and_ends_with_one(arguments: list[str], line: str, outcomes: dict[str, Outcome]) -> None:
    outcome = outcomes[str(arguments)]
    assert outcome.status == 1
    assert outcome.err.startswith(f"dateline: {line}")
    assert outcome.err.count("\n") == 1


def test_a_process_of_its_own_ends_so_too(tmp_path) -> None:
    mistake, failure = dateline("bogus", cwd=tmp_path), dateline("run", "nowhere.jsonl", cwd=tmp_path)
    assert (mistake.status, mistake.err.count("\n")) == (2, 1)
    assert (failure.status, failure.err.count("\n")) == (1, 1)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_help_names_what_a_command_takes_and_no_switch_that_is_off(command, capsys) -> None:
    assert run_command([command.name, "--help"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"Usage: dateline {command.name} ")
    assert "ARGS" not in out
    assert "False" not in out
    assert not command.usage or command.usage in out.splitlines()[0]


def test_debugging_shows_the_traceback(tmp_path) -> None:
    outcome = dateline("show", "events", cwd=tmp_path, DATELINE_DEBUG="1")
    assert outcome.status == 1
    assert "Traceback" in outcome.err


def test_starting_imports_nothing_heavy() -> None:
    # Prefect takes 3 s to import and spaCy 2 s: a command pays for what it uses.
    script = (
        "import sys; from flows.cli.app import run_command; run_command(['--help']); "
        f"sys.exit(', '.join(name for name in {HEAVY} if name in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_piped_output_has_no_colours() -> None:
    assert "\x1b[" not in dateline("--help").out


def test_a_pipe_that_closes_later_is_not_an_error() -> None:
    from tests.cli.command import DATELINE

    done = subprocess.run(f"'{DATELINE}' schema | head -1", shell=True, capture_output=True, text=True, check=False)
    assert done.stdout == "# Tables\n"
    assert done.stderr == ""


@pytest.mark.parametrize("command", ["schema", "schema --help", "--help", "explain Monday --published 2013-10-11", "sources"])
def test_a_closed_pipe_does_not_end_a_script(command: str) -> None:
    from tests.cli.command import DATELINE

    line = f"set -o pipefail; '{DATELINE}' {command} | true"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_what_is_started_without_an_output_works(closed: str) -> None:
    from tests.cli.command import DATELINE

    done = subprocess.run(f"'{DATELINE}' schema {closed}", shell=True, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
