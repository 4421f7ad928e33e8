"""Lemmas of single words, from the rule tables of the model's own lemmatizer, for the words that need one."""

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from spacy.language import Language

# News brings new forms for ever.
KEPT_FORMS: Final = 65_536
_CLASS_OF_TAG = {"VB": "verb", "NN": "noun", "JJ": "adj", "MD": "verb"}
_BASE_TAGS = frozenset({"VB", "VBP", "NN", "JJ", "MD"})


class Lemmatizer:
    """Lemmas by form and Penn tag: contractions, exceptions, then suffix rules checked against an index."""

    def __init__(self, nlp: "Language", contractions: Mapping[str, str]) -> None:
        self._contractions = contractions
        pipe: Any = nlp.get_pipe("lemmatizer")
        tables = pipe.lookups
        self._rules: dict[str, Any] = {c: tables.get_table("lemma_rules").get(c, []) for c in ("verb", "noun", "adj")}
        self._exceptions: dict[str, Any] = {c: tables.get_table("lemma_exc").get(c, {}) for c in ("verb", "noun", "adj")}
        self._index: dict[str, Any] = {
            c: frozenset(tables.get_table("lemma_index").get(c, ())) for c in ("verb", "noun", "adj")
        }
        self._derived = lru_cache(KEPT_FORMS)(self._derive)

    def __call__(self, form: str, tag: str) -> str:
        """The lemma in lower case; the form itself for a class of words that does not inflect."""
        word_class = _CLASS_OF_TAG.get(tag[:2])
        lowered = form.lower()
        if word_class is None or tag in _BASE_TAGS:
            return self._contractions.get(lowered, lowered)
        return self._derived(lowered, word_class)

    def _derive(self, form: str, word_class: str) -> str:
        if form in self._contractions:
            return self._contractions[form]
        if form in self._exceptions[word_class]:
            return str(self._exceptions[word_class][form][0])
        unknown = ""
        for old, new in self._rules[word_class]:
            if form.endswith(old) and len(form) > len(old):
                candidate = f"{form[: len(form) - len(old)]}{new}"
                if candidate in self._index[word_class]:
                    return candidate
                unknown = unknown or candidate
        return form if form in self._index[word_class] or not unknown.replace("-", "").isalpha() else unknown
