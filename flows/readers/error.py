"""What a reader raises, and nothing else."""

import re
from typing import Final

ADDRESS: Final = re.compile(r"[A-Za-z][\w+.:-]*://[^\s'\"<>]*[^\s'\"<>,;]")
WEB: Final = ("http", "https")


def without_secrets(text: str) -> str:
    """The text with the addresses in it bare: no user and password, no query of a web address, which may hold a signature.

    A user without a password stays in other addresses, where a container is written so.

    >>> without_secrets("nothing at https://me:word@a.example/b.csv?sig=1, or abfs://box@store.example/c")
    'nothing at https://a.example/b.csv, or abfs://box@store.example/c'
    """
    return ADDRESS.sub(lambda found: _bare(found[0]), text) if "://" in text else text


def _bare(address: str) -> str:
    scheme, _, rest = address.partition("://")
    web = scheme.rpartition(":")[2].lower() in WEB
    if web:
        rest = rest.partition("#")[0].partition("?")[0]
    host, slash, path = rest.partition("/")
    user, at, bare = host.rpartition("@")
    if at and (web or ":" in user):
        host = bare
    return f"{scheme}://{host}{slash}{path}"


class ReaderError(Exception):
    """An input that cannot be read at all; one line: what was expected, what came, where, and what to do.

    Addresses in it are bare: it is shown, logged and kept.
    """

    def __init__(self, message: str) -> None:
        super().__init__(without_secrets(message))


class NothingThere(ReaderError):  # noqa: N818 - what was found
    """No file at a path or an address, as far as the system or the server says; it may come to be there."""


class Unreachable(ReaderError):  # noqa: N818 - what happened to the network
    """A remote file that could not be read, each of the times that it was tried; later it may be."""


class Damage(Exception):  # noqa: N818 - the state of a file, not a fault of the program
    """The point in a file after which nothing more can be read; `reason` is a reject's reason code.

    `reported` is set once it has its reject: the streams laid over a damaged one end with the same damage.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
        self.reported = False
