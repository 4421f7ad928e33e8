"""A record's fields under our names.

Records of a dump have few sets of keys, and most of our names a dozen guesses: which of them a set of keys holds is
worked out once a set.
"""

from collections.abc import Mapping
from typing import Final

from transforms.articles.characters import one_line

# A dump whose records each have keys of their own gains nothing from remembering them.
MOST_KEY_SETS: Final = 512


class FieldNames:
    """Our names of fields, each with theirs, the first that has a value wins; `a.b` is the field `b` of the object `a`."""

    __slots__ = ("_known", "_names")

    def __init__(self, names: Mapping[str, tuple[str, ...]]) -> None:
        self._names = names
        self._known: dict[tuple[str, ...], dict[str, tuple[str, ...]]] = {}

    def among(self, keys: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        """Our names with those of theirs that a record of these keys may have.

        >>> FieldNames({"title": ("headline", "title"), "text": ("body", "meta.text")}).among(("meta", "title"))
        {'title': ('title',), 'text': ('meta.text',)}
        """
        found = self._known.get(keys)
        if found is None:
            heads = {*keys, *(name for names in self._names.values() for name in names if name.partition(".")[0] in keys)}
            held = {ours: tuple(name for name in theirs if name in heads) for ours, theirs in self._names.items()}
            found = {ours: theirs for ours, theirs in held.items() if theirs}
            if len(self._known) >= MOST_KEY_SETS:
                self._known.clear()
            self._known[keys] = found
        return found


class RecordFields:
    """The values of a record by our names. What is read is taken out of the record, so that the rest can be accounted for."""

    __slots__ = ("_fields", "_held")

    def __init__(self, fields: dict[str, object], names: FieldNames) -> None:
        self._fields = fields
        self._held = names.among(tuple(fields))

    def has_field(self, name: str) -> bool:
        """Whether the record came with a field of that name, empty or not."""
        return name in self._held

    def strangers(self) -> list[str]:
        """The source's fields that hold something and that none of our names reads."""
        known = {name for names in self._held.values() for name in names}
        return [name for name, value in self._fields.items() if name not in known and value not in (None, "", [], {})]

    def value(self, name: str) -> object:
        """The first value that is not empty; None without one."""
        names = self._held.get(name)
        if names is None:
            return None
        fields = self._fields
        for theirs in names:
            if theirs in fields:
                value = fields.pop(theirs)
            elif "." in theirs:
                value = _nested(fields, theirs)
            else:
                continue
            if value is not None and value != "" and value != []:
                return value
        return None

    def text(self, name: str) -> str:
        """A long text; a list of paragraphs is joined; anything else is none."""
        value = self.value(name)
        if isinstance(value, str):
            return value
        if isinstance(value, bytes):
            return value.decode("utf-8", "replace")
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return "\n\n".join(value)
        return ""

    def line(self, name: str) -> str | None:
        """A short text on one line; numbers are written out, lists joined by commas."""
        if name not in self._held:
            return None
        value = self.value(name)
        if isinstance(value, str):
            return one_line(value) or None
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, list):
            return ", ".join(one_line(str(item)) for item in value if isinstance(item, (str, int))) or None
        if isinstance(value, dict):
            name_of = value.get("name")
            return one_line(name_of) or None if isinstance(name_of, str) else None
        return None


def _nested(fields: dict[str, object], path: str) -> object:
    """The value at `a.b.c` of nested objects; it stays where it is, since its parent may hold more."""
    value: object = fields
    for part in path.split("."):
        if not isinstance(value, dict):
            return None
        value = value.get(part)
    return value
