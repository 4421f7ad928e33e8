"""The page of each warehouse in `docs/warehouses/`: the statements of a load, with their reasons.

    python -m flows.targets.page docs/warehouses

writes them again; the tests compare the pages with what this module gives.
"""

import sys
from pathlib import Path

from flows.targets.dialect import Dialect, load_dialect, target_names
from flows.targets.registry import WAREHOUSES
from flows.targets.script import Section, sections

_CONNECTED = """\
`dateline load {name}` runs these statements itself; nothing has to be done by hand. They are printed by
`dateline load {name} --print-sql`, and this page is written from the same code.
"""
_STATEMENTS = """\
Dateline does not connect to {title}: it writes the rows as files and prints the statements that load them. The statements are
checked for syntax by the tests and have not been run against {title} itself.

1. `dateline load {name} --stage-to dateline-files --after N` writes the rows of the commits after `N`, the `load_seq` that the
   second statement below gives (0 for everything), and `checksums.json`.
2. Copy the folder to where the COPY statements read.
3. Run the statements that `dateline load {name} --print-sql` prints (they are below) with the values of `parameters` in
   `checksums.json`; `load_number` is the last one and 1.
4. Compare rows and checksums with those in `checksums.json`.
"""


def page(dialect: Dialect) -> str:
    """The page as Markdown, with every statement of a load."""
    intro = (_CONNECTED if dialect.warehouse in WAREHOUSES else _STATEMENTS).format(name=dialect.name, title=dialect.title)
    notes = "".join(f"- {note}\n" for note in dialect.notes)
    body = "\n".join(_section(section) for section in sections(dialect))
    return f"# {dialect.title}\n\n{intro}\n{notes}\n{body}"


def write_pages(folder: Path) -> list[Path]:
    """Write the page of every configured target into the folder; the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in target_names():
        file = folder / f"{name}.md"
        file.write_text(page(load_dialect(name)), encoding="utf-8")
        written.append(file)
    return written


def _section(section: Section) -> str:
    statements = "\n\n".join(f"{statement.text};" for statement in section.statements)
    return f"## {section.title}\n\n{section.why}\n\n```sql\n{statements}\n```\n"


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
