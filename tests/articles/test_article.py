"""Identity, language, duplicates and the fields of an article."""

import random
from datetime import date
from itertools import permutations

import pytest

from transforms.articles import Article, ArticleSettings, RawRecord, Reject, to_article
from transforms.articles.duplicates import BANDS, duplicate_groups, signature_of
from transforms.articles.language import code_of

SETTINGS = ArticleSettings.of("example")
STORY = "Rain fell on Monday in the hills above the town, the mayor said, and more of it was to come by the end of the month."


def made(settings: ArticleSettings = SETTINGS, **fields: object) -> Article:
    result = to_article(RawRecord("0", {"text": STORY, **fields}), settings)
    assert isinstance(result, Article)
    return result


def test_identity_is_the_native_id_else_the_address_else_the_text() -> None:
    assert made(native_id="7", url="http://a.example/1").article_id == made(native_id="7", text="Another text.").article_id
    assert made(url="http://A.example/1?utm_source=x#top").article_id == made(url="http://a.example/1").article_id
    assert made().article_id == made().article_id
    assert made().article_id != made(ArticleSettings.of("other")).article_id
    assert len({made(native_id="7").article_id, made(url="7").article_id, made().article_id}) == 3


def test_a_page_names_its_address_with_the_host_or_not_at_all() -> None:
    def address(head: str) -> str | None:
        return made(text="", html=f"<head>{head}</head><article><p>{STORY}</p></article>").url

    relative = '<link rel="canonical" href="/2013/10/11/rain">'
    assert address(relative) is None
    assert address(f'{relative}<meta property="og:url" content="https://a.example/1">') == "https://a.example/1"
    assert address('<link rel="canonical" href="//a.example/1">') == "//a.example/1"
    page = f"<head>{relative}</head><article><p>{STORY}</p></article>"
    assert made(text="", html=page).published_on == date(2013, 10, 11)


def test_what_is_not_read_is_left_over() -> None:
    record = RawRecord("0", {"text": STORY, "headline": "Rain", "category": "weather"})
    to_article(record, SETTINGS)
    assert record.fields == {"category": "weather"}


def test_a_field_map_is_the_sources_own() -> None:
    settings = ArticleSettings.of("example", fields={"title": ("h",), "text": ("meta.story",), "date": ("d",)})
    result = to_article(RawRecord("0", {"h": "Rain", "meta": {"story": STORY}, "d": "2013-10-11", "headline": "no"}), settings)
    assert isinstance(result, Article)
    assert (result.title, result.text, result.published_basis) == ("Rain", STORY, "METADATA")


def test_headline_and_lead_are_kept_apart() -> None:
    article = made(title="Rain", description="A wet week.")
    assert (article.title, article.lead, article.text) == ("Rain", "A wet week.", STORY)
    alone = made(text="", description="A wet week.")
    assert (alone.lead, alone.text) == (None, "A wet week.")


@pytest.mark.parametrize("markup", ["<p></p>", "<img src='a.png'>", "<p>&nbsp;</p>"])
def test_markup_that_holds_no_text_does_not_hide_the_text_beside_it(markup: str) -> None:
    assert made(body_html=markup).text == STORY
    assert made(text="", body_html=markup, html=f"<article><p>{STORY}</p></article>").text == STORY
    assert made(text="", body_html=markup, description=STORY).text == STORY


@pytest.mark.parametrize("empty", [{}, {"text": "  "}, {"text": None}, {"text": "Read more"}, {"text": 7}])
def test_a_record_without_text_is_refused(empty: dict[str, object]) -> None:
    result = to_article(RawRecord("9", {"title": "Rain", **empty}), SETTINGS)
    assert isinstance(result, Reject)
    assert (result.locator, result.reason, result.excerpt) == ("9", "no_text", "Rain")


@pytest.mark.parametrize(
    ("value", "got"),
    [
        ([{"type": "p", "content": "Rain fell."}], "[{'content': 'Rain fell.', 'type': 'p'}]"),
        (["Rain fell.", 7], "['Rain fell.', 7]"),
        (7, "7"),
    ],
)
def test_what_came_for_a_text_is_said(value: object, got: str) -> None:
    result = to_article(RawRecord("9", {"body": value}), SETTINGS)
    assert isinstance(result, Reject)
    assert result.message == f"expected a text or a list of texts in text, got {got}"


def test_lists_in_fields() -> None:
    assert made(text=["Rain fell.", None, "It snowed."]).text == "Rain fell.\n\nIt snowed."
    writers = [{"@type": "Person", "name": "Ann Writer"}, None, "Ben Editor", {"url": "/1"}, True, [], ""]
    assert made(author=writers).byline == "Ann Writer, Ben Editor"
    assert made(author=[None]).byline is None


