"""The bytes of a page become text whatever encoding its server or its markup names."""

import pytest

from transforms.articles import Article, ArticleSettings, RawRecord, to_article

SETTINGS = ArticleSettings.of("example")
STORY = "Rain fell on Monday in the whole of the town, and the café above the river was closed."


def text(charset: str | None, *, meta: str = "", encoding: str = "utf-8") -> str:
    html = f"<html><head>{meta}<title>Rain</title></head><body><article><p>{STORY}</p></article></body></html>"
    article = to_article(RawRecord("0", {"html": html.encode(encoding), "charset": charset}), SETTINGS)
    assert isinstance(article, Article)
    return article.text


@pytest.mark.parametrize("charset", ["undefined", "punycode", "utf-8\0", "\ud800", "no-such-name", "base64", "ascii"])
def test_an_encoding_that_cannot_be_is_passed_by(charset: str) -> None:
    assert text(charset) == STORY
    assert text(charset, encoding="latin-1", meta='<meta charset="latin-1">') == STORY


@pytest.mark.parametrize("charset", ["undefined", "utf-16", "UTF-16LE", "utf-32", "cp037"])
@pytest.mark.parametrize("more", ["", " "])  # any even number of bytes is UTF-16
def test_an_encoding_that_the_page_cannot_name_in_ascii_is_passed_by(charset: str, more: str) -> None:
    assert text(None, meta=f'<meta charset="{charset}">{more}') == STORY
    assert text(None, meta=f'<meta charset="{charset}">{more}', encoding="utf-16") == STORY
