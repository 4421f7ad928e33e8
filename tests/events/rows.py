"""Short ways to ask for one event row of a sentence, all with one publication day, a Friday."""

from datetime import date

from transforms import analyze
from transforms.events import Event

PUBLISHED = date(2013, 10, 11)


def events_of(text: str, mode: str = "all") -> list[Event]:
    return analyze(text, PUBLISHED, events=mode).events


def event(text: str, trigger: str) -> Event:
    found = [row for row in events_of(text) if row.trigger == trigger]
    assert found, f"no event {trigger!r}, only {[row.trigger for row in events_of(text)]}"
    return found[0]


def bounds(row: Event) -> tuple[str, str, str, str]:
    """The four bounds as ISO dates, `-` for none."""
    days = (row.earliest_start, row.latest_start, row.earliest_end, row.latest_end)
    first, second, third, last = ("-" if day is None else day.isoformat() for day in days)
    return first, second, third, last
