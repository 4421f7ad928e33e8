"""The words of grammar that the rules name: what makes an event possible or planned, and the small words of a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Modality:
    """Words that change what the text claims of the event that they govern or hang on."""

    modal_possible: frozenset[str]
    modal_planned: frozenset[str]
    modal_told: frozenset[str]
    modal_failed: frozenset[str]
    modal_supposed: frozenset[str]
    wishes: frozenset[str]
    modal_performed: frozenset[str]
    negative_adverbs: frozenset[str]
    negative_determiners: frozenset[str]
    negative_governors: frozenset[str]
    negative_prepositions: frozenset[str]
    planned_governors: frozenset[str]
    planned_infinitives: frozenset[str]
    planned_adjectives: frozenset[str]
    done_infinitives: frozenset[str]
    duties: frozenset[str]
    possible_governors: frozenset[str]
    possible_of_verbs: frozenset[str]
    possible_of_the_known: frozenset[str]
    possible_of_a_future: frozenset[str]
    questions: frozenset[str]
    possible_adjectives: frozenset[str]
    possible_adverbs: frozenset[str]
    contingent: frozenset[str]
    prospective_nouns: frozenset[str]
    circumstances: frozenset[str]
    manner: frozenset[str]
    comparatives: frozenset[str]
    objects_known: frozenset[str]
    causes: frozenset[str]
    judgements: frozenset[str]
    answers: frozenset[str]
    answered: frozenset[str]
    ends_of_the_lasting: frozenset[str]
    hindrances: frozenset[str]
    tries: frozenset[str]
    conditional_conjunctions: frozenset[str]
    awaited: frozenset[str]
    awaited_with_future: frozenset[str]
    never_awaited: frozenset[str]
    until: frozenset[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The small words by which the rules read a parsed sentence."""

    perfect_auxiliary: str
    future_participle: str
    indefinite: frozenset[str]
    definite: frozenset[str]
    relative: frozenset[str]
    contents: frozenset[str]
    content_marker: str
    manner_marker: str
    told_things: frozenset[str]
    subordinators: frozenset[str]
    superlative: frozenset[str]
    singular: frozenset[str]
    speakers: frozenset[str]
    plural: frozenset[str]
    persons: Mapping[str, str]
    doer: str
    undergoer: str
    in_names: frozenset[str]
    by_object: frozenset[str]
    by_subject: frozenset[str]
    by_addressee: frozenset[str]
    gives_time: frozenset[str]
    for_tasks: frozenset[str]
    for_others: frozenset[str]
    has_aims: frozenset[str]
    scenes: frozenset[str]
    measures: frozenset[str]
    amounts: frozenset[str]
    of_one: frozenset[str]
    of_many: frozenset[str]
    listing: frozenset[str]
