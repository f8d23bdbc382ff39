"""Policy packs and calendars over HTTP: read by all staff, and brought into force by two persons."""

from typing import Any

import httpx
import pytest

from api.service import Service
from domain.calendar.shipped import shipped_text as shipped_calendar
from domain.policy.shipped import SHIPPED
from domain.rulebook.commands import digest
from gongdan.policies.library import shipped
from tests.api.conftest import SIGNER, As
from tests.api.test_problems import is_problem
from tests.api.test_tickets import opened
from tests.policy.specification import DESK, DESK_2

FIRST = {"version": 1, "sha256": digest(DESK)}
CHINA = shipped_calendar("china")


@pytest.fixture
def administrator(act_as: As) -> httpx.AsyncClient:
    return act_as("d-001:administrator")


@pytest.fixture
def manager(act_as: As) -> httpx.AsyncClient:
    return act_as("m-001:manager")


async def in_force(
    administrator: httpx.AsyncClient, manager: httpx.AsyncClient, text: str = DESK, version: int = 1
) -> httpx.Response:
    """The three steps; the answer to the last."""
    steps = [
        await administrator.post("/policies", json={"text": text}),
        await manager.post("/policies/our-desk/approval", json={"version": version, "sha256": digest(text)}),
        await administrator.post("/policies/our-desk/publication", json={"version": version}),
    ]
    assert [step.status_code for step in steps] == [201, 200, 200], [step.text for step in steps]
    return steps[-1]


async def listed(client: httpx.AsyncClient, name: str, path: str = "/policies") -> dict[str, Any]:
    [found] = [each for each in (await client.get(path)).json()["items"] if each["name"] == name]
    return found


async def test_all_staff_see_which_packs_there_are_and_which_one_a_ticket_gets(act_as: As):
    told = (await act_as("w-001:warehouse").get("/policies")).json()
    assert [each["name"] for each in told["items"]] == [*SHIPPED]
    assert [each["versions"][0]["ref"] for each in told["items"]][:2] == ["handbook@2", "appliance@2"]
    assert told["items"][0]["chosen"] == {"default": True, "rules": []}
    assert told["items"][0]["shipped"] is True
    assert told["choice"] == {"default": "handbook", "rules": [], "not_in_force": []}


async def test_a_customer_does_not_read_the_rules(act_as: As):
    for path in ("/policies", "/policies/handbook", "/calendars", "/calendars/china"):
        is_problem(await act_as("customer-C1:customer").get(path), 403, "forbidden")


async def test_a_text_is_shown_with_what_it_says_in_the_readers_language(act_as: As, agent: httpx.AsyncClient):
    english = (await agent.get("/policies/appliance")).json()
    chinese = (await act_as("a-001:agent", language="zh").get("/policies/appliance")).json()
    assert (english["ref"], english["state"]) == ("appliance@2", "in-force")
    assert english["text"] == shipped()["appliance"].text
    assert english["sha256"] == SHIPPED["appliance"][2]
    assert english["says"]["number_format"] == "day"
    assert (english["sections"][0]["heading"], chinese["sections"][0]["heading"]) == ("Severities", "问题分级")


async def test_two_persons_bring_a_pack_into_force_and_the_record_names_them(
    administrator: httpx.AsyncClient, manager: httpx.AsyncClient, service: Service
):
    answer = await in_force(administrator, manager)
    assert answer.headers["etag"] == '"3"'
    assert [event["type"] for event in answer.json()["events"]] == ["policy-published"]
    found = await listed(manager, "our-desk")
    [version] = found["versions"]
    people = {name: version[name] for name in ("proposed_by", "approved_by", "published_by")}
    assert people == {"proposed_by": "d-001", "approved_by": "m-001", "published_by": "d-001"}
    assert (found["newest"], found["proposal"], found["shipped"]) == (1, None, False)
    assert service.rules.policies.newest("our-desk").ref == "our-desk@1"


async def test_what_is_proposed_can_be_read_before_it_is_approved(
    administrator: httpx.AsyncClient, manager: httpx.AsyncClient
):
    answer = await administrator.post("/policies", json={"text": DESK})
    place = answer.headers["location"]
    assert place == "/policies/our-desk?version=1"
    read = (await manager.get(place)).json()
    assert (read["state"], read["text"], read["newest"]) == ("proposed", DESK, None)
    assert read["proposal"]["sha256"] == digest(DESK)
    assert "text" not in answer.json()["events"][0]["data"]


