"""A reject says what to do about it, in the words of the dump; a source can say what nobody finds out."""

from pathlib import Path

import pytest

from flows.sources import Limits, Source, load_source
from flows.words import hash_words
from tests.readers.reading_dumps import read_all
from transforms.articles import ArticleSettings, RawRecord, Reject, to_article
from transforms.configuration import ConfigurationError


def test_a_sign_between_columns_that_a_source_names_is_read_whole_and_cut(tmp_path: Path) -> None:
    path = tmp_path / "caret.csv"
    path.write_text("id^title^text\n" + "".join(f"{n}^Rain, {n}^Rain fell, and sun; {'x' * 500}\n" for n in range(4000)))
    _, rejects = read_all(path)
    (told,) = {reject.message for reject in rejects}
    assert told == (
        "expected 1 column, as the header has with ',' between them, got 3; "
        "if columns are parted by another sign, name it as the delimiter of a source"
    )
    for shard_mib in (1, 1000):
        source = Source(name="caret", format="csv", delimiter="^", limits=Limits(shard_mib=shard_mib))
        records, rejects = read_all(path, source)
        assert (len(records), rejects) == (4000, [])
        assert records[17].fields["title"] == "Rain, 17"


@pytest.mark.parametrize("lines", ['delimiter = "^"', 'format = "csv"\ndelimiter = "||"', 'format = "csv"\ndelimiter = "\\""'])
def test_a_delimiter_is_one_sign_of_a_csv(tmp_path: Path, lines: str) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "odd.toml").write_text(lines)
    with pytest.raises(ConfigurationError, match='expected a delimiter of one sign, beside format = "csv"'):
        load_source("odd", str(tmp_path))


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("[checks]\nexpected_records = [5, 2]", r"expected the least and the most for expected_records in .*, got \[5, 2\]"),
        ('[fields]\ntitle = "text"\ntext = "text"', "expected another field for text than for title in .*, got 'text' for"),
    ],
)
def test_a_source_that_no_run_could_pass_is_refused(tmp_path: Path, lines: str, told: str) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "odd.toml").write_text(lines)
    with pytest.raises(ConfigurationError, match=told):
        load_source("odd", str(tmp_path))


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"story": ""}, "expected a text, got none in text (story)"),
        ({"story": " ", "lead": ""}, "expected a text, got none in text (story) or lead"),
        ({"headline": "Rain"}, "expected a field with the text, got none with anything in it but what is known; name it in"),
        ({"inhalt": "Regen"}, "expected a field with the text, got inhalt; name it in a source: dateline sources new"),
    ],
)
def test_a_record_without_a_text_says_where_it_was_looked_for(fields: dict[str, object], told: str) -> None:
    settings = ArticleSettings.of("harbour", fields={"text": ("story",), "title": ("headline",)})
    made = to_article(RawRecord("0", fields), settings)
    assert isinstance(made, Reject)
    assert made.message.startswith(told)


def test_what_is_no_object_is_told_in_the_words_of_json(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Rain fell."}\nnull\n[1]\n"a"\n3\n')
    (tmp_path / "b.json").write_text('[{"text": "Rain fell."}, null, [1]]')
    _, rejects = read_all(tmp_path)
    kinds = ["null", "an array", "a string", "a number", "null", "an array"]
    assert [reject.message for reject in rejects] == [f"expected a JSON object, got {kind}" for kind in kinds]


def test_a_record_that_is_too_long_says_what_to_raise(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "' + "a" * (2 << 20) + '"}\n')
    _, (refused,) = read_all(tmp_path, Source(name="long", limits=Limits(max_record_mib=1)))
    assert refused.message.endswith("; raise max_record_mib of the source")


def test_a_configuration_that_is_not_there_is_named() -> None:
    with pytest.raises(
        ConfigurationError, match="expected a folder with the configuration, got none at /nope; start from a copy"
    ):
        hash_words("/nope")
