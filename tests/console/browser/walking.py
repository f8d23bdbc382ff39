"""Finds every page that a person is led to: link by link, one of each kind."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import APIResponse

from tests.console.browser.visiting import Visitor

_LINK: Final = re.compile(r'<a\b[^>]*\bhref="([^"#]+)')
_NUMBER: Final = re.compile(r"[^/]*\d{2,}[^/]*")
"""A part of an address that names one thing of many."""
_NO_PAGES: Final = re.compile(r"/desk/static/|/documents/|[?&;]format=")
"""Files: a paper that there is not yet says so."""
_ACTION: Final = re.compile(r"(/tickets/\*|/matters/[a-z-]+/\*|/customers/\*|/staff/\*)/[a-z-]+$")
"""Forms of actions are all of one kind: their fields are made in one way."""
_METRIC: Final = re.compile(r"(/metrics)/[a-z-]+")
"""As are all metrics."""
_ONWARD: Final = "then"
"""Where a page leads afterwards: it looks the same."""
Kind = tuple[str, str]


def kinds_of(address: str) -> set[Kind]:
    """What pages that differ in their numbers alone have in common: what they are of, with each of their filters."""
    parts = urlsplit(address)
    path = _METRIC.sub(r"\1/METRIC", _NUMBER.sub("*", parts.path))
    names = {pair.partition("=")[0] for pair in parts.query.replace("&amp;", "&").split("&")} - {_ONWARD}
    return {(_ACTION.sub(r"\1/ACTION", path), name) for name in names or {""}}


def pages(visitor: Visitor, *first: str) -> Iterator[str]:
    """From these on, each that is of a kind that was not seen before. Every link must lead to a page."""
    waiting = [*first]
    known = set[Kind]().union(*map(kinds_of, waiting))
    while waiting:
        address = waiting.pop(0)
        answer = visitor.page.context.request.get(visitor.at + address)
        assert answer.ok, (address, answer.status)
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        yield address
        for link in _links(answer, visitor.at):
            if not kinds_of(link) <= known:
                known |= kinds_of(link)
                waiting.append(link)


def _links(answer: APIResponse, at: str) -> Iterator[str]:
    for found in _LINK.findall(answer.text()):
        whole = urljoin(answer.url, found.replace("&amp;", "&"))
        address = whole.removeprefix(at)
        if whole.startswith((f"{at}/desk", f"{at}/my")) and not _NO_PAGES.search(address):
            yield address
