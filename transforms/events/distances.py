"""Events that are so long before or after another one of their sentence: `left on Monday, three days after | the vote`."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from transforms.events.bounds import Bounds, day_bounds, length_of, shifted
from transforms.events.clauses import child, clause_marker, nearest_above
from transforms.events.relations import Relations
from transforms.temporal.civil import DAY
from transforms.temporal.mention import Mention

if TYPE_CHECKING:
    from transforms.events.tree import Token


def apart(
    token: "Token", events: Mapping[int, object], tokens: Mapping[int, Mention], converse: Mapping[str, str]
) -> Iterator[tuple[int, str, Mention]]:
    """The events that the words set a token apart from, each with the cue as seen from the token and the length.

    `tokens` are those of all mentions of the sentence.
    """
    marker = _marker(token)
    length = _length(marker, tokens) if marker is not None else None
    if marker is not None and length is not None and marker.lower_ in converse:
        above = nearest_above(token, events)
        if above is not None:
            yield above.i, converse[marker.lower_], length
    for dependent in token.children:
        told = child(dependent, "pobj") if dependent.dep_ == "prep" else dependent
        marker = _marker(told) if told is not None else None
        length = _length(marker, tokens) if marker is not None else None
        if told is not None and marker is not None and length is not None and told.i in events:
            yield told.i, marker.lower_, length


def at_distance(other: Bounds, cue: str, length: Mention, relations: Relations) -> Bounds | None:
    """The days of what is that long before or after another event, as the cue says; None for a cue that does not, and for a
    length that says only about how long."""
    way = relations.ways.get(cue)
    value = length.timex_value or ""
    long, unit = length_of(value), DAY if "T" in value else length_of(f"P1{value[-1:]}")
    if way is None or long is None or unit is None or length.timex_mod is not None or other.extent != "DAY":
        return None
    less = 0 if unit == DAY else -relations.distance_less
    more = 0 if unit == DAY and "T" not in value else relations.distance_more
    early, late = (less, more) if way == "later" else (-more, -less)
    sign = 1 if way == "later" else -1
    first, last = shifted(other.earliest_start, long, sign), shifted(other.latest_end, long, sign)
    return day_bounds(shifted(first, unit, early), shifted(last, unit, late))


def _marker(token: "Token") -> "Token | None":
    """The word that relates a clause, or a noun, to what is above it."""
    if token.dep_ == "advcl":
        return clause_marker(token)
    return token.head if token.dep_ == "pobj" else None


def _length(marker: "Token", tokens: Mapping[int, Mention]) -> Mention | None:
    """The length right before a word: `three days | after`, but not `for three days | after`."""
    last = marker.i - 1
    mention = tokens.get(last)
    if mention is None or mention.timex_type != "DURATION" or mention.start is not None:
        return None
    before = next((i for i in range(last, -1, -1) if tokens.get(i) is not mention), -1)
    return None if before >= 0 and marker.doc[before].tag_ == "IN" else mention
