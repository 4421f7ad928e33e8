"""Who takes part in an event, as far as it tells whether two mentions are of one happening."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.events.grammar import Grammar
from transforms.events.participants import Participants
from transforms.events.phrases import Phrase

if TYPE_CHECKING:
    from transforms.events.tree import Token


@dataclass(frozen=True, slots=True)
class Party:
    """The words of one participant in small letters: names, other nouns, numbers, and the persons that pronouns stand for."""

    names: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()

    def differs(self, other: "Party") -> bool:
        """Whether both are named, or both only described, without a word in common, or both counted, not to the same number."""
        if self.numbers and other.numbers and self.numbers.isdisjoint(other.numbers):
            return True
        if self.names and other.names:
            return self.names.isdisjoint(other.names)
        described = self.nouns and other.nouns and not self.names and not other.names
        return bool(described) and self.nouns.isdisjoint(other.nouns)

    def shares_name(self, other: "Party") -> bool:
        """Whether a name is common to both."""
        return not self.names.isdisjoint(other.names)

    def meets(self, other: "Party", by_name: bool) -> bool:
        """Whether a word is common to both, with `by_name` a name or a person: of soldiers there are more."""
        named = self.shares_name(other) or not self.persons.isdisjoint(other.persons)
        return named or not (by_name or self.nouns.isdisjoint(other.nouns))

    def joined(self, other: "Party") -> "Party":
        """The words of both."""
        return Party(
            self.names | other.names, self.nouns | other.nouns, self.persons | other.persons, self.numbers | other.numbers
        )


@dataclass(frozen=True, slots=True)
class Parties:
    """Doer and undergoer of one event. After a noun's possessive it is open which: `his capture`, `Iraq's invasion`."""

    agent: Party = Party()
    patient: Party = Party()
    is_open: bool = False

    def differ(self, other: "Parties") -> bool:
        """Whether the undergoers, or the doers, cannot be the same."""
        if self.is_open or other.is_open:
            return self.everyone.differs(other.everyone)
        return self.patient.differs(other.patient) or self.agent.differs(other.agent)

    def meet(self, other: "Parties") -> bool:
        """Whether somebody or something takes part in both; of verbs it has to be named, and the undergoer."""
        if self.is_open or other.is_open:
            return self.everyone.meets(other.everyone, by_name=not self.is_open)
        return self.patient.shares_name(other.patient)

    def share_a_name(self, other: "Parties") -> bool:
        """Whether somebody who takes part in both is named."""
        return self.everyone.shares_name(other.everyone)

    @property
    def everyone(self) -> Party:
        """All who take part."""
        return self.agent.joined(self.patient)


def read_parties(token: "Token", people: Participants, is_noun: bool, grammar: Grammar) -> Parties:
    """The parties of an event whose participants were read. A noun in front of an event's noun tells it from others, whatever
    its part in it: `the Senate vote`, `the House vote`."""
    agent, patient = _words(token, people.agent), _words(token, people.patient)
    if is_noun and not patient:
        patient = [word for c in token.children if c.dep_ in ("compound", "nmod") for word in c.subtree]
    return Parties(_party(agent, grammar), _party(patient, grammar), is_noun)


def _words(token: "Token", phrase: Phrase | None) -> list["Token"]:
    return token.doc[phrase.first : phrase.last + 1] if phrase is not None else []


def _party(tokens: list["Token"], grammar: Grammar) -> Party:
    return Party(
        frozenset(t.lower_ for t in tokens if t.tag_ in ("NNP", "NNPS")),
        frozenset(t.lower_ for t in tokens if t.tag_ in ("NN", "NNS")),
        frozenset(_persons((t.lower_ for t in tokens if t.tag_ in ("PRP", "PRP$")), grammar)),
        frozenset(t.lower_ for t in tokens if t.tag_ == "CD"),
    )


def _persons(words: Iterator[str], grammar: Grammar) -> Iterator[str]:
    for word in words:
        person = grammar.persons.get(word)
        if person is not None:
            yield person
