"""What each user of the nats-servers may do is what its part of the program needs, and nothing beside it."""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self

import nats
import pytest
from nats.aio.client import Client

from eventsourcing_nats import EventLog, LogSettings, NewEvent, NotPermitted, StoreUnavailable, Unit
from eventsourcing_nats.broker.client import settled
from eventsourcing_nats.broker.publishing import Message, publish
from gongdan.nats_servers.embedded import NatsServer
from gongdan.nats_servers.users import API, CONSUMERS, OPERATIONS, PARTNER, PROJECTIONS, names

EVENTS = "GONGDAN_EVENTS"
STREAMS = (EVENTS, *(f"GONGDAN_{name}" for name in ("SNAPSHOTS", "TIMERS", "DEADLETTERS", "LEASES", "FEED")))
OF_A_STREAM = (
    *("CREATE", "UPDATE", "DELETE", "PURGE", "MSG.DELETE", "SNAPSHOT", "RESTORE", "PEER.REMOVE", "LEADER.STEPDOWN"),
)
OF_CONSUMERS = (
    *("CONSUMER.CREATE.{0}", "CONSUMER.CREATE.{0}.sneaky", "CONSUMER.CREATE.{0}.sneaky.gongdan.>"),
    *("CONSUMER.DURABLE.CREATE.{0}.sneaky", "CONSUMER.DELETE.{0}.one", "CONSUMER.PAUSE.{0}.one"),
    *("CONSUMER.RESET.{0}.one", "CONSUMER.UNPIN.{0}.one", "CONSUMER.LEADER.STEPDOWN.{0}.one"),
)
MUTATING = (
    *(f"$JS.API.STREAM.{verb}.{stream}" for stream in STREAMS for verb in OF_A_STREAM),
    *(f"$JS.API.{verb.format(stream)}" for stream in STREAMS for verb in OF_CONSUMERS),
    "$JS.API.STREAM.CREATE.OTHER",
    *("$JS.API.META.LEADER.STEPDOWN", "$JS.API.SERVER.REMOVE", "$JS.API.ACCOUNT.PURGE.GONGDAN"),
    *("$JS.API.STREAM.NAMES", "$JS.API.STREAM.LIST", "$SYS.REQ.SERVER.PING", "$SYS.REQ.ACCOUNT.GONGDAN.PURGE"),
    "_INBOX_operations.x",
)
"""Subjects that no part of the program that runs all day may publish to."""


@pytest.fixture
async def server(own_server: NatsServer) -> NatsServer:
    async with await EventLog.open(settings(own_server, OPERATIONS, create=True)):
        return own_server


def settings(server: NatsServer, user: str, **more: object) -> LogSettings:
    password = server.passwords.of(user)
    known = LogSettings(url=server.url, user=user, password=password, create=False, inbox_prefix=f"_INBOX_{user}")
    return replace(known, request_timeout=1.0, patience=2.0, **more)


@pytest.fixture(scope="module")
def refusing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NatsServer]:
    """One for all that is asked of it in vain."""
    made = NatsServer(tmp_path_factory.mktemp("refusing") / "nats").start()
    asyncio.run(_with_a_log(made))
    yield made
    made.stop()


async def _with_a_log(server: NatsServer) -> None:
    async with await EventLog.open(settings(server, OPERATIONS, create=True)):
        pass


@pytest.fixture(params=[name for name in names("gongdan") if name != OPERATIONS])
async def client(refusing: NatsServer, request: pytest.FixtureRequest) -> AsyncIterator["Asking"]:
    async with Asking(refusing, request.param) as asking:
        yield asking


