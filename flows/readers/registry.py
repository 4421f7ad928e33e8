"""The formats, one line each, in the order in which a file's beginning is tried against them."""

from typing import Final

from flows.readers import (
    columnar,
    feed,
    json_document,
    json_lines,
    mailbox_file,
    newsml_1,
    newsml_g2,
    ninjs,
    nitf,
    plain_text,
    reuters_sgml,
    separated,
    timeml,
    web_archive,
    web_page,
    wire,
)
from flows.readers.error import ReaderError
from flows.readers.form import Format, Head

FORMATS: Final[dict[str, Format]] = {
    format_.name: format_
    for format_ in (
        columnar.FORMAT_PARQUET,
        columnar.FORMAT_ARROW,
        web_archive.FORMAT,
        reuters_sgml.FORMAT,
        wire.FORMAT_ANPA,
        wire.FORMAT_IPTC,
        mailbox_file.FORMAT,
        nitf.FORMAT,
        newsml_g2.FORMAT,
        newsml_1.FORMAT,
        timeml.FORMAT,
        feed.FORMAT,
        web_page.FORMAT,
        ninjs.FORMAT,
        json_lines.FORMAT,
        json_document.FORMAT,
        separated.FORMAT_TSV,
        separated.FORMAT_CSV,
        plain_text.FORMAT,
    )
}


def format_named(name: str) -> Format:
    """The format of that name. Raises ReaderError with the names there are."""
    if name not in FORMATS:
        raise ReaderError(f"expected a format, one of {', '.join(sorted(FORMATS))}; got {name!r}")
    return FORMATS[name]


def recognised(head: Head) -> Format | None:
    """The first format whose mark the beginning bears; None when it bears none."""
    return next((format_ for format_ in FORMATS.values() if format_.recognise(head)), None)
