"""Letters that wait over the API: who may see them, and what letting in and dropping do."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import replace

import httpx
import pytest

from api.app import create_app
from api.service import Service
from domain.ticket.events import CommunicationLogged, TicketOpened
from gongdan.mailing.keeping.store import LetterStore
from gongdan.mailing.room import LetterRoom
from gongdan.mailing.taking.intake import MailIn
from tests.api.conftest import OPERATORS_TOKEN
from tests.mailing.conftest import Clock
from tests.mailing.writing import letter

Ask = Callable[[str], httpx.AsyncClient]


@pytest.fixture
async def ask(service: Service, letters: LetterStore, clock: Clock) -> AsyncIterator[Ask]:
    with_mail = replace(service, mail=LetterRoom(letters, clock))
    transport = httpx.ASGITransport(create_app(with_mail), raise_app_exceptions=False)
    async with AsyncExitStack() as stack:
        made = [
            await stack.enter_async_context(
                httpx.AsyncClient(
                    transport=transport,
                    base_url="http://test",
                    headers={"Authorization": f"Bearer {OPERATORS_TOKEN}", "Gongdan-As": who, "Accept-Language": "en"},
                )
            )
            for who in ("a-001:agent", "m-001:manager", "e-001:engineer")
        ]
        yield lambda role: made[("agent", "manager", "engineer").index(role)]


async def test_a_letter_is_listed_read_and_let_in_as_a_ticket(service: Service, mail_in: MailIn, ask: Ask):
    await mail_in.take(letter("空调不制冷"))
    listed = (await ask("agent").get("/mail")).json()
    [waiting] = listed["items"]
    assert (listed["count"], waiting["why"], waiting["sender"]) == (1, "stranger", "zhang@customer.example")
    assert waiting["text"] == "from nobody we know"
    place = f"/mail/{waiting['letter']}"
    assert (await ask("agent").get(place)).json()["said"] == "空调不制冷"
    raw = await ask("agent").get(f"{place}/raw")
    assert (raw.content, raw.headers["Content-Type"]) == (letter("空调不制冷"), "application/octet-stream")

    released = await ask("agent").post(f"{place}/release", json={})
    assert released.status_code == 200
    number = released.json()["ticket"]
    first = (await service.desk.history(number))[0]
    assert isinstance(first.event, TicketOpened)
    assert (first.event.channel, first.envelope.actor.id) == ("email", "a-001")
    assert (await ask("agent").post(f"{place}/release", json={})).json()["ticket"] == number
    assert (await ask("agent").post(f"{place}/drop", json={"reason": "x"})).status_code == 409
    assert (await ask("agent").get(f"{place}/raw")).status_code == 404
    [seen] = (await ask("agent").get("/mail", params={"state": "released"})).json()["items"]
    assert (seen["ticket"], seen["by"]) == (number, "a-001")


async def test_a_letter_is_let_in_on_a_ticket(service: Service, mail_in: MailIn, ask: Ask):
    opened = await ask("agent").post("/tickets", json={"channel": "phone", "summary": "x"})
    number = opened.json()["number"]
    await mail_in.take(letter("照片稍后", X_Spam_Flag="YES"))
    [waiting] = (await ask("agent").get("/mail")).json()["items"]
    done = await ask("agent").post(f"/mail/{waiting['letter']}/release", json={"ticket": number})
    assert done.json()["ticket"] == number
    said = [each.event for each in await service.desk.history(number)]
    assert any(isinstance(each, CommunicationLogged) and each.text == "照片稍后" for each in said)


async def test_a_letter_for_no_ticket_stays(mail_in: MailIn, ask: Ask):
    await mail_in.take(letter())
    [waiting] = (await ask("agent").get("/mail")).json()["items"]
    refused = await ask("agent").post(f"/mail/{waiting['letter']}/release", json={"ticket": "202405-09999"})
    assert refused.status_code == 404
    assert (await ask("agent").get("/mail")).json()["count"] == 1


async def test_a_dropped_letter_is_gone_and_twice_is_once(mail_in: MailIn, letters: LetterStore, ask: Ask):
    await mail_in.take(letter())
    [waiting] = (await ask("agent").get("/mail")).json()["items"]
    place = f"/mail/{waiting['letter']}"
    assert (await ask("agent").post(f"{place}/drop", json={"reason": ""})).status_code == 422
    for _ in range(2):
        assert (await ask("agent").post(f"{place}/drop", json={"reason": "广告"})).status_code == 200
    [dropped] = (await ask("agent").get("/mail", params={"state": "dropped"})).json()["items"]
    assert (dropped["reason"], dropped["by"]) == ("广告", "a-001")
    assert (await ask("agent").get(f"{place}/raw")).status_code == 404
    assert (await ask("agent").post(f"{place}/release", json={})).status_code == 409


async def test_who_may_not_open_tickets_lets_nothing_in(mail_in: MailIn, ask: Ask):
    await mail_in.take(letter())
    [waiting] = (await ask("manager").get("/mail")).json()["items"]
    for act, said in (("release", {}), ("drop", {"reason": "x"})):
        assert (await ask("manager").post(f"/mail/{waiting['letter']}/{act}", json=said)).status_code == 403
    assert (await ask("engineer").get("/mail")).status_code == 403


async def test_pages_follow_one_another(open_mail_in: MailIn, clock: Clock, ask: Ask):
    for at in range(5):
        clock.pass_by(minutes=1)
        await open_mail_in.take(letter(str(at), message=f"<{at}@x.example>", X_Spam_Flag="YES"))
    first = (await ask("agent").get("/mail", params={"limit": 3})).json()
    rest = (await ask("agent").get("/mail", params={"limit": 3, "page": first["next"]})).json()
    came = [each["came"] for each in first["items"] + rest["items"]]
    assert came == sorted(came, reverse=True)
    assert (len(came), rest["next"]) == (5, None)


async def test_without_mail_in_there_is_no_letter(agent: httpx.AsyncClient):
    assert (await agent.get("/mail")).json() == {"items": [], "next": None, "count": 0}
    answer = await agent.get(f"/mail/{'0' * 32}")
    assert (answer.status_code, answer.json()["code"]) == (404, "no-mail-in")
