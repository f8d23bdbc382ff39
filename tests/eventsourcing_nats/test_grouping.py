"""Appends that come together are stored together, and each still stands or falls on its own."""

import asyncio
import os
import random
import signal
from dataclasses import replace

import pytest

from eventsourcing_nats import (
    AppendTooLarge,
    EventLog,
    EventTooLarge,
    OutcomeUnknown,
    StaleTip,
    StoredElsewhere,
    StoreUnavailable,
    Unit,
)
from eventsourcing_nats.broker.publishing import Conflict, Message
from eventsourcing_nats.broker.requests import Unanswered
from eventsourcing_nats.grouping import FEW, Groups, Member
from eventsourcing_nats.records import Tip
from tests.standing_still import stand_still

pytestmark = pytest.mark.library


class Broker:
    """Stands in for the broker: notes what is sent, and is slow enough that the rest must wait."""

    def __init__(self) -> None:
        self.singles: list[tuple[str, bool]] = []
        self.batches: list[list[str]] = []
        self.refuse: Exception | None = None
        self.sequence = 0
        self.pause = 0.01

    async def alone(self, member: Member, unknown: bool) -> list[Tip]:
        await asyncio.sleep(self.pause)
        self.singles.append((member.units[0].aggregate_id, unknown))
        return self._stored(member.units)

    async def together(self, messages: list[Message]) -> int:
        await asyncio.sleep(self.pause)
        self.batches.append([message.subject for message in messages])
        if self.refuse:
            raise self.refuse
        self.sequence += len(messages)
        return self.sequence

    def _stored(self, units) -> list[Tip]:
        found = []
        for unit in units:
            self.sequence += len(unit.events)
            found.append(Tip(self.sequence, unit.events[-1].version, (), unit.events[-1].event_id))
        return found


@pytest.fixture
def broker() -> Broker:
    return Broker()


@pytest.fixture
def groups(broker: Broker) -> Groups:
    return Groups(broker.alone, broker.together)


def member(make, *names: str, count: int = 1, body: bytes = b"") -> Member:
    units = [make.unit(name, None, count) for name in names]
    return Member(units, [Message(unit.aggregate_id, {}, body) for unit in units for _ in unit.events])


async def test_few_appends_are_sent_at_once_each_on_its_own(groups: Groups, broker: Broker, make):
    await asyncio.gather(*(groups.append(member(make, f"a{n}")) for n in range(FEW)))
    assert (len(broker.singles), broker.batches) == (FEW, [])


async def test_many_appends_are_sent_together_and_each_gets_its_own_tips(groups: Groups, broker: Broker, make):
    members = [member(make, f"a{n}", f"b{n}", count=1 + n % 3) for n in range(40)]
    answers = await asyncio.gather(*(groups.append(each) for each in members))
    assert [len(batch) for batch in broker.batches] == [sum(len(each.messages) for each in members[FEW:])]
    for each, tips in zip(members, answers, strict=True):
        assert [tip.event_id for tip in tips] == [unit.events[-1].event_id for unit in each.units]
    ends = sorted(tip.sequence for tips in answers for tip in tips)
    assert ends[-1] == broker.sequence == sum(len(each.messages) for each in members)
    assert len(set(ends)) == len(ends)


async def test_two_appends_of_one_aggregate_never_share_a_group(groups: Groups, broker: Broker, make):
    await asyncio.gather(*(groups.append(member(make, f"a{n % 10}")) for n in range(60)))
    assert broker.batches
    for batch in broker.batches:
        assert len(set(batch)) == len(batch)
    assert len(broker.singles) + sum(map(len, broker.batches)) == 60


async def test_a_group_holds_no_more_than_the_broker_takes(groups: Groups, broker: Broker, make):
    await asyncio.gather(*(groups.append(member(make, f"a{n}", count=300)) for n in range(20)))
    assert {len(batch) for batch in broker.batches} <= {900}
    broker.batches.clear()
    await asyncio.gather(*(groups.append(member(make, f"b{n}", body=bytes(400_000))) for n in range(30)))
    assert max(map(len, broker.batches)) <= 10


@pytest.mark.parametrize(
    ("refusal", "unknown"), [(Conflict("stale", 10071), False), (Unanswered("time-out"), True)], ids=["stale", "lost"]
)
async def test_a_group_that_fails_is_sent_again_one_by_one(
    groups: Groups, broker: Broker, make, refusal: Exception, unknown: bool
):
    broker.refuse = refusal
    answers = await asyncio.gather(*(groups.append(member(make, f"a{n}")) for n in range(30)))
    assert len(answers) == 30
    again = broker.singles[FEW:]
    assert (len(again), {flag for _, flag in again}) == (30 - FEW, {unknown})


async def test_an_append_given_up_while_it_waits_is_never_sent(groups: Groups, broker: Broker, make):
    tasks = [asyncio.create_task(groups.append(member(make, f"a{n}"))) for n in range(30)]
    await asyncio.sleep(0)
    tasks[20].cancel()
    done = await asyncio.gather(*tasks, return_exceptions=True)
    assert isinstance(done[20], asyncio.CancelledError)
    sent = [name for name, _ in broker.singles] + [name for batch in broker.batches for name in batch]
    assert sorted(sent) == sorted(f"a{n}" for n in range(30) if n != 20)


