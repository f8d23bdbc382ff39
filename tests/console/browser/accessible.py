"""What axe finds on a page that not everybody can use."""

from typing import Any, Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_RUN: Final = "(asked) => axe.run({resultTypes: ['violations'], ...asked}).then((found) => found.violations)"
_ALL: Final[dict[str, Any]] = {}
_COLOURS: Final[dict[str, Any]] = {"runOnly": ["color-contrast"]}
"""All that differs between light and dark."""


def violations(page: Page) -> list[str]:
    """By every rule in light, and by those about colours in the dark."""
    page.evaluate(Axe().axe_script)
    page.emulate_media(color_scheme="light")
    found = _found(page, _ALL)
    page.emulate_media(color_scheme="dark")
    return found + _found(page, _COLOURS)


def _found(page: Page, asked: dict[str, Any]) -> list[str]:
    found = page.evaluate(_RUN, asked)
    return [f"{page.url} {each['id']}: {node['target']} {node['html']}" for each in found for node in each["nodes"]]
