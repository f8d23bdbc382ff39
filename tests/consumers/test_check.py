"""``gongdan check`` says which reactions stand still, and which gave up events."""

from datetime import timedelta

import pytest

from domain.application import TicketDesk
from domain.ticket.commands import AddNote
from gongdan.composition import Broker
from gongdan.nats_servers.embedded import NatsServer
from gongdan.service.questions import leases
from gongdan.service.questions import reactions as question
from gongdan.service.questions.reactions import reactions
from gongdan.settings import Settings
from tests.consumers.conftest import Begin, until
from tests.consumers.examples import metadata
from tests.consumers.test_subscribing import CALL, Listening, quickly, there

quickly = quickly


async def test_nothing_is_said_where_no_reaction_ever_ran(settings: Settings, own_server: NatsServer):
    assert await reactions(settings, Broker.of(own_server)) == []


async def test_what_a_reaction_gave_up_is_told_until_it_is_done(
    settings: Settings, own_server: NatsServer, desk: TicketDesk, begin: Begin
):
    listening = Listening(failures=3)
    broker = Broker.of(own_server)
    async with begin(listening) as reacting:
        number = (await desk.open(CALL, metadata())).number
        assert [each.safe for each in await reactions(settings, broker)] == [True]
        await desk.handle(number, AddNote(text="在看"), metadata())

        async def told() -> bool:
            return not all(each.safe for each in await reactions(settings, broker))

        await until(told)
        [finding] = await reactions(settings, broker)
        assert "listening gave up 1 events" in finding.english
        [given_up] = await reacting.replaying.given_up()
        assert await reacting.replaying.again(given_up) is None
        assert [each.safe for each in await reactions(settings, broker)] == [True]


async def test_a_reaction_that_hears_nothing_is_told(
    settings: Settings, own_server: NatsServer, desk: TicketDesk, begin: Begin, monkeypatch: pytest.MonkeyPatch
):
    listening = Listening()
    async with begin(listening):
        await desk.open(CALL, metadata())
        await until(lambda: there(listening, 1))
    await desk.open(CALL, metadata())
    broker = Broker.of(own_server)
    assert [each.safe for each in await reactions(settings, broker)] == [True]
    monkeypatch.setattr(question, "_STILL", timedelta(0))
    said = {each.english.split(";")[0] for each in await reactions(settings, broker) if not each.safe}
    assert any("listening stands still with 1 events" in each for each in said)


async def test_that_nobody_has_the_lease_any_more_is_told_where_it_was_not_let_go(
    settings: Settings, own_server: NatsServer, begin: Begin, monkeypatch: pytest.MonkeyPatch
):
    broker = Broker.of(own_server)
    async with begin(Listening()):
        assert [each.safe for each in await reactions(settings, broker)] == [True]
        monkeypatch.setattr(leases, "_SILENT", timedelta(-1))
        [found] = await reactions(settings, broker)
        assert (found.safe, found.english.startswith("No service reacts")) == (False, True)
    assert [each.safe for each in await reactions(settings, broker)] == [True]
