"""TimeML documents as annotated documents."""

from transforms.evaluation.document import Document, DocumentError, read_document
from transforms.timeml import TimemlDocument, TimemlTag


def document_of_timeml(timeml: TimemlDocument, name: str, corpus: str, language: str) -> Document:
    """The annotated document; `name` stands for a missing DOCID. Raises DocumentError for a TIMEX3 without type or value."""
    identifier = timeml.id or name
    for tag in timeml.timexes:
        missing = [key for key in ("type", "value") if not tag.attributes.get(key)]
        if missing:
            raise DocumentError(
                f"expected a TIMEX3 with type and value, got no {' and no '.join(missing)} "
                f"on {tag.text!r} in document {identifier!r}"
            )
    return read_document(
        {
            "id": identifier,
            "corpus": corpus,
            "lang": language,
            "dct": timeml.published,
            "text": timeml.text,
            "timexes": [_span(tag) for tag in timeml.timexes],
            "events": [{"eid": f"#{number}"} | _span(tag) for number, tag in enumerate(timeml.events)],
        }
    )


def _span(tag: TimemlTag) -> dict[str, object]:
    return {**tag.attributes, "start": tag.start, "end": tag.end, "text": tag.text}