def test_what_is_no_number_is_no_id() -> None:
    assert made(native_id=float("nan"), text="Rain fell.").article_id == made(text="Rain fell.").article_id
    assert made(native_id=7).native_id == made(native_id=7.0).native_id == "7"
    assert [made(native_id=odd).native_id for odd in (7.5, 2.0**60, float("inf"))] == ["7.5", "1.152921504606847e+18", "inf"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (STORY, "en"),
        (
            "Am Montag fiel in den Bergen Regen, und es wird bis zum Ende des Monats noch mehr davon geben.",
            "de",
        ),
        ("La pluie est tombée lundi dans les collines, a dit le maire, et il y en aura plus avant la fin du mois.", "fr"),
        ("La lluvia cayó el lunes en las colinas, dijo el alcalde, y habrá más de ella antes de que termine el mes.", "es"),
        ("Дождь прошёл в понедельник в горах над городом, сказал мэр, и до конца месяца его будет ещё больше.", "ru"),
        ("Shr 41 cts vs 1.07 dlrs\nNet 912,000 vs 2,406,000\nRevs 288.4 mln vs 261.9 mln\nAvg shrs 3,114,208", "und"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert made(text=text).language == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        # Dutch has "of", and a film its English title.
        (
            "Of het nu regent of niet, de boeren van het dorp zijn op het land, zegt de burgemeester, en dat blijft zo. " * 6,
            "nl",
        ),
        (
            "Der Film heißt The Sound of the Hills, to the end: im Saal wird er mit dem Chor gezeigt, und er ist nicht lang. "
            + "Danach wird auf dem Platz bis zum Morgen mit den Leuten aus der Stadt gefeiert, und auch das Wetter ist gut. "
            * 6,
            "de",
        ),
        # Polish has "to", and films their English titles.
        (
            "W kinie grano The Fall of the Town i The End of Rain. To nie jest to, co widać, ale to, co było, i to jest dobre. "
            + "Wieczorem na placu było wielu ludzi, którzy nie chcieli iść do domu, bo pogoda się poprawiła. " * 5,
            "pl",
        ),
        # A table whose heading alone is English.
        ("The price of the grain, of the seed: " + "wheat 2,310.4 feb 518.0 mar 207.3 apr 411.9 " * 20, "und"),
    ],
)
def test_a_few_english_words_make_no_english(text: str, language: str) -> None:
    assert made(text=text).language == language


def test_figures_are_in_the_language_that_the_source_says() -> None:
    settings = ArticleSettings.of("example", language="en")
    assert made(settings, text="Shr 41 cts vs 1.07 dlrs, net 912,000").language == "en"
    assert (
        made(settings, text="Am Montag fiel in den Bergen Regen, und es wird bis zum Ende des Monats mehr geben.").language
        == "de"
    )


@pytest.mark.parametrize(
    ("stated", "code"),
    [("EN_gb", "en"), ("Deutsch", None), ("german", "de"), ("iw", "he"), ("zz", None), ("xx", None), ("éé", None), (7, None)],
)
def test_only_a_language_that_there_is_has_a_code(stated: object, code: str | None) -> None:
    assert code_of(stated, SETTINGS) == code


def test_near_duplicates_share_the_smallest_id_whatever_the_order() -> None:
    words = [f"word{n}" for n in range(400)]
    chance = random.Random(3)
    texts = {}
    for story in range(20):
        base = [chance.choice(words) for _ in range(200)]
        for copy in range(3):
            changed = list(base)
            changed[chance.randrange(200)] = "other"
            texts[f"{story:02}{copy}"] = " ".join(changed)
    texts["alone"] = " ".join(chance.choice(words) for _ in range(200))
    signatures = [(name, signature) for name, text in texts.items() if (signature := signature_of(text)) is not None]
    groups = list(duplicate_groups(signatures))
    assert groups == [(name, f"{name[:2]}0") for name in sorted(texts) if name != "alone"]
    chance.shuffle(signatures)
    assert list(duplicate_groups(signatures)) == groups


@pytest.mark.parametrize("names", list(permutations("ABC")))
def test_who_is_like_a_member_of_a_group_is_of_it_whatever_the_names(names: tuple[str, ...]) -> None:
    """The one in the middle has three quarters of either other's values, and shares no band with one that the other has not."""
    values: list[list[int]] = [[], [], []]
    for band in range(BANDS):
        for at, own in ((0, range(2)), (1, ()), (2, range(2, 4))):
            values[at] += [1000 + at if band < BANDS // 2 and row in own else 4 * band + row for row in range(4)]
    signatures = [b"".join(value.to_bytes(4, "little") for value in each) for each in values]

    def similarity(one: int, other: int) -> float:
        return sum(mine == theirs for mine, theirs in zip(values[one], values[other], strict=True)) / len(values[one])

    assert [similarity(1, at) for at in (0, 2)] == [0.75, 0.75]
    assert similarity(0, 2) == 0.5
    groups = list(duplicate_groups(zip(names, signatures, strict=True)))
    assert groups == [("A", "A"), ("B", "A"), ("C", "A")]


def test_what_all_articles_share_hides_no_reprint_among_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """A quarter of the values, four bands of them whole, are those of every article, as of a sentence under all of them."""
    chance = random.Random(5)
    shared = [chance.randrange(2**32) for _ in range(32)]
    signatures = []
    for story, copies in enumerate([60, 3, 2, 2, *[1] * 80]):
        told = shared + [chance.randrange(2**32) for _ in range(96)]
        for copy in range(copies):
            changed = [at for at in range(128) if chance.random() < 0.1] if copy else []
            values = [chance.randrange(2**32) if at in changed else value for at, value in enumerate(told)]
            signatures.append((f"{story:02}-{copy:02}", b"".join(value.to_bytes(4, "little") for value in values)))
    expected = [(name, f"{name[:2]}-00") for name, _ in signatures if name[:2] < "04"]
    assert list(duplicate_groups(signatures)) == expected
    monkeypatch.setattr("transforms.articles.duplicates.MOST_COMPARED", 4)
    assert list(duplicate_groups(signatures)) == expected


def test_a_short_text_has_no_signature() -> None:
    assert signature_of("Rain fell.") is None
    assert signature_of(STORY * 2) == signature_of((STORY * 2).upper().replace(",", ";"))
