"""A connection that once stood comes back, also after nats-py gave it up and after tries that fail half-way."""

import asyncio
import contextlib
import json
import time
from dataclasses import replace

import pytest
from nats.aio.msg import Msg
from nats.errors import ConnectionClosedError

from eventsourcing_nats import EventLog, InboxNotPermitted, LogSettings, Standing, StoreUnavailable
from eventsourcing_nats.broker import connection
from eventsourcing_nats.broker.client import settled
from eventsourcing_nats.broker.connection import Connection
from eventsourcing_nats.broker.publishing import Message
from eventsourcing_nats.broker.requests import Requests, Unanswered
from gongdan.nats_servers.users import API

pytestmark = pytest.mark.library


def failing_once_each(monkeypatch, errors: list[Exception]) -> None:
    """The subscription to the answers fails with each of the errors in turn, then works as ever."""
    start = Requests.start

    async def fail_first(requests: Requests, within: float) -> None:
        if errors:
            raise errors.pop(0)
        await start(requests, within)

    monkeypatch.setattr(Requests, "start", fail_first)


@pytest.mark.parametrize("error", [ConnectionClosedError(), OSError("broken pipe")])
async def test_a_connection_given_up_is_made_anew_however_often_that_fails(log: EventLog, make, monkeypatch, error):
    tip = await make.grow(log, "a", 1)
    monkeypatch.setattr(connection, "reopening_pauses", lambda: iter([0.05] * 20))
    for used in (log._writing, log._reading):
        left = [error, error]
        failing_once_each(monkeypatch, left)
        await used.client.close()
        await asyncio.sleep(0.4)
        assert not left
        assert used.losses == 1
        assert used._reopening is None
    [tip] = await asyncio.wait_for(log.append([make.unit("a", tip)]), 2)
    assert (await asyncio.wait_for(log.load("a"), 2))[1] == tip


async def test_a_connection_given_up_twice_comes_back_twice(log: EventLog, make, monkeypatch):
    monkeypatch.setattr(connection, "reopening_pauses", lambda: iter([0.05] * 20))
    for _ in range(2):
        await log._reading.client.close()
        assert await asyncio.wait_for(log.load("a"), 2) == ([], None)


async def test_a_log_says_how_its_connections_stand(log: EventLog, monkeypatch):
    assert log.connections == [Standing(each, True, 0) for each in ("reader", "follower", "writer")]
    monkeypatch.setattr(connection, "reopening_pauses", lambda: iter([0.2] * 20))
    await log._reading.client.close()
    assert log.connections[0] == Standing("reader", False, 1)
    assert await asyncio.wait_for(log.load("a"), 2) == ([], None)
    assert log.connections[0] == Standing("reader", True, 1)
    await log.close()
    assert not any(each.up for each in log.connections)


async def test_an_append_sent_again_is_counted(log: EventLog, make, monkeypatch):
    assert log.repeats == 0
    send, tries = log._writer._send, iter([Unanswered("no answer"), None])

    async def once_in_vain(messages: list[Message], within: float) -> int:
        if error := next(tries):
            raise error
        return await send(messages, within)

    monkeypatch.setattr(log._writer, "_send", once_in_vain)
    await log.append([make.unit("a")])
    assert log.repeats == 1


@pytest.mark.parametrize("code", [10008, 10009, 10118])
@pytest.mark.parametrize("read", ["last", "at", "end"])
async def test_a_read_waits_out_what_a_cluster_answers_while_it_finds_a_leader(
    log: EventLog, make, monkeypatch, code: int, read: str
):
    tip = await make.grow(log, "a", 1)
    left = refusing(monkeypatch, [code])
    found = await {"last": lambda: log.last("a"), "at": lambda: log.at(1), "end": log.end}[read]()
    assert (found if isinstance(found, int) else found.sequence) == tip.sequence
    assert not left


async def test_opening_waits_it_out_too(settings, monkeypatch):
    left = refusing(monkeypatch, [10008, 10008])
    async with await EventLog.open(settings):
        assert not left


async def test_a_read_that_is_refused_for_longer_than_the_patience_says_why(settings, monkeypatch):
    async with await EventLog.open(replace(settings, patience=0.5)) as log:
        refusing(monkeypatch, [10008] * 1000)
        started = time.monotonic()
        with pytest.raises(StoreUnavailable, match=r"does not answer: refused \(10008\)"):
            await log.end()
        assert 0.2 < time.monotonic() - started < 0.7


def refusing(monkeypatch, codes: list[int]) -> list[int]:
    """JetStream's next answers to what is asked about streams are refusals with these codes; returns those left."""
    ask = Connection.ask

    async def refused(self: Connection, subject: str, *rest: object) -> Msg:
        if codes and subject.startswith("$JS.API.STREAM."):
            error = {"err_code": codes.pop(0), "description": "refused"}
            return Msg(self.client, data=json.dumps({"error": error}).encode())
        return await ask(self, subject, *rest)

    monkeypatch.setattr(Connection, "ask", refused)
    return codes


async def test_an_inbox_that_this_user_may_not_hear_is_told_at_once(own_server):
    given = LogSettings(url=own_server.url, user=API, password=own_server.passwords.of(API), create=False)
    with pytest.raises(InboxNotPermitted, match=r"subscribe to _INBOX\..*NATS_INBOX_PREFIX"):
        await asyncio.wait_for(EventLog.open(given), 2)


async def test_a_first_connection_that_fails_half_way_is_refused_and_leaves_nothing(settings, monkeypatch):
    failing_once_each(monkeypatch, [ConnectionClosedError()])
    before = asyncio.all_tasks()
    with pytest.raises(StoreUnavailable, match="no nats-server reached"):
        await Connection.open(settings, "test")
    await asyncio.sleep(0.05)
    assert asyncio.all_tasks() == before


async def test_closing_while_reopening_ends_it(settings, monkeypatch):
    monkeypatch.setattr(connection, "reopening_pauses", lambda: iter([0.05] * 20))
    before = asyncio.all_tasks()
    opened = await Connection.open(settings, "test")
    await opened.client.close()
    reopening = opened._reopening
    await opened.close()
    with contextlib.suppress(asyncio.CancelledError):
        await reopening
    await asyncio.sleep(0.1)
    assert opened.client.is_closed
    assert asyncio.all_tasks() == before


async def test_of_two_answers_to_one_request_the_first_counts(log: EventLog, prefix):
    async def twice(message: Msg) -> None:
        await message.respond(b"first")
        await message.respond(b"second")

    await log._reading.client.subscribe(f"{prefix}.asked", cb=twice)
    await settled(log._reading.client)
    assert (await log._reading.ask(f"{prefix}.asked", b"", 2)).data == b"first"
