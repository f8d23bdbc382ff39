"""Asks a question at its entrance: over HTTP, as a message over NATS, or as a browser opens a page and sends its form."""

import json
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final
from urllib.parse import parse_qsl

import httpx

from api.app import all_routes
from api.messages.operations import Operations
from gongdan.console.shell.uploads import UPLOADS
from tests.api.access.cells import Cell
from tests.api.conftest import OPERATORS_TOKEN, As
from tests.api.messages.conftest import By

STALE: Final = {"If-Match": '"999"'}
"""A version that is nobody's: the answer tells who may, and nothing changes."""
LET_IN: Final = frozenset({*range(200, 304), 409, 410, 412, 413, 415, 422})
"""Done, or told what is wrong with what was said, which only who may is told."""
REFUSED: Final = frozenset({401, 403, 404})
"""404 is for what is there, and hidden from who asks."""
NO_FILE: Final = ("file", ("", b"", "application/octet-stream"))
"""As a browser sends a form in which none was chosen."""
SUBJECTS: Final = {f"{each.method} {each.path}": each.subject for each in Operations(all_routes())}


class Outcome(Enum):
    """What an answer means: nothing but these two."""

    LET_IN = "let in"
    REFUSED = "refused"
    NEITHER = "neither"

    @classmethod
    def of(cls, status: int) -> "Outcome":
        if status in REFUSED:
            return cls.REFUSED
        return cls.LET_IN if status in LET_IN else cls.NEITHER


@dataclass(frozen=True)
class Entrances:
    """Each as it is used by the people of these tests."""

    act_as: As
    by: By
    pages: httpx.AsyncClient

    async def outcome(self, cell: Cell) -> tuple[Outcome, int]:
        """What came of it, by the status of the answer."""
        status = await self._status(cell)
        return (Outcome.REFUSED if cell.led and status == httpx.codes.SEE_OTHER else Outcome.of(status)), status

    async def _status(self, cell: Cell) -> int:
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
        """A form with nothing typed but what the cell says, of a version that is nobody's."""
        headers = {"Cookie": f"__Host-gongdan={OPERATORS_TOKEN}|{cell.who}", "Origin": "http://test"}
        if cell.method == "POST":
            typed = {"key": "", "version": "999", **dict(parse_qsl(cell.query))}
            files = [NO_FILE] if UPLOADS.fullmatch(cell.path) else None
            answer = await self.pages.post(cell.path, headers=headers, data=typed, files=files)
        else:
            answer = await self.pages.get(_address(cell), headers=headers)
        signs_in = answer.headers.get("Location", "").startswith("/desk/sign-in")
        return httpx.codes.UNAUTHORIZED if signs_in else answer.status_code


def _address(cell: Cell) -> str:
    return f"{cell.path}?{cell.query}" if cell.query else cell.path


def _named(cell: Cell) -> dict[str, str]:
    return {name: value for name, value in cell.named.items() if f"{{{name}}}" in cell.route}
