"""What of a page is its text: whole sentences stay, what stands around an article does not reach it."""

from datetime import date

import pytest

from transforms.articles import Article, ArticleSettings, RawRecord, to_article
from transforms.articles.page import Page, page_of
from transforms.articles.settings import cleaning_rules

RULES = cleaning_rules()
SETTINGS = ArticleSettings.of("example")
FIRST = "Rain fell on Monday in the hills above the town, and the river rose until it stood in the lower streets."
SECOND = "“We have seen worse,” the mayor said, “but not in May.” More rain is to come before the end of the week."


def page(body: str, lang: str = "en") -> Page:
    html = (
        f"<!DOCTYPE html><html lang='{lang}'><head><title>Rain in the town - Example</title></head><body>{body}</body></html>"
    )
    return page_of(html, None, None, RULES, date(2026, 1, 1))


def text(body: str, lang: str = "en") -> str:
    article = to_article(RawRecord("0", {"page": f"<html lang='{lang}'><title>Rain in the town</title><body>{body}"}), SETTINGS)
    return article.text if isinstance(article, Article) else ""


def story(before: str = "", between: str = "", after: str = "") -> str:
    return f"<main><article><h1>Rain in the town</h1>{before}<p>{FIRST}</p>{between}<p>{SECOND}</p>{after}</article></main>"


@pytest.mark.parametrize(
    "part",
    [
        "<figure><img src='a.jpg'><figcaption>The river on Monday, seen from the old bridge.</figcaption></figure>",
        "<div class='image-caption-text'>The river on Monday, seen from the old bridge of the town.</div>",
        "<div class='related-links'><p>Snow fell in the hills in March, and the road was closed for days.</p></div>",
        "<div class='cookie-bar'><p>We would like to store small files on your device. You may say no.</p></div>",
        "<div class='author-box'><p>Ann Writer writes about rivers, and lives beside one with two dogs.</p></div>",
        "<aside><p>The ten wettest towns of the country, in order of their rain last year.</p></aside>",
        "<p>Click to enlarge</p>",
        "<p>The old bridge under water on Monday morning. (Ann Shooter/AFP)</p>",
        "<p>The old bridge under water on Monday morning (Photo: Ann Shooter)</p>",
        "<p>Read more about the rain in the hills</p>",
    ],
)
def test_what_stands_between_paragraphs_is_left_out(part: str) -> None:
    assert text(story(between=part)) == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    "part",
    [
        "<ul><li>Snow in the hills</li><li>What the river carries</li><li>Ten towns that drown each spring and why</li></ul>",
        "<p>Tags: rain, river, town</p>",
        "<p>About the author</p><p>Ann Writer</p>",
        "<div id='comments'><h3>2 comments</h3><p>I was there and it was wetter than that, by far.</p></div>",
        "<p>Diese Website verwendet Cookies, um Dir zu dienen.</p>",
        "<p>Ähnliche Artikel</p><p>Schnee fiel in den Bergen, und die Straße war zu.</p>",
        "<p>Join the conversation</p><p>Ten towns that drown each spring, and what their mayors say of it.</p>",
        "<p>Kategorien</p><p>Wetter in den Bergen und im Tal, und was sonst geschah.</p>",
        "<p>Kommentar schreiben</p><p>Du brauchst dafür einen Namen und eine Adresse.</p>",
        "<p>Schreiben Sie Ihren Kommentar</p><p>Wir lesen jeden von ihnen, bevor er hier steht.</p>",
        "<p>Vos réactions (2)</p><p>J’y étais, et il pleuvait plus que cela.</p>",
        "<p>About the author: Ann Writer lives beside a river with two dogs.</p>",
        "<p>Das könnte Sie auch interessieren</p><p>Schnee fiel in den Bergen, und die Straße war zu.</p>",
    ],
)
def test_what_stands_behind_the_last_sentence_is_left_out(part: str) -> None:
    assert text(story(after=part)) == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    "line",
    [
        "Ann Writer / 22.04.2020 / 06:15 / Foto: example.org / 150 /",
        "Ann Writer / October 25 2023",
        "Weather | Ann Writer | 30 May 2018",
        "Mi, 18. Oktober 2023 um 12:50 Uhr",
        "Ann Shooter / Example Pictures / AFP",
        "„Rain“ in the – town",
    ],
)
def test_what_stands_above_the_first_sentence_is_left_out(line: str) -> None:
    lead = "The river stands in the lower streets."
    assert text(story(before=f"<p>{lead}</p><p>{line}</p>")) == f"{lead}\n\n{FIRST}\n\n{SECOND}"


def test_a_headline_is_left_out_whose_title_has_the_name_of_the_site_before_it() -> None:
    headline = "What nobody in the town had seen before: “Rain in May”"
    body = f"<title>Example » {headline}</title><main><article><p>{headline}</p><p>{FIRST}</p><p>{SECOND}</p></article></main>"
    assert page_of(body, None, None, RULES, None).text == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    "line",
    [
        "3 May 2019 was the day on which it rained.",
        "Rain is for ducks – 3 May 2019 was a day for them.",
        "– Ann Writer, in the town",
    ],
)
def test_a_sentence_with_a_date_and_who_said_a_quote_stay(line: str) -> None:
    assert text(story(between=f"<p>{line}</p>")) == f"{FIRST}\n\n{line}\n\n{SECOND}"


