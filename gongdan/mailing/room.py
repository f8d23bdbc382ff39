"""Letters that wait, as the API has them: read by staff, let in as a ticket or on one, or dropped."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

import structlog

from api.callers import Caller
from api.mail.port import Opened, SeenTo, State, Waiting
from api.service import Service
from gongdan.mailing.keeping.store import LetterStore
from gongdan.mailing.reading.letter import Letter, read_letter
from gongdan.mailing.taking.tickets import Put, continued, customer_by, new_customer, opened

log = structlog.get_logger(__name__)


class LetterRoom:
    """Implements :class:`api.mail.port.Mailroom`."""

    def __init__(self, store: LetterStore, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock
        self._one_at_a_time = asyncio.Lock()

    async def listed(self, state: State, after: str | None, limit: int) -> tuple[Sequence[Waiting], str | None, int]:
        return await asyncio.to_thread(self._store.listed, state, after, limit)

    async def read(self, letter: str) -> Opened:
        about, read = await self._found(letter)
        return Opened(about, read.text, read.to, [file.name for file in read.files])

    async def raw(self, letter: str) -> bytes:
        return await asyncio.to_thread(self._store.raw, letter)

    async def release(self, service: Service, letter: str, caller: Caller, ticket: str | None) -> str:
        """The letter is out of here only once it is on the ticket, to the byte."""
        async with self._one_at_a_time:
            about = await asyncio.to_thread(self._store.find, letter)
            if about.state == "released" and about.ticket and ticket in (None, about.ticket):
                return about.ticket
            about, read = await self._found(letter)
            put = await self._put(service, read, caller, ticket or (about.ticket if about.state == "kept" else None))
            await asyncio.to_thread(
                self._store.see_to, letter, "released", caller.id, self._clock(), put.number, None, keeps=not put.whole
            )
        log.info("mail_released", letter=letter, ticket=put.number, **caller.in_the_log)
        return put.number

    async def drop(self, letter: str, caller: Caller, reason: str) -> None:
        async with self._one_at_a_time:
            if (await asyncio.to_thread(self._store.find, letter)).state == "dropped":
                return
            await asyncio.to_thread(self._store.see_to, letter, "dropped", caller.id, self._clock(), None, reason)
        log.info("mail_dropped", letter=letter, **caller.in_the_log)

    async def _put(self, service: Service, letter: Letter, caller: Caller, ticket: str | None) -> Put:
        if ticket is not None:
            return await continued(service, letter, ticket, caller)
        known = await customer_by(service, letter.sender) if letter.sender else None
        return await opened(service, letter, caller, known or new_customer(letter))

    async def _found(self, letter: str) -> tuple[Waiting, Letter]:
        """Raises NoSuchLetter, also of one whose content is gone."""
        about = await asyncio.to_thread(self._store.find, letter)
        if about.state not in ("waiting", "kept"):
            raise SeenTo(about.state)
        raw = await asyncio.to_thread(self._store.raw, letter)
        return about, await asyncio.to_thread(read_letter, raw)
