"""What a dump looks like to us before a run: `dateline sources check` and `dateline sources new`."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec

from flows.readers import open_shard, plan_shards
from flows.shards import Shard
from flows.sources import Source, guess_source, load_source, source_path
from flows.usage import UsageError
from transforms.articles import Article, ArticleSettings, RawRecord, Reject, to_article

FIRST_REJECTS: Final = 5
EXAMPLES: Final = 3
SAMPLED_FIELDS: Final = 100  # records that tell a new source's fields
WANTED: Final = ("title", "text", "date")


@dataclass(slots=True)
class SourceReport:
    """What the first records of a dump gave. `copies` are records of an article that came before, of which a run keeps one.

    `mapped` counts the records that fill each of our fields, `unread` those that fill a field of theirs that nothing reads.
    """

    source: Source
    shards: int = 0
    records: int = 0
    articles: int = 0
    copies: int = 0
    complete: bool = True
    formats: Counter[str] = field(default_factory=Counter)
    mapped: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)
    bases: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    reject_reasons: Counter[str] = field(default_factory=Counter)
    first_rejects: list[Reject] = field(default_factory=list)
    examples: list[tuple[str | None, str | None, str]] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    @property
    def dated_share(self) -> float:
        """The share of articles that have a day of publication, 0 to 1."""
        return 1 - self.bases["NONE"] / self.articles if self.articles else 0.0


def check_source(
    paths: Sequence[str],
    name: str | None = None,
    config_dir: str | None = None,
    *,
    published: str | None = None,
    not_after: date | None = None,
    most: int = 1000,
) -> SourceReport:
    """Read up to `most` records of the paths as the named source would, or as a guessed one, and say what came of them.

    News from after `not_after` is refused, or from after the source's dump date, or else from after today, as a run does.

    Raises ReaderError and ConfigurationError, one line each, as a run would.
    """
    source = load_source(name, config_dir) if name is not None else guess_source(paths, config_dir)
    return _looked_at(paths, source, config_dir, published=published, not_after=not_after, most=most)


def _looked_at(
    paths: Sequence[str],
    source: Source,
    config_dir: str | None,
    *,
    published: str | None = None,
    not_after: date | None = None,
    most: int,
) -> SourceReport:
    report = SourceReport(source)
    settings = source.settings(published, config_dir)
    not_after = not_after or source.dump_date or datetime.now(UTC).date()
    for shard in plan_shards(paths, source):
        report.shards += 1
        left = most - report.records
        if left <= 0:
            report.complete = False
            continue  # the rest is only counted
        reading = open_shard(shard, source, config_dir=config_dir)
        for item in islice(reading, left):
            report.records += 1
            made = item if isinstance(item, Reject) else _read(report, item, settings, not_after)
            _take(report, _placed(made, shard) if isinstance(made, Reject) else made)
        report.complete = report.complete and bool(reading.content_hash)
        report.formats.update(reading.formats)
    return report


def _placed(reject: Reject, shard: Shard) -> Reject:
    """The reject with its file: the records of small files, which share a shard, have it in their locators."""
    return reject if shard.files else msgspec.structs.replace(reject, locator=f"{shard.name}#{reject.locator}")


def _read(report: SourceReport, record: RawRecord, settings: ArticleSettings, not_after: date | None) -> Article | Reject:
    names = {theirs: ours for ours, all_theirs in settings.fields.items() for theirs in all_theirs}
    before = [theirs for theirs, value in record.fields.items() if value not in (None, "", [], {})]
    result = to_article(record, settings, not_after=not_after)
    for theirs in before:
        if theirs not in record.fields:
            report.mapped[f"{names.get(theirs, theirs)} < {theirs}"] += 1
        elif theirs not in report.source.ignore:
            report.unread[theirs] += 1
    return result


def _take(report: SourceReport, result: Article | Reject) -> None:
    if isinstance(result, Reject):
        report.reject_reasons[result.reason] += 1
        if len(report.first_rejects) < FIRST_REJECTS:
            report.first_rejects.append(result)
        return
    if result.article_id in report.ids:
        report.copies += 1
        return
    report.ids.add(result.article_id)
    report.articles += 1
    report.bases[result.published_basis] += 1
    report.languages[result.language] += 1
    if len(report.examples) < EXAMPLES:
        published = result.published_on.isoformat() if result.published_on else None
        report.examples.append((result.title, published, result.text[:120]))


def new_source(name: str, paths: Sequence[str], config_dir: str | None = None) -> Path:
    """Write the TOML of a source guessed from the paths; its path. Raises UsageError for a name that is none or is taken."""
    target = source_path(name, config_dir)
    if not name.replace("-", "").replace("_", "").isalnum():
        raise UsageError(f"expected a name of letters, digits, - and _, got {name!r}")
    if target.exists():
        raise UsageError(f"expected a new name, got {name!r}, which has a file already: {target}")
    guessed = guess_source(paths, config_dir)
    seen = _looked_at(paths, guessed, config_dir, most=SAMPLED_FIELDS)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("x", encoding="utf-8") as out:
        out.write(source_toml(guessed, seen.unread))
    return target


def source_toml(source: Source, unread: Iterable[str] = ()) -> str:
    """The source as TOML with what there is to decide, said in comments: `unread` are fields of the dump that got no name."""
    lines = ["# How this source is read; every key is explained in docs/ingest.md."]
    lines.append(f"format = {_quoted(source.format)}" if source.format else "# format = recognised by content, file by file")
    lines.append(f"language = {_quoted(source.language)}" if source.language else '# language = "en"')
    lines.append(f"time_zone = {_quoted(source.time_zone)}" if source.time_zone else '# time_zone = "Europe/London"')
    first = source.day_first
    lines.append("# day_first = true  # 03/04 is the third of April" if first is None else f"day_first = {str(first).lower()}")
    lines.append("# dump_date = 2025-01-31")
    theirs = ", ".join(map(_quoted, unread))  # a name may hold a line break, which would end the comment
    if source.fields or theirs:
        lines += ["", "[fields]"]
        lines += [f"{ours} = {_value(names)}" for ours, names in source.fields.items()]
    if theirs:
        lines.append(f"# Nothing reads these yet: {theirs}")
        lines += [f'# {ours} = "..."' for ours in WANTED if ours not in source.fields]
    lines += [
        "",
        "[checks]",
        "# expected_records = [900, 1100]",
        "# max_damaged_files = 0",
        "max_reject_share = 0.1",
        "min_dated_articles_share = 0.9",
    ]
    return "\n".join([*lines, ""])


def _value(names: str | list[str]) -> str:
    if not names:
        return "[]  # those of the dump are short, as row numbers are; name them if each is one article's for good"
    return _quoted(names) if isinstance(names, str) else f"[{', '.join(map(_quoted, names))}]"


def _quoted(text: str | None) -> str:
    """A TOML basic string; JSON's strings are such, but for one sign."""
    return msgspec.json.encode(text or "").decode().replace("\x7f", "\\u007f")
