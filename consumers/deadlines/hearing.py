"""How the deadlines hear of timers: all that were told together in order of time, and each again until it is noted."""

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import structlog
from nats.aio.msg import Msg

from consumers.dead_letters.letter import DeadLetter, DeadLetters
from consumers.deadlines.deadlines import Deadlines
from consumers.giving_up import PATIENCE, Patience, is_waiting
from consumers.measures import GIVEN_UP, RETRIED
from consumers.timers.messages import Subjects
from consumers.timers.taking import Taking

log = structlog.get_logger(__name__)

_AGAIN: Final = 5.0
_SLICE: Final = 25
"""Turns of one ticket that are noted at a time."""
TIMER: Final = "timer"
"""What stands for the event's type in the dead letter of a timer."""


@dataclass(frozen=True, slots=True)
class TimersHeard:
    """``last_of`` tells the position of a ticket's last event. Which ticket it is says the subject, not the body."""

    deadlines: Deadlines
    subjects: Subjects
    dead_letters: DeadLetters
    last_of: Callable[[str], Awaitable[int]]
    clock: Callable[[], datetime]
    patience: Patience = PATIENCE
    failures: Counter[str] = field(default_factory=Counter[str])

    async def hear(self, taking: Taking) -> None:
        """For ever."""
        while True:
            await self.handle(await taking.next())

    async def handle(self, messages: Sequence[Msg]) -> None:
        """Each is acknowledged once what it is for is done, and put off where that failed."""
        try:
            failed = await self._settled(messages)
            for message, error in zip(messages, failed, strict=True):
                await (self._done(message) if error is None else self._failed(message, error))
        except Exception:
            log.error("timers_broke", exc_info=True, retry_in=_AGAIN)
            for message in messages:
                if not message.is_acked:
                    await message.nak(delay=_AGAIN)

    async def _settled(self, messages: Sequence[Msg]) -> list[Exception | None]:
        """What kept each from being done. A message without a body takes a timer back."""
        keys = [self.subjects.key(message.subject) if message.data else None for message in messages]
        failed = await self.deadlines.settle((key for key in keys if key is not None), _SLICE)
        return [failed.get(key) if key is not None else None for key in keys]

    async def _done(self, message: Msg) -> None:
        self.failures.pop(self.subjects.key(message.subject), None)
        await message.ack()

    async def _failed(self, message: Msg, error: Exception) -> None:
        name, key = self.deadlines.name, self.subjects.key(message.subject)
        if not is_waiting(error):
            self.failures[key] += 1
        tries = self.failures[key]
        pause = self.patience.pause(error, tries)
        said = {"reaction": name, "aggregate": key, "error": type(error).__name__, "tries": tries}
        if pause is not None:
            RETRIED.labels(name).inc()
            log.warning("timer_failed", **said, retry_in=pause)
            await message.nak(delay=pause)
            return
        position = await self.last_of(key)
        letter = DeadLetter(name, key, position, f"{TIMER}-{key}", TIMER, type(error).__name__, tries, self.clock())
        await self.dead_letters.put(letter)
        await message.ack()
        self.failures.pop(key, None)
        GIVEN_UP.labels(name).inc()
        log.error("timer_gave_up", **said)
