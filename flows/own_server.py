"""Prefect's server for the length of one command: it starts before the command imports Prefect, and ends with the command.

Prefect would start one itself, after its import, in the terminal's group of processes: an interrupt then ends the server
first, and the run tries in vain for two minutes to say that it was interrupted. This one is in a group of its own, and it
reads a pipe that closes when the command ends, however that comes about.
"""

import atexit
import gc
import os
import re
import socket
import subprocess
import sys
import threading
import time
import tomllib
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from flows.progress import Waiting, tell

START_SECONDS: Final = 180
POLL_SECONDS: Final = 0.1
STOP_SECONDS: Final = 5
LINES_KEPT: Final = 100
ERROR: Final = re.compile(r"[\w.]+(?:Error|Exception): ")  # the end of a traceback
START_TOLD: Final = "Prefect's server to start (20 to 30 s the first time)"
# As Prefect sets them for a server of its own that lives no longer than a run.
BRIEF: Final = {"PREFECT_UI_ENABLED": "0", "PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1"}

# What it says is ours alone, also where a command has Prefect say nothing.
HEARD: Final = {"PREFECT_LOGGING_SERVER_LEVEL": "ERROR", "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "ERROR"}


class ServerError(RuntimeError):
    """Prefect's server did not start; one line with what was expected and what came."""


class OwnServer:
    """A server that is starting; `ready` returns when it answers."""

    def __init__(self, settings: Mapping[str, str] = BRIEF) -> None:
        self.port = free_port()
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter, no input of anyone's
            [sys.executable, "-P", "-m", "flows.own_server", str(self.port)],
            env={**os.environ, **HEARD, **settings},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            process_group=0,
        )
        # Read on and on, so that a server of weeks never waits for somebody to read what it complains of.
        self.said: deque[bytes] = deque(maxlen=LINES_KEPT)
        self.listening = threading.Thread(target=self.said.extend, args=(self.process.stderr,), daemon=True)
        self.listening.start()
        os.environ["PREFECT_API_URL"] = self.address
        atexit.register(self.stop)

    @property
    def address(self) -> str:
        """What PREFECT_API_URL names."""
        return f"http://127.0.0.1:{self.port}/api"

    def ready(self) -> None:
        """Returns when the server answers; ServerError when it ends or says nothing for three minutes."""
        try:
            await_answer(self.process, f"{self.address}/health")
        except ServerError as error:
            self.listening.join(STOP_SECONDS)
            raise ServerError(f"{error}{self._reason()}") from error

    def _reason(self) -> str:
        """The last error that the server told, and where it keeps what it knows; nothing when it said nothing."""
        lines = [line.decode(errors="replace").strip() for line in self.said]
        told = [line for line in lines if ERROR.match(line)] or [line for line in lines if line]
        return f"; it said: {told[-1]} (PREFECT_HOME is {prefect_home(os.environ)})" if told else ""

    def stop(self) -> None:
        """Ends the server, and waits until it has ended."""
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@cache
def start_own_server() -> OwnServer | None:
    """The server of this process, started now or before; None where the user's settings name one, or Prefect has read them.

    To be called before Prefect is imported, which reads the address once.
    """
    if "prefect" in sys.modules or names_a_server(os.environ, Path.cwd()):
        return None
    return OwnServer()


def names_a_server(environment: Mapping[str, str], folder: Path) -> bool:
    """Whether the settings that Prefect is going to read from here may name a server: its variables, files and profiles."""
    if "PREFECT_API_URL" in environment or (folder / "prefect.toml").is_file():
        return True
    profiles = Path(environment.get("PREFECT_PROFILES_PATH") or prefect_home(environment) / "profiles.toml")
    return (
        _holds(folder / ".env", "PREFECT_API_URL")
        or _holds(folder / "pyproject.toml", "[tool.prefect")
        or _profile_names_a_server(profiles, environment.get("PREFECT_PROFILE"))
    )


def prefect_home(environment: Mapping[str, str]) -> Path:
    """The folder with Prefect's database and profiles."""
    return Path(environment.get("PREFECT_HOME") or Path.home() / ".prefect")


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def await_answer(process: "subprocess.Popen[bytes]", address: str) -> None:
    """Returns when the address answers; tells what it waits for. Raises ServerError when the process ends first."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise ServerError(
                f"expected Prefect's server to start, got exit status {process.returncode}; try: prefect server start"
            )
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - an address of this machine
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            tell(Waiting(START_TOLD))
            time.sleep(POLL_SECONDS)
    raise ServerError(f"expected Prefect's server to answer within {START_SECONDS} s, got nothing at {address}")


def _holds(file: Path, words: str) -> bool:
    try:
        return words in file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False  # no such file, or not ours to read: Prefect reads nothing there either


def _profile_names_a_server(file: Path, chosen: str | None) -> bool:
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError:
        return False
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return True  # Prefect says what is wrong with it
    profile = told.get("profiles", {}).get(chosen or told.get("active", ""), {})
    return "PREFECT_API_URL" in profile


def _serve(port: int) -> None:
    # A seventh of the server's import would be spent looking for garbage among what stays.
    gc.disable()
    import prefect.server.api.server  # noqa: F401 - uvicorn would import it
    import uvicorn

    gc.enable()

    config = uvicorn.Config(
        "prefect.server.api.server:create_app",
        factory=True,
        host="127.0.0.1",
        port=port,
        log_level="error",
        lifespan="on",
        timeout_graceful_shutdown=2,
    )
    server = uvicorn.Server(config)

    def end_with_the_command() -> None:
        while os.read(sys.stdin.fileno(), 1024):  # without a buffer, whose lock would abort a server that ends by itself
            pass
        server.should_exit = True

    threading.Thread(target=end_with_the_command, daemon=True).start()
    server.run()


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
