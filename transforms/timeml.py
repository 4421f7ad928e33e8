"""TimeML 1.2.1: a text with its time expressions as TIMEX3 tags, written and read with exact offsets.

The layout is TempEval-3's: DOCID, DCT with the publication date as `t0`, and TEXT. Removing the tags gives the text back,
code point for code point. XML has no way to write most control characters; each becomes U+FFFD, so that no offset moves.
"""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from lxml import etree

from transforms.temporal.mention import Mention

Published = date | datetime | None

# TIMEX3 requires a value. These say "some date": the forms with every digit unknown, as TimeML writes unknown digits.
UNKNOWN_VALUES: Final = {"DATE": "XXXX-XX-XX", "TIME": "XXXX-XX-XXTXX:XX", "DURATION": "PXD", "SET": "XXXX-XX-XX"}
# What holds the text, beside a head whose date is no part of it.
BODIES: Final = ("TEXT", "BODY", "bodytext")
DOCUMENT_TIMES: Final = ("CREATION_TIME", "PUBLICATION_TIME")
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SCHEMA_LOCATION: Final = "http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd"
_INSTANCE: Final = "http://www.w3.org/2001/XMLSchema-instance"


class TimemlError(ValueError):
    """A document that is not TimeML, or mentions that TimeML cannot hold; the message says where."""


@dataclass(frozen=True, slots=True)
class TimemlTag:
    """One TIMEX3 or EVENT of a document; offsets are code points of its text, `attributes` are as written."""

    start: int
    end: int
    text: str
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class TimemlDocument:
    """A document as read: `published` is the value of its document time, None when it has none."""

    id: str | None
    published: str | None
    text: str
    timexes: tuple[TimemlTag, ...]
    events: tuple[TimemlTag, ...]


def write_timeml(text: str, mentions: Iterable[Mention], published: Published, document_id: str) -> str:
    """A TimeML document with one TIMEX3 a mention, `t1` and on in order of text; mentions must not overlap.

    A mention resolved against publication gets `anchorTimeID="t0"`, against another mention that one's id. Raises
    TimemlError for overlapping mentions.
    """
    ordered = sorted(mentions, key=lambda mention: mention.char_start)
    _refuse_overlaps(ordered)
    root = etree.Element("TimeML", nsmap={"xsi": _INSTANCE})
    root.set(f"{{{_INSTANCE}}}noNamespaceSchemaLocation", _SCHEMA_LOCATION)
    _line(root, "DOCID").text = writable(document_id)
    creation = _line(root, "DCT")
    if published is not None:
        _document_time(creation, published)
    _tag_text(_line(root, "TEXT"), text, ordered, published)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="unicode") + "\n"


def writable(text: str) -> str:
    """The text with every code point that XML cannot hold replaced by U+FFFD, one for one."""
    return _NOT_XML.sub("\ufffd", text)


