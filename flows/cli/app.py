"""The commands by name, and how a command ends.

Commands are registered by import path, so `dateline explain` never pays for Prefect and `dateline --help` pays for nothing.
"""

import contextlib
import difflib
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import Final

from cyclopts import App, CycloptsError, Group, Parameter, UnusedCliTokensError

from flows.cli.commands import COMMAND_NAMES, COMMANDS, GROUPS, Command
from flows.cli.failure import FAILED, INTERRUPTED, TERMINATED, USAGE, TerminatedError, failure_line, is_expected
from flows.cli.options import OPTIONS, WHAT
from flows.cli.screen import error_console, help_console, print_failure
from flows.usage import UsageError

EPILOGUE: Final = """\
Examples:

dateline demo

dateline run news.jsonl.gz --lake lake

dateline explain "by the end of this month" --published 2013-10-11

dateline show events --where "factuality = 'PLANNED'" --limit 10

Exit status: 0 done (rejects are counted, not lost); 1 failed, the reason is on standard error; \
2 the command was not understood; 3 a data check of the source failed; 130 interrupted; \
143 terminated.

DATELINE_DEBUG=1 shows the traceback of a failure; NO_COLOR=1 turns colours off.
"""


def build_app() -> App:
    """The command line with every command registered by import path, none imported."""
    app = App(
        name="dateline",
        help="Dateline reads dumps of news and writes tables of dated events: what happens when, and what in the text says so.",
        help_epilogue=EPILOGUE,
        help_format="plaintext",
        version=lambda: f"dateline {version('dateline')}",
        group_commands=Group("Other", sort_key=9),
        group_arguments=WHAT,
        group_parameters=OPTIONS,
        default_parameter=Parameter(negative=(), show_default=_worth_saying),  # --json needs no --no-json
        result_action="return_value",
        exit_on_error=False,
        print_error=False,
        suppress_keyboard_interrupt=False,
    )
    groups = {name: Group(name, sort_key=order) for order, name in enumerate(GROUPS)}
    for order, command in enumerate(COMMANDS):
        own = {} if command.is_group else {"help_epilogue": _examples(command.examples), "usage": _usage(command)}
        app.command(
            command.path,
            name=command.name,
            help=command.summary,
            group=groups[command.group],
            sort_key=order,
            **own,
        )
    app.register_install_completion_command(name="--install-completion")
    return app


def run_command(arguments: Sequence[str]) -> int:
    """The exit status of a command, after its output; a failure is one line on standard error."""
    unknown = _unknown_command(arguments)
    if unknown is not None:
        return _complain(unknown, USAGE)
    try:
        status = build_app()(_hyphens_last(arguments), console=help_console(), error_console=error_console())
        sys.stdout.flush()  # while a full disk can still be told
    except CycloptsError as error:
        return _complain(f"{_misused(error)} (see: dateline {_command_of(arguments)}--help)", USAGE)
    except KeyboardInterrupt as error:
        word, status = ("terminated", TERMINATED) if isinstance(error, TerminatedError) else ("interrupted", INTERRUPTED)
        return _complain(f"{word}; what was committed stays, run the same command again to go on", status)
    except BrokenPipeError:
        _silence_output()
        return 0
    except UsageError as error:
        return _complain(f"{error}", USAGE)
    except Exception as error:  # the last line of defence: a user gets a sentence, not a traceback
        if os.environ.get("DATELINE_DEBUG"):
            raise
        _flush_output()
        hint = "" if is_expected(error) else " (unexpected; DATELINE_DEBUG=1 shows where)"
        return _complain(failure_line(error) + hint, FAILED)
    return status if isinstance(status, int) else 0


def _hyphens_last(arguments: Sequence[str]) -> list[str]:
    # Cyclopts takes the hyphen that stands for standard input for an option, unless it comes after two.
    end = arguments.index("--") if "--" in arguments else len(arguments)
    hyphens = arguments[:end].count("-")
    if not hyphens or arguments[0] == "-":
        return list(arguments)
    return [*(argument for argument in arguments[:end] if argument != "-"), "--", *["-"] * hyphens, *arguments[end + 1 :]]


def _examples(lines: Sequence[str]) -> str:
    return "\n\n".join(("Examples:", *lines)) if lines else ""


def _usage(command: Command) -> str:
    return f"Usage: dateline {command.name} {command.usage} [OPTIONS]".replace("  ", " ")


def _worth_saying(default: object) -> str | None:
    # A switch is off until it is given.
    return None if default is None or isinstance(default, bool) else str(default)


def _complain(line: str, status: int) -> int:
    print_failure(line)
    return status


def _misused(error: CycloptsError) -> str:
    if isinstance(error, UnusedCliTokensError):
        return f"expected nothing more, got {' '.join(error.unused_tokens or ())!r}; words that belong together need quotes"
    return " ".join(str(error).split())


def _unknown_command(arguments: Sequence[str]) -> str | None:
    # Before cyclopts looks: it would import every command to suggest one.
    if not arguments or arguments[0].startswith("-") or arguments[0] in COMMAND_NAMES:
        return None
    close = difflib.get_close_matches(arguments[0], COMMAND_NAMES, n=1)
    hint = f"did you mean {close[0]}?" if close else "dateline --help lists them"
    return f"expected a command, got {arguments[0]!r}; {hint}"


def _command_of(arguments: Sequence[str]) -> str:
    return next((f"{argument} " for argument in arguments if argument in COMMAND_NAMES), "")


def _flush_output() -> None:
    # What a command printed before it failed; when it failed for want of room, nothing more can be printed.
    try:
        sys.stdout.flush()
    except OSError:
        _silence_output()


def _silence_output() -> None:
    # `dateline show events | head` closes the pipe; Python would complain once more while it exits.
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
