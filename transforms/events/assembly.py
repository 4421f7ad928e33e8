"""One document's parsed sentences turned into events: triggers, attributes, participants, who reports, and time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from transforms.events.attributes import Attributes, is_awaited, is_prospective, read_attributes
from transforms.events.clauses import ancestors, child, first_conjunct
from transforms.events.document import Document
from transforms.events.event import Event
from transforms.events.inheritance import Candidate, inherit
from transforms.events.lemmas import Lemmatizer
from transforms.events.lexicon import Lexicon
from transforms.events.links import Cues, Link, dated_tokens, find_links
from transforms.events.parsing import Parsed
from transforms.events.participants import Phrase, Roles, read_participants
from transforms.events.relations import Relations
from transforms.events.reporting import find_source, is_reported
from transforms.events.sequence import Ordered, order
from transforms.events.timing import Situation, Timing, dated, extent_of, orientation_of, undated, with_length
from transforms.events.triggers import Trigger, find_triggers, given_trigger
from transforms.temporal.mention import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Rules:
    """All that a language and the calibration give: words, templates of bounds, lemmas, precision by basis."""

    lexicon: Lexicon
    relations: Relations
    lemmatizer: Lemmatizer
    precision: Mapping[str, float]

    def cues(self) -> Cues:
        """The words that links depend on."""
        relations, lexicon = self.relations, self.lexicon
        return Cues(
            relations.ignored_cues,
            relations.nominal_cues,
            relations.occasion_cues,
            relations.sequence_cues,
            relations.part_cues,
            lexicon.light_verbs,
            lexicon.begin_verbs,
            lexicon.end_verbs,
            self.lemmatizer,
        )


@dataclass(frozen=True, slots=True)
class _Found:
    """A trigger of one parsed sentence with what is known of it."""

    parsed: Parsed
    trigger: Trigger
    attributes: Attributes
    situation: Situation
    timing: Timing
    tokens: frozenset[int]

    @property
    def token(self) -> "Token":
        return self.parsed.doc[self.trigger.index]

    @property
    def start(self) -> int:
        return self.parsed.start + self.token.idx


def build_events(
    document: Document, sentences: Sequence[tuple[int, int]], parsed: Sequence[Parsed], rules: Rules
) -> list[Event]:
    """The events of one document in order of their offsets."""
    headline = _has_headline(document, sentences)
    found = [item for part in parsed for item in _read_sentence(document, part, rules, headline and part.sentence == 0)]
    found.sort(key=lambda item: item.start)
    timings = inherit([_candidate(item, rules) for item in found])
    dated_events = [replace(item, timing=timing) for item, timing in zip(found, timings, strict=True)]
    return [_event(document, sentences, item, dated_events, rules) for item in dated_events]


def _candidate(found: _Found, rules: Rules) -> Candidate:
    trigger, token = found.trigger, found.token
    is_noun = trigger.word_class == "NOUN"
    # "an invasion" and "kidnappings" are new, "the invasion", "his capture" and "Kuwait invasion" are known.
    known = token.tag_ == "NN" and (child(token, "poss", "compound") is not None or _has_definite_article(token))
    return Candidate(
        rules.lexicon.family(trigger.lemma),
        is_noun,
        found.attributes.event_class != "REPORTING" and (known or not is_noun),
        found.situation.orientation,
        found.timing,
    )


def _novelty(noun: "Token") -> str:
    if noun.tag_ == "NNS":
        return "plural"
    return "new" if any(c.dep_ == "det" and c.lower_ in ("a", "an") for c in noun.children) else "known"


def _has_definite_article(token: "Token") -> bool:
    return any(c.dep_ == "det" and c.lower_ in ("the", "this", "that", "these", "those") for c in token.children)


def _has_headline(document: Document, sentences: Sequence[tuple[int, int]]) -> bool:
    """Whether the text opens with its headline: the title, or a short first paragraph without a full stop."""
    if not sentences:
        return False
    start, end = sentences[0]
    first = document.text[start:end]
    if document.title and first.strip() == document.title.strip():
        return True
    paragraph_ends = document.text[end : end + 2].strip() == "" and "\n" in document.text[end : end + 2]
    return paragraph_ends and first[-1:] not in '.!?"”:' and len(first.split()) <= 20


def _read_sentence(document: Document, parsed: Parsed, rules: Rules, headline: bool) -> list[_Found]:
    doc = parsed.doc
    end = parsed.start + len(doc.text)
    mentions = [m for m in document.mentions if m.char_start < end and m.char_end > parsed.start]
    tokens = dated_tokens(doc, parsed.start, mentions)
    if document.triggers is None:
        triggers = [t for t in find_triggers(doc, rules.lexicon, rules.lemmatizer) if t.index not in tokens]
    else:
        triggers = _given(document.triggers, parsed, rules)
    links = find_links(doc, tokens, frozenset(t.index for t in triggers), rules.cues())
    out: list[_Found] = []
    orientations: dict[int, str] = {}
    for trigger in sorted(triggers, key=lambda t: _depth(doc[t.index])):
        attributes = read_attributes(doc, trigger, rules.lexicon, rules.lemmatizer, headline)
        token, above = doc[trigger.index], _above(doc[trigger.index], orientations)
        if attributes.tense == "PRESENT":
            ahead = is_awaited(token, rules.lexicon, above)
        else:
            ahead = is_prospective(doc, trigger, rules.lexicon, rules.lemmatizer)
        orientation = orientation_of(attributes, above, ahead)
        orientations[trigger.index] = orientation
        situation = Situation(
            trigger,
            attributes,
            orientation,
            extent_of(trigger, attributes, rules.lexicon),
            is_reported(token, rules.lexicon, rules.lemmatizer),
            rules.lemmatizer(doc[trigger.index].text, doc[trigger.index].tag_) in rules.lexicon.measured,
            first_conjunct(doc[trigger.index]).dep_ in ("relcl", "acl", "pcomp"),
            _novelty(token) if trigger.word_class == "NOUN" else "none",
        )
        timing = _time(links.get(trigger.index), situation, document, rules)
        out.append(_Found(parsed, trigger, attributes, situation, timing, frozenset(tokens)))
    known = {item.trigger.index: Ordered(item.situation, item.timing) for item in out}
    ordered = order(doc, known, rules.relations, document.published_on)
    return [replace(item, timing=ordered.get(item.trigger.index, item.timing)) for item in out]


def _given(triggers: Sequence[tuple[int, int]], parsed: Parsed, rules: Rules) -> list[Trigger]:
    out: dict[int, Trigger] = {}
    for start, end in triggers:
        if parsed.start <= start < parsed.start + len(parsed.doc.text):
            trigger = given_trigger(parsed.doc, start - parsed.start, end - parsed.start, rules.lexicon, rules.lemmatizer)
            if trigger is not None:
                out.setdefault(trigger.index, trigger)
    return list(out.values())


def _depth(token: "Token") -> int:
    return sum(1 for _ in ancestors(token))


def _above(token: "Token", orientations: Mapping[int, str]) -> str | None:
    return next((orientations[head.i] for head in ancestors(token) if head.i in orientations), None)


def _time(link: Link | None, situation: Situation, document: Document, rules: Rules) -> Timing:
    timing = dated(link, situation, rules.relations, document.published_on) if link is not None else None
    if timing is None:
        timing = undated(situation, rules.relations, document.published_on)
    lengthy: Mention | None = link.mention if link is not None and link.mention.timex_type in ("DURATION", "SET") else None
    return with_length(timing, lengthy)


def _event(
    document: Document, sentences: Sequence[tuple[int, int]], found: _Found, everything: Sequence[_Found], rules: Rules
) -> Event:
    token, parsed, timing = found.token, found.parsed, found.timing
    start, end = found.start, found.start + len(token)
    people = read_participants(parsed.doc, found.trigger, Roles(rules.lexicon, rules.lemmatizer), found.tokens)
    source = find_source(token, found.tokens, rules.lexicon, rules.lemmatizer)
    told = next((f for f in everything if f.parsed is parsed and source.event == f.trigger.index), None)
    return Event(
        event_id=f"{document.article_id}-e{start}",
        sentence=parsed.sentence,
        char_start=start,
        char_end=end,
        trigger=document.text[start:end],
        lemma=found.trigger.lemma,
        event_class=found.attributes.event_class,
        tense=found.attributes.tense,
        aspect=found.attributes.aspect,
        polarity=found.attributes.polarity,
        modality=found.attributes.modality,
        factuality=_factuality(found, document, source.is_attributed),
        reported_by=_text(document, found, source.phrase),
        reporting_event_id=f"{document.article_id}-e{told.start}" if told is not None else None,
        agent=_text(document, found, people.agent),
        agent_start=_offset(found, people.agent, False),
        agent_end=_offset(found, people.agent, True),
        agent_antecedent=_text(document, found, people.antecedent),
        patient=_text(document, found, people.patient),
        patient_start=_offset(found, people.patient, False),
        patient_end=_offset(found, people.patient, True),
        place=_text(document, found, people.place),
        place_start=_offset(found, people.place, False),
        place_end=_offset(found, people.place, True),
        earliest_start=timing.bounds.earliest_start,
        latest_start=timing.bounds.latest_start,
        earliest_end=timing.bounds.earliest_end,
        latest_end=timing.bounds.latest_end,
        extent=timing.bounds.extent,
        best_start=timing.best[0] if timing.best else None,
        best_end=timing.best[1] if timing.best else None,
        best_basis=timing.best_basis,
        duration=timing.duration,
        recurrence=timing.recurrence,
        time_basis=timing.basis,
        time_cue=timing.cue,
        mention_id=timing.mention_id,
        time_confidence=rules.precision.get(timing.basis),
        event_sentence=document.text[slice(*sentences[parsed.sentence])],
    )


def _factuality(found: _Found, document: Document, attributed: bool) -> str:
    """What the text claims, with what the time adds: nothing that lies ahead is a fact yet."""
    claimed = found.attributes.factuality
    if claimed not in ("ASSERTED", "REPORTED"):
        return claimed
    bounds, published = found.timing.bounds, document.published_on
    # "to be signed by the end of the month" may be signed today; "signed by the end of the month" was.
    limit = bounds.latest_start if found.attributes.tense == "INFINITIVE" else bounds.earliest_start
    ahead = limit is not None and published is not None and limit > published
    if ahead or (found.situation.orientation == "future" and found.timing.basis != "INHERITED_DOCUMENT"):
        return "PLANNED"
    return "REPORTED" if attributed else claimed


def _text(document: Document, found: _Found, phrase: Phrase | None) -> str | None:
    start, end = _offset(found, phrase, False), _offset(found, phrase, True)
    return document.text[start:end] if start is not None and end is not None else None


def _offset(found: _Found, phrase: Phrase | None, end: bool) -> int | None:
    if phrase is None:
        return None
    token = found.parsed.doc[phrase.last if end else phrase.first]
    return found.parsed.start + token.idx + (len(token) if end else 0)
