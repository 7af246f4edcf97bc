# SPDX-License-Identifier: EUPL-1.2
"""A real browser on a real server: pages, people logged in, axe, and a picture of what failed.

The site runs on 127.0.0.1 in a thread, on the test database's file; the browser reaches nothing
else. Tests here use transactions of their own (``site`` brings ``transactional_db``).
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, Route, sync_playwright

SCREENSHOTS = Path(os.environ.get("LAGESBILD_SCREENSHOTS", Path(__file__).parents[2] / "screenshots"))
NO_BROWSER = (
    "no Chromium on this machine: run scripts/system-packages.sh, or .venv/bin/playwright install chromium"
)
#: A browser that calls home would be network in a test.
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-pings",
    "--disable-features=OptimizationHints,MediaRouter,Translate",
]
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@dataclass(frozen=True)
class Site:
    """The running site."""

    address: str

    def url(self, path: str = "/") -> str:
        """The address of a path."""
        return f"{self.address}{path}"


@dataclass
class OpenPages:
    """What a test has open, with what the pages complained about."""

    contexts: list[BrowserContext] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@pytest.fixture(scope="session", autouse=True)
def _database_beside_the_browser() -> Iterator[None]:
    """Playwright keeps an event loop in the test's thread; the database is used between its turns."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, the system's own or Playwright's; skips where there is neither."""
    with sync_playwright() as playwright:
        started = _start(playwright)
        yield started
        started.close()


def _program() -> str | None:
    """The system's own Chromium."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def _start(playwright: Playwright) -> Browser:
    program = _program()
    if program is None and not Path(playwright.chromium.executable_path).exists():
        pytest.skip(NO_BROWSER)
    return playwright.chromium.launch(executable_path=program, args=QUIET)


@pytest.fixture
def site(live_server: Any, transactional_db: None) -> Site:
    """The site on this test's database."""
    return Site(live_server.url)


@pytest.fixture
def open_pages(request: pytest.FixtureRequest) -> Iterator[OpenPages]:
    """Every page that the test opens; photographed when the test fails, closed when it is done."""
    opened = OpenPages()
    yield opened
    if getattr(request.node, "failed", False):
        _photograph(request.node.nodeid, opened.pages)
    for context in opened.contexts:
        context.close()
    assert not opened.faults, "the page's own script or its policy complained: " + "; ".join(opened.faults)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Tell the fixtures whether the test failed."""
    report = yield
    if call.when == "call":
        item.failed = report.failed  # type: ignore[attr-defined]
    return report


def _photograph(nodeid: str, pages: list[Page]) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^A-Za-z0-9_]+", "-", nodeid.rsplit("/", maxsplit=1)[-1]).strip("-")
    for number, page in enumerate(pages):
        try:
            page.screenshot(path=SCREENSHOTS / f"{name}-{number}.png", full_page=True)
        except Error as fault:  # a page that has crashed has no picture; the test has failed anyway
            print(f"no picture of {name}: {fault}")


@pytest.fixture
def new_page(browser: Browser, site: Site, open_pages: OpenPages) -> Callable[..., Page]:
    """Opens a page: ``new_page(somebody=coordinator, viewport=PHONE, scheme="dark", script=False)``.

    ``somebody`` is logged in. Addresses may be given as paths (``page.goto("/borja/")``).
    """

    def make(
        *,
        somebody: Any = None,
        viewport: dict[str, int] | None = None,
        scheme: str = "light",
        script: bool = True,
    ) -> Page:
        context = browser.new_context(
            base_url=site.address,
            viewport=viewport or DESKTOP,  # type: ignore[arg-type]
            color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=script,
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        context.route("**/*", lambda route: _stay_home(route, site))
        open_pages.contexts.append(context)
        if somebody is not None:
            log_in(context, site, somebody)
        page = context.new_page()
        page.on("pageerror", lambda fault: open_pages.faults.append(str(fault)))
        page.on("console", lambda said: _note_policy(said, open_pages.faults))
        open_pages.pages.append(page)
        return page

    return make


def _stay_home(route: Route, site: Site) -> None:
    """Let requests to the site through and nothing else."""
    address = urlsplit(route.request.url)
    if address.scheme in {"data", "blob"} or address.netloc == urlsplit(site.address).netloc:
        route.continue_()
    else:
        route.abort()


def _note_policy(said: Any, faults: list[str]) -> None:
    if said.type == "error" and "Content Security Policy" in said.text:
        faults.append(said.text)


def log_in(context: BrowserContext, site: Site, somebody: Any) -> None:
    """Give a browser the session of somebody's client."""
    from django.conf import settings

    session = somebody.client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site.address}])


@pytest.fixture
def own_browser(browser: Browser, site: Site) -> Callable[[Path, Any], BrowserContext]:
    """Starts a browser that keeps what pages keep in a folder: closed and started again it has it still."""

    def start(folder: Path, somebody: Any) -> BrowserContext:
        context = browser.browser_type.launch_persistent_context(
            folder,
            executable_path=_program(),
            args=QUIET,
            base_url=site.address,
            viewport=DESKTOP,  # type: ignore[arg-type]
            locale="sv-SE",
        )
        context.set_default_timeout(15_000)
        context.route("**/*", lambda route: _stay_home(route, site))
        log_in(context, site, somebody)
        return context

    return start


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A desktop page, nobody logged in."""
    return new_page()


@pytest.fixture
def page_without_script(new_page: Callable[..., Page]) -> Page:
    """A desktop page in a browser that runs no script."""
    return new_page(script=False)


@pytest.fixture
def phone(new_page: Callable[..., Page]) -> Page:
    """A page as wide as a phone."""
    return new_page(viewport=PHONE)


@pytest.fixture
def axe() -> Callable[..., None]:
    """Insists that axe finds nothing on a page: ``axe(page)``."""
    from axe_playwright_python.sync_playwright import Axe

    checker = Axe()

    def check(page: Page) -> None:
        page.wait_for_load_state("load")  # a page without its style yet has other colours
        found = checker.run(page).response["violations"]
        words = [
            f"{rule['id']} ({rule['impact']}): {rule['help']}\n    "
            + "\n    ".join(node["html"] for node in rule["nodes"])
            for rule in found
        ]
        assert not found, f"axe finds faults on {page.url}:\n  " + "\n  ".join(words)

    return check


@pytest.fixture
def fits() -> Callable[[Page], None]:
    """Insists that a page needs no scrolling sideways."""

    def check(page: Page) -> None:
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{page.url} is {over} px wider than its window"

    return check
