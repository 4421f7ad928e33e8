"""When a command starts a server of its own, and when the user's settings name one."""

from pathlib import Path

import pytest

from flows.cli.run import NO_LOG
from flows.own_server import BRIEF, OwnServer, ServerError, names_a_server

PROFILES = """
active = "here"
[profiles.here]
PREFECT_LOGGING_LEVEL = "INFO"
[profiles.cloud]
PREFECT_API_URL = "https://prefect.example/api"
"""


def test_nothing_names_a_server(tmp_path: Path) -> None:
    assert not names_a_server({"PREFECT_HOME": str(tmp_path / "none")}, tmp_path)


def test_a_variable_names_a_server(tmp_path: Path) -> None:
    assert names_a_server({"PREFECT_HOME": str(tmp_path), "PREFECT_API_URL": "http://127.0.0.1:4200/api"}, tmp_path)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("prefect.toml", ""),
        (".env", "PREFECT_API_URL=http://127.0.0.1:4200/api\n"),
        ("pyproject.toml", '[tool.prefect.api]\nurl = "http://127.0.0.1:4200/api"\n'),
    ],
)
def test_a_file_in_the_folder_may_name_one(tmp_path: Path, file: str, text: str) -> None:
    (tmp_path / file).write_text(text, encoding="utf-8")
    assert names_a_server({"PREFECT_HOME": str(tmp_path / "none")}, tmp_path)


def test_the_profile_that_is_chosen_counts(tmp_path: Path) -> None:
    (tmp_path / "profiles.toml").write_text(PROFILES, encoding="utf-8")
    home = {"PREFECT_HOME": str(tmp_path)}
    assert not names_a_server(home, tmp_path / "elsewhere")
    assert names_a_server({**home, "PREFECT_PROFILE": "cloud"}, tmp_path / "elsewhere")


def test_a_broken_profile_is_left_to_prefect(tmp_path: Path) -> None:
    (tmp_path / "profiles.toml").write_text("active = ", encoding="utf-8")
    assert names_a_server({"PREFECT_HOME": str(tmp_path)}, tmp_path / "elsewhere")


def test_a_server_that_cannot_start_says_why_and_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "prefect.db").write_text("no database, but longer than the first bytes of one\n" * 10, encoding="utf-8")
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    monkeypatch.setenv("PREFECT_API_URL", "")  # which a server of its own sets
    monkeypatch.delenv("PREFECT_API_DATABASE_CONNECTION_URL", raising=False)
    for name, value in NO_LOG.items():
        monkeypatch.setenv(name, value)
    server = OwnServer(BRIEF)
    try:
        with pytest.raises(ServerError) as error:
            server.ready()
    finally:
        server.stop()
    told = str(error.value)
    assert told.startswith("expected Prefect's server to start, got exit status 3; try: prefect server start; it said: ")
    assert told.endswith(f"file is not a database (PREFECT_HOME is {tmp_path})")
