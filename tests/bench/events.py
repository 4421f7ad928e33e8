"""Events: words a CPU-second from articles to event rows, one process, and that process's peak memory.

Time expressions are found within the measure; loading the tagger and the model is not. Memory is measured in a process of
its own, so that another measure's peak does not count.
"""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from flows.gold import read_gold_lines
from tests.bench.figure import Figure
from transforms.evaluation.document import Document as Gold
from transforms.events import Document, load_extractor
from transforms.temporal import Tagger, load_tagger

TARGETS: Final = {"dated": 15_000, "all": 7_000}
AT_ONCE: Final = 64  # documents an extractor is given at once, as a task gives them
_PEAK: Final = """
import sys
from pathlib import Path
from tests.bench.events import documents_of, seconds_for
from tests.bench.peak import peak_mib
seconds_for(documents_of(Path(sys.argv[1]), int(sys.argv[2])), sys.argv[3])
print(peak_mib())
"""


def figures(gold: Path | None, quick: bool = False) -> Iterator[Figure]:
    """Speed and memory in both modes, on annotated documents where there are any; nothing without them."""
    if gold is None:
        sys.stderr.write("  no annotated documents: --gold FILE measures the speed of events\n")
        return
    step = 24 if quick else 1
    documents = documents_of(gold, step)
    words = sum(len(document.text.split()) for document in documents)
    for mode, target in TARGETS.items():
        speed = words / seconds_for(documents, mode)
        yield Figure(f"events = {mode}", "words a CPU second", speed, "", speed / target, f"the ratio is to {target:,}")
        yield Figure(f"events = {mode}", "peak memory", _peak(gold, step, mode), "MiB", note="one process, model and all")


def documents_of(gold: Path, step: int) -> list[Gold]:
    """Every `step`th annotated document with a publication date."""
    return [document for document in read_gold_lines(gold) if document.published is not None][::step]


def seconds_for(documents: Sequence[Gold], mode: str) -> float:
    """CPU seconds from articles to event rows in that mode."""
    tagger, extractor = load_tagger("en"), load_extractor()
    extractor.extract([Document("warm", "He left on Monday.", None)], "all")
    begun = time.process_time()
    for first in range(0, len(documents), AT_ONCE):
        extractor.extract([_with_mentions(document, tagger) for document in documents[first : first + AT_ONCE]], mode)
    return time.process_time() - begun


def _with_mentions(document: Gold, tagger: Tagger) -> Document:
    mentions = tagger.mentions(document.text, document.published, article_id=document.id)
    published = document.published
    day = published.date() if isinstance(published, datetime) else published
    return Document(document.id, document.text, day, mentions)


def _peak(gold: Path, step: int, mode: str) -> float:
    done = subprocess.run([sys.executable, "-c", _PEAK, str(gold), str(step), mode], capture_output=True, check=True)
    return float(done.stdout)
