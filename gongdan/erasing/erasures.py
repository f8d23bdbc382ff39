"""The round of erasures: what waited and need not any more is erased, its keys shredded, its copies swept."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

import structlog

from consumers.rounds import Round
from domain.application import TicketDesk
from domain.customer.commands import CompleteErasure, EraseCustomer
from domain.desk.metadata import SYSTEM, CommandMetadata
from domain.record.command import Command
from domain.record.identity import request_command_id
from domain.refusals import Forbidden, NotAllowed
from gongdan.erasing.copies import Copies
from gongdan.erasing.letters import WaitingLetters
from gongdan.storing.keys import KeyStore
from projections.customers.measures import Erasing

log = structlog.get_logger(__name__)

_WAITING_EVERY: Final = 720
"""Rounds after which it is asked again whether what waits still has to: once an hour."""


class Erasures(Round):
    """Every process that has keys goes it, as each has to shred its own, also those that a backup brought back."""

    name = "erasures"
    every = timedelta(seconds=5)

    def __init__(
        self,
        desk: TicketDesk,
        keys: KeyStore,
        copies: Copies,
        erasing: Callable[[], Awaitable[Erasing]],
        letters: WaitingLetters | None = None,
    ) -> None:
        self._desk, self._keys, self._copies, self._erasing = desk, keys, copies, erasing
        self._letters = letters
        self._rounds = 0

    async def go(self) -> None:
        """Letters before keys, which tell whose they are; keys before copies, lest more be made.

        Cut off anywhere it goes on where it was: whose copies are not swept yet stands with the keys.
        """
        found = await self._erasing()
        if found.postponed and self._rounds % _WAITING_EVERY == 0:
            for customer in found.postponed:
                await self._try(customer, EraseCustomer())
            found = await self._erasing()
        self._rounds += 1
        for customer in found.erased:
            await self._shred(customer)
        unswept = await asyncio.to_thread(self._keys.unswept_subjects)
        if not unswept and not found.unfinished:
            return
        swept = await self._copies.sweep()
        for customer in dict.fromkeys((*found.unfinished, *unswept)):
            gone = await asyncio.to_thread(self._keys.shredded, customer)
            done = CompleteErasure(
                subject_keys=gone.subject_keys, data_keys=gone.data_keys, files=swept.files, tables=swept.tables
            )
            await self._try(customer, done)
            log.info("customer_keys_shredded", customer=customer, keys=gone.data_keys, whole=swept.whole)
        await asyncio.to_thread(self._keys.swept_subjects, unswept)

    async def _shred(self, customer: str) -> None:
        """Where a key of theirs is there; letters first, which name them by what it alone opens."""
        if not await asyncio.to_thread(self._keys.lives, customer):
            return
        if self._letters:
            await self._letters.take_out(customer)
        await asyncio.to_thread(self._keys.shred, customer)

    async def _try(self, customer: str, command: Command) -> None:
        events = await self._desk.events_of(customer)
        cause = events[-1].envelope.id if events else customer
        told = request_command_id(SYSTEM.id, command.action, f"{cause}")
        try:
            await self._desk.act(customer, command, CommandMetadata(told, SYSTEM, causation=cause if events else None))
        except (NotAllowed, Forbidden) as refusal:
            log.warning("erasure_not_acted_on", customer=customer, action=command.action, code=refusal.code)
