"""Sources: one TOML file each in `config/sources`, read strictly into one value."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec

from flows.readers import open_shard, plan_shards
from flows.readers.compression import Bounds
from flows.readers.inputs import folder_of
from flows.usage import UsageError
from transforms.articles import to_article
from transforms.articles.language import UNKNOWN
from transforms.articles.moment import order_of, zone_named
from transforms.articles.record import Article, RawRecord
from transforms.articles.settings import ArticleSettings, cleaning_rules
from transforms.configuration import ConfigurationError, config_root

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Count = Annotated[int, msgspec.Meta(ge=0)]
Bound = Annotated[int, msgspec.Meta(gt=0)]
NO_NAME: Final = re.compile(r"[^\w-]+")
LANGUAGE_CODE: Final = re.compile("[a-z]{2}")
SEPARATED: Final = ("csv", "tsv")
NO_DELIMITER: Final = frozenset('"\r\n\0')
LONGEST_NAME: Final = 60
WORLDWIDE_ID: Final = re.compile(r"^[\w.-]{20,}$|://|^urn:|^tag:|^[\w.-]+:\S{8,}$")


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Bounds that keep one bad input from taking the memory or the disk of a run."""

    max_article_chars: Bound = 1_000_000
    max_record_mib: Bound = 32
    max_decompressed_gib: Bound = 1024
    max_ratio: Bound = 250
    max_members: Bound = 10_000_000
    shard_mib: Bound = 32

    def bounds(self) -> Bounds:
        """The bounds of decompression."""
        return Bounds(self.max_decompressed_gib << 30, self.max_ratio)

    @property
    def max_record_bytes(self) -> int:
        """The longest record in bytes."""
        return self.max_record_mib << 20


class Checks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Thresholds of the checks on the data of a run; None is unchecked. Shares are 0 to 1, ages in days.

    A damaged file lost what nobody can count, so that none is allowed unless a source says so.
    """

    max_damaged_files: Count = 0
    expected_records: tuple[Count, Count] | None = None
    max_reject_share: Share | None = None
    min_dated_articles_share: Share | None = None
    min_dated_events_share: Share | None = None
    max_newest_age_days: Count | None = None
    max_late_share: Share | None = None


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One source of dumps. `format` None is recognised by content; `fields` empty is guessed by name.

    `time_zone` and `day_first` serve dates that do not say: an IANA name, and whether 03/04 is the third of April. None of
    `day_first` refuses such a date of publication unless the dump itself settles it, and takes one in a text for 4 March.
    """

    name: str
    format: str | None = None
    description: str = ""
    pattern: str | None = None
    fields: dict[str, str | list[str]] = {}
    ignore: list[str] = []
    language: str | None = None
    time_zone: str | None = None
    day_first: bool | None = None
    encoding: str | None = None
    delimiter: str | None = None
    dump_date: dt.date | None = None
    annotation: Literal["news", "timex2", "auto"] = "auto"
    anchoring: Literal["publication", "narrative", "auto"] = "auto"
    limits: Limits = Limits()
    checks: Checks = Checks()

    def settings(self, published: str | None = None, config_dir: str | None = None) -> ArticleSettings:
        """What the article transform needs to know; `published` dates the records that do not say."""
        return ArticleSettings.of(
            source=self.name,
            fields={name: (value,) if isinstance(value, str) else tuple(value) for name, value in self.fields.items()},
            language=self.language,
            time_zone=self.time_zone,
            day_first=self.day_first,
            published=published,
            max_chars=self.limits.max_article_chars,
            config_dir=config_dir,
        )


def source_path(name: str, config_dir: str | None = None) -> Path:
    """Where the source's file is, or would be."""
    return config_root(config_dir) / "sources" / f"{name}.toml"


def source_names(config_dir: str | None = None) -> list[str]:
    """The names of the sources there are, sorted."""
    return sorted(path.stem for path in (config_root(config_dir) / "sources").glob("*.toml"))


