"""Fuzz the readers: sound files of every format, bent at random, through the whole way from bytes to articles.

    python -m tests.fuzz.readers --inputs 1000000

Nothing but records and rejects may come out, and nothing but a reader's own error may be raised. A failing input is printed as
a Python literal, with its seed, so that it can become a test.
"""

import argparse
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.readers import ReaderError
from flows.readers.registry import FORMATS
from flows.readers.stream import ByteStream
from flows.readers.walk import Walk
from flows.shards import Shard
from flows.sources import Limits, Source
from tests.fuzz.seeds import SEEDS
from transforms.articles import Article, RawRecord, Reject, to_article

SOURCE = Source(name="fuzz", limits=Limits(max_record_mib=1, max_decompressed_gib=1))
MOST_FAILURES = 20
# A page goes through several parsers and takes milliseconds: not every page is made an article.
PAGE_SHARE = 0.02
ODD = (
    b"\0",
    b"\xff",
    b"\n",
    b"\r\n\r\n",
    b"<",
    b">",
    b"&#0;",
    b"&x;",
    b'"',
    b"\\",
    b"{",
    b"[",
    b"]",
    b"\x1f\x8b",
    b"99999999999",
    b"-1",
)


def bent(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    """The data after one to eight changes: bytes set, cut, doubled, moved or taken from another seed."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(out) + 1)
        match chance.randrange(8):
            case 0 if out:
                out[at % len(out)] = chance.randrange(256)
            case 1:
                del out[at : at + chance.randint(1, 40)]
            case 2:
                out[at:at] = chance.choice(ODD)
            case 3:
                out[at:at] = out[chance.randrange(len(out) + 1) :][:60]
            case 4:
                del out[at:]
            case 5:
                other = chance.choice(others)
                out[at:at] = other[chance.randrange(len(other)) :][:120]
            case 6 if out:
                out[at % len(out)] ^= 1 << chance.randrange(8)
            case 7:
                out[at:at] = bytes(chance.randrange(256) for _ in range(chance.randint(1, 12)))
    return bytes(out)


def chunks(data: bytes, chance: random.Random) -> Iterator[bytes]:
    """The data in a few pieces, as a file would give it."""
    cut = chance.randrange(len(data) + 1)
    yield from (piece for piece in (data[:cut], data[cut:]) if piece)


def run_one(name: str, data: bytes, chance: random.Random, declared: str, path: Path) -> Counter[str]:
    """What came of one input, by kind; raises what the readers raise."""
    outcome: Counter[str] = Counter()
    settings = SOURCE.settings()
    walk = Walk(Shard("fuzz", str(path), "fuzz", declared), SOURCE, {}, str(path))
    for item in walk.content(ByteStream(chunks(data, chance)), name):
        if isinstance(item, RawRecord) and ("page" not in item.fields or chance.random() < PAGE_SHARE):
            item = to_article(item, settings)
        assert isinstance(item, (RawRecord, Reject, Article)), type(item)
        assert not isinstance(item, Article) or "\0" not in item.text
        outcome[item.reason if isinstance(item, Reject) else type(item).__name__] += 1
    return outcome


def fuzz(inputs: int, seed: int, only: str | None, say: Callable[[str], object]) -> int:
    """How many of the inputs failed."""
    names = [name for name in SEEDS if only is None or name == only]
    others = [data for _, data in SEEDS.values()]
    failures, begun, total = 0, time.monotonic(), Counter[str]()
    with TemporaryDirectory() as folder:
        for number in range(inputs):
            kind = names[number % len(names)]
            name, data = SEEDS[kind]
            chance = random.Random(seed * 1_000_003 + number)
            mutant = bent(data, chance, others)
            declared = kind.split()[0] if chance.random() < 0.3 and kind.split()[0] in FORMATS else "auto"
            try:
                total += run_one(name, mutant, chance, declared, Path(folder) / name)
            except ReaderError:
                total["ReaderError"] += 1
            except BaseException as error:
                if isinstance(error, KeyboardInterrupt):
                    raise
                failures += 1
                say(f"FAILED {kind} input {number} seed {seed}: {error!r}\n{mutant!r}\n{traceback.format_exc(limit=-4)}")
                if failures >= MOST_FAILURES:
                    break
            if number % 50_000 == 49_999:
                say(f"{number + 1} inputs, {failures} failures, {(number + 1) / (time.monotonic() - begun):.0f} a second")
    say(f"{inputs} inputs, {failures} failures; outcomes: {dict(total.most_common())}")
    return failures


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=sorted(SEEDS))
    given = parser.parse_args()
    return 1 if fuzz(given.inputs, given.seed, given.only, lambda text: print(text, flush=True)) else 0  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
