"""From the log to the outbox: what live work brings, once, with the position; nothing of imports, nothing old."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from consumers.notices.outbox.causes import Causes
from consumers.notices.outbox.reading import OutboxReader
from consumers.notices.rules import NoticeRules
from domain.desk.metadata import CommandMetadata
from domain.notices.catalogue import KINDS
from domain.record.envelope import Actor, Recorded, Source
from domain.refusals import StoreUnavailable
from domain.ticket.commands import AcknowledgeReceipt, AddNote, OpenTicket
from domain.ticket.vocabulary import Channel, Kind
from gongdan.notices.samples.about import sample
from gongdan.storing.store import NatsEventStore
from projections.store import ReadStore
from tests.notices.office import Office

AGENT = Actor(id="a-001", role="agent", channel="api")
LONG_AGO = datetime(2024, 4, 20, tzinfo=UTC)


def reader(source: Any, office: Office, *, told_before: bool = False) -> OutboxReader:
    async def before() -> bool:
        return told_before

    told = office.notifying
    return OutboxReader(
        source,
        source.epoch,
        office.causes,
        NoticeRules(),
        office.clock,
        told_before=before,
        first=told.first,
        news=told.heard,
    )


async def never() -> None:
    raise AssertionError("the outbox knows what is under way")


async def begun(reading: OutboxReader, mark: str | None = None) -> bool:
    """Whether the outbox was filled anew."""
    filled: list[bool] = []

    async def fill() -> None:
        filled.append(True)

    await reading.begin(mark, fill)
    return bool(filled)


async def read_up_to(reading: OutboxReader, position: int) -> None:
    task = asyncio.create_task(reading.run())
    for _ in range(1_000):
        if reading.position >= position:
            break
        await asyncio.sleep(0.01)
    assert reading.position >= position
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def opened(office: Office, command: str, **besides: Any) -> str:
    told = CommandMetadata(command, AGENT, **besides)
    return (await office.desk.open(OpenTicket(channel=Channel.PHONE, kind=Kind.FAULT, summary="不制冷"), told)).number


@pytest.fixture
def causes(desk_office: Office) -> Causes:
    return desk_office.causes


async def test_what_happens_from_now_on_is_taken_and_what_nobody_is_told_of_is_not(
    desk_office: Office, store: NatsEventStore, causes: Causes
):
    await opened(desk_office, "before")
    reading = reader(store, desk_office)
    await reading.begin(None, never)
    number = await opened(desk_office, "after")
    await desk_office.desk.handle(number, AcknowledgeReceipt(channel=Channel.PHONE), CommandMetadata("ack", AGENT))
    await desk_office.desk.handle(number, AddNote(text="内部备注"), CommandMetadata("note", AGENT))
    await read_up_to(reading, await store.end())

    taken = causes.open(desk_office.clock.now, 10)
    assert [(each.aggregate, each.type) for each in taken] == [
        (f"ticket-{number}", "ticket-opened"),
        (f"ticket-{number}", "receipt-acknowledged"),
    ]


async def test_it_reads_on_where_it_was(desk_office: Office, store: NatsEventStore, causes: Causes):
    first = reader(store, desk_office)
    await first.begin(None, never)
    await opened(desk_office, "one")
    await read_up_to(first, await store.end())
    await opened(desk_office, "two")

    second = reader(store, desk_office)
    await second.begin(None, never)
    await read_up_to(second, await store.end())

    assert len(causes.open(desk_office.clock.now, 10)) == 2
    position = causes.position()
    assert position is not None
    assert position.position == await store.end()


async def test_a_change_of_staff_that_could_not_be_looked_at_is_read_again(
    desk_office: Office, store: NatsEventStore, causes: Causes, monkeypatch: pytest.MonkeyPatch
):
    async def away(*_: object) -> None:
        raise StoreUnavailable("away")

    reading = reader(store, desk_office)
    await reading.begin(None, never)
    before = reading.position
    await opened(desk_office, "one")
    with monkeypatch.context() as patched:
        patched.setattr(desk_office.people, "note", away)
        with pytest.raises(StoreUnavailable):
            await reading.run()
    position = causes.position()
    assert position is not None
    assert (reading.position, position.position) == (before, before)

    await read_up_to(reading, await store.end())

    assert len(causes.open(desk_office.clock.now, 10)) == 1


async def test_nothing_of_long_ago_is_told(desk_office: Office, store: NatsEventStore, causes: Causes):
    reading = reader(store, desk_office)
    await reading.begin(None, never)
    await opened(desk_office, "late", occurred=LONG_AGO, late="纸质单补登")
    await read_up_to(reading, await store.end())

    assert causes.open(desk_office.clock.now, 10) == []


async def test_a_lost_outbox_is_filled_again_from_what_is_still_of_use(
    desk_office: Office, store: NatsEventStore, causes: Causes
):
    desk_office.clock.pass_by(days=-5)
    await opened(desk_office, "old")
    desk_office.clock.pass_by(days=5)
    number = await opened(desk_office, "new")

    reading = reader(store, desk_office, told_before=True)
    filled = await begun(reading)
    await read_up_to(reading, await store.end())

    assert filled
    assert [each.aggregate for each in causes.open(desk_office.clock.now, 10)] == [f"ticket-{number}"]


async def test_after_another_process_it_goes_on_where_that_one_was(
    desk_office: Office, store: NatsEventStore, causes: Causes
):
    before = reader(store, desk_office)
    await before.begin(None, never)
    await opened(desk_office, "one")
    await read_up_to(before, await store.end())
    [planned] = causes.open(desk_office.clock.now, 10)
    waits = before.mark
    causes.drop(planned)
    done = before.mark
    await opened(desk_office, "two")

    for mark, expected in ((waits, 2), (done, 1), (f"{store.epoch}:999", 0), ("another epoch:1", 0), ("", 2)):
        after = reader(store, desk_office, told_before=True)
        assert await begun(after, mark)
        await read_up_to(after, await store.end())
        assert len(causes.open(desk_office.clock.now, 10)) == expected, mark


async def test_another_log_is_read_from_its_end_so_that_nothing_is_told_twice(
    desk_office: Office, store: NatsEventStore, causes: Causes, read: ReadStore
):
    await opened(desk_office, "one")
    causes.begin("another epoch", 1, None, desk_office.clock.now)

    reading = reader(store, desk_office)
    await reading.begin(None, never)

    assert reading.position == await store.end()
    assert causes.open(desk_office.clock.now, 10) == []


async def test_what_an_import_wrote_is_told_to_nobody(desk_office: Office, store: NatsEventStore, causes: Causes):
    reading = reader(store, desk_office)
    await reading.begin(None, never)
    await opened(desk_office, "live")
    [recorded] = [event async for batch in store.follow(0, until=await store.end()) for event in batch][-1:]
    imported = Recorded(
        recorded.envelope.model_copy(update={"source": Source(name="helpdesk", case="1", ordinal=1)}),
        recorded.event,
        recorded.sequence,
    )

    assert [*reading._to_tell([imported], desk_office.clock.now)] == []  # pyright: ignore[reportPrivateUsage]
    assert [*reading._to_tell([recorded], desk_office.clock.now)] == [recorded]  # pyright: ignore[reportPrivateUsage]


async def test_a_ticket_that_another_system_has_in_hand_brings_no_notice(desk_office: Office):
    about = sample(KINDS["received"])
    last = about.history[-1]
    imported = Recorded(
        last.envelope.model_copy(update={"source": Source(name="helpdesk", case="1", ordinal=2)}), last.event, 2
    )
    await desk_office.tell(replace(about, history=(*about.history, imported)))

    assert desk_office.deliveries.counts() == {}
