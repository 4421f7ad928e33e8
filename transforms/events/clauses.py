"""Walks over a dependency tree: auxiliaries, governors, subjects, conjuncts. Labels are those of spaCy's English models."""

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from transforms.events.tree import Token

AUXILIARIES: Final = frozenset({"aux", "auxpass"})
FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
# The edges that open a clause of its own: a date on one side does not date the other.
CLAUSE_EDGES: Final = frozenset({"ccomp", "advcl", "relcl", "acl", "parataxis", "csubj", "csubjpass", "ROOT"})
# Malformed text can make a tree of one long chain.
_DEPTH: Final = 60


def is_verb(token: "Token") -> bool:
    """Whether the token is tagged as a verb."""
    return bool(token.tag_[:2] == "VB")


def child(token: "Token", *labels: str) -> "Token | None":
    """The first child on one of these edges."""
    return next((c for c in token.children if c.dep_ in labels), None)


def ancestors(token: "Token") -> Iterator["Token"]:
    """The heads above the token, nearest first."""
    for _ in range(_DEPTH):
        if token.head.i == token.i:
            return
        token = token.head
        yield token


def nearest_above(token: "Token", places: Container[int]) -> "Token | None":
    """The nearest head above the token that stands in one of these places."""
    return next((head for head in ancestors(token) if head.i in places), None)


def auxiliaries(token: "Token") -> list["Token"]:
    """The auxiliaries of a verb in order; those of the first conjunct when it has none of its own: `has resigned and left`."""
    sharing: dict[int, tuple[Token, Token]] = {}
    while not (own := [c for c in token.children if c.dep_ in AUXILIARIES and c.i < token.i]):
        if token.dep_ != "conj" or child(token, *SUBJECTS) is not None or not is_verb(head := _joined_to(token)):
            break
        if token.i in sharing:
            break
        sharing[token.i] = token, head
        token = head
    for verb, head in reversed(sharing.values()):
        # Forms must agree: "was hit and fell" shares nothing. After "has" the tagger takes "left" for a simple past.
        perfect = verb.tag_ == "VBD" and head.tag_ == "VBN" and all(word.dep_ == "aux" for word in own)
        own = own if perfect or _same_form(verb, head) else []
    return own


def _joined_to(conjunct: "Token") -> "Token":
    """The word that a conjunct goes on from. A bare verb that the parser joins to a noun, or to a verb of another form, goes
    with the infinitive before it: `plans to close the mine, | sell the fleet`."""
    head = conjunct.head
    if conjunct.tag_ != "VB" or head.tag_ == "VB" or child(conjunct, *AUXILIARIES, *SUBJECTS) is not None:
        return head
    if not is_verb(head):
        return next((verb for verb in ancestors(head) if verb.tag_ == "VB"), head)
    before = (word for word in head.subtree if word.tag_ == "VB" and word.i < conjunct.i and child(word, "aux") is not None)
    verbs = [verb for verb in before if all(above.i != conjunct.i for above in ancestors(verb))]
    return max(verbs, key=lambda verb: verb.i, default=head)


def _same_form(token: "Token", head: "Token") -> bool:
    return bool(token.tag_ == head.tag_ and token.tag_ in ("VB", "VBN", "VBG"))


def tensed_word(verb: "Token") -> "Token":
    """The word that bears the tense of a verb: its first auxiliary, or the verb itself: `| has been told`, `| told`."""
    return (auxiliaries(verb) or [verb])[0]


def is_finite(token: "Token") -> bool:
    """Whether a verb has a tense of its own: it or its first auxiliary is tagged so."""
    return tensed_word(token).tag_ in FINITE


def is_imperative(token: "Token") -> bool:
    """Whether a verb tells somebody to do it: bare, without a subject, at the head of its clause: `Watch the game!`"""
    head = first_conjunct(token)
    alone = child(head, *SUBJECTS, *AUXILIARIES) is None
    return token.tag_ == "VB" and head.tag_ == "VB" and alone and head.dep_ in ("ROOT", "ccomp", "parataxis") and _opens(head)


def _opens(verb: "Token") -> bool:
    """Whether nothing but signs and a word of politeness stands before the verb in its clause."""
    before = [word for word in verb.subtree if word.i < verb.i]
    return all(word.dep_ in ("punct", "intj", "neg", "advmod") or word.is_space for word in before)


def is_bare_plural(noun: "Token") -> bool:
    """Whether a noun is of several that nothing points to or owns: `drivers`, `two drivers`, but not `the drivers`."""
    return noun.tag_ == "NNS" and child(noun, "det", "poss") is None


def is_of_a_kind(noun: "Token") -> bool:
    """Whether a noun is of all or any of a kind, however many: `drivers`, but not `two drivers`."""
    return is_bare_plural(noun) and child(noun, "nummod") is None


def is_past(token: "Token") -> bool:
    """Whether a verb is in the simple past or the pluperfect: its first auxiliary, or it itself, is tagged as past."""
    return tensed_word(token).tag_ == "VBD"


def is_beside_past(participle: "Token") -> bool:
    """Whether a present participle goes with a verb of the past: `prices fell, | prompting him to sell`."""
    clause = first_conjunct(participle)
    return participle.tag_ == "VBG" and clause.dep_ == "advcl" and is_past(clause.head)


def is_infinitive(token: "Token") -> bool:
    """Whether a verb has the mark of an infinitive: `to leave`."""
    return any(c.tag_ == "TO" and c.dep_ == "aux" for c in token.children)


