"""Commands and queries over a real nats-server: what works, is refused, is harmless twice, and loses when stale."""

import asyncio
import base64
import json

import httpx
import pytest
from nats.errors import MaxPayloadError, NoRespondersError
from starlette.types import Receive, Scope, Send

from api.app import all_routes
from api.messages.answering import Answering
from api.messages.envelope import Message
from api.messages.measures import IGNORED
from api.messages.operations import Operations
from eventsourcing_nats.broker.client import settled
from gongdan.answering.micro import Micro
from gongdan.nats_servers.embedded import NatsServer
from gongdan.nats_servers.services import SERVICE
from gongdan.nats_servers.users import OPERATIONS
from tests.api.conftest import SIGNER
from tests.api.messages.conftest import PREFIX, Asker, By, connected
from tests.examples.programs import python, run

OPENING = {"channel": "phone", "summary": "设备无法启动"}


async def opened(agent: Asker) -> str:
    answer = await agent.ask("tickets.open", OPENING)
    assert answer.status == 201, answer.body
    return answer.said["number"]


async def test_a_command_works_and_says_that_it_came_over_nats(by: By, agent: httpx.AsyncClient):
    answer = await by("a-001:agent").ask("tickets.open", OPENING)
    number = answer.said["number"]
    assert (answer.status, answer.headers["ETag"], answer.headers["Location"]) == (201, '"1"', f"/tickets/{number}")
    assert "Nats-Service-Error-Code" not in answer.headers
    [event] = (await agent.get(f"/tickets/{number}/history")).json()["events"]
    assert (event["type"], event["actor"]["channel"], event["actor"]["id"]) == ("ticket-opened", "nats", "a-001")


async def test_a_query_is_answered_with_what_it_asks_for(by: By):
    number = await opened(by("a-001:agent"))
    shown = await by("a-001:agent").look("tickets.show", number=number)
    assert (shown.status, shown.said["number"]) == (200, number)
    rows = await by("a-001:agent").look(
        "register.show-register", {"channel": ["phone", "web"], "limit": 5, "after": "now"}
    )
    assert [row["number"] for row in rows.said["items"]] == [number]


async def test_a_refusal_is_a_problem_in_the_askers_language(by: By):
    number = await opened(by("a-001:agent"))
    english = await by("w-001:warehouse").ask("tickets.acknowledge", number=number)
    assert (english.status, english.code) == (403, "forbidden")
    chinese = await by("e-003:engineer", language="zh").ask("tickets.accept", number=number)
    assert chinese.headers["Content-Language"] == "zh"
    assert (await by(None, token=None).ask("tickets.open", OPENING)).code == "token-missing"
    assert (await by("a-001:agent").look("tickets.show", number="202401-99999")).code == "ticket-not-found"


async def test_a_command_under_a_key_is_harmless_twice_over_either_entrance(by: By, agent: httpx.AsyncClient):
    key = {"Idempotency-Key": "call-17"}
    first = await by("a-001:agent").ask("tickets.open", OPENING, headers=key)
    again = await by("a-001:agent").ask("tickets.open", OPENING, headers=key)
    over_http = await agent.post("/tickets", json=OPENING, headers=key)
    assert first.said["number"] == again.said["number"] == over_http.json()["number"]
    other = await by("a-001:agent").ask("tickets.open", OPENING | {"summary": "异响"}, headers=key)
    assert (other.status, other.code) == (422, "key-reused")
    number = first.said["number"]
    assert (await by("a-001:agent").ask("tickets.acknowledge", number=number)).said["version"] == 2
    assert (await by("a-001:agent").ask("tickets.acknowledge", number=number)).said["events"] == []


async def test_a_stale_version_loses(by: By):
    number = await opened(by("a-001:agent"))
    seen = {"If-Match": '"1"'}
    assert (await by("a-001:agent").ask("tickets.note", {"text": "一"}, headers=seen, number=number)).status == 200
    stale = await by("a-001:agent").ask("tickets.note", {"text": "二"}, headers=seen, number=number)
    assert (stale.status, stale.code) == (412, "version-changed")


async def test_many_at_once_are_each_answered_with_their_own(by: By):
    agent = by("a-001:agent")
    numbers = await asyncio.gather(*(opened(agent) for _ in range(20)))
    assert len(set(numbers)) == 20


