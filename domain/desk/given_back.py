"""Which return of the same goods there is already, asked of the log: another process may be opening one just now."""

from datetime import datetime

from domain.matters.returns.commands import RequestReturn
from domain.matters.returns.decide import RETURN
from domain.matters.returns.events import ReturnRequested
from domain.matters.returns.same_goods import Goods, is_given_back
from domain.matters.returns.state import Return
from domain.record.envelope import Recorded
from domain.record.numbering import number
from domain.store import EventStore


class GivenBack:
    """Remembers what each return was asked for, which never changes; how those alike stand is read anew.

    All are read once a month, and those opened since one by one, as their numbers have no gaps.
    """

    def __init__(self, store: EventStore) -> None:
        self._store = store
        self._asked: dict[str, tuple[Goods, str]] = {}
        self._period: str = ""
        self._count = 0

    async def before(
        self, command: RequestReturn, customer: str | None, sent: str, at: datetime
    ) -> tuple[str | None, str]:
        """The number of one of the same goods, but for what was ``sent`` itself; and the next number at that time.

        Who then takes another number than that one has to ask again. Raises HistoryDamaged, StoreUnavailable.
        """
        period = RETURN.numbering.period(at)
        await self._catch_up(period)
        goods = Goods.of(command, command.ticket, customer)
        alike = [key for key, (other, by) in self._asked.items() if by != sent and goods.same(other)]
        found = [key for key in alike if is_given_back(await self._state(key))]
        return found[0].partition("-")[2] if found else None, number(period, self._count + 1)

    async def _catch_up(self, period: str) -> None:
        if period != self._period:
            for recorded in await self._store.category(RETURN.name):
                self._note(recorded)
            self._period, self._count = period, 0
        while await self._store.exists(key := RETURN.numbering.key(number(period, self._count + 1))):
            if key not in self._asked:
                for recorded in (await self._store.load(key, fresh=True)).events[:1]:
                    self._note(recorded)
            self._count += 1

    def _note(self, recorded: Recorded) -> None:
        event, envelope = recorded.event, recorded.envelope
        if isinstance(event, ReturnRequested):
            ticket = envelope.ticket.removeprefix("ticket-") if envelope.ticket else None
            self._asked[envelope.aggregate] = Goods.of(event, ticket, envelope.customer), envelope.command

    async def _state(self, key: str) -> Return:
        matter = None
        for recorded in (await self._store.load(key, fresh=True)).events:
            matter = RETURN.evolve(matter, recorded)
        return matter if isinstance(matter, Return) else Return()