def read_timeml(data: bytes) -> TimemlDocument:
    """The text of a TimeML document with its TIMEX3 and EVENT tags.

    The text is that of TEXT or BODY, wherever it stands, or of the whole document where there is none, as in TimeBank 1.2.
    MAKEINSTANCE attributes are added to those of their event. Raises TimemlError for anything that is not well-formed, and
    for a document with entities of its own.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise TimemlError(f"expected TimeML, got {error}") from error
    if root.tag != "TimeML":
        raise TimemlError(f"expected the root element TimeML, got {root.tag}")
    declared = root.getroottree().docinfo.internalDTD
    for entity in declared.iterentities() if declared is not None else ():  # type: ignore[union-attr] # not in the stubs
        # The parser leaves them alone in the text, but writes them out in attributes.
        raise TimemlError(f"expected no entity of the document's own, got {entity.name}: write the character itself")
    for entity in root.iter(etree.Entity):
        raise TimemlError(
            f"expected text, got the entity {entity.text} in line {entity.sourceline}: write the character itself"
        )
    content = next((found for name in BODIES if (found := root.find(f".//{name}")) is not None), None)
    tags: list[tuple[str, TimemlTag]] = []
    text = _read_text(root if content is None else content, 0, tags)
    timexes = tuple(tag for name, tag in tags if name == "TIMEX3")
    instances = {item.get("eventID"): dict(item.attrib) for item in reversed(root.findall(".//MAKEINSTANCE"))}
    events = tuple(_with_instance(tag, instances.get(tag.attributes.get("eid"))) for name, tag in tags if name == "EVENT")
    identifier = root.findtext("DOCID")
    return TimemlDocument(identifier.strip() if identifier else None, _read_published(root), text, timexes, events)


def _refuse_overlaps(ordered: Sequence[Mention]) -> None:
    for one, other in itertools.pairwise(ordered):
        if other.char_start < one.char_end:
            raise TimemlError(f"expected mentions apart, got {one.text!r} and {other.text!r} overlapping at {other.char_start}")


def _line(root: etree._Element, name: str) -> etree._Element:
    if len(root):
        root[-1].tail = "\n"
    else:
        root.text = "\n"
    element = etree.SubElement(root, name)
    element.tail = "\n"
    return element


def _document_time(parent: etree._Element, published: date | datetime) -> None:
    moment = isinstance(published, datetime)
    value = published.isoformat(timespec="minutes")[:16] if isinstance(published, datetime) else published.isoformat()
    attributes = {
        "tid": "t0",
        "type": "TIME" if moment else "DATE",
        "value": value,
        "temporalFunction": "false",
        "functionInDocument": "CREATION_TIME",
    }
    creation = etree.SubElement(parent, "TIMEX3", attributes)
    creation.text = value


def _tag_text(element: etree._Element, text: str, ordered: Sequence[Mention], published: Published) -> None:
    identifiers = {mention.mention_id: f"t{number}" for number, mention in enumerate(ordered, 1)}
    element.text = writable(text[: ordered[0].char_start] if ordered else text)
    for number, mention in enumerate(ordered):
        timex = etree.SubElement(element, "TIMEX3", _attributes(mention, identifiers, published))
        timex.text = writable(text[mention.char_start : mention.char_end])
        after = ordered[number + 1].char_start if number + 1 < len(ordered) else len(text)
        timex.tail = writable(text[mention.char_end : after])


def _attributes(mention: Mention, identifiers: dict[str, str], published: Published) -> dict[str, str]:
    anchor = identifiers.get(mention.anchor_mention_id or "")
    if mention.anchor == "PUBLICATION" and published is not None:
        anchor = "t0"
    attributes = {
        "tid": identifiers[mention.mention_id],
        "type": mention.timex_type,
        "value": mention.timex_value or UNKNOWN_VALUES[mention.timex_type],
        "mod": mention.timex_mod,
        "quant": mention.timex_quant,
        "freq": mention.timex_freq,
        "temporalFunction": "true" if anchor else "false",
        "functionInDocument": "NONE",
        "anchorTimeID": anchor,
    }
    return {name: value for name, value in attributes.items() if value is not None}


def _read_text(element: etree._Element, start: int, tags: list[tuple[str, TimemlTag]]) -> str:
    parts = [element.text or ""]
    offset = start + len(parts[0])
    for child in element:
        place = len(tags)
        inner = _read_text(child, offset, tags)
        if child.tag in ("TIMEX3", "EVENT"):
            attributes = {str(name): str(value) for name, value in child.attrib.items()}
            tags.insert(place, (str(child.tag), TimemlTag(offset, offset + len(inner), inner, attributes)))
        parts += (inner, child.tail or "")
        offset += len(inner) + len(parts[-1])
    return "".join(parts)


def _with_instance(tag: TimemlTag, instance: dict[str, str] | None) -> TimemlTag:
    return TimemlTag(tag.start, tag.end, tag.text, {**(instance or {}), **tag.attributes})


def _read_published(root: etree._Element) -> str | None:
    for timex in root.iter("TIMEX3"):
        if timex.get("functionInDocument") in DOCUMENT_TIMES:
            return timex.get("value")
    return None
