"""Pictures of a report page, light and dark, for the documentation: python -m tests.report.screenshots PAGE FOLDER."""

import sys
from pathlib import Path

from tests.report.browser import Visit, started

WIDTH, HEIGHT = 1360, 1000


def take_screenshots(page: Path, folder: Path) -> list[Path]:
    """The pictures just written: the light page from its top, and the dark one with an event opened."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = [folder / "report-light.png", folder / "report-dark.png"]
    viewport = {"width": WIDTH, "height": HEIGHT}
    with started() as browser:
        light = Visit(browser, page, viewport=viewport)
        light.page.wait_for_timeout(500)
        light.page.screenshot(path=pictures[0])
        light.close()
        dark = Visit(browser, page, viewport=viewport, color_scheme="dark")
        dark.page.locator("#calendar .month .told").first.click()
        dark.page.click("[data-span='366']")
        dark.page.evaluate("window.scrollTo(0, document.getElementById('timeline').offsetTop - 150)")
        dark.page.wait_for_timeout(500)
        dark.page.screenshot(path=pictures[1])
        dark.close()
    return pictures


if __name__ == "__main__":
    for picture in take_screenshots(Path(sys.argv[1]).resolve(), Path(sys.argv[2])):
        sys.stdout.write(f"{picture}\n")
