"""The grammar: which phrase means what.

A phrase is a row of small words and CATEGORIES: `the? (end | close) of DATE`. `?` makes an element optional, brackets and `|`
give alternatives, `UNIT1/UNITS` and `a/an` either of two at one place, and `{about}` must be there but is not in the mention.
A rule without an example does not load.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeAlias

from transforms.configuration import ConfigurationError, load_toml
from transforms.forms import TEXT, Form, Kind, check_tables, list_of, meant, one_of
from transforms.temporal.arithmetic import Functions, functions_of
from transforms.temporal.lexicon import Lexicon
from transforms.temporal.operands import Values, check_template, values_of
from transforms.temporal.policy import Policy
from transforms.temporal.rows import PROFILES
from transforms.temporal.template import Reference, Template, TemplateError, parse_template, references

_ELEMENT: Final = re.compile(r"\s*([(){}|?]|[^\s(){}|?]+)")
# The categories at one place of a phrase.
_CATEGORIES: Final = re.compile(r"[A-Z][^\s(){}|?]*")
_SPLIT: Final = re.compile(r"\$([1-9])(?:(-)(?:\$([1-9]))?)?\s*:\s*(.+)")
DATE_ORDERS: Final = ("mdy", "dmy")
_RULE: Final = Form(
    {
        **dict.fromkeys(("name", "category", "phrase", "meaning"), (TEXT,)),
        "mentions": (list_of(Kind("a mention as in '$1-$2: $1'", lambda text: type(text) is str and _SPLIT.fullmatch(text))),),
        "examples": (
            Kind(
                "a table with what each example means",
                lambda table: type(table) is dict and table and all(map(TEXT.fits, table.values())),
            ),
        ),
        "profile": (one_of(PROFILES, "a profile"),),
        "date_order": (one_of(DATE_ORDERS, "an order of dates"),),
    },
    needed=frozenset({"name", "category", "phrase", "examples"}),
    any_of=frozenset({"meaning", "mentions"}),
)


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a phrase: any of some words, or a category with its number (`$1`); `outside` the mention or not."""

    words: frozenset[str]
    category: str
    number: int
    outside: bool


@dataclass(frozen=True, slots=True)
class SplitMention:
    """One of several mentions that a coordination gives: from which category to which (0: to the end), and its meaning."""

    first: int
    last: int
    meaning: Template

    def templates(self) -> tuple[Template, ...]:
        """All that it says of the categories of the phrase."""
        return Reference(self.first, None), Reference(self.last or self.first, None), self.meaning


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the grammar file; `order` is its place over all files: of two readings the earlier rule's is taken.

    `examples` are texts, each with the meanings of all mentions in it, `; ` between them.
    """

    name: str
    category: str
    phrase: str
    meaning: Template
    mentions: tuple[SplitMention, ...]
    examples: tuple[tuple[str, str], ...]
    profile: str | None
    date_order: str | None
    order: int

    @property
    def asked(self) -> frozenset[int]:
        """The numbers of the categories that its meanings speak of."""
        split = (part for mention in self.mentions for part in mention.templates())
        return frozenset().union(*map(references, (self.meaning, *split))) - {0}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One flat row of elements that a rule's phrase allows."""

    rule: Rule
    elements: tuple[Element, ...]


# A pattern with its place among those of the same beginning: readings come in that order.
Placed: TypeAlias = tuple[int, Pattern]


@dataclass(slots=True, eq=False)
class Branch:
    """Patterns that begin alike: those that end here, and by its words or its category what may come next.

    Hundreds of patterns begin with a number or a unit; what several of them share is looked for once.
    """

    ended: list[Placed] = field(default_factory=list)
    after: dict[frozenset[str] | str, "Branch"] = field(default_factory=dict)
    by_word: dict[str, list["Branch"]] = field(default_factory=dict)

    def add(self, placed: Placed) -> None:
        """Adds a pattern, with the branches that lead to its end."""
        branch = self
        for element in placed[1].elements:
            branch = branch.after.get(element.category or element.words) or branch._grown(element)
        branch.ended.append(placed)

    def _grown(self, element: Element) -> "Branch":
        branch = self.after[element.category or element.words] = Branch()
        for word in element.words:
            self.by_word.setdefault(word, []).append(branch)
        return branch


