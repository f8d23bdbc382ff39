"""A mail server that takes its time holds up neither an inbox nor, for long, an urgent letter."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import pytest

from consumers.leases.words import Word
from consumers.notices import measures
from consumers.notices import running as notifying
from consumers.notices.channels.email import EmailChannel, MailServer
from consumers.notices.rules import NoticeRules
from domain.notices.catalogue import KINDS
from domain.staff.vocabulary import Role
from gongdan.notices.previewing import preview
from gongdan.notices.samples.about import sample
from gongdan.storing.store import NatsEventStore
from projections.store import ReadStore
from tests.notices.mailbox import SENDER, Mailbox
from tests.notices.office import Clock, Office, member, office
from tests.notices.test_delivering import key_of
from tests.notices.test_digests import another

ALARM = sample(KINDS["alarm"])


@pytest.fixture
async def silent() -> AsyncIterator[MailServer]:
    """It takes connections and says nothing."""
    held: list[asyncio.StreamWriter] = []
    server = await asyncio.start_server(lambda reader, writer: held.append(writer), "127.0.0.1", 0)
    yield MailServer("127.0.0.1", server.sockets[0].getsockname()[1], SENDER, tls="none", within=60.0)
    server.close()
    for writer in held:
        writer.close()


class Begun:
    """A reader of the log that has read it."""

    mark = "epoch:1"

    async def begin(self, mark: str | None, fill: object) -> None:
        """Nothing to fill."""

    async def run(self) -> None:
        await asyncio.sleep(3600)


async def soon(there: Any) -> bool:
    for _ in range(500):
        if await there():
            return True
        await asyncio.sleep(0.01)
    return False


async def test_an_inbox_does_not_wait_for_a_mail_server_that_says_nothing(
    store: NatsEventStore, read: ReadStore, clock: Clock, silent: MailServer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(notifying, "_LAST", 0.2)
    made = office(store, read, clock, {EmailChannel.name: EmailChannel(silent)}, NoticeRules())
    reader: Any = Begun()
    running, holding = asyncio.create_task(made.notifying.run(reader)), asyncio.create_task(made.lease.keep())
    try:
        assert await soon(lambda: _under_way(made))
        made.employ(member("s-002", Role.SUPERVISOR))
        made.told.abouts[ALARM.cause.envelope.id] = ALARM
        made.causes.take("epoch", [ALARM.cause], [ALARM.cause], clock.now)
        inbox = key_of("alarm", "staff-s-002", "inbox")
        assert await soon(lambda: made.desk.events_of(inbox))
    finally:
        holding.cancel()
        running.cancel()
        await asyncio.sleep(0.05)
        running.cancel()  # it waits for what is half handed over, and is told twice not to
        with suppress(asyncio.CancelledError):
            await running


async def _under_way(made: Office) -> bool:
    """A letter is being handed over."""
    if not made.deliveries.counts():
        await made.tell(sample(KINDS["received"]))
    return made.deliveries.counts().get(("email", "sending")) == 1


async def test_what_is_urgent_goes_before_all_that_waits(desk_office: Office, box: Mailbox):
    desk_office.employ(*(member(f"s-1{number:02}", Role.SUPERVISOR) for number in range(10)))
    for number in range(2):
        await desk_office.tell(another(sample(KINDS["service-restored"]), number))
    desk_office.employ(member("m-001", Role.MANAGER, digest="09:00"))
    await desk_office.tell(ALARM)
    await desk_office.notifying.send_due()

    assert {str(letter["Subject"]) for _, letter in box.taken} == {preview("alarm", "zh").subject}


async def test_who_lost_the_lease_says_no_more_how_much_waits(
    store: NatsEventStore, read: ReadStore, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    made = office(store, read, clock, {}, NoticeRules())
    made.causes.take("epoch", [ALARM.cause], [ALARM.cause], clock.now)
    made.causes.postpone(made.causes.open(clock.now, 1)[0], clock.now.replace(year=2030))
    reader: Any = Begun()
    running, holding = asyncio.create_task(made.notifying.run(reader)), asyncio.create_task(made.lease.keep())
    try:
        assert await soon(lambda: _waiting(1))
        board: Any = made.lease._board  # pyright: ignore[reportPrivateUsage]
        board.words.append(Word("another", "0b"))
        assert await soon(lambda: _waiting(0))
    finally:
        for task in (running, holding):
            task.cancel()
        await asyncio.gather(running, holding, return_exceptions=True)


async def test_how_much_waits_is_said_while_there_is_always_something_to_do(
    store: NatsEventStore, read: ReadStore, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    async def busy() -> int:
        await asyncio.sleep(0.01)
        return 1

    made = office(store, read, clock, {}, NoticeRules())
    made.causes.take("epoch", [ALARM.cause], [ALARM.cause], clock.now)
    for work in ("plan_due", "send_due"):
        monkeypatch.setattr(made.notifying, work, busy)
    reader: Any = Begun()
    running, holding = asyncio.create_task(made.notifying.run(reader)), asyncio.create_task(made.lease.keep())
    try:
        assert await soon(lambda: _waiting(1))
    finally:
        for task in (running, holding):
            task.cancel()
        await asyncio.gather(running, holding, return_exceptions=True)


async def _waiting(causes: int) -> bool:
    return measures.CAUSES._value.get() == causes  # pyright: ignore[reportPrivateUsage]
