"""Time expressions: characters a second and value F1, ours beside three peers, and whether any input makes ours slow.

One process. Warm means that every tagger has read a document before, and ours every document once, so that its cache of
meanings holds what news repeats; the speed without that stands beside it. Speed and F1 are over the same documents for ours
and for a peer; the slow peers make those a sample.
"""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from flows.evaluate import evaluate_timexes, pipeline_tagger, timex_of_mention
from flows.gold import read_gold_lines
from tests.bench.figure import Figure
from tests.bench.peers import INSTALL, PEERS, Peer
from transforms.evaluation.document import Document, Timex
from transforms.evaluation.timex import score_timexes
from transforms.temporal import Mention, normalize

SAMPLE_STEP: Final = 6  # every sixth document for the peers: the slowest needs a minute for so many
REPEATS: Final = 3
MILLION: Final = 1_000_000
DENSE: Final = 5  # text that is nothing but dates costs the most: a fifth of the size shows as much
PUBLISHED: Final = date(2013, 10, 11)
NEWS: Final = "The board meets on Friday, Oct. 18, and the two agreed in June that 87,000 troops leave by the end of 2014. "
SPEED: Final = "characters a second"


def figures(gold: Path | None, quick: bool = False) -> Iterator[Figure]:
    """Speed and value F1 on annotated documents, where there are any, then the cost of input twice as long."""
    news = NEWS
    if gold is None:
        sys.stderr.write("  no annotated documents: --gold FILE measures speed and F1 beside the peers\n")
    else:
        documents = [document for document in read_gold_lines(gold) if document.published is not None]
        documents = documents[:: SAMPLE_STEP * 4] if quick else documents
        news = "\n\n".join(document.text for document in documents)
        yield from _ours(documents)
        yield from _beside_peers(documents[::SAMPLE_STEP] if len(documents) > SAMPLE_STEP else documents)
    yield from _linearity(news, MILLION // 5 if quick else 5 * MILLION)


def _ours(documents: Sequence[Document]) -> Iterator[Figure]:
    tag = pipeline_tagger()
    first = evaluate_timexes(documents, tag)
    yield Figure(
        "dateline", SPEED, first.characters / first.seconds, "", note="every document new, no meaning in the cache yet"
    )
    report = min((evaluate_timexes(documents, tag) for _ in range(REPEATS)), key=lambda report: report.seconds)
    yield Figure(
        "dateline", SPEED, report.characters / report.seconds, "", note=f"warm, {len(documents)} documents, all of gold"
    )
    for name in ("strict", "relaxed", "type", "value"):
        yield Figure("dateline", f"{name} F1", getattr(report.figures, name).f1, "%")
    sparse = [(_without_dates(document), document.published) for document in documents]
    characters = sum(len(text) for text, _ in sparse)
    for text, published in sparse:
        normalize(text, published)
    seconds = min(_seconds(lambda: [normalize(text, published) for text, published in sparse]) for _ in range(REPEATS))
    yield Figure("dateline", SPEED, characters / seconds, "", note="the paragraphs in which gold has no time expression")


def _without_dates(document: Document) -> str:
    """The lines of a document in which nothing is annotated as a time."""
    kept, offset = [], 0
    for line in document.text.splitlines(keepends=True):
        after = offset + len(line)
        if not any(timex.start < after and offset < timex.end for timex in document.timexes):
            kept.append(line)
        offset = after
    return "".join(kept)


def _beside_peers(documents: Sequence[Document]) -> Iterator[Figure]:
    characters = sum(len(document.text) for document in documents)
    note = f"{len(documents)} documents, sampled"
    speed, value = _measure(Peer(_find, _timexes), documents, REPEATS)
    yield Figure("dateline", SPEED, characters / speed, "", note=note)
    yield Figure("dateline", "value F1", value, "%", note=note)
    for name, peer in PEERS.items():
        try:
            seconds, peer_value = _measure(peer, documents, 1)
        except ImportError as error:
            sys.stderr.write(f"  {name} is left out: {error}; {INSTALL}\n")
            continue
        yield Figure(name, SPEED, characters / seconds, "", seconds / speed, "ratio: ours is so many times as fast")
        yield Figure(name, "value F1", peer_value, "%", value / peer_value if peer_value else None, "ratio: ours over theirs")


def _find(text: str, published: datetime) -> list[Mention]:
    return normalize(text, published)


def _timexes(_: str, __: datetime, found: list[Mention]) -> list[Timex]:
    return [timex_of_mention(mention) for mention in found]


def _measure(peer: Peer, documents: Sequence[Document], repeats: int) -> tuple[float, float]:
    """The best time for all documents, in seconds, and the value F1 in percent."""
    peer.find(documents[0].text, _moment(documents[0]))
    found: list[Any] = []
    seconds = []
    for _ in range(repeats):
        started = time.perf_counter()
        found = [peer.find(document.text, _moment(document)) for document in documents]
        seconds.append(time.perf_counter() - started)
    answers = [peer.timexes(document.text, _moment(document), one) for document, one in zip(documents, found, strict=True)]
    figures = score_timexes((document.timexes, answer) for document, answer in zip(documents, answers, strict=True))
    return min(seconds), figures.value.f1


def _moment(document: Document) -> datetime:
    published = document.published
    assert published is not None
    return published if isinstance(published, datetime) else datetime(published.year, published.month, published.day)  # noqa: DTZ001 - local civil time


def _linearity(news: str, size: int) -> Iterator[Figure]:
    units = {
        "one document of news": (news, size),
        "digits": ("2013101120131011", size),
        "on on on": ("on ", size),
        "the last the last": ("the last ", size),
        "nested brackets": ("([{", size),
        "numbers without end": ("twenty-one hundred and ", size),
        "dates without end": ("Oct. 3, ", size // DENSE),
        "plans without end": ("would be due to plan to meet Monday ", size // DENSE),
    }
    for name, (unit, length) in units.items():
        half, whole = _text(unit, length // 2), _text(unit, length)
        first = _seconds(lambda text=half: normalize(text, PUBLISHED))
        second = _seconds(lambda text=whole: normalize(text, PUBLISHED))
        note = f"{length / MILLION:g} million characters over half as many; 2 is linear"
        yield Figure(name, "time for twice the text", second / first, "times", note=note)
        yield Figure(name, SPEED, length / second, "")


def _text(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
