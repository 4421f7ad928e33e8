"""`make chaos`: small ingests and loads, disturbed at random moments, run again, and compared with undisturbed ones.

    python -m tests.chaos [--runs 206] [--seed 1] [--only CASE,CASE] [--json FILE]

Most cases call what the flows call (`tests/chaos/work.py`): Prefect's start would take longer than the work. `--flows N`
adds N runs of the whole flow, with Prefect's server and Dask, and of its head start, as processes of their own. Exits with 1
when anything was lost, doubled or left half done.
"""

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.chaos.cases import CASES, Result, Scene, Skipped, set_scene
from tests.targets.server import PostgreSQL


def main() -> int:
    """Runs the cases in a random order; 0 when every run ended with the rows of an undisturbed one."""
    given = _arguments()
    console = Console(width=150)
    folder = Path(tempfile.mkdtemp(prefix="dateline-chaos-"))
    server = PostgreSQL(folder / "postgresql")
    begun = time.perf_counter()
    try:
        scene = set_scene(folder, given.seed, server)
        times = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in scene.seconds.items())
        console.print(f"seed {given.seed}; undisturbed: {times}", highlight=False)
        results, skipped = _run_all(scene, _plan(given), console)
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
    if given.flows:
        from tests.chaos.whole_flows import run_flows

        # They take long, and what came before should be seen if they are stopped.
        _print(results, skipped, time.perf_counter() - begun, console)
        results += run_flows(given.flows, given.seed, console)
    seconds = time.perf_counter() - begun
    _print(results, skipped, seconds, console)
    if given.json:
        _write(given.json, results, skipped, seconds, given.seed)
    return 1 if any(result.wrong for result in results) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description="Disturb small runs and compare what is left.")
    parser.add_argument("--runs", type=int, default=sum(share for _, share in CASES.values()))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=lambda text: text.split(","), default=list(CASES))
    parser.add_argument("--flows", type=int, default=0)
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


def _plan(given: argparse.Namespace) -> list[str]:
    """So many cases by their shares, in an order that the seed gives."""
    shares = {name: CASES[name][1] for name in given.only}
    total = sum(shares.values())
    plan = [name for name, share in shares.items() for _ in range(max(1, round(share * given.runs / total)))]
    random.Random(given.seed).shuffle(plan)
    return plan


def _run_all(scene: Scene, plan: list[str], console: Console) -> tuple[list[Result], Counter[str]]:
    results: list[Result] = []
    skipped: Counter[str] = Counter()
    for number, name in enumerate(plan, 1):
        try:
            result = CASES[name][0](scene)
        except Skipped as why:
            skipped[f"{name}: {why}"] += 1
            continue
        except AssertionError as error:
            result = Result(name, True, [str(error)])
        results.append(result)
        for line in result.wrong:
            console.print(f"run {number}, {result.case}: {line}", style="red", markup=False)
        if number % 20 == 0:
            console.print(f"{number} of {len(plan)} runs", style="dim", highlight=False)
    return results, skipped


def _print(results: list[Result], skipped: Counter[str], seconds: float, console: Console) -> None:
    table = Table("what was disturbed", "runs", "hit while at work", "wrong afterwards", title_justify="left")
    for case in sorted({result.case for result in results}):
        ours = [result for result in results if result.case == case]
        table.add_row(
            case, str(len(ours)), str(sum(result.hit for result in ours)), str(sum(bool(result.wrong) for result in ours))
        )
    wrong = sum(bool(result.wrong) for result in results)
    table.add_row("all", str(len(results)), str(sum(result.hit for result in results)), str(wrong), style="bold")
    console.print(table)
    for what, count in skipped.items():
        console.print(f"left out {count} times: {what}", highlight=False)
    console.print(f"{seconds:.0f} s", highlight=False)


def _write(path: Path, results: list[Result], skipped: Counter[str], seconds: float, seed: int) -> None:
    cases = [{"case": each.case, "hit": each.hit, "wrong": each.wrong, "note": each.note} for each in results]
    told = {"seed": seed, "seconds": seconds, "skipped": dict(skipped), "runs": cases}
    path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
