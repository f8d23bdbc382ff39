"""Open pages are told what changed: what their reader may know of, once tables show it, and nothing is missed."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from api.service import Service
from domain.refusals import StoreUnavailable
from gongdan.console.live.hub import Hub
from tests.api.test_tickets import opened
from tests.console.listening import Served, listening, served


@pytest.fixture
async def desk(service: Service) -> AsyncIterator[Served]:
    async with served(service) as made:
        yield made


async def shown_at(client: httpx.AsyncClient, page: str = "/desk/register") -> str:
    """Up to where the page shows the log."""
    found = re.search(r'data-live="([^"]+:\d+)"', (await client.get(page)).text)
    assert found
    return found[1]


async def test_a_change_is_told_once_the_register_shows_it(desk: Served, agent: httpx.AsyncClient):
    async with desk.signed_in("a-001:agent") as client:
        before = await shown_at(client)
        async with listening(client, before) as stream:
            number = await opened(agent, summary="空调不制冷")
            assert await stream.next() == ("changed", {"number": number, "version": 1})
            assert number in (await client.get("/desk/register")).text


async def test_what_stands_beside_tickets_is_told_once_its_list_shows_it(desk: Served, agent: httpx.AsyncClient):
    ticket = await opened(agent)
    async with desk.signed_in("h-001:complaint-handler") as client:
        page = "/desk/matters/complaints"
        assert 'id="rows" data-live="any"' in (await client.get(page)).text
        async with listening(client, await shown_at(client, page)) as stream:
            said = {"ticket": ticket, "categories": ["attitude"], "words": "师傅没有穿鞋套"}
            number = (await agent.post("/complaints", json=said)).raise_for_status().json()["number"]
            assert await stream.next() == ("changed", {"number": None, "version": 0})
            assert number in (await client.get(page)).text


async def test_what_happened_between_page_and_stream_is_told(desk: Served, agent: httpx.AsyncClient):
    async with desk.signed_in("a-001:agent") as client:
        before = await shown_at(client)
        number = await opened(agent)
        async with listening(client, before) as stream:
            assert await stream.next() == ("changed", {"number": number, "version": 1})


async def test_who_may_not_read_a_ticket_is_told_nothing_of_it(
    desk: Served, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient
):
    async with desk.signed_in("e-001:engineer") as client, listening(client, await shown_at(client)) as stream:
        await opened(agent)
        theirs = await opened(agent)
        said = {"severity": "urgent", "reason": "停机"}
        await supervisor.post(f"/tickets/{theirs}/grade", json=said)
        await supervisor.post(f"/tickets/{theirs}/dispatch", json={"engineer": "e-001"})
        _, told = await stream.next()
        assert told["number"] == theirs


async def test_who_lost_a_ticket_is_told_that_too(
    desk: Served, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient
):
    number = await opened(agent)
    await supervisor.post(f"/tickets/{number}/grade", json={"severity": "urgent", "reason": "停机"})
    await supervisor.post(f"/tickets/{number}/dispatch", json={"engineer": "e-001"})
    await agent.get("/register", params={"after": "now"})
    async with desk.signed_in("e-001:engineer") as client, listening(client, await shown_at(client)) as stream:
        sent = await supervisor.post(f"/tickets/{number}/dispatch", json={"engineer": "e-002", "reason": "休假"})
        assert await stream.next() == ("changed", {"number": number, "version": sent.json()["version"]})


async def test_who_comes_back_goes_on_after_what_was_told_last(desk: Served, agent: httpx.AsyncClient):
    async with desk.signed_in("a-001:agent") as client:
        async with listening(client, await shown_at(client)) as stream:
            await opened(agent)
            await stream.next()
        missed = [await opened(agent), await opened(agent)]
        async with listening(client, after="other:1", last=stream.last) as again:
            assert [(await again.next())[1]["number"] for _ in missed] == missed


async def test_who_comes_from_another_log_is_to_ask_for_all_anew(desk: Served, agent: httpx.AsyncClient):
    await opened(agent)
    async with desk.signed_in("a-001:agent") as client, listening(client, "another:1") as stream:
        assert await stream.next() == ("much", {})


async def test_who_is_slow_is_told_to_ask_for_all_anew_and_no_more_is_kept(service: Service, agent: httpx.AsyncClient):
    hub = Hub(service, kept=2)
    async with aclosing(hub.changes(hub.shown, 10)) as slow:
        assert [each.number for each in await anext_of(slow, opened(agent))] != []
        for _ in range(4):
            await opened(agent)
        await agent.get("/register", params={"after": "now"})
        async with aclosing(hub.changes(hub.shown, 10)) as other:
            await anext_of(other, opened(agent))
        assert await anext(slow) is None
    hub.end()


async def anext_of(news: Any, doing: Any) -> Any:
    """What is told of what is done meanwhile."""
    told = asyncio.ensure_future(anext(news))
    await doing
    return await told


async def test_nothing_is_read_where_nobody_listens(desk: Served, agent: httpx.AsyncClient):
    assert not desk.hub.reading
    async with desk.signed_in("a-001:agent") as client:
        async with listening(client, await shown_at(client)) as stream:
            await opened(agent)
            await stream.next()
            assert desk.hub.reading
        for _ in range(500):
            if not desk.hub.reading:
                break
            await asyncio.sleep(0.02)
        assert not desk.hub.reading


async def test_a_stop_ends_the_streams(desk: Served, agent: httpx.AsyncClient):
    async with desk.signed_in("a-001:agent") as client, listening(client, await shown_at(client)) as stream:
        await opened(agent)
        await stream.next()
        async with asyncio.timeout(5):
            await desk.server.stop()
        with pytest.raises(StopAsyncIteration):
            await stream.next()


async def test_while_the_log_is_away_pages_wait_and_then_miss_nothing(service: Service, agent: httpx.AsyncClient):
    class Away:
        tries = 0

        def __getattr__(self, name: str) -> Any:
            return getattr(service.log, name)

        def follow(self, after: int = 0) -> Any:
            self.tries += 1
            if self.tries == 1:
                raise StoreUnavailable("away")
            return service.log.follow(after)

    hub = Hub(replace(service, log=Away()))  # type: ignore[arg-type]
    with capture_logs() as logged:
        async with aclosing(hub.changes(hub.shown, 10)) as news:
            number = await opened(agent)
            assert [each.number for each in await anext(news)] == [number]  # type: ignore[union-attr]
    assert [line["event"] for line in logged if line["event"] == "live_interrupted"] == ["live_interrupted"]


async def test_who_is_signed_out_listens_to_nothing(desk: Served):
    async with httpx.AsyncClient(base_url=desk.server.url) as client:
        assert (await client.get("/desk/live")).status_code == 401
