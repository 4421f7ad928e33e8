"""Sentences parsed: only those asked for, in batches bounded by characters, long ones in pieces."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from transforms.events.model import one_thread
from transforms.events.tree import Doc

if TYPE_CHECKING:
    from spacy.language import Language

# spaCy's memory grows with the batch: 1.75 GB at 800,000 characters, 282 MB at 24,000, and from 6,000 on it is no faster.
BATCH_CHARS: Final = 10_000
# Nobody writes a sentence of 2,000 characters: it is a table, or text that lost its full stops. The parser's time is linear
# but its attachments across such a distance are noise.
SENTENCE_CHARS: Final = 2_000
_HEADING_CHARS: Final = 60
_COMPANY_CODE: Final = re.compile(r"<([A-Z][A-Z0-9.]{0,11})>")
# Dumps hold halves of characters, which no encoding takes.
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
# No heading ends in a little word ("They left on"); two words alone may ("Sign up").
_GOES_ON: Final = re.compile(r"\S\s+\S+\s+[a-z]{1,3}$")
_COMPANY_NAME: Final = re.compile(r"<([A-Z][^<>]{0,60}\w\.?)>")
_INITIALS: Final = re.compile(r"(?<=[a-z]) \([A-Z]{2,6}\)(?= [a-z])")
# A curly one is taken for a quotation mark, or its "’s" for no possessive: "William O’Reilly", "the strikers’ demands", "last
# week’s talks".
_APOSTROPHE: Final = re.compile(r"(?<=\w)\u2019(?=\w)|(?<=s)\u2019(?=\s)")
_STOPS: Final = frozenset(".,;:!?-–—")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one document for the parser: a sentence, or a part of one that is too long."""

    document: int
    sentence: int
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed piece. A token's offset in the document is `start` plus its `idx`."""

    sentence: int
    start: int
    doc: Doc


def pieces(document: int, sentence: int, text: str, start: int, end: int) -> Iterator[Piece]:
    """The sentence from `start` to `end`, cut after a heading, and in stretches of at most SENTENCE_CHARS at spaces."""
    for first, last in _lines(text, start, end):
        while last - first > SENTENCE_CHARS:
            space = text.rfind(" ", first + SENTENCE_CHARS // 2, first + SENTENCE_CHARS)
            cut = space + 1 if space >= 0 else first + SENTENCE_CHARS
            yield Piece(document, sentence, first, _flat(text[first:cut]))
            first = cut
        yield Piece(document, sentence, first, _flat(text[first:last]))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of a sentence between headings: short lines without a stop before a line that begins with a capital.

    A web page that lost its markup has them; hard-wrapped text has longer lines.
    """
    first = start
    while start == 0 or text[start - 1] == "\n":
        at = text.find("\n", first, min(end, first + _HEADING_CHARS))
        line = text[first:at].rstrip()
        if at < 0 or line[-1:] in _STOPS or _GOES_ON.search(line) or not text[at + 1 : at + 2].isupper():
            break
        yield first, at
        first = at + 1
    yield first, end


def _flat(text: str) -> str:
    # One character for one, so that offsets stay: the tokenizer makes tokens of line breaks and the parser attaches them.
    # A wire's code of a company, "Kestrel Air <KSTR> said", would be taken for the subject; in round brackets it is an aside.
    # A whole name in such brackets, "<Bergen Tugs SA> said", is a company that has no code.
    if "<" in text:
        text = _COMPANY_NAME.sub(r" \1 ", _COMPANY_CODE.sub(r"(\1)", text))
    # The initials of a name in the middle of a phrase break it: "the Harbour Board (HB) union said".
    if "(" in text:
        text = _INITIALS.sub(lambda found: " " * len(found[0]), text)
    flat = text.replace("\n", " ").replace("\t", " ").replace("\r", " ").replace("\u00a0", " ").replace("\0", " ")
    return flat if flat.isascii() else _SURROGATE.sub("?", _APOSTROPHE.sub("'", flat))


def parse(nlp: "Language", stretches: Sequence[Piece]) -> Iterator[Parsed]:
    """The pieces parsed, in their order, BATCH_CHARS at a time."""
    for batch in _batches(stretches):
        with one_thread():
            docs = list(nlp.pipe([piece.text for piece in batch], batch_size=len(batch)))
        for piece, doc in zip(batch, docs, strict=True):
            yield Parsed(piece.sentence, piece.start, Doc(doc, piece.text))


def _batches(stretches: Sequence[Piece]) -> Iterator[list[Piece]]:
    batch: list[Piece] = []
    size = 0
    for piece in stretches:
        if batch and size + len(piece.text) > BATCH_CHARS:
            yield batch
            batch, size = [], 0
        batch.append(piece)
        size += len(piece.text)
    if batch:
        yield batch
