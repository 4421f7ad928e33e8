"""Sentences: the stretches of a text that end in a full stop, a question or exclamation mark, or a paragraph."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from transforms.configuration import config_root, language_folder, load_toml, read_once
from transforms.forms import REGEX, TEXTS, Form

# A mark that may end a sentence: with what closes it, and white space after, or none where pages have lost it ("left.She
# came"), but for the words that end a name; or a paragraph's end.
_CANDIDATE: Final = (
    r"[.!?](?:[\"')\]\u2019\u201d]{{0,3}}\s+"
    r"|(?<=[a-z\d]{{2}}[.!?])[)\u2019\u201d]{{0,2}}(?=[\"\u201c\u2018]?(?!(?:{endings})\b)[A-Z][a-z]{{0,20}}[\s,]))"
    r"|\n[ \t\r]*\n\s*"
)
_FORM: Final = Form(
    {"abbreviations": (TEXTS,), "name_endings": (TEXTS,), "hours": (TEXTS,), "after_hours": (REGEX,)},
    frozenset({"abbreviations"}),
)
_WORD_BEFORE: Final = re.compile(r"[^\W\d_]{1,12}(?:\.[^\W\d_]){0,5}$")


@dataclass(frozen=True, slots=True)
class _Stops:
    """Where a sentence may end, and what a full stop does not end: abbreviations, and hours that what follows still tells."""

    candidate: re.Pattern[str]
    abbreviations: frozenset[str]
    hours: frozenset[str]
    after_hours: re.Pattern[str]

    def end(self, text: str, at: int, after: int) -> bool:
        """Whether the full stop at `at`, with white space up to `after`, ends a sentence."""
        before = _WORD_BEFORE.search(text[max(0, at - 14) : at])
        if before is None:
            return True
        word = before.group()
        if len(word) == 1:
            # "Otto (c. 1820)", "see p. 12".
            return not word.isupper() and not text[after : after + 1].isdigit()
        if word.lower() in self.hours:
            return self.after_hours.match(text, after) is None
        return word.lower() not in self.abbreviations


@read_once
def _stops(language: str, root: Path) -> _Stops:
    path = language_folder(language, root) / "sentences.toml"
    data = load_toml(path)
    _FORM.check(data, "the file", path)
    endings = "|".join(map(re.escape, data.get("name_endings", ()))) or "(?!)"
    return _Stops(
        re.compile(_CANDIDATE.format(endings=endings)),
        frozenset(data["abbreviations"]),
        frozenset(data.get("hours", ())),
        re.compile(data.get("after_hours", "(?!)")),
    )


def split_sentences(text: str, language: str = "en", config_dir: str | Path | None = None) -> list[tuple[int, int]]:
    """The sentences of a text as half-open character ranges, in order, without the white space between them.

    Linear in the text. The abbreviations are the language's, in the project's own `config` or in another folder. A paragraph
    (a blank line) always ends a sentence; an abbreviation, an initial, a letter and a figure ("c. 1820") or a small letter next
    does not let a full stop end one.

    >>> split_sentences("Mr. Smith left. He came back.")
    [(0, 15), (16, 29)]
    """
    stops = _stops(language, config_root(config_dir))
    out: list[tuple[int, int]] = []
    start = 0
    for match in stops.candidate.finditer(text):
        at, after = match.span()
        first = text[at]
        parted = match.group().count("\n") > 1
        if not parted and (text[after : after + 1].islower() or (first == "." and not stops.end(text, at, after))):
            continue
        end = at if first == "\n" else at + len(match.group().rstrip())
        if end > start:
            out.append((start, end))
        start = after
    end = len(text.rstrip())
    if end > start:
        out.append((start, end))
    return _trimmed(text, out)


def _trimmed(text: str, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if not ranges or not text[:1].isspace():
        return ranges
    start, end = ranges[0]
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return [(start, end), *ranges[1:]] if end > start else ranges[1:]
