"""The language of a text, by a small offline library; a record's own word is believed where the text is too short to tell."""

from collections import Counter
from string import digits
from typing import Final

from resiliparse.parse.lang import detect_fast

from transforms.articles.settings import ArticleSettings, CleaningRules

UNKNOWN: Final = "und"
ENGLISH: Final = "en"
SAMPLE_CHARS: Final = 2000
WORDS_CHARS: Final = 1000
# 72 of 100 English sample articles of more than 320 characters show their language within this, and none of another does. The
# checks below agree on each of 6,439 pieces of articles, in all languages, that this takes for English.
OPENING_CHARS: Final = 640
# A fifth of English words are these; below an eighth the text is a list or a table.
TELLING_SHARE: Final = 0.12
SURE_SHARE: Final = 0.2
LEAST_WORDS: Final = 5
# So many times the words of the next language: those of Spanish and Portuguese are largely the same. Of 14,210 pieces of twelve
# words 12,656 have their own language so and 58 another; at 2.0 only 24 do, but 534 fewer have their own.
AHEAD: Final = 1.3
# Measured on English news cut short, with the library alone: at 200 characters 10 of 255 are taken for another language
# (Swedish, Danish, Breton), at 400 1 of 249, at 600 none of 229; its distance does not tell the wrong ones from the right.
TELLING_CHARS: Final = 400
MOST_DISTANT: Final = 1200
MOST_DIGITS_SHARE: Final = 0.15


def language_of(text: str, stated: object, settings: ArticleSettings) -> str:
    """The ISO 639-1 code of the text's language, `und` when it cannot be told.

    First words that only English has together; then the commonest words of a few languages; then, for a text without them
    such as a table of figures, what the record or the source says; then the library, where the text is long enough and made
    of words.
    """
    if _opens_in_english(text[:OPENING_CHARS], settings.rules):
        return ENGLISH
    sample = text[:SAMPLE_CHARS]
    known = _by_words(sample[:WORDS_CHARS].lower().split(), settings)
    if known is not None:
        return known
    declared = code_of(stated, settings) or settings.language
    if declared is not None and len(text) < TELLING_CHARS:
        return declared
    if _is_figures(sample):
        return declared or UNKNOWN
    found, _ = detect_fast(sample, cutoff=MOST_DISTANT)
    if found in settings.rules.function_words or found == "unknown":
        # A text in a language whose commonest words it lacks is no running text.
        return declared or (ENGLISH if found == ENGLISH else UNKNOWN)
    return str(found)


def _opens_in_english(opening: str, rules: CleaningRules) -> bool:
    """Whether words that English alone has together stand in it often: to count them takes a fifth of splitting it."""
    counts = [opening.count(word) for word in rules.english_opening]
    return counts[0] >= 2 and all(counts) and sum(counts) >= rules.english_opening_least


def _by_words(words: list[str], settings: ArticleSettings) -> str | None:
    if len(words) < LEAST_WORDS:
        return None
    if _is_english(words, settings):
        return ENGLISH
    counts = dict.fromkeys(settings.rules.function_words, 0)
    for languages, count in Counter(filter(None, map(settings.rules.languages_of.get, words))).items():
        for language in languages:
            counts[language] += count
    best = max(counts, key=counts.__getitem__)
    others = max(count for language, count in counts.items() if language != best)
    return best if counts[best] >= TELLING_SHARE * len(words) and counts[best] > AHEAD * others else None


def _is_english(words: list[str], settings: ArticleSettings) -> bool:
    known = settings.rules.function_words[ENGLISH]
    return len(list(filter(known.__contains__, words))) >= SURE_SHARE * len(words)


def _is_figures(sample: str) -> bool:
    count = sum(map(sample.count, digits)) if sample.isascii() else sum(map(str.isdigit, sample))
    return count > MOST_DIGITS_SHARE * len(sample)


def code_of(stated: object, settings: ArticleSettings) -> str | None:
    """The ISO 639-1 code of what a record calls its language: `en-GB`, `eng`, `English`; None for nothing known.

    >>> code_of("en-US", ArticleSettings.of("example"))
    'en'
    """
    if not isinstance(stated, str):
        return None
    word = stated.strip().lower().replace("_", "-").partition("-")[0]
    if word in settings.rules.languages:
        return settings.rules.languages[word]
    return word if word in settings.rules.codes else None