@dataclass(frozen=True, slots=True)
class Grammar:
    """All patterns, the categories that stand alone in a text in the order of their names, and all words used.

    `names` are those of all rules, and the phrases of the lexicon, each of which is a rule of its own.
    """

    rules: tuple[Rule, ...]
    names: frozenset[str]
    patterns: Branch
    roots: tuple[str, ...]
    words: frozenset[str]


def load_grammar(folder: Path, lexicon: Lexicon, policy: Policy, profile: str, date_order: str = "mdy") -> Grammar:
    """The rules of that profile and order of dates in every TOML file of the folder, with the lexicon's phrases.

    Raises ConfigurationError for a rule without an example, a doubled name, a category that no word and no rule is of or that
    no phrase takes, or a phrase or meaning that cannot be read.
    """
    rules: list[Rule] = []
    places: list[Path] = []
    roots: frozenset[str] = frozenset()
    functions, values = functions_of(policy), values_of(policy)
    for path in sorted(folder.glob("*.toml")):
        data = load_toml(path)
        check_tables(data, ("roots", "rule"), path)
        roots |= frozenset(data.get("roots", ()))
        for entry in _RULE.rows(data, "rule", path):
            rules.append(_rule(entry, path, len(rules), functions, values))
            places.append(path)
    if not rules:
        raise ConfigurationError(f"expected TOML files with rules, got none in {folder}")
    names = Counter(rule.name for rule in rules)
    if doubled := sorted(name for name, times in names.items() if times > 1):
        files = sorted({path.name for rule, path in zip(rules, places, strict=True) if rule.name == doubled[0]})
        raise ConfigurationError(
            f"expected each rule once, got {', '.join(doubled)} more than once in {folder} ({', '.join(files)})"
        )
    _check_categories(rules, places, roots, lexicon.categories)
    patterns = [p for rule in rules if _applies(rule, profile, date_order) for p in _patterns(rule)]
    patterns += [_phrase_pattern(*phrase, len(rules)) for phrase in lexicon.phrases]
    names.update(" ".join(parts) for _, parts, _ in lexicon.phrases)
    return _index(rules, frozenset(names), patterns, roots)


def _check_categories(rules: Sequence[Rule], places: Sequence[Path], roots: frozenset[str], of_words: frozenset[str]) -> None:
    known = of_words | {rule.category for rule in rules}
    taken = set(roots)
    for rule, path in zip(rules, places, strict=True):
        found = {name for place in _CATEGORIES.findall(rule.phrase) for name in place.split("/")}
        if unknown := sorted(found - known):
            raise ConfigurationError(
                f"expected categories of the lexicon or of a rule, and small letters, in the phrase of rule {rule.name} "
                f"in {path}, got {unknown[0]!r}{meant(unknown[0], known)}"
            )
        taken |= found
    for rule, path in zip(rules, places, strict=True):
        if rule.category not in taken:
            raise ConfigurationError(
                f"expected a category that a phrase takes or a root for rule {rule.name} in {path}, "
                f"got {rule.category!r}{meant(rule.category, taken)}"
            )
    if lost := sorted(roots - known):
        raise ConfigurationError(f"expected categories as roots, got {lost[0]!r}{meant(lost[0], known)}")


def _applies(rule: Rule, profile: str, date_order: str) -> bool:
    return rule.profile in {None, profile} and rule.date_order in {None, date_order}


def _index(rules: list[Rule], names: frozenset[str], patterns: list[Pattern], roots: frozenset[str]) -> Grammar:
    every = Branch()
    for placed in enumerate(patterns):
        every.add(placed)
    words = frozenset().union(*(element.words for pattern in patterns for element in pattern.elements))
    return Grammar(tuple(rules), names, every, tuple(sorted(roots)), words)


