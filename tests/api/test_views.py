"""Saved views over HTTP: kept, applied to lists, changed, shared, and nobody else's to see."""

import asyncio
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from api.views.lists import LISTED
from domain.views.vocabulary import LISTS
from tests.api.conftest import As
from tests.api.test_problems import is_problem
from tests.api.test_tickets import opened

SAID = {"list": "register", "name": "已分级", "query": "severity=urgent&sort=number"}


async def saved(client: httpx.AsyncClient, **said: str) -> str:
    """The view's place."""
    answer = await client.post("/views", json=SAID | said)
    assert answer.status_code == 201, answer.text
    return answer.headers["Location"]


async def listed(client: httpx.AsyncClient, **asked: str) -> list[dict[str, Any]]:
    return (await client.get("/views", params={"after": "now", **asked})).raise_for_status().json()["items"]


async def numbers(client: httpx.AsyncClient, **asked: Any) -> list[str]:
    answer = await client.get("/register", params={"after": "now", **asked})
    assert answer.status_code == 200, answer.text
    return [row["number"] for row in answer.json()["items"]]


@pytest.fixture
async def tickets(agent: httpx.AsyncClient, supervisor: httpx.AsyncClient) -> list[str]:
    """Three, of which the first two are urgent."""
    found = [await opened(agent) for _ in range(3)]
    for number in found[:2]:
        said = {"severity": "urgent", "reason": "停产"}
        assert (await supervisor.post(f"/tickets/{number}/grade", json=said)).status_code == 200
    return found


def test_there_are_views_of_every_list_that_takes_one():
    assert sorted(LISTED) == sorted(LISTS)


async def test_a_view_is_saved_and_applied_and_what_is_given_wins(agent: httpx.AsyncClient, tickets: list[str]):
    await saved(agent)
    assert await numbers(agent, view="已分级") == tickets[:2]
    assert await numbers(agent, view="已分级", sort="-number") == tickets[1::-1]
    assert await numbers(agent, view="已分级", severity="general") == []
    assert len(await numbers(agent)) == 3


async def test_the_next_page_of_a_view_names_its_parameters(agent: httpx.AsyncClient, tickets: list[str]):
    await saved(agent)
    answer = await agent.get("/register", params={"view": "已分级", "after": "now", "limit": 1})
    place = answer.headers["Link"].partition(">")[0].lstrip("<")
    said = parse_qs(urlsplit(place).query)
    assert (said["severity"], said["sort"], "view" in said) == (["urgent"], ["number"], False)
    assert [row["number"] for row in (await agent.get(place)).json()["items"]] == tickets[1:2]


async def test_a_view_has_columns_of_its_own(agent: httpx.AsyncClient, tickets: list[str]):
    await saved(agent, query="severity=urgent&columns=处理状态&columns=工单号")
    page = (await agent.get("/register", params={"view": "已分级", "after": "now"})).json()
    file = await agent.get("/register", params={"view": "已分级", "after": "now", "format": "csv"})
    assert page["columns"] == ["处理状态", "工单号"]
    assert file.text.splitlines()[0].lstrip("\ufeff") == "处理状态,工单号"
    assert len(file.text.splitlines()) == 3
    is_problem(await agent.get("/register", params={"columns": "没有"}), 422, "unknown-column")


async def test_the_same_key_saves_one_view(agent: httpx.AsyncClient):
    first, again = [await agent.post("/views", json=SAID, headers={"Idempotency-Key": "v-1"}) for _ in range(2)]
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.headers["Location"] == again.headers["Location"]
    assert len(await listed(agent)) == 1


async def test_a_name_is_taken_once_by_a_person_and_list(agent: httpx.AsyncClient, supervisor: httpx.AsyncClient):
    await saved(agent)
    is_problem(await agent.post("/views", json=SAID), 409, "view-name-taken")
    await saved(agent, list="faults")
    await saved(supervisor)
    other = await saved(agent, name="另一")
    is_problem(await agent.post(f"{other}/name", json={"name": "已分级"}), 409, "view-name-taken")


async def test_it_is_changed_by_who_saw_its_last_version(agent: httpx.AsyncClient):
    place = await saved(agent)
    tag = (await agent.get(place)).headers["ETag"]
    changed = await agent.post(f"{place}/definition", json={"query": "archived=false"}, headers={"If-Match": tag})
    stale = await agent.post(f"{place}/name", json={"name": "未归档"}, headers={"If-Match": tag})
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    is_problem(stale, 412, "version-changed")
    shown = (await agent.get(place)).json()
    assert (shown["query"], shown["parameters"], shown["name"]) == ("archived=false", {"archived": ["false"]}, "已分级")


async def test_anothers_view_is_as_if_there_were_none(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, act_as: As
):
    place = await saved(supervisor)
    for answer in (
        await agent.get(place),
        await agent.post(f"{place}/removal"),
        await agent.get("/register", params={"view": "s-001/已分级", "after": "now"}),
        await agent.get("/register", params={"view": place.rpartition("/")[2], "after": "now"}),
        await act_as("s-002:supervisor").post(f"{place}/sharing", json={}),
    ):
        is_problem(answer, 404, "view-not-found")
    assert await listed(agent) == []


async def test_a_shared_view_is_everybodys_or_a_teams_until_it_is_shared_no_more(
    supervisor: httpx.AsyncClient, act_as: As, tickets: list[str]
):
    place = await saved(supervisor)
    north, south = act_as("a-001:agent", team="north"), act_as("a-002:agent", team="south")

    assert (await supervisor.post(f"{place}/sharing", json={"team": "north"})).status_code == 200
    assert await numbers(north, view="已分级") == tickets[:2]
    [shown] = await listed(north)
    assert (shown["owner"], shown["mine"], shown["shared"], shown["team"]) == ("s-001", False, "team", "north")
    is_problem(await south.get("/register", params={"view": "已分级", "after": "now"}), 404, "view-not-found")

    assert (await supervisor.post(f"{place}/sharing", json={})).status_code == 200
    assert await numbers(south, view="s-001/已分级") == tickets[:2]
    assert (await supervisor.post(f"{place}/sharing-end")).status_code == 200
    assert await listed(south) == []


