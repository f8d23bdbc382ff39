"""How tickets went over HTTP: the map as data and as a picture, variants, deviations; of whom, of which tickets."""

import asyncio
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest

from api.service import Service
from tests.api.conftest import As
from tests.api.test_tickets import opened

PLACES = ("/process/map", "/process/variants", "/process/deviations")


@pytest.fixture
def manager(act_as: As) -> httpx.AsyncClient:
    return act_as("m-001:manager")


async def asked(client: httpx.AsyncClient, place: str, **said: Any) -> Any:
    answer = await client.get(place, params={"after": "now", **said})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def graded(agent: httpx.AsyncClient, **said: Any) -> str:
    number = await opened(agent, **said)
    answer = await agent.post(f"/tickets/{number}/grade", json={"severity": "urgent", "reason": "停机"})
    assert answer.status_code == 200, answer.text
    return number


@pytest.fixture
async def two(agent: httpx.AsyncClient) -> tuple[str, str]:
    """Two tickets that went the same way, one by phone and one by e-mail."""
    return await graded(agent), await graded(agent, channel="email")


async def test_the_map_counts_what_happened_to_tickets(manager: httpx.AsyncClient, two: tuple[str, str]):
    found = await asked(manager, "/process/map")
    assert (found["tickets"], found["events"], found["variants"]) == (2, 4, 1)
    assert [(each["activity"], each["title"], each["count"]) for each in found["activities"]] == [
        ("ticket-graded", "Graded", 2),
        ("ticket-opened", "Opened", 2),
    ]
    [path] = found["paths"]
    assert (path["source"], path["target"], path["count"], path["tickets"]) == ("ticket-opened", "ticket-graded", 2, 2)
    assert path["wait"]["mean"] == pytest.approx(found["duration"]["mean"])
    assert found["left_out"] == {"activities": 0, "paths": 0, "moves": 0, "share": 0.0}


async def test_a_product_is_named_by_name_or_model(manager: httpx.AsyncClient, agent: httpx.AsyncClient):
    await graded(agent, product={"name": "智能空调", "model": "KFR-35"})
    await graded(agent, product={"name": "净水器", "model": "RO-600"})
    for product, tickets in (("KFR-35", 1), ("智能空调", 1), ("RO-600", 1), ("KFR", 0)):
        for place in ("/process/map", "/process/variants"):
            assert (await asked(manager, place, product=product))["tickets"] == tickets, product
        assert (await asked(manager, "/process/deviations", product=product))["of"] == tickets


async def test_maps_wait_for_one_another(manager: httpx.AsyncClient, service: Service, two: tuple[str, str]):
    async with service.maps.turn(), service.maps.turn():
        waiting = asyncio.create_task(asked(manager, "/process/map"))
        await asyncio.sleep(0.3)
        assert not waiting.done()
    assert (await waiting)["tickets"] == 2


async def test_steps_are_coarser_than_events(
    manager: httpx.AsyncClient, agent: httpx.AsyncClient, two: tuple[str, str]
):
    await agent.post(
        f"/tickets/{two[0]}/communication", json={"direction": "to-customer", "channel": "phone", "text": "好"}
    )
    events = await asked(manager, "/process/map")
    steps = await asked(manager, "/process/map", level="step")
    assert [each["title"] for each in steps["activities"]] == ["Grading", "Intake"]
    assert (events["events"], steps["events"]) == (5, 4)


async def test_it_is_made_of_the_tickets_asked_for(manager: httpx.AsyncClient, two: tuple[str, str]):
    for said, tickets in (
        ({"channel": "email"}, 1),
        ({"channel": ["email", "phone"]}, 2),
        ({"severity": "general"}, 0),
        ({"imported": "true"}, 0),
        ({"imported": "false"}, 2),
        ({"since": "2999-01-01T00:00:00Z"}, 0),
        ({"until": "2999-01-01T00:00:00Z"}, 2),
        ({"kind": "complaint"}, 0),
        ({"product": "no such product"}, 0),
        ({"variant": "000000000000"}, 0),
    ):
        assert (await asked(manager, "/process/map", **said))["tickets"] == tickets, said
    [variant] = (await asked(manager, "/process/variants"))["items"]
    assert (await asked(manager, "/process/map", variant=variant["variant"]))["tickets"] == 2


async def test_the_map_is_drawn_in_the_readers_language(act_as: As, two: tuple[str, str]):
    for language, title in (("zh", "流程图"), ("en", "Process map")):
        answer = await act_as("m-001:manager", language=language).get(
            "/process/map", params={"after": "now", "format": "svg"}
        )
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")
        assert ElementTree.fromstring(answer.text)[0].text == title  # noqa: S314 -- made by this service


async def test_only_the_paths_taken_most_are_answered_where_that_is_asked(
    manager: httpx.AsyncClient, agent: httpx.AsyncClient, two: tuple[str, str]
):
    await agent.post(f"/tickets/{two[0]}/acknowledgement")
    found = await asked(manager, "/process/map", coverage=0.5)
    assert (len(found["paths"]), found["left_out"]["paths"], found["left_out"]["moves"]) == (1, 1, 1)
    assert len((await asked(manager, "/process/map", paths=1))["paths"]) == 1


