"""`dateline demo`: the main job on the dump that comes with the project, and a look at what came out."""

from contextlib import closing
from typing import Final

from flows.cli.failure import DONE, CommandError, worse
from flows.cli.options import Lake, Workers, program
from flows.cli.report import default_page, say_where
from flows.cli.run import read_dump, tell_outcome
from flows.cli.screen import error_console, output_console, print_facts, print_rows
from flows.cli.summing_up import account, lake_option
from transforms.configuration import DEFAULT_ROOT

DUMP: Final = DEFAULT_ROOT / "demo"
# One run a source: each has its own format, field names and zone.
FILES: Final = {"demo-wire": "wire.sgm", "demo-web": "web.csv", "demo-review": "features.jsonl.gz"}
SHOWN: Final = 8
LOOKED_AT: Final = 40


def demo(*, lake: Lake = "demo-lake", workers: Workers = None) -> int:
    """Read the demo dump into a lake, show what the news said would happen, and write the page.

    62 short articles of an invented country over two years, as wire (SGML), web news (CSV) and features (JSON Lines, gzip),
    with corrections, repeats, a reprint, and records that have to be refused.

    Parameters
    ----------
    lake
        The folder of the lake; what it has of the demo is read again.
    workers
        How many shards at once; one a core when left out.
    """
    missing = [name for name in FILES.values() if not (DUMP / name).is_file()]
    if missing:
        raise CommandError(f"expected the demo dump, got nothing for {', '.join(missing)} in {DUMP}")
    error_console().print("Reading the demo dump: 62 articles of an invented country, in three formats.", highlight=False)
    status = DONE
    for source, name in FILES.items():
        summary, reasons = read_dump([DUMP / name], lake, source, workers=workers, runner="threads", force=True)
        output_console().print()
        print_facts(account(summary))
        status = worse(status, tell_outcome(summary, reasons))
    if status == DONE:
        _look(lake)
    return status


def _look(lake: str) -> None:
    from flows.lake.snapshot import open_lake
    from flows.queries import UPCOMING, last_publication, parse_window, tables_named, upcoming_events
    from flows.report import write_report

    with closing(open_lake(lake).connect(tables_named(UPCOMING))) as connection:
        last = last_publication(connection)
        found = upcoming_events(connection, last, parse_window("5y"), most=LOOKED_AT).as_records()
    # What may have begun already is left to `dateline upcoming`.
    ahead = [record for record in found if last is not None and record["due"] > last][:SHOWN]
    rows = [(r["due"], r["trigger"], r["agent"] or r["patient"], r["event_sentence"]) for r in ahead]
    output_console().print()
    print_rows(("when", "what", "who", "the text"), rows, "What this news says is still to come", widest="the text")
    say_where(write_report(lake, default_page(lake)))
    output_console().print()
    command, option = program(), lake_option(lake)
    tries = (
        f"{command} upcoming{option} --after 2025-01-01 --within 1y",
        f"{command} show events{option} --where \"factuality = 'NEGATED'\"",
        f"{command} show rejects{option}",
        f'{command} explain "in about a year\'s time" --published 2025-10-17',
    )
    for number, line in enumerate(tries):
        output_console().print(f"{'' if number else 'try':<5}{line}", markup=False, highlight=False, soft_wrap=True)
