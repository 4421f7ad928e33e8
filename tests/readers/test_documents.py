"""Documents in XML, feeds among them: their encodings, and what is wrong with one."""

from pathlib import Path

import pytest

from flows.sources import Source
from tests.readers.reading_dumps import read_all, reasons

WORD = "Zürich"
ITEM = "<item><title>{0}</title><link>http://a.example/{0}</link><description>{1} {0} fell.</description></item>"
ENTRY = "<entry><title>{0}</title><id>http://a.example/{0}</id><summary>{1} {0} fell.</summary></entry>"
KINDS = {
    "a.rss": '<rss version="2.0"><channel><title>Towns</title>{}{}{}</channel></rss>',
    "b.atom": '<feed xmlns="http://www.w3.org/2005/Atom"><title>Towns</title>{}{}{}</feed>',
    "c.rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
    "<channel><title>Towns</title></channel>{}{}{}</rdf:RDF>",
}


def feed_of(name: str, *words: str) -> str:
    item = ENTRY if name.endswith("atom") else ITEM
    return KINDS[name].format(*(item.format(number, word) for number, word in enumerate(words)))


@pytest.mark.parametrize("name", KINDS)
def test_a_feed_that_breaks_off_says_so_and_gives_no_part_of_an_entry(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    whole = feed_of(name, "Rain", "Rain", "Rain")
    ends = {
        whole.index("fell", whole.index("2 fell")): 2,
        whole.rindex("</title>"): 2,
        whole.rindex("<title>"): 2,
        whole.rindex("</", 0, whole.rindex("</")) if name == "a.rss" else whole.rindex("</"): 3,
    }
    for end, sound in ends.items():
        path.write_text(whole[:end])
        records, rejects = read_all(path)
        assert [record.fields["markup"] for record in records] == [f"Rain {number} fell." for number in range(sound)]
        assert reasons(rejects) == ["bad_feed"]
        assert rejects[0].locator == str(sound)


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("part", ["<![CDATA[Rain", "<!-- Rain"])
def test_a_part_of_a_feed_that_is_never_closed_is_said(tmp_path: Path, name: str, part: str) -> None:
    path = tmp_path / name
    path.write_text(feed_of(name, "Rain", part, "Rain"))
    records, rejects = read_all(path)
    assert [record.fields["markup"] for record in records] == ["Rain 0 fell."]
    assert reasons(rejects) == ["bad_feed"]
    assert rejects[0].locator == "1"


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("slip", ["Rain & hail", "Rain &nbsp; hail", "10 < 12 hail", "<media:text>Rain</media:text>"])
def test_a_slip_in_a_feed_is_read_over(tmp_path: Path, name: str, slip: str) -> None:
    path = tmp_path / name
    path.write_text(feed_of(name, "Rain", slip, "Rain"))
    records, rejects = read_all(path)
    assert [record.fields["title"] for record in records] == ["0", "1", "2"]
    assert "fell." in str(records[1].fields["markup"])
    assert rejects == []


NITF = "<nitf><body.content><p>{}</p></body.content></nitf>"
DOCUMENTS = {"item.xml": NITF.format(WORD), "a.rss": feed_of("a.rss", WORD, WORD, WORD)}


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize(
    ("encoding", "declared", "source"),
    [
        ("utf-16", "utf-16", None),
        ("utf-16-le", "utf-16", "utf-16-le"),
        ("utf-8", "iso-8859-1", None),
        ("latin-1", "iso-8859-1", None),
        ("latin-1", "utf-8", "latin-1"),
        ("utf-8", "utf-16", "utf-8-sig"),
        ("mac_roman", "iso-8859-1", "mac_roman"),
    ],
)
def test_a_document_is_read_in_its_encoding_whatever_it_declares(
    tmp_path: Path, name: str, encoding: str, declared: str, source: str | None
) -> None:
    (tmp_path / name).write_text(f'<?xml version="1.0" encoding="{declared}"?>\n{DOCUMENTS[name]}', encoding=encoding)
    records, rejects = read_all(tmp_path / name, Source(name="example", encoding=source))
    assert WORD in str(records[0].fields.get("text") or records[0].fields["markup"])
    assert rejects == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_that_does_not_fit_its_encoding_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(DOCUMENTS[name], encoding="latin-1")
    records, rejects = read_all(tmp_path / name, Source(name="example", encoding="utf-8"))
    assert records == []
    assert reasons(rejects) == ["bad_encoding"]
    assert "\n" not in rejects[0].message


@pytest.mark.parametrize("name", DOCUMENTS)
def test_an_entity_is_refused_in_every_encoding(tmp_path: Path, name: str) -> None:
    text = '<!DOCTYPE x [<!ENTITY c "Rain">]>' + DOCUMENTS[name]
    for encoding in ("utf-8", "utf-16"):
        (tmp_path / name).write_text(text, encoding=encoding)
        assert reasons(read_all(tmp_path / name)[1]) == ["entity_declaration"]


def test_what_stands_between_the_parts_of_a_picture_is_no_text_of_the_article(tmp_path: Path) -> None:
    media = "<media><media-reference/>a credit <media-caption>Hills<p>in rain</p></media-caption>a rate</media>"
    path = tmp_path / "item.xml"
    path.write_text(NITF.format(f"Rain fell.</p>{media}<p>Sun {media}\n shone on <note>see<hl2>page</hl2> 2</note>Monday."))
    records, _ = read_all(path)
    assert " ".join(str(records[0].fields["text"]).split()) == "Rain fell. Sun shone on Monday."
    assert "\n\nSun" in str(records[0].fields["text"])


@pytest.mark.parametrize("status", ["canceled", "Cancelled", "WITHHELD", "killed"])
def test_an_item_that_its_agency_takes_back_is_no_article_in_any_format(tmp_path: Path, status: str) -> None:
    for name, item in {
        "a.nitf": f'<nitf><head><docdata management-status="{status}"/></head><body.content>Rain.</body.content></nitf>',
        "b.g2": f'<newsItem guid="a"><itemMeta><pubStatus qcode="stat:{status}"/></itemMeta></newsItem>',
        "c.newsml": f'<NewsML><NewsItem><NewsManagement><Status FormalName="{status}"/></NewsManagement></NewsItem></NewsML>',
        "d.ninjs": f'{{"uri": "http://a.example/1", "body_text": "Rain.", "pubstatus": "{status}"}}',
    }.items():
        (tmp_path / name).write_text(item)
    records, rejects = read_all(tmp_path)
    assert records == []
    assert reasons(rejects) == ["withdrawn"] * 4
