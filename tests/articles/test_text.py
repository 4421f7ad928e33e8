"""Cleaned text: what stays, what goes, and where paragraphs are."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.articles.settings import cleaning_rules
from transforms.articles.text import clean

RULES = cleaning_rules()


def cleaned(raw: str) -> str:
    return clean(raw, RULES).text


def test_paragraphs_by_line_by_blank_line_and_by_indent() -> None:
    long = "Rain fell on Monday in the hills above the town, and the river rose until it stood in the lower streets of it."
    wrapped = "Rain fell on Monday in the hills above the town,\nand the river rose until it stood in the streets."
    assert cleaned(f"{long}\n{long}") == f"{long}\n\n{long}"
    assert cleaned(f"{wrapped}\n\n{wrapped}") == "\n\n".join([wrapped.replace("\n", " ")] * 2)
    indented = "Rain fell on Monday in the hills above the town\nand the river rose.\n    More was to come by the end."
    first = "Rain fell on Monday in the hills above the town and the river rose."
    assert cleaned(indented) == f"{first}\n\nMore was to come by the end."


@pytest.mark.parametrize(
    "line",
    [
        "More From This Section",
        "Read more",
        "READ MORE: Rain in the hills",
        "Also read: Rain in the hills",
        "Advertisement",
        "© 2013 Example Press. All rights reserved.",
        "Copyright 2013 The Example. All rights reserved. This material may not be published.",
        "(Reporting by Ann Writer; Editing by Ben Editor)",
        "Reporting by Ann Writer in London and Ben Editor in Paris",
        "Photo: Example Images",
        "Image caption The river on Monday",
        "Share this article",
        "Facebook | Twitter | WhatsApp",
        "Lesen Sie auch: Regen in den Bergen",
        "Lire aussi",
        "12 comments",
        "* * *",
        "Read more Snow in the hills closes the road to the old bridge",
        "Lire aussi La neige ferme la route du vieux pont",
        "Get the rain of the week in your inbox: our newsletter is free",
        "Main image: Ann Shooter/Example Images",
        "(Credit: Ann Shooter / Example)",
        "Bild 3 von 10",
        "Autor/-in: Ann Writer, Beispielstadt",
        "Von Ann.Writer am Samstag, 19. Oktober 2019 um 11:14 Uhr",
        "von Ann · 18. Oktober 2019",
        "Sie sind hier: Startseite",
        "Home » Weather » Rain in the hills",
        "Zur Navigation springen Zur Suche springen",
        "Veröffentlicht unter Regen | 3 Antworten",
        "You must be logged in to post a comment.",
        "Cookies erleichtern die Bereitstellung unserer Dienste. OK",
        "Advertising disclosure: some of these links pay us.",
        "You need to enable JavaScript to run this app.",
        "Getty Images The old bridge under water on Monday",
        "Reuters The mayor looks at the river from the old bridge",
        "AP:Associated Press Two men in a boat in the lower streets",
        "Children play in the flooded streets (Getty Images)",
        "Enlarge this image toggle caption Ann Shooter/Example Ann Shooter/Example",
        "Media playback is unsupported on your device Media caption The river on Monday",
        "Scroll down for video",
        "Read or Share this story: https://example.org/a",
        "Advertisement Continue reading the main story",
        "Newsletter Sign Up Continue reading the main story Get the rain of the week. View all newsletters.",
        "Snow in the hills: ten things to know before you go Read more",
        "We pay for your stories! Write to us today.",
        "Email: ann@example.org; Follow her on Twitter",
        "Contact the writers at ann@example.org",
        "Follow Ann Writer on Twitter: @ann",
        "Information from: Example Press, http://example.org",
        "Additional reporting from agencies",
        "— With assistance by Ben Editor",
        "(Updates with what the mayor said, adds detail of the river)",
        "You will be connected to www.example.org in just a moment...",
    ],
)
def test_lines_that_are_no_text(line: str) -> None:
    before, after = "Rain fell on Monday in the hills.", "More of it is to come on Tuesday."
    assert cleaned(f"{before}\n\n{line}\n\n{after}") == f"{before}\n\n{after}"


@pytest.mark.parametrize("line", ["3 comments on rain", "Leave a reply", "Related posts:", "About the author"])
def test_a_line_that_ends_an_article_ends_it_below_enough_text(line: str) -> None:
    after = "More of it is to come on Tuesday."
    long = "Rain fell on Monday in the hills above the town, and the river rose until it stood in the streets of it." * 2
    for story, rest in ((long, ""), ("Rain fell on Monday in the hills.", f"\n\n{after}")):
        assert cleaned(f"{story}\n\n{line}\n\n{after}") == story + rest


@pytest.mark.parametrize(
    "end",
    [
        "REUTER",
        " Reuter\n",
        "(Reporting by Ann Writer)",
        "\nAFP aw",
        "\ndpa aw be",
        "\nafp",
        "\nREUTERS",
        "\n###",
        "(AP)",
        "\nBen Editor contributed to this report.",
        "\n(This version of the story was refiled to name the river)",
    ],
)
def test_signatures_at_the_end(end: str) -> None:
    assert cleaned(f"Rain fell on Monday in the hills. {end}") == "Rain fell on Monday in the hills."


@pytest.mark.parametrize(
    "text",
    [
        "He read more than they did. “Also read this,” she said – and left.",
        "The Reuters report on Monday said so.",
        "Sharing of water is a right. Comments are welcome, the mayor wrote.",
        "Related costs rose by 3 percent in 2012, to 4 million.",
        "By Monday the rain had stopped, and the river fell.",
        "By the evening of 3 May 2012 the river stood at four metres.",
        "Home prices rose. Read more widely, she said, and subscribe to nothing.",
        "Cookies were sold on the bridge, and the author signed books.",
        "Reuters was not able to reach the mayor.",
        "Getty Images sold the picture of the bridge in 2012.",
        "He would not say what he was told to read more than once.",
        "If you like rain, this is your month, she said.",
        "(Adds is what she said, and adds is what they heard.) He left.",
        "Autorin ist sie seit 2012, und das Wetter ist ihr Thema.",
    ],
)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert cleaned(f"{text}\n\nMore of it is to come on Tuesday.") == f"{text}\n\nMore of it is to come on Tuesday."


@pytest.mark.parametrize("line", ["Pa said no more", "apa ja", "Tt", "Stt no one"])
def test_a_last_line_of_words_is_no_agency(line: str) -> None:
    assert cleaned(f"Rain fell on Monday in the hills.\n\n{line}") == f"Rain fell on Monday in the hills.\n\n{line}"


def test_a_headline_that_opens_the_text_is_kept_apart() -> None:
    headline, story = "Rain in the hills – ‘worst in years’", "Rain fell on Monday in the hills."
    assert clean(f"{headline}\n\n{story}", RULES, "Rain in the Hills: 'Worst in Years'").text == story
    assert clean(f"{headline}\n\n{story}", RULES, "Rain in the hills").text == f"{headline}\n\n{story}"
    assert clean(headline, RULES, headline).text == headline


def test_a_byline_is_kept_apart() -> None:
    found = clean("By Ann Writer, Example Staff\n\nRain fell on Monday in the hills.", RULES)
    assert (found.byline, found.text) == ("By Ann Writer, Example Staff", "Rain fell on Monday in the hills.")


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("LONDON, March 9 (Reuters) - Rain fell.", "LONDON, March 9 (Reuters) -"),
        ("WASHINGTON (AP) -- Rain fell.", "WASHINGTON (AP) --"),
        ("Munich (dpa) - Rain fell.", "Munich (dpa) -"),
        ("ROSCOE, South Dakota (AP) _ Rain fell.", "ROSCOE, South Dakota (AP) _"),
        ("SALVADOR, Feb 26 - Rain fell.", "SALVADOR, Feb 26 -"),
        ("NEW YORK (AP) \u2014 Rain fell.", "NEW YORK (AP) \u2014"),
        ("NEW YORK, MARCH 2 - Rain fell.", "NEW YORK, MARCH 2 -"),
        ("ERIN, Pa. \u2014 Rain fell.", "ERIN, Pa. \u2014"),
        ("ERIN, South Dakota -- Rain fell.", "ERIN, South Dakota --"),
        ("ERIN, where it rained - Rain fell.", None),
        ("The mayor - who was away - said so.", None),
        ("Rain fell on Monday - again.", None),
    ],
)
def test_datelines_stay_in_the_text(text: str, dateline: str | None) -> None:
    found = clean(text, RULES)
    assert found.text == text
    assert (found.dateline["line"].strip() if found.dateline else None) == dateline


def test_quotes_and_dashes_stay_and_composition_is_nfc() -> None:
    raw = "\u201cRain\u201d \u2013 \u2018fell\u2019 in Zu\u0308rich\u200b on\u00a0Monday\x07."
    assert cleaned(raw) == "\u201cRain\u201d \u2013 \u2018fell\u2019 in Z\u00fcrich on Monday."


@given(st.text(max_size=400))
def test_any_text_is_cleaned_once_and_for_all(raw: str) -> None:
    text = cleaned(raw)
    assert unicodedata.is_normalized("NFC", text)
    assert "\0" not in text
    assert "\n\n\n" not in text
    assert text == text.strip()


WORDS = [
    "Rain fell on Monday.",
    "the hills, ",
    "(Reuters)",
    "Z\u00fcrich",
    "\u201cRain\u201d",
    "Stra\u00dfe",
    "\u00b5m",
    "e\u0301",
    "\ud800",
]
SPACES = ["\n\n", "\n\n", "\n\n", "\n", "\n  ", " ", "  ", "\t", "\u00a0", "\u2028"]
NOTICES = [
    "Read more",
    "READ MORE: rain",
    "3 comments",
    "Photo by A. Writer",
    "All rights reserved",
    "By Ann Writer",
    " read more",
]
ENDINGS = ["Reuter", "Reporting by Ann Writer", "###", ")"]


@given(st.lists(st.sampled_from(WORDS + SPACES + NOTICES + ENDINGS), min_size=1, max_size=12).map("".join), st.data())
def test_a_text_that_needs_no_work_comes_out_as_if_it_had_been_worked_on(raw: str, data: st.DataObject) -> None:
    # An invisible character is taken out first of all, and whatever holds one takes the long way.
    at = data.draw(st.integers(0, len(raw) - 1))
    assert clean(raw, RULES)[::2] == clean(f"{raw[:at]}\u200b{raw[at:]}", RULES)[::2]
