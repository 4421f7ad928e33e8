"""Only lines that begin in a known way are matched with the patterns: no pattern may match a line that begins otherwise."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transforms.articles.characters import is_free_of
from transforms.articles.settings import RULES_FILE, beginning_with, cleaning_rules
from transforms.articles.text import clean
from transforms.configuration import DEFAULT_ROOT, load_toml

RULES = cleaning_rules()
CONTENT = load_toml(DEFAULT_ROOT / RULES_FILE)
PATTERNS = [
    *CONTENT["boilerplate"]["line_patterns"],
    *CONTENT["boilerplate"]["stop_patterns"],
    *CONTENT["byline"]["patterns"],
]
# Latin letters, and those of the patterns.
ALPHABET = st.characters(max_codepoint=0x17F, include_characters="".join(PATTERNS))
# Lines for long patterns are slow to make on a busy machine, and many are thrown away: neither says anything of the patterns.
UNCHECKED = [HealthCheck.filter_too_much, HealthCheck.too_slow]
STORY = "Rain fell on Monday in the hills above the town."


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern[:30])
@settings(max_examples=30, derandomize=True, database=None, deadline=None, suppress_health_check=UNCHECKED)
@given(st.data())
def test_a_line_that_a_pattern_matches_begins_in_a_known_way(pattern: str, data: st.DataObject) -> None:
    line = data.draw(st.from_regex(re.compile(pattern, re.IGNORECASE), fullmatch=True, alphabet=ALPHABET))
    line = " ".join(line.split())
    folded = line.casefold()
    assert not folded or RULES.opening.match(folded) or any(cue in f"{folded}\n" for cue in RULES.cues)
    # Nor may a text that holds such a line pass for one that needs no look at its lines.
    assert not folded or not any(is_free_of(RULES.untidy, text) for text in (line, f"{line}\n\n{STORY}", f"{STORY}\n\n{line}"))


@pytest.mark.parametrize("line", sorted(RULES.lines))
def test_each_line_that_is_no_text_is_taken_out(line: str) -> None:
    assert clean(f"{STORY}\n\n{line.upper()}\n\n{STORY}", RULES).text == f"{STORY}\n\n{STORY}"


def test_a_tree_of_beginnings_matches_what_begins_with_any() -> None:
    words = ["read", "read more", "real", "see", "(c)", "é"]
    tree = re.compile(beginning_with(words))
    for text in ("reading", "real", "seen", "(c) 2013", "été"):
        assert tree.match(text)
    for text in ("rea", "rear", "se", "c)", ""):
        assert not tree.match(text)
