"""Takes a notice before its letter is handed over: on record, so that of two processes one does, and only at once."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

import structlog

from consumers.notices.planning.recording import NoticeRecorder
from domain.notices.commands import PutNoticeBack, TakeNotice
from domain.refusals import NotAllowed, StaleVersion, StoreUnavailable

log = structlog.get_logger(__name__)

_PROMPT: Final = 5.0
"""Seconds after which others may take it that a process stands still: then it hands nothing over any more."""
_AGAIN: Final = 2.0


@dataclass(slots=True)
class Taking:
    """Of one try; ``run`` names this process, ``version`` is what the notice was looked at in."""

    recorder: NoticeRecorder
    key: str
    version: int
    tries: int
    run: str
    now: Callable[[], float] = time.monotonic
    taken: bool = False

    async def may(self) -> bool:
        """Whether it is ours to hand over, and now."""
        began = self.now()
        try:
            await self._take()
            self.taken = self.now() - began <= _PROMPT
            if not self.taken:
                log.warning("notice_not_handed_over", notice=self.key, seconds=round(self.now() - began))
                await self.put_back(None)
        except (NotAllowed, StaleVersion, StoreUnavailable):
            return False
        return self.taken

    async def _take(self) -> None:
        """As it was looked at: what happened since may be that it went in another letter."""
        command = TakeNotice(tries=self.tries, by=self.run)
        await self.recorder.note(self.key, self.version, command, self.run, unchanged=True)

    async def put_back(self, answer: int | None) -> None:
        """It was not delivered: whoever comes after may try again."""
        command = PutNoticeBack(tries=self.tries, by=self.run, answer=answer)
        await self.recorder.note(self.key, self.version, command, self.run)
        self.taken = False


async def surely(key: str, record: Callable[[], Awaitable[None]]) -> bool:
    """What is known now and to nobody else waits for the log to take it. False where another ended the notice."""
    while True:
        try:
            await record()
        except StoreUnavailable:
            log.warning("notice_end_not_recorded", notice=key, retry_in=_AGAIN)
            await asyncio.sleep(_AGAIN)
        except NotAllowed as refusal:
            log.info("notice_ended_elsewhere", notice=key, why=refusal.code)
            return False
        else:
            return True
