"""From the tokens of a stretch to its readings: a bottom-up chart, right to left.

At each place every rule whose first element fits there is tried, and what stands to the right is complete by then; so a rule
may begin with its own category ("DATE and DATE"). A stretch has at most some dozens of tokens, which bounds the work.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from transforms.temporal.grammar import Branch, Grammar, Pattern, Rule
from transforms.temporal.kinds import hangs, is_steady
from transforms.temporal.lexicon import Token
from transforms.temporal.meaning import Antecedent, Before, Follow, Intersect, Part
from transforms.temporal.template import build


@dataclass(slots=True)
class Edge:
    """Tokens `start` to `end` read as a category; `low` to `high` is what of them belongs to the mention."""

    start: int
    end: int
    low: int
    high: int
    category: str
    value: Any
    rule: Rule | None
    children: tuple["Edge", ...]


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One mention in a stretch: offsets in the stretch, meaning, rules, how many readings fitted, and the derivation.

    `rules` are those that each read all of it, outermost first; `moves` says that later mentions may hang on this one;
    `within` are the readings of its parts, for when it is refused. `written` is the meaning as the grammar writes it, and
    `steady` says that it needs no more than the publication, `hangs` that it is counted from the time spoken of last.
    Readings are compared by identity: the same words read again are another one.
    """

    start: int
    end: int
    meaning: Any
    rule: str
    rules: tuple[str, ...]
    readings: int
    moves: bool
    within: tuple["Reading", ...]
    written: str
    steady: bool
    hangs: bool
    edge: Edge


# A pattern with its place in the grammar, where it ends and what its categories are.
Found: TypeAlias = tuple[int, Pattern, int, tuple[Edge, ...]]
# The edges of the root categories from one token, by where they end.
Roots: TypeAlias = dict[int, list[Edge]]


class Chart:
    """All edges over the tokens of one stretch."""

    def __init__(self, grammar: Grammar, tokens: list[Token]) -> None:
        self.grammar = grammar
        self.tokens = tokens
        self.texts = [token.text for token in tokens]
        self.edges: list[dict[str, list[Edge]]] = [{} for _ in range(len(tokens) + 1)]
        for start in range(len(tokens) - 1, -1, -1):
            self._fill(start)

    def _fill(self, start: int) -> None:
        patterns = self.grammar.patterns
        agenda = [Edge(start, start + 1, start, start + 1, c, v, None, ()) for c, v in self.tokens[start].categories]
        agenda += self._completed(patterns.by_word.get(self.texts[start], ()), start, start + 1, ())
        seen: set[tuple[int, int, int, str, Any]] = set()
        here = self.edges[start]
        while agenda:
            edge = agenda.pop(0)
            key = (edge.end, edge.low, edge.high, edge.category, edge.value)
            if key in seen:
                continue
            seen.add(key)
            here.setdefault(edge.category, []).append(edge)
            if edge.category in patterns.after:
                agenda += self._completed((patterns.after[edge.category],), start, edge.end, (edge,))

    def _completed(self, branches: Iterable[Branch], start: int, position: int, children: tuple[Edge, ...]) -> Iterator[Edge]:
        """What the patterns of the branches come to that go on from there, in the order of the grammar."""
        found: list[Found] = []
        for branch in branches:
            self._walk(branch, position, children, found)
        found.sort(key=_place)
        for _, pattern, end, inside in found:
            edge = self._edge(pattern, start, end, inside)
            if edge.value is not None:
                yield edge

    def _walk(self, branch: Branch, position: int, children: tuple[Edge, ...], found: list[Found]) -> None:
        for place, pattern in branch.ended:
            found.append((place, pattern, position, children))
        if position == len(self.texts) or not branch.after:
            return
        for following in branch.by_word.get(self.texts[position], ()):
            self._walk(following, position + 1, children, found)
        for category, edges in self.edges[position].items():
            if category in branch.after:
                for edge in edges:
                    self._walk(branch.after[category], edge.end, (*children, edge), found)

    def _edge(self, pattern: Pattern, start: int, end: int, children: tuple[Edge, ...]) -> Edge:
        rule = pattern.rule
        values: list[Any] = [None] * 9
        by_number: dict[int, Edge] = {}
        low, high = _inside(pattern, start, children)
        for element, child in zip((e for e in pattern.elements if e.category), children, strict=True):
            values[element.number - 1] = child.value
            by_number[element.number] = child
        if rule.mentions:
            meanings = [build(mention.meaning, values) for mention in rule.mentions]
            spans = [(by_number[m.first].low, by_number[m.last].high if m.last else high) for m in rule.mentions]
            parts = tuple((*span, meaning) for span, meaning in zip(spans, meanings, strict=True))
            value: Any = None if None in meanings else parts
        else:
            value = build(rule.meaning, values)
        return Edge(start, end, low, high, rule.category, value, rule, children)


def _place(found: Found) -> int:
    return found[0]


def _inside(pattern: Pattern, start: int, children: tuple[Edge, ...]) -> tuple[int, int]:
    """The tokens from the first to the last element that belongs to the mention."""
    low, high, position = -1, -1, start
    remaining = iter(children)
    for element in pattern.elements:
        child = next(remaining) if element.category else None
        first, last, after = (child.low, child.high, child.end) if child else (position, position + 1, position + 1)
        position = after
        if element.outside:
            continue
        low = first if low < 0 else low
        high = last
    return low, high