def test_a_lead_that_a_page_shows_twice_is_said_once() -> None:
    lead = "The river stands in the lower streets of the town, and more rain is to come before the week ends."
    assert text(story(before=f"<p>{lead}</p><p>{lead}</p>")) == f"{lead}\n\n{FIRST}\n\n{SECOND}"
    verses = ["Rain, rain, go away.", "Rain, rain, go away.", "Come again another day."]
    assert text(story(between="".join(f"<p>{verse}</p>" for verse in verses))).split("\n\n") == [FIRST, *verses, SECOND]


@pytest.mark.parametrize("line", ["3 Kommentare", "Leave a comment", "12 comments", "Mehr zum Thema"])
def test_a_line_that_ends_an_article_does_not_end_it_above_its_first_sentence(line: str) -> None:
    assert text(story(before=f"<p>{line}</p>")) == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    "last",
    [
        "And so it rained on.",
        "“When will it end?” he asked the clerk, “and who will pay?”",
        "It did not rain for long 🙂 and we were glad of it that day 🙂",
        (
            "The sums that are set aside for walls, for pumps and for the moving of the lower streets "
            "will be known in the autumn, they say"
        ),
        "„Wann hört es auf?“",
        "雨は月曜日に町の上の丘に降りました。",
        "雨は月曜日に町の上の丘に降りました。（記者 山田）",
    ],
)
def test_the_last_sentence_stays_however_it_ends(last: str) -> None:
    assert text(story(after=f"<p>{last}</p>")).endswith(last)


def test_paragraphs_and_lists_inside_an_article_stay() -> None:
    listed = "<ul><li>the lower streets</li><li>the old bridge</li></ul>"
    # The extractor takes a list that lies as shallow as this page's article for navigation; articles of real pages lie deeper.
    body = f"<div><div><div>{story(between=f'<p>These are under water:</p>{listed}')}</div></div></div>"
    lines = text(body).split("\n\n")
    assert lines == [FIRST, "These are under water:", "the lower streets", "the old bridge", SECOND]


@pytest.mark.parametrize("tag", ["div", "noscript"])
def test_an_article_that_the_extractor_passes_over_is_found_in_the_whole_page(tag: str) -> None:
    """A box below the article is taken for its main part, or nothing is."""
    more = "<p>It rained in the hills, in the town and on the sea, and nobody had seen the like of it in this year.</p>" * 3
    hidden = f"<{tag} class='menu'><p>{FIRST}</p>{more}<p>{SECOND}</p></{tag}>"
    found = text(f"{hidden}<main><article><p>You may also want to know about snow.</p></article></main>")
    assert FIRST in found
    assert SECOND in found


def test_a_page_read_whole_begins_with_its_first_long_sentence() -> None:
    navigation = "".join(f"<p>{line}</p>" for line in ("Who are we?", "All you need to know of rain and snow here", "Tell us!"))
    more = "<p>It rained in the hills, in the town and on the sea, and nobody had seen the like of it in this year.</p>"
    found = text(f"{navigation}<div class='menu'><p>{FIRST}</p>{more}<p>{SECOND}</p></div><main><p>Snow</p></main>")
    assert found.startswith(FIRST)
    assert found.endswith(SECOND)


def test_a_list_of_teasers_that_ends_a_page_is_left_out() -> None:
    start = "It rained in the hills, in the town and on the sea, and nobody had seen the like of it since the year of..."
    teaser = f"<h3>Snow in May</h3><p>Ann Writer | Weather</p><p>{start}</p>"
    assert text(story(after=3 * teaser)) == f"{FIRST}\n\n{SECOND}"
    assert text(story(after=f"<p>{start}</p><p>{start.replace('rained', 'snowed')}</p>")).endswith(
        start.replace("rained", "snowed")
    )


def test_a_gallery_keeps_its_captions_as_its_text() -> None:
    caption = f"{FIRST} It was the wettest day of the year so far, as the clerk of the town wrote. (Ann Shooter/AFP)"
    article = to_article(RawRecord("0", {"text": f"{caption}\n\n{caption}"}), SETTINGS)
    assert isinstance(article, Article)
    assert article.text == f"{caption}\n\n{caption}"


def test_headline_and_lead_are_kept_apart() -> None:
    lead = "The river stands in the streets."
    head = f"<title>Rain in the town</title><meta name=description content='{lead}'><meta property=og:title content='Rain'>"
    article = to_article(RawRecord("0", {"page": head + story()}), SETTINGS)
    assert isinstance(article, Article)
    assert (article.title, article.lead, article.text) == ("Rain", lead, f"{FIRST}\n\n{SECOND}")


