"""Role × action × object × state over the JSON API: exactly those may whom section 9 of the process names."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from zlib import crc32

import httpx
import pytest
from fastapi.routing import APIRoute

from api.app import _ROUTERS  # pyright: ignore[reportPrivateUsage]
from api.customers.actions import CUSTOMERS
from api.staff.actions import STAFF
from api.tickets.actions import EXAMPLES, NOUNS
from domain.rights import RIGHTS
from domain.wording import ROLES
from tests.api.access.expected import GRANTED, wanted
from tests.api.access.reading import LISTS, OPENED_BY

As = Callable[..., httpx.AsyncClient]
ME, OTHER = "x-1", "y-1"
THEIRS = {ME: "customer-X1", OTHER: "customer-Y1"}
OF_ITS_ORIGINAL: Final = frozenset({"correct"})
"""Whose right is that of what is corrected: tried by the rules of corrections."""
REFUSED: Final = frozenset({403, 404})
SAMPLED: Final = 12
"""One cell of so many is tried in the quick run."""


@dataclass(frozen=True)
class Object:
    """A ticket, open or ended, of the one who asks or of another."""

    name: str
    mine: bool
    number: str

    @property
    def path(self) -> str:
        return f"/tickets/{self.number}"


@dataclass(frozen=True)
class Cell:
    """One question: may this role do this there; ``stale``: the answer to who may, as nothing is to change."""

    role: str
    action: str
    path: str
    body: dict[str, Any]
    mine: bool

    def __str__(self) -> str:
        return f"{self.role} {self.action} {self.path}"


async def tickets(act_as: As) -> list[Object]:
    """Mine were opened by me and dispatched to me; of the ended ones it is the same."""
    found: list[Object] = []
    for who, mine in ((ME, True), (OTHER, False)):
        for ended in (False, True):
            agent, supervisor = act_as(f"{who}:agent"), act_as(f"{who}:supervisor")
            opening = {"channel": "phone", "customer": THEIRS[who], "summary": "停机"}
            number = (await agent.post("/tickets", json=opening)).json()["number"]
            steps = (("grade", {"severity": "general", "reason": "可用"}), ("dispatch", {"engineer": who}))
            for noun, said in steps:
                answer = await supervisor.post(f"/tickets/{number}/{noun}", json=said)
                assert answer.status_code == 200, answer.text
            if ended:
                answer = await agent.post(
                    f"/tickets/{number}/cancellation", json={"cancelled_as": "withdrawn", "reason": "客户撤回"}
                )
                assert answer.status_code == 200, answer.text
            found.append(Object(f"{'mine' if mine else 'theirs'}, {'ended' if ended else 'open'}", mine, number))
    return found


def cells(objects: list[Object]) -> Iterator[Cell]:
    roles = [role for role in ROLES if role != "imported"]
    for role in roles:
        for each in objects:
            for action, noun in NOUNS.items():
                if action not in OF_ITS_ORIGINAL:
                    yield Cell(role, action, f"{each.path}/{noun}", EXAMPLES[action], each.mine)
        for owner, mine in ((ME, True), (OTHER, False)):
            for action, noun in CUSTOMERS.nouns.items():
                path = f"/customers/{THEIRS[owner]}/{noun}"
                yield Cell(role, action, path, CUSTOMERS.examples[action], mine and role == "customer")
            for action, noun in STAFF.nouns.items():
                yield Cell(role, action, f"/staff/{owner}/{noun}", STAFF.examples[action], mine and role != "customer")


async def tried(act_as: As, cell: Cell) -> str | None:
    """What is wrong; None where it is as it should be. A version that is nobody's keeps all from changing."""
    client = act_as(f"{THEIRS[ME] if cell.role == 'customer' else ME}:{cell.role}")
    answer = await client.post(cell.path, json=cell.body, headers={"If-Match": '"999"'})
    may = wanted(cell.action, cell.role, mine=cell.mine)
    if may == (answer.status_code not in REFUSED):
        return None
    return f"{cell}: {'should' if may else 'should not'}, {answer.status_code} {answer.text[:160]}"


async def prepared(act_as: As) -> list[Object]:
    """Tickets, customers and staff to act on."""
    objects = await tickets(act_as)
    for owner in (ME, OTHER):
        entered = {"customer": THEIRS[owner], "name": "远山科技有限公司"}
        answer = await act_as("y-9:clerk").post("/customers", json=entered)
        assert answer.status_code == 201, answer.text
        joined = {"number": owner} | STAFF.examples["join"]
        answer = await act_as("y-9:administrator").post("/staff", json=joined)
        assert answer.status_code == 201, answer.text
    return objects


@pytest.mark.parametrize("every", [SAMPLED, pytest.param(1, marks=[pytest.mark.slow, pytest.mark.timeout(3600)])])
async def test_those_may_whom_the_process_names_and_nobody_else(act_as: As, every: int):
    objects = await prepared(act_as)
    all_of_them = [*cells(objects)]
    assert len(all_of_them) >= 5_000
    asked = [cell for cell in all_of_them if crc32(f"{cell.role} {cell.action} {cell.mine}".encode()) % every == 0]
    wrong = [found for cell in asked if (found := await tried(act_as, cell))]
    assert wrong == []


@pytest.mark.parametrize("name", LISTS)
async def test_lists_open_to_those_whom_the_process_names(act_as: As, name: str):
    path, action = LISTS[name]
    for role in ROLES:
        if role != "imported":
            client = act_as(f"{THEIRS[ME] if role == 'customer' else ME}:{role}")
            answer = await client.get(path)
            assert (answer.status_code != 403) == (role in GRANTED[action]), (role, answer.text[:200])


def routes() -> Iterator[APIRoute]:
    return (route for router in _ROUTERS for route in router.routes if isinstance(route, APIRoute))


def test_every_route_that_changes_something_is_an_action_of_the_table():
    changing = {route.operation_id or route.name for route in routes() if (route.methods or set()) - {"GET", "HEAD"}}
    assert changing - set(RIGHTS) == {*OPENED_BY, *("helped", "follow")}
    assert set(OPENED_BY.values()) <= set(RIGHTS)


async def test_every_route_but_the_public_ones_asks_who_is_there(act_as: As):
    nobody = act_as(token="nobody's")
    public = {"live", "ready", "search_help", "read_help", "helped", "follow"}
    for route in routes():
        path = route.path.replace("{", "").replace("}", "")
        [method, *_] = sorted((route.methods or set()) - {"HEAD"})
        answer = await nobody.request(method, path)
        assert (answer.status_code == 401) == (route.name not in public), (route.path, answer.status_code)


def test_every_action_of_the_table_is_in_section_9():
    assert set(RIGHTS) <= set(GRANTED)
