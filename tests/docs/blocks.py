"""The fenced blocks of the documentation: commands, configuration and code that the tests try out."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
PAGES: Final = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
FENCE: Final = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TITLE: Final = re.compile(r'title="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: where it is, its language, the title after it, and its text."""

    page: str
    line: int
    language: str
    title: str | None
    text: str


def blocks(path: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    page, text = path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
    found = []
    for match in FENCE.finditer(text):
        language, _, rest = match[1].partition(" ")
        title = TITLE.search(rest)
        line = text.count("\n", 0, match.start()) + 1
        found.append(Block(page, line, language, title[1] if title else None, match[2]))
    return found


def all_blocks(*languages: str) -> list[Block]:
    """The blocks of those languages on every page."""
    return [block for path in PAGES for block in blocks(path) if block.language in languages]


def commands(block: Block) -> list[str]:
    """The command lines of a shell block: comments cut off, continued lines joined."""
    joined = block.text.replace("\\\n", " ")
    lines = (re.sub(r"\s+#.*$", "", line).strip() for line in joined.splitlines())
    return [line for line in lines if line and not line.startswith("#")]
