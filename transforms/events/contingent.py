"""What happens only if something else does: `the merger is subject to | approval`."""

from typing import TYPE_CHECKING

from transforms.events.clauses import SUBJECTS, child, first_conjunct
from transforms.events.words import Words

if TYPE_CHECKING:
    from transforms.events.tree import Token


def is_contingent(noun: "Token", words: Words) -> bool:
    """Whether a noun is what hangs on another, `the merger | is subject to approval`, or that one, `subject to | approval`.

    A bid that hangs on it was made, and who is subject to a raid was raided.
    """
    lexicon, head = words.lexicon, first_conjunct(noun)
    hangs = head.dep_ in SUBJECTS
    predicate = child(head.head, "acomp") if hangs else head.head.head if head.dep_ == "pobj" else None
    subject = child(predicate.head, *SUBJECTS) if predicate is not None and predicate.dep_ == "acomp" else None
    if predicate is None or subject is None or words.lemma(subject) not in lexicon.nominals:
        return False
    made = hangs and words.lemma(noun) in lexicon.modality.answered | lexicon.binding
    return not made and any(f"{predicate.lower_} {c.lower_}" in lexicon.modality.contingent for c in predicate.children)
