"""Tickets over HTTP: what is answered when all goes well, and the life of one from end to end."""

from dataclasses import replace
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.service import Service
from api.tickets.actions import NOUNS, body_of, command_of
from api.tickets.examples import EXAMPLES
from domain.application import TicketDesk
from domain.ticket.commands import COMMANDS
from tests.api.conftest import As


async def opened(agent: httpx.AsyncClient, **more: Any) -> str:
    answer = await agent.post("/tickets", json=EXAMPLES["open"] | more)
    assert answer.status_code == 201, answer.text
    return answer.json()["number"]


async def test_opening_answers_with_number_version_position_and_the_masked_event(agent: httpx.AsyncClient):
    answer = await agent.post("/tickets", json=EXAMPLES["open"])
    said = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/tickets/{said['number']}"
    assert answer.headers["etag"] == '"1"'
    assert said["version"] == 1
    assert said["position"].endswith(":1")
    [event] = said["events"]
    assert event["type"] == "ticket-opened"
    assert event["data"]["contact"] == {"name": "张*", "salutation": "*先生", "phone": "138****5678"}
    assert event["data"]["product"]["serial"] == "202403*****"
    assert event["data"]["customer_name"] == "远山科技有限公司"
    assert event["actor"] == {"id": "a-001", "role": "agent", "channel": "api", "entered_by": "operator"}


async def test_a_persons_name_is_masked_where_the_customer_is_no_company(agent: httpx.AsyncClient):
    number = await opened(agent, company=None, customer_name="欧阳修")
    assert (await agent.get(f"/tickets/{number}")).json()["intake"]["customer_name"] == "欧阳*"


async def test_a_ticket_lives_from_opening_to_closing(
    act_as: As, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient
):
    number, engineer = await opened(agent, customer="customer-C10023"), act_as("e-003:engineer")
    customer = act_as("customer-C10023:customer")
    steps = [
        (agent, "acknowledge"),
        (supervisor, "grade"),
        (supervisor, "estimate"),
        (supervisor, "dispatch"),
        (engineer, "accept"),
        (engineer, "contact"),
        (engineer, "pause"),
        (engineer, "resume"),
        (engineer, "escalate"),
        (engineer, "start"),
        (engineer, "resolve"),
        (customer, "reject"),
        (engineer, "start"),
        (engineer, "resolve"),
        (customer, "confirm"),
        (agent, "close"),
        (agent, "reopen"),
        (supervisor, "cancel"),
    ]
    version = 1
    for who, action in steps:
        unsaid = ("given", "evidence", "duplicate_of")
        own_words = {name: said for name, said in EXAMPLES[action].items() if name not in unsaid}
        own_words |= {"cancel": {"cancelled_as": "withdrawn"}, "start": {"where": "remote"}}.get(action, {})
        answer = await who.post(f"/tickets/{number}/{NOUNS[action]}", json=own_words)
        version += 2 if action == "close" else 1
        assert (answer.status_code, answer.json().get("version")) == (200, version), (action, answer.text)
        assert answer.headers["etag"] == f'"{version}"'
    shown = (await agent.get(f"/tickets/{number}")).json()
    assert (shown["stage"], shown["status"], shown["version"]) == ("cancelled", "cancelled", 20)
    history = (await agent.get(f"/tickets/{number}/history")).json()
    assert [event["version"] for event in history["events"]] == list(range(1, 21))


async def test_asking_twice_changes_nothing_and_says_so(agent: httpx.AsyncClient):
    number = await opened(agent)
    first = await agent.post(f"/tickets/{number}/acknowledgement")
    again = await agent.post(f"/tickets/{number}/acknowledgement")
    assert (first.json()["version"], len(first.json()["events"])) == (2, 1)
    assert (again.status_code, again.json()["version"], again.json()["events"]) == (200, 2, [])


async def test_the_same_idempotency_key_is_the_same_command(agent: httpx.AsyncClient):
    number = await opened(agent)
    key = {"Idempotency-Key": "note 1"}
    first = await agent.post(f"/tickets/{number}/note", json={"text": "一"}, headers=key)
    again = await agent.post(f"/tickets/{number}/note", json={"text": "一"}, headers=key)
    other = await agent.post(f"/tickets/{number}/note", json={"text": "一"}, headers={"Idempotency-Key": "note 2"})
    assert first.json() == again.json()
    assert other.json()["version"] == 3


async def test_a_key_used_for_something_else_is_refused_and_nothing_changes(agent: httpx.AsyncClient):
    number, key = await opened(agent), {"Idempotency-Key": "1"}
    await agent.post(f"/tickets/{number}/note", json={"text": "一"}, headers=key)
    other = await agent.post(f"/tickets/{number}/note", json={"text": "二"}, headers=key)
    assert (other.status_code, other.json()["code"]) == (422, "key-reused")
    assert (await agent.get(f"/tickets/{number}")).json()["version"] == 2
    await agent.post("/tickets", json=EXAMPLES["open"], headers=key)
    other = await agent.post("/tickets", json=EXAMPLES["open"] | {"summary": "二"}, headers=key)
    assert (other.status_code, other.json()["code"]) == (422, "key-reused")


async def test_an_opening_sent_twice_with_one_key_opens_one_ticket(agent: httpx.AsyncClient):
    key = {"Idempotency-Key": "call 17"}
    numbers = {(await agent.post("/tickets", json=EXAMPLES["open"], headers=key)).json()["number"] for _ in range(3)}
    assert len(numbers) == 1


