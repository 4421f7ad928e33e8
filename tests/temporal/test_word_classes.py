"""The word classes that patterns name in braces: one table `[words]` for the files of a folder, context rules or directions."""

from collections.abc import Callable
from pathlib import Path

import pytest

from transforms.configuration import ConfigurationError
from transforms.temporal.context import load_context
from transforms.temporal.directions import load_directions

RULES = frozenset({"month"})
ROWS: dict[str, tuple[Callable[[Path], object], str]] = {
    "context": (
        lambda folder: load_context(folder, "news", RULES),
        "[[refuse]]\nrules = ['month']\nwhy = 'a ship'\nbefore = '{} '\n",
    ),
    "directions": (
        lambda folder: load_directions(folder, RULES),
        "[[compared]]\nrules = ['month']\nwhy = 'a figure'\nbefore = '{} '\n",
    ),
}

COMPLAINTS = [
    ("{ship}", {}, r"expected a word class of \[words\], got \{ship\} in .*rows\.toml"),
    ("{ship}", {"words": "ship = 'brig|{boat}'"}, r"expected a word class of \[words\], got \{boat\} in .*words\.toml"),
    (
        "{ship}",
        {"words": "ship = '{boat}'\nboat = '{ship}'"},
        r"expected a word class of \[words\], got \{ship\} in .*words\.toml",
    ),
    (
        "brig",
        {"words": "ship = 'brig'"},
        r"expected a pattern that names each word class, got none for \['ship'\] in .*words\.toml",
    ),
    (
        "{ship}",
        {"more": "ship = 'hulk'", "words": "ship = 'brig'"},
        r"expected each word class once, got \['ship'\] again in .*words\.toml",
    ),
]


@pytest.mark.parametrize("kind", ROWS)
@pytest.mark.parametrize(("pattern", "words", "complaint"), COMPLAINTS)
def test_a_class_that_does_not_fit_is_refused_in_one_line(
    tmp_path: Path, kind: str, pattern: str, words: dict[str, str], complaint: str
) -> None:
    load, row = ROWS[kind]
    (tmp_path / "rows.toml").write_text(row.replace("{}", pattern))
    for name, table in words.items():
        (tmp_path / f"{name}.toml").write_text(f"[words]\n{table}\n")
    with pytest.raises(ConfigurationError, match=complaint) as error:
        load(tmp_path)
    assert "\n" not in str(error.value)


def test_a_class_of_another_file_that_names_one_stands_for_its_words(tmp_path: Path) -> None:
    (tmp_path / "rows.toml").write_text(ROWS["context"][1].replace("{}", "{ship}"))
    (tmp_path / "words.toml").write_text("[words]\nship = '{small}|frigate'\nsmall = 'brig|sloop'\n")
    (pattern,) = (row.before for row in load_context(tmp_path, "news", RULES).refuse["month"])
    assert pattern is not None
    assert [bool(pattern.search(f"the {ship} ")) for ship in ("sloop", "frigate", "hulk")] == [True, True, False]
