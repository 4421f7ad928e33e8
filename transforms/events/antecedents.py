"""The noun that a relative clause or a participle is said of. The parser takes the nearest one."""

from typing import TYPE_CHECKING, Final

from transforms.events.clauses import child, is_passive, tensed_word
from transforms.events.grammar import Grammar
from transforms.events.words import Words

if TYPE_CHECKING:
    from transforms.events.tree import Token

_OF_ONE: Final = ("NN", "NNP")
_OF_MANY: Final = ("NNS", "NNPS")


def antecedent_of(clause: "Token", words: Words) -> "Token":
    """The noun of whose number the verb is, of which it says how much it changes, or that heads a list; else the nearest.

    `the leaders of the party, who | were killed`, `sales to Oslo, which | rose`, `ten men, including two boys, | arrested`.
    """
    near = noun = clause.head
    number, own = _number(clause, words.lexicon.grammar), _number_of(near)
    if own is None:
        return near
    while noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.head.tag_[:2] == "NN":
        noun, link = noun.head.head, noun.head
        if number in (None, _number_of(noun)) and (
            number not in (None, own) or _is_listed(clause, link, words) or _is_what_changes(noun, near, clause, words)
        ):
            return noun
    return near


def _is_listed(clause: "Token", link: "Token", words: Words) -> bool:
    """Whether a comma parts a participle from what is only named of those that it is said of."""
    named = clause.dep_ == "acl" and link.lower_ in words.lexicon.grammar.listing
    return named and clause.left_edge.nbor(-1).text == ","


def _is_what_changes(noun: "Token", near: "Token", clause: "Token", words: Words) -> bool:
    """Whether a verb says how much a noun changes, and the nearer one is nothing that is counted."""
    if not _changes(clause, words):
        return False
    counted = words.lexicon.quantities | words.lexicon.measured
    return words.lemma(noun) in counted and words.lemma(near) not in counted


def _changes(verb: "Token", words: Words) -> bool:
    """Whether a verb says of its subject alone that it changes, or by how much: `rose`, `fell two pct`, not `lost a ship`."""
    done = child(verb, "dobj")
    amount = done is None or done.tag_ == "CD" or child(done, "nummod") is not None
    return amount and words.lemma(verb) in words.lexicon.measured and not is_passive(verb)


def _number(verb: "Token", grammar: Grammar) -> tuple[str, ...] | None:
    """The tags of the nouns that a verb may be said of; None where its form leaves it open."""
    if verb.dep_ != "relcl":
        return None
    first = tensed_word(verb)
    if first.tag_ == "VBZ" or first.lower_ in grammar.of_one:
        return _OF_ONE
    return _OF_MANY if first.tag_ == "VBP" or first.lower_ in grammar.of_many else None


def _number_of(noun: "Token") -> tuple[str, ...] | None:
    """The tags of the nouns of its number; None of what is no noun, or several: `those who`, `a pact and a deal that`."""
    if noun.tag_[:2] != "NN" or child(noun, "conj") is not None:
        return None
    return _OF_MANY if noun.tag_ in _OF_MANY else _OF_ONE
