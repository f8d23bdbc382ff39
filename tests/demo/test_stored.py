"""Made-up days on a real nats-server: readable, folded into every table, and nobody's name in the clear."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

import pytest

from domain.customer.events import CustomerRegistered
from domain.refusals import StoreUnavailable
from domain.store import Change, History
from domain.ticket.events import TicketOpened
from eventsourcing_nats import EventLog
from gongdan.demo.engine.clockwork import Clockwork, Item
from gongdan.demo.engine.steps import StepRefused
from gongdan.demo.engine.storing import store_all
from gongdan.demo.making import Wanted
from gongdan.demo.refusals import CannotMake
from gongdan.demo.run import Made, run
from gongdan.importing.run import no_progress
from gongdan.storing import patiently
from gongdan.storing.store import NatsEventStore
from projections.operating.dead_letters import dead_letters
from projections.registry import PROJECTIONS
from projections.runner import Runner
from projections.store import ReadStore
from tests.demo.making import ZONE, making, tally

NOW = datetime(2024, 6, 15, tzinfo=UTC)


async def made(store: NatsEventStore) -> int:
    """Two days with twelve tickets each; how many events."""
    counted = []
    await store_all(store, making(days=2, per_day=12).batches(), counted.append)
    return sum(batch.count for batch in counted)


async def test_what_is_stored_is_what_was_made_and_can_be_read(store: NatsEventStore):
    count = await made(store)
    read = [event async for batch in store.follow(until=await store.end()) for event in batch]
    expected = tally(making(days=2, per_day=12).batches())
    assert len(read) == count == expected.events
    assert all(event.event for event in read)
    for key in sorted({event.envelope.aggregate for event in read})[:20]:
        assert (await store.load(key)).events


async def test_every_table_is_folded_without_a_dead_letter(store: NatsEventStore, tmp_path: Path):
    await made(store)
    end = await store.end()
    with closing(ReadStore.open(tmp_path / "read.db")) as tables:
        runner = Runner(store, tables, epoch=store.epoch, clock=lambda: datetime.now(UTC))
        task = asyncio.create_task(runner.run())
        assert await runner.wait_for(end, 60)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert dead_letters(tables, PROJECTIONS) == []


async def test_no_name_number_or_word_of_a_customer_stands_in_the_clear(store: NatsEventStore, log: EventLog):
    await made(store)
    said: set[str] = set()
    async for batch in store.follow(until=await store.end()):
        for recorded in batch:
            event = recorded.event
            if isinstance(event, TicketOpened):
                contact, product = event.contact, event.product
                assert contact
                assert product
                said |= {str(event.customer_name), str(contact.phone), str(event.summary), str(product.serial)}
            elif isinstance(event, CustomerRegistered):
                said.add(event.name)
    bodies = [
        event.state
        async for batch in log.follow(until=await log.end())
        for event in batch
        if not event.aggregate_id.startswith("article-")  # everybody reads what articles say of a fault
    ]
    assert len(said) > 40
    found = [word for word in said for body in bodies if word.encode() in body]
    assert not found


async def run_into(store: NatsEventStore, first: date, seed: int = 7) -> Made:
    return await run(Wanted(first, 1, seed, 0.5), store, ZONE, NOW, no_progress)


async def test_months_that_hold_tickets_already_are_refused(store: NatsEventStore):
    await run_into(store, date(2024, 6, 1))
    end = await store.end()
    with pytest.raises(CannotMake) as refused:
        await run_into(store, date(2024, 6, 1), seed=8)
    assert "2024-06" in refused.value.say("en")
    assert "2024-06" in refused.value.say("zh")
    assert await store.end() == end
    assert (await run_into(store, date(2024, 4, 1))).tally.events > 300


async def test_a_run_goes_on_where_another_was_stopped_and_stores_each_event_once(
    store: NatsEventStore, monkeypatch: pytest.MonkeyPatch
):
    appended, append = 0, store.append

    async def stopped(changes: Sequence[Change]) -> list[History]:
        nonlocal appended
        appended += 1
        if appended > 9:
            raise RuntimeError("stopped")
        return await append(changes)

    monkeypatch.setattr(store, "append", stopped)
    with pytest.raises(RuntimeError, match="stopped"):
        await run_into(store, date(2024, 4, 1))
    monkeypatch.undo()
    half = await store.end()
    made = await run_into(store, date(2024, 4, 1))
    assert 0 < half < await store.end() == made.tally.events
    read = [event.envelope.id async for batch in store.follow(until=await store.end()) for event in batch]
    assert len(set(read)) == len(read)
    again = await run_into(store, date(2024, 4, 1))
    assert (again.tally.digest, await store.end()) == (made.tally.digest, made.tally.events)


async def test_a_story_that_breaks_the_rules_is_said_in_a_sentence(
    store: NatsEventStore, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Clockwork, "run", _refused_at_last)
    with pytest.raises(CannotMake) as refused:
        await run_into(store, date(2024, 4, 1))
    assert refused.value.code == "story-refused"
    assert refused.value.details["events"] == await store.end() > 0
    assert "nobody" in refused.value.say("en")
    assert "nobody" in refused.value.say("zh")


_RUN = Clockwork.run


def _refused_at_last(clockwork: Clockwork) -> Iterator[Item]:
    yield from islice(_RUN(clockwork), 600)
    raise StepRefused("nobody may do this")


@pytest.mark.parametrize(("first", "months"), [(date(2024, 7, 1), 1), (date(2024, 5, 1), 3)])
async def test_months_to_come_are_refused(store: NatsEventStore, first: date, months: int):
    with pytest.raises(CannotMake) as refused:
        await run(Wanted(first, months, 7, 1), store, ZONE, NOW, no_progress)
    assert refused.value.code == "in-the-future"
    assert await store.end() == 0


async def test_this_month_is_made_up_to_yesterday(store: NatsEventStore):
    made = await run_into(store, date(2024, 6, 1))
    last = [event async for batch in store.follow(until=await store.end()) for event in batch][-1]
    assert last.envelope.recorded < NOW
    assert made.as_json()["tickets"] == made.tally.tickets > 0


class Forgetful(NatsEventStore):
    """Stores every third append without an answer, and does not answer every fifth at all."""

    asked = 0

    async def append(self, changes: Sequence[Change]) -> list[History]:
        self.asked += 1
        if self.asked % 5 == 0:
            raise StoreUnavailable("silent")
        histories = await super().append(changes)
        if self.asked % 3 == 0:
            raise StoreUnavailable("the answer was lost")
        return histories


async def test_a_store_that_falls_silent_is_waited_for_and_stores_each_event_once(
    store: NatsEventStore, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(patiently, "PAUSES", (0.0,) * 6)
    store.__class__ = Forgetful
    expected = tally(making(days=8, per_day=12).batches())
    await store_all(store, making(days=8, per_day=12).batches(), lambda batch: None)
    read = [event.envelope.id async for batch in store.follow(until=await store.end()) for event in batch]
    assert len(read) == len(set(read)) == expected.events


async def test_a_store_that_stays_silent_ends_it_and_says_what_was_made(
    store: NatsEventStore, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(patiently, "PAUSES", (0.0,))

    async def silent(changes: Sequence[Change]) -> list[History]:
        raise StoreUnavailable("silent")

    monkeypatch.setattr(store, "append", silent)
    with pytest.raises(CannotMake) as refused:
        await run_into(store, date(2024, 4, 1))
    assert (refused.value.code, refused.value.details) == ("store-silent", {"events": 0})
