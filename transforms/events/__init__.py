"""Events: found in parsed sentences, dated by the mentions around them.

Importing this package is cheap; spaCy is imported when an extractor is loaded.
"""

from transforms.events.document import MODES, Document, Extraction, check_mode
from transforms.events.event import Event
from transforms.events.extractor import Extractor, check_event_words, load_extractor
from transforms.events.lexicon import has_events
from transforms.events.model import DEFAULT_MODEL, ModelError, model_fingerprint

__all__ = [
    "DEFAULT_MODEL",
    "MODES",
    "Document",
    "Event",
    "Extraction",
    "Extractor",
    "ModelError",
    "check_event_words",
    "check_mode",
    "has_events",
    "load_extractor",
    "model_fingerprint",
]
