"""The tagger on any text: offsets, order, sameness; and cost that is linear in the text."""

import sys
import time
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.tables import MENTIONS
from transforms.sentences import split_sentences
from transforms.temporal import explain, load_tagger, normalize
from transforms.temporal.grammar import Grammar
from transforms.temporal.lexicon import Token
from transforms.temporal.parse import Reading, read
from transforms.temporal.scan import plain

PUBLISHED = date(2013, 10, 11)
WORDS = st.sampled_from(
    [
        "last",
        "Monday",
        "the",
        "Oct.",
        "3",
        ",",
        "2013",
        "May",
        "\xa0",
        "’s",
        "two",
        "weeks",
        "ago",
        "10:30",
        "p.m.",
        "\n\n",
        "İ",
        "of",
        "third-quarter",
        "and",
    ]
)
NEWS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=25).map(" ".join))


@given(NEWS)
def test_mentions_are_in_order_and_point_into_the_text(text: str) -> None:
    mentions = normalize(text, PUBLISHED, article_id="a")
    end = 0
    for mention in mentions:
        assert end <= mention.char_start < mention.char_end <= len(text)
        assert mention.text == text[mention.char_start : mention.char_end]
        assert mention.mention_id == f"a-m{mention.char_start}"
        assert mention.start is None or mention.end is None or mention.start <= mention.end
        end = mention.char_end


@given(NEWS)
def test_the_cache_changes_nothing(text: str) -> None:
    tagger = load_tagger()
    warm = tagger.mentions(text, PUBLISHED)
    tagger.forget()
    assert tagger.mentions(text, PUBLISHED) == warm


