"""Wire transmissions of agencies: IPTC 7901 and ANPA 1312, messages framed by control characters.

Both begin with SOH and a header, carry the story between STX and ETX, and end with EOT. ANPA marks its lines: `<` ends a line,
`=` a centred one, `^` begins one; its date stands after ETX as AP-WF-11-13-13 0745GMT, IPTC 7901's as 071341 GMT Okt 15. The
number of a message is no identity: services count from the start each day.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from flows.readers.encoding import text_of
from flows.readers.form import Format, Head, Reading, Records, refuse
from flows.readers.stream import ByteStream
from transforms.articles.record import RawRecord, Reject
from transforms.articles.settings import read_rules
from transforms.configuration import read_once

SOH, STX, ETX, EOT, SYN = b"\x01", b"\x02", b"\x03", b"\x04", b"\x16"
IPTC_HEADER: Final = re.compile(rb"^[\x00\s\x16]*\x01[a-z]{3}\d{1,4}\s+\d\s+\w+\s+\d+\s", re.IGNORECASE)
ANPA_HEADER: Final = re.compile(rb"^[\x00\s]*\x16{2}\x01?[\w^]")
IPTC_DATE: Final = re.compile(
    rb"(?P<day>\d{2})(?P<hour>\d{2})(?P<minute>\d{2})\s*(?P<zone>[A-Z]{3,4})?\s+(?P<month>[A-Za-z]{3})\w*\.?\s+(?P<year>\d{2,4})"
)
ANPA_DATE: Final = re.compile(
    rb"(?P<month>\d{2})-(?P<day>\d{2})-(?P<year>\d{2})\s*(?P<hour>\d{2})(?P<minute>\d{2})(?P<zone>[A-Z]{3})"
)


@dataclass(frozen=True, slots=True)
class _Words:
    """What agencies write beside the story."""

    months: Mapping[str, int]
    byline: tuple[str, ...]
    no_title: tuple[str, ...]
    note: re.Pattern[str]
    not_for_publication: re.Pattern[str]


@read_once
def _words(config_dir: str | None) -> _Words:
    told = read_rules(config_dir)["wire"]
    byline = tuple(told["byline"])
    return _Words(
        told["months"],
        byline,
        (*byline, *told["no_title"]),
        re.compile(told["note"], re.IGNORECASE),
        re.compile(told["not_for_publication"], re.MULTILINE),
    )


def recognise_iptc(head: Head) -> bool:
    """SOH and the identification of IPTC 7901: source, number, priority, category, words."""
    return IPTC_HEADER.match(head.data) is not None


def recognise_anpa(head: Head) -> bool:
    """Two SYN and a service level, with STX to follow."""
    return ANPA_HEADER.match(head.data) is not None and STX in head.data


def _messages(stream: ByteStream, reading: Reading) -> list[bytes] | Reject | None:
    data = stream.read_at_most(reading.longest_record)
    if data is None:
        return refuse(
            "0", "record_too_long", f"expected a transmission of at most {reading.longest_record} bytes, got a longer one"
        )
    if stream.damage is not None:
        return None
    return [message for message in data.split(EOT) if message.strip(b"\0\r\n\x7f \x16\x0c")]


def read_iptc(stream: ByteStream, reading: Reading) -> Records:
    """One record a message; the locator is its ordinal."""
    yield from _read(stream, reading, _iptc_fields)


def read_anpa(stream: ByteStream, reading: Reading) -> Records:
    """One record a message; the locator is its ordinal."""
    yield from _read(stream, reading, _anpa_fields)


def _read(
    stream: ByteStream, reading: Reading, fields_of: Callable[[bytes, bytes, bytes, Reading], dict[str, object]]
) -> Records:
    messages = _messages(stream, reading)
    if isinstance(messages, Reject):
        yield messages
        return
    for ordinal, message in enumerate(messages or ()):
        start, end = message.find(STX), message.rfind(ETX)
        if start < 0:
            yield refuse(str(ordinal), "bad_message", "expected a story after STX, got none", message)
            continue
        if end < start:
            yield refuse(str(ordinal), "truncated", "expected ETX after the story, got the end of the message", message)
            continue
        try:
            yield RawRecord(str(ordinal), fields_of(message[:start], message[start + 1 : end], message[end + 1 :], reading))
        except UnicodeDecodeError as error:
            yield refuse(str(ordinal), "bad_encoding", f"expected {reading.encoding}, got {error}", message)


def _iptc_fields(header: bytes, story: bytes, trailer: bytes, reading: Reading) -> dict[str, object]:
    words = _words(reading.config_dir)
    lines = text_of(story, reading.encoding).replace("\r\n", "\n").split("\n")
    # Headlines, then a byline that ends in "=", then a blank line and the story.
    blank = next((at for at, line in enumerate(lines) if not line.strip()), 0)
    top, text = lines[:blank], "\n".join(lines[blank:])
    byline = next((line.rstrip("= ") for line in top if line.startswith(words.byline)), None)
    titles = [line.strip() for line in top if line.strip() and not line.startswith(words.byline) and not line.isupper()]
    cut = words.not_for_publication.search(text)
    return {
        "title": titles[-1] if titles else None,
        "byline": byline,
        "text": text[: cut.start()] if cut else text,
        "date": _date(IPTC_DATE.search(trailer) or IPTC_DATE.search(header), words.months),
    }


def _anpa_fields(header: bytes, story: bytes, trailer: bytes, reading: Reading) -> dict[str, object]:
    text = text_of(story, reading.encoding).replace("\r\n", "\n").replace("\x02", "").replace("``", '"').replace("''", '"')
    words = _words(reading.config_dir)
    top: list[str] = []
    body: list[str] = []
    for line in text.split("\n"):
        marked = line.rstrip().endswith(("<", "=")) and not body
        (top if marked or (line.startswith("^") and not body) else body).append(line.strip("^ \t").rstrip("<="))
    notes = [line for line in top if words.note.match(line)]
    titles = [line for line in top if line and line not in notes and not line.startswith(words.no_title)]
    return {
        "title": next(iter(titles), None) or next((line for line in top if line), None),
        "byline": next((line for line in top if line.startswith(words.byline)), None),
        "text": "\n\n".join(" ".join(line.split()) for line in body if line.strip(" _")),
        "date": _date(ANPA_DATE.search(trailer) or ANPA_DATE.search(story[-200:]), words.months),
    }


def _date(found: re.Match[bytes] | None, months: Mapping[str, int]) -> str | None:
    if found is None:
        return None
    parts = {name: value.decode("ascii", "replace") for name, value in found.groupdict().items() if value}
    month = parts["month"] if parts["month"].isdigit() else str(months.get(parts["month"].lower(), 0))
    if not int(month):
        return None
    year = parts["year"] if len(parts["year"]) == 4 else parts["year"][-2:]
    return f"{parts['day']}.{month}.{year} {parts['hour']}:{parts['minute']} {parts.get('zone', '')}".strip()


FORMAT_IPTC: Final = Format("iptc7901", recognise_iptc, read_iptc, proven=True)
FORMAT_ANPA: Final = Format("anpa", recognise_anpa, read_anpa, proven=True)
