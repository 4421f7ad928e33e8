"""The report page: its assets and its data in one HTML file that asks for nothing and runs nothing but its own code."""

import base64
import hashlib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final

from transforms.report_data import as_json

# In the order in which the page needs them.
SCRIPTS: Final = (
    "data",
    "draw",
    "filters",
    "panel",
    "timeline",
    "gestures",
    "table",
    "calendar",
    "pictures",
    "run",
    "page",
)
# Nothing is loaded and nothing inline runs but the one script and the one style whose hashes are given. Data in a script
# element of another type is never run, so it needs no hash.
POLICY: Final = (
    "default-src 'none'; script-src '{script}'; style-src '{style}'; img-src data:; base-uri 'none'; form-action 'none'"
)


def render_page(data: Mapping[str, Any]) -> str:
    """The page as HTML; `data` is what `transforms.report_data.page_data` gives."""
    script = "(() => {\n'use strict';\n" + "\n".join(_asset(f"{name}.js") for name in SCRIPTS) + "})();\n"
    style = _asset("page.css")
    parts = {
        "POLICY": POLICY.format(script=source_hash(script), style=source_hash(style)),
        "STYLE": style,
        "SCRIPT": script,
        "DATA": as_json(data),
    }
    page = _asset("page.html")
    for name, part in parts.items():  # the data last: nothing is looked for in it
        before, _, after = page.partition("{{" + name + "}}")
        page = before + part + after
    return page


def source_hash(text: str) -> str:
    """A hash as a content security policy names an inline script or style.

    >>> source_hash("")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _asset(name: str) -> str:
    return files("flows.report").joinpath("assets", name).read_text(encoding="utf-8")
