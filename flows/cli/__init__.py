"""The command line: `dateline`. One module a command; a command's module is imported when the command runs."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its status; without arguments it reads them from `sys.argv`."""
    from flows.cli.app import run_command  # so that `import flows.cli` stays free for the modules below

    sys.exit(run_command(sys.argv[1:] if arguments is None else arguments))
