"""Openings that come while others are being stored: made ready under the numbers that they take unless some is faster."""

import asyncio
from collections.abc import Callable, Sequence

from hypothesis import given
from hypothesis import strategies as st

from domain.application import TicketDesk
from domain.desk.opening import FEW, GROUP, _most_together
from domain.refusals import StoreUnavailable
from domain.store import Change, History
from tests.domain.desk.asking import CALL, by
from tests.domain.desk.lives import MAY
from tests.domain.specification import SHANGHAI
from tests.scenarios.desk.memory import MemoryStore


class Held(MemoryStore):
    """Stores nothing before it is let go on; notes what is made ready, and by which ids."""

    def __init__(self, *, fails: bool = False) -> None:
        super().__init__()
        self.ready: dict[str, str] = {}
        self.times, self.going, self._fails = 0, asyncio.Event(), fails
        self.sizes: list[int] = []

    @property
    def appending(self) -> int:
        return len(self.sizes)

    async def make_ready(self, changes: Sequence[Change]) -> None:
        self.times += 1
        if self._fails:
            raise StoreUnavailable("no keys")
        self.ready |= {one.aggregate: one.id for one in (change.events[0].envelope for change in changes)}

    async def append(self, changes: Sequence[Change]) -> list[History]:
        self.sizes.append(len(changes))
        await self.going.wait()
        return await super().append(changes)

    def beside(self) -> MemoryStore:
        """The same log, at another desk."""
        other = MemoryStore()
        other._log = self._log
        return other


def desk_on(store: MemoryStore) -> TicketDesk:
    return TicketDesk(store, zone=SHANGHAI, clock=lambda: MAY)


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110 -- what is looked at has no event
            await asyncio.sleep(0)


def begun(desk: TicketDesk, *commands: str) -> "list[asyncio.Task[object]]":
    return [asyncio.create_task(desk.open(CALL, by(command=each))) for each in commands]


async def numbers(opening: "Sequence[asyncio.Task[object]]") -> list[str]:
    return [getattr(answer, "number") for answer in await asyncio.gather(*opening)]  # noqa: B009 -- any answer has one


async def test_those_that_wait_are_made_ready_once_each_and_stored_as_they_were():
    store = Held()
    desk = desk_on(store)
    opening = begun(desk, "a")
    await until(lambda: store.appending == 1)
    opening += begun(desk, "b", "c")
    await until(lambda: len(store.ready) == 2)
    opening += begun(desk, "d")
    await until(lambda: len(store.ready) == 3)
    assert [*store.ready] == [f"ticket-202405-0000{number}" for number in (2, 3, 4)]
    made = dict(store.ready)
    store.going.set()
    assert await numbers(opening) == ["202405-00001", "202405-00002", "202405-00003", "202405-00004"]
    stored = {one.envelope.aggregate: one.envelope.id for one in store._log}
    assert {aggregate: stored[aggregate] for aggregate in made} == made
    assert store.appending == 2


async def test_where_another_was_faster_they_take_the_numbers_after_it_without_a_gap():
    store = Held()
    desk, other = desk_on(store), desk_on(store.beside())
    opening = begun(desk, "a")
    await until(lambda: store.appending == 1)
    opening += begun(desk, "b", "c")
    await until(lambda: len(store.ready) == 2)
    first = (await other.open(CALL, by(command="faster"))).number
    store.going.set()
    assert [first, *await numbers(opening)] == [f"202405-0000{number}" for number in (1, 2, 3, 4)]
    assert {one.envelope.aggregate for one in store._log} == {f"ticket-202405-0000{number}" for number in (1, 2, 3, 4)}


async def test_what_can_not_be_made_ready_is_stored_all_the_same_and_not_asked_for_again_and_again():
    store = Held(fails=True)
    desk = desk_on(store)
    opening = begun(desk, "a")
    await until(lambda: store.appending == 1)
    opening += begun(desk, "b", "c")
    await until(lambda: store.times == 1)
    for _ in range(20):
        await asyncio.sleep(0)
    assert store.times == 1
    store.going.set()
    assert await numbers(opening) == ["202405-00001", "202405-00002", "202405-00003"]


async def test_a_desk_that_stops_meanwhile_leaves_nobody_waiting_for_ever():
    store = Held()
    desk = desk_on(store)
    opening = begun(desk, "a")
    await until(lambda: store.appending == 1)
    opening += begun(desk, *(f"one of {number}" for number in range(3 * FEW)))
    await until(lambda: len(store.ready) == 3 * FEW)
    [worker] = [task for task in asyncio.all_tasks() if "_work" in repr(task.get_coro())]
    worker.cancel()
    answers = await asyncio.wait_for(asyncio.gather(*opening, return_exceptions=True), 5)
    assert all(isinstance(answer, BaseException) for answer in answers)
    store.going.set()
    assert await numbers(begun(desk, "after")) == ["202405-00001"]


async def test_of_many_one_half_is_stored_while_the_other_is_answered_and_few_are_stored_together():
    store = Held()
    desk = desk_on(store)
    opening = begun(desk, "first")
    await until(lambda: store.appending == 1)
    opening += begun(desk, *(f"one of {number}" for number in range(63)))
    await until(lambda: len(store.ready) == 63)
    store.going.set()
    assert [*await numbers(opening)] == [f"202405-{number:05}" for number in range(1, 65)]
    assert store.sizes == [1, 32, 31]
    store.going.clear()
    again = begun(desk, "again")
    await until(lambda: store.appending == 4)
    again += begun(desk, *(f"few of {number}" for number in range(FEW)))
    await until(lambda: len(store.ready) == 63 + FEW)
    store.going.set()
    assert len(await numbers(again)) == FEW + 1
    assert store.sizes[3:] == [1, FEW]


@given(st.integers(1, 2 * GROUP))
def test_groups_are_never_empty_nor_larger_than_what_may_be_stored_together(openings: int):
    assert 1 <= _most_together(openings) <= GROUP
