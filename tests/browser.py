"""A real browser for the tests of pages: it may load the page itself and nothing else, and everything is recorded.

Without a browser these tests are skipped, unless the environment variable KNOOPPUNT_REQUIRE contains ``chromium``.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request, Route, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass
class Visit:
    """A page that was opened: what else it asked for (URLs), and what went wrong (console, errors, dialogs)."""

    page: Page
    requests: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def executable() -> str:
    """Return the path of a browser; skip the test when there is none, or fail when one is required."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        message = f"no browser found (looked for {', '.join(_NAMES)})"
        if "chromium" in os.environ.get("KNOOPPUNT_REQUIRE", ""):
            pytest.fail(message)
        pytest.skip(message)
    return found


@contextmanager
def launched() -> Iterator[Browser]:
    """Start a browser, and stop it afterwards."""
    path = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        yield browser
        browser.close()


def wait_until(page: Page, expression: str) -> None:
    """Wait until ``expression`` (JavaScript) is true; fail after ten seconds.

    Playwright's own way asks again by ``eval`` within the page, which the policy of our pages forbids.
    """
    for _ in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never came true: {expression[:200]}")


@contextmanager
def visiting(browser: Browser, path: Path, width: int = 1366, height: int = 768) -> Iterator[Visit]:
    """Open the file ``path`` offline in a window of ``width`` by ``height``; close it afterwards."""
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", offline=True)
    visit = Visit(context.new_page())
    address = path.resolve().as_uri()

    def routed(route: Route) -> None:
        if route.request.url.partition("#")[0] == address:
            route.continue_()
        else:
            route.abort()

    def requested(request: Request) -> None:
        if request.url.partition("#")[0] != address and not request.url.startswith("data:"):
            visit.requests.append(request.url)

    def spoken(dialog: Dialog) -> None:
        visit.problems.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page = visit.page
    context.route("**/*", routed)
    page.on("request", requested)
    page.on("websocket", lambda socket: visit.requests.append(socket.url))
    page.on("console", lambda message: visit.problems.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: visit.problems.append(f"error: {error}"))
    page.on("dialog", spoken)
    page.goto(address)
    yield visit
    context.close()
