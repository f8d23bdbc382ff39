"""Dossiers over HTTP: complete under the process's headings, with what lacks; and the list of those that were put away."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, cast

import httpx
import pytest

from api.matters.complaints import COMPLAINTS
from api.service import Service
from domain.application import TicketDesk
from domain.store import EventStore
from tests.api.conftest import As
from tests.api.test_problems import is_problem
from tests.api.test_tickets import opened
from tests.api.test_wholes import CALL, closed, said

ME = "customer-C10023"


class Clock:
    """The desk's, which can be put forward."""

    ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def service(service: Service, clock: Clock) -> Service:
    store = cast("EventStore", service.log)
    desk = TicketDesk(store, zone=service.zone, policies=lambda: service.desk.policies, clock=clock)
    return replace(service, desk=desk)


@pytest.fixture
async def archived(act_as: As, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, clock: Clock) -> str:
    """A question that was answered, closed, and put away two days later."""
    number = await closed(agent, supervisor)
    clock.ahead = timedelta(days=2)
    await said(await act_as("c-001:clerk").post(f"/tickets/{number}/archiving"))
    return number


async def listed(client: httpx.AsyncClient, **asked: str) -> list[dict[str, Any]]:
    return (await said(await client.get("/dossiers", params={"after": "now", **asked})))["items"]


async def test_an_archived_dossier_is_listed_with_what_it_is_found_by(agent: httpx.AsyncClient, archived: str):
    assert len(await listed(agent)) == 1
    [row] = await listed(agent, text="不熟悉", product="空调", model="KFR", closed_as="supervisor")
    told = ("number", "customer_name", "product", "cause", "closed_as", "archived_by")
    assert [row[name] for name in told] == [archived, "李*", "智能空调", "不熟悉菜单", "supervisor", "c-001"]
    assert row["gaps"] == ["purchased", "diagnosis", "plan", "steps", "feedback"]
    ended = datetime.fromisoformat(row["closed"])
    assert row["kept_until"] == f"{ended.year + 3}-{ended:%m-%d}"


@pytest.mark.parametrize("asked", [{"text": "远山"}, {"fault_type": "hardware"}, {"to": "2024-05-01"}])
async def test_what_does_not_fit_is_not_listed(agent: httpx.AsyncClient, archived: str, asked: dict[str, str]):
    assert await listed(agent, **asked) == []


async def test_a_persons_full_name_or_serial_number_finds_a_dossier_for_who_may_look_people_up(
    act_as: As, agent: httpx.AsyncClient, archived: str
):
    for text in ("李娜", "202403A0001", f"李娜 {archived}"):
        assert [row["number"] for row in await listed(agent, text=text)] == [archived], text
        assert await listed(act_as("q-001:quality"), text=text) == [], text


async def test_a_last_day_before_the_first_is_no_empty_archive(agent: httpx.AsyncClient):
    days = {"from": "2024-05-10", "to": "2024-05-01"}
    is_problem(await agent.get("/dossiers", params=days), 422, "bad-period")


async def test_a_cause_corrected_before_or_after_is_found_and_shown_everywhere(
    act_as: As, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, clock: Clock
):
    clerk, number = act_as("c-001:clerk"), await closed(agent, supervisor)

    async def correct(right: str) -> None:
        body = {"version": 4, "field": "cause", "right": right, "reason": "写错"}
        await said(await clerk.post(f"/tickets/{number}/correction", json=body))

    await correct("电源线松动")
    clock.ahead = timedelta(days=2)
    await said(await clerk.post(f"/tickets/{number}/archiving"))
    history = (await said(await agent.get(f"/tickets/{number}/history")))["events"]
    assert [event["data"]["cause"] for event in history if event["type"] == "ticket-archived"] == ["电源线松动"]
    await correct("插头氧化")
    for path in ("/register", "/dossiers"):
        for text, numbers in (("插头氧化", [number]), ("电源线", []), ("不熟悉", [])):
            rows = (await said(await agent.get(path, params={"text": text, "after": "now"})))["items"]
            assert [row["number"] for row in rows] == numbers, (path, text)
            assert {row["cause"] for row in rows} <= {"插头氧化"}


@pytest.mark.parametrize("asked", [{"fault_type": "none"}, {"closed_as": "lost"}, {"from": "5"}, {"filter": "x"}])
async def test_what_cannot_be_asked_is_said_instead_of_an_empty_list(agent: httpx.AsyncClient, asked: dict[str, str]):
    is_problem(await agent.get("/dossiers", params=asked), 422, "not-valid")


async def test_the_list_comes_as_a_file_under_the_departments_headings(agent: httpx.AsyncClient, archived: str):
    answer = await agent.get("/dossiers", params={"format": "csv", "after": "now"})
    heading, line = answer.content.decode("utf-8-sig").splitlines()
    assert heading.startswith("工单号,客户名称,产品名称,型号")
    assert line.startswith(f"{archived},李*,智能空调,KFR-35")


