"""Partners that subscribe by NATS, and what one may do on a real server."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import nats
from nats.aio.client import Client
from nats.js.errors import ServiceUnavailableError

from consumers.feed.cloud_events import Told
from consumers.feed.reading import Asked, Place, Reader
from domain.desk.kinds import id_of
from domain.desk.metadata import CommandMetadata
from domain.record.command import Command
from domain.record.envelope import Actor
from domain.subscriptions.commands import OpenSubscription
from domain.subscriptions.grant import Grant
from domain.subscriptions.identity import subscription_key
from domain.subscriptions.terms import Terms
from eventsourcing_nats.broker.client import settled
from gongdan.composition import Opened
from gongdan.feeding.granting import Granting
from gongdan.nats_servers.embedded import NatsServer
from gongdan.nats_servers.partners import DOMAIN, Grantee
from gongdan.storing.store import NatsEventStore

ADMINISTRATOR = Actor(id="m-900", role="administrator", channel="api")
Heard = tuple[str, str, dict[str, Any]]
"""Subject, id and data."""


async def act(opened: Opened, name: str, command: Command) -> None:
    await opened.desk.act(subscription_key(name), command, CommandMetadata(str(uuid4()), ADMINISTRATOR))


async def subscribe(opened: Opened, name: str, grant: Grant, after: int | None = None) -> None:
    until = (datetime.now(UTC) + timedelta(days=30)).date()
    on_record = [id_of(each.envelope.aggregate) for each in await opened.store.category("staff")]
    terms = Terms(owner=on_record[0] if on_record else "m-900", purpose="测试", grant=grant, until=until)
    await act(opened, name, OpenSubscription(way="nats", terms=terms, after=after))


async def granted(store: NatsEventStore, grant: Grant, after: int = 0, through: int | None = None) -> list[Told]:
    """What a grant lets be seen, told anew from the log."""
    found, reader = list[Told](), Reader(store, Place(after))
    async for read in reader.follow(Asked(grant.passes), through or await store.end()):
        found += read.told
    return found


def as_heard(told: list[Told], under: str, details: tuple[str, ...] = ()) -> list[tuple[str, dict[str, Any]]]:
    return [(each.id, json.loads(each.body(details))) for each in told if under]


@dataclass
class Partner:
    """A program of a partner: it knows what the answer to the grant told, and nothing else."""

    client: Client
    grantee: Grantee
    refused: list[str] = field(default_factory=list[str])

    @classmethod
    @asynccontextmanager
    async def of(cls, server: NatsServer, granting: Granting, named: Any) -> "AsyncIterator[Partner]":
        grantee, refused = granting.grantee(named), list[str]()

        async def note(error: Exception) -> None:
            refused.append(str(error).lower())

        client = await nats.connect(
            server.url,
            user=grantee.user,
            password=server.passwords.of(grantee.user),
            inbox_prefix=grantee.inbox,
            error_cb=note,
        )
        try:
            yield cls(client, grantee, refused)
        finally:
            await client.close()

    async def hear(self, within: float = 2.0, most: int | None = None) -> list[Heard]:
        """All that comes, each acknowledged, until nothing does."""
        fetching = await self.client.jetstream(domain=DOMAIN).pull_subscribe_bind(
            self.grantee.name, self.grantee.stream, f"{self.grantee.inbox}.".encode()
        )
        heard, silent = list[Heard](), 0
        while most is None or len(heard) < most:
            try:
                messages = await fetching.fetch(min(100, (most or 100) - len(heard) if most else 100), timeout=within)
            except TimeoutError:
                return heard
            except ServiceUnavailableError:  # the servers take other partners
                silent += 1
                assert silent < 20, "nobody answers this partner"
                await asyncio.sleep(0.1)
                continue
            for message in messages:
                headers = message.headers or {}
                heard.append((message.subject, headers["ce-id"], json.loads(message.data)))
                await message.ack()
        await settled(self.client)
        return heard

    async def may_publish(self, subject: str) -> bool:
        """Whether the server lets it, and whether anybody is there who takes it."""
        await self.client.publish(subject, b"{}")
        await settled(self.client)
        await asyncio.sleep(0.02)
        return not any(f'publish to "{subject.lower()}"' in said for said in self.refused)

    async def may_subscribe(self, subject: str) -> bool:
        await self.client.subscribe(subject)
        await settled(self.client)
        await asyncio.sleep(0.02)
        return not any(f'subscription to "{subject.lower()}"' in said for said in self.refused)