async def test_a_later_version_supersedes_the_first_which_can_be_read_for_ever(
    administrator: httpx.AsyncClient, manager: httpx.AsyncClient
):
    await in_force(administrator, manager)
    await in_force(administrator, manager, DESK_2, 2)
    old, new = [(await manager.get(f"/policies/our-desk{query}")).json() for query in ("?version=1", "")]
    assert (old["state"], old["text"]) == ("superseded", DESK)
    assert (new["state"], new["text"], new["version"]) == ("in-force", DESK_2, 2)


@pytest.mark.parametrize(
    ("language", "message", "detail"),
    [
        ("en", "the severity 'urgnt' is not declared; did you mean 'urgent'? allowed: general, urgent", "nothing was"),
        ("zh", "没有声明分级“urgnt”；是否指“urgent”？可用：general, urgent", "未作任何更改"),
    ],
)
async def test_every_mistake_is_told_with_its_line_in_the_readers_language(
    act_as: As, language: str, message: str, detail: str
):
    wrong = DESK.replace("rank = 1", "rank = 0").replace("urgent = ", "urgnt = ")
    client = act_as("d-001:administrator", language=language)
    said = is_problem(await client.post("/policies", json={"text": wrong}), 422, "bad-rules")
    assert [(each["line"], each["field"]) for each in said["errors"]] == [
        (13, "severities[2].rank"),
        (22, "clocks.first-response.limits.urgnt"),
    ]
    assert said["errors"][1]["message"] == message
    assert detail in said["detail"]


async def test_what_is_no_toml_and_a_changed_shipped_text_are_told_so(administrator: httpx.AsyncClient):
    [broken] = is_problem(await administrator.post("/policies", json={"text": "name = "}), 422, "bad-rules")["errors"]
    assert (broken["line"], broken["field"]) == (1, "text")
    changed = shipped()["handbook"].text.replace('limit = "1 h"', 'limit = "2 h"', 1)
    [taken] = is_problem(await administrator.post("/policies", json={"text": changed}), 422, "bad-rules")["errors"]
    assert taken["field"] == "name"
    assert "comes with the program" in taken["message"]


async def test_only_administrators_propose_and_publish_and_only_managers_approve(
    administrator: httpx.AsyncClient, manager: httpx.AsyncClient
):
    is_problem(await manager.post("/policies", json={"text": DESK}), 403, "forbidden")
    is_problem(await manager.post("/policies", json={"text": "name = "}), 403, "forbidden")
    await administrator.post("/policies", json={"text": DESK})
    is_problem(await administrator.post("/policies/our-desk/approval", json=FIRST), 403, "forbidden")
    said = await administrator.post("/policies/our-desk/rejection", json={**FIRST, "reason": "x"})
    assert "d-001 (administrator) may not reject a policy pack here" in is_problem(said, 403, "forbidden")["detail"]
    is_problem(await manager.post("/policies/our-desk/publication", json={"version": 1}), 403, "forbidden")


async def test_nobody_approves_what_they_proposed_whatever_roles_they_have(act_as: As):
    both = act_as(token=SIGNER.mint("d-001", ["administrator", "manager"], 60))
    await both.post("/policies", json={"text": DESK})
    is_problem(await both.post("/policies/our-desk/approval", json=FIRST), 409, "own-proposal")
    is_problem(await both.post("/policies/our-desk/publication", json={"version": 1}), 409, "not-approved")


async def test_an_approval_of_another_text_is_refused(administrator: httpx.AsyncClient, manager: httpx.AsyncClient):
    await administrator.post("/policies", json={"text": DESK})
    other = {"version": 1, "sha256": digest(DESK_2)}
    is_problem(await manager.post("/policies/our-desk/approval", json=other), 409, "other-proposal")
    is_problem(await manager.post("/policies/no-desk/approval", json=FIRST), 409, "nothing-proposed")


async def test_a_rejected_text_is_off_the_table_with_the_reason_on_record(
    administrator: httpx.AsyncClient, manager: httpx.AsyncClient
):
    await administrator.post("/policies", json={"text": DESK})
    said = {**FIRST, "reason": "一小时太短"}
    [event] = (await manager.post("/policies/our-desk/rejection", json=said)).json()["events"]
    assert event["data"] == {**FIRST, "reason": "一小时太短"}
    is_problem(await manager.get("/policies/our-desk"), 404, "policy-not-found")
    assert "our-desk" not in str((await manager.get("/policies")).json())


