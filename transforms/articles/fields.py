"""A record's fields under our names.

Records of a dump have few sets of keys, and most of our names a dozen guesses: which of them a set of keys holds is
worked out once a set.
"""

from collections.abc import Mapping
from typing import Final

from transforms.articles.characters import one_line

# A dump whose records each have keys of their own gains nothing from remembering them.
MOST_KEY_SETS: Final = 512
# Exporters write 0 where they have no time.
MOMENTS: Final = frozenset({"date", "revised", "feed_date"})
NO_TIME: Final = (0, "0")
# A whole number from here on may be another one as a float.
EXACT_BELOW: Final = 2**53

# For each name of ours, the first of theirs that the record may have, and the others.
Plan = tuple[tuple[str, str, tuple[str, ...]], ...]


class FieldNames:
    """Our names of fields, each with theirs, the first that has a value wins; `a.b` is the field `b` of the object `a`."""

    __slots__ = ("_known", "_names")

    def __init__(self, names: Mapping[str, tuple[str, ...]]) -> None:
        self._names = names
        self._known: dict[tuple[str, ...], Plan] = {}

    def take(self, fields: dict[str, object]) -> dict[str, object]:
        """The record's values by our names, for each the first that is not empty; None where all of them are.

        What is read is taken out of the record, so that the rest can be accounted for; but a nested value stays, since its
        parent may hold more.

        >>> record = {"headline": "", "title": "Rain", "meta": {"text": "It rained."}, "views": 3}
        >>> FieldNames({"title": ("headline", "title"), "text": ("body", "meta.text"), "url": ("link",)}).take(record)
        {'title': 'Rain', 'text': 'It rained.'}
        >>> record
        {'meta': {'text': 'It rained.'}, 'views': 3}
        >>> FieldNames({"text": ("body", "meta.text")}).take({"meta.text": "It rained."})
        {'text': 'It rained.'}
        """
        keys = tuple(fields)
        taken: dict[str, object] = {}
        plan = self._known.get(keys)
        for ours, theirs, others in self._plan(keys) if plan is None else plan:
            value = _taken(fields, theirs)
            if (not value or value == "0") and _is_empty(value, ours):
                value = next((value for name in others if not _is_empty(value := _taken(fields, name), ours)), None)
            taken[ours] = value
        return taken

    def strangers(self, fields: Mapping[str, object]) -> list[str]:
        """The fields of a record that hold something and that none of our names reads."""
        known = {name for names in self._names.values() for name in names}
        return [name for name, value in fields.items() if name not in known and value not in (None, "", [], {})]

    def _plan(self, keys: tuple[str, ...]) -> Plan:
        """Our names with those of theirs that a record of these keys may have."""
        heads = {*keys, *(name for names in self._names.values() for name in names if name.partition(".")[0] in keys)}
        held = ((ours, [name for name in theirs if name in heads]) for ours, theirs in self._names.items())
        plan = tuple((ours, theirs[0], tuple(theirs[1:])) for ours, theirs in held if theirs)
        if len(self._known) >= MOST_KEY_SETS:
            self._known.clear()
        self._known[keys] = plan
        return plan


def text_of(value: object) -> str:
    """A long text; a list of paragraphs is joined, nulls left out; anything else is none."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list):
        paragraphs = [item for item in value if item is not None]
        return "\n\n".join(paragraphs) if all(isinstance(item, str) for item in paragraphs) else ""
    return ""


def line_of(value: object) -> str | None:
    """A short text on one line; numbers are written out, objects give their `name`, lists are joined by commas.

    >>> line_of(["Ann Writer", None, {"@type": "Person", "name": "Ben Editor"}])
    'Ann Writer, Ben Editor'
    """
    if value is None:
        return None
    if isinstance(value, str):
        return one_line(value) or None
    if isinstance(value, float) and value.is_integer() and abs(value) < EXACT_BELOW:
        return str(int(value))  # a frame that lacks some number of a column has the others as floats
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value) if value == value else None  # a frame has NaN where it has nothing
    if isinstance(value, list):
        return ", ".join(filter(None, (line_of(item) for item in value if not isinstance(item, list)))) or None
    if isinstance(value, dict):
        name_of = value.get("name")
        return one_line(name_of) or None if isinstance(name_of, str) else None
    return None


def _taken(fields: dict[str, object], name: str) -> object:
    if name in fields:
        return fields.pop(name)
    value: object = fields
    for part in name.split("."):
        if not isinstance(value, dict):
            return None
        value = value.get(part)
    return value


def _is_empty(value: object, ours: str) -> bool:
    return value is None or value == "" or value == [] or (ours in MOMENTS and value in NO_TIME)
