"""Tasks over HTTP: one's own, everybody's for who may, in the reader's language."""

import httpx

from tests.api.conftest import As

OPENING = {"channel": "phone", "kind": "fault", "summary": "无法启动"}


async def test_a_new_ticket_is_a_task_of_agents_and_of_nobody_else(act_as: As):
    agent, engineer = act_as("a-001:agent"), act_as("e-001:engineer")
    number = (await agent.post("/tickets", json=OPENING)).json()["number"]
    found = (await agent.get("/tasks", params={"after": "now"}, headers={"Accept-Language": "zh"})).json()
    (task,) = found["items"]
    assert (task["number"], task["task"], task["title"], task["role"]) == (number, "acknowledge", "首次响应", "agent")
    assert (task["due"] > task["since"], task["late"], found["count"]) == (True, False, 1)
    assert (await engineer.get("/tasks", params={"after": "now"})).json() == {"items": [], "count": 0}
    await agent.post(f"/tickets/{number}/acknowledgement", json={})
    assert (await agent.get("/tasks", params={"after": "now"})).json()["count"] == 0


async def test_everybodys_are_for_who_looks_after_others(act_as: As):
    await act_as("a-001:agent").post("/tickets", json=OPENING)
    for who, status in (
        ("m-001:manager", 200),
        ("s-001:supervisor", 200),
        ("a-001:agent", 403),
        ("w-1:warehouse", 403),
    ):
        answer = await act_as(who).get("/tasks", params={"whose": "all", "after": "now"})
        assert answer.status_code == status, who
        if status == 200:
            assert answer.json()["count"] == 1


async def test_a_supervisor_sees_of_everybodys_tasks_those_of_tickets_that_they_read(act_as: As):
    agent = act_as("a-001:agent")
    south, nobodys = [(await agent.post("/tickets", json=OPENING)).json()["number"] for _ in range(2)]
    assert (await agent.post(f"/tickets/{south}/routing", json={"team": "south"})).status_code == 200
    for team, seen in (("south", {south, nobodys}), ("north", {nobodys}), (None, {south, nobodys})):
        supervisor = act_as("s-001:supervisor", team=team)
        answer = await supervisor.get("/tasks", params={"whose": "all", "after": "now"})
        assert {task["number"] for task in answer.json()["items"]} == seen, team


async def test_no_customer_sees_tasks(act_as: As):
    assert (await act_as("customer-1:customer").get("/tasks")).status_code == 403


async def test_what_can_be_no_question_is_refused(act_as: As):
    agent: httpx.AsyncClient = act_as("a-001:agent")
    for asked in ({"task": "sleep"}, {"whose": "hers"}, {"limit": "0"}, {"colour": "red"}):
        answer = await agent.get("/tasks", params=asked)
        assert answer.status_code == 422, asked
