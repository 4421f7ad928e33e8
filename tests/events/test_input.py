"""Texts that are empty, huge, or hostile; modes; given triggers; documents together and alone."""

import random
import shutil
from datetime import date
from pathlib import Path

import pytest

from transforms import Analysis, analyze
from transforms.configuration import DEFAULT_ROOT
from transforms.events import Document, Extractor, load_extractor, model
from transforms.temporal import load_tagger, normalize

PUBLISHED = date(2013, 10, 11)
STORY = (
    "Rebels seized the port of Ada on Tuesday. Officials said the army would return. "
    "A ferry sank nearby. Its crew survived. The port will reopen in November."
)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load_extractor()


@pytest.mark.parametrize("text", ["", " ", "\n\n \t\n", ".", "\u200b", "!!!", "12 34"])
def test_text_without_words_has_no_events(text: str) -> None:
    assert analyze(text, PUBLISHED, events="all").events == []


def test_without_a_publication_day_only_absolute_dates_date() -> None:
    rows = {row.trigger: row for row in analyze("He left on May 3, 2011. He came back.", None, events="all").events}
    assert rows["left"].best_start == date(2011, 5, 3)
    assert (rows["came"].time_basis, rows["came"].latest_end, rows["came"].best_start) == ("NONE", None, None)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor resigned.",
        "The mayor resigned on Friday.",
        "This is the eve of the vote.",
        "The law will lapse within 30 days. The road will close on Friday for three weeks.",
    ],
)
def test_an_article_of_the_last_day_of_the_calendar_has_its_events(text: str) -> None:
    assert analyze(text, date.max, events="all").events


def test_a_history_is_read_as_one_as_in_a_run() -> None:
    text = (
        "In 1701 the war began. In 1702 the army marched. In 1703 it lost. In 1704 it won at last. In 1705 peace came. "
        "In March it ended. The former king died in 1706."
    )
    mentions = analyze(text, PUBLISHED, events="none").mentions
    assert ("March", "1705-03") in [(mention.text, mention.timex_value) for mention in mentions]
    assert [mention.timex_value for mention in normalize(text, PUBLISHED)] == [mention.timex_value for mention in mentions]


def test_dated_parses_the_first_sentences_and_those_with_a_mention() -> None:
    everything = {row.trigger for row in analyze(STORY, PUBLISHED, events="all").events}
    dated = {row.trigger for row in analyze(STORY, PUBLISHED).events}
    assert everything - dated == {"sank", "survived"}
    assert analyze(STORY, PUBLISHED, events="none").events == []


def test_given_triggers_are_exactly_the_events() -> None:
    spans = [(STORY.index(word), STORY.index(word) + len(word)) for word in ("ferry", "survived", "seized")]
    rows = analyze(STORY, PUBLISHED, triggers=spans).events
    assert [row.trigger for row in rows] == ["seized", "ferry", "survived"]
    assert rows[0].best_start == date(2013, 10, 8)
    assert analyze(STORY, PUBLISHED, triggers=[]).events == []
    assert analyze(STORY, PUBLISHED, triggers=[(5, 3), (9, 9), (10**6, 10**6 + 4)]).events == []


def test_an_unknown_mode_says_which_there_are(extractor: Extractor) -> None:
    with pytest.raises(ValueError, match="dated, all, none, got 'some'"):
        extractor.extract([Document("a", STORY, PUBLISHED)], "some")
    with pytest.raises(ValueError, match="dated, all, none, got 'some'"):
        analyze(STORY, PUBLISHED, language="sv", events="some")


def test_a_document_has_the_same_events_in_any_company(extractor: Extractor) -> None:
    documents = [Document(f"a{n}", STORY * (n % 3 + 1), PUBLISHED) for n in range(12)]
    alone = {d.article_id: extractor.extract([d], "all")[0] for d in documents}
    shuffled = random.Random(7).sample(documents, len(documents))
    together = dict(zip([d.article_id for d in shuffled], extractor.extract(shuffled, "all"), strict=True))
    assert together == alone


def test_ids_name_the_article_and_the_offset(extractor: Extractor) -> None:
    mentions = load_tagger("en").mentions(STORY, PUBLISHED, article_id="wire-1")
    rows = extractor.extract([Document("wire-1", STORY, PUBLISHED, mentions)], "all")[0]
    assert [row.event_id for row in rows] == [f"wire-1-e{row.char_start}" for row in rows]
    assert len({row.event_id for row in rows}) == len(rows)
    assert {row.mention_id for row in rows} - {None} <= {mention.mention_id for mention in mentions}


