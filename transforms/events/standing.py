"""What is there already, whatever is to be done about it: `may lift sanctions`, `will be fined for lying`."""

from typing import TYPE_CHECKING

from transforms.events.clauses import child, first_conjunct, governor, is_of_a_kind, is_verb
from transforms.events.words import Words

if TYPE_CHECKING:
    from transforms.events.tree import Token


def is_standing(token: "Token", words: Words) -> bool:
    """Whether something is said of what is there already: `may lift sanctions`, `rejected an appeal`, `abandoned talks`, `may
    close because of the strike`."""
    modality, verb = words.lexicon.modality, governor(token)
    judgement = judged_by(token, words)
    if judgement is not None:
        return judgement not in modality.possible_governors  # but "accused of lying" claims no lie
    if is_cause(token, words):
        return True
    if token.tag_[:2] != "NN" or verb is None or first_conjunct(token).dep_ not in ("dobj", "nsubjpass"):
        return False
    act, noun = words.phrase(verb), words.lemma(token)
    answered = act in modality.answers and noun in modality.answered
    ended = act in modality.ends_of_the_lasting and noun in words.lexicon.durative_nominals
    tried = act in modality.hindrances and noun in modality.tries
    return answered or ended or tried or act in modality.objects_known


def is_cause(token: "Token", words: Words) -> bool:
    """Whether a noun is what something comes about for, and so there before: `may close because of | the strike`."""
    head = first_conjunct(token)
    link = head.head.head if head.head.dep_ == "pcomp" else head.head  # "due to"
    return token.tag_[:2] == "NN" and head.dep_ == "pobj" and link.lower_ in words.lexicon.modality.causes


def judged_by(token: "Token", words: Words) -> str | None:
    """The words by which a gerund is what somebody known is judged for, and so over: `will fine the driver | for killing it`,
    but not `may fine drivers for speeding`."""
    clause = first_conjunct(token)
    judge = governor(token) if token.tag_ == "VBG" and clause.dep_ == "pcomp" else None
    if judge is None:
        return None
    if judge.dep_ == "dobj" and is_verb(judge.head):
        lone = f"{words.lemma(judge)} {clause.head.lower_}" not in words.lexicon.modality.judgements
        judge = judge.head if lone else judge  # "will pay | a fine for dumping oil"
    judgement = f"{words.phrase(judge)} {clause.head.lower_}"
    if judgement not in words.lexicon.modality.judgements:
        return None
    verb = judge if is_verb(judge) else judge.head
    judged = child(verb, "nsubjpass") or (child(verb, "dobj") if is_verb(judge) else None) or child(verb, "nsubj")
    return judgement if judged is None or _is_somebody_known(judged, words) else None


def _is_somebody_known(noun: "Token", words: Words) -> bool:
    """Whether a noun is no bare plural, nor any one of its kind: `the driver`, `Smith`, `her`, but not `drivers`."""
    return not words.is_indefinite(noun) and not is_of_a_kind(noun)
