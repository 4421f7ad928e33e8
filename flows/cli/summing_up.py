"""The end of a run on the screen: what came in, what came of it, how long it took, where it is, and one query to try."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from flows.cli.options import DEFAULT_LAKE, program
from flows.cli.screen import count_of, output_console, print_facts

if TYPE_CHECKING:
    from flows.summary import RunSummary


def print_summary(summary: "RunSummary", lake: str) -> None:
    """The summary as a person reads it."""
    output_console().print()
    print_facts(account(summary))
    for note in summary.notes:
        output_console().print(f"note: {note}", markup=False, highlight=False)
    if not summary.load_seq:
        return  # nothing to look at yet
    output_console().print()
    print_facts(
        {
            "tables": f"{lake}/ (articles, mentions, events, rejects, ...), snapshot {summary.load_seq}",
            "try": f"{program()} {_next_look(summary, lake)}",
        }
    )


def account(summary: "RunSummary") -> dict[str, object]:
    """The lines of the account, in the order in which the work went."""
    facts: dict[str, object] = {"source": summary.source}
    if summary.shards_skipped:
        skipped = count_of(summary.shards_skipped, "shard")
        facts["in the lake already"] = f"{skipped}, skipped (--force reads again)"
    if summary.shards_failed:
        facts["failed"] = f"{count_of(summary.shards_failed, 'shard')} not taken in; the same command tries again"
    if not summary.shards_done:
        return facts
    facts["records"] = summary.records
    facts["articles"] = f"{summary.articles:,}{_copies(summary)}"
    if undated := summary.articles - summary.published:
        facts["without a date"] = (
            f"{count_of(undated, 'article')}; relative times need one: --published, or the date in a source"
        )
    facts["rejects"] = f"{summary.rejects:,}{_reasons(summary)}"
    facts["mentions"] = summary.mentions
    facts["events"] = f"{summary.events:,}{_unparsed(summary)}"
    if summary.withdrawn or summary.replaced:
        facts["replaced, withdrawn"] = f"{summary.replaced:,}, {summary.withdrawn:,}"
    stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in summary.stage_seconds.items() if seconds >= 0.05)
    facts["seconds"] = f"{summary.wall_seconds:.1f}, {_speed(summary.articles_per_second)} a second ({stages})"
    return facts


def summary_record(summary: "RunSummary") -> dict[str, Any]:
    """The summary for a machine."""
    return asdict(summary) | {"articles_per_second": round(summary.articles_per_second, 3)}


def lake_option(lake: str) -> str:
    """The option that names a lake in a command, nothing for the usual one."""
    return "" if lake == DEFAULT_LAKE else f" --lake {lake}"


def _speed(articles: float) -> str:
    return count_of(round(articles), "article") if articles >= 1 or not articles else f"{articles:.1f} articles"


def _next_look(summary: "RunSummary", lake: str) -> str:
    where = lake_option(lake)
    if summary.rejects and not summary.articles:
        return f"show rejects{where}"
    return f"upcoming{where} --within 1y" if summary.events or not summary.shards_done else f"show articles{where}"


def _copies(summary: "RunSummary") -> str:
    parts = (
        (summary.duplicates, count_of(summary.duplicates, "duplicate")),
        (summary.superseded, f"{summary.superseded:,} superseded by a correction"),
        (summary.filtered, f"{summary.filtered:,} outside --since and --until, or taken down"),
    )
    told = ", ".join(words for count, words in parts if count)
    return f" (left out: {told})" if told else ""


def _unparsed(summary: "RunSummary") -> str:
    parts = (
        (summary.skipped_language, f"{count_of(summary.skipped_language, 'article')} in other languages not parsed"),
        (summary.oversized_sentences, f"{count_of(summary.oversized_sentences, 'sentence')} too long to be parsed whole"),
    )
    told = ", ".join(words for count, words in parts if count)
    return f" ({told})" if told else ""


def _reasons(summary: "RunSummary") -> str:
    told = ", ".join(f"{reason} {count:,}" for reason, count in summary.reject_reasons.items())
    return f" ({told})" if told else ""
