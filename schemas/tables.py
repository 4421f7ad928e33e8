"""The tables of the lake, each column declared once.

Everything else is generated from these lists: Arrow schemas, Delta tables, DDL for the warehouses, the data dictionary.
"""

from typing import Final

from schemas import vocabulary as v
from schemas.column import CIVIL, COUNT, DAY, FLAG, INSTANT, LONG, SHARE, TEXT, Column, Table

ARTICLE_ID: Final = Column("article_id", TEXT, "Stable hash of the source and the native id, else the URL, else the text.")
SOURCE: Final = Column("source", TEXT, "Name of the source, as its file in config/sources is called.")
SHARD: Final = Column("shard", TEXT, "The dump file, or the range of a big one, that the row came from.")
RECORD: Final = Column("record", TEXT, "Locator of the record inside the shard: an ordinal, or an offset in bytes.")
SENTENCE: Final = Column("sentence", COUNT, "Ordinal of the sentence in the article's text, from 0.")
CHAR_START: Final = Column("char_start", COUNT, "Offset of the first character in the article's text.", unit="code points")
CHAR_END: Final = Column("char_end", COUNT, "Offset after the last character in the article's text.", unit="code points")
PUBLISHED_MONTH: Final = Column(
    "published_month", TEXT, "Month of publication as YYYY-MM: the partition; null without a publication date.", True
)
LOAD_SEQ: Final = Column("load_seq", LONG, "Number of the snapshot that wrote the row; grows with every commit.")
PIPELINE_VERSION: Final = Column("pipeline_version", TEXT, "Version of Dateline that wrote the row.")
PUBLISHED_ON: Final = Column("published_on", DAY, "Local calendar date of publication.", True)

ARTICLES: Final = Table(
    "articles",
    "One current row an article.",
    ("article_id",),
    (
        ARTICLE_ID,
        SOURCE,
        SHARD,
        RECORD,
        Column("native_id", TEXT, "Identifier that the source itself gives the article.", True),
        Column("url", TEXT, "Address of the article.", True),
        Column("title", TEXT, "Headline, kept apart from the text.", True),
        Column("lead", TEXT, "Summary or standfirst that the source gives beside the text.", True),
        Column("byline", TEXT, "Author line.", True),
        Column("dateline", TEXT, "Place and date line that opened the text, as written.", True),
        Column("language", TEXT, "Language of the text as an ISO 639-1 code, und when it could not be told."),
        Column("text", TEXT, "Cleaned text; every offset of mentions and events points into it."),
        Column("text_sha256", TEXT, "SHA-256 of the UTF-8 text, in hexadecimal."),
        Column("published_at", INSTANT, "Moment of publication.", True, "UTC"),
        PUBLISHED_ON,
        Column("published_utc_offset_min", COUNT, "Offset of the local time of publication.", True, "minutes"),
        PUBLISHED_MONTH,
        Column("published_precision", TEXT, "How fine the publication date was given.", True, None, v.PUBLISHED_PRECISIONS),
        Column(
            "published_basis",
            TEXT,
            "Where the publication date was found; METADATA too where the run was given it.",
            False,
            None,
            v.PUBLISHED_BASES,
        ),
        Column("revised_at", INSTANT, "Moment of the last revision that the source states, unless yet to come.", True, "UTC"),
        Column("dump_date", DAY, "Date of the dump, as its source configuration or the run states it.", True),
        Column("ingested_at", INSTANT, "Moment of the commit that wrote the row.", False, "UTC"),
        LOAD_SEQ,
        PIPELINE_VERSION,
    ),
    partition="published_month",
)

MENTIONS: Final = Table(
    "mentions",
    "One row a time expression.",
    ("mention_id",),
    (
        Column("mention_id", TEXT, "The article's id, -m and char_start."),
        ARTICLE_ID,
        SENTENCE,
        CHAR_START,
        CHAR_END,
        Column("text", TEXT, "The expression as written."),
        Column("timex_type", TEXT, "TIMEX3 type.", False, None, v.TIMEX_TYPES),
        Column("timex_value", TEXT, "TIMEX3 value (TimeML 1.2.1), null when no value is warranted.", True),
        Column("timex_mod", TEXT, "TIMEX3 modifier.", True, None, v.TIMEX_MODS),
        Column("timex_quant", TEXT, "TIMEX3 quantifier of a set.", True),
        Column("timex_freq", TEXT, "TIMEX3 frequency of a set.", True),
        Column("meaning", TEXT, "What the words say, with no date in it: Part(end, Deictic(0, month))."),
        Column("rule", TEXT, "Name of the grammar rule that read the expression."),
        Column("readings", COUNT, "How many readings fitted; the row is the first of them."),
        Column("anchor", TEXT, "What the expression was resolved against.", False, None, v.ANCHORS),
        Column("anchor_mention_id", TEXT, "The mention that it was resolved against.", True),
        Column("start", CIVIL, "First moment of the interval; null is unbounded.", True, "local civil time"),
        Column("end", CIVIL, "First moment after the interval; null is unbounded.", True, "local civil time"),
        Column("granularity", TEXT, "How fine the expression is.", True, None, v.GRANULARITIES),
        Column("approximate", FLAG, "Whether the words or the policy make the bounds approximate."),
        Column(
            "edtf",
            TEXT,
            "The interval in Extended Date/Time Format (ISO 8601-2:2019), in whole days, a clock time as its moment; quarters "
            "and halves of a year are of its level 2, the rest of levels 0 and 1; null for none.",
            True,
        ),
        Column("policy_version", TEXT, "Version of config/policy.toml that resolved the expression."),
        SOURCE,
        PUBLISHED_ON,
        PUBLISHED_MONTH,
        LOAD_SEQ,
    ),
    partition="published_month",
)