async def test_asking_twice_is_harmless_and_one_key_is_one_command(
    administrator: httpx.AsyncClient, manager: httpx.AsyncClient
):
    key = {"Idempotency-Key": "desk-1"}
    first = await administrator.post("/policies", json={"text": DESK}, headers=key)
    again = await administrator.post("/policies", json={"text": DESK}, headers=key)
    assert again.json()["events"][0]["id"] == first.json()["events"][0]["id"]
    other = DESK.replace('"1 h"', '"3 h"')
    is_problem(await administrator.post("/policies", json={"text": other}, headers=key), 422, "key-reused")
    twice = await administrator.post("/policies", json={"text": DESK})
    assert (twice.json()["events"], twice.json()["revision"]) == ([], 1)


async def test_a_step_decided_on_an_older_standing_is_refused(
    administrator: httpx.AsyncClient, manager: httpx.AsyncClient
):
    await administrator.post("/policies", json={"text": DESK}, headers={"If-Match": '"0"'})
    seen = (await manager.get("/policies/our-desk?version=1")).headers["etag"]
    await administrator.post("/policies", json={"text": DESK.replace('"1 h"', '"3 h"')})
    late = await manager.post("/policies/our-desk/approval", json=FIRST, headers={"If-Match": seen})
    assert "'our-desk' was proposed" in is_problem(late, 412, "rules-changed")["detail"]
    either = await manager.post("/policies/our-desk/approval", json=FIRST, headers={"If-Match": '"1", "2"'})
    is_problem(either, 409, "other-proposal")


async def test_what_is_not_there_is_not_found(agent: httpx.AsyncClient):
    is_problem(await agent.get("/policies/our-desk"), 404, "policy-not-found")
    is_problem(await agent.get("/calendars/mars"), 404, "calendar-not-found")
    said = is_problem(await agent.get("/policies/handbook?version=7"), 404, "no-such-version")
    assert said["detail"] == "'handbook' has no version 7; there are: 2."
    is_problem(await agent.get("/policies/Hand%20book"), 422, "not-valid")


async def test_the_tickets_under_each_text_are_counted(agent: httpx.AsyncClient, service: Service):
    await opened(agent)
    assert await service.runner.wait_for(await service.log.end(), 5, "register")
    told = (await agent.get("/policies?counted=true")).json()
    assert told["tickets"] == {"handbook@2": 1}
    assert (await agent.get("/policies")).json()["tickets"] is None


async def test_a_calendar_goes_the_same_way(administrator: httpx.AsyncClient, manager: httpx.AsyncClient):
    ours = CHINA.replace("中国大陆工作日历", "本公司工作日历").replace("version = 2", "version = 1")
    steps = [
        await administrator.post("/calendars", json={"text": ours}),
        await manager.post("/calendars/china/approval", json={"version": 1, "sha256": digest(ours)}),
        await administrator.post("/calendars/china/publication", json={"version": 1}),
    ]
    assert [step.status_code for step in steps] == [201, 200, 200], [step.text for step in steps]
    assert steps[-1].json()["events"][0]["data"]["years"] == [*range(2007, 2027)]
    found = await listed(manager, "china", "/calendars")
    assert (found["title"]["zh"], found["newest"], found["chosen"]) == ("本公司工作日历", 1, None)
    shown = (await manager.get("/calendars/china")).json()
    assert shown["sections"][18]["heading"] == "2024"
    assert "New Year: 2024-01-01" in shown["sections"][18]["lines"]


async def test_a_proposed_text_is_read_though_the_program_brings_one(
    administrator: httpx.AsyncClient, manager: httpx.AsyncClient
):
    ours = CHINA.replace("中国大陆工作日历", "本公司工作日历").replace("version = 2", "version = 1")
    await administrator.post("/calendars", json={"text": ours})
    proposed, now = [(await manager.get(f"/calendars/china{query}")).json() for query in ("?version=1", "")]
    assert (proposed["state"], proposed["text"]) == ("proposed", ours)
    assert (now["state"], now["text"]) == ("in-force", CHINA)


async def test_a_pack_is_no_calendar(administrator: httpx.AsyncClient):
    said = is_problem(await administrator.post("/calendars", json={"text": DESK}), 422, "bad-rules")
    assert {"region", "years"} <= {each["field"] for each in said["errors"]}
