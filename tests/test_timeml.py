"""TimeML written and read: valid, escaped, and with the offsets that went in."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from transforms.temporal.mention import Mention
from transforms.timeml import TimemlError, read_timeml, writable, write_timeml

DTD = etree.DTD(Path(__file__).with_name("timeml.dtd").open())
PUBLISHED = date(2013, 10, 11)


def mention(
    text: str, start: int, end: int, value: str | None = "2013-10-11", anchor: str = "PUBLICATION", **more: str
) -> Mention:
    return Mention(
        mention_id=f"a-m{start}",
        sentence=0,
        char_start=start,
        char_end=end,
        text=text[start:end],
        timex_type=more.get("timex_type", "DATE"),
        timex_value=value,
        timex_mod=more.get("timex_mod"),
        timex_quant=more.get("timex_quant"),
        timex_freq=None,
        meaning="",
        rule="",
        readings=1,
        anchor=anchor,
        anchor_mention_id=more.get("anchor_mention_id"),
        start=None,
        end=None,
        granularity=None,
        approximate=False,
        edtf=None,
        policy_version="1",
    )


def parsed(document: str) -> etree._Element:
    root = etree.fromstring(document.encode())
    assert DTD.validate(root), DTD.error_log
    return root


def test_a_document_is_valid_and_gives_its_text_back() -> None:
    text = "Tom & Sons <said> Friday it rose;\r\nthe next day “fell” \U0001f600 in Q3 2012.\n"
    friday, later, quarter = (text.index(words) for words in ("Friday", "the next day", "Q3 2012"))
    mentions = [
        mention(text, friday, friday + 6),
        mention(text, later, later + 12, "2013-10-12", "MENTION", anchor_mention_id=f"a-m{friday}"),
        mention(text, quarter, quarter + 7, "2012-Q3", "NONE", timex_mod="END"),
    ]
    document = write_timeml(text, mentions, PUBLISHED, "a & b")
    root = parsed(document)
    assert [timex.get("anchorTimeID") for timex in root.find("TEXT")] == ["t0", "t1", None]
    assert [timex.get("temporalFunction") for timex in root.find("TEXT")] == ["true", "true", "false"]
    read = read_timeml(document.encode())
    assert (read.id, read.published, read.text) == ("a & b", "2013-10-11", text)
    assert [(tag.start, tag.end, tag.text) for tag in read.timexes] == [(m.char_start, m.char_end, m.text) for m in mentions]
    assert read.timexes[2].attributes["mod"] == "END"


def test_a_moment_of_publication_is_a_time() -> None:
    root = parsed(write_timeml("Now.", [], datetime(2013, 10, 11, 9, 30, 15, tzinfo=UTC), "a"))
    assert dict(root.find("DCT/TIMEX3").attrib)["value"] == "2013-10-11T09:30"


def test_without_publication_nothing_points_at_it() -> None:
    root = parsed(write_timeml("Friday", [mention("Friday", 0, 6, None)], None, "a"))
    assert root.find("DCT/TIMEX3") is None
    timex = root.find("TEXT/TIMEX3")
    assert (timex.get("value"), timex.get("anchorTimeID")) == ("XXXX-XX-XX", None)


def test_overlapping_mentions_are_refused() -> None:
    text = "early next week"
    with pytest.raises(TimemlError, match="expected mentions apart, got 'early next' and 'next week' overlapping at 6"):
        write_timeml(text, [mention(text, 0, 10), mention(text, 6, 15)], PUBLISHED, "a")


@given(st.text(st.characters(codec=None), max_size=40), st.data())
def test_no_text_moves_an_offset(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    mentions = [mention(text, start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    read = read_timeml(write_timeml(text, mentions, PUBLISHED, "a").encode())
    assert read.text == writable(text)
    assert len(read.text) == len(text)
    assert [(tag.start, tag.end) for tag in read.timexes] == [(m.char_start, m.char_end) for m in mentions]


def test_events_take_the_attributes_of_their_first_instance() -> None:
    read = read_timeml(
        b"<TimeML>Filed "
        b'<TIMEX3 tid="t0" type="DATE" value="1998-01-08" functionInDocument="CREATION_TIME">01/08/1998</TIMEX3>. He '
        b'<EVENT eid="e1" class="REPORTING">said</EVENT> so.'
        b'<MAKEINSTANCE eiid="ei1" eventID="e1" tense="PAST" polarity="NEG"/>'
        b'<MAKEINSTANCE eiid="ei2" eventID="e1" tense="NONE"/>'
        b"</TimeML>"
    )
    assert (read.published, read.text) == ("1998-01-08", "Filed 01/08/1998. He said so.")
    assert (read.events[0].start, read.events[0].text) == (21, "said")
    assert (read.events[0].attributes["class"], read.events[0].attributes["tense"]) == ("REPORTING", "PAST")


@pytest.mark.parametrize("body", ["<BODY><TEXT>{}</TEXT></BODY>", "<BODY>{}</BODY>", "<TEXT>{}</TEXT>"])
def test_the_date_of_the_head_is_no_expression_of_the_text(body: str) -> None:
    date = '<TIMEX3 tid="t0" type="DATE" value="1998-01-08" functionInDocument="CREATION_TIME">01/08/1998</TIMEX3>'
    text = body.format('Filed <TIMEX3 tid="t1" type="DATE" value="1998-01-08">today</TIMEX3>.')
    read = read_timeml(f"<TimeML><DATE_TIME>{date}</DATE_TIME>{text}</TimeML>".encode())
    assert (read.published, read.text, [tag.text for tag in read.timexes]) == ("1998-01-08", "Filed today.", ["today"])


def test_nested_tags_keep_their_offsets() -> None:
    read = read_timeml(b'<TimeML><TEXT>on <TIMEX3 tid="t1">the <EVENT eid="e1">vote</EVENT> day</TIMEX3> so</TEXT></TimeML>')
    assert [(tag.start, tag.end, tag.text) for tag in read.timexes] == [(3, 15, "the vote day")]
    assert [(tag.start, tag.end, tag.text) for tag in read.events] == [(7, 11, "vote")]


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"<TimeML>", "expected TimeML, got"),
        (b"", "expected TimeML, got"),
        (b"<html/>", "expected the root element TimeML, got html"),
        (b'<!DOCTYPE TimeML [<!ENTITY x SYSTEM "file:///etc/passwd">]><TimeML><TEXT>&x;</TEXT></TimeML>', "own, got x: write"),
        (
            b'<!DOCTYPE TimeML [<!ENTITY x "2013">]><TimeML><TEXT><TIMEX3 value="&x;">y</TIMEX3></TEXT></TimeML>',
            "own, got x: write",
        ),
        (b'<!DOCTYPE TimeML SYSTEM "timeml.dtd"><TimeML><TEXT>&x;</TEXT></TimeML>', "got the entity &x;"),
        (
            b'<!DOCTYPE TimeML [<!ENTITY x "y">]><TimeML><TEXT><TIMEX3>&x;</TIMEX3></TEXT></TimeML>',
            "own, got x: write",
        ),
    ],
)
def test_what_is_not_timeml_is_refused_in_one_line(data: bytes, complaint: str) -> None:
    with pytest.raises(TimemlError, match=complaint):
        read_timeml(data)
