"""A few thousand bent inputs on every test run; `make fuzz` takes a million."""

from tests.fuzz.readers import fuzz


def test_the_readers_raise_nothing_but_their_own_error() -> None:
    said: list[str] = []
    assert fuzz(3000, 7, None, said.append) == 0, "\n".join(said)
