"""A subscriber of each kind is down while much happens, and is killed while it catches up: it has all, once."""

import asyncio
import pickle
import socket
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
import uvicorn

from api.app import create_app
from api.service import Service
from domain.subscriptions.grant import Grant
from domain.subscriptions.standing import Subscriptions
from eventsourcing_nats.broker.connection import Connection
from gongdan.access.identity import identify
from gongdan.composition import Broker, Opened, log_settings
from gongdan.demo.engine.storing import store_all
from gongdan.feeding.granting import Granting
from gongdan.nats_servers.embedded import NatsServer
from gongdan.nats_servers.partners import DOMAIN
from gongdan.nats_servers.users import OPERATIONS
from gongdan.settings import Settings
from tests.api.conftest import OPERATORS_TOKEN, SIGNER
from tests.api.feed.keeping import keeping_subscriptions
from tests.conftest import MASTER
from tests.demo.making import making
from tests.feed.conftest import Relaying
from tests.feed.delivering import Subscribed
from tests.feed.dying import living
from tests.feed.living import Environment, Subscriber, by_number, digest_of
from tests.feed.partners import granted, subscribe
from tests.feed.reading import shown


@dataclass(frozen=True, slots=True)
class Many:
    """How many days and tickets pass while all are down, and how often each subscriber is killed afterwards."""

    days: int
    per_day: int
    kills: int
    kinds: tuple[str, ...] = ("http", "sse", "nats", "webhook")


@pytest.fixture
def service(settings: Settings, opened: Opened, tmp_path: Path) -> Iterator[Service]:
    """What subscribers ask, and no more of it."""
    unasked = ("attachments", "rules", "replaying", "read", "past", "runner", "stopped", "code_of")
    parts = cast("dict[str, Any]", dict.fromkeys(unasked))
    asked = Service(
        desk=opened.desk,
        log=opened.store,
        identify=identify(SIGNER, "this run"),
        can_store=lambda: True,
        zone=settings.time_zone,
        version="0",
        **parts,
    )
    with keeping_subscriptions(asked, tmp_path) as kept:
        yield kept


