"""The closed vocabularies of the coded columns. TIMEX3 and event terms are those of TimeML 1.2.1."""

from typing import Final

TIMEX_TYPES: Final = ("DATE", "TIME", "DURATION", "SET")
TIMEX_MODS: Final = (
    "BEFORE",
    "AFTER",
    "ON_OR_BEFORE",
    "ON_OR_AFTER",
    "LESS_THAN",
    "MORE_THAN",
    "EQUAL_OR_LESS",
    "EQUAL_OR_MORE",
    "START",
    "MID",
    "END",
    "APPROX",
)
ANCHORS: Final = ("PUBLICATION", "DATELINE", "MENTION", "PERIOD_MENTION", "NONE")
GRANULARITIES: Final = (
    "SECOND",
    "MINUTE",
    "HOUR",
    "PART_OF_DAY",
    "DAY",
    "WEEKEND",
    "WEEK",
    "MONTH",
    "SEASON",
    "QUARTER",
    "HALF",
    "YEAR",
    "DECADE",
    "CENTURY",
)

EVENT_CLASSES: Final = ("OCCURRENCE", "REPORTING", "STATE", "I_ACTION", "I_STATE", "ASPECTUAL", "PERCEPTION")
TENSES: Final = ("PAST", "PRESENT", "FUTURE", "INFINITIVE", "PRESPART", "PASTPART", "NONE")
ASPECTS: Final = ("NONE", "PROGRESSIVE", "PERFECTIVE", "PERFECTIVE_PROGRESSIVE")
POLARITIES: Final = ("POS", "NEG")
FACTUALITIES: Final = ("ASSERTED", "NEGATED", "PLANNED", "POSSIBLE", "CONDITIONAL", "REPORTED")
EXTENTS: Final = ("DAY", "SPAN")
BEST_BASES: Final = (
    "EXPLICIT",
    "EXPLICIT_CLAUSE",
    "INHERITED_SENTENCE",
    "INHERITED_DOCUMENT",
    "REPORTING",
    "TENSE",
)
TIME_BASES: Final = (*BEST_BASES, "NONE")

PUBLISHED_BASES: Final = ("METADATA", "HTML", "URL", "DATELINE", "FEED", "NONE")
PUBLISHED_PRECISIONS: Final = ("YEAR", "MONTH", "DAY", "MINUTE", "SECOND")

STAGES: Final = ("read", "article", "mentions", "events")
SNAPSHOT_KINDS: Final = ("ingest", "maintain", "withdraw", "reprocess", "restore", "migrate")
WITHDRAWAL_REASONS: Final = ("TAKEDOWN", "NOT_IN_SHARD")
