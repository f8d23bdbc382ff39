"""Takes letters in, one at a time: what it answers for is stored, and the same letter brought twice is one."""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog

from api.mail.port import Unusable, Waiting, Why
from api.manners.problems import ApiProblem
from api.service import Service
from domain.refusals import Refusal, StoreUnavailable, TicketNotFound
from gongdan.attachments.refusals import AttachmentsUnavailable
from gongdan.mailing.keeping.store import LetterStore
from gongdan.mailing.measures import TAKEN, WAITING
from gongdan.mailing.reading.letter import Letter, letter_id, read_letter
from gongdan.mailing.taking.judging import Rules, judged
from gongdan.mailing.taking.tickets import Put, continue_by, customer_by, new_customer, open_by
from projections.errors import ReadingError

log = structlog.get_logger(__name__)

MOST_WAITING: Final = 10_000
"""Letters that wait for a person: more are left where they are, so that no flood fills the disk."""
_PASSING: Final = (StoreUnavailable, AttachmentsUnavailable, ReadingError, OSError, TimeoutError)


class Full(Exception):
    """More wait for a person than anybody sees to: it stays where it is."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a letter: ``opened``, ``continued``, ``again``, or why it waits for a person."""

    outcome: str
    ticket: str | None = None


class MailIn:
    """``judge`` is the server whose word on a letter's authenticity counts; ``kept`` is how long letters wait."""

    def __init__(
        self,
        service: Service,
        store: LetterStore,
        rules: Rules,
        clock: Callable[[], datetime],
        judge: str | None = None,
        kept: timedelta = timedelta(days=30),
    ) -> None:
        self._service, self._store, self._rules, self._clock = service, store, rules, clock
        self._judge, self._kept = judge, kept
        self._one_at_a_time = asyncio.Lock()

    async def take(self, raw: bytes, recipients: tuple[str, ...] = ()) -> Taken:
        """Stored once this returns. Raises what passes: then it is to be brought again, and Full."""
        async with self._one_at_a_time:
            taken = await self._take(raw, recipients)
            TAKEN.labels(taken.outcome).inc()
            await self.measure()
            return taken

    async def measure(self) -> None:
        for state, count in (await asyncio.to_thread(self._store.counts)).items():
            WAITING.labels(state).set(count)

    async def forget(self) -> None:
        """Drop what waited too long, and say so."""
        gone = await asyncio.to_thread(self._store.forget, self._clock() - self._kept)
        if gone:
            log.warning("mail_dropped_unseen", letters=gone, days=self._kept.days)
        await self.measure()

    async def _take(self, raw: bytes, recipients: tuple[str, ...]) -> Taken:
        try:
            letter = await asyncio.to_thread(read_letter, raw, recipients, self._judge)
        except Exception as error:
            log.warning("mail_not_read", error=type(error).__name__, bytes=len(raw))
            return await self._put_aside(_unread(raw), "unreadable")
        if await asyncio.to_thread(self._store.known, letter.id):
            return Taken("again")
        before = await asyncio.to_thread(self._store.in_the_hour, letter.sender, self._clock())
        found = judged(letter, self._rules, before=before)
        if found.doubt:
            return await self._put_aside(letter, found.doubt)
        try:
            return await self._act(letter, found.number)
        except _PASSING:
            raise
        except TicketNotFound:
            return await self._put_aside(letter, "forged-token")
        except (Refusal, Unusable, ApiProblem) as refusal:
            log.info("mail_refused", letter=letter.id, why=getattr(refusal, "code", "not-usable"))
            return await self._put_aside(letter, "refused", found.number)
        except Exception as error:
            log.error("mail_stumbled", letter=letter.id, error=type(error).__name__)
            return await self._put_aside(letter, "refused", found.number)

    async def _act(self, letter: Letter, number: str | None) -> Taken:
        if number is not None:
            return await self._done(letter, "continued", await continue_by(self._service, letter, number))
        customer = await customer_by(self._service, letter.sender)
        if customer is None and not self._rules.opens_for_strangers:
            return await self._put_aside(letter, "stranger")
        put = await open_by(self._service, letter, customer or new_customer(letter))
        return await self._done(letter, "opened", put)

    async def _done(self, letter: Letter, outcome: str, put: Put) -> Taken:
        """What did not go with the ticket whole is kept beside it: nothing of a letter is lost."""
        if not put.whole:
            await asyncio.to_thread(self._store.put, self._waiting(letter, "not-whole", put.number), letter.raw)
            log.warning("mail_kept_beside", letter=letter.id, ticket=put.number)
        await asyncio.to_thread(self._store.arrived, letter.id, letter.sender, self._clock(), put.number)
        log.info("mail_taken_in", letter=letter.id, outcome=outcome, ticket=put.number)
        return Taken(outcome, put.number)

    async def _put_aside(self, letter: Letter, why: Why, ticket: str | None = None) -> Taken:
        if (await asyncio.to_thread(self._store.counts))["waiting"] >= MOST_WAITING:
            log.error("mail_waiting_room_full", letters=MOST_WAITING)
            raise Full
        await asyncio.to_thread(self._store.put, self._waiting(letter, why, ticket), letter.raw)
        await asyncio.to_thread(self._store.arrived, letter.id, letter.sender, self._clock(), None)
        log.info("mail_put_aside", letter=letter.id, why=why, bytes=len(letter.raw))
        return Taken(why)

    def _waiting(self, letter: Letter, why: Why, ticket: str | None = None) -> Waiting:
        state = "kept" if why == "not-whole" else "waiting"
        size = len(letter.raw)
        return Waiting(letter.id, self._clock(), state, why, size, letter.sender, letter.subject, ticket)


def _unread(raw: bytes) -> Letter:
    """A letter of which nothing could be read but its bytes."""
    return Letter(letter_id(raw, hashlib.sha256(raw).hexdigest()), raw, "", "", "", "", "", (), "", (), ())
