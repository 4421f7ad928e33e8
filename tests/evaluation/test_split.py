"""The held-out third."""

from transforms.evaluation.split import held_out


def documents(corpus: str, count: int) -> list[dict[str, str]]:
    return [{"id": f"{corpus}-{i}", "corpus": corpus} for i in range(count)]


def test_a_third_of_every_corpus_is_held_out() -> None:
    chosen = held_out([*documents("wire", 10), *documents("radio", 6), *documents("blog", 2)])
    assert sum(name.startswith("wire") for name in chosen) == 3
    assert sum(name.startswith("radio") for name in chosen) == 2
    assert not any(name.startswith("blog") for name in chosen)


def test_the_split_does_not_depend_on_the_order() -> None:
    ordered = documents("wire", 30)
    assert held_out(ordered) == held_out(ordered[::-1])
