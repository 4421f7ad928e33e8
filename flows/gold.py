"""Annotated documents on disk: JSON Lines, or TimeML files."""

from codecs import BOM_UTF8
from collections import Counter
from pathlib import Path
from typing import Any, Final

import msgspec

from transforms.evaluation.document import Document, DocumentError, read_document
from transforms.evaluation.from_timeml import document_of_timeml
from transforms.evaluation.split import Split, held_out
from transforms.timeml import TimemlError, read_timeml

TIMEML_ENDINGS: Final = ("*.tml", "*.timeml")


class GoldError(ValueError):
    """Annotated documents that cannot be read; one line that names the file and the line."""


def read_json_lines(path: Path) -> list[Any]:
    """The values of a JSON Lines file; empty lines are skipped. Raises GoldError with the number of the line."""
    values = []
    for number, line in enumerate(_read_bytes(path).removeprefix(BOM_UTF8).splitlines(), 1):
        if line.strip():
            try:
                values.append(msgspec.json.decode(line))
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise GoldError(f"expected one JSON object a line, got {error} in line {number} of {path}") from error
    return values


def read_gold_lines(path: Path) -> list[Document]:
    """The annotated documents of a JSON Lines file in the shape of `transforms.evaluation.document.read_document`."""
    try:
        documents = [read_document(value) for value in read_json_lines(path) if _is_object(value, path)]
    except DocumentError as error:
        raise GoldError(f"{error} of {path}") from error
    return _refuse_nothing(documents, path)


def read_gold_timeml(path: Path, language: str) -> list[Document]:
    """The annotated documents of a TimeML file, or of every .tml and .timeml file below a folder, in order of path.

    The folder that holds a file is its corpus.
    """
    files = sorted({file for ending in TIMEML_ENDINGS for file in path.rglob(ending)}) if path.is_dir() else [path]
    documents = []
    for file in files:
        try:
            timeml = read_timeml(_read_bytes(file))
            documents.append(document_of_timeml(timeml, file.stem, file.parent.name, language))
        except (TimemlError, DocumentError) as error:
            raise GoldError(f"{error}: {file}") from error
    return _refuse_nothing(documents, path)


def select_split(documents: list[Document], split: Split) -> list[Document]:
    """The documents of a split: all, development, or held-out (a third by hash within each corpus)."""
    if split == "all":
        return documents
    third = held_out({"id": document.id, "corpus": document.corpus} for document in documents)
    return [document for document in documents if (document.id in third) == (split == "held-out")]


def _read_bytes(path: Path) -> bytes:
    if path.is_dir():
        raise GoldError(f"expected a file, got the folder {path}")
    return path.read_bytes()


def _is_object(value: object, path: Path) -> bool:
    if not isinstance(value, dict):
        raise GoldError(f"expected one JSON object a line, got {type(value).__name__} in {path}")
    return True


def _refuse_nothing(documents: list[Document], path: Path) -> list[Document]:
    if not documents:
        sought = f": a folder is read for its {' and '.join(TIMEML_ENDINGS)} files" if path.is_dir() else ""
        raise GoldError(f"expected annotated documents, got none in {path}{sought}")
    twice = [
        name for (name, _), count in Counter((document.id, document.corpus) for document in documents).items() if count > 1
    ]
    if twice:
        raise GoldError(f"expected each document once, got {', '.join(twice[:3])} more than once in {path}")
    return documents
