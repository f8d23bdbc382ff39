"""Reactions stop quickly: what they are doing is finished, nothing is told of a stop that went well, and no connection is left."""

import asyncio
import time
from typing import ClassVar

import pytest
from nats.aio.client import Client
from structlog.testing import capture_logs

from consumers.reaction import Reaction
from consumers.timers import taking
from domain.application import TicketDesk
from domain.record.envelope import Recorded
from domain.ticket.commands import OpenTicket
from domain.ticket.vocabulary import Channel
from gongdan.composition import Broker, log_settings
from gongdan.nats_servers.embedded import NatsServer
from gongdan.nats_servers.users import CONSUMERS
from gongdan.reacting.broker import ReactionsBroker
from gongdan.service.reacting import Reacting, _stop
from gongdan.settings import Settings
from tests.consumers.conftest import Begin, until
from tests.consumers.examples import metadata


async def test_after_fetches_that_came_to_nothing_they_stop_at_once_and_no_warning_is_logged(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
):
    """nats-py 2.16 throws away what the server says at the end of a fetch, and counts it as never dealt with."""
    monkeypatch.setattr(taking, "_FIRST", 0.02)
    with capture_logs() as said:
        async with begin() as reacting:
            await until(lambda: _something_left(reacting))
            began = time.monotonic()
        took = time.monotonic() - began

    assert [each for each in said if each["log_level"] in ("warning", "error")] == []
    assert took < 1.5


class Slow(Reaction):
    """Half a second with each ticket."""

    name = "slow"
    wants = frozenset({"ticket-opened"})
    since: ClassVar = "beginning"

    def __init__(self) -> None:
        self.begun, self.done = asyncio.Event(), list[Recorded]()

    async def react(self, recorded: Recorded) -> None:
        self.begun.set()
        await asyncio.sleep(0.5)
        self.done.append(recorded)


async def test_what_a_reaction_is_doing_is_finished_and_not_heard_again(desk: TicketDesk, begin: Begin):
    slow, again = Slow(), Slow()
    async with begin(slow):
        await desk.open(OpenTicket(channel=Channel.PHONE, summary="停机"), metadata())
        await asyncio.wait_for(slow.begun.wait(), 20)
    assert len(slow.done) == 1

    async with begin(again):
        await desk.open(OpenTicket(channel=Channel.PHONE, summary="漏水"), metadata())
        await asyncio.wait_for(again.begun.wait(), 20)
    assert [getattr(one.event, "summary", None) for one in again.done] == ["漏水"]


async def test_where_the_nats_server_is_away_the_connection_is_closed_all_the_same(
    settings: Settings, own_server: NatsServer
):
    """A drain is refused then; the next session has one of its own, and the old would come back beside it."""
    broker = ReactionsBroker(log_settings(settings, Broker.of(own_server).signed_in_as(CONSUMERS)))
    client = await broker.connect()
    own_server.kill()
    await until(lambda: _reconnecting(client))
    await _stop(broker)

    assert client.is_closed


async def _reconnecting(client: Client) -> bool:
    return client.is_reconnecting


async def _something_left(reacting: Reacting) -> bool:
    """Of the timers, which are heard last: after the answers to what is asked and the events."""
    _, _, *timers = [each._pending_queue for each in _client(reacting)._subs.values()]
    return any(each._unfinished_tasks and each.empty() for each in timers)  # type: ignore[attr-defined]


def _client(reacting: Reacting) -> Client:
    return reacting._broker.config.connection_state.connection
