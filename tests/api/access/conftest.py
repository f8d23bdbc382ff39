"""The service with subscriptions and what asks it: clients over HTTP, programs over NATS, and a browser."""

from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from api.matters.catalogue import OFFERED
from api.service import Service
from api.staff.actions import STAFF
from gongdan.console.app import Beside, create_console
from gongdan.mailing.keeping.store import LetterStore
from tests.api.access import there
from tests.api.access.asking import Entrances
from tests.api.access.cells import ME, OTHER, PEOPLE, THEIRS, Object, Things
from tests.api.access.there import exports_of, keeping_everything
from tests.api.conftest import As
from tests.api.conftest import service as plain_service
from tests.api.messages.conftest import By, answering, by, micro
from tests.api.things import Things as Made
from tests.stories.telling import PHOTO

__all__ = ["answering", "by", "micro", "plain_service"]


ASKED_ABOUT = "a-001"
"""Whose work the inspection is of."""


@pytest.fixture
def letters(tmp_path: Path) -> Iterator[LetterStore]:
    with closing(LetterStore.open(tmp_path / "letters.db", b"s" * 32)) as opened:
        yield opened


@pytest.fixture
def service(plain_service: Service, letters: LetterStore, tmp_path: Path) -> Iterator[Service]:
    with keeping_everything(plain_service, letters, tmp_path) as kept:
        yield kept


@pytest.fixture
async def entrances(service: Service, act_as: As, by: By) -> AsyncIterator[Entrances]:
    transport = httpx.ASGITransport(Beside(create_app(service), create_console(service)), raise_app_exceptions=False)
    headers = {"Accept-Language": "en"}
    async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers) as client:
        yield Entrances(act_as, by, client)


@pytest.fixture
async def things(service: Service, letters: LetterStore, act_as: As, tickets: list[Object]) -> Things:
    """Tickets, customers, staff and matters to act on, and one of all else."""
    for owner in (ME, OTHER):
        entered = {"customer": THEIRS[owner], "name": "远山科技有限公司"}
        answer = await act_as("y-9:clerk").post("/customers", json=entered)
        assert answer.status_code == 201, answer.text
        joined = {"number": owner} | STAFF.examples["join"] | {"number": owner}
        answer = await act_as("y-9:administrator").post("/staff", json=joined)
        assert answer.status_code == 201, answer.text
    made = await Made.begun(act_as)
    for number, role in ((ASKED_ABOUT, "agent"), *((ME, each) for each in PEOPLE if each != "customer")):
        granted = {"role": role, "since": "2024-01-01"}
        answer = await act_as("y-9:administrator").post(f"/staff/{number}/role", json=granted)
        assert answer.status_code == 200, answer.text
    await exports_of(act_as, [each.removeprefix("customer-") for each in THEIRS.values()])
    named = await there.made(service, letters, act_as, (ME, OTHER))
    return Things(tickets, {each.path: await made.matter(each) for each in OFFERED}, named)


async def sent(agent: httpx.AsyncClient, number: str) -> None:
    """A photo to the ticket."""
    headers = {"Content-Type": "image/png"}
    answer = await agent.post(
        f"/tickets/{number}/attachments", params={"name": "a.png"}, content=PHOTO, headers=headers
    )
    assert answer.status_code == 201, answer.text


@pytest.fixture
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
            await sent(agent, number)
            if ended:
                said = {"cancelled_as": "withdrawn", "reason": "客户撤回"}
                answer = await agent.post(f"/tickets/{number}/cancellation", json=said)
                assert answer.status_code == 200, answer.text
            found.append(Object(f"{'mine' if mine else 'theirs'}, {'ended' if ended else 'open'}", mine, number))
    return found
