"""Near-duplicates: wire copy and reprints whose texts are nearly the same share a group.

MinHash over shingles of words (Broder 1997) by `rensa`. The signature is kept small, so that every article of a lake can be
compared at once; the bands are chosen so that texts at a similarity of THRESHOLD are found nearly always, and each candidate
pair is then judged by its signatures.
"""

import re
from array import array
from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
from rensa import RMinHash

PERMUTATIONS: Final = 128
BANDS: Final = 32
ROWS: Final = PERMUTATIONS // BANDS
SEED: Final = 20131011
SHINGLE_WORDS: Final = 4
SHORTEST_WORDS: Final = 30
THRESHOLD: Final = 0.7
# What is less alike with an article than this is not THRESHOLD alike with anything that is so with the article.
NEAR: Final = 2 * THRESHOLD - 1
WORD: Final = re.compile(r"\w+")

# PERMUTATIONS numbers of 32 bits: half a kilobyte an article, so that a million fit in half a gigabyte.
Signature = bytes
BAND_BYTES: Final = 4 * ROWS


def signature_of(text: str) -> Signature | None:
    """The MinHash of a text's shingles; None for a text too short to be told from another by chance.

    Equal texts have equal signatures; case, punctuation and spaces do not count.
    """
    words = WORD.findall(text.lower())
    if len(words) < SHORTEST_WORDS:
        return None
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    minhash.update([" ".join(words[at : at + SHINGLE_WORDS]) for at in range(len(words) - SHINGLE_WORDS + 1)])
    return array("I", minhash.digest()).tobytes()


def similarity(one: Signature, other: Signature) -> float:
    """The estimated share of shingles that two texts have in common, 0 to 1."""
    return int(np.count_nonzero(np.frombuffer(one, np.uint32) == np.frombuffer(other, np.uint32))) / PERMUTATIONS


def duplicate_groups(signatures: Iterable[tuple[str, Signature]]) -> Iterator[tuple[str, str]]:
    """Each article that is nearly the same as another, with its group: the smallest article_id of it, in order of article_id.

    The order of the input does not matter. An article alone has no group.
    """
    known = dict(signatures)
    parents = {article: article for article in known}

    def root(article: str) -> str:
        while parents[article] != article:
            parents[article] = parents[parents[article]]
            article = parents[article]
        return article

    for bucket in _buckets(known):
        for like, article in _alike(sorted(bucket), known):
            one, other = root(like), root(article)
            parents[max(one, other)] = min(one, other)
    members: dict[str, list[str]] = {}
    for article in known:
        members.setdefault(root(article), []).append(article)
    for article in sorted(known):
        group = root(article)
        if len(members[group]) > 1:
            yield article, group


def _alike(bucket: list[str], signatures: dict[str, Signature]) -> Iterator[tuple[str, str]]:
    """Pairs that are THRESHOLD alike and join all that are: of reprints of one text each with the first, not with others."""
    led: dict[str, list[str]] = {}
    for article in bucket:
        home = None
        for leader, members in led.items():
            share = similarity(signatures[leader], signatures[article])
            if share >= THRESHOLD:
                home = home or leader
                yield leader, article
            elif share >= NEAR:
                yield from (
                    (member, article) for member in members if similarity(signatures[member], signatures[article]) >= THRESHOLD
                )
        if home is None:
            led[article] = []
        else:
            led[home].append(article)


def _buckets(signatures: dict[str, Signature]) -> Iterator[list[str]]:
    """The articles whose signatures agree on a band, for each band in turn."""
    for band in range(BANDS):
        found: dict[Signature, list[str]] = {}
        for article, signature in signatures.items():
            found.setdefault(signature[band * BAND_BYTES : (band + 1) * BAND_BYTES], []).append(article)
        yield from (bucket for bucket in found.values() if len(bucket) > 1)
