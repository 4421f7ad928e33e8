"""`dateline annotate`: the time expressions of one text."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Final, Literal

from cyclopts import Parameter

from flows.cli.failure import CommandError
from flows.cli.options import Place, parse_published
from flows.cli.screen import count_of, error_console, print_json, print_rows
from transforms.temporal import normalize
from transforms.temporal.mention import Mention
from transforms.timeml import write_timeml

STDIN: Final = "-"


def annotate(
    file: Path,
    /,
    *,
    published: str | None = None,
    format: Annotated[Literal["table", "json", "timeml"], Parameter(alias="-f")] = "table",  # noqa: A002 - the option's name
    language: str = "en",
    profile: Literal["news", "timex2"] | None = None,
    anchoring: Literal["publication", "narrative"] | None = None,
    date_order: Literal["mdy", "dmy"] = "mdy",
    config: Place | None = None,
) -> None:
    """Find and resolve the time expressions of a text.

    Parameters
    ----------
    file
        A text file in UTF-8, or - for standard input.
    published
        The date of publication, YYYY-MM-DD with or without Thh:mm; without it only absolute expressions resolve.
    format
        table: one row an expression. json: every column of mentions. timeml: the text with TIMEX3 tags (TimeML 1.2.1).
    language
        The language of the text, as its folder in config/languages is called.
    profile
        What is annotated as a time: by default what the text itself shows.
    anchoring
        What relative expressions hang on: by default what the text itself shows.
    date_order
        How dates in figures are written: mdy (10/3 is in October) or dmy (in March).
    config
        Another folder than the project's own config.
    """
    date = parse_published(published)
    text, name = _text(file)
    mentions = normalize(
        text,
        date,
        language,
        profile=profile,
        anchoring=anchoring,
        article_id=name,
        date_order=date_order,
        config_dir=config,
    )
    match format:
        case "json":
            print_json({"id": name, "published": published, "mentions": [asdict(mention) for mention in mentions]})
        case "timeml":
            sys.stdout.buffer.write(write_timeml(text, mentions, date, name).encode())
            sys.stdout.buffer.flush()
        case "table":
            _print_table(mentions)
            _say_how_many(mentions, date is not None)


def _text(file: Path) -> tuple[str, str]:
    is_stdin = str(file) == STDIN
    data = sys.stdin.buffer.read() if is_stdin else file.read_bytes()
    name = "stdin" if is_stdin else file.stem
    try:
        return data.decode("utf-8"), name
    except UnicodeDecodeError as error:
        raise CommandError(f"expected UTF-8, got the byte {data[error.start]:#04x} at byte {error.start} of {file}") from error


def _print_table(mentions: list[Mention]) -> None:
    columns = ("at", "text", "type", "value", "mod", "start", "end", "anchor", "meaning", "rule")
    rows = [
        (
            f"{m.char_start}-{m.char_end}",
            m.text,
            m.timex_type,
            m.timex_value,
            m.timex_mod,
            m.start,
            m.end,
            m.anchor,
            m.meaning,
            m.rule,
        )
        for m in mentions
    ]
    print_rows(columns, rows)


def _say_how_many(mentions: list[Mention], is_dated: bool) -> None:
    unresolved = sum(mention.start is None and mention.end is None for mention in mentions)
    line = count_of(len(mentions), "time expression")
    if unresolved and not is_dated:
        line += f", {unresolved:,} without an interval; --published gives the day to count from"
    error_console().print(line, style="dim", highlight=False)
