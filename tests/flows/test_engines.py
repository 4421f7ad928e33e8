"""What the engines leave alone."""

from datetime import date

from flows.engines import find_events
from flows.shards import RunOptions
from transforms.events import Document

FRENCH = "Le laboratoire a commencé mardi la construction de son usine de vaccins."
ENGLISH = "The company signed an agreement on Friday."


def test_a_text_in_another_language_is_not_parsed_as_english() -> None:
    documents = [
        Document("a", FRENCH, date(2025, 8, 16), language="fr"),
        Document("b", ENGLISH, date(2025, 8, 16)),
        Document("c", FRENCH, date(2025, 8, 16), language="fr"),
    ]
    french, english, again = find_events(documents, RunOptions("lake"))
    assert (french.events, again.events) == ((), ())
    assert "signed" in [event.trigger for event in english.events]
