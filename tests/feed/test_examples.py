"""The examples that listen to the feed on NATS have all of it once, though they are killed on the way."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import nats
import pytest
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig

from gongdan.composition import Opened
from gongdan.nats_servers.embedded import NatsServer
from gongdan.nats_servers.partners import DOMAIN
from gongdan.nats_servers.users import OPERATIONS
from tests.examples.programs import node, python, running, until
from tests.feed.conftest import Relaying
from tests.feed.partners import granted, subscribe
from tests.feed.reading import Feed, shown
from tests.feed.test_partners import CLOSED, Granted, granting
from tests.feed.test_relay import filled
from tests.webhooks.receiver import Reply, Request, receiving

__all__ = ["granting"]
STREAM = "GONGDAN_FEED"


@pytest.fixture
async def jetstream(own_server: NatsServer) -> AsyncIterator[JetStreamContext]:
    client = await nats.connect(own_server.url, user=OPERATIONS, password=own_server.passwords.of(OPERATIONS))
    yield client.jetstream()
    await client.close()


@pytest.fixture
async def told(opened: Opened, relaying: Relaying, feed: Feed) -> list[str]:
    """The ids of all that stands on the feed."""
    end = await filled(opened)
    async with relaying() as relay:
        await shown(relay, end)
    return [each[1] for each in await feed.stands()]


async def durable(jetstream: JetStreamContext, server: NatsServer, name: str, only: str = ">") -> dict[str, str]:
    """Made by operations; what the example is told of it."""
    wanted = ConsumerConfig(
        durable_name=name, ack_policy=AckPolicy.EXPLICIT, ack_wait=2, filter_subject=f"gongdan-feed.{only}"
    )
    await jetstream.add_consumer(STREAM, wanted)
    signing = {"NATS_URL": server.url, "NATS_USER": OPERATIONS, "NATS_PASSWORD": server.passwords.of(OPERATIONS)}
    return {**signing, "STREAM": STREAM, "DURABLE": name}


@dataclass(frozen=True, slots=True)
class Shops:
    """Two partners in accounts of their own; ``told`` are the ids of what both were granted."""

    environments: dict[str, dict[str, str]]
    told: list[str]


@pytest.fixture
async def shops(own_server: NatsServer, opened: Opened, relaying: Relaying, granting: Granted) -> Shops:
    for name in ("crm", "shop"):
        await subscribe(opened, name, CLOSED)
    await granting.look()
    async with relaying() as relay:
        await shown(relay, await filled(opened))
    named = await granting.named("crm")
    told = [each.id for each in await granted(opened.store, CLOSED, named.subscription.begins)]
    return Shops({name: await _environment(own_server, granting, name) for name in ("crm", "shop")}, told)


async def _environment(server: NatsServer, granting: Granted, name: str) -> dict[str, str]:
    grantee = granting.granting.grantee(await granting.named(name))
    signing = {"NATS_URL": server.url, "NATS_USER": grantee.user, "NATS_PASSWORD": server.passwords.of(grantee.user)}
    return {**signing, "DOMAIN": DOMAIN, "STREAM": grantee.stream, "DURABLE": grantee.name}


@pytest.mark.parametrize("kills", [0, pytest.param(2, marks=pytest.mark.slow)])
async def test_the_consumers_in_python_and_node_have_all_once_though_they_are_killed(
    kills: int, shops: Shops, tmp_path: Path
):
    """What a killed one had not acknowledged comes again after half a minute."""
    environment, path, told = shops.environments["crm"], tmp_path / "events.db", shops.told

    def kept() -> list[str]:
        try:
            with sqlite3.connect(path) as database:
                return [found[0] for found in database.execute("SELECT id FROM events ORDER BY rowid")]
        except sqlite3.OperationalError:
            return []

    for _ in range(kills):
        async with running(*python("consumer.py"), path, **environment):
            await until(lambda: kept() != [])
    async with running(*python("consumer.py"), path, **environment):
        await until(lambda: len(kept()) == len(told))
        await asyncio.sleep(1.5)  # it stays though nothing new comes
    assert sorted(kept()) == sorted(told)
    await _in_node(shops, tmp_path / "events.jsonl", kills)


async def _in_node(shops: Shops, path: Path, kills: int) -> None:
    folder, why = node()
    if folder is None:
        pytest.skip(why)
    environment, told = shops.environments["shop"], shops.told

    def kept() -> set[str]:
        whole = path.read_text().rpartition("\n")[0] if path.exists() else ""
        return {json.loads(line)["id"] for line in whole.splitlines()}

    for _ in range(kills):
        async with running("node", "consumer.mjs", path, folder=folder, **environment):
            await until(lambda: len(kept()) >= 1)
    async with running("node", "consumer.mjs", path, folder=folder, **environment):
        await until(lambda: len(kept()) == len(told))
    assert kept() == set(told)


async def test_the_chat_notifier_tells_what_the_robot_refused_again(
    told: list[str], feed: Feed, jetstream: JetStreamContext, own_server: NatsServer
):
    opened = [data["number"] for subject, _, data in await feed.stands() if ".ticket-opened." in subject]
    assert len(opened) > 3
    refusing = iter([True, False, True])

    async def answers(request: Request) -> Reply:
        refused = next(refusing, False)
        return 200, {"content-type": "application/json"}, b'{"errcode": 45009}' if refused else b'{"errcode": 0}'

    environment = await durable(jetstream, own_server, "chat", "ticket.ticket-opened.>")
    async with receiving() as robot:
        robot.behave = answers

        def words() -> list[str]:
            return [json.loads(each.body)["text"]["content"].split(" · ")[0] for each in robot.requests]

        async with running(*python("notifier.py"), WEBHOOK=robot.url, AGAIN="0.2", **environment):
            await until(lambda: len(robot.requests) == len(opened) + 2)
        assert sorted(set(words())) == sorted(opened)
