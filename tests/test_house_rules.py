"""The rules of the tree that no linter knows."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = {"config", "docs", "flows", "schemas", "tests", "transforms"}
LONGEST_MODULE = 400
# Where packages come from is the installer's business; a host in a file would bind the project to one index.
INDEX_HOSTS = ("pypi" + ".org", "python" + "hosted", "index" + "-url")


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout, so there is no list of tracked files")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def test_the_top_level_is_the_fixed_one() -> None:
    folders = {path.relative_to(ROOT).parts[0] for path in tracked() if len(path.relative_to(ROOT).parts) > 1}
    assert {folder for folder in folders if not folder.startswith(".")} == FOLDERS


def test_config_holds_no_python() -> None:
    assert [path for path in tracked() if path.suffix == ".py" and "config" in path.relative_to(ROOT).parts[:1]] == []


def test_no_module_is_longer_than_one_subject() -> None:
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in tracked()
        if path.suffix == ".py" and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
    }
    assert long == {}


def test_no_module_of_flows_hides_a_folder_or_a_standard_module() -> None:
    # A Prefect file entrypoint puts flows/ first on the import path.
    names = {path.stem for path in (ROOT / "flows").glob("*") if path.suffix in ("", ".py") and path.stem != "__init__"}
    assert names & (FOLDERS | set(sys.stdlib_module_names)) == set()


def test_no_pattern_repeats_a_group_without_giving_it_back() -> None:
    # Python before 3.11.5 loses matches there, so that articles lost their texts; a single set, as in [^<]*+, is sound.
    given_up = re.compile(r"\)(?:[*+?]|\{\d*,?\d*\})\+|\(\?>")
    assert [bool(given_up.search(pattern)) for pattern in ("(?:ab)*+", "(?>ab)", "[^<]*+")] == [True, True, False]
    files = [path for path in tracked() if path.suffix in (".py", ".toml") and "tests" not in path.relative_to(ROOT).parts[:1]]
    assert [path for path in files if given_up.search(path.read_text(encoding="utf-8"))] == []


def test_requirements_are_hashed_and_name_no_index() -> None:
    for path in ROOT.glob("requirements*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert not any(host in text for host in INDEX_HOSTS), path


def test_every_package_that_is_imported_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *chain.from_iterable(project["optional-dependencies"].values())]
    declared = {canonical(re.split(r"[\s<>=;\[]", requirement)[0]) for requirement in asked}
    imported = set()
    for path in (path for folder in ("flows", "transforms", "schemas") for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module.partition(".")[0])
    packages = packages_distributions()
    others = imported - FOLDERS - set(sys.stdlib_module_names)
    assert {name for name in others if not declared & {canonical(package) for package in packages.get(name, ())}} == set()


def canonical(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


def test_no_file_names_a_machine_or_a_package_index() -> None:
    found = []
    for path in tracked():
        if path.suffix in {".png", ".gz", ".zst", ".bz2", ".xz", ".parquet", ".zip", ".tar", ".warc", ".arrow"}:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [(path.name, word) for word in ("/wo" + "rk/", "/ro" + "ot/", *INDEX_HOSTS[:2]) if word in text]
    assert found == []


@pytest.mark.parametrize(
    "module",
    [
        "import flows",
        "import os\n\nHOME = os.getenv('HOME')",
        "import os\n\nHOME = os.environ['HOME']",
        "import time",
        "from time import perf_counter",
        "import random",
        "import secrets",
        "import numpy as np\n\nDRAWN = np.random.random()",
        "import uuid\n\nNAME = uuid.uuid4()",
        "from datetime import date\n\nNOW = date.today()",
    ],
)
def test_a_transform_asks_for_nothing_that_changes(module: str) -> None:
    command = [sys.executable, "-m", "ruff", "check", "--select", "TID251", "--stdin-filename", "transforms/probe.py", "-"]
    assert subprocess.run(command, cwd=ROOT, input=module, text=True, capture_output=True, check=False).returncode == 1
