"""What config/articles.toml may hold: a slip in it is told in one line when it is loaded."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from transforms.forms import REGEX, TABLE, TEXT, WHOLE, Form, Kind, every, list_of

_LIST: Final = Kind("a list of strings", lambda value: type(value) is list and all(map(TEXT.fits, value)))
_LISTS: Final = Kind("a list of strings, not empty", lambda value: value != [] and _LIST.fits(value))
_PATTERNS: Final = list_of(REGEX)
_PATTERN: Final = Kind("a regular expression, not empty", lambda value: value != "" and REGEX.fits(value))
_CODE: Final = Kind("a code of two letters", lambda value: type(value) is str and re.fullmatch("[a-z]{2}", value))
_MONTH: Final = Kind("a month from 1 to 12", lambda value: type(value) is int and 1 <= value <= 12)
_ZONE: Final = Kind("minutes of a zone", lambda value: type(value) is int and abs(value) < 24 * 60)
_FIELDS: Final = ("id", "url", "title", "lead", "text", "markup", "page", "date", "revised", "byline", "language")
_TABLES: Final[Mapping[str, Form]] = {
    "fields": every(dict.fromkeys((*_FIELDS, "dateline", "feed_date", "charset"), _LIST)),
    "json": every({"wrappers": _LISTS}),
    "dates": every(
        dict.fromkeys(("earliest_year", "first_short_year"), WHOLE)
        | dict.fromkeys(("clock_words", "day_marks", "before_month", "before_year"), _LISTS)
        | dict.fromkeys(("signs", "months", "zones"), TABLE)
    ),
    "dates.signs": every(dict.fromkeys(("year", "month", "day"), TEXT)),
    "dates.months": Form({}, others=(_MONTH,)),
    "dates.zones": Form({}, others=(_ZONE,)),
    "wire": every(
        {"months": TABLE, "byline": _LISTS, "no_title": _LISTS} | dict.fromkeys(("note", "not_for_publication"), _PATTERN)
    ),
    "wire.months": Form({}, others=(_MONTH,)),
    "dateline": every({"pattern": _PATTERN}),
    "byline": every({"patterns": _PATTERNS}),
    "boilerplate": every(
        dict.fromkeys(("lines", "openings", "cues", "tail_cues"), _LISTS)
        | {"opening_marks": _PATTERN}
        | dict.fromkeys(("line_patterns", "stop_patterns", "tail_lines", "tail_signatures", "tail_credits"), _PATTERNS)
    ),
    "function_words": Form({}, others=(TEXT,)),
    "english_opening": every({"words": _LISTS, "least": WHOLE}),
    "iso_639_1": every({"codes": TEXT}),
    "languages": Form({}, others=(_CODE,)),
    "page": every(
        dict.fromkeys(("skip_in_main", "skip_in_page", "quoted_posts", "cut_off", "article_types", "dated_elements"), _LISTS)
        | dict.fromkeys(("above", "published", "dated", "labels", "other_dates"), _PATTERN)
        | {"edge_words": WHOLE, "month_first_languages": _LISTS, "months": TABLE}
    ),
    "page.months": Form({}, others=(_MONTH,)),
}
_FILE: Final = every(dict.fromkeys((name for name in _TABLES if "." not in name), TABLE))


def refuse_slips(content: Mapping[str, Any], path: Path) -> None:
    """Raises ConfigurationError for what articles.toml does not know, lacks, or cannot be."""
    _FILE.check(content, "the file", path)
    for name, form in _TABLES.items():
        table = content
        for part in name.split("."):
            table = table[part]
        form.check(table, f"[{name}]", path)
