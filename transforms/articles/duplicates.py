"""Near-duplicates: wire copy and reprints whose texts are nearly the same share a group.

MinHash over shingles of words (Broder 1997) by `rensa`. The signature is kept small, so that every article of a lake can be
compared at once; the bands are chosen so that texts at a similarity of THRESHOLD are found nearly always, and each candidate
pair is then judged by its signatures.
"""

import math
import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Final

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

PERMUTATIONS: Final = 128
BANDS: Final = 32
ROWS: Final = PERMUTATIONS // BANDS
SEED: Final = 20131011
SHINGLE_WORDS: Final = 4
SHORTEST_WORDS: Final = 30
THRESHOLD: Final = 0.7
# So many articles of one bucket are compared each with each. A sentence that an agency puts under everything it writes fills
# buckets with thousands of articles that are not alike.
MOST_COMPARED: Final = 512
WORD: Final = re.compile(r"\w+")

# PERMUTATIONS numbers of 32 bits: half a kilobyte an article, so that a million fit in half a gigabyte.
Signature = bytes
Rows = npt.NDArray[np.uint32]
Articles = npt.NDArray[np.int64]
# Odd numbers that spread the values of a band over 64 bits; two bands that share a key cost a comparison.
SPREAD: Final = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], np.uint64)


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


def duplicate_groups(signatures: Iterable[tuple[str, Signature]]) -> Iterator[tuple[str, str]]:
    """Each article that is nearly the same as another, with its group: the smallest article_id of it, in order of article_id.

    The order of the input does not matter. An article alone has no group.
    """
    names: list[str] = []
    held = bytearray()
    for name, signature in signatures:
        names.append(name)
        held += signature
    rows = np.frombuffer(held, np.uint32).reshape(-1, PERMUTATIONS)
    in_order = np.array(sorted(range(len(names)), key=names.__getitem__), np.int64)
    groups = _Groups(in_order)
    for band in range(BANDS):
        for bucket in _buckets(rows, in_order, band):
            if not groups.are_one(bucket.tolist()):
                _join_alike(rows, bucket, groups)
    for article, first in groups.joined():
        yield names[article], names[first]


def groups_without(groups: Mapping[str, str], gone: Set[str]) -> dict[str, str]:
    """Articles with their group when some have gone: what is left of a group goes by its smallest id, one alone by none.

    >>> groups_without({"a": "a", "b": "a", "c": "a", "d": "d", "e": "d"}, {"a", "e"})
    {'b': 'b', 'c': 'b'}
    """
    left = defaultdict(list)
    for article, group in sorted(groups.items()):
        if article not in gone:
            left[group].append(article)
    return {article: articles[0] for articles in left.values() if len(articles) > 1 for article in articles}


class _Groups:
    """Articles, by their place in the input, as they are joined; a group goes by the first of it in the given order."""

    def __init__(self, in_order: Articles) -> None:
        self._in_order: list[int] = in_order.tolist()
        self._turns: list[int] = np.argsort(in_order).tolist()
        self._parents = list(range(len(in_order)))

    def are_one(self, articles: Iterable[int]) -> bool:
        """Whether all of them share a group."""
        return len({self._first(article) for article in articles}) == 1

    def join(self, articles: Iterable[int]) -> None:
        """Makes one group of the groups of all of them."""
        firsts = {self._first(article) for article in articles}
        first = min(firsts, key=self._turns.__getitem__)
        for other in firsts:
            self._parents[other] = first

    def joined(self) -> Iterator[tuple[int, int]]:
        """Every article that is not alone in its group, in order, with the first of the group."""
        pairs = [(article, self._first(article)) for article in self._in_order]
        several = {first for article, first in pairs if article != first}
        return (pair for pair in pairs if pair[1] in several)

    def _first(self, article: int) -> int:
        parents = self._parents
        while parents[article] != article:
            parents[article] = article = parents[parents[article]]
        return article


def _buckets(rows: Rows, articles: Articles, band: int) -> Iterator[Articles]:
    """The articles whose signatures agree on the band, two or more at a time, in the order given."""
    keys = (rows[articles, band * ROWS : (band + 1) * ROWS] * SPREAD).sum(axis=1, dtype=np.uint64)
    by_key = np.argsort(keys, kind="stable")
    keys = keys[by_key]
    bounds = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1], [True])))
    several = np.flatnonzero(np.diff(bounds) > 1)
    for start, end in zip(bounds[several].tolist(), bounds[several + 1].tolist(), strict=True):
        yield articles[by_key[start:end]]


def _join_alike(rows: Rows, bucket: Articles, groups: _Groups) -> None:
    """Joins what is alike: each article compared with each, unless there are too many."""
    left = bucket if len(bucket) <= MOST_COMPARED else _join_to_leaders(rows, bucket, groups)
    # What is alike in more than the sentence of so many articles agrees on a band of fewer, too.
    if len(left) <= MOST_COMPARED:
        found = rows[left]
        for at, article in enumerate(left.tolist()):
            groups.join([article, *left[at + 1 :][_alike(found[at], found[at + 1 :])].tolist()])


def _join_to_leaders(rows: Rows, bucket: Articles, groups: _Groups) -> Articles:
    """Joins to the first article what is like it, then to the first of the others what is like that, and so on.

    What is left are those that others were joined to, and those that no turn was left for.
    """
    leaders: list[int] = []
    while len(bucket) and len(leaders) < MOST_COMPARED:
        leaders.append(int(bucket[0]))
        alike = _alike(rows[bucket[0]], rows[bucket])
        groups.join(bucket[alike].tolist())
        bucket = np.delete(bucket, alike)
    return np.concatenate((np.array(leaders, np.int64), bucket))


def _alike(one: Rows, others: Rows) -> Articles:
    """The places of the signatures that are THRESHOLD alike with the one."""
    return np.flatnonzero(np.count_nonzero(others == one, axis=1) >= math.ceil(THRESHOLD * PERMUTATIONS))