async def test_variants_name_their_steps_and_examples(manager: httpx.AsyncClient, two: tuple[str, str]):
    found = await asked(manager, "/process/variants")
    assert (found["count"], found["tickets"]) == (1, 2)
    [variant] = found["items"]
    assert [step["title"] for step in variant["steps"]] == ["Opened", "Graded"]
    assert (variant["share"], variant["covered"], sorted(variant["examples"])) == (1.0, 1.0, sorted(two))


async def test_a_turn_from_the_process_names_its_ticket_and_the_events_that_show_it(
    manager: httpx.AsyncClient, supervisor: httpx.AsyncClient, two: tuple[str, str]
):
    closing = {"closed_as": "supervisor", "reason": "客户失联"}
    closed = await supervisor.post(f"/tickets/{two[0]}/closing", json=closing)
    assert closed.status_code == 200, closed.text
    history = (await manager.get(f"/tickets/{two[0]}/history")).json()["events"]
    found = await asked(manager, "/process/deviations", rule="not-verified")
    [turn] = found["items"]
    assert (turn["number"], turn["requirement"], turn["title"]) == (
        two[0],
        "R3",
        "closed, information never verified",
    )
    [event] = turn["events"]
    assert event["id"] == next(each["id"] for each in history if each["type"] == "ticket-closed")
    assert (found["count"], found["tickets"], found["of"]) == (1, 1, 2)
    every = await asked(manager, "/process/deviations")
    assert {each["rule"] for each in every["rules"]} == {"not-verified", "no-closing-report"}
    assert (await asked(manager, "/process/deviations", channel="email"))["items"] == []


async def test_deviations_come_in_pages(
    manager: httpx.AsyncClient, supervisor: httpx.AsyncClient, two: tuple[str, str]
):
    for number in two:
        await supervisor.post(f"/tickets/{number}/closing", json={"closed_as": "supervisor", "reason": "客户失联"})
    seen, page = list[tuple[str, str]](), None
    while page is not None or not seen:
        found = await asked(manager, "/process/deviations", sort="number", limit=3, **({"page": page} if page else {}))
        seen += [(turn["number"], turn["rule"]) for turn in found["items"]]
        page = found["next"]
    assert len(seen) == len({*seen}) == found["count"] == 4


@pytest.mark.parametrize("place", PLACES)
async def test_of_all_for_who_reads_figures_and_of_ones_own_for_everybody_else(
    act_as: As, place: str, two: tuple[str, str]
):
    of = {"/process/deviations": "of"}.get(place, "tickets")
    for who, tickets in (
        ("m-001:manager", 2),
        ("x-001:auditor", 2),
        ("a-001:agent", 2),
        ("a-002:agent", 0),
        ("e-1:engineer", 0),
    ):
        assert (await asked(act_as(who), place))[of] == tickets, who
    for who in ("d-001:administrator", "k-001:customer"):
        answer = await act_as(who).get(place)
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden"), who


async def test_a_supervisor_sees_the_teams(act_as: As, supervisor: httpx.AsyncClient, two: tuple[str, str]):
    sent = await supervisor.post(f"/tickets/{two[0]}/dispatch", json={"engineer": "e-003", "team": "north"})
    assert sent.status_code == 200, sent.text
    for team, tickets in (("north", 2), ("south", 1)):
        client = act_as("s-002:supervisor", team=team)
        assert (await asked(client, "/process/map"))["tickets"] == tickets, team


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"chanel": "email"}, "chanel"),
        ({"channel": "pigeon"}, "channel"),
        ({"since": "2024-05-01"}, "since"),
        ({"variant": "x"}, "variant"),
    ],
)
async def test_what_cannot_be_asked_is_refused(
    manager: httpx.AsyncClient, place: str, said: dict[str, str], field: str
):
    answer = await manager.get(place, params=said)
    assert (answer.status_code, answer.json()["code"]) == (422, "not-valid")
    assert [error["field"] for error in answer.json()["errors"]] == [field]


@pytest.mark.parametrize("place", PLACES)
async def test_no_time_at_all_is_refused(manager: httpx.AsyncClient, place: str):
    said = {"since": "2024-06-01T00:00:00Z", "until": "2024-05-01T00:00:00Z"}
    answer = await manager.get(place, params=said)
    assert (answer.status_code, answer.json()["code"]) == (422, "until-before-since")


async def test_a_rule_that_does_not_exist_is_refused(manager: httpx.AsyncClient):
    answer = await manager.get("/process/deviations", params={"rule": "no-such-rule"})
    assert (answer.status_code, answer.json()["code"]) == (422, "not-valid")


async def test_of_no_ticket_the_answers_are_empty(manager: httpx.AsyncClient):
    found = await asked(manager, "/process/map")
    assert (found["tickets"], found["activities"], found["duration"]) == (0, [], None)
    assert (await asked(manager, "/process/variants"))["items"] == []
    assert (await asked(manager, "/process/deviations"))["of"] == 0
