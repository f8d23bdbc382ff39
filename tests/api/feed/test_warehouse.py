"""The example of docs/examples that loads a warehouse is exactly in step with the feed, killed at whatever moment."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Iterator

import httpx
import psycopg
import pytest

from api.app import create_app
from api.service import Service
from gongdan.service.api_server import ApiServer, take_port
from tests.api.feed.conftest import Opening, subscriber
from tests.api.feed.test_reading import happened, read_all
from tests.examples.programs import python, running, until
from tests.projections.postgres import Postgres


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    server = Postgres("fsync=off").start()
    yield server
    server.stop()


@pytest.fixture
async def url(service: Service) -> AsyncIterator[str]:
    server = ApiServer(create_app(service), take_port(0, "GONGDAN_API_PORT"))
    serving = server.begin()
    yield server.url
    await server.stop()
    await serving


@pytest.mark.timeout(600)
@pytest.mark.parametrize("kills", [3, pytest.param(50, marks=pytest.mark.slow)])
async def test_a_loader_that_is_killed_again_and_again_has_each_event_counted_once(
    kills: int, service: Service, agent: httpx.AsyncClient, opening: Opening, url: str, postgres: Postgres
):
    secret, chance = (await opening(after=0))["secret"], random.Random(kills)
    with postgres.database() as warehouse:
        known = {"GONGDAN": url, "SECRET": secret, "WAREHOUSE": warehouse}
        filling = asyncio.create_task(happened(agent, 5 * kills))
        for _ in range(kills):
            async with running(*python("warehouse.py"), **known):
                await asyncio.sleep(chance.uniform(0.5, 2.5))
        await filling
        async with subscriber(service, secret) as client:
            events = await read_all(client)
        expected = Counter(each["subject"] for each in events if each["type"].startswith("gongdan.ticket."))
        async with running(*python("warehouse.py"), **known):
            await until(lambda: sum(_loaded(warehouse).values()) >= expected.total())
        assert _loaded(warehouse) == expected
        print(f"\n{kills} kills, {expected.total()} events of {len(expected)} tickets")


def _loaded(warehouse: str) -> Counter[str]:
    """How many events it counted of each ticket; none before it made its tables."""
    with psycopg.connect(warehouse) as connection:
        try:
            return Counter(dict(connection.execute("SELECT number, events FROM tickets").fetchall()))
        except psycopg.errors.UndefinedTable:
            return Counter()
