"""Tickets that a read model left out, over HTTP: for administrators, without what they say, and folded again."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import httpx
import pytest
from sqlalchemy import insert

from api.app import create_app
from api.operation import dead_letters
from api.service import Service
from api.tickets.examples import EXAMPLES
from domain.refusals import StoreUnavailable
from domain.ticket.numbering import ticket_key
from projections.running.bookkeeping import PARKED
from tests.api.conftest import OPERATORS_TOKEN, As
from tests.api.test_problems import is_problem
from tests.api.test_tickets import opened

NOW = datetime(2024, 6, 1, tzinfo=UTC)


@pytest.fixture
async def parked(service: Service, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient) -> str:
    """A ticket whose grading the register could not digest; the number."""
    number = await opened(agent)
    await agent.get("/register", params={"after": "now"})
    row = {"aggregate": ticket_key(number), "position": 2, "event_id": "?", "event_type": "ticket-graded"}
    with service.read.write() as connection:
        said = {"projection": "register", "error": "KeyError", "parked": NOW, "skipped": 0}
        connection.execute(insert(PARKED).values(row | said))
    assert (await supervisor.post(f"/tickets/{number}/grade", json=EXAMPLES["grade"])).status_code == 200
    assert (await agent.post(f"/tickets/{number}/acknowledgement", json={})).status_code == 200
    assert [row["severity"] for row in await registered(agent)] == [None]
    return number


async def registered(agent: httpx.AsyncClient) -> list[dict[str, object]]:
    return (await agent.get("/register", params={"after": "now"})).json()["items"]


async def test_a_ticket_left_out_is_listed_shown_and_brought_back(act_as: As, agent: httpx.AsyncClient, parked: str):
    administrator = act_as("m-001:administrator")
    entry = {"projection": "register", "ticket": parked, "position": 2, "type": "ticket-graded", "error": "KeyError"}
    [found] = (await administrator.get("/dead-letters")).json()
    assert found == entry | {"parked": "2024-06-01T08:00:00+08:00", "skipped": 1, "dismissed": None}
    shown = (await administrator.get(f"/dead-letters/register/{parked}")).json()
    assert (shown["event"]["aggregate"], shown["event"]["version"]) == (ticket_key(parked), 2)
    assert EXAMPLES["grade"]["reason"] not in str(shown)
    done = await administrator.post("/dead-letters/replay", params={"ticket": parked})
    assert done.json() == {"mended": 1, "parked": []}
    assert [(row["severity"], row["version"], row["events"]) for row in await registered(agent)] == [("urgent", 3, 3)]
    assert (await administrator.get("/dead-letters")).json() == []
    assert (await administrator.post("/dead-letters/replay")).json() == {"mended": 0, "parked": []}


@dataclass(frozen=True)
class Said:
    by: str = "chen"
    at: str = "2024-06-02T01:00:00+00:00"
    reason: str = "探测消息"


async def test_what_an_operator_said_of_a_message_is_shown_wherever_it_is(service: Service, parked: str):
    looked_at = replace(service, dismissals=lambda: {2: Said(), 3: Said(reason="another")})
    headers = {"Authorization": f"Bearer {OPERATORS_TOKEN}", "Gongdan-As": "m-001:administrator"}
    said = {"by": "chen", "at": "2024-06-02T09:00:00+08:00", "reason": "探测消息"}
    transport = httpx.ASGITransport(create_app(looked_at))
    async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers) as administrator:
        [found] = (await administrator.get("/dead-letters")).json()
        shown = (await administrator.get(f"/dead-letters/register/{parked}")).json()
    assert (found["dismissed"], shown["dismissed"]) == (said, said)


async def test_only_administrators_see_them(act_as: As, supervisor: httpx.AsyncClient, parked: str):
    for path in ("/dead-letters", f"/dead-letters/register/{parked}"):
        is_problem(await supervisor.get(path), 403, "forbidden")
    is_problem(await supervisor.post("/dead-letters/replay"), 403, "forbidden")
    is_problem(await act_as(token="none").get("/dead-letters"), 401, "bad-token")


async def test_what_is_not_there_is_told(act_as: As, parked: str):
    administrator = act_as("m-001:administrator")
    is_problem(await administrator.get(f"/dead-letters/progress/{parked}"), 404, "no-dead-letter")
    is_problem(await administrator.post("/dead-letters/replay", params={"ticket": "1"}), 404, "no-dead-letter")
    is_problem(await administrator.get("/dead-letters", params={"projection": "registers"}), 422, "unknown-projection")
    is_problem(await administrator.post("/dead-letters/replay", params={"tickets": "1"}), 422, "not-valid")
    said = await act_as("m-001:administrator", language="zh").get("/dead-letters/progress/1")
    assert said.json()["detail"] == "视图“progress”没有搁置工单 1；请用 gongdan deadletters list 查看。"


async def test_a_replay_that_the_log_broke_off_is_told_to_be_run_again_and_asked_for_no_key(
    act_as: As, service: Service, monkeypatch: pytest.MonkeyPatch
):
    async def away(*_: object) -> None:
        raise StoreUnavailable("no answer")

    monkeypatch.setattr(dead_letters, "_found", away)
    for language, words in (("en", "run it again shortly"), ("zh", "请稍后再次运行")):
        answer = await act_as("x-001:administrator", language=language).post("/dead-letters/replay")
        said = is_problem(answer, 503, "store-unavailable")["detail"]
        assert words in said
        assert "Idempotency-Key" not in said
        assert "幂等键" not in said
