"""The words of a language and their lemmas, as every rule that reads a parsed sentence asks for them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.events.clauses import auxiliaries, child
from transforms.events.lemmas import Lemmatizer
from transforms.events.lexicon import Lexicon

if TYPE_CHECKING:
    from transforms.events.tree import Token


@dataclass(frozen=True, slots=True)
class Words:
    """A lexicon with the lemmatizer that its lemmas are of."""

    lexicon: Lexicon
    lemmatizer: Lemmatizer

    def lemma(self, token: "Token") -> str:
        """The lemma of a token alone."""
        return self.lemmatizer(token.text, token.tag_)

    def phrase(self, token: "Token") -> str:
        """The lemma with the particle of a phrasal verb: `step down`. What is called off is not called for."""
        lemma = self.lemma(token)
        if token.tag_[:2] != "VB":
            return lemma
        for word in token.children:
            phrase = f"{lemma} {word.lower_}"
            if word.dep_ == "prt" or (word.dep_ == "advmod" and word.i == token.i + 1 and phrase in self.lexicon.phrasal):
                return phrase
        return lemma

    def is_present_perfect(self, verb: "Token") -> bool:
        """Whether a verb is in the present perfect, active or passive: `has | resigned`, `have been | sold`."""
        chain, perfect = auxiliaries(verb), self.lexicon.grammar.perfect_auxiliary
        return bool(chain) and chain[0].tag_ in ("VBZ", "VBP") and self.lemma(chain[0]) == perfect

    def is_performed(self, verb: "Token") -> bool:
        """Whether somebody tells something by saying that he must, or can: `I must | say he lied`, `we can | confirm that`."""
        subject, said = child(verb, "nsubj"), [word.lower_ for word in auxiliaries(verb)]
        of_speaker = subject is not None and subject.lower_ in self.lexicon.grammar.speakers
        tells = of_speaker and len(said) == 1 and said[0] in self.lexicon.modality.modal_performed
        content = child(verb, "ccomp") if tells and self.lemma(verb) in self.lexicon.reporting else None
        # "I may say what I want", "I must not say that he lied"
        return content is not None and next(iter(content.subtree)).tag_[0] != "W" and child(verb, "neg") is None

    def says_until_when(self, verb: "Token") -> bool:
        """Whether a phrase says until when a verb holds, or what it says is put off: `not expected | until May`."""
        return any(c.dep_ == "prep" and c.lower_ in self.lexicon.modality.until for c in verb.children)

    def happens(self, verb: "Token") -> bool:
        """Whether a verb says with its object that its subject happens: `the summit | took place`."""
        done = child(verb, "dobj")
        return done is not None and f"{self.lemma(verb)} {done.lower_}" in self.lexicon.happens

    def is_definite(self, noun: "Token") -> bool:
        """Whether the word has a definite article or a demonstrative."""
        return _has_determiner(noun, self.lexicon.grammar.definite)

    def is_indefinite(self, noun: "Token") -> bool:
        """Whether the word has an indefinite article: it is new to the reader."""
        return _has_determiner(noun, self.lexicon.grammar.indefinite)

    def is_denied(self, noun: "Token") -> bool:
        """Whether the word has a determiner that says there is none: `no deal`."""
        return _has_determiner(noun, self.lexicon.modality.negative_determiners)


def _has_determiner(noun: "Token", determiners: frozenset[str]) -> bool:
    return any(c.dep_ == "det" and c.lower_ in determiners for c in noun.children)
