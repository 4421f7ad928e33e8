"""What counts as an event to come, asked alike by `dateline upcoming` and the warehouse view `upcoming_events`.

SQL conditions on a row `e` of `events` and its row `g` of `duplicate_groups`, with `[name]` for a column to quote.
"""

from typing import Final

# "by 2029" has no best guess, and is to come all the same.
DUE: Final = "COALESCE(e.[best_start], e.[latest_start], e.[latest_end])"
DUE_END: Final = "COALESCE(e.[best_end], e.[latest_end], e.[latest_start])"
# The news placed it after its own publication, on a day that it names, and neither negates it nor tells it as past, or as fact
# of a time that had begun: "the fifth test this year".
EXPECTED: Final = (
    f"{DUE} > e.[published_on]",
    "e.[polarity] = 'POS'",
    "e.[factuality] <> 'NEGATED'",
    "e.[time_basis] NOT IN ('TENSE', 'NONE', 'REPORTING')",
    "NOT (e.[tense] = 'PAST' AND e.[factuality] IN ('ASSERTED', 'REPORTED'))",
    "(e.[factuality] NOT IN ('ASSERTED', 'REPORTED') OR e.[earliest_start] > e.[published_on])",
)
# Of the rows that share what a window partitions by, the first is told: a story tells an event once, from whichever of its
# reprints has it; and a sentence that two outlets print says it once, whether or not the rest of their articles is alike.
ONCE: Final = tuple(
    f"PARTITION BY {told}, e.[lemma], {DUE} ORDER BY e.[published_on], e.[event_id]"
    for told in ("COALESCE(g.[duplicate_group], e.[article_id])", "e.[event_sentence]")
)
