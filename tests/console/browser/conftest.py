"""A real service with a small department, and Debian's chromium that looks at its pages as people of each role do."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.console.browser.department import enter, settled
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
MONTH = ("demo", "--months", "1", "--tickets-per-day", "2", "--seed", "7")


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("no browser: apt-get install chromium")
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[*FLAGS])
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def desk(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    service = start(tmp_path_factory.mktemp("browser") / "home", timeout=100)
    try:
        enter(service)
        yield service
    finally:
        service.kill()


@pytest.fixture(scope="package")
def month(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Another, of which a made-up month is told: everything that there is, some of it long ago."""
    service = start(tmp_path_factory.mktemp("month") / "home", timeout=100)
    try:
        made = service.command(*MONTH)
        assert made.returncode == 0, made.stderr
        enter(service)
        settled(service)
        yield service
    finally:
        service.kill()


@pytest.fixture
def visits(chromium: Browser, desk: Service) -> Iterator[Visits]:
    """Whoever comes; what their browsers complained of fails the test."""
    made = Visits(chromium, desk)
    yield made
    assert made.leave() == []


@pytest.fixture
def later(chromium: Browser, month: Service) -> Iterator[Visits]:
    """Whoever comes after that month."""
    made = Visits(chromium, month)
    yield made
    assert made.leave() == []
