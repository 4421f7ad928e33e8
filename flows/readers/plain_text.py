"""Plain text: one article a file, with what a sidecar says of it."""

from typing import Final

from flows.readers.encoding import text_of
from flows.readers.form import Format, Head, Reading, Records, refuse
from flows.readers.stream import ByteStream
from transforms.articles.record import RawRecord

CONTROL: Final = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 27}) + b"\x7f"
MOST_CONTROL_SHARE: Final = 0.05


def is_binary(data: bytes) -> bool:
    """Whether more than a twentieth of the bytes are control characters that no text has."""
    return len(data) - len(data.translate(None, CONTROL)) > MOST_CONTROL_SHARE * len(data)


def recognise(head: Head) -> bool:
    """Anything that is not binary."""
    return not is_binary(head.data)


def read(stream: ByteStream, reading: Reading) -> Records:
    """The file as one record; the fields of its sidecar come with it."""
    data = stream.read_at_most(reading.longest_record)
    if data is None:
        message = f"expected a text of at most {reading.longest_record} bytes, got a longer one"
        yield refuse("0", "record_too_long", message, stream.peek(200))
        return
    if stream.damage is not None:
        return
    try:
        text = text_of(data.removeprefix(b"\xef\xbb\xbf"), reading.encoding)
    except UnicodeDecodeError as error:
        yield refuse("0", "bad_encoding", f"expected {reading.encoding}, got {error}", data)
        return
    yield RawRecord("0", {"text": text, **(reading.sidecar or {})})


FORMAT: Final = Format("text", recognise, read)
