"""Every command: its name, where its code is, one sentence and examples that the tests run."""

from dataclasses import dataclass
from typing import Final

MAIN_JOB: Final = "From dump to tables"
LOOK: Final = "Look"
KEEP: Final = "Keep and pass on"
JUDGE: Final = "Words, sources and figures"
GROUPS: Final = (MAIN_JOB, LOOK, KEEP, JUDGE)


@dataclass(frozen=True, slots=True)
class Command:
    """One command of the command line; `path` is imported when the command runs. A group of commands has its own help.

    `usage` is what stands between the name and the options.
    """

    name: str
    path: str
    group: str
    summary: str
    examples: tuple[str, ...] = ()
    usage: str = ""
    is_group: bool = False


COMMANDS: Final = (
    Command(
        "demo",
        "flows.cli.demo:demo",
        MAIN_JOB,
        "Run the main job on the dump that comes with the project, and write its page.",
        ("dateline demo",),
    ),
    Command(
        "run",
        "flows.cli.run:run",
        MAIN_JOB,
        "Read dumps into the lake: articles, mentions, events, rejects.",
        (
            "dateline run news.jsonl.gz",
            "dateline run dumps/ --lake lake --workers 4",
            "dateline run story.txt --published 2013-10-11",
        ),
        usage="PATH...",
    ),
    Command(
        "backfill",
        "flows.cli.backfill:backfill",
        MAIN_JOB,
        "Read the dumps of many days in steps, or again what an older version read.",
        (
            "dateline backfill 'daily/%Y-%m-%d.jsonl.gz' --source demo-review --from 2025-02-07 --to 2025-02-09",
            "dateline backfill --stale",
        ),
        usage="[PATH]",
    ),
    Command(
        "serve",
        "flows.cli.serve:serve",
        MAIN_JOB,
        "Read and load what is new on a schedule, until interrupted.",
        ("dateline serve dumps/ --cron '0 6 * * *' --target duckdb",),
        usage="PATH... --cron CRON",
    ),
    Command(
        "show",
        "flows.cli.show:show",
        LOOK,
        "Print rows of a table.",
        (
            "dateline show events --limit 5",
            "dateline show events --where \"factuality = 'PLANNED'\" --columns trigger,agent,best_start",
            "dateline show rejects --json",
            "dateline show events --columns all --limit 1000000 --csv > events.csv",
        ),
        usage="TABLE",
    ),
    Command(
        "upcoming",
        "flows.cli.show:upcoming",
        LOOK,
        "Print what the news said would happen, soonest first.",
        ("dateline upcoming --after 2025-06-01 --within 90d", "dateline upcoming --limit 1000 --csv > upcoming.csv"),
    ),
    Command(
        "report",
        "flows.cli.report:report",
        LOOK,
        "Write one HTML page that shows the lake.",
        ("dateline report", "dateline report --lake demo-lake --out news.html"),
    ),
    Command(
        "explain",
        "flows.cli.explain:explain",
        JUDGE,
        "Show how an expression becomes an interval.",
        (
            'dateline explain "by the end of this month" --published 2013-10-11',
            'dateline explain Monday --published 2013-10-11 --sentence "The interview was broadcast on Monday."',
        ),
        usage="PHRASE",
    ),
    Command(
        "load",
        "flows.cli.load:load",
        KEEP,
        "Bring a warehouse to the lake's last snapshot.",
        ("dateline load duckdb", "dateline load postgresql --full", "dateline load snowflake --print-sql"),
        usage="[TARGET]",
    ),
    Command(
        "export",
        "flows.cli.upkeep:export",
        KEEP,
        "Write a plain Parquet copy of the lake.",
        ("dateline export --to parquet",),
        usage="--to FOLDER",
    ),
    Command(
        "maintain",
        "flows.cli.upkeep:maintain",
        KEEP,
        "Compact small files and delete old ones.",
        ("dateline maintain", "dateline maintain --lake demo-lake --retention-hours 24"),
    ),
    Command(
        "reprocess",
        "flows.cli.reprocess:reprocess",
        KEEP,
        "Compute mentions and events anew from the text in the lake.",
        ("dateline reprocess --lake demo-lake --source demo-web", "dateline reprocess --config my-config"),
    ),
    Command(
        "withdraw",
        "flows.cli.upkeep:withdraw",
        KEEP,
        "Take articles out of every table, for good.",
        ("dateline withdraw ARTICLE_ID", "dateline withdraw ARTICLE_ID --yes"),
        usage="ARTICLE_ID...",
    ),
    Command(
        "digest",
        "flows.cli.upkeep:digest",
        KEEP,
        "Print a hash of each table: the same news, the same hash.",
        ("dateline digest", "dateline digest --lake demo-lake --table events"),
    ),
    Command(
        "annotate",
        "flows.cli.annotate:annotate",
        JUDGE,
        "Find and resolve the time expressions of a text.",
        (
            "dateline annotate story.txt --published 2013-10-11",
            "dateline annotate story.txt --published 2013-10-11 --format timeml",
        ),
        usage="FILE",
    ),
    Command(
        "evaluate",
        "flows.cli.evaluate:evaluate",
        JUDGE,
        "Score the pipeline on annotated documents.",
        ("dateline evaluate gold.jsonl", "dateline evaluate timebank/ --against timeml --errors 20"),
        usage="GOLD",
    ),
    Command(
        "sources",
        "flows.cli.sources:sources",
        JUDGE,
        "Show how a dump would be read, or write a source's file.",
        (
            "dateline sources",
            "dateline sources check news.jsonl.gz",
            "dateline sources new harbour harbour-2025.csv --config my-config",
        ),
        is_group=True,
    ),
    Command(
        "schema",
        "flows.cli.schema:schema",
        JUDGE,
        "Print the tables, column by column.",
        ("dateline schema events", "dateline schema --format ddl"),
        usage="[TABLE]",
    ),
)

COMMAND_NAMES: Final = tuple(command.name for command in COMMANDS)
