"""A real headless Chromium for the tests of the report page."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed, so no browser can be driven")

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
# Without these the browser looks up its maker's hosts at every start.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def started() -> Iterator[Any]:
    """A running browser; the test is skipped where none is installed."""
    if CHROMIUM is None:
        pytest.skip("no chromium is installed (Debian: apt-get install chromium)")
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, headless=True, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


class Visit:
    """One page opened in its own context, with all that it complained of and asked for."""

    def __init__(self, browser: Any, file: Path, **context: Any) -> None:
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.address = file.as_uri()
        settings = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}
        self.context = browser.new_context(**(settings | context))
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(f"dialog {dialog.message}"))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.open_again()

    def open_again(self) -> None:
        """Loads the page anew, with nothing complained of or asked for yet."""
        self.complaints.clear()
        self.requests.clear()
        self.page.goto(self.address)
        self.page.wait_for_selector("html[data-ready]", state="attached")

    def count(self) -> str:
        """The words that say how many events pass the filters."""
        found: str = self.page.text_content("#count")
        return found

    def wait_for_count(self, words: str) -> None:
        """Returns when the count says the words; fails after five seconds."""
        self.page.wait_for_function("words => document.getElementById('count').textContent === words", arg=words, timeout=5000)

    def close(self) -> None:
        """Closes the page and its context."""
        self.context.close()
