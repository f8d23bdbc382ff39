"""Read models as of a moment, told from those of now: as much as held then is copied, the rest folded anew."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from domain.desk.kinds import id_of
from domain.record.envelope import Recorded
from domain.refusals import HistoryDamaged
from projections.past.histories import as_told, holds, read_few, read_histories, read_single
from projections.past.kept import LIVE, TOLD, Copying, add_up, drop
from projections.past.knowing import bound_of
from projections.past.source import Source
from projections.projection import Projection
from projections.running import bookkeeping
from projections.running.build import Build
from projections.running.digest import digest
from projections.running.reading import BATCH, read
from projections.running.writer import unbroken
from projections.spans.asking import Bound, Spans, cut_by, with_kin
from projections.spans.folding import PROJECTION, SPANNED
from projections.sql.local import SHANGHAI
from projections.store import ReadStore

TAIL: Final = 20_000
"""Events that the read models of now may lack: with more, the whole log is as quick."""
_EACH, _FREELY = 20, 250
"""A history told anew costs at least as much as so many events of the whole log; so many are told in any case."""


async def told(
    source: Source,
    live: ReadStore,
    at: datetime,
    projections: Sequence[Projection],
    *,
    known: bool = False,
    zone: ZoneInfo = SHANGHAI,
) -> ReadStore | None:
    """A store as :func:`projections.running.past.as_of` makes it; close it when done.

    None where the read models of now don't serve: one is of another version or another position, or leaves a ticket
    out; or more is to be folded anew than folding the whole log costs.
    """
    end = await source.end()
    bound = await bound_of(source, live, at, end, known=known)
    store = ReadStore.scratch(zone, live.policy)
    telling = _Telling(source, live, store, bound, projections, end)
    try:
        if await telling.copied() and await telling.folded():
            return store
    except HistoryDamaged:  # the whole log goes on without it
        pass
    except BaseException:
        store.close()
        raise
    store.close()
    return None


class _Telling:
    """One moment: first what is copied, then what is folded."""

    def __init__(
        self,
        source: Source,
        live: ReadStore,
        store: ReadStore,
        bound: Bound,
        projections: Sequence[Projection],
        end: int,
    ) -> None:
        self._source, self._live, self._store, self._bound, self._end = source, live, store, bound, end
        self._projections = projections
        self._builds = [Build.live(projection) for projection in projections]
        self._position = 0
        self._cut: Spans = {}

    async def copied(self) -> bool:
        return await unbroken(self._copy)

    def _copy(self) -> bool:
        with self._store.beside(self._live, LIVE) as there, self._store.write() as past, self._live.read() as live:
            position = self._common(live)
            if position is None or self._end - position > TAIL:
                return False
            self._position, self._end = position, max(position, self._end)
            self._cut = cut_by(live, self._bound)
            if len(self._cut) * _EACH > max(self._end, _FREELY * _EACH):
                return False
            attached = there and self._stands_beside(past, position)
            for build in self._builds:
                build.start(past, "", datetime.now(UTC))
                Copying(live, past, frozenset(self._cut), attached).keep(build.projection, self._bound)
        return True

    def _common(self, live: Connection) -> int | None:
        """Where all of them stand, in this program's versions and with nothing left out; None where they don't."""
        if bookkeeping.parked(live) or not TOLD.issuperset(self._projections):
            return None
        stands = [(each, bookkeeping.stands(live, each.name)) for each in (PROJECTION, *self._projections)]
        found = {
            position.position if position and position.version == each.version else None for each, position in stands
        }
        return found.pop() if len(found) == 1 else None

    def _stands_beside(self, past: Connection, position: int) -> bool:
        """Whether the tables of now stand there too as the transaction of the past sees them, which began before."""
        names = [each.name for each in (PROJECTION, *self._projections)]
        query = select(bookkeeping.POSITIONS.c.position).where(bookkeeping.POSITIONS.c.projection.in_(names))
        found = past.execute(query, execution_options={"schema_translate_map": {None: LIVE}})
        return {*found.scalars()} == {position}

    async def folded(self) -> bool:
        """False where a table would have to be made anew for all."""
        more = await self._since()
        few = await read_few(self._source, {kind for each in self._projections for kind in each.kinds})
        if any(event.envelope.aggregate.startswith("calendar-") and not holds(event, self._bound) for event in few):
            return False  # all that was judged by its days is judged otherwise now
        spans = [span for span in self._cut.values() if span.number not in more]
        events = [*few, *await read_histories(self._source, spans), *await read_single(self._source, more.values())]
        await unbroken(self._complete, frozenset(more), as_told(self._upto(events), self._bound))
        return True

    def _upto(self, events: Sequence[Recorded]) -> list[Recorded]:
        return [event for event in events if event.sequence <= self._end]

    async def _since(self) -> dict[str, str]:
        """Histories that went on after what was copied, by number, with a ticket all its complaints."""
        found: dict[str, str] = {}
        tickets: set[str] = set()
        async for events in read(self._source, self._position, self._end):
            for event in events:
                aggregate = event.envelope.aggregate
                if aggregate.partition("-")[0] in SPANNED and holds(event, self._bound):
                    found[id_of(aggregate)] = aggregate
                    tickets.add(event.envelope.ticket or aggregate)
        if not found:
            return found
        with self._live.read() as connection:
            kin = with_kin(connection, self._bound, tickets)
        return found | {number: span.history for number, span in kin.items()}

    def _complete(self, more: frozenset[str], events: Sequence[Recorded]) -> None:
        with self._store.write() as past:
            for build in self._builds:
                drop(past, build.projection, more)
                add_up(past, build.projection)
                for start in range(0, len(events), BATCH):
                    digest(past, build, events[start : start + BATCH], datetime.now(UTC))
