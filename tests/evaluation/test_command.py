"""`dateline evaluate` and `dateline annotate` as a user runs them; in a process of its own where that shows."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import dateline, dateline_here
from tests.docs.blocks import ROOT, blocks
from transforms.timeml import read_timeml

DAY = "2013-10-11"
STORY = "The council voted on Monday to close the bridge, & the work ends in 2015."


def gold(path: Path, count: int = 3) -> Path:
    """Documents that say the same but for their names; the last annotation of each is wrong on purpose."""
    path.write_text("".join(json.dumps(document(f"story-{number}")) + "\n" for number in range(count)), encoding="utf-8")
    return path


def document(name: str) -> dict[str, Any]:
    monday, year, voted = STORY.index("Monday"), STORY.index("2015"), STORY.index("voted")
    day = {"raw": "2013-10-07", "at": "2013-10-07", "lo": "2013-10-07", "hi": "2013-10-07"}
    return {
        "id": name,
        "corpus": "council",
        "dct": DAY,
        "text": STORY,
        "timexes": [
            {"start": monday, "end": monday + 6, "text": "Monday", "type": "DATE", "value": "2013-10-07"},
            {"start": year, "end": year + 4, "text": "2015", "type": "DATE", "value": "2051"},
        ],
        "events": [{"eid": "e1", "start": voted, "end": voted + 5, "text": "voted", "class": "OCCURRENCE", "tense": "PAST"}],
        "event_times": [{"eid": "e1", "kind": "single", "raw": "2013-10-07", "begin": day, "end": day}],
    }


def test_figures_as_json(tmp_path: Path) -> None:
    outcome = dateline("evaluate", str(gold(tmp_path / "gold.jsonl")), "--json")
    assert outcome.status == 0, outcome.err
    report = json.loads(outcome.out)["all"]
    assert report["documents"] == 3
    assert report["timexes"]["strict"]["F1"] == 100
    assert report["timexes"]["value"] == {"hits": 3, "predicted": 6, "gold": 6, "P": 50, "R": 50, "F1": 50}
    assert report["direction"]["weekday"]["right"]["percent"] == 100
    assert report["failures"]["value"] == 3


def test_errors_name_kind_and_rule_and_leave_the_held_out_third_unseen(tmp_path: Path) -> None:
    path = gold(tmp_path / "gold.jsonl")
    shown = dateline_here("evaluate", str(path), "--errors", "9").out
    assert shown.count("\tvalue\t'2015' DATE 2051\t'2015' DATE 2015\t") == 2
    assert "development documents" in shown
    everything = dateline_here("evaluate", str(path), "--errors", "9", "--split", "all").out
    assert everything.count("\tvalue\t") == 3


def test_events_are_scored_and_calibrated(tmp_path: Path) -> None:
    table = tmp_path / "calibration.toml"
    table.write_text("[precision]\nEXPLICIT = 0.9\nTENSE = 0.947\n[rows]\nEXPLICIT = 120\nTENSE = 897\n", encoding="utf-8")
    path = gold(tmp_path / "gold.jsonl")
    outcome = dateline("evaluate", str(path), "--events", "--calibrate", str(table), "--json", "--split", "development")
    assert outcome.status == 0, outcome.err
    events = json.loads(outcome.out)["all"]["events"]
    assert events["triggers"]["strict"]["hits"] == 2
    assert events["best"]["day"]["percent"] == 100
    text = table.read_text(encoding="utf-8")
    # What this gold has no event of stays as it was.
    assert "[precision]\nEXPLICIT = 0.750\nTENSE = 0.947 # not measured: as it was\n" in text
    assert "[rows]\nEXPLICIT = 2\nTENSE = 897\n" in text
    assert "gold.jsonl" in text
    assert str(tmp_path) not in text


def test_timeml_that_annotate_wrote_scores_full(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    written = dateline("annotate", "story.txt", "--published", DAY, "--format", "timeml", cwd=tmp_path)
    assert written.status == 0, written.err
    read = read_timeml(written.out.encode())
    assert (read.id, read.published, read.text) == ("story", DAY, STORY)
    assert [tag.text for tag in read.timexes] == ["Monday", "2015"]
    folder = tmp_path / "council"
    folder.mkdir()
    (folder / "story.tml").write_text(written.out, encoding="utf-8")
    scored = dateline_here("evaluate", str(folder), "--json")
    assert json.loads(scored.out)["all"]["timexes"]["value"]["F1"] == 100


def test_annotate_as_json_and_as_a_table(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    outcome = dateline_here("annotate", "story.txt", "--published", f"{DAY}T09:30", "--format", "json", cwd=tmp_path)
    mentions = json.loads(outcome.out)["mentions"]
    assert [(m["text"], m["timex_value"], m["start"]) for m in mentions] == [
        ("Monday", "2013-10-07", "2013-10-07T00:00:00"),
        ("2015", "2015", "2015-01-01T00:00:00"),
    ]
    assert "2013-10-07" in dateline_here("annotate", "story.txt", "--published", DAY, cwd=tmp_path).out


def test_another_configuration_is_annotated_and_scored_by(tmp_path: Path) -> None:
    copied = Path(shutil.copytree(ROOT / "config", tmp_path / "my-config"))
    days = copied / "languages/en/lexicon/calendar.toml"
    days.write_text(days.read_text(encoding="utf-8").replace("\nmonday = 1\n", "\n"), encoding="utf-8")
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    gold(tmp_path / "gold.jsonl", count=1)
    other = ("--config", "my-config")
    annotate, evaluate = ("annotate", "story.txt", "--published", DAY), ("evaluate", "gold.jsonl", "--json")
    assert ["Monday" in dateline_here(*annotate, *given, cwd=tmp_path).out for given in ((), other)] == [True, False]
    reports = [json.loads(dateline_here(*evaluate, *given, cwd=tmp_path).out) for given in ((), other)]
    assert [report["all"]["timexes"]["strict"]["predicted"] for report in reports] == [2, 1]


def gold_of(*changes: dict[str, object]) -> str:
    """One document that annotates its Friday, once for each of the changes to what is right."""
    right = {"start": 0, "end": 6, "text": "Friday", "type": "DATE", "value": "2013-10-11"}
    return json.dumps({"id": "a", "dct": None, "text": "Friday", "timexes": [right | change for change in changes]})


def timed(eids: str, *changes: dict[str, object]) -> str:
    """One document with an event for each of the eids, and a time of the first once for each of the changes."""
    bound = {"at": "2013-10-07"}
    right = {"eid": "e1", "kind": "single", "begin": bound, "end": bound}
    events = [{"eid": eid, "start": 0, "end": 5, "text": "Voted"} for eid in eids.split()]
    times = [right | change for change in changes]
    return json.dumps({"id": "a", "dct": None, "text": "Voted", "timexes": [], "events": events, "event_times": times})


def test_gold_may_leave_a_type_and_a_value_open_and_begin_with_a_mark(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(gold_of({"type": None, "value": None}), encoding="utf-8-sig")
    assert dateline_here("evaluate", str(path)).status == 0


def test_a_folder_without_gold_says_what_it_is_read_for(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<TimeML/>", encoding="utf-8")
    assert ": a folder is read for its *.tml and *.timeml files" in dateline_here("evaluate", str(tmp_path)).err


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", "expected annotated documents, got none in"),
        ("{", "expected one JSON object a line, got"),
        ("[1]", "expected one JSON object a line, got list in"),
        ('{"id": "a"}', "got none named dct, text, timexes in document 'a' of"),
        ('{"id": "a", "dct": "soon", "text": "", "timexes": []}', "in document 'a' of"),
        ('{"id": "a", "dct": 20131011, "text": "", "timexes": []}', "expected a date as a string, got 20131011"),
        ('{"id": "a", "dct": null, "text": null, "timexes": []}', "expected text as a string, got None in document 'a'"),
        ('{"id": "a", "dct": null, "text": "", "timexes": {}}', "expected timexes as a list, got {} in document 'a'"),
        (gold_of({"start": -6, "end": -1}), "expected start and end as whole numbers that hold 'Friday', got -6 and -1 in"),
        (gold_of({"start": "0"}), "got '0' and 6 in document 'a'"),
        (gold_of({"start": 0.0}), "got 0.0 and 6 in document 'a'"),
        (gold_of({"end": 0, "text": ""}), "whole numbers that hold '', got 0 and 0 in document 'a'"),
        (gold_of({"type": "DAY"}), "expected a type of DATE, TIME, DURATION, SET, got 'DAY' on 'Friday' in document 'a'"),
        (gold_of({"type": None}), "got None on 'Friday' in document 'a'"),
        (gold_of({"value": ""}), "expected a TIMEX3 value as a string, or null, got '' on 'Friday' in document 'a'"),
        (gold_of({"value": 2013}), "got 2013 on 'Friday' in document 'a'"),
        (gold_of({"value": "7 Oct 2013"}), "expected a TIMEX3 value as in 2013-10-07, 2013-W41 or P2D, got '7 Oct 2013'"),
        (gold_of({"value": "2013-13-07"}), "got '2013-13-07' on 'Friday' in document 'a'"),
        (gold_of({}, {}), "expected each time expression once, got 'Friday' at 0-6 more than once in document 'a'"),
        (timed("e1", {"eid": "e9"}), "expected event_times each of one event, got 'e9', the eid of 0 in document 'a'"),
        (timed("e1 e1", {}), "expected event_times each of one event, got 'e1', the eid of 2 in document 'a'"),
        (timed("e1", {}, {}), "expected one time for each event, got several for 'e1' in document 'a'"),
        (timed("e1", {"begin": {"att": "2013-10-07"}}), "expected at, lo and hi in begin, got att in event_times of 'e1' in"),
        (
            timed("e1", {"kind": "sngle"}),
            "expected a kind of single, multi, got 'sngle' in event_times of 'e1' in",
        ),
        (gold_of({}) + "\n" + gold_of({}), "expected each document once, got a more than once in"),
        ('{"id": "a", "dct": null, "text": "Friday", "timexes": [{"end": 6}]}', "got none named start, text in {'end': 6} in"),
        ('{"id": "a", "dct": null, "text": "Friday", "timexes": [3]}', "expected each of the timexes as an object, got 3 in"),
        (
            '{"id": "a", "dct": null, "text": "Friday", "timexes": [{"start": 1, "end": 7, "text": "Friday"}]}',
            "expected 'Friday' at 1-7, in code points of the text, got 'riday' in document 'a' of",
        ),
    ],
)
def test_gold_that_does_not_fit_is_told_in_one_line(tmp_path: Path, content: str, complaint: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(content, encoding="utf-8")
    outcome = dateline_here("evaluate", str(path))
    assert outcome.status == 1
    assert complaint in outcome.err
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["evaluate", "gold.jsonl", "--calibrate", "c.toml"], "expected --events with --calibrate"),
        (["evaluate", "gold.jsonl", "--split", "held-out"], "expected documents in the split held-out, got none"),
        (["evaluate", "gold.jsonl", "--against", "timeml"], "expected TimeML, got"),
        (["evaluate", "gold.jsonl", "--against", "timenorm"], "expected cases of the suite timenorm, got"),
        (
            ["annotate", "gold.jsonl", "--published", "soon"],
            "expected --published as YYYY-MM-DD or ",
        ),
        (["annotate", "gold.jsonl", "--language", "de"], "expected one of the languages of "),
        (
            ["annotate", "gold.jsonl", "--config", "nowhere"],
            "a folder with the configuration, got none at nowhere; start from a copy of config/",
        ),
        (
            ["evaluate", "gold.jsonl", "--config", "nowhere"],
            "a folder with the configuration, got none at nowhere; start from a copy of config/",
        ),
        (["evaluate", "german.jsonl"], "(en), got 'de'"),
        (["annotate", "latin.txt"], "expected UTF-8, got the byte 0xe9 at byte 3 of latin.txt"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(tmp_path: Path, arguments: list[str], complaint: str) -> None:
    gold(tmp_path / "gold.jsonl", count=1)
    (tmp_path / "latin.txt").write_bytes("café".encode("latin-1"))
    (tmp_path / "german.jsonl").write_text('{"id": "a", "dct": null, "lang": "de", "text": "Montag", "timexes": []}\n')
    outcome = dateline_here(*arguments, cwd=tmp_path)
    assert outcome.status in (1, 2)
    assert complaint in outcome.err
    assert outcome.err.count("\n") == 1


def test_the_gold_of_the_documentation_is_gold(tmp_path: Path) -> None:
    (example,) = (block for block in blocks(ROOT / "docs/evaluation.md") if block.language == "json")
    (tmp_path / "gold.jsonl").write_text(" ".join(example.text.split("\n")), encoding="utf-8")
    outcome = dateline_here("evaluate", "gold.jsonl", "--events", "--json", cwd=tmp_path)
    assert outcome.status == 0, outcome.err
    report = json.loads(outcome.out)["all"]
    assert report["timexes"]["value"]["F1"] == 100
    assert report["events"]["best"]["exact"]["percent"] == 100
