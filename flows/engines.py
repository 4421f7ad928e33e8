"""The taggers and the event extractor of this process: loaded once, used by one thread at a time."""

import threading
from collections.abc import Sequence
from typing import Final

from flows.shards import RunOptions
from flows.sources import Source
from flows.words import renew_words
from transforms.articles.record import Article
from transforms.articles.settings import cleaning_rules
from transforms.configuration import config_root, read_once
from transforms.events import (
    DEFAULT_MODEL,
    Document,
    Extraction,
    Extractor,
    ModelError,
    check_event_words,
    load_extractor,
    model_fingerprint,
)
from transforms.foreign_dates import absolute_dates
from transforms.temporal import Mention, check_language, normalize
from transforms.temporal.policy import load_policy

# A parser's pipeline is not for two threads at once; taggers are, but the interpreter's lock keeps two from gaining anything.
_ONE_AT_A_TIME: Final = threading.Lock()
DEFAULT_LANGUAGE: Final = "en"
NO_MODEL: Final = "none"


def is_parsed(language: str) -> bool:
    """Whether the parser knows the language; in another one its events would be nonsense."""
    return language in (DEFAULT_LANGUAGE, "und")


@read_once
def grammar_of(language: str, config_dir: str | None) -> str | None:
    """The folder of `config/languages` by which time expressions are read in a language; None when there is none."""
    if is_parsed(language):
        return DEFAULT_LANGUAGE
    lexicon = config_root(config_dir) / "languages" / language / "lexicon"
    return language if language.isalpha() and lexicon.is_dir() else None


@read_once
def _policy_version(config_dir: str | None) -> str:
    return load_policy(config_root(config_dir) / "policy.toml").version


def check_words(options: RunOptions) -> None:
    """Looks through a configuration that is not the project's own before a run begins. Raises ConfigurationError."""
    if options.config_dir is not None:
        cleaning_rules(options.config_dir)
        check_language(DEFAULT_LANGUAGE, options.config_dir)
        if options.events != "none":
            check_event_words(DEFAULT_LANGUAGE, options.config_dir)


def find_mentions(article: Article, source: Source, options: RunOptions) -> list[Mention]:
    """The time expressions of an article; in a language without a grammar its absolute dates."""
    grammar = grammar_of(article.language, options.config_dir)
    if grammar is None:
        version = _policy_version(options.config_dir)
        return absolute_dates(
            article.text,
            article.language,
            article_id=article.article_id,
            policy_version=version,
            config_dir=options.config_dir,
        )
    profile = None if source.annotation == "auto" else source.annotation
    anchoring = None if source.anchoring == "auto" else source.anchoring
    with _ONE_AT_A_TIME:
        return normalize(
            article.text,
            article.published_on,
            grammar,
            profile=profile,
            anchoring=anchoring,
            article_id=article.article_id,
            date_order="dmy" if source.day_first else "mdy",
            config_dir=options.config_dir,
        )


def find_events(documents: Sequence[Document], options: RunOptions) -> list[Extraction]:
    """The events of each document, in the documents' order; none of those in a language that the parser does not know."""
    parsed = [document for document in documents if is_parsed(document.language)]
    if options.events == "none" or not parsed:
        return [Extraction(()) for _ in documents]
    with _ONE_AT_A_TIME:
        found = iter(_extractor(options).read(parsed, options.events))
    return [next(found) if is_parsed(document.language) else Extraction(()) for document in documents]


def get_ready(options: RunOptions) -> None:
    """Loads the parser, where the options ask for events. Raises ModelError when its model is not installed."""
    renew_words(options.config_dir)
    if options.events != "none":
        with _ONE_AT_A_TIME:
            _extractor(options)


def model_name(options: RunOptions) -> str:
    """Name, version and hash of the model that the options ask for. Raises ModelError when it is not installed."""
    return NO_MODEL if options.events == "none" else model_fingerprint(options.model)


def model_again(told: str) -> str | None:
    """The name by which the model that `model_name` told of is found again; None for one that is not installed here.

    A model in a folder was told by the folder's name alone, so that it is found only by whoever names it.
    """
    name = DEFAULT_MODEL if told == NO_MODEL else told.rsplit(maxsplit=2)[0]
    try:
        model_fingerprint(name)
    except ModelError:
        return None
    return name


def _extractor(options: RunOptions) -> Extractor:
    return load_extractor(DEFAULT_LANGUAGE, options.model, options.config_dir)
