"""What a reader raises, and nothing else."""


class ReaderError(Exception):
    """An input that cannot be read at all; one line: what was expected, what came, where, and what to do."""


class Damage(Exception):  # noqa: N818 - the state of a file, not a fault of the program
    """The point in a file after which nothing more can be read; `reason` is a reject's reason code.

    `reported` is set once it has its reject: the streams laid over a damaged one end with the same damage.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
        self.reported = False
