"""The front door: documents in, events out."""

import threading
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from schemas.vocabulary import TIME_BASES

from transforms.articles.settings import CleaningRules, cleaning_rules
from transforms.articles.text import dateline_of
from transforms.configuration import config_root, load_toml, read_once
from transforms.events.assembly import Draft, Rules, finish, read_sentence
from transforms.events.document import Document, Extraction, check_mode
from transforms.events.event import Event
from transforms.events.lemmas import Lemmatizer
from transforms.events.lexicon import load_lexicon
from transforms.events.model import DEFAULT_MODEL, bounded_vocabulary, keep_whole, load_model
from transforms.events.parsing import SENTENCE_CHARS, Piece, parse, pieces
from transforms.events.relations import load_relations
from transforms.events.words import Words
from transforms.forms import SHARE, TABLE, Form
from transforms.sentences import split_sentences

if TYPE_CHECKING:
    from spacy.language import Language

_PARSING: Final = threading.Lock()  # a bounded vocabulary is for one thread at a time


@dataclass(frozen=True, slots=True)
class Extractor:
    """Finds and dates events with one model and one language's words. Loading it takes a second; keep it for a process."""

    nlp: "Language"
    rules: Rules
    language: str
    config_dir: Path
    cleaning: CleaningRules

    def extract(self, documents: Sequence[Document], mode: str = "dated") -> list[list[Event]]:
        """The events of each document, in order: see `read`."""
        return [list(extraction.events) for extraction in self.read(documents, mode)]

    def read(self, documents: Sequence[Document], mode: str = "dated") -> list[Extraction]:
        """The extraction of each document, in order.

        `dated` parses the sentences that hold a mention, the headline and the lead; `all` parses everything, `none` nothing.
        A document with triggers is parsed where they and the mentions are. The answer for a document does not depend on the
        others. Raises ValueError for another mode.
        """
        check_mode(mode)
        if mode == "none":
            return [Extraction(()) for _ in documents]
        documents = [_in_order(document) for document in documents]
        sentences = [_sentences(document, self.language, self.config_dir) for document in documents]
        stretches = [
            piece
            for number, document in enumerate(documents)
            for piece in self._pieces(number, document, sentences[number], mode)
        ]
        drafts: list[list[Draft]] = [[] for _ in documents]
        with _PARSING, bounded_vocabulary(self.nlp):
            for piece, parsed in zip(stretches, parse(self.nlp, stretches), strict=True):
                at = piece.document
                drafts[at] += read_sentence(documents[at], sentences[at], parsed, self.rules)
        oversized = Counter(number for number, _ in {(p.document, p.sentence) for p in stretches if _is_part(p, sentences)})
        finished = [finish(found, self.rules, document.published_on) for found, document in zip(drafts, documents, strict=True)]
        return [Extraction(tuple(events), oversized[at]) for at, events in enumerate(finished)]

    def _pieces(self, number: int, document: Document, sentences: list[tuple[int, int]], mode: str) -> list[Piece]:
        everything = mode == "all" and document.triggers is None
        lead = self.rules.relations.lead_sentences
        wanted = range(len(sentences)) if everything else _wanted(document, sentences, lead)
        dateline = dateline_of(document.text, self.cleaning)
        body = dateline.end() if dateline else 0
        return [
            piece
            for ordinal in wanted
            for start, end in [sentences[ordinal]]
            if end > max(start, body)
            # The parser would take the place of a dateline for who did it: "NORRVIK, Feb 2 - Kestrel Air signed".
            for piece in pieces(number, ordinal, document.text, max(start, body), end)
        ]


def load_extractor(language: str = "en", model: str = DEFAULT_MODEL, config_dir: str | Path | None = None) -> Extractor:
    """An extractor for that language with that installed or local spaCy model: the same one each time it is asked for.

    Raises ModelError when the model is missing or does not fit, ConfigurationError when the language has no words for events.
    """
    return _load(language, model, config_root(config_dir))


@read_once
def _load(language: str, model: str, root: Path) -> Extractor:
    nlp = load_model(model, language)
    lexicon = load_lexicon(language, root)
    if lexicon.hyphenated:
        keep_whole(nlp, lexicon.hyphenated)
    rules = Rules(
        Words(lexicon, Lemmatizer(nlp, lexicon.contractions)),
        load_relations(language, root),
        _precision(root / "calibration.toml"),
    )
    return Extractor(nlp, rules, language, root, cleaning_rules(root))


def check_event_words(language: str, config_dir: str | Path | None = None) -> None:
    """Looks through all that events are read by in a language. Raises ConfigurationError for a slip."""
    load_lexicon(language, config_dir)
    load_relations(language, config_dir)
    _precision(config_root(config_dir) / "calibration.toml")
    split_sentences("", language, config_dir)


def _precision(path: Path) -> Mapping[str, float]:
    """How often each basis is right, as measured; `[rows]` says on how much, for people."""
    data = load_toml(path)
    Form({"precision": (TABLE,), "rows": (TABLE,)}, frozenset({"precision"})).check(data, "the file", path)
    Form(dict.fromkeys(TIME_BASES, (SHARE,))).check(data["precision"], "[precision]", path)
    precision: Mapping[str, float] = data["precision"]
    return precision


def _in_order(document: Document) -> Document:
    """The document with its triggers in order of their offsets, so that a sentence finds its own among thousands."""
    return document if document.triggers is None else replace(document, triggers=tuple(sorted(document.triggers)))


def _sentences(document: Document, language: str, config_dir: str | Path | None) -> list[tuple[int, int]]:
    """The sentences of a document. One that a time expression runs out of takes in the next, whose own place is left empty:
    "at 9 p.m. | Wednesday, guards said"."""
    spans = split_sentences(document.text, language, config_dir)
    ends = [end for _, end in spans]
    for mention in document.mentions:
        at, last = bisect_right(ends, mention.char_start), bisect_left(ends, mention.char_end)
        if at < last < len(spans):
            spans[at] = (spans[at][0], spans[last][1])
            spans[at + 1 : last + 1] = [(spans[last][1],) * 2] * (last - at)
            ends[at:last] = [spans[last][1]] * (last - at)
    return spans


def _is_part(piece: Piece, sentences: Sequence[Sequence[tuple[int, int]]]) -> bool:
    """Whether the piece is of a sentence that is too long for the parser."""
    start, end = sentences[piece.document][piece.sentence]
    return end - start > SENTENCE_CHARS


def _wanted(document: Document, sentences: list[tuple[int, int]], lead: int) -> list[int]:
    """The ordinals of the sentences that dating needs: those of mentions and triggers, and the first ones."""
    starts = [mention.char_start for mention in document.mentions] + [start for start, _ in document.triggers or ()]
    starts.sort()
    out, at = [], 0
    for ordinal, (begin, end) in enumerate(sentences):
        while at < len(starts) and starts[at] < begin:
            at += 1
        if ordinal < lead or (at < len(starts) and starts[at] < end):
            out.append(ordinal)
    return out