def load_source(name: str, config_dir: str | None = None) -> Source:
    """The source of that name. Raises in one line UsageError: no such file; ConfigurationError: no TOML, an unknown key, a
    wrong type."""
    path = source_path(name, config_dir)
    if not path.is_file():
        known = ", ".join(source_names(config_dir)) or "none"
        raise UsageError(
            f"expected a source's name, one of: {known}; got {name!r}; make one with: dateline sources new {name} PATH"
        )
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        source = msgspec.convert({"name": name, **content}, Source)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"expected TOML in {path}, got {error}") from error
    except msgspec.ValidationError as error:
        raise ConfigurationError(f"expected the keys of a source in {path}, got: {error}") from error
    unknown = sorted(source.fields.keys() - cleaning_rules(config_dir).fields.keys())
    if unknown:
        ours = ", ".join(cleaning_rules(config_dir).fields)
        raise ConfigurationError(f"expected our names of fields in {path}, {ours}; got {', '.join(unknown)}")
    _check_names(source, path)
    return source


def _check_names(source: Source, path: Path) -> None:
    """Raises ConfigurationError for a language that is no code, an encoding, a time zone or a delimiter that is none, and for
    what no run could pass or read."""
    low, high = source.checks.expected_records or (0, 0)
    if low > high:
        raise ConfigurationError(f"expected the least and the most for expected_records in {path}, got {[low, high]}")
    title, text = (source.fields.get(name) for name in ("title", "text"))
    if text is not None and text == title:
        raise ConfigurationError(f"expected another field for text than for title in {path}, got {text!r} for both")
    mark = source.delimiter
    if mark is not None and (source.format not in SEPARATED or len(mark) != 1 or mark in NO_DELIMITER):
        raise ConfigurationError(
            f'expected a delimiter of one sign, beside format = "csv", in {path}, got {mark!r} and {source.format!r}'
        )
    if source.language is not None and not LANGUAGE_CODE.fullmatch(source.language):
        raise ConfigurationError(
            f"expected a language as its code of two letters, such as en, in {path}, got {source.language!r}"
        )
    try:
        if source.encoding is not None:
            "".encode(source.encoding)  # not only looked up: some codecs, such as base64, are of no text
    except (LookupError, ValueError) as error:
        raise ConfigurationError(f"expected an encoding of text in {path}, got {source.encoding!r}") from error
    try:
        if source.time_zone is not None:
            zone_named(source.time_zone)
    except (KeyError, ValueError, OSError) as error:
        message = f"expected a time zone such as Europe/Zurich in {path}, got {source.time_zone!r}"
        raise ConfigurationError(message) from error


SAMPLED_SHARDS: Final = 8
SAMPLED_RECORDS: Final = 2000
SAMPLED_LANGUAGES: Final = 60
SAMPLED_PAGES: Final = 10
COMMON_SHARE: Final = 0.9
# Formats whose readers give our own field names; the others' are guessed.
MAPPED_FORMATS: Final = frozenset({"json", "jsonl", "csv", "tsv", "parquet", "arrow"})