def read(grammar: Grammar, tokens: list[Token]) -> tuple[Reading, ...]:
    """The mentions of a stretch, left to right: those that together cover most, the longest first among equals."""
    chart = Chart(grammar, tokens)
    roots = [_roots(grammar, chart, start) for start in range(len(tokens))]
    return _cover(tokens, roots, 0, len(tokens), whole=True)


def _cover(
    tokens: list[Token], roots: list[Roots], low: int, high: int, *, whole: bool, cut: int | None = None
) -> tuple[Reading, ...]:
    """The best readings of the tokens from `low` to `high`; all of them as one mention only when `whole`.

    Of those that cover as much the ones that are parted at `cut`.
    """
    best = _best(roots, low, high, whole=whole)
    parted = best if cut is None else _best(roots, low, high, whole=whole, cut=cut)
    spans = parted[2] if parted[0] == best[0] else best[2]
    return tuple(r for start, end in spans for r in _readings(tokens, roots, start, end))


def _best(
    roots: list[Roots], low: int, high: int, *, whole: bool, cut: int | None = None
) -> tuple[int, int, tuple[tuple[int, int], ...]]:
    """How many tokens the mentions cover that cover most, minus their number, and where each begins and ends."""
    best: list[tuple[int, int, tuple[tuple[int, int], ...]]] = [(0, 0, ())] * (high - low + 1)
    for start in range(high - 1, low - 1, -1):
        at = start - low
        best[at] = best[at + 1]
        for end in sorted(roots[start]):
            if end > high or (not whole and (start, end) == (low, high)) or (cut is not None and start < cut < end):
                continue
            covered, fewer, rest = best[end - low]
            score = (covered + end - start, fewer - 1)
            if score >= best[at][:2]:
                best[at] = (*score, ((start, end), *rest))
    return best[0]


def _roots(grammar: Grammar, chart: Chart, start: int) -> Roots:
    out: Roots = {}
    for category in grammar.roots:
        for edge in chart.edges[start].get(category, ()):
            out.setdefault(edge.end, []).append(edge)
    for edges in out.values():
        edges.sort(key=_rank)
    return out


def _rank(edge: Edge) -> tuple[int, int]:
    """The more words a rule names itself, the more it knows; of equals the earlier in the file."""
    while (
        edge.rule is not None
        and len(edge.children) == 1
        and edge.children[0].end - edge.children[0].start == edge.end - edge.start
    ):
        if edge.children[0].rule is None:
            break
        edge = edge.children[0]
    named = edge.end - edge.start - sum(child.end - child.start for child in edge.children)
    return -named, edge.rule.order if edge.rule else -1


def _readings(tokens: list[Token], roots: list[Roots], start: int, end: int, rank: int = 0) -> Iterator[Reading]:
    """The mentions of these tokens by the rule of that rank; what is left when they are refused is `within` them."""
    edges = roots[start][end]
    edge = edges[rank]
    rules = tuple(rule.name for rule in _chain(edge))
    meanings = {e.value for e in edges}
    several = bool(edge.rule and edge.rule.mentions)
    within: tuple[Reading, ...] = ()
    if rank + 1 < len(edges):
        within = tuple(_readings(tokens, roots, start, end, rank + 1))
    elif not several and end - start > 1:
        # "A fall in the first half of last year" is no autumn, and the first half of last year is still one time.
        within = _cover(tokens, roots, start, end, whole=False, cut=_last_part(edge))
    for low, high, meaning in edge.value if several else ((edge.low, edge.high, edge.value),):
        yield Reading(
            start=tokens[low].start,
            end=tokens[high - 1].end,
            meaning=meaning,
            rule=rules[-1],
            rules=rules,
            readings=len(meanings),
            moves=not _compares(meaning),
            within=within,
            written=str(meaning),
            steady=is_steady(meaning),
            hangs=hangs(meaning),
            edge=edge,
        )


def _last_part(edge: Edge) -> int | None:
    """Where the second of the two parts begins that a reading is made of with words between them; None for any other."""
    while len(edge.children) == 1 and (edge.children[0].start, edge.children[0].end) == (edge.start, edge.end):
        edge = edge.children[0]
    if len(edge.children) != 2:
        return None
    first, last = edge.children
    return last.start if (first.start, last.end) == (edge.start, edge.end) and first.end < last.start else None


def _compares(meaning: Any) -> bool:
    """Whether this only looks back from the time told of, where the text goes on: "from $2 million a year ago", "overnight"."""
    if isinstance(meaning, Intersect):
        return any(_compares(part) for part in meaning.parts)
    if isinstance(meaning, Part):
        return _compares(meaning.of)
    if isinstance(meaning, Follow):
        return meaning.shift < 0
    if meaning == Antecedent("night"):
        return True
    return isinstance(meaning, Before) and (
        meaning.of in {Antecedent(unit) for unit in ("period", "ago", "report", "term", "stretch", "quarter")}
        # "In the same month last year".
        or (isinstance(meaning.of, Follow) and meaning.of.shift == 0)
    )


def _chain(edge: Edge) -> list[Rule]:
    """The rules that each read the whole edge, outermost first: the innermost says most of what it is."""
    rules: list[Rule] = []
    while edge.rule is not None:
        rules.append(edge.rule)
        if len(edge.children) != 1 or (edge.children[0].start, edge.children[0].end) != (edge.start, edge.end):
            break
        edge = edge.children[0]
    return rules
