"""What reactions gave up, over HTTP: in one list with what tables left out, shown, and tried again by the same request."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import httpx
import pytest

from api.app import create_app
from api.operation.given_up import GivenUp
from api.service import Service
from tests.api.conftest import OPERATORS_TOKEN
from tests.api.test_dead_letters import parked as parked_by_register
from tests.api.test_problems import is_problem
from tests.api.test_tickets import opened

NOW = datetime(2024, 6, 1, tzinfo=UTC)
parked = parked_by_register


@dataclass
class Reactions:
    """One that gave up what a test says, and goes on failing with ``error``."""

    letters: list[GivenUp] = field(default_factory=list)
    error: str | None = None
    names = ("deadlines", "surveys")

    async def given_up(self) -> Sequence[GivenUp]:
        return self.letters

    async def again(self, one: GivenUp) -> str | None:
        if self.error is None:
            self.letters.remove(one)
        return self.error


@pytest.fixture
def reactions() -> Reactions:
    return Reactions()


@pytest.fixture
async def administrator(service: Service, reactions: Reactions) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"Authorization": f"Bearer {OPERATORS_TOKEN}", "Gongdan-As": "m-001:administrator"}
    transport = httpx.ASGITransport(create_app(replace(service, reactions=reactions)))
    async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers) as client:
        yield client


def given_up(number: str, reaction: str = "deadlines") -> GivenUp:
    return GivenUp(reaction, f"ticket-{number}", 1, "e-1", "ticket-opened", "HistoryDamaged", NOW, None)


async def test_it_stands_in_one_list_and_is_shown_without_what_it_says(
    administrator: httpx.AsyncClient, reactions: Reactions, parked: str
):
    reactions.letters = [given_up(parked)]
    listed = (await administrator.get("/dead-letters")).json()
    assert [(each["projection"], each["ticket"], each["error"]) for each in listed] == [
        ("register", parked, "KeyError"),
        ("deadlines", parked, "HistoryDamaged"),
    ]
    only = (await administrator.get("/dead-letters", params={"projection": "deadlines"})).json()
    assert only == listed[1:]
    assert (await administrator.get("/dead-letters", params={"projection": "surveys"})).json() == []
    shown = (await administrator.get(f"/dead-letters/deadlines/{parked}")).json()
    assert (shown["event"]["aggregate"], shown["event"]["version"]) == (f"ticket-{parked}", 1)


async def test_it_is_tried_again_by_its_reaction_alone_or_with_all(
    administrator: httpx.AsyncClient, reactions: Reactions, parked: str
):
    reactions.letters = [given_up(parked), given_up(parked, "surveys")]
    done = await administrator.post("/dead-letters/replay", params={"projection": "surveys"})
    assert done.json() == {"mended": 1, "parked": []}
    assert [each.reaction for each in reactions.letters] == ["deadlines"]
    assert (await administrator.post("/dead-letters/replay")).json() == {"mended": 2, "parked": []}
    assert reactions.letters == []


async def test_what_fails_again_stays_and_says_with_what(
    administrator: httpx.AsyncClient, reactions: Reactions, agent: httpx.AsyncClient
):
    number = await opened(agent)
    reactions.letters, reactions.error = [given_up(number)], "ValueError"
    done = (await administrator.post("/dead-letters/replay", params={"ticket": number})).json()
    assert done["mended"] == 0
    assert [(each["projection"], each["error"]) for each in done["parked"]] == [("deadlines", "ValueError")]
    assert len(reactions.letters) == 1


async def test_a_name_of_neither_is_refused(administrator: httpx.AsyncClient):
    is_problem(await administrator.get("/dead-letters", params={"projection": "nobody"}), 422, "unknown-projection")
