"""Rules of routing over HTTP: read by all staff, set by a supervisor alone, in use at once, and why a ticket goes where."""

from typing import Any

import httpx
import pytest

from domain.rulebook.commands import digest
from tests.api.conftest import As
from tests.api.test_problems import is_problem

RULES = """
version = 1

[[rules]]
name = "urgent"
team = "emergency"
severity = ["urgent"]

[[rules]]
name = "air-conditioners"
team = "north"
product = ["*空调*"]
"""
AIR_CONDITIONER = {"channel": "phone", "summary": "不制冷", "product": {"name": "智能空调"}}


@pytest.fixture
async def in_force(supervisor: httpx.AsyncClient) -> httpx.Response:
    """The rules are set; the answer to the last step."""
    assert (await supervisor.post("/routing", json={"text": RULES})).status_code == 201
    return await supervisor.post("/routing/desk/publication", json={"version": 1})


async def opened(agent: httpx.AsyncClient, **more: Any) -> str:
    return (await agent.post("/tickets", json={**AIR_CONDITIONER, **more})).json()["number"]


async def test_as_long_as_there_are_none_that_is_told_and_how_to_begin(agent: httpx.AsyncClient):
    assert (await agent.get("/routing")).json() == {"items": []}
    said = is_problem(await agent.get("/routing/desk"), 404, "routing-not-found")
    assert "gongdan routing example" in said["detail"]


@pytest.mark.parametrize(("language", "said"), [("zh", "没有员工在此班组"), ("en", "in which nobody is now")])
async def test_a_proposal_warns_of_receivers_that_are_not_there_once_staff_records_are_kept(
    act_as: As, supervisor: httpx.AsyncClient, language: str, said: str
):
    client = act_as("s-001:supervisor", language=language)
    assert (await client.post("/routing", json={"text": RULES})).json()["warnings"] == []
    joined = {"number": "003", "name": "张工", "office": "技术员", "since": "2024-01-01"}
    assert (await act_as("adm:administrator").post("/staff", json=joined)).status_code == 201
    in_north = {"team": "north", "since": "2024-01-01"}
    assert (await supervisor.post("/staff/003/team", json=in_north)).status_code == 200
    answer = await client.post("/routing", json={"text": RULES + "\n"})
    [warning] = answer.json()["warnings"]
    assert (answer.status_code, warning["code"], warning["receiver"]) == (201, "team-of-nobody", "emergency")
    assert said in warning["message"]
    assert (await supervisor.post("/routing/desk/publication", json={"version": 1})).status_code == 200


async def test_a_supervisor_sets_them_alone_and_all_staff_read_them(in_force: httpx.Response, act_as: As):
    assert (in_force.status_code, in_force.headers["etag"]) == (200, '"2"')
    [item] = (await act_as("w-001:warehouse").get("/routing")).json()["items"]
    [version] = item["versions"]
    assert (item["newest"], version["proposed_by"], version["published_by"]) == (1, "s-001", "s-001")
    shown = (await act_as("w-001:warehouse", language="zh").get("/routing/desk")).json()
    assert (shown["ref"], shown["state"], shown["text"]) == ("desk@1", "in-force", RULES)
    assert shown["title"]["zh"] == "分流规则"
    assert shown["sections"][1] == {"heading": "2. air-conditioners", "lines": ["班组 north", "产品：*空调*"]}
    assert shown["says"]["rules"][0]["severity"] == ["urgent"]


async def test_what_is_proposed_is_read_before_it_is_published_and_can_be_taken_off(supervisor: httpx.AsyncClient):
    answer = await supervisor.post("/routing", json={"text": RULES})
    assert answer.headers["location"] == "/routing/desk?version=1"
    assert (await supervisor.get("/routing/desk")).json()["state"] == "proposed"
    said = {"version": 1, "sha256": digest(RULES), "reason": "北区没有人手"}
    assert (await supervisor.post("/routing/desk/rejection", json=said)).status_code == 200
    is_problem(await supervisor.get("/routing/desk"), 404, "routing-not-found")
    is_problem(await supervisor.post("/routing/desk/publication", json={"version": 1}), 409, "nothing-proposed")


async def test_there_is_no_approval_to_give(supervisor: httpx.AsyncClient):
    is_problem(await supervisor.post("/routing/desk/approval", json={"version": 1}), 404, "no-route")


@pytest.mark.parametrize("staff", ["a-001:agent", "m-001:manager", "d-001:administrator", "customer-C1:customer"])
async def test_nobody_but_a_supervisor_sets_them(act_as: As, staff: str):
    for path, said in (("/routing", {"text": RULES}), ("/routing", {"text": "x = "})):
        is_problem(await act_as(staff).post(path, json=said), 403, "forbidden")
    is_problem(await act_as(staff).post("/routing/desk/publication", json={"version": 1}), 403, "forbidden")


async def test_a_customer_does_not_read_them(act_as: As):
    for path in ("/routing", "/routing/desk"):
        is_problem(await act_as("customer-C1:customer").get(path), 403, "forbidden")


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "the severity 'urgnt' is not declared; did you mean 'urgent'? allowed: general, important, urgent"),
        ("zh", "没有声明分级“urgnt”；是否指“urgent”？可用：general, important, urgent"),
    ],
)
async def test_a_severity_that_no_pack_has_is_told_with_its_line(act_as: As, language: str, message: str):
    client = act_as("s-001:supervisor", language=language)
    wrong = RULES.replace('"urgent"]', '"urgnt"]')
    [error] = is_problem(await client.post("/routing", json={"text": wrong}), 422, "bad-rules")["errors"]
    assert (error["line"], error["field"]) == (7, "rules[1].severity[1]")
    assert error["message"].startswith(message)


