"""Mistakes of the parser that a date, a conjunction or the tenses show, mended before anything is read.

A date and the name behind it are taken for one, `In February Northgate bought`; a clause is hung on the wrong word, `told a
meeting | that prices fell`.
"""

from bisect import insort
from collections.abc import Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from transforms.events.clauses import FINITE, SUBJECTS, ancestors, child, is_verb, tensed_word
from transforms.events.words import Words
from transforms.temporal.mention import Mention

if TYPE_CHECKING:
    from transforms.events.tree import Doc, Token

# The edges of what a noun has and a verb has not.
_OF_NOUNS: Final = frozenset({"det", "poss", "amod", "compound", "nummod"})
_PLACE: Final = attrgetter("i")


def part_names(doc: "Doc", tokens: Mapping[int, Mention]) -> None:
    """Hang a date on the preposition before it, and make the name behind it the subject that the verb lacks otherwise.

    `tokens` are those of the mentions, by index.
    """
    for index in tokens:
        date, preposition = doc[index], doc[index - 1]
        if index == 0 or date.dep_ != "compound" or date.head.tag_ != "NNP" or preposition.tag_ != "IN":
            continue
        name, verb = date.head, preposition.head
        taken = child(verb, *SUBJECTS)
        alone = taken is None or taken.i == name.i
        finite = tensed_word(verb).tag_ in (*FINITE, "MD")
        if index - 1 not in tokens and name.i not in tokens and finite and alone and index < name.i < verb.i:
            _hang(date, preposition, "pobj")
            _hang(name, verb, "nsubj")


def hang_clauses(doc: "Doc", words: Words) -> None:
    """Hang each clause, and what is taken for one, on the word that it belongs to."""
    for token in doc:
        match token.dep_:
            case "mark":
                _part_clauses(token, words)
            case "relcl" if token.children:
                _tell_somebody(token, words)
            case "conj" if token.tag_ == "VBD":
                _go_on_telling(token, words)
            case "pobj" if token.tag_ == "VBG" and _is_deed(token, words):
                token.dep_ = "pcomp"
            case "acl" | "advcl" | "prep" if token.lower_ in words.lexicon.modality.circumstances and token.tag_ == "VBG":
                _take_for_preposition(token, words)


def _part_clauses(marker: "Token", words: Words) -> None:
    """A fronted clause is no content of the verb behind it, and nothing before its conjunction and a comma is its own:
    `Last week, | as prices fell, | she resigned`."""
    clause, doc = marker.head, marker.doc
    verb = clause.head
    if clause.i > verb.i or not is_verb(verb) or clause.dep_ not in ("advcl", "ccomp"):
        return
    if clause.dep_ == "ccomp":
        if marker.lower_ not in words.lexicon.grammar.subordinators or not _has_its_own(verb, clause, words):
            return
        clause.dep_ = "advcl"
    first = marker.i
    while first > 0 and doc[first - 1].head is clause and doc[first - 1].dep_ == "advmod":
        first -= 1
    if first > 0 and doc[first - 1].text == ",":
        for word in [c for c in clause.children if c.i < first]:
            _hang(word, verb, word.dep_)


def _has_its_own(verb: "Token", clause: "Token", words: Words) -> bool:
    """Whether a verb behind a clause has a subject and a content of its own: not `"Because he left," | she said`."""
    subject = child(verb, *SUBJECTS)
    content = any(c.i > verb.i and c.dep_ in ("dobj", "ccomp", "xcomp") for c in verb.children)
    return subject is not None and subject.i > clause.i and (content or words.lemma(verb) not in words.lexicon.telling)


def _tell_somebody(clause: "Token", words: Words) -> None:
    """What somebody is told is the content of the telling, not said of him: `told a meeting | that prices fell`."""
    hearer, grammar = clause.head, words.lexicon.grammar
    verb, marker = hearer.head, clause.children[0]
    tells = hearer.dep_ in ("dobj", "dative") and is_verb(verb) and words.lemma(verb) in words.lexicon.informs
    told = marker.lower_ == grammar.content_marker and child(clause, *SUBJECTS) not in (None, marker)
    if told and tells and child(verb, "ccomp") is None and words.lemma(hearer) not in grammar.told_things:
        marker.dep_ = "mark"
        _hang(clause, verb, "ccomp")


def _go_on_telling(verb: "Token", words: Words) -> None:
    """One who said what is, and noted what was, did both: `said that it is safe | and noted that she left`."""
    told = verb.head
    above = told.head
    tells = words.lemma(verb) in words.lexicon.telling and child(verb, "ccomp") is not None and child(verb, *SUBJECTS) is None
    if not tells or told.dep_ != "ccomp" or above.tag_ != "VBD" or words.lemma(above) not in words.lexicon.telling:
        return
    tense = tensed_word(told).tag_
    if above.i < told.i and tense in ("VBZ", "VBP", "MD") and told.tag_ != "VBN":
        for word in [c for c in told.children if c.dep_ == "cc" and told.i < c.i < verb.i]:
            _hang(word, above, "cc")
        _hang(verb, above, "conj")


def _is_deed(gerund: "Token", words: Words) -> bool:
    """Whether what the parser takes for a noun behind a preposition is what somebody does: `fined for | lying`, but not
    `following | meeting with Moe`, `by | borrowing of funds`, nor what only a noun is of, `signs of | fading`."""
    lexicon, preposition, above = words.lexicon, gerund.head, gerund.head.head
    of = lexicon.grammar.undergoer
    is_noun = any(c.dep_ in _OF_NOUNS or c.lower_ == of for c in gerund.children) or not gerund.text.isalpha()
    if is_noun or gerund.lower_ in lexicon.nominals | lexicon.durative_nominals:
        return False
    return above.tag_[:2] != "NN" or (above.dep_ == "dobj" and preposition.lower_ != of)  # "will pay a fine for | lying"


def _take_for_preposition(word: "Token", words: Words) -> None:
    """A participle that says after what a thing happens is a preposition: `was closed | following the crash`."""
    event, lexicon = child(word, "dobj", "pobj"), words.lexicon
    follower = word.head.dep_ in SUBJECTS and word.head.i == word.i - 1  # "fans following the trial"
    if event is None or child(word, "aux") is not None or follower:
        return
    lemma = words.lemma(event)
    if lemma not in lexicon.nominals and lemma not in lexicon.families and not lexicon.kinds_of(lemma):
        return
    event.dep_ = "pobj"
    if word.dep_ != "prep":
        verb = next((above for above in ancestors(word) if is_verb(above)), word.head)
        _hang(word, verb, "prep")


def _hang(token: "Token", head: "Token", label: str) -> None:
    if token.head is not token:
        token.head.children.remove(token)
    token.head, token.dep_ = head, label
    insort(head.children, token, key=_PLACE)
