"""`make bench`: every measured figure, in one run, as a table and as a picture.

A module of this folder that has a function `figures` takes part. It may ask by parameter for `gold` (annotated documents as
JSON Lines), `dumps` (a folder of dumps) or `quick` (a run that only shows that it runs); a file that is not there is None.

    python -m tests.bench [MODULE...] [--gold FILE] [--dumps DIR] [--quick] [--json FILE] [--picture FILE]

Everything takes about half an hour of an idle machine of two cores, --quick some five minutes. The longest are lake (200,000
articles), load (a million events), ingest (a gigabyte) and dask; the README's are of end_to_end, temporal, events, start_up.
"""

import argparse
import inspect
import json
import os
import platform
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from tests.bench.figure import Figure
from tests.bench.picture import draw_bars

HERE: Final = Path(__file__).parent
SHARED: Final = HERE.parents[2] / "shared"


def main() -> int:
    """Measures, prints, and says which modules failed; 0 when none did."""
    given = _arguments()
    console, errors = Console(width=160), Console(stderr=True)
    found: dict[str, list[Figure]] = {}
    failed: dict[str, str] = {}
    for name, measure in _modules(given.modules):
        errors.print(f"measuring {name} ...", style="dim", highlight=False)
        begun = time.perf_counter()
        try:
            found[name] = list(measure(**_inputs(measure, given)))
        except Exception as error:  # noqa: BLE001 - one broken measurement must not hide the others; the exit status tells
            failed[name] = f"{type(error).__name__}: {error}{_last_line(error)}"
        errors.print(f"  {time.perf_counter() - begun:.1f} s", style="dim", highlight=False)
    console.print(_conditions(), highlight=False)
    for name, figures in found.items():
        console.print(_table(name, figures))
    for name, reason in failed.items():
        errors.print(f"{name} failed: {reason}", style="bold red", markup=False)
    _write_files(given, found)
    return 1 if failed or not found else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure Dateline and its peers in one run.")
    parser.add_argument("modules", nargs="*", help="modules of tests/bench; all when left out")
    parser.add_argument("--gold", type=Path, default=_if_there(SHARED / "corpora" / "tbaq.jsonl"))
    parser.add_argument("--dumps", type=Path, default=_if_there(SHARED / "dumps"))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--picture", type=Path, metavar="FILE")
    return parser.parse_args()


def _if_there(path: Path) -> Path | None:
    return path if path.exists() else None


def _modules(names: list[str]) -> Iterator[tuple[str, Callable[..., Iterable[Figure]]]]:
    there = sorted(path.stem for path in HERE.glob("*.py") if not path.stem.startswith("_"))
    unknown = [name for name in names if name not in there]
    if unknown:
        sys.exit(f"expected modules of tests/bench ({', '.join(there)}), got {', '.join(unknown)}")
    for name in names or there:
        measure = getattr(import_module(f"tests.bench.{name}"), "figures", None)
        if measure is not None:
            yield name, measure


def _inputs(measure: Callable[..., Any], given: argparse.Namespace) -> dict[str, Any]:
    return {name: getattr(given, name) for name in inspect.signature(measure).parameters if name in ("gold", "dumps", "quick")}


def _last_line(error: Exception) -> str:
    """What a measuring process said last, when it is one that failed."""
    told = getattr(error, "stderr", None) or b""
    lines = (told if isinstance(told, str) else told.decode(errors="replace")).strip().splitlines()
    return f" ({lines[-1]})" if lines else ""


def _conditions() -> str:
    day = datetime.now(UTC).date().isoformat()
    machine = f"{os.cpu_count()} cores, {platform.machine()}"
    return f"{day} · dateline {version('dateline')} · Python {platform.python_version()} · {machine}"


def _table(name: str, figures: list[Figure]) -> Table:
    table = Table(title=name, title_justify="left", header_style="bold")
    for column in ("subject", "figure"):
        table.add_column(column)
    for column in ("value", "ratio"):
        table.add_column(column, justify="right")
    table.add_column("note", overflow="fold")
    for figure in figures:
        ratio = "" if figure.ratio is None else f"× {figure.ratio:,.3g}"
        table.add_row(figure.subject, figure.name, f"{_number(figure.value)} {figure.unit}".rstrip(), ratio, figure.note)
    return table


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}" if abs(value) < 10 else f"{value:.1f}"


def _write_files(given: argparse.Namespace, found: dict[str, list[Figure]]) -> None:
    if given.json:
        rows = {name: [asdict(figure) for figure in figures] for name, figures in found.items()}
        given.json.write_text(json.dumps({"conditions": _conditions(), "figures": rows}, indent=2) + "\n", encoding="utf-8")
    if given.picture:
        given.picture.write_text(draw_bars(_conditions(), found), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
