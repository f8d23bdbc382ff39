"""What axe finds on a page that not everybody can use."""

from typing import Any, Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_COLOURS: Final = {"runOnly": ["color-contrast"]}
"""All that differs between light and dark."""


def violations(page: Page) -> list[str]:
    """By every rule in light, and by those about colours in the dark."""
    page.emulate_media(color_scheme="light")
    found = _found(page)
    page.emulate_media(color_scheme="dark")
    return found + _found(page, _COLOURS)


def _found(page: Page, options: dict[str, Any] | None = None) -> list[str]:
    found = Axe().run(page, options=options).response["violations"]
    return [f"{page.url} {each['id']}: {node['target']} {node['html']}" for each in found for node in each["nodes"]]
