"""What a regular expression of a language's rows must be, so that no text makes it slow or passes it by."""

import re
from typing import Final

from transforms.forms import TEXT, Kind, without

# One thing that a repetition may be of, where it is not a group.
_ATOM: Final = r"(?:\\.|\[\^?\]?[^\]]*\]|[^\\()\[\]|])"
_REPEATED: Final = r"(?:[*+]|\{\d*,\})[+?]?"
_OPTIONAL: Final = rf"(?:{_ATOM}(?:[*?]|\{{0?,\d*\}})[+?]?)*"
# To look back after the first character costs a fifth of what it costs before it.
_ENDLESS: Final = re.compile(r"[)}](?<!\\\))(?<![\d,]\})(?:[*+]|\{\d*,\})")
# A group that may be nothing but one repetition: where it repeats itself, the same words are parted in every way.
_NESTED: Final = re.compile(rf"\((?:\?:)?{_OPTIONAL}{_ATOM}{_REPEATED}{_OPTIONAL}\)[*+{{]")
_CAPITAL: Final = re.compile(r"[A-Z](?<![\\?].)")

BOUNDED: Final = without(_ENDLESS, "a group that repeats to have a bound, {0,8} for * or + (it may try without end)")
PARTED: Final = without(_NESTED, r"what parts one turn of a group from the next, (?:\w+ ){0,8} for (?:\w+ ?){0,8}")
SMALL: Final = without(_CAPITAL, "small letters (it is matched so)")
# TOML reads "\b" in double quotes as a backspace, which no text has.
EDGED: Final = without(re.compile("\x08"), r"single quotes or \\b round a word's edge (\b in double quotes is a backspace)")

PATTERN: Final[tuple[Kind, ...]] = (TEXT, EDGED, BOUNDED, PARTED)
SMALL_PATTERN: Final[tuple[Kind, ...]] = (*PATTERN, SMALL)


def pattern_of(text: str) -> re.Pattern[str]:
    """The pattern of a row compiled: a blank in it is any white space, for wires break their lines anywhere."""
    return re.compile(text.replace(" ", r"\s"), re.DOTALL)
