"""What a customer may open and see, and what nobody may once a customer's data is restricted or erased."""

from typing import Any

import httpx
import pytest

from api.tickets.examples import EXAMPLES
from tests.api.conftest import As
from tests.api.test_attachments import LOG, added
from tests.api.test_customers import registered
from tests.api.test_problems import is_problem
from tests.api.test_tickets import opened
from tests.api.test_unmasking import corrected, unmasked

ME, OTHER = "customer-C10023", "customer-C10024"


@pytest.fixture
def me(act_as: As) -> httpx.AsyncClient:
    return act_as(f"{ME}:customer")


async def history(who: httpx.AsyncClient, number: str) -> list[dict[str, Any]]:
    return (await who.get(f"/tickets/{number}/history")).json()["events"]


@pytest.mark.parametrize("said", [{}, {"customer": ME}], ids=["unsaid", "said"])
async def test_a_customer_opens_a_ticket_for_themselves(me: httpx.AsyncClient, said: dict[str, str]):
    number = await opened(me, **said)
    assert (await me.get(f"/tickets/{number}")).json()["customer"] == ME


async def test_a_customer_opens_none_for_another(me: httpx.AsyncClient):
    answer = await me.post("/tickets", json=EXAMPLES["open"] | {"customer": OTHER})
    is_problem(answer, 403, "other-customer")


async def test_a_customers_opening_sent_again_is_the_same_ticket(me: httpx.AsyncClient):
    first, again = [
        await me.post("/tickets", json=EXAMPLES["open"], headers={"Idempotency-Key": "k-1"}) for _ in range(2)
    ]
    assert first.json() == again.json()


async def test_staff_open_tickets_for_any_customer(agent: httpx.AsyncClient):
    number = await opened(agent, customer=OTHER)
    assert (await agent.get(f"/tickets/{number}")).json()["customer"] == OTHER


async def test_a_customer_sees_neither_notes_of_staff_nor_why_something_was_corrected(
    me: httpx.AsyncClient, agent: httpx.AsyncClient
):
    number = await opened(agent, customer=ME)
    for who, text in ((agent, "客户很急躁"), (me, "请走后门")):
        assert (await who.post(f"/tickets/{number}/note", json={"text": text})).status_code == 200
    of_the_note = {"version": 2, "field": "text", "right": "客户急躁", "reason": "措辞"}
    assert (await agent.post(f"/tickets/{number}/correction", json=of_the_note)).status_code == 200
    await corrected(agent, number, "summary", "屏幕失灵")
    seen = await history(me, number)
    assert [(event["version"], event["type"]) for event in seen] == [
        (1, "ticket-opened"),
        (3, "note-added"),
        (5, "correction-recorded"),
    ]
    assert (seen[2]["data"]["right"], seen[2]["data"].get("reason")) == ("屏幕失灵", None)
    assert "急躁" not in str(seen)
    whole = await history(agent, number)
    assert [event["data"].get("reason") for event in whole[3:]] == ["措辞", "客户更正"]


async def measured(act_as: As, agent: httpx.AsyncClient, measure: str, noun: str) -> tuple[str, str, str]:
    """A customer of whom the measure was taken, the place of a ticket of theirs, and of its file."""
    path = await registered(agent)
    key = f"customer-{path.rpartition('/')[2]}"
    number = await opened(agent, customer=key)
    place = (await added(agent, number)).headers["location"]
    one, another = act_as("p-001:privacy-officer"), act_as("p-002:privacy-officer")
    await one.post(f"{path}/measure-request", json={"measure": measure, "reason": "客户要求"})
    assert (await another.post(f"{path}/{noun}")).status_code == 200
    return key, number, place


@pytest.mark.parametrize(
    ("measure", "noun", "code"),
    [("restrict", "restriction", "for-restricted-customer"), ("erase", "erasure", "for-erased-customer")],
)
async def test_of_who_is_restricted_or_erased_no_ticket_is_opened_and_nothing_shown(
    act_as: As, agent: httpx.AsyncClient, measure: str, noun: str, code: str
):
    key, number, place = await measured(act_as, agent, measure, noun)
    before = (await agent.get(f"/tickets/{number}")).json()["version"]
    is_problem(await agent.post("/tickets", json=EXAMPLES["open"] | {"customer": key}), 409, code)
    is_problem(await act_as(f"{key}:customer").post("/tickets", json=EXAMPLES["open"]), 409, code)
    is_problem(await unmasked(agent, number), 409, code)
    is_problem(await agent.get(place), 409, code)
    assert (await agent.get(f"/tickets/{number}")).json()["version"] == before
    is_problem(await unmasked(act_as("a-002:agent"), number), 403, "forbidden")


async def test_once_the_restriction_ends_all_is_as_before(act_as: As, agent: httpx.AsyncClient):
    key, number, place = await measured(act_as, agent, "restrict", "restriction")
    path = f"/customers/{key.removeprefix('customer-')}"
    said = {"measure": "unrestrict", "reason": "已核实"}
    assert (await act_as("p-001:privacy-officer").post(f"{path}/measure-request", json=said)).status_code == 200
    assert (await act_as("p-002:privacy-officer").post(f"{path}/restriction-end")).status_code == 200
    assert await opened(agent, customer=key)
    assert (await unmasked(agent, number)).status_code == 200
    assert (await agent.get(place)).content == LOG


async def test_an_opening_of_before_is_answered_again(act_as: As, agent: httpx.AsyncClient):
    path = await registered(agent)
    said = EXAMPLES["open"] | {"customer": f"customer-{path.rpartition('/')[2]}"}
    first = await agent.post("/tickets", json=said, headers={"Idempotency-Key": "k-1"})
    one, another = act_as("p-001:privacy-officer"), act_as("p-002:privacy-officer")
    await one.post(f"{path}/measure-request", json={"measure": "restrict", "reason": "客户要求"})
    await another.post(f"{path}/restriction")
    again = await agent.post("/tickets", json=said, headers={"Idempotency-Key": "k-1"})
    assert again.json() == first.json()
