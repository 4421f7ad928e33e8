"""The colours of the claims: seen on either paper, and told apart without red, green or blue cones.

Deficiencies as in Machado, Oliveira and Fernandes (2009), severity 1.0; differences in CIELAB (CIE 1976). Each claim has a
shape of its own besides, so the bound is for comfort.
"""

import itertools
import math
import re
from importlib.resources import files

import pytest

CLAIMS = ("asserted", "reported", "planned", "possible", "conditional", "negated")
LEAST_CONTRAST = 3.0  # WCAG 2.2, 1.4.11: graphical objects
LEAST_TEXT_CONTRAST = 4.5  # 1.4.3
LEAST_DIFFERENCE = 12.0
Matrix = tuple[tuple[float, float, float], ...]
VISION: dict[str, Matrix] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def palettes() -> dict[str, dict[str, str]]:
    style = files("flows.report").joinpath("assets", "page.css").read_text(encoding="utf-8")
    found = re.findall(r"(:root[^{]*)\{([^}]*)\}", style)
    return {selector.strip(): dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", body)) for selector, body in found}


LIGHT, DARK_BY_SYSTEM, DARK = palettes().values()


def linear(colour: str) -> list[float]:
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]


def contrast(one: str, other: str) -> float:
    low, high = sorted(0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (linear(one), linear(other)))
    return (high + 0.05) / (low + 0.05)


def seen(colour: str, vision: Matrix) -> tuple[float, float, float]:
    rgb = [
        min(1.0, max(0.0, sum(weight * share for weight, share in zip(line, linear(colour), strict=True)))) for line in vision
    ]
    red, green, blue = rgb
    xyz = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883,
    )
    x, y, z = (share ** (1 / 3) if share > 0.008856 else 7.787 * share + 16 / 116 for share in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def test_the_button_and_the_system_give_the_same_dark_colours() -> None:
    assert DARK_BY_SYSTEM == DARK


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_claims_and_words_stand_out_from_the_paper(palette: dict[str, str]) -> None:
    faint = [name for name in CLAIMS if contrast(palette[name], palette["paper"]) < LEAST_CONTRAST]
    assert faint == []
    for words, ground in itertools.product(("ink", "muted", "accent"), ("paper", "panel")):
        assert contrast(palette[words], palette[ground]) >= LEAST_TEXT_CONTRAST, (words, ground)
    for ground in ("time", "trigger"):
        assert contrast(palette["ink"], palette[ground]) >= LEAST_TEXT_CONTRAST


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_claims_differ_for_every_kind_of_sight(palette: dict[str, str], vision: str) -> None:
    looks = {name: seen(palette[name], VISION[vision]) for name in CLAIMS}
    close = {
        (one, other): round(math.dist(looks[one], looks[other]), 1)
        for one, other in itertools.combinations(CLAIMS, 2)
        if math.dist(looks[one], looks[other]) < LEAST_DIFFERENCE
    }
    assert close == {}
