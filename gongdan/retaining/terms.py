"""Tickets whose years are over: on record first, then their keys are destroyed, and every copy of what these opened."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, Protocol
from zoneinfo import ZoneInfo

import structlog

from consumers.rounds import Round
from domain.application import TicketDesk
from domain.customer.commands import EndTerms
from domain.customer.keeping import over
from domain.customer.state import Customer, fold
from domain.desk.metadata import SYSTEM, CommandMetadata
from domain.record.identity import request_command_id
from domain.refusals import Refusal, StoreUnavailable
from domain.ticket.numbering import ticket_key
from gongdan.erasing.copies import Copies
from gongdan.storing.keys import KeyStore

log = structlog.get_logger(__name__)

_LEAST: Final = timedelta(days=3 * 365)
"""No pack has fewer years: who was opened since can't be over."""


class Tickets(Protocol):
    """What read models tell of tickets."""

    async def opened_before(self, moment: datetime) -> Sequence[tuple[str, str]]:
        """Customer and number of each. Raises StoreUnavailable."""
        ...

    async def notices_about(self, numbers: Sequence[str]) -> Sequence[str]:
        """The keys of what people were told about them. Raises StoreUnavailable."""
        ...


@dataclass
class Due:
    """Finds them: by read models, then by the histories themselves, each looked at again only once its day has come."""

    desk: TicketDesk
    keys: KeyStore
    tickets: Tickets
    zone: ZoneInfo
    clock: Callable[[], datetime]
    _until: dict[str, date] = field(default_factory=dict[str, date])

    async def find(self) -> Mapping[str, tuple[str, ...]]:
        """By customer, those of which anything can be read still. Raises StoreUnavailable."""
        now = self.clock()
        today, old = now.astimezone(self.zone).date(), defaultdict[str, list[str]](list)
        for customer, number in await self.tickets.opened_before(now - _LEAST):
            if self._until.get(number, date.min) < today:
                old[customer].append(number)
        found = dict[str, tuple[str, ...]]()
        for customer, numbers in old.items():
            if ended := await self._over(customer, numbers, today):
                found[customer] = ended
        return found

    async def _over(self, customer: str, numbers: Sequence[str], today: date) -> tuple[str, ...]:
        """What can't be looked at now keeps no other."""
        live = await asyncio.to_thread(self.keys.living, [*map(ticket_key, numbers)])
        numbers = [number for number in numbers if ticket_key(number) in live]
        if not numbers:
            return ()
        try:
            kept = await self.desk.kept(numbers)
            state = fold(tuple(await self.desk.events_of(customer)))
        except StoreUnavailable:
            raise
        except Refusal as refusal:
            log.warning("terms_not_looked_at", customer=customer, code=refusal.code)
            return ()
        self._until |= {number: day for number, day in kept.tickets.items() if day and day >= today}
        return over(state or Customer(), kept, today)


class Terms(Round):
    """Every process that has keys goes it, as each has to destroy its own."""

    name = "terms"
    every = timedelta(hours=1)

    def __init__(self, desk: TicketDesk, keys: KeyStore, copies: Copies, due: Due) -> None:
        self._desk, self._keys, self._copies, self._due = desk, keys, copies, due

    async def go(self) -> None:
        """Cut off anywhere it goes on where it was: what is not swept yet stands with the keys."""
        for customer, numbers in (await self._due.find()).items():
            await self._end(customer, numbers)
        if await asyncio.to_thread(self._keys.is_unswept):
            await self._copies.sweep()
            await asyncio.to_thread(self._keys.swept)

    async def _end(self, customer: str, numbers: tuple[str, ...]) -> None:
        about = [*map(ticket_key, numbers), *await self._due.tickets.notices_about(numbers)]
        live = await asyncio.to_thread(self._keys.living, about)
        told = request_command_id(SYSTEM.id, EndTerms.action, " ".join((customer, *numbers)))
        ending = EndTerms(tickets=numbers, data_keys=sum(live.values()))
        try:
            await self._desk.act(customer, ending, CommandMetadata(told, SYSTEM))
        except StoreUnavailable:
            raise
        except Refusal as refusal:  # a hold that was placed just now
            log.warning("terms_not_ended", customer=customer, code=refusal.code)
            return
        await asyncio.to_thread(self._keys.end, about)
        log.info("terms_ended", customer=customer, tickets=len(numbers), keys=ending.data_keys)
