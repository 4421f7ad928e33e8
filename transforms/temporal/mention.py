"""The mention: one time expression of a text, its meaning and its interval."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Mention:
    """One time expression; the fields are the columns of `mentions` (`schemas.tables.MENTIONS`).

    Offsets are code points of the text as given. `start` and `end` are a half-open interval `[start, end)` of local civil
    time without a zone; None is unbounded. `mention_id` is the article's id, `-m` and `char_start`.
    """

    mention_id: str
    sentence: int
    char_start: int
    char_end: int
    text: str
    timex_type: str
    timex_value: str | None
    timex_mod: str | None
    timex_quant: str | None
    timex_freq: str | None
    meaning: str
    rule: str
    readings: int
    anchor: str
    anchor_mention_id: str | None
    start: datetime | None
    end: datetime | None
    granularity: str | None
    approximate: bool
    edtf: str | None
    policy_version: str
