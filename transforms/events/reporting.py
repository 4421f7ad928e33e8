"""Who reports an event: the nearest verb of telling above it, or a phrase such as `according to the police`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from transforms.events.clauses import (
    ancestors,
    child,
    clause_marker,
    content_noun,
    first_conjunct,
    is_content,
    is_infinitive,
    is_verb,
)
from transforms.events.factuality import told_in
from transforms.events.lexicon import Lexicon
from transforms.events.participants import doer_phrase
from transforms.events.phrases import Phrase, noun_phrase
from transforms.events.words import Words

if TYPE_CHECKING:
    from transforms.events.tree import Token

_CONTENT: Final = frozenset({"ccomp", "parataxis"})
_BESIDE: Final = frozenset({"advcl", "parataxis"})


@dataclass(frozen=True, slots=True)
class Source:
    """Who reports: the words that name them, and the index of the word of telling where there is one, above the clause that
    is told or beside it."""

    phrase: Phrase | None = None
    event: int | None = None
    is_beside: bool = False

    @property
    def is_attributed(self) -> bool:
        """Whether someone is named without a verb of telling above."""
        return self.phrase is not None and (self.event is None or self.is_beside)


def is_reported(token: "Token", words: Words) -> bool:
    """Whether the word stands below a verb of telling, or in a clause that is told aside."""
    if _is_put_in(token, words):
        return False
    first = first_conjunct(token)
    if first.dep_ in ("relcl", "acl", "advcl"):
        return True
    return any(is_verb(head) and words.lemma(head) in words.lexicon.reporting for head in ancestors(first))


def _is_put_in(verb: "Token", words: Words) -> bool:
    """Whether a verb of telling is only put into a relative clause, now: `the law, which | he says | is fair`."""
    content = child(verb, "ccomp") if verb.dep_ == "relcl" and verb.tag_ in ("VBZ", "VBP") else None
    if content is None or words.lemma(verb) not in words.lexicon.telling:
        return False
    return any(c.lower_ in words.lexicon.grammar.relative and c.i < verb.i for c in content.children)


def find_source(token: "Token", dated: frozenset[int], words: Words) -> Source:
    """The source of the claim that the word belongs to; a chain of reports is followed by asking for the source's source."""
    node = first_conjunct(token)
    path = frozenset(word.i for word in (token, *ancestors(token)))
    inside = False
    asked: set[int] = set()
    for clause in (token, *(word for word in (node, *ancestors(node)) if word is not token)):
        if inside and is_verb(clause) and words.lemma(clause) in words.lexicon.telling:
            return Source(doer_phrase(clause, dated, words), clause.i)
        if (phrase := _attribution(clause, path, asked, dated, words.lexicon)) is not None:
            return Source(phrase)
        if (source := _beside(clause, path, dated, words) or _telling_noun(clause, dated, words)) is not None:
            return source
        inside = inside or _may_be_told(clause, words)
    return Source()


def _beside(clause: "Token", path: frozenset[int], dated: frozenset[int], words: Words) -> Source | None:
    """Who tells a clause in a parenthesis: `The plan, | they said, | failed`."""
    for verb in clause.children:
        said = (
            verb.dep_ in _BESIDE
            and clause_marker(verb) is None
            and verb.i not in path
            and is_verb(verb)
            and words.lemma(verb) in words.lexicon.telling
        )
        if said and child(verb, "ccomp", "dobj") is None and child(verb, "nsubj") is not None:
            return Source(doer_phrase(verb, dated, words), verb.i, is_beside=True)
    return None


def _telling_noun(clause: "Token", dated: frozenset[int], words: Words) -> Source | None:
    """Who tells the content of a noun, or the noun itself: `Moe's claim | that it closed`, `on reports | that it closed`."""
    if (verb := told_in(clause, words)) is not None:
        return Source(doer_phrase(verb, dated, words), verb.i)  # "said in a statement that it closed"
    noun = content_noun(clause)
    if noun is None or is_infinitive(clause) or words.lexicon.nominal_class.get(words.lemma(noun)) != "REPORTING":
        return None
    return Source(doer_phrase(noun, dated, words) or noun_phrase(noun, dated, words.lexicon.grammar), noun.i)


def _may_be_told(clause: "Token", words: Words) -> bool:
    """Whether the clause above may be of the one who tells this one."""
    return clause.dep_ in _CONTENT and is_content(clause, words.lexicon.modality.circumstances)


def _attribution(
    verb: "Token", path: frozenset[int], asked: set[int], dated: frozenset[int], lexicon: Lexicon
) -> Phrase | None:
    """Who is named beside a verb. What stands below the phrase itself, on its `path`, is not of the one it names:
    `according to a lawyer hired by the bank`. What closes several verbs is not `asked` twice, by the first of them."""
    together = verb.coordination
    closing: Iterator[Token] = iter(())
    if together[0].i not in asked:
        asked.add(together[0].i)
        closing = _closing(together)
    for word in (*verb.children, *closing):
        if word.lower_ in lexicon.attributions and word.i not in path:
            to = child(word, "prep")
            noun = child(to, "pobj") if to is not None else child(word, "pobj")
            if noun is not None:
                return noun_phrase(noun, dated, lexicon.grammar)
    return None


def _closing(together: Sequence["Token"]) -> Iterator["Token"]:
    """What stands behind the last of several verbs and a comma: it is of all of them, whichever the parser gives it to."""
    last = max(word.i for word in together)
    below = (word for verb in together for word in verb.children)
    return (word for word in below if word.i > last and word.nbor(-1).text == ",")
