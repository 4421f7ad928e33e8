"""A slip in config/articles.toml is told in one line when it is loaded."""

import shutil
from pathlib import Path

import pytest

from tests.slips import complaint, write_slip
from transforms.articles.settings import cleaning_rules
from transforms.configuration import DEFAULT_ROOT


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[byline]", "[by_line]", "expected a key of the file, got 'by_line' in {}; did you mean byline?"),
        ("tail_cues =", "tail_cuse =", "expected a key of [boilerplate], got 'tail_cuse' in {}; did you mean tail_cues?"),
        ("title = [", "tilte = [", "expected a key of [fields], got 'tilte' in {}; did you mean title?"),
        (
            'tail_cues = ["ing by "',
            'tail_cues = ["ing by ", 3',
            "not empty for tail_cues of [boilerplate] in {}",
        ),
        (
            "stop_patterns = [",
            "stop_patterns = [ '(', ",
            "a regular expression for stop_patterns of [boilerplate]",
        ),
        ("feb = 2", "feb = 22", "expected a month from 1 to 12 for feb of [dates.months] in {}, got 22"),
        ("est = -300", "est = '-5'", "expected minutes of a zone for est of [dates.zones] in {}, got '-5'"),
        (
            'english = "en"',
            'english = "English"',
            "a code of two letters for english of [languages] in {}",
        ),
        ("edge_words = 9", "edge_words = '9'", "expected a whole number for edge_words of [page] in {}, got '9'"),
        ("least = 6", "", "expected least in [english_opening], got words in {}"),
    ],
)
def test_a_slip_is_told_where_it_is_loaded(tmp_path: Path, old: str, new: str, told: str) -> None:
    path = Path(shutil.copy(DEFAULT_ROOT / "articles.toml", tmp_path))
    write_slip(path, old, new)
    assert told.format(path) in complaint(lambda: cleaning_rules(str(tmp_path)))
