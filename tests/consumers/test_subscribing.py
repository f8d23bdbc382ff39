"""A reaction hears of each event that it wants; what fails is tried again, then put aside, listed and replayed."""

import asyncio
from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

import pytest

from consumers import giving_up, subscribing
from consumers.giving_up import Patience
from consumers.leases.words import Word
from consumers.reaction import Reaction
from consumers.subscribing import Hearing
from domain.application import TicketDesk
from domain.record.envelope import Actor, Recorded, Source, Unreadable
from domain.refusals import StoreUnavailable, UnknownEventType
from domain.staff.commands import JoinStaff
from domain.ticket.commands import AcknowledgeReceipt, AddNote, OpenTicket
from domain.ticket.vocabulary import Channel
from gongdan.nats_servers.embedded import NatsServer
from gongdan.service.reacting import Reacting
from tests.consumers.conftest import Begin, until
from tests.consumers.examples import metadata

QUICK = Patience(tries=3, first=0.05)
CALL = OpenTicket(channel=Channel.PHONE, summary="停机")


class Listening(Reaction):
    """Writes down what it hears; fails on notes as often as it is told."""

    name = "listening"
    wants = frozenset({"ticket-opened", "note-added"})
    since: ClassVar = "beginning"

    def __init__(self, failures: int = 0) -> None:
        self.failures, self.heard, self.tries = failures, list[Recorded](), 0
        self.error: Callable[[], Exception] = lambda: ValueError("note")

    async def react(self, recorded: Recorded) -> None:
        if recorded.envelope.type == "note-added":
            self.tries += 1
            if self.tries <= self.failures:
                raise self.error()
        self.heard.append(recorded)


class InOrder(Listening):
    name = "in-order"
    wants = None
    ordered = True
    kinds = ("ticket", "staff")


class Wider(Listening):
    """What it became in a later program."""

    wants = frozenset({"ticket-opened", "note-added", "staff-joined"})
    kinds = ("ticket", "staff")


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Hearing.__init__
    monkeypatch.setattr(Hearing, "__init__", lambda *args, **more: before(*args, **more, patience=QUICK))


async def test_a_reaction_hears_of_what_it_wants_and_goes_on_where_it_was(desk: TicketDesk, begin: Begin):
    before = await desk.open(CALL, metadata())
    listening = Listening()
    async with begin(listening):
        await desk.handle(before.number, AcknowledgeReceipt(), metadata())
        await desk.handle(before.number, AddNote(text="在看"), metadata())
        await until(lambda: there(listening, 2))
    assert [each.envelope.type for each in listening.heard] == ["ticket-opened", "note-added"]
    again = Listening()
    await desk.handle(before.number, AddNote(text="又看"), metadata())
    async with begin(again):
        await until(lambda: there(again, 1))
        await asyncio.sleep(0.3)
    assert [each.event.text for each in again.heard] == ["又看"]


async def test_a_reaction_that_hears_of_more_kinds_goes_on_where_it_was(desk: TicketDesk, begin: Begin):
    number = (await desk.open(CALL, metadata())).number
    listening = Listening()
    async with begin(listening):
        await until(lambda: there(listening, 1))
    wider = Wider()
    async with begin(wider):
        joined = JoinStaff(name="张工", office="技术员", since=date(2024, 5, 1))
        await desk.act("staff-e-003", joined, metadata(Actor(id="d-001", role="administrator", channel="api")))
        await desk.handle(number, AddNote(text="在看"), metadata())
        await until(lambda: there(wider, 2))
        await asyncio.sleep(0.3)
    assert sorted(each.envelope.type for each in wider.heard) == ["note-added", "staff-joined"]


async def there(listening: Listening, count: int) -> bool:
    return len(listening.heard) >= count


async def test_a_reaction_that_asks_for_order_hears_in_the_order_of_the_log(desk: TicketDesk, begin: Begin):
    in_order = InOrder()
    number = (await desk.open(CALL, metadata())).number
    for text in range(30):
        await desk.handle(number, AddNote(text=str(text)), metadata())
    async with begin(in_order):
        await until(lambda: there(in_order, 31))
    positions = [each.sequence for each in in_order.heard]
    assert positions == sorted(positions)
    assert len(positions) == 31


