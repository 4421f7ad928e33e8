"""Exit statuses, and the one line that a failure is told in."""

import signal
from types import FrameType
from typing import Final, Never

DONE: Final = 0
FAILED: Final = 1
USAGE: Final = 2
CHECK_FAILED: Final = 3
INTERRUPTED: Final = 130
TERMINATED: Final = 143

OWN_PACKAGES: Final = ("flows", "transforms", "schemas")


def worse(one: int, other: int) -> int:
    """The status of two runs: what failed weighs more than a data check that did not hold.

    >>> worse(CHECK_FAILED, FAILED) == worse(FAILED, CHECK_FAILED) == FAILED
    True
    """
    return max(one, other, key=(DONE, CHECK_FAILED, FAILED).index)


class CommandError(Exception):
    """A command that cannot do what was asked; its message is one line: expected, got, where, and what to do."""


class TerminatedError(KeyboardInterrupt):
    """SIGTERM, from a service manager or a container that ends: the same end as an interrupt's, with a status of its own."""


def end_by_signal(number: int, frame: FrameType | None) -> Never:
    """A handler of SIGINT and SIGTERM: the command ends as an exception ends it, its processes and files looked after."""
    raise TerminatedError if number == signal.SIGTERM else KeyboardInterrupt


def is_expected(error: BaseException) -> bool:
    """Whether the project or the operating system said what is wrong, so that the message stands for itself."""
    return type(error).__module__.split(".")[0] in OWN_PACKAGES or isinstance(error, OSError)


def failure_line(error: BaseException) -> str:
    """One line for a failure: the message as it is when it is ours, with the kind of error before it when it is not."""
    text = " ".join(str(error).split())
    if isinstance(error, OSError) and error.strerror:
        place = f": {error.filename}" if error.filename else ""
        text = f"{error.strerror.lower()}{place}"
    if is_expected(error) and text:
        return text
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
