"""What only PostgreSQL can do to the read models: be away, be killed, be the wrong one, lack what it should have."""

import asyncio
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import inspect

from projections import register
from projections.errors import StoreAway, StoreRefused
from projections.operating.rebuild import Progress, rebuild
from projections.running import bookkeeping
from projections.store import ReadStore
from tests.projections.conftest import Running
from tests.projections.examples import COUNTS, GRADED, OPENED, Counting
from tests.projections.logs import START, ListLog
from tests.projections.postgres import PASSWORD, Postgres


@pytest.fixture
def own_postgres() -> Iterator[Postgres]:
    """A PostgreSQL of this test's own, to be killed."""
    server = Postgres().start()
    yield server
    server.stop()


def fill(log: ListLog, events: int) -> None:
    for _ in range(events):
        number = len(log.events)
        log.happen(f"n-{number % 20}", OPENED if number < 20 else GRADED)


@pytest.mark.slow
async def test_a_killed_server_costs_no_event_doubles_none_and_parks_no_ticket(
    log: ListLog, own_postgres: Postgres, running: Running
):
    fill(log, 400)
    with (
        own_postgres.database() as url,
        closing(ReadStore.open(url)) as store,
    ):
        async with running(log, store, batch=7) as runner:
            assert await runner.wait_for(100, 10)
            for _ in range(3):
                await asyncio.to_thread(own_postgres.kill)
                fill(log, 200)
                with pytest.raises(StoreAway, match="does not answer"):
                    await runner.status()
                await asyncio.to_thread(own_postgres.start)
            assert await runner.wait_for(1000, 30)
            assert {(status.lag_events, status.parked) for status in await runner.status()} == {(0, 0)}
        rows = store.dump(register.REGISTER)
        assert [row["events"] for row in rows] == [50] * 20


async def test_a_rebuild_that_loses_its_server_leaves_the_table_in_use_and_can_be_begun_again(
    log: ListLog, own_postgres: Postgres
):
    model = Counting()
    fill(log, 40)

    async def built(progress: Progress | None = None) -> int:
        how = {"epoch": "e1", "clock": lambda: START, "progress": progress, "size": 10}
        return (await rebuild(log, store, model.projection, **how)).position  # type: ignore[arg-type]

    def kill(done: int, _: int) -> None:
        if done == 20:
            own_postgres.kill()

    with own_postgres.database() as url, closing(ReadStore.open(url)) as store:
        await built()
        with pytest.raises(StoreAway):
            await built(kill)
        await asyncio.to_thread(own_postgres.start)
        assert [row["events"] for row in store.dump(COUNTS)] == [2] * 20
        fill(log, 20)
        assert await built() == 60
        assert [row["events"] for row in store.dump(COUNTS)] == [3] * 20
        with store.read() as connection:
            assert set(inspect(connection).get_table_names()) == {"counts", "counts__kept", "positions", "parked"}


async def test_connections_that_the_server_ends_are_opened_anew(log: ListLog, postgres: Postgres, running: Running):
    fill(log, 100)
    with postgres.database() as url, closing(ReadStore.open(url)) as store:
        async with running(log, store, batch=5) as runner:
            for size in range(200, 700, 100):
                fill(log, 100)
                everyone = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
                await asyncio.to_thread(postgres.execute, everyone, url.rpartition("/")[2])
                assert await runner.wait_for(size, 20)
            assert {status.parked for status in await runner.status()} == {0}
        assert sum(row["events"] for row in store.dump(register.REGISTER)) == 600


async def test_a_table_that_somebody_dropped_is_no_tickets_fault(log: ListLog, postgres: Postgres, running: Running):
    model = Counting()
    fill(log, 20)
    with postgres.database() as url, closing(ReadStore.open(url)) as store:
        async with running(log, store, projections=[model.projection]) as runner:
            assert await runner.wait_for(20, 5)
            await asyncio.to_thread(postgres.execute, "DROP TABLE counts", database=url.rpartition("/")[2])
            fill(log, 20)
            assert not await runner.wait_for(40, 0.3)
            await runner.rebuild("counts")
            assert await runner.wait_for(40, 5)
        assert [row["events"] for row in store.dump(COUNTS)] == [2] * 20
        with store.read() as connection:
            assert bookkeeping.parked(connection) == []


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (f"postgresql://who:{PASSWORD}@127.0.0.1:1/gone", r"127\.0\.0\.1:1/gone can't be used \(.*refused"),
        (f"mysql://who:{PASSWORD}@host/x", "not supported, 'mysql'"),
        (f"postgresql+asyncpg://who:{PASSWORD}@host/x", r"not supported, 'postgresql\+asyncpg'"),
        (f"postgresql://who:x@{PASSWORD}@host/x", "an @ in the password as %40"),
        ("nonsense", "can't be understood"),
        (f"postgresql://who:{PASSWORD}@host:port/x", "can't be understood"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_in_one_sentence_without_the_password(url: str, said: str):
    with pytest.raises(StoreRefused, match=said) as raised:
        ReadStore.open(url)
    for language in ("zh", "en"):
        assert PASSWORD not in raised.value.say(language)
        assert "GONGDAN_DATABASE_URL" in raised.value.say(language)


def test_what_the_server_refuses_is_told_without_the_password(postgres: Postgres):
    with pytest.raises(StoreRefused, match="password authentication failed"):
        ReadStore.open(postgres.url("postgres").replace(PASSWORD, "wrong"))
    with pytest.raises(StoreRefused, match='database "missing" does not exist'):
        ReadStore.open(postgres.url("missing"))
    with pytest.raises(StoreRefused, match="encoded in SQL_ASCII"):
        refuse_encoding(postgres)


def refuse_encoding(postgres: Postgres) -> None:
    with postgres.database("ENCODING 'SQL_ASCII' LOCALE 'C' LOCALE_PROVIDER libc") as url:
        ReadStore.open(url)


def test_an_account_without_rights_is_told_so(postgres: Postgres):
    with postgres.database() as url:
        postgres.execute(f"CREATE ROLE guest LOGIN PASSWORD '{PASSWORD}'")
        with pytest.raises(StoreRefused, match="permission denied for schema public"):
            ReadStore.open(url.replace("postgres:", "guest:"))
        postgres.execute("DROP ROLE guest")


@pytest.mark.parametrize("kind", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_usual_beginning_of_an_address_is_understood(postgres: Postgres, kind: str):
    with postgres.database() as url, closing(ReadStore.open(url.replace("postgresql", kind, 1))) as store:
        assert store.positions() == {}