async def test_a_key_of_another_actor_is_another_command(agent: httpx.AsyncClient, act_as: As):
    key = {"Idempotency-Key": "call 17"}
    numbers = {
        (await who.post("/tickets", json=EXAMPLES["open"], headers=key)).json()["number"]
        for who in (agent, act_as("a-002:agent"))
    }
    assert len(numbers) == 2


async def test_a_stale_version_loses(agent: httpx.AsyncClient):
    number = await opened(agent)
    await agent.post(f"/tickets/{number}/note", json={"text": "一"}, headers={"If-Match": '"1"'})
    late = await agent.post(f"/tickets/{number}/note", json={"text": "二"}, headers={"If-Match": '"1"'})
    assert (late.status_code, late.json()["code"]) == (412, "version-changed")
    assert (await agent.get(f"/tickets/{number}")).json()["version"] == 2


async def test_only_what_stage_and_role_allow_is_possible(agent: httpx.AsyncClient, supervisor: httpx.AsyncClient):
    number = await opened(agent)
    as_agent = (await agent.get(f"/tickets/{number}")).json()["possible"]
    as_supervisor = (await supervisor.get(f"/tickets/{number}")).json()["possible"]
    assert "acknowledge" in as_agent
    assert "dispatch" not in as_agent
    assert "dispatch" in as_supervisor
    assert "reopen" not in as_supervisor


async def test_what_happened_earlier_keeps_its_time(agent: httpx.AsyncClient):
    answer = await agent.post(
        "/tickets", json=EXAMPLES["open"] | {"occurred": "2024-05-01T09:30:00+08:00", "late": "纸质登记"}
    )
    assert answer.json()["events"][0]["occurred"] == "2024-05-01T09:30:00+08:00"


@pytest.mark.parametrize("action", [action for action in COMMANDS if action != "attach"])
def test_every_action_has_an_example_that_is_a_valid_command(action: str):
    body = body_of(action).model_validate(EXAMPLES[action])
    assert isinstance(command_of(action, body), COMMANDS[action])
    assert action == "open" or action in NOUNS


async def test_an_opening_sent_again_days_later_to_another_process_is_the_same_ticket(
    service: Service, agent: httpx.AsyncClient, act_as: As
):
    """Neither the process nor the broker remembers it then; the register does."""
    key = {"Idempotency-Key": "call 17"}
    first = await agent.post("/tickets", json=EXAMPLES["open"], headers=key)
    forgetful = replace(service, desk=TicketDesk(Forgetting(service.log), zone=service.zone))
    transport = httpx.ASGITransport(create_app(forgetful))
    async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=agent.headers) as later:
        again = await later.post("/tickets", json=EXAMPLES["open"], headers=key)
        assert (again.status_code, again.json()) == (201, first.json())
        other = await later.post("/tickets", json=EXAMPLES["open"] | {"summary": "二"}, headers=key)
        assert (other.status_code, other.json()["code"]) == (422, "key-reused")
        assert (await later.get("/register", params={"after": "now"})).json()["count"] == 1


class Forgetting:
    """The store as it is once the broker has forgotten the event ids: nothing more may be stored under a known one."""

    def __init__(self, store: Any) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    async def append(self, changes: Any) -> Any:
        raise AssertionError("the same opening would be stored a second time")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"customer": ""}, "bad-customer-key"),
        ({"customer": "13812345678"}, "bad-customer-key"),
        ({"customer": "customer-13812345678"}, "bad-customer-key"),
        ({"customer": "customer-张三"}, "bad-customer-key"),
        ({"product": {"name": "空调 13812345678"}}, "not-valid"),
        ({"product": {"purchase_channel": "z@example.com"}}, "not-valid"),
        ({"summary": "第一行\n第二行"}, "not-valid"),
        ({"summary": "abc\u202edcba"}, "not-valid"),
    ],
)
async def test_what_would_stand_in_the_clear_or_be_misread_is_refused(
    agent: httpx.AsyncClient, more: dict[str, Any], code: str
):
    answer = await agent.post("/tickets", json=EXAMPLES["open"] | more)
    assert (answer.status_code, answer.json()["code"]) == (422, code), answer.text
    assert "13812345678" not in answer.text
    assert (await agent.get("/register", params={"after": "now"})).json()["count"] == 0


async def test_a_customer_of_another_system_keeps_its_key(agent: httpx.AsyncClient):
    opened = await agent.post("/tickets", json=EXAMPLES["open"] | {"customer": "customer-C10023"})
    ticket = (await agent.get(f"/tickets/{opened.json()['number']}")).json()
    assert ticket["customer"] == "customer-C10023"


@pytest.mark.parametrize(
    "other", [{"occurred": "2024-05-01T10:30:00+08:00"}, {"customer": "customer-2"}], ids=["time", "customer"]
)
async def test_a_key_used_again_with_another_time_or_customer_is_refused(
    agent: httpx.AsyncClient, other: dict[str, str]
):
    key = {"Idempotency-Key": "1"}
    said = EXAMPLES["open"] | {"occurred": "2024-05-01T09:30:00+08:00", "customer": "customer-1", "late": "补登"}
    assert (await agent.post("/tickets", json=said, headers=key)).status_code == 201
    assert (await agent.post("/tickets", json=said, headers=key)).status_code == 201
    refused = await agent.post("/tickets", json=said | other, headers=key)
    assert (refused.status_code, refused.json()["code"]) == (422, "key-reused")