def test_short_lines_of_a_page_are_not_joined() -> None:
    verses = [f"Rain on the roof of house {number}." for number in range(8)]
    body = "<main><article>" + "<br>".join(verses) + "</article></main>"
    assert text(body).split("\n\n") == verses


def test_words_under_their_readings_stay() -> None:
    ruby = "<ruby>雨<rp>（</rp><rt>あめ</rt><rp>）</rp></ruby>"
    body = (
        f"<main><article><p>月曜日に町の上の丘で{ruby}が降りました。川の水は町の低い通りまで上がりました。</p></article></main>"
    )
    assert page(body).text == "月曜日に町の上の丘で雨が降りました。川の水は町の低い通りまで上がりました。"


def test_marks_and_signs_alone_in_their_markup_stay() -> None:
    """The extractor takes them for icons."""
    first = "<p><span>“</span><i>Rain</i> – <b>snow</b>, even <a href='/2'>hail</a>… all of it,” the mayor said on Monday.</p>"
    second = (
        "<p>丘の<a href='/1'>上</a>で<a href='/2'>雨</a>が<b>月曜日</b>に降りました。川の水は町の低い通りまで上がりました。</p>"
    )
    assert page(f"<main><article>{first}{second}</article></main>").text.split("\n\n") == [
        "“Rain – snow, even hail… all of it,” the mayor said on Monday.",
        "丘の上で雨が月曜日に降りました。川の水は町の低い通りまで上がりました。",
    ]


def test_half_a_character_and_nulls_leave_the_rest_of_a_page() -> None:
    """Damaged JSON has them, and the parser refuses both."""
    broken = FIRST.replace("Rain", "Ra\0in\udc80")
    assert text(story().replace(FIRST, broken)) == f"{FIRST}\n\n{SECOND}"
    article = to_article(RawRecord("0", {"markup": f"<p>{broken}</p>"}), SETTINGS)
    assert getattr(article, "text", None) == FIRST


def test_a_title_above_the_first_sentence_is_left_out_and_a_sentence_that_begins_with_it_stays() -> None:
    sentence = f"Rain in the town, and more of it: {FIRST}"
    assert text(f"<main><div>RAIN IN THE – TOWN</div><p>{sentence}</p></main>") == sentence


@pytest.mark.parametrize(
    "head",
    [
        '<META NAME=Description CONTENT="Rain &amp; &quot;snow&quot; > hail">',
        "<meta content='Rain &amp; \"snow\" > hail' property='OG:description' data-x='content=\"none\"'>",
        "<!-- <meta name=description content=Ice> --><meta name='description' content='Rain &amp; \"snow\" > hail'>",
        '<script><meta name="description" content="Ice"></script><meta name=description content=\'Rain & "snow" > hail\'>',
        "<div></div><meta name='description' content='Rain & \"snow\" > hail'>",
        "<meta name='description' content=' '><meta name='description' content='Rain & \"snow\" > hail'>",
    ],
)
def test_a_meta_element_is_read_however_it_is_written(head: str) -> None:
    found = page_of(f"<html><head>{head}</head><body>{story()}", None, None, RULES, date(2026, 1, 1))
    assert found.lead == 'Rain & "snow" > hail'


def test_the_mark_of_a_pulled_quote_is_no_line() -> None:
    assert text(story(between="<div>“</div>")) == f"{FIRST}\n\n{SECOND}"


def test_posts_that_an_article_quotes_stay() -> None:
    post = "<blockquote class='twitter-tweet'><p>It rains in my kitchen.</p>— Ann (@ann) May 3, 2012</blockquote>"
    assert text(story(between=post)) == f"{FIRST}\n\nIt rains in my kitchen.\n\n— Ann (@ann) May 3, 2012\n\n{SECOND}"


def test_a_page_whose_whole_body_is_of_a_wide_class_keeps_its_text() -> None:
    """Plugins mark the body itself; only boxes are left out by such a class."""
    html = f"<html><title>Rain</title><body class='cookies-not-set related-on'>{story()}</body></html>"
    assert FIRST in page_of(html, None, None, RULES, None).text


def test_an_article_whose_own_class_looks_like_a_box_is_not_lost() -> None:
    more = f"<p>{FIRST}</p>" * 4
    assert FIRST in page(f"<div><div class='post tag-rain-related'>{story(after=more)}</div></div>").text


@pytest.mark.parametrize(
    "part",
    [
        "<time ",
        "<ruby><rt>",
        "application/ld+json>",
        "<script type=application/ld+json>",
        "itemprop=",
        "<meta ",
        "<meta '",
        "<meta \"'>",
        "<meta name=''content=",
        "“><“",
        "1.1.20",
        "May 1 ",
    ],
)
def test_a_page_of_one_mark_repeated_is_read(part: str) -> None:
    """Each search is bounded: none looks from every mark to the end of the page."""
    assert isinstance(page(part * 10_000, lang="ja"), Page)
    assert isinstance(page_of(f"<head>{part * 10_000}</head>", None, None, RULES, None), Page)
