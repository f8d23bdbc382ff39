"""Asks a question at its entrance: over HTTP, as a message over NATS, or as a browser opens a page and sends its form."""

import json
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl

import httpx

from api.app import all_routes
from api.messages.operations import Operations
from tests.api.access.cells import Cell
from tests.api.conftest import OPERATORS_TOKEN, As
from tests.api.messages.conftest import By

STALE: Final = {"If-Match": '"999"'}
"""A version that is nobody's: the answer tells who may, and nothing changes."""
SUBJECTS: Final = {f"{each.method} {each.path}": each.subject for each in Operations(all_routes())}


@dataclass(frozen=True)
class Entrances:
    """Each as it is used by the people of these tests."""

    act_as: As
    by: By
    pages: httpx.AsyncClient

    async def status(self, cell: Cell) -> int:
        """Of the answer."""
        match cell.entrance:
            case "json":
                return await self._over_http(cell)
            case "nats":
                return await self._over_nats(cell)
            case "page":
                return await self._on_a_page(cell)

    async def _over_http(self, cell: Cell) -> int:
        more: dict[str, Any] = {} if cell.body is None else {"json": cell.body}
        answer = await self.act_as(cell.who).request(cell.method, _address(cell), headers=STALE, **more)
        return answer.status_code

    async def _over_nats(self, cell: Cell) -> int:
        said: dict[str, Any] = {"path": _named(cell), "query": dict(parse_qsl(cell.query))}
        if cell.body is not None:
            said["body"] = cell.body
        subject = SUBJECTS[f"{cell.method} {cell.route}"]
        return (await self.by(cell.who).send(subject, json.dumps(said).encode(), STALE)).status

    async def _on_a_page(self, cell: Cell) -> int:
        """A form with nothing typed but what the cell says."""
        headers = {"Cookie": f"gongdan={OPERATORS_TOKEN}|{cell.who}", "Origin": "http://test"}
        if cell.method == "POST":
            typed = dict(parse_qsl(cell.query)) or {"key": ""}
            answer = await self.pages.post(cell.path, headers=headers, data=typed)
        else:
            answer = await self.pages.get(_address(cell), headers=headers)
        return answer.status_code


def _address(cell: Cell) -> str:
    return f"{cell.path}?{cell.query}" if cell.query else cell.path


def _named(cell: Cell) -> dict[str, str]:
    return {name: value for name, value in cell.named.items() if f"{{{name}}}" in cell.route}
