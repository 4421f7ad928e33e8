"""Triggers: the words of a parsed sentence that name an event."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.events.clauses import AUXILIARIES, SUBJECTS, child, first_conjunct, going_to
from transforms.events.words import Words

if TYPE_CHECKING:
    from transforms.events.tree import Doc, Token

_KIND = frozenset({"compound", "nmod"})
QUOTES = frozenset('"“”')
_SMALL_IN_TITLES = frozenset({"CC", "DT", "IN", "TO"})
_NOUN_TAGS = frozenset({"NN", "NNS"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A token that names an event: its index in the parsed sentence, its word class (VERB, NOUN, ADJ) and its lemma."""

    index: int
    word_class: str
    lemma: str


def find_triggers(doc: "Doc", words: Words) -> Iterator[Trigger]:
    """The triggers of one parsed sentence, from left to right."""
    titles = frozenset(_titles(doc))
    for token in doc:
        trigger = _read(token, words) if token.i not in titles else None
        if trigger is not None:
            yield trigger


def _titles(doc: "Doc") -> Iterator[int]:
    """The words of titles, which tell nothing: what stands in quotation marks with capitals, `sang "Leave the Door Open"`."""
    marks = [token.i for token in doc if token.text in QUOTES]
    for first, last in zip(marks[::2], marks[1::2], strict=False):
        words = [token for token in doc[first + 1 : last] if token.text[0].isalpha()]
        if len(words) > 1 and all(word.text[0].isupper() or word.tag_ in _SMALL_IN_TITLES for word in words):
            yield from range(first + 1, last)


def given_trigger(doc: "Doc", start: int, end: int, words: Words) -> Trigger | None:
    """The trigger at the span from `start` to `end`, offsets of the parsed text: its syntactic head; None outside of it."""
    inside = [token for token in doc.touching(start, min(end, len(doc.text))) if not token.is_space]
    if not inside:
        return None
    head = next((token for token in inside if token.head not in inside or token.head.i == token.i), inside[0])
    word_class = "VERB" if head.tag_[:2] == "VB" else "NOUN" if head.tag_[:2] == "NN" else "ADJ"
    return Trigger(head.i, word_class, words.phrase(head))


def _read(token: "Token", words: Words) -> Trigger | None:
    tag = token.tag_
    if tag[:2] == "VB":
        return _verb(token, words)
    if tag in _NOUN_TAGS:
        lemma = words.lemma(token)
        # "a merger agreement", "peace talks": the first noun says what kind, it does not happen.
        named = lemma not in words.lexicon.nominals or token.dep_ in _KIND or _is_numbered(token)
        return Trigger(token.i, "NOUN", lemma) if not named else None
    if tag == "JJ" and token.dep_ == "acomp":
        lemma = token.lower_
        return Trigger(token.i, "ADJ", lemma) if lemma in words.lexicon.adjectives else None
    return None


def _is_numbered(noun: "Token") -> bool:
    """Whether a number behind a noun with a capital makes a name of it: `Flight 175 | landed`."""
    number = child(noun, "nummod")
    named = number is not None and number.i == noun.i + 1 and number.text.isdecimal()
    return named and noun.tag_ == "NN" and noun.text[0].isupper()


def _is_word(token: "Token") -> bool:
    """Whether the token is a word, and not the prefix of the one behind its hyphen: `re-elected` is three tokens."""
    following = token.nbor() if token.i + 1 < len(token.doc) else token
    prefix = following.text == "-" and following.idx == token.idx + len(token)
    return token.text[0].isalpha() and not prefix


def _stands_for_a_noun(token: "Token") -> bool:
    """Whether a noun is tagged as a verb: a bare one as a subject, `Aid workers said`, or one in a list behind a
    preposition, `warn of floods and now missiles`."""
    own = child(token, *SUBJECTS)
    plural = token.tag_ == "VBZ" and token.dep_ in ("nsubj", "nsubjpass") and token.head.tag_ != "VBZ"
    if plural and (own is None or own.tag_ != "PRP"):
        return True  # "the U.S. consulates will close"
    subject = token.tag_ == "VB" and token.dep_ in SUBJECTS
    listed = token.tag_ in ("VBZ", "VBP") and token.dep_ == "conj" and first_conjunct(token).dep_ == "pobj"
    return (subject or listed) and child(token, *SUBJECTS, *AUXILIARIES) is None


def _is_a_call(token: "Token") -> bool:
    """Whether a bare verb before a sentence only calls for the hearer's ear: `Look, the mayor has resigned`."""
    alone = all(c.dep_ == "punct" for c in token.children)
    return token.tag_ == "VB" and token.dep_ in ("intj", "advcl") and alone and token.i < token.head.i


def _verb(token: "Token", words: Words) -> Trigger | None:
    if token.dep_ in AUXILIARIES or not _is_word(token) or _stands_for_a_noun(token) or _is_a_call(token):
        return None
    lemma = words.lemma(token)
    if lemma in words.lexicon.empty_verbs:
        return None
    if token.dep_ in ("amod", "prep", "compound", "nmod", "case", "punct"):
        return None
    static = {"VBN": words.lexicon.static_participles, "VBG": words.lexicon.static_gerunds}.get(token.tag_, frozenset())
    if token.dep_ == "acl" and lemma in static:
        return None
    if going_to(token, words.lexicon.grammar.future_participle) is not None:
        return None
    return Trigger(token.i, "VERB", words.phrase(token))