class Asking:
    """A plain connection of one user, and what the server refused it."""

    def __init__(self, server: NatsServer, user: str) -> None:
        self.server, self.user, self.refused = server, user, list[str]()
        self.client = Client()

    async def __aenter__(self) -> Self:
        async def note(error: Exception) -> None:
            self.refused.append(str(error).lower())

        self.client = await nats.connect(
            self.server.url,
            user=self.user,
            password=self.server.passwords.of(self.user),
            inbox_prefix=f"_INBOX_{self.user}",
            error_cb=note,
            allow_reconnect=False,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.client.close()

    async def may_publish(self, subject: str) -> bool:
        await self.client.publish(subject, b"{}")
        await settled(self.client)
        await asyncio.sleep(0.02)
        return not any(f'publish to "{subject.lower()}"' in said for said in self.refused)

    async def allowed_of(self, subjects: Sequence[str]) -> list[str]:
        """Those that the server does not refuse to hear of."""
        for subject in subjects:
            await self.client.publish(subject, b"{}")
        await settled(self.client)
        await asyncio.sleep(0.3)
        said = "\n".join(self.refused)
        return [subject for subject in subjects if f'publish to "{subject.lower()}"' not in said]

    async def may_subscribe(self, subject: str) -> bool:
        await self.client.subscribe(subject)
        await settled(self.client)
        await asyncio.sleep(0.02)
        return not any(f'subscription to "{subject.lower()}"' in said for said in self.refused)


async def test_nobody_but_operations_may_change_streams_or_make_consumers(client: Asking):
    assert len(MUTATING) > 100
    assert await client.allowed_of(MUTATING) == []
    async with await EventLog.open(settings(client.server, OPERATIONS)) as log:
        await log.verify()


async def test_operations_may_so_that_the_question_is_put_rightly(refusing: NatsServer):
    async with Asking(refusing, OPERATIONS) as operations:
        subjects = ["$JS.API.STREAM.NAMES", "$JS.API.STREAM.LIST", "$JS.API.STREAM.PURGE.NOWHERE"]
        assert await operations.allowed_of(subjects) == subjects


@pytest.mark.parametrize("subject", ["gongdan-feed.ticket.ticket-opened.-.1", "gongdan-fed.position"])
async def test_nobody_but_the_relay_may_tell_the_feed_anything(client: Asking, subject: str):
    assert await client.may_publish(subject) == (client.user == CONSUMERS)


@pytest.mark.parametrize("subject", [">", "gongdan.>", "_INBOX.>", "_INBOX_operations.>", "$JS.EVENT.>"])
async def test_nobody_but_operations_may_listen_in(client: Asking, subject: str):
    assert not await client.may_subscribe(subject)


@pytest.mark.parametrize(("user", "allowed"), [(PROJECTIONS, False), (PARTNER, False), (CONSUMERS, True)])
async def test_who_only_reads_may_not_append(server: NatsServer, user: str, allowed: bool):
    async with Asking(server, user) as asking:
        assert await asking.may_publish("gongdan.00.ticket.1") is allowed


async def test_partners_hear_the_feed_and_nothing_else(server: NatsServer):
    async with Asking(server, PARTNER) as partner, Asking(server, OPERATIONS) as operations:
        heard = await partner.client.subscribe("gongdan-feed.>")
        await settled(partner.client)
        for subject in ("gongdan.00.ticket.1", "gongdan-feed.ticket.ticket-opened.urgent.1"):
            await operations.client.publish(subject, b"{}")
        await settled(operations.client)
        assert (await heard.next_msg(30)).subject == "gongdan-feed.ticket.ticket-opened.urgent.1"
        assert not await partner.may_publish("$JS.API.INFO")


def event(version: int = 1) -> NewEvent:
    return NewEvent("ticket-1", version, "ticket-opened", b"{}", str(uuid.uuid4()))


async def test_the_api_reads_and_appends_and_projections_read_with_these_rights(server: NatsServer):
    async with (
        await EventLog.open(settings(server, API)) as api,
        await EventLog.open(settings(server, PROJECTIONS)) as projections,
    ):
        [tip] = await api.append([Unit((event(),))])
        [tip] = await api.append([Unit((event(2), event(3)), tip)])
        assert len((await api.load("ticket-1"))[0]) == 3
        read = [each async for batch in projections.follow(until=3) for each in batch]
        assert [each.version for each in read] == [1, 2, 3]
        assert await projections.last("ticket-1") == await projections.at(3) == read[2]
        with pytest.raises(NotPermitted, match=r"does not let this user publish to gongdan\.\d\d\.ticket\.1"):
            await asyncio.wait_for(projections.append([Unit((event(4),), tip)]), 1)
        assert await api.end() == 3


async def test_a_missing_right_is_told_at_once_and_not_as_silence(server: NatsServer):
    async with await EventLog.open(settings(server, PROJECTIONS)) as log:
        message = Message("gongdan.00.ticket.9", {}, b"{}")
        with pytest.raises(NotPermitted):
            await asyncio.wait_for(publish(log._writing, EVENTS, [message], "", 5), 1)
    with pytest.raises(StoreUnavailable):
        await EventLog.open(settings(server, PARTNER))


async def test_a_config_is_the_only_place_of_hashes_and_holds_no_password(server: NatsServer):
    config = (server.folder / "nats.conf").read_text()
    assert all(server.passwords.of(name) not in config for name in names("gongdan"))
    said = json.loads(config.partition("\n")[2])
    assert {user["user"] for account in said["accounts"].values() for user in account["users"]} == set(names("gongdan"))
    modes = {path.stat().st_mode & 0o077 for path in [server.folder / "nats.conf", *server.passwords.folder.iterdir()]}
    assert modes == {0}


async def test_passwords_outlast_a_restart_and_a_missing_one_is_made_anew(server: NatsServer):
    before = server.passwords.of(API)
    server.stop()
    (server.passwords.folder / PROJECTIONS).unlink()
    server.start()
    assert server.passwords.of(API) == before
    async with await EventLog.open(settings(server, PROJECTIONS)):
        pass


async def test_streams_of_the_time_before_there_were_accounts_are_found_again(tmp_path: Path):
    former = NatsServer(tmp_path / "nats")
    config = former._config

    def without_accounts() -> dict[str, object]:
        password = former.passwords
        made = config()
        del made["accounts"]
        return made | {"authorization": {"user": OPERATIONS, "password": password.of(OPERATIONS)}}

    former._config = without_accounts
    former.start()
    async with await EventLog.open(settings(former, OPERATIONS, create=True)) as log:
        epoch = log.epoch
        await log.append([Unit((event(), event(2)))])
    former.stop()
    assert (tmp_path / "nats" / "jetstream" / "$G").is_dir()
    now = NatsServer(tmp_path / "nats").start()
    try:
        async with await EventLog.open(settings(now, API)) as log:
            assert (log.epoch, len((await log.load("ticket-1"))[0])) == (epoch, 2)
    finally:
        now.stop()


async def test_a_reader_without_the_right_to_read_is_told_and_does_not_ask_on(own_server: NatsServer, monkeypatch):
    """All rights but the last are not enough."""
    rights = ("$JS.API.INFO", "$JS.API.STREAM.INFO.{}", "$JS.API.STREAM.MSG.GET.{}")
    monkeypatch.setattr(
        "gongdan.nats_servers.users._reading", lambda stream: tuple(right.format(stream) for right in rights)
    )
    own_server.stop()
    own_server.start()
    async with await EventLog.open(settings(own_server, OPERATIONS, create=True)) as log:
        await log.append([Unit((event(),))])
    async with await EventLog.open(settings(own_server, PROJECTIONS)) as log:
        with pytest.raises(NotPermitted, match="DIRECT"):
            await asyncio.wait_for(anext(log.follow()), 5)
