"""Customers over HTTP: every action does what its example says, personal values are masked, two people erase."""

from typing import Any

import httpx
import pytest

from api.customers.actions import EXAMPLES, NOUNS
from domain.customer.commands import COMMANDS
from tests.api.conftest import As
from tests.api.test_tickets import opened


async def registered(agent: httpx.AsyncClient, **more: Any) -> str:
    """The path of a new customer."""
    answer = await agent.post("/customers", json=EXAMPLES["register"] | more)
    assert answer.status_code == 201, answer.text
    return answer.headers["location"]


def test_every_command_but_registering_has_a_place_and_an_example() -> None:
    assert {*NOUNS, "register"} == set(EXAMPLES) == set(COMMANDS) - {"fetch-export", "complete-erasure", "end-terms"}


async def test_registering_answers_with_the_masked_event(agent: httpx.AsyncClient) -> None:
    answer = await agent.post("/customers", json=EXAMPLES["register"])
    [event] = answer.json()["events"]
    assert answer.headers["etag"] == '"1"'
    assert event["type"] == "customer-registered"
    assert event["data"]["contact"] == {"name": "张*", "salutation": "*先生", "phone": "138****5678"}
    assert event["data"]["name"] == "远山科技有限公司"


async def test_a_persons_name_is_masked(agent: httpx.AsyncClient) -> None:
    path = await registered(agent, name="欧阳修", company=False)
    assert (await agent.get(path, params={"after": "now"})).json()["name"] == "欧阳*"
    [event] = (await agent.get(f"{path}/history")).json()["events"]
    assert event["data"]["name"] == "欧阳*"


async def test_the_same_key_registers_one_customer(agent: httpx.AsyncClient) -> None:
    first, again = [
        await agent.post("/customers", json=EXAMPLES["register"], headers={"Idempotency-Key": "k-1"}) for _ in range(2)
    ]
    assert first.headers["location"] == again.headers["location"]
    assert first.json() == again.json()


async def test_the_same_key_for_another_customer_is_refused(agent: httpx.AsyncClient) -> None:
    headers = {"Idempotency-Key": "k-1"}
    await agent.post("/customers", json=EXAMPLES["register"], headers=headers)
    answer = await agent.post("/customers", json=EXAMPLES["register"] | {"name": "别家公司"}, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "key-reused")


async def test_a_customer_known_by_a_ticket_is_registered_under_the_same_key(agent: httpx.AsyncClient) -> None:
    number = await opened(agent)
    customer = (await agent.get(f"/tickets/{number}")).json()["customer"]
    path = await registered(agent, customer=customer)
    shown = (await agent.get(path, params={"after": "now"})).json()
    assert (shown["customer"], shown["tickets"], shown["key_customer"]) == (customer, [number], True)


async def test_when_a_customer_was_registered_is_told_in_the_deployments_zone(agent: httpx.AsyncClient) -> None:
    path = await registered(agent)
    told = (await agent.get(path, params={"after": "now"})).json()["registered"]
    assert told.endswith("+08:00")


APPROVED = ("restrict", "unrestrict", "erase", "export-customer", "place-hold", "lift-hold")


@pytest.mark.parametrize("action", [action for action in NOUNS if action not in APPROVED])
async def test_every_action_does_what_its_example_says(act_as: As, agent: httpx.AsyncClient, action: str) -> None:
    path = await registered(agent, tier=None, dedicated_staff=None)
    await agent.post(f"{path}/product", json=EXAMPLES["register-product"])
    await agent.post(f"{path}/contact", json=EXAMPLES["change-contact"] | {"contact": {"name": "王五"}})
    officer = act_as("p-001:privacy-officer")
    before = {"withdraw-consent": "give-consent", "decline-measure": "request-measure"}.get(action)
    who = officer if "measure" in action else agent
    if before:
        assert (await who.post(f"{path}/{NOUNS[before]}", json=EXAMPLES[before])).status_code == 200
    example = EXAMPLES[action] | ({"item": 1, "product": {"name": "x"}} if action == "register-product" else {})
    answer = await who.post(f"{path}/{NOUNS[action]}", json=example)
    assert answer.status_code == 200, answer.text
    [event] = answer.json()["events"]
    assert event["type"] == COMMANDS[action].causes.stored_name
    again = await who.post(f"{path}/{NOUNS[action]}", json=example)
    assert (again.status_code, again.json()["events"]) == (200, [])


APPROVED_BY = (
    *(("restrict", "restriction"), ("unrestrict", "restriction-end"), ("export", "export")),
    *(("hold", "hold"), ("lift", "hold-end"), ("erase", "erasure")),
)


