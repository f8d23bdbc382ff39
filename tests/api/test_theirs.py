"""What a customer sees of their ticket, wherever they look: what is theirs to see, and nothing that staff say among us."""

from dataclasses import replace

import httpx
import pytest

from api.service import Service
from domain.notices.catalogue import KINDS
from gongdan.notices.previewing import TicketPreviews
from tests.api.conftest import As
from tests.api.test_problems import is_problem
from tests.api.test_tickets import opened

ME = "customer-C10023"
SECRET = "内部"
"""Stands in whatever is not for the customer to read."""
LOOKS = ("", "/history", "/own-history", "/dossier", "/service-record", "/clocks")


@pytest.fixture
def service(service: Service) -> Service:
    """One that shows how notices read."""
    return replace(service, previews=TicketPreviews(lambda: service.desk.policies, service.zone))


@pytest.fixture
def me(act_as: As) -> httpx.AsyncClient:
    return act_as(f"{ME}:customer")


@pytest.fixture
async def number(act_as: As, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient) -> str:
    """A ticket on which staff have said much among themselves."""
    number, other = await opened(agent, customer=ME), await opened(agent)
    engineer, contact = act_as("e-003:engineer"), act_as("p-001:department-contact", team="product")
    second = act_as("m-001:manager")
    for who, noun, said in (
        (agent, "acknowledgement", {"channel": "phone", "note": f"{SECRET}备注"}),
        (agent, "verification", {"missing": ["voucher"], "note": f"{SECRET}核验"}),
        (agent, "routing", {"team": "north", "reason": f"{SECRET}分流"}),
        (agent, "link", {"other": other, "relation": "same-call", "note": f"{SECRET}关联"}),
        (supervisor, "grade", {"severity": "general", "reason": f"{SECRET}分级"}),
        (agent, "collaboration", {"department": "product", "text": f"{SECRET}协作"}),
        (contact, "collaboration-answer", {"request": 1, "text": f"{SECRET}答复"}),
        (agent, "escalation", {"to": "line-2", "reason": f"{SECRET}升级"}),
        (agent, "plan", {"steps": f"{SECRET}草案", "owner": "e-003", "deadline": "2034-05-02T18:00:00+08:00"}),
        (supervisor, "plan-rejection", {"plan": 1, "reason": f"{SECRET}驳回"}),
        (agent, "plan", {"steps": "更换电源板", "owner": "e-003", "deadline": "2034-05-02T18:00:00+08:00"}),
        (supervisor, "plan-approval", {"plan": 2, "reason": f"{SECRET}批准"}),
        (agent, "compensation", {"what": f"{SECRET}补偿", "reason": f"{SECRET}原因"}),
        (second, "compensation-rejection", {"compensation": 1, "reason": f"{SECRET}驳回补偿"}),
        (supervisor, "dispatch", {"engineer": "e-003", "reason": f"{SECRET}派单"}),
        (engineer, "declination", {"reason": f"{SECRET}拒单"}),
        (supervisor, "dispatch", {"engineer": "e-003"}),
        (engineer, "acceptance", {"note": f"{SECRET}接单"}),
        (engineer, "contact", {"channel": "phone", "note": f"{SECRET}联系"}),
        (engineer, "note", {"text": f"{SECRET}备注"}),
        (engineer, "pause", {"waiting_for": "part", "reason": f"{SECRET}等待"}),
        (engineer, "resumption", {"reason": f"{SECRET}恢复"}),
        (agent, "correction", {"version": 2, "field": "note", "right": f"{SECRET}更正", "reason": f"{SECRET}措辞"}),
        (agent, "progress", {"channel": "wechat", "text": "备件明天到"}),
    ):
        answer = await who.post(f"/tickets/{number}/{noun}", json=said)
        assert answer.status_code == 200, (noun, answer.text)
    return number


async def test_nothing_that_staff_say_among_themselves_is_seen_wherever_the_customer_looks(
    me: httpx.AsyncClient, agent: httpx.AsyncClient, act_as: As, number: str
):
    for look in LOOKS:
        answer = await me.get(f"/tickets/{number}{look}")
        assert answer.status_code == 200, answer.text
        assert SECRET not in answer.text, look
    for form in ("json", "csv"):
        steps = await me.get("/progress", params={"ticket": number, "after": "now", "format": form})
        assert steps.status_code == 200
        assert SECRET not in steps.content.decode()
        assert "已判定级别" in (
            await act_as(f"{ME}:customer", language="zh").get("/progress", params={"ticket": number, "format": form})
        ).content.decode("utf-8-sig")
    code = (await agent.get(f"/tickets/{number}/follow-code")).json()["code"]
    followed = await me.post("/follow", json={"number": number, "code": code})
    assert (followed.status_code, SECRET in followed.text) == (200, False)
    assert (await agent.get(f"/tickets/{number}/history")).text.count(SECRET) >= 20
    assert SECRET in (await agent.get("/progress", params={"ticket": number})).text