async def test_a_file_is_sent_as_base64_and_comes_back_as_it_is(by: By):
    number = await opened(by("a-001:agent"))
    file = base64.b64encode(b"E01 compressor stopped").decode()
    said = {"path": {"number": number}, "query": {"name": "device.log", "purpose": "log"}, "body": file}
    added = await by("a-001:agent").send("tickets.attach", json.dumps(said).encode())
    assert added.status == 201, added.body
    digest = added.said["events"][0]["data"]["sha256"]
    got = await by("a-001:agent").look("tickets.fetch-attachment", number=number, sha256=digest)
    assert got.body == b"E01 compressor stopped"
    wrong = await by("a-001:agent").send("tickets.attach", json.dumps(said | {"body": "no base64!"}).encode())
    assert (wrong.status, wrong.said["errors"][0]["code"]) == (422, "not_base64")


@pytest.mark.parametrize(
    ("subject", "payload", "code"),
    [
        ("tickets.open", b"{", "bad-json"),
        ("tickets.open", b"\xff", "bad-json"),
        ("tickets.open", b"[" * 200_000, "bad-json"),
        ("tickets.open", b"[]", "not-valid"),
        ("tickets.open", b'{"boddy": {}}', "not-valid"),
        ("tickets.show", b"{}", "not-valid"),
        ("tickets.show", b'{"path": {"number": "1", "name": "x"}}', "not-valid"),
        ("tickets.show", b'{"path": {"number": "1/history"}}', "not-valid"),
        ("tickets.show", b'{"path": {"number": "1"}, "body": {}}', "not-valid"),
        ("tickets.open", b'{"body": {"summary": "' + b"x" * 300_000 + b'"}}', "body-too-large"),
        ("tickets.opne", b"{}", "no-operation"),
        ("whatever", b"{}", "no-operation"),
    ],
    ids=lambda value: repr(value[:40]),
)
async def test_what_is_said_wrong_is_one_clear_problem(by: By, subject: str, payload: bytes, code: str):
    assert (await by("a-001:agent").send(subject, payload)).code == code


async def test_a_name_that_leads_to_another_operation_is_not_found(by: By):
    wrong = await by("a-001:agent").look("help.read-help", number="..")
    assert wrong.status in (404, 422)


async def test_what_no_message_can_hold_is_refused_by_the_askers_client(by: By):
    with pytest.raises(MaxPayloadError):
        await by("a-001:agent").send("tickets.open", b"x" * 1_100_000)


async def test_an_answer_larger_than_a_message_or_too_late_is_a_problem():
    async def endless(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(20):
            await send({"type": "http.response.body", "body": b"x" * 1_000, "more_body": True})
        while (await receive())["type"] != "http.disconnect":
            pass

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(1)

    operations, asked = Operations(all_routes()), Message(b"{}", {"accept-language": "en"})
    large = await Answering(endless, operations).answer("register.show-register", asked, 10_000)
    assert (large.status, large.failed) == (413, "answer-too-large")
    late = await Answering(slow, operations, longest=0.01).answer("register.show-register", asked, 10_000)
    assert (late.status, late.failed, late.headers["Retry-After"]) == (503, "took-too-long", "2")
    none_left = await Answering(slow, operations, at_once=0).answer("register.show-register", asked, 10_000)
    assert (none_left.status, none_left.failed) == (503, "too-busy")


async def test_without_a_service_it_is_told_at_once(nats_server: NatsServer):
    client = await connected(nats_server, SERVICE)
    with pytest.raises(NoRespondersError):
        await client.request(f"{PREFIX}-do.tickets.open", b"{}", timeout=5)
    await client.close()


async def test_an_answer_goes_to_an_inbox_and_nowhere_else(nats_server: NatsServer, micro: Micro, by: By):
    before = IGNORED._value.get()
    operations = await connected(nats_server, OPERATIONS)
    heard = await operations.subscribe("gongdan.00.ticket.1")
    for to in ("gongdan.00.ticket.1", ""):
        await operations.publish(f"{PREFIX}-do.tickets.open", b"{}", reply=to)
    await by().client.publish(f"{PREFIX}-do.tickets.open", b"{}", reply="gongdan.00.ticket.1")
    await by().ask("tickets.open")
    await settled(operations)
    assert IGNORED._value.get() == before + 2
    assert heard.pending_msgs == 0
    await operations.close()


async def test_the_example_opens_one_ticket_however_often_it_is_run(nats_server: NatsServer, micro: Micro):
    environment = {
        "NATS_URL": nats_server.url,
        "NATS_USER": SERVICE,
        "NATS_PASSWORD": nats_server.passwords.of(SERVICE),
        "KEY": SIGNER.mint("a-001", ("agent",), 3600),
    }
    first, again = [await run(*python("ask.py"), "call-17", "屏幕失灵", **environment) for _ in range(2)]
    assert first == again == (0, f"{first[1]}")
    assert first[1].endswith("-00001\n")
    refused = await run(*python("ask.py"), "call-18", "", **environment)
    assert refused[0] == 1