EVENTS: Final = Table(
    "events",
    "One row an event mention, with the interval in which it happens and the evidence for it.",
    ("event_id",),
    (
        Column("event_id", TEXT, "The article's id, -e and char_start."),
        ARTICLE_ID,
        SENTENCE,
        CHAR_START,
        CHAR_END,
        Column("trigger", TEXT, "The word that names the event, as written; the particle of a phrasal verb stands in lemma."),
        Column("lemma", TEXT, "Lemma of the trigger, with a particle: walk away."),
        Column("event_class", TEXT, "TimeML event class.", False, None, v.EVENT_CLASSES),
        Column("tense", TEXT, "TimeML tense.", False, None, v.TENSES),
        Column("aspect", TEXT, "TimeML aspect.", False, None, v.ASPECTS),
        Column("polarity", TEXT, "TimeML polarity.", False, None, v.POLARITIES),
        Column("modality", TEXT, "The modal word that governs the event, as a lemma.", True),
        Column("factuality", TEXT, "What the text claims of the event.", False, None, v.FACTUALITIES),
        Column("reported_by", TEXT, "Who reports the event, as written.", True),
        Column("reporting_event_id", TEXT, "The reporting event that the claim hangs on.", True),
        Column("agent", TEXT, "Who did it, as written.", True),
        Column("agent_start", COUNT, "Offset of the agent's first character.", True, "code points"),
        Column("agent_end", COUNT, "Offset after the agent's last character.", True, "code points"),
        Column("agent_antecedent", TEXT, "Same-sentence antecedent of a pronoun agent: a guess, kept apart.", True),
        Column("patient", TEXT, "What it was done to, as written.", True),
        Column("patient_start", COUNT, "Offset of the patient's first character.", True, "code points"),
        Column("patient_end", COUNT, "Offset after the patient's last character.", True, "code points"),
        Column("place", TEXT, "Where it happened, as written.", True),
        Column("place_start", COUNT, "Offset of the place's first character.", True, "code points"),
        Column("place_end", COUNT, "Offset after the place's last character.", True, "code points"),
        Column("earliest_start", DAY, "The event starts on or after this day; null is unbounded.", True),
        Column("latest_start", DAY, "The event starts on or before this day; null is unbounded.", True),
        Column("earliest_end", DAY, "The event ends on or after this day; null is unbounded.", True),
        Column("latest_end", DAY, "The event ends on or before this day; null is unbounded.", True),
        Column("extent", TEXT, "DAY: happens on one day; SPAN: lasts longer.", True, None, v.EXTENTS),
        Column("best_start", DAY, "First day of the best single guess; null where none is warranted.", True),
        Column("best_end", DAY, "Last day of the best single guess; null where none is warranted.", True),
        Column("best_basis", TEXT, "What the best guess rests on.", True, None, v.BEST_BASES),
        Column("duration", TEXT, "Length that the text gives, as a TIMEX3 duration.", True),
        Column("recurrence", TEXT, "Repetition that the text gives, as a TIMEX3 set value.", True),
        Column("time_basis", TEXT, "What the four bounds rest on.", False, None, v.TIME_BASES),
        Column("time_cue", TEXT, "The preposition or cue that related the event to its time.", True),
        Column("mention_id", TEXT, "The time expression that dates the event.", True),
        Column("time_confidence", SHARE, "Measured precision of this time_basis on annotated news.", True, "0 to 1"),
        Column("event_sentence", TEXT, "The sentence of the event, as evidence."),
        SOURCE,
        PUBLISHED_ON,
        PUBLISHED_MONTH,
        LOAD_SEQ,
    ),
    partition="published_month",
)

REJECTS: Final = Table(
    "rejects",
    "Every record of a shard's last reading that did not become an article, and every article that failed a later stage.",
    ("source", "shard", "record", "stage"),
    (
        SOURCE,
        SHARD,
        RECORD,
        Column("stage", TEXT, "The stage that refused it.", False, None, v.STAGES),
        Column("reason", TEXT, "Reason code."),
        Column("message", TEXT, "What was expected, what came, and where."),
        Column("excerpt", TEXT, "The first characters of the record.", True),
        Column("article_id", TEXT, "The article, where it got that far.", True),
        LOAD_SEQ,
    ),
)

