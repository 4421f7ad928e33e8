"""The text and the byline of agency documents, as their markup sets them."""

from pathlib import Path

from tests.readers.reading_dumps import read_all
from transforms.articles import Article, ArticleSettings, to_article

SETTINGS = ArticleSettings.of("example")


def nitf(tmp_path: Path, byline: str, body: str) -> Article:
    path = tmp_path / "a.xml"
    path.write_text(
        f"<nitf><body><body.head><byline>{byline}</byline></body.head><body.content>{body}</body.content></body></nitf>"
    )
    records, _ = read_all(path)
    article = to_article(records[0], SETTINGS)
    assert isinstance(article, Article)
    return article


def test_lines_that_an_agency_breaks_at_a_column_are_joined(tmp_path: Path) -> None:
    body = (
        "<p>   Rain fell on Monday in the hills above the town, and the <br />river rose until it stood in the lower streets."
        "</p><p>   More is to come before the end of the week, the mayor said in a <br />letter to all who live beside it.</p>"
    )
    assert nitf(tmp_path, "By Ann Writer", body).text.split("\n\n") == [
        "Rain fell on Monday in the hills above the town, and the river rose until it stood in the lower streets.",
        "More is to come before the end of the week, the mayor said in a letter to all who live beside it.",
    ]


def test_lines_that_a_break_sets_apart_stay_apart(tmp_path: Path) -> None:
    assert (
        nitf(tmp_path, "", "<p>Rain in May: 40 mm.<br/>Rain in June: 12 mm.</p>").text
        == "Rain in May: 40 mm.\n\nRain in June: 12 mm."
    )


def test_a_title_in_a_byline_is_not_glued_to_the_name(tmp_path: Path) -> None:
    assert nitf(tmp_path, "By ANN WRITER<byttl>Example Weather Writer</byttl>", "<p>Rain.</p>").byline == (
        "By ANN WRITER, Example Weather Writer"
    )
    assert nitf(tmp_path, "By Ann Writer, Example Press", "<p>Rain.</p>").byline == "By Ann Writer, Example Press"
