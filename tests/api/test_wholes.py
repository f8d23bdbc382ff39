"""A ticket's service record and dossier over HTTP: who may read them, what is masked, and what corrections make of them."""

from typing import Any

import httpx
import pytest

from domain.ticket.dossier import HEADINGS
from tests.api.conftest import As

CALL = {
    "channel": "phone",
    "kind": "consultation",
    "summary": "如何设置定时开机",
    "customer": "customer-C10023",
    "customer_name": "李娜",
    "contact": {"name": "李娜", "phone": "13900005678"},
    "product": {"name": "智能空调", "model": "KFR-35", "serial": "202403A0001"},
}
WHOLES = ["service-record", "dossier"]


async def said(answer: httpx.Response) -> dict[str, Any]:
    assert answer.status_code < 300, answer.text
    return answer.json()


async def closed(agent: httpx.AsyncClient, supervisor: httpx.AsyncClient) -> str:
    """A question that was answered and closed by a supervisor."""
    number = (await said(await agent.post("/tickets", json=CALL)))["number"]
    await said(await agent.post(f"/tickets/{number}/acknowledgement"))
    await said(await agent.post(f"/tickets/{number}/resolution", json={"handling": "说明定时设置的方法"}))
    report = {"cause": "不熟悉菜单", "handling": "说明设置方法", "lessons": "说明书应配图"}
    await said(await agent.post(f"/tickets/{number}/closing-report", json=report))
    body = {"closed_as": "supervisor", "reason": "客户已口头确认"}
    await said(await supervisor.post(f"/tickets/{number}/closing", json=body))
    return number


@pytest.mark.parametrize("whole", WHOLES)
async def test_who_may_not_read_the_ticket_reads_neither(
    act_as: As, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, whole: str
):
    number = await closed(agent, supervisor)
    stranger = await act_as("customer-C99:customer").get(f"/tickets/{number}/{whole}")
    assert (stranger.status_code, stranger.json()["code"]) == (403, "forbidden")
    unknown = await agent.get(f"/tickets/202405-99999/{whole}")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "ticket-not-found")
    answer = await agent.get(f"/tickets/{number}/{whole}")
    assert (answer.status_code, answer.headers["etag"]) == (200, '"6"')
    assert "13900005678" not in answer.text
    assert "202403A0001" not in answer.text


async def test_the_record_says_what_is_right_by_now_beside_the_gaps_at_closing(
    act_as: As, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient
):
    number = await closed(agent, supervisor)
    correction = {"version": 1, "field": "product.purchased", "right": "2024-03", "reason": "客户补充"}
    await said(await act_as("c-001:clerk").post(f"/tickets/{number}/correction", json=correction))
    record = await said(await agent.get(f"/tickets/{number}/service-record"))
    assert (record["customer_name"], record["contact_detail"], record["serial"]) == (
        "李*",
        "139****5678",
        "202403*****",
    )
    assert (record["purchased"], record["result"], record["service_person"]) == (
        "2024-03",
        "说明定时设置的方法",
        "a-001",
    )
    assert record["gaps"] == ["diagnosis", "plan", "steps", "feedback"]
    assert record["gaps_at_closing"] == ["purchased", *record["gaps"]]


async def test_the_closing_report_is_for_staff_and_no_part_of_what_the_customer_sees(
    act_as: As, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient
):
    number = await closed(agent, supervisor)
    customer = act_as("customer-C10023:customer")
    for path in ("", "/history", "/dossier"):
        assert "说明书应配图" in (await agent.get(f"/tickets/{number}{path}")).text
        answer = await customer.get(f"/tickets/{number}{path}")
        assert answer.status_code == 200
        assert "说明书应配图" not in answer.text


async def test_a_dossier_holds_every_event_once_under_its_heading(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient
):
    number = await closed(agent, supervisor)
    dossier = await said(await agent.get(f"/tickets/{number}/dossier"))
    told = {heading: [event["type"] for event in dossier[heading]] for heading in HEADINGS if dossier[heading]}
    assert told == {
        "request": ["ticket-opened"],
        "communication": ["receipt-acknowledged"],
        "closing": ["ticket-resolved", "closing-report-written", "ticket-closed", "service-record-completed"],
    }
    assert dossier["ticket"]["stage"] == "closed"
    assert dossier["service_record"]["number"] == number
    assert dossier["lacks"] == ["plan", "confirmation", "survey"]