def is_reduced_relative(token: "Token") -> bool:
    """Whether a past participle is said of a noun, as a relative clause cut short: `a man | jailed for fraud`."""
    return bool(token.dep_ == "acl" and token.tag_ == "VBN")


def infinitive_noun(token: "Token") -> "Token | None":
    """The noun that an infinitive without a subject fills out, by whichever edge the parser has it: `no reason | to cut`."""
    if not is_infinitive(token) or child(token, *SUBJECTS) is not None:
        return None
    if token.dep_ in ("acl", "relcl") and token.head.tag_[:2] == "NN":
        return token.head
    return None


def foremost(token: "Token", ranks: frozenset[str], contents: frozenset[str]) -> "Token | None":
    """Who is the first, or the last, to do what an infinitive says: `the last man | to leave`, `the first | to resign`.

    Not what has the infinitive for its content: `the first step to peace`.
    """
    if token.dep_ not in ("acl", "relcl", "xcomp") or not is_infinitive(token) or child(token, *SUBJECTS) is not None:
        return None
    one = (child(token.head, "attr") if is_verb(token.head) else None) or token.head
    numbers = (c for c in one.children if c.dep_ == "amod" and (c.lower_ in ranks or c.text[:-2].isdigit()))  # "the 15th"
    ranked = one.lower_ in ranks or next(numbers, None) is not None
    return one if ranked and one.lower_ not in contents else None


def content_noun(token: "Token") -> "Token | None":
    """The noun whose content a clause is: `no reason | to cut`, `no evidence | that he died`, `a chance | it will rain`."""
    whole = child(token, "mark") is not None or (token.dep_ == "acl" and child(token, *SUBJECTS) is not None)
    told = token.dep_ in ("acl", "ccomp", "relcl") and whole and token.head.tag_[:2] == "NN"
    return token.head if told else infinitive_noun(token)


def is_passive(token: "Token") -> bool:
    """Whether a verb has a passive auxiliary or subject, or is a bare past participle: `the deal signed`, `built by slaves`."""
    while token.tag_ == "VBN":
        if any(c.dep_ in ("auxpass", "nsubjpass", "csubjpass") for c in token.children):
            return True
        if not _shares_voice(token):
            if _is_set_off(token):
                return True
            edge = first_conjunct(token).dep_  # "carrying arms and driven by hunger"
            bare = edge in ("acl", "amod") or (edge in ("advcl", "acomp") and child(token, *SUBJECTS) is None)
            return bare and not auxiliaries(token)
        token = token.head
    return False


def _is_set_off(participle: "Token") -> bool:
    """Whether a comma parts a participle from a subject that is the verb's behind it: `Moe Ltd, | set up in May, sells`."""
    subject = child(participle, "nsubj")
    aside = subject is not None and subject.i == participle.i - 2 and participle.nbor(-1).text == ","
    return aside and not auxiliaries(participle)


def _shares_voice(participle: "Token") -> bool:
    """Whether a participle is passive where the one that it is coordinated with is."""
    if participle.dep_ != "conj":
        return False
    if _same_form(participle, participle.head) and child(participle, *SUBJECTS, "aux") is None:
        return True
    # "Ten were killed and dozens taken to hospital."
    bare = participle.head.tag_ == "VBN" and not auxiliaries(participle)
    return bare and child(participle, *SUBJECTS) is not None


def governor(token: "Token") -> "Token | None":
    """The word that a trigger hangs on, through prepositions, conjunctions and complements of prepositions; None at the root.

    `plans to step down`: plans; `accused of stealing`: accused; `talks on a withdrawal`: talks.
    """
    token = first_conjunct(token)
    for head in ancestors(token):
        if token.dep_ == "conj":
            token = head
            continue
        if head.dep_ in ("prep", "agent") or head.tag_ in ("IN", "TO") or (head.dep_ == "pcomp" and not is_verb(head)):
            token = head
            continue
        return head
    return None


def first_conjunct(token: "Token") -> "Token":
    """The first of coordinated words; the token itself when it is not coordinated."""
    firsts, passed = token.doc.firsts, []
    while token.dep_ == "conj" and token.head is not token and token.i not in firsts:
        firsts[token.i] = token
        passed.append(token.i)
        token = _joined_to(token)
    first = firsts.get(token.i, token)
    firsts.update(dict.fromkeys(passed, first))
    return first


def clause_marker(token: "Token") -> "Token | None":
    """The conjunction that opens the token's adverbial clause: `if`, `after`, `because`."""
    return child(token, "mark") or next((c for c in token.children if c.dep_ == "advmod" and c.tag_ == "WRB"), None)


def is_content(clause: "Token", conjunctions: frozenset[str]) -> bool:
    """Whether a clause that the parser gives to a verb as its content is that: not where a conjunction opens the verb's own
    clause, `rain fell | after a dam broke`."""
    opening = child(clause.head, "mark")
    return clause.i > clause.head.i or opening is None or opening.lower_ not in conjunctions


def is_quoted(clause: "Token") -> bool:
    """Whether quotation marks stand at a clause, or at the verb that tells it."""
    return any(word.tag_ in ("``", "''") for word in (*clause.children, *clause.head.children))


def going_to(token: "Token", participle: str) -> "Token | None":
    """The verb that lies ahead when the token is the participle of a future: `is going to resign`; None otherwise."""
    if token.lower_ != participle or not any(c.dep_ == "aux" for c in token.children):
        return None
    ahead = child(token, "xcomp")
    return ahead if ahead is not None and is_infinitive(ahead) else None
