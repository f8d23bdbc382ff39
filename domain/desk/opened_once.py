"""Which matter of the same there is already, asked of the log: another process may be opening one just now."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from domain.desk.beginning import About
from domain.desk.metadata import CommandMetadata
from domain.matters.inspections.decide import INSPECTION
from domain.matters.inspections.same_work import Work, is_looked_at
from domain.matters.kind import MatterKind
from domain.matters.matter import Matter
from domain.matters.returns.decide import RETURN
from domain.matters.returns.same_goods import Goods, is_given_back
from domain.record.command import Command
from domain.record.envelope import Recorded
from domain.record.numbering import number
from domain.store import EventStore


@dataclass(frozen=True, slots=True)
class _Once:
    """A kind of which there is one of the same at a time: what tells that, and whether one counts as it stands."""

    kind: MatterKind
    of: Callable[[Any, str | None, str | None], Any]
    counts: Callable[[Any], bool]


_ONCE: Final = (_Once(RETURN, Goods.of, is_given_back), _Once(INSPECTION, Work.of, is_looked_at))


class OpenedOnce:
    """Remembers what each was opened about, which never changes; how those alike stand is read anew.

    All are read once a month, and those opened since one by one, as their numbers have no gaps.
    """

    def __init__(self, store: EventStore) -> None:
        self._of_kind = {once.kind.name: _Opened(store, once) for once in _ONCE}

    def asked_of(self, kind: MatterKind) -> bool:
        """Whether it is of a kind of which there is one of the same at a time."""
        return kind.name in self._of_kind

    async def before(
        self, kind: MatterKind, command: Command, metadata: CommandMetadata, about: About | None, at: datetime
    ) -> tuple[str | None, str]:
        """The number of one of the same, but for what this command opened itself; and the next number at that time.

        Who then takes another number than that one has to ask again. Raises HistoryDamaged, StoreUnavailable.
        """
        opened = self._of_kind[kind.name]
        ticket, customer = (about.number, about.ticket.customer) if about else (None, metadata.customer)
        return await opened.before(opened.once.of(command, ticket, customer), metadata.id, at)


class _Opened:
    def __init__(self, store: EventStore, once: _Once) -> None:
        self._store, self.once = store, once
        self._asked: dict[str, tuple[Any, str]] = {}
        self._period: str = ""
        self._count = 0

    async def before(self, asked: Any, sent: str, at: datetime) -> tuple[str | None, str]:
        period = self.once.kind.numbering.period(at)
        await self._catch_up(period)
        alike = [key for key, (other, by) in self._asked.items() if by != sent and asked.same(other)]
        found = [key for key in alike if self.once.counts(await self._state(key))]
        return found[0].partition("-")[2] if found else None, number(period, self._count + 1)

    async def _catch_up(self, period: str) -> None:
        numbering = self.once.kind.numbering
        if period != self._period:
            for recorded in await self._store.category(self.once.kind.name):
                self._note(recorded)
            self._period, self._count = period, 0
        while await self._store.exists(key := numbering.key(number(period, self._count + 1))):
            if key not in self._asked:
                for recorded in (await self._store.load(key, fresh=True)).events[:1]:
                    self._note(recorded)
            self._count += 1

    def _note(self, recorded: Recorded) -> None:
        event, envelope = recorded.event, recorded.envelope
        if isinstance(event, self.once.kind.opening.causes):
            ticket = envelope.ticket.removeprefix("ticket-") if envelope.ticket else None
            self._asked[envelope.aggregate] = self.once.of(event, ticket, envelope.customer), envelope.command

    async def _state(self, key: str) -> Matter:
        matter = None
        for recorded in (await self._store.load(key, fresh=True)).events:
            matter = self.once.kind.evolve(matter, recorded)
        return matter or self.once.kind.state()