SIGHTINGS: Final = Table(
    "sightings",
    "Which shards hold which article: an article leaves the lake when no shard holds it any more.",
    ("article_id", "shard", "record"),
    (
        ARTICLE_ID,
        SOURCE,
        SHARD,
        RECORD,
        Column("text_sha256", TEXT, "SHA-256 of the text of this copy, in hexadecimal."),
        Column("revised_at", INSTANT, "Revision of this copy, else its publication.", True, "UTC"),
        Column("dump_date", DAY, "Date of the dump of this copy.", True),
        LOAD_SEQ,
    ),
)

LOADS: Final = Table(
    "loads",
    "One row a shard and commit: what came in, what went out, and how long it took.",
    ("source", "shard", "load_seq"),
    (
        Column("content_key", TEXT, "Hash of the shard's bytes and range and of all that changes its rows."),
        Column(
            "content_hash",
            TEXT,
            "Hash of the shard's bytes and range alone; empty once its files are read in shards of other names.",
        ),
        SOURCE,
        SHARD,
        Column("path", TEXT, "The dump file."),
        Column("records", LONG, "Records read.", unit="records"),
        Column("articles", LONG, "Records that are the current copy of an article.", unit="records"),
        Column("duplicates", LONG, "Records that are the same copy of an article again.", unit="records"),
        Column("superseded", LONG, "Records that are an older copy of an article.", unit="records"),
        Column("filtered", LONG, "Records that an option such as --since, or a takedown, left out.", unit="records"),
        Column("rejects", LONG, "Records refused with a reason.", unit="records"),
        Column("mentions", LONG, "Time expressions.", unit="rows"),
        Column("events", LONG, "Event mentions.", unit="rows"),
        Column("published", LONG, "Articles of the shard that have a publication date.", unit="records"),
        Column("late", LONG, "Articles published over a week before the dump's date, else its newest.", unit="records"),
        Column("dated", LONG, "Event mentions of the shard whose time_basis is not NONE.", unit="rows"),
        Column(
            "skipped_language",
            LONG,
            "Articles in a language that the parser does not know: kept, without events.",
            True,
            "records",
        ),
        Column(
            "oversized_sentences",
            LONG,
            "Sentences too long to be parsed whole: an event may lack its agent.",
            True,
            "sentences",
        ),
        Column("damaged_files", LONG, "Files that could not be unpacked or read, or not to their end.", True, "files"),
        Column("latest_published_on", DAY, "The latest publication date in the shard.", True),
        Column("due_on", DAY, "From this day on the shard is read again, for a record refused as dated ahead.", True),
        Column("stage_seconds", TEXT, "Seconds by stage, as a JSON object.", unit="seconds"),
        Column("language_hash", TEXT, "Hash of the language configuration."),
        Column("policy_hash", TEXT, "Hash of the policy."),
        Column("source_hash", TEXT, "Hash of the source's configuration; `guessed` where it had none."),
        Column("model", TEXT, "Name, version and hash of the parser's model."),
        Column("options", TEXT, "The options of the run that change rows, as a JSON object."),
        Column("run_id", TEXT, "Identifier of the run."),
        Column("ingested_at", INSTANT, "Moment of the commit.", False, "UTC"),
        LOAD_SEQ,
        PIPELINE_VERSION,
    ),
)

SNAPSHOTS: Final = Table(
    "snapshots",
    "The commits: a row names the version of every table that belongs together.",
    ("load_seq",),
    (
        LOAD_SEQ,
        Column("lake_id", TEXT, "Identifier of the lake, made when it was."),
        Column("kind", TEXT, "What wrote it; maintain also where a run joined reprints.", False, None, v.SNAPSHOT_KINDS),
        Column("shards", LONG, "Shards in this commit.", unit="shards"),
        Column("versions", TEXT, "Delta version of each table, as a JSON object."),
        Column("counts", TEXT, "Rows of each table, as a JSON object."),
        Column("checks", TEXT, "Outcome of each data check, as a JSON object."),
        Column("run_id", TEXT, "Identifier of the run."),
        Column("committed_at", INSTANT, "Moment of the commit.", False, "UTC"),
        PIPELINE_VERSION,
    ),
)

WITHDRAWALS: Final = Table(
    "withdrawals",
    "Articles that left the lake, so that a warehouse can follow.",
    ("article_id", "load_seq"),
    (
        ARTICLE_ID,
        SOURCE,
        Column("reason", TEXT, "Why it left.", False, None, v.WITHDRAWAL_REASONS),
        LOAD_SEQ,
    ),
)

DUPLICATE_GROUPS: Final = Table(
    "duplicate_groups",
    "Articles whose texts are nearly the same share a group: wire copy and reprints.",
    ("article_id",),
    (
        ARTICLE_ID,
        Column("duplicate_group", TEXT, "The smallest article_id of the group."),
        LOAD_SEQ,
    ),
)

TABLES: Final = {
    table.name: table
    for table in (
        ARTICLES,
        MENTIONS,
        EVENTS,
        REJECTS,
        SIGHTINGS,
        LOADS,
        SNAPSHOTS,
        WITHDRAWALS,
        DUPLICATE_GROUPS,
    )
}
