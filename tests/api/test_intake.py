"""Intake help over HTTP: who calls, what they own, what is open, and what may be a duplicate or a repeat."""

from typing import Any

import httpx
import pytest

from api.customers.actions import EXAMPLES
from tests.api.conftest import As
from tests.api.test_customers import registered
from tests.api.test_tickets import opened

SERIAL = "202403A0001"


async def looked_up(client: httpx.AsyncClient, **said: str) -> dict[str, Any]:
    answer = await client.post("/intake/lookup", json=said, params={"after": "now"})
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return answer.json()


async def solved(agent: httpx.AsyncClient, number: str) -> None:
    for noun, said in (("acknowledgement", {}), ("resolution", {"handling": "更换管路"})):
        answer = await agent.post(f"/tickets/{number}/{noun}", json=said)
        assert answer.status_code == 200, answer.text


async def test_a_caller_is_found_by_phone_with_products_and_open_tickets(agent: httpx.AsyncClient) -> None:
    path = await registered(agent)
    await agent.post(f"{path}/product", json=EXAMPLES["register-product"])
    number = await opened(agent, customer=f"customer-{path.rpartition('/')[2]}", product={"name": "冰箱"})
    found = await looked_up(agent, phone="+86 138 1234 5678")
    [customer] = found["customers"]
    assert customer["contacts"] == [{"person": 1, "name": "张*", "reach": "138****5678"}]
    assert [(product["name"], product["serial"]) for product in customer["products"]] == [
        ("智能空调", "202403*****"),
        ("冰箱", None),
    ]
    assert [(one["number"], one["same_customer"], one["same_product"]) for one in found["open_tickets"]] == [
        (number, True, False)
    ]
    assert [(flag["number"], flag["code"]) for flag in found["duplicates"]] == [(number, "same-customer-open")]


@pytest.mark.parametrize(
    "said", [{"serial": "202403a-0001"}, {"order_number": "jd 2024 0501"}, {"phone": "13812345678"}]
)
async def test_a_ticket_alone_makes_its_customer_findable(agent: httpx.AsyncClient, said: dict[str, str]) -> None:
    number = await opened(agent, order_number="JD-2024-0501")
    found = await looked_up(agent, **said)
    assert [customer["tickets"] for customer in found["customers"]] == [[number]]
    assert [flag["code"] for flag in found["duplicates"]] == ["same-product-open"]


async def test_a_second_report_about_one_serial_number_is_flagged_whoever_calls(agent: httpx.AsyncClient) -> None:
    number = await opened(agent)
    path = await registered(agent, name="王五", contact={"phone": "13900000139"})
    await agent.post(f"{path}/product", json={"product": {"name": "空调", "serial": SERIAL}})
    found = await looked_up(agent, phone="13900000139")
    assert [(flag["number"], flag["code"]) for flag in found["duplicates"]] == [(number, "same-product-open")]
    [ticket] = found["open_tickets"]
    assert (ticket["same_customer"], ticket["same_product"]) == (False, True)


async def test_a_repair_not_long_ago_is_flagged_as_a_repeat_in_the_readers_language(
    act_as: As, agent: httpx.AsyncClient
) -> None:
    number = await opened(agent, customer="customer-C10023")
    await solved(agent, number)
    closed = await act_as("customer-C10023:customer").post(
        f"/tickets/{number}/confirmation", json={"signature": "张伟"}
    )
    assert closed.status_code == 200
    assert (await agent.post(f"/tickets/{number}/closing", json={})).status_code == 200
    for language, word in (("zh", "重复维修"), ("en", "repeat repair")):
        found = await looked_up(act_as("a-001:agent", language=language), serial=SERIAL)
        assert (found["open_tickets"], found["duplicates"]) == ([], [])
        [flag] = found["repeats"]
        assert (flag["number"], flag["code"]) == (number, "repeat")
        assert word in flag["reason"]


async def test_nobody_is_found_by_what_nobody_has(agent: httpx.AsyncClient) -> None:
    await opened(agent)
    assert await looked_up(agent, email="nobody@example.com") == {
        "customers": [],
        "open_tickets": [],
        "duplicates": [],
        "repeats": [],
    }


@pytest.mark.parametrize("said", [{}, {"phone": "13812345678", "serial": SERIAL}])
async def test_exactly_one_value_is_looked_up(agent: httpx.AsyncClient, said: dict[str, str]) -> None:
    answer = await agent.post("/intake/lookup", json=said)
    assert (answer.status_code, answer.json()["code"]) == (422, "one-value-needed")


@pytest.mark.parametrize(("said", "told"), [({"phone": "abc"}, "不是电话号码"), ({"email": "abc"}, "不是电子邮箱")])
async def test_what_can_be_nobodys_number_or_address_is_told_so(
    agent: httpx.AsyncClient, said: dict[str, str], told: str
) -> None:
    answer = await agent.post("/intake/lookup", json=said, headers={"Accept-Language": "zh"})
    assert answer.status_code == 422
    assert told in answer.json()["detail"]
