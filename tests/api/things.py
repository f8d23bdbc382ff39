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

ENGINEER = "e-003"
PEOPLE = ("a-001", "m-001", "q-001", "s-001")
"""Whom the examples of matters name: where anybody is on record, they are too."""
_NAMED = re.compile(r"/(\w+)/\{(\w+)\}")
_TEXTS = {"policies": "handbook", "calendars": "china", "routing": "desk"}


def place_of(path: str, name: str | None) -> dict[str, str]:
    """The parameter of a path that names a thing, and this name for it; nothing where there is none."""
    return {found[2]: name} if name and (found := _NAMED.match(path)) else {}


@dataclass(slots=True)
class Things:
    """New tickets, customers and staff for every so many that ask; rules of every kind are in force."""

    act_as: As
    known: dict[str, httpx.AsyncClient] = field(default_factory=dict[str, httpx.AsyncClient])
    shared_by: int = 1
    had: dict[str, tuple[Sequence[str], int]] = field(default_factory=dict[str, tuple[Sequence[str], int]])
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    @classmethod
    async def begun(cls, act_as: As) -> Self:
        made = cls(act_as)
        await _told(made.a("supervisor"), "/routing", {"text": RULES})
        await _told(made.a("supervisor"), "/routing/desk/publication", {"version": 1})
        for number in (ENGINEER, *PEOPLE):
            await joined(made.a("administrator"), number)
        await _told(made.a("administrator"), f"/staff/{ENGINEER}/role", {"role": "engineer", "since": "2020-01-01"})
        return made

    def a(self, role: str) -> httpx.AsyncClient:
        """Somebody of that role, always the same; the engineer is e-003."""
        if role not in self.known:
            self.known[role] = self.act_as(f"{ENGINEER if role == 'engineer' else 'n-001'}:{role}")
        return self.known[role]

    async def of(self, path: str, *, to_read: bool = True) -> Sequence[str]:
        """Names of what a path is about; none where it names nothing that there could be.

        The engineer is there to be read only, as who left can't work on the next ticket.
        """
        kind = found[1] if (found := _NAMED.match(path)) else ""
        names, left = self.had.get(kind, ((), 0))
        if not left:
            names, left = await self._new(kind), self.shared_by
        self.had[kind] = names, left - 1
        return [name for name in names if to_read or name != ENGINEER]

    async def _new(self, kind: str) -> Sequence[str]:
        match kind:
            case "tickets":
                return [await opened(self.a("agent")), await self._worked_on()]
            case "customers":
                return [(await registered(self.a("agent"), dedicated_staff=None)).rpartition("/")[2]]
            case "staff":
                number = f"n-{next(self.numbers)}"
                await joined(self.a("administrator"), number)
                return [number, ENGINEER]
            case _ if kind in _TEXTS:
                return [_TEXTS[kind]]
            case _:
                return [await self.matter(each) for each in OFFERED if each.path == kind]

    async def _worked_on(self) -> str:
        """A ticket whose engineer is there."""
        path = f"/tickets/{(number := await opened(self.a('agent')))}"
        await _told(self.a("supervisor"), f"{path}/grade", EXAMPLES["grade"])
        await _told(self.a("supervisor"), f"{path}/dispatch", {"engineer": ENGINEER, "reason": "别无他人"})
        await _told(self.a("engineer"), f"{path}/acceptance", {})
        await _told(self.a("engineer"), f"{path}/arrival", {})
        return number

    async def matter(self, offered: Offered) -> str:
        """A new one of that kind, of others."""
        action = offered.kind.opening.action
        said = offered.examples[action]
        agent = self.act_as(f"{said['about']}:agent") if "about" in said else self.a("agent")
        about = {"ticket": await opened(agent)} if "ticket" in said else {}
        if "first" in said:
            [customer] = await self._new("customers")
            about |= {"first": "2099-06-10", "staff": ENGINEER, "customer": f"customer-{customer}"}
        if said.get("origin") == "complaint":
            [about["source"]] = await self._new("complaints")
        role = next(role for role in RIGHTS[action] if role not in ("customer", "system"))
        return (await _told(self.a(role), f"/{offered.path}", said | about)).json()["number"]


async def _told(who: httpx.AsyncClient, path: str, said: dict[str, Any]) -> httpx.Response:
    answer = await who.post(path, json=said)
    assert answer.is_success, answer.text
    return answer