async def test_what_is_theirs_is_seen_wherever_they_look(me: httpx.AsyncClient, number: str):
    types = [event["type"] for event in (await me.get(f"/tickets/{number}/history")).json()["events"]]
    assert types == [
        *("ticket-opened", "receipt-acknowledged", "information-verified", "ticket-graded"),
        *("plan-proposed", "plan-approved", "engineer-dispatched", "engineer-dispatched", "dispatch-accepted"),
        *("customer-contacted", "ticket-paused", "ticket-resumed", "progress-shared"),
    ]
    ticket = (await me.get(f"/tickets/{number}")).json()
    assert (ticket["plan"]["steps"], ticket["missing"], ticket["severity"]) == ("更换电源板", ["voucher"], "general")
    assert (ticket["collaborations"], ticket["links"], ticket["escalated_to"], ticket["compensations"]) == (
        [],
        [],
        None,
        [],
    )
    assert (await me.get(f"/tickets/{number}/service-record")).json()["plan"] == "更换电源板"


async def test_customers_read_how_the_notices_read_that_they_are_told_and_no_other_of_them(
    me: httpx.AsyncClient, agent: httpx.AsyncClient, number: str
):
    read: set[str] = set()
    for kind, said in KINDS.items():
        theirs, ours = [await who.get(f"/tickets/{number}/notices/{kind}") for who in (me, agent)]
        assert SECRET not in theirs.text, kind
        if not said.for_customer:
            is_problem(theirs, 404, "notice-kind-unknown")
        assert theirs.status_code == ours.status_code or not said.for_customer
        read |= {kind} if ours.status_code == 200 else set()
    assert {"received", "step", "escalated", "dispatched", "plan-rejected"} <= read


async def test_how_a_notice_reads_does_not_give_away_the_code_that_the_ticket_is_followed_with(
    act_as: As, agent: httpx.AsyncClient, number: str
):
    code = (await agent.get(f"/tickets/{number}/follow-code")).json()["code"]
    auditor = act_as("x-001:auditor")
    is_problem(await auditor.get(f"/tickets/{number}/follow-code"), 403, "forbidden")
    letter = await auditor.get(f"/tickets/{number}/notices/received")
    assert (letter.status_code, code in letter.text, "*****-*****" in letter.text) == (200, False, True)


async def test_a_notice_of_a_wait_tells_the_customer_for_what_and_not_what_staff_say_of_it(
    me: httpx.AsyncClient, agent: httpx.AsyncClient
):
    number = await opened(agent, customer=ME)
    assert (await agent.post(f"/tickets/{number}/acknowledgement", json={"channel": "phone"})).status_code == 200
    said = {"waiting_for": "part", "reason": f"{SECRET}等待"}
    assert (await agent.post(f"/tickets/{number}/pause", json=said)).status_code == 200
    for who in (me, agent):
        letter = (await who.get(f"/tickets/{number}/notices/step", params={"language": "zh"})).json()
        assert ("等待" in letter["text"], SECRET in letter["text"] + letter["html"]) == (True, False)


async def test_a_plan_is_seen_once_it_is_approved(
    me: httpx.AsyncClient, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient
):
    number = await opened(agent, customer=ME)
    await supervisor.post(f"/tickets/{number}/grade", json={"severity": "general", "reason": "不影响使用"})
    said = {"steps": "更换电源板", "owner": "e-003", "deadline": "2034-05-02T18:00:00+08:00"}
    assert (await agent.post(f"/tickets/{number}/plan", json=said)).status_code == 200
    for look in ("", "/history", "/service-record"):
        assert "更换电源板" not in (await me.get(f"/tickets/{number}{look}")).text
    assert (await supervisor.post(f"/tickets/{number}/plan-approval", json={"plan": 1})).status_code == 200
    for look in ("", "/history", "/service-record"):
        assert "更换电源板" in (await me.get(f"/tickets/{number}{look}")).text


async def test_their_own_history_is_told_in_plain_words_in_both_languages(
    act_as: As, agent: httpx.AsyncClient, number: str
):
    path = f"/tickets/{number}/own-history"
    chinese, english = [
        (await act_as(f"{ME}:customer", language=language).get(path)).json()["steps"] for language in ("zh", "en")
    ]
    assert [step["text"] for step in chinese][:4] == ["已登记您的诉求", "已受理", "已核对您提供的信息", "已判定级别"]
    assert [step["text"] for step in english][:2] == ["Your request was registered", "It was taken up"]
    assert (chinese[-1]["text"], chinese[-1]["said"]) == (
        "已向您同步进度",
        {"channel": "wechat", "text": "备件明天到"},
    )
    code = (await agent.get(f"/tickets/{number}/follow-code")).json()["code"]
    followed = await act_as(language="zh").post("/follow", json={"number": number, "code": code})
    assert [step["text"] for step in followed.json()["steps"]] == [step["text"] for step in chinese]
    for who in ("customer-C99:customer", "a-001:agent", "x-001:auditor"):
        is_problem(await act_as(who).get(path), 403, "forbidden")


async def test_the_answer_to_what_a_customer_does_shows_what_is_theirs_too(me: httpx.AsyncClient):
    answer = await me.post("/tickets", json={"channel": "web", "kind": "fault", "summary": "不制冷"})
    [event] = answer.json()["events"]
    assert (event["type"], event["data"]["summary"]) == ("ticket-opened", "不制冷")
    noted = await me.post(f"/tickets/{answer.json()['number']}/note", json={"text": "只在早上"})
    assert [each["data"] for each in noted.json()["events"]] == [{"text": "只在早上"}]
