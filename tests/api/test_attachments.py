"""Files of tickets over HTTP: taken in pieces, given out to who may see what they show, and only its own ticket's."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from api.app import create_app
from api.manners.problems import ApiProblem
from api.service import Service
from api.tickets.attachments.fetching import HOLDS, Look, Wanted, require_right
from domain.rights import Person
from domain.ticket.state import fold
from gongdan.service.api_server import ApiServer, take_port
from tests.api.conftest import SIGNER, As
from tests.api.test_problems import is_problem
from tests.api.test_tickets import opened

LOG = "E01 压缩机停止\n".encode() * 20_000
SHA256 = hashlib.sha256(LOG).hexdigest()


async def added(who: httpx.AsyncClient, number: str, content: Any = LOG, **said: str) -> httpx.Response:
    return await who.post(f"/tickets/{number}/attachments", params={"name": "运行日志.log", **said}, content=content)


async def in_pieces() -> AsyncIterator[bytes]:
    for at in range(0, len(LOG), 50_000):
        yield LOG[at : at + 50_000]


async def test_a_file_is_added_and_comes_back_the_same_as_a_download(agent: httpx.AsyncClient):
    number = await opened(agent)
    answer = await added(agent, number, in_pieces(), purpose="log")
    assert (answer.status_code, answer.headers["etag"]) == (201, '"2"')
    [event] = answer.json()["events"]
    assert (event["type"], event["data"]) == (
        "attachment-added",
        {"sha256": SHA256, "size": len(LOG), "media_type": "text/plain", "name": "运行日志.log", "purpose": "log"},
    )
    place = answer.headers["location"]
    assert place == f"/tickets/{number}/attachments/{SHA256}"
    back = await agent.get(place)
    assert (back.status_code, back.content) == (200, LOG)
    assert back.headers["content-type"].partition(";")[0] == "text/plain"
    assert back.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%E8%BF%90")
    assert back.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in back.headers["content-security-policy"]
    assert "no-store" in back.headers["cache-control"]
    [shown] = (await agent.get(f"/tickets/{number}")).json()["attachments"]
    assert (shown["sha256"], shown["name"], shown["added_by"]) == (SHA256, "运行日志.log", "a-001")


async def test_the_same_file_again_changes_nothing(agent: httpx.AsyncClient):
    number = await opened(agent)
    first, again = await added(agent, number), await added(agent, number, name="again.log")
    assert (first.status_code, again.status_code, again.json()["events"]) == (201, 200, [])
    assert again.headers["location"] == first.headers["location"]


async def test_an_upload_sent_again_with_its_key_is_done_once(agent: httpx.AsyncClient):
    number, key = await opened(agent), {"Idempotency-Key": "photo 1"}
    path, said = f"/tickets/{number}/attachments", {"name": "a.log"}
    first = await agent.post(path, params=said, content=LOG, headers=key)
    again = await agent.post(path, params=said, content=LOG, headers=key)
    assert first.json() == again.json()
    other = await agent.post(path, params=said, content=b"another log\n", headers=key)
    is_problem(other, 422, "key-reused")


@pytest.mark.parametrize(
    ("content", "name", "claimed", "status", "code"),
    [
        (b"MZ\x90\0" + bytes(100), "setup.exe", None, 415, "attachment-type-refused"),
        (b"plain text\n", "photo.png", None, 415, "attachment-ending-wrong"),
        (b"plain text\n", "a.log", "image/png", 415, "attachment-claim-wrong"),
        (b"", "a.log", None, 422, "attachment-empty"),
        (b"plain text\n", "a/b.log", None, 422, "attachment-bad-name"),
        (b"x" * (1 << 20) + b"y", "a.log", None, 413, "attachment-too-large"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_what_is_not_taken_is_told_why_and_changes_nothing(
    act_as: As, content: bytes, name: str, claimed: str | None, status: int, code: str, language: str
):
    agent = act_as("a-001:agent", language=language)
    number = await opened(agent)
    headers = {"Content-Type": claimed} if claimed else {}
    answer = await agent.post(f"/tickets/{number}/attachments", params={"name": name}, content=content, headers=headers)
    said = is_problem(answer, status, code)
    assert answer.headers["content-language"] == language
    assert ("保存" in said["detail"]) == (language == "zh")
    assert (await agent.get(f"/tickets/{number}")).json()["version"] == 1


async def test_what_the_pack_does_not_want_is_refused_though_the_deployment_takes_it(agent: httpx.AsyncClient):
    number = await opened(agent)
    answer = await added(agent, number, b"GIF89a\x01\0\x01\0", name="a.gif")
    is_problem(answer, 415, "attachment-type-refused")


async def test_who_works_on_a_ticket_and_its_customer_get_its_files(act_as: As, agent: httpx.AsyncClient):
    number = await opened(agent, customer="customer-C10023")
    place = (await added(agent, number)).headers["location"]
    for who in ("a-002:agent", "c-001:clerk", "s-001:supervisor", "customer-C10023:customer"):
        assert (await act_as(who).get(place)).content == LOG, who


async def test_who_does_not_even_read_a_ticket_gets_no_file(act_as: As, agent: httpx.AsyncClient):
    number = await opened(agent)
    place = (await added(agent, number)).headers["location"]
    others = ("p-002:department-contact", "m-001:administrator", "e-009:engineer", "customer-C10024:customer")
    for who in others:
        is_problem(await act_as(who).get(place, params={"reason": "抽查"}), 403, "forbidden")
    is_problem(await added(act_as(token=SIGNER.mint("e-009", ["engineer"], 60)), number), 403, "forbidden")


@pytest.mark.parametrize("role", ["auditor", "privacy-officer"])
async def test_who_may_unmask_gets_a_file_once_they_have_said_why(act_as: As, agent: httpx.AsyncClient, role: str):
    number = await opened(agent)
    place = (await added(agent, number)).headers["location"]
    officer = act_as(f"x-001:{role}")
    await agent.post(f"/tickets/{number}/unmasking", json={"reason": "须回电"})
    is_problem(await officer.get(place), 403, "unmasking-needed")
    assert (await officer.post(f"/tickets/{number}/unmasking", json={"reason": "抽查"})).status_code == 200
    assert (await officer.get(place)).content == LOG


async def test_each_file_that_an_unmasking_opens_is_recorded_on_the_ticket_as_a_look_of_its_own(
    act_as: As, agent: httpx.AsyncClient
):
    number, auditor = await opened(agent), act_as("x-001:auditor")
    place = (await added(agent, number)).headers["location"]
    await auditor.post(f"/tickets/{number}/unmasking", json={"reason": "抽查"})
    for _ in range(2):
        assert (await auditor.get(place)).status_code == 200
    await agent.get(place)
    asked, *looks = (await agent.get(f"/tickets/{number}/history")).json()["events"][2:]
    assert asked["data"]["reason"] == "抽查"
    assert [look["data"]["reason"] for look in looks] == [f"抽查 [sha256:{SHA256}]"] * 2
    assert {look["actor"]["id"] for look in looks} == {"x-001"}


@pytest.mark.parametrize("who", ["q-001:quality", "m-001:manager", "p-001:department-contact"])
async def test_who_reads_a_ticket_gets_a_file_for_a_reason_that_is_recorded_and_sees_nothing_else_unmasked(
    act_as: As, agent: httpx.AsyncClient, who: str
):
    number, reader = await opened(agent), act_as(who, team="product")
    place = (await added(agent, number)).headers["location"]
    asking = {"department": "product", "text": "E01 是否已知缺陷"}
    assert (await agent.post(f"/tickets/{number}/collaboration", json=asking)).status_code == 200
    is_problem(await reader.get(place), 422, "file-reason-needed")
    assert (await reader.get(place, params={"reason": "分析缺陷"})).content == LOG
    look = (await agent.get(f"/tickets/{number}/history")).json()["events"][-1]
    assert (look["type"], look["data"]["reason"]) == ("personal-data-unmasked", f"分析缺陷 [sha256:{SHA256}]")
    assert (look["actor"]["id"], look["actor"]["role"]) == tuple(who.split(":"))
    is_problem(await reader.post(f"/tickets/{number}/unmasking", json={"reason": "分析缺陷"}), 403, "forbidden")


async def test_an_unmasking_opens_no_file_that_came_after_it(act_as: As, agent: httpx.AsyncClient):
    number, auditor = await opened(agent), act_as("x-001:auditor")
    await auditor.post(f"/tickets/{number}/unmasking", json={"reason": "抽查"})
    place = (await added(agent, number)).headers["location"]
    is_problem(await auditor.get(place), 403, "unmasking-needed")


@pytest.mark.parametrize(
    ("later", "opens"), [(HOLDS, True), (HOLDS + timedelta(seconds=1), False)], ids=["at its end", "after it"]
)
async def test_an_unmasking_opens_files_for_a_quarter_of_an_hour_and_no_look_prolongs_it(
    act_as: As, service: Service, agent: httpx.AsyncClient, later: timedelta, opens: bool
):
    number, auditor = await opened(agent), act_as("x-001:auditor")
    place = (await added(agent, number)).headers["location"]
    await auditor.post(f"/tickets/{number}/unmasking", json={"reason": "抽查"})
    assert (await auditor.get(place)).status_code == 200
    events = await service.desk.history(number)
    file, unmasking, look = events[1:]
    assert look.envelope.causation == unmasking.envelope.id
    person, ticket = Person("x-001", frozenset({"auditor"})), fold(events)
    wanted = Wanted(file, person, unmasking.envelope.recorded + later)
    assert ticket is not None
    if opens:
        assert require_right(wanted, ticket, events) == Look("抽查", unmasking)
    else:
        with pytest.raises(ApiProblem) as refusal:
            require_right(wanted, ticket, events)
        assert refusal.value.code == "unmasking-needed"


async def test_the_log_says_who_fetched_which_file(act_as: As, agent: httpx.AsyncClient):
    number = await opened(agent)
    place = (await added(agent, number)).headers["location"]
    with capture_logs(processors=[merge_contextvars]) as logged:
        await act_as("e-009:engineer").get(place)
        await act_as("c-001:clerk").get(place)
    [line] = [line for line in logged if line["event"] == "attachment_fetched"]
    said = {name: line[name] for name in ("by", "roles", "entered_by", "ticket", "sha256")}
    assert said == {
        "by": "c-001",
        "roles": ["clerk"],
        "entered_by": "operator",
        "ticket": number,
        "sha256": SHA256,
    }
    assert "运行日志" not in str(line)


async def test_a_file_is_found_under_its_own_ticket_only(agent: httpx.AsyncClient):
    number, other = await opened(agent), await opened(agent)
    await added(agent, number)
    for wrong in (f"/tickets/{other}/attachments/{SHA256}", f"/tickets/{number}/attachments/{'0' * 64}"):
        is_problem(await agent.get(wrong), 404, "attachment-not-found")
    is_problem(await agent.get(f"/tickets/202405-99999/attachments/{SHA256}"), 404, "ticket-not-found")
    is_problem(await added(agent, "202405-99999"), 404, "ticket-not-found")


async def test_a_damaged_file_is_refused_before_its_first_byte(agent: httpx.AsyncClient, tmp_path: Path):
    number = await opened(agent)
    place = (await added(agent, number)).headers["location"]
    [stored] = [path for path in (tmp_path / "attachments").rglob("*") if path.is_file()]
    content = bytearray(stored.read_bytes())
    content[10] ^= 1
    stored.write_bytes(content)
    is_problem(await agent.get(place), 500, "attachment-damaged")


async def test_an_upload_that_breaks_off_leaves_nothing_and_is_no_failure_of_ours(
    service: Service, agent: httpx.AsyncClient, tmp_path: Path
):
    number = await opened(agent)
    server = ApiServer(create_app(service), take_port(0, "GONGDAN_API_PORT"))
    serving = server.begin()
    token = SIGNER.mint("a-001", ["agent"], 60)
    head = (
        f"POST /tickets/{number}/attachments?name=a.log HTTP/1.1\r\nHost: x\r\n"
        f"Authorization: Bearer {token}\r\nContent-Length: 5000000\r\n\r\n"
    )
    with capture_logs() as logged:
        _, writer = await asyncio.open_connection("127.0.0.1", int(server.url.rpartition(":")[2]))
        writer.write(head.encode() + LOG[:200_000])
        await writer.drain()
        writer.close()
        await server.stop()
        await serving
    assert [line["status"] for line in logged if line["event"] == "request_answered"] == [400]
    assert not any(line["event"] == "request_failed" for line in logged)
    assert [path for path in (tmp_path / "attachments").rglob("*") if path.is_file()] == []
    assert (await agent.get(f"/tickets/{number}")).json()["attachments"] == []


async def test_a_file_that_came_earlier_needs_a_reason(agent: httpx.AsyncClient):
    number = await opened(agent, occurred="2024-05-01T09:30:00+08:00", late="补登")
    then = {"occurred": "2024-05-01T10:00:00+08:00"}
    is_problem(await added(agent, number, **then), 422, "back-dating-reason-needed")
    answer = await added(agent, number, **then, late="纸质照片")
    assert answer.json()["events"][0]["late"] == "纸质照片"
