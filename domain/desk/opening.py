"""Openings that wait take the next numbers together, as one indivisible append: unique across nodes and gap-free."""

import asyncio
import random
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextvars import Context
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Final
from zoneinfo import ZoneInfo

from domain.record.numbering import Numbering, last_count, number
from domain.refusals import StaleVersion, StoreUnavailable
from domain.store import AlreadyStored, Change, EventStore, History, Pending

GROUP: Final = 500
FEW: Final = 16
"""Openings that are stored together rather than in halves: each append has a cost of its own."""
ATTEMPTS: Final = 200
_REMEMBERED: Final = 10_000

Prepare = Callable[[str, datetime], Pending]
"""From a number and the time of recording to the event that opens it."""


@dataclass(slots=True)
class _Waiting:
    """``change`` is what stores it under the number that it is expected to take, once that was prepared."""

    command_id: str
    prepare: Prepare
    expected: str | None = None
    change: Change | None = None
    answer: "asyncio.Future[History]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class OpeningQueue:
    """Allocates numbers by creating what has them: creating with "must not exist" *is* the allocation.

    One group is stored at a time; what storing those that come meanwhile takes is had before it is their turn.
    """

    def __init__(
        self, store: EventStore, *, clock: Callable[[], datetime], zone: ZoneInfo, numbering: Numbering
    ) -> None:
        self._store, self._clock, self._zone, self._numbering = store, clock, zone, numbering
        self._waiting: list[_Waiting] = []
        self._known: dict[str, int] = {}
        self._answered: OrderedDict[str, asyncio.Future[History]] = OrderedDict()
        self._worker: asyncio.Task[None] | None = None
        self._came = asyncio.Event()

    async def open(self, command_id: str, prepare: Prepare) -> History:
        """The history of what was opened; the same command id again in this process gets the same one."""
        if (earlier := self._answered.get(command_id)) is not None:
            return await asyncio.shield(earlier)
        waiting = _Waiting(command_id, prepare)
        self._remember(waiting)
        self._waiting.append(waiting)
        self._came.set()
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work(), context=Context())  # it serves no one caller alone
        return await asyncio.shield(waiting.answer)

    def _remember(self, waiting: _Waiting) -> None:
        self._answered[waiting.command_id] = waiting.answer
        if len(self._answered) > _REMEMBERED:
            self._answered.popitem(last=False)

    async def _work(self) -> None:
        most = GROUP
        try:
            while self._waiting:
                group, self._waiting = self._waiting[:most], self._waiting[most:]
                await self._serve_while_others_come(group)
                most = _most_together(len(group) + len(self._waiting))
        except BaseException as error:  # nobody is to wait for who works no more
            waiting, self._waiting = self._waiting, []
            self._fail(waiting, error)
            raise

    async def _serve_while_others_come(self, group: list[_Waiting]) -> None:
        serving = asyncio.create_task(self._serve(group))
        try:
            while await self._another_before(serving) and await self._made_ready(behind=len(group)):
                pass
            await serving
        finally:
            serving.cancel()

    async def _another_before(self, serving: "asyncio.Task[None]") -> bool:
        """Whether one waits for which nothing was made ready, before those that are being stored are."""
        while not serving.done():
            self._came.clear()
            if any(waiting.change is None for waiting in self._waiting[:GROUP]):
                return True
            another = asyncio.create_task(self._came.wait())
            await asyncio.wait([serving, another], return_when=asyncio.FIRST_COMPLETED)
            another.cancel()
        return False

    async def _made_ready(self, behind: int) -> bool:
        """Those that wait, under the numbers that they take unless somebody is faster.

        False where that can't be done now: what fails here fails again when it is to be stored, and is told then.
        """
        now = self._clock()
        period = self._numbering.period(now.astimezone(self._zone))
        if (known := self._known.get(period)) is None:
            return False
        made: list[Change] = []
        try:
            for waiting, place in zip(self._waiting[:GROUP], count(known + behind + 1)):
                if waiting.change is None:
                    waiting.expected = number(period, place)
                    waiting.change = Change(None, (waiting.prepare(waiting.expected, now),))
                    made.append(waiting.change)
            await self._store.make_ready(made)
        except Exception:
            return False
        return True

    async def _serve(self, group: list[_Waiting]) -> None:
        try:
            histories = await self._allocate(group)
        except StoreUnavailable as error:
            self._fail(group, error)
        except Exception as error:
            await self._serve_one_by_one(group, error)
        except BaseException as error:
            self._fail(group, error)
            raise
        else:
            for waiting, history in zip(group, histories, strict=True):
                waiting.answer.set_result(history)

    async def _serve_one_by_one(self, group: list[_Waiting], error: Exception) -> None:
        """One opening among them can't be stored, or was before a restart: the others are not to suffer."""
        if len(group) > 1:
            for waiting in group:
                await self._serve([waiting])
        elif isinstance(error, AlreadyStored):
            group[0].answer.set_result(error.history)
        else:
            self._fail(group, error)

    def _fail(self, group: list[_Waiting], error: BaseException) -> None:
        for waiting in group:
            self._answered.pop(waiting.command_id, None)
            waiting.answer.set_exception(error)
            waiting.answer.exception()  # an opening whose caller went away is nobody's unhandled error

    async def _allocate(self, group: Sequence[_Waiting]) -> list[History]:
        current = ""
        for _ in range(ATTEMPTS):
            now = self._clock()
            current = self._numbering.period(now.astimezone(self._zone))
            first = self._known.get(current)
            if first is None:
                first = self._known[current] = await self._last(current, 0)
            changes = [_change(each, number(current, first + place), now) for place, each in enumerate(group, 1)]
            try:
                histories = await self._store.append(changes)
            except StaleVersion:
                self._known[current] = await self._last(current, first)
                if len(group) > 1 and self._known[current] == first:
                    raise  # nobody was faster: one of the group is stored already
                await asyncio.sleep(random.uniform(0, 0.002))  # noqa: S311 -- jitter, not a secret
                continue
            self._known = {current: first + len(group)}
            return histories
        raise StaleVersion(current)

    async def _last(self, current: str, known: int) -> int:
        async def taken(count: int) -> bool:
            return await self._store.exists(self._numbering.key(number(current, count)))

        return await last_count(taken, known)


def _most_together(openings: int) -> int:
    """Half of those that are there, where they are many: while one is being stored, the other is heard and answered.

    Taken all at once, nothing is done while they are stored, and nothing stored while they are answered.
    """
    return min(max(FEW, -(-openings // 2)), GROUP)


def _change(waiting: _Waiting, as_number: str, now: datetime) -> Change:
    if waiting.change is not None and waiting.expected == as_number:
        return waiting.change
    return Change(None, (waiting.prepare(as_number, now),))
