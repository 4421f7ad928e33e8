"""Short ways to ask for the values of a text, published on a Friday unless said."""

from datetime import date

from transforms.temporal import normalize

PUBLISHED = date(2013, 10, 11)
# When the histories are published that are their own anchor.
HISTORY_PUBLISHED = date(2009, 12, 19)


def values(text: str, published: date = PUBLISHED) -> list[str | None]:
    """The values of all mentions of a piece of news, in the order of the text."""
    return [m.timex_value for m in normalize(text, published, profile="news", anchoring="publication")]


def value_of(words: str, text: str) -> str:
    """The value's day of the mention that holds the words."""
    return next((m.timex_value or "")[:10] for m in normalize(text, PUBLISHED) if words in m.text)


def values_of(words: str, text: str) -> list[str | None]:
    """The values of the mentions that hold the words, in the order of the text."""
    return [mention.timex_value for mention in normalize(text, PUBLISHED) if words in mention.text]


def told(text: str) -> list[str | None]:
    """The values of all mentions of a history, in the order of the text."""
    return [m.timex_value for m in normalize(text, HISTORY_PUBLISHED, profile="timex2", anchoring="narrative")]
