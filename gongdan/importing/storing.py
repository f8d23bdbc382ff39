"""Storing planned cases: many in one append, reloaded and planned again where another writer was first."""

import asyncio
import random
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from domain.customer.state import fold
from domain.record.envelope import Envelope, Source
from domain.record.identity import is_customer_key
from domain.refusals import EventTooLarge, StaleVersion
from domain.store import Change, EventStore, Pending
from domain.ticket.numbering import number_of
from gongdan.importing.files.table import Row
from gongdan.importing.quarantine import Rejected
from gongdan.importing.rows.planning import Plan, Planner
from gongdan.storing.patiently import appended

BATCH: Final = 500
"""Events in one append: a measured sweet spot, and half of what a broker takes."""
WORKERS: Final = 3
"""Batches in flight: one is stored while others are loaded and planned."""
LOADS: Final = 32
ATTEMPTS: Final = 100
"""Conflicts in a row before giving up: with other importers at work one of us always gets on."""

Case = tuple[str, Sequence[Row]]


@dataclass(slots=True)
class Tally:
    """What has become of the rows so far."""

    imported: int = 0
    already: int = 0
    rejected: list[Rejected] = field(default_factory=list)

    @property
    def done(self) -> int:
        return self.imported + self.already + len(self.rejected)

    def count(self, plan: Plan) -> None:
        self.imported += len(plan.new)
        self.already += plan.already
        self.rejected += plan.rejected


class Storing:
    """Brings cases into the store. ``dry``: plans all and stores nothing."""

    def __init__(
        self,
        store: EventStore,
        planner: Planner,
        clock: Callable[[], datetime],
        tally: Tally,
        report: Callable[[Tally], None],
        *,
        dry: bool,
    ) -> None:
        self._store, self._planner, self._clock = store, planner, clock
        self._tally, self._report, self._dry = tally, report, dry
        self._loading = asyncio.Semaphore(LOADS)
        self._used: dict[str, bool] = {}

    async def all(self, cases: Iterable[Case]) -> None:
        """Raises StoreUnavailable; what was stored until then stays, and counts as ``already`` the next time."""
        batches = _batches(cases)
        workers = [asyncio.create_task(self._work(batches)) for _ in range(WORKERS)]
        try:
            await asyncio.gather(*workers)
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)

    async def _work(self, batches: Iterator[list[Case]]) -> None:
        for batch in batches:
            for plan in await self._stored(batch):
                self._tally.count(plan)
            self._report(self._tally)

    async def _stored(self, batch: Sequence[Case]) -> list[Plan]:
        if len(batch[0][1]) > BATCH:
            return [await self._piecewise(case) for case in batch]
        try:
            return await self._together(batch)
        except EventTooLarge:
            return [await self._piecewise(case) for case in batch]

    async def _together(self, batch: Sequence[Case]) -> list[Plan]:
        """Plan and store a batch; another import of the same rows may be first, then its events are ours too."""
        for attempt in range(ATTEMPTS):
            plans = await asyncio.gather(*(self._planned(case, fresh=attempt > 0) for case in batch))
            changes = [Change(plan.tip, tuple(plan.new)) for plan in plans if plan.new]
            try:
                if changes and not self._dry:
                    await self._append(changes)
            except StaleVersion:
                if attempt == ATTEMPTS - 1:
                    raise
                await asyncio.sleep(random.uniform(0, 0.05))  # noqa: S311 -- jitter, not a secret
                continue
            return plans
        raise AssertionError("unreachable")

    async def _append(self, changes: Sequence[Change]) -> None:
        """Raises StaleVersion also where another import stored a row under the same id before us, maybe another row."""
        for change, stored in zip(changes, await appended(self._store, changes), strict=True):
            if [_told(pending.envelope) for pending in change.events] != [_told(one.envelope) for one in stored.events]:
                raise StaleVersion(number_of(change.events[0].envelope.aggregate))

    async def _planned(self, case: Case, too_large: Collection[int] = (), *, fresh: bool = False) -> Plan:
        """``fresh`` once the case is known to have been written to: another server's copy may trail."""
        name, rows = case
        async with self._loading:
            history = await self._store.load(self._planner.key(name), fresh=fresh)
            plan = self._planner.plan(name, rows, history, self._clock(), too_large)
            if plan.new and not await self._in_use(plan.new[0].envelope.customer or ""):
                plan.reject("not-in-use")
        return plan

    async def _in_use(self, customer: str) -> bool:
        """Whether the customer's data may be added to; known for this run once it was asked."""
        if customer not in self._used:
            record = fold((await self._store.load(customer, fresh=True)).events) if is_customer_key(customer) else None
            self._used[customer] = record is None or not (record.restricted or record.erased)
        return self._used[customer]

    async def _piecewise(self, case: Case) -> Plan:
        """A case on its own, piece by piece, loaded anew for each; halved where a row is too large, down to it."""
        too_large: set[int] = set()
        stored: list[Pending] = []
        size, conflicts = BATCH, 0
        while True:
            plan = await self._planned(case, too_large, fresh=bool(stored or conflicts))
            piece = plan.new if self._dry else plan.new[:size]
            if not piece or self._dry:
                plan.already -= len(stored)
                plan.new = stored + plan.new
                return plan
            try:
                await self._append([Change(plan.tip, tuple(piece))])
                stored += piece
                conflicts = 0
            except StaleVersion:
                conflicts += 1
                if conflicts == ATTEMPTS:
                    raise
                await asyncio.sleep(random.uniform(0, 0.05))  # noqa: S311 -- jitter, not a secret
            except EventTooLarge:
                if len(piece) == 1:
                    too_large.add(plan.numbers[0])
                size = max(1, len(piece) // 2) if len(piece) > 1 else BATCH


def _told(envelope: Envelope) -> tuple[Source | None, datetime]:
    """What only our own try would say: a retry whose acknowledgement was lost is still ours."""
    return envelope.source, envelope.recorded


def _batches(cases: Iterable[Case]) -> Iterator[list[Case]]:
    """Cases together up to a batch; one that is longer stands alone."""
    batch: list[Case] = []
    rows = 0
    for case in cases:
        if batch and rows + len(case[1]) > BATCH:
            yield batch
            batch, rows = [], 0
        batch.append(case)
        rows += len(case[1])
    if batch:
        yield batch
