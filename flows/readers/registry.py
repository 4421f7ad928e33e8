"""The formats, one line each, in the order in which a file's beginning is tried against them."""

from typing import Final

from flows.readers import json_document, json_lines, plain_text, reuters_sgml, separated, web_archive, web_page
from flows.readers.error import ReaderError
from flows.readers.form import Format, Head

FORMATS: Final[dict[str, Format]] = {
    format_.name: format_
    for format_ in (
        web_archive.FORMAT,
        reuters_sgml.FORMAT,
        json_lines.FORMAT,
        json_document.FORMAT,
        web_page.FORMAT,
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
