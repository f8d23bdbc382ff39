"""Something of every kind that a path can name: generated names are of nothing that exists."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Self

import httpx

from api.matters.catalogue import OFFERED
from api.matters.offered import Offered
from api.tickets.examples import EXAMPLES
from domain.rights import RIGHTS
from tests.api.conftest import As
from tests.api.test_customers import registered
from tests.api.test_routing import RULES
from tests.api.test_staff import joined
from tests.api.test_tickets import opened

_NAMED = re.compile(r"/(\w+)/\{(\w+)\}")
_TEXTS = {"policies": "handbook", "calendars": "china", "routing": "desk"}


def place_of(path: str, name: str | None) -> dict[str, str]:
    """The parameter of a path that names a thing, and this name for it; nothing where there is none."""
    return {found[2]: name} if name and (found := _NAMED.match(path)) else {}


@dataclass(slots=True)
class Things:
    """New tickets, customers and staff for whoever asks; rules of every kind are in force."""

    agent: httpx.AsyncClient
    supervisor: httpx.AsyncClient
    administrator: httpx.AsyncClient
    engineer: httpx.AsyncClient
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    @classmethod
    async def begun(cls, act_as: As) -> Self:
        made = cls(*map(act_as, ("a-001:agent", "s-001:supervisor", "d-001:administrator", "e-003:engineer")))
        await _told(made.supervisor, "/routing", {"text": RULES})
        await _told(made.supervisor, "/routing/desk/publication", {"version": 1})
        await joined(made.administrator, "e-003")
        await _told(made.administrator, "/staff/e-003/role", {"role": "engineer", "since": "2020-01-01"})
        return made

    async def of(self, path: str) -> Sequence[str]:
        """Names of what a path is about; none where it names nothing that there could be."""
        found = _NAMED.match(path)
        match found[1] if found else "":
            case "tickets":
                return [await opened(self.agent), await self._worked_on()]
            case "customers":
                return [(await registered(self.agent)).rpartition("/")[2]]
            case "staff":
                number = f"n-{next(self.numbers)}"
                await joined(self.administrator, number)
                return [number, "e-003"]
            case kind if kind in _TEXTS:
                return [_TEXTS[kind]]
            case kind:
                return [await self._matter(each) for each in OFFERED if each.path == kind]

    async def _worked_on(self) -> str:
        """A ticket whose engineer is there."""
        path = f"/tickets/{(number := await opened(self.agent))}"
        await _told(self.supervisor, f"{path}/grade", EXAMPLES["grade"])
        await _told(self.supervisor, f"{path}/dispatch", {"engineer": "e-003", "reason": "别无他人"})
        await _told(self.engineer, f"{path}/acceptance", {})
        await _told(self.engineer, f"{path}/arrival", {})
        return number

    async def _matter(self, offered: Offered) -> str:
        action = offered.kind.opening.action
        said = offered.examples[action]
        about = {"ticket": await opened(self.agent)} if "ticket" in said else {}
        who = self.agent if "agent" in RIGHTS[action] else self.supervisor
        return (await _told(who, f"/{offered.path}", said | about)).json()["number"]


async def _told(who: httpx.AsyncClient, path: str, said: dict[str, Any]) -> httpx.Response:
    answer = await who.post(path, json=said)
    assert answer.is_success, answer.text
    return answer
