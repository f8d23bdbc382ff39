"""Personal data: masked wherever it stands, also in corrections and lists, and shown to who says why on the record."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from api.tickets import routes
from api.tickets.masking import in_the_clear, masked
from domain.record.personal import personal_fields
from domain.ticket.events import EVENTS, CorrectionRecorded, FeeAccepted, Option, PlanProposed, SendInAgreed
from tests.api.conftest import SIGNER, As
from tests.api.test_problems import is_problem
from tests.api.test_tickets import opened
from tests.projections.every_event import SHOWN

PHONE, NEW = "13812345678", "13987654321"


async def unmasked(who: httpx.AsyncClient, number: str, reason: str = "须回电") -> httpx.Response:
    return await who.post(f"/tickets/{number}/unmasking", json={"reason": reason})


async def corrected(who: httpx.AsyncClient, number: str, field: str, right: str) -> httpx.Response:
    said = {"version": 1, "field": field, "right": right, "reason": "客户更正"}
    return await who.post(f"/tickets/{number}/correction", json=said)


async def test_who_may_sees_it_after_the_event_is_stored(agent: httpx.AsyncClient):
    number = await opened(agent)
    answer = await unmasked(agent, number)
    said = answer.json()
    assert (answer.status_code, said["version"]) == (200, 2)
    assert [(event["type"], event["data"]) for event in said["events"]] == [
        ("personal-data-unmasked", {"reason": "须回电"})
    ]
    assert [(each["field"], each["value"]) for each in said["personal"]] == [
        ("customer_name", "远山科技有限公司"),
        ("contact.name", "张伟"),
        ("contact.salutation", "先生"),
        ("contact.phone", PHONE),
        ("product.serial", "202403A0001"),
    ]
    assert answer.headers["cache-control"] == "no-store"
    history = (await agent.get(f"/tickets/{number}/history")).text
    assert PHONE not in history
    assert "须回电" in history


async def test_who_may_not_sees_nothing_and_no_event_is_stored(act_as: As, agent: httpx.AsyncClient):
    number = await opened(agent)
    for staff, role in (("e-009", "engineer"), ("a-002", "agent"), ("q-001", "quality"), ("m-001", "manager")):
        answer = await unmasked(act_as(token=SIGNER.mint(staff, [role], 60)), number)
        is_problem(answer, 403, "forbidden")
        assert PHONE not in answer.text
    is_problem(await agent.post(f"/tickets/{number}/unmasking", json={}), 422, "not-valid")
    assert (await agent.get(f"/tickets/{number}")).json()["version"] == 1


async def test_a_look_repeated_with_its_key_shows_no_more_than_the_first_did(agent: httpx.AsyncClient):
    number, key = await opened(agent), {"Idempotency-Key": "look"}
    path, body = f"/tickets/{number}/unmasking", {"reason": "须回电"}
    first = await agent.post(path, json=body, headers=key)
    assert (await corrected(agent, number, "contact.phone", NEW)).status_code == 200
    again = await agent.post(path, json=body, headers=key)
    assert again.json()["personal"] == first.json()["personal"]
    fresh = (await unmasked(agent, number)).json()["personal"]
    assert [each["value"] for each in fresh if each["field"] == "contact.phone"] == [PHONE, NEW]


async def test_a_look_repeated_with_its_key_much_later_shows_nothing(
    agent: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    number, key = await opened(agent), {"Idempotency-Key": "look"}
    path, body = f"/tickets/{number}/unmasking", {"reason": "须回电"}
    assert (await agent.post(path, json=body, headers=key)).json()["personal"]
    monkeypatch.setattr(routes, "HOLDS", timedelta(0))
    again = await agent.post(path, json=body, headers=key)
    is_problem(again, 409, "unmasked-before")
    assert PHONE not in again.text


@pytest.mark.parametrize(
    ("field", "right", "shown"),
    [
        ("contact.phone", NEW, "139****4321"),
        ("contact.name", "李四光", "李*"),
        ("product.serial", "202403B9999", "202403*****"),
    ],
)
async def test_a_correction_is_masked_as_what_it_corrects(agent: httpx.AsyncClient, field: str, right: str, shown: str):
    number = await opened(agent)
    answer = await corrected(agent, number, field, right)
    assert answer.json()["events"][0]["data"]["right"] == shown
    history = (await agent.get(f"/tickets/{number}/history")).text
    assert right not in history
    assert PHONE not in history


async def test_a_companys_name_is_no_persons_also_when_corrected(agent: httpx.AsyncClient):
    number = await opened(agent)
    await corrected(agent, number, "customer_name", "远山科技股份公司")
    events = (await agent.get(f"/tickets/{number}/history")).json()["events"]
    assert events[-1]["data"]["right"] == "远山科技股份公司"


@pytest.mark.parametrize("name", EVENTS)
def test_of_every_event_all_that_is_personal_and_no_text_is_masked(name: str):
    for event in (event for event, *_ in SHOWN if event.stored_name == name):
        shown: Any = masked(event)
        for path, mark in personal_fields(type(event)):
            said, seen = event.model_dump(), shown
            for part in path:
                said, seen = (said or {}).get(part), (seen or {}).get(part)
            assert said is None or mark.kind == "text" or seen != said, path
        hidden = {".".join(path) for path, mark in personal_fields(type(event)) if mark.kind != "text"}
        assert {".".join(path) for path, _, _ in in_the_clear(event)} <= hidden | {getattr(event, "field", "")}


def test_names_places_and_lists_within_an_event_are_masked_each_as_it_is():
    assert masked(FeeAccepted(quote=1, by="张伟", given="signature"))["by"] == "张*"
    assert masked(SendInAgreed(address="南京西路100号"))["address"] == "****"
    options = (Option(name="A", text="更换"), Option(name="B", text="维修"))
    plan = PlanProposed(plan=1, steps="更换", owner="e-003", deadline="2024-05-01T00:00:00Z", options=options)  # type: ignore[arg-type]
    assert [option["name"] for option in masked(plan)["options"]] == ["A", "B"]
    removed = CorrectionRecorded(version=1, field="contact.email", wrong="zhangwei@example.com", reason="已停用")
    assert "zhangwei" not in str(masked(removed))
