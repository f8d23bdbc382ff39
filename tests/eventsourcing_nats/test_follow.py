"""The log is read in order, without a gap, for ever, and nothing is left behind on the broker."""

import asyncio
import contextlib
import json
from dataclasses import replace

import pytest

from eventsourcing_nats import EventLog, ForeignMessage, LogGap, StoreUnavailable, Unit, following
from eventsourcing_nats.reading import Reader

pytestmark = pytest.mark.library


async def first(log: EventLog, count: int, after: int = 0, **how):
    """The sequences of the next ``count`` events."""
    seen: list[int] = []
    async with contextlib.aclosing(log.follow(after, **how)) as batches:
        async for batch in batches:
            seen += [event.sequence for event in batch]
            if len(seen) >= count:
                break
    return seen


async def consumers(log: EventLog) -> int:
    answer = await log._reading.read(f"$JS.API.STREAM.INFO.{log.stream}", b"")
    return json.loads(answer.data)["state"]["consumer_count"]


async def test_everything_comes_in_order_and_ends_where_it_is_told(log: EventLog, make):
    await make.grow(log, "a", 5)
    batches = [batch async for batch in log.follow(until=4)]
    assert [event.sequence for batch in batches for event in batch] == [1, 2, 3, 4]
    assert batches[0][0] == await log.at(1)
    assert await first(log, 2, after=3) == [4, 5]
    assert [batch async for batch in log.follow(5, until=5)] == []


async def test_new_events_come_promptly_and_singly(log: EventLog, make):
    async def late():
        await asyncio.sleep(0.3)
        await make.grow(log, "a", 1)
        return asyncio.get_running_loop().time()

    writing = asyncio.create_task(late())
    assert await first(log, 1) == [1]
    assert asyncio.get_running_loop().time() - await writing < 0.2


async def test_batches_are_never_larger_than_asked(log: EventLog, make):
    await log.append([make.unit("a", None, 800)])
    sizes = [len(batch) async for batch in log.follow(until=800, max_batch=30)]
    assert sum(sizes) == 800
    assert max(sizes) <= 30


async def test_a_slow_reader_loses_nothing(log: EventLog, make):
    for n in range(6):
        await log.append([make.unit(f"a-{n}", None, 500)])
    seen = 0
    async for batch in log.follow(until=3000, max_batch=100):
        await asyncio.sleep(0.02)
        assert batch[0].sequence == seen + 1
        seen = batch[-1].sequence
    assert seen == 3000


async def test_a_long_wait_goes_on_when_another_process_appends(log: EventLog, settings, make):
    await make.grow(log, "a", 1)
    waiting = asyncio.create_task(first(log, 3))
    await asyncio.sleep(1)
    async with await EventLog.open(settings) as other:
        await make.grow(other, "b", 2)
        appended = asyncio.get_running_loop().time()
    assert await asyncio.wait_for(waiting, 2) == [1, 2, 3]
    assert asyncio.get_running_loop().time() - appended < 0.5


async def test_readers_leave_nothing_on_the_broker(log: EventLog, make):
    await make.grow(log, "a", 1)
    before = asyncio.all_tasks()
    waiting = asyncio.create_task(first(log, 99))
    await asyncio.sleep(0.2)
    assert await consumers(log) == 0
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await asyncio.sleep(0.05)
    assert asyncio.all_tasks() == before


async def test_a_reader_waits_while_nobody_can_say_whether_this_is_the_end(log: EventLog, make, monkeypatch):
    """As where a cluster has no leader for longer than the patience: direct reads are answered all the same."""
    tip = await make.grow(log, "a", 1)
    waiting = asyncio.create_task(first(log, 2, poll=0.002))
    await asyncio.sleep(0.05)
    end, left = Reader.end, ["no leader", "no leader"]

    async def unavailable(reader: Reader) -> int:
        if left:
            raise StoreUnavailable(left.pop())
        return await end(reader)

    monkeypatch.setattr(following, "_PAUSE", 0.01)
    monkeypatch.setattr(Reader, "end", unavailable)
    async with asyncio.timeout(5):
        while left:  # noqa: ASYNC110 -- nobody tells
            await asyncio.sleep(0.01)
    await log.append([make.unit("a", tip)])
    assert await asyncio.wait_for(waiting, 2) == [1, 2]


async def test_what_was_asked_ahead_of_a_foreign_message_is_given_up_at_once(log: EventLog, make, monkeypatch):
    """A batch ends before the message, so that the stretch after the whole one is not wanted."""
    tip = await make.grow(log, "a", 2)
    await log._writing.ask(f"{log._place.prefix}.00.other.1", b"no event", 1)
    await log.append([make.unit("a", tip, 3)])
    asked, ended = [], []
    stretch = Reader.stretch

    async def slow(reader: Reader, first: int, count: int):
        asked.append(first)
        try:
            if first >= 4:
                await asyncio.sleep(60)
            return await stretch(reader, first, count)
        except asyncio.CancelledError:
            ended.append(first)
            raise

    monkeypatch.setattr(Reader, "stretch", slow)
    batches = log.follow(max_batch=4)
    assert [event.sequence for event in await anext(batches)] == [1, 2]
    await asyncio.sleep(0.05)
    with pytest.raises(ForeignMessage):
        await anext(batches)
    await asyncio.sleep(0.05)
    assert (asked, ended) == ([1, 4, 2], [4])


async def test_a_reader_of_a_closed_log_ends(log: EventLog, make):
    await make.grow(log, "a", 1)
    waiting = asyncio.create_task(first(log, 99))
    await asyncio.sleep(0.1)
    await log.close()
    with pytest.raises(StoreUnavailable, match="closed"):
        await asyncio.wait_for(waiting, 5)


async def test_stretches_of_large_events_are_cut_short_and_go_on(log: EventLog, make):
    for n in range(24):
        await log.append([Unit((replace(make.events(f"a-{n}", 1)[0], state=bytes(900_000)),))])
    sizes = [len(batch) async for batch in log.follow(until=24)]
    assert len(sizes) > 1
    assert sum(sizes) == 24


async def test_a_position_beyond_the_end_is_refused(log: EventLog, make):
    await make.grow(log, "a", 1)
    with pytest.raises(LogGap, match="ends at 1"):
        await first(log, 1, after=2)


async def test_four_readers_at_once_all_see_everything(log: EventLog, make):
    await log.append([make.unit("a", None, 900)])
    everything = await asyncio.gather(*(first(log, 900) for _ in range(4)))
    assert all(seen == list(range(1, 901)) for seen in everything)
