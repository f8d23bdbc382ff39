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
_ACTION: Final = re.compile(r"(/tickets/\*|/matters/[a-z-]+/\*|/customers/\*)/[a-z-]+$")
"""Forms of actions are all of one kind: their fields are made in one way."""
_METRIC: Final = re.compile(r"(/metrics)/[a-z-]+")
"""As are all metrics."""
Kind = tuple[str, tuple[str, ...]]


def kind_of(address: str) -> Kind:
    """What pages that differ in their numbers and filters alone have in common."""
    parts = urlsplit(address)
    names = sorted({pair.partition("=")[0] for pair in parts.query.replace("&amp;", "&").split("&") if pair})
    path = _METRIC.sub(r"\1/METRIC", _NUMBER.sub("*", parts.path))
    return _ACTION.sub(r"\1/ACTION", path), tuple(names)


def pages(visitor: Visitor, *first: str) -> Iterator[str]:
    """From these on, each of a kind that was not seen before. Every link must lead to a page."""
    waiting = [*first]
    known = {kind_of(each) for each in waiting}
    while waiting:
        address = waiting.pop(0)
        answer = visitor.page.context.request.get(visitor.at + address)
        assert answer.ok, (address, answer.status)
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        yield address
        for link in _links(answer, visitor.at):
            if kind_of(link) not in known:
                known.add(kind_of(link))
                waiting.append(link)


def _links(answer: APIResponse, at: str) -> Iterator[str]:
    for found in _LINK.findall(answer.text()):
        whole = urljoin(answer.url, found.replace("&amp;", "&"))
        address = whole.removeprefix(at)
        if whole.startswith((f"{at}/desk", f"{at}/my")) and not _NO_PAGES.search(address):
            yield address