def guess_source(paths: Sequence[str], config_dir: str | None = None, name: str | None = None) -> Source:
    """The source that the first records of the paths look like: format, field map, order of day and month.

    Without a `name` it is named for the folder that the paths are or lie in, so that the same dump is the same source again,
    and dumps from two places are two. A native id is mapped only where the ids look unique in the world: row numbers of two
    dumps would else make one article of two. Raises ReaderError as `plan_shards` does.
    """
    unknown = Source(name="unknown")
    formats: dict[str, int] = {}
    records: list[RawRecord] = []
    for shard in islice(plan_shards(paths, unknown), SAMPLED_SHARDS):
        reading = open_shard(shard, unknown, config_dir=config_dir)
        for item in islice(reading, SAMPLED_RECORDS // SAMPLED_SHARDS):
            records += [item] if isinstance(item, RawRecord) else []
        for found, count in reading.formats.items():
            formats[found] = formats.get(found, 0) + count
    format_ = next(iter(formats)) if len(formats) == 1 else None
    guessed = Source(name=name or guessed_name(paths) or format_ or "mixed", format=format_)
    if set(formats) & MAPPED_FORMATS:
        fields = _guessed_fields(records, config_dir)
        dated = fields.get("date", "date")
        names = [dated] if isinstance(dated, str) else dated
        dates = (record.fields.get(name) for record in records for name in names)
        guessed = msgspec.structs.replace(guessed, fields=fields, day_first=settled_day_first(dates))
    return msgspec.structs.replace(guessed, language=_common_language(records, guessed, config_dir))


def guessed_name(paths: Sequence[str]) -> str:
    """The name of the paths' folder in letters, digits, - and _; `stdin` for standard input; empty for the root of a disk."""
    folder = folder_of(paths)
    return NO_NAME.sub("-", folder.rpartition("/")[2]).strip("-")[:LONGEST_NAME] if folder else "stdin"


def told_guess(source: Source) -> str:
    """What was guessed of a source, in one line, for whoever has to agree."""
    fields = ", ".join(
        f"{ours} < {theirs if isinstance(theirs, str) else ' or '.join(theirs)}"
        for ours, theirs in source.fields.items()
        if theirs
    )
    told = {"format": source.format or "told file by file", "fields": fields, "language": source.language}
    if source.fields.get("id") == []:
        told["id"] = "none, since short ones may be row numbers (name it in a source if it is one article's for good)"
    if source.day_first is not None:
        told["03/04 is in"] = "April" if source.day_first else "March"
    return f"source {source.name}, guessed: " + "; ".join(f"{what} {guess}" for what, guess in told.items() if guess)


def _common_language(records: list[RawRecord], source: Source, config_dir: str | None) -> str | None:
    """The language of nearly all of the sampled articles: it serves those too short to tell, and tables of figures."""
    settings = source.settings(config_dir=config_dir)
    most = SAMPLED_PAGES if records and "page" in records[0].fields else SAMPLED_LANGUAGES
    step = max(1, len(records) // most)
    made = [to_article(record, settings) for record in records[::step]]
    found = [article.language for article in made if isinstance(article, Article) and article.language != UNKNOWN]
    common = max(set(found), key=found.count, default=None)
    return common if common is not None and found.count(common) >= COMMON_SHARE * len(found) else None


def _guessed_fields(records: list[RawRecord], config_dir: str | None) -> dict[str, str | list[str]]:
    """Our names with the source's, for those that some sampled record fills; several where records have it by several names.

    Of ids that may be row numbers none is taken, which an empty list says: a field called `id` would be read all the same.
    """
    filled: dict[str, set[int]] = {}
    for number, record in enumerate(records):
        for theirs, value in record.fields.items():
            if value not in (None, "", [], {}):
                filled.setdefault(theirs, set()).add(number)
    guessed: dict[str, str | list[str]] = {}
    taken: set[str] = set()
    for ours, names in cleaning_rules(config_dir).fields.items():
        present = [theirs for theirs in (ours, *names) if theirs in filled and theirs not in taken]
        if ours == "id":
            named_so = present
            present = [theirs for theirs in present if _unique(record.fields.get(theirs) for record in records)]
            if named_so and not present:
                guessed["id"] = []
        chosen: list[str] = []
        named: set[int] = set()
        for theirs in present:
            if filled[theirs] - named:
                chosen.append(theirs)
                named |= filled[theirs]
        if chosen:
            guessed[ours] = chosen[0] if len(chosen) == 1 else chosen
            taken.update(chosen)
    return guessed


def _unique(values: Iterable[object]) -> bool:
    """Whether the values look like ids that no other dump has: long, or addresses."""
    ids = [value for value in values if value is not None]
    return bool(ids) and all(isinstance(value, str) and WORLDWIDE_ID.search(value) is not None for value in ids)


def settled_day_first(values: Iterable[object]) -> bool | None:
    """Whether the dump's own dates settle the order of 03/04/2013: one has a number over 12, and none says otherwise."""
    orders = {order for value in values if isinstance(value, str) and (order := order_of(value)) is not None}
    return orders.pop() if len(orders) == 1 else None
