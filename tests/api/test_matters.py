"""Matters over HTTP: every kind is opened, acted on, listed and looked at in the same way, by who may."""

from typing import Any

import httpx
import pytest

from api.matters.catalogue import OFFERED
from api.matters.offered import Offered
from api.tickets.actions import body_for
from domain.rights import RIGHTS
from tests.api.conftest import As
from tests.api.test_customers import registered
from tests.api.test_tickets import opened

KINDS = [pytest.param(offered, id=offered.kind.name) for offered in OFFERED]
RETURN: dict[str, Any] = {
    "wanted": "refund",
    "model": "KFR-35",
    "voucher": "order",
    "condition": "used",
    "reason": "响",
}


async def asked(agent: httpx.AsyncClient, **more: Any) -> httpx.Response:
    return await agent.post("/returns", json=RETURN | more)


@pytest.mark.parametrize("offered", KINDS)
def test_every_action_has_a_place_of_its_own_and_an_example_that_is_taken(offered: Offered) -> None:
    opening = offered.kind.opening.action
    assert {opening, *offered.nouns} == set(offered.kind.commands) == set(offered.examples)
    assert len(set(offered.nouns.values())) == len(offered.nouns)
    for action, command in offered.kind.commands.items():
        whose = {"base": offered.body} if action == opening else {}
        body_for(command, offered.examples[action], **whose).model_validate(offered.examples[action])


@pytest.mark.parametrize("offered", KINDS)
def test_every_action_and_looking_has_its_rights(offered: Offered) -> None:
    assert {offered.reading, *offered.kind.commands} <= set(RIGHTS)


async def test_a_return_has_the_tickets_customer_and_the_first_number_of_the_month(agent: httpx.AsyncClient) -> None:
    ticket = await opened(agent)
    answer = await asked(agent, ticket=ticket)
    assert answer.status_code == 201
    number = answer.json()["number"]
    assert number.startswith("TH")
    assert number.endswith("-00001")
    assert answer.headers["location"] == f"/returns/{number}"
    shown = (await agent.get(f"/returns/{number}")).json()
    assert (shown["ticket"], shown["status"], shown["facts"]["wanted"]) == (ticket, "requested", "refund")
    assert shown["customer"] == (await agent.get(f"/tickets/{ticket}")).json()["customer"]
    assert shown["possible"] == ["approve-return", "refuse-return", "withdraw-return", "assign-return"]


async def test_an_opening_sent_again_with_its_key_opens_one_only(agent: httpx.AsyncClient) -> None:
    headers = {"Idempotency-Key": "once"}
    body = RETURN | {"ticket": await opened(agent)}
    first = await agent.post("/returns", json=body, headers=headers)
    again = await agent.post("/returns", json=body, headers=headers)
    other = await agent.post("/returns", json=body | {"reason": "别的"}, headers=headers)
    assert first.json()["number"] == again.json()["number"]
    assert other.json()["code"] == "key-reused"


