"""No route is without a row; what asks nobody, customers' pages and the stream of changes open to no more than they say."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import httpx
import pytest

from api.app import create_app
from api.service import Service
from domain.rights import RIGHTS
from gongdan.console.app import Beside, create_console
from tests.api.access.asking import Entrances
from tests.api.access.cells import ME, NOTHING_THERE, OTHER, PEOPLE, THEIRS, Object, cells
from tests.api.access.entrances import JSON, PAGE, ROWS, Special
from tests.api.access.expected import GRANTED, wanted
from tests.api.conftest import OPERATORS_TOKEN, As
from tests.api.test_following import code_of
from tests.api.test_matters import RETURN
from tests.console.listening import listening, served
from tests.stories.telling import PHOTO

FORM = {"Origin": "http://test"}
STREAM = "GET /desk/live"
COMPLAINT = {"categories": ["attitude"], "words": "师傅没有穿鞋套"}


def routes_that(opens: Special) -> set[str]:
    return {asked.route for row in ROWS if row.opens == opens for asked in row.asked}


def test_every_action_of_the_table_is_in_section_9():
    assert set(RIGHTS) <= set(GRANTED)


def test_a_route_without_a_row_fails():
    told = {asked.route for row in ROWS for asked in row.asked}
    generated = {f"{cell.method} {cell.route}" for cell in cells(NOTHING_THERE)}
    assert (told | generated) == JSON.keys() | PAGE.keys()


def test_what_opens_otherwise_says_why():
    assert [row.routes for row in ROWS if (isinstance(row.opens, str) or row.but) and not row.why] == []


async def test_every_other_route_asks_who_is_there(entrances: Entrances, act_as: As):
    nobody, wrong = act_as(token="nobody's"), list[str]()
    public, admitted = routes_that("public"), routes_that("admitted")
    for route in JSON.keys() | PAGE.keys():
        method, _, path = route.partition(" ")
        address = re.sub(r"\{(\w+)\}", r"\1", path)
        if route in JSON:
            answer = await nobody.request(method, address)
            as_told = (answer.status_code == 401) == (route not in public)
        else:
            answer = await entrances.pages.request(method, address, headers=FORM)
            to = "/my/ticket" if route in admitted else "/desk/sign-in"
            led = answer.status_code == 303 and answer.headers["location"].startswith(to)
            led = led or (route == STREAM and answer.status_code == 401)  # the page that is open leads there
            as_told = led or route in public | routes_that("session")
        wrong += [] if as_told else [f"{route} {answer.status_code}"]
    assert wrong == []


async def test_the_stream_of_changes_tells_everybody_of_what_they_may_read(
    service: Service, act_as: As, tickets: list[Object]
):
    """Every role × mine and another's. Of what is no ticket everybody is told that something changed: it ends each try."""
    before, clerk = f"{service.log.epoch}:{await service.log.end()}", act_as("y-9:clerk")
    told = {each.number: each.mine for each in tickets}
    for number in told:
        assert (await clerk.post(f"/tickets/{number}/note", json={"text": "已核对"})).is_success
    assert (await clerk.post("/customers", json={"customer": "customer-Z1", "name": "远山"})).is_success
    assert await service.runner.wait_for(await service.log.end(), 20)
    async with served(service) as desk:
        for role in PEOPLE:
            who = f"{THEIRS[ME] if role == 'customer' else ME}:{role}"
            heard = set[str]()
            cookie = {"Cookie": f"__Host-gongdan={OPERATORS_TOKEN}|{who}"}
            browser = httpx.AsyncClient(base_url=desk.server.url, headers=cookie)
            async with browser as client, listening(client, before) as stream:
                while (number := (await stream.next())[1]["number"]) is not None:
                    heard.add(number)
            assert heard == {number for number, mine in told.items() if wanted("read", role, mine=mine)}, role


@pytest.fixture
async def visitors(service: Service, act_as: As, tickets: list[Object]) -> AsyncIterator[dict[str, httpx.AsyncClient]]:
    """A browser of each of the two customers, who came in to their own ticket."""
    app, found = Beside(create_app(service), create_console(service)), dict[str, httpx.AsyncClient]()
    async with AsyncExitStack() as stack:
        for owner, mine in ((ME, True), (OTHER, False)):
            number = next(each.number for each in tickets if each.mine is mine)
            client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test", headers=FORM)
            found[owner] = await stack.enter_async_context(client)
            code = await code_of(act_as("y-8:agent"), number)
            came = await client.post("/my/ticket", data={"number": number, "code": code})
            assert came.status_code == 303
        yield found


async def test_customers_come_to_what_is_of_their_own_ticket_alone(
    visitors: dict[str, httpx.AsyncClient], act_as: As, tickets: list[Object]
):
    """Each × what is theirs and the other's: a return, a complaint, a file."""
    for owner, mine in ((ME, True), (OTHER, False)):
        agent, ticket = act_as("y-8:agent"), next(each.number for each in tickets if each.mine is mine)
        returned = (await agent.post("/returns", json=RETURN | {"ticket": ticket})).json()["number"]
        complained = (await agent.post("/complaints", json=COMPLAINT | {"ticket": ticket})).json()["number"]
        brought = PHOTO + owner.encode()
        sent = await visitors[owner].post("/my/ticket/files", files=[("file", ("a.png", brought, "image/png"))])
        assert sent.status_code == 303
        file = (await agent.get(f"/tickets/{ticket}")).json()["attachments"][-1]
        theirs = (f"/my/returns/{returned}", f"/my/complaints/{complained}", f"/my/ticket/files/{file['sha256']}")
        for visitor, client in visitors.items():
            for address in theirs:
                answer = await client.get(address)
                assert (answer.status_code == 200) == (visitor == owner), (visitor, owner, address)
            for deed in (f"/my/returns/{returned}/withdraw", f"/my/complaints/{complained}/withdraw"):
                if visitor != owner:
                    assert (await client.post(deed)).status_code in (403, 404), (visitor, owner, deed)
