"""A real browser: Debian's Chromium driven through Playwright. Without one, CI fails and other runs say so."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

MISSING = "no Chromium found: `apt-get install chromium`, or set STORYLEDGER_CHROMIUM to its path"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


def chromium() -> str | None:
    """Path of the browser; None where there is none."""
    names = [os.environ.get("STORYLEDGER_CHROMIUM", ""), "chromium", "chromium-browser"]
    return next((path for name in names if name and (path := shutil.which(name))), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a module: while it lives, its event loop runs in this thread, and no other can."""
    path = chromium()
    if path is None and os.environ.get("CI"):
        pytest.fail(MISSING)
    if path is None:
        pytest.skip(f"NOT TESTED IN A BROWSER: {MISSING}")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()