async def test_two_shared_views_of_a_name_are_told_apart_by_their_owners(act_as: As):
    for owner in ("s-001", "s-002"):
        place = await saved(act_as(f"{owner}:supervisor"))
        await act_as(f"{owner}:supervisor").post(f"{place}/sharing", json={})
    agent = act_as("a-001:agent")
    told = is_problem(await agent.get("/register", params={"view": "已分级", "after": "now"}), 422, "view-ambiguous")
    assert "s-002/已分级" in str(told)
    assert await numbers(agent, view="s-002/已分级") == []


async def test_who_leads_no_team_shares_nothing(agent: httpx.AsyncClient, act_as: As):
    place = await saved(agent)
    is_problem(await agent.post(f"{place}/sharing", json={}), 403, "forbidden")
    leader = act_as("s-003:supervisor", team="north")
    theirs = await saved(leader)
    is_problem(await leader.post(f"{theirs}/sharing", json={"team": "south"}), 403, "forbidden")


async def test_a_view_of_who_left_is_shared_with_nobody(act_as: As):
    operator, leaver = act_as(), act_as("s-007:supervisor")
    joined = {"number": "s-007", "name": "赵工", "office": "主管", "since": "2020-01-01"}
    assert (await operator.post("/staff", json=joined)).status_code == 201
    role = {"role": "supervisor", "since": "2020-01-01"}
    await act_as("x-1:administrator").post("/staff/s-007/role", json=role)
    place = await saved(leaver)
    assert (await leaver.post(f"{place}/sharing", json={})).status_code == 200
    assert len(await listed(act_as("a-001:agent"))) == 1

    left = await operator.post("/staff/s-007/employment-end", json={"since": "2020-02-01"})

    assert left.status_code == 200
    assert await listed(act_as("a-001:agent")) == []


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"query": "colour=red"}, "view-parameter-unknown"),
        ({"query": "page=abc"}, "view-parameter-unknown"),
        ({"query": "status=nonsense"}, "not-valid"),
        ({"query": "sort=luck"}, "unknown-sort"),
        ({"query": "columns=没有"}, "unknown-column"),
        ({"query": "serial=202403A0001"}, "not-valid"),
        ({"list": "nothing"}, "not-valid"),
        ({"name": "a/b"}, "not-valid"),
    ],
)
async def test_what_no_list_knows_is_not_kept(agent: httpx.AsyncClient, said: dict[str, str], code: str):
    is_problem(await agent.post("/views", json=SAID | said), 422, code)


async def test_a_view_that_holds_what_the_list_knows_no_more_is_refused_with_what_to_do(
    agent: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("api.views.routes.require_kept", lambda *_: None)
    await saved(agent, query="colour=red")
    told = is_problem(
        await agent.get("/register", params={"view": "已分级", "after": "now"}), 422, "view-parameter-unknown"
    )
    assert "colour" in str(told)
    assert "redefine" in str(told)


async def test_what_was_typed_is_not_shared(supervisor: httpx.AsyncClient):
    place = await saved(supervisor, query="text=王伟")
    is_problem(await supervisor.post(f"{place}/sharing", json={}), 409, "view-holds-text")


async def test_removed_it_is_nowhere_and_its_name_is_free(agent: httpx.AsyncClient):
    place = await saved(agent)
    assert (await agent.post(f"{place}/removal")).status_code == 200
    assert (await agent.post(f"{place}/removal")).json()["events"] == []
    is_problem(await agent.get(place), 404, "view-not-found")
    is_problem(await agent.get("/register", params={"view": "已分级", "after": "now"}), 404, "view-not-found")
    await saved(agent)


async def test_customers_have_no_views(act_as: As):
    customer = act_as("customer-C1:customer")
    for answer in (
        await customer.get("/views"),
        await customer.post("/views", json=SAID),
        await customer.get("/register", params={"view": "x"}),
    ):
        is_problem(answer, 403, "forbidden")


@pytest.mark.parametrize("name", LISTS)
async def test_every_list_is_shown_by_a_view(act_as: As, name: str):
    manager = act_as("m-001:manager")
    said = {"tasks": "whose=all", "workload": "by=team"}.get(name, "sort=-updated")
    if name in ("register", "faults", "progress", "dossiers", "visits", "parts"):
        said = {
            "progress": "sort=-at",
            "dossiers": "sort=number",
            "visits": "sort=-planned",
            "parts": "sort=number",
        }.get(name, "sort=number")
    await saved(manager, list=name, query=said)
    answer = await manager.get(f"/{name}", params={"view": "已分级", "after": "now"})
    assert answer.status_code == 200, answer.text


async def test_of_two_saved_at_once_under_one_name_one_is_taken(agent: httpx.AsyncClient):
    answers = await asyncio.gather(*(agent.post("/views", json=SAID) for _ in range(3)))
    assert sorted(each.status_code for each in answers) == [201, 409, 409]


async def test_what_is_too_long_as_an_address_has_it_is_told_by_its_field(agent: httpx.AsyncClient):
    answer = await agent.post("/views", json=SAID | {"query": f"text={'漏' * 300}"})
    is_problem(answer, 422, "not-valid")
    assert answer.json()["errors"][0]["field"] == "query"
