"""Every look at personal data and every refusal is recorded: asked over HTTP, and seen in the log of the service."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import httpx
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from api.app import create_app
from api.service import Service
from domain.ticket.commands import UnmaskPersonalData
from domain.wording import ACTIONS, ROLES
from gongdan.access.identity import identify
from gongdan.access.tokens import TokenSigner
from tests.domain.specification import SHANGHAI
from tests.scenarios.grammar import Ask, Story, given, right
from tests.scenarios.parts import Seen, Who
from tests.scenarios.people import agent, other_agent, warehouse
from tests.scenarios.section_9.sentences import RECORDED
from tests.scenarios.told.section_9.people.acting import signature
from tests.scenarios.told.section_9.standing import NORTH

SIGNER = TokenSigner(b"a key for tests")
Request = Callable[[httpx.AsyncClient, str], Any]


@right(
    RECORDED,
    zh="查看个人信息是一个事件，有本人、时间和原因",
    en="A look at personal data is an event with who, when and why",
)
def a_look_at_personal_data_is_an_event_with_who_when_and_why() -> Story:
    return (
        given(NORTH)
        .when(agent(UnmaskPersonalData(reason="回电客户")).at("10:00"))
        .then_recorded()
        .then_seen(signature, "a-001 agent", "2024-05-01 10:00", "customer-zhang", "api")
    )


@right(
    RECORDED,
    zh="被拒绝的操作和查看记入日志：何人、何种操作、哪张工单",
    en="A refused act and a refused look are logged: who, what and which ticket",
)
def a_refused_act_and_a_refused_look_are_logged_with_who_what_and_which_ticket() -> Story:
    return (
        given(NORTH)
        .when(other_agent.looks("通过接口要求查看客户的个人信息", "asks over the API to see the customer's data"))
        .then_seen(_logged(other_agent, _unmask), "403 command_refused a-002 unmask 202405-00001")
        .when(warehouse.looks("通过接口要求查看工单", "asks over the API to read the ticket"))
        .then_seen(_logged(warehouse, _read), "403 reading_refused w-001 read 202405-00001")
        .when(agent.looks("通过接口要求查看工单", "asks over the API to read the ticket"))
        .then_seen(_logged(agent, _read), "200")
    )


async def _unmask(client: httpx.AsyncClient, number: str) -> httpx.Response:
    return await client.post(f"/tickets/{number}/unmasking", json={"reason": "回电"})


async def _read(client: httpx.AsyncClient, number: str) -> httpx.Response:
    return await client.get(f"/tickets/{number}/history")


def _logged(who: Who, request: Request) -> Ask:
    """What the service answers, and which refusals stand in its log then."""
    return lambda seen: asyncio.run(_answers(seen, who, request))


async def _answers(seen: Seen, who: Who, request: Request) -> list[tuple[str, str, str]]:
    token = SIGNER.mint(who.staff, [who.role], 60)
    there = httpx.ASGITransport(create_app(_service(seen)))
    with capture_logs(processors=[merge_contextvars]) as logged:
        async with httpx.AsyncClient(
            transport=there, base_url="http://gongdan", headers={"Authorization": f"Bearer {token}"}
        ) as client:
            response = await request(client, seen.numbers[-1])
    refused = [line for line in logged if line["event"].endswith("_refused")]
    if not refused:
        return [(f"{response.status_code}", "准予；没有拒绝记入日志", "allowed; no refusal is logged")]
    return [_told(response.status_code, line) for line in refused]


def _told(status: int, line: Any) -> tuple[str, str, str]:
    by, action, ticket, role = line["by"], line["action"], line["ticket"], line["roles"][0]
    zh = f"拒绝（{status}），已记入日志：{by}（{ROLES[role][0]}），{ACTIONS[action][0]}，工单 {ticket}"
    en = f"refused ({status}) and logged: {by} ({ROLES[role][1]}), {ACTIONS[action][1]}, ticket {ticket}"
    return f"{status} {line['event']} {by} {action} {ticket}", zh, en


def _service(seen: Seen) -> Service:
    """The API over the story's desk; what these requests do not use is not there."""
    without: dict[str, Any] = dict.fromkeys(("attachments", "rules", "replaying", "read", "past", "runner", "code_of"))
    return Service(
        desk=seen.desk,
        log=cast("Any", SimpleNamespace(epoch="story")),
        stopped=lambda: None,
        can_store=lambda: True,
        identify=identify(SIGNER, "this run"),
        zone=SHANGHAI,
        version="0",
        **without,
    )
