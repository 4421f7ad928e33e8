"""The report: one self-contained page that shows a lake's events by when they happen."""

import contextlib
import uuid
from pathlib import Path
from typing import Final

from flows.lake.snapshot import open_lake
from flows.report.page import render_page
from flows.report.selection import select_events, select_figures
from transforms.report_data import page_data

# The page in a lake's own folder, where nobody names another.
PAGE: Final = "report.html"


def write_report(lake: str | Path, out: str | Path) -> Path:
    """The path of the page just written from a lake's last snapshot: one HTML file under 10 MB that asks for nothing.

    Folders above `out` are made. The file appears whole or not at all. Raises LakeError when there is no lake, OSError
    when the file cannot be written. Two at once do not meet.
    """
    snapshot = open_lake(lake)
    with contextlib.closing(snapshot.connect()) as connection:
        figures = select_figures(connection, snapshot.checks)
        events = select_events(connection)
    figures["lake"] = {"name": Path(snapshot.path).name, "load_seq": snapshot.load_seq, "kind": snapshot.kind}
    page = render_page(page_data(figures, events))
    path = Path(out)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{uuid.uuid4().hex}.part")
    try:
        unfinished.write_text(page, encoding="utf-8", newline="\n")
        unfinished.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return path