async def test_an_action_answers_with_its_version_and_a_stale_one_is_refused(
    agent: httpx.AsyncClient, act_as: As
) -> None:
    path = (await asked(agent, ticket=await opened(agent))).headers["location"]
    approval = {"ground": "defect", "packing": "原包装"}
    own = await agent.post(f"{path}/approval", json=approval)
    assert (own.status_code, own.json()["code"]) == (409, "own-return")
    agent = act_as("a-002:agent")
    done = await agent.post(f"{path}/approval", json=approval, headers={"If-Match": '"1"'})
    assert (done.status_code, done.headers["etag"]) == (200, '"2"')
    stale = await agent.post(f"{path}/withdrawal", json={}, headers={"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "version-changed")
    refused = await agent.post(f"{path}/approval", json=approval | {"note": "另"})
    assert (refused.status_code, refused.json()["code"]) == (409, "matter-status")


async def test_a_list_shows_what_is_asked_for_in_pages(agent: httpx.AsyncClient, act_as: As) -> None:
    ticket = await opened(agent)
    numbers = [(await asked(agent, ticket=ticket, model=f"KFR-{n}")).json()["number"] for n in range(3)]
    await asked(agent, ticket=await opened(agent))
    other = act_as("a-002:agent")
    await other.post(f"/returns/{numbers[0]}/refusal", json={"reason": "过期"})
    await other.post(f"/returns/{numbers[0]}/notice", json={"step": "reviewed", "channel": "phone"})

    async def listed(**asked: Any) -> dict[str, Any]:
        answer = await agent.get("/returns", params={"after": "now", "sort": "matter", **asked})
        assert answer.status_code == 200, answer.text
        return answer.json()

    assert (await listed())["count"] == 4
    assert [row["number"] for row in (await listed(ticket=ticket))["items"]] == numbers
    assert [row["number"] for row in (await listed(status="refusal-told"))["items"]] == numbers[:1]
    assert [row["number"] for row in (await listed(ticket=ticket, open=True))["items"]] == numbers[1:]
    first = await listed(limit=3)
    assert [row["number"] for row in first["items"]] == numbers
    assert len((await listed(limit=3, page=first["next"]))["items"]) == 1


@pytest.mark.parametrize("asked", [{"status": "lost"}, {"sort": "colour"}, {"colour": "red"}, {"page": "x"}])
async def test_what_cannot_be_asked_of_a_list_is_refused(agent: httpx.AsyncClient, asked: dict[str, str]) -> None:
    assert (await agent.get("/returns", params=asked)).status_code == 422


async def test_a_customer_sees_their_own_only_and_opens_for_themselves(agent: httpx.AsyncClient, act_as: As) -> None:
    hers, his = act_as("customer-wang:customer"), act_as("customer-li:customer")
    own = (await asked(hers)).headers["location"]
    others = await asked(his, customer="customer-wang")
    assert others.json()["code"] == "other-customer"
    assert (await hers.get(own)).status_code == 200
    assert (await his.get(own)).status_code == 403
    assert (await his.get("/returns", params={"after": "now"})).json()["count"] == 0
    assert (await hers.get("/returns", params={"after": "now"})).json()["count"] == 1
    ticket = await opened(agent)
    assert (await asked(his, ticket=ticket)).status_code == 403


async def test_a_history_masks_what_is_personal(agent: httpx.AsyncClient) -> None:
    path = (await asked(agent, ticket=await opened(agent), serial="202403A0001")).headers["location"]
    [event] = (await agent.get(f"{path}/history")).json()["events"]
    assert event["type"] == "return-requested"
    assert event["data"]["serial"] == "202403*****"


@pytest.mark.parametrize("number", ["TH202405-00009", "XX202405-00001", "202405-00001", "a%20b", "HY202405-00001"])
async def test_what_is_no_number_of_the_kind_is_not_found(agent: httpx.AsyncClient, number: str) -> None:
    for answer in (
        await agent.get(f"/returns/{number}"),
        await agent.get(f"/returns/{number}/history"),
        await agent.post(f"/returns/{number}/withdrawal", json={}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "matter-not-found")


async def test_one_of_a_ticket_that_is_none_is_refused(agent: httpx.AsyncClient) -> None:
    answer = await asked(agent, ticket="202405-09999")
    assert (answer.status_code, answer.json()["code"]) == (422, "matter-of-no-ticket")


async def test_one_of_another_customers_ticket_is_refused(agent: httpx.AsyncClient) -> None:
    answer = await asked(agent, ticket=await opened(agent), customer="customer-other")
    assert (answer.status_code, answer.json()["code"]) == (422, "customer-of-another")


async def test_goods_of_a_ticket_go_back_once(agent: httpx.AsyncClient, act_as: As) -> None:
    async def again(**more: Any) -> httpx.Response:
        await agent.get("/returns", params={"after": "now"})
        return await asked(agent, ticket=ticket, **more)

    ticket = await opened(agent)
    first = (await asked(agent, ticket=ticket)).json()["number"]
    refused = await again()
    assert (refused.status_code, refused.json()["code"]) == (409, "returned-already")
    assert first in refused.json()["detail"]
    assert (await again(model="KFR-50")).status_code == 201
    await act_as("a-002:agent").post(f"/returns/{first}/refusal", json={"reason": "无凭证"})
    assert (await again(voucher="invoice")).status_code == 201


@pytest.mark.parametrize(
    ("path", "body"), [("returns", RETURN), ("complaints", {"categories": ["attitude"], "words": "差"})]
)
@pytest.mark.parametrize("customer", [{}, {"customer": "customer-unknown"}])
async def test_an_agent_opens_none_of_nobodys(
    agent: httpx.AsyncClient, path: str, body: dict[str, Any], customer: dict[str, str]
) -> None:
    refused = await agent.post(f"/{path}", json=body | customer)
    assert (refused.status_code, refused.json()["code"]) == (422, "matter-of-nobody")
    assert (await agent.get(f"/{path}", params={"after": "now"})).json()["count"] == 0


async def test_a_return_of_a_customer_on_record_needs_no_ticket(agent: httpx.AsyncClient) -> None:
    key = (await registered(agent)).rpartition("/")[2]
    shown = (await agent.get(f"/customers/{key}", params={"after": "now"})).json()
    answer = await asked(agent, customer=shown["customer"])
    assert answer.status_code == 201, answer.text


async def test_a_return_shows_how_the_goods_are_to_be_packed(agent: httpx.AsyncClient, act_as: As) -> None:
    path = (await asked(agent, ticket=await opened(agent))).headers["location"]
    assert "packing" not in (await agent.get(path)).json()["facts"]
    await act_as("a-002:agent").post(f"{path}/approval", json={"ground": "defect", "packing": "原包装，外加木箱"})
    assert (await agent.get(path)).json()["facts"]["packing"] == "原包装，外加木箱"


COMPLAINT = {"categories": ["attitude"], "staff": ["a-009"], "words": "态度不好"}
SAID_AMONG_US = ("客户难缠", "两边都有责任")


async def test_the_departments_own_words_about_a_complaint_are_neither_the_customers_nor_the_accuseds(
    act_as: As,
) -> None:
    hers, handler, accused = (
        act_as(who) for who in ("customer-wang:customer", "h-001:complaint-handler", "a-009:agent")
    )
    path = (await hers.post("/complaints", json=COMPLAINT)).headers["location"]
    await handler.post(f"{path}/contact", json={"channel": "phone", "note": SAID_AMONG_US[0]})
    await handler.post(f"{path}/answer", json={"channel": "phone", "apology": "非常抱歉", "facts": "班次已换人"})
    assessed = {"weight": "simple", "severity": "minor", "reason": SAID_AMONG_US[1]}
    assert (await handler.post(f"{path}/assessment", json=assessed)).status_code == 200
    for reader in (hers, accused):
        told = await reader.get(f"{path}/history")
        assert [event["type"] for event in told.json()["events"]] == [
            "complaint-raised",
            "customer-contacted",
            "complaint-answered",
        ]
        assert "班次已换人" in told.text
        assert not any(words in told.text for words in SAID_AMONG_US)
        assert set((await reader.get(path)).json()["facts"]) == {"categories", "score", "reopenings"}
    whole = (await handler.get(f"{path}/history")).text
    assert all(words in whole for words in SAID_AMONG_US)
    assert (await handler.get(path)).json()["facts"]["weight"] == "simple"
