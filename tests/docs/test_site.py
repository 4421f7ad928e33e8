"""The documentation builds strictly, its links lead somewhere, and what is generated is what its generator gives."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from flows.dictionary import as_markdown
from tests.docs.blocks import PAGES, ROOT

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    mkdocs = Path(sys.executable).with_name("mkdocs")
    done = subprocess.run(
        [mkdocs, "build", "--quiet", "--strict", "--config-file", ROOT / "docs/book/mkdocs.yml", "--site-dir", tmp_path],
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "tables.html").is_file()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_inside_the_project_leads_to_a_file(page: Path) -> None:
    for plain, image in LINK.findall(page.read_text(encoding="utf-8")):
        address = (plain or image).partition("#")[0]
        if address and "://" not in address:
            assert (page.parent / address).is_file(), f"{page.name} links to {address}"


def test_every_page_is_in_the_navigation() -> None:
    navigation = (ROOT / "docs/book/mkdocs.yml").read_text(encoding="utf-8")
    assert [page.name for page in (ROOT / "docs").glob("*.md") if f": {page.name}\n" not in navigation + "\n"] == []


def test_the_page_of_the_tables_is_what_the_command_prints() -> None:
    page = (ROOT / "docs/tables.md").read_text(encoding="utf-8")
    assert page == as_markdown() + "\n", "run `make docs` to write docs/tables.md again"
