"""Slips in a configuration: how a load is refused for one, in one line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from transforms.configuration import ConfigurationError


def complaint(load: Callable[[], object]) -> str:
    """The one line with which the configuration is refused."""
    with pytest.raises(ConfigurationError) as error:
        load()
    told = str(error.value)
    assert "\n" not in told
    return told


def write_slip(path: Path, old: str, new: str) -> None:
    """Puts a slip into a file of the configuration, in place of the first that is right."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