def _phrase_pattern(category: str, parts: tuple[str, ...], value: Any, order: int) -> Pattern:
    elements = tuple(Element(frozenset({part}), "", 0, False) for part in parts)
    rule = Rule(" ".join(parts), category, " ".join(parts), value, (), (), None, None, order)
    return Pattern(rule, elements)


def _rule(entry: dict[str, Any], path: Path, order: int, functions: Functions, values: Values) -> Rule:
    name = entry["name"]
    categories = len(_CATEGORIES.findall(entry["phrase"]))
    try:
        meaning = parse_template(entry["meaning"], functions) if "meaning" in entry else None
        mentions = tuple(_split_mention(text, functions) for text in entry.get("mentions", ()))
        for template in (meaning, *(part for mention in mentions for part in mention.templates())):
            check_template(template, categories, values)
    except TemplateError as error:
        raise ConfigurationError(f"{error}, in rule {name} of {path}") from error
    return Rule(
        name=name,
        category=entry["category"],
        phrase=entry["phrase"],
        meaning=meaning,
        mentions=mentions,
        examples=tuple(entry["examples"].items()),
        profile=entry.get("profile"),
        date_order=entry.get("date_order"),
        order=order,
    )


def _split_mention(text: str, functions: Functions) -> SplitMention:
    match = _SPLIT.fullmatch(text)
    if match is None:
        raise TemplateError(f"expected a mention as in '$1-$2: $1', got {text!r}")
    first, dash, last, meaning = match.groups()
    return SplitMention(int(first), int(last) if last else 0 if dash else int(first), parse_template(meaning, functions))


def _patterns(rule: Rule) -> Iterator[Pattern]:
    asked = rule.asked
    for elements in _PhraseReader(rule).sequences():
        if not elements:
            raise ConfigurationError(f"expected a phrase that needs a word, got {rule.phrase!r} in rule {rule.name}")
        if lacking := asked.difference(element.number for element in elements):
            raise ConfigurationError(
                f"expected ${min(lacking)} in every row that the phrase of rule {rule.name} allows, got one without it in "
                f"{rule.phrase!r}; make a rule of each alternative"
            )
        yield Pattern(rule, tuple(elements))


@cache
def _words(part: str, outside: bool) -> Element:
    return Element(frozenset(part.split("/") if len(part) > 1 else [part]), "", 0, outside)


class _PhraseReader:
    """Reads one phrase into all the flat rows it allows, by recursive descent."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.parts = _ELEMENT.findall(rule.phrase)
        self.position = 0
        self.categories = 0

    def sequences(self) -> list[list[Element]]:
        rows = self._alternatives(outside=False)
        if self.position != len(self.parts):
            raise ConfigurationError(f"expected a phrase, got {self.rule.phrase!r} in rule {self.rule.name}")
        return rows

    def _alternatives(self, outside: bool) -> list[list[Element]]:
        rows = self._sequence(outside)
        while self._peek() == "|":
            self.position += 1
            rows = rows + self._sequence(outside)
        return rows

    def _sequence(self, outside: bool) -> list[list[Element]]:
        rows: list[list[Element]] = [[]]
        while self._peek() not in {None, ")", "}", "|"}:
            choices = self._item(outside)
            rows = [row + choice for row in rows for choice in choices]
        return rows

    def _item(self, outside: bool) -> list[list[Element]]:
        part = self.parts[self.position]
        self.position += 1
        if part in {"(", "{"}:
            choices = self._alternatives(outside or part == "{")
            if self._peek() != {"(": ")", "{": "}"}[part]:
                raise ConfigurationError(f"expected {part} to be closed, got {self.rule.phrase!r} in rule {self.rule.name}")
            self.position += 1
        else:
            choices = [[element] for element in self._elements(part, outside)]
        if self._peek() == "?":
            self.position += 1
            choices = [*choices, []]
        return choices

    def _elements(self, part: str, outside: bool) -> list[Element]:
        if part[0].isupper():
            self.categories += 1
            return [Element(frozenset(), category, self.categories, outside) for category in part.split("/")]
        return [_words(part, outside)]

    def _peek(self) -> str | None:
        return self.parts[self.position] if self.position < len(self.parts) else None