async def test_who_reads_part_of_the_register_lists_that_part(act_as: As, archived: str):
    assert await listed(act_as("e-009:engineer", team="north")) == []
    is_problem(await act_as(f"{ME}:customer").get("/dossiers"), 403, "own-list-only")


async def test_a_dossier_says_since_when_it_is_kept_until_when_and_what_it_lacks(
    agent: httpx.AsyncClient, archived: str
):
    dossier = await said(await agent.get(f"/dossiers/{archived}"))
    assert dossier["lacks"] == ["plan", "confirmation", "survey"]
    kept = dossier["keeping"]
    assert [event["occurred"] for event in dossier["closing"] if event["type"] == "ticket-closed"] == [kept["closed"]]
    assert datetime.fromisoformat(kept["archived"]) - datetime.fromisoformat(kept["closed"]) > timedelta(days=1)
    assert kept["kept_until"] == (await listed(agent))[0]["kept_until"]
    assert (await said(await agent.get(f"/tickets/{archived}/dossier"))) == dossier


async def test_a_customer_is_told_of_no_lack_that_is_none_and_of_none_that_is_not_theirs(
    act_as: As, agent: httpx.AsyncClient, archived: str
):
    customer = act_as(f"{ME}:customer")
    assert (await said(await customer.get(f"/dossiers/{archived}")))["lacks"] == ["plan", "confirmation", "survey"]
    fresh = (await said(await agent.post("/tickets", json=CALL)))["number"]
    lacks = (await said(await customer.get(f"/dossiers/{fresh}")))["lacks"]
    assert lacks == ["communication", "plan", "confirmation", "survey"]


async def test_a_dossier_that_is_open_is_kept_until_no_day_yet(agent: httpx.AsyncClient):
    dossier = await said(await agent.get(f"/dossiers/{await opened(agent)}"))
    assert dossier["keeping"] == {"closed": None, "archived": None, "kept_until": None}
    assert dossier["lacks"] == ["communication", "plan", "confirmation", "survey", "closing-report"]


async def test_each_step_stands_under_its_own_heading_with_who_and_when(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient
):
    number = await opened(agent)
    for who, noun, body in (
        (supervisor, "grade", {"severity": "general", "reason": "不影响使用"}),
        (agent, "diagnosis", {"finding": "电源板烧毁", "fault_type": "hardware"}),
        (agent, "collaboration", {"department": "product", "text": "批次是否有缺陷"}),
        (supervisor, "dispatch", {"engineer": "e-003"}),
        (agent, "note", {"text": "客户下午在家"}),
        (agent, "unmasking", {"reason": "回电"}),
    ):
        await said(await who.post(f"/tickets/{number}/{noun}", json=body))
    dossier = await said(await agent.get(f"/dossiers/{number}"))
    told = {
        heading: [(event["type"], event["actor"]["id"]) for event in dossier[heading]]
        for heading in ("grading", "diagnosis", "collaboration", "dispatch", "record", "looks")
    }
    assert told == {
        "grading": [("ticket-graded", "s-001")],
        "diagnosis": [("fault-diagnosed", "a-001")],
        "collaboration": [("collaboration-requested", "a-001")],
        "dispatch": [("engineer-dispatched", "s-001")],
        "record": [("note-added", "a-001")],
        "looks": [("personal-data-unmasked", "a-001")],
    }


async def test_matters_that_belong_to_a_ticket_are_listed_to_who_may_see_them(
    act_as: As, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient
):
    number = await closed(agent, supervisor)
    body = COMPLAINTS.examples["raise-complaint"] | {"ticket": number}
    complaint = (await said(await agent.post("/complaints", json=body)))["number"]
    for who, expected in (("a-001:agent", [complaint]), (f"{ME}:customer", [complaint]), ("em-001:emergency-team", [])):
        matters = (await said(await act_as(who).get(f"/dossiers/{number}")))["matters"]
        assert [each["number"] for each in matters] == expected, who


async def test_a_file_is_listed_with_the_hash_of_its_bytes_and_the_event_that_added_it(agent: httpx.AsyncClient):
    number = await opened(agent)
    content = "已核对".encode()
    params = {"name": "运行日志.log"}
    await said(await agent.post(f"/tickets/{number}/attachments", params=params, content=content))
    dossier = await said(await agent.get(f"/dossiers/{number}"))
    [file], [added] = dossier["files"], [event for event in dossier["request"] if event["type"] == "attachment-added"]
    assert (file["sha256"], file["name"], file["size"]) == (sha256(content).hexdigest(), "运行日志.log", len(content))
    assert (file["event"], file["added"], file["added_by"]) == (added["id"], added["occurred"], "a-001")
