"""Metrics over HTTP: the overview, one metric by groups and periods, what is behind a figure, and whose each sees."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from api.service import Service
from tests.api.conftest import As
from tests.api.test_problems import is_problem

OPENING = {"channel": "phone", "kind": "fault", "summary": "无法启动"}
NAMES = {"tickets", "first-response", "resolution-p90", "compliance", "nps", "failure", "backlog"}


@pytest.fixture
async def numbers(act_as: As) -> list[str]:
    """Two tickets of today: one answered, of team north with e-003; one of team south."""
    agent, supervisor = act_as("a-001:agent"), act_as("s-001:supervisor")
    found = [(await agent.post("/tickets", json=OPENING)).json()["number"] for _ in range(2)]
    for number, team in zip(found, ("north", "south"), strict=True):
        answer = await supervisor.post(f"/tickets/{number}/routing", json={"team": team})
        assert answer.status_code == 200, answer.text
    await agent.post(f"/tickets/{found[0]}/acknowledgement", json={})
    await supervisor.post(f"/tickets/{found[0]}/grade", json={"severity": "general", "reason": "一般"})
    answer = await supervisor.post(f"/tickets/{found[0]}/dispatch", json={"engineer": "e-003", "team": "north"})
    assert answer.status_code == 200, answer.text
    return found


async def asked(client: httpx.AsyncClient, path: str = "/figures", **params: Any) -> Any:
    answer = await client.get(path, params={"after": "now", **params})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_the_overview_shows_every_metric_with_targets_and_groups(act_as: As, numbers: list[str]):
    found = await asked(act_as("m-001:manager", language="zh"))
    assert {each["metric"] for each in found["items"]} >= NAMES
    today = datetime.now(UTC).astimezone(datetime.fromisoformat("2024-01-01T00:00:00+08:00").tzinfo).date()
    assert (found["from"], found["to"]) == (today.replace(day=1).isoformat(), today.isoformat())
    [tickets] = [each for each in found["items"] if each["metric"] == "tickets" and each["by"] is None]
    [figure] = tickets["figures"]
    assert (tickets["title"], tickets["unit"], tickets["target"]) == ("工单数", "count", None)
    assert (figure["value"], figure["base"], figure["unknown"]) == (2, 2, None)
    [responded] = [each for each in found["items"] if each["metric"] == "responded" and each["by"] is None]
    assert (responded["target"], responded["figures"][0]["met"]) == (0.8, True)
    [nps] = [each for each in found["items"] if each["metric"] == "nps" and each["by"] is None]
    assert (nps["figures"][0]["value"], nps["figures"][0]["unknown"]) == (None, "no-case")
    assert any(each["by"] == "channel" for each in found["items"])


async def test_one_metric_by_group_by_period_and_of_some_tickets(act_as: As, numbers: list[str]):
    manager = act_as("m-001:manager")
    [by_team] = (await asked(manager, metric="tickets", by="team"))["items"]
    assert [(each["of"], each["value"]) for each in by_team["figures"]] == [("north", 1), ("south", 1)]
    [of_north] = (await asked(manager, metric="tickets", team="north"))["items"]
    assert [each["value"] for each in of_north["figures"]] == [1]
    days = {"from": "2024-01-01", "to": "2024-03-31", "every": "month"}
    [monthly] = (await asked(manager, metric="tickets", **days))["items"]
    assert [each["period"] for each in monthly["figures"]] == ["2024-01", "2024-02", "2024-03"]


async def test_behind_a_figure_are_its_tickets_and_their_events(act_as: As, numbers: list[str]):
    manager = act_as("m-001:manager")
    found = await asked(manager, "/figures/tickets", metric="first-response", by="engineer", of="e-003")
    [case] = found["items"]
    history = (await manager.get(f"/tickets/{numbers[0]}/history")).json()["events"]
    types = {event["id"]: event["type"] for event in history}
    assert (case["number"], found["next"]) == (numbers[0], None)
    assert [types[each] for each in case["events"]] == ["ticket-opened", "receipt-acknowledged"]
    days = {"from": "2024-01-01", "to": "2999-12-31"}  # late at night it is due tomorrow
    runs = await asked(manager, "/figures/tickets", metric="compliance", by="clock", of="first-response", **days)
    assert [types[each] for each in runs["items"][0]["events"]] == ["ticket-opened", "receipt-acknowledged"]
    assert (runs["items"][0]["clock"], runs["items"][0]["value"]) == ("first-response", 1.0)


async def test_behind_a_figure_are_pages(act_as: As, numbers: list[str]):
    manager = act_as("m-001:manager")
    first = await asked(manager, "/figures/tickets", metric="tickets", limit=1)
    second = await asked(manager, "/figures/tickets", metric="tickets", limit=1, page=first["next"])
    assert [each["items"][0]["number"] for each in (first, second)] == numbers
    assert second["next"] is None


@pytest.mark.parametrize(
    ("who", "team", "seen"),
    [
        ("q-001:quality", None, 2),
        ("c-001:clerk", None, 2),
        ("x-001:auditor", None, 2),
        ("s-001:supervisor", "north", 1),
        ("s-002:supervisor", "east", 0),
        ("e-003:engineer", None, 1),
        ("e-009:engineer", None, 0),
        ("a-001:agent", None, 2),  # took both in
        ("w-001:warehouse", None, 0),
    ],
)
async def test_each_sees_figures_of_their_part(act_as: As, numbers: list[str], who: str, team: str | None, seen: int):
    client = act_as(who, team=team)
    [tickets] = (await asked(client, metric="tickets"))["items"]
    assert tickets["figures"][0]["value"] == seen
    assert len((await asked(client, "/figures/tickets", metric="tickets"))["items"]) == seen


async def test_no_customer_and_no_administrator_sees_figures(act_as: As):
    for who in ("customer-1:customer", "d-001:administrator"):
        for path in ("/figures", "/figures/tickets?metric=tickets"):
            assert is_problem(await act_as(who).get(path), 403, "forbidden")["status"] == 403


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"metric": "luck"}, "not-valid"),
        ({"by": "luck"}, "not-valid"),
        ({"colour": "red"}, "not-valid"),
        ({"channel": "phnoe"}, "not-valid"),
        ({"kind": "nope"}, "not-valid"),
        ({"fault_type": "nope"}, "not-valid"),
        ({"from": "1714521600"}, "not-valid"),
        ({"from": "2024-02-30"}, "not-valid"),
        ({"from": "1812-01-01"}, "not-valid"),
        ({"from": "2024-05-02", "to": "2024-05-01"}, "bad-period"),
        ({"from": "2000-01-01", "to": "2024-05-01", "every": "day"}, "too-many-periods"),
        ({"metric": "failure", "by": "team"}, "not-grouped-so"),
        ({"from": "2024-01-01", "to": "2024-12-31", "every": "day"}, "too-many-figures"),
        ({"metric": "tickets", "of": "wechat"}, "not-valid"),
    ],
)
async def test_what_can_be_no_question_is_refused(act_as: As, params: dict[str, str], code: str):
    problem = is_problem(await act_as("m-001:manager").get("/figures", params=params), 422, code)
    assert problem["code"] == code


@pytest.mark.parametrize("metric", ["tickets", "failure", "compliance", "complaints"])
async def test_a_group_of_nothing_in_particular_is_refused(act_as: As, metric: str):
    asked = {"metric": metric, "of": "KFR-35"}
    answer = await act_as("m-001:manager").get("/figures/tickets", params=asked)
    assert is_problem(answer, 422, "of-without-by")["code"] == "of-without-by"


async def test_a_figure_tells_its_days_as_a_period_may_be_cut(act_as: As):
    days = {"from": "2024-01-15", "to": "2024-02-10", "every": "month", "metric": "tickets"}
    [found] = (await asked(act_as("m-001:manager"), **days))["items"]
    told = [(each["period"], each["from"], each["to"]) for each in found["figures"]]
    assert told == [("2024-01", "2024-01-15", "2024-01-31"), ("2024-02", "2024-02-01", "2024-02-10")]


async def test_a_supervisor_is_told_why_there_is_no_failure_rate_by_model(act_as: As):
    [found] = (await asked(act_as("s-001:supervisor", team="north"), metric="failure", by="model"))["items"]
    assert [(each["of"], each["value"], each["unknown"]) for each in found["figures"]] == [
        (None, None, "units-only-by-model")
    ]


async def test_two_long_series_at_once_are_enough(act_as: As, service: Service):
    weeks = {"from": "2024-01-01", "to": "2024-12-31", "every": "week"}
    manager = act_as("m-001:manager")
    with service.series.taken(), service.series.taken():
        is_problem(await manager.get("/figures", params=weeks), 429, "too-many-series")
        assert (await manager.get("/figures", params={**weeks, "metric": "tickets"})).status_code == 200
    assert (await manager.get("/figures", params=weeks)).status_code == 200


@pytest.mark.parametrize("every", ["month", "quarter"])
async def test_periods_of_any_year_that_can_be_asked_for_have_names(act_as: As, every: str):
    asked = {"metric": "tickets", "every": every, "from": "1999-12-01", "to": "2000-01-31"}
    answer = await act_as("m-001:manager").get("/figures", params=asked)
    assert answer.status_code == 200
    names = [figure["period"] for figure in answer.json()["items"][0]["figures"]]
    assert names == (["1999-12", "2000-01"] if every == "month" else ["1999-Q4", "2000-Q1"])