async def test_what_fails_is_tried_again_and_then_done_once(desk: TicketDesk, begin: Begin):
    listening = Listening(failures=2)
    async with begin(listening) as reacting:
        number = (await desk.open(CALL, metadata())).number
        await desk.handle(number, AddNote(text="在看"), metadata())
        await until(lambda: there(listening, 2))
        assert await reacting.replaying.given_up() == []
    assert listening.tries == 3


async def test_while_the_store_was_away_nothing_was_tried(
    desk: TicketDesk, begin: Begin, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(giving_up, "_WAITING", 0.05)
    listening = Listening(failures=5)
    away = iter([StoreUnavailable("away")] * 4 + [ValueError("once")])
    listening.error = lambda: next(away)
    async with begin(listening) as reacting:
        number = (await desk.open(CALL, metadata())).number
        await desk.handle(number, AddNote(text="在看"), metadata())
        await until(lambda: there(listening, 2))
        assert await reacting.replaying.given_up() == []


async def test_what_fails_too_often_is_put_aside_listed_and_replayed_by_hand(desk: TicketDesk, begin: Begin):
    listening = Listening(failures=4)
    async with begin(listening) as reacting:
        number = (await desk.open(CALL, metadata())).number
        noted = await desk.handle(number, AddNote(text="在看"), metadata())
        await desk.handle(number, AcknowledgeReceipt(), metadata())

        async def put_aside() -> bool:
            return bool(await reacting.replaying.given_up())

        await until(put_aside)
        [given_up] = await reacting.replaying.given_up()
        assert (given_up.reaction, given_up.aggregate) == ("listening", f"ticket-{number}")
        assert (given_up.type, given_up.event) == ("note-added", noted.events[0].envelope.id)
        assert (given_up.error, given_up.letter.tries) == ("ValueError", 3)
        assert await reacting.replaying.again(given_up) == "ValueError"
        assert await reacting.replaying.given_up() == [given_up]
        assert await reacting.replaying.again(given_up) is None
        assert await reacting.replaying.given_up() == []
    assert [each.envelope.type for each in listening.heard] == ["ticket-opened", "note-added"]


async def test_reactions_go_on_by_themselves_after_the_nats_server_was_killed(
    own_server: NatsServer, desk: TicketDesk, begin: Begin
):
    listening = Listening()
    async with begin(listening):
        await desk.open(CALL, metadata())
        await until(lambda: there(listening, 1))
        own_server.kill()
        await asyncio.sleep(0.5)
        own_server.start()
        await until(lambda: stored(desk))
        await until(lambda: there(listening, 2))
        await asyncio.sleep(0.5)
    assert len({each.envelope.id for each in listening.heard}) == 2


async def stored(desk: TicketDesk) -> bool:
    """The first opening that is answered."""
    try:
        await desk.open(CALL, metadata())
    except StoreUnavailable:
        return False
    return True


async def test_nothing_follows_from_what_another_system_did(desk: TicketDesk):
    listening = Listening()
    answer = await desk.open(CALL, metadata())
    [opened] = answer.events
    foreign = opened.envelope.model_copy(update={"source": Source(name="crm", case="A-7", ordinal=1)})
    await subscribing.react_to(listening, Recorded(foreign, opened.event, 1))
    assert listening.heard == []
    await subscribing.react_to(listening, opened)
    assert listening.heard == [opened]


@pytest.mark.parametrize(
    ("error", "tries", "pause"),
    [
        (ValueError(), 1, 0.5),
        (ValueError(), 4, 4.0),
        (ValueError(), 7, 32.0),
        (ValueError(), 8, None),
        (Unreadable(), 1, None),
        (StoreUnavailable("away"), 500, 5.0),
        (UnknownEventType("ticket-beamed", 7), 500, 5.0),
    ],
)
def test_how_long_a_failure_is_put_off(error: Exception, tries: int, pause: float | None):
    assert Patience().pause(error, tries) == pause


async def test_who_lost_the_lease_says_no_more_how_far_it_came(desk: TicketDesk, begin: Begin):
    await desk.open(CALL, metadata())
    async with begin(Listening()) as reacting:
        await until(lambda: _said(reacting, told=True))
        lease: Any = reacting.lease
        await lease._board.say(Word("another", "0b"), lease._place)
        await until(lambda: _said(reacting, told=False))


async def _said(reacting: Reacting, *, told: bool) -> bool:
    return any(family.samples for family in reacting.measured()) is told
