"""A damaged, restored or misused stream is noticed; a moved but whole one is still read."""

import asyncio
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from nats.aio.client import Client

from eventsourcing_nats import EventLog, ForeignMessage, LogGap, Unit, subjects
from eventsourcing_nats.broker import api, stream
from eventsourcing_nats.broker.connection import Connection

pytestmark = pytest.mark.library


@pytest.fixture
async def raw(settings):
    """A connection for what the log itself never does."""
    connection = await Connection.open(settings, "test")
    yield connection
    await connection.close()


async def put(client: Client, prefix: str, name: str, headers: dict[str, str]) -> None:
    await client.request(subjects.subject(prefix, name), b"state", headers=headers)


async def test_a_message_that_is_no_event_is_named(log: EventLog, raw, settings):
    await raw.client.request(subjects.subject(settings.prefix, "a"), b"hello")
    for reading in (log.last("a"), log.at(1), log.page(1, 1), anext(log.follow())):
        with pytest.raises(ForeignMessage, match=r"message 1 on .* is not an event"):
            await reading


async def test_a_foreign_message_says_where_it_stands(log: EventLog, raw, settings):
    before = datetime.now(UTC)
    at_home, nowhere = subjects.subject(settings.prefix, "ticket-1"), f"{settings.prefix}.99.ticket.1"
    for subject in (at_home, nowhere):
        await raw.client.request(subject, b"hello", headers={"Nats-Msg-Id": subject, "Es-Topic": "t"})
    for error in (await foreign(log.at(1)), await foreign(log.last("ticket-1"))):
        assert (error.sequence, error.subject, error.aggregate_id) == (1, at_home, "ticket-1")
        assert before < error.time + timedelta(milliseconds=1) < datetime.now(UTC) + timedelta(seconds=1)
    stray = await foreign(log.at(2))
    assert (stray.sequence, stray.subject, stray.aggregate_id) == (2, nowhere, None)


async def test_a_whole_event_on_a_subject_of_no_aggregate_is_foreign(log: EventLog, raw, settings):
    headers = {"Nats-Msg-Id": "x", "Es-Topic": "t", "Es-Version": "1"}
    await raw.client.request(f"{settings.prefix}.99.ticket.1", b"hello", headers=headers)
    assert (await foreign(anext(log.follow()))).aggregate_id is None


async def test_headers_that_are_no_text_are_still_read(log: EventLog, raw, settings):
    subject, headers = subjects.subject(settings.prefix, "a"), b"NATS/1.0\r\nEs-Topic: \xff\xfe\r\n\r\n"
    size = f"{len(headers)} {len(headers)}"
    await raw.client._send_command(f"HPUB {subject} {size}\r\n".encode() + headers + b"\r\n")
    await raw.client.flush()
    async with asyncio.timeout(5):
        while not await log.end():  # noqa: ASYNC110 -- sent without an acknowledgement
            await asyncio.sleep(0.01)
    for reading in (log.last("a"), log.at(1), anext(log.follow())):
        assert (await foreign(reading)).aggregate_id == "a"


async def foreign(reading) -> ForeignMessage:
    with pytest.raises(ForeignMessage) as caught:
        await reading
    return caught.value


async def follow_past(log: EventLog, until: int, **how) -> list[int]:
    """The sequences of the events, and of the foreign messages negated, as a reader that goes on meets them."""
    seen, after = [], 0
    while after < until:
        try:
            async for batch in log.follow(after, until=until, **how):
                seen += [event.sequence for event in batch]
            after = until
        except ForeignMessage as error:
            seen.append(-error.sequence)
            after = error.sequence
    return seen


async def mixed(log: EventLog, raw, settings, make) -> None:
    """Events 1, 2, 3, a foreign message 4, events 5 and 6, foreign messages 7 and 8."""
    await make.grow(log, "a", 3)
    await raw.client.request(subjects.subject(settings.prefix, "b"), b"hello")
    await make.grow(log, "c", 2)
    for _ in range(2):
        await raw.client.request(subjects.subject(settings.prefix, "b"), b"hello")


async def test_a_follower_goes_on_behind_a_foreign_message(log: EventLog, raw, settings, make):
    await mixed(log, raw, settings, make)
    for most in (1, 2, 500):
        assert await follow_past(log, 8, max_batch=most) == [1, 2, 3, -4, 5, 6, -7, -8]
    assert await follow_past(log, 3) == [1, 2, 3]
    assert await follow_past(log, 6) == [1, 2, 3, -4, 5, 6]


async def test_pages_end_before_a_foreign_message(log: EventLog, raw, settings, make):
    await mixed(log, raw, settings, make)
    assert [event.sequence for event in await log.page(1, 9)] == [1, 2, 3]
    assert (await foreign(log.page(4, 9))).sequence == 4
    assert [event.sequence for event in await log.page(5, 2)] == [5, 6]


async def test_a_history_whose_places_moved_is_still_read(log: EventLog, raw, settings, make):
    await put(raw.client, settings.prefix, "other", {"Nats-Msg-Id": "x", "Es-Topic": "t", "Es-Version": "1"})
    for version, ancestors in [(1, ""), (2, "1"), (3, "1,2")]:  # written when they stood one place earlier
        headers = {"Nats-Msg-Id": f"a{version}", "Es-Topic": "t", "Es-Version": str(version)}
        await put(raw.client, settings.prefix, "a", headers | ({"Es-Ancestors": ancestors} if ancestors else {}))
    history, tip = await log.load("a")
    assert [event.version for event in history] == [1, 2, 3]
    assert (tip.sequence, tip.ancestors) == (4, (2, 3))
    await log.append([make.unit("a", tip)])
    assert (await log.last("a")).ancestors == (2, 3, 4)