async def test_an_append_whose_turn_does_not_come_within_its_patience_is_not_stored_and_told_so(
    groups: Groups, broker: Broker, make
):
    """Few are sent at once, one of each other aggregate in the first group, and the rest would come after it."""
    names = [f"a{n}" for n in range(FEW)] + [f"b{n % 20}" for n in range(40)]
    members = [replace(member(make, name), patience=0.03) for name in names]
    broker.pause = 0.2
    started = asyncio.get_running_loop().time()
    done = await asyncio.gather(*(groups.append(each) for each in members), return_exceptions=True)
    stored, unknown, never = done[:FEW], done[FEW:-20], done[-20:]
    assert all(isinstance(each, list) for each in stored)
    assert all(isinstance(each, OutcomeUnknown) for each in unknown)
    assert all(isinstance(each, StoreUnavailable) and "nothing was stored" in str(each) for each in never)
    assert asyncio.get_running_loop().time() - started < 0.3
    await asyncio.sleep(0.5)
    assert sum(map(len, broker.batches)) + len(broker.singles) == FEW + 20


async def test_appends_that_collect_have_one_patience_each_for_all_their_tries(own_server, prefix, make):
    settings = make.settings(own_server, prefix, request_timeout=0.4, patience=0.8)
    async with await EventLog.open(settings) as log:
        stand_still(own_server.process.pid)
        started = asyncio.get_running_loop().time()
        done = await asyncio.gather(*(log.append([make.unit(f"a-{n}")]) for n in range(60)), return_exceptions=True)
        took = asyncio.get_running_loop().time() - started
        os.kill(own_server.process.pid, signal.SIGCONT)
    assert all(isinstance(each, OutcomeUnknown) for each in done)
    assert took < 1.0


async def test_what_nobody_expected_reaches_everybody_and_the_next_append_works(groups: Groups, broker: Broker, make):
    broker.refuse = RuntimeError("a fault of ours")
    done = await asyncio.gather(*(groups.append(member(make, f"a{n}")) for n in range(30)), return_exceptions=True)
    assert sum(isinstance(each, RuntimeError) for each in done) == 30 - FEW
    broker.refuse = None
    assert await asyncio.wait_for(groups.append(member(make, "z")), 1)


async def test_one_stale_append_among_many_fails_alone(log: EventLog, make):
    old = await make.grow(log, "stale", 1)
    await log.append([make.unit("stale", old)])
    units = [make.unit(f"a-{n}", None, 1 + n % 3) for n in range(60)]
    units.insert(30, make.unit("stale", old))
    done = await asyncio.gather(*(log.append([unit]) for unit in units), return_exceptions=True)
    assert [n for n, each in enumerate(done) if isinstance(each, StaleTip)] == [30]
    assert all(isinstance(each, list) for n, each in enumerate(done) if n != 30)
    assert await log.end() == 2 + sum(len(unit.events) for n, unit in enumerate(units) if n != 30)


async def test_one_append_of_each_fault_among_many_fails_for_its_own_reason(log: EventLog, make):
    [known] = make.events("known", 1)
    await log.append([Unit((known,))])
    huge = make.unit("huge")
    huge = Unit((replace(huge.events[0], state=bytes(log.max_event + 1)),))
    faulty = {10: Unit((replace(known, aggregate_id="other"),)), 20: huge, 30: make.unit("long", None, 1001)}
    units = [faulty.get(n) or make.unit(f"a-{n}") for n in range(64)]
    done = await asyncio.gather(*(log.append([unit]) for unit in units), return_exceptions=True)
    failed = {n: type(each) for n, each in enumerate(done) if isinstance(each, BaseException)}
    assert failed == {10: StoredElsewhere, 20: EventTooLarge, 30: AppendTooLarge}
    assert await log.end() == 1 + 61


async def test_the_same_appends_sent_again_together_are_found_again(log: EventLog, make):
    units = [make.unit(f"a-{n}", None, 1 + n % 3) for n in range(50)]
    first = await asyncio.gather(*(log.append([unit]) for unit in units))
    again = await asyncio.gather(*(log.append([unit]) for unit in units))
    assert [[tip.sequence for tip in tips] for tips in again] == [[tip.sequence for tip in tips] for tips in first]
    assert all(tips[0].found for tips in again)


async def test_fifty_writers_over_shared_aggregates_lose_and_double_nothing(log: EventLog, make):
    """Every append is decided on the tip that was loaded; who is late loads again."""
    chance, won = random.Random(5), 0

    async def write() -> None:
        nonlocal won
        for _ in range(3):
            names = chance.sample([f"s-{n}" for n in range(20)], chance.choice((1, 1, 2)))
            while True:
                tips = [(await log.load(name))[1] for name in names]
                units = [make.unit(name, tip) for name, tip in zip(names, tips, strict=True)]
                try:
                    await log.append(units)
                except StaleTip:
                    continue
                won += len(units)
                break

    await asyncio.gather(*(write() for _ in range(50)))
    histories = [await log.load(f"s-{n}") for n in range(20)]
    assert sum(len(history) for history, _ in histories) == won == await log.end()


async def test_appends_that_wait_when_the_log_closes_are_told(log: EventLog, make):
    tasks = [asyncio.create_task(log.append([make.unit(f"a-{n}")])) for n in range(300)]
    await asyncio.sleep(0)
    await log._writing.close()  # of three connections the last to be closed: all may be stored by then
    await log.close()
    done = await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 15)
    failed = [each for each in done if not isinstance(each, list)]
    assert failed
    assert all(isinstance(each, StoreUnavailable | OutcomeUnknown) for each in failed)
