"""Who reports an event: the nearest verb of telling above it, or a phrase such as `according to the police`."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from transforms.events.clauses import ancestors, child, first_conjunct, is_content, is_verb
from transforms.events.lexicon import Lexicon
from transforms.events.participants import doer_phrase
from transforms.events.phrases import Phrase, noun_phrase
from transforms.events.words import Words

if TYPE_CHECKING:
    from transforms.events.tree import Token

_CONTENT: Final = frozenset({"ccomp", "parataxis"})


@dataclass(frozen=True, slots=True)
class Source:
    """Who reports: the words that name them, and the index of the verb of telling where there is one."""

    phrase: Phrase | None = None
    event: int | None = None

    @property
    def is_attributed(self) -> bool:
        """Whether someone is named without a verb of telling."""
        return self.phrase is not None and self.event is None


def is_reported(token: "Token", words: Words) -> bool:
    """Whether the word stands below a verb of telling, or in a clause that is told aside."""
    if first_conjunct(token).dep_ in ("relcl", "acl", "advcl"):
        return True
    return any(is_verb(head) and words.lemma(head) in words.lexicon.reporting for head in ancestors(token))


def find_source(token: "Token", dated: frozenset[int], words: Words) -> Source:
    """The source of the claim that the word belongs to; a chain of reports is followed by asking for the source's source."""
    node = first_conjunct(token)
    inside = _is_told(node, words)
    above = frozenset(word.i for word in ancestors(token))
    if (phrase := _attribution(token, above, dated, words.lexicon)) is not None:
        return Source(phrase)
    for head in ancestors(node):
        if inside and is_verb(head) and words.lemma(head) in words.lexicon.telling:
            return Source(doer_phrase(head, dated, words), head.i)
        if (phrase := _attribution(head, above, dated, words.lexicon)) is not None:
            return Source(phrase)
        inside = inside or _is_told(head, words)
    return Source()


def _is_told(clause: "Token", words: Words) -> bool:
    """Whether the clause above may be of the one who tells this one."""
    return clause.dep_ in _CONTENT and is_content(clause, words.lexicon.modality.circumstances)


def _attribution(verb: "Token", above: frozenset[int], dated: frozenset[int], lexicon: Lexicon) -> Phrase | None:
    """Who is named beside a verb. What stands below the phrase itself, `above` it that phrase, is not of the one it names:
    `according to a lawyer hired by the bank`."""
    # Behind the last of several verbs and a comma it is of all of them, whichever the parser gives it to.
    last = max(word.i for word in (verb, *verb.conjuncts))
    others = (word for other in verb.conjuncts for word in other.children)
    closing = (word for word in others if word.i > last and word.nbor(-1).text == ",")
    for word in (*verb.children, *closing):
        if word.lower_ in lexicon.attributions and word.i not in above:
            to = child(word, "prep")
            noun = child(to, "pobj") if to is not None else child(word, "pobj")
            if noun is not None:
                return noun_phrase(noun, dated, lexicon.grammar)
    return None
