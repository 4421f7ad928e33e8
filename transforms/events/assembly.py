"""One document's parsed sentences turned into events: triggers, attributes, participants, who reports, and time."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING

from transforms.articles.text import CLOSING, SENTENCE_ENDS
from transforms.events.anchors import dated_tokens
from transforms.events.attributes import Attributes, read_attributes
from transforms.events.bounds import length_of, shifted
from transforms.events.clauses import (
    ancestors,
    child,
    clause_marker,
    first_conjunct,
    is_bare_plural,
    is_infinitive,
    is_of_a_kind,
    is_passive,
    is_reduced_relative,
    is_verb,
)
from transforms.events.document import Document
from transforms.events.event import Event
from transforms.events.factuality import takes_place
from transforms.events.inheritance import Candidate, inherit
from transforms.events.links import Link, find_links
from transforms.events.mates import Cues
from transforms.events.ongoing import has_begun, holds_now, is_at_it, is_kept_up, still_holds
from transforms.events.parsing import SENTENCE_CHARS, Parsed
from transforms.events.participants import Participants, read_participants
from transforms.events.parties import read_parties
from transforms.events.purposes import deed_cue
from transforms.events.relations import Relations
from transforms.events.repairs import hang_clauses, part_names
from transforms.events.reporting import find_source, is_reported
from transforms.events.rows import Found, with_time, write_row
from transforms.events.sequence import order
from transforms.events.sides import is_ongoing, side_of
from transforms.events.timing import Ordered, Situation, Timing, dated, extent_of, undated, with_length
from transforms.events.triggers import Trigger, find_triggers, given_trigger
from transforms.events.words import Words
from transforms.temporal.civil import DAY
from transforms.temporal.mention import Mention

if TYPE_CHECKING:
    from transforms.events.tree import Doc, Token


@dataclass(frozen=True, slots=True)
class Rules:
    """All that a language and the calibration give: words, templates of bounds, lemmas, precision by basis."""

    words: Words
    relations: Relations
    precision: Mapping[str, float]

    def cues(self) -> Cues:
        """The words that links depend on."""
        words, relations = self.words, self.relations
        return Cues(
            words.lexicon, words.lemmatizer, relations.words, relations.dated_early, relations.verbs, relations.deadline_cue
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """A row whose time may still come from the rest of the document. It holds no parse, so that a long text costs little."""

    row: Event
    candidate: Candidate


def read_sentence(document: Document, sentences: Sequence[tuple[int, int]], parsed: Parsed, rules: Rules) -> list[Draft]:
    """The events of one parsed sentence, with the time that the sentence gives them."""
    headline = parsed.sentence == 0 and has_headline(document, sentences, rules.relations.headline_words)
    found = _find(document, parsed, rules, headline)
    offsets = {item.trigger.index: item.start for item in found}
    start, end = sentences[parsed.sentence]
    if end - start > SENTENCE_CHARS:
        start, end = parsed.start, parsed.start + len(parsed.doc.text)
    text = document.text[start:end]
    drafts = []
    for item in found:
        people = read_participants(parsed.doc, item.trigger, rules.words, item.tokens)
        source = find_source(item.token, item.tokens, rules.words)
        told = offsets.get(source.event) if source.event is not None else None
        row = write_row(document, text, item, people, source, told, rules.relations.dated_early)
        drafts.append(Draft(row, _candidate(item, people, rules)))
    return drafts


def finish(drafts: Sequence[Draft], rules: Rules, published: date | None) -> list[Event]:
    """The rows of one document in order of their offsets, each with its own time or one from elsewhere in the document."""
    latest = shifted(published, rules.relations.dated_early)
    ordered = sorted(drafts, key=lambda draft: draft.row.char_start)
    timings = inherit([draft.candidate for draft in ordered])
    return [with_time(draft.row, timing, rules.precision, latest) for draft, timing in zip(ordered, timings, strict=True)]


def _candidate(found: Found, people: Participants, rules: Rules) -> Candidate:
    trigger, token = found.trigger, found.token
    is_noun = trigger.word_class == "NOUN"
    # "kidnappings", "an invasion", "arbitrage trading" are new; "the invasion", "a stock split", "Kuwait invasion" may be old.
    before = [c for c in token.children if c.i not in found.tokens]
    one = any(c.dep_ == "det" or (c.dep_ == "compound" and c.tag_[:3] == "NNP") for c in before)
    named = any(c.dep_ == "poss" or (c.dep_ == "compound" and one) for c in before)
    described = named or rules.words.is_definite(token)
    known = token.tag_ == "NN" and described
    return Candidate(
        found.parsed.sentence,
        found.parsed.sentence < rules.relations.lead_sentences,
        rules.words.lexicon.family(trigger.lemma),
        rules.words.lexicon.kinds_of(trigger.lemma),
        is_noun,
        found.attributes.event_class != "REPORTING" and not found.situation.is_measured and (known or not is_noun),
        found.situation.side,
        read_parties(token, people, is_noun, rules.words.lexicon.grammar),
        found.timing,
    )


def _novelty(noun: "Token", words: Words) -> str:
    if noun.tag_ == "NNS":
        return "plural"
    return "new" if words.is_indefinite(noun) else "known"


def has_headline(document: Document, sentences: Sequence[tuple[int, int]], most_words: int) -> bool:
    """Whether the text opens with its headline: the title, or a short first paragraph without a full stop."""
    if not sentences:
        return False
    start, end = sentences[0]
    first = document.text[start:end]
    if document.title and first.strip() == document.title.strip():
        return True
    paragraph_ends = document.text[end : end + 2].strip() == "" and "\n" in document.text[end : end + 2]
    return paragraph_ends and not first.rstrip(CLOSING).endswith(SENTENCE_ENDS) and len(first.split()) <= most_words


def _find(document: Document, parsed: Parsed, rules: Rules, headline: bool) -> list[Found]:
    doc = parsed.doc
    end = parsed.start + len(doc.text)
    mentions = _mentions_between(document.mentions, parsed.start, end)
    tokens = dated_tokens(doc, parsed.start, mentions)
    part_names(doc, tokens)
    hang_clauses(doc, rules.words)
    if document.triggers is None:
        triggers = [t for t in find_triggers(doc, rules.words) if t.index not in tokens]
    else:
        triggers = _given(document.triggers, parsed, rules)
    links = find_links(doc, tokens, frozenset(t.index for t in triggers), rules.cues(), document.published_on)
    found = []
    for situation in _situations(doc, triggers, tokens, rules, headline):
        situation, link = _delayed(situation, links.get(situation.trigger.index), rules.relations)
        situation = _due(situation, link, document.published_on)
        situation = _so_far(situation, link, doc[situation.trigger.index], rules)
        situation = _as_long(situation, link, rules)
        situation = _reaching(situation, link, rules)
        timing = _time(link, situation, document, rules)
        found.append(Found(parsed, situation.trigger, situation.attributes, situation, timing, frozenset(tokens)))
    events = {f.trigger.index: Ordered(f.situation, f.timing) for f in found}
    times = order(doc, events, tokens, rules.relations, document.published_on)
    return [replace(f, timing=times.get(f.trigger.index, f.timing)) for f in found]


def _delayed(situation: Situation, link: Link | None, relations: Relations) -> tuple[Situation, Link | None]:
    """What did not happen until a day happened then: its claim, and the cue, `not until`."""
    attributes = situation.attributes
    cue = f"{relations.denied} {link.cue}" if link is not None else ""
    if link is None or cue not in relations.periods or attributes.factuality != "NEGATED" or attributes.polarity != "NEG":
        return situation, link
    claim = "PLANNED" if attributes.tense == "FUTURE" else "ASSERTED"
    return replace(situation, attributes=replace(attributes, factuality=claim)), replace(link, cue=cue)


def _due(situation: Situation, link: Link | None, published: date | None) -> Situation:
    """What somebody had to do, on days that are still to come, as ahead: `had to close the shop by next June`."""
    start = link.mention.start if link is not None else None
    ahead = start is not None and published is not None and start.date() > published
    is_over = situation.side == "past" and situation.attributes.tense == "INFINITIVE"
    return replace(situation, side="future") if ahead and is_over else situation


def _so_far(situation: Situation, link: Link | None, token: "Token", rules: Rules) -> Situation:
    """What a perfect says to go on up to now: `has lived there for 19 years`, `has been shut since May`."""
    attributes, lexicon = situation.attributes, rules.words.lexicon
    if (attributes.tense, attributes.aspect) != ("PRESENT", "PERFECTIVE") or link is None:
        return situation
    lasts = situation.extent == "SPAN" or (situation.trigger.lemma in lexicon.results and is_passive(token))
    lasts = lasts or _is_done_each_time(token, rules.relations)
    alone = link.cue in rules.relations.words.lasts and not is_passive(token) and child(token, "dobj") is None
    lasts = lasts or (alone and (length_of(link.mention.timex_value) or timedelta()) > DAY)  # "has thrived for two years"
    uncounted = link.mention.timex_type == "DURATION" and length_of(link.mention.timex_value) is None  # "for decades"
    up_to_now = link.cue in rules.relations.words.so_far and (lasts or uncounted or attributes.polarity == "NEG")
    since = link.mention.start is not None and link.cue in rules.relations.words.so_far - rules.relations.words.lasts
    if since and not up_to_now and _is_of_several(token):
        return replace(situation, of_several=True)
    return replace(situation, side="present", extent="SPAN") if up_to_now else situation


def _is_of_several(verb: "Token") -> bool:
    """Whether a verb is said of several things, or of an amount: `has written | ten books`, `has been cut | 45 percent`."""
    nouns = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass", "npadvmod")]
    return any(_has_amount(n) or is_bare_plural(n) for n in nouns)


def _is_done_each_time(verb: "Token", relations: Relations) -> bool:
    """Whether a verb is said of every one of many: `has voted in | every race`, `has won | every race`."""
    nouns = (child(c, "pobj") if c.dep_ == "prep" else c for c in verb.children if c.dep_ in ("prep", "dobj") and c.i > verb.i)
    return any(c.lower_ in relations.words.each_time for noun in nouns if noun is not None for c in noun.children)


def _reaching(situation: Situation, link: Link | None, rules: Rules) -> Situation:
    """What goes on to a day, or into it, as what lasts until then: `may extend to Friday`, `could stretch into January`."""
    verb = situation.trigger.lemma.split(" ")[0] if situation.noun == "none" else ""
    if link is None or link.until is not None or link.mention.start is None or verb not in rules.words.lexicon.reaches:
        return situation
    return replace(situation, extent="SPAN", reaches=True) if link.cue in rules.relations.words.reaches else situation


def _as_long(situation: Situation, link: Link | None, rules: Rules) -> Situation:
    """What takes longer than a day by its words as what lasts: `a three-day summit`, `the repairs took six weeks`."""
    said = (link.lasting or link.length or link.mention) if link is not None else None
    value = (said.timex_value or "") if said is not None and said.timex_type == "DURATION" else ""
    length = timedelta.max if value.startswith("PX") else length_of(value)  # "took months": no matter how many
    held = link is not None and link.basis == "EXPLICIT_CLAUSE" and link.cue in rules.relations.words.holds
    if held and situation.noun != "none":
        return replace(situation, extent="SPAN")  # "the strike lasted until Friday"
    if link is None or length is None or length <= DAY or situation.extent == "SPAN":
        return situation
    words = rules.relations.words
    binds = situation.trigger.lemma in rules.words.lexicon.binding
    own = situation.noun != "none" and not binds and (link.cue == "" or link.cue in words.parts)
    whole = link.length is not None or link.cue == "" or link.cue in words.lasts
    takes = situation.trigger.lemma in rules.words.lexicon.takes_time and whole
    return replace(situation, extent="SPAN") if own or takes else situation


def _situations(
    doc: "Doc", triggers: Sequence[Trigger], tokens: Collection[int], rules: Rules, headline: bool
) -> Iterator[Situation]:
    """What decides the time of each trigger besides its mention, heads first: a complement looks at what it hangs on."""
    sides: dict[int, str] = {}
    for trigger in sorted(triggers, key=lambda t: _depth(doc[t.index])):
        token = doc[trigger.index]
        attributes = read_attributes(doc, trigger, rules.words, headline)
        novelty = _novelty(token, rules.words) if trigger.word_class == "NOUN" else "none"
        first = first_conjunct(token)
        hanging = ancestors(first if is_infinitive(first) else token)  # "met to sign it and | free them"
        above = next((sides[head.i] for head in hanging if head.i in sides), None)
        sides[trigger.index] = side_of(token, trigger, attributes, above, novelty, rules.words)
        begun = novelty != "none" and (is_ongoing(token, rules.words) or has_begun(token, trigger, rules.words))
        at_it = holds_now(token, rules.words) or is_at_it(token, rules.words)
        aged = _is_aged(token, trigger, rules)
        ongoing = begun or at_it or aged or still_holds(token, trigger, rules.words)
        lasts = ongoing or is_kept_up(token, rules.words) or (sides[trigger.index] == "past" and _is_of_many(token))
        yield Situation(
            trigger,
            attributes,
            "present" if ongoing else sides[trigger.index],
            "SPAN" if lasts else _extent(token, trigger, attributes, rules),
            is_reported=is_reported(token, rules.words),
            is_measured=_is_measured(token, rules, tokens),
            clause="habit" if _is_habit(token, attributes, rules.relations) else _clause(token, rules.relations),
            noun=novelty,
            is_of_new=_is_of_new(token, rules.words),
            adverb=_adverb(token, rules.relations),
            is_aged=aged,
        )


def _extent(token: "Token", trigger: Trigger, attributes: Attributes, rules: Rules) -> str:
    """The extent of what does not go on now: a DAY also where a lasting verb tells of its first day, or that one found out."""
    lexicon, relations = rules.words.lexicon, rules.relations
    told = child(token, "ccomp") is not None or any(c.lower_ in relations.words.parts for c in token.children)
    began = token.i > 0 and token.nbor(-1).lower_ in relations.adverbs["first"] and token.nbor(-1).head.i == token.i
    first = began and is_verb(token) and (attributes.tense, attributes.aspect) == ("PAST", "NONE")
    once = first or (told and trigger.lemma in lexicon.finds_out)
    return "DAY" if once else extent_of(trigger, attributes, lexicon)


def _is_aged(noun: "Token", trigger: Trigger, rules: Rules) -> bool:
    """Whether what a noun names has gone on for so long: `the six-month-old | dispute`, but not `the ten-year-old murder`."""
    lasts = trigger.lemma in rules.words.lexicon.durative_nominals
    return lasts and any(c.dep_ == "amod" and c.lower_ in rules.relations.words.aged for c in noun.children)


def _is_of_many(token: "Token") -> bool:
    """Whether a participle is of things of a kind that people of a kind do, each on its own day: `crimes | committed by gangs`,
    not `documents released by the bank`."""
    agent = child(token, "agent") if is_reduced_relative(token) else None
    doer = child(agent, "pobj") if agent is not None else None
    return doer is not None and is_of_a_kind(doer) and is_of_a_kind(token.head)


def _is_of_new(token: "Token", words: Words) -> bool:
    """Whether a participle is said of somebody new to the reader: `a man | jailed for fraud`, not `a man | later jailed`."""
    return is_reduced_relative(token) and child(token, "advmod") is None and words.is_indefinite(token.head)


def _has_amount(noun: "Token") -> bool:
    """Whether a number or a sign of money stands anywhere in a phrase."""
    return any(word.tag_ in ("CD", "$") for word in noun.subtree)


def _is_sum(noun: "Token", tokens: Collection[int]) -> bool:
    """Whether a noun is an amount, and no time: `spent | 3 million dollars`, but not `spent two weeks`."""
    return noun.i not in tokens and _has_amount(noun)


def _is_one_thing(noun: "Token", words: Words) -> bool:
    """Whether a noun is one thing, somebody's or new to the reader, or happens once: `lost | her job`, `lost | contact`, not `a
    third of it`, `a point`."""
    lexicon, lemma = words.lexicon, words.lemma(noun)
    once = child(noun, "det") is None and lemma in lexicon.nominals - lexicon.durative_nominals
    one = noun.tag_ == "NN" and (once or child(noun, "poss") is not None or words.is_indefinite(noun))
    figure = lemma in lexicon.measured | lexicon.quantities or noun.lower_ in lexicon.grammar.measures
    parts = any(c.dep_ == "prep" and c.lower_ == lexicon.grammar.undergoer for c in noun.children)
    return one and not figure and not parts and not _has_amount(noun)


def _is_measured(token: "Token", rules: Rules, tokens: Collection[int]) -> bool:
    """Whether a figure is counted over the period given: not where something takes place, or is lost once."""
    words = rules.words
    done, lemma = child(token, "dobj"), words.lemma(token)
    figure = done is not None and words.lemma(done) in words.lexicon.measured
    if lemma in words.lexicon.takes_time and done is not None and not _is_sum(done, tokens):
        return False  # "spent two weeks in Rome in May"
    if lemma in words.lexicon.of_one_thing and done is not None and _is_one_thing(done, words):
        return False  # "lost her job in May"
    counts = words.lexicon.measured | (words.lexicon.measured_with_figure if figure else frozenset())
    if lemma not in counts or takes_place(token, words):
        return False
    return done is None or words.lemma(done) not in rules.relations.words.contests  # "lost the 1996 election"


def _mentions_between(mentions: Sequence[Mention], start: int, end: int) -> Sequence[Mention]:
    """The mentions that touch a stretch of text; they come in order of their offsets and do not overlap."""
    first = bisect_right(mentions, start, key=lambda mention: mention.char_end)
    return mentions[first : bisect_left(mentions, end, lo=first, key=lambda mention: mention.char_start)]


def _given(triggers: Sequence[tuple[int, int]], parsed: Parsed, rules: Rules) -> list[Trigger]:
    """The given triggers that begin in a parsed sentence; all of them come in order of their offsets."""
    first = bisect_left(triggers, parsed.start, key=itemgetter(0))
    inside = triggers[first : bisect_left(triggers, parsed.start + len(parsed.doc.text), lo=first, key=itemgetter(0))]
    found = (given_trigger(parsed.doc, start - parsed.start, end - parsed.start, rules.words) for start, end in inside)
    return list({trigger.index: trigger for trigger in found if trigger is not None}.values())


def _is_habit(token: "Token", attributes: Attributes, relations: Relations) -> bool:
    """Whether a present tense tells of every time, with such a clause or in one: `it stops | whenever the phone rings`."""
    if (attributes.tense, attributes.aspect) != ("PRESENT", "NONE"):
        return False
    markers = (clause_marker(c) for c in (first_conjunct(token), *token.children) if c.dep_ == "advcl")
    return any(marker is not None and marker.lower_ in relations.words.every_time for marker in markers)


def _adverb(token: "Token", relations: Relations) -> str:
    """What an adverb says of the time of a verb: `She never voted`, `as previously reported`."""
    adverbs = {c.lower_ for c in token.children if c.dep_ in ("advmod", "neg")}
    return next((name for name, words in relations.adverbs.items() if not words.isdisjoint(adverbs)), "none")


def _clause(token: "Token", relations: Relations) -> str:
    """How a clause stands to its verb: in its own right, told aside, the deed that this judges, `convicted of
    stealing`, or what came before it, `after stealing it`."""
    if deed_cue(token, relations) == relations.pluperfect_cue:
        return "deed"
    first = first_conjunct(token)
    if first.dep_ == "pcomp" and relations.converse.get(first.head.lower_) == relations.pluperfect_cue:
        return "earlier"
    opening = min(first.subtree, key=lambda word: word.i)
    named = first.dep_ == "ccomp" and opening.tag_ == "WP"  # "is doing what he was elected to do"
    return "relative" if named or first.dep_ in ("relcl", "acl", "pcomp", "advcl") else "main"


def _depth(token: "Token") -> int:
    return sum(1 for _ in ancestors(token))


def _time(link: Link | None, situation: Situation, document: Document, rules: Rules) -> Timing:
    timing = dated(link, situation, rules.relations, document.published_on) if link is not None else None
    if timing is None:
        timing = undated(situation, rules.relations, document.published_on)
    if link is None:
        return timing
    said = link.lasting or link.length or link.mention
    lasts_days = said.timex_type == "DURATION" and not (said.timex_value or "").startswith("PT")
    if timing.mention_id is None and link.cue and lasts_days and situation.side == "past":
        timing = replace(timing, best=None, best_basis=None)  # "for ten years", "in recent weeks": on no single day
    if said is link.mention and said.timex_type == "DURATION" and link.cue in rules.relations.words.windows:
        return timing
    return with_length(timing, said if said.timex_type in ("DURATION", "SET") else None)
