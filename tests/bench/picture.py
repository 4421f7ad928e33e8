"""The figures as a picture: horizontal bars, one group a figure, drawn as SVG without any library."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

from tests.bench.figure import Figure

WIDTH: Final = 860
LEFT: Final = 250
ROW: Final = 22
HEAD: Final = 30
STYLE: Final = (
    "text{font:13px system-ui,sans-serif;fill:#24292f}.t{font-weight:600}.s{fill:#57606a}rect{fill:#9aa7b5}.o{fill:#1f6feb}"
    "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.s{fill:#9198a1}rect{fill:#59636e}.o{fill:#4493f8}}"
)


def draw_bars(caption: str, found: Mapping[str, Sequence[Figure]]) -> str:
    """An SVG of the figures that are measured beside another: there a bar tells more than a number."""
    parts: list[str] = []
    y = HEAD
    for (name, unit), figures in _compared(found).items():
        y += 12
        parts.append(f'<text class="t" x="0" y="{y}">{escape(f"{name} ({unit})" if unit else name)}</text>')
        y += 8
        longest = max(figure.value for figure in figures) or 1.0
        for figure in sorted(figures, key=lambda figure: -figure.value):
            width = max(1.0, (WIDTH - LEFT - 110) * figure.value / longest)
            ours = ' class="o"' if "dateline" in figure.subject else ""
            parts.append(f'<text x="{LEFT - 8}" y="{y + 15}" text-anchor="end">{escape(figure.subject)}</text>')
            parts.append(f'<rect{ours} x="{LEFT}" y="{y + 3}" width="{width:.1f}" height="{ROW - 6}" rx="2"/>')
            parts.append(f'<text x="{LEFT + width + 6:.1f}" y="{y + 15}">{_number(figure.value)}</text>')
            y += ROW
        y += 6
    head = f'<text class="s" x="0" y="16">{escape(caption)}</text>'
    body = "\n".join([head, *parts])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y + 8}" role="img" '
        f'aria-label="Measured figures side by side"><style>{STYLE}</style>\n{body}\n</svg>\n'
    )


def _compared(found: Mapping[str, Sequence[Figure]]) -> dict[tuple[str, str], list[Figure]]:
    """By name and unit: the figures that state a ratio, and the one before them that it is to."""
    groups: dict[tuple[str, str], list[Figure]] = {}
    for figures in found.values():
        base: dict[tuple[str, str], Figure] = {}
        for figure in figures:
            key = (figure.name, figure.unit)
            if figure.ratio is None:
                base[key] = figure
                continue
            group = groups.setdefault(key, [])
            if key in base:
                group.append(base.pop(key))
            group.append(figure)
    return {key: figures for key, figures in groups.items() if len({figure.subject for figure in figures}) > 1}


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"
