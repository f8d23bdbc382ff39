"""A real service with a small department, and Debian's chromium that looks at its pages as people of each role do."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.console.browser.department import enter
from tests.console.browser.visiting import Visits
from tests.whole.service import Service, start

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""As root in a container, and asking nobody elsewhere for anything."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("no browser: apt-get install chromium")
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[*FLAGS])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def desk(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    service = start(tmp_path_factory.mktemp("browser") / "home", timeout=100)
    try:
        enter(service)
        yield service
    finally:
        service.kill()


@pytest.fixture
def visits(chromium: Browser, desk: Service) -> Iterator[Visits]:
    """Whoever comes; what their browsers complained of fails the test."""
    made = Visits(chromium, desk)
    yield made
    assert made.leave() == []
