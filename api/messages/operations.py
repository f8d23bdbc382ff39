"""Every route as an operation that a message can name: ``tickets.grade`` is ``POST /tickets/{number}/grade``."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from fastapi.routing import APIRoute
from starlette.routing import Match

_NAMED: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Operation:
    """``subject`` are the last two words of the subject; ``raw``: its body is a file's bytes."""

    subject: str
    method: str
    path: str
    summary: str
    raw: bool

    @property
    def names(self) -> frozenset[str]:
        """What the path has to be told."""
        return frozenset(_NAMED.findall(self.path))

    @property
    def reads(self) -> bool:
        """Whether it is a query."""
        return self.method == "GET"

    @property
    def name(self) -> str:
        return self.subject.partition(".")[2]

    def place(self, told: Mapping[str, str]) -> str:
        """The path with what it was told."""
        return _NAMED.sub(lambda found: told[found[1]], self.path)

    def address(self, told: Mapping[str, str]) -> str:
        """As it would stand in an address."""
        return self.place({name: quote(value, safe="") for name, value in told.items()})


class Operations:
    """All that is described in the OpenAPI document, so that a new route is here without a word; by subject."""

    def __init__(self, routes: Sequence[APIRoute]) -> None:
        self._routes = defaultdict[str, list[APIRoute]](list)
        for route in routes:
            self._routes[_first(route.path)].append(route)
        self._all = {each.subject: each for route in routes if route.include_in_schema for each in _of(route)}

    def __iter__(self) -> Iterator[Operation]:
        return iter(self._all.values())

    def get(self, subject: str) -> Operation | None:
        return self._all.get(subject)

    def reaches(self, operation: Operation, path: str) -> bool:
        """Whether that path is this operation's own: a number that is another route's word would lead there."""
        scope = {"type": "http", "method": operation.method, "path": path, "root_path": "", "headers": []}
        first = next((route for route in self._routes[_first(path)] if route.matches(scope)[0] == Match.FULL), None)
        return first is not None and first.path == operation.path


def _of(route: APIRoute) -> Iterator[Operation]:
    for method in sorted(route.methods or ()):
        yield Operation(_subject(route), method, route.path, route.summary or route.name, _is_raw(route))


def _subject(route: APIRoute) -> str:
    """Its first word is where the route stands, as rights can be given for it; the second is the operation's."""
    return f"{_first(route.path)}.{(route.operation_id or route.name).replace('_', '-')}"


def _first(path: str) -> str:
    """Every route begins with a word."""
    return path.split("/", 2)[1]


def _is_raw(route: APIRoute) -> bool:
    body = (route.openapi_extra or {}).get("requestBody", {})
    return "application/octet-stream" in body.get("content", {})