def test_what_many_threads_parse_at_once_keeps_its_own_date(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is stopped with its stretch parsed, and the others tag the text before it goes on."""
    texts = [f"It closed in March {year}." for year in range(1950, 2000)]
    tagger = load_tagger()
    wanted = [tagger.mentions(text, PUBLISHED) for text in texts]
    tagger.forget()
    stopped: list[str] = []

    def stop(grammar: Grammar, tokens: list[Token]) -> tuple[Reading, ...]:
        found = read(grammar, tokens)
        if len(stopped) < 20:
            stopped.append(text)
            tagger.mentions(text, PUBLISHED)
        return found

    monkeypatch.setattr("transforms.temporal.tagger.read", stop)
    got = []
    for text in texts:
        stopped.clear()
        got.append(tagger.mentions(text, PUBLISHED))
    assert got == wanted


@pytest.mark.parametrize(
    ("hours", "story"),
    [
        # The same words are of every week in one sentence and of one Friday in the other.
        ("It is open from last Monday to Friday.", "He was held from last Monday to Friday."),
        # Beside its own date the third day is that one.
        ("It met on Monday, the third day of October 14, 2013.", "It will meet on Monday, the third day of October 14, 2013."),
    ],
)
def test_the_text_before_leaves_no_trace(hours: str, story: str) -> None:
    for first, second in ((hours, story), (story, hours)):
        load_tagger().forget()
        wanted = [m.timex_value for m in normalize(second, PUBLISHED)]
        load_tagger().forget()
        normalize(first, PUBLISHED)
        assert [m.timex_value for m in normalize(second, PUBLISHED)] == wanted


@given(NEWS)
def test_coded_columns_hold_values_of_their_vocabulary(text: str) -> None:
    for mention in normalize(text, PUBLISHED):
        for name in ("timex_type", "timex_mod", "anchor", "granularity"):
            value = getattr(mention, name)
            assert value is None or value in MENTIONS[name].values
        assert mention.timex_type
        assert mention.anchor


def test_an_aware_publication_keeps_its_clock() -> None:
    published = datetime.fromisoformat("2013-10-11T23:30:00-05:00")
    assert [m.timex_value for m in normalize("yesterday", published)] == ["2013-10-10"]


@pytest.mark.parametrize("space", ["\n", "\r\n", " \n", "  ", "\t", "\u2003"])
@pytest.mark.parametrize(
    "text",
    [
        "The committee will meet on Monday to vote on the plan.",
        "The Sept. 11 attacks killed thousands.",
        "The strike, which began at midnight, ended the next morning.",
        "The trial, set to begin on Wednesday, was put off until June.",
        "Sales fell in May.",
    ],
)
def test_where_a_line_breaks_changes_no_value(text: str, space: str) -> None:
    wanted = [(m.text, m.timex_value) for m in normalize(text, PUBLISHED)]
    for at in (index for index, char in enumerate(text) if char == " "):
        broken = text[:at] + space + text[at + 1 :]
        found = normalize(broken, PUBLISHED)
        assert [(" ".join(m.text.split()), m.timex_value) for m in found] == wanted, broken
        assert all(broken[m.char_start : m.char_end] == m.text for m in found)


@pytest.mark.parametrize("text", ["last <b>week</b>", "la\u00adst we\u00adek", "It met last&nbsp;week", "It met last  week"])
def test_what_is_not_seen_does_not_hide_why_a_mention_means_what_it_means(text: str) -> None:
    got = explain(text, PUBLISHED)
    assert (got.stage, got.stretch, got.meaning) == ("resolved", "last week", "Deictic(-1, week)")
    assert got.derivation is not None
    assert got.derivation.text == "last week"


def test_markup_and_soft_hyphens_inside_words_are_not_seen() -> None:
    text = "It met on Mon\u00adday and <b>last</b> <i>we</i>ek&nbsp;too, a year\u200b earlier &amp; in 2 < 3 cases."
    mentions = normalize(text, PUBLISHED, article_id="a")
    assert [m.timex_value for m in mentions] == ["2013-10-07", "2013-W40", "2012"]
    assert [m.text for m in mentions] == ["Mon\u00adday", "last</b> <i>we</i>ek", "a year\u200b earlier"]
    assert all(text[m.char_start : m.char_end] == m.text for m in mentions)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It met last<br>Monday.", {"last<br>Monday": "2013-10-07"}),
        ("It met last <br/>\nMonday.", {"last <br/>\nMonday": "2013-10-07"}),
        ("It seated in 1990<br>12 people.", {"1990": "1990"}),
        ("<ul>\n<li>Monday</li><li>Tuesday</li></ul>", {"Monday": "2013-10-07", "Tuesday": "2013-10-08"}),
        ('<p>It met in May</p><p class="end">1990 dinars were paid</p>', {"May": "2013-05", "1990": "1990"}),
        (
            "It met last <b> Monday</b>, <unknown>to</unknown>day.",
            {"last <b> Monday": "2013-10-07", "to</unknown>day": "2013-10-11"},
        ),
    ],
)
def test_tags_part_words_only_where_a_browser_does(text: str, values: dict[str, str]) -> None:
    mentions = normalize(text, PUBLISHED)
    assert {m.text: m.timex_value for m in mentions} == values
    assert all(text[m.char_start : m.char_end] == m.text for m in mentions)


def test_dates_in_figures_follow_the_order_of_the_source() -> None:
    got = [[m.timex_value for m in normalize("10/3/13 and 11/12/2013", PUBLISHED, date_order=o)] for o in ("mdy", "dmy")]
    assert got == [["2013-10-03", "2013-11-12"], ["2013-03-10", "2013-12-11"]]


@pytest.mark.parametrize("odd", ["\x00", "\ud800", "\u0130", "\U0001f600", "\ufb01", "\u2603"])
def test_odd_characters_break_nothing_and_shift_nothing(odd: str) -> None:
    text = f"{odd} On Monday {odd} last year {odd}"
    assert [m.text for m in normalize(text, PUBLISHED)] == ["Monday", "last year"]


def test_plain_text_has_the_length_of_the_text() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    assert [hex(ord(char)) for char in every if len(plain(char)) != 1] == []
    assert len(plain(every)) == len(every)


def test_upper_case_and_typography_read_the_same() -> None:
    plain = [m.timex_value for m in normalize("last year's third quarter, on Dec. 3 and July 13-15", PUBLISHED)]
    written = "LAST YEAR\u2019S THIRD\u2011QUARTER, ON DEC.\u00a03 AND JULY 13\u201315"
    odd = [m.timex_value for m in normalize(written, PUBLISHED)]
    assert plain == odd
    assert len(plain) == 4


def test_antecedents_name_the_mention_they_hang_on() -> None:
    text = "Sales rose in the third quarter. A year earlier they fell."
    first, second = normalize(text, PUBLISHED, article_id="a")
    assert (second.timex_value, second.anchor, second.anchor_mention_id) == ("2012-Q3", "PERIOD_MENTION", first.mention_id)


def test_explanation_shows_the_walk() -> None:
    got = explain("by the end of this month", PUBLISHED)
    assert got.stage == "resolved"
    assert got.meaning == "Part(end, Deictic(0, month))"
    assert got.derivation is not None
    assert got.mention is not None
    assert (got.mention.timex_value, got.mention.timex_mod, got.mention.edtf) == ("2013-10", "END", "2013-10-21/2013-10-31")
    assert got.policy[0] == "edges.end = [0.66, 1.0]"
    monday = explain("Monday", PUBLISHED, "It will meet on Monday.")
    assert monday.policy[0] == "direction.weekday = { ahead_days = 1 }, cue in the sentence: future"
    june = explain("June", PUBLISHED, "He sailed with the old fleet, June or so.")
    assert june.policy[-2] == "direction.month = { ahead_days = 120, sure_days = 75 }, cue in the sentence: past unless sure"
    held = explain("Nov. 2", PUBLISHED, "All shares held on Nov. 2 count.")
    assert held.policy[0].endswith("{ ahead_days = 182, near_days = 45 }, cue in the sentence: past unless near")
    assert explain("prices may fall", PUBLISHED).stage in {"no candidate", "no parse", "refused by context"}


BULK = (
    "1|on |<a |&nbsp;|[(|1989 |monday |he fell saturday. |the first of the |1:1/|a year and a half and |\u00a0may |. |A. |"
    ".)))|two-|\n"
)


@pytest.mark.parametrize("unit", BULK.split("|"))
def test_cost_is_linear_in_the_text(unit: str) -> None:
    """Four times the text takes some four times as long: a quadratic step would take sixteen times."""

    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        load_tagger().mentions(text, PUBLISHED)
        return time.process_time() - start

    # A text that is dense with times takes seconds already when it is short.
    size = 10_000 if seconds(10_000) > 0.1 else 30_000
    small = min(seconds(size) for _ in range(2))
    assert seconds(4 * size) < 9 * small + 0.05


def test_an_hour_goes_on_in_its_sentence() -> None:
    text = (
        "It opens at 7 p.m. Wednesday (8 a.m. EST). Entry ends at 5 p.m. (1600 GMT) on Monday. He left at 3 p.m. They stayed."
    )
    assert [text[a:b].split()[0] for a, b in split_sentences(text)] == ["It", "Entry", "He", "They"]


def test_a_letter_before_a_figure_ends_no_sentence() -> None:
    text = "King Otto (r. 1840-64) fell (see p. 12). He had plan b. Nobody knew it; it was plan b. They left."
    assert [text[a:b].split()[0] for a, b in split_sentences(text)] == ["King", "He", "Nobody", "They"]


def test_sentences_respect_abbreviations_and_paragraphs() -> None:
    text = "  Mr. J. Smith met Gov. Jones on Oct. 3. He left at 5 p.m. on Friday.\n\nNo stop here\n\n"
    text += "\u201cReally?\u201d she said. Yes!"
    assert [text[a:b] for a, b in split_sentences(text)] == [
        "Mr. J. Smith met Gov. Jones on Oct. 3.",
        "He left at 5 p.m. on Friday.",
        "No stop here",
        "\u201cReally?\u201d she said.",
        "Yes!",
    ]


def test_a_sentence_ends_where_a_page_has_lost_the_blank_behind_it() -> None:
    text = 'It sank in May 1988.His ferry was old.\u201cYes,\u201d he said.She left."Go," he said. Mt.Hood and Amazon.Com stay.'
    assert [text[a:b] for a, b in split_sentences(text)] == [
        "It sank in May 1988.",
        "His ferry was old.",
        "\u201cYes,\u201d he said.",
        "She left.",
        '"Go," he said.',
        "Mt.Hood and Amazon.Com stay.",
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("He lives in the U.S.", "The mayor resigned."),
        ("It rained, etc.", "The mayor left."),
        ("They met at 7 p.m.", "Wednesday it rained."),
        ("He chose plan B.", "She did not."),
        ("He left.", "the end came."),
    ],
)
@pytest.mark.parametrize("parting", ["\n\n", " \n \t\r\n "])
def test_a_paragraph_ends_a_sentence_whatever_its_last_word(before: str, after: str, parting: str) -> None:
    text = before + parting + after
    assert [text[a:b] for a, b in split_sentences(text)] == [before, after]


@given(st.text(max_size=200))
def test_sentences_cover_all_that_is_not_white_space(text: str) -> None:
    spans = split_sentences(text)
    end = 0
    for start, stop in spans:
        assert end <= start < stop
        assert not text[end:start].strip()
        end = stop
    assert not text[end:].strip()