@pytest.mark.parametrize("ancestors", ["2", "3", "0", "1,1", "2,1", "-9", "0,1", "one", ",", "1" * 5000])
async def test_ancestors_that_cannot_be_so_are_searched_for_instead(log: EventLog, raw, settings, ancestors):
    for version, named in [(1, ""), (2, ancestors)]:
        headers = {"Nats-Msg-Id": f"a{version}", "Es-Topic": "t", "Es-Version": str(version)}
        await put(raw.client, settings.prefix, "a", headers | ({"Es-Ancestors": named} if named else {}))
    history, tip = await asyncio.wait_for(log.load("a"), 2)
    assert [event.version for event in history] == [1, 2]
    assert (tip.sequence, tip.ancestors) == (2, (1,))
    assert (await log.last("a")).ancestors == ()


async def test_a_history_with_a_missing_version_is_refused(log: EventLog, raw, settings):
    for version, ancestors in [(1, ""), (3, "1")]:
        headers = {"Nats-Msg-Id": f"a{version}", "Es-Topic": "t", "Es-Version": str(version)}
        await put(raw.client, settings.prefix, "a", headers | ({"Es-Ancestors": ancestors} if ancestors else {}))
    with pytest.raises(LogGap, match="history of a "):
        await log.load("a")


async def test_a_deleted_event_stops_the_reader(settings, raw, make):
    place = stream.Place.snapshots(settings.prefix)  # the events' stream forbids deleting
    async with await EventLog.open_snapshots(settings) as log:
        await make.grow(log, "a", 5)
        await api.call(raw, f"STREAM.MSG.DELETE.{place.stream}", {"seq": 3})
        following = log.follow()
        assert [event.sequence for event in await anext(following)] == [1, 2]
        with pytest.raises(LogGap, match="no event 3"):
            await anext(following)
        assert [event.sequence for event in await log.page(1, 9)] == [1, 2]
        with pytest.raises(LogGap):
            await log.page(3, 9)


async def test_deleting_events_is_forbidden(log: EventLog, raw, make):
    await make.grow(log, "a", 2)
    for verb, body in (("MSG.DELETE", {"seq": 1}), ("PURGE", {})):
        with pytest.raises(api.ApiError, match="not permitted"):
            await api.call(raw, f"STREAM.{verb}.{log.stream}", body)


async def test_a_follower_notices_that_the_end_was_replaced(settings, raw, make):
    place = stream.Place.snapshots(settings.prefix)
    async with await EventLog.open_snapshots(settings) as log:
        await make.grow(log, "a", 3)
        following = log.follow()
        assert len(await anext(following)) == 3
        await api.call(raw, f"STREAM.DELETE.{place.stream}")
        async with await EventLog.open_snapshots(settings) as restored:
            await make.grow(restored, "b", 4)
        with pytest.raises(LogGap, match="no longer holds event 3"):
            await anext(following)


@pytest.mark.tamper
async def test_a_damaged_last_event_is_missed_and_the_log_is_not_taken_for_a_shorter_one(own_server, prefix, make):
    async with await EventLog.open(make.settings(own_server, prefix)) as log:
        await make.grow(log, "a", 5)
    own_server.stop()
    [block] = own_server.folder.glob(f"jetstream/*/streams/{prefix.upper()}_EVENTS/msgs/*.blk")
    flip(block, block.stat().st_size - 20)
    own_server.start()
    async with await EventLog.open(make.settings(own_server, prefix)) as log:
        assert await log.end() == 5
        for until in (5, None):
            with pytest.raises(LogGap, match="restore"):
                await asyncio.wait_for(last_of(log.follow(until=until)), 10)


def flip(path: Path, place: int) -> None:
    """One bit of a file."""
    with path.open("r+b") as file:
        file.seek(place)
        [byte] = file.read(1)
        file.seek(place)
        file.write(bytes([byte ^ 1]))


@pytest.mark.slow
@pytest.mark.tamper
async def test_a_flipped_bit_on_disk_stops_the_reader_instead_of_leaving_it_waiting(own_server, prefix, make):
    """nats-server loses the rest of the block without a word; its own counts stay as they were."""
    async with await EventLog.open(make.settings(own_server, prefix)) as log:
        for n in range(3):
            bodies = [replace(event, state=os.urandom(20_000)) for event in make.events(f"a-{n}", 1, 200)]
            await log.append([Unit(tuple(bodies))])
    own_server.stop()
    block, *others = sorted(own_server.folder.glob("jetstream/*/streams/*/msgs/*.blk"))
    assert others
    flip(block, block.stat().st_size // 2)
    own_server.start()
    async with await EventLog.open(make.settings(own_server, prefix)) as log:
        assert await log.end() == 600
        for until in (600, None):
            with pytest.raises(LogGap, match="restore"):
                await asyncio.wait_for(last_of(log.follow(until=until)), 10)


async def last_of(batches) -> int:
    last = 0
    async for batch in batches:
        last = batch[-1].sequence
    return last
