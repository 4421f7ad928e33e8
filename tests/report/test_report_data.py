"""What the page is given: rows within a bound, the most telling first, offsets that point at the words."""

import json
from typing import Any

import pytest

from flows.report.page import render_page
from flows.report.selection import select_events, select_figures
from tests.report.lake_rows import Rows, connected, many_rows, sample_rows
from transforms.report_data import AROUND, LONGEST_URL, as_json, json_bytes, page_data, shorten_sentence


def data_of(rows: Rows, most: int = 50_000, most_bytes: int = 9_600_000) -> dict[str, Any]:
    with connected(rows) as connection:
        figures = select_figures(connection, {})
        return page_data(figures, select_events(connection, most), most_bytes)


@pytest.fixture(scope="module")
def sample() -> dict[str, Any]:
    return data_of(sample_rows())


def test_days_are_counted_from_publication(sample: dict[str, Any]) -> None:
    words = [sample["strings"][place] for place in sample["events"]["trigger"]]
    time = sample["events"]["times"][words.index("open")]
    assert [sample["times"][name][time] for name in ("earliest_start", "latest_end", "best_start", "best_end")] == [
        0,
        17,
        7,
        17,
    ]
    time = sample["events"]["times"][words.index("sailed")]
    assert sample["times"]["latest_end"][time] is None


def test_what_is_still_to_come_is_kept_first() -> None:
    kept = data_of(sample_rows(), most=2)
    assert sorted(kept["strings"][place] for place in kept["events"]["trigger"]) == ["follow", "open"]
    assert kept["shown"] == {"events": 2, "sentences": 2, "of": 6}
    assert sum(cell["rows"] for cell in kept["bases"]) == 6


def test_what_was_read_again_counts_once_among_what_came_in() -> None:
    rows = sample_rows()
    first = data_of(rows)["loads"][0]
    again = {"content_hash": "", "records": 4, "articles": 2}
    rows.load({}, shard="wire.jsonl", load_seq=2, **again | {"articles": 1})
    rows.load({}, shard="wire.jsonl", load_seq=3, **again)
    rows.load({}, shard="wire.jsonl", load_seq=4, **again | {"content_hash": "other bytes"})
    rows.load({}, shard="new.jsonl", load_seq=5, **again)
    (found,) = data_of(rows)["loads"]
    assert (first["shards"], first["records"], first["articles"]) == (1, 3, 1)
    assert (found["shards"], found["records"], found["articles"]) == (2, 12, 6)


def test_a_repeated_trigger_is_marked_where_it_stands() -> None:
    rows = Rows()
    text = "Café talks. The talks led to talks on Monday."
    article = rows.article("a1", None, text)
    monday = rows.mention(article, "on Monday")
    event = rows.event(article, "talks", "The talks led to talks on Monday.", monday)
    event["char_start"], event["char_end"] = 29, 34
    data = data_of(rows)
    assert text[29:34] == "talks"
    assert data["events"]["trigger_at"] == [29 - 12]
    assert data["events"]["mention_at"] == [35 - 12]


def test_a_time_of_another_sentence_has_no_offset() -> None:
    rows = Rows()
    article = rows.article("a1", None, "It rained on Monday. The pier opened.")
    monday = rows.mention(article, "on Monday")
    rows.event(article, "opened", "The pier opened.", monday, time_basis="INHERITED_DOCUMENT")
    data = data_of(rows)
    assert data["events"]["mention_at"] == [-1]
    assert data["strings"][data["expressions"]["mention_text"][0]] == "on Monday"


def test_a_time_far_behind_its_event_is_shown_with_the_words_around_it() -> None:
    rows = Rows()
    sentence = "The pier opened " + "and opened " * 150 + "again on Monday, as said."
    article = rows.article("a1", None, sentence)
    rows.event(article, "opened", sentence, rows.mention(article, "on Monday"))
    data = data_of(rows)
    events, sentences = data["events"], data["sentences"]
    assert (events["trigger_at"], events["mention_at"]) == ([9], [-1])
    assert "Monday" not in sentences[events["sentence"][0]]
    assert sentences[events["context"][0]][events["context_at"][0] :] == "on Monday, as said."


def test_the_context_of_a_time_says_where_it_stands() -> None:
    rows = Rows()
    article = rows.article("a1", None, "It rained " + "and rained " * 20 + "on Monday. The pier opened.")
    rows.event(article, "opened", "The pier opened.", rows.mention(article, "on Monday"), time_basis="INHERITED_DOCUMENT")
    data = data_of(rows)
    context = data["sentences"][data["events"]["context"][0]]
    assert (data["events"]["context_at"], context[AROUND:]) == ([AROUND], "on Monday. The pier opened.")


def test_an_address_is_whole_or_left_out() -> None:
    rows = Rows()
    for length in (LONGEST_URL, LONGEST_URL + 1):
        article = rows.article(f"a{length}", None, "The pier opened.", url="https://n.example/".ljust(length, "x"))
        rows.event(article, "opened", "The pier opened.")
    data = data_of(rows)
    kept = [data["strings"][place] for place in data["articles"]["url"]]
    assert sorted(map(len, kept)) == [0, LONGEST_URL]


def test_sentences_go_before_events_do() -> None:
    whole = data_of(many_rows(300))
    size = json_bytes(whole)
    fewer = data_of(many_rows(300), most_bytes=size - 20_000)
    assert fewer["shown"]["events"] == 300
    assert 0 < fewer["shown"]["sentences"] < 300
    assert json_bytes(fewer) <= size - 20_000
    least = data_of(many_rows(300), most_bytes=15_000)
    assert 0 < least["shown"]["events"] < 300
    assert json_bytes(least) <= 15_000


def test_a_long_sentence_keeps_the_words_that_matter() -> None:
    sentence = "word " * 400 + "The pier opened on Friday" + " word" * 400
    at = sentence.index("opened")
    short, moved = shorten_sentence(sentence, [at, at + 7])
    assert len(short) <= 602
    assert short[at + moved :].startswith("opened on Friday")
    assert short.startswith("…word")
    assert short.endswith("…")


def test_an_empty_lake_makes_a_page() -> None:
    data = data_of(Rows())
    assert data["shown"] == {"events": 0, "sentences": 0, "of": 0}
    assert '<script type="application/json" id="data">{"format":1' in render_page(data | {"lake": {}})


def test_data_cannot_end_its_element() -> None:
    words = "</script><!-- & \u2028\u2029 \x00"
    written = as_json({"words": words})
    assert not set(written) & set("<>&\u2028\u2029\x00")
    assert json.loads(written) == {"words": words}
