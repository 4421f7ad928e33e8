"""`dateline explain`: the walk of one expression, from its words to its interval."""

from dataclasses import asdict
from typing import Annotated, Final, Literal

from cyclopts import Parameter
from rich.markup import escape
from rich.tree import Tree

from flows.cli.options import Place, parse_published
from flows.cli.screen import output_console, print_facts, print_json
from flows.usage import UsageError
from transforms.temporal.explain import Derivation, Explanation
from transforms.temporal.explain import explain as explain_phrase
from transforms.temporal.mention import Mention

NARRATIVE: Final = ", a story that is its own anchor"
ENDED: Final = {
    "no candidate": "no word of it starts a time expression: see trigger_categories in the language's lexicon/settings.toml",
    "no parse": "its words are known, but no rule of the grammar reads them together",
    "nothing to count from": "read, but hangs on a publication: give --published",
    "no such time": "read, but the calendar has no such time",
}


def explain(
    phrase: str,
    /,
    *,
    published: Annotated[str | None, Parameter(alias="-p")] = None,
    sentence: Annotated[str | None, Parameter(alias="-s")] = None,
    language: str = "en",
    profile: Literal["news", "timex2"] | None = None,
    anchoring: Literal["publication", "narrative"] | None = None,
    date_order: Literal["mdy", "dmy"] = "mdy",
    config: Place | None = None,
    json: bool = False,
) -> int:
    """Show how an expression becomes an interval: derivation, meaning, anchor and why, policy, interval, TIMEX3 and EDTF.

    Ends with 1 when the phrase holds no time expression, and says at which stage the walk ended.

    Parameters
    ----------
    phrase
        The words, as written.
    published
        The date of publication, YYYY-MM-DD with or without Thh:mm; without it only absolute expressions resolve.
    sentence
        The sentence, or more, around the phrase: what stands beside it and what was said before it may matter.
    language
        The language, as its folder in config/languages is called.
    profile
        What is annotated as a time: news, or timex2 with ages and the like; by default what the text itself shows.
    anchoring
        What relative expressions hang on: publication, or narrative, where the story is its own anchor; by default as shown.
    date_order
        How dates in figures are written: mdy (10/3 is in October) or dmy (in March).
    config
        Another folder than the project's own config.
    json
        A JSON document instead of text.
    """
    moment = parse_published(published)
    if not phrase.strip():
        raise UsageError(f"expected a phrase, got {phrase!r}")
    if sentence is not None and phrase not in sentence:
        raise UsageError(f"expected --sentence to hold the phrase {phrase!r}, got {sentence!r}")
    found = explain_phrase(
        phrase,
        moment,
        sentence,
        language=language,
        config_dir=config,
        profile=profile,
        anchoring=anchoring,
        date_order=date_order,
    )
    if json:
        print_json(asdict(found))
    else:
        _print(found, published)
    return 0 if found.mention is not None else 1


def _print(found: Explanation, published: str | None) -> None:
    facts: dict[str, object] = {"phrase": found.phrase}
    if found.sentence != found.phrase:
        facts["sentence"] = found.sentence
    facts |= {"published": published or "not given", "read as": found.profile + NARRATIVE * (found.anchoring == "narrative")}
    facts["candidate"] = found.stretch
    outcome = _outcome(found, found.mention) if found.mention is not None else _end(found)
    if found.derivation is None:
        print_facts(facts | outcome)
        return
    print_facts(facts)
    output_console().print(_tree(found.derivation))
    print_facts(outcome)


def _end(found: Explanation) -> dict[str, object]:
    return {"meaning": found.meaning, "ended at": f"{found.stage}: {found.refusal or found.uncovered or ENDED[found.stage]}"}


def _tree(node: Derivation, tree: Tree | None = None) -> Tree:
    label = f"[bold]{escape(node.text)}[/]  {escape(node.category)} [dim]{escape(node.rule)}[/]  {escape(node.meaning)}"
    branch = Tree(label, guide_style="dim") if tree is None else tree.add(label)
    for child in node.children:
        _tree(child, branch)
    return branch


def _outcome(found: Explanation, mention: Mention) -> dict[str, object]:
    return {
        "meaning": found.meaning,
        "rule": mention.rule + (f", the first of {mention.readings} readings" if mention.readings > 1 else ""),
        "refused": found.refusal,
        "anchor": f"{mention.anchor}: {found.anchor_reason}",
        "policy": "; ".join(found.policy),
        "interval": _interval(mention, found),
        "granularity": mention.granularity,
        "TIMEX3": _timex(mention),
        "EDTF": mention.edtf,
        "also": ", ".join(f"{other.text} ({other.timex_value})" for other in found.others) or None,
    }


def _interval(mention: Mention, found: Explanation) -> str:
    if mention.start is None and mention.end is None:
        if (mention.timex_value or "").startswith("BC"):
            return "none: columns of a table begin with the year 1"
        asked = "nothing to count from; give --published" if found.undated else None
        return f"none: {asked or found.uncovered or 'the words bound nothing on the calendar'}"
    start, end = (moment.isoformat(sep=" ", timespec="minutes") if moment else "…" for moment in (mention.start, mention.end))
    soft = ", approximate" if mention.approximate else ""
    return f"[{start.removesuffix(' 00:00')}, {end.removesuffix(' 00:00')}){soft}"


def _timex(mention: Mention) -> str:
    attributes = {
        "type": mention.timex_type,
        "value": mention.timex_value,
        "mod": mention.timex_mod,
        "quant": mention.timex_quant,
        "freq": mention.timex_freq,
    }
    return " ".join(f'{name}="{value}"' for name, value in attributes.items() if value is not None)
