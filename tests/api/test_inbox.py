"""Notices over HTTP: one's own are seen and marked, all are listed by who looks after them, and what failed is resent."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from api.service import Service
from api.tables.reading import fetch
from consumers.notices.planning.recording import NoticeRecorder, Wanted
from domain.notices.commands import RecordFailure, RequestNotice
from domain.notices.identity import notice_key
from domain.notices.vocabulary import DIGEST
from projections.inbox import finding
from tests.api.conftest import As

CAUSE = "5f3c1a9e-0b7d-5c42-9e11-6a2d84c7f301"
AT = datetime(2024, 5, 1, 1, 30, tzinfo=UTC)


async def told(service: Service, recipient: str, channel: str, kind: str = "dispatched", **besides: Any) -> str:
    """A notice of the ticket; its id."""
    key = notice_key(CAUSE, kind, recipient, channel)
    command = RequestNotice(
        kind=kind,
        about="ticket-202405-00123",
        cause=CAUSE,
        at=AT,
        recipient=recipient,
        channel=channel,
        language="zh",
        urgent=True,
        **besides,
    )
    await NoticeRecorder(service.desk).request(Wanted(key, command, "ticket-202405-00123", None))
    return key.removeprefix("notice-")


@pytest.fixture
def engineer(act_as: As) -> httpx.AsyncClient:
    return act_as("003:engineer")


@pytest.fixture
def administrator(act_as: As) -> httpx.AsyncClient:
    return act_as("a-009:administrator")


async def inbox(client: httpx.AsyncClient, **asked: Any) -> dict[str, Any]:
    return (await client.get("/inbox", params={"after": "now", **asked})).raise_for_status().json()


async def test_one_sees_ones_own_in_ones_language(service: Service, engineer: httpx.AsyncClient, act_as: As):
    await told(service, "staff-003", "inbox")
    await told(service, "staff-004", "inbox")
    await told(service, "staff-003", "email")

    [item] = (await inbox(engineer))["items"]
    [chinese] = (await inbox(act_as("003:engineer", language="zh")))["items"]

    assert (item["kind"], item["ticket"], item["urgent"], item["read"]) == ("dispatched", "202405-00123", True, None)
    assert (item["title"], chinese["title"]) == ("dispatched to you", "派单给您")


async def test_what_was_read_is_not_among_the_unread(service: Service, engineer: httpx.AsyncClient):
    notice = await told(service, "staff-003", "inbox")
    await told(service, "staff-003", "inbox", "plan-approved")
    first = await engineer.post(f"/inbox/{notice}/read", json={})
    again = await engineer.post(f"/inbox/{notice}/read", json={})

    assert (first.status_code, len(first.json()["events"])) == (200, 1)
    assert again.json()["events"] == []
    unread = await inbox(engineer, unread=True)
    assert ([each["kind"] for each in unread["items"]], unread["unread"]) == (["plan-approved"], 1)


async def test_anothers_notice_can_not_be_marked(service: Service, engineer: httpx.AsyncClient):
    notice = await told(service, "staff-004", "inbox")
    assert (await engineer.post(f"/inbox/{notice}/read", json={})).status_code == 403


async def test_who_looks_after_them_lists_all_and_others_do_not(
    service: Service, engineer: httpx.AsyncClient, administrator: httpx.AsyncClient
):
    notice = await told(service, "staff-003", "email")
    await told(service, "staff-003", "inbox")
    found = (await administrator.get("/notices", params={"after": "now", "status": "requested"})).json()

    assert found["count"] == 1
    [item] = found["items"]
    assert (item["notice"], item["recipient"], item["status"]) == (notice, "staff-003", "requested")
    assert (await engineer.get("/notices")).status_code == 403


async def test_what_failed_is_sent_again_and_what_waits_is_waiting_already(
    service: Service, administrator: httpx.AsyncClient, engineer: httpx.AsyncClient
):
    notice = await told(service, "staff-003", "email")
    await NoticeRecorder(service.desk).note(f"notice-{notice}", 1, RecordFailure(tries=9, why="retries-exhausted"))

    assert (await engineer.post(f"/notices/{notice}/resend", json={})).status_code == 403
    first = await administrator.post(f"/notices/{notice}/resend", json={"reason": "邮件服务器已恢复"})
    again = await administrator.post(f"/notices/{notice}/resend", json={"reason": "再试"})

    assert [event["type"] for event in first.json()["events"]] == ["notice-resent"]
    assert again.json()["events"] == []


async def test_what_went_with_others_is_sent_again_as_the_one_that_holds_it(
    service: Service, administrator: httpx.AsyncClient, engineer: httpx.AsyncClient
):
    items = [await told(service, "staff-003", "email", kind) for kind in ("dispatched", "routed")]
    holding = await told(service, "staff-003", "email", DIGEST, items=tuple(f"notice-{item}" for item in items))
    await NoticeRecorder(service.desk).note(f"notice-{holding}", 1, RecordFailure(tries=9, why="retries-exhausted"))
    await administrator.get("/notices", params={"after": "now"})

    answer = await administrator.post(f"/notices/{items[0]}/resend", json={})
    assert (answer.status_code, answer.json()["code"]) == (409, "notice-in-another")
    assert holding in answer.json()["detail"]
    assert (await engineer.post(f"/notices/{items[0]}/resend", json={})).status_code == 403
    ends = await fetch(service.read, lambda connection: finding.ends(connection, items))
    assert ends == dict.fromkeys(items, "failed")


async def test_what_is_none_is_not_found(administrator: httpx.AsyncClient):
    answer = await administrator.post(f"/notices/{'0' * 32}/resend", json={})
    assert (answer.status_code, answer.json()["code"]) == (404, "notice-not-found")


async def test_what_stands_in_an_inbox_arrived(service: Service, administrator: httpx.AsyncClient):
    notice = await told(service, "staff-003", "inbox")
    answer = await administrator.post(f"/notices/{notice}/resend", json={})
    assert (answer.status_code, answer.json()["code"]) == (409, "notice-arrived")


async def test_pages_follow_each_other(service: Service, engineer: httpx.AsyncClient):
    for kind in ("dispatched", "plan-approved", "routed"):
        await told(service, "staff-003", "inbox", kind)
    first = await inbox(engineer, limit=2)
    second = await inbox(engineer, limit=2, page=first["next"])

    assert [each["kind"] for each in (*first["items"], *second["items"])] == ["routed", "plan-approved", "dispatched"]
    assert second["next"] is None
