"""A lease: its holder repeats its word every two seconds; who sees the same word for ten seconds takes its place."""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from math import inf
from typing import Final

import structlog

from consumers.leases.measures import HELD
from consumers.leases.words import Board, Said, Word
from domain.refusals import StoreUnavailable

log = structlog.get_logger(__name__)

_LETTING_GO: Final = 2.0
"""Seconds for the last word of a process that stops."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: a word is repeated ``every`` so often, makes sure for ``sure``, and is dead after ``silence``."""

    every: float = 2.0
    sure: float = 6.0
    silence: float = 10.0


PACE: Final = Pace()


@dataclass(frozen=True, slots=True)
class Tenure:
    """From the gaining of a lease to its loss; ``before`` is the word that stood there, of this home if ``ours``."""

    before: Word | None
    ours: bool
    lost: asyncio.Event = field(default_factory=asyncio.Event)


class Lease:
    """``holder`` names the home folder, which one process has at a time: what a former run of it held it has at once.

    No clocks are compared: each process measures the silence by its own.
    """

    def __init__(
        self, name: str, board: Board, holder: str, pace: Pace = PACE, now: Callable[[], float] = time.monotonic
    ) -> None:
        self.name, self.run = name, secrets.token_hex(6)
        self.holder, self._board, self._pace, self._now = holder, board, pace, now
        self._place, self._confirmed = 0, -inf
        self._tenure: Tenure | None = None
        self._gained = asyncio.Event()
        self.note: str | None = None

    @property
    def holds(self) -> bool:
        """Whether it is certain that nobody else has it: not so while the nats-servers have been silent for long."""
        return self._tenure is not None and self._now() - self._confirmed < self._pace.sure

    async def gained(self) -> Tenure:
        """The tenure that is, or the next one."""
        while self._tenure is None:
            await self._gained.wait()
        return self._tenure

    async def keep(self) -> None:
        """For ever: wait until it is to be had, hold it, and wait anew once it is lost."""
        heir = True
        HELD.labels(self.name).set_function(lambda: float(self.holds))
        while True:
            try:
                if self._tenure is None:
                    before = await self._take(heir=heir)
                    heir = False
                    self._begin(before)
                await self._hold()
            except Exception:
                log.error("lease_broke", exc_info=True, lease=self.name, retry_in=self._pace.every)
                await asyncio.sleep(self._pace.every)

    async def let_go(self) -> None:
        """So that nobody has to wait for the silence."""
        if self._tenure is not None:
            self._end()
            with suppress(StoreUnavailable, TimeoutError):
                async with asyncio.timeout(_LETTING_GO):
                    await self._board.say(self._word(given_up=True), self._place)

    async def _take(self, *, heir: bool) -> Said | None:
        """The word before ours, once ours stands there."""
        before, seen, since, told = None, -1, self._now(), False
        while True:
            try:
                last = await self._board.last()
                place = last.place if last else 0
                if place != seen:
                    heir = heir and seen == -1
                    seen, since = place, self._now()
                if last is None or last.word.run != self.run:
                    before = last
                if self._is_free(last, since, heir=heir) and await self._said(self._word_after(last), place):
                    return before
                told = False
            except StoreUnavailable as error:
                seen = -1  # what nobody could hear was no silence
                if not told:
                    log.warning("lease_not_known", lease=self.name, why=error.details["reason"])
                told = True
            await asyncio.sleep(self._pace.every)

    def _is_free(self, last: Said | None, since: float, *, heir: bool) -> bool:
        if last is None or last.word.given_up or last.word.run == self.run:
            return True
        return (heir and last.word.holder == self.holder) or self._now() - since >= self._pace.silence

    async def _hold(self) -> None:
        """Returns once another has it."""
        while True:
            await asyncio.sleep(self._pace.every)
            with suppress(StoreUnavailable):
                if not await self._said(self._word(), self._place) and not await self._is_ours():
                    log.warning("lease_lost", lease=self.name)
                    self._end()
                    return

    async def _said(self, word: Word, after: int) -> bool:
        began = self._now()
        place = await self._board.say(word, after)
        if place is not None:
            self._place, self._confirmed = place, began
        return place is not None

    async def _is_ours(self) -> bool:
        """Whether a word of ours stands there though its answer was lost."""
        began, last = self._now(), await self._board.last()
        if last is None or last.word.run != self.run:
            return False
        self._place, self._confirmed = last.place, began
        return True

    def _begin(self, before: Said | None) -> None:
        word = before.word if before else None
        self._tenure = Tenure(word, word is not None and word.holder == self.holder)
        self._gained.set()
        log.info("lease_gained", lease=self.name, before=word.holder if word else None)

    def _end(self) -> None:
        if self._tenure is not None:
            self._tenure.lost.set()
        self._tenure = None
        self._gained.clear()

    def _word_after(self, last: Said | None) -> Word:
        """What the one before noted stands until there is more to say."""
        self.note = last.word.note if last else None
        return self._word()

    def _word(self, *, given_up: bool = False) -> Word:
        return Word(self.holder, self.run, self.note, given_up)


async def alone(lease: Lease, work: Callable[[Tenure], Awaitable[None]]) -> None:
    """The work, begun anew whenever the lease is gained and cut off where it is lost; until cancelled."""
    while True:
        tenure = await lease.gained()
        doing, losing = asyncio.ensure_future(work(tenure)), asyncio.ensure_future(tenure.lost.wait())
        try:
            await asyncio.wait((doing, losing), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in (doing, losing):
                each.cancel()
            await asyncio.gather(doing, losing, return_exceptions=True)
        if not doing.cancelled():
            doing.result()
        await tenure.lost.wait()
