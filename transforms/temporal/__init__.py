"""Time expressions: found in text, read into meanings, resolved to intervals."""

from transforms.temporal.explain import Derivation, Explanation, explain
from transforms.temporal.mention import Mention
from transforms.temporal.rows import PROFILES
from transforms.temporal.tagger import ANCHORINGS, Tagger, check_language, load_tagger, normalize

__all__ = [
    "ANCHORINGS",
    "PROFILES",
    "Derivation",
    "Explanation",
    "Mention",
    "Tagger",
    "check_language",
    "explain",
    "load_tagger",
    "normalize",
]