@pytest.fixture
async def api(service: Service) -> AsyncIterator[str]:
    """Host and port at which it is served."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        server = uvicorn.Server(uvicorn.Config(create_app(service), log_level="error", lifespan="off"))
        task = asyncio.create_task(server.serve(sockets=[listening]))
        yield f"127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = server.force_exit = True
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
async def granting(settings: Settings, own_server: NatsServer, opened: Opened) -> AsyncIterator[Granting]:
    broker = Broker.of(own_server)
    operations = await Connection.open(log_settings(settings, broker.signed_in_as(OPERATIONS)), "grants")
    yield Granting(operations, log_settings(settings, broker), own_server.passwords, own_server.reload, ack_wait=2)
    await operations.close()


@pytest.fixture
async def subscribers(
    many: Many, api: str, own_server: NatsServer, opened: Opened, granting: Granting, tmp_path: Path
) -> list[Subscriber]:
    """Of each kind one, told all from the beginning."""
    operator = {"Authorization": f"Bearer {OPERATORS_TOKEN}", "Gongdan-As": "m-900:administrator"}
    environments: dict[str, Environment] = {}
    async with httpx.AsyncClient(base_url=f"http://{api}", headers=operator, timeout=60) as administrator:
        for kind in ("http", "sse"):
            terms = {"owner": "m-900", "purpose": "ERP 结算", "grant": {}}
            said = {"name": kind, "way": kind, "terms": terms, "after": 0}
            answer = await administrator.post("/subscriptions", json=said)
            assert answer.status_code == httpx.codes.CREATED, answer.text
            environments[kind] = {"API": api, "SECRET": answer.json()["secret"]}
    await subscribe(opened, "erp", Grant())
    every = await Subscriptions(opened.store).refresh()
    await granting.settle(every, datetime.now(UTC).date())
    environments["nats"] = _by_nats(own_server, granting.grantee(every["erp"]))
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        environments["webhook"] = {"PORT": str(free.getsockname()[1])}
    return [
        Subscriber(kind, tmp_path / f"{kind}.db", said) for kind, said in environments.items() if kind in many.kinds
    ]


def _by_nats(server: NatsServer, grantee: Any) -> Environment:
    signing = {"NATS_URL": server.url, "NATS_USER": grantee.user, "NATS_PASSWORD": server.passwords.of(grantee.user)}
    return {**signing, "DOMAIN": DOMAIN, "STREAM": grantee.stream, "DURABLE": grantee.name}


@pytest.fixture
async def delivering(
    settings: Settings, own_server: NatsServer, opened: Opened, subscribers: list[Subscriber], tmp_path: Path
) -> AsyncIterator[None]:
    """What delivers to the webhook, in a process of its own."""
    ports = [each.environment["PORT"] for each in subscribers if each.kind == "webhook"]
    if not ports:
        yield
        return
    [port] = ports
    subscribed = Subscribed(f"http://127.0.0.1:{port}/hook")
    keys, read = str(tmp_path / "keys.db"), str(tmp_path / "webhooks.db")
    told = pickle.dumps((settings, Broker.of(own_server), keys, MASTER, read, subscribed))
    async with living("tests.feed.delivering", told):
        yield


async def going_on(opened: Opened, over: asyncio.Event) -> None:
    """A few tickets more, month after month, until it is over."""
    for month in range(1_000):
        first = date(2025 + month // 12, month % 12 + 1, 1)
        await store_all(opened.store, making(8 + month, 1, 3, first).batches(), lambda batch: None)
        with suppress(TimeoutError):
            await asyncio.wait_for(over.wait(), 2)
            return


@pytest.fixture
def many(request: pytest.FixtureRequest) -> Many:
    return request.param


@pytest.mark.parametrize(
    "many",
    [
        Many(days=2, per_day=6, kills=1, kinds=("http", "sse", "nats")),
        pytest.param(Many(days=77, per_day=60, kills=50), marks=[pytest.mark.slow, pytest.mark.timeout(3600)]),
    ],
    indirect=True,
)
@pytest.mark.usefixtures("delivering")
async def test_who_was_down_has_all_of_it_once_and_in_order(
    many: Many, opened: Opened, relaying: Relaying, subscribers: list[Subscriber], api: str
):
    began = time.monotonic()
    await store_all(opened.store, making(7, many.days, many.per_day).batches(), lambda batch: None)
    async with relaying() as relay:
        await shown(relay, missed := await opened.log.end())
        print(f"\n{missed} events passed in {time.monotonic() - began:.0f} s while all were down")
        over = asyncio.Event()
        passing = asyncio.create_task(going_on(opened, over))
        await asyncio.gather(*(each.die(many.kills) for each in subscribers))
        over.set()
        await passing
        await shown(relay, end := await opened.log.end())

        should = await granted(opened.store, Grant())
        await asyncio.gather(*(each.live(len(should)) for each in subscribers))
    digest = await _digest(api, subscribers[0].environment["SECRET"])
    print(f"{end} events, {len(should)} told, {many.kills} kills of each, digest {digest[:16]}", end=" ")
    print(f"after {time.monotonic() - began:.0f} s")
    assert {each.kind: digest_of(each.ids) for each in subscribers} == {each.kind: digest for each in subscribers}
    for each in subscribers:
        assert by_number(each.ids) == by_number([(told.id, told.public.number) for told in should]), each.kind


async def _digest(api: str, secret: str) -> str:
    """Of all, as the product tells a subscriber."""
    headers = {"Authorization": f"Bearer {secret}"}
    async with httpx.AsyncClient(base_url=f"http://{api}", headers=headers, timeout=600) as subscriber:
        answer = await subscriber.get("/feed/digest")
    return answer.raise_for_status().json()["digest"]
