"""`dateline report`: the page to look at."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.cli.options import DEFAULT_LAKE, Lake
from flows.cli.screen import output_console
from flows.report import PAGE, write_report


def report(
    *,
    lake: Lake = DEFAULT_LAKE,
    out: Annotated[Path | None, Parameter(alias="-o")] = None,
) -> None:
    """Write one self-contained HTML page that shows the lake: events by when they happen, what is to come, how the run went.

    Parameters
    ----------
    lake
        The folder, or the address, of the lake.
    out
        The file to write, or a folder for it; report.html in the lake's folder when left out, here for a lake elsewhere.
    """
    page = write_report(lake, default_page(lake) if out is None else out / PAGE if out.is_dir() else out)
    say_where(page)


def default_page(lake: str) -> Path:
    """Where the page of a lake goes when nobody says: into its folder, or here when it is in an object store."""
    return Path(PAGE) if "://" in lake else Path(lake) / PAGE


def say_where(page: Path) -> None:
    """One line: where the page is, its size, and that a browser opens it."""
    megabytes = page.stat().st_size / 1e6
    output_console().print(
        f"The page is {page} ({megabytes:.1f} MB); open it in any browser, it needs no network.", highlight=False
    )