def test_a_sentence_without_end_is_parsed_in_pieces_and_counted(extractor: Extractor) -> None:
    long = "The rebels took the town and " * 1000
    found = extractor.read([Document("a", long, PUBLISHED), Document("b", STORY, PUBLISHED)], "all")
    assert [extraction.oversized_sentences for extraction in found] == [1, 0]
    (after_dateline,) = extractor.read([Document("c", f"OSLO, Oct. 11 (AP) - {long}", PUBLISHED)], "all")
    assert after_dateline.oversized_sentences == 1
    assert len(found[0].events) > 900
    assert all(row.trigger in row.event_sentence and len(row.event_sentence) <= 2_000 for row in found[0].events)
    assert all(long[row.char_start : row.char_end] == row.trigger for row in found[0].events)


def test_mentions_and_events_count_the_sentences_of_one_configuration(tmp_path: Path) -> None:
    config = shutil.copytree(DEFAULT_ROOT, tmp_path / "config")
    stops = config / "languages" / "en" / "sentences.toml"
    words = stops.read_text(encoding="utf-8").replace("abbreviations = [", 'abbreviations = ["kommr", ')
    stops.write_text(words, encoding="utf-8")
    found = analyze("The mayor left with Kommr. Berg. He resigned on Monday.", PUBLISHED, events="all", config_dir=config)
    assert [mention.sentence for mention in found.mentions] == [1]
    assert {row.trigger: row.sentence for row in found.events} == {"left": 0, "resigned": 1}


def test_one_word_without_spaces(extractor: Extractor) -> None:
    assert extractor.extract([Document("a", "x" * 50_000, PUBLISHED)], "all") == [[]]


def test_a_huge_article_keeps_to_bounded_batches(extractor: Extractor) -> None:
    text = (STORY + "\n\n") * 400
    assert len(extractor.extract([Document("a", text, PUBLISHED)], "dated")[0]) < 10  # no mentions: the first two sentences
    rows = extractor.extract([Document("a", text[:40_000], PUBLISHED)], "all")[0]
    assert len(rows) > 1000


def test_new_words_are_forgotten_and_change_nothing(extractor: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [Document("a", "Mr. Zorblatt attacked Quvrix on Monday. Wexley Ombrast resigned.", PUBLISHED)]
    words = len(extractor.nlp.vocab.strings)
    monkeypatch.setattr(model, "KEPT_WORDS", 0)
    in_zone = extractor.extract(documents, "all")
    assert extractor.extract(documents, "all") == in_zone
    assert len(extractor.nlp.vocab.strings) == words
    monkeypatch.undo()
    assert extractor.extract(documents, "all") == in_zone
    assert len(extractor.nlp.vocab.strings) > words


def test_other_languages_and_noise_do_not_fail() -> None:
    for text in (
        "Der Minister trat am Montag zurück.",
        "部長は月曜日に辞任した。",
        "<p>a</p>\x00\x01",
        "😀 " * 50,
        "a\u0301 left",
        "Ministers \ud800 met on Monday.",
    ):
        assert isinstance(analyze(text, PUBLISHED, events="all"), Analysis)


def test_a_language_without_words_for_events_still_has_its_dates() -> None:
    analysis = analyze("Han kom den 7 oktober 2013.", PUBLISHED, language="sv")
    assert (analysis.events, [mention.timex_value for mention in analysis.mentions]) == ([], ["2013-10-07"])
    assert analysis.events_skipped is not None
    assert analyze(STORY, PUBLISHED).events_skipped is None


@pytest.mark.parametrize("text", ["They left on\nTuesday.", "It will be\nMonday when they leave the\nLondon office."])
def test_a_line_that_breaks_inside_a_phrase_is_no_heading(text: str) -> None:
    def found(text: str) -> list[tuple[str, str, date | None]]:
        return [(row.lemma, row.time_basis, row.best_start) for row in analyze(text, PUBLISHED, events="all").events]

    assert found(text) == found(text.replace("\n", " "))


def test_a_heading_is_nobody() -> None:
    text = "More From This Section\nSmith said he resigned on Monday."
    assert {row.reported_by for row in analyze(text, PUBLISHED, events="all").events} <= {None, "Smith"}