async def test_every_mistake_is_told_at_once(supervisor: httpx.AsyncClient):
    wrong = RULES.replace("version = 1", 'name = "other"\nversion = 0').replace("product", "produce")
    errors = is_problem(await supervisor.post("/routing", json={"text": wrong}), 422, "bad-rules")["errors"]
    assert [each["field"] for each in errors] == ["name", "version", "rules[2].produce"]


async def test_a_ticket_tells_which_rule_fits_now_and_why(
    in_force: httpx.Response, agent: httpx.AsyncClient, act_as: As, supervisor: httpx.AsyncClient
):
    number = await opened(agent)
    assert (await agent.get(f"/tickets/{number}")).json()["team"] == "north"
    fits = (await act_as("a-001:agent", language="zh").get(f"/tickets/{number}/route")).json()
    assert fits == {
        "number": number,
        "rules": "desk@1",
        "rule": "air-conditioners",
        "team": "north",
        "staff": None,
        "conditions": ["产品：*空调*"],
        "by_hand": False,
    }
    await supervisor.post(f"/tickets/{number}/routing", json={"staff": "e-007", "reason": "重要客户"})
    await agent.post(f"/tickets/{number}/grade", json={"severity": "urgent", "reason": "冒烟"})
    now = (await agent.get(f"/tickets/{number}/route")).json()
    assert (now["rule"], now["conditions"], now["by_hand"]) == ("urgent", ["severity: urgent"], True)
    assert len((await agent.get(f"/tickets/{number}/history")).json()["events"]) == 4


async def test_a_grade_is_answered_with_where_it_sent_the_ticket(in_force: httpx.Response, agent: httpx.AsyncClient):
    number = await opened(agent)
    graded = await agent.post(f"/tickets/{number}/grade", json={"severity": "urgent", "reason": "冒烟"})
    assert [event["type"] for event in graded.json()["events"]] == ["ticket-graded", "ticket-routed"]
    assert graded.headers["etag"] == '"4"'


async def test_where_no_rule_fits_that_is_told(in_force: httpx.Response, agent: httpx.AsyncClient):
    number = await opened(agent, product={"name": "手机"})
    fits = (await agent.get(f"/tickets/{number}/route")).json()
    assert (fits["rules"], fits["rule"], fits["conditions"]) == ("desk@1", None, [])


async def test_without_rules_and_of_another_s_ticket_nothing_is_told(agent: httpx.AsyncClient, act_as: As):
    number = await opened(agent)
    assert (await agent.get(f"/tickets/{number}/route")).json()["rules"] is None
    is_problem(await act_as("customer-C1:customer").get(f"/tickets/{number}/route"), 403, "forbidden")


async def test_a_customer_is_not_told_the_rules_nor_why_it_was_graded_and_routed(
    agent: httpx.AsyncClient, act_as: As, supervisor: httpx.AsyncClient
):
    number = await opened(agent, customer="customer-C1")
    await agent.post(f"/tickets/{number}/grade", json={"severity": "urgent", "reason": "要求无理，尽快打发"})
    await supervisor.post(f"/tickets/{number}/routing", json={"staff": "e-007", "reason": "别人不愿接"})
    correct = {"version": 2, "field": "reason", "right": "停机", "reason": "措辞"}
    assert (await agent.post(f"/tickets/{number}/correction", json=correct)).status_code == 200
    own = act_as("customer-C1:customer")
    is_problem(await own.get(f"/tickets/{number}/route"), 403, "forbidden")
    seen = (await own.get(f"/tickets/{number}/history")).json()["events"]
    assert [(event["type"], event["data"]) for event in seen[1:]] == [("ticket-graded", {"severity": "urgent"})]
    told = (await agent.get(f"/tickets/{number}/history")).json()["events"]
    assert [event["data"].get("reason") for event in told[1:]] == ["要求无理，尽快打发", "别人不愿接", "措辞"]


@pytest.mark.parametrize("said", [{"rule": "air-conditioners"}, {"rules": "desk@1"}])
async def test_a_person_names_no_rule(agent: httpx.AsyncClient, said: dict[str, str]):
    number = await opened(agent)
    answer = await agent.post(f"/tickets/{number}/routing", json={"team": "north", **said})
    [error] = is_problem(answer, 422, "not-valid")["errors"]
    assert error["field"] == next(iter(said))


async def test_asking_twice_is_harmless_and_an_older_standing_is_refused(
    in_force: httpx.Response, supervisor: httpx.AsyncClient
):
    again = await supervisor.post("/routing", json={"text": RULES})
    assert (again.json()["events"], again.json()["revision"]) == ([], 2)
    is_problem(await supervisor.post("/routing", json={"text": RULES.replace("north", "south")}), 409, "version-taken")
    second = RULES.replace("version = 1", "version = 2")
    late = await supervisor.post("/routing", json={"text": second}, headers={"If-Match": '"1"'})
    is_problem(late, 412, "rules-changed")