async def test_one_officer_asks_and_another_restricts_and_lifts_it(act_as: As, agent: httpx.AsyncClient) -> None:
    path = await registered(agent)
    one, another = act_as("p-001:privacy-officer"), act_as("p-002:privacy-officer")
    for measure, noun in APPROVED_BY:
        lifted = {"hold": 1} if measure == "lift" else {}
        asked = await one.post(f"{path}/measure-request", json={"measure": measure, "reason": "客户要求"} | lifted)
        assert asked.status_code == 200, asked.text
        alone = await one.post(f"{path}/{noun}")
        assert (alone.status_code, alone.json()["code"]) == (409, "second-person-needed")
        done = await another.post(f"{path}/{noun}")
        assert done.json()["events"][0]["data"]["requested_by"] == "p-001"


async def test_a_restricted_customer_is_for_privacy_officers(act_as: As, agent: httpx.AsyncClient) -> None:
    path = await registered(agent)
    one, another = act_as("p-001:privacy-officer"), act_as("p-002:privacy-officer")
    await one.post(f"{path}/measure-request", json={"measure": "restrict", "reason": "客户要求"})
    await another.post(f"{path}/restriction")
    for place in (path, f"{path}/history"):
        assert (await agent.get(place, params={"after": "now"} if place == path else {})).status_code == 403
        assert (await one.get(place)).status_code == 200
    told = (await agent.get(path, headers={"Accept-Language": "zh"})).json()["detail"]
    assert told.startswith("a-001（客服）不能查看限制使用的客户资料；")
    assert (await agent.get("/customers", params={"after": "now"})).json()["items"] == []


async def test_a_customer_keeps_their_own_record_but_not_their_contract(act_as: As, agent: httpx.AsyncClient) -> None:
    path = await registered(agent)
    key = f"customer-{path.rpartition('/')[2]}"
    own = act_as(f"{key}:customer")
    assert (await own.post(f"{path}/notices", json={"notices": "wechat"})).status_code == 200
    assert (await own.get(path, params={"after": "now"})).json()["customer"] == key
    assert (await own.post(f"{path}/contract", json={"tier": "gold"})).status_code == 403
    other = await registered(agent)
    assert [(await own.get(other)).status_code, (await own.get("/customers")).status_code] == [403, 403]


async def test_a_version_that_was_seen_no_longer_is_refused(agent: httpx.AsyncClient) -> None:
    path = await registered(agent)
    say = EXAMPLES["choose-notices"]
    assert (await agent.post(f"{path}/notices", json=say, headers={"If-Match": '"1"'})).status_code == 200
    late = await agent.post(f"{path}/notices", json={"notices": "none"}, headers={"If-Match": '"1"'})
    assert late.status_code == 412


async def test_products_are_shown_with_their_warranty(agent: httpx.AsyncClient) -> None:
    path = await registered(agent)
    await agent.post(
        f"{path}/product", json={"product": {"name": "空调", "serial": "202403A0001", "purchased": "2024-03"}}
    )
    await agent.post(f"{path}/product", json={"product": {"name": "手机", "warranty_months": 24}})
    products = (await agent.get(path, params={"after": "now"})).json()["products"]
    assert [(one["item"], one["serial"], one["warranty"], one["warranty_ends"]) for one in products] == [
        (1, "202403*****", "out", "2025-03-31"),
        (2, None, "unknown", None),
    ]


async def test_customers_are_listed_in_pages(agent: httpx.AsyncClient) -> None:
    for _ in range(3):
        await registered(agent)
    first = (await agent.get("/customers", params={"limit": 2, "after": "now"})).json()
    second = (await agent.get("/customers", params={"limit": 2, "page": first["next"]})).json()
    assert (len(first["items"]), len(second["items"]), second["next"], first["count"]) == (2, 1, None, 3)


@pytest.mark.parametrize("path", ["/customers/customer-nobody", "/customers/nobody/history"])
async def test_who_is_not_on_record_is_not_found(agent: httpx.AsyncClient, path: str) -> None:
    answer = await agent.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "customer-not-found")


@pytest.mark.parametrize("customer", ["13812345678", "a b", "x" * 80])
async def test_a_key_that_can_be_none_is_refused(agent: httpx.AsyncClient, customer: str) -> None:
    answer = await agent.get(f"/customers/{customer}")
    assert (answer.status_code, answer.json()["code"]) == (422, "bad-customer-key")


@pytest.mark.parametrize("role", ["engineer", "quality", "warehouse", "administrator", "customer"])
async def test_who_does_not_need_customers_does_not_see_them(act_as: As, agent: httpx.AsyncClient, role: str) -> None:
    path = await registered(agent)
    other = act_as(f"x-001:{role}")
    assert [(await other.get(place)).status_code for place in (path, f"{path}/history", "/customers")] == [403] * 3
    assert (await other.post("/intake/lookup", json={"phone": "13812345678"})).status_code == 403
