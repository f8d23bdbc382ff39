"""A connection that once stood comes back, also after nats-py gave it up and after tries that fail half-way."""

import asyncio
import contextlib

import pytest
from nats.errors import ConnectionClosedError

from eventsourcing_nats import EventLog, Standing, StoreUnavailable
from eventsourcing_nats.broker import connection
from eventsourcing_nats.broker.connection import Connection
from eventsourcing_nats.broker.publishing import Message
from eventsourcing_nats.broker.requests import Requests, Unanswered


def failing_once_each(monkeypatch, errors: list[Exception]) -> None:
    """The subscription to the answers fails with each of the errors in turn, then works as ever."""
    start = Requests.start

    async def fail_first(requests: Requests) -> None:
        if errors:
            raise errors.pop(0)
        await start(requests)

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

    async def once_in_vain(messages: list[Message]) -> int:
        if error := next(tries):
            raise error
        return await send(messages)

    monkeypatch.setattr(log._writer, "_send", once_in_vain)
    await log.append([make.unit("a")])
    assert log.repeats == 1


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
